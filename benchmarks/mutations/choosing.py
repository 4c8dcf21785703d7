"""The faults of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from benchmarks.mutations.brief import Brief
from benchmarks.mutations.edits import Fault, is_sound
from benchmarks.mutations.kind import MANY
from benchmarks.mutations.kinds import KINDS


def choose(brief: Brief, names: Sequence[str], seed: int, most: int | None) -> list[Fault]:
    """Of each kind as many as it has and may, the sites by a choice that depends on the seed alone; at most so many in all."""
    chosen = {name: _chosen(brief, name, seed) for name in names}
    if most is None:
        return [fault for found in chosen.values() for fault in found]
    turn = [fault for at in range(MANY) for found in chosen.values() for fault in found[at : at + 1]]
    kept = set(map(id, turn[:most]))
    return [fault for found in chosen.values() for fault in found if id(fault) in kept]


def _chosen(brief: Brief, name: str, seed: int) -> list[Fault]:
    """The faults of a kind: those at sites that have none yet before the second at any."""
    random = Random(f"{seed}/{name}")
    found = list(dict.fromkeys(KINDS[name].find(brief, random)))
    random.shuffle(found)
    turns = Counter[str]()
    ranked = []
    for fault in found:
        ranked.append((turns[fault.site], fault))
        turns[fault.site] += 1
    ranked.sort(key=lambda one: one[0])
    fit = (replace(one, kind=name) for _, one in ranked if is_sound(brief, one))
    return [fault for fault, _ in zip(fit, range(KINDS[name].most), strict=False)]
