"""Diagnostics as SARIF 2.1.0 (OASIS), the form that code scanning services and editors read.

One run: the rules with all that `briefing explain` says of them, and a result for each finding. Lines and columns count from 1 in
code points, the end exclusive, as our spans do. The same findings give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from posixpath import join
from typing import Any
from urllib.parse import quote

from briefing import __version__
from briefing.diagnostics import RULES, Diagnostic, Rule, RuleText, Severity
from briefing.source import SourceFile, Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
"""What relative addresses are relative to; services put the root of the repository in its place."""
_INDEX = {rule: number for number, rule in enumerate(RULES)}
_LINK = re.compile(r"\[([^\[\]]*)\](?=\()")


def sarif(
    found: Iterable[Diagnostic], counts: Mapping[str, int], files: Mapping[str, SourceFile] | None = None, *, folder: str = ""
) -> str:
    """The findings, and how many things were checked.

    `files` lets a finding be known again by the words of its line when the line has moved; `folder` is the way from the root of
    the repository to the workspace, with forward slashes.
    """
    seen: Counter[str] = Counter()
    run = {
        "tool": {"driver": {"name": "briefing", "version": __version__, "rules": [_rule(*each) for each in RULES.items()]}},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True}],
        "results": [_result(one, files or {}, folder, seen) for one in found],
        "properties": {"checked": dict(counts)},
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _rule(rule: Rule, text: RuleText) -> dict[str, Any]:
    return {
        "id": rule.value,
        "shortDescription": {"text": text.summary},
        "fullDescription": {"text": text.why},
        "help": {
            "text": f"{text.summary} {text.why}\n\nNot so:\n{text.bad}\n\nBut so:\n{text.good}",
            "markdown": f"{text.summary} {text.why}\n\nNot so:\n\n{_code(text.bad)}\n\nBut so:\n\n{_code(text.good)}\n",
        },
        "defaultConfiguration": {"enabled": False} if text.severity is Severity.OFF else {"level": text.severity.value},
    }


def _code(text: str) -> str:
    """A block of code that no run of backticks in the text can end."""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}yaml\n{text}\n{fence}"


def _result(one: Diagnostic, files: Mapping[str, SourceFile], folder: str, seen: Counter[str]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": one.rule.value,
        "ruleIndex": _INDEX[one.rule],
        "level": one.level.value,
        "message": _message("\n".join([one.message, *filter(None, one.hints)])),
        "partialFingerprints": {"primaryLocationLineHash": _fingerprint(one, files, seen)},
    }
    if one.span is not None:
        result["locations"] = [{"physicalLocation": _place(one.span, folder)}]
    if one.related:
        result["relatedLocations"] = [
            {"id": number, "physicalLocation": _place(other.span, folder), "message": _message(other.message)}
            for number, other in enumerate(one.related, 1)
        ]
    return result


def _message(text: str) -> dict[str, str]:
    """A message; what looks like one of SARIF's own links, `[text](target)`, is escaped."""
    return {"text": _LINK.sub(r"\\[\1\\]", text)}


def _place(span: Span, folder: str) -> dict[str, Any]:
    return {
        "artifactLocation": {"uri": _uri(join(folder, span.path)), "uriBaseId": _ROOT},
        "region": {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
        },
    }


def _uri(path: str) -> str:
    return quote(path.removeprefix("./"), errors="surrogateescape")


def _fingerprint(one: Diagnostic, files: Mapping[str, SourceFile], seen: Counter[str]) -> str:
    """What stays when lines are put in above: the rule, the file and the words of the line; a number where these are alike.

    A message may name a line or a count, so it is taken only where there is no line to be had.
    """
    file = files.get(one.span.path) if one.span else None
    words = file.line(one.span.line).split() if file and one.span else []
    parts = (one.rule.value, one.span.path if one.span else "", " ".join(words) or one.message)
    digest = hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()[:16]
    seen[digest] += 1
    return f"{digest}:{seen[digest]}"
