"""What a note shows of the claims that it cites."""

from __future__ import annotations

from pathlib import Path

from briefing import pipeline
from briefing.document import Note, plain
from briefing.workspace import Workspace
from tests.workspaces import workspace

DISPUTED = """boats:
  label: Boats counted
  claims:
    - value: 120
      unit: boats
      bound: approx
      by: the ministry
      as_of: March 2025
      status: official_data
      source: gazette
      quote: about 120 boats
    - {id: other, value: counted twice, status: reported, source: gazette, quote: We counted them twice}
  resolution: {decision: not-comparable, note: The count may hold each boat twice}
"""
WARNED = """boats:
  label: Boats counted
  claims:
    - {value: 120, unit: boats, bound: approx, by: the ministry, status: official_data, source: gazette, quote: about 120 boats}
  caution: '*Perhaps* each boat was counted twice'
"""


def notes(root: Path, text: str, facts: str) -> tuple[Note, ...]:
    files = {"seeds/facts/boats.yaml": facts.encode(), "sections/findings.yaml": f"title: Findings\nbody:\n  - {text}\n".encode()}
    checked = pipeline.check(Workspace(workspace(root, files)))
    assert not checked.fails(strict=False), checked.diagnostics
    return pipeline.document(checked).notes


def test_a_claim_is_told_with_its_words_its_voice_and_its_place(tmp_path: Path) -> None:
    (note, *_) = notes(tmp_path, "The ministry counted about 120 boats [@boats/gazette].", DISPUTED)
    (one,) = [one for one in note.evidence if one.claim == "boats/gazette"]
    assert (one.question, one.statement, one.quotation) == (
        "Boats counted",
        "about 120\u00a0boats (March 2025)",
        "about 120 boats",
    )
    assert (one.source, one.who, one.place, one.standing) == ("gazette", "the Gazette, citing the ministry", "para.\u00a01", "")


def test_what_the_note_does_not_cite_is_told_beside_what_it_cites(tmp_path: Path) -> None:
    (alone, *_) = notes(tmp_path / "a", "The ministry counted them twice [@boats/other].", DISPUTED)
    (one,) = alone.evidence
    assert [(other.who, plain(other.what)) for other in one.others] == [
        ("the Gazette (para.\u00a01), citing the ministry", "about 120\u00a0boats (March 2025)")
    ]
    (both, *_) = notes(
        tmp_path / "b", "It counted about 120 boats, or twice [@boats/gazette; @boats/other; @boats/other].", DISPUTED
    )
    assert [(one.claim, one.others) for one in both.evidence] == [("boats/gazette", ()), ("boats/other", ())]
    assert {one.treatment for one in (*alone.evidence, *both.evidence)} == {"The count may hold each boat twice."}


def test_a_warning_is_told_without_a_form(tmp_path: Path) -> None:
    (note, *_) = notes(tmp_path, "The ministry counted about 120 boats, perhaps twice [@boats].", WARNED)
    (one,) = note.evidence
    assert (one.others, one.treatment) == ((), "Perhaps each boat was counted twice.")


def test_an_authors_note_has_the_evidence_that_it_cites(tmp_path: Path) -> None:
    text = "The ministry counted about 120 boats in March 2025^[So [@boats] says.]; it may have counted twice^[Or not.]."
    told = notes(tmp_path, text, DISPUTED)
    assert [[one.claim for one in note.evidence] for note in told[:2]] == [["boats/gazette", "boats/other"], []]
