"""The lock of the evidence, as `briefing verify` wrote it: one line a claim."""

from __future__ import annotations

import re

from msgspec.structs import replace

from briefing.diagnostics import Diagnostic, Rule, Severity
from briefing.load.decode import decode
from briefing.model.brief import Anchor
from briefing.source import SourceFile
from briefing.workspace import LOCK

_LINE = re.compile(
    r"([^\s:]+/[^\s:]+): \{quote: ([0-9a-f]{16}), original: ([0-9a-f]{16}), "
    r"paragraph: (\d{1,9}), start: (\d{1,9}), end: (\d{1,9})\}"
)
_HINT = "run `briefing verify` where the articles are: it writes the lock anew"


def read_lock(data: bytes) -> tuple[SourceFile, dict[str, Anchor], list[Diagnostic]]:
    """The anchors by claim key. Blank lines and comments are passed over; what else is no anchor is told once.

    A broken lock is a warning: it must not keep `briefing verify` from writing it anew.
    """
    file, found = decode(LOCK, data)
    anchors: dict[str, Anchor] = {}
    broken: list[int] = []
    for number, line in enumerate(file.text.split("\n"), start=1):
        words = line.strip()
        match = _LINE.fullmatch(words)
        if match and match[1] not in anchors:
            key, quote, original, paragraph, start, end = match.groups()
            anchors[key] = Anchor(quote, original, int(paragraph), int(start), int(end))
        elif words and not words.startswith("#"):
            broken.append(number)
    if broken and not found:
        found.append(_broken(file, broken))
    return file, anchors, [replace(one, severity=Severity.WARNING) for one in found]


def _broken(file: SourceFile, lines: list[int]) -> Diagnostic:
    line = file.line(lines[0])
    start = sum(len(one) + 1 for one in file.text.split("\n")[: lines[0] - 1])
    more = f", and {len(lines) - 1} more like it" if len(lines) > 1 else ""
    why = "a line that names a claim a second time" if _LINE.fullmatch(line.strip()) else "a line that is no entry of it"
    message = f"the lock has {why}{more}"
    return Diagnostic(Rule.VALUE_FITS_ITS_FIELD, message, file.span(start, start + len(line)), (_HINT,))
