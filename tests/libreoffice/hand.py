"""The hand of the editor: each action as a person does it, with the cursor, the keys and the menus."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.libreoffice import places
from tests.libreoffice.office import ODT, WORD, Office
from tests.libreoffice.places import PlaceError


class Hand:
    """Edits one open document. The actions are those of the client's Draft, which tells what each is for."""

    def __init__(self, office: Office, document: Any, author: str) -> None:
        self._office = office
        self._author = author
        self.document = document
        office.sign_as(author)

    # Text

    def replace(self, words: str, new: str) -> None:
        self._type_over(places.place(self.document, words), new)

    def replace_all_of(self, begins: str, new: str) -> None:
        self._type_over(places.paragraph(self.document, begins), new)

    def type_at_start(self, begins: str, text: str) -> None:
        self._type_over(places.paragraph(self.document, begins).Start, text)

    def type_at_end(self, begins: str, text: str) -> None:
        self._type_over(places.paragraph(self.document, begins).End, text)

    # Paragraphs

    def insert_before(self, begins: str, text: str) -> None:
        self._select(places.paragraph(self.document, begins).Start)
        self._press("InsertPara")
        self._press("GoLeft")
        self._press("InsertText", Text=text)

    def insert_after(self, begins: str, text: str) -> None:
        self._select(places.paragraph(self.document, begins).End)
        self._press("InsertPara")
        self._press("InsertText", Text=text)

    def delete_paragraph(self, begins: str) -> None:
        content = places.paragraph(self.document, begins)
        self._select(places.with_mark(content) or content)
        self._press("Delete")

    def split(self, words: str) -> None:
        self._select(places.place(self.document, words).End)
        self._press("InsertPara")

    def merge(self, begins: str) -> None:
        self._select(places.paragraph(self.document, begins).End)
        self._press("Delete")

    def move(self, begins: str, command: str, times: int) -> None:
        self._select(places.paragraph(self.document, begins).Start)
        for _ in range(times):
            self._press(command)

    def carry(self, begins: str, after: str, command: str) -> None:
        moved, target = (places.with_mark(places.paragraph(self.document, words)) for words in (begins, after))
        if moved is None or target is None:
            raise PlaceError("the paragraph, or the one to paste it after, is the last before a table or an end")
        self._select(moved)
        self._press(command)
        self._select(target.End)
        self._press("Paste")

    # Looks

    def look(self, words: str, command: str) -> None:
        self._select(places.place(self.document, words))
        self._press(command)

    def link(self, words: str, url: str) -> None:
        places.place(self.document, words).HyperLinkURL = url

    def style(self, begins: str, name: str) -> None:
        if not self.document.StyleFamilies.getByName("ParagraphStyles").hasByName(name):
            raise PlaceError(f"there is no style “{name}”")
        self._select(places.paragraph(self.document, begins).Start)
        self._press("StyleApply", Style=name, FamilyName="ParagraphStyles")

    def make_list_item(self, begins: str) -> None:
        self._select(places.paragraph(self.document, begins).Start)
        self._press("DefaultBullet")

    # Notes

    def add_note(self, after: str, text: str) -> None:
        self._select(places.place(self.document, after).End)
        self._press("InsertFootnote")
        self._press("InsertText", Text=text)

    def edit_note(self, number: int, words: str, new: str) -> None:
        self._type_over(places.place(self.document, words, places.note(self.document, number)), new)

    def delete_note(self, number: int) -> None:
        self._select(places.note(self.document, number).Anchor)
        self._press("Delete")

    # Tables

    def insert_row(self, table: int, after: int, cells: list[str]) -> None:
        self._select(places.cell(self.document, table, after, 1).Start)
        self._press("InsertRowsAfter")
        for column, text in enumerate(cells, 1):
            self.set_cell(table, after + 1, column, text)

    def delete_row(self, table: int, row: int) -> None:
        self._select(places.cell(self.document, table, row, 1).Start)
        self._press("DeleteRows")

    def set_cell(self, table: int, row: int, column: int, text: str) -> None:
        content = places.cell(self.document, table, row, column).createTextCursor()
        content.gotoEnd(True)
        self._type_over(content, text)

    # Comments and changes

    def comment(self, words: str, text: str, author: str) -> None:
        self._select(places.place(self.document, words))
        self._office.sign_as(author or self._author)
        self._press("InsertAnnotation", Text=text)
        self._office.sign_as(self._author)

    def resolve(self, comment: str) -> None:
        places.comment(self.document, comment).Resolved = True

    def all_changes(self, command: str) -> None:
        self._press(command)

    def save(self, path: str, through_odt: bool) -> None:
        if not through_odt:
            return self._office.store(self.document, Path(path), WORD)
        between = Path(path).with_suffix(".odt")
        self._office.store(self.document, between, ODT)
        again = self._office.load(between)
        self._office.store(again, Path(path), WORD)
        again.close(True)
        return None

    # Cursor and keys

    def _select(self, spot: Any) -> None:
        self.document.CurrentController.select(spot)

    def _press(self, command: str, **values: object) -> None:
        self._office.command(self.document, command, **values)

    def _type_over(self, spot: Any, text: str) -> None:
        self._select(spot)
        if text:
            self._press("InsertText", Text=text)
        elif spot.String:
            self._press("Delete")
