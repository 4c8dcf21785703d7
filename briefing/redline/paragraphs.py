"""Changes in paragraphs: one that stayed gets its changed words, others are put in or taken out as a whole.

Runs keep the properties that they have in the new file. A change never splits a field or the call of a note from its comma.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from itertools import pairwise

from msgspec import Struct, field

from briefing.draft import tree
from briefing.ooxml.text import pieces
from briefing.ooxml.xml import Element, name, w
from briefing.redline.content import Contents, Line, Piece, old_line, runs
from briefing.redline.looks import Looks
from briefing.redline.marks import Marks, properties
from briefing.redline.notes import Notes
from briefing.redline.words import Token, steps, tokens

_BETWEEN_CALLS = ","


class _Edits(Struct):
    """What is to be done to a paragraph of the new file, by places in its line."""

    inserted: list[tuple[int, int]] = field(default_factory=list)
    removed: dict[int, list[Piece]] = field(default_factory=dict)
    """What stood before the place."""

    def is_new(self, place: int) -> bool:
        return any(start <= place < end for start, end in self.inserted)

    def cuts(self) -> list[int]:
        return sorted({*self.removed, *(place for ends in self.inserted for place in ends)})


class Paragraphs:
    """Writes the changes of paragraphs into one file."""

    def __init__(self, contents: Contents, looks: Looks, marks: Marks, notes: Notes) -> None:
        self.contents = contents
        self.looks = looks
        self.marks = marks
        self._notes = notes

    def change(self, paragraph: Element, old: tree.Paragraph) -> None:
        """Let a paragraph have been another."""
        line, was = self.contents.line(paragraph), old_line(old, self._notes.said)
        edits = self._compared(was, line)
        if edits.inserted or edits.removed:
            self._rewrite(paragraph, line, edits)

    def insert(self, paragraph: Element) -> None:
        """Let a paragraph be new."""
        for run in list(runs(paragraph)):
            self._wrap((run,))
        for call in paragraph.iter(name("footnoteReference")):
            self._notes.insert(call.get(name("id"), ""))
        self.marks.paragraph("ins", paragraph)

    def removed(self, old: tree.Paragraph, like: Element | None = None) -> Element:
        """A paragraph that is gone, to be put in its old place. `like` is one that shows on which side it stands."""
        paragraph = w("p", self.looks.paragraph(old, like))
        self.marks.paragraph("del", paragraph)
        if content := self._old_runs(old_line(old, self._notes.said).pieces):
            paragraph.append(self.marks.runs("del", content))
        return paragraph

    def sign(self, paragraph: Element) -> None:
        """Put the mark of its note before the words of a paragraph that is gone."""
        mark = [w("r", *self.looks.mark(), w("footnoteRef")), w("r", *self.looks.mark(), w("tab"))]
        properties(paragraph).addnext(self.marks.runs("del", mark))

    def _compared(self, was: Line, line: Line) -> _Edits:
        """What is new comes behind what it replaces; but calls behind one that stayed come before, for their comma's sake."""
        edits = _Edits()
        old, new = tokens(was), tokens(line)
        for stays, a, b, c, d in steps(old, new):
            if stays:
                self._keep(old[a:b], new[c:d])
                continue
            lead = next((at for at in range(c, d) if not new[at].follows), d)
            if c < d:
                edits.inserted.append((new[c].start, new[d - 1].end))
            if a < b:
                place = new[lead].start if lead < len(new) else len("".join(piece.text for piece in line.pieces))
                edits.removed[place] = list(was.cut(old[a].start, old[b - 1].end))
        return edits

    def _keep(self, old: Sequence[Token], new: Sequence[Token]) -> None:
        for before, now in zip(old, new, strict=True):
            if now.call and now.note != before.note:
                self._notes.keep(now.call, before.call)

    # The new file

    def _rewrite(self, paragraph: Element, line: Line, edits: _Edits) -> None:
        cuts = edits.cuts()
        if line.starts[-1] in edits.removed:  # before the last run is cut
            gone = self._removed_runs(edits.removed[line.starts[-1]])
            if line.pieces:
                _behind(line.pieces[-1].elements[-1]).addnext(gone)
            else:
                paragraph.append(gone)
        for piece, (start, end) in zip(line.pieces, pairwise(line.starts), strict=True):
            if start in edits.removed:
                _outer(piece.elements[0]).addprevious(self._removed_runs(edits.removed[start]))
            inner = [cut for cut in cuts if start < cut < end]
            if inner:
                self._split(piece, [start, *inner, end], edits)
            elif edits.is_new(start):
                self._wrap(piece.elements)
                if piece.call:
                    self._notes.insert(piece.call)

    def _split(self, piece: Piece, places: Sequence[int], edits: _Edits) -> None:
        """Cut a run at places, of which the first is its start."""
        (run,) = piece.elements
        for a, b in pairwise(places):
            if a in edits.removed and a > places[0]:
                run.addprevious(self._removed_runs(edits.removed[a]))
            part = _copy(run, piece.text[a - places[0] : b - places[0]])
            run.addprevious(part)
            if edits.is_new(a):
                self._wrap((part,))
        _parent(run).remove(run)

    def _wrap(self, elements: Sequence[Element]) -> None:
        """Let runs be new, where they stand."""
        before = elements[0].getprevious()
        if before is None or before.tag != name("ins"):
            before = self.marks.runs("ins", ())
            elements[0].addprevious(before)
        before.extend(elements)

    # The old draft

    def _removed_runs(self, gone: Iterable[Piece]) -> Element:
        return self.marks.runs("del", self._old_runs(gone))

    def _old_runs(self, gone: Iterable[Piece]) -> list[Element]:
        """Runs for what is gone. An object leaves nothing: all that the old draft tells of it is its kind."""
        found: list[Element] = []
        for piece in gone:
            if piece.call:
                if piece.follows:
                    found.append(w("r", *self.looks.mark(), *_deleted(_BETWEEN_CALLS)))
                found.append(w("r", *self.looks.mark(), w("footnoteReference", id=self._notes.remove(piece.call))))
            elif not piece.object and piece.run is not None:
                found.append(w("r", *self.looks.run(piece.run), *_deleted(piece.text)))
        return found


def _deleted(text: str) -> Iterable[Element]:
    """The content of a run that showed a text."""
    for piece in pieces(text):
        if piece.tag == name("t"):
            piece.tag = name("delText")
        yield piece


def _copy(run: Element, text: str) -> Element:
    """A run that looks the same and shows another text."""
    return w("r", *map(deepcopy, run.findall(name("rPr"))), *pieces(text))


def _outer(run: Element) -> Element:
    """The run, or the link that begins with it."""
    parent = _parent(run)
    return parent if parent.tag == name("hyperlink") and parent[0] is run else run


def _behind(run: Element) -> Element:
    """The run, or the link that it is in."""
    parent = _parent(run)
    return parent if parent.tag == name("hyperlink") else run


def _parent(element: Element) -> Element:
    parent = element.getparent()
    assert parent is not None
    return parent
