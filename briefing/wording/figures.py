"""Numbers that a text writes in digits, read by the separators of its language. English is read far better in its own room."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from msgspec import Struct

from briefing.wording import LANGUAGES, Wording, language, wording

_SPACE = "\u00a0\u202f\u2009 "
_NUMBER = re.compile(rf"(?<![\w:.,])(?:\d{{1,3}}(?:[{_SPACE}]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*)(?!\w|:\d|\.?[ºª°])")
"""Not what is part of a word (`G20`), of a time of day, or an ordinal."""
_BEFORE = 40
"""Characters before a number in which the words stand that belong to it."""


class Written(Struct, frozen=True):
    """A number as it is written."""

    start: int
    end: int
    amounts: frozenset[Decimal]
    """What it may mean, multiplied by the word after it: `740 millones`, `740 mil millones`."""
    is_name: bool
    """Whether it only names something: `artículo 114`."""
    bound: str
    """`approx`, `min` or `max`, where the words before it say so; else `exact`."""
    is_strict: bool
    """Whether the number itself is left out: `more than`."""


def figures(text: str, tag: str) -> tuple[Written, ...]:
    """The numbers of a text in the language of a tag. Where the program knows nothing of it, either separator is tried."""
    known = wording(tag) if language(tag) in LANGUAGES else None
    points = known.separators[:1] if known else (".", ",")
    return tuple(_figures(text, known, points))


def _figures(text: str, known: Wording | None, points: tuple[str, ...]) -> Iterator[Written]:
    for match in _NUMBER.finditer(text):
        read = frozenset(amount for point in points for amount in _readings(match[0], point))
        if not read:
            continue
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        scale = _scale(text[match.end() :], known)
        yield Written(
            *match.span(),
            frozenset(amount * scale for amount in read),
            _stands(known.reading.references if known else "", before),
            _bound(known.reading.roundings if known else {}, before),
            _stands(known.reading.strictly if known else "", before),
        )


def _readings(written: str, decimal: str) -> Iterator[Decimal]:
    """A number by the decimal mark of a language; where it cannot be that, by the other one. None for `3.2.1`."""
    solid = re.sub(f"[{_SPACE}]", "", written)
    other = "," if decimal == "." else "."
    for point, comma in ((decimal, other), (other, decimal)):
        if re.fullmatch(rf"\d+(?:\{point}\d+)?|\d{{1,3}}(?:\{comma}\d{{3}})+(?:\{point}\d+)?", solid):
            yield Decimal(solid.replace(comma, "").replace(point, "."))
            return


def _scale(after: str, known: Wording | None) -> int:
    words = known.reading.scales if known else {}
    longest = sorted(words, key=len, reverse=True)
    match = re.match(rf"[{_SPACE}]({'|'.join(longest)})\b", after, re.IGNORECASE) if longest else None
    return words[match[1].lower()] if match else 1


def _bound(patterns: Mapping[str, str], before: str) -> str:
    """The bound that the words before a number set: the most of them, so that `no más de` is not `más de`."""
    found = {name: _words_before(pattern, before) for name, pattern in patterns.items()}
    starts = {match.start(): name for name, match in found.items() if match}
    return starts[min(starts)] if starts else "exact"


def _stands(pattern: str, before: str) -> bool:
    return bool(pattern) and _words_before(pattern, before) is not None


def _words_before(pattern: str, before: str) -> re.Match[str] | None:
    """The words of a pattern right before a number, or before the sign of its currency."""
    return re.search(rf"\b{pattern}\s+(?:[A-Z]{{0,3}}[$€£]\s*)?$", before, re.IGNORECASE)
