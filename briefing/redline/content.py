"""What stands in a paragraph, of the new file or of the old draft, as pieces in a row.

The new file is as our writer drew it. The mark of a note and the tab behind it, marks of comments and bookmarks are no pieces;
nor is the comma between two calls, which belongs to the second of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, pairwise

from msgspec import Struct
from msgspec.structs import replace

from briefing.draft import tree
from briefing.draft.reading_objects import kind
from briefing.draft.views import paragraphs
from briefing.ooxml.text import characters
from briefing.ooxml.xml import Element, name

_RUN, _LINK, _CALL, _DRAWING, _MARK = (name(tag) for tag in ("r", "hyperlink", "footnoteReference", "drawing", "footnoteRef"))
_FIELD, _KIND, _ID = name("fldChar"), name("fldCharType"), name("id")
_NO_TEXT = "\ufffc"
"""The character that stands for a call or an object, as in Unicode 23.8."""


class Piece(Struct, frozen=True):
    """Characters of one run; or the call of a note, an object or a field, each of which is a whole.

    What it comes from is a run of the old draft, or elements of the new file: a run, the runs of a field, or a call with the
    comma before it.
    """

    text: str = ""
    run: tree.Run | None = None
    elements: tuple[Element, ...] = ()
    call: str = ""
    """What the file names the note that is called."""
    note: str = ""
    """What that note says."""
    object: str = ""
    follows: bool = False
    """Whether it is a call directly behind another."""
    is_field: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether nothing splits it."""
        return bool(self.call or self.object or self.is_field)


class Line(Struct, frozen=True):
    """The pieces of a paragraph. A place is a number of characters before it, and a call or an object counts as one."""

    pieces: tuple[Piece, ...]

    @property
    def starts(self) -> list[int]:
        """Where each piece begins, and where the last one ends."""
        return list(accumulate((len(piece.text) for piece in self.pieces), initial=0))

    @property
    def text(self) -> str:
        """What it says, without calls; objects are told by their kind. Only what has no pieces says nothing."""
        shown = (f"{_NO_TEXT}{piece.object}" if piece.object else piece.text for piece in self.pieces if not piece.call)
        return "".join(shown) or _NO_TEXT * bool(self.pieces)

    def cut(self, start: int, end: int) -> Iterator[Piece]:
        """The pieces between two places."""
        for piece, (begins, ends) in zip(self.pieces, pairwise(self.starts), strict=True):
            if begins < end and ends > start:
                yield replace(piece, text=piece.text[max(start - begins, 0) : end - begins])


class Contents:
    """Reads the paragraphs of the new file."""

    def __init__(self, notes: Element | None, mark: str) -> None:
        """`mark` is the id of the character style of calls."""
        self._mark = mark
        self._notes: dict[str, str] = {}
        if notes is not None:
            self._notes = {note.get(_ID, ""): self.text(note) for note in notes}

    def line(self, paragraph: Element) -> Line:
        """What stands in a paragraph."""
        pieces = list(self._joined([self._piece(tuple(carrier)) for carrier in _carriers(paragraph)]))
        if next(paragraph.iter(_MARK), None) is not None:
            while pieces and pieces[0].text.isspace():
                pieces.pop(0)
        return Line(tuple(pieces))

    def text(self, root: Element) -> str:
        """What the paragraphs in an element say, a line each."""
        return "\n".join(self.line(paragraph).text for paragraph in root.iter(name("p")))

    def _piece(self, elements: tuple[Element, ...]) -> Piece:
        if len(elements) > 1:
            return Piece(_result(elements), elements=elements, is_field=True)
        (run,) = elements
        call, drawing = run.find(_CALL), run.find(_DRAWING)
        if call is not None:
            key = call.get(_ID, "")
            return Piece(_NO_TEXT, elements=elements, call=key, note=self._notes.get(key, ""))
        if drawing is not None:
            return Piece(_NO_TEXT, elements=elements, object=kind(drawing))
        return Piece(characters(run), elements=elements)

    def _joined(self, pieces: list[Piece]) -> Iterator[Piece]:
        """The pieces that show something; the comma between two calls as part of the second."""
        shown = [piece for piece in pieces if piece.text]
        comma: tuple[Element, ...] = ()
        for before, piece, after in zip([Piece(), *shown], shown, [*shown[1:], Piece()], strict=False):
            if piece.call:
                yield replace(piece, elements=comma + piece.elements, follows=bool(before.call or comma))
                comma = ()
            elif before.call and after.call and _style(piece.elements[0]) == self._mark:
                comma = piece.elements
            else:
                yield piece


def old_line(paragraph: tree.Paragraph, notes: Mapping[str, str]) -> Line:
    """What stands in a paragraph of the old draft. `notes` is what its notes say, by their keys."""
    found: list[Piece] = []
    for before, run in pairwise([tree.Run(), *paragraph.runs]):
        if run.note:
            note = notes.get(run.note, "")
            found.append(Piece(_NO_TEXT, run, call=run.note, note=note, follows=bool(before.note)))
        elif run.object:
            found.append(Piece(_NO_TEXT, run, object=run.object))
        else:
            found.append(Piece(run.text, run))
    return Line(tuple(found))


def old_text(story: Iterable[tree.Block]) -> str:
    """What a story of the old draft says, as `Contents.text` tells it of the new file."""
    return "\n".join(old_line(paragraph, {}).text for paragraph in paragraphs(tuple(story)))


def _carriers(paragraph: Element) -> Iterator[list[Element]]:
    """The runs of a paragraph and of the links in it, each alone; those of a field together."""
    together: list[Element] = []
    depth = 0
    for run in runs(paragraph):
        kinds = [character.get(_KIND) for character in run.iterfind(_FIELD)]
        depth += kinds.count("begin") - kinds.count("end")
        together.append(run)
        if not depth:
            yield together
            together = []


def runs(parent: Element) -> Iterator[Element]:
    """The runs of a paragraph, those of its links as well."""
    for child in parent:
        if child.tag == _RUN:
            yield child
        elif child.tag == _LINK:
            yield from runs(child)


def _result(field: Iterable[Element]) -> str:
    """What a field shows: the text behind its separator."""
    shown: list[str] = []
    for run in field:
        if any(character.get(_KIND) == "separate" for character in run.iterfind(_FIELD)):
            shown = []
        shown.append(characters(run))
    return "".join(shown)


def _style(run: Element) -> str:
    found = run.find(f"{name('rPr')}/{name('rStyle')}")
    return "" if found is None else found.get(name("val"), "")
