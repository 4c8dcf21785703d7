"""A document as its writers get it: without the places in the files that its parts come from.

So what is drawn depends on what the document says, and not on the lines that it stands in.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

from briefing.source import Span

T = TypeVar("T")


def bare(tree: T) -> T:
    """The same tree, each place in a file put to None."""
    result: Any = tree
    kind: type = type(tree)
    if isinstance(tree, Span):
        result = None
    elif isinstance(tree, tuple):
        parts = tuple(map(bare, tree))
        result = parts if any(new is not old for new, old in zip(parts, tree, strict=True)) else tree
    elif names := _fields(kind):
        old = {name: getattr(tree, name) for name in names}
        new = {name: bare(value) for name, value in old.items()}
        changed = {name: value for name, value in new.items() if value is not old[name]}
        result = replace(result, **changed) if changed else tree
    return result  # type: ignore[no-any-return]


@cache
def _fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
