"""The small Spanish workspace of `cases/spanish/_start.md`, for tests that change something in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.textcases import lay_out, read_cases
from tests.workspaces import with_fingerprints

FOLDER = Path(__file__).parent / "cases/spanish"
START = read_cases(FOLDER / "_start.md")[0].files


def spanish(root: Path, files: Mapping[str, bytes | None] | None = None, *, language: str = "es") -> Path:
    """The workspace in `root`, in a region's language, with these files in the place of its own."""
    tag = f"language: {language}\n".encode()
    made = {name: (data or b"").replace(b"language: es\nissuer", tag + b"issuer") for name, data in START.items()}
    lay_out(with_fingerprints({**made, **(files or {})}), root)
    return root
