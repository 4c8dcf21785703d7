"""What the last check of a brief found."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from msgspec import Struct

from briefing.stamp.inputs import BROKEN, Inputs, as_data, fitting
from briefing.workspace import KEPT, Workspace, write_atomically


class RememberedCheck(Struct, frozen=True):
    """What the last check found, where it would find the same again."""

    diagnostics: tuple[Mapping[str, Any], ...]
    """As they were given to `record_check`."""
    counts: Mapping[str, int]


def path(workspace: Workspace) -> str:
    """Where the last check of a brief is kept."""
    return f"{KEPT}/checks/{workspace.manifest}.json"


def remembered_check(workspace: Workspace) -> RememberedCheck | None:
    """The last check's findings, where nothing that it looked at has changed; else None."""
    try:
        record = json.loads(workspace.read(path(workspace)))
        diagnostics = tuple(dict(one) for one in record["diagnostics"])
        counts = {str(name): int(count) for name, count in record["counts"].items()}
        return RememberedCheck(diagnostics, counts) if fitting(workspace)(record) else None
    except BROKEN:
        return None


def record_check(
    workspace: Workspace,
    taken: Inputs,
    diagnostics: Sequence[Mapping[str, Any]],
    counts: Mapping[str, int],
    others: Iterable[Path],
) -> None:
    """Remember a check: what it looked at, and what it found, as data for JSON. Where that cannot be written, nothing is.

    `others` are the originals and the pictures that the workspace names, also those that are missing: they may come.
    """
    found = {"diagnostics": [dict(one) for one in diagnostics], "counts": dict(counts)}
    with suppress(OSError):  # a workspace that cannot be written to can still be checked
        data = {**as_data(workspace, taken.with_others(others)), **found}
        write_atomically(workspace.path(path(workspace)), json.dumps(data).encode())
