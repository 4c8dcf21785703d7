"""What all tests share."""

from __future__ import annotations

import pytest


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
