"""What a file says, apart from how it is written: texts, lists and mappings; and what it should say after changes."""

from __future__ import annotations

from collections.abc import Mapping as Table
from collections.abc import Sequence as Row

from msgspec import Struct

from briefing.source import Mapping, Node, Scalar

Plain = str | list["Plain"] | dict[str, "Plain"]
"""A value without its place. Numbers and dates are text, as everywhere before the models read them."""


class Kept(Struct, frozen=True):
    """An item of a list that stays or moves, by its index in the list as it is."""

    index: int


class New(Struct, frozen=True):
    """An item that the list does not have yet."""

    value: Plain


Plan = Row[Kept | New]
"""The items of a list in their new order. What is not kept goes."""

Values = Table[int, str]
"""New values of scalars, by the offset at which each begins."""

Plans = Table[int, Plan]
"""New orders of lists, by the offset at which each begins."""


def plain(node: Node) -> Plain:
    """What a node says."""
    return changed(node, {}, {})


def changed(node: Node, values: Values, plans: Plans) -> Plain:
    """What a node says once the changes are made."""
    if isinstance(node, Scalar):
        return values.get(node.start, node.text)
    if isinstance(node, Mapping):
        return {key.text: changed(value, values, plans) for key, value in node.entries}
    plan = plans.get(node.start, [Kept(index) for index in range(len(node.items))])
    return [one.value if isinstance(one, New) else changed(node.items[one.index], values, plans) for one in plan]
