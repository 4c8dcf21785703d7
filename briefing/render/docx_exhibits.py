"""Tables, timelines, figures and charts in Word."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import count, pairwise
from math import ceil

from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.oxml.shape import CT_Inline
from docx.shared import Emu

from briefing.document import Chart, Column, Figure, Inlines, Table, Timeline, plain
from briefing.ooxml import styles as names
from briefing.ooxml.anchors import anchor
from briefing.ooxml.fields import field
from briefing.ooxml.xml import Element, legal, w
from briefing.render.charts import Charts
from briefing.render.docx_charts import EMU_PER_PIXEL, add_points, add_svg
from briefing.render.docx_pen import Look, Pen, hold
from briefing.render.faults import ResourceFault
from briefing.workspace import Workspace

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_LABEL = Look(names.LABEL)
_SMALL = 24  # lines that stay on one page together
_CHARACTER = 92  # about the width of one in a table, in twentieths of a point
_CELL_MARGINS = 227
_EVENT = 110  # characters in a line of a timeline, about
_WIDEST_WORD = 24
_WIDEST_CELL = 60
_EMU_PER_TWIP = 635
_PICTURE_HEIGHT = 0.62  # of the text area


class Exhibits:
    """Draws what has a caption. `width` and `height` are of the text area, in twentieths of a point."""

    def __init__(self, pen: Pen, workspace: Workspace, charts: Charts, width: int, height: int) -> None:
        self._pen = pen
        self._workspace = workspace
        self._charts = charts
        self._width = width
        self._height = height
        self._pictures = count(1)

    def table(self, block: Table, label: str) -> Iterator[Element]:
        """Caption, table, note. The data of a figure are labelled with its number, and have none of their own."""
        if block.figure:
            yield self._caption(block.id, f"{label} {block.figure}", block.caption)
        else:
            yield self._caption(block.id, label, block.caption, block.number)
        yield self._grid(block)
        yield self._note(block.id, block.note)

    def timeline(self, block: Timeline, label: str) -> Iterator[Element]:
        """Caption, events with their dates in a column of their own, note."""
        yield self._caption(block.id, label, block.caption, block.number)
        events = []
        for number, event in enumerate(block.events, 1):
            content = [self._pen.label(f"{event.when}\t"), *self._pen.inlines(event.what)]
            events.append(self._pen.paragraph(names.TIMELINE, content, anchors=[anchor(block.id, f"event-{number}")]))
        if sum(ceil(len(plain(event.what)) / _EVENT) for event in block.events) <= _SMALL:
            hold(events)
        hold(events[:1], to_next=True)
        hold(events[-1:], to_next=bool(block.note))
        yield from events
        yield self._note(block.id, block.note)

    def figure(self, block: Figure, label: str) -> Iterator[Element]:
        """Caption, picture, note."""
        yield self._caption(block.id, label, block.caption, block.number)
        yield self._pen.paragraph(names.FIGURE, [self._pen.run(w("drawing", self._picture(block, label)))])
        yield self._note(block.id, block.note)

    def chart(self, block: Chart, label: str) -> Iterator[Element]:
        """Caption, drawing, note."""
        yield self._caption(block.id, label, block.caption, block.number)
        yield self._pen.paragraph(names.FIGURE, [self._pen.run(w("drawing", self._chart(block, label)))])
        yield self._note(block.id, block.note)

    def _caption(self, block: str, label: str, caption: Inlines, number: int = 0) -> Element:
        """The label, with a number that Word counts too where there is one, and the caption."""
        pen = self._pen
        content = [pen.label(f"{label} " if number else label)]
        if number:
            sequence = "".join(character if character.isalnum() else "_" for character in label)
            content += field(f"SEQ {sequence} \\* ARABIC", [pen.label(str(number))], pen.runner(_LABEL))
        content += [pen.label("\u2002"), *pen.inlines(caption)]
        anchors = [anchor(block), anchor(block, "caption")]
        return pen.paragraph(names.CAPTION, content, anchors=anchors, direct=[w("keepNext")])  # not every template says so

    def _note(self, block: str, note: Inlines) -> Element:
        """What stands under an exhibit. An empty one is drawn too: it keeps two tables that meet from becoming one."""
        return self._pen.paragraph(names.SOURCE_NOTE, self._pen.inlines(note), anchors=[anchor(block, "note")])

    # Tables

    def _grid(self, block: Table) -> Element:
        widths = _widths(block, self._width)
        properties = w(
            "tblPr",
            w("tblStyle", val=self._pen.styles.id(names.TABLE)),
            w("tblW", w=self._width, type="dxa"),
            w("tblLayout", type="fixed"),
            w("tblLook", val="00A0", firstRow=1, lastRow=0, firstColumn=1, lastColumn=0, noHBand=1, noVBand=1),
            w("tblCaption", val=plain(block.caption)),
            *([w("tblDescription", val=block.summary)] if block.summary else ()),
        )
        table = w("tbl", properties, w("tblGrid", *(w("gridCol", w=width) for width in widths)))
        table.append(self._header(block, widths))
        small = _lines(block, widths) <= _SMALL
        for number, row in enumerate(block.rows, 1):
            keep = bool(block.note) if number == len(block.rows) else small
            cells = (
                self._cell(names.TABLE_TEXT, cell, anchor(block.id, f"cell-{number}-{at}"), _direct(column, keep))
                for at, (cell, column) in enumerate(zip(row, block.columns, strict=True), 1)
            )
            table.append(w("tr", w("trPr", w("cantSplit")), *_boxes(cells, widths)))
        return table

    def _header(self, block: Table, widths: list[int]) -> Element:
        cells = (
            self._cell(names.TABLE_HEADER, column.header, anchor(block.id, f"header-{at}"), _direct(column, keep=True))
            for at, column in enumerate(block.columns, 1)
        )
        return w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *_boxes(cells, widths))

    def _cell(self, style: str, content: Inlines, bookmark: str, direct: list[Element]) -> Element:
        return self._pen.paragraph(style, self._pen.inlines(content), anchors=[bookmark], direct=direct)

    # Pictures

    def _picture(self, block: Figure, label: str) -> Element:
        """The picture at its own size, or smaller where it does not fit into the text area."""
        path = self._workspace.inside(block.image)
        if path is None:
            raise ResourceFault((f"{block.image}: outside the workspace",))
        try:
            key, image = self._pen.part.get_or_add_image(io.BytesIO(path.read_bytes()))
        except OSError as error:
            raise ResourceFault((f"{block.image}: no such file",)) from error
        except (UnrecognizedImageError, InvalidImageStreamError, UnexpectedEndOfFileError) as error:
            raise ResourceFault((f"{block.image}: neither PNG nor JPEG",)) from error
        return self._inline(block, label, key, (image.width, image.height))

    def _chart(self, block: Chart, label: str) -> Element:
        """The drawing, as wide as the text at most."""
        drawing = self._charts.drawing(block)
        size = (round(drawing.width * EMU_PER_PIXEL), round(drawing.height * EMU_PER_PIXEL))
        inline = self._inline(block, label, add_points(self._pen.part, drawing), size)
        add_svg(self._pen.part, inline, drawing, block.number)
        return inline

    def _inline(self, block: Figure | Chart, label: str, key: str, size: tuple[int, int]) -> Element:
        """A picture in the line, from the relation to its part. `size` is its own, in EMU, of which it gets what fits."""
        width, height = size
        scale = min(self._width * _EMU_PER_TWIP / width, self._height * _EMU_PER_TWIP * _PICTURE_HEIGHT / height, 1.0)
        room = (Emu(int(width * scale)), Emu(int(height * scale)))
        inline: Element = CT_Inline.new_pic_inline(next(self._pictures), key, "", *room)
        for side in ("distT", "distB", "distL", "distR"):
            inline.set(side, "0")  # some programs take an absent distance for an eighth of an inch
        for properties in inline.iter(f"{{{_DRAWING}}}docPr", f"{{{_PICTURE}}}cNvPr"):
            properties.set("name", legal(f"{label} {block.number}"))
            properties.set("descr", legal(block.alt))
        return inline


def _direct(column: Column, keep: bool) -> list[Element]:
    """What a cell's paragraph has beside its style: staying with the next row, and the side that figures stand on."""
    side = [] if column.align == "left" else [w("jc", val="right")]
    return [w("keepNext"), *side] if keep else side


def _boxes(paragraphs: Iterable[Element], widths: list[int]) -> list[Element]:
    """A cell around each paragraph."""
    sized = zip(paragraphs, widths, strict=True)
    return [w("tc", w("tcPr", w("tcW", w=width, type="dxa")), paragraph) for paragraph, width in sized]


def _lines(block: Table, widths: list[int]) -> int:
    """About how many lines the rows take."""
    rooms = [max(width - _CELL_MARGINS, _CHARACTER) // _CHARACTER for width in widths]
    return sum(max(ceil(len(plain(cell)) / room) for cell, room in zip(row, rooms, strict=True)) for row in block.rows)


def _widths(block: Table, total: int) -> list[int]:
    """The widths of the columns: room for the longest word of each or for whole figures, the rest by how much they hold."""
    needed, wanted = [], []
    for at, column in enumerate(block.columns):
        cells = [plain(column.header), *(plain(row[at]) for row in block.rows)]
        longest = max(len(cell) for cell in cells)
        unbroken = max(len(word) for cell in cells for word in cell.split() or [""]) if column.align == "left" else longest
        needed.append(min(unbroken, _WIDEST_WORD) * _CHARACTER + _CELL_MARGINS)
        wanted.append(max(min(longest, _WIDEST_CELL) * _CHARACTER + _CELL_MARGINS, needed[-1]))
    spare, greed = total - sum(needed), sum(wanted) - sum(needed)
    if sum(wanted) <= total:
        shares = [total * want / sum(wanted) for want in wanted]
    elif spare > 0:
        shares = [least + spare * (want - least) / greed for least, want in zip(needed, wanted, strict=True)]
    else:
        shares = [total * least / sum(needed) for least in needed]
    edges = [round(sum(shares[:at])) for at in range(len(shares) + 1)]
    return [right - left for left, right in pairwise(edges)]
