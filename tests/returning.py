"""A workspace whose draft is sent, edited and pulled: what the tests of the way back from Word share."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from briefing import pipeline, returns
from briefing.draft.reading import read_bytes
from briefing.draft.views import accepted
from briefing.load import load
from briefing.model.markup import Prose, targets
from briefing.model.texts import texts_of_project
from briefing.pull.changes import Change, Outcome
from briefing.pull.keeping import keep
from briefing.pull.units import units
from briefing.render.docx import to_docx
from briefing.report.pulled import as_json
from briefing.workspace import Workspace
from tests.editing import Hand
from tests.pullable import changed

_WHITE = re.compile(r"[ \t\r\n]+")
_ANNEXES = ("Sources", "Where the sources differ")

FINDINGS = "sections/findings.yaml"
COUNTED = "  - The ministry counted about 120 boats [@boats]."
TAKEN, ALREADY, EVIDENCE, REFUSED = Outcome.TAKEN, Outcome.ALREADY, Outcome.EVIDENCE, Outcome.REFUSED
CONFLICT, UNSURE, COMMENT = Outcome.CONFLICT, Outcome.UNSURE, Outcome.COMMENT


@dataclass
class Sent:
    """A draft of a workspace, sent to an editor."""

    root: Path
    data: bytes = field(repr=False)

    def hand(self, **who: str | bool) -> Hand:
        """An editor who has the draft open."""
        return Hand(self.data, **who)  # type: ignore[arg-type]

    def pull(self, *returned: bytes | Hand, apply: bool = True, **asked: object) -> returns.Returned:
        """Pull what came back."""
        paths = []
        for number, one in enumerate(returned, 1):
            paths.append(self.root / f"returned-{number}.docx")
            paths[-1].write_bytes(one if isinstance(one, bytes) else one.saved())
        wanted = returns.Asked(**asked)  # type: ignore[arg-type]
        return returns.pull(Workspace(self.root), paths, wanted, apply=apply, again=lambda: ())

    def yaml(self) -> dict[str, str]:
        """Every file of the workspace that a pull may change."""
        found = [self.root / "brief.yaml", *sorted(self.root.glob("sections/*")), *sorted(self.root.glob("reviews/*"))]
        return {str(path.relative_to(self.root)): path.read_bytes().decode() for path in found}


def send(root: Path) -> Sent:
    """Build the draft of a workspace, and keep it as `briefing build` does."""
    data = built(root)
    keep(Workspace(root), data)
    return Sent(root, data)


def built(root: Path) -> bytes:
    """The draft of a workspace as it is now."""
    place = Workspace(root)
    return to_docx(pipeline.document(pipeline.check(place)), place)


def shown(data: bytes) -> list[str]:
    """What a draft shows, all changes accepted: its paragraphs before the annexes, without white space that no reader sees."""
    return list(_until_annexes(data))


def _until_annexes(data: bytes) -> Iterator[str]:
    for unit in units(accepted(read_bytes(data).body)):
        if unit.paragraph.outline == 1 and unit.text in _ANNEXES:
            return
        if not unit.is_empty:
            yield visible(unit.text)


def visible(text: str) -> str:
    """A text with white space as a reader sees it."""
    return _WHITE.sub(" ", text).strip(" ")


def citations(root: Path) -> list[str]:
    """Everything that the texts of a workspace cite, in any order."""
    project = load(Workspace(root)).project
    texts = [one.text for one in texts_of_project(project) if isinstance(one.text, Prose)]
    return sorted(str(target) for text in texts for target in targets(text))


def outcomes(found: returns.Returned) -> list[tuple[Outcome, str]]:
    """What became of each change, with what it is."""
    return [(one.outcome, one.what) for one in changes(found)]


def changes(found: returns.Returned) -> list[Change]:
    """Every change of every draft."""
    return [one for draft in found.drafts for one in draft.changes]


def reported(found: returns.Returned) -> list[str]:
    """What the report for machines says that editors wrote."""
    data = json.loads(as_json(found.drafts, found.findings, written=list(found.texts), applied=True))
    return [change["after"] for draft in data["drafts"] for change in draft["changes"]]


def difference(desk: Sent, *returned: Hand) -> tuple[list[tuple[Outcome, str]], str]:
    """What became of each change, and the lines that differ afterwards."""
    before = desk.yaml()
    found = desk.pull(*returned)
    return outcomes(found), changed(before, desk.yaml())


def do_all(hand: Hand) -> None:
    """A change of wording, a paragraph taken out, a new one."""
    hand.replace("counted about", "saw about", "The ministry counted")
    hand.remove(hand.paragraph("Nets were mended"))
    hand.add_after(hand.paragraph("The harbour is closed, the Herald says."), "The quay is empty.")


def forget(desk: Sent) -> None:
    """What was sent is not known here any more."""
    shutil.rmtree(desk.root / ".briefing/drafts")


def saved(desk: Sent, hand: Hand, file: str = "returned.docx") -> Path:
    """The file of an editor, beside the workspace."""
    path = desk.root.parent / file
    path.write_bytes(hand.saved())
    return path
