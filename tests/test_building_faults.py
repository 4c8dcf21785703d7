"""What goes wrong while a build is at work, and what it reads where nobody looks."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from briefing import products
from briefing.batch.cluster import _may_lack_a_file
from briefing.batch.parcels import packed, unpacked
from briefing.batch.work import Job, work
from briefing.document import Document
from briefing.render.aside import Aside
from briefing.render.chart_theme import fingerprint
from briefing.render.faults import RenderFault
from briefing.stamp import USUAL
from briefing.workspace import Workspace, program_templates, write_together
from tests.test_keys import picture
from tests.workspaces import workspace


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return workspace(tmp_path / "work")


def test_a_folder_in_the_place_of_a_product_leaves_the_others_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "brief.pdf").write_text("old", encoding="utf-8")
    (tmp_path / "brief.docx").mkdir()
    with pytest.raises(IsADirectoryError) as caught:
        write_together({tmp_path / "brief.pdf": b"new", tmp_path / "brief.docx": b"new"})
    assert caught.value.filename == str(tmp_path / "brief.docx")
    assert (tmp_path / "brief.pdf").read_text("utf-8") == "old"
    assert len(list(tmp_path.iterdir())) == 2


def test_a_writer_that_ends_before_it_has_the_document_is_told(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(one: Aside, document: Document, workspace: Workspace) -> None:
        one._process.kill()
        one._process.join()
        draw(one, document, workspace)

    draw = Aside.draw
    monkeypatch.setattr(Aside, "draw", killed)
    with pytest.raises(RenderFault, match="the writer's process ended unexpectedly"):
        products.build(Workspace(place), ["pdf"], place / "out")


def with_page(place: Path, more: str) -> None:
    """The program's page, with something more at its end."""
    page = (program_templates() / "brief.html.j2").read_text("utf-8")
    (place / "templates").mkdir(exist_ok=True)
    (place / "templates/brief.html.j2").write_text(page.replace("</body>", f"{more}</body>"), encoding="utf-8")


def test_a_picture_in_a_hidden_folder_is_known_to_be_part_of_the_page(place: Path) -> None:
    with_page(place, """<p><img src="{{ picture('.brand/logo.png') }}" alt="Our logo"></p>""")
    (place / ".brand").mkdir()
    for colour in ("red", "blue"):
        (place / ".brand/logo.png").write_bytes(picture(colour))
        assert len(products.build(Workspace(place), ("html", "pdf"), place / "out").products) == 2
    assert not products.build(Workspace(place), ("html", "pdf"), place / "out").products


def test_a_font_in_a_folder_of_the_fonts_is_known_to_be_part_of_charts(place: Path) -> None:
    font = place / "templates/fonts/brand/Brand.ttf"
    font.parent.mkdir(parents=True)
    found = set()
    for name in ("SourceSans3-Regular.ttf", "SourceSerif4-It.ttf"):
        shutil.copy(program_templates() / "fonts" / name, font)
        found.add(fingerprint(Workspace(place), "en-GB"))
    assert len(found) == 2


def job(place: Path) -> Job:
    return Job(Workspace(place), ("html",), USUAL, {})


def test_a_parcel_has_the_templates_that_links_lead_to(place: Path) -> None:
    with_page(place, '{% include "parts/own.j2" %}')
    (place / "shared").mkdir()
    (place / "shared/own.j2").write_text("Our own", encoding="utf-8")
    (place / "templates/parts").symlink_to("../shared")
    parcel, _ = packed(job(place))
    assert parcel is not None
    away, at_home = unpacked(parcel).made, work(job(place)).made
    assert away is not None
    assert at_home is not None
    assert b"Our own" in away.drawn["boats-2025.html"].data
    assert away.drawn["boats-2025.html"].data == at_home.drawn["boats-2025.html"].data


def test_a_file_that_a_template_puts_together_is_found_at_home(place: Path) -> None:
    with_page(place, """<p><img src="{{ picture('style/' ~ 'logo.png') }}" alt="Our logo"></p>""")
    (place / "style").mkdir()
    (place / "style/logo.png").write_bytes(picture("red"))
    parcel, _ = packed(job(place))
    assert parcel is not None
    assert _may_lack_a_file(unpacked(parcel))
    assert work(job(place)).made is not None
    assert not _may_lack_a_file(work(job(place)))


def test_a_name_that_is_no_text_is_not_sent(place: Path) -> None:
    (place / "templates").mkdir()
    try:
        Path(os.fsdecode(os.fsencode(place / "templates") + b"/caf\xe9.txt")).touch()
    except OSError:
        pytest.skip("this file system takes names of UTF-8 only")
    assert packed(job(place))[0] is None
