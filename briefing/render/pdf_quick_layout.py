"""Reading and layout in the PDF engine: nothing is measured, gone through or looked for that does not matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tinyhtml5 import inputstream  # type: ignore[import-untyped]
from weasyprint.formatting_structure.boxes import Box
from weasyprint.layout import LayoutContext, absolute, float, inline, preferred

from briefing.render.pdf_patch import part, patch

_begin = LayoutContext.__init__
_read = inputstream.HTMLUnicodeInputStream.chars_until
_flows = Box.is_in_normal_flow


def _reading(stream: Any, characters: Any, opposite: bool = False) -> Any:
    """Text up to one of some characters. The engine looks for an expression that it never finds, as it puts it aside wrongly."""
    known = inputstream.characters_until_regex
    if (characters, opposite) not in known:
        escaped = "".join(f"\\x{ord(one):02x}" for one in characters)
        known[characters, opposite] = re.compile(f"[{'' if opposite else '^'}{escaped}]+")
    return _read(stream, characters, opposite)


def _going_through(box: Any, placeholders: bool = False) -> Iterator[Any]:
    """A box and all that is inside it, in order, without a generator inside a generator for each level."""
    waiting = [box]
    while waiting:
        one = waiting.pop()
        if not isinstance(one, Box):  # something out of the flow, where it was taken out
            if not placeholders:
                yield one
                continue
            one = one._box
        yield one
        waiting += reversed(one.children)


def _flowing(box: Any) -> bool:
    """Whether a box stands in the flow. The most frequent of questions, and mostly the answer is yes."""
    style = box.style
    return (style["float"] == "none" and style["position"] == "static") or bool(_flows(box))


def _shrinking(context: Any, box: Any, available: float) -> Any:
    """The width of a box that shrinks to its content; how narrow it could be matters only where it does not fit."""
    widest = preferred.max_content_width(context, box, outer=False)
    if widest <= available:
        return widest
    return min(max(preferred.min_content_width(context, box, outer=False), available), widest)


class _Pending(list[Any]):
    """The notes that wait for their call. Each box of each line is asked for in them, and hardly any has a note."""

    def __contains__(self, note: object) -> bool:
        return note is not None and super().__contains__(note)

    def copy(self) -> _Pending:
        return _Pending(self)


def _beginning(context: Any, *rest: Any) -> None:
    _begin(context, *rest)
    context.footnotes = _Pending()


PATCHES = (
    patch("expressions are found again", part("chars_until", _reading, inputstream.HTMLUnicodeInputStream)),
    patch("boxes are gone through in a loop", part("descendants", _going_through, Box)),
    patch("boxes in the flow are known early", part("is_in_normal_flow", _flowing, Box)),
    patch("widths that do not matter are not measured", part("shrink_to_fit", _shrinking, preferred, inline, float, absolute)),
    patch("boxes without a note are not looked for", part("__init__", _beginning, LayoutContext)),
)
