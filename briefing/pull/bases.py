"""Drafts as they were sent: kept by the hash that they bear, and known again by it when they come back."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from briefing.document import Home
from briefing.draft.reading import read_bytes
from briefing.draft.tree import Draft
from briefing.draft.views import rejected_draft
from briefing.ooxml.base import BASE, base_hash, essence
from briefing.pull.comparison import Base
from briefing.workspace import Workspace, write_atomically

FOLDER = ".briefing/drafts"
_HASH = re.compile(r"[0-9a-f]{64}")
_KINDS = ("prose", "plain", "evidence")


def keep(workspace: Workspace, data: bytes) -> None:
    """Keep a draft as built, without what only looks need, under the hash that it bears. Raises OSError."""
    path = _path(workspace, base_hash(data))
    if not path.is_file():
        write_atomically(path, essence(data))


def hash_in(draft: Draft) -> str:
    """The hash that a returned draft bears; empty where it bears none."""
    found = draft.properties.get(BASE, "")
    return found if _HASH.fullmatch(found) else ""


def kept(workspace: Workspace, draft: Draft) -> Base | None:
    """The draft that a returned one was, if it was kept and is whole."""
    name = hash_in(draft)
    try:
        data = _path(workspace, name).read_bytes() if name else b""
        return of_file(data) if data and base_hash(data) == name else None
    except (OSError, ValueError, KeyError):
        return None


def of_file(data: bytes) -> Base:
    """A draft of ours as it was built, as a base. Raises ValueError, RefusedFile where it is none."""
    draft = read_bytes(data)
    return _base(draft, draft, is_kept=True)


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
    except (TypeError, KeyError, RecursionError) as error:
        raise ValueError("the file does not say what it was made from") from error


def _home(row: list[Any]) -> Home:
    block, part, path, address, value, kind = row
    texts = all(isinstance(one, str) for one in (block, part, path, value)) and kind in _KINDS
    if not texts or not isinstance(address, list) or not all(isinstance(step, str | int) for step in address):
        raise TypeError("a home is four texts, an address and a kind")
    return Home(block, part, path, tuple(address), value, kind)


def _path(workspace: Workspace, name: str) -> Path:
    return workspace.path(f"{FOLDER}/{name}.docx")
