"""Comments as Word writes them: `comments.xml` for what they say, `commentsExtended.xml` for threads and what is resolved."""

from __future__ import annotations

from lxml import etree

from briefing.ooxml.comments import W15
from briefing.ooxml.xml import W14, Element, name, root, w
from tests.editing import Hand

_COMMENTS, _EXTENDED = "word/comments.xml", "word/commentsExtended.xml"
_TYPES, _RELATIONS = "[Content_Types].xml", "word/_rels/document.xml.rels"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_MICROSOFT = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARA_ID = f"{{{W14}}}paraId"


def comment(hand: Hand, first: Element, last: Element, text: str, *, author: str, date: str = "", answers: str = "") -> str:
    """Comment on what stands from one run, or change, to another; the id. `answers` is the id of what it answers."""
    comments, extended = _parts(hand)
    number = str(100 + len(comments))
    made = w("comment", id=number, author=author, initials=author[:1])
    if date:
        made.set(name("date"), date)
    for at, line in enumerate(text.split("\n")):
        shown = w("t")
        shown.text = line
        paragraph = w("p", w("r", shown))
        paragraph.set(_PARA_ID, f"{0x20000000 + 100 * int(number) + at:08X}")
        made.append(paragraph)
    comments.append(made)
    entry = etree.SubElement(extended, f"{{{W15}}}commentEx")
    entry.set(f"{{{W15}}}paraId", made[-1].get(_PARA_ID, ""))
    if answers:
        entry.set(f"{{{W15}}}paraIdParent", _identity(comments, answers))
    entry.set(f"{{{W15}}}done", "0")
    first.addprevious(w("commentRangeStart", id=number))
    last.addnext(w("r", w("commentReference", id=number)))
    last.addnext(w("commentRangeEnd", id=number))
    _save(hand, comments, extended)
    return number


def answer(hand: Hand, to: str, text: str, *, author: str, date: str = "") -> str:
    """Answer a comment of the file, by its id: the answer has the range of what it answers."""
    start = next(one for one in hand.body.iter(name("commentRangeStart")) if one.get(name("id")) == to)
    end = next(one for one in hand.body.iter(name("commentRangeEnd")) if one.get(name("id")) == to)
    return comment(hand, start, end, text, author=author, date=date, answers=to)


def resolve(hand: Hand, number: str) -> None:
    """Mark a thread as resolved."""
    comments, extended = _parts(hand)
    identity = _identity(comments, number)
    for entry in extended:
        if entry.get(f"{{{W15}}}paraId") == identity:
            entry.set(f"{{{W15}}}done", "1")
    _save(hand, comments, extended)


def ids(hand: Hand, author: str) -> list[str]:
    """The comments of somebody, by id."""
    return [one.get(name("id"), "") for one in _parts(hand)[0] if one.get(name("author")) == author]


def _identity(comments: Element, number: str) -> str:
    (found,) = (one for one in comments if one.get(name("id")) == number)
    return found[-1].get(_PARA_ID, "")


def _parts(hand: Hand) -> tuple[Element, Element]:
    if _COMMENTS not in hand.parts:
        return root("comments"), etree.Element(f"{{{W15}}}commentsEx", nsmap={"w15": W15})
    return etree.fromstring(hand.parts[_COMMENTS]), etree.fromstring(hand.parts[_EXTENDED])


def _save(hand: Hand, comments: Element, extended: Element) -> None:
    is_new = _COMMENTS not in hand.parts
    hand.parts[_COMMENTS], hand.parts[_EXTENDED] = etree.tostring(comments), etree.tostring(extended)
    if not is_new:
        return
    types = "".join(
        f'<Override PartName="/{part}" ContentType="{_KIND}.{kind}+xml"/>'
        for part, kind in ((_COMMENTS, "comments"), (_EXTENDED, "commentsExtended"))
    )
    relations = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{part}"/>'
        for key, kind, part in (("rIdC", _OFFICE, "comments.xml"), ("rIdE", _MICROSOFT, "commentsExtended.xml"))
    )
    for part, end, more in ((_TYPES, b"</Types>", types), (_RELATIONS, b"</Relationships>", relations)):
        hand.parts[part] = hand.parts[part].replace(end, more.encode() + end)
