"""Sources, speakers and names: who says it, who did it, and in what role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from benchmarks.mutations.brief import Brief
from benchmarks.mutations.edits import Fault, change, remove, replaced
from benchmarks.mutations.kind import MANY, Table
from benchmarks.mutations.prose import outside_citations
from benchmarks.mutations.written import pairs

TABLE = Table()


@TABLE.kind("claim-source", MANY)
def _claim_source(brief: Brief, random: Random) -> Iterator[Fault]:
    for claim in brief.claims:
        source = claim.texts["source"]
        others = [one for one in sorted(brief.articles) if one != source.value and not brief.holds(one, claim.get("quote"))]
        if others:
            yield replaced(source, random.choice(others))


TABLE.in_prose("prose-source-swapped", MANY)
TABLE.in_prose("prose-speaker-swapped", 25)
TABLE.in_prose("prose-attribution-removed", MANY)
TABLE.in_prose("prose-hedge-dropped")
TABLE.in_prose("prose-name-exchanged", 20)
TABLE.in_facts("value-name-changed", "value")


@TABLE.kind("prose-name-changed", 25)
def _prose_name_changed(brief: Brief, _: Random) -> Iterator[Fault]:
    for old, new in pairs("prose-name-changed"):
        if brief.knows(new):
            continue
        for scalar in brief.prose:
            for match in outside_citations(scalar.value, re.compile(rf"\b{re.escape(old)}\b")):
                yield change(scalar, (match.start(), match.end(), new), site=old)


@TABLE.kind("claim-by-swapped", 20)
def _claim_by_swapped(brief: Brief, _: Random) -> Iterator[Fault]:
    for claim in brief.claims:
        by = claim.texts.get("by")
        pair = next((pair for pair in pairs("claim-by-swapped") if by and by.value.startswith(pair[0])), None)
        if by and pair:
            yield change(by, (0, len(pair[0]), pair[1]))


@TABLE.kind("claim-by-removed")
def _claim_by_removed(brief: Brief, _: Random) -> Iterator[Fault]:
    for claim in brief.claims:
        if "by" in claim.texts and claim.get("status") in ("claimed", "alleged", "official_data"):
            yield remove(brief.sheets[claim.path], (*claim.keys, "by"))


_ALLEGES = {
    "alleged": re.compile(r"alleg|accus|claim|reportedly|suggest|considered|labelled|referring to", re.IGNORECASE),
    "claimed": re.compile(r"\bclaim(s|ing)\b", re.IGNORECASE),
}
"""By status, words of a quotation that show that it is no plain report."""
_SEEMS = re.compile(r"\bseem|appear|\blikely|might|hope|potential|hard to see", re.IGNORECASE)


@TABLE.kind("claim-status")
def _claim_status(brief: Brief, _: Random) -> Iterator[Fault]:
    for claim in brief.claims:
        status = claim.texts["status"]
        if status.value in _ALLEGES and _ALLEGES[status.value].search(claim.get("quote")):
            yield replaced(status, "reported")


@TABLE.kind("claim-status-opinion", 10, promised=False)
def _claim_status_opinion(brief: Brief, _: Random) -> Iterator[Fault]:
    for claim in brief.claims:
        status = claim.texts["status"]
        if status.value == "opinion" and _SEEMS.search(claim.get("quote")):
            yield replaced(status, "reported")
