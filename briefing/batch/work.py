"""One brief made by a worker, wherever that is: all that goes in and comes out are plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from msgspec import Struct, field

from briefing.diagnostics.data import to_data
from briefing.products import Made, Maker
from briefing.render.faults import RenderFault
from briefing.stamp import Known, Manner
from briefing.workspace import Workspace


class Job(Struct, frozen=True):
    """What a worker is to make."""

    workspace: Workspace
    formats: tuple[str, ...]
    manner: Manner
    known: Mapping[str, Known]
    """The products that are there, by their names."""


class Outcome(Struct, frozen=True):
    """What became of it."""

    made: Made | None = None
    """None where an error stood in the way."""
    findings: tuple[Mapping[str, Any], ...] = ()
    """What the checks found, as data."""
    counts: Mapping[str, int] = field(default_factory=dict)
    fault: str = ""
    """A fault of the machine that stood in the way; nothing else is known then."""


Workers = Callable[[Iterator[tuple[int, Job]]], Iterator[tuple[int, Outcome]]]
"""Who does the work: from numbered jobs, each taken when there is somebody for it, to what becomes of them, in any order."""


def work(job: Job) -> Outcome:
    """Make one brief; its products are drawn in turn. Never raises: a brief that fails stops no other."""
    try:
        checked, made = Maker(job.workspace, job.formats, job.manner, job.known).make()
        return Outcome(made, tuple(map(to_data, checked.diagnostics)), dict(checked.counts))
    except MemoryError:
        return Outcome(fault="the machine has not enough memory for this")
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        return Outcome(fault=f"{error.strerror or error}{where}")
    except RenderFault as error:
        return Outcome(fault=str(error))
    except Exception as error:  # a mistake of ours in one brief is no reason to lose the others
        return Outcome(fault=f"a mistake of the program: {type(error).__name__}: {error}")
