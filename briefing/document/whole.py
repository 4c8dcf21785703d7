"""Sections, notes, and the document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from briefing.document.blocks import Block, Heading
from briefing.document.drafts import Home, Remark
from briefing.document.inlines import Inlines, plain
from briefing.source import Span


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
    draft_mark: str = ""
    """Printed on every page of what is not final ("Draft 2, not for circulation")."""
    template: str = ""
    """The Word file of the workspace from which a Word file takes its looks; empty for those of the house."""
    homes: tuple[Home, ...] = ()
    """Where its texts come from, in reading order."""
    remarks: tuple[Remark, ...] = ()
    """What its editors are to be told, in reading order."""

    def contents(self) -> Iterator[tuple[int, str, str]]:
        """The entries of the contents, key points left out: level, text, id of the section or heading."""
        for section in self.sections:
            if section.role != "key-points":
                yield 1, plain(section.title), section.id
                for block in section.blocks:
                    if isinstance(block, Heading):
                        yield block.level, plain(block.text), block.id
