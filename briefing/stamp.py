"""Whether the products of the last build still stand: a fingerprint of everything that went in, kept in `.briefing/`.

Nothing slow is imported here, so that a build without a change costs only the reading of its inputs.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from briefing.workspace import LOCK, MANIFEST, Workspace, program_files, write_atomically

PATH = ".briefing/build.json"
_FOLDERS = ("sections", "seeds/sources", "seeds/facts", "templates")
_ENGINES = ("weasyprint", "python-docx", "jinja2", "markdown-it-py", "lxml")


@dataclass(frozen=True, slots=True)
class Standing:
    """The products of a build that need not be made again."""

    products: tuple[Path, ...]
    warnings: int


def standing(workspace: Workspace, formats: tuple[str, ...], out: Path) -> Standing | None:
    """The last build's products, where they are whole and nothing that went into them has changed; else None."""
    try:
        record = json.loads(workspace.read(PATH))
        products = {format: Path(record["products"][format]["path"]) for format in formats}
        if any(path.parent != out.resolve() for path in products.values()):
            return None
        if any(_sha256(path) != record["products"][format]["sha256"] for format, path in products.items()):
            return None
        taken = take(workspace).with_others(Path(name) for name in record["others"])
        if record["originals"] != str(workspace.originals) or record["inputs"] != taken.usual or record["others"] != taken.others:
            return None
        return Standing(tuple(out / path.name for path in products.values()), int(record["warnings"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


@dataclass(frozen=True, slots=True)
class Inputs:
    """What goes into a build, as fingerprints. Taken before it is read: what is edited meanwhile is then noticed next time."""

    usual: str
    """The files of the usual folders and of the program."""
    others: Mapping[str, str]
    """Files elsewhere, by their absolute path: pictures and originals."""

    def with_others(self, paths: Iterable[Path]) -> Inputs:
        """The same, with the files outside the usual folders."""
        return Inputs(self.usual, {str(path): _state(path) for path in map(Path.resolve, paths)})


def take(workspace: Workspace) -> Inputs:
    """The fingerprint of the usual folders as they are now."""
    digest = hashlib.sha256(" ".join((sys.version, *map(_version, _ENGINES))).encode())
    inputs = [workspace.path(MANIFEST), workspace.path(LOCK)]
    for folder in _FOLDERS:
        inputs += sorted(workspace.path(folder).rglob("*"))
    for path in (*inputs, *program_files()):
        digest.update(f"{path}\0{_state(path)}".encode(errors="surrogateescape"))
    return Inputs(digest.hexdigest(), {})


def record(workspace: Workspace, taken: Inputs, products: Mapping[str, Path], out: Path, warnings: int) -> None:
    """Remember a build: what went into it, and its products by format. Where that cannot be written, nothing is remembered."""
    text = json.dumps(
        {
            "inputs": taken.usual,
            "others": taken.others,
            "originals": str(workspace.originals),
            "products": {
                format: {"path": str(out.resolve() / path.name), "sha256": _sha256(path)} for format, path in products.items()
            },
            "warnings": warnings,
        },
        indent=1,
    )
    with suppress(OSError):  # a workspace that cannot be written to can still be built into another folder
        write_atomically(workspace.path(PATH), text.encode())


def _state(path: Path) -> str:
    """The fingerprint of a file's bytes; nothing where it cannot be read."""
    try:
        return _sha256(path) if path.is_file() else ""
    except OSError:
        return ""


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
