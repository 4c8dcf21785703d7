"""What a writer has to say about a product that it drew all the same: the user is told, and `--strict` heeds it."""

from __future__ import annotations

from pathlib import Path

import briefing.render.pdf_engine  # noqa: F401 - once for all builds: they fork
from briefing import products
from briefing.diagnostics import Rule, Severity
from briefing.stamp import Manner
from briefing.workspace import Workspace, program_templates
from tests.workspaces import workspace


def place(folder: Path, style: str) -> Workspace:
    css = (program_templates() / "brief.css").read_text("utf-8")
    return Workspace(workspace(folder / "work", {"templates/brief.css": f"{css}\n{style}".encode()}))


def test_a_style_that_the_engine_ignores_is_a_warning(tmp_path: Path) -> None:
    built = products.build(place(tmp_path, "p { colour: red }"), ("pdf",), tmp_path / "out")
    (said,) = (one for one in built.checked.diagnostics if one.rule is Rule.TEMPLATE_IS_SOUND)
    assert said.level is Severity.WARNING
    assert "colour" in said.message
    assert said.hints
    assert [path.exists() for path in built.products] == [True]


def test_with_strict_it_stops_the_build(tmp_path: Path) -> None:
    built = products.build(place(tmp_path, "p { colour: red }"), ("pdf",), tmp_path / "out", manner=Manner(strict=True))
    assert any("colour" in one.message for one in built.checked.diagnostics)
    assert built.products == ()
    assert not (tmp_path / "out").exists()


def test_a_sound_style_is_no_matter(tmp_path: Path) -> None:
    built = products.build(place(tmp_path, "p { color: red }"), ("pdf",), tmp_path / "out", manner=Manner(strict=True))
    assert len(built.products) == 1
    assert not [one for one in built.checked.diagnostics if one.rule is Rule.TEMPLATE_IS_SOUND]
