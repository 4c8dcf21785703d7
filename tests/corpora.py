"""Files of others that some tests read, kept beside the repository: `BRIEFING_CORPORA` or `../shared/corpora` is their folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parent.parent


def corpus(name: str) -> Path:
    """The folder of a corpus. Skips the test where there is none; fails it with CI=true where only this one is missing."""
    shared = Path(os.environ.get("BRIEFING_CORPORA") or _ROOT.parent / "shared" / "corpora")
    if (shared / name).is_dir():
        return shared / name
    if os.environ.get("CI") == "true" and shared.parent.is_dir():
        pytest.fail(f"{shared / name} is missing")
    pytest.skip(f"{shared / name} is not here")
