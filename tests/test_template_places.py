"""What stands in the place of a template and is none: whoever put it there is told, and gets no page that passes over it."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing import products
from briefing.render.chart_theme import theme
from briefing.render.faults import TemplateFault
from briefing.workspace import Workspace
from tests.workspaces import workspace

FOLDER = "this is a folder, and should be a file"
FILE = "this is a file, and should be a folder"
NOWHERE = "this is a link to nothing, and should be a file"


@pytest.mark.parametrize(
    ("format", "there", "told"),
    [
        ("html", "templates/brief.html.j2/", FOLDER),
        ("html", "templates/blocks.html.j2/", FOLDER),
        ("html", "templates/screen.css/", FOLDER),
        ("html", "templates/fonts", FILE),
        ("html", "templates", FILE),
        ("html", "templates/brief.css -> gone.css", NOWHERE),
        ("docx", "templates/house.docx/", FOLDER),
        ("docx", "templates", FILE),
        ("docx", "templates/house.docx -> gone.docx", NOWHERE),
    ],
)
def test_what_is_no_template_is_told_also_where_a_product_stands(tmp_path: Path, format: str, there: str, told: str) -> None:
    root = workspace(tmp_path / "w", {} if there == "templates" else {"templates/own.txt": b""})
    assert products.build(Workspace(root), (format,), tmp_path / "out").products
    path = lay(root, there)
    built = products.build(Workspace(root), (format,), tmp_path / "out")
    (said,) = built.checked.diagnostics
    assert (str(said.span), said.message) == (f"{path}:1:1", told)
    assert (built.products, built.standing) == ((), ())


@pytest.mark.parametrize(("there", "told"), [("templates/chart.json/", FOLDER), ("templates", FILE)])
def test_a_theme_that_is_none_is_told(tmp_path: Path, there: str, told: str) -> None:
    path = lay(tmp_path, there)
    with pytest.raises(TemplateFault) as caught:
        theme(Workspace(tmp_path))
    assert (caught.value.path, caught.value.message) == (path, told)


def test_folders_that_nothing_is_named_after_are_no_matter(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", {"templates/parts/logo.txt": b"x"})
    assert products.build(Workspace(root), ("html", "docx"), tmp_path / "out").products


def lay(root: Path, there: str) -> str:
    """A folder (`name/`), a link (`name -> goal`) or else a file; its path."""
    name, _, goal = there.partition(" -> ")
    path = root / name
    path.parent.mkdir(exist_ok=True)
    if goal:
        path.symlink_to(goal)
    elif name.endswith("/"):
        path.mkdir()
    else:
        path.write_text("x")
    return name.rstrip("/")
