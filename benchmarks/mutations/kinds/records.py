"""What stands around the facts: digests of articles, the summary of sources, waivers, and what the annexes print."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from benchmarks.mutations.brief import Brief
from benchmarks.mutations.edits import Edit, Fault, change, replaced
from benchmarks.mutations.kind import Table
from benchmarks.mutations.written import by_hand, written

TABLE = Table()


@TABLE.kind("source-sha256", 10)
def _sha256(brief: Brief, random: Random) -> Iterator[Fault]:
    for scalar in brief.scalars:
        if scalar.keys[1:] == ("original", "sha256"):
            for at in random.sample(range(64), 2):
                new = random.choice([sign for sign in "0123456789abcdef" if sign != scalar.value[at]])
                yield change(scalar, (at, at + 1, new))


@TABLE.kind("summary-count", 10)
def _summary_count(brief: Brief, _: Random) -> Iterator[Fault]:
    for scalar in brief.sheets["brief.yaml"].scalars.values():
        if "drawn_from" in scalar.keys:
            yield replaced(scalar, str(int(scalar.value) + 1))


@TABLE.kind("waiver-emptied")
def _waiver_emptied(brief: Brief, random: Random) -> Iterator[Fault]:
    for scalar in brief.scalars:
        if "waive" in scalar.keys and scalar.keys[-1] != "until" and scalar.style is None:
            new = random.choice(('""', '""', '" "', "''"))
            edit = Edit(scalar.path, scalar.start, scalar.end, new)
            yield Fault((edit,), scalar.fact, (), f"{scalar.path}:{scalar.keys}")


@TABLE.kind("apparatus", 25, promised=False)
def _apparatus(brief: Brief, _: Random) -> Iterator[Fault]:
    told = [one for one in brief.scalars if not one.path.startswith("sections/") and one.key not in ("quote", "value")]
    yield from by_hand(written("apparatus"), told)
