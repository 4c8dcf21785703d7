"""What all charts of a workspace are drawn with: the theme and the fonts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from briefing.render.faults import Mistake, TemplateFault, ThemeFault
from briefing.render.reach import first
from briefing.workspace import PROGRAM, Workspace, program_templates

THEME = "chart.json"
_CODE = ("charts", "chart_engine", "chart_fonts", "chart_letters", "chart_sight", "chart_svg")


def theme(workspace: Workspace) -> dict[str, object]:
    """The `config` of Vega-Lite: that of the program, with what the workspace's own says in its place. Raises TemplateFault."""
    path = first(THEME, workspace.template_folders, workspace)
    if path is None:
        raise TemplateFault(THEME, 0, f"there is no {THEME} in the template folders")
    ours = program_templates() / THEME
    theirs: dict[str, object] = json.loads(ours.read_text("utf-8"))
    return theirs if path == ours else _laid(_own(path, workspace.shown(path)), theirs)


def _own(path: Path, shown: str) -> dict[str, object]:
    from briefing.render.theme_keys import mistakes  # noqa: PLC0415 - what knows of colours is needed for this alone

    try:
        text = path.read_text("utf-8")
        found = json.loads(text)
    except json.JSONDecodeError as error:
        told = Mistake(error.lineno, error.colno, 1, f"this is no JSON: {error.msg}", "mend it: an editor for JSON shows where")
        raise ThemeFault(shown, (told,)) from error
    except (OSError, ValueError, RecursionError) as error:
        raise TemplateFault(shown, 0, f"this cannot be read: {error}") from error
    if not isinstance(found, dict):
        raise TemplateFault(shown, 1, "a theme is an object: the `config` of a Vega-Lite chart")
    if wrong := tuple(mistakes(text)):
        raise ThemeFault(shown, wrong)
    return found


def _laid(upper: dict[str, object], lower: dict[str, object]) -> dict[str, object]:
    """One theme laid on another: what both have as objects is laid on likewise."""
    made = {**lower, **upper}
    for key in upper.keys() & lower.keys():
        above, below = upper[key], lower[key]
        if isinstance(above, dict) and isinstance(below, dict):
            made[key] = _laid(above, below)
    return made


def fonts(workspace: Workspace) -> tuple[Path, ...]:
    """The folders of fonts, of which the program's own come last."""
    return tuple(folder / "fonts" for folder in workspace.template_folders if (folder / "fonts").is_dir())


def fingerprint(workspace: Workspace, language: str) -> bytes:
    """The hash of everything that a chart's picture depends on, but for the chart. Raises TemplateFault, OSError."""
    told = json.dumps([theme(workspace), language, version("vl-convert-python")], sort_keys=True)
    return sha256(told.encode() + b"".join(sha256(path.read_bytes()).digest() for path in _files(workspace))).digest()


def _files(workspace: Workspace) -> Iterator[Path]:
    for folder in fonts(workspace):
        yield from sorted(path for path in folder.rglob("*") if path.is_file())  # the engine looks into folders there, too
    yield from (PROGRAM / "render" / f"{name}.py" for name in _CODE)
