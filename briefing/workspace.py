"""The outside world: where the files are, reading them, and writing so that a kill leaves no half file.

There is no clock here or anywhere: the dates of a brief come from its manifest, which is mostly `brief.yaml`.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

from msgspec import Struct, field

ORIGINALS_VARIABLE = "BRIEFING_ORIGINALS"
MANIFEST = "brief.yaml"
LOCK = "seeds/evidence.lock"
KEPT = ".briefing"
"""The folder of what is kept from one run to the next. Where it is gone, only drafts that are still with editors are missed."""
FOLDERS = ("sections", "seeds/sources", "seeds/facts", "reviews", "templates")
"""The folders of the workspace's own files, all of which may go into a product."""
PROGRAM = Path(__file__).resolve().parent
"""The folder of the program's own files."""


class Workspace(Struct, frozen=True):
    """A folder with a brief in it. Paths in and out are relative to it, with forward slashes."""

    root: Path
    pending: Mapping[str, bytes] = field(default_factory=dict)
    """Files as they would be after a change, by their paths: read in the place of those on the disk."""
    manifest: str = MANIFEST
    """The file at its top that says what the brief is: a workspace may hold several briefs, which share everything else."""

    def path(self, relative: str) -> Path:
        return self.root / relative

    def read(self, relative: str) -> bytes:
        """The bytes of a file. Raises OSError as the system does."""
        return self.pending[relative] if relative in self.pending else self.path(relative).read_bytes()

    def inside(self, relative: str) -> Path | None:
        """The real path of a file that a text names, or None where it leads out of the workspace (links followed)."""
        try:
            real = self.path(relative).resolve()
        except (OSError, ValueError, RuntimeError):
            return None
        return real if real.is_relative_to(self.root.resolve()) else None

    def shown(self, path: Path) -> str:
        """A path as it is told: from the workspace, or whole where it lies elsewhere."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)

    @property
    def originals(self) -> Path | None:
        """The folder of the articles as the analyst keeps them, or None where this machine has none."""
        named = os.environ.get(ORIGINALS_VARIABLE)
        folder = Path(named) if named else self.path("seeds/originals")
        return folder if folder.is_dir() else None

    @property
    def template_folders(self) -> tuple[Path, ...]:
        """Where templates are looked up: the workspace's own first, then the program's."""
        return (self.path("templates"), program_templates())


def program_templates() -> Path:
    """The templates that travel with the program: inside the package when installed, beside it in a checkout."""
    installed = PROGRAM / "templates"
    return installed if installed.is_dir() else PROGRAM.parent / "templates"


def program_files() -> Iterator[Path]:
    """Every file whose change may change a finding or a product: the package's own and its templates, in a fixed order."""
    for top in dict.fromkeys((PROGRAM, program_templates())):
        for at, folders, files in os.walk(top):
            folders[:] = sorted(set(folders) - {"__pycache__"})
            yield from (Path(at, name) for name in sorted(files))


def obstacle(folder: Path) -> str:
    """Why products cannot go into a folder: a file stands in its place, or in that of one around it. Empty where none does."""
    there = next((path for path in (folder, *folder.parents) if os.path.lexists(path)), None)
    if there is None or there.is_dir():
        return ""
    return f"products go into the folder {folder}, and {there} is a file: move it away, or name another folder with --out"


def write_atomically(path: Path, data: bytes) -> None:
    """Write `data` to `path` so that at every moment the old file or the new one is whole. Raises OSError."""
    write_together({path: data})


def write_together(files: Mapping[Path, bytes]) -> None:
    """Write several files: none takes its name before all are whole on the disk.

    The bytes go to temporary files in the same folders, reach the disk, and each takes its name in one step. Raises OSError with
    the name of the file that could not be written; temporary files are then removed, as are those that killed runs left.
    """
    with ExitStack() as stack:
        ready = []
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            _sweep(path.parent)
            if path.is_dir():  # found out by the last step otherwise, when others have their names already
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
            part = path.parent / f".{path.name}.{os.getpid()}.{os.urandom(6).hex()}.part"
            stack.callback(part.unlink, missing_ok=True)  # before it is there: an interrupt may come at any moment
            try:
                with part.open("xb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
            except OSError as error:
                raise OSError(error.errno, error.strerror, str(path)) from error
            part.chmod(0o644)
            ready.append((part, path))
        for part, path in ready:
            part.replace(path)


def _sweep(folder: Path) -> None:
    """Remove temporary files that killed runs left in `folder`; those of a process that still runs are its own."""
    for path in folder.glob(".*.part"):
        owner = path.name.split(".")[-3]
        if owner.isdigit() and not _runs(int(owner)):
            path.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
