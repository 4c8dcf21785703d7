"""What is to be heard of a document that is read aloud, in order, and what a PDF's tree tells."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.document import (
    Block,
    Differences,
    Document,
    Inlines,
    Judgment,
    NoteRef,
    References,
    Table,
    Timeline,
    plain,
    spread,
    texts,
)
from tests.pdftree import Element, Run


def spoken(root: Element) -> str:
    """All text in reading order, without what calls and counts notes, and without letters that are drawn in charts."""
    parts = []
    for kid in root.kids:
        if isinstance(kid, Run):
            parts.append(kid.text.replace("\u00ad", ""))
        elif isinstance(kid, Element) and kid.role != "Figure":
            counts = (kid.role == "Reference" and root.role != "TOCI") or (kid.role == "Lbl" and root.role == "Note")
            parts.append("" if counts else spoken(kid))
    return "".join(parts)


def expected(what: Document) -> Iterator[str]:
    """What is to be heard, in order: every text with its notes behind its block."""
    front = (what.issuer, what.marking, what.title, what.subtitle, str(what.edition), what.date, what.cutoff, what.abstract)
    yield from front
    notes = {note.number: plain(note.text) for note in what.notes}
    for role in ("key-points", "contents", "body", "annex"):
        if role == "contents":
            yield from (text for _, text, _ in what.contents())
        for section in what.sections:
            if section.role == role:
                yield from _heard((section.title,), notes)
                for block in section.blocks:
                    for group in _together(block):
                        yield from _heard(group, notes)


def _heard(group: tuple[Inlines, ...], notes: dict[int, str]) -> Iterator[str]:
    yield from map(plain, group)
    yield from (notes[one.number] for run in group for one in spread(run) if isinstance(one, NoteRef))


def _together(block: Block) -> Iterator[tuple[Inlines, ...]]:
    """The texts of a block, those together behind which their notes stand."""
    match block:
        case Table():
            *inside, note = texts(block)
            yield tuple(inside)
            yield (note,)
        case Differences():
            for entry in block.entries:
                yield (*(position.what for position in entry.positions), entry.treatment)
        case _:
            yield from ((run,) for run in texts(block))


def labels(what: Document) -> Iterator[str]:
    """Words that the tree may tell beside the texts."""
    labels = what.labels
    yield from (labels.contents, labels.edition, labels.date, labels.cutoff, labels.table, labels.figure, labels.timeline)
    yield from (labels.data, labels.cited_in, labels.note, labels.notes, labels.remark, labels.caution, labels.disagreement)
    for section in what.sections:
        for block in section.blocks:
            match block:
                case Timeline():
                    yield from (event.when for event in block.events)
                case Judgment():
                    yield from (block.label, *(detail.label for detail in block.details))
                case Differences():
                    for entry in block.entries:
                        yield entry.question
                        yield from (word for position in entry.positions for word in (position.who, position.standing))
                case References():
                    yield from (entry.kind[:1].upper() + entry.kind[1:] for entry in block.entries)
