"""Checks: pure functions from a project to diagnostics."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from briefing.check.blocks import blocks
from briefing.check.evidence import claims, sources
from briefing.check.text import prose
from briefing.check.usage import unused
from briefing.check.waivers import bad_severities, bad_waivers, unwaived
from briefing.diagnostics import Diagnostic, Rule
from briefing.model.brief import Project

__all__ = ["CHECKS", "check", "unwaived"]

CHECKS: tuple[Callable[[Project], Iterator[Diagnostic]], ...] = (
    sources,
    claims,
    prose,
    blocks,
    bad_severities,
    bad_waivers,
)

_BROKEN_CITATIONS = frozenset({Rule.MARKUP_IS_CLOSED, Rule.CITATION_NAMES_A_FACT, Rule.CITATION_NAMES_A_CLAIM})


def check(project: Project) -> list[Diagnostic]:
    """Everything that is wrong with a project, as far as it was read."""
    found = [finding for one in CHECKS for finding in one(project)]
    if not _BROKEN_CITATIONS.intersection(one.rule for one in found):  # what one of them means may be what nothing else uses
        found += unused(project)
    return found
