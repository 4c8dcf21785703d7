"""A sound workspace for tests of the way back from Word: every kind of block, of note and of YAML scalar, with comments between.

`Desk` is where its draft goes out from and comes home to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Any

from briefing.draft.reading import read_bytes
from briefing.draft.views import accepted
from briefing.pipeline import check, document
from briefing.pull.keeping import keep
from briefing.pull.units import units
from briefing.render.docx import to_docx
from briefing.returns import Asked, Returned, pull
from briefing.workspace import Workspace
from tests.libreoffice.client import Draft, Editor
from tests.workspaces import workspace

BRIEF = """# The brief of the boats.
id: boats-2025
title: The count of boats   # as agreed
subtitle: 'The count: its method and its limits'
date: 2025-04-02
information_cutoff: 2025-04-01
language: en-GB
abstract: >-
  The ministry has counted the boats,
  and the harbour has not.
source_summary:
  text: |
    Two papers, both dailies.
  drawn_from: {sources: 2, independent: 2, signed: 2, dated: 2, opinion: 0, originals_kept: 2, facts: 5, corroborated: 0,
    single_source: 5, disputed: 0, set_aside: 0}
sections: [points, findings, outlook]
"""

POINTS = """title: Key points
role: key-points
body:
  - list:
      # the main thing first
      - Boats were counted, the ministry says [@boats].
      - "The harbour: closed, the Herald says [@harbour/herald]."
"""

FINDINGS = """# What was found.
title: Findings
waive:
  sentence-is-cited: The fishermen are not sourced.
body:
  # the count
  - The ministry counted about 120 boats [@boats].
  - >-
    The ministry saw at least ninety boats in the harbour [@seen].
    They were counted *twice*, its spokesman says [@twice], and the harbour is closed
    [@harbour/herald].
    Fishermen call it **late**^[So one of them put it, on the quay.] and the mayor wise.
  - heading: What was said   # by whom, see below
  - 'The harbour is closed, the Herald says [@harbour/herald].'
  - |-
    The spokesman said: “We counted them twice.” [@twice]
    Nobody asked him why.
  - list:
      - Nets were mended.
      - 'Sails: gone, they say.'
      - >-
        Oars were lost, the fishermen say,
        and nobody has found them.
  - list:
      ordered: true
      items:
        - Count the boats.
        - Write down the number.
  - table:
      caption: Boats by place
      columns: [Measure, {text: Value, align: right}, Remark]
      rows:
        - [Boats counted, {fact: boats}, By hand]
        - # seen from the quay
          - Boats seen
          - fact: seen
          - Through glasses
        - [Oars, None, "Lost, it seems"]
      source: Figures from the Gazette.
      summary: What was counted and seen.
  - callout:
      kind: caution
      title: Read with care
      body:
        - Counting boats is hard.
        - Nobody counted the small ones.
"""

OUTLOOK = """title: Outlook
waive: {sentence-is-cited: The author was there.}
body:
  - The harbour may open again [@harbour/herald].
  - quote: {claim: twice}
  - judgment:
      text: It is likely that the harbour opens again.
      likelihood: likely
      confidence: low
      basis: One report of the Herald [@harbour/herald].
      alternatives: The harbour stays closed.
      indicators:
        - Boats leave the harbour.
        - Nets are sold.
      supports: [harbour]
  - timeline:
      caption: How it went
      events:
        - date: 2025-03
          text: The boats were counted [@boats].
        - fact: closing
          text: The harbour was closed [@closing].
      source: Dates as the papers give them.
  - Nets are sold at [the market](https://example.org/market).
  - |
    Nothing else is known.
"""

GAZETTE = """HEADLINE
The ministry says that about 120 boats were counted in March 2025.
A spokesman said: “We counted them twice.”
The ministry saw at least ninety boats, or twelve boats in all.
"""

HERALD = """HARBOUR CLOSED
The harbour is closed, the Herald has learnt.
It was closed on 20 March 2025.
"""

SOURCES = """gazette:
  type: article-newspaper
  title: Boats counted
  author: [{family: Ash, given: Ann}]
  container-title: The Gazette
  issued: 2025-04-01
  name: the Gazette
  lacks: URL
  kind: news
  descriptor: A daily.
  original: {file: gazette.txt, sha256: (of gazette.txt), exclude: [{lines: 1, what: headline}]}
herald:
  type: article-newspaper
  title: Harbour closed
  author: [{family: Bow, given: Ben}]
  container-title: The Herald
  issued: 2025-03-31
  name: the Herald
  lacks: URL
  kind: news
  descriptor: Another daily.
  original: {file: herald.txt, sha256: (of herald.txt), exclude: [{lines: 1, what: headline}]}
"""

FACTS = """boats:
  label: Boats counted in March 2025
  claims:
    - value: 120
      unit: boats
      bound: approx
      by: the ministry
      status: official_data
      source: gazette
      quote: about 120 boats were counted in March 2025
seen:
  label: Boats seen in the harbour
  claims:
    - value: 90
      unit: boats
      bound: min
      by: the ministry
      status: official_data
      source: gazette
      quote: The ministry saw at least ninety boats
twice:
  label: What the spokesman said of the count
  claims:
    - value: counted twice
      by: a spokesman of the ministry
      status: reported
      source: gazette
      quote: We counted them twice.
harbour:
  label: State of the harbour
  claims:
    - value: closed
      by: the Herald
      status: reported
      source: herald
      quote: The harbour is closed
closing:
  label: Day on which the harbour was closed
  claims:
    - value: 2025-03-20
      by: the Herald
      status: reported
      source: herald
      quote: It was closed on 20 March 2025
"""

FILES = {
    "brief.yaml": BRIEF,
    "sections/points.yaml": POINTS,
    "sections/findings.yaml": FINDINGS,
    "sections/outlook.yaml": OUTLOOK,
    "seeds/sources/gazette.yaml": SOURCES,
    "seeds/facts/boats.yaml": FACTS,
    "seeds/originals/gazette.txt": GAZETTE,
    "seeds/originals/herald.txt": HERALD,
}
"""The texts of the workspace by path, but for the fingerprints of the originals."""


def pullable(root: Path) -> Path:
    """The workspace in `root`."""
    return workspace(root, {name: text.encode() for name, text in FILES.items()})


# The desk ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Desk:
    """A workspace whose draft is out with editors, who work in LibreOffice."""

    root: Path
    draft: Path
    """As it was sent, and is known to have been."""
    editor: Editor

    @property
    def workspace(self) -> Workspace:
        return Workspace(self.root)

    def edited(
        self,
        script: Callable[[Draft], object],
        *,
        tracked: bool = True,
        author: str = "Ann Ash",
        path: Path | None = None,
        name: str = "edited.docx",
        through_odt: bool = False,
    ) -> Path:
        """The draft, or the file at `path`, after what an editor did to it."""
        draft = self.editor.open(path or self.draft, tracked=tracked, author=author)
        script(draft)
        return draft.save(self.root.parent / name, through_odt=through_odt)

    def pull(self, *paths: Path, apply: bool = False, **asked: Any) -> Returned:
        return pull(self.workspace, paths, Asked(**asked), apply=apply, again=lambda: ())

    def rebuilt(self) -> bytes | None:
        """The draft that the YAML of today makes; none where it has mistakes now."""
        return built(self.workspace)

    def change(self, path: str, *changes: tuple[str, str]) -> None:
        """What the analyst does to a file meanwhile: each text, which is there once, becomes the other."""
        text = (self.root / path).read_text()
        for before, after in changes:
            assert text.count(before) == 1, f"{before!r} is not there once"
            text = text.replace(before, after)
        (self.root / path).write_text(text)

    def files(self) -> dict[str, str]:
        """What is in the YAML files now."""
        return texts_in(self.root)


def built(workspace: Workspace) -> bytes | None:
    """The draft of a workspace, if there is no mistake in it."""
    checked = check(workspace)
    return None if checked.fails(strict=False) else to_docx(document(checked), workspace)


def sent(root: Path, draft: Path) -> None:
    """Build the draft of the workspace in `root`, and remember it."""
    data = built(Workspace(root))
    assert data is not None, "there is no mistake in it"
    keep(Workspace(root), data)
    draft.write_bytes(data)


def texts_in(root: Path) -> dict[str, str]:
    return {str(path.relative_to(root)): path.read_text() for path in sorted(root.rglob("*.yaml"))}


# What is told ------------------------------------------------------------------------------------------------------------


def told(found: Returned) -> str:
    """The changes of all drafts, a line each."""
    return "\n".join(f"{one.outcome.value}: {one.what} in {one.where}" for draft in found.drafts for one in draft.changes)


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """The lines that differ between two states of files, under the name of each file."""
    lines: list[str] = []
    for path in sorted({*before, *after}):
        old, new = (files.get(path, "").splitlines(keepends=True) for files in (before, after))
        differing = [line.rstrip("\n") for line in unified_diff(old, new, n=0) if not line.startswith(("---", "+++", "@@"))]
        lines += [path, *differing] if differing else []
    return "\n".join(lines)


def shown(data: bytes) -> list[str]:
    """What a reader of a draft reads before its annexes, all changes accepted: the characters of each paragraph.

    Who joins two paragraphs in Word leaves no space between them, and a pull puts one in; so spaces are left out.
    """
    texts = ["".join(unit.text.split()) for unit in units(accepted(read_bytes(data).body)) if not unit.is_empty]
    return texts[: texts.index("Sources")]
