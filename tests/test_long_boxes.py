"""What is longer than a good part of a page breaks over pages, and leaves no void before it."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

from msgspec.structs import replace
from pypdf import PdfReader

from briefing.document import Block, Callout, Detail, Document, Heading, Inlines, Judgment, Paragraph, Section, Text
from briefing.render.pdf import draw
from tests.sample import document
from tests.test_render_pdf import workspace_in


def said(words: str, times: int) -> Inlines:
    return (Text(f"{words} " * times),)


def of_blocks(*blocks: Block) -> Document:
    return replace(document(), sections=(Section("only", said("Only", 1), "body", blocks),), notes=())


def pages(made: Document, folder: Path) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(draw(made, workspace_in(folder)).data)).pages]


def test_a_long_callout_begins_behind_the_text_before_it(tmp_path: Path) -> None:
    before = Paragraph("p", said("A line before it.", 60))
    box = Callout("c", "note", said("The box", 1), tuple(said(f"Remark {at} of the box goes on.", 14) for at in range(14)))
    told = pages(of_blocks(before, box), tmp_path)
    start = next(text for text in told if "A line before it." in text)
    assert "Remark 0" in start and "Remark 13" not in start
    assert "Remark 13" in told[told.index(start) + 1]


def test_a_detail_that_is_longer_than_a_page_leaves_no_page_empty(tmp_path: Path) -> None:
    box = Judgment("j", "Judgment", said("It is likely.", 1), (Detail("Basis", (said("So the ministry says.", 400),)),))
    told = pages(of_blocks(box), tmp_path)
    with_basis = [len(re.findall(r"So\s+the\s+ministry", text)) for text in told]
    assert sum(with_basis) == 400 and len([one for one in with_basis if one]) == 2
    assert "It is likely." in next(text for text, found in zip(told, with_basis, strict=True) if found)


def test_contents_longer_than_a_page_are_all_there(tmp_path: Path) -> None:
    made = of_blocks(*(Heading(f"h-{at}", said(f"Heading {at}", 1), 2) for at in range(130)))
    contents = [text for text in pages(made, tmp_path) if ". ." in text or ".." in text]
    named = [int(at) for text in contents for at in re.findall(r"Heading (\d+)\b[ .]+\d+", text)]
    assert named == list(range(130))
