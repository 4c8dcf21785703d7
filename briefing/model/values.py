"""Typed values: number, money, percentage, duration, date at any precision, words.

Each is read from a claim's `value` and `unit` as written; nothing is guessed from prose.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import total_ordering

from msgspec import Struct

CURRENCIES = frozenset({"USD", "EUR", "GBP", "COP", "CHF", "JPY", "CNY", "BRL", "MXN", "CAD", "AUD"})
"""ISO 4217 codes that make a number an amount of money."""

TIME_UNITS = frozenset(
    {"seconds", "minutes", "hours", "days", "weeks", "months", "quarters", "years", "decades", "centuries"}
    | {"second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade", "century"}
)
"""Units that make a number a duration."""

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d+)?|\.\d+)")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_TWO_YEARS = re.compile(r"\d{4}(?:-(?:1[3-9]|[2-9]\d)|–\d\d)")
_DATE_LIKE = re.compile(r"\d{4}-\d+(?:-\d+)?|\d+/\d+/\d+")


@total_ordering
class PartialDate(Struct, frozen=True):
    """A date known to the year, the month or the day (ISO 8601, reduced precision). Ordered by its earliest day."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read `2026`, `2026-02` or `2026-02-03`. Raises ValueError for anything else and for days that do not exist."""
        match = _DATE.fullmatch(text)
        if not match:
            raise ValueError("dates are written 2026-02-03, 2026-02 or 2026")
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        try:
            date(year, 1 if month is None else month, 1 if day is None else day)
        except ValueError as error:
            raise ValueError(f"there is no such date: {error}") from None
        return cls(year, month, day)

    def __lt__(self, other: PartialDate) -> bool:
        return self._key < other._key

    def begins_after(self, other: PartialDate) -> bool:
        """Whether it lies wholly after the other, at the precision that both have: 2026-02-10 is not after 2026-02."""
        mine, theirs = (self.year, self.month, self.day), (other.year, other.month, other.day)
        for one, another in zip(mine, theirs, strict=True):
            if one is None or another is None or one != another:
                return one is not None and another is not None and one > another
        return False

    @property
    def _key(self) -> tuple[int, int, int]:
        return self.year, self.month or 0, self.day or 0

    @property
    def words(self) -> str:
        """`3 February 2026`, `February 2026` or `2026`."""
        parts = (str(self.day or ""), MONTHS[self.month - 1] if self.month else "", str(self.year))
        return " ".join(part for part in parts if part)

    def __str__(self) -> str:
        return "-".join(f"{part:02}" for part in (self.year, self.month, self.day) if part is not None)


class Number(Struct, frozen=True):
    amount: Decimal
    unit: str
    """As the claim names it; empty for a bare number."""


class Percent(Struct, frozen=True):
    amount: Decimal


class Money(Struct, frozen=True):
    amount: Decimal
    currency: str
    """ISO 4217."""


class Duration(Struct, frozen=True):
    amount: Decimal
    unit: str


class Day(Struct, frozen=True):
    date: PartialDate


class Words(Struct, frozen=True):
    text: str


Value = Number | Percent | Money | Duration | Day | Words


def typed(text: str, unit: str | None, *, quoted: bool) -> Value:
    """The value of a claim. A quoted `"2024"` is a year, a bare 2024 a number.

    A season or a financial year is words: `2024–25`, and `2024-25` where the second part is the next year and no month.
    `2009-10` is October 2009; with an en dash, `2009–10`, it is two years.

    Raises ValueError where a unit stands beside something that is no number, or something looks like a date and is none.
    """
    if not quoted and _NUMBER.fullmatch(text):
        return _quantity(Decimal(text), unit or "")
    if unit is not None:
        raise ValueError(f"`{text}` has the unit `{unit}` but is no number; write it in plain figures, like 740000000")
    if _is_season(text):
        return Words(text)
    if _DATE.fullmatch(text) or _DATE_LIKE.fullmatch(text):
        return Day(PartialDate.parse(text))
    return Words(text)


def _is_season(text: str) -> bool:
    """Whether it is a year and the last two figures of the next one, and no month."""
    return bool(_TWO_YEARS.fullmatch(text)) and (int(text[:4]) + 1) % 100 == int(text[5:])


def _quantity(amount: Decimal, unit: str) -> Value:
    if unit in ("%", "percent", "per cent"):
        return Percent(amount)
    if unit in CURRENCIES:
        return Money(amount, unit)
    if unit in TIME_UNITS:
        return Duration(amount, unit)
    return Number(amount, unit)
