"""The tree of a Word file as it stands: what is there, what was put in and what was taken out, each with author and date."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field


class Change(Struct, frozen=True):
    """A tracked change."""

    author: str
    """Empty where the file names none."""
    date: str
    """ISO 8601 as the file gives it; empty where it gives none, or one that is no date."""
    move: str = ""
    """The name of the move that it is part of; empty where it is none."""


class Run(Struct, frozen=True):
    """Characters of one look and one history; or the call of a note; or an object that is no text."""

    text: str = ""
    bold: bool = False
    italic: bool = False
    struck: bool = False
    """Struck through by hand, which some do instead of deleting."""
    link: str = ""
    """The address that it leads to, outside of the file."""
    style: str = ""
    """The name of its character style, as Word shows it."""
    note: str = ""
    """The key of the note that is called here, in `Draft.notes`."""
    object: str = ""
    """What stands here and is no text: `picture`, `equation`, `chart`, `text box`, `embedded file`, ..."""
    inserted: Change | None = None
    deleted: Change | None = None


class Anchor(Struct, frozen=True):
    """A bookmark of ours (`_bp_...`, `_bpf_...`), under the name that it has now, and where it starts."""

    name: str
    at: int
    """The number of the paragraph's runs before it."""


class Gone(Struct, frozen=True):
    """A run that a view does not show, and how many of the runs shown stand before it."""

    at: int
    run: Run


class Paragraph(Struct, frozen=True):
    """A paragraph as it stands in the file; in a view, what becomes of it, which may be several of the file joined."""

    runs: tuple[Run, ...]
    anchors: tuple[Anchor, ...] = ()
    identity: str = ""
    """Its `w14:paraId`; empty where it has none."""
    style: str = ""
    """The name of its style, as Word shows it."""
    list: tuple[str, int] | None = None
    """The numbering that it is an item of, and the level from 0; its own or that of its style."""
    outline: int | None = None
    """The level of a heading, from 1."""
    inserted: Change | None = None
    """The change that put in its mark: rejected, it is joined with the paragraph after it."""
    deleted: Change | None = None
    """The change that took out its mark: accepted, it is joined with the paragraph after it."""
    comments: tuple[str, ...] = ()
    """The comments whose range touches it, by id."""
    gone: tuple[Gone, ...] = ()
    """In a view: what it does not show."""
    changes: tuple[Change, ...] = ()
    """In a view: every change in what it was made from, each once."""

    @property
    def text(self) -> str:
        """Its characters, without the calls of notes."""
        return "".join(run.text for run in self.runs)


class Cell(Struct, frozen=True):
    blocks: tuple[Block, ...]
    span: int = 1
    """How many columns of the grid it covers."""
    inserted: Change | None = None
    deleted: Change | None = None
    continues: bool = False
    """Whether it is one with the cell above it."""


class Row(Struct, frozen=True):
    cells: tuple[Cell, ...]
    inserted: Change | None = None
    deleted: Change | None = None


class Table(Struct, frozen=True):
    rows: tuple[Row, ...]


Block = Paragraph | Table
Story = tuple[Block, ...]


class Note(Struct, frozen=True):
    """A footnote or an endnote. Its mark is none of its runs."""

    key: str
    """What the run that calls it names."""
    kind: Literal["footnote", "endnote"]
    blocks: Story


class Comment(Struct, frozen=True):
    id: str
    author: str
    initials: str
    date: str
    """ISO 8601; empty where the file gives none, or one that is no date."""
    text: str
    """Its paragraphs, a line each."""
    quote: str
    """The characters that it is about, deleted ones included; empty where it stands at a point."""
    parent: str = ""
    """The id of the comment that it answers."""
    resolved: bool = False


class Draft(Struct, frozen=True):
    """A file, read."""

    body: Story
    notes: Mapping[str, Note] = field(default_factory=dict)
    """In the order of the file."""
    comments: tuple[Comment, ...] = ()
    margins: tuple[tuple[str, Story], ...] = ()
    """What stands outside of the text: `header`, `footer`, `text box` and `contents`, each with what it holds."""
    properties: Mapping[str, str] = field(default_factory=dict)
    """Custom properties by their names; and `title`, `identifier`, `last modified by` of the core ones."""
    base: str = ""
    """What the file says that it was made from (`ooxml.base`); anybody may have changed it."""
    is_tracking: bool = False
    """Whether the file tells Word to record changes."""
