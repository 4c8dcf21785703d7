"""Changes in a story, which is the body, a cell or a note: its paragraphs and tables beside those that it had.

What is gone stands behind what stood before it, and before what is new. The mark at the end of a story can be neither put in nor
taken out: where its last paragraphs are new or gone, the change of marks begins one paragraph earlier, as when somebody presses
Enter or Delete there.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from briefing.draft import tree
from briefing.ooxml.xml import Element, name
from briefing.redline.align import Pair, Unit, align, gaps, unit
from briefing.redline.content import old_text
from briefing.redline.marks import properties, unmark
from briefing.redline.paragraphs import Paragraphs
from briefing.redline.tables import Tables

_PARAGRAPH, _TABLE = name("p"), name("tbl")
_SECTION = f"{name('pPr')}/{name('sectPr')}"


class Stories:
    """Writes the changes of stories into one file."""

    def __init__(self, paragraphs: Paragraphs, width: int) -> None:
        self._paragraphs = paragraphs
        self._tables = Tables(paragraphs, self.lay, width)

    def lay(self, parent: Element, old: tree.Story) -> None:
        """Let the paragraphs and tables in an element have been a story."""
        new = [child for child in parent if child.tag in (_PARAGRAPH, _TABLE)]
        pairs = self._pairs(old, new)
        for i, j in pairs:
            if isinstance(was := old[i], tree.Paragraph):
                self._paragraphs.looks.learn(was, new[j])
        previous = None
        for (a, c), (b, d) in gaps(pairs, len(old), len(new)):
            gone = [self._removed(block) for block in old[a:b]]
            if previous is not None:
                _put_behind(previous, gone)
            else:
                _put_before(new[0], gone)
            for come in new[c:d]:
                self._insert(come)
            if d < len(new):
                self._change(new[d], old[b])
                previous = new[d]
            elif previous is not None and not (gone and c < d):
                self._shift(previous, gone, new[c:d])

    def insert(self, note: Element) -> None:
        """Let a note be new."""
        for paragraph in note.iter(_PARAGRAPH):
            self._paragraphs.insert(paragraph)

    def fill(self, note: Element, old: tree.Story) -> None:
        """Write what a note said that is gone."""
        note.extend(map(self._removed, old or (tree.Paragraph(()),)))
        self._paragraphs.sign(next(note.iter(_PARAGRAPH)))

    def _pairs(self, old: tree.Story, new: Sequence[Element]) -> list[Pair]:
        """What is alike; and what must be, for tables that meet are one to Word, and the end of a story stays."""
        pairs = align([_old_unit(block) for block in old], [self._unit(element) for element in new])
        found = list(pairs)
        for (a, c), (b, d) in gaps(pairs, len(old), len(new)):
            if a == b or c == d:
                continue
            if isinstance(old[b - 1], tree.Table) and new[c].tag == _TABLE:
                found.append((b - 1, c))
            elif (b, d) == (len(old), len(new)) and isinstance(old[-1], tree.Paragraph) and new[-1].tag == _PARAGRAPH:
                found.append((b - 1, d - 1))
        return sorted(found)

    def _unit(self, element: Element) -> Unit:
        return unit(
            element.tag,
            self._paragraphs.contents.text(element) if element.tag == _TABLE else self._paragraphs.contents.line(element).text,
        )

    def _change(self, new: Element, old: tree.Block) -> None:
        if isinstance(old, tree.Table):
            self._tables.change(new, old)
        else:
            self._paragraphs.change(new, old)

    def _insert(self, new: Element) -> None:
        if new.tag == _TABLE:
            self._tables.insert(new)
        else:
            self._paragraphs.insert(new)

    def _removed(self, old: tree.Block) -> Element:
        return self._tables.removed(old) if isinstance(old, tree.Table) else self._paragraphs.removed(old)

    def _shift(self, previous: Element, gone: Sequence[Element], come: Sequence[Element]) -> None:
        """Let the last mark of a story live, and the one before what is gone or new be changed in its stead."""
        tail = [*gone, *come]
        if not tail or {element.tag for element in (previous, *tail)} != {_PARAGRAPH} or previous.find(_SECTION) is not None:
            return
        last, was = tail[-1], properties(previous)
        unmark(last)
        if gone:  # what is left of the two is like the last of them
            own = properties(last)
            last.replace(own, deepcopy(was))
            was = own
        self._paragraphs.marks.properties(last, was)
        self._paragraphs.marks.paragraph("del" if gone else "ins", previous)


def _old_unit(block: tree.Block) -> Unit:
    return unit(_TABLE if isinstance(block, tree.Table) else _PARAGRAPH, old_text([block]))


def _put_behind(previous: Element, elements: Sequence[Element]) -> None:
    """Put elements behind another, and behind the bookmarks that end there."""
    while (following := previous.getnext()) is not None and following.tag == name("bookmarkEnd"):
        previous = following
    for element in elements:
        previous.addnext(element)
        previous = element


def _put_before(following: Element, elements: Sequence[Element]) -> None:
    for element in elements:
        following.addprevious(element)
