"""A template made ready: nothing of it stays but styles, numberings, page, headers and footers."""

from __future__ import annotations

import posixpath
from copy import deepcopy
from pathlib import Path

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import PartFactory
from docx.oxml.parser import parse_xml
from docx.package import Package
from docx.parts.document import DocumentPart
from docx.parts.numbering import NumberingPart
from docx.section import Section
from docx.shared import Length
from lxml import etree

from briefing.ooxml import base, properties
from briefing.ooxml.xml import Element, R, child, name, place_behind, root, w

_KEPT = frozenset(
    getattr(RELATIONSHIP_TYPE, kind) for kind in ("STYLES", "NUMBERING", "SETTINGS", "FONT_TABLE", "THEME", "HEADER", "FOOTER")
)
_OF_PAGES = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
_KEPT_OF_PACKAGE = frozenset({RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES})
_DROPPED_SETTINGS = frozenset(
    {
        *("attachedTemplate", "linkStyles", "mailMerge", "footnotePr", "endnotePr", "docVars", "rsids", "docId", "updateFields"),
        # these would hide who changed what, or keep editors from changing anything
        *("trackRevisions", "revisionView", "removePersonalInformation", "removeDateAndTime"),
        *("documentProtection", "writeProtection", "formsDesign", "documentType"),
    }
)
_BEFORE_TRACKING = (
    *("view", "zoom", "doNotDisplayPageBoundaries", "displayBackgroundShape", "printPostScriptOverText"),
    *("printFractionalCharacterWidth", "printFormsData", "embedTrueTypeFonts", "embedSystemFonts", "saveSubsetFonts"),
    *("saveFormsData", "mirrorMargins", "alignBordersAndEdges", "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter"),
    *("gutterAtTop", "hideSpellingErrors", "hideGrammaticalErrors", "activeWritingStyle", "proofState"),
    *("stylePaneFormatFilter", "stylePaneSortMethod"),
)
_REFERENCES = ("headerReference", "footerReference")
_TEMPLATE_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_TWIPS_PER_POINT = 20

PartFactory.part_type_for[_TEMPLATE_TYPE] = DocumentPart


def open_template(path: Path) -> tuple[Package, DocumentPart, dict[str, str]]:
    """A Word document, or a template of Word (.dotx) as the document that Word would make of it; and its custom properties.

    Raises what python-docx does for other files, and ValueError.
    """
    package = Package.open(str(path))
    part = package.main_document_part
    if not isinstance(part, DocumentPart) or part.partname.baseURI != f"/{posixpath.dirname(base.BODY)}":
        raise ValueError(part.content_type)
    part._content_type = CONTENT_TYPE.WML_DOCUMENT_MAIN
    part.partname = PackURI(f"/{base.BODY}")
    found = [relation.target_part for relation in package.rels.values() if relation.reltype == properties.RELATION]
    return package, part, properties.read_properties(found[0].blob) if found else {}


def clear(part: DocumentPart) -> Element:
    """Empty the document down to its last section, drop what a program has left about itself and its user, and record changes.

    Returns the body. Dropped are other parts (comments, notes, custom XML), other properties than the core ones, and the
    settings that name machines, sessions or other files.
    """
    section = part.element.body.get_or_add_sectPr()
    for attribute in [key for key in section.attrib if "rsid" in key]:
        del section.attrib[attribute]
    for change in section.findall(name("sectPrChange")):
        section.remove(change)
    _inherit(section, list(part.element.body.iter(name("sectPr"))))
    part._element = parse_xml(etree.tostring(root("document", w("body", section))))
    _drop(part.rels, _KEPT)
    shown = {reference.get(f"{{{R}}}id") for tag in _REFERENCES for reference in section.iter(name(tag))}
    for key in [key for key, relation in part.rels.items() if relation.reltype in _OF_PAGES and key not in shown]:
        del part.rels[key]
    assert part.package is not None
    _drop(part.package.rels, _KEPT_OF_PACKAGE)
    settings = part.settings.element
    for relation in part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.SETTINGS:
            _drop(relation.target_part.rels, frozenset())
    for setting in list(settings):
        if etree.QName(setting).localname in _DROPPED_SETTINGS:
            settings.remove(setting)
    place_behind(settings, w("trackRevisions"), _BEFORE_TRACKING)
    body: Element = part.element.body
    return body


def _drop(relations: dict[str, object], kept: frozenset[str]) -> None:
    for key in [key for key, relation in relations.items() if relation.reltype not in kept]:  # type: ignore[attr-defined]
        del relations[key]


def _inherit(last: Element, sections: list[Element]) -> None:
    """Give the last section the headers and footers that it has from those before it."""
    for tag in _REFERENCES:
        own = {reference.get(name("type")) for reference in last.iterfind(name(tag))}
        earlier = {reference.get(name("type")): reference for section in sections for reference in section.iterfind(name(tag))}
        for kind, reference in earlier.items():
            if kind not in own:
                last.insert(0, deepcopy(reference))


def numbering(part: DocumentPart) -> Element:
    """The root of the numberings; a template that has none is given an empty one."""
    for relation in part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            element: Element = relation.target_part.element
            return element
    made = parse_xml(etree.tostring(root("numbering")))
    added = NumberingPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, made, part.package)
    part.relate_to(added, RELATIONSHIP_TYPE.NUMBERING)
    return made


def speak(language: str, part: DocumentPart) -> None:
    """Set the language of the document: of its text, also in styles that have one of their own, and of the fonts of its theme."""
    styles = part.styles.element
    defaults = styles.find(name("docDefaults"))
    if defaults is None:
        defaults = w("docDefaults")
        styles.insert(0, defaults)
    properties = child(child(defaults, "rPrDefault", ("pPrDefault",)), "rPr", ())
    child(properties, "lang", ("eastAsianLayout", "specVanish", "oMath"))
    for element in (*styles.iter(name("lang")), *part.settings.element.iterfind(name("themeFontLang"))):
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
