"""The values of a YAML file, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from briefing.source.files import SourceFile, Span
from briefing.source.scalars import offsets


@dataclass(frozen=True)
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

    @property
    def span(self) -> Span:
        return self.file.span(self.start, self.end)

    @property
    def is_null(self) -> bool:
        """Whether YAML 1.2's core schema reads this as null: an empty or `null` or `~` plain scalar."""
        return self.style == "plain" and self.text in ("", "~", "null", "Null", "NULL")

    @cached_property
    def _offsets(self) -> tuple[int, ...] | None:
        return offsets(self.file.text[self.start : self.end], self.style, self.text)

    def span_of(self, start: int, end: int) -> Span:
        """The place in the file of the characters `start` to `end` of the value.

        Folded lines, escapes and indentation are followed; where that cannot be done the span of the whole scalar is given.
        """
        where = self._offsets
        if where is None or not where:
            return self.span
        first = where[min(start, len(where) - 1)]
        last = where[min(max(end - 1, start), len(where) - 1)]
        return self.file.span(self.start + first, self.start + last + 1)


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Mapping:
    """A mapping as written: keys are unique scalars, in the order of the file."""

    file: SourceFile
    start: int
    end: int
    entries: tuple[tuple[Scalar, Node], ...]
    _index: dict[str, tuple[Scalar, Node]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_index", {key.text: (key, value) for key, value in self.entries})

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


Node = Scalar | Sequence | Mapping
