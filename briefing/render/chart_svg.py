"""What the engine draws, made ready for a page: only shapes and text, nothing invisible, and names that no other chart has."""

from __future__ import annotations

from xml.etree import ElementTree

from briefing.render.chart_fonts import plain
from briefing.render.chart_letters import hold_to_letters
from briefing.render.chart_sight import hold_to_sight
from briefing.render.faults import NotDrawn

_SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = frozenset({"path", "line", "rect", "circle", "ellipse", "polygon", "polyline", "text", "tspan"})
_TAGS = _SHAPES | {"svg", "g", "defs", "clipPath", "linearGradient", "radialGradient", "stop"}
_FOR_BROWSERS = ("class", "role", "pointer-events", "version")
_HIDDEN = (("display", "none"), ("opacity", "0"), ("d", ""))
_NO_VALUE = frozenset({"undefined", "null", "NaN", "Invalid Date"})
_SMALLEST = 0.85
"""How much a drawing may be made smaller: its smallest letters are then still of 7 points."""
_TALLEST = 800.0
"""In pixels: what a page holds beside the caption and the source note."""


def made_ready(svg: str, name: str, width: float, written: str) -> str:
    """The SVG as a file of one line. `name` begins every id in it; `width` in pixels is that of the page, which it may not pass.

    Raises NotDrawn where nothing is drawn, something that is no shape or that cannot be seen, where words of the specification
    (`written`) are cut short, or where it would have to be made too small.
    """
    top = ElementTree.fromstring(svg)
    _hold_to_shapes(top)
    hold_to_sight(top)
    hold_to_letters(top, written)
    if not any(_shapes(mark) for mark in top.iter(f"{_SVG}g") if "role-mark" in mark.get("class", "").split()):
        raise NotDrawn("nothing is drawn: no value of its data fits the fields and scales that it names")
    _strip(top, name)
    _fit(top, width)
    top.set("xmlns", _SVG[1:-1])
    return ElementTree.tostring(top, encoding="unicode")


def _hold_to_shapes(top: ElementTree.Element) -> None:
    for element in top.iter():
        tag = element.tag.removeprefix(_SVG)
        if tag not in _TAGS:
            raise NotDrawn(f"it draws with <{tag}>: a chart has neither pictures nor links")
        if element.text in _NO_VALUE:
            raise NotDrawn(f"it says `{element.text}` where a value should stand: a field that it names is not in its data")
        for key, value in element.attrib.items():
            if "NaN" in value and key in {"d", "transform", "x2", "y2"}:
                raise NotDrawn("a value has no place on its scale")
            if "url(" in value.replace("url(#", ""):
                raise NotDrawn(f"it asks for {value}, and a chart has everything inside it")


def _shapes(mark: ElementTree.Element) -> bool:
    """Whether a mark is drawn at least once, and can be seen."""
    return any(element.tag.removeprefix(_SVG) in _SHAPES and not _is_hidden(element) for element in mark.iter())


def _is_hidden(element: ElementTree.Element) -> bool:
    return any(element.get(key) == value for key, value in _HIDDEN) or (
        element.tag == f"{_SVG}path" and not ((element.get("fill") or element.get("stroke")) and element.get("d"))
    )


def _strip(top: ElementTree.Element, name: str) -> None:
    """Take out what cannot be seen and what only a browser of its own would use, and name what is left."""
    for parent in list(top.iter()):
        if parent.tag != f"{_SVG}clipPath":  # whose shapes have no colour: they only cut
            for child in [child for child in parent if _is_hidden(child)]:
                parent.remove(child)
    for element in top.iter():
        element.tag = element.tag.removeprefix(_SVG)
        for key in [key for key in element.attrib if key in _FOR_BROWSERS or key.startswith("aria-")]:
            del element.attrib[key]
        for key, value in element.attrib.items():
            if key == "font-family":
                element.set(key, plain(value))
            elif key == "id":
                element.set(key, f"{name}-{value}")
            elif "url(#" in value:
                element.set(key, value.replace("url(#", f"url(#{name}-"))


def _fit(top: ElementTree.Element, most: float) -> None:
    """Make a drawing that is wider than the page as small as the page, as long as its text can still be read."""
    width, height = (float(top.get(key, "0")) for key in ("width", "height"))
    scale = min(most / width, 1.0)
    if scale < _SMALLEST:
        raise NotDrawn(f"it is {width:.0f} pixels wide, and the page {most:.0f}: give its parts a smaller `width`")
    if height * scale > _TALLEST:
        raise NotDrawn(
            f"it is {height:.0f} pixels high, and a page has room for {_TALLEST:.0f}: give its parts a smaller `height`"
        )
    top.set("width", f"{width * scale:.4g}")
    top.set("height", f"{height * scale:.4g}")
