"""Styles that a template lacks, taken over from the house template with what they are based on and their numberings.

A style that the template has by name is its own, and stays as it is; ids that it has given otherwise are given anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path

from docx.package import Package
from docx.parts.document import DocumentPart

from briefing.ooxml.styles import WrongStyleError, kind_of, name_of
from briefing.ooxml.xml import Element, child, name, place, w
from briefing.render.docx_fit import BEHIND_NUMBERING, Fit
from briefing.render.docx_template import numbering, text_area

_NUMBERED = (("abstractNum", "abstractNumId"), ("num", "numId"))
_KINDS = {"paragraph": "paragraphs", "character": "characters", "table": "tables", "numbering": "lists"}
_BEHIND_PARAGRAPH = ("rPr", "tblPr", "trPr", "tcPr", "tblStylePr")


def adopt(part: DocumentPart, house: Path) -> None:
    """Give a document every style of the house template that it lacks, and its lists a numbering where they have none.

    Raises WrongStyleError where it has one of that name for something else: for characters in place of paragraphs, perhaps.
    """
    source = Package.open(str(house)).main_document_part
    ours, theirs = _by_name(source), _by_name(part)
    ids = _ids(ours, theirs)
    fit = Fit(part.styles.element, source.styles.element, _width(part), _width(source))
    numbers = _Numbers(part, source, ids, fit)
    for key, style in ours.items():
        there = theirs.get(key)
        if there is None and not (_is_default(style) and _default(theirs, kind_of(style)) is not None):
            part.styles.element.append(_copy(style, ids, numbers, fit))
        elif there is not None and (number := _number(style)) and not numbers.has(_number(there)):
            _give(there, numbers.copy(number))


def _ids(ours: Mapping[str, Element], theirs: Mapping[str, Element]) -> dict[str, str]:
    """The id in the template for each id of the house: of the style of that name, or a new one."""
    ids: dict[str, str] = {}
    taken = {_id(style).lower() for style in theirs.values()}
    for key, style in ours.items():
        kind = kind_of(style)
        there = theirs.get(key)
        if there is None and _is_default(style):
            there = _default(theirs, kind)
        if there is None:
            ids[_id(style)] = _free(_id(style), taken)
        elif kind_of(there) != kind:
            raise WrongStyleError(f"the style “{name_of(there)}” is for {_KINDS[kind_of(there)]}, and must be for {_KINDS[kind]}")
        else:
            ids[_id(style)] = _id(there)
    return ids


def _free(wanted: str, taken: set[str]) -> str:
    """An id that is not taken, and from now on is. Word tells them apart without regard to case."""
    found, number = wanted, 1
    while found.lower() in taken:
        number += 1
        found = f"{wanted}{number}"
    taken.add(found.lower())
    return found


def _copy(style: Element, ids: Mapping[str, str], numbers: _Numbers, fit: Fit) -> Element:
    copied = deepcopy(style)
    copied.set(name("styleId"), ids[_id(style)])
    for tag in ("basedOn", "next", "link"):
        for link in copied.findall(name(tag)):
            link.set(name("val"), ids[link.get(name("val"), "")])
    for number in copied.iter(name("numId")):
        number.set(name("val"), numbers.copy(number.get(name("val"), "")))
    fit.style(copied)
    return copied


def _give(style: Element, number: str) -> None:
    """Let a list style have a numbering."""
    properties = child(style, "pPr", _BEHIND_PARAGRAPH)
    place(properties, w("numPr", w("numId", val=number)), BEHIND_NUMBERING)


class _Numbers:
    """The numberings of a template, and those of the house as far as they are copied."""

    def __init__(self, part: DocumentPart, house: DocumentPart, ids: Mapping[str, str], fit: Fit) -> None:
        self._theirs, self._ours = numbering(part), numbering(house)
        self._ids = ids
        self._fit = fit
        self._copied: dict[str, str] = {}

    def has(self, number: str) -> bool:
        """Whether the template has a numbering of that id."""
        return any(num.get(name("numId")) == number for num in self._theirs.iterfind(name("num")))

    def copy(self, number: str) -> str:
        """The id in the template of a numbering of the house, copied when it is asked for first."""
        if number not in self._copied:
            self._copied[number] = self._add(number)
        return self._copied[number]

    def _add(self, number: str) -> str:
        given = next(num for num in self._ours.iterfind(name("num")) if num.get(name("numId")) == number)
        kind = given.find(name("abstractNumId"))
        wanted = None if kind is None else kind.get(name("val"))
        model = next(one for one in self._ours.iterfind(name("abstractNum")) if one.get(name("abstractNumId")) == wanted)
        abstract = deepcopy(model)
        key, new = (_next(self._theirs, tag, attribute) for tag, attribute in _NUMBERED)
        abstract.set(name("abstractNumId"), key)
        for tag in ("pStyle", "styleLink", "numStyleLink"):
            for link in abstract.iter(name(tag)):
                link.set(name("val"), self._ids[link.get(name("val"), "")])
        self._fit.measures(abstract)
        _insert(self._theirs, abstract, ("num", "numIdMacAtCleanup"))
        _insert(self._theirs, w("num", w("abstractNumId", val=key), numId=new), ("numIdMacAtCleanup",))
        return new


def _next(numberings: Element, tag: str, attribute: str) -> str:
    used = [int(one.get(name(attribute), "0")) for one in numberings.iterfind(name(tag))]
    return str(max(used, default=0) + 1)


def _insert(parent: Element, child: Element, successors: tuple[str, ...]) -> None:
    """Put a child before the first of those tags: one of several of its name."""
    behind = [other for other in parent if other.tag in map(name, successors)]
    if behind:
        behind[0].addprevious(child)
    else:
        parent.append(child)


def _by_name(part: DocumentPart) -> dict[str, Element]:
    return {name_of(style).lower(): style for style in part.styles.element.iterfind(name("style"))}


def _default(styles: Mapping[str, Element], kind: str) -> Element | None:
    return next((style for style in styles.values() if _is_default(style) and kind_of(style) == kind), None)


def _is_default(style: Element) -> bool:
    return style.get(name("default")) in ("1", "true", "on")


def _id(style: Element) -> str:
    return style.get(name("styleId"), "")


def _number(style: Element) -> str:
    found = style.find(f"{name('pPr')}/{name('numPr')}/{name('numId')}")
    return "" if found is None else found.get(name("val"), "")


def _width(part: DocumentPart) -> int:
    return text_area(part.document.sections[-1])[0]
