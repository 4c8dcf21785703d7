"""The document: one frozen tree of blocks, inlines and notes, which every writer draws and no writer changes.

Numbers, labels, order and short forms are settled before the tree exists. There is no word of HTML or of Word in it. A
block that came from a file keeps its place in `origin`; a generated one has none and is never written back.
"""

from briefing.document.blocks import (
    Block,
    Callout,
    Chart,
    Column,
    Detail,
    Difference,
    Differences,
    Event,
    Figure,
    Heading,
    ItemList,
    Judgment,
    Paragraph,
    Position,
    Quotation,
    Reference,
    References,
    Table,
    Timeline,
    texts,
)
from briefing.document.drafts import Answer, Home, Remark
from briefing.document.inlines import Emphasis, Foreign, Inline, Inlines, Link, NoteRef, Strong, Text, joined, plain, spread
from briefing.document.printed import printed
from briefing.document.whole import Attachment, Document, Evidence, Labels, Note, Section

__all__ = [
    "Answer",
    "Attachment",
    "Block",
    "Callout",
    "Chart",
    "Column",
    "Detail",
    "Difference",
    "Differences",
    "Document",
    "Emphasis",
    "Event",
    "Evidence",
    "Figure",
    "Foreign",
    "Heading",
    "Home",
    "Inline",
    "Inlines",
    "ItemList",
    "Judgment",
    "Labels",
    "Link",
    "Note",
    "NoteRef",
    "Paragraph",
    "Position",
    "Quotation",
    "Reference",
    "References",
    "Remark",
    "Section",
    "Strong",
    "Table",
    "Text",
    "Timeline",
    "joined",
    "plain",
    "printed",
    "spread",
    "texts",
]
