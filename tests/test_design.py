"""How the products look, measured on the products: contrast, lines, figures, page sizes, numbered paragraphs, the one-pager."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from io import BytesIO
from itertools import groupby
from math import ceil, floor
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from docx import Document as Opened
from docx.shared import Inches
from msgspec.structs import replace

from briefing import pipeline
from briefing.document import (
    Column,
    Difference,
    Differences,
    Document,
    Heading,
    Paragraph,
    Position,
    References,
    Section,
    Table,
    Text,
    plain,
)
from briefing.ooxml.xml import name
from briefing.render import pdf
from briefing.render.docx import to_docx
from briefing.render.docx_template import text_area
from briefing.render.html import to_page
from briefing.workspace import Workspace
from tests.returning import send
from tests.sample import document
from tests.test_render_html import squeezed
from tests.test_render_pdf import Pages, workspace_in
from tests.tools import pdf_of
from tests.workspaces import workspace

ROOT = Path(__file__).resolve().parent.parent
POINT = 72 / 25.4  # a millimetre in points
TEXT, CALL = 9.7, (0.1, 0.29, 0.48)
Colour = tuple[float, float, float]
READABLE = 4.5  # WCAG 2.2, 1.4.3: for text of any size
FINDINGS = b"""title: Findings
body:
  - heading: Counts
  - The ministry counted about 120 boats [@boats].
  - list: ["It counted about 120 boats in all [@boats]."]
  - callout: {kind: note, title: A remark, body: [It is the only count.]}
  - paragraph: The count was published, and nothing else.
"""
KEY_POINTS = b"""title: Key points
role: key-points
body:
  - The count stands alone.
  - list: ["The ministry counted about 120 boats [@boats]."]
"""
CHART = b"""  - chart:
      caption: What the ministry counted
      alt: One bar, for the count.
      data: [{fact: boats}]
      spec: {mark: bar, encoding: {x: {field: value, type: quantitative}, y: {field: who, type: nominal}}}
      source: The count of the ministry
  - It was held back [@boats].
"""
SECTIONS = {"sections/findings.yaml": FINDINGS, "sections/points.yaml": KEY_POINTS}


def manifest(more: bytes) -> bytes:
    return (
        b"id: boats-2025\ntitle: The count of boats\ndate: 2025-04-02\ninformation_cutoff: 2025-04-01\nlanguage: en-GB\n"
        b"abstract: What is known.\nsections: [findings, points]\n" + more
    )


def composed(root: Path, more: bytes, files: Mapping[str, bytes] = SECTIONS) -> Document:
    place = workspace(root, {**files, "brief.yaml": manifest(more)})
    return pipeline.document(pipeline.check(Workspace(place)))


class Paper:
    """A PDF as it is printed."""

    def __init__(self, data: bytes) -> None:
        self.pages: list[Any] = pdfplumber.open(BytesIO(data)).pages

    @cached_property
    def sizes(self) -> set[tuple[int, int]]:
        return {(round(page.width / POINT), round(page.height / POINT)) for page in self.pages}

    def lines(self, page: Any) -> Iterator[str]:
        """The lines of running text of a page, without the calls in it."""
        found = [one for one in page.chars if round(one["size"], 1) == TEXT and "Serif" in one["fontname"] and not is_call(one)]
        for _, line in groupby(found, key=lambda one: round(one["bottom"])):
            yield squeezed("".join(one["text"] for one in line)).rstrip("-‐")


def is_call(char: Mapping[str, Any]) -> bool:
    return tuple(round(part, 2) for part in char["non_stroking_color"]) == CALL


@pytest.fixture(scope="module")
def drawn() -> Pages:
    """The brief of this repository."""
    made = pipeline.document(pipeline.check(Workspace(ROOT)))
    return Pages(made, pdf.draw(made, Workspace(ROOT)))


@pytest.fixture(scope="module")
def brief(drawn: Pages) -> Paper:
    return Paper(drawn.drawing.data)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return workspace_in(tmp_path_factory.mktemp("design") / "w")


@pytest.fixture(scope="module")
def sample(place: Workspace) -> Paper:
    return Paper(pdf.to_pdf(replace(document(), draft_mark="Draft 2", marking="For eyes"), place))


# Colour -------------------------------------------------------------------------------------------------------------------


def test_every_text_stands_out_from_what_is_behind_it(sample: Paper, brief: Paper) -> None:
    pairs = {pair for paper in (sample, brief) for page in paper.pages for pair in painted(page)}
    assert ((1.0, 1.0, 1.0), (0.06, 0.19, 0.31)) in pairs, "the tag of a judgment is white on navy"
    assert len({behind for _, behind in pairs}) >= 6, "the tints of the boxes are seen"
    assert [pair for pair in pairs if contrast(*pair) < READABLE] == []


def painted(page: Any) -> Iterator[tuple[Colour, Colour]]:
    """The colour of each word with the one that is seen most around its letters."""
    seen = page.to_image(resolution=96, antialias=True).original.convert("RGB")
    for word in page.extract_words(extra_attrs=["non_stroking_color"], keep_blank_chars=False):
        if word["text"].strip("\u2060"):
            box = (floor(word["x0"] * 4 / 3), floor(word["top"] * 4 / 3), ceil(word["x1"] * 4 / 3), ceil(word["bottom"] * 4 / 3))
            _, behind = max(seen.crop(box).getcolors(1 << 16))
            yield colour(word["non_stroking_color"]), colour(tuple(part / 255 for part in behind))


def colour(parts: tuple[float, ...]) -> Colour:
    """Red, green, blue, each from 0 to 1."""
    red, green, blue = parts * 3 if len(parts) == 1 else parts
    return round(red, 2), round(green, 2), round(blue, 2)


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio after WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(parts: Colour) -> float:
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_a_box_is_known_without_its_colour(sample: Paper, place: Workspace) -> None:
    text = squeezed("".join(page.extract_text() for page in sample.pages))
    for sign, word, title in (
        ("≠", "Sourcesdiffer", "Thesourcesdiffer"),
        ("!", "Caution", "Readwithcare"),
        ("i", "Note", "Aremark"),
    ):
        assert word + title in text
        assert sign in text
    word_text = "".join(one.text for one in Opened(BytesIO(to_docx(document(), place))).paragraphs)
    assert "Caution\u2002Read with care" in word_text


# Type ---------------------------------------------------------------------------------------------------------------------


def test_no_line_of_a_paragraph_stands_alone_on_a_page(drawn: Pages, brief: Paper) -> None:
    pages = [list(brief.lines(page)) for page in brief.pages]
    broken = 0
    for block in (one for section in drawn.document.sections for one in section.blocks if isinstance(one, Paragraph)):
        text = squeezed(plain(block.text))
        held = [count for page in pages if (count := sum(len(line) > 25 and line in text for line in page))]
        broken += len(held) > 1
        if len(held) > 1:
            last = [sum(line in text for line in page if line) for page in pages]
            assert min(count for count in last if count) >= 2, plain(block.text)[:60]
    assert broken, "some paragraph goes over a page, or the test tells nothing"


def test_no_heading_is_the_last_on_its_page(drawn: Pages, brief: Paper) -> None:
    headings = [one.id for section in drawn.document.sections for one in section.blocks if isinstance(one, Heading)]
    for anchor in (*headings, *(section.id for section in drawn.document.sections)):
        number, height = drawn.places[anchor]
        page = brief.pages[number - 1]
        assert any(is_text(one) for one in page.chars if one["top"] > page.height - height), anchor


def is_text(char: Mapping[str, Any]) -> bool:
    """Whether a character stands in a text, a box, a table or an annex: no heading, note, head or foot of a page."""
    annex = "Sans" in char["fontname"] and round(char["size"], 1) == 7.4
    return bool(char["text"].isalpha() and (annex or 8.5 < char["size"] < 11))


def test_fonts_are_ours_alone(sample: Paper, brief: Paper) -> None:
    fonts = {char["fontname"].split("+")[-1] for paper in (sample, brief) for page in paper.pages for char in page.chars}
    assert {re.sub(r"[^A-Za-z0-9]", "", font)[:11] for font in fonts} == {"SourceSans3", "SourceSerif"}


def test_figures_of_tables_are_equally_wide_and_those_of_text_are_not(place: Workspace, brief: Paper) -> None:
    made = document()
    table = next(one for section in made.sections for one in section.blocks if isinstance(one, Table))
    lone = replace(made, sections=(Section("alone", (Text("Alone"),), "body", (table,)),), notes=())
    figures = re.compile(r"[0-9]")
    rows = replace(table, caption=(), note=(), rows=((((Text("Row"),)), (Text("1,111 ha"),), (Text("2034567890"),)),))
    lone = replace(lone, sections=(replace(lone.sections[0], blocks=(rows,)),))
    page = Paper(pdf.to_pdf(lone, place)).pages[0]
    in_table = {
        round(one["width"], 2)
        for one in page.chars
        if figures.match(one["text"]) and round(one["size"], 1) == 8.9 and one["top"] > 250
    }
    assert len(in_table) == 1
    in_text = [one for page in brief.pages for one in page.chars if round(one["size"], 1) == TEXT and "Serif" in one["fontname"]]
    assert len({round(one["width"], 1) for one in in_text if figures.match(one["text"]) and not is_call(one)}) > 2


# Pages --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("page", "size", "margin"), [("A4", (210, 297), 19.0), ("Letter", (216, 279), 21.95)])
def test_pages_of_either_size_hold_their_text(place: Workspace, page: Any, size: tuple[int, int], margin: float) -> None:
    paper = Paper(pdf.to_pdf(replace(document(), page=page, draft_mark="Draft 2, not for circulation"), place))
    assert paper.sizes == {size}
    for one in paper.pages:
        assert min(char["x0"] for char in one.chars) == pytest.approx(margin * POINT, abs=1.5)
        assert max(char["x1"] for char in one.chars if char["text"].strip()) <= one.width - margin * POINT + 0.5
    if page == "Letter":
        word = Opened(BytesIO(to_docx(replace(document(), page=page), place)))
        home = Opened(BytesIO(to_docx(document(), place)))
        assert {(one.page_width, one.page_height) for one in word.sections} == {(Inches(8.5), Inches(11))}
        between = [text_area(one)[0] for made in (word, home) for one in made.sections]
        assert max(between) - min(between) <= 1
        for table in word.element.iter(name("tblW")):
            assert int(table.get(name("w"))) <= max(between)


@pytest.mark.parametrize("page", ["A4", "Letter"])
def test_nothing_leaves_the_page_however_long_it_is(place: Workspace, page: Any) -> None:
    """A long marking must be read on every page; a word that no line holds is broken."""
    marking = "For the members of the working group on the boundary of the two provinces, and for nobody else"
    title = "What either ministry has said of the boundary between the two provinces since the spring of 2024"
    word = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 2
    text = Paragraph("a-1", (Text("A word. " * 900),))
    tables = (_table(word, ("left",)), _table(word, ("left", "decimal", "right")), _table(word, ("left", "right") * 3))
    sections = (Section("a", (Text(word),), "body", (Heading("a-0", (Text(word),), 2), text, *tables)),)
    made = replace(document(), title=title, marking=marking, draft_mark="Draft 2", sections=sections, notes=(), page=page)
    paper = Paper(pdf.to_pdf(replace(made, subtitle=word), place))
    assert len(paper.pages) > 1
    for one in paper.pages:
        assert squeezed(marking) in squeezed("".join(char["text"] for char in one.chars))
        edge = (19.0 if page == "A4" else 21.95) * POINT - 0.5
        drawn = [thing for thing in (*one.chars, *one.rects, *one.lines) if thing.get("text") != " "]
        assert edge <= min(thing["x0"] for thing in drawn) and max(thing["x1"] for thing in drawn) <= one.width - edge
        assert min(char["top"] for char in one.chars) >= 0


def _table(word: str, sides: tuple[Any, ...]) -> Table:
    """A table with that word at the head of each column and below, beside cells of the usual length."""
    columns = tuple(Column((Text(word),), side) for side in sides)
    rows = tuple(tuple((Text(cell),) for _ in sides) for cell in ("12.5 ha", f"12 {word}", word))
    return Table(f"t-{len(sides)}", len(sides), (Text("Words"),), columns, rows, (), "")


# Numbered paragraphs -------------------------------------------------------------------------------------------------------


def test_paragraphs_of_the_text_are_numbered_and_nothing_else_is(tmp_path: Path) -> None:
    made = composed(tmp_path, b"style: {numbered_paragraphs: true}\n")
    numbers = {one.id: one.number for section in made.sections for one in section.blocks if isinstance(one, Paragraph)}
    assert {key: number for key, number in numbers.items() if number} == {"findings-2": 1, "findings-5": 2}
    assert numbers["points-1"] == 0
    plain_made = composed(tmp_path / "plain", b"")
    assert {one.number for section in plain_made.sections for one in section.blocks if isinstance(one, Paragraph)} == {0}


def test_numbers_stand_in_the_margin_and_can_be_linked(tmp_path: Path) -> None:
    made = composed(tmp_path, b"style: {numbered_paragraphs: true}\n")
    drawing = Pages(made, pdf.draw(made, Workspace(tmp_path)))
    assert {"p_1", "p_2"} <= drawing.places.keys()
    page = drawing.places["p_2"][0] - 1
    line = _line_of(Paper(drawing.drawing.data).pages[page], "Thecountwaspublished")
    number, first = line[0], line[1]
    assert number["text"] == "2"
    assert number["x0"] == pytest.approx(19 * POINT, abs=1)
    assert first["x0"] == pytest.approx((19 + 18) * POINT, abs=1)
    html = to_page(made, Workspace(tmp_path)).decode()
    assert '<a class="number" id="p_2" href="#p_2">2</a> The count' in html


def _line_of(page: Any, words: str) -> list[Any]:
    """The characters of the line with these words, from left to right."""
    chars = [char for char in page.chars if char["text"].strip("\u2060 ")]
    for one in chars:
        line = sorted((char for char in chars if abs(char["bottom"] - one["bottom"]) < 3), key=lambda char: char["x0"])
        if words in "".join(char["text"] for char in line):
            return line
    raise AssertionError(words)


def test_word_counts_the_paragraphs_itself_and_they_come_home(tmp_path: Path) -> None:
    composed(tmp_path, b"style: {numbered_paragraphs: true}\n")
    desk = send(tmp_path)
    before = desk.yaml()
    assert desk.pull(desk.data).texts == {}
    word = Opened(BytesIO(desk.data))
    counted = [one.text for one in word.paragraphs if one.style is not None and one.style.name == "Numbered Paragraph"]
    assert [text[:9] for text in counted] == ["The minis", "The count"]
    hand = desk.hand()
    hand.replace("nothing else", "little else", "The count was published")
    hand.add_after(hand.paragraph("The count was published"), "It has an annex.")
    desk.pull(hand)
    assert desk.yaml()["sections/findings.yaml"] == before["sections/findings.yaml"].replace(
        "nothing else.\n", "little else.\n  - It has an annex.\n"
    )


# The annexes --------------------------------------------------------------------------------------------------------------


def test_the_columns_of_a_short_annex_end_alike(tmp_path: Path) -> None:
    entries = tuple(
        Difference(f"d-{number}", f"Question{number}", (Position("The weekly", (Text("1999"),), ""),), (Text("Open."),))
        for number in range(6)
    )
    annex = Section("differences", (Text("Where the sources differ"),), "annex", (Differences("differences-1", entries),))
    made = composed(tmp_path, b"")
    paper = Paper(pdf.to_pdf(replace(made, sections=(*made.sections, annex)), Workspace(tmp_path)))
    found = [word for page in paper.pages for word in page.extract_words() if word["text"].startswith("Question")]
    columns = [[word for word in found if (word["x0"] > paper.pages[0].width / 2) is right] for right in (False, True)]
    assert [[word["text"] for word in column] for column in columns] == [
        [f"Question{number}" for number in range(3)],
        [f"Question{number}" for number in range(3, 6)],
    ]
    assert [word["top"] for word in columns[0]] == pytest.approx([word["top"] for word in columns[1]])


# The one-pager ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> tuple[Document, Path]:
    root = tmp_path_factory.mktemp("short")
    files = {**SECTIONS, "sections/findings.yaml": FINDINGS + CHART + CHART}
    return composed(root, b"form: one-pager\nmarking: Open\nstyle: {page: Letter}\n", files), root


def test_a_one_pager_has_key_points_one_chart_and_sources_in_short(short: tuple[Document, Path]) -> None:
    made, _ = short
    kinds = [(section.role, [type(block).__name__ for block in section.blocks]) for section in made.sections]
    assert kinds == [("key-points", ["Paragraph", "ItemList"]), ("body", ["Chart"]), ("annex", ["References"])]
    assert [note.number for note in made.notes] == list(range(1, len(made.notes) + 1))
    assert {note.sources for note in made.notes} == {("gazette",)}
    (block,) = made.sections[-1].blocks
    assert isinstance(block, References)
    (entry,) = block.entries
    assert (entry.kind, entry.descriptor, entry.notes) == ("", (), ())
    assert list(made.contents()) == []
    assert made.abstract == ""


def test_a_one_pager_is_one_page_with_its_notes_at_the_foot(short: tuple[Document, Path], tmp_path: Path) -> None:
    made, root = short
    for page in ("A4", "Letter"):
        pages = Pages(made, pdf.draw(replace(made, page=page), Workspace(root)))
        assert len(pages.texts) == 1
        assert pages.drawing.remarks == ()
        assert pages.strays() == []
        assert pages.texts[0].count("The count of boats") == 1, "no running head"
        assert "Contents" not in pages.texts[0]
        assert "A daily" not in pages.texts[0], "no descriptors"
    (tmp_path / "short.docx").write_bytes(to_docx(made, Workspace(root)))
    assert len(Paper(pdf_of(tmp_path / "short.docx", tmp_path).read_bytes()).pages) == 1


def test_a_one_pager_that_needs_two_pages_says_what_to_shorten(tmp_path: Path) -> None:
    points = KEY_POINTS + 60 * b"  - The count stands alone, as it did before it was told.\n"
    made = composed(tmp_path, b"form: one-pager\n", {**SECTIONS, "sections/points.yaml": points})
    (remark,) = pdf.draw(made, Workspace(tmp_path)).remarks
    assert remark == "the one-pager takes 2 pages: shorten the key points in sections/points.yaml, or the titles"


def test_a_one_pager_comes_home_untouched_and_edited(short: tuple[Document, Path]) -> None:
    _, root = short
    desk = send(root)
    assert desk.pull(desk.data, apply=False).texts == {}
    hand = desk.hand()
    hand.replace("alone", "by itself", "The count stands")
    assert list(desk.pull(hand, apply=False).texts) == ["sections/points.yaml"]
