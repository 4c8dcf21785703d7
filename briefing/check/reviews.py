"""Comments of editors: where in the brief the text stands now that each is about, and those that nobody has dealt with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from msgspec import Struct

from briefing.check.passages import CALL, passage
from briefing.diagnostics import Diagnostic, Related, Rule
from briefing.diagnostics.words import short, suggestion
from briefing.model.brief import Project
from briefing.model.review import Review
from briefing.model.texts import TITLE_BLOCK, PlacedText, texts_of, texts_of_brief
from briefing.source import Span

_ALIKE = 0.6
"""The share of the words at a text's beginning that must still be there for it to be the one that is meant."""
_MOST_SHOWN = 120
_WORD = re.compile(r"\w+")


class Place(Struct, frozen=True):
    """Where a comment belongs."""

    text: PlacedText
    start: int
    end: int
    """The characters of the text's value that it is about; both 0 where it is about the whole text."""

    @property
    def block(self) -> str:
        return self.text.block

    @property
    def part(self) -> str:
        return self.text.part

    @property
    def is_exact(self) -> bool:
        """Whether the words that it is about were found."""
        return self.end > self.start

    @property
    def span(self) -> Span:
        return self.text.node.span_of(self.start, self.end) if self.is_exact else self.text.node.span


def unresolved(project: Project) -> Iterator[Diagnostic]:
    """Every comment that waits, at the text that it is about."""
    elsewhere = {section.id for section in project.elsewhere}
    for review in project.reviews.values():
        place = None if review.is_resolved else located(review, project)
        if place is not None:
            hint = "settle it, then write `resolved: true` beside it, or `resolved:` and what was done"
            related = (Related(review.id.span, "the comment"),)
            yield Diagnostic(Rule.REVIEW_IS_RESOLVED, _waits(review), place.span, (hint,), related)
        elif review.section in elsewhere:
            continue  # it is about another brief of the workspace
        elif not review.is_resolved and project.is_whole:  # else its text may be in what could not be read
            yield _lost(review, project)


def _waits(review: Review) -> str:
    said = [f"{one.author}: “{short(one.text, _MOST_SHOWN)}”" for one in review.answers[-1:]]
    day = f" ({datetime.fromisoformat(review.date).date()})" if review.date else ""
    return "; ".join((f"a comment by {review.author}{day} is not resolved: “{short(review.text, _MOST_SHOWN)}”", *said))


def _lost(review: Review, project: Project) -> Diagnostic:
    settle = "if it is settled, write `resolved: true`, or `resolved:` and what was done"
    known = [TITLE_BLOCK, *(section.id for section in project.sections)]
    if review.section not in known:
        message = f"{_waits(review)}; and the brief has no section `{short(review.section)}`"
        hints = (suggestion(review.section, known, "its sections are"), settle)
        return Diagnostic(Rule.REVIEW_IS_RESOLVED, message, review.section.span, hints)
    message = f"{_waits(review)}; and the text that it is about is no longer found"
    return Diagnostic(
        Rule.REVIEW_IS_RESOLVED, message, review.id.span, (settle, "or let `words` tell some of the text as it is now")
    )


# Finding the text -----------------------------------------------------------------------------------------------------------


def located(review: Review, project: Project) -> Place | None:
    """The text that a comment is about, and the words in it; None where that text is no longer found.

    What still begins as it did comes first, wherever it stands now; then what holds the words, where that is the block of this
    id or no other does; then what begins most alike.
    """
    texts = [_Read.of(one) for one in _texts(str(review.section), project)]
    block = _block(review, texts)
    if block is None:
        return None
    here = [one for one in texts if one.placed.block == block]
    on, near = _solid(review.words), _solid(review.near)

    def fits(one: _Read) -> tuple[bool, ...]:
        named = one.placed.part == review.part
        return one.holds(on), named and one.placed.text is None, one.begins(near), named

    found = max(here, key=fits)
    return Place(found.placed, *found.place_of(on))


def _texts(section: str, project: Project) -> Iterator[PlacedText]:
    if section == TITLE_BLOCK and project.manifest is not None:
        yield from texts_of_brief(project.manifest)
    for one in project.sections:
        if one.id == section:
            yield from texts_of(one, project.facts)


def _block(review: Review, texts: list[_Read]) -> str | None:
    """The id of the block that a comment is about."""
    blocks = dict.fromkeys(one.placed.block for one in texts)
    home = str(review.block) if review.block in blocks else None
    on, near = _solid(review.words), _solid(review.near)
    if not on and not near:  # nothing tells whether it is still the same block
        return home if review.block else next(iter(blocks), None)
    holding = list(dict.fromkeys(one.placed.block for one in texts if one.holds(on)))
    beginning = dict.fromkeys(one.placed.block for one in texts if one.begins(near))
    if beginning:
        return max(beginning, key=lambda id: (id in holding, id == home))
    drawn = {(one.placed.block, one.placed.part) for one in texts if one.placed.text is None}
    if home in holding or (home, review.part) in drawn:  # what evidence makes has no words here that could be compared
        return home
    if len(holding) == 1:
        return holding[0]
    return _most_alike(str(review.near or ""), [one for one in texts if not holding or one.placed.block in holding], home)


def _most_alike(near: str, texts: Iterable[_Read], home: str | None) -> str | None:
    words = set(_WORD.findall(near.lower()))
    ranked = [(one.likeness(words), one.placed.block == home, one.placed.block) for one in texts]
    likeness, _, block = max(ranked, key=lambda one: one[:2], default=(0.0, False, ""))
    return block if likeness >= _ALIKE else None


class _Read(Struct, frozen=True):
    """A text as a reader sees it, without spaces: they differ where notes are called, and where lines break."""

    placed: PlacedText
    plain: str
    letters: str
    at: tuple[int, ...]
    """For each of the letters its offset in the value."""

    @classmethod
    def of(cls, placed: PlacedText) -> _Read:
        if placed.text is None:
            return cls(placed, "", "", ())
        read = next(passage(placed.text, "text"))
        seen = [at for at, char in enumerate(read.plain) if char != CALL and not char.isspace()]
        return cls(placed, read.plain, "".join(read.plain[at] for at in seen), tuple(read.at[at] for at in seen))

    def holds(self, solid: str) -> bool:
        return bool(solid) and solid in self.letters

    def begins(self, solid: str) -> bool:
        return bool(solid) and self.letters.startswith(solid)

    def place_of(self, solid: str) -> tuple[int, int]:
        """The characters of the value; two times 0 where they are not in it."""
        if not self.holds(solid):
            return 0, 0
        first = self.letters.index(solid)
        return self.at[first], self.at[first + len(solid) - 1] + 1

    def likeness(self, words: set[str]) -> float:
        """The share of the words that stand at the text's beginning."""
        there = _WORD.findall(self.plain.lower())[: 2 * len(words)]
        return len(words.intersection(there)) / len(words) if words else 0.0


def _solid(text: str | None) -> str:
    return "".join((text or "").split())
