"""Notes in Chicago style: the outputs that the reference processor gives for the same sources."""

from __future__ import annotations

import pytest

from briefing.citations import Cited, Locator, note, reference
from briefing.document import Emphasis, Link, Text, plain
from briefing.model.evidence import Source
from briefing.wording import wording
from tests.records import source

ENGLISH = wording("en-GB")

MERIGUET = source("""
type: webpage
title: Petro's Visit to the White House
author: [{family: Meriguet, given: Pablo}]
container-title: Peoples Dispatch
issued: 2026-02-06
URL: https://peoplesdispatch.org/x/
""")
ARANGUREN = source("""
title: Colombia's Petro Meets Trump at White House in Bid to Mend Strained Relations
author: [{family: Aranguren Hernández, given: Cynthia Michelle}]
container-title: bne IntelliNews
issued: 2026-02-03
URL: https://intellinews.example/a
""")
NO_AUTHOR = source("""
type: webpage
title: Tensions Ease After “Fantastic” Trump–Petro Talks
container-title: Example News Site
issued: 2026-02-04
URL: https://example.org/b
""")
NO_DATE = source("""
title: What Did Petro Bring Back?
author: [{family: Roe, given: Richard}]
container-title: Examiner
accessed: 2026-02-09
URL: https://example.org/c
""")
SPANISH = source("""
title: La “nueva diplomacia” según Bogotà
author: [{literal: Redacción Rebelión}]
container-title: Rebelión
issued: 2026-02
URL: https://rebelion.example/ñandú
""")
TITLE_ONLY = source("type: webpage\ntitle: Untitled Forum Copy\nURL: https://example.org/d")
BOOK = source("""
type: book
title: World Drug Report 2025
author: [{literal: UN Office on Drugs and Crime}]
publisher: United Nations
issued: 2025
""")
UNTITLED = source("description: unsigned commentary on the meeting\ntitle-short: unsigned commentary")
TWO = source("title: Both\nauthor: [{family: Ash, given: Ann}, {family: Birch, given: Bo}]\nissued: 2026")
THREE = source("title: All\nauthor: [{family: Ash}, {family: Birch}, {family: Cedar}]\nissued: 2026")


def cite(one: Source, *paragraphs: int, first: bool = True) -> str:
    return plain(note([Cited(one, tuple(Locator(number) for number in paragraphs), first)], ENGLISH))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            cite(MERIGUET, 6),
            "Pablo Meriguet, “Petro’s Visit to the White House,” Peoples Dispatch, February 6, 2026, para. 6, "
            "https://peoplesdispatch.org/x/.",
        ),
        (cite(MERIGUET, 6, first=False), "Meriguet, “Petro’s Visit to the White House,” para. 6."),
        (cite(MERIGUET, 9, 3, 9, first=False), "Meriguet, “Petro’s Visit to the White House,” paras. 3, 9."),
        (
            cite(ARANGUREN),
            "Cynthia Michelle Aranguren Hernández, “Colombia’s Petro Meets Trump at White House in Bid to Mend Strained "
            "Relations,” bne IntelliNews, February 3, 2026, https://intellinews.example/a.",
        ),
        (
            cite(NO_AUTHOR, 2),
            "“Tensions Ease After ‘Fantastic’ Trump–Petro Talks,” Example News Site, February 4, 2026, para. 2, https://example.org/b.",
        ),
        (cite(NO_AUTHOR, first=False), "Example News Site, “Tensions Ease After ‘Fantastic’ Trump–Petro Talks.”"),
        (cite(NO_DATE), "Richard Roe, “What Did Petro Bring Back?” Examiner, accessed February 9, 2026, https://example.org/c."),
        (cite(NO_DATE, first=False), "Roe, “What Did Petro Bring Back?”"),
        (
            cite(SPANISH),
            "Redacción Rebelión, “La ‘nueva diplomacia’ según Bogotà,” Rebelión, February 2026, https://rebelion.example/ñandú.",
        ),
        (cite(TITLE_ONLY), "“Untitled Forum Copy,” https://example.org/d."),
        (cite(TITLE_ONLY, first=False), "“Untitled Forum Copy.”"),
        (cite(BOOK), "UN Office on Drugs and Crime, World Drug Report 2025 (United Nations, 2025)."),
        (cite(BOOK, first=False), "UN Office on Drugs and Crime, World Drug Report 2025."),
        (cite(UNTITLED, 3), "Unsigned commentary on the meeting, para. 3."),
        (cite(UNTITLED, 3, first=False), "Unsigned commentary, para. 3."),
        (cite(TWO), "Ann Ash and Bo Birch, “Both,” 2026."),
        (cite(THREE, first=False), "Ash et al., “All.”"),
    ],
)
def test_note(written: str, expected: str) -> None:
    assert written == expected


def test_several_sources_stand_in_the_order_in_which_they_are_cited() -> None:
    both = note([Cited(ARANGUREN, (Locator(7),), False), Cited(MERIGUET, (Locator(3),), False)], ENGLISH)
    assert plain(both) == (
        "Aranguren Hernández, “Colombia’s Petro Meets Trump at White House in Bid to Mend Strained Relations,” para. 7; "
        "Meriguet, “Petro’s Visit to the White House,” para. 3."
    )


def test_a_note_prints_the_words_and_the_speaker_beside_their_paragraph() -> None:
    written = note([Cited(MERIGUET, (Locator(9, (Text("Gustavo Petro: “I like frank gringos”"),)), Locator(3)), False)], ENGLISH)
    assert plain(written) == (
        "Meriguet, “Petro’s Visit to the White House,” para. 3, para. 9 (Gustavo Petro: “I like frank gringos”)."
    )


def test_newspapers_are_italic_and_addresses_are_links() -> None:
    newspaper = note([Cited(ARANGUREN, (), True)], ENGLISH)
    assert [plain((one,)) for one in newspaper if isinstance(one, Emphasis)] == ["bne IntelliNews"]
    assert [one.url for one in newspaper if isinstance(one, Link)] == ["https://intellinews.example/a"]
    assert not any(isinstance(one, Emphasis) for one in note([Cited(MERIGUET, (), True)], ENGLISH))


def test_the_annex_gives_the_full_form_without_a_place() -> None:
    assert plain(reference(MERIGUET, ENGLISH)) == (
        "Pablo Meriguet, “Petro’s Visit to the White House,” Peoples Dispatch, February 6, 2026, https://peoplesdispatch.org/x/."
    )
