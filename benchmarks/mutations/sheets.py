"""YAML files as they are written: every text with the place of each of its characters, every entry with its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

Keys = tuple[str | int, ...]
"""The way to a text or an entry: names of mappings, places in lists."""
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Scalar:
    """A text of a YAML file: its value, folded lines joined, and where each character of it is written."""

    path: str
    keys: Keys
    value: str
    style: str | None
    start: int
    end: int
    places: tuple[tuple[int, int], ...] = field(repr=False)

    @property
    def key(self) -> str:
        """The last name on the way to it: `quote`, `title`, `rows`."""
        return next((key for key in reversed(self.keys) if isinstance(key, str)), "")

    @property
    def fact(self) -> str:
        """The fact that it is in, if it is in one."""
        return str(self.keys[0]) if self.path.startswith("seeds/facts/") else ""

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the value is written in the file."""
        if start < end:
            return self.places[start][0], self.places[end - 1][1]
        at = self.places[start][0] if start < len(self.places) else self.places[-1][1]
        return at, at

    def written(self, text: str) -> str:
        """`text` as it must be written inside of this scalar."""
        return text.replace("'", "''") if self.style == "'" else text.replace('"', '\\"') if self.style == '"' else text


class Sheet:
    """A YAML file."""

    def __init__(self, path: str, text: str) -> None:
        """Read a file that is well-formed; another is refused with a `YAMLError`."""
        self.path, self.text = path, text
        self.scalars: dict[Keys, Scalar] = {}
        self.entries: dict[Keys, tuple[int, int]] = {}
        """For each entry of a mapping or a list, its line from 0 and the column of its key or dash."""
        self.lines = text.splitlines(keepends=True)
        root = yaml.compose(text, Loader=LOADER)
        if root is not None:
            self._read(root, ())

    def _read(self, node: yaml.Node, keys: Keys) -> None:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                inner = (*keys, str(key.value))
                self.entries[inner] = key.start_mark.line, key.start_mark.column
                self._read(value, inner)
        elif isinstance(node, yaml.SequenceNode):
            for at, value in enumerate(node.value):
                self.entries[(*keys, at)] = value.start_mark.line, value.start_mark.column - 2
                self._read(value, (*keys, at))
        elif isinstance(node, yaml.ScalarNode):
            places = _places(self.text, node)
            if places:
                self.scalars[keys] = Scalar(
                    self.path, keys, node.value, node.style or None, node.start_mark.index, node.end_mark.index, places
                )

    @property
    def is_of_facts(self) -> bool:
        """Whether it holds facts."""
        return self.path.startswith("seeds/facts/")

    @property
    def is_section(self) -> bool:
        """Whether it holds a section."""
        return self.path.startswith("sections/")

    def said(self, keys: Keys) -> str:
        """The value of a text; empty where there is none."""
        return self.scalars[keys].value if keys in self.scalars else ""

    def block(self, keys: Keys) -> tuple[int, int]:
        """Where an entry is written: its whole lines."""
        line, column = self.entries[keys]
        last = line + 1
        while last < len(self.lines) and (not self.lines[last].strip() or _indent(self.lines[last]) > column):
            last += 1
        while not self.lines[last - 1].strip():
            last -= 1
        return self._offset(line), self._offset(last)

    def _offset(self, line: int) -> int:
        """Where a line begins."""
        return sum(map(len, self.lines[:line]))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _places(text: str, node: yaml.ScalarNode) -> tuple[tuple[int, int], ...] | None:
    """Where each character of a scalar's value is written, or None where it is written in a way not followed here."""
    start, end = node.start_mark.index, node.end_mark.index
    if node.style in (">", "|"):
        found = list(_block_places(text, text.index("\n", start) + 1))
    else:
        pattern = {"'": r"[ \t]*\n\s*|''|.", '"': r"[ \t]*\n\s*|\\.|."}.get(node.style or "", r"[ \t]*\n\s*|.")
        inner = (start + 1, end - 1) if node.style else (start, end)
        found = [match.span() for match in re.compile(pattern).finditer(text, *inner)]
    value = "".join(" " if "\n" in text[a:b] else text[b - 1] for a, b in found)
    return tuple(found) if value == node.value else None


def _block_places(text: str, at: int) -> Iterator[tuple[int, int]]:
    """The places of a folded block that begins at an offset."""
    indent, before = None, -1
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end]
        if not line.strip() or (indent is not None and _indent(line) < indent):
            return
        indent = _indent(line) if indent is None else indent
        if before >= 0:
            yield before, at + indent
        yield from ((index, index + 1) for index in range(at + indent, end))
        before, at = end, end + 1
