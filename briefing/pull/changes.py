"""What was found in a returned draft, and what becomes of each thing: data that reports print."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from pathlib import Path

from msgspec import Struct

from briefing.source import Span


class Outcome(Enum):
    """What becomes of a change."""

    TAKEN = "taken"
    """It goes into the YAML."""
    ALREADY = "already there"
    """The YAML says so already."""
    CONFLICT = "conflict"
    """The YAML has been changed in the same place since the draft was sent; a person decides."""
    UNSURE = "unsure"
    """Where it belongs is a guess; a person decides."""
    EVIDENCE = "evidence"
    """It would change evidence and not wording; a person changes the record, or nothing."""
    REFUSED = "not taken"
    """It has no place in the YAML, or cannot be written there."""
    COMMENT = "comment"
    """It is kept in `reviews/`."""


OPEN = frozenset({Outcome.CONFLICT, Outcome.UNSURE})
"""What a person may have taken all the same."""


class Who(Struct, frozen=True):
    """Who changed something, and when, as far as the file tells."""

    author: str
    date: str = ""
    is_tracked: bool = True


class Change(Struct, frozen=True):
    """One thing that an editor did."""

    outcome: Outcome
    what: str
    """What it is, in two or three words: `wording`, `new paragraph`, `note taken out`."""
    where: str
    """The block that it is in, by its id in the brief as sent; or the part of the file."""
    before: str = ""
    after: str = ""
    today: str = ""
    """In a conflict, what the YAML says now."""
    who: tuple[Who, ...] = ()
    place: Span | None = None
    """Where in the YAML of today."""
    reason: str = ""
    """Why it was not taken, or what came with it."""
    hint: str = ""
    """What the user may do."""
    context: tuple[str, str] = ("", "")
    """The words before and behind, to show it by."""
    can_be_taken: bool = False
    """Whether a person may have it taken all the same: it is open, and there is something to do for it in the YAML."""
    number: int = 0
    """Its number in the report, from 1."""


class Pulled(Struct, frozen=True):
    """What one returned draft brought."""

    path: Path
    changes: tuple[Change, ...]
    is_kept: bool
    """Whether the draft as sent was known; else the file's own word was taken for it."""
    texts: Mapping[str, str]
    """The files that it changes, by path."""
    written: tuple[tuple[str, str, tuple[Change, ...]], ...]
    """Path and value of each text that is changed or new, and the changes that made it, those of earlier drafts first."""
