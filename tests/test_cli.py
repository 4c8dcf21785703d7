"""The command line as a user meets it: what it prints, what it leaves on disk, how it ends."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from briefing.diagnostics import Rule
from tests.workspaces import workspace


def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "briefing", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return workspace(tmp_path / "work")


BROKEN = {"sections/findings.yaml": b"title: Findings\nbody:\n  - The ministry counted 120 boats [@boots].\n"}


def test_build_writes_both_products_and_a_second_one_finds_nothing_to_do(place: Path) -> None:
    first = run("build", cwd=place)
    assert first.returncode == 0, first.stderr
    assert "built out/boats-2025.pdf and out/boats-2025.docx" in first.stderr
    products = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in (place / "out").iterdir()}
    assert sorted(products) == ["boats-2025.docx", "boats-2025.pdf"]
    second = run("build", cwd=place)
    assert second.returncode == 0
    assert "nothing has changed" in second.stderr
    assert products == {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in (place / "out").iterdir()}


@pytest.mark.parametrize(
    "change", ["sections/findings.yaml", "seeds/facts/boats.yaml", "seeds/originals/gazette.txt", "brief.yaml"]
)
def test_any_change_of_an_input_is_noticed(place: Path, change: str) -> None:
    assert run("build", "-f", "docx", cwd=place).returncode == 0
    with (place / change).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert "nothing has changed" not in run("build", "-f", "docx", cwd=place).stderr


def test_a_product_that_was_edited_or_lost_is_built_again(place: Path) -> None:
    product = place / "out/boats-2025.docx"
    assert run("build", "-f", "docx", cwd=place).returncode == 0
    built = product.read_bytes()
    for damage in (lambda: product.write_bytes(b"edited"), product.unlink):
        damage()
        assert "built" in run("build", "-f", "docx", cwd=place).stderr
        assert product.read_bytes() == built


def test_an_error_stops_the_build_and_leaves_the_last_good_product(place: Path) -> None:
    assert run("build", "-f", "docx", cwd=place).returncode == 0
    before = {path: path.read_bytes() for path in sorted(place.rglob("*")) if path.is_file()}
    (place / "sections/findings.yaml").write_bytes(BROKEN["sections/findings.yaml"])
    failed = run("build", "-f", "docx", cwd=place)
    assert failed.returncode == 1
    assert "sections/findings.yaml:3:37" in failed.stderr
    assert "did you mean `boats`?" in failed.stderr
    assert "nothing was built" in failed.stderr
    after = {path: path.read_bytes() for path in sorted(place.rglob("*")) if path.is_file()}
    assert {path for path in after if after[path] != before.get(path)} == {place / "sections/findings.yaml"}


def test_strict_makes_errors_of_warnings(tmp_path: Path) -> None:
    place = workspace(tmp_path, {"seeds/originals/gazette.txt": None})
    assert run("check", cwd=place).returncode == 0
    strict = run("build", "--strict", cwd=place)
    assert strict.returncode == 1
    assert "with --strict, warnings are errors" in strict.stderr
    assert not (place / "out").exists()


def test_a_killed_build_leaves_whole_products_or_none(place: Path) -> None:
    assert run("build", cwd=place).returncode == 0
    whole = {path.name: path.read_bytes() for path in (place / "out").iterdir()}
    for delay in (0.2, 0.5, 0.8, 1.1):
        shutil.rmtree(place / ".briefing", ignore_errors=True)
        with subprocess.Popen(
            [sys.executable, "-m", "briefing", "build"], cwd=place, stderr=subprocess.DEVNULL, start_new_session=True
        ) as process:
            time.sleep(delay)
            os.kill(process.pid, signal.SIGKILL)
        assert {path.name: path.read_bytes() for path in (place / "out").iterdir() if path.suffix != ".part"} == whole
    assert run("build", cwd=place).returncode == 0
    assert sorted(path.name for path in (place / "out").iterdir()) == sorted(whole)


def test_check_in_its_three_forms(tmp_path: Path) -> None:
    place = workspace(tmp_path, BROKEN)
    human = run("check", cwd=place)
    assert human.returncode == 1
    assert " 3 |   - The ministry counted 120 boats [@boots]." in human.stderr
    assert "   |                                     ^^^^^^" in human.stderr
    assert "1 error" in human.stderr and "checked 1 section, 1 fact, 1 claim, 1 source; quotations: 1 found" in human.stderr
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


def test_the_brief_may_set_the_severity_of_a_rule(tmp_path: Path) -> None:
    place = workspace(tmp_path, {"seeds/originals/gazette.txt": None})
    assert "1 warning" in run("check", cwd=place).stderr
    with (place / "brief.yaml").open("a", encoding="utf-8") as file:
        file.write("rules: {quote-is-verified: error}\n")
    assert run("check", cwd=place).returncode == 1


def test_verify_writes_the_lock_and_a_clone_without_originals_knows_the_places(place: Path) -> None:
    assert run("build", "-f", "docx", cwd=place).returncode == 0
    product = (place / "out/boats-2025.docx").read_bytes()
    verified = run("verify", cwd=place)
    assert verified.returncode == 0, verified.stderr
    assert "seeds/evidence.lock written: 1 quotation" in verified.stderr
    assert "is up to date" in run("verify", cwd=place).stderr
    shutil.rmtree(place / "seeds/originals")
    assert "no errors" in run("check", cwd=place).stderr
    assert run("build", "-f", "docx", cwd=place).returncode == 0
    assert (place / "out/boats-2025.docx").read_bytes() == product
    assert run("verify", cwd=place).returncode == 3


def test_verify_writes_no_lock_while_a_quotation_is_not_found(tmp_path: Path) -> None:
    facts = b"boats:\n  label: Boats\n  claims:\n    - {value: 21, status: reported, source: gazette, quote: about 21 boats}\n"
    place = workspace(tmp_path, {"seeds/facts/boats.yaml": facts})
    assert run("verify", cwd=place).returncode == 1
    assert not (place / "seeds/evidence.lock").exists()


def test_show_tells_what_each_stage_made(place: Path) -> None:
    assert "/gazette: approx 120 boats (official_data, the ministry)" in run("show", "facts", "bo", cwd=place).stdout
    assert "      The ministry counted about 120 boats.[1]" in run("show", "tree", cwd=place).stdout
    assert run("show", "notes", cwd=place).stdout == "  1  Ann Ash, “Boats counted,” The Gazette, April 1, 2025, para. 1.\n"
    assert run("show", "facts", "zzz", cwd=place).returncode == 1


def test_explain_tells_of_every_rule_and_guesses_at_a_misspelt_one() -> None:
    listed = run("explain").stdout
    for rule in Rule:
        assert rule.value in listed
    told = run("explain", "quotation-is-short").stdout
    assert "25 words at most" in told and "Not so:" in told and "But so:" in told
    wrong = run("explain", "quotation-is-shrt")
    assert wrong.returncode == 2
    assert "did you mean `quotation-is-short`?" in wrong.stderr


def test_a_template_with_a_mistake_is_a_finding_with_its_place(place: Path) -> None:
    (place / "templates").mkdir()
    (place / "templates/brief.html.j2").write_text("<html lang=en>\n<title>{{ document.tittle }}</title>\n", encoding="utf-8")
    failed = run("build", "-f", "pdf", cwd=place)
    assert failed.returncode == 1
    assert "error[template-is-sound]" in failed.stderr
    assert "templates/brief.html.j2:2" in failed.stderr
    assert not list((place / "out").glob("*")) if (place / "out").exists() else True


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["build", "--workspace", "nowhere"], 2, "nowhere"),
        (["build", "-f", "odt"], 2, "odt"),
        (["check"], 1, "brief.yaml"),
        (["bild"], 2, "bild"),
    ],
)
def test_wrong_use_is_told_in_a_few_words(tmp_path: Path, arguments: list[str], code: int, says: str) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == code
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_cannot_be_written_is_a_fault_of_the_machine(place: Path) -> None:
    (place / "out").write_text("in the way", encoding="utf-8")
    failed = run("build", "-f", "docx", cwd=place)
    assert failed.returncode == 3
    assert "Traceback" not in failed.stderr
    assert "out" in failed.stderr


def test_help_teaches_each_command() -> None:
    text = re.sub(r"\x1b\[[0-9;]*m", "", run("--help").stdout)
    for word in ("build", "check", "verify", "show", "explain", "brief.yaml", "Exit codes"):
        assert word in text
    for command in ("build", "check", "show", "explain"):
        assert "Example:" in re.sub(r"\x1b\[[0-9;]*m", "", run(command, "--help").stdout)
