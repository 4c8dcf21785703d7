"""Whether the products of the last build still stand: a fingerprint of everything that went in, kept in `.briefing/`.

Nothing slow is imported here, so that a build without a change costs only the reading of its inputs.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
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
        others = [Path(name) for name in record["others"]]
        if record["inputs"] != _fingerprint(workspace, others) or record["originals"] != str(workspace.originals):
            return None
        return Standing(tuple(out / path.name for path in products.values()), int(record["warnings"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def record(workspace: Workspace, products: Mapping[str, Path], out: Path, warnings: int, others: Iterable[Path]) -> None:
    """Remember a build: `products` by format, and the `others` among its inputs, outside the usual folders."""
    others = [path.resolve() for path in others]
    text = json.dumps(
        {
            "inputs": _fingerprint(workspace, others),
            "others": [str(path) for path in others],
            "originals": str(workspace.originals),
            "products": {
                format: {"path": str(out.resolve() / path.name), "sha256": _sha256(path)} for format, path in products.items()
            },
            "warnings": warnings,
        },
        indent=1,
    )
    write_atomically(workspace.path(PATH), text.encode())


def _fingerprint(workspace: Workspace, others: Iterable[Path]) -> str:
    digest = hashlib.sha256(" ".join((sys.version, *map(_version, _ENGINES))).encode())
    inputs = [workspace.path(MANIFEST), workspace.path(LOCK)]
    for folder in _FOLDERS:
        inputs += sorted(path for path in workspace.path(folder).rglob("*") if path.is_file())
    for path in (*inputs, *others, *program_files()):
        digest.update(str(path).encode() + b"\0" + (_sha256(path) if path.is_file() else "").encode())
    return digest.hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
