"""Claims as rows of data: what charts draw and tables of facts print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from msgspec import Struct

from briefing.model.base import Text
from briefing.model.charts import DatumSpec
from briefing.model.evidence import Claim, Fact
from briefing.model.markup import target_of
from briefing.model.values import Day, PartialDate, Words

Field = str | int | float | bool | None

QUALIFIERS = ("as_of", "method", "scope", "place", "by")
OF_NUMBERS = ("value", "low", "high")
FIELDS = ("label", *OF_NUMBERS, "date", "unit", "bound", *QUALIFIERS, "status", "who", "words", "disputed", "row")
"""What every row of data has, by the names that a chart's specification uses."""


class Datum(Struct, frozen=True):
    """A claim, or a range between two, as a row of data."""

    row: int
    """Its number, from 0."""
    name: Text
    """The name that it is drawn by, of a range that of its low end."""
    spec: DatumSpec | None
    """As it was written; None where only a name was."""
    claims: tuple[tuple[Fact, Claim], ...]
    """The claim; or the two that a range lies between, the low one first."""

    @property
    def is_range(self) -> bool:
        return len(self.claims) > 1

    @property
    def label(self) -> str:
        """Our own words for it, or the label of its fact."""
        return str(self.spec.label) if self.spec and self.spec.label is not None else str(self.claims[0][0].label)

    @property
    def value(self) -> Field:
        """A number; the date in ISO 8601; else words. None for a range."""
        return None if self.is_range else value_of(self.claims[0][1])

    @property
    def low(self) -> Field:
        """The least that it can be, a number or a date; None where that is not said."""
        return _end(self.claims[0][1], "max")

    @property
    def high(self) -> Field:
        """The most that it can be, a number or a date; None where that is not said."""
        return _end(self.claims[-1][1], "min")

    @property
    def unit(self) -> str:
        """As the claim has it; empty where it is no number, or a bare one."""
        return self._shared("unit")

    @property
    def date(self) -> str | None:
        """Of what day, month or year it is, in ISO 8601: its value, or else its `as_of`; of a range, of both ends alike."""
        days = {date_of(claim) for _, claim in self.claims}
        (day,) = days if len(days) == 1 else (None,)
        return str(day) if day is not None else None

    @property
    def fields(self) -> dict[str, Field]:
        """All that the claims themselves tell, by the names of `FIELDS`, and our own fields. What is not given is empty."""
        own = {str(name): str(text) for name, text in self.spec.also.items()} if self.spec else {}
        shared = {name: self._shared(name) for name in ("unit", *QUALIFIERS, "status", "bound")}
        drawn = {"label": self.label, "value": self.value, "low": self.low, "high": self.high, "date": self.date, "row": self.row}
        return {**own, **shared, **drawn}

    def _shared(self, name: str) -> str:
        """What the claims say of a qualifier; where the ends of a range differ, both."""
        told = dict.fromkeys(str(getattr(claim, name) or "") for _, claim in self.claims)
        return "; ".join(one for one in told if one)


def rows(specs: Iterable[DatumSpec], facts: Mapping[str, Fact]) -> list[Datum]:
    """The rows of data that a chart draws. Names that mean no claim, and ranges that no two claims bound, have none."""
    found = [(spec, claims) for spec in specs for claims in _of(spec, facts)]
    return [Datum(row, spec.names[0], spec, claims) for row, (spec, claims) in enumerate(found)]


def rows_of(names: Iterable[Text], facts: Mapping[str, Fact]) -> list[Datum]:
    """A row for each claim that names of facts and claims mean."""
    found = [(name, one) for name in names for one in claims_of(name, facts)]
    return [Datum(row, name, None, (one,)) for row, (name, one) in enumerate(found)]


def _of(spec: DatumSpec, facts: Mapping[str, Fact]) -> Iterator[tuple[tuple[Fact, Claim], ...]]:
    if spec.fact is not None:
        yield from ((one,) for one in claims_of(spec.fact, facts))
        return
    ends = [claims_of(name, facts) for name in spec.names]
    if all(len(end) == 1 for end in ends):
        yield tuple(one for end in ends for one in end)


def claims_of(name: str, facts: Mapping[str, Fact]) -> list[tuple[Fact, Claim]]:
    """The claims that `fact` or `fact/claim` means; none where there is no such fact or claim."""
    target = target_of(name)
    fact = facts.get(target.fact)
    return [(fact, claim) for claim in fact.named(target.claim)] if fact else []


def value_of(claim: Claim) -> str | int | float:
    """A claim's value as data: a number as it is written, a date in ISO 8601, words."""
    match claim.typed:
        case Day(date):
            return str(date)
        case Words(text):
            return text
        case typed:
            return _number(typed.amount)


def _number(amount: Decimal) -> int | float:
    whole = amount.to_integral_value()
    return int(whole) if whole == amount else float(amount)


def _end(claim: Claim, open_: str) -> Field:
    """A claim's value as one end of what it can be; None where its bound leaves that end open."""
    return None if claim.bound == open_ or isinstance(claim.typed, Words) else value_of(claim)


def date_of(claim: Claim) -> PartialDate | None:
    """Of what time a claim is: the date that its value is, or else that of its `as_of`; None where neither is one."""
    if isinstance(claim.typed, Day):
        return claim.typed.date
    try:
        return PartialDate.parse(str(claim.as_of or ""))
    except ValueError:
        return None
