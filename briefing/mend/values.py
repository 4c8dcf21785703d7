"""A new value for a text of a file, written as the old one was, on the old one's lines where they are still right."""

from __future__ import annotations

import re

from briefing.mend.edits import Edit
from briefing.mend.insertion import quoted
from briefing.mend.places import Place
from briefing.mend.styles import BLOCKS, says
from briefing.mend.written import HEADER, Written
from briefing.source import Scalar

_REST = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?=\r?\n|$)")


def value_edit(place: Place, value: str) -> Edit | None:
    """The edit that gives a text the value, in its own style unless that cannot hold it; lines that stay right keep their bytes.

    It is right for the text by itself: whether the file agrees is not asked. None where there is no text at the place.
    """
    scalar = place.node
    if not isinstance(scalar, Scalar):
        return None
    text = scalar.file.text
    if value == scalar.text:
        return Edit(scalar.file.path, scalar.start, scalar.end, text[scalar.start : scalar.end])
    old = Written.of(place)
    for style in old.styles(value):
        written = old.rewritten(value, style)
        if written is not None and says(written, value, place.column, in_brackets=place.in_brackets):
            return _edit(scalar, written, style, old)
    return _edit(scalar, quoted(value), "double", old)


def _edit(scalar: Scalar, written: str, style: str, old: Written) -> Edit:
    """The edit that puts the new text in the old one's place. A comment on its first line stays there."""
    path, text, end = scalar.file.path, scalar.file.text, scalar.end
    if style in BLOCKS and scalar.style not in BLOCKS:
        rest = _REST.match(text, end)
        if rest:
            first, newline, lines = written.partition(old.newline)
            written, end = f"{first}{rest[0].rstrip()}{newline}{lines}", rest.end()
    elif style not in BLOCKS and scalar.style in BLOCKS:
        match = HEADER.match(old.raw)
        written += match[5].rstrip() if match else ""
    space = " " if scalar.start == scalar.end and text[scalar.start - 1 : scalar.start] in (":", "-") else ""
    return Edit(path, scalar.start, end, space + written)
