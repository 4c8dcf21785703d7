"""`briefing pull`."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from briefing.cli.talk import HERE, Brief, Folder, clear, opened, progress, say
from briefing.workspace import MANIFEST


class ReportForm(StrEnum):
    """How a pull is reported."""

    human = "human"
    markdown = "markdown"
    json = "json"


def pull(
    drafts: Annotated[
        list[Path],
        typer.Argument(
            help="The returned Word files; several are merged one after the other.",
            exists=True,
            dir_okay=False,
            metavar="EDITED.docx",
        ),
    ],
    apply: Annotated[bool, typer.Option("--apply", help="Write the YAML. Without it nothing is written, only told.")] = False,
    take: Annotated[
        list[str] | None,
        typer.Option(help="Take a change in conflict, or one whose place is not certain, by its number; `all` takes them all."),
    ] = None,
    author: Annotated[
        str, typer.Option(help="Who made changes that the file does not track.", show_default="whom the file names")
    ] = "",
    sent: Annotated[
        Path | None,
        typer.Option(help="The draft as it was sent, where it is not known here any more.", exists=True, dir_okay=False),
    ] = None,
    trust_file: Annotated[
        bool, typer.Option("--trust-file", help="Believe the file itself, where nothing else tells what it was made from.")
    ] = False,
    form: Annotated[ReportForm, typer.Option("--format", help="human, markdown or json.")] = ReportForm.human,
    brief: Brief = MANIFEST,
    workspace: Folder = HERE,
) -> None:
    """Merge what editors did in a Word draft into the YAML that it came from.

    Wording, new, moved and deleted paragraphs go into sections/ and brief.yaml; comments into reviews/. What would change
    evidence (notes, quotations, likelihoods, cells drawn from facts) is told, and never taken. Then the checks look at the
    changed texts.

    Exit codes: 0 read, whatever is in conflict; 1 a file, or the YAML, cannot be read; 2 wrong use.

    Examples: briefing pull returned.docx; briefing pull returned.docx --apply --take 7
    """
    from briefing import products, returns
    from briefing.diagnostics.words import series
    from briefing.report import pulled as report

    place = opened(workspace, brief)
    asked = returns.Asked(_takes(take or []), author, sent, trust_file)
    progress()("reading")
    try:
        found = returns.pull(place, drafts, asked, apply=apply, again=lambda: products.drafts(place))
    except returns.NotPulled as refusal:
        say(str(refusal))
        raise typer.Exit(1) from None
    except returns.NotTaken as refusal:
        say(f"--take: {refusal}")
        raise typer.Exit(2) from None
    clear()
    if form is ReportForm.json:
        sys.stdout.write(report.as_json(found.drafts, found.findings, written=list(found.texts), applied=apply))
    elif form is ReportForm.markdown:
        sys.stdout.write(report.markdown(found.drafts, found.findings))
    else:
        sys.stdout.write(report.human(found.drafts, found.findings, colour=sys.stdout.isatty()))
    files = series(found.texts)
    if not found.texts:
        say("nothing to write")
    elif apply:
        say(f"wrote {files}")
    else:
        say(f"nothing was written; with --apply: {files}")


def _takes(wanted: list[str]) -> frozenset[int] | None:
    if "all" in wanted:
        return None
    strange = next((one for one in wanted if not one.isdecimal()), None)
    if strange is not None:
        say(f"--take wants the number of a change, or `all`, not `{strange}`")
        raise typer.Exit(2)
    return frozenset(map(int, wanted))
