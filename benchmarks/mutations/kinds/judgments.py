"""Judgments: how likely, how sure, on what they rest; and the sense of other sentences turned."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from benchmarks.mutations.brief import Brief
from benchmarks.mutations.edits import Fault, replaced
from benchmarks.mutations.kind import Table
from benchmarks.mutations.written import by_hand, written

TABLE = Table()

_TERMS = ("very likely", "unlikely", "almost certain", "roughly even chance", "probable")
_STRANGE = ("gift-gown", "border-length", "us-bases-year", "plan-colombia-year")
"""Facts that support no judgment."""


@TABLE.kind("judgment-likelihood", 20)
def _likelihood(brief: Brief, random: Random) -> Iterator[Fault]:
    yield from by_hand(written("judgment-likelihood"), brief.prose)
    for scalar in brief.scalars:
        if scalar.keys[-1] == "likelihood":
            for new in random.sample(_TERMS, 2):
                yield replaced(scalar, new)


@TABLE.kind("judgment-support", 10, promised=False)
def _judgment_support(brief: Brief, random: Random) -> Iterator[Fault]:
    strange = [fact for fact in _STRANGE if fact in brief.facts]
    for scalar in brief.scalars:
        if "supports" in scalar.keys and strange:
            yield replaced(scalar, random.choice(strange))


TABLE.in_prose("judgment-confidence", 12)
TABLE.in_prose("judgment-vague", 12)
TABLE.in_prose("prose-opposite", promised=False)
TABLE.in_prose("prose-sequence", promised=False)
TABLE.in_prose("prose-quantifier", promised=False)
TABLE.in_prose("prose-role", promised=False)
