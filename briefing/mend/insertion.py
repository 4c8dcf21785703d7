"""A key put into a mapping: a line of its own, or, between braces, a few words more."""

from __future__ import annotations

import re

from briefing.mend.edits import Edit
from briefing.mend.proof import Intent, Proof
from briefing.source import Mapping, Scalar
from briefing.source.nodes import Entry

_ALIAS = re.compile(r"[ \t]*:\s*\*[^\s,\[\]{}]+")
_BLANK_LINES = re.compile(r"(?:[ \t]*\r?\n)*")
_ESCAPED = {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n"}


def quoted(value: str) -> str:
    """A value between double quotation marks, on one line, whatever it holds."""
    return f'"{"".join(map(_written, value))}"'


def _written(char: str) -> str:
    if char in _ESCAPED or char.isprintable():
        return _ESCAPED.get(char, char)
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def insert_line(mapping: Mapping, key: str, value: str, *, after: str | None = None) -> Edit | None:
    """The edit that gives a mapping one key more: after the value of the key `after`, by default after the last.

    Comments stay where they are. None where the mapping has the key, lacks the key `after`, or is written in a way that takes no
    further key.
    """
    text, path = mapping.file.text, mapping.file.path
    place = next((at for at, entry in enumerate(mapping.entries) if entry[0].text == after), len(mapping.entries) - 1)
    if mapping.key(key) is not None or (after is not None and mapping.key(after) is None):
        return None
    entry = f"{key}: {quoted(value)}"
    if text[mapping.start : mapping.start + 1] == "{":
        at = _end(mapping.entries[place], text) if mapping.entries else mapping.start + 1
        edit = Edit(path, at, at, f", {entry}" if mapping.entries else entry)
    elif mapping.entries:
        first = mapping.entries[0][0]
        indent = " " * (mapping.file.position(first.start)[1] - 1)
        at = _line_end(mapping.entries[place], text)
        newline = "\r\n" if "\r\n" in text else "\n"
        ends_line = at == 0 or text[at - 1] == "\n"
        edit = Edit(path, at, at, f"{indent}{entry}{newline}" if ends_line else f"{newline}{indent}{entry}")
    else:
        return None
    return edit if Proof(mapping.file).holds([edit], Intent(entries={mapping.start: (key, value)})) else None


def _end(entry: Entry, text: str) -> int:
    """Where the value of an entry ends as it is written here: of an alias, whose value stands elsewhere, the alias."""
    key, value = entry
    alias = _ALIAS.match(text, key.end)
    return alias.end() if alias else max(key.end, value.end)


def _line_end(entry: Entry, text: str) -> int:
    """Where the line after an entry begins; the end of the text where there is none. Blank lines that are text belong to it."""
    at = text.find("\n", _end(entry, text)) + 1 or len(text)
    value = entry[1]
    keeps = isinstance(value, Scalar) and value.style in ("literal", "folded") and "+" in text[value.start : value.start + 3]
    blank = _BLANK_LINES.match(text, at) if keeps else None
    return blank.end() if blank else at
