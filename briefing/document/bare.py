"""A document as its writers get it: without the places in the files that its parts come from.

So what is drawn depends on what the document says, and not on the lines that it stands in.
"""

from __future__ import annotations

from operator import is_not
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from briefing.source import Span

T = TypeVar("T")
_LEAVES = frozenset({str, int, bool, float, bytes, type(None)})


def bare(tree: T) -> T:
    """The same tree, each place in a file put to None."""
    return _bare(tree)  # type: ignore[no-any-return]


def _bare(tree: Any) -> Any:
    kind: type = type(tree)
    if kind in _LEAVES:
        return tree
    if kind is Span:
        return None
    if kind is tuple:
        parts = tuple(map(_bare, tree))
        return parts if any(map(is_not, parts, tree)) else tree
    if not isinstance(tree, Struct):
        return tree
    changed = {}
    for name in tree.__struct_fields__:
        old = getattr(tree, name)
        if (new := _bare(old)) is not old:
            changed[name] = new
    return replace(tree, **changed) if changed else tree
