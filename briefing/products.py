"""A workspace to its products: drawn side by side, written together.

The pipeline is imported only when the slow engines are starting in processes of their own: their imports take longer than all
the reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefing import stamp
from briefing.diagnostics import Diagnostic, Rule, Severity, order
from briefing.diagnostics.words import series
from briefing.render.aside import Aside
from briefing.render.faults import ResourceFault, TemplateFault
from briefing.render.writers import WRITERS
from briefing.source import Span
from briefing.workspace import Workspace, write_together

if TYPE_CHECKING:
    from briefing.document import Document
    from briefing.draft.tree import Draft
    from briefing.pipeline import Checked


@dataclass(frozen=True, slots=True)
class Manner:
    """How to build."""

    strict: bool = False
    """Whether warnings stop a build."""
    clean: bool = False
    """Whether the Word file has no comments."""
    redline: Path | None = None
    """An earlier edition, as a Word file: the differences to it are tracked changes."""


class EarlierFault(Exception):  # noqa: N818
    """The earlier edition cannot be read, or is none of this brief. The message says why, and what to do."""


@dataclass(frozen=True)
class Built:
    """What a build did."""

    checked: Checked
    products: tuple[Path, ...]
    """Empty where an error stood in the way."""
    remark: str = ""
    """What the user is to know of the earlier edition; mostly nothing."""


def build(
    workspace: Workspace,
    formats: Iterable[str],
    out: Path,
    *,
    manner: Manner = Manner(),
    progress: Callable[[str], None] = lambda _: None,
) -> Built:
    """Build the products. They are written when all of them are drawn, each in one step.

    Raises EngineFault, EarlierFault, OSError.
    """
    formats = tuple(dict.fromkeys(formats))
    told = stamp.manner(clean=manner.clean, redline=manner.redline)
    earlier = _earlier(manner.redline) if manner.redline is not None else None
    with ExitStack() as stack:
        aside = {name: Aside(name) for name in formats if WRITERS[name].is_slow}
        for one in aside.values():
            stack.callback(one.close)
        from briefing import pipeline  # noqa: PLC0415 - while the engines start

        taken = stamp.take(workspace)
        checked = pipeline.check(workspace, progress)
        manifest = checked.project.manifest
        if manifest is None or checked.fails(strict=manner.strict):
            return Built(checked, ())
        remark = _remark(earlier, str(manifest.id)) if earlier is not None else ""
        taken = taken.with_others(pipeline.others(checked.project, workspace))
        kept = None
        try:
            products = _draw(_in_manner(pipeline.document(checked), manner), workspace, formats, aside, progress)
            if "docx" in products:
                kept = _keep(workspace, products["docx"])
                if earlier is not None:
                    progress("comparing with the earlier edition")
                    products["docx"] = _redlined(products["docx"], earlier, str(manifest.date))
        except (TemplateFault, ResourceFault) as fault:
            found = order([*checked.diagnostics, *_faults(fault)])
            return Built(replace(checked, diagnostics=tuple(found)), ())
    name = f"{manifest.id}-redline" if manner.redline is not None else str(manifest.id)
    paths = {format: out / f"{name}.{format}" for format in products}
    write_together({paths[format]: data for format, data in products.items()})
    warnings = sum(one.level is Severity.WARNING for one in checked.diagnostics)
    draft = str(kept.resolve()) if kept else None
    stamp.record(workspace, taken, paths, out, {"warnings": warnings, "manner": told, "draft": draft})
    return Built(checked, tuple(paths.values()), remark)


def drafts(workspace: Workspace) -> Iterator[bytes]:
    """The Word files that a workspace makes now, with comments and without; none while it has errors. Raises OSError."""
    from briefing import pipeline  # noqa: PLC0415

    checked = pipeline.check(workspace)
    if checked.project.manifest is None or checked.fails(strict=False):
        return
    document = pipeline.document(checked)
    draw = WRITERS["docx"].load()
    with suppress(TemplateFault, ResourceFault):
        for one in dict.fromkeys((document, _in_manner(document, Manner(clean=True)))):
            yield draw(one, workspace)


def _draw(
    document: Document,
    workspace: Workspace,
    formats: tuple[str, ...],
    aside: Mapping[str, Aside],
    progress: Callable[[str], None],
) -> dict[str, bytes]:
    progress(f"drawing {series(name.upper() for name in formats)}")
    for one in aside.values():
        one.draw(replace(document, homes=(), remarks=()), workspace)  # which only drafts show
    drawn = {name: WRITERS[name].load()(document, workspace) for name in formats if name not in aside}
    return {name: aside[name].result() if name in aside else drawn[name] for name in formats}


def _in_manner(document: Document, manner: Manner) -> Document:
    return replace(document, remarks=()) if manner.clean else document


def _keep(workspace: Workspace, draft: bytes) -> Path | None:
    """Remember what is sent, to know what was done to it when it comes back; where it is kept.

    A workspace that cannot be written to can be built into another folder; its drafts are then known only by its YAML.
    """
    from briefing.pull.bases import keep  # noqa: PLC0415 - what reads Word is imported after the drawing

    with suppress(OSError):
        return keep(workspace, draft)
    return None


def _earlier(path: Path) -> Draft:
    """The earlier edition, read before anything else is done: a wrong file is told at once. Raises EarlierFault."""
    from briefing.draft.aside import RefusedFile, read  # noqa: PLC0415

    try:
        return read(path)
    except RefusedFile as fault:
        raise EarlierFault(str(fault)) from fault


def _remark(earlier: Draft, brief: str) -> str:
    """What is to be known of an earlier edition. Raises EarlierFault where it is one of another brief."""
    from briefing.pull.bases import brief_in  # noqa: PLC0415

    its = brief_in(earlier)
    if its and its != brief:
        raise EarlierFault(f"This is an edition of the brief `{its}`, and the brief here is `{brief}`; name an edition of that.")
    return "" if its else "it does not say which brief it is an edition of; it is compared all the same"


def _redlined(data: bytes, earlier: Draft, day: str) -> bytes:
    from briefing.model.review import AUTHOR  # noqa: PLC0415
    from briefing.redline import redlined  # noqa: PLC0415

    return redlined(data, earlier, author=AUTHOR, date=f"{day}T00:00:00Z")


def _faults(fault: TemplateFault | ResourceFault) -> list[Diagnostic]:
    if isinstance(fault, TemplateFault):
        span = Span(fault.path, max(fault.line, 1), 1, max(fault.line, 1), 1)
        hint = "mend the template, or take it out to use the program's own"
        return [Diagnostic(Rule.TEMPLATE_IS_SOUND, fault.message, span, (hint,))]
    outside = "templates reach only files of the workspace and of the program's own templates"
    return [
        Diagnostic(Rule.TEMPLATE_IS_SOUND, resource, None, (outside if "://" in resource else "mend the templates",))
        for resource in fault.resources
    ]
