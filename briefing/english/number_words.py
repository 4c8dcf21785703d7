"""The words that numbers are written with, and a numeral that has been read."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from msgspec import Struct

Form = Literal["digits", "words", "vague", "fraction", "ordinal"]
"""How a numeral is written; "vague" is a plural like `dozens`, or `several hundred`."""


class Numeral(Struct, frozen=True):
    """A numeral in a text, without what stands before or after it; its end is exclusive."""

    start: int
    end: int
    mantissa: Decimal
    """The number without its last scale word: 740 in `740 million`."""
    scale: Decimal
    form: Form


def numbered(words: str, first: int = 1, step: int = 1) -> dict[str, int]:
    """The words of a string with their numbers."""
    return {word: first + step * place for place, word in enumerate(words.split())}


def part(above: int, below: int) -> Decimal:
    """A fraction as a number, to six places."""
    return (Decimal(above) / below).quantize(Decimal("0.000001"))


SMALL = numbered(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen",
    0,
)
TENS = numbered("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)
SCALES = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12}
VAGUE = {f"{word}s": value for word, value in SCALES.items()}
ORDINALS = {
    **numbered(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
        "sixteenth seventeenth eighteenth nineteenth"
    ),
    **{f"{word.removesuffix('y')}ieth": value for word, value in TENS.items()},
    "hundredth": 100,
}
"""Ordinal words of one part."""
PARTS = {"half": 2, "quarter": 4} | {word: value for word, value in ORDINALS.items() if 3 <= value <= 10}
VULGAR = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.333333", "⅔": "0.666667", "⅕": "0.2", "⅛": "0.125", "⅜": "0.375"}

NUMBER_WORDS = frozenset({*SMALL, *TENS, *SCALES, *VAGUE, "tens", *ORDINALS, *PARTS, *(f"{word}s" for word in PARTS)})
"""A text that has none of these and no figure has no numeral."""

DIGIT = re.compile(f"[0-9{''.join(VULGAR)}]")
"""A figure, or a fraction that is one character."""
