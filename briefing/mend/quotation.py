"""Quotation marks and apostrophes as a language sets them: which of its pairs, by how deep a quotation lies.

English has no pair in which a single mark could not be an apostrophe too, so that its single marks are told one by one; in other
languages they open and close as double ones do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct, field

from briefing.wording import Marks, Wording, language

OBJECT = "\ufffc"
"""Stands for a citation among the characters of a run."""

Found = Iterator[tuple[int, int, str, str]]
"""Positions in a run, what should stand there, and the message."""

_SINGLE = ("‘", "’")
_OPENING, _CLOSING, _JOINING = "([{“‘«¿¡", ")]}”’».,;:!?…", "–—-/"


def _side(chars: list[str], at: int) -> int:
    """Whether a quotation mark opens (1) or closes (-1), by what stands around it; 0 where that cannot be told."""
    before = chars[at - 1] if at else " "
    after = next((char for char in chars[at + 1 : at + 4] if char not in "\"'"), " ")
    if before.isspace() and after.isspace():
        return 0
    if before.isspace() or before in _OPENING:
        return 1
    if after.isspace() or after in _CLOSING or after == OBJECT:
        return -1
    if before in _JOINING or after in "¿¡«":
        return 1
    if after in _JOINING or before in _CLOSING:
        return -1
    return after.isalnum() - before.isalnum()


def _told(at: int, mark: str, straight: str) -> tuple[int, int, str, str]:
    return at, at + 1, mark, f"the straight `{straight}` should be `{mark}`"


# In pairs ----------------------------------------------------------------------------------------------------------------


def pairs(text: str, spoken: Wording) -> Found:
    """All marks of a run that come in pairs, or none: where one of them is without the other, one was misread."""
    levels = _levels(spoken.marks, with_single=language(spoken.tag) != "en")
    straight = "\"'" if _SINGLE in levels else '"'
    chars, reading = list(text), _Reading(levels)
    found: list[tuple[int, int, str, str]] = []
    for at, char in enumerate(text):
        if (char not in straight and not any(char in pair for pair in levels)) or _joins(text, at):
            continue
        if char in straight:
            side = _side(chars, at)
            mark = reading.opened(char) if side == 1 else reading.closed(char) if side == -1 else ""
            found.append(_told(at, mark, char))
            chars[at] = mark
        else:
            mark = reading.met(char)
        if not mark:
            return
    if not reading.open:
        yield from found


def _levels(marks: Marks, *, with_single: bool) -> tuple[tuple[str, str], ...]:
    """The pairs of a language, the outermost first; of those that are no apostrophes all, of the others the last."""
    double = tuple(pair for pair in (marks.outer, marks.inner) if pair != _SINGLE)
    return (*double, _SINGLE) if with_single else double


def _joins(text: str, at: int) -> bool:
    """Whether a single mark is an apostrophe between letters."""
    return text[at] in "'’" and text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalpha()


class _Reading(Struct):
    """The quotations that are open at a place; each method gives the mark to be set there, or nothing where none fits."""

    levels: tuple[tuple[str, str], ...]
    open: list[tuple[int, str]] = field(default_factory=list)
    """Its level, and the mark that it was written with."""

    def opened(self, char: str) -> str:
        """A straight mark that opens: as deep as it lies; a single one within nothing stays single."""
        deeper = max((level for level, _ in self.open), default=-1) + 1
        level = len(self.levels) - 1 if char == "'" and not self.open else deeper
        if level >= len(self.levels) or (char == '"' and self.levels[level] == _SINGLE):
            return ""
        self.open.append((level, char))
        return self.levels[level][0]

    def closed(self, char: str) -> str:
        """A straight mark that closes: the last that was opened, if that was written alike."""
        if not self.open:
            return ""
        level, written = self.open.pop()
        alike = {char, _SINGLE[0]} if char == "'" else {char, *(pair[0] for pair in self.levels if pair != _SINGLE)}
        return self.levels[level][1] if written in alike else ""

    def met(self, char: str) -> str:
        """A mark that is set already."""
        level = next(at for at, pair in enumerate(self.levels) if char in pair)
        if char == self.levels[level][0]:
            if level in (one for one, _ in self.open):
                return ""
            self.open.append((level, char))
            return char
        if self.open and self.open[-1][0] == level:
            self.open.pop()
            return char
        return char if char == _SINGLE[1] else ""  # at the end of a word: `pa’`


# Apostrophes -------------------------------------------------------------------------------------------------------------

_STRAIGHT_OR_NOT = re.compile("['‘’]")
_CLOSING_SINGLE = re.compile(r"(?<=\S)['’](?!\w)")
_ELISION = re.compile(r"'(?:\d0s\b|\d\d\b|(?:tis|twas|twere|em|til|cause|round|bout|n)\b)", re.IGNORECASE)


def apostrophes(text: str, spoken: Wording) -> Found:
    """Apostrophes between letters; in English all single marks."""
    if language(spoken.tag) == "en":
        yield from _english(text)
        return
    for at, char in enumerate(text):
        if char == "'" and _joins(text, at):
            yield _told(at, "’", char)


def _english(text: str) -> Found:
    chars = list(text)
    last = max((match.start() for match in _CLOSING_SINGLE.finditer(text)), default=-1)
    is_open = False
    for match in _STRAIGHT_OR_NOT.finditer(text):
        at, mark = match.start(), match[0]
        if mark == "'":
            mark = _single(text, chars, at, is_open=is_open, may_open=at + 1 < last)
        if mark:
            is_open = mark == "‘" or (is_open and chars[at + 1 : at + 2] != [] and chars[at + 1].isalnum())
        if mark and match[0] == "'":
            chars[at] = mark
            yield _told(at, mark, "'")


def _single(text: str, chars: list[str], at: int, *, is_open: bool, may_open: bool) -> str:
    """What a straight single mark should be; empty where that cannot be told."""
    before, after = chars[at - 1] if at else " ", text[at + 1 : at + 2] or " "
    if before.isalnum() and after.isalpha():
        return "’"
    if before in "\"'" or after == "'" or (before.isdigit() and not is_open):
        return ""  # feet and minutes, or something that is not understood
    if not before.isalnum() and _ELISION.match(text, at):
        return "’"
    side = _side(chars, at)
    if side == -1:
        return "’"
    return "‘" if side == 1 and may_open else ""
