"""The command line as a user meets it: wrong use, help, and streams of any kind."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commandline import run
from tests.workspaces import workspace


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return workspace(tmp_path / "work")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["build", "--workspace", "nowhere"], 2, "nowhere"),
        (["build", "-f", "odt"], 2, "'--format': 'odt' is not one of 'pdf', 'docx',"),
        (["check"], 1, "brief.yaml"),
        (["bild"], 2, "bild"),
    ],
)
def test_wrong_use_is_told_in_a_few_words(tmp_path: Path, arguments: list[str], code: int, says: str) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == code
    assert says in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("ending", ["", " >&-", " 2>&-"])
def test_no_encoding_and_no_closed_stream_is_a_traceback(place: Path, ending: str) -> None:
    command = f"{sys.executable} -m briefing show facts{ending}"
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False, cwd=place, env=environment)
    assert done.returncode == 0
    assert done.stderr == ""
    assert ending == " >&-" or "about 120 boats" in done.stdout


def test_help_teaches_each_command() -> None:
    text = re.sub(r"\x1b\[[0-9;]*m", "", run("--help").stdout)
    commands = ("build", "check", "verify", "pull", "show", "schema", "explain")
    for word in (*commands, "brief.yaml", "Exit codes"):
        assert word in text
    for command in commands:
        assert re.search(f"Examples?: .*briefing {command}", re.sub(r"\x1b\[[0-9;]*m", "", run(command, "--help").stdout))
