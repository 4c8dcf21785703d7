"""Changes in tables: rows are put in and taken out, cells of a row that stayed are texts of their own.

A row stayed only with the number of its cells: where a column came or went, all rows are exchanged.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy

from briefing.draft import tree
from briefing.ooxml import styles as names
from briefing.ooxml.xml import Element, name, w
from briefing.redline.align import Unit, align, gaps, unit
from briefing.redline.content import old_text
from briefing.redline.paragraphs import Paragraphs

_ROW, _CELL, _PARAGRAPH = name("tr"), name("tc"), name("p")
_BETWEEN_CELLS = "\x1f"

Lay = Callable[[Element, tree.Story], None]
"""Lets the paragraphs and tables in an element have been a story."""


class Tables:
    """Writes the changes of tables into one file. `width` is of the text area, in twentieths of a point."""

    def __init__(self, paragraphs: Paragraphs, lay: Lay, width: int) -> None:
        self._paragraphs = paragraphs
        self._lay = lay
        self._width = width

    def change(self, table: Element, old: tree.Table) -> None:
        """Let a table have been another."""
        rows = table.findall(_ROW)
        pairs = align([_old_unit(row) for row in old.rows], [self._unit(row) for row in rows])
        previous = rows[0].getprevious()
        assert previous is not None  # the schema wants properties and a grid before the rows
        for (a, c), (b, d) in gaps(pairs, len(old.rows), len(rows)):
            for row in old.rows[a:b]:
                gone = self._removed_row(row, rows)
                previous.addnext(gone)
                previous = gone
            for come in rows[c:d]:
                self._insert_row(come)
            if d < len(rows):
                for cell, was in zip(rows[d].findall(_CELL), old.rows[b].cells, strict=True):
                    self._lay(cell, was.blocks)
                previous = rows[d]

    def insert(self, table: Element) -> None:
        """Let a table be new."""
        for row in table.iter(_ROW):
            self._insert_row(row)

    def removed(self, old: tree.Table) -> Element:
        """A table that is gone, to be put in its old place: in the look of the house, with columns of one width."""
        columns = max(sum(cell.span for cell in row.cells) for row in old.rows)
        style = self._paragraphs.looks.style("table", names.TABLE)
        properties = w(
            "tblPr",
            *([w("tblStyle", val=style)] if style else ()),
            w("tblW", w=self._width, type="dxa"),
            w("tblLayout", type="fixed"),
            w("tblLook", val="00A0", firstRow=1, lastRow=0, firstColumn=1, lastColumn=0, noHBand=1, noVBand=1),
        )
        grid = w("tblGrid", *(w("gridCol", w=self._width // columns) for _ in range(columns)))
        return w("tbl", properties, grid, *(self._removed_row(row, []) for row in old.rows))

    def _unit(self, row: Element) -> Unit:
        cells = row.findall(_CELL)
        return unit(str(len(cells)), _BETWEEN_CELLS.join(map(self._paragraphs.contents.text, cells)))

    def _insert_row(self, row: Element) -> None:
        self._paragraphs.marks.row("ins", row)
        for paragraph in row.iter(_PARAGRAPH):
            self._paragraphs.insert(paragraph)

    def _removed_row(self, old: tree.Row, rows: Sequence[Element]) -> Element:
        """A row that is gone, in the measures of the last of the rows that has as many cells."""
        like = next((row.findall(_CELL) for row in reversed(rows) if len(row.findall(_CELL)) == len(old.cells)), None)
        row = w("tr", w("trPr", w("cantSplit")))
        self._paragraphs.marks.row("del", row)
        for at, cell in enumerate(old.cells):
            row.append(self._removed_cell(cell, self._width // len(old.cells), like[at] if like else None))
        return row

    def _removed_cell(self, old: tree.Cell, width: int, like: Element | None) -> Element:
        if like is not None and (properties := like.find(name("tcPr"))) is not None:
            cell = w("tc", deepcopy(properties))
        else:
            span = [w("gridSpan", val=old.span)] if old.span > 1 else []
            cell = w("tc", w("tcPr", w("tcW", w=width, type="dxa"), *span))
        side = None if like is None else like.find(_PARAGRAPH)
        for block in old.blocks:
            cell.append(self.removed(block) if isinstance(block, tree.Table) else self._paragraphs.removed(block, side))
        if cell[-1].tag != _PARAGRAPH:  # as the schema wants it
            cell.append(self._paragraphs.removed(tree.Paragraph(())))
        return cell


def _old_unit(row: tree.Row) -> Unit:
    return unit(str(len(row.cells)), _BETWEEN_CELLS.join(old_text(cell.blocks) for cell in row.cells))
