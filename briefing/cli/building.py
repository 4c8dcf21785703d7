"""`briefing build`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from briefing.cli.talk import HERE, Folder, Form, Strict, print_findings, progress, say
from briefing.workspace import Workspace


class Product(StrEnum):
    """What can be built."""

    pdf = "pdf"
    docx = "docx"
    html = "html"


def build(
    format: Annotated[
        list[Product] | None,
        typer.Option("-f", "--format", help="Repeat for several; html is a page for the screen.", show_default="pdf and docx"),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Where products go.", file_okay=False, show_default="out/ of the workspace")
    ] = None,
    strict: Strict = False,
    clean: Annotated[bool, typer.Option("--clean", help="A Word file without comments: no doubts, no open questions.")] = False,
    redline: Annotated[
        Path | None,
        typer.Option(
            help="An earlier edition as Word file: the differences to it become tracked changes in out/ID-redline.docx.",
            exists=True,
            dir_okay=False,
            metavar="OLD.docx",
        ),
    ] = None,
    workspace: Folder = HERE,
) -> None:
    """Check the brief, then build it. Nothing is written while an error stands; products are replaced in one step.

    The Word file is a draft for editors: changes are tracked, and what is disputed or rests on one source is said in comments.
    What they return comes home with `briefing pull`.

    Examples: briefing build -f pdf --out /tmp/galleys; briefing build --redline sent/edition-1.docx
    """
    from briefing import stamp
    from briefing.diagnostics.words import series

    place = Workspace(workspace)
    wanted = dict.fromkeys(one.value for one in format) if format else ("docx",) if redline else ("pdf", "docx")
    formats = tuple(wanted)
    if redline and formats != ("docx",):
        say("--redline makes a Word file: leave -f out, or say -f docx")
        raise typer.Exit(2)
    folder = out if out is not None else place.path("out")
    standing = stamp.standing(place, formats, folder, stamp.manner(clean=clean, redline=redline))
    if standing is not None and not (strict and standing.warnings):
        known = f" ({standing.warnings} known warnings: `briefing check` shows them)" if standing.warnings else ""
        stand = "still stands" if len(standing.products) == 1 else "still stand"
        say(f"nothing has changed: {series(map(str, standing.products))} {stand}{known}")
        return
    from briefing import products

    how = products.Manner(strict, clean, redline)
    try:
        built = products.build(place, formats, folder, manner=how, progress=progress())
    except products.EarlierFault as fault:
        say(f"{redline}: {fault}")
        raise typer.Exit(1) from None
    print_findings(built.checked, Form.human)
    if not built.products:
        say("nothing was built" + (": with --strict, warnings are errors" if not built.checked.fails(strict=False) else ""))
        raise typer.Exit(1)
    if built.remark:
        say(f"{redline}: {built.remark}")
    say(f"built {series(map(str, built.products))}")
