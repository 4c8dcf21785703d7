"""The page of the house template made that of a document: US Letter in place of A4, and everything closer on a one-pager."""

from __future__ import annotations

from docx.section import Section
from docx.shared import Twips

from briefing.document import Document
from briefing.ooxml import styles as names
from briefing.ooxml.styles import name_of
from briefing.ooxml.xml import Element, name
from briefing.render.docx_template import text_area

_LETTER = (12240, 15840)  # twentieths of a point
_CLOSER = {
    names.TITLE: (40, 460, 0, 20),
    names.SUBTITLE: (22, 280, 0, 60),
    names.FACTS: (17, 220, 60, 100),
    names.KEY_POINTS_HEADING: (23, 260, 60, 0),
    names.KEY_POINTS: (17, 226, 0, 100),
    names.HEADINGS[0]: (23, 260, 120, 20),
    names.CAPTION: (18, 240, 100, 40),
    names.SOURCE_NOTE: (15, 190, 30, 60),
    names.REFERENCE: (15, 190, 0, 10),
}
"""Styles of a one-pager: their size in half-points; line, space before and after in twentieths of a point."""


def fit_page(document: Document, section: Section, styles: Element) -> None:
    """Give a section of the house template the size of the document's pages, and its styles the measures of its form.

    The text is as wide on Letter as on A4, so that tabs, tables and pictures need no other measures. A template of another
    organisation has a page and measures of its own, and keeps them.
    """
    if document.template:
        return
    if document.page == "Letter":
        side = Twips((_LETTER[0] - text_area(section)[0]) // 2)
        section.page_width, section.page_height = Twips(_LETTER[0]), Twips(_LETTER[1])
        section.left_margin = section.right_margin = side
    if document.form == "one-pager":
        section.top_margin = section.bottom_margin = Twips(1020)
        for style in styles.iterfind(name("style")):
            if measures := _CLOSER.get(name_of(style)):
                _measure(style, *measures)


def _measure(style: Element, size: int, line: int, before: int, after: int) -> None:
    for found in style.iterfind(f"{name('rPr')}/*"):
        if found.tag in (name("sz"), name("szCs")):
            found.set(name("val"), str(size))
    for spacing in style.iterfind(f"{name('pPr')}/{name('spacing')}"):
        for attribute, value in (("line", line), ("before", before), ("after", after)):
            spacing.set(name(attribute), str(value))
