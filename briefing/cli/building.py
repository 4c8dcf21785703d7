"""`briefing build`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli.talk import HERE, Folder, Form, Strict, print_findings, progress, say
from briefing.workspace import Workspace, obstacle

if TYPE_CHECKING:
    from briefing.stamp import Manner


class Product(StrEnum):
    """What can be built."""

    pdf = "pdf"
    docx = "docx"
    html = "html"


def build(
    briefs: Annotated[
        list[str] | None,
        typer.Argument(
            help="Manifests, or folders with a brief.yaml, seen from the workspace; several are built side by side.",
            metavar="[MANIFEST]...",
            show_default="brief.yaml",
        ),
    ] = None,
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
    everything: Annotated[bool, typer.Option("--all", help="Build every brief of the workspace.")] = False,
    jobs: Annotated[
        int | None, typer.Option("-j", "--jobs", help="Briefs that are built at once.", min=1, show_default="one for each core")
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(help="Build on the workers of this Dask scheduler, like tcp://10.0.0.5:8786.", metavar="ADDRESS"),
    ] = None,
    workspace: Folder = HERE,
) -> None:
    """Check the brief, then build it. Nothing is written while an error stands; products are replaced in one step.

    The Word file is a draft for editors: changes are tracked, and what is disputed or rests on one source is said in comments.
    What they return comes home with `briefing pull`. What nothing has changed in is not drawn again.

    Examples: briefing build -f pdf --out /tmp/galleys; briefing build --redline sent/edition-1.docx; briefing build --all
    """
    from briefing.stamp import Manner

    wanted = dict.fromkeys(one.value for one in format) if format else ("docx",) if redline else ("pdf", "docx")
    formats = tuple(wanted)
    if everything and briefs:
        _refuse("--all builds every brief of the workspace: leave it out, or the names")
    if redline and formats != ("docx",):
        _refuse("--redline makes a Word file: leave -f out, or say -f docx")
    if redline and (scheduler or everything or len(briefs or ()) > 1):
        _refuse("--redline compares one brief with its earlier edition: name one, and no scheduler")
    if scheduler and jobs:
        _refuse("--jobs is for this machine, and --scheduler for others: leave one of them out")
    manner = Manner(strict, clean, redline)
    if not briefs and not everything and not scheduler:
        _one(Workspace(workspace), formats, out, manner)
        return
    from briefing.cli.many import orders_of, run

    orders = orders_of(briefs or (), workspace, out, everything=everything)
    if len(orders) == 1 and not scheduler:
        _one(orders[0].workspace, formats, orders[0].out, manner)
    else:
        run(orders, formats, manner, jobs=jobs, scheduler=scheduler)


def _one(place: Workspace, formats: tuple[str, ...], out: Path | None, manner: Manner) -> None:
    from briefing import stamp
    from briefing.cli.many import stand, told

    folder = out if out is not None else place.path("out")
    if wrong := obstacle(folder):
        say(wrong)
        raise typer.Exit(3)
    standing = stamp.standing(place, formats, folder, manner)
    if standing is not None:
        say(f"nothing has changed: {stand(standing.products, standing.warnings)}")
        return
    from briefing import products

    try:
        built = products.build(place, formats, folder, manner=manner, progress=progress())
    except products.EarlierFault as fault:
        say(f"{manner.redline}: {fault}")
        raise typer.Exit(1) from None
    print_findings(built.checked, Form.human, place.root)
    if not built.products and not built.standing:
        is_strict = not built.checked.fails(strict=False)
        say("nothing was built" + (": with --strict, warnings are errors" if is_strict else ""))
        raise typer.Exit(1)
    if built.remark:
        say(f"{manner.redline}: {built.remark}")
    if built.unkept:
        say(f"warning: {built.unkept}")
    say(told(built.products, built.standing))


def _refuse(message: str) -> None:
    say(message)
    raise typer.Exit(2)
