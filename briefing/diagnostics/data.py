"""Diagnostics as plain data and back, nothing lost: to remember what a check found. Other programs are written to by `report`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from briefing.diagnostics.diagnostic import Diagnostic, Related
from briefing.diagnostics.rules import Rule, Severity
from briefing.source import Span


def to_data(one: Diagnostic) -> dict[str, Any]:
    """A finding as JSON has it."""
    return {
        "rule": one.rule.value,
        "message": one.message,
        "span": _to_list(one.span) if one.span else None,
        "hints": list(one.hints),
        "related": [[related.message, _to_list(related.span)] for related in one.related],
        "severity": one.severity.value if one.severity else None,
    }


def from_data(data: Mapping[str, Any]) -> Diagnostic:
    """The finding again. Raises ValueError where this is not what `to_data` makes."""
    try:
        severity = data["severity"]
        return Diagnostic(
            Rule(data["rule"]),
            _text(data["message"]),
            _to_span(data["span"]) if data["span"] is not None else None,
            tuple(map(_text, _list(data["hints"]))),
            tuple(Related(_to_span(span), _text(message)) for message, span in _list(data["related"])),
            Severity(severity) if severity is not None else None,
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"this is no finding: {error}") from error


def _to_list(span: Span) -> list[str | int]:
    return [span.path, span.line, span.column, span.end_line, span.end_column]


def _to_span(data: Any) -> Span:
    path, *places = _list(data)
    line, column, end_line, end_column = places
    if not all(type(place) is int for place in places):
        raise TypeError("a place is a number")
    return Span(_text(path), line, column, end_line, end_column)


def _text(data: Any) -> str:
    if not isinstance(data, str):
        raise TypeError("a text is wanted")
    return str(data)


def _list(data: Any) -> list[Any]:
    if not isinstance(data, list):
        raise TypeError("a list is wanted")
    return data
