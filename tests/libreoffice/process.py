"""The process beside the tests: a line of JSON in, the action done, a line of JSON out, until the input ends."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from tests.libreoffice.hand import Hand
from tests.libreoffice.office import Office
from tests.libreoffice.places import PlaceError


class Desk:
    """LibreOffice and the one draft that lies open."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.opened = 0
        self.hand: Hand | None = None

    def open(self, path: str, tracked: bool, author: str) -> int:
        if self.hand:
            self.hand.document.close(True)
        self.hand = None
        self.hand = Hand(self.office, self.office.load(Path(path)), author)
        self.hand.document.RecordChanges = tracked
        self.opened += 1
        return self.opened

    def version(self) -> str:
        return self.office.version

    def do(self, action: str, details: dict[str, Any]) -> object:
        if "draft" not in details:
            return getattr(self, action)(**details)
        if details.pop("draft") != self.opened or not self.hand:
            raise PlaceError("the draft was closed when another was opened")
        return getattr(self.hand, action)(**details)


def main() -> None:
    """Serve until the input ends, and end LibreOffice with it."""
    with Office(Path(sys.argv[1])) as office:
        desk = Desk(office)
        for line in sys.stdin:
            try:
                answer = {"done": desk.do(**json.loads(line))}
            except Exception as error:  # whatever LibreOffice throws is told to the test
                answer = {"error": str(error) if isinstance(error, PlaceError) else f"{type(error).__name__}: {error}"}
            print(json.dumps(answer), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
