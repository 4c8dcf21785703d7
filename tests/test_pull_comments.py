"""Comments of editors become records, and the remarks of the program come back without a word."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from briefing import returns
from briefing.load import load
from briefing.ooxml.xml import Element, name
from briefing.workspace import Workspace
from tests.commenting import answer, comment, ids, resolve
from tests.editing import Hand
from tests.pullable import changed
from tests.returning import COMMENT, COUNTED, FINDINGS, TAKEN, Sent, changes, difference, outcomes, reported, saved, send
from tests.test_load import unprivileged


def runs(paragraph: Element) -> list[Element]:
    return [one for one in paragraph.iterchildren() if one.tag in (name("r"), name("ins"), name("del"))]


def reviews(desk: Sent) -> str:
    path = desk.root / "reviews/edition-1.yaml"
    return path.read_text() if path.is_file() else ""


def test_the_tools_own_remarks_come_back_untouched_without_a_word(desk: Sent) -> None:
    hand = desk.hand()
    assert ids(hand, "Briefing")
    assert difference(desk, hand) == ([], "")


def test_an_answer_to_the_tool_is_a_record(desk: Sent) -> None:
    hand = desk.hand()
    answer(hand, ids(hand, "Briefing")[1], "It is enough.", author="Ann", date="2026-02-03T10:00:00Z")
    found, _ = difference(desk, hand)
    assert found == [(COMMENT, "answer to a doubt")]
    assert "text: It is enough." in reviews(desk)
    assert "author: Briefing" not in reviews(desk)


def test_a_thread_with_its_answers_and_its_end(desk: Sent) -> None:
    hand = desk.hand()
    first, *_, last = runs(hand.paragraph("The ministry counted"))
    number = comment(hand, first, last, "Is it?\nReally?", author="Bo Birk", date="2026-02-03T10:00:00Z")
    answer(hand, number, "It is.", author="Ann", date="2026-02-03T11:00:00Z")
    resolve(hand, number)
    found = desk.pull(hand)
    assert outcomes(found) == [(COMMENT, "comment"), (COMMENT, "answer to a comment")]
    assert reported(found) == ["Is it?\nReally?", "It is."]
    (record,) = load(Workspace(desk.root)).project.reviews.values()
    assert (record.author, record.section, record.block, record.is_resolved) == ("Bo Birk", "findings", "findings-1", True)
    assert [(one.author, one.text) for one in record.answers] == [("Ann", "It is.")]
    assert record.text == "Is it?\nReally?"
    assert load(Workspace(desk.root)).diagnostics == ()


def test_a_comment_over_two_paragraphs_one_on_deleted_text_and_one_without_a_date(desk: Sent) -> None:
    hand = desk.hand()
    one, other = hand.paragraph("Nets were mended"), hand.paragraph("Sails: gone")
    comment(hand, runs(one)[0], runs(other)[-1], "Both?", author="Ann")
    gone = hand.paragraph("Nothing else is known")
    hand.delete(gone, 0, len("Nothing else"))
    comment(hand, runs(gone)[0], runs(gone)[0], "Why out?", author="Bob", date="0-00-00T00:00:00Z")
    found = desk.pull(hand)
    assert [one.outcome for one in changes(found)] == [TAKEN, COMMENT, COMMENT]
    both, out = load(Workspace(desk.root)).project.reviews.values()
    assert (both.words, both.date, both.block) == ("Nets were mended. Sails: gone, they say.", None, "findings-6")
    assert (out.date, out.section) == (None, "outlook")
    assert [one.before for one in changes(found) if one.after == "Why out?"] == ["Nothing else"]
    assert load(Workspace(desk.root)).diagnostics == ()


def test_a_thread_travels_with_the_next_draft_and_comes_home_with_one_more_answer(desk: Sent) -> None:
    hand = desk.hand()
    first, *_, last = runs(hand.paragraph("The ministry counted"))
    comment(hand, first, last, "Is it?", author="Bo Birk", date="2026-02-03T10:00:00Z")
    desk.pull(hand)
    again = send(desk.root)
    hand = again.hand()
    (number,) = ids(hand, "Bo Birk")
    assert difference(again, hand) == ([], "")
    answer(hand, number, "It is: see the count.", author="Ann", date="2026-02-05T10:00:00Z")
    resolve(hand, number)
    before = desk.yaml()
    found = again.pull(hand)
    assert outcomes(found) == [(COMMENT, "answer to a comment"), (COMMENT, "comment marked as resolved")]
    (record,) = load(Workspace(desk.root)).project.reviews.values()
    assert (record.is_resolved, [str(one.text) for one in record.answers]) == (True, ["It is: see the count."])
    assert not [line for line in changed(before, desk.yaml()).splitlines() if line.startswith("-")]
    now = desk.yaml()
    assert again.pull(hand).texts == {}
    assert desk.yaml() == now


# Files of reviews that are wrong -----------------------------------------------------------------------------------------

FILE = "reviews/edition-1.yaml"
OWN = "me-1: {author: Me, section: findings, text: So?}\n"


def asked(hand: Hand) -> Hand:
    """The draft with a comment of an editor."""
    first, *_, last = runs(hand.paragraph("The ministry counted"))
    comment(hand, first, last, "Is it?", author="Ann", date="2026-02-03T10:00:00Z")
    return hand


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"me-1: {author: Me\n", f"{FILE}:"),
        (b"me-1: {author: J\xf6rg, section: findings, text: So?}\n", f"{FILE}:1:"),
        (OWN.replace("author", "autor").encode(), f"{FILE}:1:8: "),
        (f"{OWN}{OWN}".encode(), f"{FILE}:2:1: "),
    ],
    ids=["no YAML", "no UTF-8", "a key that is none", "a record twice"],
)
def test_where_reviews_cannot_be_read_nothing_is_written_over_them(desk: Sent, data: bytes, why: str) -> None:
    path = desk.root / FILE
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    hand = asked(desk.hand())
    hand.replace("counted about", "saw about", "The ministry counted")
    with pytest.raises(returns.NotPulled, match=f"reviews/ has mistakes.*{re.escape(why)}.*`briefing check` tells them"):
        desk.pull(hand)
    assert path.read_bytes() == data
    assert COUNTED in (desk.root / FINDINGS).read_text()


def test_where_reviews_may_not_be_read_nothing_is_written_over_them(sent_boats: Sent) -> None:
    with TemporaryDirectory() as folder:  # not below pytest's own, which is closed to others
        Path(folder).chmod(0o755)
        shutil.copytree(sent_boats.root, Path(folder) / "work")
        desk = Sent(Path(folder) / "work", sent_boats.data)
        path = desk.root / FILE
        path.parent.mkdir(exist_ok=True)
        path.write_text(OWN)
        path.chmod(0)
        returned = saved(desk, asked(desk.hand()))
        with unprivileged(), pytest.raises(returns.NotPulled, match=f"`{FILE}` cannot be read: permission is denied"):
            returns.pull(Workspace(desk.root), [returned], returns.Asked(), apply=False, again=lambda: ())


@pytest.mark.parametrize("before", [f"{OWN}...\n", f"  {OWN}", "{me-1: {author: Me, section: findings, text: So?}}\n"])
def test_a_file_that_takes_no_further_record_is_left_and_another_made(desk: Sent, before: str) -> None:
    path = desk.root / FILE
    path.parent.mkdir(exist_ok=True)
    path.write_text(before)
    desk.pull(asked(desk.hand()))
    assert path.read_text() == before
    loaded = load(Workspace(desk.root))
    assert loaded.diagnostics == ()
    assert [str(one.text) for one in loaded.project.reviews.values()] == ["Is it?", "So?"]
