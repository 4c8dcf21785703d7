"""The command line: parse, call the pipeline, print, exit code.

0: good. 1: the brief has errors. 2: wrong use. 3: a fault of the machine. What is slow to import is imported by the command
that needs it.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Mapping
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing import __version__
from briefing.workspace import Workspace

if TYPE_CHECKING:
    from briefing.pipeline import Checked
    from briefing.report.findings import Findings
    from briefing.source import SourceFile

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
    sarif = "sarif"
    github = "github"


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
    uses = "uses"
    summary = "summary"


_FOLDER = typer.Option(
    "--workspace", "-w", help="The folder with brief.yaml.", file_okay=False, exists=True, show_default="this folder"
)
Folder = Annotated[Path, _FOLDER]
FormOption = Annotated[
    Form, typer.Option("--format", help="human: the line and a caret; short: file:line:column; json; sarif; github.")
]
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
def check(
    form: FormOption = Form.human,
    strict: Strict = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="Mend what is certain first: typography of our own words, `prefix`/`suffix`, the lock.")
    ] = False,
    workspace: Folder = _HERE,
) -> None:
    """Find everything that is wrong with the brief, in one run. `briefing explain RULE` tells more of a finding.

    Example: briefing check --format short
    """
    place = Workspace(workspace)
    findings = (None if fix else _remembered(place)) or _looked_up(place, fix=fix)
    _print(findings, form, workspace)
    raise typer.Exit(int(findings.fails(strict=strict)))


def _remembered(place: Workspace) -> Findings | None:
    """What the last check found, where it would find the same again."""
    from briefing import stamp

    known = stamp.remembered_check(place)
    if known is None:
        return None
    from briefing.diagnostics.data import from_data
    from briefing.report.findings import Findings

    try:
        found = tuple(map(from_data, known.diagnostics))
    except ValueError:
        return None
    files: Mapping[str, SourceFile] = {}
    if found:
        from briefing.load.again import Again

        spans = (span for one in found for span in (one.span, *(related.span for related in one.related)))
        files = Again(place, (span.path for span in spans if span))
    return Findings(found, known.counts, files)


def _looked_up(place: Workspace, *, fix: bool) -> Findings:
    """What a check finds now; remembered for the next time."""
    from briefing import pipeline, stamp
    from briefing.diagnostics.data import to_data
    from briefing.diagnostics.words import plural
    from briefing.report.findings import Findings

    taken = stamp.take(place)
    checked = pipeline.check(place)
    if fix:
        checked, mended = pipeline.mend(place, checked)
        _say(f"mended {plural(mended.places, 'place')}{'; wrote the lock' if mended.locked else ''}")
    data = [to_data(one) for one in checked.diagnostics]
    stamp.record_check(place, taken, data, checked.counts, pipeline.others(checked.project, place))
    return Findings(checked.diagnostics, checked.counts, checked.files)


@app.command()
def verify(form: FormOption = Form.human, workspace: Folder = _HERE) -> None:
    """Look up every quotation in its original, and remember the places in seeds/evidence.lock.

    Originals are the analyst's own copies of the articles: in seeds/originals/, or in the folder that BRIEFING_ORIGINALS names.

    Example: BRIEFING_ORIGINALS=~/articles briefing verify
    """
    from briefing import pipeline
    from briefing.diagnostics.words import plural

    verified = pipeline.verify_and_lock(Workspace(workspace))
    _print(verified.checked, form)
    if verified.checked.fails(strict=False):
        _say("the lock was left as it was")
        raise typer.Exit(1)
    if not verified.checked.verification.found:
        _say("no original is at hand, so the lock was left as it was: put the articles into seeds/originals/,")
        _say("or name their folder in BRIEFING_ORIGINALS")
        raise typer.Exit(3)
    gone = f"; {plural(len(verified.dropped), 'claim')} that it knew no longer there" if verified.dropped else ""
    _say(
        f"seeds/evidence.lock {'written' if verified.changed else 'is up to date'}: {plural(verified.locked, 'quotation')}{gone}"
    )


@app.command()
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
    workspace: Folder = _HERE,
) -> None:
    """Show what a stage of the pipeline made, what rests on a source, or a draft drawn from the data.

    Examples: briefing show facts coca; briefing show uses intellinews; briefing show summary
    """
    from briefing import pipeline
    from briefing.report import show as shown

    checked = pipeline.check(Workspace(workspace))
    if stage in (Stage.tree, Stage.notes) and checked.fails(strict=False):
        _print(checked, Form.human)
        raise typer.Exit(1)
    if stage is Stage.uses:
        text = _uses(checked, names or [])
    elif stage is Stage.summary:
        from briefing.report.summary import summary

        text = summary(checked.project)
    elif stage is Stage.facts:
        text = shown.facts(checked.project, names or ())
        if not text:
            _say(f"no fact's id begins with {' or '.join(names)}" if names else "there is no fact here")
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
        _say("name a source, a fact or a claim: briefing show uses NAME")
        raise typer.Exit(2)
    parts = []
    for name in names:
        found = pipeline.uses(checked, name)
        if found is None:
            near = did_you_mean(name, [*checked.project.sources, *checked.project.facts])
            _say(f"there is no source, fact or claim `{name}`" + (f"; {near}" if near else "; `briefing show facts` lists them"))
            raise typer.Exit(2)
        parts.append(uses(name, found))
    return "\n".join(parts)


@app.command()
def schema(
    out: Annotated[
        Path | None,
        typer.Option(help="Where the schemas go.", file_okay=False, show_default="the workspace's .briefing/schemas/"),
    ] = None,
    workspace: Folder = _HERE,
) -> None:
    """Write JSON Schemas of the files, so that editors complete and check while you type.

    The first line of each file names its schema (`# yaml-language-server: $schema=...`); `make brief` writes them.

    Example: briefing schema --out schemas
    """
    from briefing.report.schema import FOLDER, write_schemas

    folder = out if out is not None else Workspace(workspace).path(FOLDER)
    _say(f"wrote {', '.join(path.name for path in write_schemas(folder))} into {folder}")


@app.command()
def explain(
    rule: Annotated[str | None, typer.Argument(help="A rule's id, as it stands in brackets in a finding.")] = None,
) -> None:
    """Explain a rule: what it asks, why, and an example of each kind. Without a rule, list all.

    Example: briefing explain quotation-is-short
    """
    from difflib import get_close_matches

    from briefing.diagnostics import ADJUSTABLE, RULES, WAIVABLE, Rule

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
    if Rule(rule) in WAIVABLE:
        sys.stdout.write(
            "\nIt can be waived, with a reason, at a source, fact, claim, section or block, or for the texts of brief.yaml:\n"
            f"    waive: {{{rule}: Why this is right as it stands.}}\n"
            f"    waive: {{{rule}: {{reason: Why for now., until: 2026-12-31}}}}   # against the date of the brief\n"
        )
    else:
        both = "" if Rule(rule) in ADJUSTABLE else ", and its severity cannot be set: without it no document can be composed"
        sys.stdout.write(f"It cannot be waived{both}.\n")


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"briefing {__version__}\n")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)] = False,
) -> None:
    """Options of the program itself."""


def _print(checked: Checked | Findings, form: Form, workspace: Path = _HERE) -> None:
    """The findings, and how much was checked: to standard output in the machine's forms, else to standard error."""
    folder = os.path.relpath(workspace).replace(os.sep, "/")
    from briefing.report import diagnostics as printed

    if form is Form.json:
        sys.stdout.write(printed.as_json(checked.diagnostics, checked.counts))
    elif form is Form.short:
        sys.stdout.write(printed.short(checked.diagnostics))
    elif form is Form.sarif:
        from briefing.report.sarif import sarif

        sys.stdout.write(sarif(checked.diagnostics, checked.counts, checked.files, folder=folder))
    elif form is Form.github:
        from briefing.report.github import github

        sys.stdout.write(github(checked.diagnostics, folder=folder))
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
