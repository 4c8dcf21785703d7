"""Charts in Word: a picture of points for any program, and the drawing itself for those that know SVG, as Word does since 2016.

The drawing is named in an extension of the picture ([MS-ODRAWXML] 2.3.3, `svgBlip`), which others pass over.
"""

from __future__ import annotations

import io

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.parts.story import StoryPart
from lxml import etree

from briefing.ooxml.xml import Element, R
from briefing.render.charts import Drawing

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_ASVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_MEDIA = "image/svg+xml"
EMU_PER_PIXEL = 9525


def add_points(part: StoryPart, drawing: Drawing) -> str:
    """Put the PNG into the file; the id of its relation."""
    key, _ = part.get_or_add_image(io.BytesIO(drawing.png))
    return str(key)


def add_svg(part: StoryPart, picture: Element, drawing: Drawing, number: int) -> None:
    """Put the SVG into the file under a number, and name it in the picture that shows the PNG."""
    assert part.package is not None
    svg = Part(PackURI(f"/word/media/chart{number}.svg"), _MEDIA, drawing.svg, part.package)
    blip = next(picture.iter(f"{{{_A}}}blip"))
    extension = etree.SubElement(etree.SubElement(blip, f"{{{_A}}}extLst"), f"{{{_A}}}ext", uri=_EXTENSION)
    named = etree.SubElement(extension, f"{{{_ASVG}}}svgBlip", nsmap={"asvg": _ASVG})
    named.set(f"{{{R}}}embed", part.relate_to(svg, RELATIONSHIP_TYPE.IMAGE))
