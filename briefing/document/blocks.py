"""Blocks: what a section is made of.

Every block has an `id`, unique in the document and stable as long as its place in the section is (letters, digits, - only), and
an `origin`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from briefing.document.inlines import Inlines
from briefing.source import Span


@dataclass(frozen=True, slots=True)
class Paragraph:
    id: str
    text: Inlines
    origin: Span | None = None
    number: int = 0
    """Printed beside it where the brief numbers its paragraphs, from 1 through the whole text; 0 where it has none."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section. Level 1 is the section's own title, so these begin at 2."""

    id: str
    text: Inlines
    level: int
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list, bulleted or numbered from 1."""

    id: str
    items: tuple[Inlines, ...]
    ordered: bool = False
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class Column:
    header: Inlines
    align: Literal["left", "right", "decimal"] = "left"


@dataclass(frozen=True, slots=True)
class Table:
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


@dataclass(frozen=True, slots=True)
class Event:
    when: str
    """The date in words, at its own precision."""
    what: Inlines


@dataclass(frozen=True, slots=True)
class Timeline:
    """Dated events in order of time."""

    id: str
    number: int
    caption: Inlines
    events: tuple[Event, ...]
    note: Inlines
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture from the workspace (PNG or JPEG)."""

    id: str
    number: int
    image: str
    """Path relative to the workspace."""
    alt: str
    caption: Inlines
    note: Inlines
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class Chart:
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


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a source, set apart."""

    id: str
    text: Inlines
    attribution: Inlines
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class Callout:
    """A remark set apart: a note, a warning, or a disagreement between sources."""

    id: str
    kind: Literal["note", "caution", "disagreement"]
    title: Inlines
    body: tuple[Inlines, ...]
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class Detail:
    """One labelled line of a judgment: its likelihood, confidence, basis, an alternative, an indicator."""

    label: str
    text: tuple[Inlines, ...]
    """One paragraph, or several that are to stand as a list."""


@dataclass(frozen=True, slots=True)
class Judgment:
    """What we assess, apart from what sources say, after ICD 203."""

    id: str
    label: str
    statement: Inlines
    details: tuple[Detail, ...]
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """What one voice says to a disputed question."""

    who: str
    what: Inlines
    standing: str
    """A word on how the brief treats this position ("set aside"), or nothing."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A question on which the sources differ or one of them errs."""

    id: str
    question: str
    positions: tuple[Position, ...]
    treatment: Inlines


@dataclass(frozen=True, slots=True)
class Differences:
    """The annex of questions on which the sources differ."""

    id: str
    entries: tuple[Difference, ...]
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A source in the annex."""

    id: str
    citation: Inlines
    kind: str
    descriptor: Inlines
    notes: tuple[int, ...]
    """The numbers of the notes that cite it, ascending."""


@dataclass(frozen=True, slots=True)
class References:
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
