"""Comments of a returned draft as records of `reviews/`: new ones, and answers to those that were sent out again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from briefing.draft.tree import Comment
from briefing.mend.plain import Plain
from briefing.model.review import Review
from briefing.pull.changes import Change, Outcome, Who
from briefing.pull.comparison import Comparison
from briefing.pull.slots import Slot
from briefing.pull.tokens import plain
from briefing.pull.units import Unit

_ODD = re.compile("[^a-z0-9]+")
_NEAR = 8
"""Words by which a text is found again."""
_HASH = 16


class Comments(Struct, frozen=True):
    """What the comments of one draft add to the records."""

    changes: tuple[Change, ...] = ()
    records: Mapping[str, dict[str, Plain]] = field(default_factory=dict)
    """New records, by id."""
    answers: Mapping[str, list[dict[str, Plain]]] = field(default_factory=dict)
    """New answers to known records, by the id of the record."""
    resolved: tuple[str, ...] = ()
    """Records that an editor has marked as resolved."""


def coming_home(comparison: Comparison, known: Mapping[str, Review], *, hash: str, ours: str) -> Comments:
    """The comments that a draft brings. `ours` is who speaks for the program: what it says is no comment of an editor."""
    return _Desk(comparison, known, hash[:_HASH], ours).sorted_out()


class _Desk:
    def __init__(self, comparison: Comparison, known: Mapping[str, Review], hash: str, ours: str) -> None:
        self.comparison, self.known, self.hash = comparison, known, hash
        self.draft = comparison.draft
        self.sent = {(one.author, _solid(one.text)) for one in comparison.base.draft.comments}
        self.ours = ours
        self.changes: list[Change] = []
        self.records: dict[str, dict[str, Plain]] = {}
        self.answers: dict[str, list[dict[str, Plain]]] = {}
        self.resolved: list[str] = []

    def sorted_out(self) -> Comments:
        threads: dict[str, list[Comment]] = {}
        by_id = {one.id: one for one in self.draft.comments}
        for one in self.draft.comments:
            threads.setdefault(_top(one, by_id).id, []).append(one)
        for id, thread in threads.items():
            self._thread(by_id[id], [one for one in thread if one.id != id])
        return Comments(tuple(self.changes), self.records, self.answers, tuple(self.resolved))

    def _thread(self, first: Comment, answers: Sequence[Comment]) -> None:
        if first.author == self.ours and (first.author, _solid(first.text)) in self.sent:
            for one in answers:
                self._new(one, (), first)
            if first.resolved and not answers:
                self._tell(
                    first, Outcome.COMMENT, "doubt marked as resolved", "the doubt stands until the data or the text changes"
                )
            return
        record = self._known(first)
        if record is None:
            self._new(first, answers, first)
        else:
            self._again(record, first, answers)

    def _known(self, comment: Comment) -> Review | None:
        for review in self.known.values():
            if str(review.author) == comment.author and _solid(str(review.text)) == _solid(comment.text):
                return review
        return None

    def _again(self, review: Review, first: Comment, answers: Sequence[Comment]) -> None:
        """A comment that is on record, with what has been said to it since."""
        said = {(str(one.author), _solid(str(one.text))) for one in review.answers}
        fresh = [one for one in answers if (one.author, _solid(one.text)) not in said]
        if fresh:
            self.answers[review.id] = [_answer(one) for one in fresh]
            for one in fresh:
                self._tell(one, Outcome.COMMENT, "answer to a comment", f"to “{first.text}”")
        if first.resolved and not review.is_resolved:
            self.resolved.append(review.id)
            self._tell(first, Outcome.COMMENT, "comment marked as resolved", "")
        elif not fresh and (first.author, _solid(first.text)) not in self.sent:
            self._tell(first, Outcome.ALREADY, "comment", "it is on record already")

    def _new(self, comment: Comment, answers: Sequence[Comment], spot: Comment) -> None:
        if self._known(comment) is not None:
            self._tell(comment, Outcome.ALREADY, "comment", "it is on record already", spot)
            return
        record: dict[str, Plain] = {"author": comment.author or "unknown"}
        if comment.date:
            record["date"] = comment.date
        if self.hash:
            record["draft"] = self.hash
        record |= self._place(spot)
        if _solid(spot.quote) and _solid(spot.quote) in _solid(self._text(spot)):  # else it is about words that are gone
            record["words"] = " ".join(spot.quote.split())
        record["text"] = comment.text.strip() or "(empty)"
        if answers:
            record["answers"] = [dict(_answer(one)) for one in answers]
        id = self._id(comment)
        self.records[id] = record
        if comment.resolved:
            self.resolved.append(id)
        what = "comment" if spot is comment else "answer to a doubt"
        self._tell(comment, Outcome.COMMENT, what, f"to “{spot.text}”" if spot is not comment else "", spot)
        for one in answers:
            self._tell(one, Outcome.COMMENT, "answer to a comment", f"to “{comment.text}”", spot)

    def _id(self, comment: Comment) -> str:
        stem = (
            "-".join(part for part in (_ODD.sub("-", comment.author.lower()).strip("-"), comment.date[:10]) if part) or "comment"
        )
        number = 1
        while (id := f"{stem}-{number}") in self.known or id in self.records:
            number += 1
        return id

    def _place(self, comment: Comment) -> dict[str, Plain]:
        """The section, block and text that a comment is about; of what no section has, the front of the brief."""
        unit, slot = self._about(comment)
        place: dict[str, Plain] = {"section": "brief"}
        near = unit.text if unit else ""
        if slot is not None and slot.home.path.startswith("sections/"):
            place["section"] = slot.home.path.removeprefix("sections/").rsplit(".", 1)[0]
        if slot is not None and unit is not None and unit.index in self.comparison.matching.base_of:
            place["block"] = slot.home.block
            if slot.home.part:
                place["part"] = slot.home.part
            near = plain(slot.shown) if slot.home.kind != "evidence" else near
        if near.strip():
            place["near"] = " ".join(near.split()[:_NEAR])
        return place

    def _text(self, comment: Comment) -> str:
        """What the paragraphs say that a comment touches."""
        return "".join(unit.text for unit in self.comparison.returned if comment.id in unit.paragraph.comments)

    def _about(self, comment: Comment) -> tuple[Unit | None, Slot | None]:
        """The paragraph that a comment is about, and the text that it comes from; of a new one, the text before it."""
        at = next((unit for unit in self.comparison.returned if comment.id in unit.paragraph.comments), None)
        if at is None:
            return None, None
        bases = (self.comparison.matching.base_of.get(number) for number in range(at.index, -1, -1))
        return at, self.comparison.slots.get(next((base for base in bases if base is not None), -1))

    def _tell(self, comment: Comment, outcome: Outcome, what: str, reason: str, spot: Comment | None = None) -> None:
        _, slot = self._about(spot or comment)
        where = slot.home.block if slot else "the draft"
        who = (Who(comment.author, comment.date),)
        quote = (spot or comment).quote
        self.changes.append(Change(outcome, what, where, quote, comment.text, who=who, reason=reason))


def _top(comment: Comment, by_id: Mapping[str, Comment]) -> Comment:
    seen: set[str] = set()
    while comment.parent in by_id and comment.id not in seen:
        seen.add(comment.id)
        comment = by_id[comment.parent]
    return comment


def _answer(comment: Comment) -> dict[str, Plain]:
    date: dict[str, Plain] = {"date": comment.date} if comment.date else {}
    return {"author": comment.author or "unknown", **date, "text": comment.text.strip() or "(empty)"}


def _solid(text: str) -> str:
    """A text without white space: programs write the lines of a comment as they please."""
    return "".join(text.split())
