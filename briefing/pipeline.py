"""The only joiner: load, verify, check, compose, render, write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from briefing import stamp
from briefing.check import check as run_checks
from briefing.compose import compose
from briefing.diagnostics import ADJUSTABLE, Diagnostic, Rule, Severity, apply_severities, order
from briefing.document import Document
from briefing.evidence import Verification, verify
from briefing.evidence.lock import dump
from briefing.load import load
from briefing.model.brief import Project
from briefing.render import WRITERS
from briefing.render.aside import Aside
from briefing.render.faults import ResourceFault, TemplateFault
from briefing.source import SourceFile, Span
from briefing.workspace import LOCK, Workspace, sweep, write_atomically

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Checked:
    """A workspace, read and judged."""

    project: Project | None
    """None where there is no manifest to build from."""
    verification: Verification | None
    diagnostics: tuple[Diagnostic, ...]
    files: Mapping[str, SourceFile] = field(repr=False)

    @property
    def counts(self) -> dict[str, int]:
        """How many things were checked, by what one of them is called."""
        project, verification = self.project, self.verification
        if project is None or verification is None:
            return {"file": len(self.files)}
        return {
            "section": len(project.sections),
            "fact": len(project.facts),
            "claim": len(project.claims()),
            "source": len(project.sources),
            "quotation": len(project.claims()),
            "found": verification.found,
            "remembered": verification.remembered,
            "unverified": verification.open,
        }

    def fails(self, *, strict: bool) -> bool:
        """Whether this must not be built."""
        levels = {one.level for one in self.diagnostics}
        return Severity.ERROR in levels or (strict and Severity.WARNING in levels)


@dataclass(frozen=True)
class Built:
    """What a build did."""

    checked: Checked
    products: tuple[Path, ...]
    """Empty where an error stood in the way."""


def check(workspace: Workspace, progress: Progress = lambda _: None) -> Checked:
    """Read the workspace, look up its quotations, and find what is wrong."""
    progress("reading")
    loaded = load(workspace)
    found = list(loaded.diagnostics)
    verification = None
    if loaded.project is not None:
        progress("checking")
        found += run_checks(loaded.project)
        verification = verify(loaded.project, _original_reader(workspace))
        found += verification.diagnostics
        found = apply_severities(found, _chosen(loaded.project))
    return Checked(loaded.project, verification, tuple(order(found)), loaded.files)


def document(checked: Checked) -> Document:
    """The document of a workspace that was read without an error."""
    assert checked.project is not None and checked.verification is not None
    return compose(checked.project, checked.verification.anchors)


def build(
    workspace: Workspace, formats: Iterable[str], out: Path, *, strict: bool = False, progress: Progress = lambda _: None
) -> Built:
    """Build the products. They are written when all of them are drawn, each in one step. Raises EngineFault, OSError."""
    formats = tuple(dict.fromkeys(formats))
    with ExitStack() as stack:
        aside = {name: Aside(name) for name in formats if WRITERS[name].is_slow}
        for one in aside.values():
            stack.callback(one.close)
        checked = check(workspace, progress)
        if checked.project is None or checked.fails(strict=strict):
            return Built(checked, ())
        try:
            products = _draw(document(checked), workspace, formats, aside, progress)
        except (TemplateFault, ResourceFault) as fault:
            found = order([*checked.diagnostics, *_faults(fault)])
            return Built(replace(checked, diagnostics=tuple(found)), ())
    paths = _write(products, str(checked.project.manifest.id), out)
    warnings = sum(one.level is Severity.WARNING for one in checked.diagnostics)
    stamp.record(workspace, paths, out, warnings, _inputs(checked.project, workspace))
    return Built(checked, tuple(paths.values()))


def _draw(
    document: Document, workspace: Workspace, formats: tuple[str, ...], aside: Mapping[str, Aside], progress: Progress
) -> dict[str, bytes]:
    progress(f"drawing {' and '.join(name.upper() for name in formats)}")
    for one in aside.values():
        one.draw(document, workspace)
    drawn = {name: WRITERS[name].load()(document, workspace) for name in formats if name not in aside}
    return {name: aside[name].result() if name in aside else drawn[name] for name in formats}


def _write(products: Mapping[str, bytes], name: str, out: Path) -> dict[str, Path]:
    out.mkdir(parents=True, exist_ok=True)
    sweep(out)
    paths = {format: out / f"{name}.{format}" for format in products}
    for format, data in products.items():
        write_atomically(paths[format], data)
    return paths


@dataclass(frozen=True)
class Verified:
    """What `briefing verify` did."""

    checked: Checked
    locked: int
    """Claims in the lock."""
    changed: bool
    """Whether the lock was written."""


def verify_and_lock(workspace: Workspace) -> Verified:
    """Look up every quotation and remember the places. Nothing is written while anything could not be read or found."""
    checked = check(workspace)
    verification = checked.verification
    if checked.project is None or verification is None or not checked.project.is_whole or checked.fails(strict=False):
        return Verified(checked, len(checked.project.lock) if checked.project else 0, changed=False)
    text = dump(verification.anchors)
    try:
        changed = workspace.read(LOCK).decode() != text
    except (FileNotFoundError, UnicodeDecodeError):
        changed = True
    if changed:
        write_atomically(workspace.path(LOCK), text.encode())
    return Verified(checked, len(verification.anchors), changed)


def _original_reader(workspace: Workspace) -> Callable[[str], bytes | None]:
    folder = workspace.originals

    def read(name: str) -> bytes | None:
        if folder is None or Path(name).name != name:
            return None
        try:
            return (folder / name).read_bytes()
        except OSError:
            return None

    return read


def _inputs(project: Project, workspace: Workspace) -> list[Path]:
    """Files outside the usual folders on which the products depend: pictures and originals."""
    folder = workspace.originals
    named = [source.original.file for source in project.sources.values() if source.original]
    originals = [folder / name for name in named if Path(name).name == name] if folder else []
    return sorted({*originals, *(workspace.path(picture) for picture in project.pictures)})


def _chosen(project: Project) -> dict[Rule, Severity]:
    known = {rule.value: rule for rule in ADJUSTABLE}
    return {known[name]: Severity(level) for name, level in project.manifest.rules.items() if name in known}


def _faults(fault: TemplateFault | ResourceFault) -> list[Diagnostic]:
    if isinstance(fault, TemplateFault):
        span = Span(fault.path, max(fault.line, 1), 1, max(fault.line, 1), 1)
        hint = "mend the template, or take it out to use the program's own"
        return [Diagnostic(Rule.TEMPLATE_IS_SOUND, fault.message, span, (hint,))]
    hint = "templates reach only files of the workspace and of the program's own templates"
    return [Diagnostic(Rule.TEMPLATE_IS_SOUND, resource, None, (hint,)) for resource in fault.resources]
