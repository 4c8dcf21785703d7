"""The elements of tracked changes (ECMA-376 part 1, 17.13.5): around runs, in the mark of a paragraph, in a row of a table."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from datetime import datetime
from typing import Literal

from lxml import etree

from briefing.ooxml.xml import Element, child, name, place, w

Kind = Literal["ins", "del"]

_BEHIND_MARK = ("sectPr", "pPrChange")
_OF_MARK = frozenset(name(tag) for tag in ("rPr", *_BEHIND_MARK))


class Marks:
    """Makes changes of one author and one date; each has an id of its own, from `first` on."""

    def __init__(self, author: str, date: str, first: int) -> None:
        """`date` is ISO 8601, of a day or a moment; what is none is left out."""
        self._described = {"author": author} | _moment(date)
        self._next = first

    def runs(self, kind: Kind, runs: Iterable[Element]) -> Element:
        """Runs that were put in or taken out. They move out of where they stand."""
        return self._change(kind, *runs)

    def paragraph(self, kind: Kind, paragraph: Element) -> None:
        """Say that the mark at the end of a paragraph was put in or taken out."""
        marked = child(properties(paragraph), "rPr", _BEHIND_MARK)
        marked.insert(0, self._change(kind))

    def properties(self, paragraph: Element, was: Element) -> None:
        """Say what the properties of a paragraph were, if they were others."""
        now, before = _bare(properties(paragraph)), _bare(was)
        if etree.tostring(now) != etree.tostring(before):
            change = self._change("pPrChange", before)
            place(properties(paragraph), change, ())

    def row(self, kind: Kind, row: Element) -> None:
        """Say that a row was put in or taken out."""
        found = row.find(name("trPr"))
        if found is None:
            found = w("trPr")
            place(row, found, ("tc", "sdt", "customXml"))
        found.append(self._change(kind))

    def _change(self, kind: str, *content: Element) -> Element:
        number, self._next = self._next, self._next + 1
        return w(kind, *content, id=number, **self._described)


def properties(paragraph: Element) -> Element:
    """The properties of a paragraph, made where it has none."""
    found = paragraph.find(name("pPr"))
    if found is None:
        found = w("pPr")
        paragraph.insert(0, found)
    return found


def unmark(paragraph: Element) -> None:
    """Take back what `Marks.paragraph` said."""
    marked = properties(paragraph).find(name("rPr"))
    if marked is not None:
        for change in marked.findall(name("ins")) + marked.findall(name("del")):
            marked.remove(change)
        if not len(marked):
            properties(paragraph).remove(marked)


def _bare(found: Element) -> Element:
    """Properties of a paragraph without those of its mark and without sections, as a change may hold them."""
    return w("pPr", *(deepcopy(one) for one in found if one.tag not in _OF_MARK))


def _moment(date: str) -> dict[str, str]:
    try:
        return {"date": datetime.fromisoformat(date).strftime("%Y-%m-%dT%H:%M:%SZ")}
    except ValueError:
        return {}
