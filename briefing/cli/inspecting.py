"""`briefing inspect`."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli.talk import HERE, Folder, say
from briefing.workspace import MANIFEST, Workspace

if TYPE_CHECKING:
    from briefing.pack.comparing import Comparison
    from briefing.pack.reading import Told


class Printed(StrEnum):
    """How it is printed."""

    human = "human"
    json = "json"


def inspect(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A brief as PDF or Word file.", exists=True, dir_okay=False)],
    facts: Annotated[bool, typer.Option("--facts", help="List every fact that it cites.")] = False,
    format: Annotated[Printed, typer.Option("--format", help="human, or json.")] = Printed.human,
    workspace: Folder = HERE,
) -> None:
    """Tell which edition a product is, what it was made from, and whether the workspace says the same today.

    Where the workspace has several briefs, it is held against its own. Exit code 1 where the workspace says otherwise or has
    errors, and where the file was changed since it was built.

    Example: briefing inspect out/colombia-us-2026-02.pdf --facts
    """
    from briefing.pack.reading import NoProductError, read
    from briefing.report import inspected

    try:
        told = read(file)
    except NoProductError as fault:
        say(f"{file}: {fault}")
        raise typer.Exit(1) from None
    place = _home(told.brief, workspace)
    compared = _compared(told, place) if place else None
    if format is Printed.json:
        sys.stdout.write(inspected.as_json(told, compared))
    else:
        sys.stdout.write(inspected.inspected(told, compared, all_facts=facts))
    if not told.is_whole or (place is not None and (compared is None or not compared.matches)):
        raise typer.Exit(1)


def _home(brief: str, folder: Path) -> Workspace | None:
    """The workspace, for the manifest that has the id of a brief, else for its first; None where there is none."""
    from briefing.load.manifests import id_of, manifests

    names = manifests(Workspace(folder))
    if not names:
        say("not compared: there is no workspace here (--workspace DIR names one)")
        return None
    own = (name for name in names if id_of(Workspace(folder), name) == brief)
    return Workspace(folder, manifest=next(own, names[0]))


def _compared(told: Told, place: Workspace) -> Comparison | None:
    """The comparison with a workspace; None where it has errors."""
    from briefing import pipeline
    from briefing.pack.comparing import compare

    checked = pipeline.check(place)
    if checked.project.manifest is None or checked.fails(strict=False):
        brief = "" if place.manifest == MANIFEST else f" --brief {place.manifest}"
        say(f"not compared: the workspace has errors; `briefing check{brief}` tells them")
        return None
    return compare(told, checked.project, pipeline.document(checked))
