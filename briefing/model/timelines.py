"""The events of a timeline in order of time, those that are drawn from facts among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from briefing.model.base import Text
from briefing.model.data import claims_of, date_of
from briefing.model.evidence import Fact
from briefing.model.markup import Prose
from briefing.model.section import TimelineBlock
from briefing.model.values import Day, PartialDate
from briefing.source import Span

_UNDATED = PartialDate(9999)


class Dated(Struct, frozen=True):
    """An event as it is printed."""

    address: tuple[str, int]
    """Where it stands in its timeline: among `events` or `facts`, and its number there, from 0."""
    day: PartialDate | None
    """None where it has none, or more than one, which is told."""
    fact: Text | None
    text: Prose | None
    """None where the fact tells what happened."""
    span: Span


def in_order_of_time(timeline: TimelineBlock, facts: Mapping[str, Fact]) -> list[Dated]:
    """The events as they are printed; those of one day as they are written, events before facts; those without a day last."""
    return sorted(_events(timeline, facts), key=lambda one: one.day or _UNDATED)


def _events(timeline: TimelineBlock, facts: Mapping[str, Fact]) -> Iterator[Dated]:
    for at, event in enumerate(timeline.events):
        day = event.date if event.fact is None else next(iter(days_of(event.fact, facts)), None)
        yield Dated(("events", at), day, event.fact, event.text, event.span)
    for at, name in enumerate(timeline.facts):
        yield Dated(("facts", at), next(iter(days_of(name, facts)), None), name, None, name.span)


def days_of(name: str, facts: Mapping[str, Fact]) -> list[PartialDate]:
    """The dates that the claims of a name give, each once: those that their values are; where none is one, their `as_of`."""
    claims = [claim for _, claim in claims_of(name, facts)]
    dated = [claim for claim in claims if isinstance(claim.typed, Day)]
    return list(dict.fromkeys(day for claim in dated or claims if (day := date_of(claim)) is not None))


def is_of_its_day(name: str, facts: Mapping[str, Fact]) -> bool:
    """Whether a date is what the claims of a name say; else they say something of that date."""
    return any(isinstance(claim.typed, Day) for _, claim in claims_of(name, facts))
