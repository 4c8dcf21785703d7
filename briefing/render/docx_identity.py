"""What makes a file known again when it comes back: its custom properties, and the base that it was made from."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import NAMESPACE_URL, uuid5

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.parts.document import DocumentPart
from lxml import etree

from briefing.document import Document
from briefing.ooxml import base, properties
from briefing.ooxml.footnotes import FootnotesPart

_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


def sign(document: Document, part: DocumentPart, notes: FootnotesPart | None, kept: Mapping[str, str]) -> None:
    """Say in the file which brief it is, of which edition, and from what it was made. Nothing may be drawn after this.

    `kept` are properties of the template that its headers and footers show.
    """
    text = base.base_text(document)
    _carry(document, text, part)
    values = {
        base.BRIEF: document.id,
        base.EDITION: str(document.edition),
        base.BASE: base.hash_of(text, part.blob, notes.blob if notes else b""),
    }
    data = properties.custom_properties({**kept, **values})
    package = part.package
    assert package is not None
    package.relate_to(Part(PackURI(properties.PATH), properties.CONTENT_TYPE, data, package), properties.RELATION)


def _carry(document: Document, text: str, part: DocumentPart) -> None:
    """The custom XML part with the base, and the part that gives it an id and names its schema, as Word wants it."""
    store = etree.Element(f"{{{_STORE}}}datastoreItem", nsmap={"ds": _STORE})
    store.set(f"{{{_STORE}}}itemID", f"{{{str(uuid5(NAMESPACE_URL, f'{base.NAMESPACE}:{document.id}')).upper()}}}")
    schemas = etree.SubElement(store, f"{{{_STORE}}}schemaRefs")
    etree.SubElement(schemas, f"{{{_STORE}}}schemaRef").set(f"{{{_STORE}}}uri", base.NAMESPACE)
    item = Part(PackURI(f"/{base.PART}"), CONTENT_TYPE.XML, _written(base.base_element(text)), part.package)
    described = Part(PackURI("/customXml/itemProps1.xml"), CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES, _written(store), part.package)
    item.relate_to(described, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)


def _written(element: etree._Element) -> bytes:
    return etree.tostring(element, encoding="UTF-8", standalone=True)
