"""Disagreement, computed from claims and never typed.

Two claims of one fact that are not set aside, with the same qualifiers and values that cannot both be right, are in conflict;
in a conflict of positions where one of them is only claimed, alleged or thought. Where the qualifiers differ they are not
comparable. Where one says in other words what the other says, they are variants of wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import combinations
from typing import Literal

from msgspec import Struct

from briefing.english.units import DIMENSIONS, canonical
from briefing.evidence.normalise import normalise
from briefing.model.evidence import Claim, Fact
from briefing.model.values import Day, Duration, Money, Number, PartialDate, Percent, Words

Relation = Literal["conflict", "position", "not comparable", "variant", "agreement"]
NAMES: dict[Relation, str] = {
    "conflict": "conflict",
    "position": "conflict of positions",
    "not comparable": "not comparable",
    "variant": "variant of wording",
    "agreement": "agreement",
}
"""In the order of their weight."""

TOLERANCE = Decimal("0.1")
"""How far apart, as a share, a figure and an approximate one may lie and still agree."""
_POSITIONS = frozenset({"claimed", "alleged", "opinion"})
_WORD = re.compile(r"[^\W_]+")


class Dispute(Struct, frozen=True):
    """What the claims of a fact make of each other, at its gravest."""

    relation: Relation
    one: Claim
    other: Claim

    @property
    def needs_a_person(self) -> bool:
        """Whether it must be resolved: all but wordings of one thing. A qualifier alone does not end a dispute, a person does."""
        return self.relation != "variant"


def dispute(fact: Fact) -> Dispute | None:
    """The gravest disagreement among the claims of a fact that are not set aside; None where all agree."""
    weight = list(NAMES).index
    found = min(_pairs(fact), key=lambda one: weight(one.relation), default=None)
    return found if found and found.relation != "agreement" else None


def is_disputed(fact: Fact) -> bool:
    """Whether a reader must know that not all is agreed: claims differ, unless a person found that all can be right."""
    found = dispute(fact)
    is_open = found is not None and found.needs_a_person and (fact.resolution is None or fact.resolution.is_told)
    return is_open or fact.is_contested


def _pairs(fact: Fact) -> Iterator[Dispute]:
    """Every pair of different answers; equal ones are looked at once, so that forty claims are no matter."""
    different = {_answer(claim): claim for claim in reversed(fact.claims) if not claim.is_deprecated}
    for one, other in combinations(reversed(different.values()), 2):
        yield Dispute(relation(one, other), one, other)


def _answer(claim: Claim) -> tuple[object, ...]:
    return (claim.typed, claim.bound, claim.status in _POSITIONS, *qualifiers(claim))


def qualifiers(claim: Claim) -> tuple[str, str, str, str]:
    """What a claim's value holds of: time, scope, method, place."""
    return str(claim.as_of or ""), str(claim.scope or ""), str(claim.method or ""), str(claim.place or "")


def relation(one: Claim, other: Claim) -> Relation:
    """How two claims of one fact stand to each other."""
    if _is_one_answer(one, other):
        return "agreement"
    values = _compared(one, other)
    if values == "variant":
        return "variant"
    if values == "agreement" and {one.bound, other.bound} & {"min", "max"}:
        return "agreement"  # `more than £60m` and £61.4m
    if qualifiers(one) != qualifiers(other):
        return "not comparable"
    if values == "agreement":
        return "agreement"
    return "position" if _POSITIONS & {one.status, other.status} else "conflict"


def _is_one_answer(one: Claim, other: Claim) -> bool:
    """Whether both say the very same; of what time or scope they say it is then no matter."""
    match one.typed, other.typed:
        case Words(mine), Words(theirs):
            return _plain(mine) == _plain(theirs)
        case mine, theirs:
            return mine == theirs and one.bound == other.bound


def _compared(one: Claim, other: Claim) -> Literal["agreement", "variant", "conflict"]:
    match one.typed, other.typed:
        case Day(first), Day(second):
            return "agreement" if _same_day(first, second) else "conflict"
        case Words(first_words), Words(second_words):
            return _compared_words(first_words, second_words)
        case (Words(), _) | (_, Words()) | (Day(), _) | (_, Day()):
            return "conflict"
        case _:
            mine, theirs = _interval(one), _interval(other)
            if mine is None or theirs is None or mine[0] != theirs[0]:
                return "conflict"
            return "agreement" if mine[1] <= theirs[2] and theirs[1] <= mine[2] else "conflict"


def _same_day(one: PartialDate, other: PartialDate) -> bool:
    """Whether two dates agree at the precision that both have."""
    pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    return all(mine == theirs for mine, theirs in pairs if mine is not None and theirs is not None)


def _compared_words(one: str, other: str) -> Literal["agreement", "variant", "conflict"]:
    mine, theirs = _plain(one), _plain(other)
    if mine == theirs:
        return "agreement"
    return "variant" if f" {mine} " in f" {theirs} " or f" {theirs} " in f" {mine} " else "conflict"


@lru_cache(maxsize=16384)  # the checks and what is printed ask for the same disputes
def _plain(text: str) -> str:
    return " ".join(_WORD.findall(normalise(text).text.casefold()))


def _interval(claim: Claim) -> tuple[str, Decimal, Decimal] | None:
    """The dimension of a claim's figure, and the least and the most that it allows, in the dimension's base unit."""
    match claim.typed:
        case Percent(amount):
            dimension, factor = "%", Decimal(1)
        case Money(amount, currency):
            dimension, factor = currency, Decimal(1)
        case Number(amount, unit) | Duration(amount, unit):
            known = canonical(unit)
            dimension, factor = DIMENSIONS.get(known, (known or unit, Decimal(1)))
        case _:
            return None
    exact = amount * factor
    slack = abs(exact) * TOLERANCE if claim.bound == "approx" else Decimal(0)
    least = Decimal("-Infinity") if claim.bound == "max" else exact - slack
    most = Decimal("Infinity") if claim.bound == "min" else exact + slack
    return dimension, least, most
