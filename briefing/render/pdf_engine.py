"""The PDF engine, WeasyPrint, as we use it: imported here alone, and put right where it is wrong or slow.

What is put right is private to the engine, so its version is pinned, and tests hold what each change promises.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterator
from typing import Any

from briefing.render.faults import EngineFault
from briefing.render.libraries import by_version_name

try:
    with by_version_name():
        import pydyf
        import weasyprint
    from weasyprint.formatting_structure import boxes, build
    from weasyprint.layout import LayoutContext, block, inline
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    from briefing.render import pdf_quick_layout, pdf_quick_styles, pdf_quick_text, pdf_quick_writing
except OSError as error:
    raise EngineFault(
        f"the PDF engine cannot load a library of the system ({error}). Install Pango and HarfBuzz: on Debian and Ubuntu "
        "`apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0`, on macOS `brew install pango`"
    ) from error

# The layout of notes, put right in two places: no note leaves the page of its call, and the second changes nothing but the time.

_lines = block.iter_line_boxes
_measured = LayoutContext._update_footnote_area


def _keeping_notes(context: Any, box: Any, position_y: float, bottom_space: float, *rest: Any) -> Iterator[Any]:
    """The lines of a paragraph, but none after the one that overflows before the paragraph may break.

    Where the page ends so soon after the beginning of a paragraph that too few lines would stand there, the engine makes room by
    putting off notes to the next page, away from their calls; but only if it sees that enough lines follow. So it is not shown
    them, and moves the paragraph instead.
    """
    for count, (line, resume_at) in enumerate(_lines(context, box, position_y, bottom_space, *rest), start=1):
        yield line, resume_at
        if count == box.style["orphans"] and context.overflows_page(bottom_space, line.position_y + line.height):
            return


def _adding_heights(context: Any) -> bool:
    """The height of the foot of the page as the sum of its notes, each measured once.

    The engine lays all notes of a page out again for every note that joins them, which takes a third of its time in a brief. Sums
    are right as long as notes are blocks without margins above and below and the foot has no height of its own; else the engine
    does as it always did. True if the foot cannot hold the notes, which a foot without a height always can.
    """
    area, notes = context.current_footnote_area, context.current_page_footnotes
    bounded = area.style["height"] != "auto" or area.style["max_height"].value != math.inf
    if context.in_column or bounded or not all(map(_is_plain, notes)):
        return bool(_measured(context))
    heights = context.__dict__.setdefault("_note_heights", {})
    for note in notes:
        if (note, area.page.width) not in heights:
            area.children = [note]
            lone = block.block_level_layout(context, build.create_anonymous_boxes(area.deepcopy()), -math.inf, None, area.page)[0]
            heights[note, area.page.width] = lone.height
    if area.height != "auto":
        context.page_bottom += area.margin_height()
    area.children = notes
    area.height = sum(heights[note, area.page.width] for note in notes)
    context.page_bottom -= area.margin_height() if notes else 0
    return False


def _is_plain(note: Any) -> bool:
    return isinstance(note, boxes.BlockBox) and note.style["margin_top"].value == note.style["margin_bottom"].value == 0


# The cutting of words that no line holds (`overflow-wrap`), put right: a word that only lacks room behind others goes to the next
# line. The engine takes it for the first of its line where the others stand in the same inline box, and cuts it.

_boxed, _texted = inline.split_inline_box, inline.split_text_box
_lines_begin: list[float] = []


def _knowing_where_lines_begin(context: Any, box: Any, position_x: float, *rest: Any) -> Any:
    """An inline box of a line, or the line itself: then where it begins is known to the texts in it."""
    if not isinstance(box, boxes.LineBox):
        return _boxed(context, box, position_x, *rest)
    _lines_begin.append(position_x)
    try:
        return _boxed(context, box, position_x, *rest)
    finally:
        _lines_begin.pop()


def _breaking_first_words(context: Any, box: Any, width: float, skip: int, is_line_start: bool = True) -> Any:
    """A text of a line, whose words may be cut where the line begins with it, but for borders and padding before it."""
    is_first = not _lines_begin or box.position_x - _lines_begin[-1] <= box.style["font_size"]
    return _texted(context, box, width, skip, is_line_start=is_line_start and is_first)


inline.split_inline_box, inline.split_text_box = _knowing_where_lines_begin, _breaking_first_words
block.iter_line_boxes = _keeping_notes
LayoutContext._update_footnote_area = _adding_heights


class _Deflate:
    """zlib for the engine's streams, at its usual level: the engine asks for the highest, for a twentieth of time and of size."""

    @staticmethod
    def compressobj(level: int) -> Any:  # noqa: ARG004 - what the engine asks for
        return zlib.compressobj()


pydyf.zlib = _Deflate

PATCHES = (*pdf_quick_layout.PATCHES, *pdf_quick_styles.PATCHES, *pdf_quick_text.PATCHES, *pdf_quick_writing.PATCHES)
"""What makes the engine quicker, and changes nothing else."""
for one in PATCHES:
    one.apply()

HTML = weasyprint.HTML
writing = weasyprint.pdf
"""Where the engine writes the file: what is put right there is in the modules of structure, marks and links."""
Stream = weasyprint.pdf.Stream
VERSION = weasyprint.VERSION
__all__ = ["HTML", "PATCHES", "VERSION", "Stream", "URLFetcher", "URLFetcherResponse", "boxes", "inline", "writing"]
