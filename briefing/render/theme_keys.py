"""What a theme of charts may say: the keys of a `config` of Vega-Lite 6. The engine passes over what it does not know."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from tinycss2.color4 import Color, parse_color

from briefing.render.faults import Mistake
from briefing.render.json_places import Value, values

_AXES = (
    *("axis", "axisBand", "axisBottom", "axisDiscrete", "axisLeft", "axisPoint", "axisQuantitative", "axisRight", "axisTemporal"),
    *("axisTop", "axisX", "axisXBand", "axisXDiscrete", "axisXPoint", "axisXQuantitative", "axisXTemporal"),
    *("axisY", "axisYBand", "axisYDiscrete", "axisYPoint", "axisYQuantitative", "axisYTemporal"),
)
_MARKS = (
    *("arc", "area", "bar", "boxplot", "circle", "errorband", "errorbar", "geoshape", "image", "line", "mark", "point", "rect"),
    *("rule", "square", "text", "tick", "trail"),
)
_PARTS = (
    *("concat", "facet", "header", "headerColumn", "headerFacet", "headerRow", "legend", "locale", "projection", "range"),
    *("scale", "selection", "style", "title", "tooltipFormat", "view"),
)
_WORDS = (
    *("countTitle", "fieldTitle", "font", "normalizedNumberFormat", "normalizedNumberFormatType", "numberFormat"),
    *("numberFormatType", "timeFormat", "timeFormatType"),
)
_KINDS = {'"': "a text", "{": "an object", "[": "a list", "1": "a number", "t": "true or false", "n": "null"}
_KEYS = {
    **dict.fromkeys((*_AXES, *_MARKS, *_PARTS), "{"),
    **dict.fromkeys(_WORDS, '"'),
    **{"aria": "t", "autosize": '"{', "background": '"n{', "color": "t{", "customFormatTypes": "t", "fontSize": "t{"},
    **{"lineBreak": '"{', "padding": "1{", "params": "[", "signals": "["},
}
"""The keys, and by what their values begin."""
_ADDRESS = re.compile(r"://|^\s*//|\burl\(", re.IGNORECASE)
_ADDRESSES = frozenset({"href", "url"})
_COLOURS = re.compile(r"(?:^c|C)olor$|^(?:background|fill|stroke)$|(?:Fill|Stroke)$")
_SCALES = frozenset({"category", "diverging", "heatmap", "ordinal", "ramp"})
_IN_A_RANGE = 2
"""Depth: what stands in the lists of `range` is a colour, what stands there itself the name of a scheme."""
_NUMBERS = re.compile(r"(?:^angle|^opacity|^size|Angle|Limit|Offset|Opacity|Padding|Radius|Size|Thickness|Width)$")
_NO_NUMBERS = frozenset({"-Infinity", "Infinity", "NaN"})
"""What Python reads as numbers, and no other reader of JSON."""


def mistakes(text: str) -> Iterator[Mistake]:
    """What is wrong with a theme whose text is JSON, in its order."""
    for value in values(text):
        key = _Place(text, value.at, len(value.name) + len('""'))
        written = _Place(text, value.written_at, len(value.written))
        if value.is_again:
            yield key.mistake(f"the key `{value.name}` stands here twice", "keep one of them")
        if value.depth == 1 and value.name not in _KEYS:
            yield key.mistake(f"a theme has no key `{value.name}`", _way_out(value.name))
        elif value.depth == 1 and _kind(value) not in _KEYS[value.name]:
            wanted = " or ".join(_KINDS[kind] for kind in _KEYS[value.name])
            yield written.mistake(f"`{value.name}` should be {wanted}, and this is {_KINDS[_kind(value)]}", f"write {wanted}")
        if value.text and (value.name in _ADDRESSES or _ADDRESS.search(value.text)):
            told = f"`{value.text}` is an address, and a chart has everything inside it"
            yield written.mistake(told, "take it out: a theme is of colours, fonts and lengths")
        elif value.text and _names_a_colour(value) and not isinstance(parse_color(value.text), Color):
            yield written.mistake(f"`{value.text}` is no colour", "write `#10304f`, or a name of CSS like `steelblue`")
        if value.text and _NUMBERS.search(value.name):
            yield written.mistake(
                f"`{value.name}` should be a number, and this is a text", "write it without quotation marks or unit"
            )
        if value.written in _NO_NUMBERS:
            yield written.mistake(f"`{value.written}` is no number of JSON", "write how much it is")


def _names_a_colour(value: Value) -> bool:
    return _COLOURS.search(value.name) is not None or (value.name in _SCALES and value.depth > _IN_A_RANGE)


def _kind(value: Value) -> str:
    first = value.written[0].replace("f", "t")
    return first if first in _KINDS else "1"


def _way_out(key: str) -> str:
    if key == "config":
        return "a theme is what stands in `config`: take it out of there"
    from difflib import get_close_matches  # noqa: PLC0415 - only for hints

    found = get_close_matches(key, _KEYS, 1)
    return f"did you mean `{found[0]}`?" if found else "the keys are those of a `config` of Vega-Lite: `bar`, `axis`, `legend` …"


class _Place(Struct, frozen=True):
    """Characters of a text."""

    text: str
    at: int
    length: int

    def mistake(self, message: str, hint: str) -> Mistake:
        line, column = self.text.count("\n", 0, self.at) + 1, self.at - self.text.rfind("\n", 0, self.at)
        return Mistake(line, column, self.length, message, hint)
