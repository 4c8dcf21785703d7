"""Whether the products of the last build and the findings of the last check still stand.

Both are kept in `.briefing/`, with a fingerprint of everything that went in: bytes, not times. Nothing slow is imported here,
so that a command without a change costs only the reading of its inputs.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from briefing.workspace import LOCK, MANIFEST, ORIGINALS_VARIABLE, PROGRAM, Workspace, program_files, write_atomically

FOLDER = ".briefing"
PATH = f"{FOLDER}/build.json"
CHECK_PATH = f"{FOLDER}/check.json"
_FOLDERS = ("sections", "seeds/sources", "seeds/facts", "reviews", "templates")
_LIBRARIES = (
    *("weasyprint", "python-docx", "jinja2", "markdown-it-py", "lxml"),
    *("pyyaml", "pydantic", "pydantic-core", "pillow", "rapidfuzz"),
)
_BROKEN = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""What a record raises that is missing, damaged or another program's."""
_NEVER = "changed while it was read"
"""A state that nothing is in: what has it is looked at again."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The products of a build that need not be made again."""

    products: tuple[Path, ...]
    warnings: int


@dataclass(frozen=True, slots=True)
class RememberedCheck:
    """What the last check found, where it would find the same again."""

    diagnostics: tuple[Mapping[str, Any], ...]
    """As they were given to `record_check`."""
    counts: Mapping[str, int]


def standing(workspace: Workspace, formats: tuple[str, ...], out: Path, manner: str = "") -> Standing | None:
    """The last build's products, where they are whole and nothing that went into them has changed; else None.

    `manner` is how they are wanted, in the words that were recorded with them.
    """
    try:
        record = json.loads(workspace.read(PATH))
        products = {format: Path(record["products"][format]["path"]) for format in formats}
        if any(path.parent != out.resolve() for path in products.values()):
            return None
        if "docx" in formats and not Path(record["draft"]).is_file():  # without it, what is returned would not be known
            return None
        if any(_sha256(path) != record["products"][format]["sha256"] for format, path in products.items()):
            return None
        if record["manner"] != manner or not _still_fits(record, workspace):
            return None
        return Standing(tuple(out / path.name for path in products.values()), int(record["warnings"]))
    except _BROKEN:
        return None


def manner(*, clean: bool, redline: Path | None) -> str:
    """How products are built, in words that differ where the products would."""
    return f"{'clean ' if clean else ''}{_state(redline) if redline else ''}"


def remembered_check(workspace: Workspace) -> RememberedCheck | None:
    """The last check's findings, where nothing that it looked at has changed; else None."""
    try:
        record = json.loads(workspace.read(CHECK_PATH))
        diagnostics = tuple(dict(one) for one in record["diagnostics"])
        counts = {str(name): int(count) for name, count in record["counts"].items()}
        return RememberedCheck(diagnostics, counts) if _still_fits(record, workspace) else None
    except _BROKEN:
        return None


@dataclass(frozen=True, slots=True)
class Inputs:
    """What goes into a build or a check, as fingerprints. Taken before it is read: what is edited meanwhile is noticed later."""

    usual: str
    """The files of the usual folders and of the program."""
    others: Mapping[str, str]
    """Files elsewhere, by their absolute path: pictures and originals, also those that are not there."""
    moment: int
    """When it was taken, by the clock that stamps the files of the workspace."""

    def with_others(self, paths: Iterable[Path]) -> Inputs:
        """The same, with the files outside the usual folders.

        Which they are is known only when they were read: one that has changed meanwhile may have been read before its change.
        """
        states = {}
        for path in map(Path.absolute, paths):
            state = _state(path)
            states[str(path)] = _NEVER if _changed_after(path, self.moment) else state
        return Inputs(self.usual, states, self.moment)


def take(workspace: Workspace) -> Inputs:
    """The fingerprint of the usual folders as they are now."""
    return Inputs(_usual(workspace), {}, _now(workspace))


def record(workspace: Workspace, taken: Inputs, products: Mapping[str, Path], out: Path, told: Mapping[str, Any]) -> None:
    """Remember a build: what went into it, its products by format, and what is told of it.

    That is `warnings`, the `manner` of it, and `draft`: the path of the file that is kept to know the Word file by when it comes
    back, without which that does not stand. Where nothing can be written, nothing is remembered.
    """
    made = {format: {"path": str(out.resolve() / path.name), "sha256": _sha256(path)} for format, path in products.items()}
    _write(workspace, PATH, taken, {"products": made, **told})


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
    _write(workspace, CHECK_PATH, taken.with_others(others), found)


def _write(workspace: Workspace, path: str, taken: Inputs, found: Mapping[str, Any]) -> None:
    went_in = {"inputs": taken.usual, "others": taken.others, "originals": _originals(workspace)}
    with suppress(OSError):  # a workspace that cannot be written to can still be checked, and built into another folder
        write_atomically(workspace.path(path), json.dumps({**went_in, **found}).encode())


def _still_fits(record: Mapping[str, Any], workspace: Workspace) -> bool:
    return (
        record["originals"] == _originals(workspace)
        and all(_state(Path(name)) == state for name, state in record["others"].items())
        and record["inputs"] == _usual(workspace)
    )


# Fingerprints ---------------------------------------------------------------------------------------------------------------


def _usual(workspace: Workspace) -> str:
    """One fingerprint for the program and for the workspace's own files, each by its name from the top of its folder."""
    digest = hashlib.sha256(" ".join((sys.version, *map(_version, _LIBRARIES))).encode())
    files = [workspace.path(MANIFEST), workspace.path(LOCK)]
    for folder in _FOLDERS:
        files += _below(workspace.path(folder))
    for top, paths in ((workspace.root, files), (PROGRAM, program_files())):
        for path in paths:
            name = os.path.relpath(path, top)
            digest.update(os.fsencode(f"{name}\0{_state(path, os.path.realpath(top))}\0"))
    return digest.hexdigest()


def _below(folder: Path) -> Iterator[Path]:
    """A folder and everything in it, in a fixed order."""
    yield folder
    for at, folders, files in os.walk(folder):
        folders.sort()
        yield from (Path(at, name) for name in sorted((*folders, *files)))


def _state(path: Path, top: str = "") -> str:
    """The fingerprint of a file's bytes; of what is no file, or is not there, what it is. And where it really stands.

    Links are followed, and where they lead is told from `top`, so that a folder can be moved as a whole.
    """
    try:
        real = os.path.realpath(path)
        return f"{os.path.relpath(real, top) if top else real}: {_content(path)}"
    except (OSError, ValueError) as error:
        return f"refused: {getattr(error, 'errno', None)}"


def _content(path: Path) -> str:
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return "absent"
    if stat.S_ISREG(mode):
        return _sha256(path)
    if stat.S_ISDIR(mode):
        return "folder" if os.access(path, os.R_OK | os.X_OK) else "closed folder"
    return "neither file nor folder"  # a pipe would be waited for


def _changed_after(path: Path, moment: int) -> bool:
    """Whether a file was changed after a moment, put in its place, or taken away."""
    for looks in ((path.stat, path.lstat), (path.parent.stat,)):
        with suppress(OSError, ValueError):
            return max(look().st_ctime_ns for look in looks) > moment
    return False


def _now(workspace: Workspace) -> int:
    """The time by the clock that stamps files, which need not be this machine's; the beginning of time where it is kept back."""
    try:
        workspace.path(FOLDER).mkdir(exist_ok=True)
        with TemporaryFile(dir=workspace.path(FOLDER)) as file:
            return os.fstat(file.fileno()).st_ctime_ns
    except OSError:
        return 0


def _originals(workspace: Workspace) -> list[str]:
    """Where originals are looked for: what the variable says, and the folder, if there is one."""
    folder = workspace.originals
    return [os.environ.get(ORIGINALS_VARIABLE, ""), os.path.realpath(folder) if folder else ""]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _sha256(path: Path) -> str:
    with path.open("rb", buffering=0) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
