"""Facts and sources that nothing uses."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.check.walk import targets_of, used_facts
from briefing.diagnostics import Diagnostic, Rule
from briefing.model.brief import Project


def unused(project: Project) -> Iterator[Diagnostic]:
    """Reported only where everything could be read: otherwise their use may be in what was not.

    A contested fact is printed in the annex of differences, so it is used even where no sentence cites it. What another brief of
    the workspace uses is used too.
    """
    if not project.is_whole:
        return
    used = used_facts(project) | {target.fact for section in project.elsewhere for target in targets_of(section)}
    for fact in project.facts.values():
        if fact.id not in used and not fact.is_contested:
            hint = f"cite it with [@{fact.id}], or take it out"
            yield Diagnostic(Rule.FACT_IS_USED, f"nothing in the brief uses the fact `{fact.id}`", fact.id.span, (hint,))
    speaking = {claim.source for _, claim, _ in project.claims()}
    for source in project.sources.values():
        if source.id not in speaking:
            hint = "curate what it says, or take its record out"
            yield Diagnostic(Rule.SOURCE_IS_USED, f"no claim names the source `{source.id}`", source.id.span, (hint,))
