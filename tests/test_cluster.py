"""Briefs built by the workers of a real Dask scheduler, in processes and folders of their own, and one of them killed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from briefing.batch.parcels import packed, unpacked
from briefing.batch.work import Job, work
from briefing.stamp import USUAL
from briefing.workspace import ORIGINALS_VARIABLE, Workspace, program_templates
from tests.commandline import BROKEN, run
from tests.test_batch import INTERRUPTIBLE, brief
from tests.test_keys import FIGURE, picture
from tests.workspaces import BASE, workspace

ROOT = Path(__file__).resolve().parent.parent
FORMATS = ("pdf", "docx")
MANY = 80
"""More briefs than are built before a test can put an end to it."""


@dataclass
class Cluster:
    """A scheduler, and workers that share no folder with anybody."""

    folder: Path
    address: str = ""
    head: subprocess.Popen[bytes] | None = None
    """The scheduler."""
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    stack: ExitStack = field(default_factory=ExitStack)

    def start(self, command: list[str], name: str, program: Path = ROOT) -> subprocess.Popen[bytes]:
        place = self.folder / name
        place.mkdir()
        environment = os.environ | {"PYTHONPATH": str(program)}
        log = self.stack.enter_context((place / "log").open("wb"))
        process = subprocess.Popen(
            [sys.executable, "-m", *command], cwd=place, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
        self.stack.callback(process.wait)
        self.stack.callback(process.kill)
        return process

    def worker(self, name: str, program: Path = ROOT) -> None:
        options = ["--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", "."]
        self.workers.append(self.start(["distributed.cli.dask_worker", self.address, *options], name, program))

    def build(self, *arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
        return run("build", "--scheduler", self.address, *arguments, cwd=cwd)


def scheduler(folder: Path) -> Cluster:
    found = Cluster(folder)
    told = folder / "scheduler.json"
    options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(told)]
    found.head = found.start(["distributed.cli.dask_scheduler", *options], "scheduler")
    for _ in range(1500):
        if told.is_file() and told.read_bytes().endswith(b"}"):
            break
        time.sleep(0.02)
    found.address = json.loads(told.read_bytes())["address"]
    return found


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A cluster of its own for each test, with two workers; all of it is gone afterwards."""
    (tmp_path / "cluster").mkdir()
    made = scheduler(tmp_path / "cluster")
    with made.stack:
        for number in range(2):
            made.worker(f"worker{number}")
        yield made


def test_every_brief_is_there_once_and_whole_though_a_worker_is_killed_half_way(cluster: Cluster, tmp_path: Path) -> None:
    places = [brief(tmp_path, number) for number in range(8)]
    for place in places[:4]:  # one brief has a picture, one another template, one no originals here, one a mistake
        (place / "templates").mkdir()
    (places[0] / "figures").mkdir()
    (places[0] / "figures/map.png").write_bytes(picture("white"))
    (places[0] / "sections/findings.yaml").write_bytes(FIGURE)
    page = (program_templates() / "brief.html.j2").read_text("utf-8")
    logo = page.replace("</body>", '<p><img src="{{ picture("style/logo.png") }}" alt="Our logo"></p></body>')
    (places[1] / "templates/brief.html.j2").write_text(logo, encoding="utf-8")
    (places[1] / "style").mkdir()
    (places[1] / "style/logo.png").write_bytes(picture("red"))
    shutil.rmtree(places[2] / "seeds/originals")
    (places[3] / "sections/findings.yaml").write_bytes(BROKEN["sections/findings.yaml"])
    names, out = [place.name for place in places], tmp_path / "out"
    command = [sys.executable, "-m", "briefing", "build", "--scheduler", cluster.address, "--out", str(out), *names]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as process:
        at_work: set[Path] = set()
        while process.poll() is None and len(list(out.glob("*.pdf"))) < 2:
            at_work |= set(cluster.folder.glob("worker?/dask-*/*/briefing-*"))
            time.sleep(0.02)
        cluster.workers[0].kill()
        _, told = process.communicate()
    assert at_work, "what a killed worker leaves lies in its own folder, which Dask takes away"
    assert process.returncode == 1, told
    assert "built 7 of 8 briefs; 1 failed: b3\n" in told
    assert "  --> sections/findings.yaml:3:37" in told
    assert sorted(line.split(":")[0] for line in told.splitlines() if ": built " in line) == sorted(set(names) - {"b3"})
    local = run("build", "--out", tmp_path / "local", *names, cwd=tmp_path)
    assert local.returncode == 1
    files = sorted(path.name for path in out.iterdir())
    assert files == sorted(f"boats-{number}.{format}" for number in range(8) if number != 3 for format in FORMATS)
    for name in files:
        data = (out / name).read_bytes()
        assert data == (tmp_path / "local" / name).read_bytes(), name
        assert len(PdfReader(BytesIO(data)).pages) if name.endswith(".pdf") else ZipFile(BytesIO(data)).testzip() is None
    assert len(list((places[0] / ".briefing/drafts").iterdir())) == 1  # what comes back can be pulled
    again = cluster.build("--out", out, *names[4:], cwd=tmp_path)
    assert again.stderr.endswith("built 0 of 4 briefs; 4 still stand\n")
    shutil.rmtree(places[5] / ".briefing/drafts")
    cluster.build("--out", out, "b5", cwd=tmp_path)
    (places[5] / "sections/findings.yaml").write_bytes((BASE["sections/findings.yaml"] or b"") + b"# between us\n")
    stands = cluster.build("--out", out, "b5", cwd=tmp_path)
    assert "b5: nothing to draw" in stands.stderr


def test_workers_with_another_program_are_told_before_anything_is_sent(cluster: Cluster, tmp_path: Path) -> None:
    other = tmp_path / "other"
    for name in ("briefing", "templates"):
        shutil.copytree(ROOT / name, other / name, ignore=shutil.ignore_patterns("__pycache__"))
    with (other / "briefing/render/html.py").open("a", encoding="utf-8") as file:
        file.write("# mended\n")
    cluster.worker("other", other)
    brief(tmp_path, 0)
    while b"established" not in (cluster.folder / "other/log").read_bytes():
        time.sleep(0.05)
    done = cluster.build("b0", cwd=tmp_path)
    assert done.returncode == 3
    assert "would not build the same: briefing is " in done.stderr
    assert "Traceback" not in done.stderr


def test_a_scheduler_without_workers_or_without_an_answer_is_told(tmp_path: Path) -> None:
    script = (
        "import sys, briefing.batch.cluster as c; c.SECONDS = 2; from briefing.cli import main; sys.argv[0] = 'briefing'; main()"
    )
    brief(tmp_path, 0)
    (tmp_path / "cluster").mkdir()
    empty = scheduler(tmp_path / "cluster")
    with empty.stack:
        for address, told in (
            (empty.address, "has no workers"),
            ("tcp://127.0.0.1:9", "no scheduler answers"),
            ("x://y", "no scheduler"),
        ):
            command = [sys.executable, "-c", script, "build", "b0", "--scheduler", address]
            done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
            assert done.returncode == 3, done.stderr
            assert done.stderr.startswith("briefing: ") and told in done.stderr
            assert "Traceback" not in done.stderr
    assert not (tmp_path / "b0/out").exists()


def test_without_dask_it_is_told_what_to_install(tmp_path: Path) -> None:
    brief(tmp_path, 0)
    script = "import sys; sys.modules['distributed'] = None; from briefing.cli import main; main()"
    command = [sys.executable, "-c", script, "build", "b0", "--scheduler", "tcp://127.0.0.1:9"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (
        3,
        "briefing: building on a cluster needs Dask: install `briefing[cluster]`, with pip for instance\n",
    )


def job(place: Path) -> Job:
    return Job(Workspace(place), ("docx",), USUAL, {})


@pytest.mark.parametrize("lacks", ["originals", "variable", "fingerprint", "template"])
def test_a_parcel_finds_what_would_be_found_at_home(tmp_path: Path, lacks: str, monkeypatch: pytest.MonkeyPatch) -> None:
    place = workspace(tmp_path / "work")
    if lacks == "originals":
        shutil.rmtree(place / "seeds/originals")
    elif lacks == "variable":
        monkeypatch.setenv(ORIGINALS_VARIABLE, str(place / "nowhere"))
    elif lacks == "fingerprint":
        (place / "seeds/originals/gazette.txt").write_text("another text", encoding="utf-8")
    else:
        (place / "templates").mkdir()
        (place / "templates/house.docx").write_bytes(b"no Word file")
    at_home = work(job(place))
    parcel, others = packed(job(place))
    assert parcel is not None
    assert at_home.findings
    away = unpacked(parcel)
    assert away.findings == at_home.findings
    assert away.counts == at_home.counts
    if at_home.made is not None:
        assert away.made is not None
        assert away.made.drawn["boats-2025.docx"].data == at_home.made.drawn["boats-2025.docx"].data
        assert others == at_home.made.others


def test_a_picture_in_templates_that_draws_much_is_sent(tmp_path: Path) -> None:
    """What an SVG draws is no name of a file, however long it is."""
    path = " ".join(f"L {number} {number}" for number in range(20_000))
    files = {"templates/logo.svg": f'<svg xmlns="http://www.w3.org/2000/svg"><path d="M 0 0 {path}.5"/></svg>'.encode()}
    parcel, _ = packed(job(workspace(tmp_path / "work", files)))
    assert parcel is not None
    assert unpacked(parcel).made is not None


def test_a_worker_asks_for_no_originals_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = workspace(tmp_path / "work")
    parcel, _ = packed(job(place))
    assert parcel is not None
    shutil.rmtree(place)
    (tmp_path / "theirs").mkdir()
    monkeypatch.setenv(ORIGINALS_VARIABLE, str(tmp_path / "theirs"))
    outcome = unpacked(parcel)
    assert outcome.counts["found"] == 1
    assert os.environ[ORIGINALS_VARIABLE] == str(tmp_path / "theirs")


def test_what_would_not_arrive_as_it_is_stays_here(tmp_path: Path) -> None:
    for number, change in enumerate(("link", "mistake", "folder")):
        place = workspace(tmp_path / str(number))
        section = place / "sections/findings.yaml"
        if change == "link":
            section.symlink_to(section.rename(tmp_path / "outside.yaml"))
        elif change == "mistake":
            section.write_bytes(b"title: [")
        else:
            (place / "seeds/originals/gazette.txt").unlink()
            (place / "seeds/originals/gazette.txt").mkdir()
        assert packed(job(place))[0] is None, change


def test_a_scheduler_that_is_lost_is_told_with_what_was_built(cluster: Cluster, tmp_path: Path) -> None:
    names = [brief(tmp_path, number).name for number in range(MANY)]
    command = [sys.executable, "-m", "briefing", "build", "--scheduler", cluster.address, "--out", str(tmp_path / "out"), *names]
    assert cluster.head is not None
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as process:
        while process.poll() is None and not list(tmp_path.glob("out/*.pdf")):
            time.sleep(0.02)
        cluster.head.kill()
        _, told = process.communicate(timeout=60)
    assert process.returncode == 3, told
    assert "Traceback" not in told
    assert "was lost" in told
    built = sum(": built " in line for line in told.splitlines())
    assert told.endswith(f"built {built} of {MANY} briefs\n")
    assert len(list((tmp_path / "out").iterdir())) == 2 * built


def test_an_interrupt_ends_it_at_once(cluster: Cluster, tmp_path: Path) -> None:
    names = [brief(tmp_path, number).name for number in range(MANY)]
    command = [*INTERRUPTIBLE, "build", "--scheduler", cluster.address, "--out", str(tmp_path / "out"), *names]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as process:
        while process.poll() is None and not (tmp_path / "out").is_dir():
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=30)
    assert process.returncode == 130, told
    assert "Traceback" not in told
    assert told.splitlines()[-1] == "briefing: interrupted"
    assert {path.suffix for path in (tmp_path / "out").iterdir()} <= {".pdf", ".docx"}, list((tmp_path / "out").iterdir())
