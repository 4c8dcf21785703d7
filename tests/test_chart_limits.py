"""Charts keep what they say in sight: nothing is cut off, nothing is higher than a page, and no mistake ends the engine."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from briefing.render.charts import WIDTH, Drawing
from briefing.render.faults import ChartFault
from tests.test_render_charts import BARS, drawn, tags

WHERE = ["North America and the Caribbean", "Europe without the west", "Oceania and all its islands", "Elsewhere in the world"]


def slices(labels: list[str], **more: Any) -> dict[str, Any]:
    return {
        "data": {"values": [{"where": where, "share": 25} for where in labels]},
        "mark": "arc",
        "encoding": {"theta": {"field": "share", "type": "quantitative"}, "color": {"field": "where", "type": "nominal"}},
        **more,
    }


def told(spec: object, folder: Path) -> str:
    with pytest.raises(ChartFault) as fault:
        drawn(spec, folder)
    return str(fault.value)


def rows(drawing: Drawing) -> list[list[tuple[str, float]]]:
    """The labels of a picture with where they begin, from the left, row by row."""
    found: dict[float, list[tuple[str, float]]] = {}

    def walk(element: ElementTree.Element, x: float, y: float) -> None:
        if moved := re.fullmatch(r"translate\(([-\d.]+),([-\d.]+)\)", element.get("transform", "")):
            x, y = x + float(moved[1]), y + float(moved[2])
        if element.text:
            found.setdefault(round(y), []).append((element.text, x))
        for inner in element:
            walk(inner, x, y)

    walk(ElementTree.fromstring(drawing.svg), 0, 0)
    return [found[y] for y in sorted(found)]


def test_a_legend_without_room_is_broken_into_rows(tmp_path: Path) -> None:
    (short,) = rows(drawn(slices(["a", "b", "c", "d"]), tmp_path))
    assert len(short) == 4
    broken = rows(drawn(slices(WHERE), tmp_path))
    assert sorted(text for row in broken for text, _ in row) == sorted(WHERE)
    assert all(x + 5 * len(text) < WIDTH for row in broken for text, x in row), "a letter is more than 5 pixels wide"


@pytest.mark.parametrize("language", ["en-GB", "es-CO"])
def test_fields_give_an_axis_no_name(tmp_path: Path, language: str) -> None:
    written = {text.text for text in tags(drawn(BARS, tmp_path, language=language).svg, "text")}
    assert {"Ministry", "Survey"} <= written
    assert not {"who", "count"} & written


def test_a_label_that_is_cut_short_is_told_of(tmp_path: Path) -> None:
    long = "People who had to leave their homes along the whole border, by the count of the ombudsman"
    spec = json.loads(json.dumps(BARS).replace("Ministry", long))
    spec["encoding"] = {"y": spec["encoding"]["x"], "x": spec["encoding"]["y"]}
    assert "there is no room for “People who had" in told(spec, tmp_path)
    own = json.loads(json.dumps(BARS).replace("Ministry", "And so on…"))
    assert "And so on…" in {text.text for text in tags(drawn(own, tmp_path).svg, "text")}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"height": 90_000}, "a page has room for 800"),
        ({"height": -5}, "650 pixels wide and 0 high: too small to be read"),
        ({"mark": "geoshape", "encoding": {}}, "nothing is drawn"),
    ],
)
def test_what_has_no_place_on_a_page_is_told_of(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    assert said in told({**BARS, **change}, tmp_path)


# In sight -------------------------------------------------------------------------------------------------------------------


def test_a_bar_of_nought_a_light_edge_and_light_text_on_bars_are_no_fault(tmp_path: Path) -> None:
    nought = json.loads(json.dumps(BARS).replace("2300", "0"))
    assert drawn(nought, tmp_path).svg
    edge = {"mark": {"type": "rule", "color": "white", "strokeWidth": 4}}
    layers = [{"mark": "bar"}, edge, {"mark": "rule"}, {"mark": {"type": "text", "color": "#fff", "dy": 12}, "encoding": WORDS}]
    assert drawn({"data": BARS["data"], "encoding": BARS["encoding"], "layer": layers}, tmp_path).svg
    goal = {
        "mark": {"type": "tick", "color": "white", "thickness": 3},
        "encoding": {"y": {"field": "goal", "type": "quantitative"}},
    }
    goals = [{**row, "goal": row["count"] / 2} for row in BARS["data"]["values"]]
    assert drawn({"data": {"values": goals}, "encoding": BARS["encoding"], "layer": [{"mark": "bar"}, goal]}, tmp_path).svg


def test_a_panel_with_a_bar_of_almost_nothing_and_a_title_of_lines_are_no_fault(tmp_path: Path) -> None:
    small = json.loads(json.dumps(BARS).replace("1200.5", "0.1"))
    panels = {
        "facet": {"row": {"field": "who", "type": "nominal"}},
        "spec": {"mark": "bar", "encoding": {"x": BARS["encoding"]["y"]}},
    }
    assert drawn({"data": small["data"], **panels}, tmp_path).svg
    title = [
        "A title that takes much of the breadth of the picture, and then goes on below",
        "with a second line as long as that",
    ]
    assert drawn({**BARS, "title": title}, tmp_path).svg


WORDS = {"text": {"field": "count", "type": "quantitative"}}
TRACE: dict[str, Any] = {"mark": "line", "encoding": {**BARS["encoding"], "color": {"field": "who", "type": "nominal"}}}
SHADE = {"color": {"field": "who", "type": "nominal", "scale": {"range": ["#10304f", "snow"]}}}
ACROSS = {**TRACE["encoding"], "x": BARS["encoding"]["y"], "y": BARS["encoding"]["x"]}
SURVEY = "(“who: Survey; count: 2300”)"


def channel(name: str, value: object, more: object = None) -> dict[str, Any]:
    """Bars, of which one channel has a value where a count is high, and elsewhere another, or none."""
    unless = {} if more is None else {"value": more}
    made = {"condition": {"test": "datum.count > 2000", "value": value}, **unless}
    return {"encoding": {**BARS["encoding"], name: made}}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (channel("opacity", 0, 1), f"a mark cannot be seen {SURVEY}: it has no colour, or that of its ground"),
        (channel("fillOpacity", 0.02, 1), f"a mark cannot be seen {SURVEY}"),
        (channel("color", "white"), f"a mark cannot be seen {SURVEY}"),
        (channel("color", "#fefefe"), f"a mark cannot be seen {SURVEY}"),
        (channel("color", "transparent"), f"a mark cannot be seen {SURVEY}"),
        (channel("color", "blurple"), "`blurple` is no colour: write `#10304f`, or a name of CSS as `steelblue`"),
        ({"encoding": {**BARS["encoding"], **SHADE}}, f"a mark cannot be seen {SURVEY}"),
        (
            {"mark": {"type": "bar", "color": {"gradient": "linear", "stops": [{"offset": 0, "color": "white"}]}}},
            "cannot be seen",
        ),
        ({"mark": {"type": "bar", "blend": "screen"}}, "a mark blends with its ground"),
        ({"view": {"fill": "#10304f"}}, "it has no colour, or that of its ground"),
        ({**channel("size", 0, 60), "mark": "point"}, f"a symbol is too small to be seen {SURVEY}"),
        ({"mark": {"type": "rule", "strokeWidth": 0.1}}, "a mark cannot be seen"),
        ({"mark": {"type": "bar", "width": {"band": 0}}}, "its bars are of nought, or too thin to be seen"),
        ({"width": {"step": 0}}, "its bars are of nought, or too thin to be seen"),
        ({"mark": {"type": "bar", "xOffset": 5000}}, "a mark lies outside of the picture (“who: Ministry; count: 1200.5”)"),
        ({"encoding": {"y": BARS["encoding"]["y"], "x": {"value": 9000}}}, "a mark lies outside of the picture"),
        ({"mark": {"type": "text", "fontSize": 2}, "encoding": {**BARS["encoding"], **WORDS}}, "written in letters of 2 pixels"),
        ({"mark": {"type": "text", "color": "white"}, "encoding": {**BARS["encoding"], **WORDS}}, "a mark cannot be seen"),
        (
            {"encoding": BARS["encoding"], "mark": "", "layer": [{"mark": "bar"}, {"mark": {"type": "bar", "color": "#fff"}}]},
            "seen",
        ),
        (
            {
                "encoding": BARS["encoding"],
                "mark": "",
                "layer": [{"mark": "bar"}, {"mark": {"type": "bar", "opacity": 0, "width": 6}}],
            },
            "seen",
        ),
        ({"mark": "area", "encoding": ACROSS}, "a line of one point draws nothing"),
        (TRACE, "a line of one point draws nothing (“who: Ministry; count: 1200.5”)"),
        ({**TRACE, "mark": "area"}, "a line of one point draws nothing"),
    ],
)
def test_what_cannot_be_seen_is_told_of(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    assert said in told({**BARS, **change}, tmp_path)


LONG = ["Landed in the north and the west by all that fish there", "Landed in the south by those who fish there for others"]
BROAD = {"data": {"values": [{"who": who, "count": 20, "low": 10, "high": 30} for who in LONG]}}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"width": 300}, f"“{LONG[0][:20]}"),
        ({"encoding": {"x": BARS["encoding"]["y"], "y": BARS["encoding"]["x"]}, "height": {"step": 6}}, "lie upon one another"),
        ({"autosize": "none"}, "runs out of the picture"),
    ],
)
def test_letters_that_cannot_be_read_are_told_of(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    spec = {**BARS, **BROAD, **change}
    axis = {"axis": {"labelLimit": 600}}
    spec["encoding"] = {name: {**value, **(axis if name in "xy" else {})} for name, value in spec["encoding"].items()}
    assert said in told(spec, tmp_path)


def test_a_legend_that_begins_far_to_the_right_is_broken_there(tmp_path: Path) -> None:
    across = {"y": {"field": "who", "type": "nominal"}, "x": BARS["encoding"]["y"], "color": {"field": "who", "type": "nominal"}}
    spec = {**BARS, **BROAD, "encoding": {**across, "y": {**across["y"], "axis": {"labelLimit": 600}}}}
    entries = [(x, y) for y, row in enumerate(rows(drawn(spec, tmp_path))) for text, x in row if text in LONG][-2:]
    assert entries[0][0] == entries[1][0] and entries[0][1] < entries[1][1], "one below the other"


def test_axes_of_composed_marks_bear_the_title_that_is_given_or_none(tmp_path: Path) -> None:
    ends = {"x": {"field": "low", "type": "quantitative"}, "x2": {"field": "high"}}
    who = {"y": {"field": "who", "type": "nominal", "axis": {"labelLimit": 600}}}
    alone = drawn({**BROAD, "mark": "errorbar", "encoding": {**ends, **who}}, tmp_path)
    titled = {"x": {"field": "count", "type": "quantitative", "title": "Tonnes"}}
    both = {**BROAD, "encoding": who, "layer": [{"mark": "errorbar", "encoding": ends}, {"mark": "point", "encoding": titled}]}
    assert not {text.text for text in tags(alone.svg, "text")} & {"low", "high", "low, high"}
    assert [text.text for text in tags(drawn(both, tmp_path).svg, "text") if not text.text or text.text.isalpha()] == ["Tonnes"]


def test_layers_that_sort_differently_are_told_what_to_write(tmp_path: Path) -> None:
    sorted_ = {"y": {"field": "who", "type": "nominal", "sort": {"field": "count"}}, "x": BARS["encoding"]["y"]}
    layers = [{"mark": "bar"}, {"mark": "text", "encoding": WORDS}]
    spec = {**BARS, "encoding": {**sorted_, "color": {"field": "who", "type": "nominal"}}, "layer": layers}
    spec.pop("mark")
    assert "write `sort: null`, which keeps the order of the rows" in told(spec, tmp_path)


def test_a_line_of_one_point_is_seen_by_its_point(tmp_path: Path) -> None:
    assert tags(drawn({**BARS, **TRACE, "mark": {"type": "line", "point": True}}, tmp_path).svg, "path")
