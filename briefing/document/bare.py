"""A document as its writers get it: without the places in the files that its parts come from.

So what is drawn depends on what the document says, and not on the lines that it stands in.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from briefing.source import Span

T = TypeVar("T")


def bare(tree: T) -> T:
    """The same tree, each place in a file put to None."""
    result: Any = tree
    if isinstance(tree, Span):
        result = None
    elif isinstance(tree, tuple):
        parts = tuple(map(bare, tree))
        result = parts if any(new is not old for new, old in zip(parts, tree, strict=True)) else tree
    elif is_dataclass(tree) and not isinstance(tree, type):
        old = {field.name: getattr(tree, field.name) for field in fields(tree)}
        new = {name: bare(value) for name, value in old.items()}
        changed = {name: value for name, value in new.items() if value is not old[name]}
        result = replace(tree, **changed) if changed else tree
    return result  # type: ignore[no-any-return]
