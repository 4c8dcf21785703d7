"""The examples of the documentation of exhibits are sound, and are drawn."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import indent

import pytest

from briefing import pipeline
from briefing.document import Chart, Document, Table, Timeline, plain
from briefing.model.data import FIELDS
from briefing.model.tables import COLUMNS
from briefing.render.docx import to_docx
from briefing.report.diagnostics import short
from briefing.workspace import Workspace
from tests.test_text import BESIDE
from tests.textcases import lay_out, read_cases

DOCS = Path(__file__).parent.parent / "docs/exhibits.md"
START = read_cases(Path(__file__).parent / "cases/text/_start.md")[0].files
TEXT = DOCS.read_text(encoding="utf-8")
FACTS, *EXAMPLES = re.findall(r"^```yaml\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Document]:
    root = tmp_path_factory.mktemp("docs")
    section = "title: Findings\nbody:\n" + "".join(indent(example, "  ") for example in EXAMPLES)
    lay_out({**START, "seeds/facts/facts.yaml": FACTS.encode(), "sections/findings.yaml": section.encode()}, root)
    checked = pipeline.check(Workspace(root))
    assert short(one for one in checked.diagnostics if one.rule not in BESIDE) == ""
    return Workspace(root), pipeline.document(checked)


def test_the_examples_are_what_the_text_says_they_are(drawn: tuple[Workspace, Document]) -> None:
    workspace, document = drawn
    chart, usual, chosen, timeline = document.sections[0].blocks
    assert isinstance(chart, Chart) and isinstance(usual, Table) and isinstance(chosen, Table) and isinstance(timeline, Timeline)
    assert [plain(column.header) for column in usual.columns] == [
        "Measure",
        "Value (t)",
        "Date",
        "Method or scope",
        "Who says it",
    ]
    assert [plain(row[1]) for row in usual.rows] == ["about 3,001", "at least 2,750", "2,500"]
    assert [(plain(column.header), column.align) for column in chosen.columns] == [
        ("Who says it", "left"),
        ("Tonnes", "decimal"),
        ("Standing", "right"),
    ]
    assert [plain(row[1]) for row in chosen.rows] == ["about 3,001", "at least 2,750"]
    assert [(event.when, plain(event.what).replace("\u00a0", " ")) for event in timeline.events] == [
        ("2024", "The quota for 2024 is 2,500 tonnes."),
        ("2024", "Fish landed in Sandwick: about 3,001 t"),
        ("2 May 2024", "The new pier is opened, the Gazette reports."),
        ("2 May 2024", "Opening of the new pier"),
    ]
    assert to_docx(document, workspace)


def test_every_field_is_documented() -> None:
    assert [name for name in (*FIELDS, *COLUMNS) if f"`{name}`" not in TEXT] == []
