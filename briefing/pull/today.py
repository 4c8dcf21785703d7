"""Where the texts that were sent stand in the YAML of today, which may have been changed, moved or taken out since."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from functools import cached_property

from msgspec import Struct

from briefing.document import Home
from briefing.model.texts import Address, PlacedText
from briefing.pull.aligning import Found, aligned
from briefing.source import Mapping as MappingNode
from briefing.source import Node, Span
from briefing.source import Sequence as SequenceNode

Container = tuple[str, Address]
"""A list of a file: its path, and the address of the list in it."""
Child = tuple[Container, int]
"""One of a list, and its number in it, from 0."""


def lists_of(path: str, address: Address) -> list[Child]:
    """The lists that a value stands in, the outermost first, and its place in each."""
    return [((path, address[:at]), step) for at, step in enumerate(address) if isinstance(step, int)]


class File(Struct, frozen=True):
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


class Today(Struct, frozen=True, dict=True):
    """The texts of today, and which of them each text sent has become."""

    files: Mapping[str, File]
    homes: tuple[Home, ...]
    """Texts as they were sent."""
    wanted: Callable[[], Mapping[tuple[str, str], str]] = dict
    """What the editor has in the place of each text that he changed, by block and part; asked for where the YAML has changed."""

    @cached_property
    def texts(self) -> Found:
        """For the block and part of a text sent, the path and the text of today; none where it is gone."""
        return aligned(self.homes, {path: file.texts for path, file in self.files.items()}, self.wanted)

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
