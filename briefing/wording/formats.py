"""Dates and numbers as CLDR has them, through Babel, which is imported when the first of them is written."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

_AT_LARGE = {"en": "en_001"}
"""Locales of languages without a region, where the plain one is that of a country."""


_MINUS = "−"
"""A hyphen would be too short beside figures, and a line may end behind it."""


@lru_cache(maxsize=4096)
def date(year: int, month: int | None, day: int | None, locale: str) -> str:
    """A date in words, at its own precision."""
    from babel.dates import format_date, format_skeleton

    if month is None:
        return str(year)
    if day is None:
        return str(format_skeleton("yMMMM", datetime.date(year, month, 1), locale=_locale(locale)))
    return format_date(datetime.date(year, month, day), "long", locale=_locale(locale))


def number(amount: Decimal, locale: str, grouped_from: int) -> str:
    """A number in figures; as many decimals as it is written with."""
    from babel.numbers import format_decimal

    whole = _locale(locale).decimal_formats[None].pattern.split(".")[0]
    exponent = amount.as_tuple().exponent
    decimals = "0" * -exponent if isinstance(exponent, int) else ""
    pattern = f"{whole}.{decimals}" if decimals else whole
    written = format_decimal(abs(amount), pattern, _locale(locale), group_separator=abs(amount) >= grouped_from)
    return f"{_MINUS}{written}" if amount < 0 else written


def percent(figures: str, locale: str) -> str:
    """Figures with the sign of per cent where the region has it, at its distance."""
    pattern = _locale(locale).percent_formats[None].pattern
    return re.sub("[#,0]+", lambda _: figures, str(pattern), count=1)


def separators(locale: str) -> tuple[str, str]:
    """The decimal mark, and what sets thousands apart."""
    symbols = _locale(locale).number_symbols["latn"]
    return symbols["decimal"], symbols["group"]


@lru_cache(maxsize=16)
def _locale(name: str) -> Locale:
    """A locale of CLDR; that of the language at large where the region is not known there."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(name, sep="_")
    except (UnknownLocaleError, ValueError):
        language = name.split("_", maxsplit=1)[0]
        return Locale.parse(_AT_LARGE.get(language, language))
