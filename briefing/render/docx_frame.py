"""Headers and footers: ours where the template leaves room, else its own with what they say about the brief filled in.

Marking and mark of a draft are printed on every page: where the template's own header and footer have no place for them, they are
put under its header.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from docx.enum.section import WD_HEADER_FOOTER
from docx.parts.document import DocumentPart
from docx.section import Section, _BaseHeaderFooter

from briefing.document import Document
from briefing.ooxml import styles as names
from briefing.ooxml.fields import field
from briefing.ooxml.xml import Element, name, place, w
from briefing.render.docx_fields import asked, fill, has_content
from briefing.render.docx_fit import BEHIND_TABS
from briefing.render.docx_pen import PLAIN, Look, Pen
from briefing.render.docx_template import text_area

_APART = "\u2002·\u2002"
_BETWEEN_MARKS = "\u2003"
_LEFT_BEHIND = ("bookmarkStart", "bookmarkEnd", "proofErr")


def frame(document: Document, part: DocumentPart, section: Section, pen: Pen, properties: Mapping[str, str]) -> dict[str, str]:
    """Fill header and footer on every kind of page that the template has.

    `properties` are the custom ones of the template; those that its headers and footers show are returned.
    """
    kinds = [(section.header, section.footer, WD_HEADER_FOOTER.PRIMARY)]
    if section.different_first_page_header_footer:
        kinds.append((section.first_page_header, section.first_page_footer, WD_HEADER_FOOTER.FIRST_PAGE))
    if part.settings.odd_and_even_pages_header_footer:
        kinds.append((section.even_page_header, section.even_page_footer, WD_HEADER_FOOTER.EVEN_PAGE))
    page = _Page(document, pen, text_area(section)[0], properties)
    for header, footer, kind in kinds:
        page.draw(header, footer, "" if kind == WD_HEADER_FOOTER.FIRST_PAGE else document.title)
    return {key: properties[key] for key in sorted(properties) if key.lower() in page.asked}


class _Page:
    """Draws headers and footers. `asked` are the properties that those of the template show, in small letters."""

    def __init__(self, document: Document, pen: Pen, width: int, properties: Mapping[str, str]) -> None:
        self._document = document
        self._pen = pen
        self._width = width
        self._properties = properties
        self.asked: set[str] = set()

    def draw(self, header: _BaseHeaderFooter, footer: _BaseHeaderFooter, title: str) -> None:
        """The header and the footer of one kind of page."""
        said: set[str] = set()
        kept = []
        for target in (header, footer):
            if self._is_own(target):
                kept.append(target)
                said |= self._fill(target.part.element)
        marks = [mark for kind, mark in self._marks() if kind not in said]
        if header not in kept:
            start = [self._pen.text(title)] if title else []
            self._write(header, names.HEADER, [*start, *self._right(marks)])
        elif marks:
            style = w("pPr", w("pStyle", val=self._pen.styles.id(names.HEADER)), *self._tabs(names.HEADER))
            header.part.element.append(w("p", style, *self._right(marks)))
        if footer not in kept:
            self._write(footer, names.FOOTER, self._footer())

    # What the template has

    def _is_own(self, target: _BaseHeaderFooter) -> bool:
        """Whether a header or footer of another organisation's template has content: then it stays as it is."""
        return bool(self._document.template) and not target.is_linked_to_previous and has_content(target.part.element)

    def _fill(self, root: Element) -> set[str]:
        """Fill in what the template's own asks; the names of the placeholders in it. What Word noted for itself goes."""
        for element in list(root.iter(*map(name, _LEFT_BEHIND))):
            element.getparent().remove(element)  # type: ignore[union-attr]
        for element in root.iter():
            for attribute in [key for key in element.attrib if "rsid" in str(key)]:
                del element.attrib[attribute]
        self.asked |= asked(root)
        return fill(root, self._document, self._properties)

    # What is ours

    def _marks(self) -> Iterator[tuple[str, Element]]:
        """What is printed on every page, by the names of its placeholders."""
        if self._document.draft_mark:
            yield "draft", self._pen.text(self._document.draft_mark, Look(names.DRAFT_MARK))
        if self._document.marking:
            yield "marking", self._pen.text(self._document.marking, Look(names.MARKING))

    def _right(self, marks: Sequence[Element]) -> Iterator[Element]:
        """Marks at the right end of the line."""
        for at, mark in enumerate(marks):
            yield self._pen.text(_BETWEEN_MARKS) if at else self._pen.run(w("tab"))
            yield mark

    def _footer(self) -> Iterator[Element]:
        document, pen = self._document, self._pen
        labels, run = document.labels, pen.runner(PLAIN)
        yield pen.text(f"{labels.edition} {document.edition}{_APART}{document.date}")
        yield pen.run(w("tab"))
        yield pen.text(f"{labels.page} ")
        yield from field("PAGE", [pen.text("1")], run)
        yield pen.text(f" {labels.of} ")
        yield from field("NUMPAGES", [pen.text("1")], run)

    def _write(self, target: _BaseHeaderFooter, style: str, content: Iterable[Element]) -> None:
        """Write into the first paragraph of that style, which keeps its properties; what else the template has there, stays.

        Where there is none of that style, the first takes it if it is empty.
        """
        target.is_linked_to_previous = False
        root, wanted = target.part.element, self._pen.styles.id(style)
        found = next((paragraph for paragraph in root.iterfind(name("p")) if _style(paragraph) == wanted), None)
        if found is None:
            found = root.find(name("p"))
            if found is None or has_content(found):
                found = w("p")
                root.append(found)
        properties = found.find(name("pPr"))
        if properties is None:
            properties = w("pPr")
            found.insert(0, properties)
        for old in properties.findall(name("pStyle")):
            properties.remove(old)
        properties.insert(0, w("pStyle", val=wanted))
        for tabs in self._tabs(style):
            place(properties, tabs, BEHIND_TABS)
        for other in list(found)[1:]:
            found.remove(other)
        found.extend(content)

    def _tabs(self, style: str) -> list[Element]:
        """What sets the one tab of a line at its right end, where the style has others."""
        stops = self._pen.styles.tabs(style)
        if stops == {self._width: "right"}:
            return []
        cleared = [w("tab", val="clear", pos=position) for position in stops if position != self._width]
        return [w("tabs", *sorted([*cleared, w("tab", val="right", pos=self._width)], key=_position))]


def _position(tab: Element) -> int:
    return int(tab.get(name("pos"), "0"))


def _style(paragraph: Element) -> str:
    found = paragraph.find(f"{name('pPr')}/{name('pStyle')}")
    return "" if found is None else found.get(name("val"), "")
