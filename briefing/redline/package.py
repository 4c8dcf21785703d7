"""A Word file in, the same file with tracked changes out: which parts there are, and the order of the work.

The body is laid beside the old one, then the notes whose calls were met; last, notes and comments are counted anew. Everything
else of the new file stays as it is: contents, header, footer, bookmarks, and what it says that it was made from.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from zipfile import ZipFile

from lxml import etree

from briefing.draft.tree import Draft
from briefing.draft.views import accepted_draft
from briefing.ooxml import styles as names
from briefing.ooxml.package import member
from briefing.ooxml.xml import Element, name
from briefing.redline import parts
from briefing.redline.apart import set_apart
from briefing.redline.content import Contents
from briefing.redline.looks import Looks
from briefing.redline.marks import Marks
from briefing.redline.notes import Notes
from briefing.redline.paragraphs import Paragraphs
from briefing.redline.stories import Stories

_ID = name("id")
_COMMENTED = tuple(map(name, ("commentRangeStart", "commentRangeEnd", "commentReference", "comment")))


def redlined(new: bytes, old: Draft, *, author: str, date: str) -> bytes:
    """A draft in which all that differs from an earlier one is tracked, as changes of that author.

    `new` is a file as our writer drew it, `old` an earlier one as it was read; if it was edited, its changes count as accepted.
    `date` is ISO 8601, of a day or a moment. Rejecting all changes gives the text of the old, accepting them that of the new.
    Looks, pictures, contents, header and footer are those of the new and have no changes.
    """
    with ZipFile(io.BytesIO(new)) as package:
        members = {key: package.read(key) for key in package.namelist()}
    earlier = accepted_draft(old)
    if earlier.notes:
        parts.give_notes(members)
    roots = {key: etree.fromstring(members[key]) for key in parts.CHANGED if key in members}
    _track(roots, etree.fromstring(members[parts.STYLES]), earlier, author, date)
    members |= {key: etree.tostring(root, encoding="UTF-8", standalone=True) for key, root in roots.items()}
    result = io.BytesIO()
    with ZipFile(result, "w") as target:
        for key, data in members.items():
            target.writestr(member(key), data)
    return result.getvalue()


def _track(roots: dict[str, Element], styles: Element, old: Draft, author: str, date: str) -> None:
    body, footnotes = roots[parts.BODY][0], roots.get(parts.NOTES, parts.no_notes())
    looks = Looks(styles)
    contents = Contents(footnotes, looks.style("character", names.NOTE_MARK))
    marks = Marks(author, date, _highest_id(roots.values()) + len(old.notes) + 1)
    notes = Notes(footnotes, old.notes)
    paragraphs = Paragraphs(contents, looks, marks, notes)
    stories = Stories(paragraphs, parts.text_width(body))
    stories.lay(body, old.body)
    for note, was in notes.kept:
        stories.lay(note, was.blocks)
    for note in notes.inserted:
        stories.insert(note)
    for note, was in notes.removed:
        stories.fill(note, was.blocks)
    for root in (body, footnotes):
        set_apart(root)
    _move_comments(roots.values(), notes.number(body))


def _highest_id(roots: Iterable[Element]) -> int:
    return max(int(key) for root in roots for element in root.iter() if (key := element.get(_ID, "")).isdecimal())


def _move_comments(roots: Iterable[Element], by: int) -> None:
    """Keep the ids of comments beyond those of notes: LibreOffice takes one for the other."""
    for root in roots:
        for element in root.iter(*_COMMENTED):
            element.set(_ID, str(int(element.get(_ID, "0")) + by))
