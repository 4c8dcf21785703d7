"""A document as its writers get it: without the places in the files that its parts come from.

So what is drawn depends on what the document says, and not on the lines that it stands in.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from functools import cache
from operator import is_not
from typing import Any, TypeVar

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
    changed = {}
    for name in _fields(kind):
        old = getattr(tree, name)
        if (new := _bare(old)) is not old:
            changed[name] = new
    return replace(tree, **changed) if changed else tree


@cache
def _fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
