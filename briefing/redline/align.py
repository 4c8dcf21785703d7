"""Which paragraph, table or row of the new text is which of the old: equal ones first, then alike ones between them, in order.

Equal ones are found by what is unique in both texts, as in patience diff. Alike ones are those that share words; where many stand
between two equal ones, each is compared only with those at about the same place, so that the work grows with the length alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence

from msgspec import Struct

_WORD = re.compile(r"\w+")
_STEM = 5
_ALIKE = 0.4
_COMPARED = 20_000
"""Comparisons between two equal ones, about, at the most."""

Pair = tuple[int, int]


class Unit(Struct, frozen=True):
    """A paragraph, a table or a row. Only those of one kind are ever the same."""

    kind: str
    key: Hashable
    """What two units share that say the same."""
    words: frozenset[str]


def unit(kind: str, text: str) -> Unit:
    """The unit of a text."""
    return Unit(kind, (kind, text), _words(text))


def are_alike(one: str, other: str) -> bool:
    """Whether one text may have become the other."""
    return _likeness(_words(one), _words(other)) >= _ALIKE


def _words(text: str) -> frozenset[str]:
    """The words of a text without their endings."""
    return frozenset(word[:_STEM] for word in _WORD.findall(text.lower()))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How many words two texts share: from 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def align(old: Sequence[Unit], new: Sequence[Unit]) -> list[Pair]:
    """The pairs, by their numbers, ascending on both sides."""
    equal = _equal([one.key for one in old], [one.key for one in new])
    found = list(equal)
    for start, end in gaps(equal, len(old), len(new)):
        found += _alike(old, new, start, end)
    return sorted(found)


def gaps(pairs: Sequence[Pair], old: int, new: int) -> Iterator[tuple[Pair, Pair]]:
    """What lies before, between and behind pairs: from and to, on both sides. There is one more than there are pairs."""
    start = (0, 0)
    for pair in [*pairs, (old, new)]:
        yield start, pair
        start = (pair[0] + 1, pair[1] + 1)


def _equal(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    found: list[Pair] = []
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        a, b, c, d = waiting.pop()
        while a < b and c < d and old[a] == new[c]:
            found.append((a, c))
            a, c = a + 1, c + 1
        while a < b and c < d and old[b - 1] == new[d - 1]:
            b, d = b - 1, d - 1
            found.append((b, d))
        anchors = _unique(old, new, (a, b, c, d))
        found += anchors
        for i, j in [*anchors, (b, d)] if anchors else ():
            waiting.append((a, i, c, j))
            a, c = i + 1, j + 1
    return sorted(found)


def _unique(old: Sequence[Hashable], new: Sequence[Hashable], bounds: tuple[int, int, int, int]) -> list[Pair]:
    """The longest row of pairs of what is there once on each side."""
    a, b, c, d = bounds
    left, right = Counter(old[a:b]), Counter(new[c:d])
    place = {new[j]: j for j in range(c, d) if right[new[j]] == 1}
    return _ascending([(i, place[old[i]]) for i in range(a, b) if left[old[i]] == 1 and old[i] in place])


def _ascending(pairs: Sequence[Pair]) -> list[Pair]:
    """The longest row of pairs that ascend on the right; on the left they do."""
    ends: list[int] = []
    rows: list[int] = []
    before: list[int] = []
    for at, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        before.append(rows[length - 1] if length else -1)
        ends[length : length + 1] = [j]
        rows[length : length + 1] = [at]
    return _back(pairs, before, rows[-1] if rows else -1)


def _back(pairs: Sequence[Pair], before: Sequence[int], at: int) -> list[Pair]:
    found = []
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]


def _alike(old: Sequence[Unit], new: Sequence[Unit], start: Pair, end: Pair) -> list[Pair]:
    """The row of pairs between two places that is the most alike: ascending on both sides, with the greatest sum."""
    pairs: list[Pair] = []
    scores: list[float] = []
    for i, j in _near(start, end):
        score = _score(old[i], new[j])
        if score >= _ALIKE:
            pairs.append((i, j))
            scores.append(score)
    return _heaviest(pairs, scores, start[1], end[1])


def _near(start: Pair, end: Pair) -> Iterator[Pair]:
    """The pairs to compare; those with the same left one from the right to the left."""
    rows, columns = end[0] - start[0], end[1] - start[1]
    if not rows or not columns:
        return
    reach = max(_COMPARED // max(rows, columns) // 2, 3)
    for i in range(rows):
        centre = i * columns // rows
        for j in range(min(centre + reach, columns - 1), max(centre - reach, 0) - 1, -1):
            yield start[0] + i, start[1] + j


def _score(one: Unit, other: Unit) -> float:
    if one.kind != other.kind:
        return 0.0
    return 1.0 if one.key == other.key else _likeness(one.words, other.words)


def _heaviest(pairs: Sequence[Pair], scores: Sequence[float], first: int, end: int) -> list[Pair]:
    """The row with the greatest sum. A tree of prefix maxima (Fenwick) holds the best row that ends at or before each place."""
    size = end - first + 1
    tree: list[tuple[float, int]] = [(0.0, -1)] * size
    before: list[int] = []
    for at, (_, j) in enumerate(pairs):
        place, best = j - first, (0.0, -1)
        while place > 0:
            best = max(best, tree[place])
            place &= place - 1
        before.append(best[1])
        place, best = j - first + 1, (best[0] + scores[at], at)
        while place < size:
            tree[place] = max(tree[place], best)
            place += place & -place
    return _back(pairs, before, max(_prefixes(tree, size), default=(0.0, -1))[1])


def _prefixes(tree: Sequence[tuple[float, int]], size: int) -> Iterator[tuple[float, int]]:
    """The parts of the tree that together hold all places."""
    place = size - 1
    while place > 0:
        yield tree[place]
        place &= place - 1
