"""Whether all that a chart draws can be seen: in colours that stand out, of some size, inside the picture.

What a specification makes of a row, by conditions, ranges and expressions, is known when it is drawn; so it is looked for in the
drawing. Text may have the colour of the paper where shapes are drawn too, on which it may stand. Shapes of SVG 1.1, colours of
CSS Color 4; contrast as WCAG 2.2 has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import shorten
from typing import TypeAlias
from xml.etree import ElementTree

from msgspec import Struct
from msgspec.structs import replace
from tinycss2.color4 import parse_color

from briefing.render.faults import NotDrawn

_SVG = "{http://www.w3.org/2000/svg}"
_GRADIENTS = frozenset({f"{_SVG}linearGradient", f"{_SVG}radialGradient"})
_MOVED = re.compile(r"translate\(([-\d.e]+)[, ]([-\d.e]+)\)")
_STEP = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?")
_RECTANGLE = re.compile(rf"M{_NUMBER.pattern},{_NUMBER.pattern}h({_NUMBER.pattern})v({_NUMBER.pattern})h{_NUMBER.pattern}Z")
_PAPER = (1.0, 1.0, 1.0)
_LEAST_CONTRAST = 1.05
"""With the ground, as one to it: the middle of most scales of colours from one hue over white to another has a little more."""
_THINNEST = 0.6
"""In pixels, of bars and symbols, as `_FINEST` of lines."""
_FINEST = 0.2
_LEAST_SIDE = 15.0
_BEYOND = 3.0
"""In pixels, how far the end of a shape may lie over the edge of the picture: half the breadth of a line."""
_Colour: TypeAlias = tuple[float, float, float]
"""Red, green and blue, each from 0 to 1."""
_Point: TypeAlias = tuple[float, float]


class _Where(Struct, frozen=True):
    """What a shape has from the groups around it."""

    at: _Point = (0.0, 0.0)
    ground: _Colour = _PAPER
    opacity: float = 1.0
    mark: str = ""
    """The kind of mark, `mark-rect`; empty outside of marks."""


class _Drawn(Struct, frozen=True):
    """A shape of a mark in the picture."""

    element: ElementTree.Element
    where: _Where

    @property
    def name(self) -> str:
        """What the engine says of it: `value: 40; label: Survey`."""
        said = self.element.get("aria-label") or self.element.text or ""
        return f" (“{shorten(said, 60, placeholder='...')}”)" if said else ""

    @property
    def path(self) -> str:
        return self.element.get("d", "")

    @property
    def is_text(self) -> bool:
        return self.element.tag == f"{_SVG}text"


def hold_to_sight(top: ElementTree.Element) -> None:
    """Raises NotDrawn for something in a drawing of the engine that cannot be seen as it should."""
    width, height = (float(top.get(side, "0")) for side in ("width", "height"))
    if min(width, height) < _LEAST_SIDE:
        raise NotDrawn(f"it is {width:g} pixels wide and {height:g} high: too small to be read")
    gradients = {one.get("id", ""): list(one) for one in top.iter() if one.tag in _GRADIENTS}
    drawn = list(_drawn(top, gradients))
    shapes = [one for one in drawn if not one.is_text]
    points = [tuple(_points(one)) for one in drawn]
    seen = [_stands_out(one, one.where.ground, gradients, on_shapes=bool(shapes)) for one in drawn]
    for at, one in enumerate(drawn):
        _hold_to_picture(one, points[at], width, height)
        if seen[at] or any(seen[after] and points[after] == points[at] for after in range(at + 1, len(drawn))):
            continue  # or it is the light edge of what is drawn over it
        beneath = [
            below for under, below in enumerate(drawn[:at]) if seen[under] and _lies_on(one, points[at], below, points[under])
        ]
        if not any(_stands_out(one, _painted(below, gradients), gradients) for below in beneath):
            raise NotDrawn(f"a mark cannot be seen{one.name}: it has no colour, or that of its ground")
    _hold_to_breadth(shapes)
    _hold_to_length(shapes)


def _drawn(top: ElementTree.Element, gradients: dict[str, list[ElementTree.Element]]) -> Iterator[_Drawn]:
    """Every shape of a mark, in the order of drawing."""

    def walk(element: ElementTree.Element, where: _Where) -> Iterator[_Drawn]:
        names = element.get("class", "").split()
        ground = where.ground
        if "role-mark" in names:
            where = replace(where, mark=names[0])
        if element.tag == f"{_SVG}g":
            x, y = moved(element)
            where = replace(where, at=(where.at[0] + x, where.at[1] + y), opacity=where.opacity * part(element, "opacity"))
        elif where.mark and (element.get("d") != "" if element.tag == f"{_SVG}path" else True):
            yield _Drawn(element, where)
        for inner in element if element.tag != f"{_SVG}defs" else ():
            if inner.tag in (f"{_SVG}rect", f"{_SVG}path") and (inner.tag.endswith("rect") or inner.get("class") == "background"):
                for colour, opacity in _colours(inner, "fill", gradients):
                    ground = _over(colour, opacity, ground)
            else:
                yield from walk(inner, replace(where, ground=ground))

    yield from walk(top, _Where())


def moved(element: ElementTree.Element) -> tuple[float, float]:
    """By how much an element is moved to the right and down, in pixels."""
    found = _MOVED.match(element.get("transform", ""))
    return (float(found[1]), float(found[2])) if found else (0.0, 0.0)


# Colours --------------------------------------------------------------------------------------------------------------------


def _stands_out(
    one: _Drawn, ground: _Colour, gradients: dict[str, list[ElementTree.Element]], *, on_shapes: bool = False
) -> bool:
    """Whether it can be told from a ground. Of text on shapes it is not known which those are: it is drawn, at least."""
    if "blend" in one.element.get("style", ""):
        raise NotDrawn(f"a mark blends with its ground{one.name}, which not every program shows alike: take `blend` out")
    for paint in ("fill", "stroke"):
        for colour, opacity in _colours(one.element, paint, gradients):
            strong = opacity * part(one.element, "opacity") * one.where.opacity
            drawn, under = ((0.0, 0.0, 0.0), _PAPER) if one.is_text and on_shapes else (colour, ground)
            if _contrast(_over(drawn, strong, under), under) >= _LEAST_CONTRAST:
                return True
    return False


def _painted(one: _Drawn, gradients: dict[str, list[ElementTree.Element]]) -> _Colour:
    """The colour that a shape is filled with, as it is seen on its ground."""
    seen = one.where.ground
    for colour, opacity in _colours(one.element, "fill", gradients):
        seen = _over(colour, opacity * part(one.element, "opacity") * one.where.opacity, seen)
    return seen


def _colours(
    element: ElementTree.Element, paint: str, gradients: dict[str, list[ElementTree.Element]]
) -> Iterator[tuple[_Colour, float]]:
    """The colours that a shape is filled or lined with, each with its opacity. Raises NotDrawn for a name that is none."""
    written = element.get(paint, "none")
    opacity = part(element, f"{paint}-opacity")
    if written.startswith("url(#"):
        for stop in gradients.get(written[5:-1], []):
            colour, own = _colour(stop.get("stop-color", "black"))
            yield colour, own * opacity
    elif written != "none" and not (paint == "stroke" and part(element, "stroke-width") < _FINEST):
        colour, own = _colour(written)
        yield colour, own * opacity


def _colour(written: str) -> tuple[_Colour, float]:
    found = parse_color(written)
    if found is None or found == "currentcolor":
        raise NotDrawn(f"`{shorten(written, 60)}` is no colour: write `#10304f`, or a name of CSS as `steelblue`")
    red, green, blue = (min(max(float(part), 0.0), 1.0) for part in found.to("srgb").coordinates)
    return (red, green, blue), float(found.alpha)


def part(element: ElementTree.Element, name: str) -> float:
    """The number that an attribute begins with; 1 where there is none."""
    found = _NUMBER.match(element.get(name, "1"))
    return float(found[0]) if found else 1.0


def _over(colour: _Colour, opacity: float, ground: _Colour) -> _Colour:
    """What one sees where a colour is laid on another."""
    red, green, blue = (opacity * here + (1 - opacity) * there for here, there in zip(colour, ground, strict=True))
    return red, green, blue


def _contrast(one: _Colour, other: _Colour) -> float:
    """From 1, for none, to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: _Colour) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# Places and sizes -----------------------------------------------------------------------------------------------------------


def _hold_to_picture(one: _Drawn, points: tuple[_Point, ...], width: float, height: float) -> None:
    for x, y in points:
        if not (-_BEYOND <= x <= width + _BEYOND and -_BEYOND <= y <= height + _BEYOND):
            raise NotDrawn(f"a mark lies outside of the picture{one.name}: its place is beyond what its view holds")


def _lies_on(one: _Drawn, points: tuple[_Point, ...], under: _Drawn, its: tuple[_Point, ...]) -> bool:
    """Whether a light shape lies upon a dark one, and hides less than half of it."""
    if under.is_text:
        return False
    (left, top, right, bottom), (least, highest, most, lowest) = _box(one, points), _box(under, its)
    is_within = least <= left and right <= most and highest <= top and bottom <= lowest
    return is_within and 2 * (right - left) * (bottom - top) < (most - least) * (lowest - highest)


def _box(one: _Drawn, points: tuple[_Point, ...]) -> tuple[float, float, float, float]:
    """Left, top, right, bottom."""
    around = [corner for part in _parts(one.path) for corner in part] if one.where.mark in ("mark-symbol", "mark-arc") else []
    corners = [(x + across, y + down) for x, y in points for across, down in around] or list(points)
    across, down = zip(*corners, strict=True)
    return min(across), min(down), max(across), max(down)


def _points(one: _Drawn) -> Iterator[_Point]:
    """Where a shape lies in the picture: the ends of its lines; of a symbol or a slice its middle; of a text its anchor."""
    (left, top), (x, y) = one.where.at, moved(one.element)
    x, y = x + left, y + top
    if one.element.tag == f"{_SVG}line":
        yield x, y
        yield x + float(one.element.get("x2", "0")), y + float(one.element.get("y2", "0"))
    elif one.is_text or one.where.mark in ("mark-symbol", "mark-arc"):
        yield x, y
    else:
        yield from ((x + across, y + down) for part in _parts(one.path) for across, down in part)


def _parts(path: str) -> list[list[_Point]]:
    """The corners of each part of a path: the ends of its lines and curves, where it is drawn in the engine's way."""
    found: list[list[_Point]] = []
    x = y = 0.0
    for step, written in _STEP.findall(path):
        numbers = [float(one) for one in _NUMBER.findall(written)]
        if step == "Z" or not numbers:
            continue
        match step:
            case "h":
                x += numbers[-1]
            case "v":
                y += numbers[-1]
            case "H":
                x = numbers[-1]
            case "V":
                y = numbers[-1]
            case _ if step.isupper():
                x, y = numbers[-2:]
            case _:
                x, y = x + numbers[-2], y + numbers[-1]
        if step == "M":
            found.append([])
        if found:
            found[-1].append((x, y))
    return found


def _hold_to_breadth(shapes: list[_Drawn]) -> None:
    """Symbols and bars are not so small that they cannot be seen. A bar of nought has no length, but another has."""
    bars: list[_Point] = []
    for one in shapes:
        if one.where.mark == "mark-symbol" and max(map(_extent, _parts(one.path))) < _THINNEST:
            raise NotDrawn(f"a symbol is too small to be seen{one.name}: give it more `size`")
        if one.where.mark == "mark-rect" and (found := _RECTANGLE.fullmatch(one.path)):
            bars.append((abs(float(found[1])), abs(float(found[2]))))
    if bars and min(max(side) for side in zip(*bars, strict=True)) < _THINNEST:
        raise NotDrawn(
            "its bars are of nought, or too thin to be seen: give its view more `height` or `width`, or its bars more breadth"
        )


def _extent(part: list[_Point]) -> float:
    """The longer side of what is drawn."""
    return max(float(max(side) - min(side)) for side in zip(*part, strict=True))


def _hold_to_length(shapes: list[_Drawn]) -> None:
    """A line or an area through one point alone draws nothing: a symbol must stand there."""
    symbols = [point for one in shapes if one.where.mark == "mark-symbol" for point in _points(one)]
    for one in shapes:
        if one.where.mark not in ("mark-line", "mark-area", "mark-trail"):
            continue
        left, top = (here + there for here, there in zip(one.where.at, moved(one.element), strict=True))
        for part in _parts(one.path):
            sides = [max(side) - min(side) for side in zip(*part, strict=True)]
            alone = (min if one.where.mark == "mark-area" else max)(
                sides
            ) < _THINNEST  # an area goes up to its point from its base
            if alone and not any(
                abs(x + left - here) < 1 and abs(y + top - there) < 1 for x, y in part for here, there in symbols
            ):
                raise NotDrawn(
                    f"a line of one point draws nothing{one.name}: draw its points too (`mark: {{type: line, point: true}}`)"
                )
