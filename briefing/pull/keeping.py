"""Where drafts are kept as they were sent, by the hash that they bear: apart from what reads them, which no build needs."""

from __future__ import annotations

from pathlib import Path

from briefing.ooxml.base import base_hash, essence
from briefing.workspace import Workspace, write_atomically

FOLDER = ".briefing/drafts"


def keep(workspace: Workspace, data: bytes) -> Path:
    """Keep a draft as built, without what only looks need, under the hash that it bears; where it is kept. Raises OSError."""
    path, kept = place(workspace, base_hash(data)), essence(data)
    if not path.is_file() or path.read_bytes() != kept:
        write_atomically(path, kept)
    return path


def place(workspace: Workspace, name: str) -> Path:
    """Where the draft with this hash is kept, if it is."""
    return workspace.path(f"{FOLDER}/{name}.docx")
