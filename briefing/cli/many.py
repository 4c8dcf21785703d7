"""Many briefs built in one run, as the user sees it: each told when it is done, under its name, and a bar on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from briefing.cli.talk import Form, print_findings, say

if TYPE_CHECKING:
    from briefing.batch.orders import Order
    from briefing.batch.running import Result
    from briefing.batch.work import Workers
    from briefing.stamp import Manner


def orders_of(names: Sequence[str], folder: Path, out: Path | None, *, everything: bool) -> list[Order]:
    """The briefs that are meant. Ends with 2 where that is not clear, with 1 where two of them have the same id."""
    from briefing.batch.orders import UnclearOrder, all_of, clash, named

    try:
        found = all_of(folder, out) if everything else named(names or ("",), folder, out)
    except UnclearOrder as fault:
        say(str(fault))
        raise typer.Exit(2) from None
    if wrong := clash(found):
        say(f"nothing was built: {wrong}")
        raise typer.Exit(1)
    return found


def run(orders: Sequence[Order], formats: tuple[str, ...], manner: Manner, *, jobs: int | None, scheduler: str | None) -> None:
    """Build them all. Ends with 1 where a brief failed, with 3 where only the machine was at fault."""
    from briefing.batch.cluster import ClusterFault
    from briefing.batch.running import build_all

    results: list[Result] = []
    try:
        with _workers(len(orders), jobs, scheduler) as workers, _bar(len(orders)) as step:
            for result in build_all(orders, formats, manner, workers):
                results.append(result)
                _print(result)
                step()
    except ClusterFault as fault:
        say(f"briefing: {fault}")
        if results:
            say(_summary(orders, results))
        raise typer.Exit(3) from None
    failed = [result for result in results if not result.is_good]
    say(_summary(orders, results))
    if failed:
        raise typer.Exit(3 if all(result.fault for result in failed) else 1)


def _workers(orders: int, jobs: int | None, scheduler: str | None) -> AbstractContextManager[Workers]:
    if scheduler:
        from briefing.batch.cluster import cluster

        return cluster(scheduler)
    from briefing.batch.pool import cores, pool

    return pool(min(jobs or cores(), orders))


def _print(result: Result) -> None:
    """One brief: its findings under its name, and what became of it, in one piece."""
    name = result.order.name
    if result.findings:
        from briefing.load.again import Again
        from briefing.report.findings import Findings

        spans = (span for one in result.findings for span in (one.span, *(related.span for related in one.related)))
        findings = Findings(result.findings, result.counts, Again(result.order.workspace, (span.path for span in spans if span)))
        say(f"{name}:")
        print_findings(findings, Form.human, result.order.workspace.root)
        if not result.is_good and not findings.fails(strict=False):
            say("with --strict, warnings are errors")
    if result.unkept:
        say(f"{name}: warning: {result.unkept}")
    if result.fault:
        say(f"{name}: {result.fault}")
    elif not result.is_good:
        say(f"{name}: nothing was built")
    elif not result.counts:
        say(f"{name}: nothing has changed: {stand(result.standing, result.warnings)}")
    else:
        say(f"{name}: {told(result.written, result.standing)}")


def _summary(orders: Sequence[Order], results: Sequence[Result]) -> str:
    """How many were built, in a line; also of a run that was broken off."""
    from briefing.diagnostics.words import plural, series

    failed = [result for result in results if not result.is_good]
    built = sum(bool(result.written) for result in results)
    stood = len(results) - built - len(failed)
    parts = [f"built {built} of {plural(len(orders), 'brief')}"]
    parts += [f"{stood} still {'stands' if stood == 1 else 'stand'}"] if stood else []
    parts += [f"{len(failed)} failed: {series(result.order.name for result in failed)}"] if failed else []
    return "; ".join(parts)


@contextmanager
def _bar(total: int) -> Iterator[Callable[[], None]]:
    """A bar on a terminal, and what moves it on. It has no thread of its own: processes may still be forked."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("building"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True) as bar:
        task = bar.add_task("", total=total)
        bar.refresh()
        yield lambda: bar.update(task, advance=1, refresh=True)


def told(built: Sequence[Path], standing: Sequence[Path]) -> str:
    """What was built, and what still stands since nothing that it is made of has changed."""
    from briefing.diagnostics.words import series

    if not built:
        return f"nothing to draw: {stand(standing)}"
    return f"built {series(map(str, built))}" + (f"; {stand(standing)}" if standing else "")


def stand(products: Sequence[Path], warnings: int = 0) -> str:
    """`out/x.pdf and out/x.docx still stand`, and how many warnings are known of them."""
    from briefing.diagnostics.words import plural, series

    known = f" ({plural(warnings, 'known warning')}: `briefing check` shows them)" if warnings else ""
    return f"{series(map(str, products))} {'still stands' if len(products) == 1 else 'still stand'}{known}"
