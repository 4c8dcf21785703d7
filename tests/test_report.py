"""Findings in the forms of services: SARIF and the workflow commands of GitHub."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from briefing import pipeline
from briefing.diagnostics import RULES, Diagnostic, Related, Rule, Severity
from briefing.report.github import github
from briefing.report.sarif import sarif
from briefing.source import SourceFile, Span
from briefing.workspace import Workspace
from tests.workspaces import workspace

TEXT = "title: Findings\nbody:\n  - So they say [@boots].\n  - And again [@boots].\n"
FILE = SourceFile("sections/findings.yaml", TEXT)
FINDING = Diagnostic(
    Rule.CITATION_NAMES_A_FACT, "there is no fact `boots`", Span(FILE.path, 3, 18, 3, 24), ("did you mean `boats`?", "")
)
NOWHERE = Diagnostic(Rule.FILE_EXISTS, "there is no brief.yaml here", None, ("is this the right folder?",))
LONG = Diagnostic(
    Rule.KEYS_ARE_UNIQUE,
    "100% of: these, \r\nare wrong",
    Span("seeds/facts/año 1:2, #3.yaml", 2, 3, 5, 1),
    (),
    (Related(Span(FILE.path, 1, 1, 1, 6), "here for the first time"),),
    Severity.NOTE,
)
ALL = [NOWHERE, FINDING, LONG]


def run(found: list[Diagnostic], *files: SourceFile, folder: str = "") -> dict[str, Any]:
    log = json.loads(sarif(found, {"section": 1, "claim": 2}, {file.path: file for file in files}, folder=folder))
    check(log)
    (only,) = log["runs"]
    assert isinstance(only, dict)
    return only


# The structure of SARIF 2.1.0 as far as the report uses it: for each object what it must have (True) and may have (False).
OBJECTS: dict[str, dict[str, tuple[str, bool]]] = {
    "log": {"$schema": ("text", False), "version": ("text", True), "runs": ("[run", True)},
    "run": {
        "tool": ("tool", True), "columnKind": ("text", False), "invocations": ("[invocation", False),
        "results": ("[result", False), "properties": ("bag", False),
    },
    "tool": {"driver": ("driver", True)},
    "driver": {"name": ("text", True), "version": ("text", False), "rules": ("[rule", False)},
    "invocation": {"executionSuccessful": ("truth", True)},
    "rule": {
        "id": ("text", True), "shortDescription": ("words", False), "fullDescription": ("words", False), "help": ("words", False),
        "defaultConfiguration": ("configuration", False),
    },
    "words": {"text": ("text", True), "markdown": ("text", False)},
    "configuration": {"enabled": ("truth", False), "level": ("level", False)},
    "result": {
        "ruleId": ("text", False), "ruleIndex": ("index", False), "level": ("level", False), "message": ("words", True),
        "locations": ("[location", False), "relatedLocations": ("[location", False), "partialFingerprints": ("texts", False),
    },
    "location": {"id": ("index", False), "physicalLocation": ("place", False), "message": ("words", False)},
    "place": {"artifactLocation": ("artifact", True), "region": ("region", False)},
    "artifact": {"uri": ("uri", False), "uriBaseId": ("text", False)},
    "region": {
        "startLine": ("count", False), "startColumn": ("count", False),
        "endLine": ("count", False), "endColumn": ("count", False),
    },
}  # fmt: skip
VALUES: dict[str, Callable[[Any], object]] = {
    "text": lambda value: isinstance(value, str) and value,
    "truth": lambda value: isinstance(value, bool),
    "level": lambda value: value in ("none", "note", "warning", "error"),
    "index": lambda value: type(value) is int and value >= 0,
    "count": lambda value: type(value) is int and value >= 1,
    "uri": lambda value: re.fullmatch(r"(?:[\w.~!$&'()*+,;=@/-]|%[0-9A-F]{2})+", value, re.ASCII) and not value.startswith("/"),
    "bag": lambda value: isinstance(value, dict),
    "texts": lambda value: isinstance(value, dict) and all(isinstance(one, str) for one in value.values()),
}


def conforms(value: Any, kind: str, path: str) -> None:
    if kind.startswith("["):
        assert isinstance(value, list), path
        for number, item in enumerate(value):
            conforms(item, kind[1:], f"{path}[{number}]")
    elif kind in OBJECTS:
        assert isinstance(value, dict), path
        assert set(value) <= set(OBJECTS[kind]), path
        for name, (inner, needed) in OBJECTS[kind].items():
            assert not needed or name in value, f"{path} lacks {name}"
            if name in value:
                conforms(value[name], inner, f"{path}.{name}")
    else:
        assert VALUES[kind](value), f"{path} is {value!r}"


def check(log: Any) -> None:
    """The structure, and what SARIF says of the relations between its parts."""
    conforms(log, "log", "log")
    assert log["version"] == "2.1.0"
    for one in log["runs"]:
        rules = [rule["id"] for rule in one["tool"]["driver"]["rules"]]
        assert len(set(rules)) == len(rules)
        assert one["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
        prints = [tuple(result["partialFingerprints"].items()) for result in one["results"]]
        assert len(set(prints)) == len(prints)
        for result in one["results"]:
            assert rules[result["ruleIndex"]] == result["ruleId"]
            for place in [*result.get("locations", ()), *result.get("relatedLocations", ())]:
                region = place["physicalLocation"]["region"]
                assert (region["startLine"], region["startColumn"]) <= (region["endLine"], region["endColumn"])


def test_sarif_tells_of_every_rule() -> None:
    driver = run([])["tool"]["driver"]
    assert [rule["id"] for rule in driver["rules"]] == [rule.value for rule in RULES]
    text = RULES[Rule.QUOTATION_IS_SHORT]
    told = next(rule for rule in driver["rules"] if rule["id"] == "quotation-is-short")
    assert told["shortDescription"]["text"] == text.summary
    assert told["fullDescription"]["text"] == text.why
    assert text.bad in told["help"]["text"] and text.good in told["help"]["text"]
    assert told["defaultConfiguration"] == {"level": text.severity.value}


def test_sarif_places_each_finding() -> None:
    nowhere, finding, long = run(ALL, FILE)["results"]
    assert "locations" not in nowhere
    assert finding["message"]["text"] == "there is no fact `boots`\ndid you mean `boats`?"
    assert finding["level"] == "error" and long["level"] == "note"
    (place,) = finding["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "sections/findings.yaml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 3, "startColumn": 18, "endLine": 3, "endColumn": 24},
    }
    uri = long["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "seeds/facts/a%C3%B1o%201%3A2%2C%20%233.yaml"
    assert LONG.span is not None and unquote(uri) == LONG.span.path
    (related,) = long["relatedLocations"]
    assert related["message"]["text"] == "here for the first time"
    assert related["physicalLocation"]["region"]["endColumn"] == 6


def test_sarif_tells_how_much_was_checked() -> None:
    only = run(ALL)
    assert only["properties"] == {"checked": {"section": 1, "claim": 2}}
    assert only["invocations"] == [{"executionSuccessful": True}]


def fingerprint(found: list[Diagnostic], text: str) -> list[str]:
    results = run(found, SourceFile(FILE.path, text))["results"]
    return [result["partialFingerprints"]["primaryLocationLineHash"] for result in results]


def moved(one: Diagnostic, lines: int) -> Diagnostic:
    assert one.span is not None
    at = one.span
    span = Span(at.path, at.line + lines, at.column + 2, at.end_line + lines, at.end_column + 2)
    return Diagnostic(one.rule, f"{one.message}, line {at.line}", span, one.hints)


def test_fingerprints_stay_when_lines_move_and_differ_where_findings_do() -> None:
    again = moved(FINDING, 1)
    before = fingerprint([FINDING, again, again], TEXT)
    assert len(set(before)) == 3
    put_in = TEXT.replace("title", "# a comment\n\ntitle").replace("  -", "    -")
    assert fingerprint([moved(FINDING, 2), moved(again, 2), moved(again, 2)], put_in) == before
    assert fingerprint([FINDING], TEXT.replace("So they", "So we")) != before[:1]


def test_what_looks_like_a_link_of_sarif_is_escaped() -> None:
    (result,) = run([Diagnostic(Rule.MARKUP_IS_CLOSED, "write [text](https://address) or [@fact]")])["results"]
    assert result["message"]["text"] == "write \\[text\\](https://address) or [@fact]"


def test_a_workspace_below_the_root_of_the_repository() -> None:
    (result,) = run([FINDING], FILE, folder="briefs/one")["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "briefs/one/sections/findings.yaml"
    assert "file=briefs/one/sections/findings.yaml," in github([FINDING], folder="briefs/one")
    assert "file=sections/findings.yaml," in github([FINDING], folder="")


def test_github_has_a_command_a_line() -> None:
    assert github(ALL).splitlines() == [
        "::error title=file-exists::there is no brief.yaml here%0Ais this the right folder?",
        "::error file=sections/findings.yaml,line=3,col=18,endLine=3,endColumn=24,title=citation-names-a-fact"
        "::there is no fact `boots`%0Adid you mean `boats`?",
        "::notice file=seeds/facts/año 1%3A2%2C #3.yaml,line=2,endLine=5,title=keys-are-unique"
        "::100%25 of: these, %0D%0Aare wrong",
    ]
    warning = Diagnostic(Rule.FACT_IS_USED, "unused", severity=Severity.WARNING)
    assert github([warning]) == "::warning title=fact-is-used::unused\n"
    assert github([]) == ""


@pytest.mark.parametrize("broken", [b"title: Findings\nbody:\n  - They say [@boots] so [@boots\n", b"title: [\n", b"\xff"])
def test_what_a_check_finds(tmp_path: Path, broken: bytes) -> None:
    checked = pipeline.check(Workspace(workspace(tmp_path, {"sections/findings.yaml": broken})))
    assert checked.diagnostics
    told = sarif(checked.diagnostics, checked.counts, checked.files)
    check(json.loads(told))
    assert told == sarif(checked.diagnostics, checked.counts, checked.files)
    assert len(github(checked.diagnostics).splitlines()) == len(checked.diagnostics)
