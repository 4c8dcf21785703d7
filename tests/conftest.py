"""What all tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.libreoffice.client import Editor


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update` writes what the program does now into the text cases; a person reads the difference."""
    parser.addoption("--update", action="store_true", help="rewrite the expected parts of the text cases")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether the expected parts of the text cases are to be rewritten. Not together with `-n`."""
    return bool(request.config.getoption("--update"))


@pytest.fixture(autouse=True)
def _no_originals_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workspaces made by tests have their own originals; only tests of the repository's brief ask for the machine's."""
    monkeypatch.delenv("BRIEFING_ORIGINALS", raising=False)


@pytest.fixture(scope="session")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """An editor with a LibreOffice that all tests share. Where there is none, they are skipped."""
    with Editor(tmp_path_factory.mktemp("editor")) as editor:
        yield editor
