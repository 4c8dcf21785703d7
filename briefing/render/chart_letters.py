"""Whether what is written in a chart can be read: whole, of some size, inside the picture, and not upon other letters.

How wide a text is drawn is not known here, but no font for charts is narrower than what is reckoned with: what is told is so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from msgspec import Struct

from briefing.render.chart_sight import moved, part
from briefing.render.faults import NotDrawn

_TEXT = "{http://www.w3.org/2000/svg}text"
_CUT = "…"
_LEAST = 8.0
"""The height of letters in pixels: 6 points."""
_SLIM = frozenset("fijlrtI .,:;'’“”\"!()[]-–—·/|")
_NARROW, _WIDE = 0.2, 0.38
"""How wide letters are at the least, in heights: the slim ones, and others."""
_LINE = 0.7
"""The least distance of lines, in heights of their letters."""
_NEAR = 2.0
"""Pixels that texts may lie upon one another, and over the edge of the picture, by this reckoning."""
_BREADTH = re.compile(r"M0,0h([\d.]+)")


class _Written(Struct, frozen=True):
    """A text in the picture, from its left end to its right one, in pixels."""

    text: str
    left: float
    right: float
    base: float
    """From above."""
    size: float

    def lies_on(self, other: _Written) -> bool:
        is_beside = min(self.right, other.right) - max(self.left, other.left) < _NEAR
        return not is_beside and abs(self.base - other.base) < _LINE * min(self.size, other.size)


def hold_to_letters(top: ElementTree.Element, words: str) -> None:
    """Raises NotDrawn for something written that cannot be read. `words` holds what may end with an ellipsis."""
    width, height = (float(top.get(side, "0")) for side in ("width", "height"))
    texts = list(_texts(top, 0.0, 0.0))
    for one in texts:
        if one.text.endswith(_CUT) and one.text not in words:
            raise NotDrawn(f"there is no room for “{one.text}”: give its row a shorter `label`, or set `labelLimit`")
        if one.size < _LEAST:
            raise NotDrawn(f"“{one.text}” is written in letters of {one.size:g} pixels: too small to be read")
        if one.left < -_NEAR or one.right > width + _NEAR or not -_NEAR <= one.base <= height + one.size:
            raise NotDrawn(f"“{one.text}” runs out of the picture: write less there, or give it another place")
    texts.sort(key=lambda one: one.base)
    for at, one in enumerate(texts):
        for other in texts[at + 1 :]:
            if other.base - one.base > one.size:
                break
            if one.lies_on(other) and one.text != other.text:  # the same twice is the light edge of its letters
                hint = "give rows shorter labels, or exchange `x` and `y`"
                raise NotDrawn(f"“{one.text}” and “{other.text}” lie upon one another: {hint}")
    if overhangs(top):
        raise NotDrawn("its legend is wider than it is: give its rows shorter labels")


def _texts(element: ElementTree.Element, x: float, y: float, opacity: float = 1.0) -> Iterator[_Written]:
    """Every text that is not turned, with its place in the picture."""
    across, down = moved(element)
    x, y, opacity = x + across, y + down, opacity * part(element, "opacity")
    if element.tag == _TEXT and opacity and "rotate" not in element.get("transform", ""):
        size, anchor = part(element, "font-size"), {"middle": 0.5, "end": 1.0}.get(element.get("text-anchor", ""), 0.0)
        for line in element if len(element) else (element,):
            y += float(line.get("dy", "0"))
            said = line.text or ""
            long = size * sum(_NARROW if letter in _SLIM else _WIDE for letter in said)
            if said.strip():
                yield _Written(said, x - anchor * long, x + (1 - anchor) * long, y, size)
    for inner in element if element.tag != _TEXT else ():
        yield from _texts(inner, x, y, opacity)


def overhangs(top: ElementTree.Element) -> bool:
    """Whether a legend is cut off at the edge of the drawing. Its breadth stands in its background."""
    return any(left + wide > float(top.get("width", "0")) + 1 for left, wide in _legends(top, 0.0))


def _legends(element: ElementTree.Element, left: float) -> Iterator[tuple[float, float]]:
    """Where each legend begins from the left, and how wide it is."""
    left += moved(element)[0]
    if "role-legend" in element.get("class", "").split():
        for path in element.iter("{http://www.w3.org/2000/svg}path"):
            if path.get("class") == "background" and (found := _BREADTH.match(path.get("d", ""))):
                yield left, float(found[1])
                return
    for inner in element:
        yield from _legends(inner, left)
