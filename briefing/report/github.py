"""Diagnostics as workflow commands of GitHub Actions: each is shown beside the line that it is about."""

from __future__ import annotations

from collections.abc import Iterable
from posixpath import join

from briefing.diagnostics import Diagnostic, Severity
from briefing.source import Span

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def github(found: Iterable[Diagnostic], *, folder: str = "") -> str:
    """A command a line: `::error file=...,line=...,title=rule::message`, hints after line breaks.

    `folder` is the way from the root of the repository to the workspace, with forward slashes.
    """
    return "".join(f"{_command(one, folder)}\n" for one in found)


def _command(one: Diagnostic, folder: str) -> str:
    place = _place(one.span, folder) if one.span else {}
    properties = ",".join(f"{name}={value.translate(_PROPERTY)}" for name, value in {**place, "title": one.rule.value}.items())
    message = "\n".join([one.message, *filter(None, one.hints)])
    return f"::{_COMMANDS.get(one.level, 'notice')} {properties}::{message.translate(_DATA)}"


def _place(span: Span, folder: str) -> dict[str, str]:
    place = {"file": join(folder, span.path), "line": str(span.line)}
    if span.line == span.end_line:  # GitHub takes columns within one line only
        place |= {"col": str(span.column)}
    place |= {"endLine": str(span.end_line)}
    if span.line == span.end_line:
        place |= {"endColumn": str(span.end_column)}
    return place
