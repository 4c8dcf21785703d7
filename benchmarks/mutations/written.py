"""The faults written by hand, in faults/*.txt: what a careful reader of the articles would call wrong, in the brief's own words.

The form is told at the top of each of the files. A fault whose words no longer stand in the brief is passed over, and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from benchmarks.mutations.edits import Fault, change
from benchmarks.mutations.sheets import Scalar

FOLDER = Path(__file__).parent / "faults"
_GROUP = re.compile(r"\{([^|{}]*)\|([^{}]*)\}")
_ONLY_KEY = re.compile(r"([a-z][a-z_-]*): (?=\S)")
_OF_ARTICLE = re.compile(r"([a-z-]+): (.+)")
_looked_for: dict[str, bool] = {}
"""Faults whose words were looked for, and whether they were found."""


class Swap(NamedTuple):
    """A fault: its words before and after, and the stretches of those before that change."""

    before: str
    after: str
    pieces: tuple[tuple[int, int, str], ...]


def written(kind: str) -> tuple[str, ...]:
    """The faults of a kind, in the order of the file."""
    return all_written()[kind]


@cache
def all_written() -> Mapping[str, tuple[str, ...]]:
    """Every fault, by kind. A line whose braces are not in pairs ends the program, with its place."""
    found: dict[str, list[str]] = {}
    for path in sorted(FOLDER.glob("*.txt")):
        kinds: list[str] = []
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if line.startswith("=="):
                kinds = [name.strip() for name in line.strip("= ").split(",")]
            elif line.startswith(" ") and line.strip():
                for kind in kinds:
                    found[kind][-1] += " " + line.strip()
            elif line.strip() and not line.startswith("#"):
                if not kinds:
                    raise SystemExit(f"{path}:{number}: a fault without a kind: begin one with == and its name")
                for kind in kinds:
                    found.setdefault(kind, []).append(line.strip())
    for kind, faults in found.items():
        for fault in faults:
            if not fault.count("{") == fault.count("}") == len(_GROUP.findall(fault)):
                raise SystemExit(f"{FOLDER}: {kind}: braces that are not in the form {{before|after}}: {fault}")
    return {kind: tuple(faults) for kind, faults in found.items()}


def swap(fault: str) -> Swap:
    """A fault read."""
    before, after, pieces, at = "", "", [], 0
    for group in _GROUP.finditer(fault):
        same = fault[at : group.start()]
        before, after = before + same, after + same
        pieces.append((len(before), len(before) + len(group[1]), group[2]))
        before, after = before + group[1], after + group[2]
        at = group.end()
    if not pieces:
        raise SystemExit(f"{FOLDER}: nothing changes here, write it as {{before|after}}: {fault}")
    return Swap(before + fault[at:], after + fault[at:], tuple(pieces))


def pairs(kind: str) -> list[tuple[str, str]]:
    """The faults of a kind as words before and after."""
    return [(one.before, one.after) for one in map(swap, written(kind))]


def of_articles(kind: str) -> list[tuple[str, tuple[str, ...]]]:
    """The faults of a kind that begin with an article: its name, and what a + parts."""
    matches = [(_OF_ARTICLE.fullmatch(fault), fault) for fault in written(kind)]
    if wrong := [fault for match, fault in matches if match is None]:
        raise SystemExit(f"{FOLDER}: {kind}: name the article first, as `intellinews: ...`: {wrong[0]}")
    return [(match[1], tuple(match[2].split(" + "))) for match, _ in matches if match]


def by_hand(faults: Iterable[str], scalars: Sequence[Scalar]) -> Iterator[Fault]:
    """Faults wherever their words stand. One of a `key: …` is looked for under that key alone."""
    for fault in faults:
        named = _ONLY_KEY.match(fault)
        only = named[1] if named and any(one.key == named[1] for one in scalars) else ""
        before, _, pieces = swap(fault[named.end() if named and only else 0 :])
        _looked_for.setdefault(fault, False)
        for scalar in scalars:
            found = scalar.value.find(before) if only in ("", scalar.key) else -1
            if found >= 0:
                _looked_for[fault] = True
                yield change(scalar, *((found + start, found + end, new) for start, end, new in pieces), site=fault)


def unplaced() -> tuple[list[str], int]:
    """Faults whose words were looked for and not found, and how many were looked for."""
    return [fault for fault, was_found in _looked_for.items() if not was_found], len(_looked_for)
