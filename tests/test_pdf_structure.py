"""The structure of a PDF: true to the document, in its order, whole, and of the types that readers know (PDF/UA-1)."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import page as validator
import pytest
from msgspec.structs import replace

from briefing import pipeline
from briefing.document import Chart, Differences, Document, Figure, Foreign, ItemList, Paragraph, Section, Text, plain
from briefing.render import pdf
from briefing.workspace import Workspace
from tests.heard import expected, labels, spoken
from tests.pdftree import Element, Run, Tagged
from tests.sample import document, words
from tests.test_render_html import squeezed
from tests.test_render_pdf import long_document, workspace_in

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("sample", "long", "real")
STANDARD = {
    *("Document", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "H1", "H2", "H3", "H4", "P", "L", "LI", "Lbl", "LBody"),
    *("Table", "TR", "TH", "TD", "THead", "TBody", "Span", "Em", "Strong", "Note", "Reference", "Link", "Figure"),
}


class Case:
    def __init__(self, what: Document, workspace: Workspace) -> None:
        self.document = what
        self.data = pdf.to_pdf(what, workspace)
        self.tagged = Tagged(self.data)
        self.root = self.tagged.root

    def block(self, text: str, *roles: str) -> Element:
        """The element of these roles that begins with a text."""
        (found,) = (one for one in self.root.all(*roles) if squeezed(one.text()).startswith(squeezed(text)))
        return found


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Case]:
    real = Workspace(ROOT)
    return {
        "sample": Case(document(), workspace_in(tmp_path_factory.mktemp("sample") / "w")),
        "long": Case(long_document(), workspace_in(tmp_path_factory.mktemp("long") / "w")),
        "real": Case(pipeline.document(pipeline.check(real)), real),
    }


@pytest.fixture(params=NAMES)
def case(request: pytest.FixtureRequest, cases: dict[str, Case]) -> Case:
    return cases[request.param]


@pytest.fixture
def sample(cases: dict[str, Case]) -> Case:
    return cases["sample"]


@pytest.fixture
def long(cases: dict[str, Case]) -> Case:
    return cases["long"]


def areas(link: Element) -> list[Any]:
    """The annotations of a link."""
    return [kid for kid in link.kids if not isinstance(kid, Run | Element)]


def goal(link: Element) -> str:
    """Where it leads inside the file. Repeated on other pages it may have more areas."""
    (found,) = {str(area.Dest) for area in areas(link)}
    return found


def from_template(folder: Path, body: str, style: str = "") -> Tagged:
    """What a template of a workspace makes."""
    workspace = workspace_in(folder / "w")
    page = f'<html lang="en"><title>x</title><style>{style}</style><body>{body}</body></html>'
    workspace.path("templates/brief.html.j2").write_text(page)
    return Tagged(pdf.to_pdf(document(), workspace))


# The whole ------------------------------------------------------------------------------------------------------------------


def test_validators_find_nothing(case: Case, tmp_path: Path) -> None:
    for profile in ("ua1", "3a"):
        report = validator.validate_pdf_bytes(case.data, profile=profile)
        assert report.is_compliant, str(report)
    (tmp_path / "a.pdf").write_bytes(case.data)
    done = subprocess.run(["qpdf", "--check", tmp_path / "a.pdf"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_character_is_in_the_tree_once_or_is_decoration(case: Case) -> None:
    drawn, told = case.tagged.runs, Counter(case.root.runs)
    for run in drawn:
        assert told[run] == (run.number is not None), run
        assert (run.tag == "Artifact") == (run.number is None), "outside of all marks, or with a number of no use"
    assert sum(told.values()) == sum(run.number is not None for run in drawn)


def test_only_rulers_and_repetitions_are_decoration(case: Case) -> None:
    """Heads and feet of pages, the dots of the contents, signs beside boxes, and heads of tables that go on."""
    heads = squeezed("".join(one.text() for one in case.root.all("THead")))
    rest = {squeezed(run.text) for run in case.tagged.runs if run.tag == "Artifact" and "/Subtype" not in run.properties}
    assert {text for text in rest if not set(text) <= set(".·—!i≠") and text not in heads} == set()


def test_heads_and_feet_of_pages_say_what_they_are(long: Case) -> None:
    kinds = {squeezed(run.text): run.properties for run in long.tagged.runs if "/Subtype" in run.properties}
    foot = kinds[f"Page2of{len(long.tagged.pdf.pages)}"]
    head = kinds[squeezed(long.document.marking)]
    assert (foot["/Type"], foot["/Subtype"], [*foot["/Attached"]]) == ("/Pagination", "/Footer", ["/Bottom"])
    assert (head["/Type"], head["/Subtype"], [*head["/Attached"]]) == ("/Pagination", "/Header", ["/Top"])


def test_the_tree_reads_as_the_document_does(case: Case) -> None:
    told = squeezed(spoken(case.root))
    at = 0
    between: list[str] = []
    for text in filter(None, map(squeezed, expected(case.document))):
        found = told.find(text, at)
        assert found >= 0, f"{text} does not follow on {told[max(at - 60, 0) : at]}"
        between.append(told[at:found])
        at = found + len(text)
    known = "|".join(sorted(map(re.escape, filter(None, map(squeezed, labels(case.document)))), key=len, reverse=True))
    rest = [one for one in (re.sub(known, "", text) for text in (*between, told[at:])) if one.strip("0123456789.,:;•")]
    assert rest == []


def test_back_ways_lead_to_the_elements(case: Case) -> None:
    """From every run of a page, and from every annotation, to the element that it is in."""
    parents = case.tagged.parents
    keys = [int(page.StructParents) for page in case.tagged.pdf.pages]
    assert keys == list(range(len(keys)))
    for element in case.root.walk():
        for kid in element.kids:
            if isinstance(kid, Run):
                assert kid.number is not None
                assert parents[kid.page][kid.number].objgen == element.dictionary.objgen
            elif not isinstance(kid, Element):
                assert parents[int(kid.StructParent)].objgen == element.dictionary.objgen
        if element.parent is not None:
            assert element.dictionary.P.objgen == element.parent.dictionary.objgen
    assert sum(len(parents[key]) for key in keys) == len(case.root.runs)
    assert case.tagged.pdf.Root.StructTreeRoot.ParentTreeNextKey == len(parents)


def test_types_are_true_and_nothing_is_empty(case: Case) -> None:
    assert {element.role for element in case.root.walk()} <= STANDARD
    assert [one.shape() for one in case.root.walk() if not one.kids and one.role not in ("TD", "TH")] == []
    assert dict(case.tagged.pdf.Root.StructTreeRoot.RoleMap.items()) == {"/Em": "/Span", "/Strong": "/Span"}


def test_readers_are_told_how_to_read(case: Case) -> None:
    catalog = case.tagged.pdf.Root
    assert catalog.ViewerPreferences.DisplayDocTitle
    assert catalog.MarkInfo.Marked
    assert catalog.Lang == case.document.language
    assert case.tagged.pdf.docinfo.Title == case.document.title
    assert all(page.Tabs == "/S" for page in case.tagged.pdf.pages)


# The parts ------------------------------------------------------------------------------------------------------------------


def test_sections_and_headings(case: Case) -> None:
    assert case.root.role == "Document"
    assert {element.role for element in case.root.elements} == {"Sect"}
    first, *others = case.root.elements
    assert [squeezed(one.text()) for one in case.root.all("H1")] == [squeezed(case.document.title)]
    assert first.all("H1")
    assert [one.elements[0].role for one in others] == ["H2"] * len(others)
    levels = [int(one.role[1]) for one in case.root.all("H1", "H2", "H3", "H4", "H5", "H6")]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    titles = [squeezed(plain(section.title)) for section in case.document.sections]
    told = [squeezed(one.elements[0].text(without=("Reference",))) for one in others]
    assert [title for title in told if title != squeezed(case.document.labels.contents)] == titles


def test_a_paragraph_over_two_pages_is_one(long: Case) -> None:
    over = [one for one in long.root.all("P") if len({run.page for run in one.runs}) > 1]
    assert over
    paragraphs = [block for section in long.document.sections for block in section.blocks if isinstance(block, Paragraph)]
    told = Counter(squeezed(one.text(without=("Reference",))) for one in long.root.all("P"))
    for paragraph in paragraphs:
        assert told[squeezed(plain(paragraph.text))] == 1


@pytest.mark.parametrize("name", ["long", "real"])
def test_words_stay_apart_where_a_line_ends(cases: dict[str, Case], name: str) -> None:
    """By the characters alone, as readers take them that do not look where on the page they stand."""
    case = cases[name]
    blocks = [block for section in case.document.sections for block in section.blocks]
    paragraphs = [block.text for block in blocks if isinstance(block, Paragraph)]
    items = [item for block in blocks if isinstance(block, ItemList) for item in block.items]
    told = {" ".join(spoken(one).split()) for one in case.root.all("P")}
    told |= {" ".join(one.text(without=("Reference", "Note")).replace("\u00ad", "").split()) for one in case.root.all("LBody")}
    assert len(paragraphs) > 9 and len(items) > 4
    assert [text for text in map(plain, (*paragraphs, *items)) if " ".join(text.split()) not in told] == []


def test_a_table_over_two_pages_is_one(long: Case) -> None:
    table = next(one for one in long.root.all("Table") if "longtable" in squeezed(one.text()))
    assert len({run.page for run in table.runs}) > 1
    assert [one.role for one in table.elements] == ["Caption", "THead", "TBody"]
    assert len(table.only("THead").all("TR")) == 1
    assert len(table.only("TBody").all("TR")) == 24
    assert "Head of the long table" in {run.text for run in long.tagged.runs if run.tag == "Artifact"}


def test_tables_have_headers_of_rows_and_columns(sample: Case) -> None:
    table = sample.root.all("Table")[0]
    assert table.shape() == (
        "Table(Caption(Reference(Link)) THead(TR(TH TH TH)) TBody(TR(TH TD(Reference(Link)) TD) TR(TH TD TD(Reference(Link)))"
        " TR(TH TD TD)))"
    )
    assert {one.attribute("/Scope") for one in table.only("THead").all("TH")} == {"/Column"}
    assert {one.attribute("/Scope") for one in table.only("TBody").all("TH")} == {"/Row"}
    assert table.attribute("/Summary") == "Area, output and share, with the method of each"


def test_lists_have_labels_and_bodies(sample: Case) -> None:
    assert sample.block("1. First.", "L").shape() == "L(LI(Lbl LBody) LI(Lbl LBody(Reference(Link) Note(Lbl(Link)))))"
    assert sample.block("1. First.", "L").attribute("/ListNumbering") == "/Decimal"
    assert sample.root.elements[1].only("L").attribute("/ListNumbering") == "/Disc"
    assert sample.block("3 February 2026 The meeting", "L").shape() == (
        "L(LI(Lbl LBody(Reference(Link) Note(Lbl(Link)))) LI(Lbl LBody))"
    )
    assert next(one.text() for one in sample.block("3 February 2026 The meeting", "L").all("Lbl")) == "3 February 2026"


def test_pictures_and_charts_are_one_figure_each(sample: Case) -> None:
    blocks = [block for section in sample.document.sections for block in section.blocks if isinstance(block, Figure | Chart)]
    figures = sample.root.all("Figure")
    assert [str(one.dictionary.Alt) for one in figures] == [block.alt for block in blocks]
    for figure in figures:
        assert figure.elements == []
        assert len(figure.kids) == 1
        left, low, right, high = map(float, figure.attribute("/BBox"))
        assert 0 <= left < right <= 596
        assert 0 <= low < high <= 842
        assert figure.parent is not None
        assert figure.parent.elements[0].role == "Caption"


def test_what_stands_apart(sample: Case) -> None:
    assert sample.block("I like frank", "BlockQuote").shape() == "BlockQuote(P P(Reference(Link)) Note(Lbl(Link)))"
    judgment = sample.block("Judgment It is likely", "Div")
    assert judgment.shape() == (
        "Div(P Div(P P) Div(P P(Reference(Link)) Note(Lbl(Link))) Div(P L(LI(LBody) LI(LBody))))"
    )  # fmt: skip
    callout = sample.block("Sources differ", "Div")
    assert callout.shape() == "Div(P P(Reference(Link)) Note(Lbl(Link)) P)"


def test_where_sources_differ_is_a_list_whose_items_can_be_counted(case: Case) -> None:
    blocks = [block for section in case.document.sections for block in section.blocks]
    differing = [block.entries for block in blocks if isinstance(block, Differences)]
    for entries in differing:
        annex = case.block(entries[0].question, "L")
        for item, entry in zip(annex.elements, entries, strict=True):
            assert item.shape().startswith("LI(LBody(Strong")
            assert squeezed(item.only("Strong").text()) == squeezed(entry.question)
    assert differing or case.document.id == "long"


def items(toc: Element, depth: int = 1) -> Iterator[tuple[int, Element]]:
    """The entries of contents, and of those in them, each with its depth."""
    for item in toc.elements:
        yield depth, item
        for inner in item.elements[1:]:
            yield from items(inner, depth + 1)


def test_contents_lead_to_their_goals(case: Case) -> None:
    entries = list(case.document.contents())
    toc = case.root.all("TOC")[0]
    assert [depth for depth, _ in items(toc)] == [level for level, _, _ in entries]
    for (_, element), (_, text, name) in zip(items(toc), entries, strict=True):
        assert re.fullmatch(r"TOCI\(Reference\(Link\)( TOC\(.*\))?\)", element.shape())
        link = element.elements[0].only("Link")
        annotation = areas(link)[0]
        assert goal(link) == name
        assert squeezed(str(annotation.Contents)) == squeezed(text)
        assert re.fullmatch(rf"{re.escape(squeezed(text))}\d+", squeezed(link.text()))


# Links and notes --------------------------------------------------------------------------------------------------------------


def test_every_link_is_told_once_a_page_and_in_words(case: Case) -> None:
    told = {}
    for link in case.root.all("Link"):
        assert areas(link)
        for area in areas(link):
            told[area.objgen] = link
    assert {one.objgen for _, one in case.tagged.annotations} == set(told)
    seen = Counter((number, told[one.objgen].dictionary.objgen) for number, one in case.tagged.annotations)
    assert set(seen.values()) == {1}
    for _, one in case.tagged.annotations:
        left, high, right, low = map(float, one.Rect)
        assert abs(right - left) > 2
        assert abs(high - low) > 4
        assert str(one.Contents).strip()
        assert one.Contents != one.get("/Dest")


def test_a_link_over_two_lines_is_one_with_two_areas(tmp_path: Path) -> None:
    tagged = from_template(tmp_path, '<p style="width: 3em"><a href="https://example.org/">two <em>words</em></a></p>')
    ((_, annotation),) = tagged.annotations
    corners = [float(value) for value in annotation.QuadPoints]
    assert len(corners) == 16
    xs, ys = sorted(float(annotation.Rect[at]) for at in (0, 2)), sorted(float(annotation.Rect[at]) for at in (1, 3))
    assert (xs, ys) == ([min(corners[::2]), max(corners[::2])], [min(corners[1::2]), max(corners[1::2])])


def test_every_call_has_its_note_right_behind_it(case: Case) -> None:
    calls = [one for one in case.root.all("Reference") if one.parent is not None and one.parent.role != "TOCI"]
    notes = case.root.all("Note")
    numbers = [str(note.number) for note in case.document.notes]
    assert [squeezed(one.text()) for one in calls] == numbers
    assert [squeezed(one.only("Lbl").text()) for one in notes] == numbers
    assert [str(one.dictionary.ID) for one in notes] == [f"note-{number}" for number in numbers]
    names: Any = case.tagged.pdf.Root.StructTreeRoot.IDTree.Names
    assert {str(names[at]): names[at + 1].objgen for at in range(0, len(names), 2)} == {
        str(one.dictionary.ID): one.dictionary.objgen for one in notes
    }
    order = {id(element): at for at, element in enumerate(case.root.walk())}
    for call, note, number in zip(calls, notes, numbers, strict=True):
        goals = [
            str(kid.Dest)
            for one in (call, note.only("Lbl"))
            for kid in one.only("Link").kids
            if not isinstance(kid, Run | Element)
        ]
        assert set(goals) == {f"note-{number}", f"ref-{number}"}
        assert note.elements[0].role == "Lbl"
        holder = note.parent
        assert holder is not None
        inside = _block_with(call)
        if inside.role in ("LBody", "LI"):
            assert holder is inside
        else:
            assert holder is inside.parent
            between = holder.elements[holder.elements.index(inside) + 1 : holder.elements.index(note)]
            assert {one.role for one in between} <= {"Note"}
        assert order[id(call)] < order[id(note)]


def _block_with(call: Element) -> Element:
    above = [call]
    while above[-1].parent is not None:
        above.append(above[-1].parent)
    table = [one for one in above if one.role == "Table"]
    return table[0] if table else next(one for one in above if one.role not in ("Reference", "Link", "Em", "Strong", "Span"))


# What only some documents have ------------------------------------------------------------------------------------------------


def test_words_in_another_language_say_so(tmp_path: Path) -> None:
    foreign = Paragraph("p", (Text("Called "), Foreign("es", (Text("paz total"),)), Text(" there.")))
    what = replace(document(), sections=(Section("one", words("One"), "body", (foreign,)),), notes=())
    tagged = Tagged(pdf.to_pdf(what, workspace_in(tmp_path / "w")))
    told = {element.text(): str(element.dictionary.Lang) for element in tagged.root.walk() if "/Lang" in element.dictionary}
    assert told == {"paz total": "es"}


def test_a_hyphen_that_divides_a_word_is_no_letter_of_it(tmp_path: Path) -> None:
    body = '<p style="width: 6em; hyphens: auto">incomprehensible, well-known x</p><p style="width: 3em">well-known</p>'
    font = 'url({{ resource("fonts/SourceSerif4-Regular.ttf") }})'
    root = from_template(tmp_path, body, f"@font-face {{ font-family: x; src: {font} }} p {{ font-family: x }}").root
    divided, whole = (one.text() for one in root.all("P"))
    assert "\u00ad" in divided
    assert squeezed(divided).replace("\u00ad", "") == "incomprehensible,well-knownx"
    assert squeezed(whole) == "well-known"


def test_templates_choose_types(tmp_path: Path) -> None:
    body = """<main><div data-pdf="Sect">loose <em>text</em><p class="s">a block</p><b data-pdf="Artifact">gone</b></div>
    <aside data-pdf="none"><p>x <a>to nowhere</a></p></aside><abbr title="World Health Organization">WHO</abbr>
    <img alt="" src="picture.png"><ul><li>a<ul><li>b</li></ul></li></ul><p></p><div><div></div></div></main>"""
    tagged = from_template(tmp_path, body, ".s::before { content: 'said ' }")
    assert tagged.root.shape() == "Document(Sect(P(Em) P) P(Span) P(Span) L(LI(Lbl LBody(L(LI(Lbl LBody))))))"
    assert squeezed(tagged.root.text()) == "loosetextsaidablockxtonowhereWHO•a◦b"
    assert [str(one.dictionary.E) for one in tagged.root.walk() if "/E" in one.dictionary] == ["World Health Organization"]


def test_what_is_drawn_as_if_on_glass_is_told_too(tmp_path: Path) -> None:
    tagged = from_template(tmp_path, "<p>plain</p><p style='opacity: .5'>pale</p>")
    _, pale = tagged.pdf.Root.StructTreeRoot.K[0].K
    (content,) = pale.K
    assert b"MCID 0" in content.Stm.read_bytes()
    assert tagged.parents[int(content.Stm.StructParents)][int(content.MCID)].objgen == pale.objgen


def test_lines_under_words_are_no_decoration_inside_them(sample: Case) -> None:
    for page in sample.tagged.pdf.pages:
        depth: list[bytes] = []
        for mark in re.findall(rb"/(\w+)\s+(?:<<.*?>>\s*)?B[DM]C|(EMC)", page.Contents.read_bytes(), re.DOTALL):
            if mark[1]:
                depth.pop()
            else:
                assert not depth or mark[0] == b"Span"
                depth.append(mark[0])
