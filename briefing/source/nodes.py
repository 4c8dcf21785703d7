"""The values of a YAML file, each with its place.

A large workspace holds a million of them: they have slots, and what only some of them are asked for is made when it is asked for.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

from briefing.source.files import SourceFile, Span
from briefing.source.scalars import offsets


@dataclass(frozen=True, slots=True)
class Scalar:
    """One scalar as written: its value as text, its style, and where it stands."""

    file: SourceFile
    start: int
    """Offset of the first character of the token: the quotation mark or block indicator included."""
    end: int
    text: str
    """The value, folded and unescaped by YAML's rules. It is always text; the model decides what type it wants."""
    style: str
    """`plain`, `single`, `double`, `literal` or `folded`."""
    _where: array[int] | None = field(default=None, init=False, repr=False, compare=False)
    """The offset of each character in the token, once it was asked for; empty where that cannot be told."""

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
        where = self._offsets()
        if not where:
            return self.span
        first = where[min(start, len(where) - 1)]
        last = where[min(max(end - 1, start), len(where) - 1)]
        return self.file.span(self.start + first, self.start + last + 1)

    def _offsets(self) -> array[int]:
        if self._where is None:
            where = array("l", offsets(self.file.text[self.start : self.end], self.style, self.text) or ())
            object.__setattr__(self, "_where", where)
            return where
        return self._where


@dataclass(frozen=True, slots=True)
class Sequence:
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


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping as written: keys are unique scalars, in the order of the file."""

    file: SourceFile
    start: int
    end: int
    entries: tuple[Entry, ...]
    _index: dict[str, Entry] | None = field(default=None, init=False, repr=False, compare=False)
    """The entries by key, once one was asked for."""

    @property
    def span(self) -> Span:
        return self.file.span(self.start, self.end)

    def key(self, name: str) -> Scalar | None:
        """The key `name` as written, or None."""
        found = self._find(name)
        return found[0] if found else None

    def get(self, name: str) -> Node | None:
        """The value under `name`, or None."""
        found = self._find(name)
        return found[1] if found else None

    def _find(self, name: str) -> Entry | None:
        index = self._index
        if index is None:
            index = {entry[0].text: entry for entry in self.entries}
            object.__setattr__(self, "_index", index)
        return index.get(name)


Node = Scalar | Sequence | Mapping
