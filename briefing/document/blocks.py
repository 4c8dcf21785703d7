"""Blocks: what a section is made of.

Every block has an `id`, unique in the document and stable as long as its place in the section is (letters, digits, - only), and
an `origin`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from briefing.document.inlines import Inlines
from briefing.source import Span


class Paragraph(Struct, frozen=True):
    id: str
    text: Inlines
    origin: Span | None = None
    number: int = 0
    """Printed beside it where the brief numbers its paragraphs, from 1 through the whole text; 0 where it has none."""


class Heading(Struct, frozen=True):
    """A heading inside a section. Level 1 is the section's own title, so these begin at 2."""

    id: str
    text: Inlines
    level: int
    origin: Span | None = None


class ItemList(Struct, frozen=True):
    """A list, bulleted or numbered from 1."""

    id: str
    items: tuple[Inlines, ...]
    ordered: bool = False
    origin: Span | None = None


class Column(Struct, frozen=True):
    header: Inlines
    align: Literal["left", "right", "decimal"] = "left"


class Table(Struct, frozen=True):
    """A table of at least one row. All rows are as long as `columns`; the first cell of a row is its header."""

    id: str
    number: int
    caption: Inlines
    columns: tuple[Column, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    note: Inlines
    """What stands under the table: sources and remarks. Comes last in reading order."""
    summary: str
    """What the table shows, for those who cannot see it."""
    origin: Span | None = None
    figure: int = 0
    """The number of the figure whose data these are; such a table has no number of its own. 0 for any other table."""


class Event(Struct, frozen=True):
    when: str
    """The date in words, at its own precision."""
    what: Inlines


class Timeline(Struct, frozen=True):
    """Dated events in order of time."""

    id: str
    number: int
    caption: Inlines
    events: tuple[Event, ...]
    note: Inlines
    origin: Span | None = None


class Figure(Struct, frozen=True):
    """A picture from the workspace (PNG or JPEG)."""

    id: str
    number: int
    image: str
    """Path relative to the workspace."""
    alt: str
    caption: Inlines
    note: Inlines
    origin: Span | None = None


class Chart(Struct, frozen=True):
    """A figure that is drawn from facts. It shares its numbers with other figures."""

    id: str
    number: int
    caption: Inlines
    alt: str
    """What it shows and what one sees in it, for those who cannot see it."""
    spec: str
    """What is drawn, in Vega-Lite 6 (JSON, keys sorted), its data inside; without a theme, which is the writers' business."""
    note: Inlines
    """Where the data are from; cites every claim that is drawn."""
    data: str
    """The id of the table that holds its data in words and figures."""
    origin: Span | None = None


class Quotation(Struct, frozen=True):
    """Words of a source, set apart."""

    id: str
    text: Inlines
    attribution: Inlines
    origin: Span | None = None


class Callout(Struct, frozen=True):
    """A remark set apart: a note, a warning, or a disagreement between sources."""

    id: str
    kind: Literal["note", "caution", "disagreement"]
    title: Inlines
    body: tuple[Inlines, ...]
    origin: Span | None = None


class Detail(Struct, frozen=True):
    """One labelled line of a judgment: its likelihood, confidence, basis, an alternative, an indicator."""

    label: str
    text: tuple[Inlines, ...]
    """One paragraph, or several that are to stand as a list."""


class Judgment(Struct, frozen=True):
    """What we assess, apart from what sources say, after ICD 203."""

    id: str
    label: str
    statement: Inlines
    details: tuple[Detail, ...]
    origin: Span | None = None


class Position(Struct, frozen=True):
    """What one voice says to a disputed question."""

    who: str
    what: Inlines
    standing: str
    """A word on how the brief treats this position ("set aside"), or nothing."""


class Difference(Struct, frozen=True):
    """A question on which the sources differ or one of them errs."""

    id: str
    question: str
    positions: tuple[Position, ...]
    treatment: Inlines


class Differences(Struct, frozen=True):
    """The annex of questions on which the sources differ."""

    id: str
    entries: tuple[Difference, ...]
    origin: Span | None = None


class Reference(Struct, frozen=True):
    """A source in the annex."""

    id: str
    citation: Inlines
    kind: str
    descriptor: Inlines
    notes: tuple[int, ...]
    """The numbers of the notes that cite it, ascending."""


class References(Struct, frozen=True):
    """The annex of sources."""

    id: str
    entries: tuple[Reference, ...]
    origin: Span | None = None


Block = (
    Paragraph | Heading | ItemList | Table | Timeline | Figure | Chart | Quotation | Callout | Judgment | Differences | References
)


def texts(block: Block) -> Iterator[Inlines]:
    """Every run of text in a block, in reading order."""
    match block:
        case Paragraph(text=text) | Heading(text=text):
            yield text
        case ItemList(items=items):
            yield from items
        case Table():
            yield block.caption
            yield from (column.header for column in block.columns)
            yield from (cell for row in block.rows for cell in row)
            yield block.note
        case Timeline():
            yield block.caption
            yield from (event.what for event in block.events)
            yield block.note
        case Figure() | Chart():
            yield block.caption
            yield block.note
        case Quotation():
            yield block.text
            yield block.attribution
        case Callout():
            yield block.title
            yield from block.body
        case Judgment():
            yield block.statement
            yield from (text for detail in block.details for text in detail.text)
        case Differences():
            for entry in block.entries:
                yield from (position.what for position in entry.positions)
                yield entry.treatment
        case References():
            for reference in block.entries:
                yield reference.citation
                yield reference.descriptor
