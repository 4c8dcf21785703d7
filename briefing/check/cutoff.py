"""Sources that are younger than the brief: it cannot know of what was not yet written."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.check.walk import used_facts
from briefing.diagnostics import Diagnostic, Rule
from briefing.model.brief import Project


def younger(project: Project) -> Iterator[Diagnostic]:
    """Sources that this brief draws on, issued certainly after its date or its cut-off; those of another brief may be younger."""
    if project.frame.days is None:
        return
    date, cutoff = project.frame.days
    used = used_facts(project)
    drawn = {
        str(claim.source) for fact in project.facts.values() if fact.id in used or fact.is_contested for claim in fact.claims
    }
    for name, source in project.sources.items():
        if name not in drawn or source.issued is None:
            continue
        if source.issued.begins_after(date):
            message = f"`{name}` is of {source.issued}: a brief of {date} cannot know of later days"
            hint = "correct the date of the source, or that of the brief"
            yield Diagnostic(Rule.VALUE_FITS_ITS_FIELD, message, source.span_of("issued"), (hint,))
        elif source.issued.begins_after(cutoff):
            message = f"`{name}` is of {source.issued}, the information cut-off is {cutoff}"
            hint = "correct the date of the source, or set `information_cutoff` to the last day of which the brief knows"
            yield Diagnostic(Rule.SOURCE_IS_WITHIN_THE_CUTOFF, message, source.span_of("issued"), (hint,))
