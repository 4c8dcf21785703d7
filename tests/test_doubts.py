"""What drafts tell their editors: doubts in plain words, each once and where it belongs, and the comments that wait."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.check.doubts import Doubt, doubts
from briefing.check.reviews import located
from briefing.compose.remarks import remarks
from briefing.compose.terms import terms_of
from briefing.document import Answer, Remark
from briefing.load import load
from briefing.model.brief import Project
from briefing.model.review import AUTHOR
from briefing.model.texts import texts_of_project
from briefing.workspace import Workspace
from tests.test_reviews import HARBOUR, harbour

ROOT = Path(__file__).resolve().parent.parent


def read(root: Path, **files: str) -> Project:
    """The harbour with these files, by their folder or by `brief`, and nothing wrong with their form."""
    paths = {"brief": "brief.yaml", "findings": "sections/findings.yaml", "facts": "seeds/facts/more.yaml"}
    loaded = load(harbour(root, {paths.get(key, f"{key}/it.yaml"): text for key, text in files.items()}))
    assert loaded.diagnostics == ()
    return loaded.project


def section(root: Path, body: str, facts: str = "") -> list[Doubt]:
    files = {"findings": f"title: Findings\nbody:\n{body}"} | ({"facts": facts} if facts else {})
    project = read(root, **files)
    return doubts(project, terms_of(project).value)


def told(found: list[Doubt]) -> list[str]:
    return [one.text for one in found]


def test_what_is_disclosed_is_told_with_what_the_brief_makes_of_it(tmp_path: Path) -> None:
    (found,) = section(tmp_path, "  - The talks lasted two hours or five [@talks-length].\n")
    assert found == Doubt(
        "findings-1",
        "",
        "dispute",
        "Sources differ on “Length of the talks”: about 2 hours (the Gazette); 5 hours (the Echo). "
        "The brief tells the difference: Neither says who looked at a clock.",
    )


def test_a_long_answer_is_cut_as_a_text_is(tmp_path: Path) -> None:
    project = read(tmp_path, findings="title: Findings\nbody:\n  - The talks lasted two hours or five [@talks-length].\n")
    (found,) = doubts(project, lambda claim: f"{claim.source} {'says ' * 20}")
    cut = f"gazette {'says ' * 14}s…"
    assert len(cut) == 80
    assert cut in found.text and "..." not in found.text


FACTS = """
depth:
  label: Depth of the port
  claims:
    - {value: 12, unit: m, status: reported, source: gazette, quote: a port of 12 metres, %s}
    - {value: 14, unit: m, status: reported, source: echo, quote: it is 14 metres deep, %s}
%s"""


@pytest.mark.parametrize(
    ("one", "other", "resolution", "does"),
    [
        ("rank: normal", "rank: normal", "", "Nobody has decided yet what the brief is to make of it."),
        (
            *("rank: preferred", "rank: normal"),
            "  resolution: {decision: prefer, note: 'It has seen the chart [@fish].'}\n",
            "The brief follows 12 m: It has seen the chart.",
        ),
        ("rank: normal", "rank: deprecated, reason: A slip", "", "The brief follows 12 m: A slip."),
        (
            *("as_of: low water", "as_of: high water"),
            "  resolution: {decision: not-comparable, note: The tide.}\n",
            "The brief takes them as answers to different questions: The tide.",
        ),
    ],
)
def test_every_way_to_deal_with_a_difference_has_its_words(
    one: str, other: str, resolution: str, does: str, tmp_path: Path
) -> None:
    found = section(
        tmp_path, "  - How deep it is, the Gazette and the Echo do not agree [@depth].\n", FACTS % (one, other, resolution)
    )
    says = "Sources differ on “Depth of the port”: 12 m (the Gazette); 14 m (the Echo). "
    assert told(found) == [says + does]


def test_answers_that_can_both_be_right_are_no_doubt(tmp_path: Path) -> None:
    resolution = "  resolution: {decision: compatible, note: The tide.}\n"
    body = "  - How deep it is, the Gazette and the Echo tell [@depth].\n"
    assert section(tmp_path, body, FACTS % ("rank: normal", "rank: normal", resolution)) == []


def test_a_source_that_contradicts_itself_is_told_so(tmp_path: Path) -> None:
    facts = (FACTS % ("id: one", "id: two", "")).replace("echo", "gazette")
    (found,) = section(tmp_path, "  - How deep it is, the Gazette does not agree with itself [@depth].\n", facts)
    assert found.text.startswith("The Gazette gives more than one answer on “Depth of the port”: 12")


def test_a_difference_is_told_at_length_once(tmp_path: Path) -> None:
    found = section(tmp_path, "  - Two hours or five [@talks-length].\n  - Once more [@talks-length].\n")
    assert [(one.block, len(one.text) > 100) for one in found] == [("findings-1", True), ("findings-2", False)]
    assert found[1].text == "Sources differ on “Length of the talks”, as remarked above."


def test_one_source_alone_is_told_where_the_text_does_not_name_it(tmp_path: Path) -> None:
    body = "  - Boats and duties [@boats; @duties], good news [@verdict].\n  - Boats, the Gazette says [@boats].\n"
    assert [(one.block, one.kind, one.text) for one in section(tmp_path, body)] == [
        (
            "findings-1",
            "single source",
            "Only the Gazette says this, and is not named here: Boats in the harbour; Rise of the duties.",
        ),
        ("findings-1", "single source", "Only the Echo says this, and is not named here: Verdict on the talks."),
    ]


def test_a_copy_is_no_second_source(tmp_path: Path) -> None:
    facts = (FACTS % ("rank: normal", "rank: normal", "")).replace("echo", "reprint").replace("14", "12")
    assert told(section(tmp_path, "  - It is deep [@depth].\n", facts)) == [
        "Only the Gazette and the reprint (one voice) say this, and are not named here: Depth of the port."
    ]


def test_an_exhibit_has_one_remark_at_its_caption(tmp_path: Path) -> None:
    body = """
  - table:
      caption: Boats
      columns: [What, How many]
      rows: [[Boats, {fact: boats}], ["Duties [@duties]", "25"], [Hours, {fact: talks-length}]]
      source: Ours.
  - facts: [grant]
"""
    assert [(one.block, one.part, one.kind) for one in section(tmp_path, body)] == [
        ("findings-1", "caption", "dispute"),
        ("findings-1", "caption", "single source"),
    ]


def test_waivers_in_force_are_told_with_their_reasons(tmp_path: Path) -> None:
    facts = """
width:
  label: Width of the quay
  waive: {dispute-is-disclosed: Nobody asks.}
  claims:
    - value: 10
      unit: m
      status: reported
      source: gazette
      quote: a width of 10 metres
      waive: {value-stands-in-quotation: It is short.}
"""
    findings = """
title: Findings
waive: {sentence-is-cited: {reason: Our view, until: "2026-01"}, number-is-carried: {reason: Old., until: "2024"}}
body:
  - list: ["The Gazette measured the quay [@width].", "It is wide, by the Gazette [@width]."]
    waive: {name-is-known: A nickname.}
"""
    project = read(tmp_path, findings=findings, facts=facts)
    found = [one for one in doubts(project, terms_of(project).value) if one.kind == "waiver"]
    assert [(one.block, one.part, one.text.partition("Reason: ")[2]) for one in found] == [
        ("findings", "", "Our view. It holds until January 2026."),
        ("findings-1", "item-1", "A nickname."),
        ("findings-1", "item-1", "Nobody asks."),
        ("findings-1", "item-1", "It is short."),
        ("findings-1", "item-2", "Nobody asks."),
        ("findings-1", "item-2", "It is short."),
    ]
    assert found[0].text.startswith("A check was waived here: “Every sentence")
    assert found[2].text.startswith("A check of “Width of the quay” was waived here: “")


# Remarks --------------------------------------------------------------------------------------------------------------------

REVIEWS = """
late: {author: Bo Bee, section: findings, words: quay, text: "Which quay?"}
early:
  author: Ann Ash
  date: 2025-04-02T10:00:00Z
  section: findings
  block: findings-1
  words: two hours
  text: Who says so?
  answers: [{author: Bo Bee, date: "2025-04-03", text: The Gazette.}]
top: {author: Ann Ash, section: brief, near: The harbour, text: Of Sandwick}
point: {author: Ann Ash, section: more, text: Too short}
"""
BRIEF = (HARBOUR["brief.yaml"] or b"").decode().replace("[findings]", "[findings, more]")
MORE = "title: More\nrole: key-points\nbody: ['The talks were long, the Echo says [@talks-length/echo].']\n"


def joined(project: Project) -> tuple[Remark, ...]:
    places = [(review, located(review, project)) for review in project.reviews.values()]
    found = doubts(project, terms_of(project).value)
    return remarks(project, found, [(review, place) for review, place in places if place is not None])


def test_remarks_come_in_reading_order_the_program_before_the_editors(tmp_path: Path) -> None:
    body = "  - Two hours or five, and boats [@talks-length; @boats].\n  - The quay.\n"
    place = harbour(
        tmp_path,
        {
            "brief.yaml": BRIEF,
            "sections/findings.yaml": f"title: Findings\nbody:\n{body}",
            "sections/more.yaml": MORE,
            "reviews/it.yaml": REVIEWS,
        },
    )
    found = joined(load(place).project)
    assert [(one.block, one.part, one.author, one.date) for one in found] == [
        ("brief", "title", "Ann Ash", ""),
        ("more", "", "Ann Ash", ""),
        ("more-1", "", AUTHOR, "2025-04-02"),
        ("findings-1", "", AUTHOR, "2025-04-02"),
        ("findings-2", "", "Bo Bee", ""),
    ]
    both = next(one for one in found if one.author == AUTHOR and one.block == "findings-1")
    assert both.text.splitlines() == [
        "Sources differ on “Length of the talks”, as remarked above.",
        "Only the Gazette says this, and is not named here: Boats in the harbour.",
    ]


def test_a_comment_goes_out_again_with_its_answers(tmp_path: Path) -> None:
    body = "  - It took Two hours, two hours in all [@talks-length].\n"
    project = read(
        tmp_path, findings=f"title: Findings\nbody:\n{body}", reviews=REVIEWS.replace("section: more", "section: brief")
    )
    (found,) = [one for one in joined(project) if one.text == "Who says so?"]
    assert found == Remark(
        *("findings-1", "", "two hours", "Ann Ash", "2025-04-02T10:00:00Z", "Who says so?"),
        (Answer("Bo Bee", "2025-04-03", "The Gazette."),),
    )


def test_words_that_are_gone_are_not_marked(tmp_path: Path) -> None:
    reviews = "one: {author: Ann, section: findings, near: It took, words: three hours, text: Three}\n"
    project = read(tmp_path, findings="title: Findings\nbody: ['It took two hours [@talks-length].']\n", reviews=reviews)
    assert [(one.quote, one.block) for one in joined(project) if one.author == "Ann"] == [("", "findings-1")]


def test_this_brief_has_a_bearable_number_of_remarks() -> None:
    project = load(Workspace(ROOT)).project
    texts = {(one.block, one.part) for one in texts_of_project(project)}
    found = joined(project)
    assert 0 < len(found) <= 50
    assert {(one.block, one.part) for one in found} <= texts
    assert max(len(one.text) for one in found) < 2000
