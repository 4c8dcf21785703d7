"""What a claim carries: the figures, dates and words of its value, its qualifiers and its quotation."""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec import Struct

from briefing.english.dates import DateMention, dates
from briefing.english.quantities import Quantity, quantities
from briefing.english.units import canonical, stem
from briefing.evidence.normalise import normalise
from briefing.model.evidence import Claim
from briefing.model.values import Day, Duration, Money, Number, PartialDate, Percent, Words
from briefing.wording import language
from briefing.wording.figures import figures as written

_ONE_IN = re.compile(r"\bone\s+(?:[\w’-]+\s+){1,4}in\s+$", re.IGNORECASE)
_A = re.compile(r"\b(?:a|one)\s+$", re.IGNORECASE)


class Figure(Struct, frozen=True):
    """A figure that a claim carries."""

    kind: str
    """As `Quantity.kind`."""
    amount: Decimal
    unit: str
    """As `Quantity.unit`."""
    nouns: frozenset[str]
    """Stems of what may be counted; empty where that is not said."""
    bound: str
    """As `Quantity.bound`, or `any` in a quotation that is not read."""
    is_strict: bool
    rate: str
    is_value: bool
    """Whether it is the claim's own value, rather than another figure of its quotation or qualifiers."""
    is_range: bool = False
    """Whether it is one end of a range."""
    range_bound: str = ""
    """As `Quantity.range_bound`."""
    counted: str = ""
    """What is counted, as it is printed."""


class Holdings(Struct, frozen=True):
    """Everything that a claim carries."""

    figures: tuple[Figure, ...]
    dates: tuple[DateMention, ...]
    quote: str
    """The quotation, folded: what words in quotation marks are looked up in."""


def holdings(claim: Claim, spoken: str = "en") -> Holdings:
    """Read a claim; of a quotation in another language than English the digits alone."""
    if language(spoken) != "en":
        return _of_digits(claim, spoken)
    quoted = quantities(claim.quote)
    value = figure_of_value(claim)
    figures = [value] if value else []
    figures += [figure(one) for one in quoted if value is None or not _is_same(one, value)]
    figures += [part for one in quoted for part in shares(one, claim.quote)]
    days = [*dates(claim.quote)]
    match claim.typed:
        case Day(day):
            days = [mention(day), *(one for one in days if one.month in (None, day.month) and one.day in (None, day.day))]
        case Words(text):
            figures += map(figure, quantities(text))
            days += dates(text)
    told, known = _of_qualifiers(claim)
    return Holdings((*figures, *told), (*days, *known), normalise(claim.quote).text)


def _of_qualifiers(claim: Claim) -> tuple[list[Figure], list[DateMention]]:
    """The figures and dates of what a claim holds of, and of who says it."""
    qualifiers = [one for one in (claim.as_of, claim.scope, claim.method, claim.place, claim.by) if one]
    return [figure(told) for one in qualifiers for told in quantities(one)], [day for one in qualifiers for day in dates(one)]


def _of_digits(claim: Claim, spoken: str) -> Holdings:
    """What a claim carries whose quotation is not read: its value, its qualifiers, and each number that the quotation writes."""
    value = figure_of_value(claim, is_read=False)
    figures, days = _of_qualifiers(claim)
    match claim.typed:
        case Day(day):
            days.append(mention(day))
        case Words(text):
            figures += map(figure, quantities(text))
            days += dates(text)
    amounts = {amount for one in written(claim.quote, spoken) for amount in one.amounts}
    figures += [
        Figure(kind, amount, "", frozenset(), "any", True, "", is_value=False)
        for amount in sorted(amounts)
        for kind in ("number", "percent")
    ]
    return Holdings((value, *figures) if value else tuple(figures), tuple(days), normalise(claim.quote).text)


def figure(quantity: Quantity) -> Figure:
    """A figure read from words."""
    nouns = frozenset(map(stem, quantity.nouns))
    return Figure(
        quantity.kind,
        quantity.amount,
        quantity.unit,
        nouns,
        quantity.bound,
        quantity.is_strict,
        quantity.rate,
        is_value=False,
        is_range=quantity.is_range,
        range_bound=quantity.range_bound,
        counted=quantity.nouns[0] if quantity.nouns else "",
    )


def shares(one: Quantity, text: str) -> list[Figure]:
    """What `less than a third` and `one shop in five` mean beside an ordinal and a number: a share, with whatever bound."""
    pattern = {"number": _ONE_IN, "ordinal": _A}.get(one.kind)
    if pattern is None or one.amount <= 1 or not pattern.search(text[: one.start]):
        return []
    part = (1 / one.amount).quantize(Decimal("0.000001"))
    return [
        Figure("number", part, "fraction", frozenset(), bound, True, "", is_value=False)
        for bound in ("exact", "approx", "min", "max")
    ]


def figure_of_value(claim: Claim, *, is_read: bool = True) -> Figure | None:
    """A claim's value as a figure, with what its quotation adds where that is read; None where it is a date or words."""
    unit, nouns, counted = "", frozenset[str](), ""
    match claim.typed:
        case Percent(amount):
            kind = "percent"
        case Money(amount, currency):
            kind, unit = "money", currency
        case Duration(amount, name):
            kind, unit = "duration", canonical(name)
        case Number(amount, name) if canonical(name) == "pp":
            kind, unit = "percent", "pp"
        case Number(amount, name):
            kind, unit = "number", canonical(name)
            if not unit:
                nouns, counted = frozenset(stem(word) for word in name.split() if len(word) > 2), name
        case _:
            return None
    same = [one for one in quantities(claim.quote) if one.amount == amount] if is_read else []
    if kind == "number" and not unit and not nouns:
        nouns = frozenset(stem(noun) for one in same for noun in one.nouns)
        counted = next((one.nouns[0] for one in same if one.nouns), "")
    rate = next((one.rate for one in same if one.rate), "")
    is_strict = any(one.is_strict for one in same)
    return Figure(kind, amount, unit, nouns, claim.bound, is_strict, rate, is_value=True, counted=counted)


def mention(day: PartialDate) -> DateMention:
    """A typed date, as dates are read from words."""
    return DateMention(0, 0, day.year, day.month, day.day, None)


def _is_same(one: Quantity, value: Figure) -> bool:
    return one.amount == value.amount and one.kind == value.kind
