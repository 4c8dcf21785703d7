"""Reviews: what editors say of the brief, kept beside it until somebody has dealt with it."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from briefing.model.base import Record, Text
from briefing.model.evidence import Id

AUTHOR = "Briefing"
"""Who is named for what the program itself says in a draft: its doubts, and the differences to an earlier edition."""
_DRAFT = re.compile(r"[0-9a-f]{12,64}")
_YES, _NO = frozenset({"true", "yes", "on"}), frozenset({"false", "no", "off"})
"""What stands for the truth value, in the words of YAML 1.1 too: `resolved: no` is no answer."""


def _moment(value: Any) -> Text:
    if not isinstance(value, Text):
        raise PydanticCustomError("string_type", "expected a text")
    try:
        datetime.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("moment", "dates of comments are written 2026-02-10T09:30:00Z or 2026-02-10") from None
    return value


def _draft(value: Any) -> Text:
    if not isinstance(value, Text):
        raise PydanticCustomError("string_type", "expected a text")
    if not _DRAFT.fullmatch(value):
        raise PydanticCustomError("draft", "expected 12 to 64 lower-case hexadecimal digits of the draft’s fingerprint")
    return value


def _resolved(value: Any) -> bool | Text:
    if not isinstance(value, Text):
        raise PydanticCustomError("string_type", "expected a text")
    if not value.strip():
        raise PydanticCustomError("resolved", "write `true`, `false`, or what was done")
    word = value.strip().lower()
    return word in _YES if word in _YES | _NO else value


Moment = Annotated[Text, PlainValidator(_moment), WithJsonSchema({"type": "string", "pattern": r"^\d{4}-?\d{2}-?\d{2}"})]
"""A day, or a day and a time, as ISO 8601 has it."""
Fingerprint = Annotated[
    Text, PlainValidator(_draft), WithJsonSchema({"type": ["string", "number"], "pattern": f"^{_DRAFT.pattern}$"})
]
Resolved = Annotated[
    bool | Text, PlainValidator(_resolved), WithJsonSchema({"type": ["boolean", "string", "number"], "default": False})
]


class Answer(Record):
    """What somebody answered to a comment."""

    author: Text
    date: Moment | None = None
    text: Text


class Review(Record):
    """A comment on a text of the brief, as an editor made it in a draft, with the answers to it."""

    id: Id
    author: Text
    date: Moment | None = None
    draft: Fingerprint | None = None
    section: Text
    block: Text | None = None
    """Only a hint: blocks move, and their ids with them."""
    part: Text | None = None
    """Only a hint."""
    words: Text | None = None
    near: Text | None = None
    text: Text
    answers: tuple[Answer, ...] = ()
    resolved: Resolved = False

    @property
    def is_resolved(self) -> bool:
        """Whether somebody has dealt with it, in a word or with an answer."""
        return bool(self.resolved)
