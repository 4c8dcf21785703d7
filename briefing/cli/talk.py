"""What all commands share: the options that they have in common, and how they speak."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.workspace import MANIFEST, Workspace

if TYPE_CHECKING:
    from briefing.pipeline import Checked
    from briefing.report.findings import Findings


class Form(StrEnum):
    """How diagnostics are printed."""

    human = "human"
    short = "short"
    json = "json"
    sarif = "sarif"
    github = "github"


_FOLDER = typer.Option(
    "--workspace", "-w", help="The folder with brief.yaml.", file_okay=False, exists=True, show_default="this folder"
)
Folder = Annotated[Path, _FOLDER]
Brief = Annotated[
    str, typer.Option("--brief", "-b", help="Which brief, where the workspace has several: its manifest.", metavar="MANIFEST")
]
FormOption = Annotated[
    Form, typer.Option("--format", help="human: the line and a caret; short: file:line:column; json; sarif; github.")
]
Strict = Annotated[bool, typer.Option("--strict", help="Treat warnings as errors.")]
HERE = Path()


def opened(folder: Path, brief: str) -> Workspace:
    """The workspace, for one of its briefs. Ends with 2 where the name is none of a file at its top."""
    is_there = Path(brief).name == brief and (folder / brief).is_file()
    if brief != MANIFEST and not (is_there and (folder / MANIFEST).is_file()):
        from briefing.load.manifests import mistaken

        if (wrong := mistaken(folder / brief)) or not is_there:
            say(wrong or f"there is no manifest `{brief}` in {folder}: name a file that stands beside {MANIFEST}")
            raise typer.Exit(2)
    return Workspace(folder, manifest=brief)


def print_findings(checked: Checked | Findings, form: Form, workspace: Path) -> None:
    """The findings, and how much was checked: to standard output in the machine's forms, else to standard error.

    `workspace` is the folder that their files are named from.
    """
    clear()
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
        say(f"{printed.tally(checked.diagnostics)}; {printed.summary(checked.counts)}")


def progress() -> Callable[[str], None]:
    """Prints the step at work on a terminal, on one line that goes with the next message, or with `clear`."""
    if not sys.stderr.isatty():
        return lambda _: None
    return lambda step: _write(f"\r\x1b[K{step} …")


def clear() -> None:
    """Takes the step at work from the terminal: before anything else is printed there, on standard output too."""
    if sys.stderr.isatty():
        _write("\r\x1b[K")


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


def say(message: str) -> None:
    """Prints a message on standard error."""
    clear()
    _write(f"{message}\n")
