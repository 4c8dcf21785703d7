"""The documentation of evidence and of sections: its examples are sound as they stand, and it tells of every field and word."""

from __future__ import annotations

import re
from itertools import takewhile
from pathlib import Path
from textwrap import indent
from typing import get_args

import pytest

from briefing import pipeline
from briefing.check.sources import NEEDED
from briefing.document import Callout, Figure, Heading, ItemList, Judgment, Paragraph, Quotation
from briefing.english.estimative import SCALES
from briefing.english.units import DIMENSIONS, DURATIONS
from briefing.model.base import Record
from briefing.model.brief import Manifest, Pdf, Style
from briefing.model.evidence import Bound, Claim, Fact, Original, Rank, Resolution, Source, SourceKind, SourceType, Status
from briefing.model.section import Block, CalloutBlock, FigureBlock, JudgmentBlock, QuoteBlock, Section
from briefing.model.values import CURRENCIES, TIME_UNITS
from briefing.render.docx import to_docx
from briefing.workspace import Workspace
from tests.commandline import run
from tests.textcases import lay_out

DOCS = Path(__file__).parent.parent / "docs"
EVIDENCE, SECTIONS = ((DOCS / f"{name}.md").read_text(encoding="utf-8") for name in ("evidence", "sections"))
BLOCKS = re.findall(r"^```yaml\n(.*?)^```$", SECTIONS, re.MULTILINE | re.DOTALL)


def files_of(text: str) -> dict[str, bytes | None]:
    """The files that a text writes out: fences that name a path."""
    return {path: content.encode() for path, content in re.findall(r"^```\w+ (\S+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)}


def test_a_workspace_is_made_from_nothing_by_the_letter_of_the_text(tmp_path: Path) -> None:
    start, _, _ = EVIDENCE.partition("\n## Sources\n")
    assert run("schema", cwd=tmp_path).returncode == 0
    lay_out(files_of(start), tmp_path)
    checked = run("check", "--strict", cwd=tmp_path)
    assert checked.returncode == 0 and "quotations: 1 found in their originals" in checked.stderr, checked.stderr
    assert "seeds/evidence.lock written" in run("verify", cwd=tmp_path).stderr
    assert run("build", "-f", "docx", cwd=tmp_path).returncode == 0
    assert (tmp_path / "out/sandwick-wells.docx").exists()


def test_all_examples_together_are_sound_and_draw_the_blocks_that_they_tell_of(tmp_path: Path) -> None:
    files = {**files_of(EVIDENCE), **files_of(SECTIONS)}
    findings = files["sections/findings.yaml"]
    assert findings is not None
    files["sections/findings.yaml"] = findings + "".join(indent(block, "  ") for block in BLOCKS).encode()
    files["pictures/mill-well.png"] = (DOCS / "pages.png").read_bytes()
    lay_out(files, tmp_path)
    checked = pipeline.check(Workspace(tmp_path))
    assert list(checked.diagnostics) == []
    document = pipeline.document(checked)
    assert [type(block) for block in document.sections[1].blocks] == [
        *(Paragraph, Heading, Paragraph, Paragraph, ItemList, ItemList),
        *(Quotation, Callout, Judgment, Figure),
    ]
    assert to_docx(document, Workspace(tmp_path))


def keys_of(*models: type[Record]) -> list[str]:
    return [
        field.alias or name for model in models for name, field in model.model_fields.items() if name != "id" or model is Claim
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (EVIDENCE, keys_of(Source, Original, Fact, Claim, Resolution)),
        (EVIDENCE, [word for words in (SourceType, SourceKind, Bound, Status, Rank) for word in get_args(words)]),
        (EVIDENCE, [*CURRENCIES, *(unit for unit in TIME_UNITS if unit.endswith("s")), *(DIMENSIONS.keys() - DURATIONS)]),
        (SECTIONS, keys_of(Manifest, Style, Pdf, Section, JudgmentBlock)),
        (SECTIONS, list(SCALES)),
    ],
    ids=["fields of evidence", "words of evidence", "units", "fields of brief and section", "scales"],
)
def test_every_field_and_word_is_documented(text: str, names: list[str]) -> None:
    assert [name for name in names if not re.search(rf"`{re.escape(name)}[`:]", text)] == []


def test_every_field_of_a_block_is_in_an_example() -> None:
    examples = "".join(BLOCKS)
    kinds = [key for key in keys_of(Block) if key not in ("table", "timeline", "chart")]
    keys = [*kinds, *keys_of(QuoteBlock, CalloutBlock, JudgmentBlock, FigureBlock)]
    assert [key for key in keys if not re.search(rf"\b{key}:", examples)] == []


def test_the_terms_of_each_scale_are_in_their_order() -> None:
    told = {
        scale: terms.split(", ")
        for scale, terms in re.findall(r"^\| `([\w-]+)` \| (\w[^|`]+, [^|`]+) \|$", SECTIONS, re.MULTILINE)
    }
    assert {scale: told[scale] for scale in SCALES} == {scale: list(terms) for scale, terms in SCALES.items()}


def test_what_each_type_of_source_calls_for_is_documented() -> None:
    _, _, after = EVIDENCE.partition("| type | calls for |\n|---|---|\n")
    rows = [row.split("|")[1:3] for row in takewhile(bool, after.split("\n"))]
    told = {type: tuple(re.findall(r"`(.+?)`", fields)) for types, fields in rows for type in re.findall(r"`(.+?)`", types)}
    assert told == NEEDED
