"""The base of a brief in numbers: how many sources of which kind, how old, how independent; what agrees and what conflicts."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from briefing.evidence.disputes import dispute
from briefing.evidence.voices import origin, voices
from briefing.model.brief import Project
from briefing.model.evidence import Fact
from briefing.model.values import PartialDate


class Base(Struct, frozen=True):
    """What a source summary statement (ICD 206, D.3.d) is drawn from."""

    counts: dict[str, int]
    """By name: what the statement's `drawn_from` records."""
    kinds: dict[str, int]
    first: PartialDate | None
    """The earliest day of issue, and the latest."""
    last: PartialDate | None
    most_used: tuple[tuple[str, int], ...]
    """Sources by the number of their claims, the most used first."""
    contested: tuple[str, ...]
    """Labels of the facts on which the sources differ and which the text discloses."""

    @classmethod
    def of(cls, project: Project) -> Base:
        """Count a project that was read whole."""
        sources = list(project.sources.values())
        facts = list(project.facts.values())
        days = sorted(source.issued for source in sources if source.issued)
        spoken = [len(voices((claim for claim in fact.claims if not claim.is_deprecated), project.sources)) for fact in facts]
        disputed = {str(fact.id): fact for fact in facts if _is_disputed(fact)}
        used = Counter(str(claim.source) for _, claim, _ in project.claims())
        counts = {
            "sources": len(sources),
            "independent": len({origin(str(source.id), project.sources) for source in sources}),
            "signed": sum(bool(source.author) for source in sources),
            "dated": len(days),
            "opinion": sum(source.kind == "opinion" for source in sources),
            "originals_kept": sum(source.original is not None for source in sources),
            "facts": len(facts),
            "corroborated": sum(number > 1 and fact.id not in disputed for number, fact in zip(spoken, facts, strict=True)),
            "single_source": sum(number == 1 for number in spoken),
            "disputed": len(disputed),
            "set_aside": sum(claim.is_deprecated for _, claim, _ in project.claims()),
        }
        return cls(
            counts,
            dict(sorted(Counter(str(source.kind) for source in sources).items())),
            days[0] if days else None,
            days[-1] if days else None,
            tuple(used.most_common()),
            tuple(str(fact.label) for fact in disputed.values() if fact.resolution and fact.resolution.decision == "disclose"),
        )


def _is_disputed(fact: Fact) -> bool:
    found = dispute(fact)
    resolved = fact.resolution is not None and not fact.resolution.is_told
    return found is not None and found.needs_a_person and not resolved
