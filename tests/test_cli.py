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
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pytest

from briefing import pipeline, products, stamp
from briefing.diagnostics import Rule
from briefing.workspace import Workspace
from tests.test_load import unprivileged
from tests.workspaces import BASE, ORIGINAL, workspace


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


def test_a_draft_that_would_not_be_known_again_does_not_stand(place: Path) -> None:
    assert run("build", "-f", "docx", "-f", "html", cwd=place).returncode == 0
    assert run("build", "-f", "docx", cwd=place).stderr == "nothing has changed: out/boats-2025.docx still stands\n"
    (kept,) = (place / ".briefing/drafts").iterdir()
    kept.unlink()
    assert "still stands" in run("build", "-f", "html", cwd=place).stderr
    assert "built out/boats-2025.docx" in run("build", "-f", "docx", cwd=place).stderr
    assert kept.is_file()


def test_products_are_told_as_in_a_sentence(place: Path) -> None:
    names = "out/boats-2025.pdf, out/boats-2025.docx and out/boats-2025.html"
    formats = ("-f", "pdf", "-f", "docx", "-f", "html")
    assert f"built {names}\n" in run("build", *formats, cwd=place).stderr
    assert run("build", *formats, cwd=place).stderr == f"nothing has changed: {names} still stand\n"


def test_a_build_stands_only_in_the_manner_that_it_was_made_in(place: Path) -> None:
    here, out = Workspace(place), place / "out"
    products.build(here, ["docx"], out, manner=stamp.Manner(clean=True))
    assert stamp.standing(here, ("docx",), out, stamp.Manner(clean=True)) is not None
    assert stamp.standing(here, ("docx",), out) is None


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
    changed = ("seeds/facts/boats.yaml", "sections/findings.yaml")
    place = workspace(tmp_path, {path: (BASE[path] or b"").replace(b"120", b"210") for path in changed})
    done = run("verify", cwd=place)
    assert done.returncode == 1
    assert "error[quote-found-in-source]" in done.stderr and "1 error;" in done.stderr
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
    assert "rules: {quotation-is-short: note}" in told and "It cannot be waived." in told
    wrong = run("explain", "quotation-is-shrt")
    assert wrong.returncode == 2
    assert "did you mean `quotation-is-short`?" in wrong.stderr


def test_explain_tells_how_a_rule_is_waived() -> None:
    told = run("explain", "sentence-is-cited").stdout
    assert "rules: {sentence-is-cited: note}" in told
    assert "    waive: {sentence-is-cited: Why this is right as it stands.}\n" in told
    assert "    waive: {sentence-is-cited: {reason: Why for now., until: 2026-12-31}}" in told
    assert run("explain", "keys-are-unique").stdout.endswith(
        "It cannot be waived, and its severity cannot be set: without it no document can be composed.\n"
    )


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
    commands = ("build", "check", "verify", "pull", "show", "schema", "explain")
    for word in (*commands, "brief.yaml", "Exit codes"):
        assert word in text
    for command in commands:
        assert re.search(f"Examples?: .*briefing {command}", re.sub(r"\x1b\[[0-9;]*m", "", run(command, "--help").stdout))


# The differences to an earlier edition --------------------------------------------------------------------------------------


def earlier(place: Path, name: str, brief: str = "boats-2025") -> Path:
    """An edition that was built before, of a brief of this name."""
    manifest = place / "brief.yaml"
    today = manifest.read_bytes()
    manifest.write_bytes(today.replace(b"boats-2025", brief.encode()))
    assert run("build", "-f", "docx", "--out", place.parent / "earlier", cwd=place).returncode == 0
    manifest.write_bytes(today)
    return (place.parent / f"earlier/{brief}.docx").rename(place.parent / name)


def test_an_earlier_edition_of_another_brief_is_refused(place: Path) -> None:
    old = earlier(place, "old.docx", brief="ships-2025")
    done = run("build", "--redline", old, cwd=place)
    assert done.returncode == 1
    assert f"{old}: This is an edition of the brief `ships-2025`, and the brief here is `boats-2025`" in done.stderr
    assert not (place / "out").exists()


def test_an_earlier_edition_that_names_no_brief_is_compared_and_told(place: Path) -> None:
    old = earlier(place, "old.docx")
    assert "it does not say" not in run("build", "--redline", old, cwd=place).stderr
    with ZipFile(old) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    bare = place.parent / "bare.docx"
    with ZipFile(bare, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data.replace(b'name="BriefId"', b'name="Other"') if name == "docProps/custom.xml" else data)
    done = run("build", "--redline", bare, cwd=place)
    assert done.returncode == 0
    assert f"{bare}: it does not say which brief it is an edition of; it is compared all the same\n" in done.stderr
    assert (place / "out/boats-2025-redline.docx").is_file()


def test_an_earlier_edition_that_cannot_be_read_is_told_before_anything_is_done(place: Path) -> None:
    old = place.parent / "old.docx"
    old.write_text("Dear all,", encoding="utf-8")
    steps: list[str] = []
    with pytest.raises(products.EarlierFault):
        products.build(Workspace(place), ["docx"], place / "out", manner=stamp.Manner(redline=old), progress=steps.append)
    assert steps == []


# Forms for other programs ---------------------------------------------------------------------------------------------------


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


def test_github_shows_each_finding_beside_its_line(tmp_path: Path) -> None:
    workspace(tmp_path / "work", {**BROKEN, "seeds/originals/gazette.txt": None})
    done = run("check", "--format", "github", "-w", "work", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
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


# Mending --------------------------------------------------------------------------------------------------------------------

TWICE = """boats:
  label: Boats counted
  claims:
    - value: 120
      unit: boats
      bound: approx
      status: reported
      source: gazette
      quote: about 120 boats were counted
twice:
  label: How often they were counted
  claims:
    - {value: '"twice"', by: a spokesman, status: claimed, source: gazette, quote: 'A spokesman said: "We counted them twice."'}
"""
STRAIGHT = """title: Findings
body:
  - The ministry counted about 120 boats [@boats].
  - 'A spokesman says that they''ve counted them "twice"... [@twice].'
"""
EVEN = STRAIGHT.replace("they''ve", "they’ve").replace('"twice"...', "“twice”…")


def test_fix_sets_prose_and_leaves_quotations(tmp_path: Path) -> None:
    place = workspace(tmp_path, {"seeds/facts/boats.yaml": TWICE.encode(), "sections/findings.yaml": STRAIGHT.encode()})
    before = {path: path.read_bytes() for path in sorted(place.rglob("*.yaml"))}
    assert "4 warnings;" in run("check", cwd=place).stderr
    done = run("check", "--fix", cwd=place)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("mended 4 places; wrote the lock\nno errors; ")
    section = place / "sections/findings.yaml"
    assert section.read_text("utf-8") == EVEN
    assert {path for path, data in before.items() if path.read_bytes() != data} == {section}
    assert (place / "seeds/evidence.lock").is_file()
    after = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in sorted((place / "seeds").rglob("*.*"))}
    again = run("check", "--fix", cwd=place)
    assert again.stderr.startswith("mended 0 places\nno errors; ")
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in sorted((place / "seeds").rglob("*.*"))} == after


def test_fix_tells_a_quotation_apart_where_the_lock_remembers_its_place(tmp_path: Path) -> None:
    """The whole article is saved at last, and has the words a second time."""
    whole = f"{ORIGINAL}At night about 120 boats were counted as well.\n"
    record = re.sub(rb"sha256: \w+", b"sha256: (of gazette.txt)", BASE["seeds/sources/gazette.yaml"] or b"")
    files: dict[str, bytes | None] = {"seeds/facts/boats.yaml": TWICE.encode(), "sections/findings.yaml": EVEN.encode()}
    place = workspace(tmp_path, files)
    section, facts, lock = (place / path for path in ("sections/findings.yaml", "seeds/facts/boats.yaml", "seeds/evidence.lock"))
    assert run("verify", cwd=place).returncode == 0
    remembered = lock.read_text("utf-8")
    workspace(place, {**files, "seeds/originals/gazette.txt": whole.encode(), "seeds/sources/gazette.yaml": record})
    found = run("check", cwd=place)
    assert found.returncode == 1
    assert "the quotation stands in `gazette` in 2 places" in found.stderr
    done = run("check", "--fix", cwd=place)
    assert done.returncode == 0
    assert done.stderr.startswith("mended 1 place; wrote the lock\nno errors; ")
    quote = "      quote: about 120 boats were counted\n"
    assert facts.read_text("utf-8") == TWICE.replace(quote, f'{quote}      suffix: "in March"\n')
    assert lock.read_text("utf-8") != remembered
    after = {path: path.read_bytes() for path in (section, facts, lock)}
    assert run("check", "--fix", cwd=place).stderr.startswith("mended 0 places\nno errors; ")
    assert {path: path.read_bytes() for path in after} == after


def test_fix_leaves_what_it_cannot_mend(tmp_path: Path) -> None:
    place = workspace(tmp_path, BROKEN)
    before = {path: path.read_bytes() for path in sorted(place.rglob("*.*")) if path.is_file()}
    done = run("check", "--fix", cwd=place)
    assert done.returncode == 1
    assert done.stderr.startswith("mended 0 places\nerror[citation-names-a-fact]: ")
    assert {path: path.read_bytes() for path in before} == before
    assert not (place / "seeds/evidence.lock").exists()


# What rests on what ---------------------------------------------------------------------------------------------------------

ECHO = b"""echo:
  type: webpage
  title: What the Echo saw
  issued: 2025-03-30
  name: the Echo
  lacks: [author, accessed, URL]
  kind: news
  descriptor: An unsigned weekly.
"""
TALKS: dict[str, bytes | None] = {
    "seeds/sources/echo.yaml": ECHO,
    "seeds/facts/talks.yaml": b"""talks:
  label: Length of the talks
  claims:
    - {value: 2, unit: hours, status: reported, source: gazette, quote: the talks lasted two hours}
    - {value: 2, unit: hours, status: reported, source: echo, quote: they talked for two hours}
""",
    "sections/findings.yaml": b"""title: Findings
body:
  - The ministry counted about 120 boats [@boats].
  - The talks lasted two hours [@talks].
  - The talks of two hours are told by the Echo [@talks/echo].
  - table:
      caption: Boats and talks
      columns: [Measure, Value]
      rows: [[Boats, {fact: boats}], [Talks, {fact: talks/echo}]]
      source: Both papers.
  - judgment:
      text: More boats are likely.
      likelihood: likely
      confidence: low
      basis: The Gazette alone tells of about 120 boats [@boats].
      alternatives: Fewer boats.
      indicators: Counts.
      supports: [boats]
  - facts: [talks]
""",
    "seeds/originals/gazette.txt": None,
}
USES = {
    "gazette": """gazette: 7 things rest on it, 3 of them on nothing else

falls with it:
  seeds/facts/boats.yaml:1:1: fact: boats: Boats counted in March 2025
  sections/findings.yaml:3:5: sentence: The ministry counted about 120 boats.
  sections/findings.yaml:11:5: judgment: More boats are likely.

is weakened: something else carries it too:
  seeds/facts/talks.yaml:1:1: fact: talks: Length of the talks
  sections/findings.yaml:4:5: sentence: The talks lasted two hours.
  sections/findings.yaml:6:5: table: Boats and talks
  sections/findings.yaml:19:5: list of facts: talks
""",
    "talks": """talks: 5 things rest on it, 4 of them on nothing else

falls with it:
  seeds/facts/talks.yaml:1:1: fact: talks: Length of the talks
  sections/findings.yaml:4:5: sentence: The talks lasted two hours.
  sections/findings.yaml:5:5: sentence: The talks of two hours are told by the Echo.
  sections/findings.yaml:19:5: list of facts: talks

is weakened: something else carries it too:
  sections/findings.yaml:6:5: table: Boats and talks
""",
    "talks/echo": """talks/echo: 5 things rest on it, 1 of them on nothing else

falls with it:
  sections/findings.yaml:5:5: sentence: The talks of two hours are told by the Echo.

is weakened: something else carries it too:
  seeds/facts/talks.yaml:1:1: fact: talks: Length of the talks
  sections/findings.yaml:4:5: sentence: The talks lasted two hours.
  sections/findings.yaml:6:5: table: Boats and talks
  sections/findings.yaml:19:5: list of facts: talks
""",
}


def test_show_uses_tells_what_falls_and_what_is_weakened(tmp_path: Path) -> None:
    place = workspace(tmp_path, TALKS)
    for name, expected in USES.items():
        done = run("show", "uses", name, cwd=place)
        assert (done.returncode, done.stdout, done.stderr) == (0, expected, "")
    both = run("show", "uses", "talks", "talks/echo", cwd=place)
    assert both.stdout == f"{USES['talks']}\n{USES['talks/echo']}"


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (["gazete"], "there is no source, fact or claim `gazete`; did you mean `gazette`?"),
        (["talks/eco"], "there is no source, fact or claim `talks/eco`; did you mean "),
        (["zzz"], "there is no source, fact or claim `zzz`; `briefing show facts` lists them"),
        ([], "name a source, a fact or a claim: briefing show uses NAME"),
    ],
)
def test_show_uses_wants_a_name_that_there_is(tmp_path: Path, names: list[str], says: str) -> None:
    done = run("show", "uses", *names, cwd=workspace(tmp_path, TALKS))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(says)


@pytest.mark.parametrize("more", [{}, TALKS], ids=["one source", "two sources"])
def test_a_drafted_summary_is_taken_and_told_when_the_data_move_on(tmp_path: Path, more: dict[str, bytes | None]) -> None:
    place = workspace(tmp_path, more)
    drafted = run("show", "summary", cwd=place)
    assert drafted.returncode == 0
    with (place / "brief.yaml").open("a", encoding="utf-8") as file:
        file.write(drafted.stdout)
    assert "summary-is-current" not in run("check", "--format", "short", cwd=place).stdout
    (place / "seeds/sources/third.yaml").write_bytes(ECHO.replace(b"echo:", b"third:").replace(b"the Echo", b"the Third"))
    moved = run("check", "--format", "short", cwd=place).stdout
    known = 2 if more else 1
    assert f"warning[summary-is-current]: the statement was drawn from {known} sources; there are {known + 1} now" in moved


# Schemas, waivers and the lock ----------------------------------------------------------------------------------------------

SCHEMAS = ["brief.schema.json", "facts.schema.json", "reviews.schema.json", "section.schema.json", "sources.schema.json"]


@pytest.mark.parametrize(("arguments", "folder"), [([], ".briefing/schemas"), (["--out", "my schemas"], "my schemas")])
def test_schemas_are_written_where_it_is_said(place: Path, arguments: list[str], folder: str) -> None:
    done = run("schema", *arguments, cwd=place)
    assert done.returncode == 0
    assert sorted(path.name for path in (place / folder).iterdir()) == SCHEMAS
    assert all(f" {name}" in done.stderr for name in SCHEMAS) and f"into {folder}\n" in done.stderr
    assert all(json.loads(path.read_text("utf-8"))["title"] for path in (place / folder).iterdir())


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


def test_verify_tells_how_many_claims_the_lock_loses(tmp_path: Path) -> None:
    place = workspace(tmp_path, {"seeds/facts/boats.yaml": TWICE.encode(), "sections/findings.yaml": EVEN.encode()})
    assert "seeds/evidence.lock written: 2 quotations\n" in run("verify", cwd=place).stderr
    workspace(place)
    told = run("verify", cwd=place).stderr
    assert "seeds/evidence.lock written: 1 quotation; 1 claim that it knew no longer there\n" in told
    assert "twice/" not in (place / "seeds/evidence.lock").read_text("utf-8")
    assert "seeds/evidence.lock is up to date: 1 quotation\n" in run("verify", cwd=place).stderr


# What may be wrong with what is there ---------------------------------------------------------------------------------------

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
