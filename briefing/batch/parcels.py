"""A brief with all that goes into it, as bytes: sent to a machine that shares no disk with this one, and built there.

What a parcel cannot tell just as it is (a link that leads out of the workspace, a folder where a file should be, a record that
cannot be read) is an error of the brief or nearly one: such a brief is not sent, but made here.
"""

from __future__ import annotations

import io
import json
import os
import re
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from msgspec import Struct
from msgspec.structs import replace

from briefing import pipeline
from briefing.batch.work import Job, Outcome, work
from briefing.load import load
from briefing.model.brief import Project
from briefing.stamp import below
from briefing.workspace import FOLDERS, LOCK, ORIGINALS_VARIABLE, Workspace

ORIGINALS = "seeds/originals"
_NAMED = re.compile(rb"[\w./ -]{1,240}\.\w{2,5}\b")
"""What may be the path of a file, in a template. No part of a path is longer, and what an SVG draws is."""
_ALONE = Lock()
"""Where originals lie is told to the whole process, so it makes one brief at a time."""


class Parcel(Struct, frozen=True):
    """What is sent."""

    job: Job
    """Its workspace is where the brief lies at home."""
    files: bytes
    """A ZIP archive of the workspace, with the originals in it."""
    originals: str
    """How the variable for originals is set at home, where it names no folder."""


class _CannotBeSent(Exception):  # noqa: N818
    """Something that would not arrive as it is."""


def packed(job: Job) -> tuple[Parcel | None, tuple[Path, ...]]:
    """A job as a parcel, None where it cannot be sent; and the files outside the usual folders that it looks at."""
    loaded = load(job.workspace)
    others = tuple(pipeline.others(loaded.project, job.workspace))
    if loaded.diagnostics:
        return None, others
    try:
        files = {name: _content(path) for name, path in _files(job.workspace, loaded.project)}
    except _CannotBeSent:
        return None, others
    archive = io.BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as package:
        if job.workspace.originals is not None:
            package.writestr(f"{ORIGINALS}/", b"")
        for name, data in files.items():
            package.writestr(name, data)
    return Parcel(job, archive.getvalue(), _misnamed(job.workspace)), others


def unpacked(parcel: Parcel, within: str | None = None) -> Outcome:
    """What becomes of a parcel, in a folder that is gone afterwards. Never raises. Paths are told as they are at home.

    `within` is where that folder is made; else it is where the system keeps such folders.
    """
    home = parcel.job.workspace.root
    with _ALONE, TemporaryDirectory(prefix="briefing-", dir=within) as folder, _originals(parcel.originals):
        here = Path(folder, "workspace").resolve()
        try:
            with ZipFile(io.BytesIO(parcel.files)) as package:
                package.extractall(here)
        except OSError as error:
            return Outcome(fault=f"{error.strerror or error} ({folder})")
        outcome = work(replace(parcel.job, workspace=Workspace(here, manifest=parcel.job.workspace.manifest)))
    findings = tuple(_at_home(one, str(here), str(home)) for one in outcome.findings)
    made = replace(outcome.made, others=()) if outcome.made else None
    return replace(outcome, made=made, findings=findings, fault=outcome.fault.replace(str(here), str(home)))


def _at_home(finding: Mapping[str, Any], here: str, home: str) -> Mapping[str, Any]:
    from_, to = (json.dumps(path)[1:-1] for path in (here, home))
    told: Mapping[str, Any] = json.loads(json.dumps(finding).replace(from_, to))
    return told


@contextmanager
def _originals(named: str) -> Iterator[None]:
    """While this lasts, originals are those of the parcel, whatever this machine has."""
    was = os.environ.pop(ORIGINALS_VARIABLE, None)
    if named:
        os.environ[ORIGINALS_VARIABLE] = named
    try:
        yield
    finally:
        os.environ.pop(ORIGINALS_VARIABLE, None)
        if was is not None:
            os.environ[ORIGINALS_VARIABLE] = was


def _misnamed(workspace: Workspace) -> str:
    return "" if workspace.originals is not None else os.environ.get(ORIGINALS_VARIABLE, "")


def _files(workspace: Workspace, project: Project) -> Iterator[tuple[str, Path]]:
    """Every file that a brief may be made of, by its name in the parcel. Raises _CannotBeSent."""
    manifests = (path.name for path in workspace.root.glob("*.y*ml"))
    named = [*sorted({workspace.manifest, *manifests}), LOCK, *project.pictures]
    if project.manifest and project.manifest.style and project.manifest.style.docx:
        named.append(str(project.manifest.style.docx))
    for folder in FOLDERS:
        for path in below(workspace.path(folder)):
            if not path.is_dir():
                named.append(path.relative_to(workspace.root).as_posix())
    named += [name for path in below(workspace.path("templates")) for name in _asked_for(workspace, path)]
    for name in dict.fromkeys(map(str, named)):
        if os.path.lexists(workspace.path(name)):
            goes_astray = workspace.inside(name) is None or not {"/", ".."}.isdisjoint(PurePosixPath(name).parts)
            if goes_astray or not name.isprintable():  # a name that is no UTF-8 is none in a ZIP archive
                raise _CannotBeSent(name)
            yield name, workspace.path(name)
    originals = workspace.originals
    for source in project.sources.values():
        if originals is not None and source.original and os.path.lexists(originals / source.original.file):
            yield f"{ORIGINALS}/{source.original.file}", originals / source.original.file


def _asked_for(workspace: Workspace, template: Path) -> Iterator[str]:
    """The files of the workspace that a template may ask for: whatever in it is the path of one."""
    if template.suffix in (".css", ".j2", ".json", ".svg") and template.is_file():
        for match in _NAMED.finditer(template.read_bytes()):
            name = match[0].decode().strip().lstrip("/")
            if (path := workspace.inside(name)) is not None and path.is_file():
                yield name


def _content(path: Path) -> bytes:
    """The bytes of a plain file. Raises _CannotBeSent, OSError."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise _CannotBeSent(path)
        return path.read_bytes()
    except OSError as error:
        raise _CannotBeSent(path) from error
