"""A brief in Spanish, from its files to its products: every word of the program in Spanish, every check that needs no English."""

from __future__ import annotations

import html
import io
import re
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import pdfplumber
import pyphen  # type: ignore[import-untyped]
import pytest
from lxml import etree
from msgspec.structs import replace

from briefing import pipeline
from briefing.document import Document, Foreign, Inlines, Paragraph, Section, Text, plain
from briefing.draft.reading import read_bytes
from briefing.pull.changes import Outcome
from briefing.redline import redlined
from briefing.render import pdf
from briefing.render.docx import to_docx
from briefing.render.html import to_page
from briefing.report.diagnostics import short, summary
from briefing.wording import wording
from briefing.workspace import Workspace
from tests.returning import send
from tests.sample import document as sample
from tests.spanish import FOLDER, START, spanish
from tests.test_wording import texts
from tests.textcases import Case, read_cases, rewrite

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ENGLISH_HERE = ("Who will pay for Arenal?", "about $740 million for the new “deep” quay", "the port’s 14 docks")
"""What the English source says, which stays as it is."""


def document(root: Path, language: str = "es") -> tuple[Document, Workspace]:
    workspace = Workspace(spanish(root, language=language))
    checked = pipeline.check(workspace)
    assert checked.diagnostics == ()
    return pipeline.document(checked), workspace


# Checks -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", read_cases(FOLDER / "checks.md"), ids=str)
def test_case(case: Case, tmp_path: Path, update: bool) -> None:
    found = short(pipeline.check(Workspace(spanish(tmp_path, case.files))).diagnostics)
    found = "".join(line for line in found.splitlines(keepends=True) if "[fact-is-used]" not in line)
    if update:
        rewrite(case, found)
    assert found == case.expected


def test_the_report_says_what_was_not_read(tmp_path: Path) -> None:
    counts = pipeline.check(Workspace(spanish(tmp_path))).counts
    skipped = "10 skipped: sentences are read in English only; 6 skipped: quotations are read in English only"
    assert summary(counts).endswith(f"quotations: 8 found in their originals; {skipped}")


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("es", "- Es «una subida» —del 5,5 %— en un año…, págs. 3-5 [@alza].\n"),
        ("es-CO", "- Es “una subida” —del 5,5 %— en un año…, págs. 3-5 [@alza].\n"),
    ],
)
def test_fix_sets_marks_as_the_region_has_them(language: str, line: str, tmp_path: Path) -> None:
    text = 'title: Hallazgos\nbody:\n  - Es "una subida" --del 5,5 %--  en un año..., págs. 3-5 [@alza].\n'
    workspace = Workspace(spanish(tmp_path, {"sections/hallazgos.yaml": text.encode()}, language=language))
    checked, mended = pipeline.mend(workspace, pipeline.check(workspace))
    assert mended.places == 6
    assert (tmp_path / "sections/hallazgos.yaml").read_text(encoding="utf-8") == f"title: Hallazgos\nbody:\n  {line}"
    assert "typography-is-even" not in short(checked.diagnostics)


# Products -----------------------------------------------------------------------------------------------------------------


def of_html(document: Document, workspace: Workspace) -> str:
    page = re.sub(r"<style.*?</style>|<meta[^>]*>", "", to_page(document, workspace).decode(), flags=re.DOTALL)
    labels = " ".join(re.findall(r'(?:aria-label|aria-description|title|alt)="([^"]*)"', page))
    return html.unescape(re.sub(r"<[^>]+>", "", page) + labels)


def of_word(document: Document, workspace: Workspace) -> str:
    with ZipFile(io.BytesIO(to_docx(document, workspace))) as package:
        parts = [name for name in package.namelist() if re.match(r"word/(document|footnotes|comments|header|footer)", name)]
        stories = [etree.fromstring(package.read(name)) for name in parts]
    return " ".join("".join(text.text or "" for text in p.iter(f"{W}t")) for story in stories for p in story.iter(f"{W}p"))


def of_pdf(document: Document, workspace: Workspace) -> str:
    with pdfplumber.open(io.BytesIO(pdf.draw(document, workspace).data)) as pages:
        return "\n".join(page.extract_text() for page in pages.pages)


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("product", [of_html, of_word, of_pdf])
def test_no_word_of_the_program_is_english(product, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    printed = squeezed(product(*document(tmp_path)))
    for theirs in ENGLISH_HERE:
        printed = printed.replace(theirs, "")
    english = {text.strip(" .:{}") for path, text in texts(wording("en")) if not re.search(r"\.(reading|tag|locale|doubt)", path)}
    words = {text for text in english if re.fullmatch(r"[A-Za-z][A-Za-z. -]+", text)} - {"et al", "no", "probable", "improbable"}
    assert len(words) > 60
    months = "January|February|March|April|June|July|August|September|October|November|December"
    assert re.findall(rf"\b(?:{'|'.join(map(re.escape, words))}|{months})\b", printed) == []


@pytest.mark.parametrize("product", [of_html, of_word, of_pdf])
def test_labels_dates_and_numbers_are_spanish(product, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    printed = squeezed(product(*document(tmp_path))).replace("\u00a0", " ")
    for told in (
        "Cierre de la información",
        "2 de abril de 2025",
        "Contenido",
        "Tabla 1",
        "Cronología 1",
        "Juicio",
        "(80–95 %)",
        "Confianza",
        "Moderada",
        "Fuentes",
        "En qué difieren las fuentes",
        "alrededor de 740 millones USD",
        "Peña e Ibáñez, «El puerto “que viene”», párr. 2.",
        "consultado el 1 de abril de 2025",
    ):
        assert told in printed


def test_notes_follow_the_region(tmp_path: Path) -> None:
    here, _ = document(tmp_path, "es-CO")
    assert plain(here.notes[3].text) == "Peña e Ibáñez, “El puerto ‘que viene’”, párr. 2."
    assert here.labels.decimal == ","


# Languages of runs --------------------------------------------------------------------------------------------------------


def test_words_of_an_english_source_are_english_to_word(tmp_path: Path) -> None:
    here, workspace = document(tmp_path, "es-CO")
    with ZipFile(io.BytesIO(to_docx(here, workspace))) as package:
        stories = [etree.fromstring(package.read(f"word/{name}.xml")) for name in ("document", "footnotes")]
        styles = etree.fromstring(package.read("word/styles.xml"))
    assert {lang.get(f"{W}val") for lang in styles.iter(f"{W}lang")} == {"es-CO"}
    runs = [(run.find(f"{W}rPr/{W}lang"), run) for story in stories for run in story.iter(f"{W}r")]
    marked = [(lang.get(f"{W}val"), run) for lang, run in runs if lang is not None]
    assert {lang for lang, _ in marked} == {"en"}
    said = {"".join(text.text or "" for text in run.iter(f"{W}t")) for _, run in marked}
    assert said == {"about $740 million for the new ‘deep’ quay", "Who will pay for Arenal?"}


def test_words_of_an_english_source_are_english_to_screen_readers(tmp_path: Path) -> None:
    here, workspace = document(tmp_path)
    page = to_page(here, workspace).decode()
    assert '<html lang="es">' in page
    assert '«<span lang="en">about $740 million for the new “deep” quay</span>»' in page
    drawn = pdf.draw(here, workspace).data
    with pdfplumber.open(io.BytesIO(drawn)) as pages:
        tree = repr(pages.structure_tree)
        assert pages.doc.catalog["Lang"] in (b"es", "es")
    assert "'lang': 'en'" in tree


LONG = "desarrolladísimamente responsabilidades en interterritorialidad y además guerrillerísimamente ferrocarrilera "
FOREIGN = "telecommunications and misunderstandings of extraterritoriality in correspondingly "


def paragraph(text: Inlines, language: str) -> Document:
    section = Section("only", (Text("Only"),), "body", (Paragraph("p", text),))
    return replace(sample(), sections=(section,), notes=(), language=language)


def breaks(document: Document, root: Path) -> list[tuple[str, str]]:
    """The words that lines end within, in their two parts."""
    with pdfplumber.open(io.BytesIO(pdf.draw(document, Workspace(root)).data)) as pages:
        lines = [line for page in pages.pages for line in page.extract_text().splitlines()]
    cut = [(before.split()[-1], after.split()[0]) for before, after in pairwise(lines) if re.search(r"\w[-‐]$", before)]
    return [(first.rstrip("-‐"), second) for first, second in cut]


@pytest.mark.parametrize(("language", "rules"), [("es-CO", "es"), ("en-GB", "en_GB"), ("en-US", "en_US")])
def test_lines_break_by_the_rules_of_the_language(language: str, rules: str, tmp_path: Path) -> None:
    text = " ".join("así " * place + LONG + FOREIGN for place in range(12))
    found = breaks(paragraph((Text(text),), language), tmp_path)
    assert found
    assert [pair for pair in found if len(pair[0]) not in pyphen.Pyphen(lang=rules).positions("".join(pair))] == []


def test_foreign_words_break_by_their_own_rules(tmp_path: Path) -> None:
    text = (Text("".join("así " * place + LONG for place in range(12))), Foreign("en-GB", (Text(FOREIGN * 12),)))
    found = breaks(paragraph(text, "es"), tmp_path)
    theirs = [pair for pair in found if "".join(pair) in FOREIGN]
    assert theirs
    assert len(theirs) < len(found)
    for pair in found:
        rules = "en_GB" if pair in theirs else "es"
        assert len(pair[0]) in pyphen.Pyphen(lang=rules).positions("".join(pair))


# The way back from Word ---------------------------------------------------------------------------------------------------


def test_an_untouched_draft_has_nothing_to_tell(tmp_path: Path) -> None:
    desk = send(spanish(tmp_path))
    returned = desk.pull(desk.data)
    assert [change for draft in returned.drafts for change in draft.changes] == []
    assert returned.texts == {}


def test_two_equal_editions_are_told_no_change_of_language(tmp_path: Path) -> None:
    desk = send(spanish(tmp_path))
    assert redlined(desk.data, read_bytes(desk.data), author="Briefing", date="2025-04-02") == desk.data


@pytest.mark.parametrize(
    ("words", "new", "what"),
    [("muy probable", "poco probable", "likelihood"), ("«una subida»", "«una bajada»", "quotation")],
)
def test_evidence_in_spanish_words_is_held_back(words: str, new: str, what: str, tmp_path: Path) -> None:
    start = (START["sections/hallazgos.yaml"] or b"").decode() + "  - Hubo «una subida» [@alza].\n"
    desk = send(spanish(tmp_path, {"sections/hallazgos.yaml": start.encode()}))
    before = desk.yaml()
    hand = desk.hand()
    hand.replace(words, new)
    (told,) = (change for draft in desk.pull(hand).drafts for change in draft.changes)
    assert (told.outcome, what in told.what) == (Outcome.EVIDENCE, True)
    assert desk.yaml() == before
