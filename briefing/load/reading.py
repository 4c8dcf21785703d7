"""The files of a workspace: which there are, and their bytes. What the system refuses becomes a diagnostic."""

from __future__ import annotations

import errno
import stat
from pathlib import PurePosixPath

from briefing.diagnostics import Diagnostic, Rule
from briefing.load.yaml import MOST_BYTES, Tree, read, too_large
from briefing.source import Span
from briefing.workspace import Workspace

SUFFIXES = (".yaml", ".yml")


def names(workspace: Workspace, folder: str) -> tuple[list[str], list[Diagnostic]]:
    """The YAML files of a folder, sorted; none where the folder is missing. Whatever bears such a name is listed, file or not."""
    pending = {path.rpartition("/")[2] for path in workspace.pending if path.rpartition("/")[0] == folder}
    try:
        found = sorted({*pending, *(path.name for path in workspace.path(folder).iterdir())})
    except FileNotFoundError:
        found = sorted(pending)
    except OSError as error:
        return [], [Diagnostic(Rule.FILE_EXISTS, f"the folder `{folder}` cannot be read: {reason(error)}")]
    listed, strange = [], []
    for name in found:
        if name.startswith(".") or not name.endswith(SUFFIXES):
            continue
        if name.isprintable():
            listed.append(f"{folder}/{name}")
        else:
            shown = ascii(name).strip("'\"")
            hint = "give it a name of letters, digits, `-` and `_`"
            strange.append(Diagnostic(Rule.FILE_EXISTS, f"`{folder}/{shown}` has a name that cannot be printed", None, (hint,)))
    return listed, strange


def tree(workspace: Workspace, path: str, named_at: Span | None = None) -> Tree | Diagnostic:
    """The contents of a YAML file, or why it cannot be had: a finding at the place that names the file."""
    data = content(workspace, path, named_at)
    if isinstance(data, bytes):
        return read(path, data)
    return data if data is not None else too_large(path)


def content(workspace: Workspace, path: str, named_at: Span | None = None) -> bytes | Diagnostic | None:
    """The bytes of a file; None where it is too large."""
    if path in workspace.pending:
        return workspace.read(path)
    try:
        real = workspace.path(path).resolve(strict=True)
        kind = real.stat()
        if not real.is_relative_to(workspace.root.resolve()):
            hint = "put the file itself where the link is, so that the brief builds anywhere"
            return Diagnostic(Rule.FILE_EXISTS, f"`{path}` is a link that leads out of the workspace", named_at, (hint,))
        if not stat.S_ISREG(kind.st_mode):
            what = "a folder" if stat.S_ISDIR(kind.st_mode) else "something else"
            return Diagnostic(Rule.FILE_EXISTS, f"`{path}` should be a file and is {what}", named_at)
        return workspace.read(path) if kind.st_size <= MOST_BYTES else None
    except (OSError, RuntimeError) as error:  # a link that leads to itself is a RuntimeError to pathlib
        return Diagnostic(Rule.FILE_EXISTS, f"`{path}` cannot be read: {reason(error)}", named_at)


def reason(error: OSError | RuntimeError) -> str:
    """What the system refused, in plain words."""
    if isinstance(error, FileNotFoundError):
        return "it is missing, or a link that leads nowhere"
    if isinstance(error, PermissionError):
        return "permission is denied"
    if isinstance(error, RuntimeError) or error.errno == errno.ELOOP:
        return "it is a link that leads to itself"
    return (error.strerror or type(error).__name__).lower()


def stem(path: str) -> str:
    """The name of a file without its folder and its ending."""
    return PurePosixPath(path).stem
