"""Where drawings are kept from build to build: a file each, under the hash of what it is made of and the hash of its bytes.

So a damaged file is none. What cannot be written is not kept, and drawn again the next time.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from hashlib import sha256

from briefing.workspace import Workspace, write_together

FOLDER = ".briefing/charts"
_MOST = 200
"""The files that are kept, or those of one brief if they are more; of others, those written first go first."""


class Store:
    """The folder of a workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._folder = workspace.path(FOLDER)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is kept."""
        try:
            return not any(self._folder.iterdir())
        except OSError:
            return True

    def read(self, key: str, kind: str) -> bytes | None:
        """The bytes that were kept under a key, if they are still what they were."""
        with suppress(OSError):
            for path in self._folder.glob(f"{key}-*.{kind}"):
                data = path.read_bytes()
                if path.name == _name(key, kind, data):
                    return data
        return None

    def keep(self, key: str, files: Mapping[str, bytes]) -> None:
        """Keep the files of a drawing by their kinds."""
        with suppress(OSError):
            for damaged in self._folder.glob(f"{key}-*"):
                damaged.unlink(missing_ok=True)
            write_together({self._folder / _name(key, kind, data): data for kind, data in files.items()})

    def trim(self, wanted: Collection[str]) -> None:
        """Let old files go where there are many, but none of the keys that are wanted."""
        with suppress(OSError):
            by_age = sorted(self._folder.glob("*-*.*"), key=lambda path: (path.stat().st_mtime_ns, path.name))
            for path in by_age[:-_MOST]:
                if path.name.partition("-")[0] not in wanted:
                    path.unlink(missing_ok=True)


def _name(key: str, kind: str, data: bytes) -> str:
    return f"{key}-{sha256(data).hexdigest()[:32]}.{kind}"
