"""Which files of a workspace are opened while a product is drawn.

A template may ask for any file of the workspace, a logo say, of which the document knows nothing. So it is not the writers that
tell what they read, but Python's own audit of what is opened.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefing.workspace import KEPT, PROGRAM

_LISTENERS: list[set[str]] = []
_HEARS: list[bool] = []
_WRITING = os.O_WRONLY | os.O_RDWR


@contextmanager
def opened(root: Path) -> Iterator[set[str]]:
    """While this lasts, collects the files below `root` that are opened to read; complete at the end, as paths from `root`.

    Left out are the program and its libraries, which the fingerprint of the program tells of, and what builds keep for the next.
    """
    _listen()
    names: set[str] = set()
    found: set[str] = set()
    _LISTENERS.append(names)
    try:
        yield found
    finally:
        _LISTENERS[:] = [one for one in _LISTENERS if one is not names]
        found.update(_inside(root, names))


def _inside(root: Path, names: set[str]) -> Iterator[str]:
    top = Path(os.path.realpath(root))
    apart = (PROGRAM, Path(sys.prefix).resolve())
    for name in names:
        path = Path(name).absolute()
        base = next((one for one in (root.absolute(), top) if path.is_relative_to(one)), None)
        if base is not None and not any(path.is_relative_to(folder) for folder in apart):
            relative = path.relative_to(base)
            if ".." not in relative.parts and relative.parts[:1] != (KEPT,):
                yield relative.as_posix()


def _listen() -> None:
    """Hear of every file that Python opens from now on. There is no way to stop that, so it is begun once in a process."""
    if not _HEARS:
        _HEARS.append(True)
        sys.addaudithook(_hear)


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and _LISTENERS:
        name, _, flags = arguments
        if isinstance(name, str | bytes) and isinstance(flags, int) and not flags & _WRITING:
            for names in _LISTENERS:
                names.add(os.fsdecode(name))
