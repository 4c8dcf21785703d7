"""The editor as a test sees it: opens a draft, edits it by the words that it shows, saves it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import threading
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from tests.tools import need

_ROOT = Path(__file__).parent.parent.parent
_PATIENCE = 60
"""Seconds for one action. The first one starts LibreOffice."""


class EditError(Exception):
    """What was asked is not possible: words that are not there or there twice; or LibreOffice refused, hung or crashed."""


class Editor:
    """One LibreOffice for many drafts, with a profile of its own in `folder`. Skips the test where LibreOffice is missing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> Editor:
        command = [_python(), "-E", "-B", "-m", "tests.libreoffice.process", str(self._folder)]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=_ROOT, start_new_session=True)
        return self

    def __exit__(self, *_: object) -> None:
        with self._process:
            self._end()

    def open(self, path: Path, *, tracked: bool = True, author: str = "Ann Ash") -> Draft:
        """Open a draft, and close the one before it. `tracked` tells whether changes are recorded, whatever the file wants."""
        return Draft(self, self.do("open", path=str(path), tracked=tracked, author=author))

    @property
    def version(self) -> str:
        """The version of LibreOffice, such as 7.4.7.2."""
        return str(self.do("version"))

    def do(self, action: str, **details: object) -> Any:
        """Have one action done and wait for it. Raises EditError."""
        timer = threading.Timer(_PATIENCE, self._kill)
        timer.start()
        try:
            assert self._process.stdin and self._process.stdout
            with suppress(BrokenPipeError):
                self._process.stdin.write(json.dumps({"action": action, "details": details}) + "\n")
                self._process.stdin.flush()
            answer = json.loads(self._process.stdout.readline() or '{"error": "LibreOffice was lost, or hung and was ended"}')
        finally:
            timer.cancel()
        if "error" in answer:
            raise EditError(f"{action} {details}: {answer['error']}")
        return answer["done"]

    def _end(self) -> None:
        """Ask the process to end, which ends when nothing more can come, and see to it that nothing is left of it."""
        assert self._process.stdin
        with suppress(BrokenPipeError):
            self._process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_PATIENCE)
        self._kill()

    def _kill(self) -> None:
        """End the process with all that it started, which is in its group."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)


class Draft:
    """A file open in LibreOffice.

    `words` are words that stand in exactly one place, in the text, its tables and its notes; neither the table of contents nor
    headers nor what was deleted counts. A paragraph is named by words that only it begins with or, failing that, that only it
    holds. Notes, tables, rows and columns count from 1, deleted ones included. Each action raises EditError.
    """

    def __init__(self, editor: Editor, key: int) -> None:
        self._editor = editor
        self._key = key

    def _do(self, action: str, **details: object) -> None:
        self._editor.do(action, draft=self._key, **details)

    # Text

    def replace(self, words: str, new: str) -> None:
        """Select the words and type over them; with nothing, delete them."""
        self._do("replace", words=words, new=new)

    def replace_all_of(self, begins: str, new: str) -> None:
        """Select all that is in the paragraph and type over it."""
        self._do("replace_all_of", begins=begins, new=new)

    def type_at_start(self, begins: str, text: str) -> None:
        self._do("type_at_start", begins=begins, text=text)

    def type_at_end(self, begins: str, text: str) -> None:
        self._do("type_at_end", begins=begins, text=text)

    # Paragraphs

    def insert_before(self, begins: str, text: str) -> None:
        """Enter at the start of the paragraph, up, and type."""
        self._do("insert_before", begins=begins, text=text)

    def insert_after(self, begins: str, text: str) -> None:
        """Enter at the end of the paragraph, and type."""
        self._do("insert_after", begins=begins, text=text)

    def delete_paragraph(self, begins: str) -> None:
        """Select the paragraph with its mark, and delete. The last of a cell or note, or before a table, loses its text only."""
        self._do("delete_paragraph", begins=begins)

    def split(self, words: str) -> None:
        """Enter behind the words."""
        self._do("split", words=words)

    def merge(self, begins: str) -> None:
        """Delete at the end of the paragraph, which joins the next to it."""
        self._do("merge", begins=begins)

    def move_up(self, begins: str, times: int = 1) -> None:
        self._do("move", begins=begins, command="MoveUp", times=times)

    def move_down(self, begins: str, times: int = 1) -> None:
        self._do("move", begins=begins, command="MoveDown", times=times)

    def cut_and_paste(self, begins: str, *, after: str) -> None:
        """Cut the paragraph with its mark, and paste it before the one that follows `after`."""
        self._do("carry", begins=begins, after=after, command="Cut")

    def copy_and_paste(self, begins: str, *, after: str) -> None:
        self._do("carry", begins=begins, after=after, command="Copy")

    # Looks

    def bold(self, words: str) -> None:
        self._do("look", words=words, command="Bold")

    def italic(self, words: str) -> None:
        self._do("look", words=words, command="Italic")

    def link(self, words: str, url: str) -> None:
        self._do("link", words=words, url=url)

    def style(self, begins: str, name: str) -> None:
        """Give the paragraph a style, by LibreOffice's name for it: `Heading 2`, `Text body`."""
        self._do("style", begins=begins, name=name)

    def make_list_item(self, begins: str) -> None:
        """Press the button for bullets; it takes them away again from what has them."""
        self._do("make_list_item", begins=begins)

    # Notes

    def add_note(self, *, after: str, text: str) -> None:
        self._do("add_note", after=after, text=text)

    def edit_note(self, number: int, words: str, new: str) -> None:
        """Type over words of the note, which need be alone in the note only."""
        self._do("edit_note", number=number, words=words, new=new)

    def delete_note(self, number: int) -> None:
        """Delete the call of the note, in the text."""
        self._do("delete_note", number=number)

    # Tables

    def insert_row(self, *, table: int, after: int, cells: list[str]) -> None:
        """Insert a row below the row `after` and type into its cells."""
        self._do("insert_row", table=table, after=after, cells=cells)

    def delete_row(self, *, table: int, row: int) -> None:
        self._do("delete_row", table=table, row=row)

    def set_cell(self, *, table: int, row: int, column: int, text: str) -> None:
        """Type over all that is in the cell; with nothing, empty it."""
        self._do("set_cell", table=table, row=row, column=column, text=text)

    # Comments and changes

    def comment(self, words: str, text: str, author: str = "") -> None:
        """Write a comment on the words, as the author of the draft or as another.

        LibreOffice saves neither comments on words of a note nor, when a script wrote it, whose answer a comment is.
        """
        self._do("comment", words=words, text=text, author=author)

    def resolve(self, comment: str) -> None:
        """Mark the comment that says so as resolved."""
        self._do("resolve", comment=comment)

    def accept_all(self) -> None:
        """Accept all tracked changes."""
        self._do("all_changes", command="AcceptAllTrackedChanges")

    def reject_all(self) -> None:
        self._do("all_changes", command="RejectAllTrackedChanges")

    def save(self, path: Path, *, through_odt: bool = False) -> Path:
        """Save a copy as Word 2007 and later; `through_odt` saves as ODT first, opens that, and saves it as Word."""
        self._do("save", path=str(path), through_odt=through_odt)
        return path


@cache
def _python() -> str:
    """A Python that knows UNO: the system's or LibreOffice's own. The program must be there with its user interface.

    Without its windows (Debian's `libreoffice-writer-nogui`) it crashes at the first comment that it shows.
    """
    need("soffice")
    program = Path(shutil.which("soffice") or "").resolve().parent
    if not (program / "../share/config/soffice.cfg/modules/swriter/ui/annotation.ui").is_file():
        need("libreoffice-writer")
    for python in ("/usr/bin/python3", str(program / "python")):
        tried = [python, "-E", "-c", "import uno"]
        if Path(python).is_file() and subprocess.run(tried, capture_output=True, check=False).returncode == 0:
            return python
    need("python3-uno")
    raise AssertionError("a program is called python3-uno")
