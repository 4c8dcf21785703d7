"""What a check found, now or the last time: as much of it as is printed."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from briefing.diagnostics import Diagnostic, fails
from briefing.source import SourceFile


class Findings(Struct, frozen=True):
    """The findings, how many things were looked at, and the files whose lines are shown."""

    diagnostics: tuple[Diagnostic, ...]
    counts: Mapping[str, int]
    files: Mapping[str, SourceFile]

    def fails(self, *, strict: bool) -> bool:
        """Whether this must not be built."""
        return fails(self.diagnostics, strict=strict)
