"""What becomes of a story when all its changes are accepted, or all are rejected, as Word does it.

The mark at the end of a paragraph is a character too: where a view does not show it, the paragraph is one with the next, and
takes its properties, for those hang on the mark that is left. Marks never join across the end of a cell or a story, nor with a
table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from briefing.draft.tree import Anchor, Block, Cell, Change, Draft, Gone, Note, Paragraph, Row, Run, Story, Table


def accepted(story: Story) -> Story:
    """The story with all changes accepted.

    A paragraph whose content was all deleted counts as deleted even if its mark was not, as some programs leave it.
    """
    return _View("deleted", empties=True).story(story)


def rejected(story: Story) -> Story:
    """The story with all changes rejected: as it was before them."""
    return _View("inserted", empties=False).story(story)


def accepted_draft(draft: Draft) -> Draft:
    """The whole file with all changes accepted, without the notes that nothing calls any more."""
    return _whole(draft, _View("deleted", empties=True))


def rejected_draft(draft: Draft) -> Draft:
    """The whole file with all changes rejected, without the notes that nothing called."""
    return _whole(draft, _View("inserted", empties=False))


def paragraphs(story: Story) -> Iterator[Paragraph]:
    """The paragraphs of a story, those of tables as well, in reading order."""
    for block in story:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from paragraphs(cell.blocks)


class _View(Struct, frozen=True):
    """Which changes take something away: deletions where they are accepted, insertions where they are rejected."""

    hiding: str
    empties: bool
    """Whether a paragraph that lost all its content goes with it."""

    def story(self, story: Story) -> Story:
        shown: list[Block] = []
        waiting: list[Paragraph] = []
        for block in story:
            if isinstance(block, Paragraph):
                waiting.append(block)
                if not self._goes_on(waiting):
                    shown.append(self._joined(waiting))
                    waiting = []
            elif rows := self._rows(block):
                if waiting and self._stays(waiting):
                    shown.append(self._joined(waiting))
                shown.append(Table(rows))
                waiting = []
        if waiting and (self._stays(waiting) or not shown or isinstance(shown[-1], Table)):
            shown.append(self._joined(waiting))
        return tuple(shown)

    def hides(self, piece: Run | Paragraph | Row | Cell) -> bool:
        return getattr(piece, self.hiding) is not None

    def _rows(self, table: Table) -> tuple[Row, ...]:
        rows = (replace(row, cells=self._cells(row)) for row in table.rows if not self.hides(row))
        return tuple(row for row in rows if row.cells)

    def _cells(self, row: Row) -> tuple[Cell, ...]:
        return tuple(replace(cell, blocks=self.story(cell.blocks)) for cell in row.cells if not self.hides(cell))

    def _goes_on(self, pieces: Sequence[Paragraph]) -> bool:
        """Whether the last of the pieces is one with what follows."""
        last = pieces[-1]
        return self.hides(last) or (self.empties and bool(last.runs) and not self._shows_something(pieces))

    def _stays(self, pieces: Sequence[Paragraph]) -> bool:
        """Whether something is left of pieces that have no next paragraph, be it a mark without text."""
        return not self.hides(pieces[-1]) or self._shows_something(pieces)

    def _shows_something(self, pieces: Sequence[Paragraph]) -> bool:
        return any(not self.hides(run) for piece in pieces for run in piece.runs)

    def _joined(self, pieces: Sequence[Paragraph]) -> Paragraph:
        runs: list[Run] = []
        gone: list[Gone] = []
        showing: list[Anchor] = []
        others: list[Anchor] = []
        identity = ""
        for piece in pieces:
            places = []
            for run in piece.runs:
                places.append(len(runs))
                if self.hides(run):
                    gone.append(Gone(len(runs), run))
                else:
                    runs.append(run)
            places.append(len(runs))
            shows = places[0] != places[-1]
            (showing if shows else others).extend(replace(anchor, at=places[anchor.at]) for anchor in piece.anchors)
            identity = identity or (piece.identity if shows else "")
        return replace(
            pieces[-1],
            runs=tuple(runs),
            anchors=tuple(showing or others),
            identity=identity or pieces[-1].identity,
            comments=tuple(dict.fromkeys(comment for piece in pieces for comment in piece.comments)),
            gone=tuple(gone),
            changes=tuple(dict.fromkeys(change for piece in pieces for change in _changes(piece))),
        )


def _changes(piece: Paragraph) -> Iterator[Change]:
    parts: tuple[Run | Paragraph, ...] = (*piece.runs, piece)
    for part in parts:
        if part.inserted is not None:
            yield part.inserted
        if part.deleted is not None:
            yield part.deleted


def _whole(draft: Draft, view: _View) -> Draft:
    body = view.story(draft.body)
    margins = tuple((kind, view.story(story)) for kind, story in draft.margins)
    stories = (body, *(story for _, story in margins))
    called = {run.note for story in stories for paragraph in paragraphs(story) for run in paragraph.runs}
    notes: Mapping[str, Note] = {
        key: replace(note, blocks=view.story(note.blocks)) for key, note in draft.notes.items() if key in called
    }
    return replace(draft, body=body, notes=notes, margins=margins)
