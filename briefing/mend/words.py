"""A text cut into words: the places where a line of it may end, and those where it had better not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

_LINE = re.compile(r"[^\n]+")
_SPACE = re.compile(r"(?<=[^ \t]) (?=[^ \t])")
_LAST_SPACE = re.compile(r"(?<=[^\t]) (?=[^ \t])")
"""Where a line of a folded block may end: spaces at its end are part of the text there."""
_ENDS_SENTENCE = re.compile(r"(?:[a-z]{2}|\d|[\])”’\"'%…])[.!?][”’\"')\]*_]*$|[.!?][”’\"')*_]*\]$")
_BEGINS_SENTENCE = re.compile(r"[“‘\"'(\[*_]*[A-Z\d]")


class Word(Struct, frozen=True):
    """What no line break may cut in two. More spaces than one belong to the word, and so do those at an end of a line."""

    text: str
    start: int
    """Its offset in the value."""
    joint: str
    """What stands before it: a space, or the line breaks that the value itself has; nothing before the first word."""


def cut(value: str, style: str) -> tuple[Word, ...]:
    """The words of a value. Line breaks at its end belong to none; a literal text has whole lines for words."""
    words: list[Word] = []
    last = 0
    space = _LAST_SPACE if style == "folded" else _SPACE
    for line in _LINE.finditer(value):
        whole = style == "literal" or (style == "folded" and line[0][0] in " \t")
        at = line.start()
        joint = value[last:at]
        for piece in [line[0]] if whole else space.split(line[0]):
            words.append(Word(piece, at, joint))
            at, joint = at + len(piece) + 1, " "
        last = line.end()
    return tuple(words)


def begins_sentence(before: str, word: str) -> bool:
    """Whether a sentence most likely ends with one word and another begins with the next. Only the look hangs on it."""
    return bool(_ENDS_SENTENCE.search(before) and _BEGINS_SENTENCE.match(word))


def inside_citations(words: Sequence[str], room: int) -> set[int]:
    """The words before which a line break would cut a citation `[@a; @b]` in two that fits on a line of `room` characters."""
    inside: set[int] = set()
    first = -1
    for at, word in enumerate(words):
        if first < 0 and "[@" in word and "]" not in word.rpartition("[@")[2]:
            first = at
        elif first >= 0 and "]" in word:
            if len(" ".join(words[first : at + 1])) <= room:
                inside.update(range(first + 1, at + 1))
            first = -1
    return inside
