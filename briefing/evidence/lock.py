"""`seeds/evidence.lock`: for each claim the hash of its quotation, of its original, and the place where it was found.

One line a claim, sorted, so that a change shows as one line of a diff. Written by the program alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from briefing.model.brief import Anchor, Project
from briefing.model.evidence import Original

_HEAD = "# Where each quotation was found in its original. Written by `briefing verify`; do not edit.\n"


def fingerprint(text: str) -> str:
    """The first 16 hexadecimal digits of the sha256."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def quotation_fingerprint(quote: str, prefix: str | None, suffix: str | None) -> str:
    """The fingerprint of what decides where a quotation is found."""
    return fingerprint("\x1f".join((quote, prefix or "", suffix or "")))


def original_fingerprint(original: Original) -> str:
    """The fingerprint of what decides how paragraphs are counted: the original's bytes and the lines taken away."""
    excluded = " ".join(f"{one.lines.first}-{one.lines.last}" for one in original.exclude)
    return fingerprint(f"{original.sha256} {excluded}")


def stale(project: Project) -> tuple[str, ...]:
    """Keys of the lock whose claims are no longer there: `briefing verify` drops them when it writes.

    Empty where a file could not be read, since a claim may stand in it.
    """
    if not project.is_whole:
        return ()
    known = {key for _, _, key in project.claims()}
    return tuple(sorted(key for key in project.lock if key not in known))


def dump(anchors: Mapping[str, Anchor]) -> str:
    """The text of the lock."""
    return _HEAD + "".join(f"{key}: {_line(anchor)}\n" for key, anchor in sorted(anchors.items()))


def _line(anchor: Anchor) -> str:
    place = f"paragraph: {anchor.paragraph}, start: {anchor.start}, end: {anchor.end}"
    return f"{{quote: {anchor.quote}, original: {anchor.original}, {place}}}"
