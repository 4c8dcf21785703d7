"""The house template made ready: nothing of it stays but styles, numberings, page, header and footer."""

from __future__ import annotations

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.parser import parse_xml
from docx.parts.document import DocumentPart
from docx.section import Section
from docx.shared import Length
from lxml import etree

from briefing.ooxml.styles import NUMBERS, MissingStyleError
from briefing.ooxml.xml import Element, name, root, w

_KEPT = frozenset(
    getattr(RELATIONSHIP_TYPE, kind) for kind in ("STYLES", "NUMBERING", "SETTINGS", "FONT_TABLE", "THEME", "HEADER", "FOOTER")
)
_KEPT_OF_PACKAGE = frozenset({RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES})
_DROPPED_SETTINGS = frozenset(
    {"attachedTemplate", "mailMerge", "trackRevisions", "footnotePr", "endnotePr", "docVars", "rsids", "docId"}
)
_TWIPS_PER_POINT = 20


def clear(part: DocumentPart) -> Element:
    """Empty the document down to its last section, and drop what a program has left about itself and its user.

    Returns the body. Dropped are other parts (comments, notes, custom XML), other properties than the core ones, and the
    settings that name machines, sessions or other files.
    """
    section = part.element.body.get_or_add_sectPr()
    for attribute in [key for key in section.attrib if "rsid" in key]:
        del section.attrib[attribute]
    part._element = parse_xml(etree.tostring(root("document", w("body", section))))
    _drop(part.rels, _KEPT)
    assert part.package is not None
    _drop(part.package.rels, _KEPT_OF_PACKAGE)
    settings = part.settings.element
    for relation in part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.SETTINGS:
            _drop(relation.target_part.rels, frozenset())
    for child in list(settings):
        if etree.QName(child).localname in _DROPPED_SETTINGS:
            settings.remove(child)
    body: Element = part.element.body
    return body


def _drop(relations: dict[str, object], kept: frozenset[str]) -> None:
    for key in [key for key, relation in relations.items() if relation.reltype not in kept]:  # type: ignore[attr-defined]
        del relations[key]


def numbering(part: DocumentPart) -> Element:
    """The root of the numberings. Raises MissingStyleError where the template has none."""
    for relation in part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            element: Element = relation.target_part.element
            return element
    raise MissingStyleError(NUMBERS)


def speak(language: str, part: DocumentPart) -> None:
    """Set the language of the document: for its text, and for the fonts of its theme."""
    defaults = part.styles.element.find(f"{name('docDefaults')}/{name('rPrDefault')}/{name('rPr')}")
    found = [] if defaults is None else defaults.findall(name("lang"))
    found += part.settings.element.findall(name("themeFontLang"))
    for element in found:
        element.set(name("val"), language)
        if element.get(name("eastAsia")):
            element.set(name("eastAsia"), language)


def text_area(section: Section) -> tuple[int, int]:
    """Width and height between the margins, in twentieths of a point."""
    width = _twips(section.page_width) - _twips(section.left_margin) - _twips(section.right_margin)
    height = _twips(section.page_height) - _twips(section.top_margin) - _twips(section.bottom_margin)
    return width, height


def _twips(length: Length | None) -> int:
    """A length; a template that does not say is a fault that shows at once, so it counts as nothing."""
    return 0 if length is None else round(length.pt * _TWIPS_PER_POINT)
