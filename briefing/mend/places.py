"""Where the values of a file stand: how deep, and whether between brackets."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from briefing.source import Mapping, Node, Scalar, Sequence


class Place(Struct, frozen=True):
    """A text or a list, and what its surroundings ask of its lines."""

    node: Scalar | Sequence
    column: int
    """Spaces before the mapping or list around it: its own further lines stand deeper."""
    in_brackets: bool
    """Whether it stands inside `[...]` or `{...}`."""


def places(root: Mapping) -> dict[int, Place]:
    """The places of all texts and lists by the offset at which they begin. Those that an alias shares have none of their own."""
    found: dict[int, Place] = {}
    shared: set[int] = set()
    for one in _walk(root, 0, in_brackets=False):
        if one.node.start in found:
            shared.add(one.node.start)
        found[one.node.start] = one
    return {start: one for start, one in found.items() if start not in shared}


def _walk(node: Node, column: int, *, in_brackets: bool) -> Iterator[Place]:
    if not isinstance(node, Mapping):
        yield Place(node, column, in_brackets)
    if isinstance(node, Scalar):
        return
    in_brackets = in_brackets or node.file.text[node.start : node.start + 1] in ("[", "{")
    inner = column if in_brackets else node.file.position(node.start)[1] - 1
    for child in node.items if isinstance(node, Sequence) else (value for _, value in node.entries):
        yield from _walk(child, inner, in_brackets=in_brackets)
