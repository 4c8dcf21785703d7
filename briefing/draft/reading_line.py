"""A paragraph while it is read: pieces of text come in, runs come out, and those that look and came about the same are one."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from briefing.draft.reading_styles import Look
from briefing.draft.tree import Anchor, Change, Run

_NOTE_MARKS = (
    *("footnote reference", "footnote characters", "footnote anchor"),
    *("endnote reference", "endnote characters", "endnote anchor"),
)
"""The styles of the calls of notes, in small letters: those of Word, and those that LibreOffice makes of them."""
_BETWEEN_CALLS = re.compile(r"[,;\s]*")
_OURS = ("_bp_", "_bpf_")


class Where(Struct, frozen=True):
    """What holds for all that stands at a place: the changes and the link that it is in."""

    inserted: Change | None = None
    deleted: Change | None = None
    link: str = ""


NOWHERE = Where()


def is_ours(bookmark: str) -> bool:
    """Whether a bookmark is one that we have written, perhaps renamed since."""
    return bookmark.startswith(_OURS)


class Line:
    """The content of one paragraph."""

    def __init__(self, comments: dict[str, None]) -> None:
        """`comments` are those whose range is open where it begins."""
        self.runs: list[Run] = []
        self.anchors: list[Anchor] = []
        self.comments = dict(comments)
        self.has_note_mark = False
        self._open: tuple[Look, Where] | None = None
        self._texts: list[str] = []

    def text(self, text: str, look: Look, where: Where) -> None:
        """Characters."""
        if self._open != (look, where):
            self.close()
            self._open = (look, where)
        self._texts.append(text)

    def call(self, key: str, look: Look, where: Where) -> None:
        """The call of a note."""
        self.close()
        self.runs.append(replace(_run("", look, where), note=key))

    def object(self, kind: str, look: Look, where: Where) -> None:
        """What is no text."""
        self.close()
        self.runs.append(replace(_run("", look, where), object=kind))

    def anchor(self, bookmark: str) -> None:
        """The start of a bookmark; of those that are not ours nothing is kept."""
        if is_ours(bookmark):
            self.close()
            self.anchors.append(Anchor(bookmark, len(self.runs)))

    def finish(self) -> None:
        """All has come: take out what is there for the marks of notes."""
        self.close()
        if self.has_note_mark:
            self._strip()
        self._drop({at for at in range(1, len(self.runs) - 1) if self._is_between_calls(at)})

    def close(self) -> None:
        """Make a run of the text that has come since the last."""
        if self._open is not None:
            self.runs.append(_run("".join(self._texts), *self._open))
            self._open = None
            self._texts = []

    @property
    def is_empty(self) -> bool:
        """Whether nothing has come yet."""
        return self._open is None and not self.runs

    def _strip(self) -> None:
        """Between a note's mark and its text stands a space or a tab."""
        for at, run in enumerate(self.runs):
            text = run.text.lstrip()
            if text or run.object or run.note:
                self.runs[at] = replace(run, text=text)
                self._drop(set(range(at)))
                return
        self._drop(set(range(len(self.runs))))

    def _is_between_calls(self, at: int) -> bool:
        before, run, after = self.runs[at - 1 : at + 2]
        if not (before.note and run.text and after.note):
            return False
        return run.style.lower() in _NOTE_MARKS and _BETWEEN_CALLS.fullmatch(run.text) is not None

    def _drop(self, dropped: set[int]) -> None:
        if dropped:
            self.anchors = [Anchor(one.name, one.at - sum(at < one.at for at in dropped)) for one in self.anchors]
            self.runs = [run for at, run in enumerate(self.runs) if at not in dropped]


def _run(text: str, look: Look, where: Where) -> Run:
    return Run(
        text,
        bool(look.bold),
        bool(look.italic),
        bool(look.struck),
        where.link,
        look.style,
        inserted=where.inserted,
        deleted=where.deleted,
    )
