"""Sections, notes, and the document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from briefing.document.blocks import Block, Heading, Position
from briefing.document.drafts import Home, Remark
from briefing.document.inlines import Inlines, plain
from briefing.source import Span


class Section(Struct, frozen=True):
    id: str
    title: Inlines
    role: Literal["key-points", "body", "annex"]
    """Key points stand on the first page before the contents; annexes after everything else."""
    blocks: tuple[Block, ...]
    origin: Span | None = None


class Evidence(Struct, frozen=True):
    """A claim that a note rests on, as a reader can look into it. All in the language of the brief, but the quotation."""

    claim: str
    """Its key, `fact/claim`."""
    question: str
    """The fact's label."""
    statement: str
    """What is claimed: the value in words, with its qualifiers."""
    quotation: str
    """The source's words, without quotation marks around them."""
    language: str
    """BCP 47, of the quotation; empty where the source does not say."""
    source: str
    """The id of the source, which is that of its `Reference`."""
    who: str
    """The source's name, and whom it cites."""
    place: str
    """The paragraph, as notes print it; empty where it is not known."""
    standing: str = ""
    """A word on how the brief treats this claim ("set aside"), or nothing."""
    others: tuple[Position, ...] = ()
    """What those say to the same question whom the note does not cite, where sources differ; empty where they do not."""
    treatment: str = ""
    """How the brief treats the difference."""


class Note(Struct, frozen=True):
    """A footnote: one citation or several, or words of the author."""

    number: int
    id: str
    text: Inlines
    """Without its number. Holds no call of another note."""
    sources: tuple[str, ...]
    """Ids of the sources that it cites, each once, in order; each is a `Reference.id` of the annex."""
    origin: Span | None = None
    evidence: tuple[Evidence, ...] = ()
    """The claims that it cites, each once, in order."""


class Attachment(Struct, frozen=True):
    """A file inside the product: what a reader's program needs to verify the brief."""

    name: str
    description: str
    media: str
    """Media type, like application/json."""
    data: bytes
    relationship: Literal["Source", "Data", "Alternative", "Supplement"] = "Data"
    """How it stands to the brief, in the words of PDF/A-3."""


class Labels(Struct, frozen=True):
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
    data: str
    """Before the number of the figure whose data a table holds ("Data of figure")."""
    skip: str
    """The first link of a page on the screen, for those who read without seeing ("To the text")."""
    back: str
    """From a note to its call ("Back to the text")."""
    listed: str
    """From what a call shows to its note in the list at the end ("In the list of notes")."""
    close: str
    differ: str
    """Above what others say where sources differ."""
    beware: str
    """Above a warning of what a claim is no evidence for."""
    remark: str
    """On a box of each kind, that it be known without its colour."""
    caution: str
    disagreement: str
    opening: str
    """The quotation mark before words of a source, and the one after them."""
    closing: str
    decimal: str = "."
    """The decimal mark of its numbers."""


class Document(Struct, frozen=True):
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
    form: Literal["brief", "one-pager"] = "brief"
    """A one-pager has no contents, no running head, and its sources in short."""
    page: Literal["A4", "Letter"] = "A4"
    standard: Literal["ua-1", "a-3u", "a-3a"] = "a-3a"
    """What the PDF conforms to beside PDF/UA-1, which it does in any case."""
    facts: tuple[tuple[str, str], ...] = ()
    """The facts that it cites, by id, each with the fingerprint of what its record says."""
    attachments: tuple[Attachment, ...] = ()
    draft_mark: str = ""
    """Printed on every page of what is not final ("Draft 2, not for circulation")."""
    template: str = ""
    """The Word file of the workspace from which a Word file takes its looks; empty for those of the house."""
    homes: tuple[Home, ...] = ()
    """Where its texts come from, in reading order."""
    remarks: tuple[Remark, ...] = ()
    """What its editors are to be told, in reading order."""

    def contents(self) -> Iterator[tuple[int, str, str]]:
        """The entries of the contents, key points left out: level, text, id of the section or heading. A one-pager has none."""
        for section in self.sections:
            if section.role != "key-points" and self.form == "brief":
                yield 1, plain(section.title), section.id
                for block in section.blocks:
                    if isinstance(block, Heading):
                        yield block.level, plain(block.text), block.id
