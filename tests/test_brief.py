"""The brief of this repository: sound without its originals, verified with them, and the same in both products."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from briefing import pipeline
from briefing.document import Differences, Document, NoteRef, Table, plain, spread, texts
from briefing.evidence.lock import dump
from briefing.model.evidence import MOST_WORDS
from briefing.render import pdf
from briefing.render.docx import to_docx
from briefing.workspace import LOCK, ORIGINALS_VARIABLE, Workspace
from tests.docx_lint import lint
from tests.test_render_html import squeezed
from tests.test_render_pdf import Pages
from tests.tools import pdf_text, validate

ROOT = Path(__file__).resolve().parent.parent
ORIGINALS = os.environ.get(ORIGINALS_VARIABLE)
WORKSPACE = Workspace(ROOT)


@pytest.fixture(scope="module")
def checked() -> pipeline.Checked:
    return pipeline.check(WORKSPACE)


@pytest.fixture(scope="module")
def document(checked: pipeline.Checked) -> Document:
    return pipeline.document(checked)


@pytest.fixture(scope="module")
def pages(document: Document) -> Pages:
    return Pages(document, pdf.draw(document, WORKSPACE))


@pytest.fixture(scope="module")
def word(document: Document, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("word") / "brief.docx"
    path.write_bytes(to_docx(document, WORKSPACE))
    return path


@pytest.fixture(scope="module")
def word_pages(word: Path) -> str:
    return pdf_text(word, word.parent)


def test_a_clone_without_the_originals_finds_nothing_wrong(checked: pipeline.Checked) -> None:
    assert checked.diagnostics == ()
    assert checked.verification.found + checked.verification.remembered == checked.counts["claim"]


def test_every_quotation_is_verified_and_the_lock_is_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    if not ORIGINALS:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{ORIGINALS_VARIABLE} is not set")
        pytest.skip(f"{ORIGINALS_VARIABLE} is not set")
    monkeypatch.setenv(ORIGINALS_VARIABLE, ORIGINALS)
    checked = pipeline.check(WORKSPACE)
    assert checked.diagnostics == ()
    assert checked.verification.found == checked.counts["claim"]
    assert dump(checked.verification.anchors) == (ROOT / LOCK).read_text(encoding="utf-8")


def test_no_article_is_in_the_repository(checked: pipeline.Checked) -> None:
    assert all(len(claim.quote.split()) <= MOST_WORDS for _, claim, _ in checked.project.claims())
    assert not list(ROOT.glob("seeds/**/*.txt")) or (ROOT / "seeds/originals").is_dir()


def test_the_brief_is_as_long_as_a_brief(pages: Pages) -> None:
    assert 6 <= len(pages.texts) <= 11
    assert pages.drawing.remarks == ()


def test_each_note_is_on_the_page_of_its_call(pages: Pages) -> None:
    assert pages.strays() == []
    for note in pages.document.notes:
        page, _ = pages.places[f"note-{note.number}"]
        assert f"{note.number}{squeezed(plain(note.text))[:40]}" in squeezed(pages.texts[page - 1])


def test_word_is_valid_and_without_the_faults_that_validators_miss(word: Path) -> None:
    assert lint(word.read_bytes()) == []
    assert validate(word) == []


def test_both_products_have_every_text_and_every_note_under_its_own_number(pages: Pages, word_pages: str) -> None:
    printed, typed = bare("".join(pages.texts)), bare(word_pages)
    for note in pages.document.notes:
        words = f"{note.number}{bare(plain(note.text))}"
        assert words[:60] in typed, f"note {note.number} in Word"
        assert words[:40] in printed, f"note {note.number} in the PDF"
    for text in _texts(pages.document):
        assert text in printed, f"the PDF lacks {text!r}"
        assert text in typed, f"Word lacks {text!r}"


def bare(text: str) -> str:
    """Without spaces and hyphens, of which a page may have more than the text."""
    return re.sub(r"[-‐]", "", squeezed(text))


def _texts(document: Document) -> Iterator[str]:
    """The beginnings of every run of text that has no call near: what survives page breaks."""
    for section in document.sections:
        for block in section.blocks:
            for inlines in texts(block):
                if isinstance(block, Table | Differences):  # in columns, so only words follow one another
                    yield from re.split(r"[\s\u2060-]+", plain(inlines))
                elif not any(isinstance(one, NoteRef) for one in spread(inlines[:2])):
                    yield bare(plain(inlines))[:30]


def test_word_opens_again(word: Path) -> None:
    from docx import Document as Opened  # noqa: PLC0415 - only here

    assert Opened(BytesIO(word.read_bytes())).core_properties.title


def test_no_annex_in_columns_leaves_its_title_at_the_foot_of_a_page(document: Document, word_pages: str) -> None:
    pages = [" ".join(page.split()) for page in word_pages.split("\f")]
    starts = [
        (plain(one.title), block.entries[0].question)
        for one in document.sections
        for block in one.blocks[:1]
        if isinstance(block, Differences)
    ]
    assert starts
    for title, question in starts:
        assert any(f"{title} {question}" in page for page in pages)
