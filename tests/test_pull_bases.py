"""What a draft that came back was, and which paragraph each of it was, however its marks have suffered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from briefing import products, returns
from briefing.ooxml.xml import Element, name, w
from briefing.workspace import Workspace
from tests.disguises import copied_bookmarks, new_identities, no_bookmarks, no_identities
from tests.editing import Hand, text_of
from tests.pullable import changed
from tests.returning import (
    CONFLICT,
    COUNTED,
    FINDINGS,
    TAKEN,
    UNSURE,
    Sent,
    built,
    changes,
    difference,
    do_all,
    forget,
    outcomes,
    send,
    shown,
)

# Marks of paragraphs -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wear",
    [[new_identities], [copied_bookmarks], [no_bookmarks], [copied_bookmarks, no_identities]],
    ids=lambda wear: " and ".join(one.__name__ for one in wear),
)
def test_one_mark_of_a_paragraph_is_enough(desk: Sent, wear: list[Callable[[Hand], None]]) -> None:
    hand = desk.hand()
    do_all(hand)
    for one in wear:
        one(hand)
    found, lines = difference(desk, hand)
    assert found == [(TAKEN, "wording"), (TAKEN, "new paragraph"), (TAKEN, "list item taken out")]
    assert lines == (
        f"{FINDINGS}\n-{COUNTED}\n+{COUNTED.replace('counted', 'saw')}\n+  - The quay is empty.\n-      - Nets were mended."
    )


def test_without_any_mark_what_is_changed_is_a_guess_and_what_is_not_stays(desk: Sent) -> None:
    hand = desk.hand()
    do_all(hand)
    no_bookmarks(hand)
    no_identities(hand)
    before = desk.yaml()
    found = desk.pull(hand)
    assert (UNSURE, "wording") in outcomes(found)
    assert COUNTED in desk.yaml()[FINDINGS]
    desk.pull(hand, takes=None)
    assert f"+{COUNTED.replace('counted', 'saw')}" in changed(before, desk.yaml())


def test_a_paragraph_that_was_copied_stays_where_it_was_and_its_copy_is_new(desk: Sent) -> None:
    """LibreOffice and Word leave one bookmark, or two of one name, of which the first is the paragraph that was there."""
    hand = desk.hand(tracks=False)
    paragraph = hand.paragraph("Counting boats is hard")
    copy = hand.add_after(hand.paragraph("Nobody counted the small ones"), text_of(paragraph))
    copy.insert(1, w("bookmarkStart", id=8000, name=_bookmark(paragraph)))
    copy.append(w("bookmarkEnd", id=8000))
    found, lines = difference(desk, hand)
    assert found == [(TAKEN, "new paragraph")]
    assert lines == f"{FINDINGS}\n+  - Counting boats is hard."


def test_where_bookmark_and_paragraph_id_contradict_each_other_nothing_is_guessed(desk: Sent) -> None:
    hand = desk.hand(tracks=False)
    one, other = hand.paragraph("Nets were mended"), hand.paragraph("Sails: gone")
    first, second = one.find(name("bookmarkStart")), other.find(name("bookmarkStart"))
    assert first is not None and second is not None
    names = [bookmark.get(name("name"), "") for bookmark in (*one.findall(name("bookmarkStart")), second)]
    first, *_ = [mark for mark in one.findall(name("bookmarkStart")) if "item" in mark.get(name("name"), "")]
    first.set(name("name"), names[-1])
    second.set(name("name"), names[-2])
    before = desk.yaml()
    found = desk.pull(hand)
    assert {one.outcome for one in changes(found)} <= {TAKEN, UNSURE, CONFLICT}
    order = [text for text in shown(built(desk.root)) if text.startswith(("Nets were", "Sails"))]
    assert order == ["Nets were mended.", "Sails: gone, they say."]
    assert before == desk.yaml()


def _bookmark(paragraph: Element) -> str:
    marks = [mark.get(name("name"), "") for mark in paragraph.findall(name("bookmarkStart"))]
    return next(mark for mark in marks if mark.startswith("_bp_"))


# Where the draft as sent is not at hand ----------------------------------------------------------------------------------


def test_without_the_kept_draft_the_file_is_refused_with_what_to_do(desk: Sent) -> None:
    forget(desk)
    hand = desk.hand()
    do_all(hand)
    with pytest.raises(returns.NotPulled, match="--sent"):
        desk.pull(hand)


def test_the_draft_as_sent_can_be_named(desk: Sent, tmp_path: Path) -> None:
    forget(desk)
    (tmp_path / "sent.docx").write_bytes(desk.data)
    hand = desk.hand()
    do_all(hand)
    no_bookmarks(hand)
    found = desk.pull(hand, sent=tmp_path / "sent.docx")
    assert [one.outcome for one in changes(found)] == [TAKEN, TAKEN, TAKEN]
    assert found.drafts[0].is_kept


def test_the_same_yaml_makes_the_draft_again(desk: Sent) -> None:
    forget(desk)
    place = Workspace(desk.root)
    path = desk.root / "returned.docx"
    hand = desk.hand()
    do_all(hand)
    path.write_bytes(hand.saved())
    found = returns.pull(place, [path], returns.Asked(), apply=False, again=lambda: products.drafts(place))
    assert [one.outcome for one in changes(found)] == [TAKEN, TAKEN, TAKEN]


def test_a_file_that_is_trusted_says_itself_what_it_was(desk: Sent) -> None:
    forget(desk)
    hand = desk.hand()
    do_all(hand)
    found = desk.pull(hand, trusts_file=True)
    assert not found.drafts[0].is_kept
    assert [one.outcome for one in changes(found)] == [TAKEN, TAKEN, TAKEN]
    assert "The ministry saw about 120" in desk.yaml()[FINDINGS]


def test_an_older_draft_is_known_after_newer_ones(desk: Sent) -> None:
    path = desk.root / FINDINGS
    path.write_text(path.read_text().replace("Nets were mended", "Nets were sewn"))
    newer = send(desk.root)
    hand = desk.hand()
    hand.replace("counted about", "saw about", "The ministry counted")
    later = newer.hand(author="Bob")
    later.replace("Nets were sewn", "Nets were torn")
    found, lines = difference(desk, hand, later)
    assert found == [(TAKEN, "wording"), (TAKEN, "wording")]
    assert lines == (
        f"{FINDINGS}\n-{COUNTED}\n+{COUNTED.replace('counted', 'saw')}\n-      - Nets were sewn.\n+      - Nets were torn."
    )


def test_a_draft_of_another_brief_is_refused(desk: Sent) -> None:
    path = desk.root / "brief.yaml"
    path.write_text(path.read_text().replace("id: boats-2025", "id: ships-2025"))
    with pytest.raises(returns.NotPulled, match=r"`boats-2025`.*`ships-2025`"):
        desk.pull(desk.hand())
