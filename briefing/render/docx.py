"""The Word writer: the document in the styles of the house template, with notes that Word itself numbers.

The order of work: the template is opened and emptied, and gets the styles that it lacks; header and footer are filled; title
block, key points, contents and sections are drawn, then the comments on them, the notes that they called, and the properties;
last the file is signed with what it was made from, and saved so that the same document gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from zipfile import BadZipFile

from docx.opc.exceptions import PackageNotFoundError
from docx.parts.document import DocumentPart
from lxml.etree import XMLSyntaxError

from briefing.document import Differences, Document, Note, Section
from briefing.ooxml import styles as names
from briefing.ooxml.anchors import note_anchor
from briefing.ooxml.footnotes import FootnotesPart, add_footnotes, note
from briefing.ooxml.package import save
from briefing.ooxml.styles import MissingStyleError, Styles, WrongStyleError
from briefing.ooxml.xml import Element, name, w
from briefing.render.charts import Charts
from briefing.render.docx_adopt import adopt
from briefing.render.docx_blocks import Blocks
from briefing.render.docx_exhibits import Exhibits
from briefing.render.docx_frame import frame
from briefing.render.docx_front import contents, describe, title_block
from briefing.render.docx_identity import sign
from briefing.render.docx_lists import Lists
from briefing.render.docx_page import fit_page
from briefing.render.docx_pen import Look, Marks, Pen
from briefing.render.docx_remarks import Remarks
from briefing.render.docx_sections import lay
from briefing.render.docx_template import clear, numbering, open_template, speak, text_area
from briefing.render.faults import TemplateFault
from briefing.render.reach import first
from briefing.workspace import Workspace, program_templates

TEMPLATE = "house.docx"


def to_docx(document: Document, workspace: Workspace) -> bytes:
    """The document as a Word file.

    The template is the one that the document names, else the first `house.docx` in the template folders of the workspace. Raises
    TemplateFault where there is none, where it is no Word file, or has a style of ours for something else; ResourceFault for a
    picture, ChartFault for a chart.
    """
    path = _template(document, workspace)
    shown = workspace.shown(path)
    try:
        package, part, properties = open_template(path)
    except (PackageNotFoundError, BadZipFile, XMLSyntaxError, KeyError, ValueError, AttributeError, OSError) as error:
        raise TemplateFault(shown, 0, "this is not a Word document that can serve as a template") from error
    try:
        _draw(document, workspace, part, properties)
    except MissingStyleError as error:
        raise TemplateFault(shown, 0, f"the style “{error}” is missing") from error
    except WrongStyleError as error:
        raise TemplateFault(shown, 0, str(error)) from error
    describe(document, package.core_properties)
    return save(package)


def _template(document: Document, workspace: Workspace) -> Path:
    if document.template:
        path = workspace.inside(document.template)
        if path is None or not path.is_file():
            raise TemplateFault(document.template, 0, "there is no such file in the workspace")
        return path
    found = first(TEMPLATE, workspace.template_folders, workspace)
    if found is None:
        raise TemplateFault(TEMPLATE, 0, f"there is no {TEMPLATE} in the template folders")
    return found


def _draw(document: Document, workspace: Workspace, part: DocumentPart, properties: Mapping[str, str]) -> None:
    body = clear(part)
    adopt(part, program_templates() / TEMPLATE)
    styles = Styles(part.styles.element)
    speak(document.language, part)
    marks = Marks(document.id)
    pen = Pen(part, styles, marks)
    section = part.document.sections[-1]
    fit_page(document, section, part.styles.element)
    exhibits = Exhibits(pen, workspace, Charts(document, workspace, points=True), *text_area(section))
    blocks = Blocks(document, pen, Lists(numbering(part), styles), exhibits)
    kept = frame(document, part, section, pen, properties)
    lay(body, _content(document, pen, blocks))
    if pen.calls != [note.number for note in document.notes]:
        raise ValueError(f"notes are not called once each in the order of their numbers: {pen.calls}")
    Remarks(document, body, pen).write(document.remarks).write(part)
    _loosen(body)
    notes = add_footnotes(part) if document.notes else None
    if notes:
        _write_notes(document.notes, notes, Pen(notes, styles, marks))
    sign(document, part, notes, kept)


def _content(document: Document, pen: Pen, blocks: Blocks) -> Iterator[Element]:
    yield from title_block(document, pen)
    for section in document.sections:
        if section.role == "key-points":
            yield from blocks.section(section, new_page=False)
    yield from contents(document, pen)
    for role in ("body", "annex"):
        for section in (section for section in document.sections if section.role == role):
            yield from blocks.section(section, new_page=_begins_in_columns(section))


def _begins_in_columns(section: Section) -> bool:
    """Whether columns follow on the title: no program is sure to keep them together, and the title might end a page."""
    return isinstance(next(iter(section.blocks), None), Differences)


def _write_notes(notes: tuple[Note, ...], part: FootnotesPart, pen: Pen) -> None:
    """The notes under their own numbers: Word counts them from 1 in the order of their calls, and so do they.

    The bookmark of a note begins behind its mark: before it, LibreOffice loses the bookmark.
    """
    mark = Look(names.NOTE_MARK)
    for entry in notes:
        place = note_anchor(entry.number)
        content = [pen.run(w("footnoteRef"), look=mark), pen.text("\t", mark), *pen.marked(place, pen.inlines(entry.text))]
        paragraph = pen.paragraph(names.NOTE_TEXT, content, key=place)
        part.element.append(note(entry.number, paragraph))


def _loosen(body: Element) -> None:
    """Let bookmarks end behind the paragraph's mark where another paragraph follows.

    A bookmark that covers the words alone is gone when somebody in Word types over all of them. One that ends before the last
    words of its paragraph stays as it is.
    """
    for paragraph in body.iterfind(name("p")):
        following = paragraph.getnext()
        if following is not None and following.tag == name("p"):
            while (end := paragraph[-1]).tag == name("bookmarkEnd"):
                paragraph.addnext(end)
