"""The Word writer: nothing of the document is lost, notes stay with their calls, and the file is one that Word takes."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID
from zipfile import ZipFile

import docx
import pdfplumber
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace
from PIL import Image

from briefing.document import (
    Column,
    Difference,
    Differences,
    Document,
    Emphasis,
    Figure,
    Inlines,
    ItemList,
    Link,
    NoteRef,
    Paragraph,
    Position,
    Section,
    Strong,
    Table,
    Text,
    plain,
    texts,
)
from briefing.ooxml import styles as names
from briefing.ooxml.anchors import anchor, paragraph_id
from briefing.ooxml.footnotes import FootnotesPart
from briefing.ooxml.styles import Styles
from briefing.ooxml.text import characters, pieces
from briefing.ooxml.xml import W14, Element, R, legal, name, w
from briefing.render.docx import to_docx
from briefing.render.faults import ResourceFault, TemplateFault
from briefing.workspace import Workspace, program_templates
from tests.docx_lint import lint
from tests.sample import document, note, words
from tests.tools import pdf_fonts, pdf_of, pdf_text, validate

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workspace")
    Image.new("RGB", (3000, 1000), (200, 210, 220)).save(folder / "picture.png", dpi=(150, 150))
    return folder


@pytest.fixture(scope="module")
def sample(folder: Path) -> bytes:
    return to_docx(document(), Workspace(folder))


@pytest.fixture(scope="module")
def pages(sample: bytes, folder: Path) -> str:
    (folder / "sample.docx").write_bytes(sample)
    return _folded(pdf_text(folder / "sample.docx", folder))


# Reading what was written ------------------------------------------------------------------------------------------------


def part(data: bytes, path: str) -> Element:
    with ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(path))


def body(data: bytes) -> Element:
    return part(data, "word/document.xml")


def members(data: bytes) -> list[str]:
    with ZipFile(io.BytesIO(data)) as package:
        return package.namelist()


def own(paragraph: Element, styles: Styles) -> str:
    """The words of the brief in a paragraph, without those of the program."""
    generated = {styles.id(style) for style in names.GENERATED}
    runs = (run for run in paragraph.iter(name("r")) if _value(run, "rPr/rStyle") not in generated)
    return "".join(characters(run) for run in runs)


def anchored(root: Element, styles: Styles) -> list[str]:
    """The words of the brief behind each place where bookmarks begin, up to the next or to the end of the paragraph."""
    generated = {styles.id(style) for style in names.GENERATED}
    found: list[str] = []
    for paragraph in dict.fromkeys(bookmarks(root).values()):
        for element in paragraph.iter(name("bookmarkStart"), name("r")):
            if element.tag == name("bookmarkStart"):
                found.append("")
            elif _value(element, "rPr/rStyle") not in generated:
                found[-1] += characters(element)
    return found


def text_width(data: bytes) -> int:
    """The room between the margins, in twentieths of a point."""
    section = next(body(data).iter(name("sectPr")))
    size, margins = section.find(name("pgSz")), section.find(name("pgMar"))
    assert size is not None and margins is not None
    return int(size.get(name("w"), "")) - sum(int(margins.get(name(side), "")) for side in ("left", "right"))


def keeps(paragraph: Element) -> bool:
    """Whether a paragraph stays on the page of the next, by itself."""
    return paragraph.find(f"{name('pPr')}/{name('keepNext')}") is not None


def _value(element: Element, path: str) -> str:
    found = element.find("/".join(name(tag) for tag in path.split("/")))
    return "" if found is None else found.get(name("val"), "")


def bookmarks(root: Element) -> dict[str, Element]:
    """Bookmarks by name, each with the paragraph that holds its start."""
    return {start.get(name("name"), ""): next(start.iterancestors(name("p"))) for start in root.iter(name("bookmarkStart"))}


def one(*blocks: object, notes: int = 0, **changes: object) -> Document:
    """A document of one section with those blocks."""
    section = Section("only", words("Only"), "body", blocks)  # type: ignore[arg-type]
    made = tuple(note(number, f"Source {number}.") for number in range(1, notes + 1))
    return replace(document(), sections=(section,), notes=made, **changes)


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text)


# The whole file ----------------------------------------------------------------------------------------------------------


def test_the_file_is_valid_and_without_the_faults_that_validators_miss(sample: bytes, folder: Path) -> None:
    assert lint(sample) == []
    (folder / "valid.docx").write_bytes(sample)
    assert validate(folder / "valid.docx") == []


def test_a_brief_with_nothing_but_a_paragraph_is_valid_too(folder: Path) -> None:
    bare = one(Paragraph("p", words("Alone.")), subtitle="", marking="", issuer="", abstract="", cutoff="")
    data = to_docx(bare, Workspace(folder))
    assert lint(data) == []
    assert "word/footnotes.xml" not in members(data)
    (folder / "bare.docx").write_bytes(data)
    assert validate(folder / "bare.docx") == []


def test_every_text_of_the_document_has_its_own_anchor_in_order(sample: bytes) -> None:
    styles = Styles(part(sample, "word/styles.xml"))
    assert [text for text in anchored(body(sample), styles) if text] == list(_expected(document()))


def _expected(document: Document) -> Iterator[str]:
    yield from (document.title, document.subtitle, document.abstract)
    for section in document.sections:
        yield plain(section.title)
        for block in section.blocks:
            if isinstance(block, Differences):
                for entry in block.entries:
                    yield entry.question
                    yield from (plain(position.what) for position in entry.positions)
                    yield plain(entry.treatment)
            else:
                yield from (plain(text) for text in texts(block))


def test_notes_are_native_and_stand_under_their_own_numbers(sample: bytes) -> None:
    styles, notes = Styles(part(sample, "word/styles.xml")), part(sample, "word/footnotes.xml")
    written = {int(found.get(name("id"), "")): own(found, styles) for found in notes if found.get(name("type")) is None}
    assert written == {note.number: plain(note.text) for note in document().notes}
    assert [found.get(name("id")) for found in body(sample).iter(name("footnoteReference"))] == [str(n) for n in range(1, 14)]


def test_the_bookmark_of_a_note_begins_behind_its_mark_where_libreoffice_keeps_it(sample: bytes) -> None:
    for found in list(part(sample, "word/footnotes.xml"))[2:]:
        tags = [child.tag for child in found[0]]
        assert tags.index(name("bookmarkStart")) > tags.index(name("r"))
        assert found.find(f".//{name('bookmarkStart')}[@{name('name')}='_bpf_{found.get(name('id'))}']") is not None


def test_notes_called_out_of_order_are_refused(folder: Path) -> None:
    with pytest.raises(ValueError, match="order of their numbers"):
        to_docx(one(Paragraph("p", words("Twisted.", 2, 1)), notes=2), Workspace(folder))


def test_the_same_document_gives_the_same_bytes_in_every_process(folder: Path) -> None:
    code = (
        "import sys, hashlib, pathlib; from tests.sample import document; from briefing.workspace import Workspace;"
        "from briefing.render.docx import to_docx;"
        "print(hashlib.sha256(to_docx(document(), Workspace(pathlib.Path(sys.argv[1])))).hexdigest())"
    )
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(folder)],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed, zone in (("1", "Asia/Tokyo"), ("77", "America/Bogota"))
    ]
    first, second = (run.communicate()[0].strip() for run in runs)
    assert first == second == hashlib.sha256(to_docx(document(), Workspace(folder))).hexdigest()


def test_the_package_has_no_times_no_machine_and_nothing_that_was_not_asked_for(sample: bytes) -> None:
    with ZipFile(io.BytesIO(sample)) as package:
        assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {member.create_system for member in package.infolist()} == {0}
        assert package.namelist()[0] == "[Content_Types].xml"
        text = b"".join(package.read(member) for member in package.namelist() if member.endswith((".xml", ".rels")))
    assert not [path for path in members(sample) if re.search("comments|thumbnail|app.xml", path)]
    assert not re.search(rb"w:rsid|lastModifiedBy|updateFields|w:dirty", text)


def test_python_docx_opens_the_file_and_finds_its_notes(sample: bytes) -> None:
    opened = docx.Document(io.BytesIO(sample))
    assert [type(found.target_part) for found in opened.part.rels.values() if found.reltype.endswith("/footnotes")] == [
        FootnotesPart
    ]
    assert opened.paragraphs[0].text == "A sample brief & its <title>"


# Pages as LibreOffice lays them out --------------------------------------------------------------------------------------


def test_every_text_is_on_the_pages(pages: str) -> None:
    missing = [text for text in _expected(document()) if _folded(text) not in pages]
    assert missing == []


def test_each_note_is_on_the_pages_after_its_own_number(pages: str) -> None:
    for found in document().notes:
        assert re.search(rf"(?<!\d){found.number} {re.escape(_folded(plain(found.text)))}", pages), found.number


def test_each_call_is_on_the_pages_after_its_own_words(pages: str) -> None:
    for words_, number in (
        ("the ministry says.", 1),
        ("Second.", 3),
        ("261,000 ha", 5),
        ("One says yes.", 11),
        ("3 February 2026", 13),
    ):
        assert re.search(rf"{re.escape(words_)} ?{number}(?!\d)", pages), number


def test_every_page_has_the_marking_and_its_number(pages: str) -> None:
    counted = re.findall(r"Page (\d+) of (\d+)", pages)
    assert [int(page) for page, _ in counted] == list(range(1, len(counted) + 1))
    assert {int(of) for _, of in counted} == {len(counted)}
    assert pages.upper().count("OPEN SOURCES") == len(counted)


FACES = {
    "Source Serif 4": ("Regular", "Bold", "Italic", "BoldItalic"),
    "Source Sans 3": ("Regular", "Bold", "Italic"),
}


def test_the_fonts_travel_with_the_file_as_fonts_that_may_be_embedded(sample: bytes) -> None:
    table = part(sample, "word/fontTable.xml")
    targets = {found.get("Id"): found.get("Target", "") for found in part(sample, "word/_rels/fontTable.xml.rels")}
    for family, faces in FACES.items():
        (font,) = (font for font in table if font.get(name("name")) == family)
        for face in faces:
            embedded = font.find(name(f"embed{face}"))
            assert embedded is not None, f"{family} {face}"
            with ZipFile(io.BytesIO(sample)) as package:
                data = package.read(f"word/{targets[embedded.get(f'{{{R}}}id')]}")
            opened = TTFont(io.BytesIO(_clear(data, embedded.get(name("fontKey"), ""))))
            assert (opened["name"].getDebugName(1), opened["name"].getDebugName(2).replace(" ", "")) == (family, face)
            assert opened["OS/2"].fsType == 0
            assert set(map(ord, "aÀñőŠ 0123456789–—‘’“”…•€→≠\u00a0\u2002")) <= set(opened.getBestCmap())
    settings = part(sample, "word/settings.xml")
    assert settings.find(name("embedTrueTypeFonts")) is not None
    assert _value(settings, "saveSubsetFonts") == "0"


def _clear(data: bytes, key: str) -> bytes:
    """A font from an obfuscated part: the key in reverse is laid over the first 32 bytes (ECMA-376 part 1, 17.8.1)."""
    mask = UUID(key).bytes[::-1] * 2
    return bytes(one ^ other for one, other in zip(data[:32], mask, strict=True)) + data[32:]


def test_the_pages_are_set_in_the_fonts_of_the_file(pages: str, folder: Path) -> None:
    assert pages
    used = {found.split("-")[0] for found in pdf_fonts(folder / "sample.pdf")}
    assert used == {"SourceSerif4", "SourceSans3"}


# The parts of a brief ----------------------------------------------------------------------------------------------------


def test_contents_lead_to_the_headings_and_show_no_page_number_that_may_be_wrong(sample: bytes) -> None:
    root, styles = body(sample), Styles(part(sample, "word/styles.xml"))
    places = bookmarks(root)
    (control,) = root.iter(name("sdt"))
    shown = [(link, "".join(map(characters, link.iter(name("r")))).strip("\t")) for link in control.iter(name("hyperlink"))]
    links = [link for link, text in shown if text]
    assert [(link.get(name("anchor")), text) for link, text in shown if text] == [
        (anchor(block), text) for _, text, block in document().contents()
    ]
    codes = [code.text for code in control.iter(name("instrText"))]
    assert codes == [' TOC \\o "1-3" \\h \\z ', *(f" PAGEREF {anchor(s.id)} \\h " for s in document().sections[1:])]
    assert [own(places[link.get(name("anchor"), "")], styles) for link in links] == [text for _, text, _ in document().contents()]


def test_headings_do_not_skip_a_level(sample: bytes) -> None:
    styles = part(sample, "word/styles.xml")
    levels = {style.get(name("styleId")): _value(style, "pPr/outlineLvl") for style in styles.iter(name("style"))}
    found = [levels[_value(paragraph, "pPr/pStyle")] for paragraph in body(sample).iter(name("p"))]
    outline = [int(level) for level in found if level]
    assert outline == [0, 0, 1, 0, 0, 0]


def test_a_table_says_what_it_is_and_repeats_its_header(sample: bytes) -> None:
    table = next(body(sample).iter(name("tbl")))
    rows = list(table.iter(name("tr")))
    assert [row.find(f"{name('trPr')}/{name('tblHeader')}") is not None for row in rows] == [True, False, False, False]
    assert all(row.find(f"{name('trPr')}/{name('cantSplit')}") is not None for row in rows)
    look = table.find(f"{name('tblPr')}/{name('tblLook')}")
    assert look is not None
    assert (look.get(name("firstRow")), look.get(name("firstColumn"))) == ("1", "1")
    assert _value(table, "tblPr/tblCaption") == "Area and output"
    assert _value(table, "tblPr/tblDescription") == "Area, output and share, with the method of each"


def test_columns_fill_the_text_area_and_figures_are_not_broken(folder: Path) -> None:
    long = "A long account of how this was counted, by whom, and why others doubt it"
    rows = tuple((words(long), words(value), words(long)) for value in ("more than $740m", "3.5 t"))
    columns = (Column(words("What")), Column(words("Value"), "decimal"), Column(words("How")))
    table = Table("t", 1, words("Wide"), columns, rows, words("Source."), "")
    data = to_docx(one(table), Workspace(folder))
    grid = [int(column.get(name("w"), "")) for column in body(data).iter(name("gridCol"))]
    assert sum(grid) == text_width(data)
    assert grid[1] > 1500
    assert min(grid[0], grid[2]) > grid[1]


def test_captions_count_in_word_and_stay_with_what_they_name(sample: bytes) -> None:
    places = bookmarks(body(sample))
    codes = ["".join(code.text or "" for code in places[anchor(f"background-{n}")].iter(name("instrText"))) for n in (5, 7)]
    assert codes == [" SEQ Table \\* ARABIC ", " SEQ Figure \\* ARABIC "]
    caption = Styles(part(sample, "word/styles.xml")).id(names.CAPTION)
    (style,) = (s for s in part(sample, "word/styles.xml").iter(name("style")) if s.get(name("styleId")) == caption)
    assert style.find(f"{name('pPr')}/{name('keepNext')}") is not None


def test_short_tables_timelines_and_panels_stay_on_one_page(sample: bytes) -> None:
    places = bookmarks(body(sample))
    together = {
        "background-5": ["caption", "cell-1-1", "cell-2-2", "cell-3-3"],
        "background-6": ["caption", "event-1", "event-2"],
        "background-9": ["title", "body-1"],
        "background-12": ["statement", "detail-1-1", "detail-2-1", "detail-3-1"],
    }
    by_style = {style.get(name("styleId")) for style in part(sample, "word/styles.xml").iter(name("style")) if keeps(style)}
    for block, parts in together.items():
        for found in (places[anchor(block, one)] for one in parts):
            assert keeps(found) or _value(found, "pPr/pStyle") in by_style, "".join(map(characters, found.iter(name("r"))))
    ends = (("background-5", "note"), ("background-6", "note"), ("background-9", "body-2"), ("background-12", "detail-3-2"))
    assert not any(keeps(places[anchor(*end)]) for end in ends)


def test_a_long_table_may_split(folder: Path) -> None:
    rows = tuple((words(f"Row {number}"), words("x")) for number in range(60))
    table = Table("t", 1, words("Long"), (Column(words("What")), Column(words("Which"))), rows, words("Source."), "")
    places = bookmarks(body(to_docx(one(table), Workspace(folder))))
    assert [keeps(places[anchor("t", f"cell-{row}-1")]) for row in (1, 30, 59, 60)] == [False, False, False, True]


def test_differences_stand_in_two_columns_between_text_in_one(sample: bytes) -> None:
    root = body(sample)
    sections = list(root.iter(name("sectPr")))
    shapes = [
        (_value(section, "type"), _columns(section), section.find(name("headerReference")) is not None) for section in sections
    ]
    assert shapes == [("", "1", True), ("continuous", "2", False), ("continuous", "1", False)]
    ends = [next(section.iterancestors(name("p"))) for section in sections[:2]]
    places = bookmarks(root)
    assert ends == [places[anchor("differences")], places[anchor("differences-1", "entry-1")]]


def test_differences_at_the_end_fill_both_columns_alike(folder: Path) -> None:
    entries = tuple(
        Difference(f"d-{number}", f"Question{number}", (Position("A", words("1999"), ""),), words("Open.")) for number in range(6)
    )
    word = folder / "short.docx"
    word.write_bytes(to_docx(one(Differences("a", entries)), Workspace(folder)))
    with pdfplumber.open(pdf_of(word, folder)) as drawn:
        found = [found for found in drawn.pages[-1].extract_words() if found["text"].startswith("Question")]
    assert [one["text"] for one in found] == [f"Question{number}" for number in (0, 3, 1, 4, 2, 5)], (
        "line by line, over both columns"
    )
    assert len({round(one["top"]) for one in found}) == 3


def _columns(section: Element) -> str:
    found = section.find(name("cols"))
    return "" if found is None else found.get(name("num"), "")


def test_a_picture_has_its_alternative_and_fits_the_page(sample: bytes) -> None:
    properties = next(body(sample).iter("{*}docPr"))
    assert properties.get("descr") == "A grey square"
    extent = next(body(sample).iter("{*}extent"))
    width, height = int(extent.get("cx", "")), int(extent.get("cy", ""))
    assert width <= text_width(sample) * 635
    assert width / height == pytest.approx(3, rel=0.01)


@pytest.mark.parametrize(
    ("image", "said"),
    [("none.png", "no such file"), ("../outside.png", "outside the workspace"), ("words.png", "neither PNG nor JPEG")],
)
def test_a_picture_that_cannot_be_used_is_named(folder: Path, image: str, said: str) -> None:
    (folder / "words.png").write_text("not a picture")
    with pytest.raises(ResourceFault, match=f"{re.escape(image)}: {said}"):
        to_docx(one(Figure("f", 1, image, "alt", words("Caption"), ())), Workspace(folder))


def test_each_numbered_list_begins_at_one(folder: Path) -> None:
    lists = [ItemList(f"l{n}", (words("One."), words("Two.")), ordered=True) for n in range(2)]
    data = to_docx(one(*lists), Workspace(folder))
    used = [_value(paragraph, "pPr/numPr/numId") for paragraph in body(data).iter(name("p"))]
    first, second, third, fourth = (number for number in used if number)
    assert first == second != third == fourth
    starts = {
        number.get(name("numId"), ""): _value(number, "lvlOverride/startOverride")
        for number in part(data, "word/numbering.xml").iter(name("num"))
    }
    assert starts[first] == starts[third] == "1"


def test_the_file_says_what_it_is_and_in_which_language(sample: bytes) -> None:
    properties = docx.Document(io.BytesIO(sample)).core_properties
    assert (properties.title, properties.language, properties.identifier) == (document().title, "en-GB", "sample-2026")
    assert str(properties.created) == str(properties.modified) == "2026-02-09 00:00:00+00:00"
    assert (properties.author, properties.last_modified_by) == ("", "")


def test_the_language_of_the_text_is_that_of_the_brief(folder: Path) -> None:
    data = to_docx(one(Paragraph("p", words("Bonjour.")), language="fr-FR"), Workspace(folder))
    assert _value(part(data, "word/styles.xml"), "docDefaults/rPrDefault/rPr/lang") == "fr-FR"
    assert _value(part(data, "word/settings.xml"), "themeFontLang") == "fr-FR"


def test_links_lead_out_from_the_text_and_from_the_notes(sample: bytes) -> None:
    assert _targets(sample, "document") == ["https://example.org/a?b=1&c=2"]
    assert _targets(sample, "footnotes") == ["https://example.org/x?y=1&z=2"]


def _targets(data: bytes, of: str) -> list[str]:
    relations = {found.get("Id"): found.get("Target", "") for found in part(data, f"word/_rels/{of}.xml.rels")}
    links = part(data, f"word/{of}.xml").iter(name("hyperlink"))
    return [relations[key] for link in links if (key := link.get(f"{{{R}}}id"))]


def test_addresses_are_written_as_addresses_and_others_not_at_all(folder: Path) -> None:
    text = (Link("https://example.org/año nuevo?q=ñ%20", (Text("good"),)), Link("javascript:alert(1)", (Text("bad"),)))
    data = to_docx(one(Paragraph("p", text)), Workspace(folder))
    assert _targets(data, "document") == ["https://example.org/a%C3%B1o%20nuevo?q=%C3%B1%20"]
    assert own(bookmarks(body(data))[anchor("p")], Styles(part(data, "word/styles.xml"))) == "goodbad"


def test_calls_that_meet_are_kept_apart_and_a_call_in_a_link_stands_behind_it(folder: Path) -> None:
    text = (Text("So."), NoteRef(1), NoteRef(2), Link("https://example.org", (Text("there"), NoteRef(3))))
    data = to_docx(one(Paragraph("p", text), notes=3), Workspace(folder))
    paragraph = bookmarks(body(data))[anchor("p")]
    shown = [_shown(element) for element in paragraph if element.tag in (name("r"), name("hyperlink"))]
    assert shown == ["So.", "[1]", ",", "[2]", "there", "[3]"]
    assert lint(data) == []


def _shown(element: Element) -> str:
    call = element.find(name("footnoteReference"))
    return f"[{call.get(name('id'))}]" if call is not None else "".join(map(characters, element.iter(name("r"))))


def test_stress_inside_stress_is_both(folder: Path) -> None:
    text: Inlines = (Strong((Text("a"), Emphasis((Text("b"),)))),)
    paragraph = bookmarks(body(to_docx(one(Paragraph("p", text)), Workspace(folder))))[anchor("p")]
    looks = [[child.tag for child in run[0]] for run in paragraph.iter(name("r"))]
    assert looks == [[name("b"), name("bCs")], [name("b"), name("bCs"), name("i"), name("iCs")]]


# Anchors -----------------------------------------------------------------------------------------------------------------


def test_bookmarks_are_hidden_short_and_differ_whatever_the_ids_are() -> None:
    ids = ["a-b", "a--b", "a_b", "A-B", "a" * 60, "a" * 59 + "b", "ñ", "a"]
    anchors = [anchor(block, found) for block in ids for found in ("", "b", "cell-10-2")]
    assert len({found.lower() for found in anchors}) == len(anchors)
    assert all(re.fullmatch("_bp_[A-Za-z0-9_]{1,36}", found) for found in anchors)


def test_a_bookmark_given_twice_is_refused(folder: Path) -> None:
    with pytest.raises(ValueError, match="bookmark given twice: _bp_p"):
        to_docx(one(Paragraph("p", ()), Paragraph("p", ())), Workspace(folder))


def test_paragraph_ids_are_there_and_stay_when_something_is_put_before(folder: Path, sample: bytes) -> None:
    assert all(paragraph.get(f"{{{W14}}}paraId") for paragraph in body(sample).iter(name("p")))
    assert int(paragraph_id(""), 16) > 0
    kept = Paragraph("p", words("Kept."))
    alone, behind = (
        bookmarks(body(to_docx(one(*blocks), Workspace(folder)))) for blocks in ((kept,), (Paragraph("o", ()), kept))
    )
    assert alone[anchor("p")].attrib == behind[anchor("p")].attrib


# Text --------------------------------------------------------------------------------------------------------------------

ODD = [
    "\u00a0",
    "\u00ad",
    "\u2011",
    "\t",
    "\n",
    "  ",
    " x ",
    "👩‍👧",
    "\u200f",
    "<&>\"'",
    "]]>",
    "*_[]^",
    "\ufeff",
    "é",
    "e\u0301",
]


@given(st.text() | st.lists(st.sampled_from(ODD)).map("".join))
def test_text_is_read_back_as_it_was_written(text: str) -> None:
    run = etree.fromstring(etree.tostring(w("r", *pieces(text))))
    assert characters(run) == legal(text)


@pytest.mark.parametrize("text", ["\x00", "\x0b", "\ud800", "\ufffe"])
def test_what_xml_cannot_hold_is_left_out(text: str, folder: Path) -> None:
    link = Link(f"https://example.org/{text}", words(f"a{text}b"))
    figure = Figure("f", 1, "picture.png", f"alt{text}", words(f"Caption{text}"), ())
    data = to_docx(one(Paragraph("p", (link,)), figure, title=f"T{text}"), Workspace(folder))
    assert own(bookmarks(body(data))[anchor("p")], Styles(part(data, "word/styles.xml"))) == "ab"


# The template ------------------------------------------------------------------------------------------------------------


def _house(folder: Path, change: Callable[[str, bytes], bytes | None]) -> Workspace:
    """A workspace with the house template changed part by part."""
    (folder / "templates").mkdir()
    with ZipFile(program_templates() / "house.docx") as old, ZipFile(folder / "templates/house.docx", "w") as new:
        for member in old.namelist():
            data = change(member, old.read(member))
            if data is not None:
                new.writestr(member, data)
    return Workspace(folder)


def test_a_workspace_may_have_its_own_template(tmp_path: Path) -> None:
    workspace = _house(tmp_path, lambda _, data: data.replace(b'"10304F"', b'"AA0000"'))
    assert b'"AA0000"' in etree.tostring(part(to_docx(one(Paragraph("p", ())), workspace), "word/styles.xml"))


def test_what_word_left_in_a_template_does_not_travel(tmp_path: Path) -> None:
    def used(member: str, data: bytes) -> bytes:
        if member == "word/settings.xml":
            return data.replace(b"</w:compat>", b'</w:compat><w:rsids><w:rsidRoot w:val="00AB12CD"/></w:rsids>')
        if member == "word/document.xml":
            return data.replace(b"<w:p/>", b"<w:p><w:r><w:t>Lorem ipsum</w:t></w:r></w:p>").replace(
                b"<w:sectPr>", b'<w:sectPr w:rsidR="00AB12CD">'
            )
        if member == "docProps/core.xml":
            return data.replace(b"<dc:title>", b"<dc:creator>A. Designer</dc:creator><dc:title>")
        return data

    data = to_docx(one(Paragraph("p", words("Text."))), _house(tmp_path, used))
    with ZipFile(io.BytesIO(data)) as package:
        everything = b"".join(package.read(member) for member in package.namelist())
    assert not re.search(b"00AB12CD|Lorem ipsum|A. Designer", everything)
    assert lint(data) == []


def test_a_badge_in_the_header_stays(tmp_path: Path) -> None:
    badge = b"<w:p><w:r><w:t>Badge</w:t></w:r></w:p>"
    workspace = _house(tmp_path, lambda m, data: data.replace(b"<w:p>", badge + b"<w:p>", 1) if "header" in m else data)
    header = part(to_docx(document(), _with_picture(workspace)), "word/header1.xml")
    assert [characters(run) for run in header.iter(name("r"))] == ["Badge", document().title, "\t", "Open sources"]


def _with_picture(workspace: Workspace) -> Workspace:
    Image.new("RGB", (4, 4)).save(workspace.path("picture.png"))
    return workspace


def test_a_style_for_something_else_is_named(tmp_path: Path) -> None:
    workspace = _house(
        tmp_path, lambda _, data: data.replace(b'w:type="paragraph" w:styleId="Title"', b'w:type="table" w:styleId="Title"')
    )
    with pytest.raises(
        TemplateFault, match=r"templates/house\.docx: the style “Title” is for tables, and must be for paragraphs"
    ):
        to_docx(document(), _with_picture(workspace))


def test_a_style_under_another_id_is_found_by_its_name(tmp_path: Path) -> None:
    workspace = _house(tmp_path, lambda _, data: data.replace(b'w:styleId="BodyText"', b'w:styleId="Textkrper"'))
    data = to_docx(one(Paragraph("p", words("Text."))), workspace)
    assert _value(bookmarks(body(data))[anchor("p")], "pPr/pStyle") == "Textkrper"


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x05\x06" + bytes(18)])
def test_a_template_that_is_no_word_file_is_a_fault_with_its_path(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/house.docx").write_bytes(data)
    with pytest.raises(TemplateFault, match=r"templates/house\.docx: this is not a Word document"):
        to_docx(document(), Workspace(tmp_path))


def test_a_template_of_another_kind_is_a_fault(tmp_path: Path) -> None:
    workspace = _house(tmp_path, lambda _, data: data.replace(b"document.main+xml", b"document.glossary+xml"))
    with pytest.raises(TemplateFault, match="not a Word document"):
        to_docx(document(), workspace)


def test_no_template_at_all_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.workspace.program_templates", lambda: tmp_path / "none")
    with pytest.raises(TemplateFault, match=r"there is no house\.docx in the template folders"):
        to_docx(document(), Workspace(tmp_path))
