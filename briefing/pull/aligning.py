"""Texts as they were sent, found again among the texts of today, which may have been changed, moved or taken out since.

What stands unchanged, or as the editor has it, is found first, wherever it is; then what is alike, in its old place and at last
anywhere. The row of a table is found as a whole.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TypeVar

from msgspec import Struct

from briefing.document import Home
from briefing.model.texts import Address, PlacedText
from briefing.pull.matching import contained, likeness

_NUMBER = re.compile(r"-\d+")
_ALIKE, _ALONE, _HELD = 0.5, 0.25, 0.85
"""How alike texts must be: among others, where only one can be meant, and how much of one the other must hold."""
_SHORT = 3
"""Words below which likeness says nothing, and only the place does."""
_MOST = 200
"""Texts that are compared with each other for likeness: more are another brief."""

Key = tuple[str, tuple[str, ...]]
"""The kind of a text, and what it says; of a row, what each cell says."""


class _Sent(Struct, frozen=True):
    """A text as it was sent, or the row of a table."""

    homes: tuple[Home, ...]
    wanted: tuple[str, ...]
    """What the editor has in its place."""

    @property
    def key(self) -> Key:
        return _kind(self.homes[0].part), tuple(home.value for home in self.homes)

    @property
    def wanted_key(self) -> Key:
        return _kind(self.homes[0].part), self.wanted


class _Today(Struct, frozen=True):
    """A text of today, or the row of a table."""

    path: str
    texts: tuple[PlacedText, ...]

    @property
    def key(self) -> Key:
        return _kind(self.texts[0].part), tuple(text.node.text for text in self.texts)


Found = dict[tuple[str, str], tuple[str, PlacedText]]
"""Path and text of today, by block and part as they were sent."""


def aligned(
    homes: Iterable[Home], files: Mapping[str, Sequence[PlacedText]], wanted: Callable[[], Mapping[tuple[str, str], str]]
) -> Found:
    """Every text that is found again. `wanted` tells, if asked, what the editor has in the place of a text that he changed."""
    by_path: dict[str, list[Home]] = defaultdict(list)
    for home in homes:
        if home.path in files and home.address:
            by_path[home.path].append(home)
    plain = all(
        [(home.part, home.value) for home in ones] == [(text.part, text.node.text) for text in files[path]]
        for path, ones in by_path.items()
    )
    known = {} if plain else wanted()
    aligner = _Aligner(
        {path: [_sent(row, known) for row in _rows(ones, lambda home: home.address)] for path, ones in by_path.items()},
        {path: [_Today(path, row) for row in _rows(texts, lambda text: text.address)] for path, texts in files.items()},
    )
    return aligner.found()


def _sent(row: tuple[Home, ...], wanted: Mapping[tuple[str, str], str]) -> _Sent:
    return _Sent(row, tuple(wanted.get((home.block, home.part), home.value) for home in row))


T = TypeVar("T")


def _rows(ones: Iterable[T], address: Callable[[T], Address]) -> Iterator[tuple[T, ...]]:
    """Texts one by one, and those of a row of a table together."""
    row: list[T] = []
    last: Address | None = None
    for one in ones:
        steps = address(one)
        place = steps[: steps.index("rows") + 2] if "rows" in steps else None
        if row and (place is None or place != last):
            yield tuple(row)
            row = []
        row.append(one)
        last = place
    if row:
        yield tuple(row)


class _Aligner:
    def __init__(self, sent: Mapping[str, Sequence[_Sent]], today: Mapping[str, Sequence[_Today]]) -> None:
        self._sent, self._today = sent, today
        self._pairs: dict[int, _Today] = {}
        """What a text has become, by its identity."""
        self._taken: set[int] = set()

    def found(self) -> Found:
        settled = {path: self._unchanged(path, ones) for path, ones in self._sent.items()}
        self._elsewhere()
        for path, pairs in settled.items():
            self._in_their_places(path, pairs)
        self._alike_anywhere()
        found: Found = {}
        for ones in self._sent.values():
            for one in ones:
                now = self._pairs.get(id(one))
                for home, text in zip(one.homes, now.texts if now else (), strict=False):
                    found[home.block, home.part] = (now.path if now else "", text)
        return found

    def _pair(self, one: _Sent, now: _Today) -> None:
        self._pairs[id(one)] = now
        self._taken.add(id(now))

    def _unchanged(self, path: str, ones: Sequence[_Sent]) -> list[tuple[int, int]]:
        """Those that say what was sent, or what the editor has, in order; their numbers in both lists."""
        others = self._today[path]
        wanted = {one.wanted_key: one.key for one in ones if one.wanted_key != one.key}
        for one in ones:
            wanted.pop(one.key, None)
        new = [wanted.get(other.key, other.key) for other in others]
        blocks = SequenceMatcher(None, [one.key for one in ones], new, autojunk=False).get_matching_blocks()
        pairs = [(block.a + step, block.b + step) for block in blocks for step in range(block.size)]
        for at, now in pairs:
            self._pair(ones[at], others[now])
        return pairs

    def _elsewhere(self) -> None:
        """Those that say so in another place; of a few words that tells nothing."""
        free: dict[Key, list[_Today]] = defaultdict(list)
        for others in self._today.values():
            for other in others:
                if id(other) not in self._taken and _words(other.key) > _SHORT:
                    free[other.key].append(other)
        for one in self._left():
            for key in (one.key, one.wanted_key):
                if id(one) not in self._pairs and free.get(key):
                    self._pair(one, free[key].pop(0))

    def _in_their_places(self, path: str, pairs: Sequence[tuple[int, int]]) -> None:
        """Those between the same neighbours: all where they are of the same kinds and likely, else those that are alike."""
        ends = [(-1, -1), *pairs, (len(self._sent[path]), len(self._today[path]))]
        for (before, first), (after, last) in pairwise(ends):
            ones = [one for one in self._sent[path][before + 1 : after] if id(one) not in self._pairs]
            others = [one for one in self._today[path][first + 1 : last] if id(one) not in self._taken]
            self._between(ones, others)

    def _between(self, ones: Sequence[_Sent], others: Sequence[_Today]) -> None:
        if len(ones) == len(others) and all(_fits(one, other, by_place=True) for one, other in zip(ones, others, strict=True)):
            for one, other in zip(ones, others, strict=True):
                self._pair(one, other)
            return
        at = 0
        for one in ones:
            number = next((now for now in range(at, len(others)) if _fits(one, others[now], by_place=False)), None)
            if number is not None:
                self._pair(one, others[number])
                at = number + 1

    def _alike_anywhere(self) -> None:
        left = [one for one in self._left() if _words(one.key) > _SHORT]
        others = [one for ones in self._today.values() for one in ones if id(one) not in self._taken and _words(one.key) > _SHORT]
        if len(left) > _MOST or len(others) > _MOST:
            return
        scored = ((_likeness(one.key, other.key), one, other) for one in left for other in others)
        for score, one, other in sorted(scored, key=lambda each: -each[0]):
            if score >= _ALIKE and id(one) not in self._pairs and id(other) not in self._taken:
                self._pair(one, other)

    def _left(self) -> list[_Sent]:
        return [one for ones in self._sent.values() for one in ones if id(one) not in self._pairs]


def _kind(part: str) -> str:
    return _NUMBER.sub("", part)


def _words(key: Key) -> int:
    return sum(len(value.split()) for value in key[1])


def _likeness(one: Key, other: Key) -> float:
    """How alike two texts are, or two rows: these by how many of their cells are equal, if that is more."""
    if one[0] != other[0] or len(one[1]) != len(other[1]):
        return 0.0
    words = likeness(" ".join(one[1]), " ".join(other[1]))
    if len(one[1]) == 1:
        return words
    equal = sum(value == now for value, now in zip(one[1], other[1], strict=True))
    return max(words, equal / len(one[1]))


def _fits(one: _Sent, other: _Today, *, by_place: bool) -> bool:
    """Whether one may have become the other; a text that was divided, or joined with another, holds the words of the one.

    Of a few words likeness says nothing; `by_place` says that only this one stands in its place.
    """
    key, now = one.key, other.key
    if key[0] != now[0] or len(key[1]) != len(now[1]):
        return False
    if min(_words(key), _words(now)) <= _SHORT and len(key[1]) == 1:
        return (by_place and key[0] in ("cell", "header", "title")) or likeness(key[1][0], now[1][0]) >= _ALIKE
    if _likeness(key, now) >= (_ALONE if by_place and len(key[1]) == 1 else _ALIKE):
        return True
    value, text = " ".join(key[1]), " ".join(now[1])
    return len(key[1]) == 1 and max(contained(value, text), contained(text, value)) >= _HELD
