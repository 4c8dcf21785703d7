"""The marks in the streams of a PDF's pages: where content begins and ends, and what of it is decoration.

The engine numbers what it draws and builds the tree from its boxes. Here every run of marks begins as an artifact, and becomes
content when the tree claims it (ISO 32000-1, 14.7.4 and 14.8.2): so nothing can be in both, or in neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf

from briefing.render.pdf_engine import Stream, boxes, writing

ARTIFACT = b"/Artifact BMC"
HEAD = b"/Artifact <</Type /Pagination /Subtype /Header /Attached [/Top]>> BDC"
FOOT = b"/Artifact <</Type /Pagination /Subtype /Footer /Attached [/Bottom]>> BDC"

_SOFT = b"/Span <</ActualText <FEFF00AD>>> BDC"
_LAST_GLYPH = re.compile(rb"\[(.*?)<?([0-9a-f]{4})>(-?[0-9]*)\] TJ", re.DOTALL)
_SHARED = {"\u2010": "-", "\u2011": "-", "\u00ad": "-", "\u00a0": " "}
"""Characters that fonts draw with the glyph of a plainer one."""


class Mark(pydyf.Object):  # type: ignore[misc]
    """Where a run of marks begins. Written with its stream, so it can be told until then what the run is."""

    data = ARTIFACT

    def __init__(self, stream: Any) -> None:
        super().__init__()
        self.stream = stream

    def claim(self, number: int) -> None:
        """Make the run content: the one of that number in its stream."""
        self.data = b"/Span <</MCID %d>> BDC" % number


@contextmanager
def _marked(stream: Any, box: Any, tag: str) -> Iterator[None]:  # noqa: ARG001 - as the engine calls it
    """Marks what is drawn of a box, for the tree to find. Spaces draw nothing."""
    if stream._tags is None or (isinstance(box, boxes.TextBox) and not box.text.strip()):
        yield
        return
    mark = stream._tags[box] = Mark(stream)
    stream.stream.append(mark)
    try:
        yield
    finally:
        if isinstance(box, boxes.TextBox) and box.text.endswith(box.style["hyphenate_character"]):
            _soften(stream.stream)
        stream.end_marked_content()


def _soften(items: list[Any]) -> None:
    """Say that the hyphen at the end of a line divides a word, and is none of its letters (ISO 32000-1, 14.8.2.2.3)."""
    for at in range(len(items) - 1, -1, -1):
        if isinstance(items[at], Mark):
            return
        if isinstance(items[at], bytes) and (found := _LAST_GLYPH.fullmatch(items[at])):
            before, glyph, kern = found.groups()
            closed = before + b">" if before.rfind(b"<") > before.rfind(b">") else before
            shown = [b"[" + closed + b"] TJ"] if closed else []
            items[at : at + 1] = [*shown, _SOFT, b"[<" + glyph + b">" + kern + b"] TJ", b"EMC"]
            return


_fonts = writing.build_fonts_dictionary


def _naming_plainly(pdf: Any, fonts: dict[str, Any], *rest: Any) -> Any:
    """The fonts, where a glyph that several characters share stands for the plainest: not for the first that was drawn."""
    for font in fonts.values():
        font.to_unicode = {glyph: _SHARED.get(text, text) for glyph, text in font.to_unicode.items()}
    return _fonts(pdf, fonts, *rest)


Stream.marked = _marked
writing.build_fonts_dictionary = _naming_plainly
