"""Text in the PDF engine, measured once: half of the time of its layout goes into asking Pango the same again."""

from __future__ import annotations

import re
from copy import copy
from functools import lru_cache
from typing import Any

from weasyprint import draw
from weasyprint.css import computed_values, units
from weasyprint.draw import text as drawn_text
from weasyprint.layout import inline, preferred
from weasyprint.text import line_break
from weasyprint.text.ffi import ffi, gobject, pango

from briefing.render.pdf_patch import part, patch
from briefing.render.pdf_quick_styles import same

ffi.cdef("PangoLayout * pango_layout_copy (PangoLayout *);")

_OWN = {"style", "text", "kept", "justification_spacing", "max_width"}
_draw = drawn_text.draw_text
_BREAKS = re.compile("[\n\r\u2028\u2029]")
_set = line_break.Layout.set_text
_put_aside = line_break.Layout.deactivate
_take_up = line_break.Layout.reactivate
_set_up = line_break.Layout.setup
_split = line_break.split_first_line
_strut = line_break.strut


def _copying(layout: Any, style: Any) -> None:
    """A Pango layout for a style, as a copy of the first one for it: fonts, features and language are looked up once.

    Its text is not copied, nor what is a layout's own.
    """
    model = same(style)
    kept = vars(model).get("_set_up")
    if kept is None:
        _set_up(layout, style)
        kept = model._set_up = {name: value for name, value in vars(layout).items() if name not in _OWN}
    else:
        vars(layout).update(kept)
        layout.style = style
        layout.first_line_direction = 0
    layout.layout = ffi.gc(pango.pango_layout_copy(kept["layout"]), gobject.g_object_unref)


def _remembering(  # noqa: PLR0913, PLR0917 - the engine's signature
    text: str, style: Any, context: Any, max_width: Any, spacing: float, is_line_start: bool = True, minimum: bool = False
) -> Any:
    """The first line of a text, as it was split before in the same style and width.

    Columns, floats, tables and pages that are made again ask for the same lines.
    """
    lines = vars(context).setdefault("_lines", {})
    model = same(style)
    key = (text, id(model), max_width, spacing, is_line_start, minimum)
    if key in lines:
        layout, *measures = lines[key][0]
        return copy(layout), *measures
    line = _split(text, style, context, max_width, spacing, is_line_start, minimum)
    lines[key] = (line, model)  # the style is held, so that no other gets its id
    return copy(line[0]), *line[1:]


def _strut_of(style: Any) -> Any:
    """The height and the baseline of a line in a style; the engine finds them by all properties of the font, written out."""
    model = same(style)
    found = vars(model).get("_strut")
    if found is None:
        found = model._strut = _strut(style)
    return found


def _setting(layout: Any, text: str, justify: bool = False) -> None:
    """As the engine sets a text; of one paragraph, as it is drawn, where it has no breaks."""
    pango.pango_layout_set_single_paragraph_mode(layout.layout, not _BREAKS.search(text))
    _set(layout, text, justify)


def _keeping(layout: Any) -> None:
    """Lay a layout aside until it is drawn. The engine would drop it, and make and shape the same line again."""
    layout.kept = None if layout.justification_spacing or _BREAKS.search(layout.text) else (layout.layout, layout.language)
    _put_aside(layout)


def _taking_up(layout: Any, style: Any) -> None:
    if layout.kept is None:
        _take_up(layout, style)
    else:
        (layout.layout, layout.language), layout.style, layout.kept = layout.kept, style, None


def _drawing(stream: Any, textbox: Any, offset_x: float, text_overflow: str, block_ellipsis: Any) -> None:
    if text_overflow == "ellipsis" or block_ellipsis != "none":  # which change the layout, and it may be that of other lines too
        textbox.pango_layout.kept = None
    _draw(stream, textbox, offset_x, text_overflow, block_ellipsis)


PATCHES = (
    patch("layouts are copies", part("setup", _copying, line_break.Layout)),
    patch("lines are remembered", part("split_first_line", _remembering, line_break, inline, preferred)),
    patch("struts are remembered", part("strut", _strut_of, line_break, inline, units, computed_values)),
    patch(
        "breaks are remembered",
        part("can_break_text", lru_cache(maxsize=4096)(line_break.can_break_text), line_break, inline, preferred),
    ),
    patch(
        "lines are kept until they are drawn",
        part("set_text", _setting, line_break.Layout),
        part("deactivate", _keeping, line_break.Layout),
        part("reactivate", _taking_up, line_break.Layout),
        part("draw_text", _drawing, drawn_text, draw),
    ),
)
