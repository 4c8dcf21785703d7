"""A text of a file down to its characters, and how another value is written in its place with as many of them as can stay."""

from __future__ import annotations

import re
from itertools import pairwise

from msgspec import Struct

from briefing.mend.places import Place
from briefing.mend.styles import BLOCKS, ESCAPED_BREAK, STEP, Shape, encoded, header, is_text, joint, lead, natural, token
from briefing.mend.words import Word, cut
from briefing.mend.wrapping import Room, carried, width_of, wrapped
from briefing.source import Scalar
from briefing.source.scalars import end_of, offsets

HEADER = re.compile(r"([|>])([1-9]?)([-+]?)([1-9]?)([^\r\n]*)")
"""The first line of a block: style, indentation, chomping, indentation again, and perhaps a comment."""
_BELOW = re.compile(r"[ \t]*(?:#[^\n]*|\r)?\n((?:[ \t]*(?:#[^\n]*|\r)?\n)*)")
"""The blank lines and comments that follow a text."""


class Written(Struct, frozen=True):
    """A text as it is written."""

    place: Place
    scalar: Scalar
    raw: str
    words: tuple[Word, ...]
    spans: tuple[tuple[int, int], ...]
    """Where the words stand in `raw`; nothing where that cannot be told."""

    @classmethod
    def of(cls, place: Place) -> Written:
        scalar = place.node
        assert isinstance(scalar, Scalar)
        raw = scalar.file.text[scalar.start : scalar.end]
        words = cut(scalar.text, scalar.style)
        where = offsets(raw, scalar.style, scalar.text)
        ends = [(one.start, one.start + len(one.text) - 1) for one in words] if where else []
        spans = [(where[first], end_of(raw, where[last], scalar.style)) for first, last in ends] if where else []
        return cls(place, scalar, raw, words, tuple(spans))

    def styles(self, value: str) -> list[str]:
        """The styles to be tried for a value, its own before all others unless a person would take another."""
        own = self.scalar.style
        many = "\n" in self.raw
        no_block = self.place.in_brackets or self._would_swallow
        long = not no_block and (many or self._passes(value))
        ways = list(natural(value, long=long, in_brackets=no_block))
        if own in BLOCKS or many or not (long or ("\n" in value and own != "double")):
            ways = [own, *ways]
        bare = own == "plain" and (is_text(self.scalar.text) or self.scalar.is_null) and not is_text(value)
        return [style for style in ways if style != "plain" or (value and not bare)]

    def _passes(self, value: str) -> bool:
        """Whether the value makes its one line too long, and longer than it was."""
        length = self._column + len(encoded(value, self.scalar.style)) + 2 * (self.scalar.style != "plain")
        return length > max(self._width, self._column + len(self.raw))

    @property
    def _would_swallow(self) -> bool:
        """Whether comments or blanks follow that would be lines of the text if that were a block."""
        below = _BELOW.match(self.scalar.file.text, self.scalar.end)
        indent = " " * self._indent()
        return (
            self.scalar.style not in BLOCKS and below is not None and any(one.startswith(indent) for one in below[1].split("\n"))
        )

    @property
    def _column(self) -> int:
        return self.scalar.file.position(self.scalar.start)[1] - 1

    @property
    def _width(self) -> int:
        return width_of(self.scalar.file.text, self.scalar.start, self.scalar.end)

    def between(self, at: int) -> str:
        """What is written between the word before `at` and this one."""
        return self.raw[self.spans[at - 1][1] : self.spans[at][0]] if self.spans else ""

    def rewritten(self, value: str, style: str) -> str | None:
        """The value written in a style, with what of the old lines it still has; None where the style cannot hold it."""
        words, tail = cut(value, style), len(value) - len(value.rstrip("\n"))
        shape = self._shape(style, words, tail)
        if shape is None:
            return None
        starts = {0} | {at for at in range(1, len(self.words)) if "\n" in self.between(at)}
        hard = {at for at, word in enumerate(words) if at and word.joint != " " and style != "double"}
        lines = carried([one.text for one in self.words], starts, [one.text for one in words], hard)
        same = style == self.scalar.style
        origins = [origin if same and self.spans else None for origin in lines.origins]
        texts = [
            encoded(word.text, style) if origin is None else self.raw[slice(*self.spans[origin])]
            for word, origin in zip(words, origins, strict=True)
        ]
        soft = {at for at, word in enumerate(words) if at and word.joint == " "}
        room = Room(shape.indent if style in BLOCKS else self._column + (style != "plain"), shape.indent, self._width)
        breaks = wrapped(texts, lines, hard, room) & soft if self._wraps(style) else set()
        begins = same and bool(words and self.spans) and words[0].joint == self.words[0].joint
        body = [self._lead() if begins else lead(words, shape), *texts[:1]]
        for at, (before, word) in enumerate(pairwise(words), 1):
            anew = joint(before, word, shape, broken=at in breaks)
            body += [self._kept(origins[at - 1], origins[at], word.joint, anew), texts[at]]
        if style not in BLOCKS:
            ends = same and bool(words and self.spans) and tail == self._tail
            body.append(self._trail() if ends else ESCAPED_BREAK * tail)
        return token("".join(body), shape)

    @property
    def newline(self) -> str:
        """How lines end in the file."""
        return "\r\n" if "\r\n" in self.scalar.file.text else "\n"

    @property
    def _tail(self) -> int:
        return len(self.scalar.text) - len(self.scalar.text.rstrip("\n"))

    def _lead(self) -> str:
        """What stands before the first word, but for the indicators of the style."""
        match = HEADER.match(self.raw) if self.scalar.style in BLOCKS else None
        return self.raw[match.end() if match else self._mark : self.spans[0][0]]

    def _trail(self) -> str:
        """What stands after the last word, before a quotation mark."""
        return self.raw[self.spans[-1][1] : len(self.raw) - self._mark]

    @property
    def _mark(self) -> int:
        return int(self.scalar.style in ("single", "double"))

    def _kept(self, before: int | None, origin: int | None, joint: str, anew: str) -> str:
        """What stands between two words: what stood there, to the byte, where it does the same as what is written anew."""
        after = -1 if before is None else before + 1
        for at in (origin or -1, after):
            if 0 < at < len(self.words) and self.words[at].joint == joint:
                between = self.between(at)
                if between.count("\n") == anew.count("\n") or (joint != " " and self.scalar.style == "double"):
                    return between
        return anew

    def _wraps(self, style: str) -> bool:
        """Whether lines may be broken: a text between brackets or quotation marks stays on its one line if it had one."""
        return style == "folded" or (style != "literal" and "\n" in self.raw)

    def _shape(self, style: str, words: tuple[Word, ...], tail: int) -> Shape | None:
        if style not in BLOCKS:
            return Shape(style, self._indent(), self.newline)
        indent = self._indent()
        wanted = header(style, words, tail, indent - self.place.column)
        match = HEADER.match(self.raw) if self.scalar.style in BLOCKS else None
        if match is None or not words:
            return Shape(style, indent, self.newline, wanted) if wanted else None
        digit = match[2] or match[4] or "".join(filter(str.isdigit, wanted or ""))
        if tail == self._tail and self.words:
            chomping = match[3]
        elif wanted:
            chomping = "" if tail else "-"
        else:
            return None
        return Shape(style, indent, self.newline, f"{match[1]}{digit}{chomping}{match[5].rstrip()}")

    def _indent(self) -> int:
        """The spaces before the lines of the text: as they are, or a step deeper than what it belongs to."""
        if self.scalar.style in BLOCKS and self.spans:
            return self.spans[0][0] - self.raw.rfind("\n", 0, self.spans[0][0]) - 1
        second = re.search(r"\n([ \t]*)[^ \t\r\n]", self.raw) if self.scalar.style not in BLOCKS else None
        return len(second[1]) if second else self.place.column + STEP
