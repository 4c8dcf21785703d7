"""Faults planted, one at a time, into copies of the workspace; and what the check says of each.

A fault is found where the check reports an error or a warning that it does not report of the workspace as it is, at a place that
a reader would link to the fault: within three lines of the edit; or, for a fault in seeds/facts, anywhere in the same fact, or in
a section that cites it.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.mutations.edits import Edit, Fault, mutated

if TYPE_CHECKING:
    from multiprocessing.queues import Queue

    from briefing.diagnostics import Diagnostic
    from briefing.source import Span

ORIGINALS_VARIABLE = "BRIEFING_ORIGINALS"
NEAR = 3
"""Lines from an edit within which a reader links a finding to it."""
WORKERS = 2

Finding = tuple[str, str, str]
"""What makes a finding the same as one before: its rule, its file, its message."""
Lines = tuple[int, int]
"""A first and a last line."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the check said of a fault: the rules that saw it, where a reader looks; those elsewhere; and what went wrong."""

    near: tuple[str, ...]
    far: tuple[str, ...]
    crash: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """A worker's own copy of the workspace, and what the check says of it as it is."""

    root: Path
    baseline: frozenset[Finding]


_mine: list[Copy] = []
"""The copy of this process, once it is made."""


def run_all(root: Path, originals: Path, planted: Sequence[Fault]) -> Iterator[Outcome]:
    """Run every fault, in order, in a few processes of their own."""
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as temporary:
        folders: Queue[str] = context.Queue()
        for at in range(WORKERS):
            (Path(temporary) / str(at)).mkdir()
            folders.put(str(Path(temporary) / str(at)))
        with context.Pool(WORKERS, start, (str(root), str(originals), folders)) as pool:
            yield from pool.imap(run, planted, chunksize=2)


def start(root: str, originals: str, folders: Queue[str]) -> None:
    """Make a worker ready."""
    os.environ[ORIGINALS_VARIABLE] = originals
    folder = Path(folders.get())
    shutil.copytree(root, folder, dirs_exist_ok=True)
    _mine.append(Copy(folder, frozenset(map(_finding, diagnostics(folder)))))


def diagnostics(root: Path) -> list[Diagnostic]:
    """What the check says of a workspace."""
    from briefing import pipeline  # noqa: PLC0415 - in the worker, and only once the articles are named
    from briefing.workspace import Workspace  # noqa: PLC0415

    return list(pipeline.check(Workspace(root)).diagnostics)


def _finding(one: Diagnostic) -> Finding:
    return one.rule.value, one.span.path if one.span else "", one.message


def run(fault: Fault) -> Outcome:
    """Plant a fault, check, and take it out again."""
    root, baseline = _mine[0].root, _mine[0].baseline
    before = {path: (root / path).read_text(encoding="utf-8") for path in {edit.path for edit in fault.edits}}
    after = {path: mutated(text, fault.edits_of(path)) for path, text in before.items()}
    try:
        for path, text in after.items():
            (root / path).write_text(text, encoding="utf-8")
        new = [one for one in diagnostics(root) if _finding(one) not in baseline]
        return _sorted_out(root, fault, after, new)
    except Exception as error:
        return Outcome((), (), f"{type(error).__name__}: {error}")
    finally:
        for path, text in before.items():
            (root / path).write_text(text, encoding="utf-8")


def _sorted_out(root: Path, fault: Fault, after: Mapping[str, str], new: Iterable[Diagnostic]) -> Outcome:
    """The rules of new findings: those that a reader links to the fault, and the others."""
    places = _places(fault, after)
    near: dict[str, None] = {}
    far: dict[str, None] = {}
    for one in new:
        spans = [span for span in (one.span, *(related.span for related in one.related)) if span]
        if one.level.value not in ("error", "warning"):
            far[f"{one.level.value}:{one.rule.value}"] = None
        elif any(_is_linked(root, fault, places, span) for span in spans):
            near[one.rule.value] = None
        else:
            far[one.rule.value] = None
    return Outcome(tuple(near), tuple(far))


def _is_linked(root: Path, fault: Fault, places: Mapping[str, Sequence[Lines]], span: Span) -> bool:
    if any(first <= span.end_line and span.line <= last for first, last in places.get(span.path, [])):
        return True
    return bool(fault.fact) and span.path.startswith("sections/") and _cites(root, span.path, fault.fact)


def _cites(root: Path, path: str, fact: str) -> bool:
    text = (root / path).read_text(encoding="utf-8")
    return bool(re.search(rf"(?:@|fact: |^ *- ){re.escape(fact)}(?![a-z0-9-])", text, re.MULTILINE))


def _places(fault: Fault, after: Mapping[str, str]) -> dict[str, list[Lines]]:
    """Where a reader looks: around the edits, and in the fact."""
    places = {path: list(_edited_lines(text, fault.edits_of(path))) for path, text in after.items()}
    path = next((edit.path for edit in fault.edits if edit.path.startswith("seeds/facts/")), "")
    if fault.fact and (match := re.search(rf"^{re.escape(fault.fact)}:.*\n(?:(?:[ #].*)?\n)*", after[path], re.MULTILINE)):
        first = after[path].count("\n", 0, match.start()) + 1
        places[path].append((first, first + match[0].rstrip().count("\n")))
    return places


def _edited_lines(text: str, edits: Iterable[Edit]) -> Iterator[Lines]:
    """The lines around edits, in a text with the edits made."""
    shift = 0
    for edit in sorted(edits, key=lambda one: one.start):
        start = edit.start + shift
        first = text.count("\n", 0, start) + 1
        yield first - NEAR, first + edit.text.rstrip("\n").count("\n") + NEAR
        shift += len(edit.text) - (edit.end - edit.start)
