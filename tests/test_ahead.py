"""A writer draws while the text is still judged: nothing comes of it where the text fails, and the same where it does not."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

import briefing.render.pdf_engine  # noqa: F401 - once for all builds: they fork
from briefing import pipeline, products
from briefing.document import Document
from briefing.pipeline import Checked, Read
from briefing.render.aside import Aside
from briefing.render.writers import slowest
from briefing.workspace import Workspace
from tests import test_check, test_text
from tests.textcases import Case, lay_out
from tests.workspaces import BASE, with_fingerprints, workspace

SAYS = "title: Findings\nbody:\n  - The ministry counted about {} boats [@{}].\n"
DRAWS = {"pdf": "briefing.render.pdf.draw", "docx": "briefing.render.docx.to_docx", "html": "briefing.render.html.to_page"}


def place(folder: Path, number: int = 120, fact: str = "boats") -> Workspace:
    return Workspace(workspace(folder / "work", {"sections/findings.yaml": SAYS.format(number, fact).encode()}))


def never_ending(monkeypatch: pytest.MonkeyPatch, format: str, mark: Path) -> None:
    """A writer that leaves a mark when it begins, and files that are its own."""

    def draw(document: Document, _: Workspace) -> bytes:
        Path(tempfile.mkdtemp(), "font").write_bytes(b"font")
        mark.write_text(document.id, encoding="utf-8")
        while True:
            time.sleep(0.01)

    monkeypatch.setattr(DRAWS[format], draw)


@pytest.mark.parametrize("format", DRAWS)
def test_what_is_drawn_already_is_thrown_away_where_the_text_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    mark, own, judge = tmp_path / "mark", tmp_path / "own", pipeline.judge
    own.mkdir()

    def late(read: Read) -> Checked:
        while not mark.exists():
            time.sleep(0.01)
        return judge(read)

    monkeypatch.setattr(tempfile, "tempdir", str(own))
    monkeypatch.setattr(pipeline, "judge", late)
    never_ending(monkeypatch, format, mark)
    built = products.build(place(tmp_path, number=130), (format,), tmp_path / "out")
    assert [one.rule.value for one in built.checked.diagnostics] == ["number-is-carried"]
    assert (built.products, built.standing) == ((), ())
    assert not (tmp_path / "out").exists()
    assert not list((tmp_path / "work/.briefing").iterdir())
    assert not list(own.iterdir())


def test_what_cannot_be_composed_is_not_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    never_ending(monkeypatch, "pdf", tmp_path / "mark")
    built = products.build(place(tmp_path, fact="ships"), ("pdf",), tmp_path / "out")
    assert "citation-names-a-fact" in [one.rule.value for one in built.checked.diagnostics]
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "mark").exists()


CASES = [(BASE, one) for one in test_check.CASES] + [(test_text.START, one) for one in test_text.CASES]


@pytest.mark.parametrize(("start", "case"), CASES, ids=lambda one: str(one) if isinstance(one, Case) else "")
def test_whatever_the_text_says_a_brief_of_sound_records_can_be_composed(
    tmp_path: Path, start: Mapping[str, bytes | None], case: Case
) -> None:
    lay_out(with_fingerprints({**start, **case.files}), tmp_path)
    read = pipeline.read(Workspace(tmp_path))
    if read.is_sound:
        assert pipeline.document(read).sections


def test_the_products_are_the_same_wherever_they_are_drawn(tmp_path: Path) -> None:
    here, formats = place(tmp_path), ("html", "docx", "pdf")
    _, made = products.Maker(here, formats).make()
    assert made is not None
    for format in formats:
        (path,) = products.build(here, (format,), tmp_path / "out").products
        assert path.read_bytes() == made.drawn[path.name].data


def test_a_writer_that_is_left_alone_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    aside = Aside("html")
    assert len(list(tmp_path.iterdir())) == 1
    aside._ours.close()  # as when the parent is killed
    aside._process.join(60)
    assert aside._process.exitcode == 0
    assert not list(tmp_path.iterdir())
    aside.close()


def test_the_slowest_of_the_writers_has_a_process_of_its_own() -> None:
    assert [slowest(formats) for formats in (("html", "docx", "pdf"), ("html", "docx"), ("html",))] == ["pdf", "docx", "html"]
