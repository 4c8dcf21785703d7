"""Prose to inlines: marks become text, form and the calls of notes."""

from __future__ import annotations

import re

from briefing.citations import note as citation_note
from briefing.compose.notebook import Notebook
from briefing.document import Emphasis, Inline, Inlines, Link, NoteRef, Strong, Text, plain
from briefing.model.arrangement import arranged, merged
from briefing.model.markup import Address, Bold, Citation, Emph, InlineNote, Mark, Marks, Prose, Target, Words


def inlines(prose: Prose, notebook: Notebook, supports: tuple[Target, ...] = ()) -> Inlines:
    """A text of a file as inlines. Its notes are numbered on the way; `supports` are cited with its last citation."""
    marks = prose.content.marks
    return _Composer(prose, notebook).compose(_supported(marks, supports) if supports else marks)


def _supported(marks: Marks, supports: tuple[Target, ...]) -> Marks:
    """The marks with more evidence in their last citation, or in one at their end where they have none."""
    for at in range(len(marks) - 1, -1, -1):
        mark = marks[at]
        if isinstance(mark, Citation):
            return (*marks[:at], Citation(mark.targets + supports, mark.start, mark.end), *marks[at + 1 :])
    return (*marks, Citation(supports, 0, 0))


class _Composer:
    def __init__(self, prose: Prose, notebook: Notebook) -> None:
        self.prose = prose
        self.notebook = notebook

    def compose(self, marks: Marks) -> Inlines:
        made: list[Inline] = []
        for mark in arranged(marks):
            made.append(self._inline(mark))
        return tuple(made)

    def _inline(self, mark: Mark) -> Inline:
        match mark:
            case Words(text, start, end):
                return Text(text, self.prose.span_of(start, end))
            case Emph(children):
                return Emphasis(self.compose(children))
            case Bold(children):
                return Strong(self.compose(children))
            case Address(url, children):
                return Link(url, self.compose(children))
            case Citation(targets, start, end):
                return self.notebook.cite(targets, self.prose.span_of(start, end))
            case InlineNote(children, start, end):
                return self._note(children, start, end)

    def _note(self, marks: Marks, start: int, end: int) -> NoteRef:
        """An author's note: its words, with what it cites written out in place."""
        text: list[Inline] = []
        claims = []
        for mark in merged(marks):
            if isinstance(mark, Citation):
                cited = self.notebook.claims(mark.targets)
                claims.extend(cited)
                text.extend(_without_stop(citation_note(self.notebook.cited(cited), self.notebook.terms.wording)))
            else:
                text.append(self._inline(mark))
        if not re.search(r"[.!?][”»]?$", plain(tuple(text))):
            text.append(Text("."))
        return self.notebook.add(tuple(text), claims, self.prose.span_of(start, end))


def _without_stop(inlines: Inlines) -> Inlines:
    *first, last = inlines
    if isinstance(last, Text):
        return (*first, Text(re.sub(r"\.([”»]?)$", r"\1", last.text)))
    return inlines
