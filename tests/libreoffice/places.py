"""Places in an open document, found by the words that it shows."""

from __future__ import annotations

from typing import Any


class PlaceError(Exception):
    """What the test names is not in the document, or more than once."""


def place(document: Any, words: str, within: Any = None) -> Any:
    """The range of words that stand once: in the whole document, or in the text `within`."""
    return _only([found for found in _places(document, words) if within is None or found.Text == within], words)


def paragraph(document: Any, begins: str) -> Any:
    """A cursor over all that is in a paragraph, without its mark."""
    found = _places(document, begins)
    spot = _only([one for one in found if _is_at_start(document, one)] or found, begins)
    cursor = spot.Text.createTextCursorByRange(spot.Start)
    cursor.gotoStartOfParagraph(False)
    cursor.gotoEndOfParagraph(True)
    return cursor


def with_mark(content: Any) -> Any:
    """A cursor over a paragraph with its mark, to the start of the next; None where a table or an end follows."""
    following = content.Text.createTextCursorByRange(content.Start)
    if not following.gotoNextParagraph(False) or following.TextTable != content.TextTable:
        return None
    cursor = content.Text.createTextCursorByRange(content.Start)
    cursor.gotoRange(following, True)
    return cursor


def note(document: Any, number: int) -> Any:
    notes = document.Footnotes
    if not 1 <= number <= notes.Count:
        raise PlaceError(f"there are {notes.Count} notes")
    return notes.getByIndex(number - 1)


def cell(document: Any, table: int, row: int, column: int) -> Any:
    tables = document.TextTables
    if not 1 <= table <= tables.Count:
        raise PlaceError(f"there are {tables.Count} tables")
    rows, columns = tables.getByIndex(table - 1).Rows.Count, tables.getByIndex(table - 1).Columns.Count
    if not (1 <= row <= rows and 1 <= column <= columns):
        raise PlaceError(f"table {table} has {rows} rows and {columns} columns")
    return tables.getByIndex(table - 1).getCellByPosition(column - 1, row - 1)


def comment(document: Any, text: str) -> Any:
    """The field of the comment that holds a text."""
    fields = _all(document.TextFields)
    comments = [field for field in fields if field.supportsService("com.sun.star.text.textfield.Annotation")]
    return _only([field for field in comments if text in field.Content], text)


def _only(found: list[Any], words: str) -> Any:
    if len(found) != 1:
        raise PlaceError(f"{len(found) or 'no'} places say “{words}”")
    return found[0]


def _places(document: Any, words: str) -> list[Any]:
    search = document.createSearchDescriptor()
    search.SearchString, search.SearchCaseSensitive = words, True
    found = document.findAll(search)
    ranges = [found.getByIndex(index) for index in range(found.Count)]
    return [one for one in ranges if _is_text(one) and not any(_overlap(gone, one) for gone in _deleted(document, one.Text))]


def _is_text(found: Any) -> bool:
    return found.DocumentIndex is None and found.Text.ImplementationName != "SwXHeadFootText"


def _deleted(document: Any, text: Any) -> list[tuple[Any, Any]]:
    """The tracked deletions in a text, each from start to end."""
    changes = [change for change in _all(document.Redlines) if change.RedlineType == "Delete" and change.RedlineStart]
    return [(change.RedlineStart, change.RedlineEnd) for change in changes if change.RedlineStart.Text == text]


def _overlap(gone: tuple[Any, Any], found: Any) -> bool:
    start, end = gone
    text = found.Text
    return bool(text.compareRegionStarts(found, end) > 0 and text.compareRegionEnds(start, found) > 0)


def _is_at_start(document: Any, found: Any) -> bool:
    """Whether nothing stands before it in its paragraph that is not deleted."""
    text = found.Text
    before = text.createTextCursorByRange(found.Start)
    before.gotoStartOfParagraph(True)
    return not before.String or any(
        text.compareRegionStarts(start, before) >= 0 and text.compareRegionEnds(before, end) >= 0
        for start, end in _deleted(document, text)
    )


def _all(container: Any) -> list[Any]:
    items, found = container.createEnumeration(), []
    while items.hasMoreElements():
        found.append(items.nextElement())
    return found
