"""The words of a paragraph, and which of them changed.

A token is a word, a space or another character; the call of a note, which is known by what the note says; or an object that is no
text. Looks are no part of it: what became bold only has not changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from briefing.redline.align import are_alike
from briefing.redline.content import Line

_TOKEN = re.compile(r"\w+(?:[.,'’\u2011-]\w+)*|[\W_]", re.DOTALL)
_COMPARED = 1_000_000
"""Pairs of tokens: longer texts that differ all over are exchanged as a whole."""


class Token(Struct, frozen=True):
    """A piece of a paragraph from one character to another."""

    start: int
    end: int
    text: str
    call: str = ""
    """For the call of a note: what the file names the note."""
    note: str = ""
    """What that note says."""
    object: str = ""
    follows: bool = False
    """Whether it is a call directly behind another, and so stands behind a comma."""

    @property
    def key(self) -> tuple[str, str, str, bool]:
        """What two tokens share that say the same."""
        return self.text, self.note, self.object, self.follows


class Step(NamedTuple):
    """Tokens `old[a:b]` became `new[c:d]`, or stayed."""

    stays: bool
    a: int
    b: int
    c: int
    d: int


def tokens(line: Line) -> list[Token]:
    """The tokens of a paragraph. Words may run through several pieces; calls, objects and fields stand alone."""
    found: list[Token] = []
    text, start = "", 0
    for piece in line.pieces:
        if not piece.is_whole:
            text += piece.text
            continue
        found += _words(text, start)
        start += len(text)
        end = start + len(piece.text)
        found.append(Token(start, end, piece.text, piece.call, piece.note, piece.object, piece.follows))
        text, start = "", end
    return [*found, *_words(text, start)]


def _words(text: str, start: int) -> Iterator[Token]:
    return (Token(start + found.start(), start + found.end(), found[0]) for found in _TOKEN.finditer(text))


def steps(old: Sequence[Token], new: Sequence[Token]) -> list[Step]:
    """How one row of tokens became another. Calls whose note only says something else now stay."""
    blocks = _merged(_blocks(old, new), old, new)
    found: list[Step] = []
    a = c = 0
    for block in [*blocks, Step(True, len(old), len(old), len(new), len(new))]:
        if a < block.a or c < block.c:
            found += _with_calls(Step(False, a, block.a, c, block.c), old, new)
        if block.a < block.b:
            found.append(block)
        a, c = block.b, block.d
    return found


def _blocks(old: Sequence[Token], new: Sequence[Token]) -> list[Step]:
    """What stayed. Spaces hold no two texts together: they only follow the words beside them."""
    left, right = [token.key for token in old], [token.key for token in new]
    start, most = 0, min(len(left), len(right))
    while start < most and left[start] == right[start]:
        start += 1
    end = 0
    while end < most - start and left[-1 - end] == right[-1 - end]:
        end += 1
    a, c = len(left) - end, len(right) - end
    found = [Step(True, 0, start, 0, start)] if start else []
    if (a - start) * (c - start) <= _COMPARED:
        matcher = SequenceMatcher(lambda key: key[0].isspace(), left[start:a], right[start:c], autojunk=False)
        for i, j, size in matcher.get_matching_blocks():
            if size:
                found.append(Step(True, start + i, start + i + size, start + j, start + j + size))
    return [*found, Step(True, a, len(left), c, len(right))] if end else found


def _merged(blocks: Sequence[Step], old: Sequence[Token], new: Sequence[Token]) -> list[Step]:
    """Without what stayed by chance: a space, a comma or a few words between changes that are larger."""
    kept: list[Step] = []
    end = Step(True, len(old), len(old), len(new), len(new))
    for block, following in pairwise([*blocks, end]):
        a, c = (kept[-1].b, kept[-1].d) if kept else (0, 0)
        changes = (a < block.a or c < block.c) and (block.b < following.a or block.d < following.c)
        before = max(_count(old[a : block.a]), _count(new[c : block.c]))
        after = max(_count(old[block.b : following.a]), _count(new[block.d : following.c]))
        if not changes or not _is_chance(old[block.a : block.b], before, after):
            kept.append(block)
    return kept


def _is_chance(stayed: Sequence[Token], before: int, after: int) -> bool:
    if any(token.call or token.object for token in stayed):
        return False
    words = _count(stayed)
    return 2 * words <= min(before, after) if words else before + after > 1


def _count(row: Sequence[Token]) -> int:
    return sum(token.text[:1].isalnum() for token in row)


def _with_calls(step: Step, old: Sequence[Token], new: Sequence[Token]) -> Iterator[Step]:
    """A change, in which the calls of notes that became others stay."""
    _, a, b, c, d = step
    for i in range(step.a, step.b):
        j = next((j for j in range(c, d) if _became(old[i], new[j])), None)
        if j is not None:
            if a < i or c < j:
                yield Step(False, a, i, c, j)
            yield Step(True, i, i + 1, j, j + 1)
            a, c = i + 1, j + 1
    if a < b or c < d:
        yield Step(False, a, b, c, d)


def _became(old: Token, new: Token) -> bool:
    return bool(old.call and new.call) and old.follows == new.follows and are_alike(old.note, new.note)
