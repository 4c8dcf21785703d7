"""Where in the templates something stands that an engine tells of in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import unquote

from msgspec import Struct

from briefing.render.reach import TEMPLATES, WORKSPACE
from briefing.workspace import Workspace

_IGNORED = re.compile(r"`([^`]+)` at \d+:\d+|(?:selector|rule|type|name),? '(.+?)'(?:[, ]|$)")
"""How the PDF engine quotes what it ignores; its line is one of all styles together."""
_ADDRESS = re.compile(r"(\S+): ")
_OUTSIDE = "file:///"
"""What an address begins with that leads out of the workspace, where somebody wrote how many folders up."""
_ELEMENT = re.compile(r"\(`<([^ ]+) ([^ ]+)>` asks for it\)$")
_GAP = re.compile(r"[\s:;,]+")


class Place(Struct, frozen=True):
    """Characters of a file: its path from the workspace, or whole where it lies elsewhere; the line and the column from 1."""

    path: str
    line: int
    column: int
    length: int


def place_of(message: str, workspace: Workspace) -> Place | None:
    """The first place in styles and templates, the workspace's own before the program's, of what a message is about.

    Of an address that is found nowhere, since a template puts it together, the element that asks for it; or else that template.
    """
    wanted = _wanted(message)
    if wanted and (place := _first(wanted, workspace, workspace.template_folders)):
        return place
    if found := _ELEMENT.search(message):
        element, name = map(re.escape, found.groups())
        for asking in (rf"<{element}\b[^>]*?\s{name}\b", rf"<{element}\b|\b{name}\s*=", r"<"):
            if place := _first(re.compile(asking, re.IGNORECASE), workspace, (workspace.path("templates"),)):
                return place
    return None


def _first(wanted: re.Pattern[str], workspace: Workspace, folders: tuple[Path, ...]) -> Place | None:
    for path, text in _files(folders):
        if found := wanted.search(text):
            before = text[: found.start()]
            line, column = before.count("\n") + 1, found.start() - before.rfind("\n")
            return Place(workspace.shown(path), line, column, len(found[0].split("\n", 1)[0]))
    return None


def _wanted(message: str) -> re.Pattern[str] | None:
    """What to look for: the declaration that was ignored, or the address that could not be had, as somebody wrote it."""
    if found := _IGNORED.search(message):
        words = [re.escape(word) for word in _GAP.split(found[1] or found[2]) if word]
        return re.compile(r"[\s:;,]*".join(words)) if words else None
    if (found := _ADDRESS.match(message)) and not {"/", "."}.isdisjoint(found[1]):
        address = found[1].removeprefix(WORKSPACE).removeprefix(TEMPLATES)
        written = (unquote(found[1]), address, unquote(address), unquote(address.replace(_OUTSIDE, "../")))
        return re.compile("|".join(map(re.escape, dict.fromkeys((*written, *map(escape, written))))))
    return None


def _files(folders: tuple[Path, ...]) -> Iterator[tuple[Path, str]]:
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".css", ".j2", ".svg") and path.is_file():
                yield path, path.read_text("utf-8", errors="replace")
