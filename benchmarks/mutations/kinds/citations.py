"""Citations: removed, thinned, replaced, or missing; and what is told without any."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from benchmarks.mutations.brief import Brief
from benchmarks.mutations.carried import carried_alone, told_sentences
from benchmarks.mutations.edits import Fault, change, replaced
from benchmarks.mutations.kind import Table
from benchmarks.mutations.prose import citations, plain

TABLE = Table()

_CALLED = {
    "intellinews": "IntelliNews",
    "peoples-dispatch": "Meriguet",
    "rebelion-rewrite": "Rebelión",
    "undated-report": "undated report",
    "unsigned-commentary": "commentary",
}
"""For a source, the word by which a sentence names it."""
_CARRIED_ALL_THE_SAME = {"deportation-flights-refused", "threat-military-intervention", "designation", "tensions-onset"}
"""Facts of which every claim carries what the key points say."""


@TABLE.kind("cite-removed", 25)
def _cite_removed(brief: Brief, _: Random) -> Iterator[Fault]:
    for told in told_sentences(brief):
        yield change(told.scalar, (told.citation.start - 1, told.citation.end, ""))


@TABLE.kind("cite-thinned", 20)
def _cite_thinned(brief: Brief, _: Random) -> Iterator[Fault]:
    for told in told_sentences(brief):
        targets = told.citation.targets
        for at, target in enumerate(targets):
            if len(targets) > 1 and carried_alone(brief, told, target):
                if at:
                    yield change(told.scalar, (targets[at - 1].end, target.end, ""))
                else:
                    yield change(told.scalar, (target.start - 1, targets[1].start - 1, ""))


@TABLE.kind("cite-replaced", 25)
def _cite_replaced(brief: Brief, random: Random) -> Iterator[Fault]:
    for told in told_sentences(brief):
        targets = told.citation.targets
        cited = {brief.facts[target.fact][0].path for target in targets if target.fact in brief.facts}
        strange = [fact for fact in sorted(brief.used) if fact in brief.facts and brief.facts[fact][0].path not in cited]
        yield change(told.scalar, (told.citation.start, told.citation.end, f"[@{random.choice(strange)}]"))
        for target in targets:
            if len(targets) > 1 and carried_alone(brief, told, target):
                yield change(told.scalar, (target.start, target.end, random.choice(strange)))


@TABLE.kind("cite-other-claim", 25)
def _cite_other_claim(brief: Brief, _: Random) -> Iterator[Fault]:
    for told in told_sentences(brief):
        for target in (target for target in told.citation.targets if target.claim):
            if told.scalar.path == "sections/key_points.yaml" and target.fact in _CARRIED_ALL_THE_SAME:
                continue
            claims = brief.named(target)
            named = any(_CALLED.get(claim.get("source"), "?") in told.text for claim in claims)
            alone = carried_alone(brief, told, target)
            for other in brief.facts.get(target.fact, []):
                lost = named or any(plain(word) not in plain(other.get("quote")) for word in alone)
                if lost and all(other.get("value") != claim.get("value") for claim in claims):
                    yield change(told.scalar, (target.start, target.end, f"{target.fact}/{other.key}"))


@TABLE.kind("cite-missing")
def _cite_missing(brief: Brief, random: Random) -> Iterator[Fault]:
    for scalar in brief.prose:
        for target in (target for one in citations(scalar.value) for target in one.targets):
            sources = {claim.get("source") for claim in brief.facts.get(target.fact, [])}
            silent = [source for source in sorted(brief.articles) if source not in sources]
            if silent and random.random() < 0.5:
                yield change(scalar, (target.start, target.end, f"{target.fact}/{random.choice(silent)}"))
            else:
                at = random.randrange(len(target.fact) - 2) + 1
                new = target.fact[:at] + target.fact[at + 1 :]
                if new not in brief.facts and not new.endswith("-") and "--" not in new:
                    yield change(scalar, (target.start, target.end, new + (f"/{target.claim}" if target.claim else "")))


@TABLE.kind("cell-or-event-fact")
def _cell_or_event_fact(brief: Brief, random: Random) -> Iterator[Fault]:
    for scalar in brief.names_in_sections:
        alike = [one.value for one in brief.names_in_sections if one.keys[:4] == scalar.keys[:4] and one.value != scalar.value]
        fact, _, name = scalar.value.partition("/")
        rivals = [f"{fact}/{one.key}" for one in brief.facts.get(fact, []) if name and one.key != name]
        for new in random.sample(alike, min(2, len(alike))) + rivals:
            yield replaced(scalar, new)


TABLE.in_prose("sentence-added")
TABLE.in_prose("prose-number-added")
TABLE.in_prose("prose-number-spelled")
