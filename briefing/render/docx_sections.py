"""Text in columns: sections of Word that follow each other on the same page.

A writer of blocks says with a mark that the text since the last mark stands in so many columns. Word keeps that in the last
paragraph of a section; what the last section of the document is like stands at the end of the body.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy

from briefing.ooxml.xml import Element, name, place, w

_GAP = 397  # between columns, in twentieths of a point
_BEHIND_COLUMNS = ("formProt", "vAlign", "noEndnote", "titlePg", "textDirection", "bidi", "rtlGutter", "docGrid")
_BEHIND_TYPE = ("pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType", "pgNumType", "cols", *_BEHIND_COLUMNS)
_OF_FIRST = ("headerReference", "footerReference", "titlePg")


def columns(number: int) -> Element:
    """A mark: what came since the last mark stands in so many columns."""
    return w("sectPr", w("cols", num=number, space=_GAP))


def lay(body: Element, elements: Iterable[Element]) -> None:
    """Put the elements into an empty body, in one column where no mark says otherwise.

    The section that the body has is the model for all. The first keeps header and footer, which the others inherit; the others
    begin where the one before ends.
    """
    last = body[-1]
    marked: list[tuple[Element, Element]] = []
    for element in elements:
        if element.tag != name("sectPr"):
            last.addprevious(element)
        elif (end := last.getprevious()) is not None and not (marked and marked[-1][0] is end):
            marked.append((end, element))
    if marked and last.getprevious() is marked[-1][0]:
        last.addprevious(_nothing())
    model = deepcopy(last)
    for at, (end, mark) in enumerate(marked):
        properties = end.find(name("pPr"))
        assert properties is not None  # every paragraph has a style, and under each table stands a paragraph
        properties.append(_section(model, mark, first=at == 0))
    body.replace(last, _section(model, columns(1), first=not marked))


def _nothing() -> Element:
    """A paragraph of no words and hardly any height: columns are balanced only where something follows on them."""
    return w("p", w("pPr", w("spacing", before=0, after=0, line=20, lineRule="exact")))


def _section(model: Element, mark: Element, *, first: bool) -> Element:
    section = deepcopy(model)
    place(section, mark[0], _BEHIND_COLUMNS)
    if not first:
        for tag in _OF_FIRST:
            for found in section.findall(name(tag)):
                section.remove(found)
        place(section, w("type", val="continuous"), _BEHIND_TYPE)
    return section
