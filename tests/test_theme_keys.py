"""Mistakes in a theme of charts, which the engine passes over or blames on the chart: each is told where it stands."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

from briefing import products
from briefing.diagnostics import Rule
from briefing.render.chart_theme import theme
from briefing.render.faults import ThemeFault
from briefing.render.theme_keys import mistakes
from briefing.workspace import Workspace, program_templates
from tests.test_ending import CHARTED
from tests.workspaces import workspace

CASES = {
    "an unknown key": ('{\n  "bra": {"color": "red"}}', "2:3: a theme has no key `bra`", "did you mean `bar`?"),
    "a key of nothing": ('{"zzzz": 1}', "1:2: a theme has no key `zzzz`", "the keys are those of a `config`"),
    "a whole config": ('{"config": {"bar": {}}}', "1:2: a theme has no key `config`", "take it out of there"),
    "a number for an object": ('{"bar":\n 3}', "2:2: `bar` should be an object, and this is a number", "write an object"),
    "null for an object": ('{"bar": null}', "1:9: `bar` should be an object, and this is null", "write an object"),
    "a number for a text": ('{"font": 3}', "1:10: `font` should be a text, and this is a number", "write a text"),
    "a text for one of two": ('{"padding": "x"}', "1:13: `padding` should be a number or an object, and this is a text", ""),
    "a key twice": ('{"bar": {"a": 1},\n "bar": {}}', "2:2: the key `bar` stands here twice", "keep one of them"),
    "a key twice inside": ('{"bar": {"a": {"x": 1}, "a": 1}}', "1:25: the key `a` stands here twice", "keep one of them"),
    "an address": (
        '{"background": "url(https://a.invalid)"}',
        "1:16: `url(https://a.invalid)` is an address, and a",
        "take it out",
    ),
    "an address in a list": ('{"range": {"a": ["x",\n "//a"]}}', "2:2: `//a` is an address, and a", "take it out"),
    "an address by its key": ('{"image": {"url": "a.png"}}', "1:19: `a.png` is an address, and a", "take it out"),
    "no colour": ('{"axis": {"labelColor": "greeen"}}', "1:25: `greeen` is no colour", "write `#10304f`"),
    "no colour in a list": ('{"range": {"category": ["#10304f",\n "blurple"]}}', "2:2: `blurple` is no colour", "a name of CSS"),
    "a length": ('{"axis": {"labelFontSize": "11.2px"}}', "1:28: `labelFontSize` should be a number", "without quotation marks"),
    "no number": ('{"padding": NaN}', "1:13: `NaN` is no number of JSON", "write how much it is"),
    "no JSON": ('{"bar": {},\n}', "2:1: this is no JSON: Expecting property name", "mend it"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_is_told_where_it_stands(tmp_path: Path, case: str) -> None:
    written, told, hint = CASES[case]
    (one,) = fault_of(tmp_path, written).mistakes
    assert f"{one.line}:{one.column}: {one.message}".startswith(told)
    assert hint in one.hint


def test_all_mistakes_are_told_at_once_and_reach_other_processes(tmp_path: Path) -> None:
    fault = fault_of(tmp_path, '{"bra": {"x": 1, "x": {}}, "font": ["url(a)"]}')
    assert (
        [(one.column, one.length) for one in fault.mistakes]
        == [(2, 5), (18, 3), (36, 1), (37, 8)]
        == [(one.column, one.length) for one in pickle.loads(pickle.dumps(fault)).mistakes]
    )
    assert (fault.path, fault.line, fault.message) == ("templates/chart.json", 1, "a theme has no key `bra`")


def test_themes_that_are_sound_are_taken(tmp_path: Path) -> None:
    here = laid(tmp_path, '{"padding": {"left": 5}, "background": null, "aria": false, "style": {"a": {"b": ["c", {"d": "e"}]}}}')
    assert theme(here)["aria"] is False
    assert not list(mistakes((program_templates() / "chart.json").read_text("utf-8")))
    assert theme(Workspace(tmp_path / "none")) == json.loads((program_templates() / "chart.json").read_text("utf-8"))


def test_the_place_is_that_of_the_theme_and_not_of_a_chart(tmp_path: Path) -> None:
    root = workspace(
        tmp_path / "w",
        {
            "sections/findings.yaml": CHARTED,
            "templates/chart.json": b'{"bar": {},\n "bra": {}}',
        },
    )
    told = products.build(Workspace(root), ("html", "docx"), tmp_path / "out").checked.diagnostics
    (one,) = (one for one in told if one.rule in (Rule.TEMPLATE_IS_SOUND, Rule.CHART_IS_SOUND))
    assert (str(one.span), one.message, one.hints) == (
        "templates/chart.json:2:2",
        "a theme has no key `bra`",
        ("did you mean `bar`?",),
    )
    assert one.span is not None
    assert one.span.end_column == 7
    assert not (tmp_path / "out").exists()


def laid(root: Path, written: str) -> Workspace:
    (root / "templates").mkdir()
    (root / "templates/chart.json").write_text(written, "utf-8")
    return Workspace(root)


def fault_of(root: Path, written: str) -> ThemeFault:
    with pytest.raises(ThemeFault) as caught:
        theme(laid(root, written))
    return caught.value
