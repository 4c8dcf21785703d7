"""Fingerprints of files, of folders and of the program."""

from __future__ import annotations

import ctypes
import hashlib
import os
import platform
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from briefing.workspace import PROGRAM, program_files, program_templates

_LIBRARIES = (
    *("weasyprint", "pydyf", "fonttools", "pyphen", "pikepdf", "python-docx", "vl-convert-python", "babel"),
    *("jinja2", "markdown-it-py", "msgspec", "lxml", "pyyaml", "pydantic", "pydantic-core", "pillow", "rapidfuzz"),
    *("tinycss2", "cssselect2", "tinyhtml5", "markupsafe"),
)
_SYSTEM = {
    "Pango": ("pango_version_string", "libpango-1.0.so.0", "libpango-1.0.dylib"),
    "HarfBuzz": ("hb_version_string", "libharfbuzz.so.0", "libharfbuzz.dylib"),
}
"""Libraries of the system that set the lines of a page: what tells their version, and the files in which they may be."""


def versions() -> dict[str, str]:
    """The versions of Python and of the libraries, and the fingerprint of the program with its templates, by their names."""
    digest = hashlib.sha256(program().encode())
    add(digest, program_templates(), below(program_templates()))
    return {**_libraries(), "briefing": digest.hexdigest()[:12]}


@cache
def program() -> str:
    """One fingerprint for the program without its templates: its own files, its libraries, and Python.

    It is that of the program that runs, so it is taken once, at the beginning: what changes on the disk later does not change it.
    """
    digest = hashlib.sha256(repr(_libraries()).encode())
    templates = program_templates()
    for path in program_files():
        if not path.is_relative_to(templates):
            digest.update(os.fsencode(f"{os.path.relpath(path, PROGRAM)}\0{sha256(path)}\0"))
    return digest.hexdigest()


def _libraries() -> dict[str, str]:
    of_system = {name: _system_version(*where) for name, where in _SYSTEM.items()}
    return {"Python": platform.python_version(), **{name: _version(name) for name in _LIBRARIES}, **of_system}


def add(digest: hashlib._Hash, top: Path, paths: Iterable[Path]) -> None:
    """Add the states of files to a fingerprint, each by its name from `top`, so that a folder can be moved as a whole."""
    real = os.path.realpath(top)
    for path in paths:
        digest.update(os.fsencode(f"{os.path.relpath(path, top)}\0{state(path, real)}\0"))


def below(folder: Path) -> Iterator[Path]:
    """A folder and everything in it, in a fixed order.

    Links to folders are followed, each once, unless they lead away from what the folder itself stands in: nothing there is read.
    """
    yield folder
    around = (Path(os.path.realpath(folder)), Path(os.path.realpath(folder.parent)))
    seen = {around[0]}
    for at, folders, files in os.walk(folder, followlinks=True):
        yield from (Path(at, name) for name in sorted((*folders, *files)))
        real = {name: Path(os.path.realpath(Path(at, name))) for name in sorted(folders)}
        folders[:] = [name for name, to in real.items() if to not in seen and any(map(to.is_relative_to, around))]
        seen.update(real[name] for name in folders)


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


def _system_version(function: str, *files: str) -> str:
    """What a library of the system says of its version; empty where none of the files is found."""
    for file in files:
        with suppress(OSError, AttributeError):
            ask = getattr(ctypes.CDLL(file), function)
            ask.restype = ctypes.c_char_p
            return str(ask().decode())
    return ""


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
