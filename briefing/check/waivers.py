"""What a brief may decide about rules: their severity, and waivers with a reason, beside what they waive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefing.diagnostics import ADJUSTABLE, RULES, Diagnostic, Rule, Severity
from briefing.diagnostics.words import did_you_mean, short
from briefing.model.brief import Project
from briefing.model.evidence import Fact, Source
from briefing.source import Span

WAIVABLE = frozenset(rule.value for rule, text in RULES.items() if text.severity is not Severity.ERROR)
"""Rules about what a person may judge otherwise; errors can only be mended."""


def bad_severities(project: Project) -> Iterator[Diagnostic]:
    """Severities of rules that a document cannot be composed without."""
    adjustable = {rule.value for rule in ADJUSTABLE}
    for rule, severity in project.severities.items():
        if rule in {one.value for one in Rule} - adjustable and severity != "error":
            message = f"the rule `{rule}` cannot be set to `{severity}`: without it no document can be composed"
            hint = f"what can be set: {', '.join(sorted(adjustable))}"
            yield Diagnostic(Rule.VALUE_FITS_ITS_FIELD, message, rule.span, (hint,))


def bad_waivers(project: Project) -> Iterator[Diagnostic]:
    """Waivers of rules that do not exist or cannot be waived, and waivers without a reason."""
    for record in _records(project):
        for rule, reason in record.waive.items():
            if rule not in WAIVABLE:
                known = any(rule == one.value for one in Rule)
                hint = did_you_mean(rule, WAIVABLE) or f"what can be waived: {', '.join(sorted(WAIVABLE))}"
                message = f"`{rule}` cannot be waived" if known else f"there is no rule `{short(rule)}`"
                yield Diagnostic(Rule.WAIVER_HAS_A_REASON, message, rule.span, (hint,))
            if not reason.strip():
                yield Diagnostic(Rule.WAIVER_HAS_A_REASON, f"`{rule}` is waived without a reason", rule.span, ("say why",))


@dataclass(frozen=True, slots=True)
class Waiver:
    """Rules that a record is let off: findings at its id and within it."""

    rules: frozenset[str]
    key: Span
    record: Span

    def holds_for(self, found: Diagnostic) -> bool:
        """Whether it waives the finding."""
        inner, outer = found.span, self.record
        if inner is None or found.rule.value not in self.rules or inner.path != outer.path:
            return False
        start, end = (inner.line, inner.column), (inner.end_line, inner.end_column)
        return inner == self.key or ((outer.line, outer.column) <= start and end <= (outer.end_line, outer.end_column))


def unwaived(project: Project, found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings that no record waives."""
    records = [record for record in _records(project) if record.waive]
    waivers = [Waiver(WAIVABLE.intersection(record.waive), record.id.span, record.span) for record in records]
    return [one for one in found if not any(waiver.holds_for(one) for waiver in waivers)]


def _records(project: Project) -> Iterator[Source | Fact]:
    yield from project.sources.values()
    yield from project.facts.values()
