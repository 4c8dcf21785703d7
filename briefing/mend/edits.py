"""Edits of files: characters replaced, everything else left byte for byte."""

from __future__ import annotations

import errno
import stat
from collections.abc import Iterable, Mapping
from os.path import lexists
from pathlib import Path

from msgspec import Struct

from briefing.source import SourceFile
from briefing.workspace import Workspace, write_together

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Edit(Struct, frozen=True, order=True):
    """The characters `start` to `end` of a file's text, end exclusive, and what stands there afterwards."""

    path: str
    start: int
    end: int
    text: str


class StaleFileError(OSError):
    """A file on the disk is no longer what was read: its edits would land elsewhere."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            errno.ESTALE, "the file has changed since it was read, so nothing was written; run this again", str(path)
        )


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits of one file. Raises ValueError where two of them overlap or one lies outside of the text."""
    pieces: list[str] = []
    done = 0
    last: Edit | None = None
    for one in sorted(set(edits)):
        touches = last is not None and one.start == last.start == last.end  # which of two insertions comes first is unsaid
        if not done <= one.start <= one.end <= len(text) or touches:
            raise ValueError(f"an edit of {one.path} overlaps another or lies outside: {one.start} to {one.end}")
        pieces += [text[done : one.start], one.text]
        done, last = one.end, one
    return "".join([*pieces, text[done:]])


def apply(workspace: Workspace, files: Mapping[str, SourceFile], edits: Iterable[Edit]) -> int:
    """Write the edits into their files, all together; how many they were. Equal ones count once.

    `files` are the files as they were read. Links are followed; a byte order mark, the ends of lines and the mode of a file are
    kept. Raises ValueError where edits overlap, StaleFileError where a file is no longer what was read, OSError as the system
    does; nothing is written then.
    """
    by_path: dict[str, set[Edit]] = {}
    for one in edits:
        by_path.setdefault(one.path, set()).add(one)
    write(workspace, files, {path: edited(files[path].text, ones) for path, ones in by_path.items()})
    return sum(map(len, by_path.values()))


def write(workspace: Workspace, files: Mapping[str, SourceFile], texts: Mapping[str, str]) -> None:
    """Write new texts of files, all together; one that is not among `files` is made, and may not be there.

    `files` are the files as they were read. Links are followed; a byte order mark and the mode of a file are kept. Raises
    StaleFileError where a file is no longer what was read, or has come into being since, OSError as the system does; nothing is
    written then.
    """
    written: dict[Path, bytes] = {}
    modes: dict[Path, int] = {}
    for path, text in texts.items():
        real = workspace.path(path).resolve()
        if path not in files:
            if lexists(workspace.path(path)):
                raise StaleFileError(workspace.path(path))
            written[real] = text.encode()
            continue
        data = real.read_bytes()
        mark = _BYTE_ORDER_MARK if data.startswith(_BYTE_ORDER_MARK) else b""
        if data != mark + files[path].text.encode(errors="surrogatepass"):
            raise StaleFileError(real)
        written[real] = mark + text.encode()
        modes[real] = stat.S_IMODE(real.stat().st_mode)
    write_together(written)
    for real, mode in modes.items():
        if stat.S_IMODE(real.stat().st_mode) != mode:
            real.chmod(mode)
