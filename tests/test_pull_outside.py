"""What stands outside of the text is told and never taken: words in headers, footers, text boxes and contents."""

from __future__ import annotations

import pytest

from briefing.ooxml.xml import name
from briefing.pull.changes import Change, Who
from tests.editing import Hand
from tests.returning import FINDINGS, REFUSED, TAKEN, Sent, changes, difference

HEADER = "word/header1.xml"


def typed(hand: Hand, part: str, before: str, after: str) -> None:
    """Type over the words of a part, with tracking switched off."""
    assert hand.parts[part].count(before.encode()) == 1
    hand.parts[part] = hand.parts[part].replace(before.encode(), after.encode())


def told(desk: Sent, hand: Hand) -> Change:
    """The one change that is told, of which nothing is written."""
    before = desk.yaml()
    (one,) = changes(desk.pull(hand, author="Cy Cole"))
    assert one.outcome is REFUSED
    assert desk.yaml() == before
    return one


def test_of_a_header_what_differs_is_told_and_by_whom(desk: Sent) -> None:
    hand = desk.hand()
    typed(hand, HEADER, "The count of boats", "The grand count of all boats")
    one = told(desk, hand)
    assert (one.what, one.before, one.after) == ("text in a header", "count of", "grand count of all")
    assert one.context == ("The ", " boats")
    assert one.who == (Who("Cy Cole", is_tracked=False),)


def test_a_tracked_change_of_a_header_names_its_author(desk: Sent) -> None:
    hand = desk.hand()
    new = '<w:ins w:id="1" w:author="Bo Bee" w:date="2026-02-03T10:00:00Z"><w:r><w:t>(draft)</w:t></w:r></w:ins>'
    typed(hand, HEADER, "</w:r></w:p></w:hdr>", f"</w:r>{new}</w:p></w:hdr>")
    one = told(desk, hand)
    assert (one.before, one.after, one.context) == ("boats", "boats(draft)", ("The count of ", ""))
    assert one.who == (Who("Bo Bee", "2026-02-03T10:00:00Z"),)


def test_what_replaces_a_header_is_told_whole(desk: Sent) -> None:
    hand = desk.hand()
    typed(hand, HEADER, "The count of boats", "Confidential")
    assert (told(desk, hand).before, told(desk, hand).after) == ("", "Confidential")


def in_contents(hand: Hand, before: str, after: str) -> None:
    """Type over the words of a line of the contents."""
    (line,) = [one for control in hand.body.iter(name("sdt")) for one in control.iter(name("t")) if one.text == before]
    line.text = after


def test_words_typed_into_the_contents_are_told(desk: Sent) -> None:
    hand = desk.hand()
    in_contents(hand, "Outlook", "Outlook ahead")
    one = told(desk, hand)
    assert (one.what, one.after.strip(), one.hint) == ("text in contents", "ahead", "change the heading in the text")


@pytest.mark.parametrize("entry", ["What they say", "2.1\tWhat they say\t17"])
def test_contents_that_a_program_wrote_anew_are_not_told(desk: Sent, entry: str) -> None:
    hand = desk.hand()
    hand.replace("was said", "they say", "What was said")
    in_contents(hand, "What was said", "")
    in_contents(hand, "Findings", entry)
    found, lines = difference(desk, hand)
    assert found == [(TAKEN, "wording")]
    assert lines.startswith(f"{FINDINGS}\n")


def test_a_paragraph_put_into_a_callout_is_no_list_item(desk: Sent) -> None:
    hand = desk.hand()
    hand.add_after(hand.paragraph("Counting boats is hard"), "It always was.")
    found, lines = difference(desk, hand)
    assert found == [(TAKEN, "new paragraph")]
    assert lines == f"{FINDINGS}\n+        - It always was."
