"""A package to the tree: its parts are found by who refers to them, and read one after the other.

Styles and the list of notes come first, for the text needs both; comments last, for what they are about is known when the text
has been read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from briefing.draft import kinds
from briefing.draft.opening import Package, RefusedFile, open_package
from briefing.draft.reading_comments import read_comments
from briefing.draft.reading_shared import Shared
from briefing.draft.reading_story import read_story
from briefing.draft.reading_styles import StyleSheet, is_on
from briefing.draft.tree import Comment, Draft, Note, Story
from briefing.ooxml.xml import Element, name

_Kind = Literal["footnote", "endnote"]
_KINDS: tuple[_Kind, ...] = ("footnote", "endnote")
_ID, _TYPE, _NAME = name("id"), name("type"), "name"
_CORE = {"title": "title", "identifier": "identifier", "lastModifiedBy": "last modified by"}
_BASE = "{urn:briefing:base}base"
"""As `ooxml.base` has it, which brings python-docx along: too slow for the process that reads, and nothing that it needs."""
_NESTED = "This file is nested more deeply than any text is; save its text as a new Word document (.docx), and give that file."


def read_bytes(data: bytes) -> Draft:
    """A Word file, read. Raises RefusedFile. For files that we made ourselves; those of others are read `aside`."""
    try:
        return read_package(open_package(data))
    except RecursionError as error:
        raise RefusedFile(_NESTED) from error


def read_package(package: Package) -> Draft:
    """A package, read. Raises RefusedFile."""
    main = package.part(package.main)
    body = main.find(name("body"))
    if main.tag != name("document") or body is None:
        raise RefusedFile(kinds.DAMAGED)
    parts = _Parts(package)
    notes = {key: (kind, element, part) for kind in _KINDS for key, element, part in parts.notes(kind)}
    shared = Shared(StyleSheet(parts.first("styles")), frozenset(notes))
    story = read_story(body, shared, package.relations(package.main))
    read = {
        key: Note(key, kind, read_story(element, shared, package.relations(part))) for key, (kind, element, part) in notes.items()
    }
    contents = (("contents", tuple(shared.contents)),) if shared.contents else ()
    margins = (*parts.margins(shared), *(("text box", box) for box in shared.boxes), *contents)
    return Draft(story, read, parts.comments(shared), margins, parts.properties(), parts.base(), parts.is_tracking())


class _Parts:
    """The parts around the main one."""

    def __init__(self, package: Package) -> None:
        self._package = package

    def first(self, kind: str) -> Element | None:
        """The root of the first part that the main part refers to as that kind."""
        found = self._package.related(self._package.main, kind)
        return self._package.part(found[0]) if found else None

    def notes(self, kind: _Kind) -> Iterator[tuple[str, Element, str]]:
        """Key, element and part of each note; the lines that separate notes from the text are none."""
        for part in self._package.related(self._package.main, f"{kind}s"):
            for element in self._package.part(part).iterfind(name(kind)):
                if element.get(_TYPE, "normal") == "normal":
                    yield f"{kind}-{element.get(_ID, '')}", element, part

    def margins(self, shared: Shared) -> Iterator[tuple[str, Story]]:
        for kind in ("header", "footer"):
            for part in self._package.related(self._package.main, kind):
                yield kind, read_story(self._package.part(part), shared, self._package.relations(part))

    def comments(self, shared: Shared) -> tuple[Comment, ...]:
        root = self.first("comments")
        return () if root is None else read_comments(root, self.first("commentsExtended"), shared)

    def is_tracking(self) -> bool:
        settings = self.first("settings")
        found = None if settings is None else settings.find(name("trackRevisions"))
        return found is not None and is_on(found)

    def base(self) -> str:
        """What our own custom XML part holds."""
        for part in self._package.related(self._package.main, "customXml"):
            root = self._package.part(part)
            if root.tag == _BASE:
                return root.text or ""
        return ""

    def properties(self) -> dict[str, str]:
        found = {}
        for part in self._package.related("", "custom-properties"):
            for entry in self._package.part(part):
                found[entry.get(_NAME, "")] = "".join(str(text) for text in entry.itertext())
        for part in self._package.related("", "core-properties"):
            for entry in self._package.part(part):
                key = _CORE.get(str(entry.tag).rpartition("}")[2])
                if key is not None:
                    found[key] = entry.text or ""
        return found
