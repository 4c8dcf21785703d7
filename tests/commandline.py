"""The command line, run as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def run(*arguments: str | Path, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """What becomes of `briefing` with these arguments, and variables besides those of this process."""
    command = [sys.executable, "-m", "briefing", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, env={**os.environ, **environment})


BROKEN = {"sections/findings.yaml": b"title: Findings\nbody:\n  - The ministry counted 120 boats [@boots].\n"}
"""A change to the small workspace: its text cites what there is not."""


def at_work(process: int) -> bool:
    """Whether a process of this number is at work, on Linux: it has neither ended nor been forgotten by its parent."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
