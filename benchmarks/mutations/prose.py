"""Running text: its sentences, its citations, and words as they can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple


class Target(NamedTuple):
    """A name inside of a citation: where it stands in the text, without its @."""

    fact: str
    claim: str
    start: int
    end: int


class Citation(NamedTuple):
    """[@a; @b/c], with its place in the text."""

    start: int
    end: int
    targets: tuple[Target, ...]


_BRACKET = re.compile(r"\[@[^\]]*\]")
_TARGET = re.compile(r"@([a-z0-9-]+)(?:/([a-z0-9-]+))?")
_SENTENCE_END = re.compile(r"[.?!][”’)]?(?=\s+[A-Z“]|$)")


@cache
def citations(text: str) -> tuple[Citation, ...]:
    """The citations of a text."""
    return tuple(
        Citation(
            bracket.start(),
            bracket.end(),
            tuple(
                Target(one[1], one[2] or "", bracket.start() + one.start() + 1, bracket.start() + one.end())
                for one in _TARGET.finditer(bracket[0])
            ),
        )
        for bracket in _BRACKET.finditer(text)
    )


def without_citations(text: str) -> str:
    """The words that a reader reads."""
    return _BRACKET.sub("", text)


def outside_citations(text: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Matches in the words that a reader reads."""
    taken = [(one.start, one.end) for one in citations(text)]
    return (match for match in pattern.finditer(text) if not any(start <= match.start() < end for start, end in taken))


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends."""
    at = 0
    for match in _SENTENCE_END.finditer(text):
        yield at, match.end()
        at = match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip())
    if at < len(text):
        yield at, len(text)


def plain(text: str) -> str:
    """Text in lower case, with the plainest quotation marks, dashes, dots and spaces."""
    for signs, sign in ("‘’", "'"), ("“”", '"'), ("–—", "-"), ("…", "..."):
        for other in signs:
            text = text.replace(other, sign)
    return re.sub(r"[ \t\xa0]+", " ", text).lower()
