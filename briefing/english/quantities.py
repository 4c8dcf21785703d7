"""Quantities in English text: what is counted, measured, paid or dated by the clock, with its bound, its rate and its range."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from briefing.english.bounds import look_after, look_before
from briefing.english.coordination import coordinate
from briefing.english.dates import addresses, dates
from briefing.english.drafts import Bound, Draft, Kind, RangeBound
from briefing.english.folding import WORD, Taken, fold, word_before
from briefing.english.fractions import points
from briefing.english.nouns import LABELS, counts_one, nouns_after
from briefing.english.number_words import DIGIT, NUMBER_WORDS, Numeral
from briefing.english.numerals import numerals
from briefing.english.periods import PERIODS, RATE_ADVERBS, look_for_rate, periods
from briefing.english.ranges import join_ranges, join_shares, share_bounds
from briefing.english.units import currency_before, minus_before, unit_after


class Quantity(Struct, frozen=True):
    """A quantity that a text names."""

    start: int
    end: int
    """Exclusive. Sign, currency, scale, percent sign and the unit of a duration or a known measure lie within."""
    kind: Kind
    amount: Decimal
    """With its scale: 740000000 for `$740 million`; minutes since midnight for a time."""
    unit: str
    """ISO code of money; a duration in the singular; a measure's symbol; "pp", "fraction", "vague"; else empty."""
    nouns: tuple[str, ...]
    """For plain numbers and ordinals the words that follow and may be what is counted, in lower case, the nearest first."""
    bound: Bound
    is_strict: bool
    """`More than` rather than `at least`, `less than` rather than `at most`."""
    rate: str
    """The unit of time in `a year`, `annually`; empty where it is no rate."""
    is_range: bool
    """One end of `10 to 20`."""
    range_bound: RangeBound
    """As such an end."""
    is_definite: bool
    """Directly after `the`, `these`, `its`: it tells of something known."""


@lru_cache(maxsize=4096)  # several checks read the same quotation one after the other
def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text in order, not overlapping. Dates are none (see `dates`)."""
    low = fold(text)
    words = WORD.findall(low)
    has_digit, has_period = DIGIT.search(low) is not None, not PERIODS.isdisjoint(words)
    if not has_digit and not has_period and NUMBER_WORDS.isdisjoint(words):
        return ()
    taken = Taken(len(low))
    for mention in dates(text):
        taken.take(mention.start, mention.end)
    for start, end in addresses(low):
        taken.take(start, end)
    drafts: list[Draft] = []
    _add(drafts, _times(low) if has_digit else (), taken)
    _add(drafts, points(low) if "percentage" in words else (), taken)
    _add(drafts, _drafts(text, low, words, taken), taken)
    drafts.sort(key=lambda one: one.start)
    has_rate = has_period or not RATE_ADVERBS.isdisjoint(words)
    drafts = join_shares(text, low, drafts)
    join_ranges(low, drafts)
    coordinate(low, drafts)
    drafts = [one for one in drafts if not (one.is_one and not one.is_range and not counts_one(text, low, one))]
    for place, one in enumerate(drafts):
        _look_around(low, one, drafts[place + 1].start if place + 1 < len(drafts) else len(low))
        if has_rate and one.kind not in ("time", "ordinal"):
            look_for_rate(low, one, drafts[place + 1].start if place + 1 < len(drafts) else len(low), taken)
    share_bounds(drafts)
    if has_period:
        _add(drafts, periods(low), taken)
        drafts.sort(key=lambda one: one.start)
    return tuple(_finished(one) for one in drafts)


def _add(drafts: list[Draft], found: Iterable[Draft], taken: Taken) -> None:
    for one in found:
        if taken.is_free(one.start, one.end):
            taken.take(one.start, one.end)
            drafts.append(one)


# Times of the day ---------------------------------------------------------------------------------------------------------

_TIME = re.compile(
    r"([0-9][0-9]?)(?:(?:[:.]([0-5][0-9]))?(?::[0-5][0-9])?\s?(?:([ap])\.?m\b\.?|o'clock\b)|:([0-5][0-9])(?::[0-5][0-9])?(?![\w:]))"
)
_NO_TIME_BEFORE = frozenset(":.,$€£_")


def _times(low: str) -> Iterator[Draft]:
    for match in _TIME.finditer(low):
        before = low[match.start() - 1 : match.start()]
        hour, minute = int(match[1]), int(match[2] or match[4] or 0)
        if hour > 23 or before.isalnum() or before in _NO_TIME_BEFORE:
            continue
        if match[3]:
            if not 1 <= hour <= 12:
                continue
            hour = hour % 12 + (12 if match[3] == "p" else 0)
        yield Draft(match.start(), match.end(), "time", Decimal(60 * hour + minute), Decimal(1), "", match.end())


# What a numeral is a numeral of -------------------------------------------------------------------------------------------


def _drafts(text: str, low: str, words: list[str], taken: Taken) -> Iterator[Draft]:
    for numeral in numerals(low, words):
        if taken.is_free(numeral.start, numeral.end):
            one = _draft(text, low, numeral)
            if one is not None:
                yield one


def _draft(text: str, low: str, numeral: Numeral) -> Draft | None:
    """A numeral with its currency, sign and unit; None where it is glued to letters that are no unit."""
    one = Draft(numeral.start, numeral.end, "number", numeral.mantissa, numeral.scale, "", numeral.end)
    if numeral.form == "ordinal":
        one.kind = "ordinal"
        return one
    if numeral.form in ("vague", "fraction"):
        one.unit = numeral.form
        return one
    currency = ""
    if numeral.form == "digits":
        one.start, currency = currency_before(text, low, numeral.start)
        if "-" in low[one.start : numeral.start]:
            one.mantissa = -one.mantissa
    if (start := minus_before(low, one.start)) < one.start and one.mantissa > 0:
        one.start, one.mantissa = start, -one.mantissa
    unit = unit_after(text, low, numeral, currency)
    if unit is None:
        return None
    one.kind, one.unit, one.end, one.numeral_end = unit.kind, unit.name, unit.end, unit.numeral_end
    one.scale *= unit.scale
    one.is_one = one.is_plain and low[one.start : numeral.end] == "one"
    return one


# What stands around it ----------------------------------------------------------------------------------------------------


def _look_around(low: str, one: Draft, limit: int) -> None:
    """Bound, definiteness and nouns of a draft."""
    look_before(low, one)
    places = [one.numeral_end, one.end]
    is_label = one.is_plain and word_before(low, one.start) in LABELS
    if (one.is_plain and not is_label) or one.kind == "ordinal" or one.unit in ("vague", "fraction"):
        found = nouns_after(low, one, limit)
        one.nouns = one.nouns or tuple(word for word, _ in found)
        places += [end for _, end in found[:2]]
    if one.kind != "ordinal":
        look_after(low, one, places)


def _finished(one: Draft) -> Quantity:
    amount = one.mantissa * one.scale
    if amount == amount.to_integral_value():
        amount = amount.quantize(Decimal(1)) if amount.adjusted() < 27 else amount
    return Quantity(
        one.start,
        one.end,
        one.kind,
        amount,
        one.unit,
        one.nouns,
        one.bound,
        one.is_strict,
        one.rate,
        one.is_range,
        one.range_bound,
        one.is_definite,
    )
