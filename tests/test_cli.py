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

from briefing import products, stamp
from briefing.diagnostics import Rule
from briefing.workspace import Workspace
from tests.workspaces import workspace


def run(*arguments: str | Path, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "briefing", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, env={**os.environ, **environment})


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


def test_verify_without_originals_leaves_the_lock_as_it_was(place: Path) -> None:
    assert run("verify", cwd=place).returncode == 0
    lock = (place / "seeds/evidence.lock").read_bytes()
    shutil.rmtree(place / "seeds/originals")
    fact = place / "seeds/facts/boats.yaml"
    fact.write_text(fact.read_text("utf-8").replace("quote: about 120", "quote: some 120"), "utf-8")
    done = run("verify", cwd=place)
    assert done.returncode == 3
    assert "no original is at hand" in done.stderr
    assert (place / "seeds/evidence.lock").read_bytes() == lock
    assert "has changed since it was verified" in run("check", cwd=place).stderr


def test_a_variable_that_names_no_folder_of_originals_is_told(place: Path) -> None:
    done = run("check", cwd=place, BRIEFING_ORIGINALS=str(place / "nowhere"))
    assert done.returncode == 0
    assert "nowhere`, which is no folder" in done.stderr


def test_an_original_that_is_a_pipe_is_not_waited_for(place: Path) -> None:
    original = place / "seeds/originals/gazette.txt"
    original.unlink()
    os.mkfifo(original)
    assert "never verified" in run("check", cwd=place).stderr


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


def test_a_file_that_cannot_be_written_leaves_the_others_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "brief.pdf").write_text("old", encoding="utf-8")
    script = """
import resource, sys
from pathlib import Path
from briefing.workspace import write_together
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_together({Path("brief.pdf"): b"new", Path("brief.docx"): b"." * 5000})
except OSError as error:
    sys.exit(error.filename)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.stderr == "brief.docx\n"
    assert {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()} == {"brief.pdf": "old"}


def test_an_edit_while_a_build_is_at_work_is_noticed_by_the_next(place: Path) -> None:
    def edit(step: str) -> None:
        if step.startswith("drawing"):
            with (place / "sections/findings.yaml").open("a", encoding="utf-8") as file:
                file.write("  - So much is certain.\n")

    assert products.build(Workspace(place), ["html"], place / "out", progress=edit).products
    assert stamp.standing(Workspace(place), ("html",), place / "out") is None


def test_a_workspace_where_nothing_can_be_remembered_is_built_all_the_same(place: Path) -> None:
    (place / ".briefing").write_text("in the way", encoding="utf-8")
    assert run("build", "-f", "html", cwd=place).returncode == 0
    assert (place / "out/boats-2025.html").is_file()


def test_a_template_that_is_no_utf_8_is_a_finding_with_its_place(place: Path) -> None:
    (place / "templates").mkdir()
    (place / "templates/brief.html.j2").write_bytes(b"<html lang=en>\n<title>Bogot\xe1</title>\n")
    failed = run("build", "-f", "html", cwd=place)
    assert failed.returncode == 1
    assert "templates/brief.html.j2:2" in failed.stderr
    assert "the byte 0xE1 is no UTF-8" in failed.stderr


def test_an_address_outside_is_told_once(place: Path) -> None:
    (place / "templates").mkdir()
    (place / "templates/brief.css").write_text("p { background: url(https://example.org/a.png) }", encoding="utf-8")
    failed = run("build", "-f", "pdf", cwd=place)
    assert failed.returncode == 1
    assert failed.stderr.count("https://example.org/a.png") == 1


@pytest.mark.parametrize("ending", ["", " >&-", " 2>&-"])
def test_no_encoding_and_no_closed_stream_is_a_traceback(place: Path, ending: str) -> None:
    command = f"{sys.executable} -m briefing show facts{ending}"
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False, cwd=place, env=environment)
    assert done.returncode == 0
    assert done.stderr == ""
    assert ending == " >&-" or "about 120 boats" in done.stdout


def test_many_findings_of_a_rule_are_told_by_place(tmp_path: Path) -> None:
    lines = "".join(f"  - So they say [@ship-{number % 20}].\n" for number in range(100))
    place = workspace(tmp_path, {"sections/findings.yaml": f"title: Findings\nbody:\n{lines}".encode()})
    told = run("check", cwd=place).stderr
    assert told.count("error[citation-names-a-fact]: there is no fact") == 10
    assert "error[citation-names-a-fact]: 90 more\n  --> sections/findings.yaml:13:18 and 4 more places: there is no fact" in told
    assert "100 errors" in told
    assert len(run("check", "--format", "short", cwd=place).stdout.splitlines()) == 100


def test_help_teaches_each_command() -> None:
    text = re.sub(r"\x1b\[[0-9;]*m", "", run("--help").stdout)
    for word in ("build", "check", "verify", "show", "explain", "brief.yaml", "Exit codes"):
        assert word in text
    for command in ("build", "check", "verify", "show", "explain"):
        assert "Example:" in re.sub(r"\x1b\[[0-9;]*m", "", run(command, "--help").stdout)
