"""Which products are drawn again after a change, and that those which are not would be the same, byte for byte."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

import briefing.render.pdf_engine  # noqa: F401 - once for all builds: they fork
from briefing import products, stamp
from briefing.document import Document, Text
from briefing.document.bare import bare
from briefing.render.aside import Aside
from briefing.render.opened import opened
from briefing.render.writers import WRITERS, Drawing
from briefing.source import Span
from briefing.stamp import fingerprints
from briefing.workspace import Workspace, program_templates
from tests.sample import document
from tests.workspaces import BASE, workspace

ALL = {"pdf", "docx", "html"}
PAGES = {"pdf", "html"}
FIGURE = b"""title: Findings
body:
  - The ministry counted about 120 boats [@boats].
  - figure: {image: figures/map.png, caption: The harbour, alt: A map of the harbour, source: Our own drawing.}
"""


def picture(colour: str) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(data, "PNG")
    return data.getvalue()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A brief with a picture, a Word template, and a page template that asks for a logo of which the brief knows nothing."""
    manifest = (BASE["brief.yaml"] or b"") + b"style: {docx: style/our.docx}\n"
    page = (program_templates() / "brief.html.j2").read_text("utf-8")
    logo = page.replace("</body>", '<p><img src="{{ picture("style/logo.png") }}" alt="Our logo"></p></body>')
    assert logo != page
    return workspace(
        tmp_path / "work",
        {
            "brief.yaml": manifest,
            "sections/findings.yaml": FIGURE,
            "figures/map.png": picture("white"),
            "style/our.docx": (program_templates() / "house.docx").read_bytes(),
            "style/logo.png": picture("red"),
            "templates/brief.html.j2": logo.encode(),
            "templates/paged.css": (program_templates() / "paged.css").read_bytes(),
        },
    )


def built(place: Path, out: str = "out") -> set[str]:
    """The formats that a build draws."""
    done = products.build(Workspace(place), ("pdf", "docx", "html"), place / out)
    assert not done.checked.fails(strict=False), done.checked.diagnostics
    assert {path.suffix[1:] for path in (*done.products, *done.standing)} == ALL
    return {path.suffix[1:] for path in done.products}


def in_file(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(place: Path) -> None:
        path = place / name
        text = path.read_text("utf-8") if path.is_file() else ""
        assert old in text
        path.parent.mkdir(exist_ok=True)
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    change.__name__ = f"{name} {new[:30]!r}"
    return change


def bytes_of(name: str, data: bytes) -> Callable[[Path], None]:
    def change(place: Path) -> None:
        (place / name).parent.mkdir(exist_ok=True)
        (place / name).write_bytes(data)

    change.__name__ = name
    return change


def another_house(place: Path) -> None:
    """A Word template whose headings look otherwise."""
    import docx  # noqa: PLC0415

    package = docx.Document(str(program_templates() / "house.docx"))
    package.styles["Heading 1"].font.italic = True
    package.save(str(place / "style/our.docx"))


def lose(name: str) -> Callable[[Path], None]:
    def change(place: Path) -> None:
        (place / name).unlink()

    change.__name__ = f"lose {name}"
    return change


COMMENT = "c1:\n  author: Ann\n  section: findings\n  words: The ministry\n  text: Which one?\n"
WAIVER = "  waive: {claim-has-a-second-voice: the ministry alone counts}\n"
CHANGES: list[tuple[Callable[[Path], None], set[str]]] = [
    (in_file("sections/findings.yaml", "title", "# a remark between us\ntitle"), set()),
    (in_file("seeds/facts/boats.yaml", "boats:", "\n\nboats:"), set()),
    (in_file("brief.yaml", "style:", "rules: {source-is-used: note}\nstyle:"), set()),
    (in_file("reviews/a.yaml", "", COMMENT), {"docx"}),
    (in_file("sections/findings.yaml", "about 120 boats", "about 120 boats, no more"), ALL),
    (in_file("brief.yaml", "The count", "A count"), ALL),
    (in_file("brief.yaml", "date: 2025-04-02", "date: 2025-04-03"), ALL),
    (in_file("seeds/sources/gazette.yaml", "A daily.", "A daily paper."), ALL),
    (in_file("templates/paged.css", "@page", "p { color: red }\n@page"), PAGES),
    (in_file("templates/blocks.html.j2", "", (program_templates() / "blocks.html.j2").read_text("utf-8") + "\n"), PAGES),
    (bytes_of("style/logo.png", picture("blue")), PAGES),
    (bytes_of("figures/map.png", picture("black")), ALL),
    (another_house, {"docx"}),
    (lose("out/boats-2025.pdf"), {"pdf"}),
    (bytes_of("out/boats-2025.html", b"edited"), {"html"}),
    (lambda place: shutil.rmtree(place / ".briefing/drafts"), {"docx"}),
    (lambda place: shutil.rmtree(place / ".briefing"), ALL),
]


@pytest.mark.parametrize(("change", "expected"), CHANGES, ids=lambda one: getattr(one, "__name__", ""))
def test_what_is_not_drawn_again_would_be_the_same(place: Path, change: Callable[[Path], None], expected: set[str]) -> None:
    assert built(place) == ALL
    change(place)
    assert built(place) == expected
    assert built(place, "fresh") == ALL
    for format in ALL:
        name = f"boats-2025.{format}"
        assert (place / "out" / name).read_bytes() == (place / "fresh" / name).read_bytes(), format
    here = Workspace(place)
    assert stamp.standing(here, ("pdf", "docx", "html"), place / "out") is not None
    assert built(place) == set()


def test_another_program_or_library_draws_everything_again(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, next_run: Callable[[], None]
) -> None:
    module = tmp_path / "module.py"
    module.write_text("first", encoding="utf-8")
    monkeypatch.setattr(fingerprints, "program_files", lambda: iter([module]))
    next_run()
    assert built(place) == ALL
    module.write_text("second", encoding="utf-8")
    next_run()
    assert built(place) == ALL
    assert built(place) == set()
    monkeypatch.setattr(fingerprints, "version", lambda package: f"{package} 99")
    next_run()
    assert built(place) == ALL


def test_building_one_format_forgets_no_other(place: Path) -> None:
    here, out = Workspace(place), place / "out"
    assert built(place) == ALL
    for manner in (stamp.USUAL, stamp.Manner(clean=True)):
        products.build(here, ("docx",), out, manner=manner)
        products.build(here, ("docx",), place / "galleys", manner=manner)
    assert stamp.standing(here, ("pdf", "html"), out) is not None


def test_a_word_file_stands_whatever_manner_it_was_built_in_as_long_as_it_is_the_same(place: Path) -> None:
    here, out, clean = Workspace(place), place / "out", stamp.Manner(clean=True)
    assert products.build(here, ("docx",), out).products
    with_comments = (out / "boats-2025.docx").read_bytes()
    assert bool(products.build(here, ("docx",), out, manner=clean).products) == (
        (out / "boats-2025.docx").read_bytes() != with_comments
    )
    in_file("reviews/a.yaml", "", COMMENT)(place)
    assert products.build(here, ("docx",), out).products
    assert products.build(here, ("docx",), out, manner=clean).products
    assert not products.build(here, ("docx",), out, manner=clean).products


def test_a_redline_is_made_again_when_the_earlier_edition_is_another(place: Path) -> None:
    here, out, earlier = Workspace(place), place / "out", place / "sent.docx"
    products.build(here, ("docx",), out)
    shutil.copy(out / "boats-2025.docx", earlier)
    manner = stamp.Manner(redline=earlier)
    assert [path.name for path in products.build(here, ("docx",), out, manner=manner).products] == ["boats-2025-redline.docx"]
    assert products.build(here, ("docx",), out, manner=manner).standing == (out / "boats-2025-redline.docx",)
    in_file("sections/findings.yaml", "The ministry", "So the ministry")(place)
    products.build(here, ("docx",), out)
    shutil.copy(out / "boats-2025.docx", earlier)
    assert products.build(here, ("docx",), out, manner=manner).products


def test_what_a_writer_said_of_a_product_is_told_as_long_as_that_stands(place: Path) -> None:
    here, out = Workspace(place), place / "out"
    in_file("templates/paged.css", "@page", "p { colour: red }\n@page")(place)
    first = products.build(here, ("pdf", "docx"), out)
    assert "colour" in first.checked.diagnostics[0].message
    in_file("reviews/a.yaml", "", COMMENT)(place)
    second = products.build(here, ("pdf", "docx"), out)
    assert second.standing == (out / "boats-2025.pdf",)
    assert first.checked.diagnostics[0] in second.checked.diagnostics
    strict = stamp.Manner(strict=True)
    assert stamp.standing(here, ("pdf",), out, strict) is None
    assert not products.build(here, ("pdf",), out, manner=strict).standing


def test_a_template_that_changes_while_a_product_is_drawn_is_noticed_even_if_it_changes_back(place: Path) -> None:
    here, style = Workspace(place), place / "templates/paged.css"
    was = style.read_bytes()

    def edit(step: str) -> None:
        if step.startswith("drawing"):
            style.write_bytes(was + b"p { color: red }\n")

    products.build(here, ("pdf",), place / "out", progress=edit)
    style.write_bytes(was)
    assert products.build(here, ("pdf",), place / "out").products


def test_an_engine_that_has_nothing_to_draw_is_ended_and_not_waited_for(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(place)
    in_file("reviews/a.yaml", "", COMMENT)(place)
    monkeypatch.setattr("briefing.render.pdf.draw", lambda *_: pytest.fail("the PDF stands"))
    steps: list[str] = []
    close, draw = Aside.close, WRITERS["docx"].load()

    def closing(one: Aside) -> None:
        close(one)
        steps.append(f"{one._process.name} is alive" if one._process.is_alive() else "ended")

    def drawing(document: Document, workspace: Workspace) -> bytes | Drawing:
        steps.append("drawing")
        return draw(document, workspace)

    monkeypatch.setattr(Aside, "close", closing)
    monkeypatch.setattr("briefing.render.docx.to_docx", drawing)
    assert built(place) == {"docx"}
    assert steps[:2] == ["ended", "drawing"]


def test_what_a_writer_opens_is_known(tmp_path: Path) -> None:
    for name in ("logo.png", ".style/logo.png", ".briefing/drawn.svg", "out.txt", "templates/x.css"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "link.png").symlink_to("logo.png")
    with opened(tmp_path) as found, opened(tmp_path / "templates") as inner:
        for name in ("logo.png", ".style/logo.png", ".briefing/drawn.svg", "link.png", "templates/x.css"):
            (tmp_path / name).read_bytes()
            (tmp_path / "templates/.." / name).read_bytes()
        (tmp_path / "out.txt").write_bytes(b"new")
        with pytest.raises(OSError):
            (tmp_path / "missing.png").read_bytes()
    (tmp_path / "out.txt").read_bytes()
    assert found >= {"logo.png", ".style/logo.png", "link.png", "templates/x.css", "missing.png"}
    assert not found & {".briefing/drawn.svg", "out.txt"}
    assert inner == {"x.css"}


def test_writers_get_a_document_without_places_and_otherwise_the_same() -> None:
    whole = document()
    place = Span("sections/a.yaml", 1, 1, 1, 2)
    moved = replace(whole, sections=tuple(replace(section, origin=place) for section in whole.sections))
    assert moved != whole
    assert bare(moved) == bare(whole)
    other = replace(whole, sections=(replace(whole.sections[0], title=(Text("Another"),)), *whole.sections[1:]))
    assert bare(other) != bare(whole)
