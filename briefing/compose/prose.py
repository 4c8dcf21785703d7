"""Prose to inlines: marks become text, form and the calls of notes."""

from __future__ import annotations

import re

from briefing.citations import note as citation_note
from briefing.compose.notebook import Notebook
from briefing.document import Emphasis, Inline, Inlines, Link, NoteRef, Strong, Text, plain
from briefing.model.markup import Address, Bold, Citation, Emph, InlineNote, Mark, Marks, Prose, Target, Words

_AFTER_CALL = re.compile(r"[.,;:!?’”)\]]+")


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
        for mark in _calls_after_punctuation(_merged(marks)):
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
        for mark in _merged(marks):
            if isinstance(mark, Citation):
                cited = self.notebook.claims(mark.targets)
                claims.extend(cited)
                text.extend(_without_stop(citation_note(self.notebook.cited(cited))))
            else:
                text.append(self._inline(mark))
        if not re.search(r"[.!?]”?$", plain(tuple(text))):
            text.append(Text("."))
        return self.notebook.add(tuple(text), claims, self.prose.span_of(start, end))


def _without_stop(inlines: Inlines) -> Inlines:
    *first, last = inlines
    if isinstance(last, Text):
        return (*first, Text(re.sub(r"\.(”?)$", r"\1", last.text)))
    return inlines


def _merged(marks: Marks) -> list[Mark]:
    """Citations that stand together become one: one note for all that is cited at a spot."""
    merged: list[Mark] = []
    for mark in marks:
        if isinstance(mark, Citation):
            if (
                len(merged) > 1
                and isinstance(merged[-1], Words)
                and not merged[-1].text.strip()
                and isinstance(merged[-2], Citation)
            ):
                merged.pop()
            if merged and isinstance(merged[-1], Citation):
                last = merged.pop()
                assert isinstance(last, Citation)
                mark = Citation(last.targets + mark.targets, last.start, mark.end)  # noqa: PLW2901
        merged.append(mark)
    return merged


def _calls_after_punctuation(marks: list[Mark]) -> list[Mark]:
    """The call of a note follows the word, or the punctuation after it, without a space: `count [@x].` is set `count.¹`"""
    placed: list[Mark] = []
    rest = list(marks)
    while rest:
        mark = rest.pop(0)
        if isinstance(mark, Citation | InlineNote):
            if placed and isinstance(placed[-1], Words):
                before = placed.pop()
                assert isinstance(before, Words)
                kept = before.text.rstrip(" ")
                if kept:
                    placed.append(Words(kept, before.start, before.end - (len(before.text) - len(kept))))
            follows = rest[0] if rest else None
            if isinstance(follows, Words) and (match := _AFTER_CALL.match(follows.text)):
                placed.append(Words(match[0], follows.start, follows.start + match.end()))
                rest[0] = Words(follows.text[match.end() :], follows.start + match.end(), follows.end)
                if not follows.text[match.end() :]:
                    rest.pop(0)
        placed.append(mark)
    return placed
