"""Where the calls of notes stand in a text: one call for all that is cited at a spot, after the punctuation that follows it."""

from __future__ import annotations

import re

from briefing.model.markup import Citation, InlineNote, Mark, Marks, Words

_AFTER_CALL = re.compile(r"[.,;:!?’”)\]]+")


def arranged(marks: Marks) -> list[Mark]:
    """Marks of one level in the order in which a reader meets them. What is inside of others is arranged by itself."""
    return _after_punctuation(merged(marks))


def merged(marks: Marks) -> list[Mark]:
    """Citations that stand together become one: one note for all that is cited at a spot."""
    merged: list[Mark] = []
    for mark in marks:
        if isinstance(mark, Citation):
            if (
                len(merged) > 1
                and isinstance(merged[-1], Words)
                and not merged[-1].text.strip()
                and isinstance(merged[-2], Citation)
            ):
                merged.pop()
            if merged and isinstance(merged[-1], Citation):
                last = merged.pop()
                assert isinstance(last, Citation)
                mark = Citation(last.targets + mark.targets, last.start, mark.end)  # noqa: PLW2901
        merged.append(mark)
    return merged


def _after_punctuation(marks: list[Mark]) -> list[Mark]:
    """The call of a note follows the word, or the punctuation after it, without a space: `count [@x].` is set `count.¹`"""
    placed: list[Mark] = []
    rest = list(marks)
    while rest:
        mark = rest.pop(0)
        if isinstance(mark, Citation | InlineNote):
            if placed and isinstance(placed[-1], Words):
                before = placed.pop()
                assert isinstance(before, Words)
                kept = before.text.rstrip(" ")
                if kept:
                    placed.append(Words(kept, before.start, before.end - (len(before.text) - len(kept))))
            follows = rest[0] if rest else None
            if isinstance(follows, Words) and (match := _AFTER_CALL.match(follows.text)):
                placed.append(Words(match[0], follows.start, follows.start + match.end()))
                rest[0] = Words(follows.text[match.end() :], follows.start + match.end(), follows.end)
                if not follows.text[match.end() :]:
                    rest.pop(0)
        placed.append(mark)
    return placed
