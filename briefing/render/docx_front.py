"""What stands before the sections in Word: title block and contents; and the properties of the file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from docx.opc.coreprops import CoreProperties

from briefing.document import Document
from briefing.ooxml import styles as names
from briefing.ooxml.anchors import anchor
from briefing.ooxml.fields import closing, field, opening
from briefing.ooxml.xml import Element, legal, w
from briefing.render.docx_pen import PLAIN, Look, Pen, hold

_LONGEST_PROPERTY = 255
_CONTENTS = 1  # the id of the control around the contents, the only one in the file
_APART = "\u2002·\u2002"
_WIDE = "\u2003\u2003"


def title_block(document: Document, pen: Pen) -> Iterator[Element]:
    """Issuer, title, subtitle, edition and dates, and the abstract; what the brief has not is left out.

    The mark of a draft is not among them: it stands at the head of every page, of the first too.
    """
    if document.issuer:
        yield pen.paragraph(names.ISSUER, [pen.text(document.issuer)])
    yield pen.paragraph(names.TITLE, [pen.text(document.title)], anchors=[anchor("brief", "title")])
    if document.subtitle:
        yield pen.paragraph(names.SUBTITLE, [pen.text(document.subtitle)], anchors=[anchor("brief", "subtitle")])
    yield pen.paragraph(names.FACTS, _facts(document, pen))
    if document.abstract:
        yield pen.paragraph(names.ABSTRACT, [pen.text(document.abstract)], anchors=[anchor("brief", "abstract")])


def _facts(document: Document, pen: Pen) -> Iterator[Element]:
    labels = document.labels
    facts = ((labels.edition, str(document.edition)), (labels.date, document.date), (labels.cutoff, document.cutoff))
    for at, (label, value) in enumerate((label, value) for label, value in facts if value):
        if at:
            yield pen.text(_WIDE)
        yield pen.text(f"{label}\u2002", Look(names.LEAD_IN))
        yield pen.text(value)


def contents(document: Document, pen: Pen) -> Iterator[Element]:
    """The contents as a field of Word, filled with links: a line a section, its headings after it.

    Nobody but Word knows the page numbers, so the fields for them are empty until Word is told to update, and a number that would
    be wrong is never shown. An update of the whole table gives each heading a line. The control around heading and field is
    Word's own for contents; without it LibreOffice leaves the heading behind on another page.
    """
    lines: list[list[tuple[str, str]]] = []
    for level, text, block in document.contents():
        if level == 1:
            lines.append([])
        lines[-1].append((text, block))
    if not lines:
        return
    run = pen.runner(PLAIN)
    drawn = [pen.paragraph(names.CONTENTS_HEADING, [pen.text(document.labels.contents)])]
    for line in lines:
        before = opening(f'TOC \\o "1-{len(names.CONTENTS)}" \\h \\z', run) if line is lines[0] else []
        after = [closing(run)] if line is lines[-1] else []
        drawn.append(pen.paragraph(names.CONTENTS[0], [*before, *_line(line, pen), *after]))
    kind = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
    yield w("sdt", w("sdtPr", w("id", val=_CONTENTS), kind), w("sdtContent", *hold(drawn)))


def _line(line: list[tuple[str, str]], pen: Pen) -> Iterator[Element]:
    """A section and its headings, and an empty field for the page of the section."""
    (title, section), *headings = line
    yield pen.jump(anchor(section), pen.text(title, Look(bold=True)))
    for at, (text, block) in enumerate(headings):
        yield pen.text(_APART if at else "\u2002")
        yield pen.jump(anchor(block), pen.text(text))
    page = field(f"PAGEREF {anchor(section)} \\h", [], pen.runner(PLAIN))
    yield pen.jump(anchor(section), pen.run(w("tab")), *page)


def describe(document: Document, properties: CoreProperties) -> None:
    """Say in the file what it is. Times are the date of the brief, and no machine or account is named."""
    root = properties._element
    for child in list(root):
        root.remove(child)
    properties.title = _short(document.title)
    properties.language = _short(document.language)
    properties.identifier = _short(document.id)
    if document.subtitle:
        properties.subject = _short(document.subtitle)
    if document.issuer:
        properties.author = _short(document.issuer)
    properties.created = properties.modified = datetime.fromisoformat(document.iso_date)


def _short(text: str) -> str:
    """As much of a text as a property may hold."""
    return legal(text)[:_LONGEST_PROPERTY]
