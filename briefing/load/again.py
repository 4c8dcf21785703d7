"""The files of a workspace once more, each when it is asked for: to show the lines of findings that were remembered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from briefing.load.decode import decode
from briefing.load.reading import content
from briefing.source import SourceFile
from briefing.workspace import Workspace


class Again(Mapping[str, SourceFile]):
    """Files by their path, as `load` gives them. A path whose file cannot be read has none."""

    def __init__(self, workspace: Workspace, paths: Iterable[str]) -> None:
        self._workspace = workspace
        self._paths = dict.fromkeys(paths)
        self._read: dict[str, SourceFile] = {}

    def __getitem__(self, path: str) -> SourceFile:
        if path not in self._paths:
            raise KeyError(path)
        if path not in self._read:
            data = content(self._workspace, path)
            if not isinstance(data, bytes):
                raise KeyError(path)
            self._read[path], _ = decode(path, data)
        return self._read[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)
