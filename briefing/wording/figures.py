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
_SIGN = r"(?:[A-Z]{0,3}[$€£]\s*)?"
"""The sign of a currency before a number."""
_DASH = re.compile(f"[–-]{_SIGN}")
_MAY_BE_A_YEAR = re.compile(r"\d{4}")
_BEFORE = 40
"""Characters before a number in which the words stand that belong to it."""


class Written(Struct, frozen=True):
    """A number as it is written."""

    start: int
    end: int
    amounts: frozenset[Decimal]
    """What it may mean, multiplied by the word after it, or after the range that it opens: `380 a 520 mil millones`."""
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
    found = list(_NUMBER.finditer(text))
    for match, following in zip(found, [*found[1:], None], strict=False):
        read = frozenset(amount for point in points for amount in _readings(match[0], point))
        if not read:
            continue
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        scales = _scales(text, match, following, known)
        yield Written(
            *match.span(),
            frozenset(amount * scale for amount in read for scale in scales),
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


def _scales(text: str, one: re.Match[str], following: re.Match[str] | None, known: Wording | None) -> set[int]:
    """What may multiply a number: the word after it, or the one after the end of a range that it opens."""
    if known is None:
        return {1}
    own = _scale(text[one.end() :], known)
    if own != 1 or following is None or not _opens_range(text, one, following, known):
        return {own}
    shared = _scale(text[following.end() :], known)
    return {own, shared} if _MAY_BE_A_YEAR.fullmatch(one[0]) else {shared}


def _scale(after: str, known: Wording) -> int:
    words = known.reading.scales
    match = re.match(rf"[{_SPACE}]({'|'.join(sorted(words, key=len, reverse=True))})\b", after, re.IGNORECASE)
    return words[match[1].lower()] if match else 1


def _opens_range(text: str, one: re.Match[str], other: re.Match[str], known: Wording) -> bool:
    """Whether two numbers are the ends of one range: `entre 380 y 520`, `de 380 a 520`, `380–520`."""
    between = text[one.end() : other.start()]
    if _DASH.fullmatch(between):
        return True
    before = text[max(0, one.start() - _BEFORE) : one.start()]
    return any(
        _stands(opening, before) and re.fullmatch(rf"\s+{middle}\s+{_SIGN}", between, re.IGNORECASE)
        for opening, middle in known.reading.ranges
    )


def _bound(patterns: Mapping[str, str], before: str) -> str:
    """The bound that the words before a number set: the most of them, so that `no más de` is not `más de`."""
    found = {name: _words_before(pattern, before) for name, pattern in patterns.items()}
    starts = {match.start(): name for name, match in found.items() if match}
    return starts[min(starts)] if starts else "exact"


def _stands(pattern: str, before: str) -> bool:
    return bool(pattern) and _words_before(pattern, before) is not None


def _words_before(pattern: str, before: str) -> re.Match[str] | None:
    """The words of a pattern right before a number, or before the sign of its currency."""
    return re.search(rf"\b{pattern}\s+{_SIGN}$", before, re.IGNORECASE)
