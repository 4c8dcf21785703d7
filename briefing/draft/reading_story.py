"""One story of a file, the body or a note or a margin, to paragraphs and tables: what holds them is seen through.

Content controls, smart tags and custom XML are transparent at every level; of alternatives the first counts, which is what Word
of today shows. What stands between paragraphs, the start of a bookmark or of a comment, belongs to the next paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from msgspec.structs import replace

from briefing.draft.reading_line import NOWHERE, Line, Where, is_ours
from briefing.draft.reading_marks import Ranges, change
from briefing.draft.reading_shared import Shared
from briefing.draft.reading_styles import StyleSheet, heading, number, outline, value
from briefing.draft.reading_text import OBJECTS, Inline
from briefing.draft.relations import Relation
from briefing.draft.tree import Anchor, Block, Cell, Change, Paragraph, Row, Run, Story, Table
from briefing.ooxml import styles as names
from briefing.ooxml.xml import MC, W14, Element, name

_VAL = name("val")
_P_PR, _R_PR, _P_STYLE, _NUM_PR, _NUM_ID, _LEVEL = (name(tag) for tag in ("pPr", "rPr", "pStyle", "numPr", "numId", "ilvl"))
_TR_PR, _TC_PR, _SPAN, _MERGE = (name(tag) for tag in ("trPr", "tcPr", "gridSpan", "vMerge"))
_SDT_PR, _PART, _GALLERY = name("sdtPr"), name("docPartObj"), name("docPartGallery")
_BOOKMARK, _NAME = name("bookmarkStart"), name("name")
_PARA_ID = f"{{{W14}}}paraId"
_INSERTIONS, _DELETIONS = (name("ins"), name("moveTo")), (name("del"), name("moveFrom"))
_TRANSPARENT = frozenset(name(tag) for tag in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "del", "moveFrom"))
_ALTERNATIVES, _CHOICE = f"{{{MC}}}AlternateContent", f"{{{MC}}}Choice"
_BLOCKS = frozenset({name("p"), name("tbl"), *OBJECTS})
_ROWS, _CELLS, _CONTROL = frozenset({name("tr")}), frozenset({name("tc")}), frozenset({name("sdtContent")})
_CONTENTS_STYLE = re.compile(r"(toc|contents) (\d|heading)", re.IGNORECASE)


def read_story(root: Element, shared: Shared, links: Mapping[str, Relation], where: Where = NOWHERE) -> Story:
    """The paragraphs and tables in an element. `links` are the relations of its part; `where` is what holds for all of it."""
    return _Story(root, shared, links).read(root, where)


class _Story:
    """The state of the walk: open fields, ranges and controls, and anchors that wait for a paragraph."""

    def __init__(self, root: Element, shared: Shared, links: Mapping[str, Relation]) -> None:
        self._shared = shared
        self._ranges = Ranges(root, shared.quotes)
        self._inline = Inline(root, shared, links, self._ranges, self._box(links))
        self._fields = self._inline.fields
        self._waiting: list[str] = []
        self._in_contents = False

    def read(self, root: Element, where: Where) -> Story:
        blocks = list(self._blocks(root, where))
        if self._waiting and blocks and isinstance(last := blocks[-1], Paragraph):
            late = tuple(Anchor(bookmark, len(last.runs)) for bookmark in self._waiting if is_ours(bookmark))
            blocks[-1] = replace(last, anchors=last.anchors + late)
        return tuple(blocks)

    def _box(self, links: Mapping[str, Relation]) -> Callable[[Element, Where], None]:
        return lambda box, where: self._shared.boxes.append(read_story(box, self._shared, links, where))

    # Containers

    def _through(self, parent: Element, wanted: frozenset[str], where: Where) -> Iterator[tuple[Element, Where]]:
        """The wanted elements in a parent, through all that is transparent; ranges and bookmarks on the way are minded."""
        for child in parent:
            tag = child.tag
            if tag in wanted:
                yield child, where
            elif tag == name("sdt") and _is_contents(child):
                yield from self._through_contents(child, wanted, where)
            elif tag in _TRANSPARENT:
                yield from self._through(child, wanted, self._ranges.changed(child, where))
            elif tag == _ALTERNATIVES:
                for choice in child.findall(_CHOICE)[:1]:
                    yield from self._through(choice, wanted, where)
            elif tag == _BOOKMARK:
                self._waiting.append(child.get(_NAME, ""))
            else:
                self._ranges.meet(child)

    def _through_contents(self, control: Element, wanted: frozenset[str], where: Where) -> Iterator[tuple[Element, Where]]:
        """The table of contents in its control: what comes behind its field was written by somebody."""
        self._fields.has_shown_contents = False
        for found in self._through(control, _CONTROL, where):
            for inner, around in self._through(found[0], wanted, found[1]):
                self._in_contents = not self._fields.has_shown_contents
                yield inner, around
        self._in_contents = False

    def _blocks(self, parent: Element, where: Where) -> Iterator[Block]:
        for element, around in self._through(parent, _BLOCKS, where):
            if element.tag == name("p"):
                yield from self._paragraph(element, around)
            elif element.tag == name("tbl"):
                yield self._table(element, around)
            else:
                yield Paragraph((Run(object=OBJECTS[element.tag], inserted=around.inserted, deleted=around.deleted),))

    # Paragraphs

    def _paragraph(self, element: Element, where: Where) -> Iterator[Paragraph]:
        """A paragraph, or nothing for one that is a line of the contents. What holds an anchor of ours is none of those."""
        properties = element.find(_P_PR)
        style = self._shared.styles.paragraph("" if properties is None else value(properties, _P_STYLE))
        is_in_field = self._fields.is_contents
        is_line = (self._in_contents and not is_in_field) or _CONTENTS_STYLE.match(style.name) is not None
        keeps = (is_line or is_in_field) and self._holds_anchor(element)
        line = Line(self._ranges.comments)
        for bookmark in self._waiting:
            line.anchor(bookmark)
        self._waiting = []
        had_contents = self._inline.read(element, line, where, hides=is_line and not keeps, keeps=keeps)
        line.finish()
        self._ranges.end_line()
        self._inline.contents.finish()
        if self._inline.contents.runs:
            self._shared.contents.append(Paragraph(tuple(self._inline.contents.runs)))
        if line.runs or line.anchors or not (is_line or had_contents):
            paragraph = _described(element, properties, self._shared.styles)
            inserted, deleted = self._mark(properties)
            yield replace(
                paragraph,
                runs=tuple(line.runs),
                anchors=tuple(line.anchors),
                inserted=inserted,
                deleted=deleted,
                comments=tuple(line.comments),
            )

    def _holds_anchor(self, element: Element) -> bool:
        names = [*self._waiting, *(mark.get(_NAME, "") for mark in element.iter(_BOOKMARK))]
        return any(is_ours(bookmark) for bookmark in names)

    def _mark(self, properties: Element | None) -> tuple[Change | None, Change | None]:
        mark = None if properties is None else properties.find(_R_PR)
        return (None, None) if mark is None else self._tracked(mark, _INSERTIONS, _DELETIONS)

    def _tracked(
        self, properties: Element, insertions: tuple[str, ...], deletions: tuple[str, ...]
    ) -> tuple[Change | None, Change | None]:
        """What properties say of their owner: that it was put in, that it was taken out."""
        inserted = deleted = None
        for child in properties:
            if child.tag in insertions:
                inserted = change(child, self._ranges.move(child))
            elif child.tag in deletions:
                deleted = change(child, self._ranges.move(child))
        return inserted, deleted

    # Tables

    def _table(self, element: Element, where: Where) -> Table:
        return Table(tuple(self._row(row, around) for row, around in self._through(element, _ROWS, where)))

    def _row(self, element: Element, where: Where) -> Row:
        cells = tuple(self._cell(cell, around) for cell, around in self._through(element, _CELLS, where))
        properties = element.find(_TR_PR)
        if properties is None:
            return Row(cells)
        return Row(cells, *self._tracked(properties, _INSERTIONS, _DELETIONS))

    def _cell(self, element: Element, where: Where) -> Cell:
        properties = element.find(_TC_PR)
        blocks = tuple(self._blocks(element, where))
        if properties is None:
            return Cell(blocks)
        span = number(value(properties, _SPAN)) or 1
        merge = properties.find(_MERGE)
        continues = merge is not None and merge.get(_VAL) != "restart"
        return Cell(blocks, span, *self._tracked(properties, (name("cellIns"),), (name("cellDel"),)), continues)


def _described(element: Element, properties: Element | None, styles: StyleSheet) -> Paragraph:
    """A paragraph without content: what its properties and its style say of it."""
    identity = element.get(_PARA_ID, "")
    if properties is None:
        style = styles.paragraph("")
        numbering, level, own = style.numbering, style.level, None
    else:
        style = styles.paragraph(value(properties, _P_STYLE))
        numbering, level, own = style.numbering, style.level, outline(properties)
        if (numbered := properties.find(_NUM_PR)) is not None:
            numbering = value(numbered, _NUM_ID) or numbering
            own_level = number(value(numbered, _LEVEL))
            level = level if own_level is None else own_level
    is_counted = style.name == names.NUMBERED and numbering == style.numbering
    item = (numbering, level) if numbering not in ("", "0") and not is_counted else None
    return Paragraph((), (), identity, style.name, item, heading(style.outline if own is None else own))


def _is_contents(control: Element) -> bool:
    part = control.find(f"{_SDT_PR}/{_PART}")
    return part is not None and value(part, _GALLERY) == "Table of Contents"
