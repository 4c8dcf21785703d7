"""What the README shows is so: its section is built in the brief of this repository, and its mistake is told as it says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.commandline import run

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
SECTION, MISTAKE = (
    next(block for block in re.findall(rf"^```{kind}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL) if block.startswith(start))
    for kind, start in (("yaml", "title:"), ("", "error["))
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The brief of this repository, with one section more, as the README tells to add one."""
    for name in ("sections", "seeds", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("originals"))
    manifest = (ROOT / "brief.yaml").read_text(encoding="utf-8").replace("\nsections:\n", "\nsections:\n  - coca\n")
    (tmp_path / "brief.yaml").write_text(manifest, encoding="utf-8")
    (tmp_path / "sections/coca.yaml").write_text(SECTION, encoding="utf-8")
    return tmp_path


def test_its_section_can_be_built_as_it_stands(place: Path) -> None:
    done = run("build", "-f", "html", cwd=place)
    assert done.returncode == 0, done.stderr
    assert "sections/coca.yaml" not in done.stderr
    page = (place / "out/colombia-us-2026-02.html").read_text(encoding="utf-8")
    assert "Coca cultivated, by either count" in page and "Coca and cocaine" in page


def test_its_mistake_is_told_as_it_says(place: Path) -> None:
    section = place / "sections/coca.yaml"
    section.write_text(SECTION.replace("261,000 hectares under", "216,000 hectares under"), encoding="utf-8")
    done = run("check", cwd=place)
    assert done.returncode == 1
    assert MISTAKE in done.stderr
