"""Numbers: digits, words, percentages, millions for billions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from random import Random

from benchmarks.mutations.brief import Brief
from benchmarks.mutations.edits import Fault, change
from benchmarks.mutations.kind import MANY, Table
from benchmarks.mutations.kinds.dates import DATE
from benchmarks.mutations.prose import outside_citations
from benchmarks.mutations.sheets import Scalar
from benchmarks.mutations.written import by_hand, written

TABLE = Table()

_NUMBER = re.compile(r"\d+:\d\d|\d(?:[\d,]*\d)?")
_PERCENT = re.compile(r"\b(\d+)(?= per cent|%)")
_PERCENTAGES = ("25", "30", "70")
"""The percentages of the brief."""
_SCALES = ("{million|billion}", "{mn|bn} annually")
_OTHER_WORDS = {
    "two": ("three", "four"),
    "three": ("two", "four", "five"),
    "four": ("five",),
    "five": ("six", "four"),
    "seven": ("nine", "eight"),
    "first": ("second", "third"),
    "second": ("third",),
}
NUMBER_WORD = re.compile(rf"\b({'|'.join(_OTHER_WORDS)})\b(?! Lady| step)", re.IGNORECASE)


def other_word(word: str, random: Random) -> str:
    """Another number for a number in words."""
    new = random.choice(_OTHER_WORDS[word.lower()])
    return new.capitalize() if word[0].isupper() else new


def wrong_numbers(number: str, random: Random) -> list[str]:
    """A number with one digit changed, two exchanged, one left out or one too many; never the same number rounded."""
    if ":" in number:
        return random.sample(["10:00", "11:30", "12:00", "11:10", "9:00"], 3)
    digits = number.replace(",", "")
    at = random.randrange(len(digits))
    other = random.choice([sign for sign in "123456789" if sign != digits[at]])
    found = {digits[:at] + other + digits[at + 1 :]}
    found |= {
        digits[:a] + digits[b] + digits[a] + digits[b + 1 :] for a, b in pairwise(range(len(digits))) if digits[a] != digits[b]
    }
    if len(digits) > 1:
        found |= {digits[:-1], digits + "0"}
    value = int(digits)
    rounded = {value} | {round(value, -places) for places in range(1, len(digits))}
    fit = sorted(one for one in found if one[0] != "0" and int(one) not in rounded)
    return [f"{int(one):,}" if "," in number else one for one in random.sample(fit, min(3, len(fit)))]


def _numbers(scalars: Iterable[Scalar], pattern: re.Pattern[str], random: Random) -> Iterator[Fault]:
    for scalar in scalars:
        for match in outside_citations(scalar.value, pattern):
            for new in wrong_numbers(match[0], random):
                yield change(scalar, (match.start(), match.end(), new))


@TABLE.kind("claim-digit", MANY)
def _claim_digit(brief: Brief, random: Random) -> Iterator[Fault]:
    return _numbers((one.texts["value"] for one in brief.claims if one.texts["value"].style != '"'), _NUMBER, random)


@TABLE.kind("quote-digit", MANY)
def _quote_digit(brief: Brief, random: Random) -> Iterator[Fault]:
    for claim in brief.claims:
        for fault in _numbers([claim.texts["quote"]], _NUMBER, random):
            if not brief.holds(claim.get("source"), fault.expected[0][2]):
                yield fault


@TABLE.kind("prose-digit", MANY)
def _prose_digit(brief: Brief, random: Random) -> Iterator[Fault]:
    for scalar in brief.prose:
        others = [match.span() for pattern in (DATE, _PERCENT) for match in pattern.finditer(scalar.value)]
        for match in outside_citations(scalar.value, _NUMBER):
            if not any(start <= match.start() < end for start, end in others):
                for new in wrong_numbers(match[0], random):
                    yield change(scalar, (match.start(), match.end(), new))


@TABLE.kind("prose-word-number", MANY)
def _prose_word_number(brief: Brief, random: Random) -> Iterator[Fault]:
    yield from by_hand(written("prose-word-number"), brief.prose)
    for scalar in brief.prose:
        for match in outside_citations(scalar.value, NUMBER_WORD):
            yield change(scalar, (match.start(), match.end(), other_word(match[0], random)))


@TABLE.kind("prose-percent")
def _prose_percent(brief: Brief, random: Random) -> Iterator[Fault]:
    yield from _numbers(brief.prose, _PERCENT, random)
    for scalar in brief.prose:
        for match in outside_citations(scalar.value, _PERCENT):
            for other in _PERCENTAGES:
                if other != match[1]:
                    yield change(scalar, (match.start(), match.end(), other))


@TABLE.kind("scale")
def _scale(brief: Brief, _: Random) -> Iterator[Fault]:
    yield from by_hand(written("scale"), brief.prose)
    for claim in brief.claims:
        value = claim.texts["value"]
        if value.style is None and value.value.isdigit() and int(value.value) >= 1000:
            yield change(value, (len(value.value), len(value.value), "000"))
            if value.value.endswith("000"):
                yield change(value, (len(value.value) - 3, len(value.value), ""))
        yield from by_hand(_SCALES, [claim.texts["quote"]])
