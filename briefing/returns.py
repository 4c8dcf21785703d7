"""A returned draft to files: what it was is found, what was done to it is merged into the YAML of today, all is written together.

`pipeline` reads and checks, `pull` decides; here they meet. Nothing is written before the user says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefing.compose.remarks import AUTHOR
from briefing.diagnostics import Diagnostic, Severity
from briefing.draft.aside import RefusedFile, read
from briefing.draft.tree import Draft
from briefing.load import load
from briefing.mend import write
from briefing.mend.rewriting import writable
from briefing.model.brief import Project
from briefing.model.texts import texts_of, texts_of_brief, texts_of_project
from briefing.ooxml.base import base_hash
from briefing.pipeline import Checked, check
from briefing.pull import bases
from briefing.pull.changes import Change, Pulled
from briefing.pull.comments import coming_home
from briefing.pull.comparison import Base, Comparison
from briefing.pull.finding import Finder
from briefing.pull.planning import Plan, Takes, plan
from briefing.pull.reviewing import recorded
from briefing.pull.today import File, Today
from briefing.source import SourceFile, Span
from briefing.workspace import MANIFEST, Workspace

Rebuild = Callable[[], Iterable[bytes]]
"""Builds today's drafts: as they would be sent, with comments and without."""


@dataclass(frozen=True)
class Asked:
    """What the user asks of a pull."""

    takes: Takes = lambda _: False
    author: str = ""
    """Who is named for changes that the file does not track; by default whom the file names as its last author."""
    sent: Path | None = None
    """The draft as it was sent, where it is not known any more."""
    trusts_file: bool = False
    """Whether a file may say itself what it was made from."""


@dataclass(frozen=True)
class Returned:
    """What a pull found, or did."""

    drafts: tuple[Pulled, ...]
    texts: Mapping[str, str]
    """The files that change, by path, as they would be, or are now."""
    checked: Checked | None
    """The workspace with the changes made; None where there are none."""
    findings: tuple[tuple[Diagnostic, Change], ...]
    """What is wrong in the texts that were changed, with the change that made each."""


class UnknownDraft(Exception):  # noqa: N818
    """A file of which it is not known here what it was when it was sent. The message says what to do."""


class NotPulled(Exception):  # noqa: N818
    """A file that cannot be pulled. The message names it, and says why and what to do."""


def pull(workspace: Workspace, paths: Sequence[Path], asked: Asked, *, apply: bool, again: Rebuild) -> Returned:
    """Merge returned drafts, one after the other, into the YAML of today; write it if asked.

    `again` builds the drafts of today once more, to know one that was sent from the same YAML. Raises NotPulled for a file that
    cannot be pulled, and where the YAML has mistakes that hide a part of it; StaleFileError where the YAML was changed meanwhile,
    OSError as the system does.
    """
    drafts: list[Pulled] = []
    place = workspace
    files: dict[str, SourceFile] = {}
    for path in paths:
        loaded = load(place)
        files = files or dict(loaded.files)
        if not loaded.project.is_whole or loaded.project.manifest is None:
            raise NotPulled("The YAML here is missing or has mistakes that hide a part of it: `briefing check` tells them.")
        first = sum(len(one.changes) for one in drafts) + 1
        try:
            draft = read(path)
            comparison = Comparison(_base(workspace, draft, asked, again), draft)
            drafts.append(_pulled(path, loaded.project, comparison, asked, first))
        except (RefusedFile, UnknownDraft) as refusal:
            raise NotPulled(f"{path}: {refusal}") from refusal
        place = Workspace(workspace.root, {**place.pending, **{name: text.encode() for name, text in drafts[-1].texts.items()}})
    checked = check(place) if place.pending else None
    texts = {name: data.decode() for name, data in place.pending.items()}
    if apply and texts:
        write(workspace, files, texts)
    return Returned(tuple(drafts), texts, checked, tuple(_findings(checked, drafts)) if checked else ())


def _pulled(path: Path, project: Project, comparison: Comparison, asked: Asked, first: int) -> Pulled:
    """One draft against the YAML as the ones before it leave it."""
    base, draft = comparison.base, comparison.draft
    assert project.manifest is not None  # seen by who calls this
    if base.brief != str(project.manifest.id):
        here = project.manifest.id
        raise UnknownDraft(
            f"This is a draft of the brief `{base.brief}`, and the brief here is `{here}`; pull it in its own folder."
        )
    author = asked.author or draft.properties.get("last modified by", "") or "an editor"
    finder = Finder(comparison, _today(project, base), author)
    refused: frozenset[int] = frozenset()
    while True:  # a change that its file cannot hold is refused, and what belongs to it with it
        done = plan(finder, first=first, takes=asked.takes, refused=refused)
        texts, lost = _texts(done, project)
        if not lost - refused:
            break
        refused |= lost
    comments = coming_home(comparison, project.reviews, hash=bases.hash_in(draft), ours=AUTHOR)
    texts |= recorded(comments, project.reviews, project.files, edition=base.edition)
    last = first + len(done.changes)
    told = tuple(replace(one, number=number) for number, one in enumerate(comments.changes, last))
    by_number = {one.number: one for one in done.changes}
    written = tuple((name, value, by_number[number]) for name, value, number in done.written)
    return Pulled(path, (*done.changes, *told), base.is_kept, texts, written)


def _texts(done: Plan, project: Project) -> tuple[dict[str, str], frozenset[int]]:
    """The files as they are to be, and the changes that they cannot hold."""
    texts: dict[str, str] = {}
    lost: set[int] = set()
    for name in sorted({*done.values, *done.lists}):
        text, starts = writable(project.files[name], done.values.get(name, {}), done.lists.get(name, {}))
        lost |= {number for start in starts for number in done.needed.get((name, start), ())}
        if text != project.files[name].text:
            texts[name] = text
    return texts, frozenset(lost)


def _findings(checked: Checked, drafts: Sequence[Pulled]) -> Iterator[tuple[Diagnostic, Change]]:
    """What is wrong in the texts that were changed or are new."""
    by_value = {(path, value): change for draft in drafts for path, value, change in draft.written}
    spans = [
        (text.node.span, by_value[text.node.file.path, text.node.text])
        for text in texts_of_project(checked.project)
        if (text.node.file.path, text.node.text) in by_value
    ]
    for one in checked.diagnostics:
        change = next((change for span, change in spans if one.span and _is_within(one.span, span)), None)
        if change is not None and one.level is not Severity.NOTE:
            yield one, change


def _is_within(inner: Span, outer: Span) -> bool:
    first, last = (outer.line, outer.column), (outer.end_line, outer.end_column)
    return inner.path == outer.path and first <= (inner.line, inner.column) <= last


def _base(workspace: Workspace, draft: Draft, asked: Asked, again: Rebuild) -> Base:
    """The draft as it was sent: kept, named by the user, built again from the same YAML, or, if trusted, what the file says."""
    if asked.sent is not None:
        try:
            return bases.of_file(asked.sent.read_bytes())
        except ValueError as error:
            raise UnknownDraft(f"{asked.sent} is no draft that this program built: {error}.") from error
    found = bases.kept(workspace, draft)
    if found is not None:
        return found
    name = bases.hash_in(draft)
    for data in again() if name else ():
        if base_hash(data) == name:
            return bases.of_file(data)
    if draft.base and asked.trusts_file:
        try:
            return bases.of_itself(draft)
        except ValueError as error:
            raise UnknownDraft(
                f"What this file says of the draft that it was cannot be read: {error}; name that draft with --sent."
            ) from error
    if not name and not draft.base:
        raise UnknownDraft("This file bears no mark of a draft of ours; if it was one, name that draft with --sent DRAFT.docx.")
    raise UnknownDraft(
        "The draft that this file was is not known here: it was built elsewhere, or .briefing/ was emptied. Name it with "
        "--sent DRAFT.docx; or check out the YAML that it was built from; or, if you trust who returned it, say --trust-file."
    )


def _today(project: Project, base: Base) -> Today:
    files = {
        section.node.file.path: File(section.node.file.path, section.node, tuple(texts_of(section, project.facts)))
        for section in project.sections
    }
    if project.manifest is not None:
        files[MANIFEST] = File(MANIFEST, project.manifest.node, tuple(texts_of_brief(project.manifest)))
    return Today(files, base.homes)
