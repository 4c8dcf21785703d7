"""What travels in the margin of a draft: the doubts about each text, and the comments that wait for an answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from briefing.document import Answer, Remark
from briefing.model.brief import Project
from briefing.model.review import AUTHOR, Review
from briefing.model.texts import texts_of_project


class Placed(Protocol):
    """What belongs to a text, by the names of `Home`."""

    @property
    def block(self) -> str: ...
    @property
    def part(self) -> str: ...


class Doubtful(Placed, Protocol):
    """A doubt about a text, as `check.doubts` finds them."""

    @property
    def text(self) -> str: ...


class Found(Placed, Protocol):
    """The place of a comment, as `check.reviews` finds it."""

    @property
    def is_exact(self) -> bool: ...


def remarks(project: Project, doubts: Iterable[Doubtful], reviews: Iterable[tuple[Review, Found]]) -> tuple[Remark, ...]:
    """A remark for all that is doubted about a text, then one for each comment on it, in reading order."""
    day = str(project.manifest.date) if project.manifest else ""
    by_text: dict[tuple[str, str], list[str]] = {}
    for doubt in doubts:
        by_text.setdefault((doubt.block, doubt.part), []).append(doubt.text)
    made = [Remark(*place, "", AUTHOR, day, "\n".join(said)) for place, said in by_text.items()]
    made += [_said(review, place) for review, place in reviews]
    order = {(one.block, one.part): at for at, one in enumerate(texts_of_project(project))}
    return tuple(sorted(made, key=lambda one: order[one.block, one.part]))


def _said(review: Review, place: Found) -> Remark:
    quote = str(review.words or "") if place.is_exact else ""
    answers = tuple(Answer(str(one.author), str(one.date or ""), str(one.text)) for one in review.answers)
    return Remark(place.block, place.part, quote, str(review.author), str(review.date or ""), str(review.text), answers)
