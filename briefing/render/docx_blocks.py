"""The blocks of a document as paragraphs and tables of Word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.document import (
    Block,
    Callout,
    Chart,
    Difference,
    Differences,
    Document,
    Figure,
    Heading,
    ItemList,
    Judgment,
    Paragraph,
    Position,
    Quotation,
    Reference,
    References,
    Section,
    Table,
    Timeline,
    plain,
)
from briefing.ooxml import styles as names
from briefing.ooxml.anchors import anchor, note_anchor
from briefing.ooxml.xml import Element, w
from briefing.render.docx_exhibits import Exhibits
from briefing.render.docx_lists import Lists
from briefing.render.docx_pen import Look, Pen, hold, length
from briefing.render.docx_sections import columns

_SHORT = 1800  # characters in a panel that stays on one page


class Blocks:
    """Draws the sections of one document."""

    def __init__(self, document: Document, pen: Pen, lists: Lists, exhibits: Exhibits) -> None:
        self._labels = document.labels
        self._pen = pen
        self._lists = lists
        self._exhibits = exhibits

    def section(self, section: Section, *, new_page: bool) -> Iterator[Element]:
        """The title of a section, where it has one, and its blocks. Word itself counts the paragraphs that bear numbers."""
        panel = section.role == "key-points"
        style = names.KEY_POINTS_HEADING if panel else names.HEADINGS[0]
        direct = [w("pageBreakBefore"), w("spacing", before=0)] if new_page else []
        if section.title:
            yield self._pen.paragraph(style, self._pen.inlines(section.title), anchors=[anchor(section.id)], direct=direct)
        for block in section.blocks:
            yield from self._block(block, panel)

    def _block(self, block: Block, panel: bool) -> Iterator[Element]:
        pen, labels = self._pen, self._labels
        match block:
            case Paragraph():
                style = names.KEY_POINTS if panel else names.NUMBERED if block.number else names.BODY
                yield pen.paragraph(style, pen.inlines(block.text), anchors=[anchor(block.id)])
            case Heading():
                style = names.HEADINGS[min(block.level, len(names.HEADINGS)) - 1]
                yield pen.paragraph(style, pen.inlines(block.text), anchors=[anchor(block.id)])
            case ItemList():
                yield from self._list(block, panel)
            case Table():
                yield from self._exhibits.table(block, labels.data if block.figure else labels.table)
            case Timeline():
                yield from self._exhibits.timeline(block, labels.timeline)
            case Figure():
                yield from self._exhibits.figure(block, labels.figure)
            case Chart():
                yield from self._exhibits.chart(block, labels.figure)
            case Quotation():
                yield from self._quotation(block)
            case Callout():
                yield from self._callout(block)
            case Judgment():
                yield from self._judgment(block)
            case Differences():
                yield from self._differences(block)
            case References():
                yield from self._references(block)

    def _list(self, block: ItemList, panel: bool) -> Iterator[Element]:
        style = names.KEY_POINTS if panel else names.NUMBERS if block.ordered else names.BULLETS
        for number, (item, property_) in enumerate(self._lists.items(block.items, ordered=block.ordered, panel=panel), 1):
            anchors = _anchors(block.id, f"item-{number}", first=number == 1)
            yield self._pen.paragraph(style, self._pen.inlines(item), anchors=anchors, direct=[property_])

    def _quotation(self, block: Quotation) -> Iterator[Element]:
        pen = self._pen
        yield pen.paragraph(names.QUOTE, pen.inlines(block.text), anchors=[anchor(block.id), anchor(block.id, "text")])
        content = [pen.label("— "), *pen.inlines(block.attribution)] if block.attribution else []
        yield pen.paragraph(names.QUOTE_SOURCE, content, anchors=[anchor(block.id, "attribution")])

    def _callout(self, block: Callout) -> Iterator[Element]:
        title, text = names.CALLOUTS[block.kind]
        anchors = [anchor(block.id), anchor(block.id, "title")]
        kinds = {"note": self._labels.remark, "caution": self._labels.caution, "disagreement": self._labels.disagreement}
        content = [self._pen.text(f"{kinds[block.kind]}\u2002", Look(names.KIND)), *self._pen.inlines(block.title)]
        drawn = [self._pen.paragraph(title, content, anchors=anchors)]
        for number, body in enumerate(block.body, 1):
            drawn.append(self._pen.paragraph(text, self._pen.inlines(body), anchors=[anchor(block.id, f"body-{number}")]))
        yield from _panel(drawn)

    def _judgment(self, block: Judgment) -> Iterator[Element]:
        yield from _panel(list(self._statement(block)))

    def _statement(self, block: Judgment) -> Iterator[Element]:
        pen = self._pen
        tag = pen.text(f"\u2002{block.label}\u2002", Look(names.TAG))
        yield pen.paragraph(names.JUDGMENT_LABEL, [tag], anchors=[anchor(block.id)])
        yield pen.paragraph(names.JUDGMENT, pen.inlines(block.statement), anchors=[anchor(block.id, "statement")])
        for at, detail in enumerate(block.details, 1):
            places = [anchor(block.id, f"detail-{at}-{number}") for number in range(1, len(detail.text) + 1)]
            if len(detail.text) == 1:
                content = [pen.label(f"{detail.label}: "), *pen.inlines(detail.text[0])]
                yield pen.paragraph(names.JUDGMENT_DETAIL, content, anchors=places)
                continue
            yield pen.paragraph(names.JUDGMENT_DETAIL, [pen.label(detail.label)], direct=[w("keepNext")])
            items = self._lists.items(detail.text, ordered=False, panel=True)
            for place, (text, property_) in zip(places, items, strict=True):
                yield pen.paragraph(names.JUDGMENT_DETAIL, pen.inlines(text), anchors=[place], direct=[property_])

    # Annexes

    def _differences(self, block: Differences) -> Iterator[Element]:
        """Many short entries: in two columns."""
        yield columns(1)
        for number, entry in enumerate(block.entries, 1):
            yield self._difference(block.id, number, entry)
        yield columns(2)

    def _difference(self, block: str, number: int, entry: Difference) -> Element:
        """A question, what each voice says to it, and what the brief makes of it: one paragraph, which nothing splits.

        Each of them is within its own bookmark. Paragraphs that are to stay together keep LibreOffice from balancing columns.
        """
        pen, place = self._pen, f"entry-{number}"
        content = pen.marked(anchor(block, place), [pen.text(entry.question, Look(names.QUESTION))])
        for at, position in enumerate(entry.positions, 1):
            content += self._position(position, anchor(block, f"{place}-position-{at}"), first=at == 1)
        if entry.positions and _open(entry.positions[-1]):
            content.append(pen.text(".", Look(names.VOICE)))
        if entry.treatment:
            content.append(pen.text("\n", Look(names.VOICE)))
            content += pen.marked(anchor(block, f"{place}-treatment"), pen.inlines(entry.treatment, Look(names.TREATMENT)))
        return pen.paragraph(names.DIFFERENCE, content, anchors=[anchor(block)] if number == 1 else [], key=anchor(block, place))

    def _position(self, position: Position, place: str, *, first: bool) -> list[Element]:
        """Who says what, on a line of its own for the first, after the one before for the others."""
        pen, voice = self._pen, Look(names.VOICE)
        before = pen.text("\n" if first else "; ", voice)
        drawn = [before, *pen.marked(place, [pen.text(f"{position.who}: ", voice), *pen.inlines(position.what)])]
        return [*drawn, pen.text(f" [{position.standing}]", Look(names.STANDING))] if position.standing else drawn

    def _references(self, block: References) -> Iterator[Element]:
        pen = self._pen
        for number, entry in enumerate(block.entries, 1):
            place = f"entry-{number}"
            anchors = _anchors(block.id, place, first=number == 1)
            yield pen.paragraph(names.REFERENCE, pen.inlines(entry.citation), anchors=anchors)
            if not entry.kind and not entry.descriptor:
                continue
            content = [pen.label(f"{entry.kind[:1].upper()}{entry.kind[1:]}. ")] if entry.kind else []
            content += pen.inlines(entry.descriptor)
            direct = [w("keepNext")] if entry.notes else []
            yield pen.paragraph(names.REFERENCE_DETAIL, content, anchors=[anchor(block.id, f"{place}-descriptor")], direct=direct)
            if entry.notes:
                yield pen.paragraph(names.REFERENCE_NOTES, self._cited(entry))

    def _cited(self, entry: Reference) -> Iterator[Element]:
        """Where a source is cited, each number a link to its note."""
        labels = self._labels
        yield self._pen.text(f"{labels.cited_in} {labels.note if len(entry.notes) == 1 else labels.notes} ")
        for at, number in enumerate(entry.notes):
            if at:
                yield self._pen.text(", ")
            yield self._pen.jump(note_anchor(number), self._pen.text(str(number)))


def _panel(paragraphs: list[Element]) -> Sequence[Element]:
    """The paragraphs of a panel, which a page does not split while it is short."""
    return hold(paragraphs) if length(paragraphs) <= _SHORT else paragraphs


def _open(position: Position) -> bool:
    """Whether a position ends without a stop."""
    return bool(position.standing) or not plain(position.what).endswith((".", "!", "?", "…"))


def _anchors(block: str, part: str, *, first: bool) -> list[str]:
    """The bookmark of a part, after that of the whole block where the part comes first."""
    return [anchor(block), anchor(block, part)] if first else [anchor(block, part)]
