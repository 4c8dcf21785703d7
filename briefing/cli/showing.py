"""`briefing show` and `briefing schema`."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli.talk import HERE, Brief, Folder, Form, opened, print_findings, say
from briefing.workspace import MANIFEST, Workspace

if TYPE_CHECKING:
    from briefing.pipeline import Checked


class Stage(StrEnum):
    """What can be shown."""

    facts = "facts"
    tree = "tree"
    notes = "notes"
    uses = "uses"
    summary = "summary"


def show(
    stage: Annotated[
        Stage,
        typer.Argument(
            help="facts: what was curated; tree: the composed document; notes: the footnotes; "
            "uses: what rests on a source or a fact; summary: a draft of the source summary statement."
        ),
    ],
    names: Annotated[
        list[str] | None, typer.Argument(help="With facts: how their ids begin. With uses: a source, a fact or fact/claim.")
    ] = None,
    brief: Brief = MANIFEST,
    workspace: Folder = HERE,
) -> None:
    """Show what a stage of the pipeline made, what rests on a source, or a draft drawn from the data.

    Examples: briefing show facts coca; briefing show uses intellinews; briefing show summary
    """
    from briefing import pipeline
    from briefing.report import show as shown

    checked = pipeline.check(opened(workspace, brief))
    if stage in (Stage.tree, Stage.notes) and checked.fails(strict=False):
        print_findings(checked, Form.human, workspace)
        raise typer.Exit(1)
    if stage is Stage.uses:
        text = _uses(checked, names or [])
    elif stage is Stage.summary:
        from briefing.report.summary import summary

        text = summary(checked.project)
    elif stage is Stage.facts:
        text = shown.facts(checked.project, names or ())
        if not text:
            say(f"no fact's id begins with {' or '.join(names)}" if names else "there is no fact here")
            raise typer.Exit(1)
    else:
        document = pipeline.document(checked)
        text = shown.outline(document) if stage is Stage.tree else shown.notes(document)
    sys.stdout.write(text)


def _uses(checked: Checked, names: list[str]) -> str:
    from briefing import pipeline
    from briefing.diagnostics.words import did_you_mean
    from briefing.report.uses import uses

    if not names:
        say("name a source, a fact or a claim: briefing show uses NAME")
        raise typer.Exit(2)
    parts = []
    for name in names:
        found = pipeline.uses(checked, name)
        if found is None:
            near = did_you_mean(name, [*checked.project.sources, *checked.project.facts])
            say(f"there is no source, fact or claim `{name}`" + (f"; {near}" if near else "; `briefing show facts` lists them"))
            raise typer.Exit(2)
        parts.append(uses(name, found))
    return "\n".join(parts)


def schema(
    out: Annotated[
        Path | None,
        typer.Option(help="Where the schemas go.", file_okay=False, show_default="the workspace's .briefing/schemas/"),
    ] = None,
    workspace: Folder = HERE,
) -> None:
    """Write JSON Schemas of the files, so that editors complete and check while you type.

    The first line of each file names its schema (`# yaml-language-server: $schema=...`); `make brief` writes them.

    Example: briefing schema --out schemas
    """
    from briefing.report.schema import FOLDER, write_schemas

    folder = out if out is not None else Workspace(workspace).path(FOLDER)
    say(f"wrote {', '.join(path.name for path in write_schemas(folder))} into {folder}")
