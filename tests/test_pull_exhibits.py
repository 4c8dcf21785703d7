"""What is drawn from facts comes home as it went: charts, tables of facts and timelines of facts in a draft."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from briefing import pipeline
from briefing.model.texts import texts_of_project
from briefing.ooxml.xml import Element, name
from briefing.workspace import Workspace
from tests.editing import Hand, text_of
from tests.pullable import FACTS, pullable
from tests.returning import EVIDENCE, REFUSED, TAKEN, Sent, changes, difference, outcomes, send

EXHIBITS = """title: Exhibits
body:
  - chart:
      caption: Boats counted and *seen*
      alt: Two bars, of about 120 and of at least 90 boats.
      data:
        - {fact: boats, label: Boats on the list}
        - seen
      spec:
        title: Boats in the harbour
        mark: bar
        encoding:
          x: {field: value, type: quantitative}
          y: {field: label, type: nominal}
      source: The ministry [@boats] and the Gazette, as told.
  - table:
      caption: The same in figures
      facts: [boats, seen, harbour]
      columns: [label, {field: value, text: How many or how}, who]
      source: Figures from both papers.
  - table: {caption: Nothing but boats, facts: [boats, seen], source: The Gazette has them.}
  - timeline:
      caption: The end of it
      facts: [closing]
      events: [{date: 2025-03, text: 'Boats were counted [@boats].'}, {fact: closing}]
"""


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    root = pullable(tmp_path_factory.mktemp("exhibits"))
    (root / "sections/exhibits.yaml").write_text(EXHIBITS)
    brief = root / "brief.yaml"
    brief.write_text(brief.read_text().replace("outlook]", "outlook, exhibits]"))
    return send(root)


@pytest.fixture
def out(sent: Sent, tmp_path: Path) -> Sent:
    """The draft, and a copy of its workspace that a pull may change."""
    shutil.copytree(sent.root, tmp_path / "work")
    return Sent(tmp_path / "work", sent.data)


def test_the_workspace_is_sound(sent: Sent) -> None:
    assert pipeline.check(Workspace(sent.root)).diagnostics == ()


def test_every_text_of_the_document_has_a_home(sent: Sent) -> None:
    checked = pipeline.check(Workspace(sent.root))
    known = {(home.block, home.part): home for home in pipeline.document(checked).homes}
    drawn = {key: home.kind for key, home in known.items() if key[0].startswith("exhibits-")}
    assert {drawn["exhibits-1", part] for part in ("caption", "note")} == {"prose"}
    assert drawn["exhibits-2", "header-2"] == "prose"
    assert {drawn["exhibits-2", f"cell-{row}-{column}"] for row in (1, 2, 3) for column in (1, 2, 3)} == {"evidence"}
    assert [drawn["exhibits-4", f"event-{number}"] for number in (1, 2, 3)] == ["prose", "evidence", "evidence"]
    assert known["exhibits-4", "event-2"].address == ("body", 3, "timeline", "events", 1, "fact")
    assert known["exhibits-4", "event-3"].address == ("body", 3, "timeline", "facts", 0)
    assert {drawn["exhibits-1-data", f"cell-{row}-{column}"] for row in (1, 2) for column in range(1, 6)} == {"evidence"}
    assert known["exhibits-1-data", "cell-2-1"].address == ("seen",)
    texts = {(one.block, one.part) for one in texts_of_project(checked.project)}
    assert texts <= known.keys()


def test_what_nobody_touched_tells_nothing(out: Sent) -> None:
    before = out.yaml()
    assert changes(out.pull(out.data)) == []
    assert out.yaml() == before


def type_over(hand: Hand, paragraph: Element, words: str, new: str) -> None:
    """Type over words of a paragraph."""
    at = text_of(paragraph).index(words)
    hand.delete(paragraph, at, at + len(words))
    hand.insert(paragraph, at, new)


def saying(hand: Hand, words: str) -> list[Element]:
    """The paragraphs that say so, and nothing else."""
    return [one for one in hand.paragraphs() if text_of(one) == words]


def test_caption_and_source_note_of_a_chart_come_home(out: Sent) -> None:
    hand = out.hand()
    type_over(hand, hand.paragraph("Figure 1\u2002Boats"), "counted", "listed")
    hand.replace("as told", "as printed")
    found, lines = difference(out, hand)
    assert found == [(TAKEN, "wording"), (TAKEN, "wording")]
    assert lines == (
        "sections/exhibits.yaml\n"
        "-      caption: Boats counted and *seen*\n"
        "+      caption: Boats listed and *seen*\n"
        "-      source: The ministry [@boats] and the Gazette, as told.\n"
        "+      source: The ministry [@boats] and the Gazette, as printed."
    )


def test_a_heading_in_our_own_words_comes_home(out: Sent) -> None:
    hand = out.hand()
    hand.replace("How many or how", "How many or in which state")
    found, lines = difference(out, hand)
    assert found == [(TAKEN, "wording")]
    assert "text: How many or in which state}" in lines


def test_a_figure_that_was_drawn_from_a_fact_is_evidence(out: Sent) -> None:
    hand = out.hand()
    type_over(hand, saying(hand, "about 120")[0], "120", "130")
    found, lines = difference(out, hand)
    assert found == [(EVIDENCE, "text drawn from data")]
    assert lines == ""


def test_a_row_that_was_drawn_from_a_fact_comes_back(out: Sent) -> None:
    hand = out.hand()
    row = next(one for one in saying(hand, "Boats seen in the harbour")[0].iterancestors() if one.tag == name("tr"))
    hand.remove_row(row)
    found, lines = difference(out, hand)
    assert found == [(REFUSED, "text taken out")] * 3
    assert lines == ""


def test_an_event_that_was_drawn_from_a_fact_is_evidence(out: Sent) -> None:
    hand = out.hand()
    first, second = (
        one for one in hand.paragraphs() if "Day on which the harbour was closed" in text_of(one) and "2025" in text_of(one)
    )
    type_over(hand, first, "closed", "opened")
    hand.remove(second)
    found, lines = difference(out, hand)
    assert found == [(EVIDENCE, "text drawn from data"), (REFUSED, "text taken out")]
    assert lines == ""


def test_a_figure_of_the_annex_is_evidence(out: Sent) -> None:
    hand = out.hand()
    type_over(hand, saying(hand, "Boats on the list")[0], "list", "quay")
    assert outcomes(out.pull(hand)) == [(EVIDENCE, "text drawn from data")]


def test_a_fact_that_has_changed_meanwhile_is_no_edit(out: Sent) -> None:
    facts = out.root / "seeds/facts/boats.yaml"
    assert "label: Boats seen in the harbour" in FACTS
    facts.write_text(facts.read_text().replace("label: Boats seen in the harbour", "label: Boats that were seen"))
    assert changes(out.pull(out.data)) == []
