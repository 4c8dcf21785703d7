"""Faults in a Word file that the Open XML SDK's validator does not see, and that Word or LibreOffice punish.

The rule for notes is stricter than the standard: LibreOffice gives the n-th reference the n-th note, whatever their ids.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator
from zipfile import ZipFile

from lxml import etree

from briefing.ooxml.comments import W15
from briefing.ooxml.xml import W14, Element, name

_MARKS = ("bookmarkStart", "bookmarkEnd")
_STYLED = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "styleLink", "numStyleLink")


def lint(data: bytes) -> list[str]:
    """The faults of a file, each as a sentence."""
    with ZipFile(io.BytesIO(data)) as package:
        parts = {part: etree.fromstring(package.read(part)) for part in package.namelist() if _is_word(part)}
    document, styles, settings = (parts.get(f"word/{part}.xml") for part in ("document", "styles", "settings"))
    notes = parts.get("word/footnotes.xml")
    comments, extended = parts.get("word/comments.xml"), parts.get("word/commentsExtended.xml")
    assert document is not None and styles is not None and settings is not None
    stories = [
        document,
        *(
            root
            for part, root in parts.items()
            if part.startswith(("word/header", "word/footer", "word/footnotes", "word/comments."))
        ),
    ]
    return [
        *_notes(document, notes),
        *_note_settings(settings, notes),
        *_bookmarks(stories),
        *_paragraph_ids(stories),
        *_controls(stories),
        *_styles([*parts.values()], styles),
        *_deleted_text(stories),
        *_fields(stories),
        *_comments(document, notes, comments),
        *_answers(comments, extended),
    ]


def _is_word(part: str) -> bool:
    return part.startswith("word/") and part.endswith(".xml") and "/theme/" not in part


def _all(roots: Iterable[Element], *tags: str) -> Iterator[Element]:
    for root in roots:
        yield from root.iter(*(name(tag) for tag in tags))


def _value(element: Element, attribute: str = "val") -> str:
    return element.get(name(attribute), "")


def _repeated(values: Iterable[str]) -> list[str]:
    return sorted(value for value, times in Counter(values).items() if times > 1)


def _notes(document: Element, notes: Element | None) -> Iterator[str]:
    called = [int(_value(call, "id")) for call in _all([document], "footnoteReference")]
    own = [] if notes is None else [int(_value(note, "id")) for note in notes if not _value(note, "type")]
    yield from (f"note {number} is called twice" for number in _repeated(map(str, called)))
    if called != sorted(called):
        yield "note ids do not ascend in the order of the calls"
    if own != sorted(own):
        yield "note ids do not ascend in their part"
    yield from (f"note {number} is never called" for number in own if number not in called)
    yield from (f"note {number} is called and missing" for number in called if number not in own)


def _note_settings(settings: Element, notes: Element | None) -> Iterator[str]:
    named = {_value(note, "id") for note in _all(settings.findall(name("footnotePr")), "footnote")}
    rules = set() if notes is None else {_value(note, "id") for note in notes if _value(note, "type")}
    if notes is not None and not named:
        yield "the settings have no footnotePr"
    elif named != rules:
        yield "the settings and the notes differ on the separators"


def _bookmarks(stories: list[Element]) -> Iterator[str]:
    starts, ends = ([_value(mark, "id") for mark in _all(stories, tag)] for tag in _MARKS)
    names = (_value(mark, "name") for mark in _all(stories, "bookmarkStart"))
    yield from (f"two bookmarks are named {found}" for found in _repeated(names))
    yield from (f"two bookmarks have the id {found}" for found in _repeated(starts))
    yield from (f"bookmark {found} has no end" for found in starts if found not in ends)
    yield from (f"bookmark {found} has no start" for found in ends if found not in starts)


def _paragraph_ids(stories: list[Element]) -> Iterator[str]:
    ids = [found for paragraph in _all(stories, "p") if (found := paragraph.get(f"{{{W14}}}paraId"))]
    yield from (f"two paragraphs have the id {found}" for found in _repeated(ids))
    yield from (f"paragraph id {found} is out of range" for found in ids if not 0 < int(found, 16) < 0x7FFFFFFF)


def _controls(stories: list[Element]) -> Iterator[str]:
    ids = (_value(found, "id" if found.get(name("id")) else "val") for found in _all(stories, "id"))
    yield from (f"two content controls have the id {found}" for found in _repeated(ids))


def _styles(roots: list[Element], styles: Element) -> Iterator[str]:
    known = {_value(style, "styleId") for style in _all([styles], "style")}
    used = {_value(use) for use in _all(roots, *_STYLED)}
    yield from (f"there is no style {found}" for found in sorted(used - known))


def _deleted_text(stories: list[Element]) -> Iterator[str]:
    for deletion in _all(stories, "del"):
        if next(_all([deletion], "t"), None) is not None:
            yield "deleted text is in w:t, not in w:delText"


def _fields(stories: list[Element]) -> Iterator[str]:
    for story in stories:
        open_fields: list[str] = []
        for mark in _all([story], "fldChar"):
            kind = _value(mark, "fldCharType")
            if kind == "begin":
                open_fields.append(kind)
            elif not open_fields or (kind == "separate" and open_fields[-1] == "separate"):
                yield f"a field has a stray {kind}"
            elif kind == "separate":
                open_fields[-1] = kind
            else:
                open_fields.pop()
        if open_fields:
            yield "a field has no end"


def _comments(document: Element, notes: Element | None, comments: Element | None) -> Iterator[str]:
    own = [] if comments is None else [_value(comment, "id") for comment in comments]
    if comments is not None and not own:
        yield "there is a part for comments without one"
    yield from (f"two comments have the id {found}" for found in _repeated(own))
    of_notes = set() if notes is None else {_value(note, "id") for note in notes}
    yield from (f"a comment and a note have the id {found}" for found in own if found in of_notes)
    for tag, said in (("commentRangeStart", "a start"), ("commentRangeEnd", "an end"), ("commentReference", "a mark")):
        times = Counter(_value(mark, "id") for mark in _all([document], tag))
        yield from (f"comment {found} does not have {said}, once" for found in own if times[found] != 1)
        yield from (f"{said} names comment {found}, which is missing" for found in sorted(set(times) - set(own)))
    order = [(element.tag, _value(element, "id")) for element in _all([document], "commentRangeStart", "commentRangeEnd")]
    for found in own:
        kinds = [tag for tag, key in order if key == found]
        if kinds[:1] == [name("commentRangeEnd")]:
            yield f"comment {found} ends before it starts"
    if notes is not None and next(_all([notes], "commentReference", "commentRangeStart"), None) is not None:
        yield "there is a comment in a note, where Word allows none"


def _answers(comments: Element | None, extended: Element | None) -> Iterator[str]:
    """Each comment is told of once, by the id of its last paragraph, and answers one that is there."""
    own = [] if comments is None else [_paragraph_id(comment) for comment in comments]
    told = [] if extended is None else [entry.get(f"{{{W15}}}paraId", "") for entry in extended]
    parents = [] if extended is None else [parent for entry in extended if (parent := entry.get(f"{{{W15}}}paraIdParent"))]
    if sorted(own) != sorted(told):
        yield "the comments and what is told of them differ"
    yield from (f"an answer is to {found}, which is no comment" for found in parents if found not in own)


def _paragraph_id(comment: Element) -> str:
    last = list(comment.iter(name("p")))[-1:]
    return last[0].get(f"{{{W14}}}paraId", "") if last else ""
