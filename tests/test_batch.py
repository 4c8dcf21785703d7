"""Many briefs in one run: several of one workspace, side by side, and none stopped by another that fails."""

from __future__ import annotations

import multiprocessing
import os
import pty
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from briefing.batch import pool as pools
from briefing.batch.orders import all_of, clash, named
from briefing.batch.work import Job, Outcome
from briefing.load import load
from briefing.pipeline import check
from briefing.stamp import USUAL
from briefing.workspace import Workspace
from tests.commandline import BROKEN, run
from tests.workspaces import BASE, workspace

ONE_PAGER = (BASE["brief.yaml"] or b"").replace(b"boats-2025", b"boats-short").replace(b"[findings]", b"[short]")
SHORT = b"title: In short\nbody:\n  - About 120 boats were counted [@boats].\n"
SHIPS = (BASE["seeds/facts/boats.yaml"] or b"").replace(b"boats:\n", b"ships:\n", 1).replace(b"Boats", b"Ships")

INTERRUPTIBLE = (
    sys.executable,
    "-c",
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from briefing.__main__ import run; run()",
)
"""The program as a terminal starts it: what a shell starts in the background is deaf to interrupts, and so are its children."""


def brief(root: Path, number: int) -> Path:
    return workspace(root / f"b{number}", {"brief.yaml": (BASE["brief.yaml"] or b"").replace(b"2025\n", b"%d\n" % number, 1)})


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """Two briefs in one workspace, and a YAML file beside them that is none."""
    files = {
        "one-pager.yaml": ONE_PAGER,
        "sections/short.yaml": SHORT,
        "mkdocs.yaml": b"site_name: x\n",
        ".hidden.yaml": ONE_PAGER,
    }
    return workspace(tmp_path / "work", files)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("build", "sections/short.yaml"), "sections/short.yaml is a section of one-pager.yaml"),
        (("check", "-b", "sections/findings.yaml"), "sections/findings.yaml is a section of brief.yaml"),
        (("check", "-w", "sections", "-b", "findings.yaml"), "sections/findings.yaml is a section of brief.yaml"),
        (("build", "sections/spare.yaml", "brief.yaml"), "sections/spare.yaml is a section"),
        (("build", "seeds/facts/boats.yaml"), "seeds/facts/boats.yaml is a file of facts"),
    ],
)
def test_a_file_that_is_no_manifest_is_told_as_what_it_is(shared: Path, asked: tuple[str, ...], told: str) -> None:
    (shared / "sections/spare.yaml").write_bytes(SHORT)
    done = run(*asked, cwd=shared)
    named = "one-pager.yaml" if "short" in told else "brief.yaml"
    assert (done.returncode, done.stderr) == (2, f"{told}, and no manifest: name a manifest, like {named}\n")


def test_all_briefs_of_a_workspace_are_built_as_each_alone(shared: Path, tmp_path: Path) -> None:
    done = run("build", "--all", cwd=shared)
    assert done.returncode == 0, done.stderr
    assert "built 2 of 2 briefs\n" in done.stderr
    names = [f"boats-{name}.{format}" for name in ("2025", "short") for format in ("docx", "pdf")]
    assert sorted(path.name for path in (shared / "out").iterdir()) == names
    alone = tmp_path / "alone"
    assert run("build", "--out", alone, cwd=shared).returncode == 0
    assert run("build", "one-pager.yaml", "--out", alone, cwd=shared).returncode == 0
    assert {name: (alone / name).read_bytes() for name in names} == {name: (shared / "out" / name).read_bytes() for name in names}
    again = run("build", "--all", cwd=shared)
    assert "one-pager.yaml: nothing has changed: out/boats-short.pdf and out/boats-short.docx still stand" in again.stderr
    assert again.stderr.endswith("built 0 of 2 briefs; 2 still stand\n")


def test_what_another_brief_of_the_workspace_uses_is_used(shared: Path) -> None:
    (shared / "seeds/facts/ships.yaml").write_bytes(SHIPS)
    unused = "error[fact-is-used]: nothing in the brief uses the fact `ships`"
    for name in ("brief.yaml", "one-pager.yaml"):
        assert unused.replace("error", "warning") in run("check", "-b", name, cwd=shared).stderr.replace("error[", "warning[")
    (shared / "sections/short.yaml").write_bytes(SHORT.replace(b"@boats", b"@ships"))
    for name in ("brief.yaml", "one-pager.yaml"):
        assert "fact-is-used" not in run("check", "-b", name, cwd=shared).stderr


def test_a_comment_on_another_brief_is_no_matter_of_this_one(shared: Path) -> None:
    (shared / "reviews").mkdir()
    (shared / "reviews/a.yaml").write_text("c1:\n  author: Ann\n  section: short\n  text: Why?\n", encoding="utf-8")
    assert not check(Workspace(shared)).diagnostics
    assert [one.rule.value for one in check(Workspace(shared, manifest="one-pager.yaml")).diagnostics] == ["review-is-resolved"]


def test_a_broken_second_manifest_is_its_own_matter(shared: Path) -> None:
    (shared / "one-pager.yaml").write_bytes(ONE_PAGER + b"title: twice\nx: [\n")
    assert not load(Workspace(shared)).diagnostics
    done = run("build", "--all", "-f", "docx", cwd=shared)
    assert done.returncode == 1
    assert "one-pager.yaml: nothing was built" in done.stderr
    assert "built 1 of 2 briefs; 1 failed: one-pager.yaml\n" in done.stderr


def test_which_files_are_manifests(shared: Path) -> None:
    assert [order.name for order in all_of(shared, None)] == ["brief.yaml", "one-pager.yaml"]
    assert not clash(all_of(shared, None))
    assert [order.name for order in named([""], shared, None)] == ["brief.yaml"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("build", "nowhere.yaml"), "there is no nowhere.yaml"),
        (("build", "sections"), "there is no sections/brief.yaml"),
        (("build", "--all", "one-pager.yaml"), "--all builds every brief"),
        (("build", "--redline", "brief.yaml", "--all"), "--redline compares one brief"),
        (("build", "--scheduler", "tcp://127.0.0.1:1", "-j", "2"), "--jobs is for this machine"),
        (("build", "-j", "0"), "Invalid value"),
        (("check", "-b", "nowhere.yaml"), "there is no manifest `nowhere.yaml`"),
        (("show", "tree", "-b", "seeds/../one-pager.yaml"), "there is no manifest `seeds/../one-pager.yaml`"),
    ],
)
def test_wrong_use(shared: Path, arguments: tuple[str, ...], told: str) -> None:
    done = run(*arguments, cwd=shared)
    assert (done.returncode, told in done.stderr) == (2, True), done.stderr
    assert not (shared / "out").exists()


def test_two_briefs_with_one_id_are_told_before_anything_is_built(shared: Path) -> None:
    (shared / "copy.yaml").write_bytes(ONE_PAGER.replace(b"boats-short", b"Boats-Short"))
    done = run("build", "--all", cwd=shared)
    assert done.returncode == 1
    assert "copy.yaml and one-pager.yaml have the same id, `boats-short`" in done.stderr
    assert not (shared / "out").exists()
    (shared / "copy.yaml").unlink()
    assert (
        run("build", "brief.yaml", ".", "./brief.yaml", "-f", "docx", cwd=shared).returncode == 0
    )  # one brief, whatever its name


def test_show_and_check_tell_of_the_brief_that_is_named(shared: Path) -> None:
    assert "In short" in run("show", "tree", "-b", "one-pager.yaml", cwd=shared).stdout
    (shared / "sections/short.yaml").write_bytes(SHORT.replace(b"@boats", b"@boots"))
    assert run("check", cwd=shared).returncode == 0
    assert run("check", "-b", "one-pager.yaml", cwd=shared).returncode == 1
    assert run("check", cwd=shared).returncode == 0  # each brief has its own memory


def test_a_draft_of_a_second_brief_comes_home_to_it(shared: Path) -> None:
    assert run("build", "one-pager.yaml", "-f", "docx", cwd=shared).returncode == 0
    draft = "out/boats-short.docx"
    assert run("pull", draft, "-b", "one-pager.yaml", cwd=shared).returncode == 0
    refused = run("pull", draft, cwd=shared)
    assert refused.returncode == 1
    assert "name its manifest with --brief" in refused.stderr


def test_one_that_fails_stops_no_other_and_is_told_under_its_name(tmp_path: Path) -> None:
    places = [brief(tmp_path, number) for number in range(4)]
    (places[1] / "sections/findings.yaml").write_bytes(BROKEN["sections/findings.yaml"])
    shutil.rmtree(places[2] / "seeds/originals")
    (places[3] / "out").write_text("no folder", encoding="utf-8")
    done = run("build", "-f", "docx", "-j", "2", *(place.name for place in places), cwd=tmp_path)
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert "b0: built b0/out/boats-0.docx" in lines
    assert "b2: built b2/out/boats-2.docx" in lines
    assert any(line.startswith("b3: ") and "b3/out is a file: move it away" in line for line in lines)
    at = lines.index("b1:")
    assert lines[at + 1].startswith("error[citation-names-a-fact]: there is no fact `boots`")
    assert lines[at + 2].startswith("  --> sections/findings.yaml:3:37")
    assert lines[at + 4].startswith(" 3 |   - The ministry counted 120 boats")
    assert lines[lines.index("b1: nothing was built") - 1].startswith("1 error")
    assert lines[-1] in ("built 2 of 4 briefs; 2 failed: b1 and b3", "built 2 of 4 briefs; 2 failed: b3 and b1")
    assert not (places[1] / "out").exists()


def test_with_strict_warnings_are_errors_in_each(tmp_path: Path) -> None:
    places = [brief(tmp_path, number) for number in range(2)]
    shutil.rmtree(places[0] / "seeds/originals")
    assert run("build", "-f", "docx", "b0", "b1", cwd=tmp_path).returncode == 0
    done = run("build", "-f", "docx", "--strict", "b0", "b1", cwd=tmp_path)
    assert done.returncode == 1
    assert "built 0 of 2 briefs; 1 still stands; 1 failed: b0\n" in done.stderr


def test_a_worker_that_dies_takes_no_other_brief_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    marks = tmp_path / "marks"
    marks.mkdir()

    def dying(job: Job) -> Outcome:
        """The second brief kills its first worker, the third each; the others are done."""
        name = job.workspace.root.name
        (marks / f"{name}-{len(list(marks.glob(f'{name}-*')))}").touch()
        if name == "b3" or (name == "b2" and not (marks / "b2-1").exists()):
            os.kill(os.getpid(), signal.SIGKILL)
        return Outcome(counts={"process": os.getpid()})

    monkeypatch.setattr(pools, "work", dying)
    jobs = ((number, Job(Workspace(tmp_path / f"b{number}"), (), USUAL, {})) for number in range(8))
    with pools.pool(2) as outcomes:
        found = list(outcomes(jobs))
    assert sorted(number for number, _ in found) == list(range(8))
    assert [number for number, outcome in found if outcome.fault] == [3]
    assert "killed" in dict(found)[3].fault
    assert len(list(marks.iterdir())) == 8 + 2
    assert len({outcome.counts["process"] for _, outcome in found if outcome.counts}) <= 5


def one_job(folder: Path) -> Iterator[tuple[int, Job]]:
    return iter([(0, Job(Workspace(folder), (), USUAL, {}))])


def test_a_worker_that_dies_while_it_answers_is_one_that_dies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Connection._send_bytes  # type: ignore[attr-defined]

    def half(pipe: Connection, data: bytes) -> None:
        """The first worker says how much is to come, and dies after the first bytes of it."""
        if os.getpid() == here or (tmp_path / "once").exists():
            whole(pipe, data)
        else:
            (tmp_path / "once").touch()
            os.write(pipe.fileno(), len(data).to_bytes(4, "big") + data[:10])
            os.kill(os.getpid(), signal.SIGKILL)

    here = os.getpid()
    monkeypatch.setattr(Connection, "_send_bytes", half)
    monkeypatch.setattr(pools, "work", lambda _: Outcome(counts={"done": 1}))
    with pools.pool(1) as outcomes:
        assert list(outcomes(one_job(tmp_path))) == [(0, Outcome(counts={"done": 1}))]
    assert (tmp_path / "once").exists()


def test_a_worker_that_is_told_to_end_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "work", lambda _: os.kill(os.getpid(), signal.SIGTERM))
    with pools.pool(1) as outcomes:
        ((_, outcome),) = outcomes(one_job(tmp_path))
    assert outcome.fault == "the process that built it ended twice (exit code 143)"


@pytest.mark.parametrize("moment", ["start", "end"])
def test_an_interrupt_leaves_no_worker_and_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    """At the start of the second of two workers, and when both are deaf to being told to end."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(pools, "_SECONDS", 0.1)
    monkeypatch.setattr(pools, "_leave", lambda *_: None)
    begin = pools._Worker.__init__

    def second(worker: pools._Worker, inherited: list[Connection]) -> None:
        if inherited and moment == "start":
            raise KeyboardInterrupt
        begin(worker, inherited)

    monkeypatch.setattr(pools._Worker, "__init__", second)
    with pytest.raises(KeyboardInterrupt), pools.pool(2):
        assert moment == "end"
        raise KeyboardInterrupt
    assert multiprocessing.active_children() == []
    assert list(tmp_path.iterdir()) == []


def test_a_mistake_of_ours_in_one_brief_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.batch.work.Maker.make", lambda _: 1 / 0)
    with pools.pool(1) as outcomes:
        ((_, outcome),) = outcomes(one_job(tmp_path))
    assert outcome.fault == "a mistake of the program: ZeroDivisionError: division by zero"


def children(process: int) -> Iterator[int]:
    for task in Path(f"/proc/{process}/task").iterdir():
        yield from map(int, (task / "children").read_text().split())


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGKILL])
def test_no_process_and_no_half_file_is_left_behind(tmp_path: Path, way: signal.Signals) -> None:
    names = [brief(tmp_path, number).name for number in range(60)]  # more than are built before they are stopped
    command = [
        *INTERRUPTIBLE,
        "build",
        "-f",
        "docx",
        "-f",
        "html",
        "-j",
        "2",
        *names,
        "--out",
        str(tmp_path / "out"),
    ]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        while not list(tmp_path.glob("out/*.html")):
            time.sleep(0.02)
        workers = list(children(process.pid))
        assert len(workers) == 2
        if way == signal.SIGINT:
            os.killpg(process.pid, way)  # as a terminal does
        else:
            process.kill()
        _, told = process.communicate(timeout=60)
    assert "Traceback" not in told
    assert process.returncode == (130 if way == signal.SIGINT else -way)
    if way == signal.SIGINT:
        assert told.splitlines()[-1] == "briefing: interrupted"
    for _ in range(500):
        if not any(Path(f"/proc/{worker}").exists() for worker in workers):
            break
        time.sleep(0.02)
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)
    left = sorted(path.name for path in (tmp_path / "out").iterdir() if path.suffix != ".part" or way == signal.SIGINT)
    assert all(name.endswith((".html", ".docx")) for name in left)
    assert 0 < len(left) < 16
    whole = run("build", "-f", "docx", "-f", "html", *names, "--out", tmp_path / "whole", cwd=tmp_path)
    assert whole.returncode == 0
    assert all((tmp_path / "out" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes() for name in left)


def test_a_terminal_shows_a_bar_and_the_findings_above_it(tmp_path: Path) -> None:
    names = [brief(tmp_path, number).name for number in range(2)]
    (tmp_path / "b1/sections/findings.yaml").write_bytes(BROKEN["sections/findings.yaml"])
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "briefing", "build", "-f", "docx", *names]
    environment = os.environ | {"TERM": "xterm", "COLUMNS": "120", "LINES": "40"}
    shown = b""
    with subprocess.Popen(command, cwd=tmp_path, stderr=theirs, env=environment) as process:
        os.close(theirs)
        try:
            while data := os.read(ours, 4096):
                shown += data
        except OSError:  # how Linux tells that the other end is closed
            pass
        assert process.wait() == 1
    os.close(ours)
    text = shown.decode()
    for part in (
        "0/2",
        "1/2",
        "b0: built b0/out/boats-0.docx",
        "there is no fact",
        "b1: nothing was built",
        "built 1 of 2 briefs",
    ):
        assert part in text, text
