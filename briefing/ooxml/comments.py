"""Comments of Word: `word/comments.xml`, and `word/commentsExtended.xml`, which tells what answers what and what is done.

Comments must not have ids that notes have: LibreOffice 7.4 then prints the text of one note under the number of another.

The second part knows a comment by the `w14:paraId` of its last paragraph (MS-DOCX 2.5.3). A file without comments has neither
part: some programs refuse an empty one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.parts.document import DocumentPart
from lxml import etree

from briefing.ooxml.xml import W14, Element, name, root, w

W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_EXTENDED_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"
_EXTENDED_RELATION = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"


class Comments:
    """The comments of one file, in the order of their ids, which count from `first`: more than the id of any note."""

    def __init__(self, first: int) -> None:
        self._first = first
        self._comments = root("comments")
        self._extended = etree.Element(f"{{{W15}}}commentsEx", nsmap={"w15": W15})

    @property
    def next(self) -> int:
        """The id of the next comment."""
        return self._first + len(self._comments)

    def add(self, author: str, date: str, paragraphs: Sequence[Element], parent: int | None = None) -> int:
        """A comment, or an answer to the comment `parent`; its id. Each paragraph, of which there is one at least, has its ids.

        `date` is ISO 8601, of a day or a moment; what is none is left out.
        """
        number = self.next
        initials = "".join(word[0] for word in author.split())
        comment = w("comment", *paragraphs, id=number, author=author, initials=initials)
        if moment := _moment(date):
            comment.set(name("date"), moment)
        entry = etree.SubElement(self._extended, f"{{{W15}}}commentEx")
        entry.set(f"{{{W15}}}paraId", _identity(comment))
        if parent is not None:
            entry.set(f"{{{W15}}}paraIdParent", _identity(self._comments[parent - self._first]))
        entry.set(f"{{{W15}}}done", "0")
        self._comments.append(comment)
        return number

    def write(self, document: DocumentPart) -> None:
        """Put both parts into the file, where there is a comment."""
        if not len(self._comments):
            return
        for path, kind, relation, element in (
            ("/word/comments.xml", CONTENT_TYPE.WML_COMMENTS, RELATIONSHIP_TYPE.COMMENTS, self._comments),
            ("/word/commentsExtended.xml", _EXTENDED_TYPE, _EXTENDED_RELATION, self._extended),
        ):
            data = etree.tostring(element, encoding="UTF-8", standalone=True)
            document.relate_to(Part(PackURI(path), kind, data, document.package), relation)


def surround(numbers: Sequence[int], first: Element, last: Element, reference: str) -> None:
    """Let comments be about the elements of a paragraph from `first` to `last`.

    `reference` is the id of the character style of their marks.
    """
    for number in numbers:
        first.addprevious(w("commentRangeStart", id=number))
    for number in numbers:
        mark = w("r", w("rPr", w("rStyle", val=reference)), w("commentReference", id=number))
        last.addnext(mark)
        last.addnext(w("commentRangeEnd", id=number))
        last = mark


def _identity(comment: Element) -> str:
    return comment[-1].get(f"{{{W14}}}paraId", "")


def _moment(date: str) -> str:
    """The moment as Word writes it: by the clock of the author, with a Z behind it."""
    try:
        return datetime.fromisoformat(date).strftime("%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        return ""
