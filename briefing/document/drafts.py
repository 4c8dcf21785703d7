"""What only drafts need: where each text comes from, and what its editors are to be told."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Home(Struct, frozen=True):
    """Where a text of the document comes from, so that a change of it can go there."""

    block: str
    """The id of the block, section or part of the title block ("brief")."""
    part: str
    """Which of its texts: empty for the only one, else "caption", "item-2", "cell-3-1" and so on, as drafts name them."""
    path: str
    """The file, relative to the workspace; empty where the program wrote the text."""
    address: tuple[str | int, ...]
    """The keys and numbers (from 0) that lead to the value in its file."""
    value: str
    """The value as the file has it."""
    kind: Literal["prose", "plain", "evidence"]
    """Prose in Markdown; plain words; or drawn from evidence, which no editing of the text changes."""


class Answer(Struct, frozen=True):
    """A word said to a remark."""

    author: str
    date: str
    """ISO 8601, or empty."""
    text: str


class Remark(Struct, frozen=True):
    """A doubt or a question about a text, for its editors. No part of the brief: only drafts show it."""

    block: str
    part: str
    """The text that it is about, named as in `Home`."""
    quote: str
    """The words that it is about; empty for the whole text."""
    author: str
    date: str
    """ISO 8601, or empty."""
    text: str
    answers: tuple[Answer, ...] = ()
