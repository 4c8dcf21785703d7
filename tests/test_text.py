"""What the text says, held against the facts: each case is the harbour workspace with one thing changed, and what is then found.

There are no originals here, and most facts are there for other cases: what that alone gives rise to is left out.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing import pipeline
from briefing.diagnostics import Rule
from briefing.report.diagnostics import short
from briefing.workspace import Workspace
from tests.textcases import Case, lay_out, read_cases, rewrite

FOLDER = Path(__file__).parent / "cases" / "text"
START = read_cases(FOLDER / "_start.md")[0].files
CASES = [case for path in sorted(FOLDER.glob("[!_]*.md")) for case in read_cases(path)]
BESIDE = {Rule.QUOTE_IS_VERIFIED, Rule.ORIGINAL_IS_KEPT, Rule.FACT_IS_USED, Rule.SOURCE_IS_USED}


def test_the_harbour_is_sound(tmp_path: Path) -> None:
    lay_out(START, tmp_path)
    assert [one for one in pipeline.check(Workspace(tmp_path)).diagnostics if one.rule not in BESIDE] == []


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case, tmp_path: Path, update: bool) -> None:
    lay_out({**START, **case.files}, tmp_path)
    found = short(one for one in pipeline.check(Workspace(tmp_path)).diagnostics if one.rule not in BESIDE)
    if update:
        rewrite(case, found)
    assert found == case.expected
