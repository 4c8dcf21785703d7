"""Comments: what they say, whom they answer, and whether they are done with, which stands in a part of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefing.draft.reading_marks import date
from briefing.draft.reading_shared import Shared
from briefing.draft.reading_story import read_story
from briefing.draft.tree import Block, Comment, Paragraph
from briefing.ooxml.xml import W14, Element, name

_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_ID, _AUTHOR, _INITIALS, _DATE = (name(tag) for tag in ("id", "author", "initials", "date"))
_PARA_ID = f"{{{W14}}}paraId"


def read_comments(root: Element, extended: Element | None, shared: Shared) -> tuple[Comment, ...]:
    """The comments in the order in which the text comes to them, then those that it does not.

    To be called when the stories have been read. The part of threads knows a comment by the id of its last paragraph.
    """
    threads = {} if extended is None else {entry.get(f"{_W15}paraId", ""): entry for entry in extended}
    elements = {element.get(_ID, ""): element for element in root.iterfind(name("comment"))}
    last = {key: _identity(element) for key, element in elements.items()}
    by_identity = {identity: key for key, identity in last.items() if identity}
    order = [key for key in shared.quotes if key in elements]
    order += [key for key in elements if key not in shared.quotes]
    return tuple(_comment(key, elements[key], threads.get(last[key]), by_identity, shared) for key in order)


def _comment(key: str, element: Element, thread: Element | None, by_identity: Mapping[str, str], shared: Shared) -> Comment:
    parent, is_resolved = "", False
    if thread is not None:
        parent = by_identity.get(thread.get(f"{_W15}paraIdParent", ""), "")
        is_resolved = thread.get(f"{_W15}done", "0") in ("1", "true", "on")
    return Comment(
        id=key,
        author=element.get(_AUTHOR, ""),
        initials=element.get(_INITIALS, ""),
        date=date(element.get(_DATE, "")),
        text="\n".join(_lines(read_story(element, shared, {}))),
        quote="".join(shared.quotes.get(key, ())).strip("\n"),
        parent=parent,
        resolved=is_resolved,
    )


def _identity(comment: Element) -> str:
    paragraphs = list(comment.iter(name("p")))
    return paragraphs[-1].get(_PARA_ID, "") if paragraphs else ""


def _lines(blocks: tuple[Block, ...]) -> Iterator[str]:
    """A line a paragraph, without what has been deleted."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield "".join(run.text for run in block.runs if run.deleted is None)
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from _lines(cell.blocks)
