"""Warm processes on this machine: each imports the engines once, and makes one brief after the other."""

from __future__ import annotations

import gc
import multiprocessing
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from time import monotonic

from msgspec import Struct

from briefing.batch.work import Job, Outcome, Workers, work
from briefing.render.aside import held

_HAS_FORK = "fork" in multiprocessing.get_all_start_methods()
_CONTEXT = multiprocessing.get_context("fork") if _HAS_FORK else multiprocessing.get_context("spawn")
_MOST_TRIES = 2
_SECONDS = 5
"""What processes have to end by themselves when they are told to; then they are killed."""
_ENDED = 128 + signal.SIGTERM
"""The exit code of one that was told to end."""


class _Task(Struct, frozen=True):
    number: int
    job: Job
    tries: int = 1


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Pool:
    """Some processes that wait for work."""

    def __init__(self) -> None:
        self._workers: list[_Worker] = []

    def start(self) -> None:
        """Start one more. While this process has no threads."""
        inherited = [worker.pipe for worker in self._workers] if _HAS_FORK else []
        with held():
            self._workers.append(_Worker(inherited))

    def outcomes(self, jobs: Iterator[tuple[int, Job]]) -> Iterator[tuple[int, Outcome]]:
        """What becomes of numbered jobs, each as soon as it is known. A job is taken from `jobs` when a worker is free for it.

        Where a worker's process ends before its time, its brief is tried once more, by another.
        """
        again: list[_Task] = []
        fresh = (_Task(number, job) for number, job in jobs)
        while True:
            for worker in self._workers:
                if worker.task is None and (task := again.pop() if again else next(fresh, None)):
                    worker.give(task)
            busy = {worker.pipe: worker for worker in self._workers if worker.task}
            if not busy:
                return
            for pipe in wait(list(busy)):
                worker = busy[pipe]  # type: ignore[index]
                task, outcome = worker.take()
                if outcome is not None:
                    yield task.number, outcome
                    continue
                code = self._replace(worker)
                if task.tries < _MOST_TRIES:
                    again.append(_Task(task.number, task.job, task.tries + 1))
                else:
                    yield task.number, Outcome(fault=f"the process that built it ended twice ({_told(code)})")

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        with held():
            for worker in self._workers:
                worker.told_to_end()
            until = monotonic() + _SECONDS
            for worker in self._workers:
                worker.end(until)
        self._workers.clear()

    def _replace(self, worker: _Worker) -> int | None:
        with held():
            worker.told_to_end()
            code = worker.end(monotonic() + _SECONDS)
            self._workers.remove(worker)
        self.start()
        return code


class _Worker:
    """One process, and what it is at work on."""

    def __init__(self, inherited: list[Connection]) -> None:
        self.pipe, theirs = _CONTEXT.Pipe()
        self.task: _Task | None = None
        self._folder = tempfile.mkdtemp(prefix="briefing-")
        inherited = [*inherited, self.pipe] if _HAS_FORK else []
        self._process = _CONTEXT.Process(target=_serve, args=(theirs, inherited, self._folder), daemon=True)
        try:
            self._process.start()
        except OSError:  # the machine has no room for one
            shutil.rmtree(self._folder)
            raise
        theirs.close()

    def give(self, task: _Task) -> None:
        self.task = task
        with suppress(BrokenPipeError, ConnectionResetError):  # it has ended: `take` finds out
            self.pipe.send(task.job)

    def take(self) -> tuple[_Task, Outcome | None]:
        """The task and what became of it; None where the process has ended."""
        task, self.task = self.task, None
        assert task is not None
        try:
            outcome = self.pipe.recv()
        except (EOFError, OSError):  # in the middle of a message, too
            return task, None
        assert isinstance(outcome, Outcome)
        return task, outcome

    def told_to_end(self) -> None:
        self.pipe.close()
        self._process.terminate()

    def end(self, until: float) -> int | None:
        """See the process end by itself until then, or end it, and have nothing of it left; its exit code."""
        self._process.join(max(0.0, until - monotonic()))
        self._process.kill()
        self._process.join()
        shutil.rmtree(self._folder, ignore_errors=True)
        return self._process.exitcode


@contextmanager
def pool(number: int) -> Iterator[Workers]:
    """So many processes, ended when they are left. To be started while this process has no threads."""
    made = Pool()
    try:
        for _ in range(number):
            made.start()
        yield made.outcomes
    finally:
        made.close()


def _serve(pipe: Connection, inherited: list[Connection], folder: str) -> None:
    """The child: one job after the other, until the parent is gone. It writes no product, and may be told to end at any moment.

    The parent's ends of the pipes are closed here: while a copy is open, nobody learns that the parent has ended.
    """
    signal.signal(signal.SIGTERM, _leave)
    tempfile.tempdir = folder
    for other in inherited:
        other.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt from the keyboard reaches all; the parent answers it
    gc.enable()  # the command line does without, but this lives for many briefs
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            pipe.send(work(pipe.recv()))
    shutil.rmtree(folder, ignore_errors=True)  # the parent is gone


def _leave(*_: object) -> None:
    """End, but take back first what is written half."""
    raise SystemExit(_ENDED)


def _told(code: int | None) -> str:
    if code == -signal.SIGKILL:
        return "it was killed: perhaps the memory was not enough, and fewer --jobs help"
    return f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
