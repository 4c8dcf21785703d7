"""Drafts as they were sent: known again, by the hash that they bear, when they come back."""

from __future__ import annotations

import json
import re
from typing import Any
from zipfile import BadZipFile

from lxml.etree import LxmlError

from briefing.document import Home
from briefing.draft.reading import read_bytes
from briefing.draft.tree import Draft
from briefing.draft.views import rejected_draft
from briefing.ooxml.base import BASE, BRIEF, base_hash
from briefing.pull.comparison import Base
from briefing.pull.keeping import place
from briefing.workspace import Workspace

_HASH = re.compile(r"[0-9a-f]{64}")
_KINDS = ("prose", "plain", "evidence")


def hash_in(draft: Draft) -> str:
    """The hash that a returned draft bears; empty where it bears none."""
    found = draft.properties.get(BASE, "")
    return found if _HASH.fullmatch(found) else ""


def brief_in(draft: Draft) -> str:
    """The id of the brief that a file says it is a draft of; empty where it does not say."""
    return draft.properties.get(BRIEF, "")


def kept(workspace: Workspace, draft: Draft) -> Base | None:
    """The draft that a returned one was, if it was kept and is whole."""
    name = hash_in(draft)
    try:
        data = place(workspace, name).read_bytes() if name else b""
        return of_file(data) if data and _is_as_built(data, name) else None
    except (OSError, ValueError):
        return None


def of_file(data: bytes) -> Base:
    """A draft of ours as it was built, as a base. Raises ValueError, RefusedFile where it is none."""
    draft = read_bytes(data)
    return _base(draft, draft, is_kept=True)


def of_sent(sent: Draft, data: bytes) -> Base:
    """A file, as read and as bytes, that a user says was sent. Raises ValueError where it is no draft of ours.

    It is known to be what was sent where its hash holds; else it was edited since, or saved by another program.
    """
    return _base(sent, sent, is_kept=_is_as_built(data, hash_in(sent)))


def of_itself(draft: Draft) -> Base:
    """What a returned draft says of what it was: its text without the changes that it tracks. Raises ValueError.

    Anybody may have changed that, and what was not tracked looks as if it had been sent so.
    """
    return _base(draft, rejected_draft(draft), is_kept=False)


def _base(told: Draft, sent: Draft, *, is_kept: bool) -> Base:
    try:
        data = json.loads(told.base)
        homes = tuple(map(_home, data["homes"]))
        return Base(str(data["brief"]), int(data["edition"]), homes, sent, is_kept)
    except (TypeError, KeyError, ValueError, OverflowError, RecursionError) as error:
        raise ValueError("the file does not say what it was made from") from error


def _home(row: list[Any]) -> Home:
    block, part, path, address, value, kind = row
    texts = all(isinstance(one, str) for one in (block, part, path, value)) and kind in _KINDS
    if not texts or not isinstance(address, list) or not all(isinstance(step, str | int) for step in address):
        raise TypeError("a home is four texts, an address and a kind")
    return Home(block, part, path, tuple(address), value, kind)


def _is_as_built(data: bytes, name: str) -> bool:
    """Whether a file is the one that was built with a hash."""
    try:
        return base_hash(data) == name
    except (BadZipFile, KeyError, LxmlError):
        return False
