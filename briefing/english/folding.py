"""Folded text, in which all readers of this room read, and what they ask of it.

It is as long as the original, so that places are the same in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_TYPOGRAPHIC = {
    **dict.fromkeys("‘’‚‛′´`ʼ", "'"),
    **dict.fromkeys("‐‑‒–−", "-"),
    **dict.fromkeys("\u2007\u2009\u200a\u202f", "\u00a0"),
}
_TYPOGRAPHY = re.compile(f"[{''.join(_TYPOGRAPHIC)}]")


def fold(text: str) -> str:
    """In lower case; hyphens, minus signs and en dashes alike, thin spaces as U+00A0. As long as it was.

    The dash that only ever parts words (—) is kept.
    """
    low = text.lower()
    if len(low) != len(text):
        low = "".join(lower if len(lower := char.lower()) == 1 else char for char in text)
    return _TYPOGRAPHY.sub(lambda match: _TYPOGRAPHIC[match[0]], low)


class Taken:
    """Which characters of a text are part of something that has been read already."""

    def __init__(self, length: int) -> None:
        self._marks = bytearray(length)

    def is_free(self, start: int, end: int) -> bool:
        """Whether nothing has taken any of these characters."""
        return self._marks.find(1, start, end) < 0

    def take(self, start: int, end: int) -> None:
        """Let nothing else be read here."""
        self._marks[start:end] = b"\1" * (end - start)


WORD = re.compile(r"[a-z]+")
"""A run of plain letters in folded text."""

BEGINS_SENTENCE = re.compile(r"(?:\A|[.;:!?—\n\"“(])\s*\Z")
"""What stands before the first word of a sentence, or of what is quoted or in brackets."""

NOTHING_COUNTED = re.compile(r"\s*(?:[.,;:!?)\]\ufffc—]|\Z)|\s+(?:in|on|from|since|to|by|between|after|before|and|or|but)\b")
"""What follows a number that counts nothing."""


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


def word_before(low: str, place: int) -> str:
    """The word that ends before a place with nothing but space between; empty where there is none."""
    before = low[max(0, place - 24) : place]
    bare = before.rstrip()
    return "" if len(bare) == len(before) else bare[len(bare.rstrip("abcdefghijklmnopqrstuvwxyz'")) :]
