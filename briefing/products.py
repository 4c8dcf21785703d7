"""A workspace to its products: drawn side by side, written together.

The pipeline is imported only when the slow engines are starting in processes of their own: their imports take longer than all
the reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefing import stamp
from briefing.diagnostics import Diagnostic, Rule, Severity, order
from briefing.render.aside import Aside
from briefing.render.faults import ResourceFault, TemplateFault
from briefing.render.writers import WRITERS
from briefing.source import Span
from briefing.workspace import Workspace, write_together

if TYPE_CHECKING:
    from briefing.document import Document
    from briefing.pipeline import Checked


@dataclass(frozen=True)
class Built:
    """What a build did."""

    checked: Checked
    products: tuple[Path, ...]
    """Empty where an error stood in the way."""


def build(
    workspace: Workspace,
    formats: Iterable[str],
    out: Path,
    *,
    strict: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> Built:
    """Build the products. They are written when all of them are drawn, each in one step. Raises EngineFault, OSError."""
    formats = tuple(dict.fromkeys(formats))
    with ExitStack() as stack:
        aside = {name: Aside(name) for name in formats if WRITERS[name].is_slow}
        for one in aside.values():
            stack.callback(one.close)
        from briefing import pipeline  # noqa: PLC0415 - while the engines start

        taken = stamp.take(workspace)
        checked = pipeline.check(workspace, progress)
        manifest = checked.project.manifest
        if manifest is None or checked.fails(strict=strict):
            return Built(checked, ())
        taken = taken.with_others(pipeline.others(checked.project, workspace))
        try:
            products = _draw(pipeline.document(checked), workspace, formats, aside, progress)
        except (TemplateFault, ResourceFault) as fault:
            found = order([*checked.diagnostics, *_faults(fault)])
            return Built(replace(checked, diagnostics=tuple(found)), ())
    paths = {format: out / f"{manifest.id}.{format}" for format in products}
    write_together({paths[format]: data for format, data in products.items()})
    warnings = sum(one.level is Severity.WARNING for one in checked.diagnostics)
    stamp.record(workspace, taken, paths, out, warnings)
    return Built(checked, tuple(paths.values()))


def _draw(
    document: Document,
    workspace: Workspace,
    formats: tuple[str, ...],
    aside: Mapping[str, Aside],
    progress: Callable[[str], None],
) -> dict[str, bytes]:
    progress(f"drawing {' and '.join(name.upper() for name in formats)}")
    for one in aside.values():
        one.draw(document, workspace)
    drawn = {name: WRITERS[name].load()(document, workspace) for name in formats if name not in aside}
    return {name: aside[name].result() if name in aside else drawn[name] for name in formats}


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
