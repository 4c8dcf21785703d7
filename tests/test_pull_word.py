"""What Word writes, and LibreOffice cannot, comes home: what was in the YAML, what the editor did, and what is there then.

What differs in the YAML is told line by line; all other lines are the same, to the byte.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from briefing import returns
from briefing.load import load
from briefing.mend import StaleFileError, write
from briefing.ooxml.xml import Element, name, w
from briefing.source import SourceFile
from briefing.workspace import Workspace
from tests.chance import sent
from tests.editing import Hand, text_of
from tests.returning import (
    ALREADY,
    CONFLICT,
    COUNTED,
    EVIDENCE,
    FINDINGS,
    REFUSED,
    TAKEN,
    Sent,
    built,
    changes,
    citations,
    difference,
    do_all,
    outcomes,
    shown,
)

CLOSED = "  - 'The harbour is closed, the Herald says [@harbour/herald].'"


# Words -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tracks", [True, False])
def test_a_word_over_several_runs(desk: Sent, tracks: bool) -> None:
    hand = desk.hand(tracks=tracks)
    hand.replace("counted *twice*".replace("*", ""), "counted once", "at least ninety")
    found, lines = difference(desk, hand)
    assert found == [(TAKEN, "wording")]
    assert lines == (
        f"{FINDINGS}\n"
        "-    They were counted *twice*, its spokesman says [@twice], and the harbour is closed\n"
        "+    They were counted once, its spokesman says [@twice], and the harbour is closed"
    )


def test_one_editor_takes_out_what_another_put_in(desk: Sent) -> None:
    """`w:del` within `w:ins`, as Word writes it: neither is in the text that comes home."""
    hand = desk.hand()
    paragraph = hand.paragraph("The ministry counted")
    hand.insert(paragraph, text_of(paragraph).index("120"), "roughly some ")
    hand.author = "Bob"
    at = text_of(paragraph).index("roughly ")
    hand.delete(paragraph, at, at + len("roughly "))
    inside = hand.body.find(f".//{name('ins')}/{name('del')}")
    assert inside is not None
    found, lines = difference(desk, hand)
    assert found == [(TAKEN, "wording")]
    assert lines == f"{FINDINGS}\n-{COUNTED}\n+{COUNTED.replace('120', 'some 120')}"


def test_each_of_two_editors_is_named_for_what_is_theirs(desk: Sent) -> None:
    hand = desk.hand()
    hand.replace("counted about", "saw about", "The ministry counted")
    hand.author = "Bob"
    hand.replace("120 boats", "120 ships", "The ministry saw about")
    found = desk.pull(hand)
    assert [[who.author for who in one.who] for one in changes(found)] == [["Ann"], ["Bob"]]


def test_an_edit_that_is_not_tracked_in_a_file_that_tracks_others_is_told_as_such(desk: Sent) -> None:
    hand = desk.hand()
    hand.replace("counted about", "saw about", "The ministry counted")
    hand.tracks = False
    hand.replace("Nets were mended", "Nets were sold")
    found = desk.pull(hand, author="The desk")
    assert [(one.who[0].author, one.who[0].is_tracked) for one in changes(found)] == [("Ann", True), ("The desk", False)]


# Paragraphs --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tracks", [True, False])
def test_a_paragraph_that_word_moves_takes_its_notes_along(desk: Sent, tracks: bool) -> None:
    hand = desk.hand(tracks=tracks)
    hand.move(hand.paragraph("The harbour is closed, the Herald says."), hand.paragraph("The ministry counted"))
    found, lines = difference(desk, hand)
    assert found == [(TAKEN, "moved")]
    assert lines == f"{FINDINGS}\n+{CLOSED}\n-{CLOSED}"


def test_a_paragraph_that_is_moved_and_edited_is_both(desk: Sent) -> None:
    hand = desk.hand()
    hand.move(hand.paragraph("The harbour is closed, the Herald says."), hand.paragraph("The ministry counted"))
    hand.author = "Bob"
    hand.replace("Herald says", "Herald wrote", "The harbour is closed, the Herald says.")
    found, lines = difference(desk, hand)
    assert sorted(what for _, what in found) == ["moved", "wording"]
    assert lines == f"{FINDINGS}\n+{CLOSED.replace('says', 'wrote')}\n-{CLOSED}"


def test_a_list_item_that_is_moved_out_of_its_list_is_not_lost(desk: Sent) -> None:
    hand = desk.hand(tracks=False)
    hand.move(hand.paragraph("Sails: gone"), hand.paragraph("The ministry counted"))
    found, lines = difference(desk, hand)
    assert found == [(REFUSED, "moved")]
    assert lines == ""


@pytest.mark.parametrize("tracks", [True, False])
def test_a_paragraph_is_divided_and_another_joined(desk: Sent, tracks: bool) -> None:
    hand = desk.hand(tracks=tracks)
    paragraph = hand.paragraph("The ministry saw")
    hand.split(paragraph, text_of(paragraph).index("Fishermen"))
    hand.join(hand.paragraph("Nets were mended"))
    found, lines = difference(desk, hand)
    assert found == [(TAKEN, "paragraph split"), (TAKEN, "wording"), (TAKEN, "joined with another paragraph")]
    assert lines == (
        f"{FINDINGS}\n"
        "-    Fishermen call it **late**^[So one of them put it, on the quay.] and the mayor wise.\n"
        "+  - Fishermen call it **late**^[So one of them put it, on the quay.] and the mayor wise.\n"
        "-      - Nets were mended.\n"
        "-      - 'Sails: gone, they say.'\n"
        '+      - "Nets were mended. Sails: gone, they say."'
    )


def test_what_is_cut_off_where_no_paragraph_can_stand_is_not_taken_from_its_text(desk: Sent) -> None:
    hand = desk.hand()
    paragraph = hand.paragraph("Basis: One report")
    hand.split(paragraph, text_of(paragraph).index("of the Herald"))
    found, lines = difference(desk, hand)
    assert found == [(CONFLICT, "wording"), (REFUSED, "new text")]
    assert lines == ""


def test_a_text_joined_with_one_that_its_block_cannot_be_without_is_left_alone(desk: Sent) -> None:
    hand = desk.hand()
    hand.join(hand.paragraph("that the harbour opens again"))
    found, lines = difference(desk, hand)
    assert TAKEN not in {outcome for outcome, _ in found}
    assert lines == ""


def test_a_break_within_a_quotation_keeps_all_breaks_of_its_text_out(desk: Sent) -> None:
    hand = desk.hand()
    paragraph = hand.paragraph("The spokesman said")
    second = hand.split(paragraph, text_of(paragraph).index("counted"))
    hand.split(second, text_of(second).index("Nobody"))
    found, lines = difference(desk, hand)
    assert sorted(found, key=str) == [(CONFLICT, "paragraph split"), (EVIDENCE, "quotation")]
    assert lines == ""


def test_the_parts_of_a_block_keep_their_order_and_that_is_told(desk: Sent) -> None:
    hand = desk.hand(tracks=False)
    hand.move(hand.paragraph("Read with care"), hand.paragraph("Counting boats is hard"))
    found, lines = difference(desk, hand)
    assert found == [(REFUSED, "moved")]
    assert lines == ""


def test_a_label_of_the_program_that_is_taken_out_is_told(desk: Sent) -> None:
    hand = desk.hand()
    hand.remove(hand.paragraph("Judgment"))
    found, lines = difference(desk, hand)
    assert [outcome for outcome, _ in found] == [EVIDENCE]
    assert lines == ""


# Small briefs ------------------------------------------------------------------------------------------------------------


def body(*items: str) -> str:
    return "title: Findings\nbody:\n" + "".join(f"  - {item}\n" for item in items)


@pytest.mark.parametrize("style", [">", "|", ">-", "|-", "|+"])
def test_a_text_comes_home_however_its_lines_end(style: str) -> None:
    with sent(body(f"{style}\n    Boats were counted\n    twice [@boats].\n", "Another.")) as draft:
        hand = draft.hand()
        hand.replace("counted", "seen", "Boats were")
        found = draft.pull(hand)
        assert outcomes(found) == [(TAKEN, "wording")]
        assert draft.yaml()[FINDINGS] == body(f"{style}\n    Boats were seen\n    twice [@boats].\n", "Another.")


def test_two_new_paragraphs_that_say_the_same_are_two() -> None:
    with sent(body("The first one.", "The second one.")) as draft:
        hand = draft.hand()
        for words in ("The first", "The second"):
            hand.add_after(hand.paragraph(words), "Nobody knows why.")
        draft.pull(hand)
        assert draft.yaml()[FINDINGS] == body("The first one.", "Nobody knows why.", "The second one.", "Nobody knows why.")
        assert draft.pull(hand).texts == {}


def test_words_typed_behind_a_note_stay_apart_from_those_before_it() -> None:
    with sent(body("Some say per cent mark [@boats]", "Another.")) as draft:
        hand = draft.hand(tracks=False)
        paragraph = hand.paragraph("per cent mark")
        at = text_of(paragraph).index("mark")
        hand.delete(paragraph, at, at + len("mark"))
        paragraph.append(w("r", _typed("now")))
        draft.pull(hand)
        assert "Some say per cent now" in shown(built(draft.root))
        assert citations(draft.root) == ["boats"]


def _typed(text: str) -> Element:
    made = w("t")
    made.text = text
    return made


def test_a_moved_paragraph_keeps_its_notes_apart_from_others_that_say_the_same() -> None:
    """Word copies the notes of what it moves, without their bookmarks."""
    texts = ("One [@boats]. Two [@boats].", "Three [@boats]. Four [@crews].", "The last of them all.")
    with sent(body(*texts)) as draft:
        hand = draft.hand()
        hand.move(hand.paragraph("Three"), hand.paragraph("The last"))
        found = draft.pull(hand)
        assert {one.what for one in changes(found)} == {"moved"}
        assert draft.yaml()[FINDINGS] == body(texts[0], texts[2], texts[1])
        assert {one.outcome for one in changes(draft.pull(hand))} == {ALREADY}


def test_what_was_moved_behind_a_new_paragraph_is_known_to_stand_there() -> None:
    with sent(body("The first of them.", "The second of them.", "The third of them.")) as draft:
        hand = draft.hand(tracks=False)
        hand.move(hand.paragraph("The third"), hand.add_after(hand.paragraph("The first"), "A new one."))
        draft.pull(hand)
        assert draft.yaml()[FINDINGS] == body("The first of them.", "A new one.", "The third of them.", "The second of them.")
        again = draft.pull(hand)
        assert (again.texts, {one.outcome for one in changes(again)}) == ({}, {ALREADY})


def test_a_paragraph_that_replaces_another_is_put_in_once() -> None:
    with sent(body("heading: The old heading", "The last of them.")) as draft:
        hand = draft.hand()
        hand.add_after(hand.paragraph("The old"), "Something else stands here.", "BodyText")
        hand.remove(hand.paragraph("The old"))
        draft.pull(hand)
        assert draft.yaml()[FINDINGS] == body("Something else stands here.", "The last of them.")
        assert draft.pull(hand).texts == {}


# Tables ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tracks", [True, False])
def test_rows_come_and_go(desk: Sent, tracks: bool) -> None:
    hand = desk.hand(tracks=tracks)
    hand.add_row(_row(hand, "By hand"), ["Masts", "Two", "Broken: both"])
    hand.remove_row(_row(hand, "Lost, it seems"))
    found, lines = difference(desk, hand)
    assert sorted(found, key=str) == [(TAKEN, "new table row"), (TAKEN, "table row taken out")]
    assert lines == (f'{FINDINGS}\n+        - [Masts, Two, "Broken: both"]\n-        - [Oars, None, "Lost, it seems"]')


def _row(hand: Hand, words: str) -> Element:
    return next(hand.paragraph(words).iterancestors(name("tr")))


# What must not get in ----------------------------------------------------------------------------------------------------

TYPED = {
    "a note": "So it is^[a note] here",
    "stress": "**bold** and *not* and __so__ and _so_",
    "a citation": "see [@boats] and [@x; @y]",
    "a link": "see [here](javascript:alert(1)) and <https://example.org>",
    "HTML": "<script>alert(1)</script> &amp; <b>so</b>",
    "YAML": "- so: {a: b} # no comment",
    "a document end": "--- so ... and %TAG",
    "quotes": "\"so\" 'so' ''so'' \\\"so\\\"",
    "an anchor": "&a *a !!python/object:os.system",
    "a backslash": "C:\\temp\\new \\* \\[ \\n",
}


@pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED)
@pytest.mark.parametrize("where", ["The ministry counted", "The ministry saw", "Sails: gone", "By hand", "Nothing else"])
def test_markup_that_an_editor_types_is_words(desk: Sent, typed: str, where: str) -> None:
    hand = desk.hand()
    hand.insert(hand.paragraph(where), 3, f" {typed} ")
    hand.add_after(hand.paragraph("Fishermen"), typed, "BodyText")
    found = desk.pull(hand)
    assert outcomes(found) == [(TAKEN, "new paragraph"), (TAKEN, "wording")] or outcomes(found) == [
        (TAKEN, "wording"),
        (TAKEN, "new paragraph"),
    ]
    assert shown(built(desk.root)) == shown(hand.saved())
    assert load(Workspace(desk.root)).diagnostics == ()


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "https://example.org/a?b=1&c=(2)"])
def test_only_links_of_the_web_come_home(desk: Sent, address: str) -> None:
    hand = desk.hand()
    paragraph = hand.paragraph("The ministry counted")
    hand.insert(paragraph, text_of(paragraph).index(" about"), " here")
    made = next(one for one in paragraph.iter(name("ins")))
    relation = f'<Relationship Id="rIdX" Type="{_LINK}" Target="{address.replace("&", "&amp;")}" TargetMode="External"/>'
    rels = "word/_rels/document.xml.rels"
    hand.parts[rels] = hand.parts[rels].replace(b"</Relationships>", relation.encode() + b"</Relationships>")
    link = w("hyperlink")
    link.set(f"{{{_OFFICE}}}id", "rIdX")
    made.addprevious(link)
    link.append(made)
    found = desk.pull(hand)
    text = desk.yaml()[FINDINGS]
    if address.startswith("https"):
        assert f"[here](<{address}>)" in text or f"[here]({address})" in text
    else:
        assert "counted here about" in text
        assert address not in text
        assert any(one.outcome is not TAKEN for one in changes(found)), "the link that was dropped is told"


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LINK = f"{_OFFICE}/hyperlink"


@pytest.mark.parametrize("char", ["\u202e", "\u2067", "\u200b", "\ufeff", "\u2060"])
def test_characters_that_hide_what_a_text_says_are_told_and_left_out(desk: Sent, char: str) -> None:
    hand = desk.hand()
    hand.replace("counted about", f"saw{char} about", "The ministry counted")
    hand.add_after(hand.paragraph("Fishermen"), f"A {char}new one.", "BodyText")
    found = desk.pull(hand)
    assert char not in "".join(desk.yaml().values())
    assert "saw about 120 boats" in desk.yaml()[FINDINGS]
    assert any("invisible" in one.what for one in changes(found))
    assert load(Workspace(desk.root)).diagnostics == ()


def test_soft_hyphens_and_hard_spaces_of_word_come_home(desk: Sent) -> None:
    hand = desk.hand()
    hand.replace("counted about", "saw\u00a0about", "The ministry counted")
    desk.pull(hand)
    assert "saw\u00a0about 120 boats" in shown(built(desk.root))[8]
    assert load(Workspace(desk.root)).diagnostics == ()


def test_a_file_that_changed_while_it_was_read_is_not_written(desk: Sent, monkeypatch: pytest.MonkeyPatch) -> None:
    hand = desk.hand()
    do_all(hand)
    path = desk.root / FINDINGS

    def late(place: Workspace, files: Mapping[str, SourceFile], texts: Mapping[str, str]) -> None:
        path.write_text(path.read_text() + "# somebody was quicker\n")
        write(place, files, texts)

    monkeypatch.setattr(returns, "write", late)
    with pytest.raises((StaleFileError, returns.NotPulled)):
        desk.pull(hand)
    assert "The quay is empty" not in path.read_text()
