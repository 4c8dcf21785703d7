"""A workspace to a project: brief.yaml, the sections that it names, all sources, facts and reviews, and the lock."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from os.path import lexists
from typing import Generic

from msgspec import Struct, field

from briefing.diagnostics import Diagnostic, Related, Rule, Severity, order
from briefing.diagnostics.words import short, suggestion
from briefing.load import reading, records
from briefing.load.complaints import MOST_TOLD
from briefing.load.elsewhere import elsewhere
from briefing.load.frame import frame
from briefing.load.lock import read_lock
from briefing.load.pictures import pictures
from briefing.load.records import R
from briefing.load.template import template
from briefing.load.yaml import Tree
from briefing.model.base import Text
from briefing.model.brief import FACTS, REVIEWS, SECTIONS, SOURCES, Anchor, Frame, Manifest, Project
from briefing.model.evidence import Fact, Source
from briefing.model.purposes import NAMES
from briefing.model.review import Review
from briefing.model.section import Section
from briefing.source import Mapping as MappingNode
from briefing.source import Node, Scalar, Sequence, SourceFile
from briefing.workspace import LOCK, MANIFEST, Workspace

_FILE_NAME = re.compile(r"[^\W_][\w -]*(?:\.[\w -]+)*")


class Loaded(Struct, frozen=True):
    """What was read of a workspace."""

    project: Project
    """As far as it could be read."""
    diagnostics: tuple[Diagnostic, ...]
    """By place."""
    files: Mapping[str, SourceFile]
    """Every file that was opened, by its path, also the broken ones: to print the lines that diagnostics point at."""
    of_reviews: tuple[Diagnostic, ...] = ()
    """Those of the diagnostics that concern the files of `reviews/`, of which `Project.is_whole` says nothing."""


def load(workspace: Workspace) -> Loaded:
    """Read everything; find all that is wrong with its shape. Never raises for what a file holds or for a file that fails."""
    with _collector_at_rest():
        return _Loader(workspace).load()


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Hold the garbage collector: nearly all that is read stays, and looking it over again and again doubles the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Shelf(Struct, Generic[R]):
    """The records of one kind, from all files of a folder."""

    model: type[R]
    items: str | None
    records: dict[str, R] = field(default_factory=dict)
    keys: dict[str, Scalar] = field(default_factory=dict)


class _Loader:
    """Collects files, records and findings."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.files: dict[str, SourceFile] = {}
        self.found: list[Diagnostic] = []
        self.unread: set[str] = set()
        self.lost: set[str] = set()
        self.severities: dict[Text, str] = {}
        self.spoken = ""
        self.frame = Frame()

    def load(self) -> Loaded:
        manifest, sections = self._manifest()
        sources = self._shelf(SOURCES, _Shelf(Source, None))
        facts = self._shelf(FACTS, _Shelf(Fact, "claims"))
        for fact in facts.values():
            self.found += records.repeated_claims(fact)
        is_whole, unread, lost = not self.found, frozenset(self.unread), frozenset(self.lost)  # nothing else rests on a review
        before = len(self.found)
        reviews = self._shelf(REVIEWS, _Shelf(Review, None))
        of_reviews = tuple(self.found[before:])
        lock = self._lock()
        project = Project(
            manifest,
            sections,
            sources,
            facts,
            self.files,
            unread=unread,
            lost=lost,
            is_whole=is_whole,
            severities=self.severities,
            spoken=self.spoken,
            frame=self.frame,
            pictures=pictures(self.workspace, sections),
            template=template(self.workspace, manifest),
            lock=lock,
            reviews=reviews,
            elsewhere=tuple(elsewhere(self.workspace, self.files)),
        )
        return Loaded(project, tuple(order(self.found)), self.files, of_reviews)

    def _tree(self, path: str, named_at: Scalar | None = None) -> Tree | None:
        """A file's tree, its findings noted; None where there is no such file to be had."""
        tree = reading.tree(self.workspace, path, named_at.span if named_at else None)
        if isinstance(tree, Diagnostic):
            self.found.append(tree)
            return None
        self.files[path] = tree.file
        self.found += tree.diagnostics
        return tree

    def _manifest(self) -> tuple[Manifest | None, tuple[Section, ...]]:
        """The manifest and the sections that it names, or, where it names none, all that there are."""
        there, strange = reading.names(self.workspace, SECTIONS)
        self.found += strange
        name = self.workspace.manifest
        if not lexists(self.workspace.path(name)):
            hint = f"a workspace is a folder with a {MANIFEST} in it; is this the right folder? docs/evidence.md makes a new one"
            self.found.append(Diagnostic(Rule.FILE_EXISTS, f"there is no {name} here", None, (hint,)))
            tree = None
        else:
            tree = self._tree(name)
        if tree is None or tree.root is None:
            return None, self._sections(dict.fromkeys(there))
        result = records.single(Manifest, tree.root)
        self.found += result.diagnostics
        self._rules(tree.root)
        spoken = tree.root.get("language")
        self.spoken = spoken.text if isinstance(spoken, Scalar) else ""
        self.frame = frame(tree.root)
        return result.record, self._sections(self._named(tree.root, there))

    def _rules(self, root: MappingNode) -> None:
        """The severities that are chosen, and whether the rules exist. They hold even where the rest of the manifest does not."""
        chosen = root.get("rules")
        entries = chosen.entries if isinstance(chosen, MappingNode) else ()
        levels = [level.value for level in Severity]
        self.severities = {Text(key): at.text for key, at in entries if isinstance(at, Scalar) and at.text in levels}
        known = [rule.value for rule in Rule]
        for key in [key for key, _ in entries if key.text not in known][:MOST_TOLD]:
            hints = (suggestion(key.text, known, "the rules are"), "`briefing explain RULE` tells what a rule asks")
            self._say(Rule.KEY_IS_KNOWN, f"there is no rule `{short(key.text)}`", key, *hints)

    def _named(self, root: MappingNode, there: list[str]) -> dict[str, Scalar | None]:
        """The files of the sections that the manifest names, in its order."""
        listed = root.get("sections")
        files = {reading.stem(path): path for path in reversed(there)}
        chosen: dict[str, Scalar | None] = {}
        for name in listed.items if isinstance(listed, Sequence) else ():
            if not isinstance(name, Scalar) or name.is_null:
                continue  # the model says so
            path = files.get(name.text)
            first = chosen.get(path) if path else None
            if not _FILE_NAME.fullmatch(name.text):
                hint = "give the name of a file in sections/, without its folder and without .yaml"
                self._say(Rule.VALUE_FITS_ITS_FIELD, f"`{short(name.text)}` is no name of a section", name, hint)
            elif path is None:
                self._say(Rule.FILE_EXISTS, f"there is no file sections/{short(name.text)}.yaml", name, _hint(name.text, files))
            elif first is not None:
                related = (Related(first.span, "here for the first time"),)
                self._say(
                    Rule.ID_IS_UNIQUE,
                    f"the section `{short(name.text)}` is named twice",
                    name,
                    "keep one of them",
                    related=related,
                )
            else:
                chosen[path] = name
        return chosen

    def _say(self, rule: Rule, message: str, at: Scalar, *hints: str, related: tuple[Related, ...] = ()) -> None:
        self.found.append(Diagnostic(rule, message, at.span, hints, related))

    def _sections(self, chosen: Mapping[str, Scalar | None]) -> tuple[Section, ...]:
        sections = []
        for path, named_at in chosen.items():
            tree = self._tree(path, named_at)
            if tree is not None and tree.root is not None:
                result = records.single(Section, tree.root, reading.stem(path), "body")
                self.found += result.diagnostics
                if result.record is not None:
                    sections.append(result.record)
        return tuple(sections)

    def _shelf(self, folder: str, shelf: _Shelf[R]) -> dict[str, R]:
        """The records of a folder's files, by id."""
        paths, strange = reading.names(self.workspace, folder)
        self.found += strange
        if strange:
            self.lost.add(folder)
        for path in paths:
            tree = self._tree(path)
            if tree is None or tree.root is None:
                names = tree.names if tree else frozenset()
                self.unread |= names
                if not names:
                    self.lost.add(folder)
                continue
            for key, node in tree.root.entries:
                self._record(shelf, key, node)
        return shelf.records

    def _record(self, shelf: _Shelf[R], key: Scalar, node: Node) -> None:
        result = records.named(shelf.model, key, node, shelf.items)
        self.found += result.diagnostics
        if result.diagnostics:
            self.unread.add(key.text)
        first = shelf.keys.setdefault(key.text, key)
        if first is not key:
            what = NAMES[shelf.model.__name__].removeprefix("a ")
            related = (Related(first.span, "here for the first time"),)
            message = f"the {what} `{short(key.text)}` is already in {first.file.path}"
            self._say(Rule.ID_IS_UNIQUE, message, key, "give one of them another id, or make one record of both", related=related)
        elif result.record is not None:
            shelf.records[key.text] = result.record

    def _lock(self) -> Mapping[str, Anchor]:
        if not lexists(self.workspace.path(LOCK)):
            return {}
        data = reading.content(self.workspace, LOCK)
        if not isinstance(data, bytes):
            if data is not None:
                self.found.append(data)
            return {}
        self.files[LOCK], anchors, found = read_lock(data)
        self.found += found
        return anchors


def _hint(name: str, files: Mapping[str, str]) -> str:
    return suggestion(name, sorted(files), "the files in sections/ are") if files else "sections/ holds no files yet"
