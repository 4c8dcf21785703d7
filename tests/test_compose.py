"""Composition: each case is a workspace, and the document and the notes that come of it."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing import pipeline
from briefing.document import NoteRef, plain, spread, texts
from briefing.report import show
from briefing.workspace import Workspace
from tests.textcases import Case, read_cases, rewrite
from tests.workspaces import workspace

FOLDER = Path(__file__).parent / "cases/compose"
CASES = [case for path in sorted(FOLDER.glob("*.md")) for case in read_cases(path)]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case, tmp_path: Path, update: bool) -> None:
    checked = pipeline.check(Workspace(workspace(tmp_path, case.files)))
    assert not checked.fails(strict=False), checked.diagnostics
    document = pipeline.document(checked)
    composed = f"{show.outline(document)}\n{show.notes(document)}"
    if update:
        rewrite(case, composed)
    assert composed == case.expected


@given(
    st.lists(
        st.sampled_from(
            ["paragraph", "list", "table", "callout", "timeline", "note", "twice", "facts", "chart", "drawn", "dated"]
        ),
        min_size=1,
        max_size=8,
    )
)
def test_notes_are_numbered_in_reading_order_whatever_the_blocks(
    tmp_path_factory: pytest.TempPathFactory, kinds: list[str]
) -> None:
    blocks = {
        "paragraph": "  - About 120 boats [@boats], and again [@boats/gazette].\n",
        "list": "  - list: ['One [@boats].', 'Two [@boats].']\n",
        "table": "  - table: {caption: 'C [@boats]', columns: ['A [@boats]', B],"
        " rows: [['x [@boats]', {fact: boats}]], source: 'S [@boats].'}\n",
        "callout": "  - callout: {kind: note, title: 'T [@boats]', body: ['B [@boats].']}\n",
        "timeline": "  - timeline: {caption: 'C [@boats]',"
        " events: [{date: 2025-02, text: 'E [@boats].'}], source: 'S [@boats].'}\n",
        "facts": "  - facts: [boats, boats/gazette]\n",
        "chart": "  - chart: {caption: 'C [@boats]', alt: A., data: [boats], spec: {mark: bar}, source: 'S [@boats] as said'}\n",
        "drawn": "  - table: {caption: C, facts: [boats], columns: [{field: value, text: 'V [@boats]'}, who],"
        " source: 'S [@boats].'}\n",
        "dated": "  - timeline: {caption: C, facts: [boats], events: [{date: 2025-04, text: 'E [@boats].'}]}\n",
        "note": "  - So it is^[As [@boats] says].\n",
        "twice": "  - They are many [@boats] [@boats/gazette].\n",
    }
    text = "title: Findings\nbody:\n" + "".join(blocks[kind] for kind in kinds)
    root = workspace(tmp_path_factory.mktemp("order"), {"sections/findings.yaml": text.encode()})
    document = pipeline.document(pipeline.check(Workspace(root)))
    called = [
        one.number
        for section in document.sections
        for block in section.blocks
        for inlines in texts(block)
        for one in spread(inlines)
        if isinstance(one, NoteRef)
    ]
    assert called == [note.number for note in document.notes] == list(range(1, len(called) + 1))
    full = [note.number for note in document.notes if "The Gazette" in plain(note.text)]
    assert full == [1], "the first note alone is full"


UNSIGNED = """gazette:
  type: article-newspaper
  title: Boats counted
  container-title: The Gazette
  publisher: Gazette Press
  issued: 2025-04-01
  URL: https://gazette.example/boats
  name: the Gazette
  lacks: author
  kind: news
  descriptor: An unsigned daily.
  original: {file: gazette.txt, sha256: (of gazette.txt), exclude: [{lines: 1, what: headline}]}
"""
TWICE = """title: Findings
body:
  - The ministry counted about 120 boats [@boats].
  - It counted about 120 boats in March 2025 [@boats].
"""


def test_a_document_can_be_sent_to_another_process_whatever_its_notes_print(tmp_path: Path) -> None:
    files = {"seeds/sources/gazette.yaml": UNSIGNED.encode(), "sections/findings.yaml": TWICE.encode()}
    document = pipeline.document(pipeline.check(Workspace(workspace(tmp_path, files))))
    assert pickle.loads(pickle.dumps(document)) == document
    assert "The Gazette" in show.notes(document).splitlines()[-1]
