"""Units and bounds: what is counted, and whether it is about, at least or at most so many."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from benchmarks.mutations.brief import Brief
from benchmarks.mutations.edits import Fault, insert_line, remove, replaced
from benchmarks.mutations.kind import MANY, Table

TABLE = Table()

_UNITS = {
    "t": ("kg", "ha"), "ha": ("km", "t"), "%": ("ha", "t"), "hours": ("days", "minutes"), "people": ("operations", "vessels"),
    "operations": ("people", "hours"), "extraditions": ("requests", "arrests"), "requests": ("extraditions", "people"),
    "bases": ("troops", "years"), "decades": ("years", "months"), "USD": ("EUR", "COP"), "troops": ("bases", "operations"),
    "km": ("mi", "ha"), "months": ("weeks", "years"),
}  # fmt: skip
_MEASURES = {"t", "ha", "%", "hours", "decades", "months", "USD", "km"}
"""Units without which a number says nothing; what is counted may follow from the label."""


@TABLE.kind("claim-unit", MANY)
def _claim_unit(brief: Brief, _: Random) -> Iterator[Fault]:
    for claim in brief.claims:
        if "unit" in claim.texts:
            unit = claim.texts["unit"]
            for new in _UNITS.get(unit.value, ()):
                yield replaced(unit, new)
            if unit.value in _MEASURES:
                yield remove(brief.sheets[claim.path], (*claim.keys, "unit"))


TABLE.in_prose("prose-unit", MANY)


@TABLE.kind("claim-bound", MANY)
def _claim_bound(brief: Brief, random: Random) -> Iterator[Fault]:
    for claim in brief.claims:
        if "unit" not in claim.texts or claim.get("unit") in ("decades", "months"):
            continue
        if bound := claim.texts.get("bound"):
            others = {"exact", "approx", "min", "max"} - {bound.value} - ({"max"} if "almost" in claim.get("quote") else set())
            for new in random.sample(sorted(others), 2):
                yield replaced(bound, new)
            yield remove(brief.sheets[claim.path], (*claim.keys, "bound"))
        else:
            new = random.choice(("min", "max"))
            yield insert_line(brief.sheets[claim.path], (*claim.keys, "unit"), f"bound: {new}")


TABLE.in_prose("prose-bound", MANY)
