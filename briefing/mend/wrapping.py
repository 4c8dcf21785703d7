"""The lines of a text that was changed: those that nothing touched stay, and the others are broken only where they must be."""

from __future__ import annotations

from collections.abc import Sequence, Set
from difflib import SequenceMatcher
from itertools import pairwise

from msgspec import Struct

from briefing.mend.words import begins_sentence, inside_citations

_FEW, _PART = 2, 5
"""What is no more than so many words, or than this part of the width, is little for a line of its own."""


class Carried(Struct, frozen=True):
    """What of the old lines is found again in the new text."""

    origins: tuple[int | None, ...]
    """For each new word the old one that it is."""
    breaks: frozenset[int]
    """The new words before which a line break stays, or comes because a sentence begins."""
    spare: frozenset[int]
    """Those before which a line break stays where the line would be too long without it."""
    whole: frozenset[tuple[int, int]]
    """The lines, as first word and the one after the last, of which no word has changed."""


class _Run(Struct, frozen=True):
    """Words `i` to `j` of the old text that became words `k` to `m` of the new."""

    i: int
    j: int
    k: int
    m: int
    equal: bool

    @property
    def size(self) -> int:
        return max(self.j - self.i, self.m - self.k)


def carried(old: Sequence[str], starts: Set[int], new: Sequence[str], hard: Set[int]) -> Carried:
    """The old line breaks carried over.

    `starts` are the old words that begin a line, the first one among them; `hard` the new ones that must, whatever the layout.
    """
    origins: list[int | None] = [None] * len(new)
    breaks: set[int] = set()
    spare: set[int] = set()
    by_sentence = _begins_lines_with_sentences(old, starts)
    held_back = -1
    for run in _runs(old, new):
        if run.equal:
            origins[run.k : run.m] = range(run.i, run.j)
        if run.equal or run.j - run.i == run.m - run.k:
            breaks.update(run.k + at for at in range(1, run.j - run.i) if run.i + at in starts)
        elif run.k == run.m and any(at in starts for at in range(run.i + 1, run.j)):
            spare.add(run.k)
        if run.i in starts and run.k != held_back:
            begins = _begins(new, run.k) or run.k in hard
            if run.i < run.j or begins:
                breaks.add(run.k)
            if run.i == run.j and begins and not _begins(new, run.m):
                held_back = run.m  # what was put before a line's first word begins that line now
        if not run.equal and by_sentence:
            breaks.update(at for at in range(run.k, run.m + 1) if _begins(new, at))
    breaks -= {0, len(new)}
    whole = _whole(origins, starts | {len(old)}, sorted({0, len(new)} | breaks | hard))
    return Carried(tuple(origins), frozenset(breaks), frozenset(spare - breaks - {0, len(new)}), whole)


def _runs(old: Sequence[str], new: Sequence[str]) -> list[_Run]:
    """What stayed and what changed, in turns. A word or two that stay by chance in the midst of a rewording count as changed."""
    found = _found(old, new)
    runs: list[_Run] = []
    for at, run in enumerate(found):
        around = [found[near].size for near in (at - 1, at + 1) if 0 <= near < len(found)]
        equal = run.equal and not (run.size <= 2 and len(around) == 2 and min(around) > run.size)
        if runs and not equal and not runs[-1].equal:
            runs[-1] = _Run(runs[-1].i, run.j, runs[-1].k, run.m, equal=False)
        else:
            runs.append(_Run(run.i, run.j, run.k, run.m, equal))
    return runs


def _found(old: Sequence[str], new: Sequence[str]) -> list[_Run]:
    """What stayed and what changed. What both begin with stays, and so does what both end with."""
    least = min(len(old), len(new))
    head = next((at for at in range(least) if old[at] != new[at]), least)
    tail = next((at for at in range(least - head) if old[-1 - at] != new[-1 - at]), least - head)
    middle = SequenceMatcher(None, old[head : len(old) - tail], new[head : len(new) - tail], autojunk=False)
    ends = [
        _Run(0, head, 0, head, equal=True),
        _Run(len(old) - tail, len(old), len(new) - tail, len(new), equal=True),
    ]
    found = [_Run(i + head, j + head, k + head, m + head, tag == "equal") for tag, i, j, k, m in middle.get_opcodes()]
    return [run for run in (ends[0], *found, ends[1]) if run.size]


def _begins(words: Sequence[str], at: int) -> bool:
    return 0 < at < len(words) and begins_sentence(words[at - 1], words[at])


def _begins_lines_with_sentences(words: Sequence[str], starts: Set[int]) -> bool:
    """Whether a text is written so, as far as can be seen: sentences begin a line more often than not."""
    begin = [at in starts for at in range(1, len(words)) if _begins(words, at)]
    return 2 * sum(begin) >= len(begin)


def _whole(origins: list[int | None], edges: Set[int], lines: list[int]) -> frozenset[tuple[int, int]]:
    whole: set[tuple[int, int]] = set()
    for first, end in pairwise(lines):
        origin = origins[first]
        if origin is None or origin not in edges or origin + end - first not in edges:
            continue
        if origins[first:end] == list(range(origin, origin + end - first)):
            whole.add((first, end))
    return frozenset(whole)


class Room(Struct, frozen=True):
    """What a text has room for, in characters."""

    first: int
    """Taken before the first word of the text."""
    indent: int
    """Taken before the first word of every other line."""
    width: int
    """Where a line should end."""


def wrapped(words: Sequence[str], carried: Carried, hard: Set[int], room: Room) -> set[int]:
    """The words before which a line break comes, the `hard` ones of the value itself left out.

    Of a line that is too long the rest goes before the next one where that has changed too, or where it is little and that has
    room for it; else to a line of its own.
    """
    glued = inside_citations(words, room.width - room.indent)
    breaks: set[int] = set()
    lines = list(pairwise(sorted({0, len(words)} | carried.breaks | hard | _needed(words, carried, hard, room))))
    joined: int | None = None
    for number, (first, end) in enumerate(lines):
        begin = first if joined is None else joined
        joined = None
        if (first, end) not in carried.whole:
            over = filled(words[begin:end], room if not begin else Room(room.indent, room.indent, room.width), glued, begin)
            breaks.update(over)
            following = lines[number + 1] if number + 1 < len(lines) else None
            if over and following and end not in hard and not begins_sentence(words[end - 1], words[end]):
                changes_too = following not in carried.whole
                joined = over[-1] if changes_too or _is_little(words[over[-1] : end], words[slice(*following)], room) else None
        if joined is None and end < len(words):
            breaks.add(end)
    return breaks - hard


def _is_little(rest: Sequence[str], following: Sequence[str], room: Room) -> bool:
    """Whether what a line has too much is hardly worth a line of its own, and the next one, else unchanged, can take it."""
    size = len(" ".join(rest))
    is_short = len(rest) <= _FEW or size * _PART <= room.width
    return is_short and room.indent + size + 1 + len(" ".join(following)) <= room.width


def _needed(words: Sequence[str], carried: Carried, hard: Set[int], room: Room) -> set[int]:
    """The spare line breaks without which a line would be too long."""
    edges = sorted({0, len(words)} | carried.breaks | hard)
    lines = [(first, end, room.indent if first else room.first) for first, end in pairwise(edges)]
    long = [(first, end) for first, end, taken in lines if taken + len(" ".join(words[first:end])) > room.width]
    return {at for at in carried.spare if any(first < at < end for first, end in long)}


def filled(words: Sequence[str], room: Room, glued: Set[int], offset: int = 0) -> list[int]:
    """The words before which a line must be broken, so that none is too long; counted from `offset`, as `glued` is."""
    breaks: list[int] = []
    begin, at, column = 0, 0, room.first
    while at < len(words):
        column += len(words[at]) + (at > begin)
        if column > room.width and at > begin:
            begin = next((near for near in range(at, begin, -1) if near + offset not in glued), at)
            breaks.append(begin + offset)
            at, column = begin, room.indent
        else:
            at += 1
    return breaks


def width_of(text: str, start: int, end: int) -> int:
    """Where the lines of a text end: as they do now if it has a few, else as in the whole file; 80 to 100 columns."""
    lines = text[text.rfind("\n", 0, start) + 1 : end].split("\n")
    longest = max(map(len, lines if len(lines) > 4 else text.split("\n")))
    return max(80, min(longest, 100))
