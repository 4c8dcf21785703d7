"""Quotation marks: ours around words, those of the words inside ours, and where commas and full stops stand; and dashes."""

from __future__ import annotations

import re

from msgspec import Struct

_OPEN, _CLOSE = "“«", "”»"


class Marks(Struct, frozen=True):
    """The quotation marks of a language."""

    outer: tuple[str, str]
    inner: tuple[str, str]
    """For a quotation inside another."""
    stops_inside: bool
    """Whether commas and full stops go inside a closing mark, and are left out after a question mark there."""

    def around(self, text: str) -> str:
        """A text in quotation marks, those that it holds itself made inner ones."""
        return f"{self.outer[0]}{self.inside(text)}{self.outer[1]}"

    def inside(self, text: str) -> str:
        """A text as it stands inside quotation marks of ours: its own are inner ones, whichever they were."""
        opened = False
        made: list[str] = []
        for char in text:
            if char == '"':
                made.append(self.inner[opened])
                opened = not opened
            elif char in _OPEN:
                made.append(self.inner[0])
            elif char in _CLOSE:
                made.append(self.inner[1])
            else:
                made.append("’" if char == "'" else char)
        return "".join(made)

    def set(self, text: str) -> str:
        """Straight quotation marks and apostrophes set as typographic ones."""
        opening, closing = self.outer
        text = re.sub(r'(^|[\s(\[—–-])"', rf"\1{opening}", text).replace('"', closing)
        return re.sub(rf"(^|[\s(\[{opening}—–-])'", r"\1‘", text).replace("'", "’")


class Dashes(Struct, frozen=True):
    """The dashes of a language."""

    parting: str
    """Between the parts of a sentence: what two hyphens stand for."""
    is_spaced: bool
    """Whether it stands between spaces; else a pair hugs what it encloses."""
    between: str
    """Between the numbers of a range."""
