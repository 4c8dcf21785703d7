"""Bytes to text: UTF-8 only, and no character that cannot be printed or that hides what a text says."""

from __future__ import annotations

import re

from briefing.diagnostics import Diagnostic, Rule
from briefing.source import SourceFile

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
MOST_REPORTED = 10
"""The most characters that are reported one by one in a file, or in an escaped text; a wrong encoding may make thousands."""
REPLACEMENT = "\ufffd"

_NEVER = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff"
_IN_FILE = re.compile(rf"[{_NEVER}]|\r(?!\n)")
IN_VALUE = re.compile(rf"[{_NEVER}\r]")
"""What no value may hold: also what an escape such as `\\0` makes."""


def decode(path: str, data: bytes) -> tuple[SourceFile, list[Diagnostic]]:
    """The text of a file, without a byte order mark, and what is wrong with its characters.

    Bytes that are no UTF-8 and forbidden characters are replaced by U+FFFD, one for one, so that places stay true and the
    text can be shown safely.
    """
    data = data.removeprefix(BYTE_ORDER_MARK)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        shown = data.decode(errors="replace")
        file = SourceFile(path, _IN_FILE.sub(REPLACEMENT, shown))
        return file, [_bad_byte(file, data, error.start)]
    found = [(match.start(), match[0]) for match in _IN_FILE.finditer(text)]
    file = SourceFile(path, _IN_FILE.sub(REPLACEMENT, text) if found else text)
    return file, report(file, found)


def report(file: SourceFile, found: list[tuple[int, str]]) -> list[Diagnostic]:
    """Forbidden characters, each with its offset in the file; the first ones by name, the rest as a number."""
    reported = [unprintable(file, at, at + 1, char) for at, char in found[:MOST_REPORTED]]
    if len(found) > MOST_REPORTED:
        at, char = found[MOST_REPORTED - 1]
        rest = f"{len(found) - MOST_REPORTED} more such characters follow in this file"
        reported[-1] = unprintable(file, at, at + 1, char, rest)
    return reported


def unprintable(file: SourceFile, start: int, end: int, char: str, *more: str) -> Diagnostic:
    """A character that a text may not hold, written at `start` to `end`."""
    kind, hint = _describe(char)
    return Diagnostic(Rule.TEXT_IS_PRINTABLE, f"the text holds U+{ord(char):04X}, {kind}", file.span(start, end), (hint, *more))


def _describe(char: str) -> tuple[str, str]:
    copied = "remove it; such characters come with text copied from elsewhere"
    if char == "\r":
        return "a carriage return without a line feed", "end lines with a line feed, as editors do by themselves"
    if char in "\x85\u2028\u2029":
        return "an invisible line separator", "put a space or an ordinary line break in its place"
    if "\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069":
        return "an invisible character that turns the direction of text", copied
    if char == "\ufeff":
        return "an invisible byte order mark inside the text", copied
    if "\ud800" <= char <= "\udfff":
        return "half a character (a surrogate)", "write the character itself, or its whole code point as \\U and 8 digits"
    if char in "\ufffe\uffff" or ord(char) > 0x10FFFF:
        return "which is no character", copied
    return "a control character", copied


def _bad_byte(file: SourceFile, data: bytes, at: int) -> Diagnostic:
    byte = data[at]
    offset = len(data[:at].decode())
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        hints = ["the file looks like UTF-16: save it as UTF-8"]
    else:
        hints = ["save the file as UTF-8"]
        looks_like = bytes([byte]).decode("cp1252", errors="ignore")
        if looks_like.isprintable() and looks_like:
            hints.append(f"in Windows-1252 (Latin-1) this byte is `{looks_like}`: the file was probably saved in it")
    return Diagnostic(Rule.FILE_IS_UTF8, f"the byte 0x{byte:02X} is no UTF-8", file.span(offset, offset + 1), tuple(hints))
