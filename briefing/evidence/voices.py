"""Independent voices: a source, its rewrites and its copies are one, however many texts they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from briefing.model.evidence import Claim, Source


def chain(name: str, sources: Mapping[str, Source]) -> tuple[str, ...]:
    """What a source derives from: its origin, that one's, and so on to the text that was there first."""
    found: list[str] = []
    while (source := sources.get(name)) is not None and source.derived_from is not None and source.derived_from not in found:
        name = str(source.derived_from)
        found.append(name)
    return tuple(found)


def origin(name: str, sources: Mapping[str, Source]) -> str:
    """The text that a source derives from by whatever chain; itself where it derives from none."""
    return (name, *chain(name, sources))[-1]


def voices(claims: Iterable[Claim], sources: Mapping[str, Source]) -> frozenset[str]:
    """The origins of the claims' sources: how many of them there are is how many independent voices speak."""
    return frozenset(origin(str(claim.source), sources) for claim in claims)
