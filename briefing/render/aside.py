"""A writer in a process of its own: its engine starts while the brief is still being read, and it draws on the second core.

It may be ended while it draws: then it leaves nothing behind.
"""

from __future__ import annotations

import gc
import multiprocessing
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection

from briefing.document import Document
from briefing.render.faults import RenderFault
from briefing.render.writers import WRITERS, Drawn
from briefing.workspace import Workspace

# A forked child shares what is imported already; where there is no fork a fresh interpreter does the same more slowly.
_HAS_FORK = "fork" in multiprocessing.get_all_start_methods()
_CONTEXT = multiprocessing.get_context("fork") if _HAS_FORK else multiprocessing.get_context("spawn")


@contextmanager
def held() -> Iterator[None]:
    """Interrupts from the keyboard come only afterwards, and never to a process that is started here: its parent answers them.

    What starts a process and sees to its end stands in one of these, and so does what ends it: so none is left over.
    """
    if not hasattr(signal, "pthread_sigmask"):  # on Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Aside:
    """A started writer. Give it the document with `draw`, then take the product with `result`; `close` it in any case."""

    def __init__(self, format: str) -> None:
        self.format = format
        self.is_waiting = True
        """Whether it has no document yet."""
        self._folder = tempfile.mkdtemp(prefix="briefing-")
        self._ours, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=_work, args=(format, theirs, self._ours, self._folder), daemon=True)
        self._process.start()
        theirs.close()

    def draw(self, document: Document, workspace: Workspace) -> None:
        """Hand over the document. Returns as soon as the writer has started."""
        self.is_waiting = False
        with suppress(BrokenPipeError, ConnectionResetError):  # it has ended: `result` tells
            self._ours.send((document, workspace))

    def result(self) -> Drawn:
        """The product. Raises RenderFault as the writer did."""
        try:
            answer = self._ours.recv()
        except (EOFError, OSError):  # in the middle of a message, too
            self._process.join()
            raise RenderFault(f"the writer's process ended unexpectedly (exit code {self._process.exitcode})") from None
        if isinstance(answer, BaseException):
            raise answer
        assert isinstance(answer, Drawn)
        return answer

    def close(self) -> None:
        """End the process, whatever it is doing: also where what it would draw still stands."""
        self.is_waiting = False
        with held():
            self._ours.close()
            self._process.terminate()
            self._process.join()
            shutil.rmtree(self._folder, ignore_errors=True)


def _work(format: str, pipe: Connection, theirs: Connection, folder: str) -> None:
    """The child: import, wait for the document, draw, answer. Ends by itself when the parent is gone."""
    gc.disable()  # what it would look through again and again lives as long as the process
    theirs.close()
    tempfile.tempdir = folder
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt from the keyboard reaches both; the parent answers it
    try:
        try:
            WRITERS[format].prepare()
            document, workspace = pipe.recv()
            answer: object = WRITERS[format].draw(document, workspace)
        except (RenderFault, OSError, MemoryError) as fault:
            answer = fault
        pipe.send(answer)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        shutil.rmtree(folder, ignore_errors=True)
