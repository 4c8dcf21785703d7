"""A Word file of another organisation as template: its looks are kept, and what it lacks is ours."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Inches, Pt
from lxml import etree
from msgspec.structs import replace
from PIL import Image

from briefing.document import Document
from briefing.ooxml import styles as names
from briefing.ooxml.properties import read_properties
from briefing.ooxml.styles import Styles, name_of
from briefing.ooxml.text import characters
from briefing.ooxml.xml import Element, name, w
from briefing.render.docx import to_docx
from briefing.render.faults import TemplateFault
from briefing.workspace import Workspace
from tests.docx_lint import lint
from tests.letterhead import DOTX, MARK, TEMPLATE, letterhead, retyped
from tests.sample import document
from tests.tools import pdf_fonts, pdf_of, pdf_text, validate


def styled(folder: Path, data: bytes, path: str = TEMPLATE) -> Workspace:
    """A workspace with that template in it, and the picture of the sample."""
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(data)
    Image.new("RGB", (300, 100), (200, 210, 220)).save(folder / "picture.png")
    return Workspace(folder)


def sample(**changes: object) -> Document:
    return replace(document(), template=TEMPLATE, draft_mark=MARK, **changes)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("styled")


@pytest.fixture(scope="module")
def made(folder: Path) -> bytes:
    return to_docx(sample(), styled(folder, letterhead()))


def part(data: bytes, path: str) -> Element:
    with ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(path))


def shown(data: bytes, kind: str) -> list[list[str]]:
    """The paragraphs of each header or footer."""
    with ZipFile(io.BytesIO(data)) as package:
        parts = sorted(path for path in package.namelist() if path.startswith(f"word/{kind}"))
    return [["".join(map(characters, p.iter(name("r")))) for p in part(data, path).iter(name("p"))] for path in parts]


def style_of(data: bytes, wanted: str) -> Element:
    return next(style for style in part(data, "word/styles.xml").iter(name("style")) if name_of(style).lower() == wanted.lower())


# What is kept ------------------------------------------------------------------------------------------------------------


def test_the_file_is_valid_and_without_the_faults_that_validators_miss(made: bytes, folder: Path) -> None:
    assert lint(made) == []
    (folder / "made.docx").write_bytes(made)
    assert validate(folder / "made.docx") == []


def test_page_and_headings_are_those_of_the_template_and_its_text_is_gone(made: bytes) -> None:
    opened = docx.Document(io.BytesIO(made))
    assert opened.sections[0].page_width == Inches(8.5)
    assert opened.styles["Heading 1"].font.name == "DejaVu Serif"
    assert opened.styles["Normal"].font.size == Pt(11)
    assert not [paragraph for paragraph in opened.paragraphs if "Lorem" in paragraph.text]
    assert not {"word/media", "customXml/item2.xml"} & set(ZipFile(io.BytesIO(made)).namelist())


def test_its_header_stays_and_its_placeholders_and_fields_are_filled(made: bytes) -> None:
    title = document().title
    assert shown(made, "header") == [["Institute of Harbours", f"{title} (2) ", title, "R-17", f"\t{MARK}\u2003Open sources"]]
    assert part(made, "word/header1.xml").findall(f".//{name('b')}"), "a placeholder keeps its look"


def test_only_those_of_its_properties_travel_that_its_header_shows(made: bytes) -> None:
    with ZipFile(io.BytesIO(made)) as package:
        found = read_properties(package.read("docProps/custom.xml"))
    assert (found["Registry"], found["BriefId"], "Owner" in found) == ("R-17", "sample-2026", False)


def test_an_empty_footer_gets_ours_with_its_tab_at_the_margin_of_the_page(made: bytes) -> None:
    assert shown(made, "footer") == [["Edition 2\u2002·\u20029 February 2026\tPage 1 of 1"]]
    stops = {tab.get(name("pos")): tab.get(name("val")) for tab in part(made, "word/footer1.xml").iter(name("tab")) if tab.attrib}
    assert stops == {"4680": "clear", "8640": "right", "9360": "clear"}


def test_marking_and_mark_are_not_printed_twice_where_the_template_has_a_place(tmp_path: Path) -> None:
    def change(made: docx.document.Document) -> None:
        made.sections[0].footer.paragraphs[0].text = "{{draft}} | {{Marking}} | {{issuer}} | {{date}}"

    data = to_docx(sample(issuer="Harbour Desk"), styled(tmp_path, letterhead(change)))
    assert shown(data, "footer") == [[f"{MARK} | Open sources | Harbour Desk | 9 February 2026"]]
    assert MARK not in "".join(shown(data, "header")[0])


def test_headers_of_first_and_even_pages_and_of_earlier_sections_count(tmp_path: Path) -> None:
    def change(made: docx.document.Document) -> None:
        made.settings.odd_and_even_pages_header_footer = True
        made.sections[0].even_page_header.paragraphs[0].text = "{{subtitle}}"
        made.add_section().different_first_page_header_footer = True

    data = to_docx(sample(), styled(tmp_path, letterhead(change)))
    assert lint(data) == []
    said = sorted(" ".join(paragraphs) for paragraphs in shown(data, "header"))
    assert said == [
        f"\t{MARK}\u2003Open sources",
        f"Institute of Harbours {document().title} (2)  {document().title} R-17 \t{MARK}\u2003Open sources",
        f"With every kind of block \t{MARK}\u2003Open sources",
    ]


def test_a_title_in_a_control_that_shows_a_property_is_filled(tmp_path: Path) -> None:
    def change(made: docx.document.Document) -> None:
        text = w("t")
        text.text = "[Title]"
        bound = w(
            "dataBinding", xpath="/ns1:coreProperties[1]/ns0:title[1]", storeItemID="{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"
        )
        control = w("sdt", w("sdtPr", w("id", val=77), bound), w("sdtContent", w("r", text)))
        made.sections[0].header.paragraphs[0]._p.append(control)

    data = to_docx(sample(), styled(tmp_path, letterhead(change)))
    assert shown(data, "header")[0][0] == f"Institute of Harbours{document().title}"


def test_what_would_hide_changes_or_forbid_them_is_switched_off(tmp_path: Path) -> None:
    def change(made: docx.document.Document) -> None:
        settings = made.settings.element
        settings.insert(0, w("removePersonalInformation"))
        settings.append(w("documentProtection", edit="readOnly", enforcement=1))

    data = to_docx(sample(), styled(tmp_path, letterhead(change)))
    tags = {etree.QName(child).localname for child in part(data, "word/settings.xml")}
    assert not tags & {"removePersonalInformation", "documentProtection"}
    assert "trackRevisions" in tags


# What it lacks -----------------------------------------------------------------------------------------------------------


def test_missing_styles_are_ours_fitted_to_its_text(made: bytes) -> None:
    body, detail = style_of(made, names.BODY), style_of(made, names.JUDGMENT_DETAIL)
    assert _size(detail) == "20"  # 9 of 10 points is 10 of 11
    indent, spacing = body.find(f".//{name('ind')}"), body.find(f".//{name('spacing')}")
    assert indent is not None and spacing is not None
    assert (indent.get(name("left")), spacing.get(name("lineRule"))) == ("0", "atLeast")
    for style in (body, detail, style_of(made, names.TABLE_HEADER)):
        assert style.find(f".//{name('rFonts')}") is None
    title = style_of(made, names.TITLE)
    fonts, colour = title.find(f".//{name('rFonts')}"), title.find(f".//{name('color')}")
    assert fonts is not None and colour is not None
    assert (fonts.get(name("ascii")), colour.get(name("val"))) == ("DejaVu Serif", "7A0019")


def _size(style: Element) -> str:
    found = style.find(f"{name('rPr')}/{name('sz')}")
    return "" if found is None else found.get(name("val"), "")


def test_its_pages_use_none_of_our_typefaces(made: bytes, folder: Path) -> None:
    (folder / "pages.docx").write_bytes(made)
    used = pdf_fonts(pdf_of(folder / "pages.docx", folder))
    assert {"DejaVuSans", "DejaVuSerif"} <= {font.split("-")[0] for font in used}
    assert not [font for font in used if font.startswith("Source")]


def test_every_note_is_under_its_number_and_the_mark_on_every_page(made: bytes, folder: Path) -> None:
    (folder / "read.docx").write_bytes(made)
    pages = pdf_text(folder / "read.docx", folder)
    assert pages.count(MARK) == pages.count("\f")
    for number in range(4, 14):
        assert f"{number} Pérez, “A visit,” para. {number}." in " ".join(pages.split())


def test_a_name_taken_by_another_style_gets_another_id(tmp_path: Path) -> None:
    def change(made: docx.document.Document) -> None:
        made.styles.add_style("House words", WD_STYLE_TYPE.PARAGRAPH).element.set(name("styleId"), "sourcenote")

    data = to_docx(sample(), styled(tmp_path, letterhead(change)))
    assert lint(data) == []
    assert Styles(part(data, "word/styles.xml")).id(names.SOURCE_NOTE) == "SourceNote2"


def test_its_lists_keep_their_numberings_and_get_ours_where_they_have_none(tmp_path: Path) -> None:
    def change(made: docx.document.Document) -> None:
        properties = made.styles["List Bullet"].element.pPr
        properties.remove(properties.find(name("numPr")))

    kept = to_docx(sample(), styled(tmp_path / "a", letterhead()))
    given = to_docx(sample(), styled(tmp_path / "b", letterhead(change)))
    before = Styles(part(letterhead(), "word/styles.xml")).numbering(names.BULLETS)
    assert Styles(part(kept, "word/styles.xml")).numbering(names.BULLETS) == before
    new = Styles(part(given, "word/styles.xml")).numbering(names.BULLETS)
    assert new in {num.get(name("numId")) for num in part(given, "word/numbering.xml").iter(name("num"))}
    assert new != before
    assert lint(given) == []


def test_a_template_without_numberings_and_settings_is_enough(tmp_path: Path) -> None:
    def bare(data: bytes) -> bytes:
        result = io.BytesIO()
        with ZipFile(io.BytesIO(data)) as old, ZipFile(result, "w") as new:
            for member in old.namelist():
                content = old.read(member)
                if member == "word/_rels/document.xml.rels":
                    root = etree.fromstring(content)
                    for found in list(root):
                        if not found.get("Type", "").endswith("/styles"):
                            root.remove(found)
                    content = etree.tostring(root)
                if member == "word/document.xml":
                    root = etree.fromstring(content)
                    for found in list(root.iter(name("headerReference"), name("footerReference"))):
                        found.getparent().remove(found)  # type: ignore[union-attr]
                    content = etree.tostring(root)
                new.writestr(member, content)
        return result.getvalue()

    data = to_docx(sample(), styled(tmp_path, bare(letterhead(lambda made: made.styles["List Bullet"].delete()))))
    assert lint(data) == []
    (tmp_path / "made.docx").write_bytes(data)
    assert validate(tmp_path / "made.docx") == []


def test_a_template_of_word_becomes_a_document(tmp_path: Path) -> None:
    data = to_docx(sample(), styled(tmp_path, retyped(letterhead(), DOTX)))
    assert b"template.main+xml" not in ZipFile(io.BytesIO(data)).read("[Content_Types].xml")
    assert docx.Document(io.BytesIO(data)).paragraphs[0].text == document().title


@pytest.mark.parametrize(("path", "data"), [("../letter.docx", b""), (TEMPLATE, b"no zip"), ("none.docx", None)])
def test_what_cannot_serve_is_a_fault_of_the_writer_too(tmp_path: Path, path: str, data: bytes | None) -> None:
    root = tmp_path / "root"
    root.mkdir()
    workspace = styled(root, data, path) if data is not None else Workspace(root)
    with pytest.raises(TemplateFault):
        to_docx(replace(sample(), template=path), workspace)
