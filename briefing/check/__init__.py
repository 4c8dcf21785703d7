"""Checks: pure functions from a project to diagnostics.

Some look at records by themselves; the others at the text of the brief, read once as a `Study`: passages and sentences, and
what each claim carries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from briefing.check.attribution import attribution
from briefing.check.blocks import blocks
from briefing.check.citing import uncited
from briefing.check.cutoff import younger
from briefing.check.denial import denial
from briefing.check.digits import digits
from briefing.check.disputes import disclosed, disputes
from briefing.check.evidence import claims, derivations
from briefing.check.figures import figures
from briefing.check.fitting import fitting
from briefing.check.judgments import judgments, likelihoods
from briefing.check.proper_names import proper_names
from briefing.check.reviews import unresolved
from briefing.check.sources import origins, summary
from briefing.check.speaking import speaking
from briefing.check.stated import stated
from briefing.check.study import Study
from briefing.check.style import word_template
from briefing.check.text import prose
from briefing.check.usage import unused
from briefing.check.values import values
from briefing.check.waivers import bad_severities, bad_waivers, unwaived
from briefing.diagnostics import Diagnostic, Rule
from briefing.diagnostics.words import UNREAD
from briefing.model.brief import Project

__all__ = ["CHECKS", "OF_ANY_TEXT", "OF_TEXT", "of_records", "of_text", "unread", "unwaived"]

CHECKS: tuple[Callable[[Project], Iterator[Diagnostic]], ...] = (
    derivations,
    origins,
    younger,
    claims,
    values,
    disputes,
    prose,
    blocks,
    likelihoods,
    word_template,
    bad_severities,
    bad_waivers,
    unresolved,
)
"""Of records, markup and reviews."""

OF_ANY_TEXT: tuple[Callable[[Study], Iterator[Diagnostic]], ...] = (uncited, digits, disclosed, stated, summary)
"""Of what a text says that is not English: what needs no reading of its words."""

OF_TEXT: tuple[Callable[[Study], Iterator[Diagnostic]], ...] = (
    uncited,
    figures,
    denial,
    fitting,
    attribution,
    speaking,
    disclosed,
    proper_names,
    judgments,
    summary,
)
"""Of what an English text says."""

_BROKEN_CITATIONS = frozenset({Rule.MARKUP_IS_CLOSED, Rule.CITATION_NAMES_A_FACT, Rule.CITATION_NAMES_A_CLAIM})


def _of_text(project: Project) -> tuple[Callable[[Study], Iterator[Diagnostic]], ...]:
    """The checks of what its texts say, by their language."""
    if project.is_english:
        return OF_TEXT
    return OF_ANY_TEXT if project.is_spoken else ()


def unread(study: Study) -> dict[str, int]:
    """How much was not read for what it says, by the reason."""
    project = study.project
    claims = sum(not project.is_read(str(claim.source)) for _, claim, _ in project.claims())
    counts = {"sentences": 0 if project.is_english else study.told, "quotations": claims}
    return {f"{what} {UNREAD}": number for what, number in counts.items() if number}


def of_records(project: Project) -> list[Diagnostic]:
    """What is wrong with records, markup and reviews. Where that is no error, a document can be composed."""
    return [finding for one in CHECKS for finding in one(project)]


def of_text(study: Study, records: Iterable[Diagnostic]) -> list[Diagnostic]:
    """What is wrong with what the text says, and what it does not use; `records` is what was found in the records."""
    found = [finding for one in _of_text(study.project) for finding in one(study)]
    if not _BROKEN_CITATIONS.intersection(one.rule for one in (*records, *found)):  # it may mean what nothing else uses
        found += unused(study.project)
    return found
