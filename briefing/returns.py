"""A returned draft to files: what it was is found, what was done to it is merged into the YAML of today, all is written together.

`pipeline` reads and checks, `pull` decides; here they meet. Nothing is written before the user says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from briefing.diagnostics import Diagnostic, Severity
from briefing.draft.aside import RefusedFile, read
from briefing.draft.tree import Draft
from briefing.load import load
from briefing.mend import write
from briefing.mend.rewriting import writable
from briefing.model.brief import Project
from briefing.model.review import AUTHOR
from briefing.model.texts import texts_of, texts_of_brief, texts_of_project
from briefing.ooxml.base import base_hash
from briefing.pipeline import Checked, check
from briefing.pull import bases
from briefing.pull.changes import OPEN, Change, Outcome, Pulled
from briefing.pull.comments import coming_home
from briefing.pull.comparison import Base, Comparison
from briefing.pull.finding import Finder
from briefing.pull.planning import Plan, plan
from briefing.pull.reviewing import recorded, unreadable
from briefing.pull.today import File, Today
from briefing.source import SourceFile, Span
from briefing.workspace import Workspace

Rebuild = Callable[[], Iterable[bytes]]
"""Builds today's drafts: as they would be sent, with comments and without."""


class Asked(Struct, frozen=True):
    """What the user asks of a pull."""

    takes: frozenset[int] | None = frozenset()
    """The changes that are taken though they are in conflict or unsure, by their numbers; None for all of these."""
    author: str = ""
    """Who is named for changes that the file does not track; by default whom the file names as its last author."""
    sent: Path | None = None
    """The draft as it was sent, where it is not known any more."""
    trusts_file: bool = False
    """Whether a file may say itself what it was made from."""


class Returned(Struct, frozen=True):
    """What a pull found, or did."""

    drafts: tuple[Pulled, ...]
    texts: Mapping[str, str]
    """The files that change, by path, as they would be, or are now."""
    checked: Checked | None
    """The workspace with the changes made; None where there are none."""
    findings: tuple[tuple[Diagnostic, tuple[Change, ...]], ...]
    """What is wrong in the texts that were changed, with the changes that made each."""


class UnknownDraft(Exception):  # noqa: N818
    """A file of which it is not known here what it was when it was sent. The message says what to do."""


class NotPulled(Exception):  # noqa: N818
    """A file that cannot be pulled. The message names it, and says why and what to do."""


class NotTaken(Exception):  # noqa: N818
    """A change that the user wants taken is none, or none that can be. The message says why."""


_WHY = {
    Outcome.TAKEN: "is taken as it is",
    Outcome.ALREADY: "is in the YAML already",
    Outcome.EVIDENCE: "is evidence, which is never taken",
    Outcome.REFUSED: "has no place in the YAML",
    Outcome.COMMENT: "is a comment, which is kept as it is",
}
"""Why there is no taking a change."""
_WORD = re.compile(r"\w+")


def pull(workspace: Workspace, paths: Sequence[Path], asked: Asked, *, apply: bool, again: Rebuild) -> Returned:
    """Merge returned drafts, one after the other, into the YAML of today; write it if asked.

    `again` builds the drafts of today once more, to know one that was sent from the same YAML. Raises NotPulled for a file that
    cannot be pulled, and where the YAML has mistakes that hide a part of it; StaleFileError where the YAML was changed meanwhile,
    OSError as the system does; NotTaken before anything is written.
    """
    with ThreadPoolExecutor(1) as aside:  # drafts are read in processes of their own, while the YAML is loaded here
        reading = [aside.submit(read, path) for path in paths]
        drafts, place, files = _merged(workspace, list(zip(paths, reading, strict=True)), asked, again)
    unknown = (asked.takes or frozenset()) - {one.number for draft in drafts for one in draft.changes}
    if unknown:
        raise NotTaken(f"there is no change {min(unknown)}")
    checked = check(place) if place.pending else None
    texts = {name: data.decode() for name, data in place.pending.items()}
    if apply and texts:
        write(workspace, files, texts)
    return Returned(tuple(drafts), texts, checked, tuple(_findings(checked, drafts)) if checked else ())


Makers = Mapping[tuple[str, str], tuple[Change, ...]]
"""The changes that made each text, by its path and value."""


def _merged(
    workspace: Workspace, reading: Sequence[tuple[Path, Future[Draft]]], asked: Asked, again: Rebuild
) -> tuple[list[Pulled], Workspace, dict[str, SourceFile]]:
    """Each draft against the YAML as the ones before it leave it: what they brought, that YAML, and the files as they were."""
    drafts: list[Pulled] = []
    place = workspace
    files: dict[str, SourceFile] = {}
    for path, coming in reading:
        loaded = load(place)
        files = files or dict(loaded.files)
        if not loaded.project.is_whole or loaded.project.manifest is None:
            raise NotPulled("The YAML here is missing or has mistakes that hide a part of it: `briefing check` tells them.")
        if (mistake := unreadable(loaded.of_reviews)) is not None:
            raise NotPulled(f"reviews/ has mistakes, so no comment can be put there ({mistake}): `briefing check` tells them.")
        try:
            draft = coming.result()
            comparison = Comparison(_base(workspace, draft, asked, again), draft)
            drafts.append(_pulled(path, loaded.project, comparison, asked, drafts))
        except (RefusedFile, UnknownDraft) as refusal:
            raise NotPulled(f"{path}: {refusal}") from refusal
        place = replace(place, pending={**place.pending, **{name: text.encode() for name, text in drafts[-1].texts.items()}})
    return drafts, place, files


def _pulled(path: Path, project: Project, comparison: Comparison, asked: Asked, earlier: Sequence[Pulled]) -> Pulled:
    """One draft against the YAML as the ones before it leave it."""
    base, draft = comparison.base, comparison.draft
    assert project.manifest is not None  # seen by who calls this
    if base.brief != str(project.manifest.id):
        here = project.manifest.id
        raise UnknownDraft(
            f"This is a draft of the brief `{base.brief}`, and the brief here is `{here}`; pull it in its own folder, or name "
            "its manifest with --brief."
        )
    author = asked.author or draft.properties.get("last modified by", "") or "an editor"
    finder = Finder(comparison, _today(project, base), author)
    first = sum(len(one.changes) for one in earlier) + 1
    done, texts = _planned(finder, project, first, asked.takes)
    comments = coming_home(comparison, project.reviews, hash=bases.hash_in(draft), ours=AUTHOR)
    texts |= recorded(comments, project.reviews, project.files, edition=base.edition)
    last = first + len(done.changes)
    told = tuple(replace(one, number=number) for number, one in enumerate(comments.changes, last))
    _see_open(asked.takes or (), told)
    made = _made(done, project, _makers(earlier))
    return Pulled(path, (*done.changes, *told), base.is_kept, texts, tuple((*text, by) for text, by in made.items()))


def _planned(finder: Finder, project: Project, first: int, takes: frozenset[int] | None) -> tuple[Plan, dict[str, str]]:
    """What is to become of a draft, and the files as they are to be. Raises NotTaken."""
    if takes:  # the numbers are those of a report without them
        _see_open(takes, plan(finder, first=first, takes=lambda _: False).changes)
    refused: frozenset[int] = frozenset()
    while True:  # a change that its file cannot hold is refused, and what belongs to it with it
        done = plan(finder, first=first, takes=lambda number: takes is None or number in takes, refused=refused)
        texts, lost = _texts(done, project)
        if not lost - refused:
            _see_taken(takes or (), done.changes)
            return done, texts
        refused |= lost


def _see_open(numbers: Collection[int], changes: Iterable[Change]) -> None:
    """See that the changes that are to be taken wait for that, before any is. Raises NotTaken."""
    for one in changes:
        if one.number in numbers and one.outcome not in OPEN:
            raise NotTaken(f"change {one.number} {_WHY[one.outcome]}")


def _see_taken(numbers: Collection[int], changes: Iterable[Change]) -> None:
    """See that they have been taken: some can only be put in by hand, or with another. Raises NotTaken."""
    for one in changes:
        if one.number in numbers and one.outcome in OPEN:
            raise NotTaken(f"change {one.number} cannot be taken: {one.reason}")


def _makers(drafts: Iterable[Pulled]) -> Makers:
    return {(path, value): changes for draft in drafts for path, value, changes in draft.written}


def _made(done: Plan, project: Project, earlier: Makers) -> Makers:
    """The changes behind each text that a draft changes: its own, and those of earlier drafts that made what it changes."""
    before = {(one.node.file.path, one.node.start): one.node.text for one in texts_of_project(project)}
    was = {(path, new): before.get((path, at), "") for path, values in done.values.items() for at, new in values.items()}
    by_number = {one.number: one for one in done.changes}
    made: dict[tuple[str, str], tuple[Change, ...]] = {}
    for path, value, number in done.written:
        known = made.get((path, value)) or earlier.get((path, was.get((path, value), "")), ())
        made[path, value] = (*known, by_number[number])
    return made


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


def _findings(checked: Checked, drafts: Sequence[Pulled]) -> Iterator[tuple[Diagnostic, tuple[Change, ...]]]:
    """What is wrong in the texts that were changed or are new."""
    by_value = _makers(drafts)
    spans = [
        (text.node.span, by_value[text.node.file.path, text.node.text])
        for text in texts_of_project(checked.project)
        if (text.node.file.path, text.node.text) in by_value
    ]
    for one in checked.diagnostics:
        changes = next((changes for span, changes in spans if one.span and _is_within(one.span, span)), ())
        if one.span and changes and one.level is not Severity.NOTE:
            underlined = _words(_text_of(one.span, checked.files[one.span.path]))
            yield one, tuple(change for change in changes if _words(change.after) & underlined) or changes


def _text_of(span: Span, file: SourceFile) -> str:
    lines = [file.line(number) for number in range(span.line, span.end_line + 1)]
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "\n".join(lines)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _is_within(inner: Span, outer: Span) -> bool:
    first, last = (outer.line, outer.column), (outer.end_line, outer.end_column)
    return inner.path == outer.path and first <= (inner.line, inner.column) <= last


def _base(workspace: Workspace, draft: Draft, asked: Asked, again: Rebuild) -> Base:
    """The draft as it was sent: kept, named by the user, built again from the same YAML, or, if trusted, what the file says."""
    if asked.sent is not None:
        return _named(draft, asked.sent)
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


def _named(draft: Draft, path: Path) -> Base:
    """The draft that the user says was sent. Raises NotPulled if it is none, UnknownDraft if the returned one says another."""
    try:
        sent = read(path)
        base = bases.of_sent(sent, path.read_bytes())
    except RefusedFile as refusal:
        raise NotPulled(f"{path}: {refusal}") from refusal
    except ValueError as error:
        raise NotPulled(f"{path} is no draft that this program built: {error}.") from error
    if bases.hash_in(draft) not in ("", bases.hash_in(sent)):
        raise UnknownDraft(f"{path} is not the draft that this file was made from; name that one with --sent, or leave it out.")
    return base


def _today(project: Project, base: Base) -> Today:
    files = {
        section.node.file.path: File(section.node.file.path, section.node, tuple(texts_of(section, project.facts)))
        for section in project.sections
    }
    if project.manifest is not None:
        path = project.manifest.node.file.path
        files[path] = File(path, project.manifest.node, tuple(texts_of_brief(project.manifest)))
    return Today(files, base.homes)
