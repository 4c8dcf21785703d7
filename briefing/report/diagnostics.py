"""Diagnostics as text: human (the line, a caret, hints), short (`file:line:column:` first), JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import islice

from briefing.diagnostics import Diagnostic, Rule, Severity
from briefing.diagnostics.words import UNREAD, plural
from briefing.source import SourceFile, Span

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}
MOST_OF_A_RULE, MOST_ALIKE, MOST_MESSAGES = 10, 3, 50
"""How many findings of a rule, and how many of one message, are told in full; how many messages more have a line each."""
_WIDTH = 110
"""Characters of a line that are shown; a longer one is cut on both sides of the place."""


def human(found: Iterable[Diagnostic], files: Mapping[str, SourceFile], *, colour: bool) -> str:
    """For a person at a terminal. Of a rule that is broken many times the first findings are told in full, the rest by place."""
    in_full: list[Diagnostic] = []
    by_place: dict[tuple[Rule, Severity], list[Diagnostic]] = {}
    of_rule: Counter[Rule] = Counter()
    alike: Counter[tuple[Rule, str]] = Counter()
    for one in found:
        if of_rule[one.rule] < MOST_OF_A_RULE and alike[one.rule, one.message] < MOST_ALIKE:
            in_full.append(one)
            of_rule[one.rule] += 1
            alike[one.rule, one.message] += 1
        else:
            by_place.setdefault((one.rule, one.level), []).append(one)
    told = [_human(one, files, colour) for one in in_full]
    return "\n".join([*told, *(_rest(rest, colour) for rest in by_place.values())])


def _rest(found: list[Diagnostic], colour: bool) -> str:
    """Findings of one rule, a line for each message."""
    by_message: dict[str, list[Diagnostic]] = {}
    for one in found:
        by_message.setdefault(one.message, []).append(one)
    lines = [f"{_head(found[0], colour)}: {len(found):,} more"]
    for message, ones in islice(by_message.items(), MOST_MESSAGES):
        places = f" and {plural(len(ones) - 1, 'more place')}" if len(ones) > 1 else ""
        lines.append(f"  --> {ones[0].span or '-'}{places}: {message}")
    if len(by_message) > MOST_MESSAGES:
        lines.append(f"  ... and {len(by_message) - MOST_MESSAGES:,} other messages of this rule")
    return "\n".join([*lines, "   = `briefing check --format short` lists each with its place and what to do"]) + "\n"


def _head(one: Diagnostic, colour: bool) -> str:
    head = f"{one.level.value}[{one.rule.value}]"
    return f"\x1b[1;{_COLOURS[one.level]}m{head}\x1b[0m" if colour else head


def _human(one: Diagnostic, files: Mapping[str, SourceFile], colour: bool) -> str:
    def paint(text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if colour else text

    lines = [f"{_head(one, colour)}: {paint(one.message, '1')}"]
    if one.span is not None:
        lines += _excerpt(one.span, files, lambda text: paint(text, _COLOURS[one.level]))
    for related in one.related:
        lines.append(f"   = {related.message}: {related.span}")
        lines += _excerpt(related.span, files, lambda text: paint(text, "36"))[1:]
    lines += [f"   = {hint}" for hint in one.hints if hint]
    return "\n".join(lines) + "\n"


def _excerpt(span: Span, files: Mapping[str, SourceFile], paint: Callable[[str], str]) -> list[str]:
    lines = [f"  --> {span}"]
    file = files.get(span.path)
    text = file.line(span.line).expandtabs(1) if file else ""
    if not text.strip():
        return lines
    end = span.end_column if span.end_line == span.line else len(text) + 1
    start = max(0, min(span.column - 1, len(text)) - _WIDTH // 2) if len(text) > _WIDTH else 0
    shown = text[start : start + _WIDTH]
    lead, tail = "…" if start else "", "…" if start + _WIDTH < len(text) else ""
    at = min(span.column - 1, len(text)) - start + len(lead)
    width = max(1, min(end - span.column, len(shown) + len(lead) - at))
    gutter = " " * len(str(span.line))
    marks = paint("^" * width)
    return [*lines, f" {gutter} |", f" {span.line} | {lead}{shown}{tail}", f" {gutter} | {' ' * at}{marks}"]


def short(found: Iterable[Diagnostic]) -> str:
    """One line each, the place first, so that editors can jump to it."""
    return "".join(
        f"{one.span or '-'}: {one.level.value}[{one.rule.value}]: {one.message}"
        f"{''.join(f' ({hint})' for hint in one.hints if hint)}\n"
        for one in found
    )


def as_json(found: Iterable[Diagnostic], counts: Mapping[str, int]) -> str:
    """For machines: the findings with their places, and how many things were checked."""
    return json.dumps({"diagnostics": [_object(one) for one in found], "checked": counts}, indent=1) + "\n"


def _object(one: Diagnostic) -> dict[str, object]:
    return {
        "rule": one.rule.value,
        "severity": one.level.value,
        "message": one.message,
        "hints": [hint for hint in one.hints if hint],
        **_place(one.span),
        "related": [{"message": related.message, **_place(related.span)} for related in one.related],
    }


def _place(span: Span | None) -> dict[str, object]:
    if span is None:
        return {"path": None}
    return {
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


def tally(found: Iterable[Diagnostic]) -> str:
    """`2 errors, 1 warning`, or `no errors`."""
    counts = Counter(one.level for one in found)
    parts = [plural(counts[level], level.value) for level in (Severity.ERROR, Severity.WARNING, Severity.NOTE) if counts[level]]
    return ", ".join(parts) or "no errors"


def summary(counts: Mapping[str, int]) -> str:
    """What was checked, in a sentence without an end: how many of what, and what became of the quotations."""
    nouns = ("file", "section", "sentence", "fact", "claim", "source")
    things = [plural(counts[noun], noun) for noun in nouns if counts.get(noun)]
    states = {
        "found": "found in their originals",
        "remembered": "known from the lock, their originals not at hand",
        "missing": "not found",
        "changed": "changed since they were verified",
    }
    quotations = [f"{counts[state]:,} {words}" for state, words in states.items() if counts.get(state)]
    skipped = [f"{number:,} {reason}" for reason, number in counts.items() if reason.startswith("skipped: ") and number]
    unread = [one for one in skipped if one.endswith(UNREAD)]
    quotations += [one for one in skipped if one not in unread]
    parts = [f"checked {', '.join(things) or 'nothing'}", f"quotations: {', '.join(quotations)}" if quotations else "", *unread]
    return "; ".join(part for part in parts if part)
