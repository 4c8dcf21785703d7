"""A file that somebody sent is read in a process of its own, so that one made to harm can take neither memory nor time from us.

The process is a fresh interpreter, since a fork of a program with threads may hang, and costs a tenth of a second.
"""

from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import briefing
from briefing.draft import tree
from briefing.draft.child import SECONDS
from briefing.draft.opening import RefusedFile
from briefing.draft.reading import read_bytes
from briefing.draft.tree import Draft

__all__ = ["RefusedFile", "read", "read_bytes"]

_LARGEST = 200_000_000
_LOCK = "~$"
"""How the names of the files begin with which Word marks that a document is open."""
_UNREADABLE = "This file asks for more memory or time than any brief does; save its text as a new Word document (.docx)."


def read(path: Path) -> Draft:
    """A file, read within limits of memory and time. Raises RefusedFile whatever is wrong with it."""
    try:
        if not path.is_file():
            raise RefusedFile(f"There is no file {path}.")
        if path.name.startswith(_LOCK):
            raise RefusedFile("This only marks that the draft is open in Word; close it there, or leave this file out.")
        if path.stat().st_size > _LARGEST:
            raise RefusedFile(
                f"This file is larger than {_LARGEST // 1_000_000} MB; take out its pictures and other large parts."
            )
        with path.open("rb"):
            pass
    except OSError as error:
        raise RefusedFile(f"The file {path} cannot be read: {error.strerror}.") from error
    draft, refusal = _asked(path.resolve())
    if draft is None:
        raise RefusedFile(refusal)
    return draft


def _asked(path: Path) -> tuple[Draft | None, str]:
    """What the other process answers."""
    root = str(Path(briefing.__file__).parent.parent)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))}
    command = [sys.executable, "-P", "-m", "briefing.draft.child", str(path)]
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            timeout=SECONDS,
            check=True,
        )
        answer: tuple[Draft | None, str] = _Answer(io.BytesIO(done.stdout)).load()
    except (subprocess.SubprocessError, pickle.UnpicklingError, EOFError) as error:
        raise RefusedFile(_UNREADABLE) from error
    return answer


class _Answer(pickle.Unpickler):
    """Takes nothing but our own tree: the other process has had a stranger's file in its hands."""

    def find_class(self, module: str, name: str) -> Any:
        """A class of the tree. Raises UnpicklingError for anything else."""
        found = getattr(tree, name, None) if module == tree.__name__ else None
        if getattr(found, "__module__", "") != tree.__name__:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return found
