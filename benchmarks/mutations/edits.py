"""Faults as edits of files: texts changed, entries taken out, lines put in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import takewhile

import yaml

from benchmarks.mutations.brief import Brief
from benchmarks.mutations.sheets import LOADER, Keys, Scalar, Sheet


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters of a file, and what is written in their place."""

    path: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing made wrong."""

    edits: tuple[Edit, ...]
    fact: str = ""
    """The fact that it is in."""
    expected: tuple[tuple[str, Keys, str], ...] = ()
    """What the texts that it changes must then say: path, keys, value."""
    site: str = ""
    """What is changed: another fault at the same site is planted only when all other sites have theirs."""
    kind: str = ""

    def edits_of(self, path: str) -> list[Edit]:
        """Its edits of a file."""
        return [edit for edit in self.edits if edit.path == path]


def change(scalar: Scalar, *pieces: tuple[int, int, str], site: str = "") -> Fault:
    """A text with stretches of it replaced."""
    edits, value = [], scalar.value
    for start, end, new in sorted(pieces, reverse=True):
        shift = _common(scalar.value[start:end], new).rfind(" ") + 1  # whole words that stay are left alone
        edits.append(Edit(scalar.path, *scalar.raw(start + shift, end), scalar.written(new[shift:])))
        value = value[:start] + new + value[end:]
    expected = ((scalar.path, scalar.keys, value),)
    return Fault(tuple(reversed(edits)), scalar.fact, expected, site or f"{scalar.path}:{scalar.start}:{pieces[0][0]}")


def _common(one: str, other: str) -> str:
    """What both begin with."""
    return "".join(a for a, _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def replaced(scalar: Scalar, new: str) -> Fault:
    """A text replaced as a whole, written as it was."""
    return change(scalar, (0, len(scalar.value), new))


def rewrite(scalar: Scalar, new: str, site: str = "") -> Fault:
    """A text replaced as a whole; in quotation marks where it cannot do without."""
    fault = change(scalar, (0, len(scalar.value), new), site=site)
    if scalar.style or re.fullmatch(r"[^\W_][^:#]*[^:#\s]", new):
        return fault
    quoted = "'" + new.replace("'", "''") + "'"
    return replace(fault, edits=(Edit(scalar.path, scalar.start, scalar.end, quoted),))


def remove(sheet: Sheet, *entries: Keys) -> Fault:
    """Entries taken out, with all that they hold."""
    edits = tuple(Edit(sheet.path, *sheet.block(keys), "") for keys in entries)
    return Fault(edits, _fact(sheet, entries[0]), (), f"{sheet.path}:{entries[0]}")


def insert_line(sheet: Sheet, after: Keys, text: str) -> Fault:
    """A line put in after an entry, at its depth."""
    end = sheet.block(after)[1]
    column = sheet.entries[after][1]
    edit = Edit(sheet.path, end, end, " " * column + text + "\n")
    return Fault((edit,), _fact(sheet, after), (), f"{sheet.path}:{after}:insert")


def _fact(sheet: Sheet, keys: Keys) -> str:
    return str(keys[0]) if sheet.is_of_facts else ""


def mutated(text: str, edits: Iterable[Edit]) -> str:
    """A file's text with edits made."""
    for edit in sorted(edits, key=lambda one: one.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def is_sound(brief: Brief, fault: Fault) -> bool:
    """Whether the files are still well-formed, say something else than before, and just what was meant."""
    for path in {edit.path for edit in fault.edits}:
        before = brief.sheets[path].text
        try:
            sheet = Sheet(path, mutated(before, fault.edits_of(path)))
            if yaml.load(sheet.text, LOADER) == yaml.load(before, LOADER):
                return False
        except yaml.YAMLError:
            return False
        if any(at == path and sheet.said(keys) != value for at, keys, value in fault.expected):
            return False
    return True
