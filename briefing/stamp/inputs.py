"""What may go into a build or a check: the usual folders of the workspace, the program, and files elsewhere."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from msgspec import Struct

from briefing.stamp.fingerprints import add, below, program, state
from briefing.workspace import FOLDERS, KEPT, LOCK, ORIGINALS_VARIABLE, Workspace, program_templates

BROKEN = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""What a record raises that is missing, damaged or another program's."""
_NEVER = "changed while it was read"
"""A state that nothing is in: what has it is looked at again."""


class Inputs(Struct, frozen=True):
    """What goes into a build or a check, as fingerprints. Taken before it is read: what is edited meanwhile is noticed later."""

    usual: str
    """The files of the usual folders and of the program."""
    others: Mapping[str, str]
    """Files elsewhere, by their absolute path: pictures and originals, also those that are not there."""
    moment: int
    """When it was taken, by the clock that stamps the files of the workspace."""

    def with_others(self, paths: Iterable[Path]) -> Inputs:
        """The same, with the files outside the usual folders."""
        return Inputs(self.usual, self.states(paths), self.moment)

    def states(self, paths: Iterable[Path]) -> dict[str, str]:
        """The states of files that were read after this was taken, by their absolute path.

        Which they are is known only when they were read: one that has changed meanwhile may have been read before its change.
        """
        found = {str(path): (path, state(path)) for path in map(Path.absolute, paths)}
        return {name: _NEVER if _changed_after(path, self.moment) else now for name, (path, now) in found.items()}


def take(workspace: Workspace) -> Inputs:
    """The fingerprint of the usual folders as they are now."""
    return Inputs(_usual(workspace), {}, _now(workspace))


def as_data(workspace: Workspace, taken: Inputs) -> dict[str, Any]:
    """Inputs as they are kept in a record."""
    return {"inputs": taken.usual, "others": taken.others, "originals": _originals(workspace)}


def fitting(workspace: Workspace) -> Callable[[Mapping[str, Any]], bool]:
    """What tells of the inputs in records whether they are the same today; the usual folders are read once, and only if asked."""
    usual: list[str] = []

    def fits(record: Mapping[str, Any]) -> bool:
        if record["originals"] != _originals(workspace) or not are_in(record["others"]):
            return False
        usual[:] = usual or [_usual(workspace)]
        return bool(record["inputs"] == usual[0])

    return fits


def are_in(states: Mapping[str, str]) -> bool:
    """Whether files are still in their states."""
    return all(state(Path(name)) == was for name, was in states.items())


def _usual(workspace: Workspace) -> str:
    """One fingerprint for the program with its templates and for the workspace's own files.

    The other manifests are among them: what they use is no unused fact.
    """
    digest = hashlib.sha256(program().encode())
    templates = program_templates()
    add(digest, templates, below(templates))
    manifests = (path for path in workspace.root.glob("*.y*ml") if path.name != workspace.manifest)
    files = [workspace.path(workspace.manifest), workspace.path(LOCK), *sorted(manifests)]
    add(digest, workspace.root, (*files, *(path for folder in FOLDERS for path in below(workspace.path(folder)))))
    return digest.hexdigest()


def _changed_after(path: Path, moment: int) -> bool:
    """Whether a file was changed after a moment, put in its place, or taken away."""
    for looks in ((path.stat, path.lstat), (path.parent.stat,)):
        with suppress(OSError, ValueError):
            return max(look().st_ctime_ns for look in looks) > moment
    return False


def _now(workspace: Workspace) -> int:
    """The time by the clock that stamps files, which need not be this machine's; the beginning of time where it is kept back."""
    try:
        workspace.path(KEPT).mkdir(exist_ok=True)
        with TemporaryFile(dir=workspace.path(KEPT)) as file:
            return os.fstat(file.fileno()).st_ctime_ns
    except OSError:
        return 0


def _originals(workspace: Workspace) -> list[str]:
    """Where originals are looked for: what the variable says, and the folder, if there is one."""
    folder = workspace.originals
    return [os.environ.get(ORIGINALS_VARIABLE, ""), os.path.realpath(folder) if folder else ""]
