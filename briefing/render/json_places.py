"""Where in a JSON text its names and values stand. The reader of the standard library does not tell."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from msgspec import Struct

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')


class Value(Struct, frozen=True):
    """A value of an object, or of a list in it, under its name. Places are offsets into the text."""

    name: str
    at: int
    """Where the name begins, or in a list the value."""
    depth: int
    """In how many objects and lists it stands: 1 for those of the outermost object."""
    written: str
    """Its characters; of an object or a list the first."""
    written_at: int
    is_again: bool
    """Whether a value of that name stands in the same object before."""

    @property
    def text(self) -> str:
        """What it says, if it is a text; else nothing."""
        return str(json.loads(self.written)) if self.written.startswith('"') else ""


def values(text: str) -> Iterator[Value]:
    """All values of a JSON text that is sound, in its order."""
    inside: list[tuple[str, set[str] | None]] = []
    name, at, is_again = "", -1, False
    for token in _TOKEN.finditer(text):
        written = token[0]
        list_name, names = inside[-1] if inside else ("", None)
        if written in "}]":
            inside.pop()
        elif written in ":,":
            continue
        elif names is not None and at < 0:
            name, at = str(json.loads(written)), token.start()
            is_again = name in names
            names.add(name)
        else:
            if names is None:
                name, at, is_again = list_name, token.start(), False
            yield Value(name, at, len(inside), written, token.start(), is_again)
            if written in "{[":
                inside.append((name, set() if written == "{" else None))
            at = -1
