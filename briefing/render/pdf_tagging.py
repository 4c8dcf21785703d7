"""The structure tree written into the file, with what leads from pages and annotations back to it (ISO 32000-1, 14.7)."""

from __future__ import annotations

import logging
from typing import Any

import pydyf

from briefing.render.pdf_engine import writing
from briefing.render.pdf_marks import Mark
from briefing.render.pdf_roles import ROLE_MAP
from briefing.render.pdf_structure import Node, Tree


def add_tags(pdf: Any, document: Any, pdf_version: object, page_streams: list[Any]) -> None:  # noqa: ARG001
    """Reads the tree from the pages, and writes it. Stands for the engine's own."""
    language = document.metadata.lang or ""
    if not language:
        logging.getLogger("weasyprint").error('Missing required "lang" attribute at the root of the document')
    tree = Tree(language)
    for number, (page, stream) in enumerate(zip(document.pages, page_streams, strict=True)):
        tree.read(number, page, stream._tags)
    _Writer(pdf, page_streams).write(tree.finished())
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    pdf.catalog["Lang"] = pydyf.String(language)


class _Writer:
    """Elements of the tree to objects of the file."""

    def __init__(self, pdf: Any, streams: list[Any]) -> None:
        self._pdf = pdf
        self._pages = pdf.page_references
        self._streams = streams
        self._parents: dict[Any, list[bytes]] = {stream: [] for stream in streams}
        """By stream, the element of each run of marks: those of pages, and of what is drawn for itself, as if on glass."""
        self._annotated: list[tuple[Any, bytes]] = []
        self._names: list[tuple[str, bytes]] = []

    def write(self, root: Node) -> None:
        top = pydyf.Dictionary({"Type": "/StructTreeRoot"})
        self._pdf.add_object(top)
        top["K"] = pydyf.Array([self._element(root, top.reference)])
        numbers = pydyf.Array()
        for key, (stream, parents) in enumerate(self._parents.items()):
            numbers.extend((key, pydyf.Array(parents)))
            if key >= len(self._pages):
                stream.extra["StructParents"] = key
        for key, (annotation, parent) in enumerate(self._annotated, start=len(self._parents)):
            numbers.extend((key, parent))
            annotation["StructParent"] = key
        top["ParentTree"] = self._added({"Nums": numbers})
        top["ParentTreeNextKey"] = len(numbers) // 2
        top["RoleMap"] = pydyf.Dictionary(ROLE_MAP)
        if self._names:
            names = pydyf.Array(part for name, goal in sorted(self._names) for part in (pydyf.String(name), goal))
            top["IDTree"] = self._added({"Names": names})
        self._pdf.catalog["StructTreeRoot"] = top.reference

    def _element(self, node: Node, parent: bytes) -> bytes:
        element = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.role}", "P": parent})
        self._pdf.add_object(element)
        element.update(node.entries)
        if "ID" in node.entries:
            self._names.append((node.entries["ID"].string, element.reference))
        home = next((kid[0] for kid in node.kids if isinstance(kid, tuple)), None)
        if home is not None:
            element["Pg"] = self._pages[home]
        kids = pydyf.Array(
            self._element(kid, element.reference) if isinstance(kid, Node) else self._content(*kid, home, element.reference)
            for kid in node.kids
        )
        if kids:
            element["K"] = kids
        return bytes(element.reference)

    def _content(self, page: int, what: Any, home: int | None, element: bytes) -> Any:
        """A kid that is no element, which is to know the element that it belongs to."""
        if isinstance(what, Mark):
            parents = self._parents.setdefault(what.stream, [])
            number = len(parents)
            what.claim(number)
            parents.append(element)
            if page == home and what.stream is self._streams[page]:
                return number
            reference = pydyf.Dictionary({"Type": "/MCR", "Pg": self._pages[page], "MCID": number})
            if what.stream is not self._streams[page]:
                reference["Stm"] = what.stream.reference
            return reference
        self._annotated.append((what, element))
        return pydyf.Dictionary({"Type": "/OBJR", "Obj": what.reference, "Pg": self._pages[page]})

    def _added(self, values: dict[str, Any]) -> bytes:
        thing = pydyf.Dictionary(values)
        self._pdf.add_object(thing)
        return bytes(thing.reference)


writing.add_tags = add_tags
