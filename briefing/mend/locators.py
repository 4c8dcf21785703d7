"""The words before or after a quotation that stands in several places, where it is known which of them is meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from briefing.mend.edits import Edit
from briefing.mend.insertion import insert_line
from briefing.model.brief import Anchor, Project
from briefing.model.evidence import Claim

Locate = Callable[[Claim, Anchor], tuple[str, str] | None]
"""From a claim and the place that the lock remembers to `prefix` or `suffix` and its words; None where nothing is to be added."""


def locators(project: Project, locate: Locate) -> Iterator[Edit]:
    """For each claim that needs it the edit that puts `prefix` or `suffix` after its quotation."""
    for _, claim, key in project.claims():
        anchor = project.lock.get(key)
        found = locate(claim, anchor) if anchor is not None else None
        if found is not None:
            field, words = found
            edit = insert_line(claim.node, field, words, after="quote")
            if edit is not None:
                yield edit
