"""How the cells of a table are set: decimals that meet at the end of the whole number, and words too long for their column."""

from __future__ import annotations

import re

from briefing.document import Inline, Inlines, NoteRef, Table, Text, plain, spread

FIGURES = {decimal: re.compile(rf"\D*\d+(?:[{group}\u00a0\u2009\u202f ]\d{{3}})*") for decimal, group in ((".", ","), (",", "."))}
"""The whole number at the head of a cell, by the decimal mark."""
_UNIT = 40
"""Letters. What goes on longer behind a number is a text, and would make all cells of its column as wide."""
_WIDE, _NARROW, _GAP = 100, 88, 2.4
"""Letters that a line of a table holds, with four columns and with fewer; and how many the gap beside each column takes."""
_PIECE = re.compile(r"[^\s\-–—]+[\-–—]*")


def halves(cell: Inlines, figures: re.Pattern[str]) -> tuple[str, Inlines]:
    """The whole number at the head of a cell, and the rest of it; all is rest where it begins otherwise, or goes on long."""
    if cell and isinstance(cell[0], Text) and (found := figures.match(cell[0].text)):
        rest = (Text(cell[0].text[found.end() :]), *cell[1:])
        if len(plain(rest)) <= _UNIT:
            return found[0], rest
    return "", cell


def breadth(rows: tuple[tuple[Inlines, ...], ...], index: int, figures: re.Pattern[str]) -> float:
    """How wide, in em, the second halves of column `index` are: an estimate that no text of a table outgrows."""
    rests = [rest for whole, rest in (halves(row[index], figures) for row in rows) if whole]
    return max((_em(rest) for rest in rests), default=0.0)


def _em(inlines: Inlines) -> float:
    return sum(
        0.32 * len(str(inline.number)) + 0.06 if isinstance(inline, NoteRef) else _own(inline) for inline in spread(inlines)
    )


def _own(inline: Inline) -> float:
    return 0.53 * len(inline.text) if isinstance(inline, Text) else 0.0


def unbroken(cell: Inlines, align: str) -> int:
    """The letters of a cell that stay on one line: of its longest word, or all where figures stand to the right."""
    text = plain(cell)
    return max((len(piece) for piece in _PIECE.findall(text)), default=0) if align == "left" else len(text)


def room(table: Table) -> int:
    """How many letters a cell may keep on one line, so that the page holds the table: what short columns leave is shared."""
    columns = [(column.align, [column.header, *(row[at] for row in table.rows)]) for at, column in enumerate(table.columns)]
    needs = sorted(max(unbroken(cell, align) for cell in cells) for align, cells in columns)
    left = (_NARROW if len(needs) < 4 else _WIDE) - _GAP * len(needs)
    for at, need in enumerate(needs):
        share = max(int(left / (len(needs) - at)), 1)
        if need > share:
            return share
        left -= need
    return needs[-1]
