"""Charts as pictures: drawn in the theme of the house, once, and kept as long as nothing changes that they are made of.

The order of work: a chart is looked for in the `chart_store`; those that are not there go, with the `chart_theme`, to a process
of their own, the `chart_engine`, which draws each and makes it ready for a page (`chart_svg`).
"""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from hashlib import sha256
from queue import SimpleQueue
from threading import Thread

from msgspec import Struct

from briefing.document import Chart, Document
from briefing.render.aside import held
from briefing.render.chart_process import Engine
from briefing.render.chart_store import Store
from briefing.render.chart_theme import fingerprint, fonts, theme
from briefing.render.faults import ChartFault, TemplateFault
from briefing.workspace import Workspace

WIDTH = 650.0
"""The most that a chart is wide, in pixels of 1/96 inch: 172 mm, a page of A4 between its margins."""
_ENDLESS = "drawing it takes more time or memory than any chart does"
_LENGTH = re.compile(r'\b(width|height)="([\d.]+)"')


class Drawing(Struct, frozen=True):
    """A chart drawn: an SVG file, and the same as PNG at 300 pixels to the inch where it is wanted."""

    svg: bytes
    png: bytes = b""

    @property
    def width(self) -> float:
        """In pixels, 96 to the inch, as the height is."""
        return self._lengths["width"]

    @property
    def height(self) -> float:
        return self._lengths["height"]

    @property
    def frame(self) -> str:
        """The view box of its `svg` element."""
        found = re.search(r'viewBox="([\d. ]+)"', self._head)
        return found[1] if found else f"0 0 {self.width:g} {self.height:g}"

    @property
    def inside(self) -> str:
        """What stands in that element."""
        return self.svg.partition(b">")[2].removesuffix(b"</svg>").decode()

    @property
    def _head(self) -> str:
        return self.svg.partition(b">")[0].decode()

    @property
    def _lengths(self) -> dict[str, float]:
        return {name: float(length) for name, length in _LENGTH.findall(self._head)}


class Charts:
    """The charts of one document in its workspace."""

    def __init__(self, document: Document, workspace: Workspace, *, points: bool = False, engine: Engine | None = None) -> None:
        """`points`: whether they are wanted as PNG too. `engine` is one that was started already, and draws those drawn first."""
        self._document = document
        self._kinds = ("svg", "png") if points else ("svg",)
        self._engine = engine
        self._workspace = workspace
        self._store = Store(workspace)
        self._drawn: dict[str, Drawing] = {}
        self._begun: Thread | None = None
        self._at_work: Engine | None = None
        self._is_left = False
        self._fault: Exception | None = None
        self._next: SimpleQueue[Callable[[], None]] = SimpleQueue()

    def begin(self) -> None:
        """Start to draw all that are not drawn, beside what else is to be done; `prepare` waits for it."""
        thread = Thread(target=self._try, daemon=True)
        with suppress(RuntimeError), held():  # without room for a thread `prepare` draws; interrupts are for the main one
            thread.start()
            self._begun = thread

    def then(self, go_on: Callable[[], None]) -> None:
        """What to go on with as soon as all are drawn, in the thread that draws them; at once, where nothing is to be drawn."""
        if self._begun is None and not self.are_ready:
            self.begin()
        if self._begun:
            self._next.put(go_on)
        elif self.are_ready:
            go_on()

    def leave(self) -> None:
        """Give up what was begun: afterwards nothing of it is at work."""
        self._is_left = True
        self._next.put(_nothing)
        if self._begun:
            if self._at_work:
                self._at_work.end()
            self._begun.join()

    def _try(self) -> None:
        try:
            self._draw(self._missing())
            self._next.get()()
        except Exception as fault:
            self._fault = fault

    def prepare(self) -> None:
        """Draw all that are not drawn, so that the writers need only read them.

        Raises ChartFault, which tells of every chart that cannot be drawn, and TemplateFault for the theme.
        """
        if self._begun:
            self._next.put(_nothing)
            self._begun.join()
        if self._fault:
            raise self._fault
        if missing := self._missing():
            self._draw(missing)

    @property
    def are_ready(self) -> bool:
        """Whether there is nothing to prepare."""
        try:
            return not self._missing()
        except (TemplateFault, OSError):  # which `prepare` tells
            return False

    def _missing(self) -> list[Chart]:
        blocks = (block for section in self._document.sections for block in section.blocks)
        return [block for block in blocks if isinstance(block, Chart) and self._kept(block) is None]

    def drawing(self, chart: Chart) -> Drawing:
        """One of them. Raises as `prepare` does."""
        if self._kept(chart) is None:
            self._draw([chart, *(one for one in self._missing() if one != chart)])
        return self._drawn[self._key(chart)]

    def _kept(self, chart: Chart) -> Drawing | None:
        key = self._key(chart)
        if key not in self._drawn:
            found = {kind: self._store.read(key, kind) for kind in self._kinds}
            there = {kind: data for kind, data in found.items() if data is not None}
            if len(there) < len(found):
                return None
            self._drawn[key] = Drawing(**there)
        return self._drawn[key]

    def _draw(self, charts: Sequence[Chart]) -> None:
        faults = []
        for chart, answer in zip(charts, self._answers(charts), strict=False):
            if isinstance(answer, Drawing):
                key = self._key(chart)
                self._drawn[key] = answer
                self._store.keep(key, {kind: getattr(answer, kind) for kind in self._kinds})
            else:
                faults.append((chart, answer))
        self._store.trim(set(self._drawn))
        if faults:
            raise ChartFault(tuple(faults))

    @cached_property
    def _means(self) -> bytes:
        return fingerprint(self._workspace, self._document.language)

    def _key(self, chart: Chart) -> str:
        return sha256(self._means + f"{self._document.labels.decimal}{chart.id}\0{chart.spec}".encode()).hexdigest()

    def _answers(self, charts: Sequence[Chart]) -> Iterator[Drawing | str]:
        """What becomes of each chart, up to the first that the engine does not survive: its drawing, or why there is none."""
        asked = {
            "fonts": [str(folder) for folder in fonts(self._workspace)],
            "theme": theme(self._workspace),
            "language": self._document.language,
            "decimal": self._document.labels.decimal,
            "width": WIDTH,
            "kinds": self._kinds,
            "charts": [{"id": chart.id, "spec": chart.spec} for chart in charts],
        }
        started, self._engine = self._engine, None
        self._at_work = started if started and started.is_there else Engine()
        if self._is_left:
            self._at_work.end()
        for line in self._at_work.answers(asked):
            answer = json.loads(line)
            yield answer.get("fault") or Drawing(**{kind: b64decode(answer[kind]) for kind in self._kinds})
        yield _ENDLESS  # to the chart that had no answer, if there is one


def _nothing() -> None:
    """What to go on with where there is nothing more."""
