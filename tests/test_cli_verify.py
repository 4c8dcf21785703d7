"""`briefing verify` and `briefing check --fix` as a user meets them: what they look up, remember and mend."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.commandline import BROKEN, run
from tests.workspaces import BASE, ORIGINAL, workspace


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return workspace(tmp_path / "work")


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


# Mending ---------------------------------------------------------------------------------------------------------------------


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
    assert again.stderr.startswith("nothing was mended\nno errors; ")
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
    assert run("check", "--fix", cwd=place).stderr.startswith("nothing was mended\nno errors; ")
    assert {path: path.read_bytes() for path in after} == after


def test_fix_leaves_what_it_cannot_mend(tmp_path: Path) -> None:
    place = workspace(tmp_path, BROKEN)
    before = {path: path.read_bytes() for path in sorted(place.rglob("*.*")) if path.is_file()}
    done = run("check", "--fix", cwd=place)
    assert done.returncode == 1
    assert done.stderr.startswith("nothing was mended\nerror[citation-names-a-fact]: ")
    assert {path: path.read_bytes() for path in before} == before
    assert not (place / "seeds/evidence.lock").exists()


def test_verify_tells_how_many_claims_the_lock_loses(tmp_path: Path) -> None:
    place = workspace(tmp_path, {"seeds/facts/boats.yaml": TWICE.encode(), "sections/findings.yaml": EVEN.encode()})
    assert "seeds/evidence.lock written: 2 quotations\n" in run("verify", cwd=place).stderr
    workspace(place)
    told = run("verify", cwd=place).stderr
    assert "seeds/evidence.lock written: 1 quotation; 1 claim that it knew no longer there\n" in told
    assert "twice/" not in (place / "seeds/evidence.lock").read_text("utf-8")
    assert "seeds/evidence.lock is up to date: 1 quotation\n" in run("verify", cwd=place).stderr
