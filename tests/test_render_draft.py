"""A Word file as a draft that is sent: it records changes, says what it was made from, and carries remarks as comments."""

from __future__ import annotations

import io
import json
import re
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree
from msgspec.structs import replace
from PIL import Image
from pypdf import PdfReader

from briefing.document import (
    Answer,
    Callout,
    Column,
    Document,
    Emphasis,
    Home,
    Judgment,
    NoteRef,
    Paragraph,
    Quotation,
    Remark,
    Section,
    Table,
    Text,
    Timeline,
    plain,
)
from briefing.ooxml import base
from briefing.ooxml import styles as names
from briefing.ooxml.anchors import anchor
from briefing.ooxml.comments import W15
from briefing.ooxml.properties import read_properties
from briefing.ooxml.styles import Styles
from briefing.ooxml.text import characters
from briefing.ooxml.xml import W14, Element, name
from briefing.render import pdf
from briefing.render.docx import to_docx
from briefing.render.html import to_page
from briefing.workspace import Workspace
from tests.docx_lint import lint
from tests.sample import document, note, words
from tests.tools import need, pdf_of, pdf_text, validate

HOMES = (
    Home("brief", "title", "brief.yaml", ("title",), "A sample brief & its <title>", "plain"),
    Home("background-4", "item-2", "sections/background.yaml", ("body", 3, "list", 1), "Second “ñ”\r\n\u2028[@x]\x00.", "prose"),
)
REMARKS = (
    Remark(
        "background-1", "", "thirty", "Ann Ash", "2026-02-10", "Is it?\nReally?", (Answer("Bo Birk", "2026-02-11", "It is."),)
    ),
    Remark("background-5", "cell-1-2", "", "Ann Ash", "2026-02-10T09:30:00+02:00", "Whose count?"),
    Remark("background-2", "", "See the rep", "Ann Ash", "", "Which report?"),
    Remark("note-3", "", "para. 4", "Ann Ash", "", "Look this up."),
    Remark("background-12", "detail-2-1", "words that were changed", "Ann Ash", "", "Only one?"),
    Remark("differences-1", "entry-1-position-1", "3 February", "Ann Ash", "", "Which day?"),
    Remark("gone", "", "", "Ann Ash", "soon", "What became of it?"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workspace")
    Image.new("RGB", (30, 10), (200, 210, 220)).save(folder / "picture.png")
    return folder


@pytest.fixture(scope="module")
def draft(folder: Path) -> bytes:
    sample = replace(document(), homes=HOMES, remarks=REMARKS, draft_mark="Draft 2, not for circulation")
    return to_docx(sample, Workspace(folder))


def part(data: bytes, path: str) -> Element:
    with ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(path))


def members(data: bytes) -> list[str]:
    with ZipFile(io.BytesIO(data)) as package:
        return package.namelist()


def shown(element: Element) -> str:
    return "".join(map(characters, element.iter(name("r"))))


def one(*blocks: object, notes: int = 0, **changes: object) -> Document:
    """A document of one section with those blocks."""
    section = Section("only", words("Only"), "body", blocks)  # type: ignore[arg-type]
    made = tuple(note(number, f"Source {number}.") for number in range(1, notes + 1))
    return replace(document(), sections=(section,), notes=made, **changes)


def test_the_draft_is_valid_and_without_the_faults_that_validators_miss(draft: bytes, folder: Path) -> None:
    assert lint(draft) == []
    (folder / "draft.docx").write_bytes(draft)
    assert validate(folder / "draft.docx") == []


def test_the_same_draft_gives_the_same_bytes(draft: bytes, folder: Path) -> None:
    again = replace(document(), homes=HOMES, remarks=REMARKS, draft_mark="Draft 2, not for circulation")
    assert to_docx(again, Workspace(folder)) == draft


def test_word_records_changes_from_the_beginning(draft: bytes) -> None:
    assert part(draft, "word/settings.xml").find(name("trackRevisions")) is not None


# What it was made from ---------------------------------------------------------------------------------------------------


def test_the_properties_name_the_brief_its_edition_and_its_base(draft: bytes) -> None:
    with ZipFile(io.BytesIO(draft)) as package:
        found = read_properties(package.read("docProps/custom.xml"))
    assert found == {"BriefId": "sample-2026", "BriefEdition": "2", "BaseSha256": base.base_hash(draft)}


def test_the_file_carries_where_each_text_comes_from(draft: bytes) -> None:
    element = part(draft, "customXml/item1.xml")
    assert element.tag == "{urn:briefing:base}base"
    told = json.loads(element.text or "")
    printed = told.pop("printed")
    assert printed["front"]["date"] == document().iso_date and len(printed["notes"]) == len(document().notes)
    assert told == {
        "brief": "sample-2026",
        "edition": 2,
        "facts": {},
        "homes": [
            ["brief", "title", "brief.yaml", ["title"], "A sample brief & its <title>", "plain"],
            ["background-4", "item-2", HOMES[1].path, ["body", 3, "list", 1], HOMES[1].value, "prose"],
        ],
    }


def test_the_hash_changes_with_the_text_with_the_notes_and_with_the_base(folder: Path) -> None:
    start = one(Paragraph("p", words("Text.", 1)), notes=1)
    others = (
        start,
        replace(start, title="Another"),
        replace(start, notes=(note(1, "Another source."),)),
        replace(start, homes=HOMES),
        replace(start, edition=3),
    )
    assert len({base.base_hash(to_docx(other, Workspace(folder))) for other in others}) == len(others)


def test_what_is_kept_of_a_draft_is_small_and_has_the_same_hash(draft: bytes) -> None:
    kept = base.essence(draft)
    assert base.base_hash(kept) == base.base_hash(draft)
    assert base.essence(kept) == kept
    assert len(kept) < 40_000 < len(draft)
    assert not [path for path in members(kept) if "font" in path or "media" in path or "theme" in path]
    for path in ("word/document.xml", "word/footnotes.xml", "word/comments.xml", "word/styles.xml", "docProps/custom.xml"):
        assert part_bytes(kept, path) == part_bytes(draft, path)


def part_bytes(data: bytes, path: str) -> bytes:
    with ZipFile(io.BytesIO(data)) as package:
        return package.read(path)


def test_what_is_kept_names_no_part_that_is_not_there(draft: bytes) -> None:
    kept = base.essence(draft)
    there = members(kept)
    targets = [found.get("Target", "") for found in part(kept, "word/_rels/document.xml.rels") if not found.get("TargetMode")]
    assert all(f"word/{target}" in there or target.removeprefix("../") in there for target in targets)
    named = [found.get("PartName", "")[1:] for found in part(kept, "[Content_Types].xml") if found.get("PartName")]
    assert set(named) <= set(there)
    assert len(targets) > 5 and len(named) > 5


# Anchors -----------------------------------------------------------------------------------------------------------------

EMPTY = (
    Paragraph("a", ()),
    Table("b", 1, (), (Column(()), Column(())), (((), ()),), (), ""),
    Timeline("c", 1, (), (), ()),
    Quotation("d", (), ()),
    Callout("e", "note", (), ((),)),
    Judgment("f", "Judgment", (), ()),
)
PLACES = [
    *(anchor("a"), anchor("b"), anchor("b", "caption"), anchor("b", "header-1"), anchor("b", "header-2")),
    *(anchor("b", "cell-1-1"), anchor("b", "cell-1-2"), anchor("b", "note"), anchor("c"), anchor("c", "caption")),
    *(anchor("c", "note"), anchor("d"), anchor("d", "text"), anchor("d", "attribution"), anchor("e"), anchor("e", "title")),
    *(anchor("e", "body-1"), anchor("f"), anchor("f", "statement")),
]


def test_empty_texts_have_their_places_and_libreoffice_keeps_them(folder: Path) -> None:
    data = to_docx(one(*EMPTY, Paragraph("z", words("End."))), Workspace(folder))
    assert set(PLACES) <= set(bookmarks(part(data, "word/document.xml")))
    back = saved_again(data, folder, "docx")
    assert [place for place in PLACES if place not in bookmarks(part(back, "word/document.xml"))] == []


def bookmarks(root: Element) -> list[str]:
    return [start.get(name("name"), "") for start in root.iter(name("bookmarkStart"))]


def saved_again(data: bytes, folder: Path, format: str) -> bytes:
    """The file as LibreOffice writes it."""
    need("soffice")
    (folder / "sent.docx").write_bytes(data)
    (folder / "back").mkdir(exist_ok=True)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        format,
        "--outdir",
        str(folder / "back"),
        str(folder / "sent.docx"),
    ]
    subprocess.run(command, capture_output=True, check=True, timeout=180)
    return (folder / "back" / f"sent.{format}").read_bytes()


def test_every_paragraph_with_words_of_the_brief_has_a_place(draft: bytes) -> None:
    styles = Styles(part(draft, "word/styles.xml"))
    generated = {styles.id(style) for style in names.GENERATED}
    ours = {styles.id(style) for style in (names.FACTS, names.REFERENCE_NOTES, names.CONTENTS_HEADING, names.CONTENTS[0])}
    for paragraph in part(draft, "word/document.xml").iter(name("p")):
        runs = [run for run in paragraph.iter(name("r")) if value(run, "rPr/rStyle") not in generated]
        if any(map(characters, runs)) and value(paragraph, "pPr/pStyle") not in ours:
            assert paragraph.find(name("bookmarkStart")) is not None, shown(paragraph)


def value(element: Element, path: str) -> str:
    found = element.find("/".join(name(tag) for tag in path.split("/")))
    return "" if found is None else found.get(name("val"), "")


# Remarks -----------------------------------------------------------------------------------------------------------------


def comments(data: bytes) -> dict[str, Element]:
    return {comment.get(name("id"), ""): comment for comment in part(data, "word/comments.xml")}


def about(data: bytes, number: str) -> str:
    """The words between the start and the end of a comment."""
    root, words_, inside = part(data, "word/document.xml"), "", False
    for element in root.iter(name("commentRangeStart"), name("commentRangeEnd"), name("r")):
        if element.get(name("id")) == number:
            inside = element.tag == name("commentRangeStart")
        elif inside:
            call = element.find(name("footnoteReference"))
            words_ += characters(element) if call is None else f"[{call.get(name('id'))}]"
    return words_


def test_remarks_stand_on_the_words_that_they_are_about(draft: bytes) -> None:
    texts = {shown(comment): about(draft, number) for number, comment in comments(draft).items()}
    assert texts == {
        "Is it?Really?": "thirty",
        "It is.": "thirty",
        "Whose count?": "261,000 ha",
        "Which report?": "See the report",  # a link is taken whole
        "Look this up.": "[3]",  # Word has no comments in notes
        "Only one?": "One meeting.",  # its words are no longer there
        "Which day?": "3 February",
        "What became of it?": document().title,  # nor is its text
    }


def test_comments_have_authors_initials_and_dates_as_far_as_they_are_known(draft: bytes) -> None:
    told = [tuple(comment.get(name(key)) for key in ("author", "initials", "date")) for comment in comments(draft).values()]
    assert told[:4] == [
        ("Ann Ash", "AA", "2026-02-10T00:00:00Z"),
        ("Bo Birk", "BB", "2026-02-11T00:00:00Z"),
        ("Ann Ash", "AA", "2026-02-10T09:30:00Z"),
        ("Ann Ash", "AA", None),
    ]
    assert told[-1] == ("Ann Ash", "AA", None)


def test_lines_are_paragraphs_and_answers_lead_to_the_last_of_them(draft: bytes) -> None:
    asked, answered, *_ = comments(draft).values()
    assert [shown(paragraph) for paragraph in asked.iter(name("p"))] == ["Is it?", "Really?"]
    entries = list(part(draft, "word/commentsExtended.xml"))
    last, reply = (list(comment.iter(name("p")))[-1].get(f"{{{W14}}}paraId") for comment in (asked, answered))
    assert (entries[0].get(f"{{{W15}}}paraId"), entries[0].get(f"{{{W15}}}paraIdParent")) == (last, None)
    assert (entries[1].get(f"{{{W15}}}paraId"), entries[1].get(f"{{{W15}}}paraIdParent")) == (reply, last)
    assert {entry.get(f"{{{W15}}}done") for entry in entries} == {"0"}


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("One two three.", "One two three."),
        ("two", "two"),
        ("e two thr", "e two thr"),
        ("a\tb", "a\tb"),
        ("b.", "b.[1]"),
        ("O", "O"),
    ],
)
def test_words_are_found_over_changes_of_look_and_calls_of_notes(quote: str, found: str, folder: Path) -> None:
    text = (Text("On"), Emphasis((Text("e t"), Text("wo"))), Text(" three. a\tb"), NoteRef(1), Text("."))
    data = to_docx(one(Paragraph("p", text), notes=1, remarks=(Remark("p", "", quote, "A", "", "?"),)), Workspace(folder))
    assert about(data, "2").replace("[1]", "") == found.replace("[1]", "")
    assert (
        shown(next(p for p in part(data, "word/document.xml").iter(name("p")) if anchor("p") in bookmarks(p)))
        == "One two three. a\tb."
    )
    assert lint(data) == []


def test_remarks_may_overlap_and_share_their_words(folder: Path) -> None:
    quotes = ("two three", "one two", "two", "", "two")
    remarks = tuple(Remark("p", "", quote, "A", "", quote) for quote in quotes)
    data = to_docx(one(Paragraph("p", words("one two three")), remarks=remarks), Workspace(folder))
    assert [about(data, str(number)) for number in range(1, 6)] == ["two three", "one two", "two", "one two three", "two"]
    assert lint(data) == []


def test_a_remark_on_an_empty_text_or_on_the_words_of_the_program_has_a_place(folder: Path) -> None:
    remarks = tuple(Remark(block, part_, "no", "A", "", "?") for block, part_ in (("a", ""), ("b", "cell-1-2"), ("f", "")))
    data = to_docx(one(*EMPTY, remarks=remarks), Workspace(folder))
    assert lint(data) == []
    assert [about(data, str(number)).strip("\u2002") for number in range(1, 4)] == ["", "", "Judgment"]


def test_a_file_without_remarks_has_no_part_for_them(folder: Path) -> None:
    assert not [path for path in members(to_docx(one(Paragraph("p", ())), Workspace(folder))) if "comments" in path]


def test_libreoffice_shows_remarks_on_their_words(draft: bytes, folder: Path) -> None:
    root = etree.fromstring(saved_again(draft, folder, "fodt"))
    office, text = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}", "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
    places = {}
    for annotation in root.iter(f"{office}annotation"):
        said = "".join(str(piece) for paragraph in annotation.iter(f"{text}p") for piece in paragraph.itertext())
        paragraph = next(annotation.iterancestors(f"{text}p", f"{text}h"))
        inside, words_ = False, ""
        for element in paragraph.iter():
            if element is annotation:
                inside = True
            elif element.tag == f"{office}annotation-end" and element.get(f"{office}name") == annotation.get(f"{office}name"):
                inside = False
            elif inside and next(element.iterancestors(f"{office}annotation"), None) is None:
                words_ += element.text or ""
            if inside and element is not paragraph and next(element.iterancestors(f"{office}annotation"), None) is None:
                words_ += element.tail or ""
        places[said] = words_
    assert places["Is it?Really?"] == "thirty"
    assert places["Whose count?"] == "261,000 ha"
    assert places["Which day?"].replace("\xa0", " ").startswith("3") and "February" in places["Which day?"]
    assert places["What became of it?"] == document().title
    assert len(places) == 8


def test_notes_stay_under_their_own_numbers_beside_comments(draft: bytes, folder: Path) -> None:
    (folder / "commented.docx").write_bytes(draft)
    pages = " ".join(pdf_text(folder / "commented.docx", folder).split())
    for found in document().notes:
        assert re.search(rf"(?<!\d){found.number} {re.escape(plain(found.text))}", pages), found.number


# The mark of a draft -----------------------------------------------------------------------------------------------------


def test_the_mark_is_on_every_page_once(draft: bytes, folder: Path) -> None:
    (folder / "marked.docx").write_bytes(draft)
    pdf = pdf_of(folder / "marked.docx", folder)
    need("pdftotext")
    pages = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True).stdout.split("\f")[:-1]
    assert len(pages) > 2
    assert [page.count("Draft 2, not for circulation") for page in pages] == [1 for _ in pages]


def test_the_mark_is_on_every_page_of_the_pdf_which_stays_tagged(folder: Path) -> None:
    drawing = pdf.draw(replace(document(), draft_mark="Draft 2, not for circulation"), Workspace(folder))
    reader = PdfReader(io.BytesIO(drawing.data))
    assert [page.extract_text().count("Draft 2, not for circulation") for page in reader.pages] == [1] * len(reader.pages)
    assert reader.trailer["/Root"]["/StructTreeRoot"]  # type: ignore[index]
    assert drawing.remarks == ()


def test_the_mark_is_on_the_page_for_the_screen_and_only_there_where_there_is_one(folder: Path) -> None:
    page = to_page(replace(document(), draft_mark="Draft <2>"), Workspace(folder)).decode()
    assert '<p class="draft">Draft &lt;2&gt;</p>' in page
    assert 'class="draft"' not in to_page(document(), Workspace(folder)).decode()


def test_without_a_mark_there_is_none(folder: Path) -> None:
    plain_, marked = (to_docx(one(Paragraph("p", ()), draft_mark=mark), Workspace(folder)) for mark in ("", "Draft 2"))
    assert (len(marks(plain_)), len(marks(marked))) == (0, 2), "on the first page and on the others"


def marks(data: bytes) -> list[str]:
    """The marks of a draft wherever they stand in the file."""
    wanted = Styles(part(data, "word/styles.xml")).id(names.DRAFT_MARK)
    parts = [path for path in members(data) if re.fullmatch(r"word/(document|header\d+|footer\d+)\.xml", path)]
    runs = [run for path in parts for run in part(data, path).iter(name("r"))]
    return [characters(run) for run in runs if value(run, "rPr/rStyle") == wanted]
