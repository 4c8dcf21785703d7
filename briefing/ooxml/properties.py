"""Custom properties of a file: what a program notes in it, kept by every word processor.

Each is a string of the shared types of Office (ECMA-376 part 1, 22.3 and 22.4): some programs bring other types back as others.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from briefing.ooxml.xml import legal

PATH = "/docProps/custom.xml"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_FIRST_ID = 2  # 0 and 1 are taken by the standard


def custom_properties(values: Mapping[str, str]) -> bytes:
    """The part that holds the properties, in their order."""
    root = etree.Element(f"{{{_PROPERTIES}}}Properties", nsmap={"p": _PROPERTIES, "vt": _TYPES})
    for number, (name, value) in enumerate(values.items(), _FIRST_ID):
        entry = etree.SubElement(root, f"{{{_PROPERTIES}}}property", fmtid=_FORMAT, pid=str(number), name=legal(name))
        etree.SubElement(entry, f"{{{_TYPES}}}lpwstr").text = legal(value)
    return etree.tostring(root, encoding="UTF-8", standalone=True)


def read_properties(data: bytes) -> dict[str, str]:
    """The properties of such a part by their names, each as text."""
    root = etree.fromstring(data)
    return {entry.get("name", ""): "".join(str(text) for text in entry.itertext()) for entry in root}
