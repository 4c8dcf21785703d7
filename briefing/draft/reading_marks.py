"""Marks in a story that are no text: changes and by whom, ranges of moves, ranges of comments and what is in them."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from briefing.draft.reading_line import Line, Where
from briefing.draft.tree import Change
from briefing.ooxml.xml import Element, name

_ID, _NAME, _AUTHOR, _DATE = (name(tag) for tag in ("id", "name", "author", "date"))
_INSERTIONS, _DELETIONS = (name("ins"), name("moveTo")), (name("del"), name("moveFrom"))
_MOVES = {name("moveFromRangeStart"): name("moveFrom"), name("moveToRangeStart"): name("moveTo")}
_COMMENT, _COMMENT_END, _REFERENCE = name("commentRangeStart"), name("commentRangeEnd"), name("commentReference")


def date(text: str) -> str:
    """A date as the file gives it; empty for what is none, as LibreOffice writes where it knows none."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return ""
    return text


def change(element: Element, move: str = "") -> Change:
    """Who made a change, and when."""
    return Change(element.get(_AUTHOR, ""), date(element.get(_DATE, "")), move)


class Ranges:
    """The ranges that are open at a place of a story."""

    def __init__(self, story: Element, quotes: dict[str, list[str]]) -> None:
        """`quotes` takes what the range of each comment holds."""
        self.comments: dict[str, None] = {}
        self._quotes = quotes
        self._ended = frozenset(end.get(_ID, "") for end in story.iter(_COMMENT_END))
        self._moves: dict[str, str] = {}

    def changed(self, element: Element, where: Where) -> Where:
        """What holds in an element that may be a change."""
        if element.tag in _INSERTIONS:
            return replace(where, inserted=change(element, self.move(element)))
        if element.tag in _DELETIONS:
            return replace(where, deleted=change(element, self.move(element)))
        return where

    def move(self, element: Element) -> str:
        """The name of the move that a change belongs to: its range has begun last."""
        return self._moves.get(str(element.tag), "")

    def meet(self, element: Element, line: Line | None = None) -> None:
        """A mark, in a paragraph or between two. A comment whose range has no end stands at a point."""
        key = element.get(_ID, "")
        if element.tag == _COMMENT and key in self._ended:
            self.comments[key] = None
            self._quotes.setdefault(key, [])
            if line is not None:
                line.comments[key] = None
        elif element.tag == _COMMENT_END:
            self._end(key, line)
        elif element.tag == _REFERENCE:
            self._quotes.setdefault(key, [])
            if line is not None:
                line.comments[key] = None
        elif element.tag in _MOVES:
            self._moves[_MOVES[str(element.tag)]] = element.get(_NAME, "")

    def text(self, text: str) -> None:
        """Characters that stand in all open ranges."""
        for key in self.comments:
            self._quotes[key].append(text)

    def end_line(self) -> None:
        """The end of a paragraph."""
        self.text("\n")

    def _end(self, key: str, line: Line | None) -> None:
        """A range that ends before the first character of a paragraph does not touch it."""
        if key in self.comments:
            del self.comments[key]
            if line is not None and line.is_empty and "".join(self._quotes[key]):
                line.comments.pop(key, None)
