"""What is replaced in the PDF engine to make it quicker. A patch can be taken back, so that tests draw with it and without.

A patch changes nothing but the time: the same document gives the same bytes.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct


class Part(Struct, frozen=True):
    """A function of the engine by its name, and what stands for it in each of the owners, modules or classes."""

    name: str
    new: Any
    owners: tuple[Any, ...]
    old: Any


class Patch(Struct, frozen=True):
    """One idea, and its parts, which work only together."""

    idea: str
    parts: tuple[Part, ...]

    def apply(self) -> None:
        for part in self.parts:
            for owner in part.owners:
                setattr(owner, part.name, part.new)

    def undo(self) -> None:
        for part in self.parts:
            for owner in part.owners:
                setattr(owner, part.name, part.old)


def part(name: str, new: Any, *owners: Any) -> Part:
    return Part(name, new, owners, vars(owners[0])[name])


def patch(idea: str, *parts: Part) -> Patch:
    """A patch that is not yet applied."""
    return Patch(idea, parts)
