"""Checks: each case is the small workspace with one thing changed, and what is then found, with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing import pipeline
from briefing.diagnostics import RULES, Rule
from briefing.report.diagnostics import short
from briefing.workspace import Workspace
from tests.textcases import Case, read_cases, rewrite
from tests.workspaces import workspace

FOLDER = Path(__file__).parent / "cases"
CASES = [case for path in sorted((FOLDER / "check").glob("*.md")) for case in read_cases(path)]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case, tmp_path: Path, update: bool) -> None:
    found = short(pipeline.check(Workspace(workspace(tmp_path, case.files))).diagnostics)
    if update:
        rewrite(case, found)
    assert found == case.expected


def test_the_small_workspace_is_sound(tmp_path: Path) -> None:
    assert pipeline.check(Workspace(workspace(tmp_path))).diagnostics == ()


def test_every_rule_has_a_text_and_a_case() -> None:
    cases = [*FOLDER.rglob("*.md"), *FOLDER.parent.glob("test_*.py")]
    told = "".join(path.read_text(encoding="utf-8") for path in cases)
    assert set(RULES) == set(Rule)
    assert [rule.value for rule in Rule if f"[{rule.value}]" not in told] == []
