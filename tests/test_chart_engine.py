"""What draws charts: started early and once, asked once, and never left alone."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from briefing import pipeline
from briefing.document import Chart, Document
from briefing.products import build
from briefing.render.chart_process import Engine, expected
from briefing.render.chart_store import FOLDER, Store
from briefing.render.charts import WIDTH, Charts
from briefing.render.faults import RenderFault
from briefing.workspace import Workspace
from tests.commandline import at_work
from tests.test_render_charts import BARS, ENDLESS, kept, of_charts
from tests.workspaces import workspace

CHART = (
    "  - chart:\n      caption: Boats\n      alt: One bar.\n      data: [boats]\n      source: The Gazette.\n"
    "      spec: {mark: bar, encoding: {x: {field: value, type: quantitative}}}\n"
)
TEXT = "title: Findings\nbody:\n  - The ministry counted about 120 boats [@boats].\n"


@pytest.fixture
def engines(monkeypatch: pytest.MonkeyPatch) -> list[Engine]:
    """The engines that builds start, in any way."""
    started: list[Engine] = []

    class Told(Engine):
        def __init__(self) -> None:
            started.append(self)
            super().__init__()

    monkeypatch.setattr("briefing.products.Engine", Told)
    monkeypatch.setattr("briefing.render.charts.Engine", Told)
    return started


def a_build(tmp_path: Path, text: str) -> tuple[Workspace, int]:
    """A workspace with that text, built; and how many products there are."""
    here = Workspace(workspace(tmp_path / "work", {"sections/findings.yaml": text.encode()}))
    return here, len(build(here, ("docx", "html"), tmp_path / "out").products)


@pytest.mark.parametrize(
    ("text", "started", "products"),
    [
        pytest.param(TEXT, 0, 2, id="no chart"),
        pytest.param(TEXT + CHART, 1, 2, id="a chart"),
        pytest.param(TEXT.replace("120", "130") + CHART, 1, 0, id="a text that fails"),
        pytest.param(TEXT.replace("@boats", "@ships") + CHART, 1, 0, id="records that fail"),
        pytest.param(TEXT + CHART.replace("bar, enc", "nope, enc"), 1, 0, id="a chart that fails"),
    ],
)
def test_one_engine_is_started_for_all_charts_and_ends_with_the_build(
    tmp_path: Path, engines: list[Engine], text: str, started: int, products: int
) -> None:
    threads = threading.enumerate()
    here, made = a_build(tmp_path, text)
    assert (len(engines), made) == (started, products)
    assert threading.enumerate() == threads  # so that nothing is written any more
    assert all(engine._process.poll() is not None for engine in engines)
    assert expected(here) is (started > 0 and not made)


def test_where_drawings_are_kept_no_engine_is_started_for_another_text(tmp_path: Path, engines: list[Engine]) -> None:
    here, _ = a_build(tmp_path, TEXT + CHART)
    here.path("sections/findings.yaml").write_text(TEXT.replace("counted", "told of") + CHART, encoding="utf-8")
    assert len(build(here, ("docx", "html"), tmp_path / "out").products) == 2
    assert len(engines) == 1


def test_where_drawings_cannot_be_kept_each_writer_asks_one_engine(
    tmp_path: Path, engines: list[Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "keep", lambda *_: None)
    brief = of_charts(BARS, {**BARS, "title": "Two"}, {**BARS, "title": "Three"})
    charts = Charts(brief, Workspace(tmp_path))
    first = [block for section in brief.sections for block in section.blocks if isinstance(block, Chart)]
    assert len({charts.drawing(one).svg for one in first}) == 3
    assert len(engines) == 1


@pytest.mark.parametrize("way", ["broken off", "not sound before waivers"])
def test_charts_that_a_build_begins_are_left_however_it_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    here, _ = a_build(tmp_path, TEXT + CHART)
    shutil.rmtree(here.path(FOLDER))
    here.path("brief.yaml").write_bytes(here.read("brief.yaml") + b"# a remark\n")
    threads = threading.enumerate()
    if way == "broken off":
        monkeypatch.setattr(pipeline, "told_of", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            build(here, ("docx", "html"), tmp_path / "out")
    else:
        monkeypatch.setattr(pipeline.Read, "is_sound", False)
        assert len(build(here, ("docx", "html"), tmp_path / "out").standing) == 2
    assert threading.enumerate() == threads


def test_a_build_that_fails_ends_when_nothing_of_it_is_at_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    judge, keeping = pipeline.judge, threading.Event()
    kept_to_the_end: list[str] = []

    def slow(_: Store, key: str, __: object) -> None:
        keeping.set()
        time.sleep(0.3)
        kept_to_the_end.append(key)

    def late(read: pipeline.Read) -> pipeline.Checked:
        assert keeping.wait(60)
        return judge(read)

    monkeypatch.setattr(Store, "keep", slow)
    monkeypatch.setattr(pipeline, "judge", late)
    assert a_build(tmp_path, TEXT.replace("120", "130") + CHART)[1] == 0
    assert len(kept_to_the_end) == 1


def test_what_was_begun_is_given_up_at_once(tmp_path: Path) -> None:
    done: list[None] = []
    charts = Charts(of_charts(ENDLESS), Workspace(tmp_path))
    charts.begin()
    charts.then(lambda: done.append(None))
    while charts._at_work is None:
        time.sleep(0.01)
    charts.leave()
    assert charts._begun is not None and not charts._begun.is_alive()
    assert charts._at_work._process.poll() is not None
    assert done == []


@pytest.mark.parametrize("beginning", ["before", "with it", "not"])
def test_a_document_is_handed_over_once_when_its_charts_are_there(tmp_path: Path, beginning: str) -> None:
    there: list[bool] = []
    charts = Charts(of_charts(BARS), Workspace(tmp_path))
    if beginning == "before":
        charts.begin()
    elif beginning == "not":
        charts.prepare()
    charts.then(lambda: there.append(charts.are_ready))
    charts.prepare()
    charts.leave()
    assert there == [True]


def test_charts_that_were_begun_and_are_for_nobody_wait_for_nothing(tmp_path: Path) -> None:
    for end in (Charts.prepare, Charts.leave):
        charts = Charts(of_charts(BARS), Workspace(tmp_path))
        charts.begin()
        end(charts)
        assert charts._begun is not None and not charts._begun.is_alive()


def test_charts_are_begun_before_the_document_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[str] = []
    begin, told_of = Charts.begin, pipeline.told_of

    def drawn(charts: Charts) -> None:
        begun.append("charts")
        begin(charts)

    def whole(read: pipeline.Read, made: Document) -> Document:
        begun.append("whole")
        return told_of(read, made)

    monkeypatch.setattr(Charts, "begin", drawn)
    monkeypatch.setattr(pipeline, "told_of", whole)
    assert a_build(tmp_path, TEXT + CHART)[1] == 2
    assert begun == ["charts", "whole"]


def test_a_brief_is_built_where_there_is_no_room_for_a_thread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", full)
    assert a_build(tmp_path, TEXT + CHART)[1] == 2


def test_an_engine_that_was_lost_before_it_was_asked_is_replaced(tmp_path: Path) -> None:
    engine = Engine()
    engine._process.kill()
    engine._process.wait()
    Charts(of_charts(BARS), Workspace(tmp_path), engine=engine).prepare()
    engine.close()
    assert len(kept(tmp_path)) == 1


def test_what_draws_charts_and_fails_is_told_of_in_plain_words() -> None:
    with pytest.raises(RenderFault, match=r"^charts cannot be drawn: KeyError: 'fonts'$"):
        Engine().answers({})


@pytest.mark.skipif(sys.platform != "linux", reason="as far as the system can")
@pytest.mark.parametrize("way", ["its parent is killed", "its time is over"])
def test_no_engine_is_left_alone_with_a_chart_without_end(way: str) -> None:
    seconds = 1 if way == "its time is over" else 600
    charts = [{"id": "a", "spec": json.dumps(BARS)}, {"id": "b", "spec": json.dumps(ENDLESS)}]
    asked = {"fonts": [], "theme": {}, "language": "en-GB", "decimal": ".", "width": WIDTH, "kinds": ["svg"], "charts": charts}
    code = (
        "import os, sys\n"
        "from briefing.render.chart_process import Engine\n"
        "engine = Engine()._process\n"
        "engine.stdin.write(sys.stdin.buffer.read())\n"
        "engine.stdin.close()\n"
        "assert engine.stdout.readline()\n"
        "print(engine.pid, flush=True)\n"
        f"os.kill(os.getpid(), 9) if {seconds} > 1 else print(engine.wait(60))\n"
    )
    request = json.dumps({**asked, "seconds": seconds})
    done = subprocess.run([sys.executable, "-c", code], input=request, capture_output=True, text=True, check=False)
    engine, *ended = map(int, done.stdout.split())
    assert ended == ([-signal.SIGALRM] if seconds == 1 else [])
    for _ in range(500):
        if not at_work(engine):
            break
        time.sleep(0.02)
    assert not at_work(engine)
