"""`briefing build` as a user meets it: what is drawn again, what stops it, and what is left on the disk."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from zipfile import ZipFile

import pytest

from briefing import products, stamp
from briefing.workspace import Workspace
from tests.commandline import BROKEN, run
from tests.workspaces import workspace


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return workspace(tmp_path / "work")


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


@pytest.mark.parametrize("in_the_way", [".briefing", ".briefing/drafts"])
@pytest.mark.parametrize("asked", [(), ("--all", "-j", "1")])
def test_a_draft_that_cannot_be_kept_is_told_and_built_all_the_same(place: Path, in_the_way: str, asked: tuple[str, ...]) -> None:
    (place / in_the_way).parent.mkdir(exist_ok=True)
    (place / in_the_way).write_text("in the way", encoding="utf-8")
    for _ in range(2):  # also when the product is there already
        done = run("build", "-f", "docx", *asked, cwd=place)
        assert done.returncode == 0, done.stderr
        assert "warning: the draft could not be kept in .briefing/drafts (" in done.stderr
        assert "built out/boats-2025.docx\n" in done.stderr
    (place / in_the_way).unlink()
    assert "warning" not in run("build", "-f", "docx", *asked, cwd=place).stderr
    assert list((place / ".briefing/drafts").glob("*.docx"))


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


def test_a_template_with_a_mistake_is_a_finding_with_its_place(place: Path) -> None:
    (place / "templates").mkdir()
    (place / "templates/brief.html.j2").write_text("<html lang=en>\n<title>{{ document.tittle }}</title>\n", encoding="utf-8")
    failed = run("build", "-f", "pdf", cwd=place)
    assert failed.returncode == 1
    assert "error[template-is-sound]" in failed.stderr
    assert "templates/brief.html.j2:2" in failed.stderr
    assert not list((place / "out").glob("*")) if (place / "out").exists() else True


@pytest.mark.parametrize("asked", [(), (".", "brief.yaml"), ("--out", "out/galleys")])
def test_a_file_in_the_place_of_the_folder_of_products_is_told_with_what_to_do(place: Path, asked: tuple[str, ...]) -> None:
    (place / "out").write_text("in the way", encoding="utf-8")
    failed = run("build", "-f", "docx", *asked, cwd=place)
    assert failed.returncode == 3
    assert failed.stderr.endswith(" is a file: move it away, or name another folder with --out\n")
    assert "the folder out" in failed.stderr
    assert (place / "out").read_text(encoding="utf-8") == "in the way"


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


# The differences to an earlier edition ---------------------------------------------------------------------------------------


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
