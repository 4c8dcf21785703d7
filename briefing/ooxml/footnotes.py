"""The part of a Word file that holds its footnotes.

Word finds a note by its id; other programs give the n-th reference the n-th note. So ids ascend in the order of the references,
and each note is referenced once.
"""

from __future__ import annotations

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import PartFactory
from docx.oxml.parser import register_element_cls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.document import DocumentPart
from docx.parts.story import StoryPart

from briefing.ooxml.xml import BEHIND_NOTE_SETTINGS, Element, place, root, w

_RULES = ((-1, "separator"), (0, "continuationSeparator"))


class FootnotesPart(StoryPart):
    """`word/footnotes.xml`. Links in notes have their relationships here, not in the document part."""


class _Footnotes(BaseOxmlElement):
    """`w:footnotes`"""


class _Footnote(BaseOxmlElement):
    """`w:footnote`"""


register_element_cls("w:footnotes", _Footnotes)
register_element_cls("w:footnote", _Footnote)
PartFactory.part_type_for[CONTENT_TYPE.WML_FOOTNOTES] = FootnotesPart


def add_footnotes(document: DocumentPart) -> FootnotesPart:
    """Give a document without notes a part for them, with the two rules that Word wants in it, and say so in its settings."""
    notes = root("footnotes", *(note(number, w("p", w("r", w(kind))), type=kind) for number, kind in _RULES))
    assert document.package is not None
    part = FootnotesPart(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, notes, document.package)  # type: ignore[arg-type]
    document.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    place(document.settings.element, w("footnotePr", *(w("footnote", id=number) for number, _ in _RULES)), BEHIND_NOTE_SETTINGS)
    return part


def note(number: int, *paragraphs: Element, **attributes: str) -> Element:
    """A note with that id."""
    return w("footnote", *paragraphs, id=number, **attributes)
