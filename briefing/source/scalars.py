"""Where each character of a YAML scalar's value stands in the file.

A folded text loses its line breaks and its indentation, a quoted one its escapes; a finding in the third line of a long
paragraph must still point at its word, and an edit must land on it. The rules are those of YAML 1.1 as libyaml and PyYAML
apply them (YAML 1.2 agrees for all that is printable); what is found is compared with the value, and given up if it differs.
"""

from __future__ import annotations

import re

from msgspec import Struct, field

_BREAK = re.compile(r"\r\n|\r|\n")
_BLANKS = re.compile(r"[ \t\r\n]*")
_ORDINARY = re.compile(r"[^ \t\r\n'\\]+")
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))")
_HEADER = re.compile(r"[|>](?:[1-9]?([-+]?)|([-+])[1-9])[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n|$)")
_ESCAPED = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b", " ": " ",
    '"': '"', "'": "'", "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip


def offsets(raw: str, style: str, value: str) -> tuple[int, ...] | None:
    """For each character of `value`, its offset in `raw`, the token as written; None where the two do not agree.

    `raw` runs from the quotation mark or block indicator to the end of the last text line; `style` is `plain`, `single`,
    `double`, `literal` or `folded`. A character written as an escape stands at its backslash, the space of a folded line at
    the line break, a kept line break at itself. The line breaks that end a block scalar may lie beyond `raw`: they stand at
    its length.
    """
    if style in ("literal", "folded"):
        read = _block(raw, style == "folded", value)
    elif style == "plain":
        read = _flow(raw, 0, len(raw), style)
    elif len(raw) >= 2 and raw[0] == raw[-1] == ("'" if style == "single" else '"'):
        read = _flow(raw, 1, len(raw) - 1, style)
    else:
        read = None
    return tuple(read.where) if read is not None and "".join(read.pieces) == value else None


def end_of(raw: str, at: int, style: str) -> int:
    """The end of the one character that is written at `at`: two for `''`, more for an escape."""
    if style == "single" and raw[at] == "'":
        return at + 2
    escape = _ESCAPE.match(raw, at) if style == "double" else None
    return escape.end() if escape else at + 1


class _Read(Struct):
    """The characters read so far, and where they stand."""

    pieces: list[str] = field(default_factory=list)
    where: list[int] = field(default_factory=list)

    def run(self, raw: str, start: int, end: int) -> None:
        """Characters that stand as they are written."""
        self.pieces.append(raw[start:end])
        self.where.extend(range(start, end))

    def one(self, char: str, at: int) -> None:
        """A character that is written otherwise."""
        self.pieces.append(char)
        self.where.append(at)


def _flow(raw: str, at: int, end: int, style: str) -> _Read | None:
    """Plain and quoted texts, from `at` up to `end`."""
    read = _Read()
    while at < end:
        char = raw[at]
        if char in " \t\r\n":
            at = _blanks(read, raw, at, end)
        elif char == "'" and style == "single":
            read.one("'", at)
            at += 2
        elif char == "\\" and style == "double":
            after = _escape(read, raw, at, end)
            if after is None:
                return None
            at = after
        else:
            ordinary = _ORDINARY.match(raw, at, end)
            after = ordinary.end() if ordinary else at + 1
            read.run(raw, at, after)
            at = after
    return read


def _blanks(read: _Read, raw: str, at: int, end: int, *, escaped: bool = False) -> int:
    """Blanks between words: as they are, or folded where there is a line break among them. The offset after them.

    One break is a space, n of them are n - 1 breaks; after an `escaped` break they are n.
    """
    match = _BLANKS.match(raw, at, end)
    after = match.end() if match else at
    breaks = [one.start() for one in _BREAK.finditer(raw, at, after)]
    if not breaks and not escaped:
        read.run(raw, at, after)
    elif len(breaks) == 1 and not escaped:
        read.one(" ", breaks[0])
    else:
        for one in breaks if escaped else breaks[1:]:
            read.one("\n", one)
    return after


def _escape(read: _Read, raw: str, at: int, end: int) -> int | None:
    """The escape at `at`: the offset after it, or None where YAML knows no such escape."""
    line_end = _BREAK.match(raw, at + 1, end)
    if line_end:
        return _blanks(read, raw, line_end.end(), end, escaped=True)
    match = _ESCAPE.match(raw, at, end)
    if not match:
        return None
    code, letter = match[1] or match[2] or match[3], match[4]
    number = int(code, 16) if code else -1
    char = chr(number) if 0 <= number <= 0x10FFFF else _ESCAPED.get(letter)
    if char is None:
        return None
    read.one(char, at)
    return match.end()


class _Line(Struct, frozen=True):
    """A line of a block scalar: where it starts, where its text ends, and where its line break is."""

    start: int
    end: int

    def text(self, raw: str, indent: int) -> int:
        """Where the text begins after the indentation; the line's end where it is blank."""
        at = self.start
        while at < self.end and at - self.start < indent and raw[at] == " ":
            at += 1
        return at


def _block(raw: str, folded: bool, value: str) -> _Read | None:
    header = _HEADER.match(raw)
    if not header:
        return None
    lines = _lines(raw, header.end())
    indent = _indentation([raw[line.start : line.end] for line in lines], value)
    read, last = _Read(), -1
    more_indented = False
    blank_lines: list[int] = []
    for number, line in enumerate(lines):
        start = line.text(raw, indent)
        if start == line.end:
            blank_lines.append(line.end)
            continue
        begins_blank = raw[start] in " \t"
        if last >= 0:
            if not folded or more_indented or begins_blank:
                read.one("\n", lines[last].end)
            elif not blank_lines:
                read.one(" ", lines[last].end)
        for one in blank_lines:
            read.one("\n", one)
        read.run(raw, start, line.end)
        more_indented, last = begins_blank, number
        blank_lines = []
    return _with_final_breaks(read, raw, value, header[1] or header[2] or "", [line.end for line in lines[max(last, 0) :]])


def _lines(raw: str, at: int) -> list[_Line]:
    lines = []
    for one in _BREAK.finditer(raw, at):
        lines.append(_Line(at, one.start()))
        at = one.end()
    if at < len(raw):
        lines.append(_Line(at, len(raw)))
    return lines


def _indentation(lines: list[str], value: str) -> int:
    """The spaces that are not text: what the first line with text has more in the file than in the value."""
    shown = value.split("\n")
    written = next((line for line in lines if line.strip(" ")), None)
    if written is None:
        return max(map(len, lines), default=0) - max(map(len, shown), default=0)
    kept = next((line for line in shown if line.strip(" ")), "")
    return _leading(written) - _leading(kept)


def _leading(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _with_final_breaks(read: _Read, raw: str, value: str, chomping: str, breaks: list[int]) -> _Read | None:
    """The line breaks after the last text line: none, one or all, as the header says."""
    text = sum(map(len, read.pieces))
    count = len(value) - text
    if count < 0 or value[text:] != "\n" * count or count > {"-": 0, "": 1}.get(chomping, count):
        return None
    for number in range(count):
        read.one("\n", breaks[number] if number < len(breaks) else len(raw))
    return read
