"""Where the texts that were sent stand in the YAML of today, which may have been changed, moved or taken out since."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from briefing.document import Home
from briefing.model.texts import Address, PlacedText
from briefing.pull.matching import contained, likeness
from briefing.source import Mapping as MappingNode
from briefing.source import Node, Scalar, Span
from briefing.source import Sequence as SequenceNode

_NUMBER = re.compile(r"-\d+")
_ALIKE = 0.5
_HELD = 0.85
_SHORT = 3
"""Words below which likeness says nothing, and only the place does."""

Container = tuple[str, Address]
"""A list of a file: its path, and the address of the list in it."""
Child = tuple[Container, int]
"""One of a list, and its number in it, from 0."""


def lists_of(path: str, address: Address) -> list[Child]:
    """The lists that a value stands in, the outermost first, and its place in each."""
    return [((path, address[:at]), step) for at, step in enumerate(address) if isinstance(step, int)]


@dataclass(frozen=True)
class File:
    """A file of today: its root, and the texts in it in their order."""

    path: str
    root: Node
    texts: tuple[PlacedText, ...]

    def node(self, address: Address) -> Node | None:
        """What stands at an address."""
        node: Node | None = self.root
        for step in address:
            if isinstance(node, MappingNode) and isinstance(step, str):
                node = node.get(step)
            elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
            else:
                return None
        return node


@dataclass(frozen=True)
class Today:
    """The texts of today, and which of them each text sent has become."""

    files: Mapping[str, File]
    homes: tuple[Home, ...]
    """Texts as they were sent."""

    @cached_property
    def texts(self) -> dict[tuple[str, str], tuple[str, PlacedText]]:
        """For the block and part of a text sent, the path and the text of today; none where it is gone."""
        found: dict[tuple[str, str], tuple[str, PlacedText]] = {}
        by_path: dict[str, list[Home]] = defaultdict(list)
        for home in self.homes:
            if home.path in self.files and home.address:
                by_path[home.path].append(home)
        for path, homes in by_path.items():
            for home, text in _aligned(homes, self.files[path].texts):
                found[home.block, home.part] = (path, text)
        self._moved(found)
        return found

    def _moved(self, found: dict[tuple[str, str], tuple[str, PlacedText]]) -> None:
        """Long texts that are gone from their place and stand unchanged in another."""
        taken = {id(text) for _, text in found.values()}
        free: dict[str, list[tuple[str, PlacedText]]] = defaultdict(list)
        for path, file in self.files.items():
            for text in file.texts:
                if id(text) not in taken:
                    free[text.node.text].append((path, text))
        for home in self.homes:
            if (home.block, home.part) not in found and len(home.value.split()) > _SHORT and free.get(home.value):
                found[home.block, home.part] = free[home.value].pop(0)

    @cached_property
    def children(self) -> dict[Child, Child]:
        """What has become of each item of each list: the list and the number of today."""
        votes: dict[Child, Counter[Child]] = defaultdict(Counter)
        for home in self.homes:
            now = self.texts.get((home.block, home.part))
            if now is None:
                continue
            for was, is_ in zip(lists_of(home.path, home.address), lists_of(now[0], now[1].address), strict=False):
                votes[was][is_] += 1
        return {was: counter.most_common(1)[0][0] for was, counter in votes.items()}

    @cached_property
    def changed(self) -> frozenset[Child]:
        """Items of lists that do not say any more what they said when the draft was sent."""
        now = ((home, self.texts.get((home.block, home.part))) for home in self.homes)
        others = (home for home, found in now if found is not None and found[1].node.text != home.value)
        return frozenset(child for home in others for child in lists_of(home.path, home.address))

    def span(self, home: Home) -> Span | None:
        """Where a text stands today."""
        now = self.texts.get((home.block, home.part))
        return now[1].node.span if now else None

    def sequence(self, container: Container) -> SequenceNode | None:
        """The list of today at an address."""
        path, address = container
        node = self.files[path].node(address) if path in self.files else None
        return node if isinstance(node, SequenceNode) else None

    def scalar(self, path: str, address: Address) -> Scalar | None:
        node = self.files[path].node(address) if path in self.files else None
        return node if isinstance(node, Scalar) else None


def _kind(part: str) -> str:
    return _NUMBER.sub("", part)


def _aligned(homes: Sequence[Home], texts: Sequence[PlacedText]) -> Iterable[tuple[Home, PlacedText]]:
    """Equal ones in order; between them those of one kind, all where they are as many, else those that are alike."""
    old = [(_kind(home.part), home.value) for home in homes]
    new = [(_kind(text.part), text.node.text) for text in texts]
    rows = Counter(_row(home) for home in homes)
    for tag, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(homes[start:end], texts[first:last], strict=True)
        elif tag == "replace":
            inside = Counter(_row(home) for home in homes[start:end])
            whole = {row for row, number in inside.items() if number == rows[row]}
            yield from _between(homes[start:end], texts[first:last], whole)


def _row(home: Home) -> Address:
    """The row of a table that a text stands in; the text itself where it stands in none."""
    return home.address[: home.address.index("rows") + 2] if "rows" in home.address else home.address


def _between(homes: Sequence[Home], texts: Sequence[PlacedText], whole: Collection[Address]) -> Iterable[tuple[Home, PlacedText]]:
    """`whole` are the rows of which no cell is as it was: such a row is another one, unless its cells are alike."""

    def fits(home: Home, text: PlacedText) -> bool:
        return _kind(home.part) == _kind(text.part) and _is_alike(home, text, by_place=_row(home) not in whole)

    if len(homes) == len(texts) and (
        all(fits(home, text) for home, text in zip(homes, texts, strict=True))
        or (len(homes) == 1 and "rows" not in homes[0].address and _kind(homes[0].part) == _kind(texts[0].part))
    ):
        yield from zip(homes, texts, strict=True)
        return
    at = 0
    for home in homes:
        number = next((number for number in range(at, len(texts)) if fits(home, texts[number])), None)
        if number is not None:
            yield home, texts[number]
            at = number + 1


def _is_alike(home: Home, text: PlacedText, *, by_place: bool) -> bool:
    """Whether one may have become the other; a text that was divided, or joined with another, holds the words of the one.

    Of a few words likeness says nothing; `by_place` says whether their place does.
    """
    value, now = home.value, text.node.text
    if min(len(value.split()), len(now.split())) <= _SHORT:
        return (by_place and _kind(home.part) in ("cell", "header", "title")) or likeness(value, now) >= _ALIKE
    return likeness(value, now) >= _ALIKE or max(contained(value, now), contained(now, value)) >= _HELD
