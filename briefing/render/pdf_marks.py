"""The marks in the streams of a PDF's pages: where content begins and ends, and what of it is decoration.

The engine numbers what it draws and builds the tree from its boxes. Here every run of marks begins as an artifact, and becomes
content when the tree claims it (ISO 32000-1, 14.7.4 and 14.8.2): so nothing can be in both, or in neither.

Where a line ends between two words, the engine drops the space, and where one ends in a word, it draws a hyphen. Whoever reads
the text without the page needs the one, and not the other (14.8.2.5 and 14.8.2.2.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf

from briefing.render.pdf_engine import Stream, boxes, inline, writing

ARTIFACT = b"/Artifact BMC"
HEAD = b"/Artifact <</Type /Pagination /Subtype /Header /Attached [/Top]>> BDC"
FOOT = b"/Artifact <</Type /Pagination /Subtype /Footer /Attached [/Bottom]>> BDC"

_SOFT = b"/Span <</ActualText <FEFF00AD>>> BDC"
_LAST_GLYPH = re.compile(rb"\[(.*?)<?([0-9a-f]{4})>(-?[0-9]*)\] TJ", re.DOTALL)
_FONT = re.compile(rb"/(\S+) \S+ Tf$")
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
        if isinstance(box, boxes.TextBox):
            if box.text.endswith(box.style["hyphenate_character"]):
                _soften(stream.stream)
            elif vars(box).get("ends_word"):
                _space(stream, before=False)
            if vars(box).get("begins_word"):
                _space(stream, before=True)
        stream.end_marked_content()


def _soften(items: list[Any]) -> None:
    """Say that the hyphen at the end of a line divides a word, and is none of its letters."""
    for at in range(len(items) - 1, -1, -1):
        if isinstance(items[at], Mark):
            return
        if isinstance(items[at], bytes) and (found := _LAST_GLYPH.fullmatch(items[at])):
            before, glyph, kern = found.groups()
            closed = before + b">" if before.rfind(b"<") > before.rfind(b">") else before
            shown = [b"[" + closed + b"] TJ"] if closed else []
            items[at : at + 1] = [*shown, _SOFT, b"[<" + glyph + b">" + kern + b"] TJ", b"EMC"]
            return


def _space(stream: Any, *, before: bool) -> None:
    """Draw the space after the last word of what was marked last, or before its first, in a font that has drawn one already.

    The one before takes no room: what follows it begins where it would without it.
    """
    items = stream.stream
    start = next(at for at in range(len(items) - 1, -1, -1) if isinstance(items[at], Mark))
    drawn = [at for at in range(start, len(items)) if isinstance(items[at], bytes) and items[at].endswith(b"] TJ")]
    names = [found[1] for item in items[start:] if isinstance(item, bytes) and (found := _FONT.match(item))]
    if not drawn or not names:
        return
    name, at = (names[0], drawn[0]) if before else (names[-1], drawn[-1])
    font = next(font for font in stream._fonts.values() if font.hash.encode() == name)
    glyph = next((glyph for glyph, text in font.to_unicode.items() if text in (" ", "\u00a0")), None)
    if glyph is None or font.bitmap:
        return
    if before:
        items[at] = b"[<%04x>%d" % (glyph, font.widths[glyph]) + items[at].removeprefix(b"[")
    else:
        items[at] = items[at].removesuffix(b"] TJ") + b"<%04x>] TJ" % glyph


_split = inline.split_text_box
_strip = inline.remove_last_whitespace


def _splitting(context: Any, box: Any, width: Any, skip: int, *rest: Any, **more: Any) -> Any:
    """As the engine splits a text at the end of a line; but the words there know whether a space was between them."""
    line, resume_at, is_preserved = _split(context, box, width, skip, *rest, **more)
    if line is not None:
        line.ends_word = resume_at is not None and box.text.encode()[:resume_at].endswith(b" ")
        line.begins_word = bool(skip) and not box.text.encode()[:skip].strip()
    return line, resume_at, is_preserved


def _stripping(context: Any, line: Any) -> None:
    """The same where the text as a whole ends with its line."""
    texts = [box for box in line.descendants() if isinstance(box, boxes.TextBox)]
    before = texts[-1].text if texts else ""
    _strip(context, line)
    if texts and texts[-1].text != before:
        last = next((box for box in reversed(texts) if box.text), None)
        if last is not None:
            last.ends_word = True


_fonts = writing.build_fonts_dictionary


def _naming_plainly(pdf: Any, fonts: dict[str, Any], *rest: Any) -> Any:
    """The fonts, where a glyph that several characters share stands for the plainest: not for the first that was drawn."""
    for font in fonts.values():
        font.to_unicode = {glyph: _SHARED.get(text, text) for glyph, text in font.to_unicode.items()}
    return _fonts(pdf, fonts, *rest)


inline.split_text_box = _splitting
inline.remove_last_whitespace = _stripping
Stream.marked = _marked
writing.build_fonts_dictionary = _naming_plainly
