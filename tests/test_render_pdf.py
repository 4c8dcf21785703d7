"""The PDF writer, tried on real pages: notes at the foot of the page of their call, links, fonts, safety, the same bytes."""

from __future__ import annotations

import ctypes.util
import os
import random
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import weasyprint
from msgspec.structs import replace
from pypdf import PdfReader
from weasyprint.layout import LayoutContext, block

from briefing.document import (
    Block,
    Callout,
    Column,
    Detail,
    Difference,
    Differences,
    Document,
    Event,
    Heading,
    ItemList,
    Judgment,
    Note,
    NoteRef,
    Paragraph,
    Position,
    Quotation,
    Section,
    Table,
    Text,
    Timeline,
    plain,
)
from briefing.document import Inlines as Run
from briefing.render import pdf, pdf_engine
from briefing.render.faults import ResourceFault
from briefing.render.libraries import by_version_name
from briefing.render.writers import Drawing
from briefing.workspace import Workspace, program_templates
from tests.sample import document
from tests.test_render_html import PNG, every_text, squeezed

ROOT = Path(__file__).resolve().parent.parent


def workspace_in(folder: Path) -> Workspace:
    (folder / "templates").mkdir(parents=True)
    (folder / "picture.png").write_bytes(PNG)
    return Workspace(folder)


@dataclass(frozen=True)
class Pages:
    """A drawn document and what stands where in it."""

    document: Document
    drawing: Drawing

    @cached_property
    def reader(self) -> PdfReader:
        return PdfReader(BytesIO(self.drawing.data))

    @cached_property
    def texts(self) -> list[str]:
        return [page.extract_text() for page in self.reader.pages]

    @cached_property
    def places(self) -> dict[str, tuple[int, float]]:
        """Each anchor: the number of its page, from 1, and its height above the foot in points."""
        return {
            name: ((self.reader.get_destination_page_number(goal) or 0) + 1, float(goal.top or 0))
            for name, goal in self.reader.named_destinations.items()
        }

    @cached_property
    def links(self) -> set[tuple[int, str]]:
        """Page and goal of every link inside the document."""
        notes = (
            (number, note.get_object()) for number, page in enumerate(self.reader.pages, 1) for note in page.get("/Annots", ())
        )
        return {(number, str(note["/Dest"])) for number, note in notes if "/Dest" in note}

    def strays(self) -> list[int]:
        return [n.number for n in self.document.notes if self.places[f"ref-{n.number}"][0] != self.places[f"note-{n.number}"][0]]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    workspace = workspace_in(tmp_path_factory.mktemp("sample") / "w")
    return Pages(document(), pdf.draw(document(), workspace))


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    workspace = workspace_in(tmp_path_factory.mktemp("long") / "w")
    return Pages(long_document(), pdf.draw(long_document(), workspace))


# What is on the pages -----------------------------------------------------------------------------------------------------


def test_every_text_is_on_a_page(sample: Pages) -> None:
    seen = squeezed("".join(sample.texts))
    assert [text for text in every_text(sample.document) if squeezed(text) not in seen] == []


def test_the_engine_has_nothing_to_remark(sample: Pages, long: Pages) -> None:
    assert sample.drawing.remarks == ()
    assert long.drawing.remarks == ()


def test_pages_are_a4_numbered_and_marked(long: Pages) -> None:
    assert len(long.texts) >= 6
    for number, (page, text) in enumerate(zip(long.reader.pages, long.texts, strict=True), start=1):
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx((595.28, 841.89), abs=0.1)
        assert f"Page {number} of {len(long.texts)}" in text
        assert long.document.marking in text


def test_metadata_come_from_the_document(sample: Pages) -> None:
    info = sample.reader.metadata
    assert info is not None
    assert info.title == sample.document.title
    assert str(info["/CreationDate"]) == str(info["/ModDate"]) == "D:20260209"
    catalog: Any = sample.reader.root_object
    assert catalog["/Lang"] == "en-GB"
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/StructTreeRoot"]
    assert b"<pdfuaid:part>1" in catalog["/Metadata"].get_data()


def test_the_outline_and_the_contents_lead_to_the_sections(long: Pages) -> None:
    titles = [str(entry["/Title"]) for entry in flat(long.reader.outline)]
    contents = list(long.document.contents())
    assert [text for _, text, _ in contents] == [title for title in titles if title in {text for _, text, _ in contents}]
    printed = squeezed(next(text for text in long.texts if "Contents" in text))
    for _, text, name in contents:
        page = long.places[name][0]
        assert re.search(rf"{re.escape(squeezed(text))}\.*{page}(?!\d)", printed), f"{text} is on page {page}"
        assert any(goal == name for _, goal in long.links)


def flat(outline: object) -> list[dict[str, object]]:
    return [one for part in outline for one in flat(part)] if isinstance(outline, list) else [outline]  # type: ignore[list-item]


def test_only_our_fonts_are_embedded(sample: Pages, long: Pages) -> None:
    for pages in (sample, long):
        names = set()
        for page in pages.reader.pages:
            fonts: Any = page["/Resources"]
            for font in fonts["/Font"].values():
                below = font.get_object()["/DescendantFonts"][0].get_object()
                assert {"/FontFile2", "/FontFile3"} & set(below["/FontDescriptor"].get_object())
                names.add(str(below["/BaseFont"]).split("+")[1])
        assert names
        assert all(name.startswith(("Source-Serif-4", "Source-Sans-3")) for name in names)


def test_letters_that_our_fonts_lack_are_remarked(tmp_path: Path) -> None:
    drawing = pdf.draw(replace(document(), subtitle="See 漢"), workspace_in(tmp_path / "w"))
    assert any("漢" in remark for remark in drawing.remarks)


def test_a_family_that_no_style_declares_is_told_once(tmp_path: Path) -> None:
    place = workspace_in(tmp_path / "w")
    style = (program_templates() / "paged.css").read_text("utf-8") + '\n.text { font-family: "No Such Family" }\n'
    place.path("templates").mkdir(exist_ok=True)
    place.path("templates/paged.css").write_text(style, encoding="utf-8")
    (told,) = (remark for remark in pdf.draw(long_document(), place).remarks if "this machine" in remark)
    assert told.endswith("draws whole texts: a style asks for a family that no @font-face declares")


# Notes --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["sample", "long"])
def test_every_note_stands_on_the_page_of_its_call(name: str, request: pytest.FixtureRequest) -> None:
    pages: Pages = request.getfixturevalue(name)
    assert len(pages.document.notes) >= {"sample": 13, "long": 80}[name]
    assert pages.strays() == []
    for note in pages.document.notes:
        page, height = pages.places[f"note-{note.number}"]
        words = squeezed(plain(note.text))[:20]
        assert f"{note.number}{words}" in squeezed(pages.texts[page - 1])
        assert pages.places[f"ref-{note.number}"][1] > height, "a note stands below its call"


@pytest.mark.parametrize("name", ["sample", "long"])
def test_calls_and_notes_are_linked_both_ways(name: str, request: pytest.FixtureRequest) -> None:
    pages: Pages = request.getfixturevalue(name)
    for note in pages.document.notes:
        page = pages.places[f"note-{note.number}"][0]
        assert {(page, f"note-{note.number}"), (page, f"ref-{note.number}")} <= pages.links


def test_notes_ascend_on_their_pages(long: Pages) -> None:
    order = [long.places[f"note-{note.number}"] for note in long.document.notes]
    assert order == sorted(order, key=lambda place: (place[0], -place[1]))


def test_a_note_too_long_for_its_page_is_told_with_what_to_do(tmp_path: Path) -> None:
    more = Paragraph("p-3", (Text("After it. " * 1500),))
    (remark,) = pdf.draw(with_notes([380], more), workspace_in(tmp_path / "w")).remarks
    assert remark == (
        "note 1 is called on page 2, but does not stand there: cite fewer claims there, or divide what is said over sentences "
        "and paragraphs"
    )


def test_notes_that_find_no_page_are_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ResourceFault) as caught:
        pdf.draw(with_notes([15] * 30), workspace_in(tmp_path / "w"))
    (said,) = caught.value.resources
    found = re.fullmatch(r"notes ([\d, ]+) find no page with room for them beside their calls: cite fewer claims .*", said)
    assert found is not None
    assert found[1].endswith("28, 29, 30")


def with_notes(lengths: list[int], *after: Block) -> Document:
    """One sentence that calls notes of so many sentences each, and what comes after it."""
    calls = tuple(NoteRef(number) for number in range(1, len(lengths) + 1))
    notes = tuple(
        Note(at, f"note-{at}", (Text("So says the weekly, at length. " * length),), ()) for at, length in enumerate(lengths, 1)
    )
    blocks = (Paragraph("p-1", (Text("Before it. " * 160),)), Paragraph("p-2", (Text("A claim."), *calls)), *after)
    return replace(document(), sections=(Section("only", (Text("Only"),), "body", blocks),), notes=notes)


@pytest.mark.parametrize("ours", [True, False])
def test_a_paragraph_that_would_push_notes_away_moves_itself(monkeypatch: pytest.MonkeyPatch, ours: bool) -> None:
    """If the second case fails, the engine has been mended: take our hand away."""
    if not ours:
        monkeypatch.setattr(block, "iter_line_boxes", pdf_engine._lines)
    remarks = [list(pdf._strays(weasyprint.HTML(string=TINY + "<p>x</p>" * lines + TAIL).render().pages)) for lines in range(12)]
    assert any(remarks) is not ours


TINY = """<style>@page { size: 100px 120px; margin: 0; @footnote { margin: 0 } } html { font: 10px/10px serif } p { margin: 0 }
span { float: footnote; footnote-policy: line } ::footnote-call, ::footnote-marker { content: none }</style>
<p>x<a id="ref-1" href="#note-1">1</a><span id="note-1"><a href="#ref-1">1</a> a note</span></p>"""
TAIL = "<p>a<br>b<br>c<br>d<br>e</p>"


def test_adding_heights_changes_nothing_but_the_time(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, long: Pages) -> None:
    monkeypatch.setattr(LayoutContext, "_update_footnote_area", pdf_engine._measured)
    assert pdf.to_pdf(long_document(), workspace_in(tmp_path / "w")) == long.drawing.data


# Breaks -------------------------------------------------------------------------------------------------------------------


def test_no_heading_is_the_last_of_its_page(long: Pages) -> None:
    blocks = [block for section in long.document.sections for block in section.blocks]
    heads = {section.id for section in long.document.sections} | {block.id for block in blocks if isinstance(block, Heading)}
    names = heads | {block.id for block in blocks}
    last: dict[int, tuple[float, str]] = {}
    for name in names:
        page, height = long.places.get(name, (0, 0.0))
        if page and (page not in last or height < last[page][0]):
            last[page] = (height, name)
    assert {name for _, name in last.values()} & heads == set()


def test_a_long_table_repeats_its_header_and_breaks_between_rows(long: Pages) -> None:
    (table,) = (block for section in long.document.sections for block in section.blocks if block.id == "long-table")
    assert isinstance(table, Table)
    headed = [number for number, text in enumerate(long.texts) if "Head of the long table" in text]
    assert len(headed) >= 2
    assert headed == list(range(headed[0], headed[-1] + 1))
    for index in range(len(table.rows)):
        (page,) = (number for number, text in enumerate(long.texts) if f"begin{index:03} " in text)
        assert f"end{index:03}" in long.texts[page], "a row stays whole"
        assert page in headed
    assert "Caption of the long table" in long.texts[headed[0]]
    assert "begin000 " in long.texts[headed[0]]
    assert "Foot of the long table" in long.texts[headed[-1]]


# Safety -------------------------------------------------------------------------------------------------------------------


def test_templates_reach_no_network_and_no_other_file(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path / "w")
    (tmp_path / "secret.png").write_bytes(PNG)
    workspace.path("away.png").symlink_to(tmp_path / "secret.png")
    workspace.path("drawing.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">'
        '<image width="9" height="9" xlink:href="http://svg.invalid/a.png"/></svg>'
    )
    workspace.path("templates/brief.html.j2").write_text(
        """<html lang="en"><title>x</title><style>
        @import url("http://import.invalid/a.css"); @font-face { font-family: x; src: url("https://font.invalid/a.ttf") }
        body { background: url("//background.invalid/a.png"); font-family: x }</style>
        <link rel="stylesheet" href="http://link.invalid/a.css">
        <img alt="a" src="file:///etc/passwd"><img alt="a" src="../secret.png">
        <img alt="a" src="%2e%2e/secret.png"><img alt="a" src="away.png">
        <img alt="a" src="drawing.svg"><img alt="a" src="ftp://ftp.invalid/a.png"><img alt="a" src="gone.png">
        <img alt="a" src="file://host.invalid/workspace/picture.png"><img alt="fine" src="picture.png">"""
    )
    with pytest.raises(ResourceFault) as caught:
        pdf.to_pdf(document(), workspace)
    said = "\n".join(caught.value.resources)
    for part in ("import", "font", "background", "link", "svg", "ftp", "host"):
        assert f"//{part}.invalid" in said, part
    for part in ("file:///etc/passwd", "secret.png", "away.png", "gone.png"):
        assert part in said
    assert "/picture.png: only" not in said
    assert len(caught.value.resources) == len(set(caught.value.resources))


def test_text_that_looks_like_a_picture_is_text(tmp_path: Path) -> None:
    evil = replace(document(), subtitle='<img src="file:///etc/passwd">', abstract="url(http://evil.invalid/a.png)")
    seen = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf.to_pdf(evil, workspace_in(tmp_path / "w")))).pages)
    assert 'src="file:///etc/passwd"' in seen


def test_a_style_that_the_engine_ignores_is_remarked(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path / "w")
    workspace.path("templates/brief.css").write_text("p { colour: red }")
    assert any("colour" in remark for remark in pdf.draw(document(), workspace).remarks)


# The machine --------------------------------------------------------------------------------------------------------------

SCRIPT = """
import sys, hashlib
from pathlib import Path
from briefing.render import pdf
from briefing.workspace import Workspace
from tests.sample import document
print(hashlib.sha256(pdf.to_pdf(document(), Workspace(Path(sys.argv[1])))).hexdigest())
"""


def test_the_same_bytes_on_every_machine(tmp_path: Path, sample: Pages) -> None:
    """Another process, folder, time zone, language and hash seed, and a machine without a single font."""
    workspace = workspace_in(tmp_path / "another folder")
    (tmp_path / "fonts.conf").write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig/>'
    )
    other = {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "LANG": "tr_TR.UTF-8", "FONTCONFIG_FILE": str(tmp_path / "fonts.conf")}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(workspace.root)],
        env={**os.environ, **other, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True, cwd=tmp_path,
    )  # fmt: skip
    assert done.stdout.strip() == sha256(sample.drawing.data).hexdigest()


def test_libraries_are_searched_for_again_once_the_engine_is_loaded() -> None:
    search = ctypes.util.find_library
    with pytest.raises(OSError), by_version_name():
        assert ctypes.util.find_library("c") is None or sys.platform != "linux"
        raise OSError("no such library")
    assert ctypes.util.find_library is search


def test_a_missing_library_is_told_with_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango')")
    script = "try:\n import briefing.render.pdf\nexcept Exception as fault:\n print(type(fault).__name__, fault)"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": f"{tmp_path}:{ROOT}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("EngineFault")
    assert "libpango" in done.stdout
    assert "apt install" in done.stdout


# A long document ----------------------------------------------------------------------------------------------------------

SENTENCES = (
    "The ministry put the area at a quarter of a million hectares, while the count of the same year was lower by a tenth.",
    "Neither office has published how small plots are treated, so the two series cannot be joined without an assumption.",
    "After the meeting both delegations spoke of a new phase, and neither named a date, an amount or an officer.",
    "What was agreed is narrower than what was announced: a working group and a calendar of four sessions.",
)


SEED = 2


class Author:
    """Writes text with notes in it, the same each time."""

    def __init__(self) -> None:
        self.chance = random.Random(SEED)
        self.notes: list[Note] = []

    def run(self, text: str, odds: float = 0.7) -> Run:
        if self.chance.random() > odds:
            return (Text(text),)
        number = len(self.notes) + 1
        words = (
            self.chance.choice(("A weekly, para.", "Unsigned commentary on the tariff, which carries no date, para."))
            + f" {number}."
        )
        self.notes.append(Note(number, f"note-{number}", (Text(words * self.chance.randint(1, 2)),), ()))
        return (Text(text), NoteRef(number))

    def prose(self, sentences: int) -> Run:
        return tuple(part for _ in range(sentences) for part in self.run(self.chance.choice(SENTENCES) + " ", 0.5))

    def exhibit(self, which: int) -> Block:
        run = self.run
        if which == 0:
            caption, columns = run("Caption of the long table", 1), (Column(run("Head of the long table", 1)), AREA, METHOD)
            return Table("long-table", 1, caption, columns, self.rows(24), run("Foot of the long table", 1), "Areas")
        if which == 1:
            caption, days = run("How it went", 1), range(1, 8)
            return Timeline(
                "time", 1, caption, tuple(Event(f"{day} March", self.prose(1)) for day in days), run("As reported.", 1)
            )
        return Callout("callout", "disagreement", run("They differ", 1), (self.prose(1), self.prose(1)))

    def rows(self, count: int) -> tuple[tuple[Run, ...], ...]:
        run = self.run
        return tuple(
            (run(f"begin{row:03} of a row", 0.2), run(f"{row},120 ha", 0.3), run(f"By hand, end{row:03}", 0.2))
            for row in range(count)
        )

    def section(self, at: int) -> Section:
        run, prose, name = self.run, self.prose, f"s{at}"
        blocks: list[Block] = [Paragraph(f"{name}-p{count}", prose(3 + count)) for count in range(2)]
        blocks.append(Heading(f"{name}-h1", (Text(f"First heading of {at}"),), 2))
        blocks += [Paragraph(f"{name}-p{count}", prose(3 + count)) for count in range(2, 4)]
        blocks.append(self.exhibit(at))
        blocks.append(ItemList(f"{name}-list", tuple(prose(1) for _ in range(4)), ordered=True))
        blocks.append(Heading(f"{name}-h2", (Text(f"Second heading of {at}"),), 2))
        blocks.append(Paragraph(f"{name}-p4", prose(3)))
        details = (Detail("Basis", (prose(2),)), Detail("Indicators", (prose(1), prose(1))))
        blocks.append(Judgment(f"{name}-judgment", "Judgment", (Text("It is likely that talks go on."),), details))
        blocks.append(Quotation(f"{name}-quote", run("I like frank people", 0.5), run("A president", 1)))
        return Section(name, (Text(f"Section {at}"),), "body", tuple(blocks))

    def entry(self, at: int) -> Difference:
        weekly = Position("The weekly", self.run("3 February", 0.4), "")
        daily = Position("The daily", self.run("7 January", 0.4), "set aside")
        return Difference(f"entry-{at}", "Date of the meeting", (weekly, daily), self.run("Both are printed.", 0.2))


AREA, METHOD = Column((Text("Area"),), "decimal"), Column((Text("Method"),))


def long_document() -> Document:
    """Some ten pages, with notes wherever one may stand."""
    author = Author()
    points = ItemList("points-1", tuple(author.prose(1) for _ in range(5)))
    sections = (
        Section("points", (Text("Key points"),), "key-points", (points,)),
        *(author.section(at) for at in range(3)),
        Section(
            "annex", (Text("Where the sources differ"),), "annex", (Differences("annex-1", tuple(map(author.entry, range(12)))),)
        ),
    )
    return replace(document(), sections=sections, notes=tuple(author.notes))
