"""Remarks as comments of Word, on the words that they are about.

They stand in the text and in tables only: Word knows no comments in notes, so one about a note stands at its call.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from briefing.document import Document, Remark
from briefing.ooxml import styles as names
from briefing.ooxml.anchors import anchor
from briefing.ooxml.comments import Comments, surround
from briefing.ooxml.text import characters, pieces
from briefing.ooxml.xml import Element, name, w
from briefing.render.docx_pen import Look, Pen

_LOST = anchor("brief", "title")


class Remarks:
    """Writes the remarks of one document into its body, once that is drawn and while each bookmark ends in its paragraph."""

    def __init__(self, document: Document, body: Element, pen: Pen) -> None:
        self._pen = pen
        self._generated = {pen.styles.id(style) for style in names.GENERATED}
        self._places = {start.get(name("name"), ""): start for start in body.iter(name("bookmarkStart"))}
        calls = {call.get(name("id")): call.getparent() for call in body.iter(name("footnoteReference"))}
        self._calls = {note.id: calls[str(note.number)] for note in document.notes}
        self._comments = Comments(max((note.number for note in document.notes), default=0) + 1)

    def write(self, remarks: tuple[Remark, ...]) -> Comments:
        """A comment for each remark, its answers behind it."""
        for remark in remarks:
            first = self._comment(remark.author, remark.date, remark.text)
            answers = [self._comment(answer.author, answer.date, answer.text, first) for answer in remark.answers]
            surround([first, *answers], *self._about(remark), self._pen.styles.id(names.COMMENT_MARK))
        return self._comments

    def _comment(self, author: str, date: str, text: str, parent: int | None = None) -> int:
        pen, paragraphs = self._pen, []
        for at, line in enumerate(text.split("\n")):
            mark = [pen.run(w("annotationRef"), look=Look(names.COMMENT_MARK))] if at == 0 else []
            key = f"comment/{self._comments.next}/{at}"
            paragraphs.append(pen.paragraph(names.COMMENT_TEXT, [*mark, pen.text(line)], key=key))
        return self._comments.add(author, date, paragraphs, parent)

    def _about(self, remark: Remark) -> tuple[Element, Element]:
        """The first and the last of the elements that a remark is about: of its words, or, where they are not found, its text."""
        call = self._calls.get(remark.block)
        if call is not None:
            return call, call
        wanted = (anchor(remark.block, remark.part), anchor(remark.block), _LOST)
        start = next(self._places[place] for place in wanted if place in self._places)
        content = [(element, self._own(element)) for element in _content(start)]
        text = "".join(own for _, own in content)
        at = text.find(remark.quote)
        if remark.quote and at >= 0:
            return _cut_out(content, at, at + len(remark.quote))
        filled = [element for element, own in content if own] or [element for element, _ in content] or [start]
        return filled[0], filled[-1]

    def _own(self, element: Element) -> str:
        """The words of the brief in a run or a link."""
        runs = (run for run in element.iter(name("r")) if _style(run) not in self._generated)
        return "".join(map(characters, runs))


def _content(start: Element) -> Iterator[Element]:
    """The runs and links from the start of a bookmark to its end."""
    for element in start.itersiblings():
        if element.tag == name("bookmarkEnd") and element.get(name("id")) == start.get(name("id")):
            return
        if element.tag in (name("r"), name("hyperlink")):
            yield element


def _cut_out(content: list[tuple[Element, str]], start: int, end: int) -> tuple[Element, Element]:
    """The first and the last element of the characters from `start` to `end`: runs are cut there, links are taken whole."""
    found: list[Element] = []
    at = 0
    for element, own in content:
        begins, ends = max(start - at, 0), end - at
        at += len(own)
        if not own or begins >= len(own) or ends <= 0:
            continue
        if element.tag == name("r"):
            if ends < len(own):
                _cut(element, ends)
            if begins:
                element = _cut(element, begins)  # noqa: PLW2901 - what is in front of the words stays behind
        found.append(element)
    return found[0], found[-1]


def _cut(run: Element, at: int) -> Element:
    """Cut a run in two; the second."""
    second = deepcopy(run)
    text = characters(run)
    for half, part in ((run, text[:at]), (second, text[at:])):
        for child in [child for child in half if child.tag != name("rPr")]:
            half.remove(child)
        half.extend(pieces(part))
    run.addnext(second)
    return second


def _style(run: Element) -> str:
    found = run.find(f"{name('rPr')}/{name('rStyle')}")
    return "" if found is None else found.get(name("val"), "")
