"""The program as it is started: `briefing`, or `python -m briefing`."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import threading


def run() -> None:
    """The command, and then the end of the process at once.

    Python would take apart all that was made, piece by piece, which is a twelfth of the time of a build. What is to be done at
    the end is done; where threads are left to be waited for, or what was said cannot be said, Python ends as it always does.
    """
    gc.disable()  # a command lives for seconds, and what it makes lasts as long: collecting would take a seventh of them
    from briefing.cli import main  # noqa: PLC0415 - only then, since what it imports makes much as well

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
