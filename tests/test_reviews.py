"""Comments of editors: the names of texts are those of drafts, a comment finds its text again, and none is forgotten."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from briefing import pipeline
from briefing.check.reviews import Place, located
from briefing.document import Document
from briefing.load import load
from briefing.model.base import Text
from briefing.model.brief import Project
from briefing.model.markup import Prose
from briefing.model.review import Review
from briefing.model.texts import texts_of, texts_of_project
from briefing.ooxml.anchors import anchor
from briefing.ooxml.xml import name
from briefing.render.docx import to_docx
from briefing.report.diagnostics import short
from briefing.source import Mapping as MappingNode
from briefing.source import Node, Sequence
from briefing.stamp import take
from briefing.workspace import Workspace
from tests.records import record
from tests.textcases import Case, lay_out, read_cases, rewrite
from tests.workspaces import workspace

FOLDER = Path(__file__).parent / "cases"
HARBOUR = read_cases(FOLDER / "text/_start.md")[0].files
CASES = read_cases(FOLDER / "reviews/reviews.md")

EVERY_KIND = """
title: Every *kind*
body:
  - A bare paragraph \\*1 [@fish].
  - heading: A heading
  - paragraph: Short form [@fish].
  - paragraph: {text: "Long form [@fish]."}
    waive: {sentence-is-cited: No matter.}
  - list: ["One [@fish].", "Two [@fish]."]
  - list: {ordered: true, items: ["First [@fish].", "Second [@fish]."]}
  - facts: [fish, talks-length/echo]
  - table:
      caption: A table [@fish]
      columns: [Year, {text: Catch, align: decimal}]
      rows: [["2024", {fact: fish}], ["2023 [@fish]", not given]]
      source: Of the ministry [@fish].
  - quote: {claim: word, lead: "The mayor, leaving"}
  - quote: {claim: word}
  - callout: {kind: note, title: A remark, body: ["Body one [@fish].", "Body two [@fish]."]}
  - judgment:
      text: Catches are likely to fall.
      likelihood: likely
      confidence: low
      basis: One count [@fish].
      alternatives: They may rise [@fish].
      indicators: [More boats, Fewer boats]
      supports: [fish, boats]
  - judgment:
      {text: Rain is unlikely., likelihood: unlikely, confidence: high, basis: "The sky [@fish].", alternatives: [Snow, Hail],
       indicators: Clouds, supports: [fish]}
  - timeline:
      caption: What came when [@fish]
      events:
        - {date: "2026", text: "The last thing [@fish]."}
        - {fact: talks-date, text: The talks.}
        - {date: "2024-05", text: "The first thing [@fish]."}
      source: From the Gazette [@fish].
  - timeline: {caption: Nothing more, events: [{date: "2024", text: "It began [@fish]."}]}
  - figure: {image: map.png, alt: A map, caption: "A map [@fish]", source: Ours.}
"""
MANIFEST = """
id: harbour-2025
title: The harbour of Sandwick
subtitle: What we know
abstract: Shortly said.
date: "2025-04-02"
information_cutoff: "2025-04-01"
language: en-GB
sections: [every_kind]
source_summary: {text: Three sources., drawn_from: {sources: 3}}
"""


def picture() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (8, 8)).save(data, "PNG")
    return data.getvalue()


def harbour(root: Path, files: Mapping[str, str | bytes]) -> Workspace:
    given = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}
    lay_out({**HARBOUR, **given}, root)
    return Workspace(root)


@pytest.fixture(scope="module")
def every_kind(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    files: dict[str, str | bytes] = {"brief.yaml": MANIFEST, "sections/every_kind.yaml": EVERY_KIND, "map.png": picture()}
    return harbour(tmp_path_factory.mktemp("every"), files)


def follow(node: Node, address: tuple[str | int, ...]) -> Node:
    for step in address:
        if isinstance(step, int):
            assert isinstance(node, Sequence)
            node = node.items[step]
        else:
            assert isinstance(node, MappingNode)
            below = node.get(step)
            assert below is not None, f"no {step}"
            node = below
    return node


# Texts and their names ------------------------------------------------------------------------------------------------------


def test_the_address_of_a_text_leads_to_its_very_value(every_kind: Workspace) -> None:
    project = load(every_kind).project
    assert project.manifest is not None
    tops = {"brief.yaml": project.manifest.node, "sections/every_kind.yaml": project.sections[0].node}
    texts = list(texts_of_project(project))
    assert len(texts) > 50
    for one in texts:
        assert follow(tops[one.node.file.path], one.address) is one.node, one
        assert one.text is None or (one.text.node is one.node and str(one.text) == one.node.text), one


def test_texts_that_evidence_makes_name_it(every_kind: Workspace) -> None:
    texts = {(one.block, one.part): one for one in texts_of_project(load(every_kind).project)}
    drawn = {place: [*map(str, one.names)] for place, one in texts.items() if one.text is None}
    assert drawn == {
        ("every-kind-7", "item-1"): ["fish"],
        ("every-kind-7", "item-2"): ["talks-length/echo"],
        ("every-kind-8", "cell-1-2"): ["fish"],
        ("every-kind-9", "text"): ["word"],
        ("every-kind-10", "text"): ["word"],
        ("every-kind-10", "attribution"): ["word"],
        ("every-kind-12", "detail-1-1"): [],
        ("every-kind-13", "detail-1-1"): [],
    }
    assert [*map(str, texts["every-kind-12", "statement"].names)] == ["fish", "boats"]
    assert [*map(str, texts["every-kind-14", "event-2"].names)] == ["talks-date"]


def test_drafts_draw_every_text_under_its_name_and_in_this_order(every_kind: Workspace, tmp_path: Path) -> None:
    checked = pipeline.check(every_kind)
    drawn = paragraphs(pipeline.document(checked), every_kind, tmp_path)
    texts = list(texts_of_project(checked.project))
    names = [anchor(one.block, one.part) for one in texts]
    assert [one for one in drawn if one in names] == names
    for one, bookmark in zip(texts, names, strict=True):
        if one.text is not None:
            said = one.text.words if isinstance(one.text, Prose) else str(one.text)
            assert letters(said) in letters(drawn[bookmark]).replace("(55–80%)", "").replace("(20–45%)", ""), one


def paragraphs(document: Document, place: Workspace, folder: Path) -> dict[str, str]:
    """The text of the paragraph in which each bookmark of ours begins, in the order of the file."""
    path = folder / "draft.docx"
    path.write_bytes(to_docx(document, place))
    body = etree.fromstring(ZipFile(path).read("word/document.xml"))
    found = {}
    for paragraph in body.iter(name("p")):
        text = "".join(run.text or "" for run in paragraph.iter(name("t")))
        for mark in paragraph.iter(name("bookmarkStart")):
            found[str(mark.get(name("name")))] = text
    return found


def letters(text: str) -> str:
    return "".join(text.split())


def test_a_block_keeps_its_number_where_one_before_it_is_broken(tmp_path: Path) -> None:
    section = "title: It\nbody:\n  - One.\n  - {tabel: 3}\n  - Three.\n"
    project = load(harbour(tmp_path, {"sections/findings.yaml": section})).project
    found = [(one.block, one.address) for one in texts_of(project.sections[0], project.facts)]
    assert found == [("findings", ("title",)), ("findings-1", ("body", 0)), ("findings-3", ("body", 2))]


# Where a comment belongs ----------------------------------------------------------------------------------------------------

SECTION = """
title: Findings
body:
  - The port handled an *estimated* 3,001 tonnes of fish in 2024, the ministry says [@fish].
  - It was once a quay. The boats came later, all of them.
  - table:
      caption: What was caught
      columns: [Year, Catch]
      rows: [["2024", {fact: fish}], ["2023", not given], ["2022", not given]]
      source: Of the ministry.
  - The boats were counted in 36 harbours, at least 126 of them.
  - The boats were counted again.
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return load(harbour(tmp_path_factory.mktemp("harbour"), {"sections/findings.yaml": SECTION})).project


def review(**fields: str) -> Review:
    given = {"author": "Ann", "text": "Why?", "section": "findings", **fields}
    lines = "".join(f"  {key}: '{value}'\n" for key, value in given.items())
    return record(Review, f"it:\n{lines}", "it")


def where(place: Place | None) -> tuple[str, str, str] | None:
    """Block, part, and the words of the file that the comment is about."""
    if place is None:
        return None
    return place.block, place.part, str(place.text.text or "")[place.start : place.end]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"block": "findings-1", "words": "fish in 2024"}, ("findings-1", "", "fish in 2024")),
        ({"block": "findings-1", "words": "an estimated 3,001"}, ("findings-1", "", "an *estimated* 3,001")),
        ({"block": "findings-1", "words": "ministry says."}, ("findings-1", "", "ministry says [@fish].")),
        ({"block": "findings-1", "near": "The port handled"}, ("findings-1", "", "")),
        ({"block": "findings-1"}, ("findings-1", "", "")),
        ({}, ("findings", "", "")),
        ({"section": "brief", "words": "harbour"}, ("brief", "title", "harbour")),
        ({"block": "findings-3", "words": "What"}, ("findings-3", "caption", "What")),
        ({"block": "findings-3", "words": "not given", "near": "What was"}, ("findings-3", "cell-2-2", "not given")),
        ({"block": "findings-3", "words": "not given", "part": "cell-3-2"}, ("findings-3", "cell-3-2", "not given")),
        ({"block": "findings-3", "words": "3,001 t", "part": "cell-1-2"}, ("findings-3", "cell-1-2", "")),
    ],
    ids=str,
)
def test_a_comment_is_found_where_it_was_made(project: Project, fields: dict[str, str], found: tuple[str, str, str]) -> None:
    assert where(located(review(**fields), project)) == found


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        # the words stand in one block only
        ({"block": "findings-9", "words": "at least 126"}, ("findings-4", "", "at least 126")),
        # another block has its number now, and holds the words by chance
        ({"block": "findings-2", "words": "boats", "near": "The boats were"}, ("findings-4", "", "boats")),
        # the words are gone, and the beginning was changed a little
        ({"block": "findings-9", "words": "37", "near": "The boats were counted in 37 harbours"}, ("findings-4", "", "")),
        # several begin as it did: one holds the words, or has its number still
        ({"block": "findings-9", "words": "again", "near": "The boats were"}, ("findings-5", "", "again")),
        ({"block": "findings-5", "near": "The boats were"}, ("findings-5", "", "")),
        # several hold the words, one begins alike
        ({"block": "findings-9", "words": "boats", "near": "It is once a quay"}, ("findings-2", "", "boats")),
    ],
    ids=str,
)
def test_a_comment_is_found_where_its_text_has_gone(
    project: Project, fields: dict[str, str], found: tuple[str, str, str]
) -> None:
    assert where(located(review(**fields), project)) == found


@pytest.mark.parametrize(
    "fields",
    [
        {"block": "findings-9"},
        {"block": "findings-9", "words": "boats"},
        {"block": "findings-1", "words": "a whale", "near": "Nothing of this is there"},
        {"section": "elsewhere", "words": "fish in 2024"},
    ],
    ids=str,
)
def test_what_cannot_be_told_is_not_guessed(project: Project, fields: dict[str, str]) -> None:
    assert located(review(**fields), project) is None


@given(st.data())
def test_any_words_that_a_reader_sees_are_found_where_they_stand(project: Project, data: st.DataObject) -> None:
    texts = [one for one in texts_of(project.sections[0], project.facts) if isinstance(one.text, Prose)]
    chosen = data.draw(st.sampled_from(texts))
    assert isinstance(chosen.text, Prose)
    seen = chosen.text.words
    start = data.draw(st.integers(0, len(seen) - 1).filter(lambda at: not seen[at].isspace()))
    words = seen[start : data.draw(st.integers(start + 1, len(seen)))].strip().replace("'", "''")
    place = located(review(block=chosen.block, part=chosen.part, words=words), project)
    assert place is not None
    assert place.text.address == chosen.address
    value = Prose(chosen.text.node)[place.start : place.end]
    assert letters(words) == letters(value.replace("*", "").replace("[@fish]", ""))


# What is told of them -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case, tmp_path: Path, update: bool) -> None:
    found = short(pipeline.check(Workspace(workspace(tmp_path, case.files))).diagnostics)
    if update:
        rewrite(case, found)
    assert found == case.expected


def test_an_open_comment_points_at_the_words_and_at_its_record(tmp_path: Path) -> None:
    given: dict[str, bytes | None] = {
        "reviews/ann.yaml": b"ann-1: {author: Ann Ash, section: findings, words: about 120 boats, text: Who says so?}\n"
    }
    (found,) = pipeline.check(Workspace(workspace(tmp_path, given))).diagnostics
    assert str(found.span) == "sections/findings.yaml:3:26"
    assert [str(one.span) for one in found.related] == ["reviews/ann.yaml:1:1"]


@pytest.mark.parametrize(
    ("written", "resolved"),
    [("true", True), ("yes", True), ("Added the source.", True), ("false", False), ("no", False), ("No", False), ("Off", False)],
)
def test_no_is_no_answer(written: str, resolved: bool) -> None:
    text = f"it: {{author: Ann, section: findings, text: Why?, resolved: {written}}}\n"
    one = record(Review, text, "it")
    assert one.is_resolved is resolved
    assert isinstance(one.resolved, Text) == (" " in written)


def test_a_broken_review_keeps_no_other_check_from_its_work(tmp_path: Path) -> None:
    more = b"""
unused:
  label: Boats nobody tells of
  claims:
    - {value: 12, unit: boats, status: reported, source: gazette, quote: or twelve boats in all}
"""
    found = pipeline.check(Workspace(workspace(tmp_path, {"seeds/facts/more.yaml": more, "reviews/ann.yaml": b"a: 3\n"})))
    assert {one.rule.value for one in found.diagnostics} == {"value-fits-its-field", "fact-is-used"}


def test_a_new_review_is_noticed(tmp_path: Path) -> None:
    place = Workspace(workspace(tmp_path))
    before = take(place).usual
    (tmp_path / "reviews").mkdir()
    (tmp_path / "reviews/ann.yaml").write_bytes(b"ann-1: {author: Ann, section: findings, text: Why?}\n")
    after = take(place).usual
    (tmp_path / "reviews/ann.yaml").write_bytes(b"ann-1: {author: Ann, section: findings, text: Who?}\n")
    assert len({before, after, take(place).usual}) == 3
