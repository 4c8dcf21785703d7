"""`briefing check` as a user meets it: findings in five forms, severities and waivers."""

from __future__ import annotations

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from briefing import pipeline, stamp
from briefing.diagnostics import Rule
from briefing.workspace import Workspace
from tests.commandline import BROKEN, run
from tests.test_load import unprivileged
from tests.workspaces import BASE, workspace


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return workspace(tmp_path / "work")


def test_strict_makes_errors_of_warnings(tmp_path: Path) -> None:
    place = workspace(tmp_path, {"seeds/originals/gazette.txt": None})
    assert run("check", cwd=place).returncode == 0
    strict = run("build", "--strict", cwd=place)
    assert strict.returncode == 1
    assert "with --strict, warnings are errors" in strict.stderr
    assert not (place / "out").exists()


def test_check_in_its_three_forms(tmp_path: Path) -> None:
    place = workspace(tmp_path, BROKEN)
    human = run("check", cwd=place)
    assert human.returncode == 1
    assert " 3 |   - The ministry counted 120 boats [@boots]." in human.stderr
    assert "   |                                     ^^^^^^" in human.stderr
    assert "1 error;" in human.stderr
    assert "checked 1 section, 1 sentence, 1 fact, 1 claim, 1 source; quotations: 1 found" in human.stderr
    short = run("check", "--format", "short", cwd=place)
    assert short.stdout.splitlines()[0].startswith("sections/findings.yaml:3:37: error[citation-names-a-fact]: ")
    found = json.loads(run("check", "--format", "json", cwd=place).stdout)
    assert found["diagnostics"][0] | {"related": [], "hints": []} == {
        "rule": "citation-names-a-fact",
        "severity": "error",
        "message": "there is no fact `boots`",
        "hints": [],
        "path": "sections/findings.yaml",
        "line": 3,
        "column": 37,
        "end_line": 3,
        "end_column": 43,
        "related": [],
    }
    assert found["checked"]["claim"] == 1


@pytest.mark.parametrize("form", ["human", "short", "json", "sarif", "github"])
def test_a_second_check_tells_the_same_from_memory(tmp_path: Path, form: str) -> None:
    place = workspace(tmp_path, BROKEN)
    first, second = [run("check", "--format", form, cwd=place) for _ in range(2)]
    assert stamp.remembered_check(Workspace(place)) is not None
    assert (first.returncode, first.stdout, first.stderr) == (second.returncode, second.stdout, second.stderr)
    assert first.returncode == 1
    (place / "sections/findings.yaml").unlink()
    assert "findings" in run("check", "--format", "short", cwd=place).stdout


def test_the_brief_may_set_the_severity_of_a_rule(tmp_path: Path) -> None:
    place = workspace(tmp_path, {"seeds/originals/gazette.txt": None})
    assert "1 warning" in run("check", cwd=place).stderr
    with (place / "brief.yaml").open("a", encoding="utf-8") as file:
        file.write("rules: {quote-is-verified: error}\n")
    assert run("check", cwd=place).returncode == 1


def test_many_findings_of_a_rule_are_told_by_place(tmp_path: Path) -> None:
    lines = "".join(f"  - So they say [@ship-{number % 20}].\n" for number in range(100))
    place = workspace(tmp_path, {"sections/findings.yaml": f"title: Findings\nbody:\n{lines}".encode()})
    told = run("check", cwd=place).stderr
    assert told.count("error[citation-names-a-fact]: there is no fact") == 10
    assert "error[citation-names-a-fact]: 90 more\n  --> sections/findings.yaml:13:18 and 4 more places: there is no fact" in told
    assert "100 errors" in told
    assert len(run("check", "--format", "short", cwd=place).stdout.splitlines()) == 100


# Forms for other programs ----------------------------------------------------------------------------------------------------


def test_sarif_tells_a_code_scanner_where_and_what(tmp_path: Path) -> None:
    workspace(tmp_path / "work", BROKEN)
    done = run("check", "--format", "sarif", "-w", "work", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    log = json.loads(done.stdout)
    assert log["version"] == "2.1.0"
    (scan,) = log["runs"]
    assert {rule["id"] for rule in scan["tool"]["driver"]["rules"]} == {rule.value for rule in Rule}
    (result,) = scan["results"]
    assert (result["ruleId"], result["level"]) == ("citation-names-a-fact", "error")
    assert result["message"]["text"] == "there is no fact `boots`\ndid you mean `boats`?"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "work/sections/findings.yaml"
    assert place["region"] == {"startLine": 3, "startColumn": 37, "endLine": 3, "endColumn": 43}


@pytest.mark.parametrize(("command", "told"), [("check", ""), ("verify", "the lock was left as it was\n")])
def test_github_shows_each_finding_beside_its_line(tmp_path: Path, command: str, told: str) -> None:
    workspace(tmp_path / "work", {**BROKEN, "seeds/originals/gazette.txt": None})
    done = run(command, "--format", "github", "-w", "work", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, told)
    first, second = done.stdout.splitlines()
    assert first == (
        "::error file=work/sections/findings.yaml,line=3,col=37,endLine=3,endColumn=43,title=citation-names-a-fact"
        "::there is no fact `boots`%0Adid you mean `boats`?"
    )
    assert second.startswith("::warning file=work/seeds/facts/boats.yaml,line=10,col=14,")


def test_a_good_brief_has_nothing_in_any_form(place: Path) -> None:
    assert json.loads(run("check", "--format", "sarif", cwd=place).stdout)["runs"][0]["results"] == []
    for form in ("short", "github"):
        done = run("check", "--format", form, cwd=place)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_waiver_ends_with_its_day_by_the_date_of_the_brief(tmp_path: Path) -> None:
    uncited = b"""title: Findings
body:
  - The ministry counted about 120 boats [@boats].
  - paragraph: Boats are dear.
    waive: {sentence-is-cited: {reason: The prices are being looked for., until: 2025-04-02}}
"""
    place = workspace(tmp_path, {"sections/findings.yaml": uncited})
    assert run("check", "--format", "short", cwd=place).stdout == ""
    manifest = place / "brief.yaml"
    manifest.write_bytes(manifest.read_bytes().replace(b"date: 2025-04-02", b"date: 2025-04-03"))
    later = run("check", "--format", "short", cwd=place)
    assert later.returncode == 1
    assert [line.split("]")[0] for line in later.stdout.splitlines()] == [
        "sections/findings.yaml:4:16: error[sentence-is-cited",
        "sections/findings.yaml:5:13: warning[waiver-is-in-force",
    ]


# What may be wrong with what is there ----------------------------------------------------------------------------------------


FINDING = re.compile(r"(?P<path>[\w/.-]+):(?P<line>\d+):(?P<column>\d+): (?P<level>error|warning)\[(?P<rule>[\w-]+)\]: .+")


FACT = BASE["seeds/facts/boats.yaml"] or b""


FORTY = b"boats:\n  label: Boats counted\n  claims:\n" + b"".join(
    b"    - {value: %d, unit: boats, status: reported, source: gazette, quote: about 120 boats were counted}\n" % number
    for number in range(101, 141)
)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {"seeds/originals/gazette.txt": b"Another article.\n"},
            "seeds/sources/gazette.yaml:11:41: error[original-is-unchanged]: the original `gazette.txt` has the sha256 ",
        ),
        (
            {"seeds/facts/boats.yaml": FACT.replace(b"quote: about 120 boats were counted in March 2025", b"quote: saw")},
            "seeds/facts/boats.yaml:10:14: error[quotation-is-telling]: “saw” is too short to carry the claim ",
        ),
        (
            {"seeds/facts/boats.yaml": FORTY},
            "seeds/facts/boats.yaml:1:1: error[dispute-is-resolved]: the claims of `boats` do not agree ",
        ),
        (
            {"seeds/originals/gazette.txt": None, "seeds/originals/gazette.txt/inside.txt": b"A folder in its place."},
            "seeds/sources/gazette.yaml:11:20: error[original-is-unchanged]: the original `gazette.txt` cannot be read: ",
        ),
    ],
    ids=["wrong hash", "three letters", "forty claims", "a folder"],
)
def test_what_is_wrong_is_a_finding_with_its_place(tmp_path: Path, files: dict[str, bytes | None], expected: str) -> None:
    place = workspace(tmp_path, files)
    for command in ("check", "verify"):
        done = run(command, "--format", "short", cwd=place)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        lines = done.stdout.splitlines()
        assert all(map(FINDING.fullmatch, lines))
        assert any(line.startswith(expected) for line in lines), done.stdout
    assert not (place / "seeds/evidence.lock").exists()


def test_an_original_that_may_not_be_read_is_a_finding_with_its_place() -> None:
    with TemporaryDirectory() as folder:  # not below pytest's own, which is closed to others
        place = workspace(Path(folder))
        for path in (place, *place.rglob("*")):
            path.chmod(0o755)
        (place / "seeds/originals/gazette.txt").chmod(0)
        with unprivileged():
            checked = pipeline.check(Workspace(place))
    assert checked.fails(strict=False)
    assert [(str(one.span), one.message) for one in checked.diagnostics if one.rule is Rule.ORIGINAL_IS_UNCHANGED] == [
        ("seeds/sources/gazette.yaml:11:20", "the original `gazette.txt` cannot be read: permission denied")
    ]
