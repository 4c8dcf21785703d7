"""Checks: pure functions from a project to diagnostics."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from briefing.check.blocks import blocks
from briefing.check.evidence import claims, sources
from briefing.check.text import prose
from briefing.check.usage import unused
from briefing.check.waivers import bad_severities, bad_waivers, waived
from briefing.diagnostics import Diagnostic
from briefing.model.brief import Project

CHECKS: tuple[Callable[[Project], Iterator[Diagnostic]], ...] = (
    sources,
    claims,
    prose,
    blocks,
    unused,
    bad_severities,
    bad_waivers,
)


def check(project: Project) -> list[Diagnostic]:
    """Everything that is wrong with a project, as far as it was read, and is not waived."""
    return [found for one in CHECKS for found in one(project) if not waived(project, found)]
