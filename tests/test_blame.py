"""A mistake in a style or template of the workspace is told with its file, line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing import products
from briefing.diagnostics import Rule
from briefing.workspace import Workspace, program_templates
from tests.workspaces import workspace

CASES = {
    "a word that is no property": ("p {\n  colour:red;\n}\n", 2, 3),
    "a value that is none": ("p { hyphens: manual; margin: tall  wide }\n", 1, 22),
    "a selector that is none": ("p:::before { color: red }\n", 1, 1),
    "another style, for which it is too late": ('@import url("x.css");\n', 1, 9),
    "a page that is none": ("p { color: red }\n@page :nope { margin: 0 }\n", 2, 8),
    "an address on a network": ("p { background: url(http://example.com/x.png) }\n", 1, 21),
    "a picture that is missing": ("p { background: url('file:///workspace/no such.png') }\n", 1, 22),
}


@pytest.mark.parametrize("case", CASES)
def test_the_place_is_told(tmp_path: Path, case: str) -> None:
    style, line, column = CASES[case]
    css = (program_templates() / "brief.css").read_text("utf-8")
    place = Workspace(workspace(tmp_path / "w", {"templates/brief.css": f"{css}\n".encode() + style.encode()}))
    told = products.build(place, ("pdf",), tmp_path / "out").checked.diagnostics
    (said,) = (one for one in told if one.rule is Rule.TEMPLATE_IS_SOUND)
    assert said.span is not None, said.message
    above = css.count("\n") + 1
    assert (said.span.path, said.span.line, said.span.column) == ("templates/brief.css", above + line, column)
