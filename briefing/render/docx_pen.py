"""What draws one story of a Word file, the body or the notes: runs of text, links, calls of notes, and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from urllib.parse import quote

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.parts.story import StoryPart
from msgspec import Struct
from msgspec.structs import replace

from briefing.document import Emphasis, Foreign, Inline, Inlines, Link, NoteRef, Strong, Text
from briefing.ooxml import styles as names
from briefing.ooxml.anchors import paragraph_id
from briefing.ooxml.styles import Styles
from briefing.ooxml.text import pieces
from briefing.ooxml.xml import W14, Element, R, legal, name, w

_ADDRESS = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_KEPT_IN_ADDRESSES = ":/?#[]@!$&'()*+,;=%~"
_BETWEEN_CALLS = ","


class Look(Struct, frozen=True):
    """How characters look: a character style by its name, or none, and what stress adds to it."""

    style: str = ""
    bold: bool = False
    italic: bool = False
    language: str = ""
    """Of words in another language than the document's."""


PLAIN = Look()


class Marks:
    """The ids and names that must be unique in the whole file."""

    def __init__(self, document: str) -> None:
        self._document = document
        self._bookmarks: set[str] = set()
        self._paragraphs: set[str] = set()

    def bookmark(self, bookmark: str) -> tuple[Element, Element]:
        """The start and the end of a bookmark. A name given twice is a fault of this program: ValueError."""
        if bookmark in self._bookmarks:
            raise ValueError(f"bookmark given twice: {bookmark}")
        number = len(self._bookmarks)
        self._bookmarks.add(bookmark)
        return w("bookmarkStart", id=number, name=bookmark), w("bookmarkEnd", id=number)

    def identify(self, paragraph: Element, key: str) -> None:
        """Give a paragraph its ids, which depend on the brief and the key alone. An empty key means the next number."""
        key = f"{self._document}/{key or len(self._paragraphs)}"
        while (identity := paragraph_id(key)) in self._paragraphs:
            key += "'"
        self._paragraphs.add(identity)
        paragraph.set(f"{{{W14}}}paraId", identity)
        paragraph.set(f"{{{W14}}}textId", paragraph_id(f"{key}/text"))


class Pen:
    """Draws into one part. `calls` are the numbers of the notes called so far, in the order of the calls."""

    def __init__(self, part: StoryPart, styles: Styles, marks: Marks) -> None:
        self.part = part
        self.styles = styles
        self.marks = marks
        self.calls: list[int] = []

    # Runs

    def run(self, *content: Element, look: Look = PLAIN) -> Element:
        """A run with that content."""
        properties = []
        if look.style:
            properties.append(w("rStyle", val=self.styles.id(look.style)))
        if look.bold:
            properties += [w("b"), w("bCs")]
        if look.italic:
            properties += [w("i"), w("iCs")]
        if look.language:
            properties.append(w("lang", val=look.language))
        return w("r", *([w("rPr", *properties)] if properties else ()), *content)

    def text(self, text: str, look: Look = PLAIN) -> Element:
        """A run of characters."""
        return self.run(*pieces(text), look=look)

    def label(self, text: str) -> Element:
        """Words of the program before words of the brief."""
        return self.text(text, Look(names.LABEL))

    def runner(self, look: Look) -> Callable[..., Element]:
        """What makes the runs of a field that looks so."""
        return lambda *content: self.run(*content, look=look)

    def inlines(self, inlines: Inlines, look: Look = PLAIN) -> list[Element]:
        """Inlines as runs and links. Calls of notes that meet get a comma between them, or 1 and 2 would read as 12."""
        drawn: list[Element] = []
        for inline in inlines:
            for element in self._inline(inline, look):
                if drawn and _is_call(element) and _is_call(drawn[-1]):
                    drawn.append(self.text(_BETWEEN_CALLS, Look(names.NOTE_MARK)))
                drawn.append(element)
        return drawn

    def _inline(self, inline: Inline, look: Look) -> list[Element]:
        match inline:
            case Text(text):
                return [self.text(text, look)] if text else []
            case Emphasis(children):
                return self.inlines(children, replace(look, italic=True))
            case Strong(children):
                return self.inlines(children, replace(look, bold=True))
            case Foreign(language, children):
                return self.inlines(children, replace(look, language=language))
            case Link(url, children) if _ADDRESS.match(url):
                return self._link(url, self.inlines(children, replace(look, style=names.LINK)))
            case Link(_, children):
                return self.inlines(children, look)
            case NoteRef(number):
                self.calls.append(number)
                return [self.run(w("footnoteReference", id=number), look=Look(names.NOTE_MARK))]

    def _link(self, url: str, drawn: list[Element]) -> list[Element]:
        """A link around what was drawn; calls of notes in it go behind it, for a click on them leads to the note."""
        target = quote(legal(url), safe=_KEPT_IN_ADDRESSES)
        link = w("hyperlink", *(element for element in drawn if not _is_call(element)), history=1)
        link.set(f"{{{R}}}id", self.part.rels.get_or_add_ext_rel(RELATIONSHIP_TYPE.HYPERLINK, target))
        return [link, *(element for element in drawn if _is_call(element))]

    def jump(self, bookmark: str, *content: Element) -> Element:
        """A link to a place in the same file."""
        return w("hyperlink", *content, anchor=bookmark, history=1)

    def marked(self, anchor: str, content: Iterable[Element]) -> list[Element]:
        """Part of a paragraph, with a bookmark of its own around it."""
        start, end = self.marks.bookmark(anchor)
        return [start, *content, end]

    # Paragraphs

    def paragraph(
        self,
        style: str,
        content: Iterable[Element],
        *,
        anchors: Sequence[str] = (),
        direct: Sequence[Element] = (),
        key: str = "",
    ) -> Element:
        """A paragraph in a style, named by bookmarks.

        `direct` are its other properties, in the order of the schema. `key` gives it its ids where its bookmarks are in the
        content.
        """
        paragraph = w("p", w("pPr", w("pStyle", val=self.styles.id(style)), *direct))
        ends = []
        for anchor in anchors:
            start, end = self.marks.bookmark(anchor)
            paragraph.append(start)
            ends.append(end)
        paragraph.extend(content)
        paragraph.extend(ends)
        self.marks.identify(paragraph, anchors[-1] if anchors else key)
        return paragraph


def hold(paragraphs: Sequence[Element], *, to_next: bool = False) -> Sequence[Element]:
    """Keep paragraphs on one page, with what follows the last of them if asked."""
    for paragraph in paragraphs if to_next else paragraphs[:-1]:
        properties = paragraph[0]
        if properties.find(name("keepNext")) is None:
            properties.insert(1, w("keepNext"))
    return paragraphs


def length(paragraphs: Iterable[Element]) -> int:
    """The characters of paragraphs, about."""
    return sum(len(text.text or "") for paragraph in paragraphs for text in paragraph.iter(name("t")))


def _is_call(element: Element) -> bool:
    return element.find(name("footnoteReference")) is not None
