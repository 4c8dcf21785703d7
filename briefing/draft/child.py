"""The process that reads a file for `aside`: it limits itself, reads, and writes what came of it to its standard output.

Run as `python -m briefing.draft.child PATH`. A result is pickled: `(draft, "")` or `(None, why it is refused)`.
"""

from __future__ import annotations

import contextlib
import pickle
import sys
from pathlib import Path

from briefing.draft.opening import RefusedFile
from briefing.draft.reading import read_bytes
from briefing.draft.tree import Draft

MEMORY = 1_500_000_000
"""The most address space that reading may take, in bytes. A brief of 1,200 paragraphs and as many notes takes a tenth."""
SECONDS = 60
"""The most time that reading may take, of the processor and by the clock. Such a brief takes one."""


def limit() -> None:
    """Keep this process within its limits, and let it leave no picture of its memory; not every system knows how."""
    try:
        import resource  # noqa: PLC0415 (there is none on Windows)
    except ImportError:
        return
    for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(kind)[1]
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def answer(path: Path) -> tuple[Draft | None, str]:
    """What came of reading a file."""
    try:
        return read_bytes(path.read_bytes()), ""
    except RefusedFile as refusal:
        return None, str(refusal)


def main() -> None:
    """Read the file that the command line names."""
    limit()
    sys.stdout.buffer.write(pickle.dumps(answer(Path(sys.argv[1])), pickle.HIGHEST_PROTOCOL))


if __name__ == "__main__":
    main()
