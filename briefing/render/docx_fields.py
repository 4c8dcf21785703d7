"""What a template's own header or footer says about the brief: placeholders like {{title}}, fields of Word, and properties.

Word may have split the letters of a placeholder over several runs; what stands in the first of them takes the value and its look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from briefing.document import Document
from briefing.ooxml import base
from briefing.ooxml.text import pieces
from briefing.ooxml.xml import Element, legal, name

_PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_FIELD = re.compile(r'\s*(?:DOCPROPERTY\s+(?:"([^"]+)"|(\S+))|(TITLE|SUBJECT|AUTHOR)\b)', re.IGNORECASE)
_BOUND = re.compile(r":(title|subject|creator)\[1\]$")
_CONTENT = ("drawing", "pict", "object", "fldSimple", "instrText", "sym", "tbl")


def placeholders(document: Document) -> dict[str, str]:
    """The values of placeholders by their names."""
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "date": document.date,
        "edition": str(document.edition),
        "marking": document.marking,
        "draft": document.draft_mark,
        "issuer": document.issuer,
    }


def has_content(root: Element) -> bool:
    """Whether a header or footer says or shows anything."""
    says = any((text.text or "").strip() for text in root.iter(name("t")))
    return says or next(root.iter(*map(name, _CONTENT)), None) is not None


def fill(root: Element, document: Document, kept: Mapping[str, str]) -> set[str]:
    """Put the values into a header or footer; the names of the placeholders that were found in it.

    `kept` are custom properties of the template, by their names.
    """
    values = placeholders(document)
    found: set[str] = set()
    for paragraph in root.iter(name("p")):
        texts = [text for text in paragraph.iter(name("t")) if next(text.iterancestors(name("p"))) is paragraph]
        found |= _replace(texts, values)
    properties = _properties(document, kept)
    for instruction, result in list(_fields(root)):
        shown = property_asked(instruction)
        if shown in properties:
            _set(result, properties[shown])
    for control in root.iter(name("sdt")):
        bound = control.find(f"{name('sdtPr')}/{name('dataBinding')}")
        match = _BOUND.search("" if bound is None else bound.get(name("xpath"), ""))
        if match:
            _set(list(control.iter(name("t"))), properties[match[1]])
    return found


def asked(root: Element) -> set[str]:
    """The properties that the fields of a header or footer show, in small letters."""
    return {property_asked(instruction) for instruction, _ in _fields(root)} - {""}


def property_asked(instruction: str) -> str:
    """The property that a field shows, in small letters, or nothing."""
    match = _FIELD.match(instruction)
    return (match[1] or match[2] or match[3]).lower() if match else ""


def _properties(document: Document, kept: Mapping[str, str]) -> dict[str, str]:
    own = {
        "title": document.title,
        "subject": document.subtitle,
        "author": document.issuer,
        "creator": document.issuer,
        base.BRIEF: document.id,
        base.EDITION: str(document.edition),
    }
    return {key.lower(): value for key, value in {**kept, **own}.items()}


def _replace(texts: list[Element], values: Mapping[str, str]) -> set[str]:
    """Replace placeholders in the texts of one paragraph, from the last to the first, so that places before them hold."""
    whole = "".join(text.text or "" for text in texts)
    found = set()
    for match in reversed(list(_PLACEHOLDER.finditer(whole))):
        key = match[1].lower()
        if key in values:
            found.add(key)
            _overwrite(texts, match.start(), match.end(), values[key])
    for text in texts:
        _spell(text)
    return found


def _overwrite(texts: list[Element], start: int, end: int, value: str) -> None:
    """Put a value in the place of some characters, into the text in which the first of them stands."""
    at = 0
    for text in texts:
        own = text.text or ""
        first, last = max(start - at, 0), min(end - at, len(own))
        if first < last:
            text.text = own[:first] + (legal(value) if start >= at else "") + own[last:]
        at += len(own)


def _spell(text: Element) -> None:
    """Write a text as Word spells it, which has elements of its own for tabs and the like."""
    parent = text.getparent()
    assert parent is not None
    for piece in pieces(text.text or ""):
        text.addprevious(piece)
    parent.remove(text)


def _set(texts: list[Element], value: str) -> None:
    """Let the first text say the value, and the others nothing."""
    for at, text in enumerate(texts):
        text.text = legal(value) if at == 0 else ""
        _spell(text)


def _fields(root: Element) -> Iterator[tuple[str, list[Element]]]:
    """The fields: what each asks, and the texts that it shows."""
    for simple in root.iter(name("fldSimple")):
        yield simple.get(name("instr"), ""), list(simple.iter(name("t")))
    opened: list[tuple[list[str], list[Element]]] = []
    closed = []
    for element in root.iter(name("fldChar"), name("instrText"), name("t")):
        kind = element.get(name("fldCharType"))
        if kind == "begin":
            opened.append(([], []))
        elif kind == "end" and opened:
            closed.append(opened.pop())
        elif opened and element.tag == name("instrText"):
            opened[-1][0].append(element.text or "")
        elif opened and element.tag == name("t"):
            opened[-1][1].append(element)
    yield from (("".join(instruction), texts) for instruction, texts in closed)
