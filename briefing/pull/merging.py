"""Three versions of a text, base, today's and an editor's, made one: diff3 on words.

Where only one side changed, its words stand; where both did the same, nothing is to be done; where they differ, or their changes
touch, it is a conflict, and a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from briefing.pull.markdown import Hunk, applied
from briefing.pull.tokens import Tokens, same


@dataclass(frozen=True, slots=True)
class Clash:
    """Words that both sides changed, each otherwise."""

    base: Tokens
    today: Tokens
    editor: Tokens
    hunk: Hunk
    """What would put the editor's words in the place of today's."""


@dataclass(frozen=True, slots=True)
class Merge:
    """What is to be done to today's text. Hunks are of its tokens, in order."""

    hunks: tuple[Hunk, ...]
    already: tuple[Hunk, ...]
    """Hunks of the base that stand in today's text already."""
    clashes: tuple[Clash, ...]


def differences(base: Tokens, other: Tokens, owner: Sequence[int] | None = None) -> list[Hunk]:
    """What makes the one of the other, as hunks of the base. Changes with no more than a space between them are one.

    With `owner`, only the looks of words that have one count: how the program's own words look is no editor's doing.
    """
    left, right = [token.key for token in base], [token.key for token in other]
    if owner is not None:
        left, right = [(text, None, call) for text, _, call in left], [(text, None, call) for text, _, call in right]
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    hunks: list[tuple[int, int, int, int]] = []
    for tag, start, end, first, last in _with_looks(matcher.get_opcodes(), base, other, owner):
        if tag == "equal":
            continue
        if hunks and _is_gap(base[hunks[-1][1] : start]):
            start, first = hunks[-1][0], hunks[-1][2]  # noqa: PLW2901
            hunks.pop()
        hunks.append((start, end, first, last))
    return [(start, end, tuple(other[first:last])) for start, end, first, last in hunks]


_Step = tuple[str, int, int, int, int]


def _with_looks(steps: Iterable[_Step], base: Tokens, other: Tokens, owner: Sequence[int] | None) -> Iterator[_Step]:
    """The steps of a comparison of words, with those words as replaced that only look otherwise."""
    for step in steps:
        tag, start, end, first, _ = step
        if tag != "equal" or owner is None:
            yield step
            continue
        for at in range(start, end):
            now = first + at - start
            if owner[at] >= 0 and base[at].key[1] != other[now].key[1] and not base[at].call:
                yield "replace", at, at + 1, now, now + 1


def _is_gap(between: Sequence[object]) -> bool:
    return len(between) == 1 and getattr(between[0], "text", "") == " "


def merged(base: Tokens, today: Tokens, editor: Sequence[Hunk]) -> Merge:
    """The editor's hunks of the base, as hunks of today's text."""
    mine = differences(base, today)
    if not mine:
        return Merge(tuple(editor), (), ())
    hunks: list[Hunk] = []
    already: list[Hunk] = []
    clashes: list[Clash] = []
    for chunk in _chunks(base, mine, editor):
        if not chunk.theirs:
            continue
        start = chunk.start
        first = start + _shift(mine, start, chunk.mine)
        wanted = applied(base[start : chunk.end], _inside(chunk.theirs, start))
        has = applied(base[start : chunk.end], _inside(chunk.mine, start))
        if not chunk.mine:
            hunks += [(at + first - start, to + first - start, new) for at, to, new in chunk.theirs]
        elif same(has, wanted):
            already += chunk.theirs
        else:
            clashes.append(Clash(base[start : chunk.end], has, wanted, (first, first + len(has), wanted)))
    return Merge(tuple(hunks), tuple(already), tuple(clashes))


def _inside(hunks: Sequence[Hunk], start: int) -> list[Hunk]:
    return [(at - start, to - start, new) for at, to, new in hunks]


def _shift(mine: Sequence[Hunk], start: int, inside: Sequence[Hunk]) -> int:
    """How much further on token `start` of the base stands today."""
    return sum(len(new) - (to - at) for at, to, new in mine if to <= start and (at, to, new) not in inside)


@dataclass(slots=True)
class _Chunk:
    """A stretch of the base that one side has changed, or both."""

    start: int
    end: int
    mine: list[Hunk]
    theirs: list[Hunk]


def _chunks(base: Tokens, mine: Sequence[Hunk], theirs: Sequence[Hunk]) -> list[_Chunk]:
    """Stretches of the base in which hunks of the two sides touch, a space between them or none, or hunks of one side alone."""
    marked = sorted([(hunk, False) for hunk in mine] + [(hunk, True) for hunk in theirs], key=lambda one: (*one[0][:2], one[1]))
    chunks: list[_Chunk] = []
    for hunk, is_theirs in marked:
        start, end, _ = hunk
        last = chunks[-1] if chunks else None
        touches = last is not None and (start <= last.end or _is_gap(base[last.end : start]))
        if last is not None and touches and (start < last.end or (last.mine if is_theirs else last.theirs)):
            last.end = max(last.end, end)
        else:
            last = _Chunk(start, end, [], [])
            chunks.append(last)
        (last.theirs if is_theirs else last.mine).append(hunk)
    return chunks
