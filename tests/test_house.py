"""The house: which room may import which, and what may not be imported early."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "briefing"

MAY_IMPORT = {
    "source": set(),
    "workspace": set(),
    "stamp": {"workspace"},
    "diagnostics": {"source"},
    "model": {"source", "wording"},
    "document": {"source"},
    "wording": {"document"},
    "english": {"model"},
    "load": {"source", "workspace", "diagnostics", "model"},
    "evidence": {"source", "diagnostics", "model", "english"},
    "check": {"source", "diagnostics", "model", "wording", "english", "evidence"},
    "mend": {"source", "workspace", "diagnostics", "model", "wording", "load"},
    "citations": {"model", "document", "wording"},
    "compose": {"source", "model", "document", "wording", "english", "citations"},
    "ooxml": {"document"},
    "render": {"document", "workspace", "ooxml"},
    "draft": {"ooxml"},
    "redline": {"ooxml", "draft"},
    "pull": {
        "source", "workspace", "diagnostics", "model", "document", "wording", "load", "mend", "ooxml", "draft",
    },
    "pack": {"model", "document", "ooxml", "draft"},
    "pipeline": {
        "source", "workspace", "diagnostics", "model", "document",
        "load", "evidence", "check", "mend", "citations", "compose", "pack",
    },
    "products": {
        "source", "workspace", "stamp", "diagnostics", "model", "document", "render", "pipeline", "draft", "pull", "redline",
    },
    "returns": {
        "source", "workspace", "diagnostics", "model", "compose", "load", "mend", "ooxml", "draft", "pull", "pipeline",
    },
    "batch": {
        "source", "workspace", "stamp", "diagnostics", "model", "load", "render", "pipeline", "products",
    },
    "report": {"source", "workspace", "diagnostics", "model", "document", "evidence", "check", "pull", "pack"},
    "cli": {
        "load", "pipeline", "products", "returns", "report", "diagnostics", "source", "workspace", "stamp", "render", "draft",
        "pack", "batch",
    },
    "__main__": {"cli"},
    "__init__": set(),
}  # fmt: skip
"""The table of ARCHITECTURE.md. A room may always import itself, the standard library and the packages below."""

SLOW = {
    "weasyprint": None,
    "docx": None,
    "jinja2": "render.sandbox",
    "PIL": "load.pictures",
    "vl_convert": "render.chart_engine",
    "rapidfuzz": "evidence.nearest",
    "fontTools": "render.webfonts",
    "distributed": "batch.cluster",
    "dask": "batch.cluster",
    "rich": "cli.many",
    "babel": "wording.formats",
    "markdown_it": "model.markup",
}
"""Packages that are imported in one module only; None: in the modules of one writer."""


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "templates" not in path.parts)


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports by a relative name"
            yield node.module or ""
            if node.module == "briefing":
                yield from (f"briefing.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", modules(), ids=dotted)
def test_rooms_import_only_what_the_table_allows(path: Path) -> None:
    room = dotted(path).split(".")[0]
    for name in imports(path):
        if name.startswith("briefing."):
            other = name.split(".")[1]
            assert other == room or other in MAY_IMPORT[room] or other == "__version__", f"{room} may not import {other}"


@pytest.mark.parametrize("path", modules(), ids=dotted)
def test_slow_packages_have_one_door(path: Path) -> None:
    module = dotted(path)
    for name in imports(path):
        package = name.split(".")[0]
        if package == "docx":
            assert module.startswith(("ooxml", "render.docx")), f"{module} imports python-docx"
        elif package == "weasyprint":  # what makes the engine quick is its private business, and is loaded with it
            assert module.startswith(("render.pdf_engine", "render.pdf_quick")), f"{module} imports WeasyPrint"
        elif package == "dataclasses":
            pytest.fail(f"{module}: records are msgspec's, whose classes are made in a thirtieth of the time")
        elif package in SLOW:
            assert module == SLOW[package], f"{module} imports {package}"


def loaded_by(code: str) -> set[str]:
    script = f"{code}\nimport sys; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_command_line_starts_without_engines_and_models() -> None:
    early = loaded_by("import briefing.cli")
    assert not early & {"weasyprint", "docx", "jinja2", "pydantic", "markdown_it", "yaml", "lxml"}


def test_a_command_line_is_read_without_models() -> None:
    read = (
        "from typer.main import get_command\nfrom briefing.cli import app\ngroup = get_command(app)\n"
        "context = group.make_context('briefing', ['build'])\n"
        "group.get_command(context, 'build').make_context('build', ['-f', 'pdf'])"
    )
    early = loaded_by(read)
    assert not early & {"pydantic", "rich"}


def test_engines_start_before_the_brief_is_read() -> None:
    early = loaded_by("import briefing.products")
    assert not early & {"weasyprint", "docx", "jinja2", "pydantic", "markdown_it", "yaml", "lxml"}


def test_checking_needs_no_engine() -> None:
    early = loaded_by("import briefing.pipeline")
    assert not early & {"weasyprint", "docx", "jinja2", "lxml", "rapidfuzz", "PIL"}


def test_the_map_in_the_documentation_is_this_table() -> None:
    text = (PACKAGE.parent / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for room in MAY_IMPORT:
        if not room.startswith("__"):
            assert f"`{room}`" in text or f"`{room}/`" in text, f"ARCHITECTURE.md does not tell of {room}"


def test_files_are_small() -> None:
    long = {dotted(path): lines for path in modules() if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400}
    assert not long
