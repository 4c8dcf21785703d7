"""What is printed: faults in one line each, the table by kind, and what makes a run mean little."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from benchmarks.mutations.brief import Brief
from benchmarks.mutations.edits import Fault
from benchmarks.mutations.kinds import KINDS
from benchmarks.mutations.running import Outcome
from benchmarks.mutations.written import unplaced

if TYPE_CHECKING:
    from briefing.diagnostics import Diagnostic


def told(brief: Brief, fault: Fault) -> str:
    """A fault in one line: its kind, where, and the words before and after."""
    parts = []
    for edit in fault.edits:
        text = brief.sheets[edit.path].text
        line = text.count("\n", 0, edit.start) + 1
        old, new = (" ".join(one.split()) for one in (text[edit.start : edit.end], edit.text))
        left = " ".join(text[max(0, edit.start - 45) : edit.start].split("\n")[-1].split())
        right = " ".join(text[edit.end : edit.end + 35].split())
        parts.append(f"{edit.path}:{line}  …{left} ⟦{old}⟧ → ⟦{new}⟧ {right}…")
    return f"{fault.kind:28} " + "\n      and ".join(parts)


def outcome_told(outcome: Outcome) -> str:
    """What the check said of a fault, in one line."""
    if outcome.crash:
        return f"      - the check failed: {outcome.crash}"
    if outcome.near:
        return f"      + {', '.join(outcome.near)}"
    return "      - not found" + (f" (elsewhere: {', '.join(outcome.far)})" if outcome.far else "")


def table(planted: Sequence[Fault], outcomes: Sequence[Outcome]) -> Iterator[str]:
    """By kind: planted, found, share."""
    counts = Counter(fault.kind for fault in planted)
    found = Counter(fault.kind for fault, outcome in zip(planted, outcomes, strict=True) if outcome.near)
    yield f"{'kind':30}{'planted':>9}{'found':>8}{'share':>8}"
    for promised, title in (True, "all that is promised"), (False, "beyond that"):
        names = [name for name in counts if KINDS[name].promised is promised]
        rows = [(name, counts[name], found[name]) for name in names]
        for name, of, seen in [*rows, (title, sum(counts[name] for name in names), sum(found[name] for name in names))]:
            if of:
                yield f"{name:30}{of:9}{seen:8}{seen / of:8.0%}"
        yield ""


def baseline_told(found: Sequence[Diagnostic]) -> Iterator[str]:
    """Where the workspace is not clean before any fault is planted, loudly."""
    serious = [one for one in found if one.level.value in ("error", "warning")]
    if serious:
        yield "!" * 100
        yield f"THE WORKSPACE IS NOT CLEAN: {len(serious)} errors and warnings before any fault. They count for none."
        for one in serious[:20]:
            place = f"{one.span.path}:{one.span.line}" if one.span else "-"
            yield f"  {one.level.value}[{one.rule.value}] {place} {one.message}"[:170]
        yield "!" * 100


def unplaced_told() -> Iterator[str]:
    """The faults written by hand whose words no longer stand in the workspace."""
    lost, looked_for = unplaced()
    if lost:
        yield f"{len(lost)} of {looked_for} faults written by hand fit no text of the workspace any more:"
        yield from (f"  {fault}" for fault in lost)
