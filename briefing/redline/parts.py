"""The parts of a Word file, as our writer names them, and one that it lacks where the brief has no notes."""

from __future__ import annotations

from lxml import etree

from briefing.ooxml.xml import BEHIND_NOTE_SETTINGS, Element, name, place, root, w

BODY, NOTES, STYLES, COMMENTS = (f"word/{part}.xml" for part in ("document", "footnotes", "styles", "comments"))
CHANGED = (BODY, NOTES, COMMENTS)
"""What a redline changes."""

_TYPES, _RELATIONS, _SETTINGS = "[Content_Types].xml", "word/_rels/document.xml.rels", "word/settings.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_RULES = {"-1": "separator", "0": "continuationSeparator"}


def no_notes() -> Element:
    """The part for notes without any: with the two rules that Word wants in it."""
    rules = (w("footnote", w("p", w("r", w(kind))), type=kind, id=key) for key, kind in _RULES.items())
    return root("footnotes", *rules)


def give_notes(members: dict[str, bytes]) -> None:
    """Add the part for notes to a file that has none."""
    if NOTES in members:
        return
    types, relations, settings = (etree.fromstring(members[key]) for key in (_TYPES, _RELATIONS, _SETTINGS))
    _append(types, "Override", PartName=f"/{NOTES}", ContentType=_TYPE)
    _append(relations, "Relationship", Id=_free(relations), Type=_RELATION, Target="footnotes.xml")
    place(settings, w("footnotePr", *(w("footnote", id=key) for key in _RULES)), BEHIND_NOTE_SETTINGS)
    for key, changed in ((_TYPES, types), (_RELATIONS, relations), (_SETTINGS, settings), (NOTES, no_notes())):
        members[key] = etree.tostring(changed, encoding="UTF-8", standalone=True)
    first = members.pop(_TYPES)
    ordered = {_TYPES: first, **dict(sorted(members.items()))}
    members.clear()
    members.update(ordered)


def text_width(body: Element) -> int:
    """The width between the margins at the end of the body, in twentieths of a point."""
    size, margins = (body.find(f"{name('sectPr')}/{name(tag)}") for tag in ("pgSz", "pgMar"))
    if size is None or margins is None:
        return 0
    return int(size.get(name("w"), "0")) - sum(int(margins.get(name(side), "0")) for side in ("left", "right"))


def _append(parent: Element, tag: str, **attributes: str) -> None:
    etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{tag}", attributes)


def _free(relations: Element) -> str:
    """An id that no relation has."""
    taken = {relation.get("Id") for relation in relations}
    return next(key for number in range(len(taken) + 1) if (key := f"rId{number + 1}") not in taken)
