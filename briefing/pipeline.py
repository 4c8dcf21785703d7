"""A workspace read, verified, checked and composed. `products` goes on from here: render, write.

Checking has two steps: `read` looks at the records, `judge` at what the text says, which takes longest. In between, the document
can be composed already.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from briefing.check import of_records, of_text, unread, unwaived
from briefing.check.doubts import doubts
from briefing.check.reviews import located
from briefing.check.study import Study
from briefing.check.uses import Use
from briefing.check.uses import uses as what_uses
from briefing.diagnostics import ADJUSTABLE, Diagnostic, Rule, Severity, apply_severities, fails, order
from briefing.diagnostics.words import short
from briefing.evidence import Verification, verify
from briefing.evidence.disputes import is_disputed
from briefing.evidence.likeness import undeclared_copies
from briefing.evidence.lock import dump, stale
from briefing.evidence.originals import reader
from briefing.evidence.places import locator
from briefing.load import load
from briefing.mend import apply, locators, typographic
from briefing.model.brief import Project
from briefing.source import SourceFile
from briefing.workspace import LOCK, ORIGINALS_VARIABLE, Workspace, write_atomically

if TYPE_CHECKING:  # what only a build needs is imported by those who compose: a check is run a hundred times a day
    from briefing.document import Document

Progress = Callable[[str], None]


class Read(Struct, frozen=True):
    """A workspace, read: its quotations are looked up and its records checked, and what its text says is not."""

    project: Project
    verification: Verification
    files: Mapping[str, SourceFile]
    reading: tuple[Diagnostic, ...]
    """What could not be read."""
    records: tuple[Diagnostic, ...]
    """What is wrong with the records."""

    @property
    def is_sound(self) -> bool:
        """Whether a document can be composed, though it may yet turn out that it must not be built."""
        found = (*self.reading, *self.records, *self.verification.diagnostics)
        return self.project.manifest is not None and all(one.level is not Severity.ERROR for one in found)


class Checked(Struct, frozen=True):
    """A workspace, read and judged."""

    project: Project
    verification: Verification
    diagnostics: tuple[Diagnostic, ...]
    files: Mapping[str, SourceFile]
    sentences: int = 0
    """Sentences that were held against what they cite."""
    unread: Mapping[str, int] = field(default_factory=dict)
    """What was not read for what it says, by the reason."""

    @property
    def counts(self) -> dict[str, int]:
        """How many things were checked, by what one of them is called."""
        project, verification = self.project, self.verification
        return {
            "section": len(project.sections),
            "fact": len(project.facts),
            "claim": len(project.claims()),
            "source": len(project.sources),
            "sentence": self.sentences,
            "quotation": verification.checked,
            "found": verification.found,
            "remembered": verification.remembered,
            "missing": verification.missing,
            "changed": verification.changed,
            **{f"skipped: {reason}": number for reason, number in (*verification.skipped.items(), *self.unread.items())},
        }

    def fails(self, *, strict: bool) -> bool:
        """Whether this must not be built."""
        return fails(self.diagnostics, strict=strict)


def check(workspace: Workspace, progress: Progress = lambda _: None) -> Checked:
    """Read the workspace, look up its quotations, and find what is wrong."""
    return judge(read(workspace, progress))


def read(workspace: Workspace, progress: Progress = lambda _: None) -> Read:
    """Read the workspace, look up its quotations, and check its records."""
    progress("reading")
    loaded = load(workspace)
    progress("checking")
    verification = verify(loaded.project, reader(workspace.originals))
    reading = (*loaded.diagnostics, *_misnamed(workspace))
    return Read(loaded.project, verification, loaded.files, reading, tuple(of_records(loaded.project)))


def judge(read: Read) -> Checked:
    """Check what the text says too, and whether originals are copies of each other, and put all findings in order."""
    project, verification = read.project, read.verification
    study = Study(project)
    even = [one for one, _ in typographic(project)]
    copies = undeclared_copies(project.sources, verification.articles)
    judged = unwaived(project, [*read.records, *of_text(study, read.records), *verification.diagnostics, *copies, *even])
    found = order(apply_severities([*read.reading, *judged], _chosen(project)))
    return Checked(project, verification, tuple(found), read.files, study.told, unread(study))


def document(checked: Read | Checked) -> Document:
    """The document of a workspace that was read without an error, with all that is told of it."""
    return told_of(checked, composed(checked))


def composed(checked: Read | Checked) -> Document:
    """What is seen of that document: nothing in it is changed by what is told of it, so that its charts can be drawn already."""
    from briefing.compose import compose

    project = checked.project
    return compose(project, checked.verification.anchors, [name for name, fact in project.facts.items() if is_disputed(fact)])


def told_of(checked: Read | Checked, made: Document) -> Document:
    """The document as composed, with what drafts tell of it, and with its verification pack."""
    from briefing.compose.homes import homes
    from briefing.compose.remarks import remarks
    from briefing.compose.terms import terms_of
    from briefing.pack.making import pack

    project = checked.project
    waiting = [(one, place) for one in project.reviews.values() if not one.is_resolved and (place := located(one, project))]
    said = remarks(project, doubts(project, terms_of(project).value), waiting)
    whole = replace(made, homes=tuple(homes(project, made)), remarks=said)
    return replace(whole, attachments=pack(project, whole, dump(checked.verification.anchors)))


def uses(checked: Checked, name: str) -> list[Use] | None:
    """What rests on a source, a fact or a claim; None where there is none of that name."""
    return what_uses(Study(checked.project), name)


class Verified(Struct, frozen=True):
    """What `briefing verify` did."""

    checked: Checked
    locked: int
    """Claims in the lock."""
    changed: bool
    """Whether the lock was written."""
    dropped: tuple[str, ...] = ()
    """Claims that the lock knew and that are no longer there."""


def verify_and_lock(workspace: Workspace) -> Verified:
    """Look up every quotation and remember the places. Nothing is written while anything could not be read or found.

    What the lock says of quotations whose originals are not at hand is kept, so that it can still tell verified from changed.
    """
    checked = check(workspace)
    project, verification = checked.project, checked.verification
    if not verification.found or not project.is_whole or checked.fails(strict=False):
        return Verified(checked, len(project.lock), changed=False)
    known = {key: project.lock[key] for _, _, key in project.claims() if key in project.lock}
    anchors = {**known, **verification.anchors}
    text = dump(anchors)
    try:
        changed = workspace.read(LOCK).decode() != text
    except (FileNotFoundError, UnicodeDecodeError):
        changed = True
    if changed:
        write_atomically(workspace.path(LOCK), text.encode())
    return Verified(checked, len(anchors), changed, stale(project))


class Mended(Struct, frozen=True):
    """What `briefing check --fix` did."""

    places: int
    """Places of the YAML that were set."""
    locked: bool
    """Whether the lock was written."""


def mend(workspace: Workspace, checked: Checked) -> tuple[Checked, Mended]:
    """Make the fixes that are certain, of what was found and not waived, and check again. Raises OSError."""
    told = {(one.rule, one.span, one.message) for one in checked.diagnostics}
    edits = [edit for one, edit in typographic(checked.project) if (one.rule, one.span, one.message) in told]
    articles = checked.verification.articles
    edits += locators(
        checked.project,
        lambda claim, anchor: locator(articles[claim.source], claim, anchor) if claim.source in articles else None,
    )
    places = apply(workspace, checked.files, edits) if edits else 0
    verified = verify_and_lock(workspace)
    return verified.checked, Mended(places, verified.changed)


def others(project: Project, workspace: Workspace) -> list[Path]:
    """Files outside the usual folders that were looked at: originals, pictures, template, also those that are missing."""
    folder = workspace.originals
    named = [source.original.file for source in project.sources.values() if source.original]
    originals = [folder / name for name in named] if folder else []
    style = project.manifest.style if project.manifest else None
    templates = [str(style.docx)] if style and style.docx else []
    return sorted({*originals, *(workspace.path(named) for named in (*project.pictures, *templates))})


def _misnamed(workspace: Workspace) -> Iterator[Diagnostic]:
    """Whether the variable for the originals names a folder, where it is set."""
    named = os.environ.get(ORIGINALS_VARIABLE)
    if named and workspace.originals is None:
        hint = "name the folder of the articles, or unset the variable: then seeds/originals/ is looked in"
        yield Diagnostic(
            Rule.QUOTE_IS_VERIFIED, f"{ORIGINALS_VARIABLE} names `{short(named, 200)}`, which is no folder", None, (hint,)
        )


def _chosen(project: Project) -> dict[Rule, Severity]:
    known = {rule.value: rule for rule in ADJUSTABLE}
    return {known[name]: Severity(level) for name, level in project.severities.items() if name in known}
