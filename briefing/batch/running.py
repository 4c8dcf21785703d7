"""Orders to products: what still stands is left, the rest is given out, and what comes back is written, by this process alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from briefing import stamp
from briefing.batch.orders import Order
from briefing.batch.work import Job, Outcome, Workers
from briefing.diagnostics import Diagnostic
from briefing.diagnostics.data import from_data
from briefing.products import put
from briefing.stamp import Manner
from briefing.workspace import Workspace, obstacle


class Result(Struct, frozen=True):
    """What became of an order."""

    order: Order
    written: tuple[Path, ...] = ()
    standing: tuple[Path, ...] = ()
    """Products that need not be made again. Where there is neither of both, the order failed."""
    findings: tuple[Diagnostic, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    """Empty where nothing was read, since nothing has changed."""
    warnings: int = 0
    """Known of what stands since the last build."""
    fault: str = ""
    """A fault of the machine."""
    unkept: str = ""
    """Why the draft will not be known when it comes back, and what to do; mostly nothing."""

    @property
    def is_good(self) -> bool:
        return bool(self.written or self.standing)


def build_all(orders: Sequence[Order], formats: tuple[str, ...], manner: Manner, workers: Workers) -> Iterator[Result]:
    """Build briefs, each told as soon as it is done. One that fails stops no other. Raises what `workers` does."""
    waiting: list[Order] = []
    for order in orders:
        if wrong := obstacle(order.out):
            yield Result(order, fault=wrong)
            continue
        stands = stamp.standing(order.workspace, formats, order.out, manner)
        if stands is not None:
            yield Result(order, standing=stands.products, warnings=stands.warnings)
        else:
            waiting.append(order)
    taken: dict[int, stamp.Inputs] = {}

    def jobs() -> Iterator[tuple[int, Job]]:
        for number, order in enumerate(waiting):
            taken[number] = stamp.take(order.workspace)
            place = Workspace(order.workspace.root.absolute(), manifest=order.workspace.manifest)
            yield number, Job(place, formats, manner, stamp.known(order.workspace, order.out))

    for number, outcome in workers(jobs()):
        yield _result(waiting[number], outcome, taken.pop(number), manner)


def _result(order: Order, outcome: Outcome, taken: stamp.Inputs, manner: Manner) -> Result:
    found = tuple(map(from_data, outcome.findings))
    if outcome.made is None:
        return Result(order, findings=found, counts=outcome.counts, fault=outcome.fault)
    try:
        done = put(order.workspace, outcome.made, taken, order.out, manner)
    except OSError as error:
        return Result(order, fault=f"{error.strerror or error} ({error.filename or order.out})")
    return Result(order, done.written, done.standing, found, outcome.counts, unkept=done.unkept)
