"""The workers of a Dask scheduler: briefs are built wherever there is room, by the same program, and no disk is shared.

A worker that ends takes nothing with it: the scheduler gives its brief to another. Only this side writes, each brief once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from briefing import stamp
from briefing.batch.parcels import packed, unpacked
from briefing.batch.work import Job, Outcome, Workers, work
from briefing.diagnostics import Rule

T = TypeVar("T")
SECONDS = 20
"""How long a scheduler may take to answer."""
_PATIENCE = 60
"""How many seconds there may be no worker at all, once work has begun."""
_A_LOOK = 2
"""Seconds between two looks at whether there are workers."""
_INSTALL = "building on a cluster needs Dask: install `briefing[cluster]`, with pip for instance"


class ClusterFault(Exception):  # noqa: N818
    """The cluster cannot be used. The message says why, and what to do."""


@contextmanager
def cluster(address: str) -> Iterator[Workers]:
    """What gives jobs to the workers of a scheduler. Raises ClusterFault."""
    try:
        import dask  # noqa: PLC0415 - only who has a cluster needs it
        import distributed  # noqa: PLC0415
    except ImportError as error:
        raise ClusterFault(_INSTALL) from error
    # What they would print of a lost connection, or of what an interrupt breaks off, we tell in one line.
    for name in ("distributed", "distributed.client", "tornado.application"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    calm = {"distributed.admin.large-graph-warning-threshold": "1GB", "distributed.comm.timeouts.connect": f"{SECONDS}s"}
    with dask.config.set(calm):
        try:
            client: Any = distributed.Client(address, timeout=SECONDS)  # type: ignore[no-untyped-call]
        except (OSError, ValueError, TypeError) as error:  # a timeout is an OSError
            raise ClusterFault(
                f"no scheduler answers at {address}: {_first_line(error)}; is it running, and reachable?"
            ) from error
        try:
            _see_workers(client, address)
            yield _Crew(client, address).outcomes
        finally:
            client.close(timeout=SECONDS)


def _see_workers(client: Any, address: str) -> None:
    """See that there are workers, and that all have our program. Raises ClusterFault."""
    try:
        client.wait_for_workers(1, timeout=SECONDS)
    except TimeoutError as error:
        raise ClusterFault(f"the scheduler at {address} has no workers: start some with `dask worker {address}`") from error
    try:
        theirs = client.run(_versions)
    except Exception as error:  # whatever importing our program raises there
        raise ClusterFault(
            f"a worker of {address} cannot run this program ({_first_line(error)}): install the same version of it there"
        ) from error
    for worker, versions in theirs.items():
        if told := _differences(versions):
            raise ClusterFault(f"the worker {worker} would not build the same: {told}; install the same versions there")


def _differences(theirs: dict[str, str]) -> str:
    """How the versions of a worker differ from ours."""
    ours = _versions()
    differing = [name for name in ours if ours[name] != theirs.get(name)]
    return ", ".join(f"{name} is {theirs.get(name) or 'missing'} there and {ours[name] or 'missing'} here" for name in differing)


class _Crew(Struct):
    """The workers, and what they have under way."""

    client: Any
    address: str
    running: dict[Any, tuple[int, Job, tuple[Path, ...]]] = field(default_factory=dict)
    """The jobs and their numbers, by future, with the files outside the usual folders that each looks at."""

    def outcomes(self, jobs: Iterator[tuple[int, Job]]) -> Iterator[tuple[int, Outcome]]:
        """As many jobs as there are workers are under way, and as many wait for them. Raises ClusterFault."""
        while True:
            room = 2 * max(1, self._workers()) - len(self.running)
            yield from self._sent(islice(jobs, max(0, room)))
            if not self.running:
                return
            for future in self._done():
                number, job, others = self.running.pop(future)
                outcome = self._asked(partial(_outcome, future, others))
                yield number, work(job) if _may_lack_a_file(outcome) else outcome

    def _sent(self, jobs: Iterator[tuple[int, Job]]) -> Iterator[tuple[int, Outcome]]:
        """Give out jobs; what became of those that cannot be sent."""
        for number, job in jobs:
            parcel, others = packed(job)
            if parcel is None:
                yield number, work(job)
            else:
                future = self._asked(lambda: self.client.submit(_built, parcel, _versions(), pure=False))  # noqa: B023
                self.running[future] = number, job, others

    def _done(self) -> set[Any]:
        """What is done, waiting until something is. Raises ClusterFault where the scheduler or all the workers are gone."""
        import distributed  # noqa: PLC0415

        wait: Any = distributed.wait
        looks = 0
        while looks * _A_LOOK < _PATIENCE:
            try:
                return set(self._asked(lambda: wait(list(self.running), timeout=_A_LOOK, return_when="FIRST_COMPLETED")).done)
            except TimeoutError:
                looks = 0 if self._workers() else looks + 1
        raise ClusterFault(f"all workers of {self.address} are gone")

    def _workers(self) -> int:
        return len(self._asked(self.client.nthreads))

    def _asked(self, question: Callable[[], T]) -> T:
        """What the scheduler answers. Raises ClusterFault where it is lost, TimeoutError."""
        from distributed import CancelledError  # noqa: PLC0415

        try:
            return question()
        except TimeoutError:
            raise
        except CancelledError as error:
            raise ClusterFault(f"the scheduler at {self.address} was lost") from error
        except OSError as error:
            raise ClusterFault(f"the scheduler at {self.address} was lost: {_first_line(error)}") from error


@cache
def _versions() -> dict[str, str]:
    """The versions of a process, as it has them: what is installed later beside it changes nothing in it."""
    return stamp.versions()


def _built(parcel: Any, versions: dict[str, str]) -> Outcome:
    """On the worker, in its own folder: what is left there by one that is killed, Dask takes away.

    A worker that came later than the others is looked at here.
    """
    from distributed import get_worker  # noqa: PLC0415

    if _versions() != versions:
        return Outcome(fault="a worker joined whose versions of the program or its libraries are not ours")
    return unpacked(parcel, get_worker().local_directory)


def _outcome(future: Any, others: tuple[Path, ...]) -> Outcome:
    """What came back. A worker that ended with a brief in its hands, again and again, is told like a fault of the machine.

    Raises what the way back raises: OSError, CancelledError.
    """
    error = future.exception()
    if error is not None:
        return Outcome(fault=f"the workers that built it failed: {_first_line(error)}")
    outcome: Outcome = future.result()
    return replace(outcome, made=replace(outcome.made, others=others)) if outcome.made else outcome


def _may_lack_a_file(outcome: Outcome) -> bool:
    """Whether a template may have asked for a file that was not sent: then it is found at home, or told of as at home."""
    return outcome.made is None and any(one["rule"] == Rule.TEMPLATE_IS_SOUND.value for one in outcome.findings)


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), "") or type(error).__name__
