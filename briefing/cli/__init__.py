"""The command line: parse, call the pipeline, print, exit code.

0: good. 1: the brief has errors. 2: wrong use. 3: a fault of the machine. What is slow to import is imported by the command
that needs it.
"""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from briefing import __version__
from briefing.cli.building import build
from briefing.cli.checking import check, verify
from briefing.cli.explaining import explain
from briefing.cli.inspecting import inspect
from briefing.cli.pulling import pull
from briefing.cli.showing import schema, show
from briefing.cli.talk import say

_TURN = 0.0002
"""Seconds that a thread which has something to do waits for its turn: the one that fetches charts has little to do, and writers
wait for it. Python's own are 25 times as many."""

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Turns curated facts and section texts, in YAML, into a brief as PDF, Word and HTML, each statement traced "
    "to its source.\n\n"
    "A workspace is a folder with brief.yaml, sections/ and seeds/. Work in it like this:\n\n"
    "1. briefing check      finds what is wrong, with file, line and what to do\n\n"
    "2. briefing verify     looks up every quotation in its original and remembers the place\n\n"
    "3. briefing build      makes the PDF and the Word file in out/, or HTML\n\n"
    "4. briefing pull       brings home what editors did in the Word file\n\n"
    "Exit codes: 0 good, 1 the brief has errors, 2 wrong use, 3 a fault of the machine.",
)
for command in (build, check, verify, pull, inspect, show, schema, explain):
    app.command()(command)


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"briefing {__version__}\n")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)] = False,
) -> None:
    """Options of the program itself."""


def main() -> None:
    """The command `briefing`. A fault of the machine is told in one line; anything else that escapes is a bug of ours."""
    sys.setswitchinterval(_TURN)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by the shell
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - for as long as the program runs
        elif isinstance(stream, TextIOWrapper):  # a terminal of another encoding shows what it can
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except MemoryError:
        say("briefing: the machine has not enough memory for this")
        raise SystemExit(3) from None
    except OSError as fault:
        where = f" ({fault.filename})" if fault.filename else ""
        say(f"briefing: {fault.strerror or fault}{where}")
        raise SystemExit(3) from None
    except Exception as fault:
        from briefing.render.faults import RenderFault

        if not isinstance(fault, RenderFault):
            raise
        say(f"briefing: {fault}")
        raise SystemExit(3) from None
