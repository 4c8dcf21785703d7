"""Disputes: their resolution, a rival, or a rank taken away or changed; one side untold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random

from benchmarks.mutations.brief import Brief, Claim
from benchmarks.mutations.carried import is_told
from benchmarks.mutations.edits import Fault, insert_line, remove, replaced
from benchmarks.mutations.kind import Table
from benchmarks.mutations.sheets import Scalar

TABLE = Table()

_OUTRIGHT = (
    "petro-preferred-candidate", "media-after-meeting", "trump-change-of-attitude", "visa-revoked-by", "us-aid-status",
    "speech-occasion", "petro-autonomy", "petro-line-on-armed-groups", "sanctions-list", "tensions-length", "designation",
    "agreements",
)  # fmt: skip
"""Facts whose claims contradict each other outright."""


def _disputes(brief: Brief) -> Iterator[tuple[str, list[Claim], Scalar]]:
    """Facts whose claims do not agree and that a person resolved."""
    for fact, claims in brief.facts.items():
        decision = brief.text(fact, "resolution", "decision")
        if decision and decision.value != "compatible" and len({claim.get("value") for claim in claims}) > 1:
            yield fact, claims, decision


@TABLE.kind("dispute-resolution-removed")
def _resolution_removed(brief: Brief, _: Random) -> Iterator[Fault]:
    for fact, claims, _decision in _disputes(brief):
        yield remove(brief.sheets[claims[0].path], (fact, "resolution"))


@TABLE.kind("dispute-rival-deleted")
def _rival_deleted(brief: Brief, random: Random) -> Iterator[Fault]:
    for fact, claims, _decision in _disputes(brief):
        values = Counter(claim.get("value") for claim in claims)
        rivals = [claim for claim in claims if values[claim.get("value")] == 1 and (len(claims) == 2 or is_told(brief, claim))]
        if fact in brief.used and rivals:
            yield remove(brief.sheets[claims[0].path], random.choice(rivals).keys)


@TABLE.kind("dispute-decision")
def _decision(brief: Brief, _: Random) -> Iterator[Fault]:
    for _fact, claims, decision in _disputes(brief):
        if decision.value != "prefer" and not any("rank" in claim.texts for claim in claims):
            yield replaced(decision, "prefer")


@TABLE.kind("dispute-called-compatible", 12, promised=False)
def _called_compatible(brief: Brief, _: Random) -> Iterator[Fault]:
    for fact in _OUTRIGHT:
        if fact in brief.facts and (decision := brief.text(fact, "resolution", "decision")) and decision.value == "disclose":
            yield replaced(decision, "compatible")


@TABLE.kind("dispute-rank")
def _rank(brief: Brief, random: Random) -> Iterator[Fault]:
    for fact, claims, decision in _disputes(brief):
        sheet = brief.sheets[claims[0].path]
        for claim in claims:
            if rank := claim.texts.get("rank"):
                yield remove(sheet, (*claim.keys, "rank"))
                if "reason" in claim.texts:
                    yield remove(sheet, (*claim.keys, "rank"), (*claim.keys, "reason"))
                for new in ("deprecated", "normal", "preferred"):
                    if new != rank.value:
                        yield replaced(rank, new)
        if decision.value == "disclose" and fact in brief.used:  # one side is raised, or set aside, without a word
            new = random.choice(("preferred", "deprecated"))
            yield insert_line(sheet, (*random.choice(claims).keys, "status"), f"rank: {new}")


TABLE.in_prose("dispute-rival-untold")
