"""What a brief may decide about rules: their severity, and waivers with a reason, beside what they waive."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct

from briefing.diagnostics import ADJUSTABLE, WAIVABLE, Diagnostic, Rule
from briefing.diagnostics.words import did_you_mean, short
from briefing.model.base import Text
from briefing.model.brief import Manifest, Project
from briefing.model.evidence import Claim, Fact, Source, Waiver
from briefing.model.section import Block, Section
from briefing.source import Span

_WAIVABLE = {rule.value: rule for rule in WAIVABLE}
_NEEDS_ORIGINALS = frozenset(
    {Rule.QUOTE_IS_VERIFIED, Rule.QUALIFIER_STANDS_IN_SOURCE, Rule.ELLIPSIS_KEEPS_THE_SENSE, Rule.COPY_IS_DECLARED}
)
"""Whether these find anything depends on the machine, so a waiver of them may be needed elsewhere."""
_NO_BAR = ADJUSTABLE | {Rule.WAIVER_HAS_A_REASON}
"""What does not bar a document from being composed."""

Waiving = Source | Fact | Claim | Section | Block | Manifest


def bad_severities(project: Project) -> Iterator[Diagnostic]:
    """Severities of rules that a document cannot be composed without."""
    adjustable = {rule.value for rule in ADJUSTABLE}
    for rule, severity in project.severities.items():
        if rule in {one.value for one in Rule} - adjustable and severity != "error":
            message = f"the rule `{rule}` cannot be set to `{severity}`: without it no document can be composed"
            hint = "`briefing explain RULE` says of each whether its severity can be set"
            yield Diagnostic(Rule.VALUE_FITS_ITS_FIELD, message, rule.span, (hint,))


def bad_waivers(project: Project) -> Iterator[Diagnostic]:
    """Waivers of rules that do not exist or cannot be waived, without a reason, or past their day."""
    for record in _records(project):
        for rule, waiver in record.waive.items():
            if rule not in _WAIVABLE:
                known = any(rule == one.value for one in Rule)
                near = "" if known else did_you_mean(rule, _WAIVABLE)
                hint = near or "`briefing explain RULE` says of each whether it can be waived"
                message = f"`{rule}` cannot be waived" if known else f"there is no rule `{short(rule)}`"
                yield Diagnostic(Rule.WAIVER_HAS_A_REASON, message, rule.span, (hint,))
            if not waiver.reason.strip():
                yield Diagnostic(Rule.WAIVER_HAS_A_REASON, f"`{rule}` is waived without a reason", rule.span, ("say why",))
            if _is_over(waiver, project):
                message = f"the waiver of `{rule}` held until {waiver.until}, and the brief is of {_day(project)}"
                hint = "mend what it waived, or give it a new day and a reason why"
                yield Diagnostic(Rule.WAIVER_IS_IN_FORCE, message, rule.span, (hint,))


def unwaived(project: Project, found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings that no record waives; and the waivers that waive nothing, where all could be read and composed.

    A citation of no fact, and whatever else no document can be composed with, keeps other checks from finding anything.
    """
    places: dict[tuple[Rule, str], list[_Place]] = defaultdict(list)
    for record in _records(project):
        for rule, waiver in record.waive.items():
            if rule in _WAIVABLE and not _is_over(waiver, project):
                key = record.id.span if isinstance(record, Source | Fact) else None
                places[_WAIVABLE[rule], record.span.path].append(_Place(rule, key, record.span))
    kept: list[Diagnostic] = []
    used: set[int] = set()
    for one in found:
        holding = [place for place in places.get((one.rule, one.span.path), ()) if place.holds_for(one.span)] if one.span else []
        used.update(map(id, holding))
        if not holding:
            kept.append(one)
    if project.is_whole and all(one.rule in _NO_BAR for one in kept):
        idle = [place for ones in places.values() for place in ones if id(place) not in used]
        kept += [_unneeded(place) for place in idle if _WAIVABLE[place.rule] not in _NEEDS_ORIGINALS]
    return kept


class _Place(Struct, frozen=True):
    """A rule that a record is let off: findings at its id and within it."""

    rule: Text
    key: Span | None
    record: Span

    def holds_for(self, inner: Span) -> bool:
        start, end = (inner.line, inner.column), (inner.end_line, inner.end_column)
        outer = self.record
        return inner == self.key or ((outer.line, outer.column) <= start and end <= (outer.end_line, outer.end_column))


def _unneeded(place: _Place) -> Diagnostic:
    hint = "take it out, so that it does not hide the next one"
    return Diagnostic(Rule.WAIVER_IS_NEEDED, f"the waiver of `{place.rule}` waives nothing here", place.rule.span, (hint,))


def in_force(record: Waiving, project: Project) -> Iterator[tuple[Rule, Waiver]]:
    """What a record is let off, the waivers left out that are past their day."""
    for name, waiver in record.waive.items():
        if name in _WAIVABLE and not _is_over(waiver, project):
            yield _WAIVABLE[name], waiver


def _is_over(waiver: Waiver, project: Project) -> bool:
    manifest = project.manifest
    return manifest is not None and waiver.until is not None and manifest.date.begins_after(waiver.until)


def _day(project: Project) -> str:
    return str(project.manifest.date) if project.manifest else ""


def _records(project: Project) -> Iterator[Waiving]:
    """Everything that can hold waivers; outer records before what lies in them."""
    if project.manifest:
        yield project.manifest
    yield from project.sources.values()
    for fact in project.facts.values():
        yield fact
        yield from fact.claims
    for section in project.sections:
        yield section
        yield from (item for item in section.body if isinstance(item, Block))
