"""The process that draws charts (`chart_engine`): started as early as a brief is known to want it, and asked once."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress

from briefing.render.chart_store import Store
from briefing.render.faults import RenderFault
from briefing.workspace import PROGRAM, Workspace

_SECONDS = 60
_ALONE = 5
"""The seconds after which it ends by itself, besides: for where nobody is left to end it."""
_CHART = re.compile(rb"^[ \t]*(?:- +)?chart:", re.MULTILINE)


class Engine:
    """The engine, on its way to be ready. Ask it with `answers`; `close` it in any case."""

    def __init__(self) -> None:
        self._is_asked = False
        path = os.pathsep.join(filter(None, (str(PROGRAM.parent), os.environ.get("PYTHONPATH"))))
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "briefing.render.chart_engine", str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": path, "TZ": "UTC"},  # in which a date without an hour is the same day everywhere
        )

    @property
    def is_there(self) -> bool:
        """Whether it has not ended yet."""
        return self._process.poll() is None

    def answers(self, asked: Mapping[str, object]) -> list[bytes]:
        """The lines that it answers before it ends. Raises RenderFault where it fails by itself."""
        self._is_asked = True
        request = json.dumps({**asked, "seconds": _SECONDS + _ALONE}).encode()
        try:
            told, said = self._process.communicate(request, timeout=_SECONDS)
        except subprocess.TimeoutExpired as late:
            self._process.kill()
            self._process.communicate()
            return _whole_lines(late.stdout or b"")
        if self._process.returncode == 1:  # by an exception; what ends by a signal has taken too much
            last = said.decode("utf-8", "replace").strip().splitlines()[-1:]
            raise RenderFault(f"charts cannot be drawn: {''.join(last) or 'what draws them has failed'}")
        return _whole_lines(told)

    def end(self) -> None:
        """End the process, whatever it is doing; who waits for answers gets those that are there."""
        self._process.kill()

    def close(self) -> None:
        """End it, and have nothing of it left. Not while somebody waits for answers."""
        self.end()
        if not self._is_asked:  # else that one has closed the pipes
            self._process.communicate()


def expected(workspace: Workspace) -> bool:
    """Whether a brief seems to have charts that nobody has drawn yet: then the engine is worth starting before it is read."""
    if not Store(workspace).is_empty:
        return False
    for path in workspace.path("sections").glob("*.y*ml"):
        with suppress(OSError):
            if _CHART.search(path.read_bytes()):
                return True
    return False


def _whole_lines(told: bytes) -> list[bytes]:
    return [line for line in told.splitlines(keepends=True) if line.endswith(b"\n")]
