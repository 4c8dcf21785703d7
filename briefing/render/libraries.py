"""Finding the PDF engine's libraries quickly.

The engine asks for each of its eight libraries under the names of several systems, and for each name that is not one of this
system's, Python runs ldconfig and a compiler to look for it: half of the time of the engine's import. Where the loader knows
libraries by their version names, as on Linux, those searches find nothing that the later names do not.
"""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def by_version_name() -> Iterator[None]:
    """While this lasts, libraries are loaded by the very names that are asked for, on Linux; elsewhere nothing changes."""
    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = _nothing
    try:
        yield
    finally:
        ctypes.util.find_library = search


def _nothing(name: str) -> None:  # noqa: ARG001 - the signature of what it stands for
    return None
