"""The products of a brief that were built, each with its own record: what it is, what went in, and what it is made of.

One file for each brief holds them all, also those of another format, folder or manner: building one forgets no other.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from msgspec import Struct

from briefing.stamp.fingerprints import sha256, state
from briefing.stamp.inputs import BROKEN, Inputs, are_in, as_data, fitting
from briefing.workspace import KEPT, Workspace, write_atomically

Record = dict[str, Any]


class Manner(Struct, frozen=True):
    """How to build."""

    strict: bool = False
    """Whether warnings stop a build."""
    clean: bool = False
    """Whether the Word file has no comments."""
    redline: Path | None = None
    """An earlier edition, as a Word file: the differences to it are tracked changes."""

    @property
    def words(self) -> str:
        """Words that differ where the products would."""
        return f"{'clean ' if self.clean else ''}{state(self.redline) if self.redline else ''}"


USUAL = Manner()


class Standing(Struct, frozen=True):
    """The products of a build that need not be made again."""

    products: tuple[Path, ...]
    warnings: int


class Known(Struct, frozen=True):
    """A product that was built, and what is remembered of it."""

    format: str
    key: str
    """Of what it is made of, see `key`; empty where that changed while it was drawn."""
    sha256: str = ""
    """Of the file, as it was written."""
    draft: str | None = None
    """The file that is kept to know the Word file by when it comes back, without which that does not stand."""
    reads: tuple[Path, ...] = ()
    """Files of the workspace that it was drawn from and that its key does not tell of: a template asked for them."""
    remarks: tuple[str, ...] = ()
    """What its writer said of it."""


class Build(Struct, frozen=True):
    """What is to be remembered of a build."""

    taken: Inputs
    """What went in."""
    out: Path
    made: Mapping[str, Known]
    """Those that were written, by the names of their files."""
    standing: Mapping[str, str]
    """The keys of those that still stand, by name: what was known of them holds, with what goes in today."""
    warnings: int = 0
    manner: Manner = USUAL


def path(workspace: Workspace) -> str:
    """Where the products of a brief are remembered."""
    return f"{KEPT}/builds/{workspace.manifest}.json"


def standing(workspace: Workspace, formats: tuple[str, ...], out: Path, manner: Manner = USUAL) -> Standing | None:
    """The products as they were built last, where they are whole and nothing that may go into them has changed; else None.

    A strict build that would fail does not stand.
    """
    fits = fitting(workspace)
    how = manner.words

    def stands(name: str, record: Record, format: str) -> bool:
        return (
            (record["format"], record["manner"], Path(name).parent) == (format, how, out.resolve())
            and _is_whole(name, record)
            and fits(record)
        )

    try:
        records = _records(workspace)
        found = [next((name for name in records if stands(name, records[name], format)), "") for format in formats]
        if not all(found):
            return None
        warnings = max(int(records[name]["warnings"]) for name in found)
        return None if manner.strict and warnings else Standing(tuple(out / Path(name).name for name in found), warnings)
    except BROKEN:
        return None


def known(workspace: Workspace, out: Path) -> dict[str, Known]:
    """The products in a folder that are whole, by their names: what has the same key need not be drawn again."""
    found = {}
    with suppress(*BROKEN):
        for name, record in _records(workspace).items():
            with suppress(*BROKEN):
                if Path(name).parent == out.resolve() and record["key"] and _is_whole(name, record):
                    remarks = tuple(map(str, record["remarks"]))
                    found[Path(name).name] = Known(str(record["format"]), str(record["key"]), remarks=remarks)
    return found


def record(workspace: Workspace, build: Build) -> None:
    """Remember a build. Where nothing can be written, nothing is remembered.

    Another build may have written meanwhile: a file is what we wrote, or none that we know.
    """
    with suppress(*BROKEN):
        records = {}
        with suppress(*BROKEN):
            records = {name: one for name, one in _records(workspace).items() if Path(name).is_file()}
        now = {**as_data(workspace, build.taken), "warnings": build.warnings, "manner": build.manner.words}
        out = build.out.resolve()
        records |= {str(out / name): {**_new(build.taken, made), **now} for name, made in build.made.items()}
        for name, key in build.standing.items():
            if (there := records.get(str(out / name))) and there["key"] == key:
                there.update(now)
        write_atomically(workspace.path(path(workspace)), json.dumps(records).encode())


def _new(taken: Inputs, made: Known) -> Record:
    told = {"format": made.format, "key": made.key, "sha256": made.sha256, "remarks": list(made.remarks)}
    return {**told, "draft": made.draft and [made.draft, state(Path(made.draft))], "reads": taken.states(made.reads)}


def _records(workspace: Workspace) -> dict[str, Record]:
    """What is remembered of each product, by its absolute path. Raises what `BROKEN` lists."""
    return {str(name): dict(one) for name, one in json.loads(workspace.read(path(workspace))).items()}


def _is_whole(name: str, record: Record) -> bool:
    """Whether a product is as it was built, would be known again, and what its templates asked for is as it was."""
    if record["format"] == "docx":
        draft, was = record["draft"]
        if not Path(draft).is_file() or state(Path(draft)) != was:
            return False
    return sha256(Path(name)) == record["sha256"] and are_in(record["reads"])
