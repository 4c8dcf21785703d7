"""What all tests share."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefing.stamp import fingerprints
from tests.libreoffice.client import Editor
from tests.pullable import pullable
from tests.returning import Sent, send


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update` writes what the program does now into the text cases; a person reads the difference."""
    parser.addoption("--update", action="store_true", help="rewrite the expected parts of the text cases")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether the expected parts of the text cases are to be rewritten. Not together with `-n`."""
    return bool(request.config.getoption("--update"))


@pytest.fixture(autouse=True, scope="session")
def _no_originals_of_this_machine() -> Iterator[None]:
    """Workspaces made by tests have their own originals; only tests of the repository's brief ask for the machine's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("BRIEFING_ORIGINALS", raising=False)
        yield


@pytest.fixture
def next_run() -> Iterator[Callable[[], None]]:
    """Lets another run of the program begin, which takes its own fingerprint."""
    yield fingerprints.program.cache_clear
    fingerprints.program.cache_clear()


@pytest.fixture(scope="session")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """An editor with a LibreOffice that all tests share. Where there is none, they are skipped."""
    with Editor(tmp_path_factory.mktemp("editor")) as editor:
        yield editor


@pytest.fixture(scope="session")
def sent_boats(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """The draft of the `pullable` workspace, sent. Nobody changes it: `desk` is a copy."""
    return send(pullable(tmp_path_factory.mktemp("boats") / "work"))


@pytest.fixture
def desk(sent_boats: Sent, tmp_path: Path) -> Sent:
    """The workspace whose draft is out with editors."""
    shutil.copytree(sent_boats.root, tmp_path / "work")
    return Sent(tmp_path / "work", sent_boats.data)
