"""Three versions of a text, base, today's and an editor's, made one: diff3 on words.

Where only one side changed, its words stand; where both did the same, nothing is to be done; where they differ, or their changes
touch, it is a conflict, and a person decides.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby

from msgspec import Struct

from briefing.pull.markdown import Hunk, applied
from briefing.pull.tokens import Tokens, same


class Clash(Struct, frozen=True):
    """Words that both sides changed, each otherwise."""

    base: Tokens
    today: Tokens
    editor: Tokens
    hunk: Hunk
    """What would put the editor's words in the place of today's."""


class Merge(Struct, frozen=True):
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
    for tag, start, end, first, last in _with_looks(_slid(matcher.get_opcodes(), base, other), base, other, owner):
        if tag == "equal":
            continue
        if hunks and (hunks[-1][1] == start or _is_gap(base[hunks[-1][1] : start])):
            start, first = hunks[-1][0], hunks[-1][2]  # noqa: PLW2901
            hunks.pop()
        hunks.append((start, end, first, last))
    return [(start, end, tuple(other[first:last])) for start, end, first, last in hunks]


_Step = tuple[str, int, int, int, int]


def _slid(steps: Sequence[_Step], base: Tokens, other: Tokens) -> list[_Step]:
    """The steps, each deletion and insertion moved to where a sentence begins, if the same words can be had there.

    Of `A. The one. The two.` without its middle, `The one. ` is as good as `one. The `, and is what was done.
    """
    made: list[_Step] = []
    for tag, start, end, first, last in steps:
        back = 0
        if tag in ("delete", "insert") and made and made[-1][0] == "equal":
            tokens, left, right = (base, start, end) if tag == "delete" else (other, first, last)
            room = made[-1][2] - made[-1][1]
            back = next((by for by in _slides(tokens, left, right, room) if _begins(tokens, left - by)), 0)
        if back:
            _, one, two, three, four = made.pop()
            if two - back > one:
                made.append(("equal", one, two - back, three, four - back))
            made.append((tag, start - back, end - back, first - back, last - back))
            made.append(("equal", end - back, end, last - back, last))
        elif tag == "equal" and made and made[-1][0] == "equal":
            made[-1] = ("equal", made[-1][1], end, made[-1][3], last)
        else:
            made.append((tag, start, end, first, last))
    return made


def _slides(tokens: Tokens, left: int, right: int, room: int) -> Iterator[int]:
    """By how much a stretch can be moved back so that what is left is the same."""
    by = 0
    yield by
    while by < room and tokens[left - by - 1].key == tokens[right - by - 1].key:
        by += 1
        yield by


def _begins(tokens: Tokens, at: int) -> bool:
    """Whether a sentence ends before a place."""
    return at == 0 or bool(tokens[at - 1].call) or tokens[at - 1].text in (".", "!", "?")


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
    for chunk in _by_sentence(base, _chunks(base, mine, editor)):
        if not chunk.theirs:
            continue
        start = chunk.start
        first = start + _shift(mine, start, chunk.mine)
        has, wanted = chunk.versions(base)
        if not chunk.mine:
            hunks += [(at + first - start, to + first - start, new) for at, to, new in chunk.theirs]
        elif chunk.is_clash(base):
            clashes.append(Clash(base[start : chunk.end], has, wanted, (first, first + len(has), wanted)))
        else:
            already += chunk.theirs
    return Merge(tuple(hunks), tuple(already), tuple(clashes))


def _inside(hunks: Sequence[Hunk], start: int) -> list[Hunk]:
    return [(at - start, to - start, new) for at, to, new in hunks]


def _shift(mine: Sequence[Hunk], start: int, inside: Sequence[Hunk]) -> int:
    """How much further on token `start` of the base stands today."""
    return sum(len(new) - (to - at) for at, to, new in mine if to <= start and (at, to, new) not in inside)


class _Chunk(Struct):
    """A stretch of the base that one side has changed, or both."""

    start: int
    end: int
    mine: list[Hunk]
    theirs: list[Hunk]

    def versions(self, base: Tokens) -> tuple[Tokens, Tokens]:
        """What either side makes of it: today's, and the editor's."""
        old = base[self.start : self.end]
        return applied(old, _inside(self.mine, self.start)), applied(old, _inside(self.theirs, self.start))

    def is_clash(self, base: Tokens) -> bool:
        """Whether both sides changed it, each otherwise."""
        return bool(self.mine and self.theirs) and not same(*self.versions(base))


def _by_sentence(base: Tokens, chunks: Sequence[_Chunk]) -> list[_Chunk]:
    """The chunks, those of a sentence as one where any of them is a clash: half of a changed sentence is none."""
    made: list[_Chunk] = []
    for _, ones in groupby(chunks, key=_Sentences(base).of):
        group = list(ones)
        if len(group) > 1 and any(one.is_clash(base) for one in group):
            mine, theirs = ([hunk for one in group for hunk in getattr(one, side)] for side in ("mine", "theirs"))
            group = [_Chunk(group[0].start, group[-1].end, mine, theirs)]
        made += group
    return made


class _Sentences:
    """Numbers of sentences, by the places of their words."""

    def __init__(self, base: Tokens) -> None:
        self._ends = [at for at, token in enumerate(base) if token.text in (".", "!", "?") and _ends(base, at)]

    def of(self, chunk: _Chunk) -> int:
        """The sentence that a chunk begins in."""
        return bisect_left(self._ends, chunk.start)


def _ends(base: Tokens, at: int) -> bool:
    """Whether a sentence ends at a stop: behind it comes a space, a note, or nothing."""
    return at + 1 == len(base) or bool(base[at + 1].call) or base[at + 1].text == " "


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
