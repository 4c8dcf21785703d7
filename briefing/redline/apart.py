"""New words at the end of a paragraph and new ones at the start of the next are two changes, if the mark between them is old.

LibreOffice (7.4) takes what one author put in on both sides of a mark within a minute for one change, and when it rejects that it
takes the mark away as well: two paragraphs become one. So the second of the two gets a later time.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from briefing.ooxml.xml import Element, name

_LATER = timedelta(minutes=10)
_FORM = "%Y-%m-%dT%H:%M:%SZ"
_PARAGRAPH, _RUN, _NEW, _DATE, _END = (name(tag) for tag in ("p", "r", "ins", "date", "bookmarkEnd"))
_MARK = f"{name('pPr')}/{name('rPr')}/{_NEW}"
_CHANGES = tuple(map(name, ("ins", "del", "pPrChange")))


def set_apart(root: Element) -> None:
    """Give later times to the changes of paragraphs that begin with new words behind such an end."""
    for paragraph in root.iter(_PARAGRAPH):
        before = paragraph.getprevious()
        while before is not None and before.tag == _END:
            before = before.getprevious()
        if before is not None and before.tag == _PARAGRAPH and before.find(_MARK) is None:
            end, start = _last(before), _first(paragraph)
            if end is not None and start is not None and end.get(_DATE) == start.get(_DATE):
                _delay(paragraph)


def _last(paragraph: Element) -> Element | None:
    """The change that its last words came with."""
    words = list(paragraph.iter(_RUN))
    return _change(words[-1]) if words else None


def _first(paragraph: Element) -> Element | None:
    """The change that its first words came with, or its mark where it has no words."""
    word = next(paragraph.iter(_RUN), None)
    return paragraph.find(_MARK) if word is None else _change(word)


def _change(run: Element) -> Element | None:
    parent = run.getparent()
    return parent if parent is not None and parent.tag == _NEW else None


def _delay(paragraph: Element) -> None:
    for change in paragraph.iter(*_CHANGES):
        if date := change.get(_DATE):
            change.set(_DATE, (datetime.fromisoformat(date) + _LATER).strftime(_FORM))
