"""The program as it is started: `briefing`, or `python -m briefing`.

It ends at once, when all is done and said: Python would take apart all that was made, piece by piece, which is a twelfth of the
time of a build. An interrupt from the keyboard ends it with one line, whatever it meets and whatever becomes of it on its way.
"""

from __future__ import annotations

import atexit
import errno
import gc
import os
import signal
import sys
import threading
from contextlib import suppress

_INTERRUPTED = 130
"""What shells tell of a command that was ended by the keyboard."""


def run() -> None:
    """The command, and then the end of the process."""
    gc.disable()  # a command lives for seconds, and what it makes lasts as long: collecting would take a seventh of them
    interrupt = _Interrupt()
    try:
        code = _command()
    except BaseException:
        if not interrupt.came:
            raise
        code = _INTERRUPTED
    interrupt.is_over()
    if interrupt.came and code:
        code = _INTERRUPTED
        _tell("interrupted")
    code = _all_said(code)
    if threading.active_count() == 1:
        atexit._run_exitfuncs()
        os._exit(code)
    raise SystemExit(code)  # there are threads to be waited for


class _Interrupt:
    """Hears the keyboard, from the first moment to the last.

    Remembers that it came, for a library in whose hands it arrives may make another error of it.
    """

    def __init__(self) -> None:
        self.came = False
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # else it is not for us: we are in the background
            signal.signal(signal.SIGINT, self._come)

    def _come(self, *_: object) -> None:
        self.came = True
        raise KeyboardInterrupt

    def is_over(self) -> None:
        """What comes now comes too late."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _command() -> int:
    """Run what the command line says; its exit code."""
    from briefing.cli import main  # noqa: PLC0415 - only now, since what it imports makes much as well, and takes its time

    try:
        main()
    except SystemExit as end:
        if not isinstance(end.code, int):
            raise
        return end.code
    return 0


def _all_said(code: int) -> int:
    """See that all that was printed leaves this process; the exit code, another one where it cannot."""
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except ValueError:  # it is closed
        return code
    except OSError as fault:
        if fault.errno == errno.EPIPE:  # who read it has read enough
            return code or 1
        _tell(fault.strerror or str(fault))
        return 3
    return code


def _tell(message: str) -> None:
    """A last line, on a terminal in the place of the step at work."""
    with suppress(OSError, ValueError, AttributeError):  # there may be nobody to tell
        in_its_place = "\r\x1b[K" if sys.stderr.isatty() else ""
        sys.stderr.write(f"{in_its_place}briefing: {message}\n")
        sys.stderr.flush()


if __name__ == "__main__":
    run()
