"""The values of a YAML file, each with its place.

A large workspace holds a million of them: what only some of them are asked for is made when it is asked for.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from briefing.source.files import SourceFile, Span
from briefing.source.scalars import offsets


class Scalar(Struct, frozen=True, dict=True):
    """One scalar as written: its value as text, its style, and where it stands."""

    file: SourceFile
    start: int
    """Offset of the first character of the token: the quotation mark or block indicator included."""
    end: int
    text: str
    """The value, folded and unescaped by YAML's rules. It is always text; the model decides what type it wants."""
    style: str
    """`plain`, `single`, `double`, `literal` or `folded`."""

    @property
    def span(self) -> Span:
        return self.file.span(self.start, self.end)

    @property
    def is_null(self) -> bool:
        """Whether YAML 1.2's core schema reads this as null: an empty or `null` or `~` plain scalar."""
        return self.style == "plain" and self.text in ("", "~", "null", "Null", "NULL")

    def span_of(self, start: int, end: int) -> Span:
        """The place in the file of the characters `start` to `end` of the value.

        Folded lines, escapes and indentation are followed; where that cannot be done the span of the whole scalar is given.
        """
        where = self._offsets
        if not where:
            return self.span
        first = where[min(start, len(where) - 1)]
        last = where[min(max(end - 1, start), len(where) - 1)]
        return self.file.span(self.start + first, self.start + last + 1)

    @cached_property
    def _offsets(self) -> array[int]:
        """The offset of each character in the token; empty where that cannot be told."""
        return array("l", offsets(self.file.text[self.start : self.end], self.style, self.text) or ())


class Sequence(Struct, frozen=True):
    """A list as written."""

    file: SourceFile
    start: int
    end: int
    items: tuple[Node, ...]

    @property
    def span(self) -> Span:
        return self.file.span(self.start, self.end)

    def __iter__(self) -> Iterator[Node]:
        return iter(self.items)


Entry = tuple[Scalar, "Node"]
"""A key of a mapping with its value."""


class Mapping(Struct, frozen=True, dict=True):
    """A mapping as written: keys are unique scalars, in the order of the file."""

    file: SourceFile
    start: int
    end: int
    entries: tuple[Entry, ...]

    @property
    def span(self) -> Span:
        return self.file.span(self.start, self.end)

    def key(self, name: str) -> Scalar | None:
        """The key `name` as written, or None."""
        found = self._index.get(name)
        return found[0] if found else None

    def get(self, name: str) -> Node | None:
        """The value under `name`, or None."""
        found = self._index.get(name)
        return found[1] if found else None

    @cached_property
    def _index(self) -> dict[str, Entry]:
        return {entry[0].text: entry for entry in self.entries}


Node = Scalar | Sequence | Mapping
