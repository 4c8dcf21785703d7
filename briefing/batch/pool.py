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

from msgspec import Struct

from briefing.batch.work import Job, Outcome, Workers, work
from briefing.render.aside import held

_HAS_FORK = "fork" in multiprocessing.get_all_start_methods()
_CONTEXT = multiprocessing.get_context("fork") if _HAS_FORK else multiprocessing.get_context("spawn")
_MOST_TRIES = 2
_SECONDS = 5
"""What a process has to end by itself when it is told to; then it is killed."""


class _Task(Struct, frozen=True):
    number: int
    job: Job
    tries: int = 1


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Pool:
    """Some processes that wait for work."""

    def __init__(self, number: int) -> None:
        self._workers: list[_Worker] = []
        for _ in range(number):
            self._start()

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
                worker.end()
        self._workers.clear()

    def _start(self) -> None:
        inherited = [worker.pipe for worker in self._workers] if _HAS_FORK else []
        with held():
            self._workers.append(_Worker(inherited))

    def _replace(self, worker: _Worker) -> int | None:
        self._workers.remove(worker)
        code = worker.end()
        self._start()
        return code


class _Worker:
    """One process, and what it is at work on."""

    def __init__(self, inherited: list[Connection]) -> None:
        self.pipe, theirs = _CONTEXT.Pipe()
        self.task: _Task | None = None
        self._folder = tempfile.mkdtemp(prefix="briefing-")
        inherited = [*inherited, self.pipe] if _HAS_FORK else []
        self._process = _CONTEXT.Process(target=_serve, args=(theirs, inherited, self._folder), daemon=True)
        self._process.start()
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
        except (EOFError, ConnectionResetError):
            return task, None
        assert isinstance(outcome, Outcome)
        return task, outcome

    def end(self) -> int | None:
        """End the process, and have nothing of it left; its exit code."""
        self.pipe.close()
        self._process.terminate()
        self._process.join(_SECONDS)
        self._process.kill()
        self._process.join()
        shutil.rmtree(self._folder, ignore_errors=True)
        return self._process.exitcode


@contextmanager
def pool(number: int) -> Iterator[Workers]:
    """So many processes, ended when they are left. To be started while this process has no threads."""
    made = Pool(number)
    try:
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
    raise SystemExit


def _told(code: int | None) -> str:
    if code == -signal.SIGKILL:
        return "it was killed: perhaps the memory was not enough, and fewer --jobs help"
    return f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
