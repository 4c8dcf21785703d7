"""The Word template of an odd organisation: Letter size, its own typefaces, a header of its own, and few of our styles."""

from __future__ import annotations

import io
from collections.abc import Callable
from zipfile import ZipFile

import docx
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import OxmlElement
from docx.shared import Inches, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from briefing.ooxml.properties import CONTENT_TYPE, PATH, RELATION, custom_properties
from briefing.ooxml.xml import name

TEMPLATE = "style/letter.docx"
MARK = "Draft 2, not for circulation"


def letterhead(change: Callable[[docx.document.Document], None] = lambda _: None) -> bytes:
    """The letter of an institute: Letter size, its own typefaces, a header with a placeholder that Word has split, and text."""
    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    made.styles["Normal"].font.name = "DejaVu Sans"
    made.styles["Normal"].font.size = Pt(11)
    heading = made.styles["Heading 1"]
    heading.font.name, heading.font.color.rgb = "DejaVu Serif", RGBColor(0x7A, 0x00, 0x19)
    fonts = heading.element.rPr.rFonts
    for key in [key for key in fonts.attrib if "Theme" in key]:
        del fonts.attrib[key]
    fonts.set(name("hAnsi"), "DejaVu Serif")
    for unused in ("Body Text", "Quote", "List Number", "Title"):
        made.styles[unused].delete()
    section.header.paragraphs[0].text = "Institute of Harbours"
    split = section.header.add_paragraph()
    for run in ("{", "{ti", "tle}", "} (", "{{ edition }}", ") "):
        split.add_run(run).bold = True
    _field(section.header.add_paragraph(), ' DOCPROPERTY "Title" \\* MERGEFORMAT ', "Old title")
    _field(section.header.add_paragraph(), " DOCPROPERTY Registry ", "R-17")
    made.add_paragraph("Lorem ipsum dolor.")
    _properties(made, {"Registry": "R-17", "Owner": "A. Clerk"})
    change(made)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def _field(paragraph: WordParagraph, instruction: str, result: str) -> None:
    for kind in ("begin", instruction, "separate", result, "end"):
        run = paragraph.add_run()
        if kind == instruction:
            run._r.append(OxmlElement("w:instrText"))
            run._r[-1].text = kind
        elif kind == result:
            run.text = kind
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(name("fldCharType"), kind)
            run._r.append(mark)


def _properties(made: docx.document.Document, values: dict[str, str]) -> None:
    package = made.part.package
    package.relate_to(Part(PackURI(PATH), CONTENT_TYPE, custom_properties(values), package), RELATION)


def retyped(data: bytes, kind: str) -> bytes:
    """The file under another type."""
    result = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(result, "w") as new:
        for member in old.namelist():
            content = old.read(member)
            if member == "[Content_Types].xml":
                content = content.replace(
                    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", kind.encode()
                )
            new.writestr(member, content)
    return result.getvalue()


DOTX = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
DOTM = "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"
