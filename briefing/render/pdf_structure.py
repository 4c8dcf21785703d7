"""The structure of a PDF, for those who do not see its pages: a tree of what the HTML says, in reading order (PDF/UA-1).

The engine's own tree follows the pages: a paragraph over two pages is two, the head of a table comes again on each, and notes
stand where pages end, with no word of what they are. Here an element of the HTML is one element of the tree, wherever its parts
are drawn, and what is repeated is decoration. A note stands behind the block that calls it: behind the paragraph; behind the
table, whose rows it must not part; and at the end of a list's item, which may hold nothing but its body. Types and attributes are
`pdf_roles`' business, the file is `pdf_tagging`'s.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pydyf

from briefing.render.pdf_engine import boxes
from briefing.render.pdf_marks import FOOT, HEAD, Mark
from briefing.render.pdf_roles import (
    ARTIFACT,
    GROUPING,
    HOLDING_TEXT,
    INLINE,
    REGULAR,
    alternative,
    attributes,
    roles,
)


class Node:
    """An element of the tree. Its kids are elements, and with the number of their page: marks, and annotations."""

    def __init__(self, role: str, parent: Node | None, language: str) -> None:
        self.role = role
        self.parent = parent
        self.language = language
        self.kids: list[Node | tuple[int, Any]] = []
        self.entries: dict[str, Any] = {}
        self.is_implied = False

    def ancestors(self) -> Iterator[Node]:
        """The element itself, and what it stands in, from the inside to the outside."""
        at: Node | None = self
        while at is not None:
            yield at
            at = at.parent

    def prune(self) -> bool:
        """Take out what is empty. Whether anything is left."""
        self.kids = [kid for kid in self.kids if not isinstance(kid, Node) or kid.prune()]
        if self.role == "Link" and not any(isinstance(kid, tuple) and not isinstance(kid[1], Mark) for kid in self.kids):
            self.role = "Span"  # it leads nowhere
        return bool(self.kids) or self.role in REGULAR


class Tree:
    """Grows from the boxes of the pages, in their order."""

    def __init__(self, language: str) -> None:
        self.root = Node("Document", None, language)
        self._nodes: dict[tuple[Any, str], tuple[Node, Node]] = {}
        self._notes: list[tuple[str, Node]] = []
        self._calls: dict[str, Node] = {}
        self._page, self._height = 0, 0.0
        self._marks: dict[Any, Mark] = {}

    def read(self, number: int, page: Any, marks: dict[Any, Mark]) -> None:
        """The content of a page, `marks` as they were drawn."""
        self._page, self._height, self._marks = number, page.height, marks
        for box in page._page_box.children:
            if isinstance(box, boxes.MarginBox):
                for part in box.descendants():
                    if part in marks:
                        marks[part].data = HEAD if box.at_keyword.startswith("@top") else FOOT
            else:
                self._walk(box, self.root)

    def finished(self) -> Node:
        """The tree, with every note in its place and without what is empty."""
        after: dict[Node, Node] = {}
        for name, note in self._notes:
            block = _block_of(self._calls.get(name, self.root))
            holder = block.parent if block.parent is not None and (block.role in HOLDING_TEXT or block.role == "Table") else block
            last = after.get(block, block)
            holder.kids.insert(holder.kids.index(last) + 1 if last in holder.kids else len(holder.kids), note)
            note.parent = holder
            after[block] = note
        self.root.prune()
        return self.root

    def _walk(self, box: Any, parent: Node, *, repeated: bool = False) -> None:
        box = getattr(box, "_box", box)  # what is positioned hides behind a placeholder
        element, tag = box.element, box.element_tag
        if box.is_leader:
            return
        node = parent
        if element is not None:
            repeated = repeated or (getattr(box, "is_header", False) and (element, tag) in self._nodes)
            chain = self._chain(box, parent)
            if chain is None:
                return
            node = chain
        if box.link_annotation is not None:
            node.kids.append((self._page, box.link_annotation))
        mark = self._marks.get(box)
        if mark is not None and not repeated:
            self._room(node, "Span").kids.append((self._page, mark))
        for child in box.children:
            self._walk(child, node, repeated=repeated)

    def _chain(self, box: Any, parent: Node) -> Node | None:
        """The innermost element of the tree for a box; None where it is decoration."""
        key = (box.element, box.element_tag)
        if key not in self._nodes:
            wanted = roles(*key)
            if wanted == ARTIFACT:
                return None
            if not wanted:
                return parent
            self._nodes[key] = self._new(box, wanted, parent)
        return self._nodes[key][1]

    def _new(self, box: Any, wanted: tuple[str, ...], parent: Node) -> tuple[Node, Node]:
        """New elements in the tree: the outermost and the innermost."""
        element = box.element
        language = element.get("lang") or parent.language
        made: list[Node] = []
        for role in wanted:
            node = Node(role, made[-1] if made else parent, language if not made else made[-1].language)
            if (found := attributes(role, box)) is not None:
                node.entries["A"] = pydyf.Dictionary(found)
            made.append(node)
        outer, inner = made[0], made[-1]
        if language != parent.language:
            outer.entries["Lang"] = pydyf.String(language)
        if outer.role == "Note":
            outer.parent = self.root
            outer.entries["ID"] = pydyf.String(element.get("id") or f"note {len(self._notes) + 1}")
            self._notes.append((element.get("id", ""), outer))
        elif outer.role == "Lbl" and "::" in box.element_tag and (item := self._nodes.get((element, element.tag))):
            outer.parent = item[0]
            item[0].kids.insert(0, outer)
        else:
            outer.parent = self._room(parent, outer.role)
            outer.parent.kids.append(outer)
        for above, below in pairwise(made):
            above.kids.append(below)
        if "Reference" in wanted:
            self._calls[element.get("href", "").removeprefix("#")] = outer
        if inner.role == "Figure":
            self._picture(box, inner)
        if element.tag == "abbr" and element.get("title"):
            inner.entries["E"] = pydyf.String(element.get("title"))
        return outer, inner

    def _picture(self, box: Any, node: Node) -> None:
        """A figure's words, and where it is: in points from the lower left corner of its page."""
        words = alternative(box.element)
        if words:
            node.entries["Alt"] = pydyf.String(words)
        else:
            name = box.element.get("src", "a drawing")
            logging.getLogger("weasyprint").error('Image "%s" has no required alt description', name)
        left, top = box.content_box_x(), box.content_box_y()
        edges = (left, self._height - top - box.height, left + box.width, self._height - top)
        area = pydyf.Array(round(0.75 * edge, 3) for edge in edges)
        node.entries["A"] = pydyf.Dictionary({"O": "/Layout", "Placement": "/Block", "BBox": area})

    @staticmethod
    def _room(parent: Node, role: str) -> Node:
        """Where an element or text goes: text that stands among blocks becomes a paragraph."""
        if parent.role not in GROUPING or role not in INLINE - {"Lbl"}:
            return parent
        last = parent.kids[-1] if parent.kids else None
        if isinstance(last, Node) and last.is_implied:
            return last
        paragraph = Node("P", parent, parent.language)
        paragraph.is_implied = True
        parent.kids.append(paragraph)
        return paragraph


def _block_of(call: Node) -> Node:
    """The block that a note stands behind, or in."""
    table = next((node for node in call.ancestors() if node.role == "Table"), None)
    return table or next(node for node in call.ancestors() if node.role not in INLINE)
