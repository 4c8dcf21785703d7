"""Whether a figure or a date of the text is one that a claim carries: amount, unit and bound; day, month and year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import IntEnum

from briefing.check.holdings import Figure, figure
from briefing.english.dates import DateMention
from briefing.english.quantities import Quantity
from briefing.english.sentences import word_set
from briefing.english.units import DIMENSIONS, stem

PEOPLE = frozenset(
    map(
        stem,
        word_set(
            """
            resident inhabitant villager passenger patient worker employee soldier troop migrant refugee civilian victim
            member student pupil child adult man woman citizen participant volunteer protester person survivor prisoner
            voter guest customer
            """
        ),
    )
)
"""Whom a text may call people."""


_PERSON = stem("people")


class Fit(IntEnum):
    """How well a claim's figure carries one of the text, the best last."""

    NONE = 0
    OTHER_UNIT = 1
    """The amount is there, as the amount of something else."""
    OTHER_BOUND = 2
    """The figure is there, with another bound."""
    CARRIED = 3


def fit(told: Quantity | Figure, held: Figure) -> Fit:
    """How well a figure that a claim carries carries one that the text tells."""
    mine = told if isinstance(told, Figure) else figure(told)
    amounts = _comparable(mine, held)
    if amounts is None:
        return Fit.OTHER_UNIT if mine.amount == held.amount and "ordinal" not in (mine.kind, held.kind) else Fit.NONE
    said, known = amounts
    if said == known:
        if not _counts_the_same(mine, held):
            return Fit.OTHER_UNIT
        is_half_told = held.is_range and not mine.is_range
        return Fit.CARRIED if _bound_is_kept(mine, held) and not is_half_told else Fit.OTHER_BOUND
    if not _is_rounded(mine, said, known):
        return Fit.NONE
    return Fit.CARRIED if _counts_the_same(mine, held) else Fit.OTHER_UNIT


def _comparable(mine: Figure, held: Figure) -> tuple[Decimal, Decimal] | None:
    """The two amounts in one unit; None where they measure different things."""
    if mine.rate and held.rate and mine.rate != held.rate:
        return None
    if mine.kind == held.kind and mine.unit == held.unit:
        return mine.amount, held.amount
    fraction = {(mine.kind, mine.unit), (held.kind, held.unit)}
    if fraction == {("percent", ""), ("number", "fraction")}:
        said, known = _as_percent(mine), _as_percent(held)
        return said, said if _is_about(mine.bound, said, known) else known
    if fraction == {("number", ""), ("duration", "year")} and not mine.nouns | held.nouns and mine.amount == held.amount:
        return mine.amount, held.amount  # `a man of 67` is a 67-year-old
    if mine.unit in DIMENSIONS and held.unit in DIMENSIONS and DIMENSIONS[mine.unit][0] == DIMENSIONS[held.unit][0]:
        return mine.amount * DIMENSIONS[mine.unit][1], held.amount * DIMENSIONS[held.unit][1]
    return None


def _as_percent(one: Figure) -> Decimal:
    return one.amount if one.kind == "percent" else (one.amount * 100).quantize(Decimal("0.01"))


def _is_about(bound: str, said: Decimal, known: Decimal) -> bool:
    """Whether a simple fraction that is marked as rounded stands for a share: `more than half` for 52.3%."""
    apart = known - said
    return {"approx": abs(apart) <= 4, "min": 0 < apart <= 10, "max": -10 <= apart < 0}.get(bound, abs(apart) < 1)


def _counts_the_same(mine: Figure, held: Figure) -> bool:
    """Whether two numbers or ordinals may count the same things: where both say what, they share a word."""
    if mine.rate and not held.rate and held.is_value:
        return False
    if mine.kind not in ("number", "ordinal") or mine.unit or not mine.nouns or not held.nouns:
        return True
    return bool(mine.nouns & held.nouns) or (_PERSON in mine.nouns and bool(held.nouns & PEOPLE))


def _bound_is_kept(mine: Figure, held: Figure) -> bool:
    """Whether the text says neither more nor less than the claim: the same bound, `more than` only where the source has it.

    In `from 1 to 9 hours` the first is the least and the second the most, which is what bounds of claims say as well.
    """
    if mine.bound == "exact" and held.is_value and held.bound == mine.range_bound:
        return True
    return held.bound in (mine.bound, "any") and not (mine.is_strict and not held.is_strict)


def _is_rounded(mine: Figure, said: Decimal, known: Decimal) -> bool:
    """Whether a figure that is marked as rounded is: `about 262,000` for 262,179, `more than 3,000` for 3,001."""
    if mine.bound == "exact" or mine.kind in ("ordinal", "time") or said == 0:
        return False
    return rounds(known, said, mine.bound, step=last_place(mine.amount) * (said / mine.amount))


def rounds(known: Decimal, said: Decimal, bound: str, *, step: Decimal) -> bool:
    """Whether a figure in whole steps is what a bound makes of another: the nearest, the next below, the next above."""
    rounding = {"approx": ROUND_HALF_UP, "min": ROUND_FLOOR, "max": ROUND_CEILING}[bound]
    return (known / step).to_integral_value(rounding) * step == said


def last_place(amount: Decimal) -> Decimal:
    """The place of the last digit that is not zero: 1,000 for 262,000, a tenth for 2.5."""
    exponent = amount.normalize().as_tuple().exponent
    assert isinstance(exponent, int), "figures are finite"
    return Decimal(1).scaleb(exponent)


def carries_date(told: DateMention, held: Iterable[DateMention]) -> bool:
    """Whether one of the dates is that of the text, at its precision or a finer one."""
    return any(_is_date(told, one) for one in held)


def _is_date(told: DateMention, held: DateMention) -> bool:
    if told.is_decade:
        return held.year is not None and held.year // 10 == (told.year or 0) // 10
    for mine, theirs in ((told.year, held.year), (told.month, held.month), (told.day, held.day)):
        if mine is not None and mine != theirs:
            return False
    return told.weekday is None or told.weekday == _weekday(held)


def _weekday(day: DateMention) -> int | None:
    if day.weekday is not None or day.year is None or day.month is None or day.day is None:
        return day.weekday
    return date(day.year, day.month, day.day).weekday()
