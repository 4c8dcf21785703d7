"""A mistake in a style or template of the workspace is told with its file, line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing import products
from briefing.diagnostics import Diagnostic, Rule
from briefing.workspace import Workspace, program_templates
from tests.workspaces import workspace

CASES = {
    "a word that is no property": ("p {\n  colour:red;\n}\n", 2, 3),
    "a value that is none": ("p { hyphens: manual; margin: tall  wide }\n", 1, 22),
    "a selector that is none": ("p:::before { color: red }\n", 1, 1),
    "another style, for which it is too late": ('@import url("x.css");\n', 1, 9),
    "a page that is none": ("p { color: red }\n@page :nope { margin: 0 }\n", 2, 8),
    "another style on a network": ("p { color: red }\n@import url('https://example.com/css?w=400;700&a=b') print;\n", 2, 14),
    "another style outside the workspace": ('@import "../secret.css";\n', 1, 10),
    "an address on a network": ("p { background: url(http://example.com/x.png) }\n", 1, 21),
    "a picture that is missing": ("p { background: url('file:///workspace/no such.png') }\n", 1, 22),
    "a picture outside the workspace": ("p { background: url(../secret.png) }\n", 1, 21),
}
HINTS = {
    "a picture that is missing": "put the file there, or mend the template that names it",
    "a picture outside the workspace": "templates reach only files of the workspace and of the program's own templates",
    "another style on a network": "templates reach only files of the workspace and of the program's own templates",
    "another style outside the workspace": "templates reach only files of the workspace and of the program's own templates",
    "an address on a network": "templates reach only files of the workspace and of the program's own templates",
    "a font that is none": "mend the templates",
}
ON_THE_SCREEN = {
    "another style on a network": CASES["another style on a network"],
    "another style outside the workspace": CASES["another style outside the workspace"],
    "an address on a network": CASES["an address on a network"],
    "a picture that is missing": CASES["a picture that is missing"],
    "a picture outside the workspace": CASES["a picture outside the workspace"],
    "a font that is none": ("@font-face {\n  font-family: x;\n  src: url(brief.ttf)\n}\n", 3, 12),
}


@pytest.mark.parametrize("case", CASES)
def test_the_place_is_told(tmp_path: Path, case: str) -> None:
    hints = assert_told(tmp_path, "pdf", *CASES[case])
    assert case not in HINTS or hints == (HINTS[case],)


def test_no_other_line_is_told_beside_the_place(tmp_path: Path) -> None:
    told = said_of(tmp_path, "pdf", "p { colour: red }")
    assert told.message == "Ignored `colour: red `, unknown property."


@pytest.mark.parametrize("case", ON_THE_SCREEN)
def test_the_place_is_told_of_the_page_for_the_screen_too(tmp_path: Path, case: str) -> None:
    assert assert_told(tmp_path, "html", *ON_THE_SCREEN[case]) == (HINTS[case],)


def assert_told(folder: Path, format: str, style: str, line: int, column: int) -> tuple[str, ...]:
    """Of a style that is added to the program's. Its hints."""
    said = said_of(folder, format, style)
    above = (program_templates() / "brief.css").read_text("utf-8").count("\n") + 1
    assert str(said.span) == f"templates/brief.css:{above + line}:{column}"
    return said.hints


def said_of(folder: Path, format: str, style: str) -> Diagnostic:
    css = (program_templates() / "brief.css").read_text("utf-8")
    files = {"templates/brief.css": f"{css}\n".encode() + style.encode(), "brief.ttf": b"no font"}
    told = products.build(Workspace(workspace(folder / "w", files)), (format,), folder / "out").checked.diagnostics
    (said,) = (one for one in told if one.rule is Rule.TEMPLATE_IS_SOUND)
    return said


NO_WORD = '{% set far = "//far" ~ ".invalid" %}'
LOADED = {
    "a script": ('<p>\n<script src="https://far.invalid/a?b&amp;c"></script></p>', "parts/own.j2:2:14"),
    "its address in parts": (
        '<p><img src="logo"> <script\nsrc="https://{{ paged }}/a"></script></p>',
        "parts/own.j2:1:21",
    ),
    "an element in parts": (f'{NO_WORD}\n{{% set name = "script" %}}<{{{{ name }}}} src="{{{{ far }}}}">', "parts/own.j2:2:38"),
    "all in parts": (
        f'{NO_WORD}{{% set name = "src" %}}<{{{{ "script" }}}} {{{{ name }}}}="{{{{ far }}}}">',
        "brief.html.j2:4:1",
    ),
}


@pytest.mark.parametrize("case", LOADED)
def test_the_place_is_told_of_what_a_browser_would_load(tmp_path: Path, case: str) -> None:
    written, place = LOADED[case]
    root = workspace(tmp_path / "w", {"templates/parts/own.j2": written.encode(), "logo": b""})
    page = (program_templates() / "brief.html.j2").read_text("utf-8")
    (root / "templates/brief.html.j2").write_text(page.replace("</main>", "{% include 'parts/own.j2' %}</main>"), "utf-8")
    told = products.build(Workspace(root), ("html",), tmp_path / "out").checked.diagnostics
    (said,) = (one for one in told if one.rule is Rule.TEMPLATE_IS_SOUND and "<script src>" in one.message)
    assert str(said.span) == f"templates/{place}"
    assert "`stylesheet(...)`" in said.hints[0]
    assert not (tmp_path / "out").exists()
