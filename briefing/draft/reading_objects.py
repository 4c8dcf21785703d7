"""What stands in a text and is no text: pictures, charts, equations, shapes, embedded files; and the text in boxes."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.ooxml.xml import MC, Element, name

_BOX = name("txbxContent")
_FALLBACK = f"{{{MC}}}Fallback"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}graphicData"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_OFFICE = "{urn:schemas-microsoft-com:office:office}OLEObject"
_VML_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
_BY_ADDRESS = (("/picture", "picture"), ("chart", "chart"), ("/diagram", "diagram"))


def kind(element: Element) -> str:
    """What a `w:drawing`, `w:pict` or `w:object` is, in a word or two."""
    if any(True for _ in boxes(element)):
        return "text box"
    if (embedded := next(element.iter(_OFFICE), None)) is not None:
        return "equation" if embedded.get("ProgID", "").startswith("Equation") else "embedded file"
    if element.tag == name("object"):
        return "embedded file"
    data = next(element.iter(_DRAWING), None)
    if data is None:
        return "shape" if next(element.iter(_VML_IMAGE), None) is None else "picture"
    address = data.get("uri", "")
    for ending, word in _BY_ADDRESS:
        if ending in address:
            return word
    return "shape" if next(data.iter(_PICTURE), None) is None else "picture"


def boxes(element: Element) -> Iterator[Element]:
    """The text boxes in it, each once: not those inside of others, and none of what is there for old programs only."""
    if next(element.iter(_BOX), None) is None:
        return
    for child in element:
        if child.tag == _BOX:
            yield child
        elif child.tag != _FALLBACK:
            yield from boxes(child)
