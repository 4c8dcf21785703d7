"""The document: one frozen tree of blocks, inlines and notes, which every writer draws and no writer changes.

Numbers, labels, order and short forms are settled before the tree exists. There is no word of HTML or of Word in it. A
block that came from a file keeps its place in `origin`; a generated one has none and is never written back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from briefing.source import Span

# Inlines ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Characters without form."""

    text: str
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed text, and titles of works: italic in print."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    """Strongly stressed text: bold in print."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an address outside the document (http, https or mailto)."""

    url: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class NoteRef:
    """The call of a note. Each number is called exactly once, and calls ascend in reading order."""

    number: int


Inline = Text | Emphasis | Strong | Link | NoteRef
Inlines = tuple[Inline, ...]


def plain(inlines: Inlines) -> str:
    """The text of inlines without form and without the calls of notes."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text(text):
                parts.append(text)
            case NoteRef():
                pass
            case Emphasis(children) | Strong(children) | Link(_, children):
                parts.append(plain(children))
    return "".join(parts)


# Blocks ----------------------------------------------------------------------------------------------------------------
# Every block has an `id`, unique in the document and stable as long as its place in the section is (letters, digits, - only),
# and an `origin`.


@dataclass(frozen=True, slots=True)
class Paragraph:
    id: str
    text: Inlines
    origin: Span | None = None


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


@dataclass(frozen=True, slots=True)
class Event:
    when: str
    """The date in words, at its own precision."""
    what: Inlines


@dataclass(frozen=True, slots=True)
class Timeline:
    """Dated events in order of time."""

    id: str
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


Block = Paragraph | Heading | ItemList | Table | Timeline | Figure | Quotation | Callout | Judgment | Differences | References


# The whole -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: Inlines
    role: Literal["key-points", "body", "annex"]
    """Key points stand on the first page before the contents; annexes after everything else."""
    blocks: tuple[Block, ...]
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: one citation or several, or words of the author."""

    number: int
    id: str
    text: Inlines
    """Without its number. Holds no call of another note."""
    sources: tuple[str, ...]
    """Ids of the sources that it cites, each once, in order; each is a `Reference.id` of the annex."""
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class Labels:
    """The words that the program itself prints, in the language of the brief."""

    contents: str
    table: str
    figure: str
    timeline: str
    edition: str
    date: str
    cutoff: str
    page: str
    of: str
    cited_in: str
    """Before the numbers of notes in the annex of sources."""
    note: str
    notes: str


@dataclass(frozen=True, slots=True)
class Document:
    id: str
    title: str
    subtitle: str
    marking: str
    """Printed on every page; empty where the brief has none."""
    issuer: str
    edition: int
    date: str
    """In words."""
    cutoff: str
    """Information cut-off, in words."""
    iso_date: str
    language: str
    """BCP 47."""
    abstract: str
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    """In order of their numbers, which count from 1 without gaps."""
    labels: Labels

    def contents(self) -> Iterator[tuple[int, str, str]]:
        """The entries of the contents, key points left out: level, text, id of the section or heading."""
        for section in self.sections:
            if section.role != "key-points":
                yield 1, plain(section.title), section.id
                for block in section.blocks:
                    if isinstance(block, Heading):
                        yield block.level, plain(block.text), block.id


def spread(inlines: Inlines) -> Iterator[Inline]:
    """Every inline, and those inside it, in reading order."""
    for inline in inlines:
        yield inline
        if isinstance(inline, Emphasis | Strong | Link):
            yield from spread(inline.children)


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
        case Figure():
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
