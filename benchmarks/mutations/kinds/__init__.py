"""The kinds of faults, in the order of the report."""

from __future__ import annotations

from benchmarks.mutations.kind import Table
from benchmarks.mutations.kinds import (
    citations,
    dates,
    denials,
    disputes,
    judgments,
    numbers,
    quotations,
    records,
    speakers,
    units,
)

TABLES = (numbers, dates, units, denials, quotations, speakers, citations, disputes, judgments, records)
KINDS = Table()
for _one in TABLES:
    KINDS.update(_one.TABLE)
