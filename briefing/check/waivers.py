"""What a brief may decide about rules: their severity, and waivers with a reason, beside what they waive."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.check.names import did_you_mean
from briefing.diagnostics import ADJUSTABLE, RULES, Diagnostic, Rule, Severity
from briefing.model.brief import Project
from briefing.model.evidence import Fact, Source

WAIVABLE = frozenset(rule.value for rule, text in RULES.items() if text.severity is not Severity.ERROR)
"""Rules about what a person may judge otherwise; errors can only be mended."""


def bad_severities(project: Project) -> Iterator[Diagnostic]:
    """Severities of rules that a document cannot be composed without."""
    adjustable = {rule.value for rule in ADJUSTABLE}
    for rule, severity in project.manifest.rules.items():
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
                message = f"`{rule}` cannot be waived" if known else f"there is no rule `{rule}`"
                yield Diagnostic(Rule.WAIVER_HAS_A_REASON, message, rule.span, (hint,))
            if not reason.strip():
                yield Diagnostic(Rule.WAIVER_HAS_A_REASON, f"`{rule}` is waived without a reason", rule.span, ("say why",))


def waived(project: Project, found: Diagnostic) -> bool:
    """Whether the record that a finding is about waives the finding's rule."""
    if found.span is None or found.rule.value not in WAIVABLE:
        return False
    return any(
        found.rule.value in record.waive and (found.span == record.id.span or _within(found, record))
        for record in _records(project)
    )


def _within(found: Diagnostic, record: Source | Fact) -> bool:
    inner, outer = found.span, record.span
    assert inner is not None
    start, end = (inner.line, inner.column), (inner.end_line, inner.end_column)
    within = (outer.line, outer.column) <= start and end <= (outer.end_line, outer.end_column)
    return inner.path == outer.path and within


def _records(project: Project) -> Iterator[Source | Fact]:
    yield from project.sources.values()
    yield from project.facts.values()
