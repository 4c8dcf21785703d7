"""The command line: parse, call the pipeline, print, exit code.

0: good. 1: the brief has errors. 2: wrong use. 3: a fault of the machine. What is slow to import is imported by the command
that needs it.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing import __version__
from briefing.workspace import Workspace

if TYPE_CHECKING:
    from briefing.pipeline import Checked

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Turns curated facts and section texts, in YAML, into a brief as PDF and Word, each statement traced to its source.\n\n"
    "A workspace is a folder with brief.yaml, sections/ and seeds/. Work in it like this:\n\n"
    "1. briefing check      finds what is wrong, with file, line and what to do\n\n"
    "2. briefing verify     looks up every quotation in its original and remembers the place\n\n"
    "3. briefing build      makes the PDF and the Word file in out/\n\n"
    "Exit codes: 0 good, 1 the brief has errors, 2 wrong use, 3 a fault of the machine.",
)


class Form(StrEnum):
    """How diagnostics are printed."""

    human = "human"
    short = "short"
    json = "json"


class Product(StrEnum):
    """What can be built."""

    pdf = "pdf"
    docx = "docx"
    html = "html"


class Stage(StrEnum):
    """What can be shown."""

    facts = "facts"
    tree = "tree"
    notes = "notes"


_FOLDER = typer.Option(
    "--workspace", "-w", help="The folder with brief.yaml.", file_okay=False, exists=True, show_default="this folder"
)
Folder = Annotated[Path, _FOLDER]
FormOption = Annotated[Form, typer.Option("--format", help="human: with the line and a caret; short: file:line:column; json.")]
Strict = Annotated[bool, typer.Option("--strict", help="Treat warnings as errors.")]
_HERE = Path()


@app.command()
def build(
    format: Annotated[
        list[Product] | None,
        typer.Option("-f", "--format", help="Repeat for several; html is a page for the screen.", show_default="pdf and docx"),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Where products go.", file_okay=False, show_default="out/ of the workspace")
    ] = None,
    strict: Strict = False,
    workspace: Folder = _HERE,
) -> None:
    """Check the brief, then build it. Nothing is written while an error stands; products are replaced in one step.

    Example: briefing build -f pdf --out /tmp/galleys
    """
    from briefing import stamp

    place = Workspace(workspace)
    formats = tuple(dict.fromkeys(one.value for one in format)) if format else ("pdf", "docx")
    folder = out if out is not None else place.path("out")
    standing = stamp.standing(place, formats, folder)
    if standing is not None and not (strict and standing.warnings):
        known = f" ({standing.warnings} known warnings: `briefing check` shows them)" if standing.warnings else ""
        _say(f"nothing has changed: {' and '.join(str(path) for path in standing.products)} still stand{known}")
        return
    from briefing import products

    built = products.build(place, formats, folder, strict=strict, progress=_progress())
    _print(built.checked, Form.human)
    if not built.products:
        _say("nothing was built" + (": with --strict, warnings are errors" if not built.checked.fails(strict=False) else ""))
        raise typer.Exit(1)
    _say(f"built {' and '.join(str(path) for path in built.products)}")


@app.command()
def check(form: FormOption = Form.human, strict: Strict = False, workspace: Folder = _HERE) -> None:
    """Find everything that is wrong with the brief, in one run. `briefing explain RULE` tells more of a finding.

    Example: briefing check --format short
    """
    from briefing import pipeline

    checked = pipeline.check(Workspace(workspace))
    _print(checked, form)
    raise typer.Exit(int(checked.fails(strict=strict)))


@app.command()
def verify(form: FormOption = Form.human, workspace: Folder = _HERE) -> None:
    """Look up every quotation in its original, and remember the places in seeds/evidence.lock.

    Originals are the analyst's own copies of the articles: in seeds/originals/, or in the folder that BRIEFING_ORIGINALS names.

    Example: BRIEFING_ORIGINALS=~/articles briefing verify
    """
    from briefing import pipeline

    verified = pipeline.verify_and_lock(Workspace(workspace))
    _print(verified.checked, form)
    if verified.checked.fails(strict=False):
        _say("the lock was left as it was")
        raise typer.Exit(1)
    if not verified.checked.verification.found:
        _say("no original is at hand, so the lock was left as it was: put the articles into seeds/originals/,")
        _say("or name their folder in BRIEFING_ORIGINALS")
        raise typer.Exit(3)
    _say(f"seeds/evidence.lock {'written' if verified.changed else 'is up to date'}: {verified.locked} quotations")


@app.command()
def show(
    stage: Annotated[Stage, typer.Argument(help="facts: what was curated; tree: the composed document; notes: the footnotes.")],
    names: Annotated[list[str] | None, typer.Argument(help="With facts: only those whose id begins so.")] = None,
    workspace: Folder = _HERE,
) -> None:
    """Show what a stage of the pipeline made.

    Example: briefing show facts coca
    """
    from briefing import pipeline
    from briefing.report import show as shown

    checked = pipeline.check(Workspace(workspace))
    if stage is not Stage.facts and checked.fails(strict=False):
        _print(checked, Form.human)
        raise typer.Exit(1)
    if stage is Stage.facts:
        text = shown.facts(checked.project, names or ())
        if not text:
            _say(f"no fact's id begins with {' or '.join(names)}" if names else "there is no fact here")
            raise typer.Exit(1)
    else:
        document = pipeline.document(checked)
        text = shown.outline(document) if stage is Stage.tree else shown.notes(document)
    sys.stdout.write(text)


@app.command()
def explain(
    rule: Annotated[str | None, typer.Argument(help="A rule's id, as it stands in brackets in a finding.")] = None,
) -> None:
    """Explain a rule: what it asks, why, and an example of each kind. Without a rule, list all.

    Example: briefing explain quotation-is-short
    """
    from difflib import get_close_matches

    from briefing.diagnostics import ADJUSTABLE, RULES, Rule

    if rule is None:
        width = max(len(one.value) for one in Rule)
        for one, text in RULES.items():
            sys.stdout.write(f"{one.value:<{width}}  {text.severity.value:<8} {text.summary}\n")
        return
    if rule not in [one.value for one in Rule]:
        near = get_close_matches(rule, [one.value for one in Rule], 1)
        _say(f"there is no rule `{rule}`" + (f"; did you mean `{near[0]}`?" if near else "; `briefing explain` lists them"))
        raise typer.Exit(2)
    text = RULES[Rule(rule)]
    indent = "\n    "
    sys.stdout.write(
        f"{rule} ({text.severity.value})\n\n{text.summary}\n{text.why}\n\n"
        f"  Not so:{indent}{text.bad.replace(chr(10), indent)}\n\n  But so:{indent}{text.good.replace(chr(10), indent)}\n\n"
    )
    if Rule(rule) in ADJUSTABLE:
        sys.stdout.write(f"Its severity can be set in brief.yaml:\n    rules: {{{rule}: note}}\n")


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"briefing {__version__}\n")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)] = False,
) -> None:
    """Options of the program itself."""


def _print(checked: Checked, form: Form) -> None:
    """The findings, and how much was checked: to standard output in the machine's forms, else to standard error."""
    from briefing.report import diagnostics as printed

    if form is Form.json:
        sys.stdout.write(printed.as_json(checked.diagnostics, checked.counts))
    elif form is Form.short:
        sys.stdout.write(printed.short(checked.diagnostics))
    else:
        if checked.diagnostics:
            sys.stderr.write(printed.human(checked.diagnostics, checked.files, colour=sys.stderr.isatty()) + "\n")
        _say(f"{printed.tally(checked.diagnostics)}; {printed.summary(checked.counts)}")


def _progress() -> Callable[[str], None]:
    """Prints the step at work on a terminal, on one line that goes when the next message comes."""
    if not sys.stderr.isatty():
        return lambda _: None
    return lambda step: _write(f"\r\x1b[K{step} …")


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


def _say(message: str) -> None:
    clear = "\r\x1b[K" if sys.stderr.isatty() else ""
    _write(f"{clear}{message}\n")


def main() -> None:
    """The command `briefing`. A fault of the machine is told in one line; anything else that escapes is a bug of ours."""
    gc.disable()  # a command lives for seconds, and what it makes lasts as long: collecting would take a seventh of them
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by the shell
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - for as long as the program runs
        elif isinstance(stream, TextIOWrapper):  # a terminal of another encoding shows what it can
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except MemoryError:
        _say("briefing: the machine has not enough memory for this")
        raise SystemExit(3) from None
    except OSError as fault:
        where = f" ({fault.filename})" if fault.filename else ""
        _say(f"briefing: {fault.strerror or fault}{where}")
        raise SystemExit(3) from None
    except Exception as fault:
        from briefing.render.faults import RenderFault

        if not isinstance(fault, RenderFault):
            raise
        _say(f"briefing: {fault}")
        raise SystemExit(3) from None
