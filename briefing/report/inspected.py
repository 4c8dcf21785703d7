"""What a product says of itself, and whether the workspace still says the same: for people, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from msgspec import to_builtins

from briefing.diagnostics.words import plural, series
from briefing.pack.comparing import Comparison
from briefing.pack.reading import Told

_MOST_NAMED = 12
_FRONT = {"date": "the date", "cutoff": "the information cut-off", "marking": "the marking", "issuer": "the issuer"}


def inspected(told: Told, comparison: Comparison | None, *, all_facts: bool = False) -> str:
    """For people. `comparison` is None where there is nothing to compare with; `all_facts` lists every fact that is cited."""
    return "".join(f"{line}\n" for line in _lines(told, comparison, all_facts))


def as_json(told: Told, comparison: Comparison | None) -> str:
    """For machines: what the product says, and under `workspace` the comparison, or null."""
    compared = None if comparison is None else {**to_builtins(comparison), "matches": comparison.matches}
    return json.dumps({**to_builtins(told), "workspace": compared}, sort_keys=True, indent=1, ensure_ascii=False) + "\n"


def _lines(told: Told, comparison: Comparison | None, all_facts: bool) -> Iterator[str]:
    of = f", of {told.date}" if told.date else ""
    yield f"brief       {told.brief}, edition {told.edition}{of}"
    yield f"base        {told.base or 'none'}"
    yield f"            {'whole: as it was built' if told.is_whole else 'does not hold: it was changed since it was built'}"
    claims = f", by {plural(told.claims, 'claim')}" if told.claims else ""
    yield f"facts       {len(told.facts)} cited{claims}"
    if all_facts:
        yield from (f"            {name}" for name in sorted(told.facts))
    if comparison is not None:
        yield from _compared(told, comparison)


def _compared(told: Told, comparison: Comparison) -> Iterator[str]:
    if not comparison.is_same_brief:
        yield "workspace   is of another brief"
        return
    if comparison.matches:
        yield f"workspace   says the same today, edition {comparison.edition}"
        return
    edition = "" if comparison.edition == told.edition else f" (edition {comparison.edition})"
    yield f"workspace   says otherwise today{edition}"
    for what, names in (("changed", comparison.changed), ("no longer there", comparison.gone), ("cited since", comparison.added)):
        if names:
            yield f"            {plural(len(names), 'fact')} {what}: {_named(names)}"
    for file, number in comparison.texts.items():
        yield f"            {plural(number, 'text')} of {file}"
    if comparison.sources:
        yield f"            {plural(len(comparison.sources), 'source')} listed otherwise: {_named(comparison.sources)}"
    counts = [plural(number, what) for number, what in ((comparison.notes, "note"), (comparison.figures, "figure")) if number]
    around = [*counts, *(_FRONT[name] for name in comparison.front)]
    if around:
        yield f"            printed otherwise: {series(around)}"


def _named(names: tuple[str, ...]) -> str:
    more = len(names) - _MOST_NAMED
    return series([*names[:_MOST_NAMED], *([f"{more} more"] if more > 0 else [])])
