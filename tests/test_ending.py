"""How a run ends: by an interrupt from the keyboard at any moment, and where what it prints finds nobody."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.commandline import at_work
from tests.workspaces import BASE, workspace

PRESSED = """
import os, signal, sys

where, _, moment = sys.argv.pop(1).rpartition(": ")
own = os.getpid()
signal.signal(signal.SIGINT, signal.default_int_handler)

class Finger:
    def find_spec(self, name, *_):
        if name == moment and (os.getpid() != own) == bool(where):
            os.killpg(0, signal.SIGINT)

sys.meta_path.insert(0, Finger())
from briefing.__main__ import run
run()
"""
"""The program, and a finger that presses Ctrl-C at the moment when a certain module is imported."""
DISGUISED = """
import os, signal

def main():
    try:
        os.kill(os.getpid(), signal.SIGINT)
        signal.pause()
    except KeyboardInterrupt as error:
        raise ValueError("as a library tells it") from error

signal.signal(signal.SIGINT, signal.default_int_handler)
import briefing.cli
from briefing.__main__ import run
briefing.cli.main = main
run()
"""
CHARTED = b"""title: Findings
body:
  - The ministry counted about 120 boats [@boats].
  - chart:
      caption: Boats
      alt: One bar.
      data: [boats]
      source: The Gazette.
      spec: {mark: bar, encoding: {x: {field: value, type: quantitative}}}
"""
BUFFERED = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}


def group(process: int) -> list[str]:
    """The processes of a group that are at work."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended meanwhile
            its = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[2]
            if int(its) == process and at_work(int(folder.name)):
                found.append((folder / "cmdline").read_text(encoding="utf-8").replace("\0", " "))
    return found


def left_of(process: int) -> list[str]:
    """What does not end by itself."""
    for _ in range(500):
        if not group(process):
            return []
        time.sleep(0.02)
    return group(process)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize(
    ("moment", "arguments"),
    [
        ("briefing.cli", ["build"]),
        ("briefing.pipeline", ["build"]),  # when the writer and what draws charts have been started
        ("briefing.check.attribution", ["build"]),
        ("briefing.document.bare", ["build"]),  # when the document is composed, and charts are about to be drawn
        ("docx", ["build"]),  # when one writer draws here and another one beside
        ("briefing.pull.keeping", ["build", "-f", "html", "-f", "docx"]),
        ("briefing.batch.running", ["build", "--all"]),
        ("in a worker: briefing.compose", ["build", "--all"]),
        ("in a worker: email.policy", ["build", "--all", "-f", "pdf"]),  # while it draws
        ("briefing.report.diagnostics", ["check"]),
    ],
)
def test_an_interrupt_is_told_in_one_line_and_leaves_nothing(tmp_path: Path, moment: str, arguments: list[str]) -> None:
    other = (BASE["brief.yaml"] or b"").replace(b"boats-2025", b"boats-short")
    place = workspace(tmp_path / "work", {"sections/findings.yaml": CHARTED, "short.yaml": other})
    (tmp_path / "own").mkdir()
    process = subprocess.Popen(
        [sys.executable, "-c", PRESSED, moment, *arguments],
        cwd=place,
        env={**os.environ, "TMPDIR": str(tmp_path / "own")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    printed, told = process.communicate(timeout=60)
    assert (process.returncode, printed, told) == (130, "", "briefing: interrupted\n")
    assert left_of(process.pid) == []
    assert not list((tmp_path / "own").iterdir())
    assert not list(place.rglob("*.part"))
    assert not (place / "out").exists()


def test_an_interrupt_that_a_library_makes_another_error_of_is_one(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", DISGUISED], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (130, "briefing: interrupted\n")


def test_an_error_that_is_no_interrupt_is_not_taken_for_one(tmp_path: Path) -> None:
    mistaken = DISGUISED.replace("os.kill(os.getpid(), signal.SIGINT)", "raise KeyboardInterrupt")
    done = subprocess.run([sys.executable, "-c", mistaken], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.endswith("ValueError: as a library tells it\n")


def test_in_the_background_the_keyboard_is_not_heard(tmp_path: Path) -> None:
    place = workspace(tmp_path)
    deaf = PRESSED.replace("signal.default_int_handler", "signal.SIG_IGN")
    command = [sys.executable, "-c", deaf, "briefing.pipeline", "build", "-f", "html"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=place, start_new_session=True)
    assert done.returncode == 0, done.stderr
    assert (place / "out/boats-2025.html").is_file()


def test_on_a_terminal_the_line_takes_the_place_of_the_step_at_work(tmp_path: Path) -> None:
    place = workspace(tmp_path)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", PRESSED, "briefing.pipeline", "build"]
    with subprocess.Popen(command, cwd=place, stderr=theirs, start_new_session=True) as process:
        os.close(theirs)
        shown = b""
        try:
            while data := os.read(ours, 4096):
                shown += data
        except OSError:  # how Linux tells that the other end is closed
            pass
        assert process.wait() == 130
    os.close(ours)
    assert shown.endswith(b"\r\x1b[Kbriefing: interrupted\r\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
@pytest.mark.parametrize("arguments", [["--version"], ["explain", "number-is-carried"], ["show", "facts"]])
def test_what_cannot_be_printed_is_told_in_one_line(tmp_path: Path, arguments: list[str]) -> None:
    command = [sys.executable, "-m", "briefing", *arguments]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, cwd=workspace(tmp_path), env=BUFFERED
        )
    assert (done.returncode, done.stderr) == (3, "briefing: No space left on device\n")


@pytest.mark.parametrize("arguments", [["--version"], ["explain", "number-is-carried"], ["explain"]])
def test_who_reads_no_further_hears_nothing_of_it(tmp_path: Path, arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "briefing", *arguments]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False, cwd=tmp_path, env=BUFFERED)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")


def test_all_that_is_printed_arrives_in_a_file(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "briefing", "explain"]
    with (tmp_path / "rules.txt").open("w") as file:
        assert subprocess.run(command, stdout=file, check=False, env=BUFFERED).returncode == 0
    piped = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=BUFFERED).stdout
    assert (tmp_path / "rules.txt").read_bytes() == piped
    assert piped.endswith(b"\n") and piped.count(b"\n") > 60


def test_an_interrupt_is_heard_to_the_last(tmp_path: Path) -> None:
    """While a writer is ended, an interrupt waits: its folder goes first."""
    asked = (
        "import os, signal, shutil, sys\n"
        "from briefing.render import aside\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "one = aside.Aside('html')\n"
        "join = one._process.join\n"
        "one._process.join = lambda: (os.kill(os.getpid(), signal.SIGINT), join())\n"
        "try:\n    one.close()\nexcept KeyboardInterrupt:\n    print('interrupted', os.path.exists(one._folder))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    assert done.stdout == "interrupted False\n", done.stderr
