"""The paragraphs of a view in the order of reading, each with the tables and cells that it stands in."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

from msgspec import Struct

from briefing.draft.tree import Paragraph, Story
from briefing.draft.views import paragraphs
from briefing.ooxml.styles import LABEL
from briefing.pull.tokens import Look, Token, Tokens, words

INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
"""Characters without a shape, which turn or hide the text around them."""
_ADDRESS = re.compile(r"(?:https?|mailto):[^\s<>\\]+", re.IGNORECASE)
_LINE = re.compile("[\u2028\u2029]")

Cell = tuple[int, int, int]
"""Table, row and cell, each counted from 0: the table in its story, the row in its table, the cell in its row."""


class Unit(Struct, frozen=True, dict=True):
    """A paragraph of a view."""

    index: int
    """Its number in the story, from 0."""
    paragraph: Paragraph
    cell: Cell | None = None
    """Where it stands in a table; that of the outermost one in tables within tables."""
    within: int = 0
    """Its number in its cell, from 0."""

    @cached_property
    def text(self) -> str:
        """Its characters, white space as it is."""
        return self.paragraph.text

    @property
    def has_words(self) -> bool:
        """Whether it shows words, be they only the call of a note."""
        return bool(self.text.strip()) or any(run.note for run in self.paragraph.runs)

    @property
    def is_empty(self) -> bool:
        """Whether it shows nothing: no word, no note, no object."""
        return not self.text.strip() and not any(run.note or run.object for run in self.paragraph.runs)


def units(story: Story) -> list[Unit]:
    """Every paragraph of a view, those of tables in their places."""
    found: list[Unit] = []
    tables = 0
    for block in story:
        if isinstance(block, Paragraph):
            found.append(Unit(len(found), block))
            continue
        for row_number, row in enumerate(block.rows):
            for cell_number, cell in enumerate(row.cells):
                for within, paragraph in enumerate(paragraphs(cell.blocks)):
                    found.append(Unit(len(found), paragraph, (tables, row_number, cell_number), within))
        tables += 1
    return found


def is_address(link: str) -> bool:
    """Whether a link leads to where links of a brief may lead."""
    return _ADDRESS.fullmatch(link) is not None


def tokens(paragraph: Paragraph, call_of: Callable[[str], str]) -> Tokens:
    """The words of a paragraph; `call_of` names a note by its key.

    What is no text, and links that lead elsewhere than to the web or to a mailbox, are left out. So is the bold of labels, which
    are the program's: LibreOffice gives their style to what is typed over the first words behind them.
    """
    made: list[Token] = []
    for run in paragraph.runs:
        change = run.inserted
        author, date = (change.author, change.date) if change else ("", "")
        if run.note:
            made.append(Token("", Look(), call_of(run.note), author=author, date=date))
        elif run.text:
            look = Look(run.bold and run.style != LABEL, run.italic, run.link if is_address(run.link) else "")
            made += [Token(token.text, look, author=author, date=date) for token in words(_LINE.sub(" ", run.text), look)]
    return _whole(made)


def _whole(tokens: list[Token]) -> Tokens:
    """Words that the file has in two runs of one look, since each has its own history, as one."""
    made: list[Token] = []
    for token in tokens:
        last = made[-1] if made else None
        if last and not last.call and not token.call and last.look == token.look and last.text.isalnum() and token.text.isalnum():
            author, date = (token.author, token.date) if token.author else (last.author, last.date)
            made[-1] = Token(last.text + token.text, token.look, author=author, date=date)
        else:
            made.append(token)
    return tuple(made)
