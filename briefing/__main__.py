"""The program as it is started: `briefing`, or `python -m briefing`."""

from __future__ import annotations

import atexit
import os
import sys
import threading

from briefing.cli import main


def run() -> None:
    """The command, and then the end of the process at once.

    Python would take apart all that was made, piece by piece, which is a twelfth of the time of a build. What is to be done at
    the end is done; where threads are left to be waited for, or what was said cannot be said, Python ends as it always does.
    """
    try:
        main()
    except SystemExit as end:
        if isinstance(end.code, int) and threading.active_count() == 1 and _is_said():
            atexit._run_exitfuncs()
            os._exit(end.code)
        raise


def _is_said() -> bool:
    """Whether all that was printed has left this process."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        return False
    return True


if __name__ == "__main__":
    run()
