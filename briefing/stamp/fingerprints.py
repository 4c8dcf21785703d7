"""Fingerprints of files, of folders and of the program."""

from __future__ import annotations

import hashlib
import os
import platform
import stat
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from briefing.workspace import PROGRAM, program_files, program_templates

_LIBRARIES = (
    *("weasyprint", "pydyf", "fonttools", "pyphen", "pikepdf", "python-docx", "vl-convert-python", "babel"),
    *("jinja2", "markdown-it-py", "lxml", "pyyaml", "pydantic", "pydantic-core", "pillow", "rapidfuzz"),
)


def versions() -> dict[str, str]:
    """The versions of Python and of the libraries, and the fingerprint of the program with its templates, by their names."""
    digest = hashlib.sha256(program().encode())
    add(digest, program_templates(), below(program_templates()))
    return {**_libraries(), "briefing": digest.hexdigest()[:12]}


def program() -> str:
    """One fingerprint for the program without its templates: its own files, its libraries, and Python."""
    digest = hashlib.sha256(repr(_libraries()).encode())
    templates = program_templates()
    add(digest, PROGRAM, (path for path in program_files() if not path.is_relative_to(templates)))
    return digest.hexdigest()


def _libraries() -> dict[str, str]:
    return {"Python": platform.python_version(), **{name: _version(name) for name in _LIBRARIES}}


def add(digest: hashlib._Hash, top: Path, paths: Iterable[Path]) -> None:
    """Add the states of files to a fingerprint, each by its name from `top`, so that a folder can be moved as a whole."""
    real = os.path.realpath(top)
    for path in paths:
        digest.update(os.fsencode(f"{os.path.relpath(path, top)}\0{state(path, real)}\0"))


def below(folder: Path) -> Iterator[Path]:
    """A folder and everything in it, in a fixed order."""
    yield folder
    for at, folders, files in os.walk(folder):
        folders.sort()
        yield from (Path(at, name) for name in sorted((*folders, *files)))


def state(path: Path, top: str = "") -> str:
    """The fingerprint of a file's bytes; of what is no file, or is not there, what it is. And where it really stands.

    Links are followed, and where they lead is told from `top`.
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
        return sha256(path)
    if stat.S_ISDIR(mode):
        return "folder" if os.access(path, os.R_OK | os.X_OK) else "closed folder"
    return "neither file nor folder"  # a pipe would be waited for


def sha256(path: Path) -> str:
    """The fingerprint of a file's bytes. Raises OSError."""
    with path.open("rb", buffering=0) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
