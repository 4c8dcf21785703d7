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
        ({"height": -5}, "the engine says: "),
        ({"mark": "geoshape", "encoding": {}}, "nothing is drawn"),
    ],
)
def test_what_has_no_place_on_a_page_is_told_of(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    assert said in told({**BARS, **change}, tmp_path)
