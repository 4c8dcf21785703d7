"""The HTML writer: everything is there, everything is escaped, nothing is fetched, and a template's mistake has a place."""

from __future__ import annotations

import re
import tracemalloc
from base64 import b64decode
from html import escape, unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from lxml import html as parser
from lxml.html import HtmlElement
from msgspec.structs import replace

from briefing.document import Column, Document, Link, Paragraph, References, Table, Text, plain, texts
from briefing.render import sandbox
from briefing.render.faults import ResourceFault, TemplateFault
from briefing.render.html import to_html, to_page
from briefing.workspace import Workspace, program_templates
from tests.sample import document, words

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63680000008200814ef1a6390000000049454e44ae426082"
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "picture.png").write_bytes(PNG)
    (tmp_path / "templates").mkdir()
    return Workspace(tmp_path)


def drawn(workspace: Workspace, what: Document | None = None, *, paged: bool = False) -> str:
    return to_html(what or document(), workspace.template_folders, root=workspace.root, paged=paged)


def with_block(block: Paragraph | Table) -> Document:
    """The sample, with one block more at the end of its body."""
    sample = document()
    sections = tuple(
        replace(section, blocks=(*section.blocks, block)) if section.id == "background" else section
        for section in sample.sections
    )
    return replace(sample, sections=sections)


def find(tree: HtmlElement, path: str) -> Any:
    """What an XPath gives, of whatever type."""
    return tree.xpath(path)


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u2060]+", "", text)


def every_text(what: Document) -> list[str]:
    """What a reader must find: every text of every block and note, and the words of the title block."""
    runs = [section.title for section in what.sections]
    runs += [run for section in what.sections for block in section.blocks for run in texts(block)]
    runs += [note.text for note in what.notes]
    pieces = [part.text for run in runs for part in run if isinstance(part, Text)]
    front = [what.title, what.subtitle, what.marking, what.date, what.cutoff, what.abstract]
    kinds = [
        entry.kind[1:]
        for section in what.sections
        for block in section.blocks
        if isinstance(block, References)
        for entry in block.entries
    ]
    return [*front, *pieces, *kinds]


@pytest.mark.parametrize("paged", [False, True])
def test_every_text_is_there(workspace: Workspace, paged: bool) -> None:
    seen = squeezed(find(parser.document_fromstring(drawn(workspace, paged=paged)), "string(//body)"))
    assert [text for text in every_text(document()) if squeezed(text) not in seen] == []


@pytest.mark.parametrize("paged", [False, True])
def test_every_link_inside_has_its_goal_and_every_name_is_unique(workspace: Workspace, paged: bool) -> None:
    tree = parser.document_fromstring(drawn(workspace, paged=paged))
    names = find(tree, "//@id")
    assert len(names) == len(set(names))
    goals = {str(goal)[1:] for goal in find(tree, "//a/@href") if str(goal).startswith("#")}
    assert goals <= set(names)
    for note in document().notes:
        assert {f"note-{note.number}", f"ref-{note.number}"} <= goals
        (call,) = find(tree, f"//*[@id='ref-{note.number}']/descendant-or-self::a")
        assert call.get("href") == f"#note-{note.number}"


def test_text_is_escaped_wherever_it_stands(workspace: Workspace) -> None:
    evil = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    sample = with_block(Paragraph("evil", words(evil)))
    sample = replace(sample, title=evil, subtitle=evil, marking=evil, abstract=evil, issuer=evil, date=evil)
    page = drawn(workspace, sample)
    tree = parser.document_fromstring(page)
    assert find(tree, "//script | //@onerror | //img[@src='x']") == []
    assert "&lt;script&gt;" in page


MARKUP = "{% macro m() %}X{% endmacro %}"


@pytest.mark.parametrize(
    "written",
    [
        "{{ namespace(__html__=document.title.strip) }}",
        "{{ namespace({'__html__': document.title.strip}) }}",
        "{% set n = namespace() %}{% set n.__html__ = document.title.strip %}{{ n }}",
        MARKUP + "{{ m() + namespace(__html__=document.title.strip) }}",
        MARKUP + "{{ m().join([namespace(__html__=document.title.strip), 'a']) }}",
        MARKUP + "{{ m().translate({88: document.title}) }}",
        MARKUP + "{{ m() | indent(document.title, first=true) }}",
        "{% filter indent(document.title, true) %}X{% endfilter %}",
        MARKUP + "{{ m().replace('X', document.title) }}",
        MARKUP + "{{ m() | replace('X', document.title) }}",
        MARKUP + "{{ m() | wordwrap(1, wrapstring=document.title) }}{{ [m(), document.title] | join(document.title) }}",
        "{{ (document.title | e).translate({38: '<'}) }}{{ (document.title | e).replace('&lt;', '<') }}",
        "{{ (document.title | e).unescape() }}{{ document.title | e | striptags }}",
        '<p title="{{ document.title | tojson }}">',
        "<p{{ {'title': document.title} | xmlattr }}>",
        "{{ ('http://a.bc/' ~ document.title) | urlize(rel=document.title, target=document.title) }}",
    ],
)
def test_no_way_leads_around_escaping(workspace: Workspace, written: str) -> None:
    workspace.path("templates/brief.html.j2").write_text(written)
    sample = replace(document(), title='<i id="evil">" id="evil" \'')
    try:
        page = drawn(workspace, sample, paged=True)
    except TemplateFault:
        return
    assert find(parser.fragment_fromstring(page, create_parent="div"), ".//*[@id='evil']") == []


def test_only_addresses_become_links(workspace: Workspace) -> None:
    page = drawn(workspace, with_block(Paragraph("evil", (Link("javascript:alert(1)", words("press")),))))
    assert "javascript:" not in page
    assert "press" in page


def test_the_screen_page_stands_alone(workspace: Workspace) -> None:
    page = to_page(document(), workspace).decode()
    tree = parser.document_fromstring(page)
    assert find(tree, "//link | //script | //iframe") == []
    assert all(str(source).startswith("data:image/png;base64,") for source in find(tree, "//@src"))
    assert {found[:20] for found in re.findall(r"url\((.*?)\)", page)} == {'"data:font/woff;base'}
    assert "default-src 'none'" in page
    assert "script-src" not in page, "none at all"


def test_the_fonts_have_the_letters_of_the_page_and_no_others(workspace: Workspace) -> None:
    def fonts(page: str) -> list[TTFont]:
        return [TTFont(BytesIO(b64decode(data))) for data in re.findall(r"data:font/woff;base64,([^\"]+)", page)]

    plain, greek = drawn(workspace), drawn(workspace, with_block(Paragraph("greek", words("λόγος"))))
    assert len(fonts(plain)) == len(fonts(greek)) == 6
    for without, with_them in zip(fonts(plain), fonts(greek), strict=True):
        assert {*map(ord, "AZaz09“”é")} <= {*without.getBestCmap()}
        assert {*map(ord, "λόγος")} == {*with_them.getBestCmap()} - {*without.getBestCmap()}
        assert "GPOS" in without, "letters are kerned"
        assert any("Adobe" in str(name) for name in without["name"].names), "whose font it is stays in it"
    assert drawn(workspace) == plain


@pytest.mark.parametrize(
    "style",
    [
        "url(style/band.png)",
        "url( 'style/band.png' )",
        'url("file:///workspace/style/band.png")',
        "URL(./style/../style/band.png)",
        r"url(style\2f band\.png)",
        "url(file:///templates/own/band.png)",
        "image-set('style/band.png' type('image/png'))",
    ],
)
def test_pictures_that_styles_name_are_in_the_page(workspace: Workspace, style: str) -> None:
    for folder in ("style", "templates/own"):
        workspace.path(folder).mkdir()
        workspace.path(f"{folder}/band.png").write_bytes(PNG)
    page = f'<style>p {{ background: {style} }}</style>\n<p style="color: red; background: {escape(style)}">'
    workspace.path("templates/brief.html.j2").write_text(page)
    made = parser.fragments_fromstring(drawn(workspace))
    for found in (made[0].text, made[1].get("style")):
        assert found is not None
        (data,) = re.findall(r'background: (?:image-set\()?url\("data:image/png;base64,([^"]+)"\)', found)
        assert b64decode(data) == PNG
    assert (made[1].get("style") or "").startswith("color: red; ")
    assert style in unescape(drawn(workspace, paged=True)), "the engine reads it by its address"


@pytest.mark.parametrize(
    "written",
    [
        "<style>/* url(gone.png) */ p::before { content: 'url(gone.png)' }</style>",
        "<style>p { mask: url(#shape); background: url(data:image/png;base64,AAAA); border-image: url() }</style>",
        "<style>@import url(gone.css);</style>",
        "<p>style=&#34;background: url(gone.png)&#34; url(gone.png)</p>",
        "<p>{{ 'style=\"background: url(gone.png)\"' }}</p>",
        '<a href="https://far.invalid/">x</a><map><area href="far.html"></map><svg><a xlink:href="far.html">x</a></svg>',
        '<link rel="canonical" href="https://far.invalid/"><form action=""></form><form action="mailto:a@b.invalid"></form>',
        '<svg><rect fill="url(#a)"/><use href="#a"/></svg><img src="data:image/gif;base64,AAAA">',
        "<!-- <script src=a.js> --><p title=\"<script src='a.js'> url(b)\" data-src=\"a.js\">{{ '<img src=a.png>' }}</p>",
    ],
)
def test_what_names_no_file_stays_as_it_is(workspace: Workspace, written: str) -> None:
    workspace.path("templates/brief.html.j2").write_text(written)
    assert drawn(workspace) == drawn(workspace, paged=True)


def test_all_files_that_styles_ask_for_in_vain_are_told_at_once(workspace: Workspace) -> None:
    style = (
        "url(gone.png) url(http://far.invalid/a.png) url(/etc/passwd) url(gone.png) url(http://[) image-set('//far.invalid/b')"
    )
    workspace.path("templates/brief.html.j2").write_text(f"<style>p {{ background: {style} }}</style>")
    with pytest.raises(ResourceFault) as caught:
        drawn(workspace)
    named = [resource.split(": ")[0] for resource in caught.value.resources]
    assert named == [
        "file:///workspace/gone.png",
        "http://far.invalid/a.png",
        "file:///etc/passwd",
        "http://[",
        "file://far.invalid/b",
    ]


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ('<script src="https://far.invalid/a"></script>', ["https://far.invalid/a"]),
        ("<SCRIPT SRC=//far.invalid/a></SCRIPT>", ["//far.invalid/a"]),
        ("<script src='own.js'></script>", ["own.js"]),
        ("<img/src='https://far.invalid/a'>", ["https://far.invalid/a"]),
        ('<img src="&#104;ttps://far.invalid/a">', ["https://far.invalid/a"]),
        ('<img src="../secret.png"><img src="gone.png">', ["../secret.png", "gone.png"]),
        ('<img src="data:," srcset="data:,AA 1x, https://far.invalid/a 2x,b.png 3x">', ["https://far.invalid/a", "b.png"]),
        ('<picture><source srcset="https://far.invalid/a"></picture>', ["https://far.invalid/a"]),
        ('<iframe src="https://far.invalid/a"></iframe>', ["https://far.invalid/a"]),
        ("<iframe srcdoc='<img src=x>'></iframe>", ["srcdoc"]),
        ("<iframe src='data:text/html,x'></iframe>", ["data:text/html,x"]),
        ('<link rel="stylesheet" href="https://far.invalid/a">', ["https://far.invalid/a"]),
        ('<link href="own.css" rel="alternate stylesheet">', ["own.css"]),
        ('<object data="https://far.invalid/a"></object><embed src="b">', ["https://far.invalid/a", "b"]),
        ('<form action="https://far.invalid/a"><button formaction="b">x</button></form>', ["https://far.invalid/a", "b"]),
        ('<base href="https://far.invalid/">', ["https://far.invalid/"]),
        ('<video src="a" poster="b"><track src="c"></video><audio src="d"></audio>', ["a", "b", "c", "d"]),
        ('<svg><image xlink:href="a"/><use href="https://far.invalid/a#b"/></svg>', ["a", "https://far.invalid/a#b"]),
        ('<svg><rect fill="url(https://far.invalid/a)"/></svg>', ["https://far.invalid/a"]),
        ("<meta http-equiv=refresh content=\"1; URL='https://far.invalid/a'\">", ["https://far.invalid/a"]),
        ('<a href="https://far.invalid/" ping="https://far.invalid/a">x</a>', ["https://far.invalid/a"]),
        ('<table background="https://far.invalid/a"></table>', ["https://far.invalid/a"]),
    ],
)
def test_what_a_browser_would_load_is_refused(workspace: Workspace, written: str, asked: list[str]) -> None:
    (workspace.root.parent / "secret.png").write_bytes(PNG)
    workspace.path("templates/brief.html.j2").write_text(written)
    with pytest.raises(ResourceFault) as caught:
        drawn(workspace)
    assert [resource.split(": ")[0] for resource in caught.value.resources] == asked


def test_pictures_that_elements_name_are_in_the_page(workspace: Workspace) -> None:
    page = '<img alt="a" src="picture.png"><svg><image xlink:href=./picture.png /></svg><td background="file:///workspace/picture.png">'
    workspace.path("templates/brief.html.j2").write_text(page)
    data = re.findall(r'="data:image/png;base64,([^"]+)"', drawn(workspace))
    assert [b64decode(one) for one in data] == [PNG, PNG, PNG]


def test_a_font_that_is_none_is_a_fault(workspace: Workspace) -> None:
    workspace.path("templates/fonts").mkdir()
    workspace.path("templates/fonts/SourceSans3-It.ttf").write_bytes(b"no font")
    with pytest.raises(ResourceFault, match=r"SourceSans3-It\.ttf: not a font"):
        drawn(workspace)


def test_a_call_opens_its_note_with_the_evidence(workspace: Workspace) -> None:
    tree = parser.document_fromstring(drawn(workspace))
    for note in document().notes:
        (button,) = find(tree, f"//*[@id='ref-{note.number}']/button")
        assert button.get("aria-label") == f"Note {note.number}"
        (sheet,) = find(tree, f"//*[@id='{button.get('popovertarget')}'][@popover][@role='dialog']")
        assert plain(note.text) in " ".join(sheet.text_content().split())
        (close,) = find(sheet, ".//button[@popovertargetaction='hide']")
        assert (close.get("popovertarget"), close.get("aria-label")) == (sheet.get("id"), "Close")
    (sheet,) = find(tree, "//*[@id='more_13']")
    (quotation,) = find(sheet, ".//blockquote")
    assert (quotation.get("lang"), quotation.text_content()) == ("es", "“el 3 de febrero, dijo ‘ella’ & <otros>”")
    assert find(sheet, ".//@href") == ["#weekly", "#difference-date", "#note-13"]
    said = " ".join(sheet.text_content().split())
    assert "Date of the meeting 3 February 2026 (in public)" in said
    assert "the Weekly (para. 13) Where the sources differ The daily (para. 1): 7 January 2024 set aside" in said
    assert said.endswith("The later date stands. In the list of notes")


def test_a_note_leads_to_no_annex_that_is_not_there(workspace: Workspace) -> None:
    short = replace(document(), sections=tuple(one for one in document().sections if one.id != "differences"))
    tree = parser.document_fromstring(drawn(workspace, short))
    assert find(tree, "//*[@id='more_4']//@href") == ["#weekly", "#daily", "#note-4"]
    assert "To be read with care" in find(tree, "string(//*[@id='more_4'])")


def test_a_warning_is_no_difference(workspace: Workspace) -> None:
    tree = parser.document_fromstring(drawn(workspace))
    (sheet,) = find(tree, "//*[@id='more_4']")
    (box,) = find(sheet, ".//*[contains(@class, 'callout')]")
    assert " ".join(box.text_content().split()) == "To be read with care The year is not given."
    assert find(sheet, ".//blockquote[2]/@lang") == [], "no language is told where none is known"
    assert "261,000 ha preferred" in " ".join(sheet.text_content().split())


def test_paper_has_no_sheets(workspace: Workspace) -> None:
    assert find(parser.document_fromstring(drawn(workspace, paged=True)), "//button | //*[@popover]") == []


def test_the_page_does_not_tell_where_the_workspace_is(workspace: Workspace) -> None:
    assert str(workspace.root) not in drawn(workspace, paged=True) + drawn(workspace)


def test_calls_side_by_side_are_told_apart(workspace: Workspace) -> None:
    text = (*words("Both."), *words("", 2), *words("", 3))
    calls = tuple(part for part in text if not isinstance(part, Text))
    tree = parser.document_fromstring(drawn(workspace, with_block(Paragraph("two", (Text("Both."), *calls)))))
    (paragraph,) = find(tree, "//p[@id='two']")
    assert paragraph.text_content() == "Both.2,3", "each number once, for those who copy the text"


LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsverordnungen"


def test_only_cells_that_no_page_could_hold_are_broken(workspace: Workspace) -> None:
    columns = (Column(words("What")), Column(words("How much"), "decimal"), Column(words("Why")))
    rows = (
        ("Vessels", "12", "A reason with words of the usual length, however many there are"),
        (LONG, "3.5 t " + LONG, "counts"),
    )
    table = Table("sums", 9, words("Sums"), columns, tuple(tuple(map(words, row)) for row in rows), (), "Sums")
    cells = find(parser.document_fromstring(drawn(workspace, with_block(table))), "//div[@id='sums']//tr/*")
    assert [cell.text_content() for cell in cells if "broken" in cell.get("class").split()] == [LONG, "3.5 t " + LONG]
    assert find(cells[3], "string(../td[1]/span/@style)") == "width: 0.00em", "and what is long makes no other cell wide"
    assert "broken" not in re.sub(r"<style>.*?</style>", "", drawn(workspace), flags=re.DOTALL)


def test_a_decimal_column_is_drawn_on_one_line(workspace: Workspace) -> None:
    rows = tuple((words("x"), words(cell)) for cell in ("3,001.5 t", "about 70 %", "none", "12"))
    table = Table("sums", 9, words("Sums"), (Column(words("What")), Column(words("How much"), "decimal")), rows, (), "Sums")
    tree = parser.document_fromstring(drawn(workspace, with_block(table)))
    cells = find(tree, "//div[@id='sums']//td")
    assert [cell.text_content() for cell in cells] == ["3,001.5 t", "about 70 %", "none", "12"]
    assert [find(cell, "string(span)") for cell in cells] == [".5 t", " %", "", ""]
    assert len(set(find(tree, "//div[@id='sums']//td/span/@style"))) == 1


@pytest.mark.parametrize(
    ("image", "wrong"),
    [
        ("../secret.png", "outside"),
        ("/etc/passwd", "outside"),
        ("away.png", "outside"),
        ("brief.txt", "neither"),
        ("no.png", "no such"),
    ],
)
@pytest.mark.parametrize("paged", [False, True])
def test_pictures_come_from_the_workspace_only(workspace: Workspace, image: str, wrong: str, paged: bool) -> None:
    (workspace.root.parent / "secret.png").write_bytes(PNG)
    (workspace.root / "brief.txt").write_text("text")
    (workspace.root / "away.png").symlink_to(workspace.root.parent / "secret.png")
    with pytest.raises(ResourceFault, match=wrong):
        drawn(workspace, document(image), paged=paged)


def test_a_template_of_the_workspace_takes_the_place_of_ours(workspace: Workspace) -> None:
    workspace.path("templates/brief.html.j2").write_text("<title>{{ document.title }}</title>")
    assert drawn(workspace) == "<title>A sample brief &amp; its &lt;title&gt;</title>\n"


@pytest.mark.parametrize(
    ("name", "text", "line", "message"),
    [
        ("brief.html.j2", "\n\n{{ nothing }}", 3, "nothing"),
        ("brief.html.j2", "\n{{ document.nothing }}", 2, "nothing"),
        ("brief.html.j2", "\n{% if %}", 2, "Expected"),
        ("brief.html.j2", "\n{% include 'gone.j2' %}", 2, "gone.j2"),
        ("brief.html.j2", "{{ stylesheet('gone.css') }}", 1, "gone.css"),
        ("brief.html.j2", "{{ stylesheet('../brief.yaml') }}", 1, "brief.yaml"),
        ("brief.html.j2", "\n{{ stylesheet('fonts') }}", 2, "there is no fonts"),
        ("brief.html.j2", "\n{{ stylesheet('') }}", 2, "there is no"),
        ("brief.html.j2", "\n{{ 1 / 0 }}", 2, "zero"),
        ("brief.html.j2", "\n{% macro m(a, a) %}{% endmacro %}{{ m(1, 2) }}", 2, "duplicate argument 'a'"),
        ("brief.html.j2", "\n\n{{ document.contents(a=1, a=2) }}", 3, "keyword argument repeated: a"),
        ("brief.html.j2", "\n" + "{% for a in 'a' %}" * 21 + "{% endfor %}" * 21, 2, "too many"),
        ("blocks.html.j2", "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", 0, "nested too deep"),
        ("brief.html.j2", "{{ " + "-" * 5000 + "1 }}", 0, "nested too deep"),
        ("brief.html.j2", "\n{{ 'a' | truncate(1, leeway=0) }}", 2, "expected length"),
        ("brief.html.j2", "\n{{ 1e400 | int }}", 2, "inf"),
        ("brief.html.j2", "\n{{ cycler().next() }}", 2, "at least one item"),
        ("brief.html.j2", "\n{{ '%c' % 0xD800 }}", 0, r"'\ud800', half of a letter"),
        ("brief.html.j2", "\n{{ ''.__class__.__mro__ }}", 2, "__class__"),
        ("brief.html.j2", "\n{{ document.nothing }}", 2, "a `Document` has no `nothing`"),
        ("brief.html.j2", "\n{% autoescape false %}{{ document.title }}{% endautoescape %}", 2, "everything is escaped"),
        ("brief.html.j2", "\n{{ document.title | safe }}", 2, "safe"),
        ("brief.html.j2", "\n{{ ['a', 'b'] | map('safe') | list }}", 2, "safe"),
        ("brief.html.j2", "\n{{ namespace(inside='<b>') | inside }}", 2, "`drawing`"),
        ("brief.html.j2", "\n{{ document.contents }}", 2, "`contents` is no text until it is called: write `contents()`"),
        ("brief.html.j2", "\nsee {{ 'the ' ~ document.contents }}", 2, "until it is called"),
        ("brief.html.j2", "\n{{ document.contents | upper }}", 2, "until it is called"),
        ("brief.html.j2", "\n{{ '%s' | format(document.contents) }}", 2, "until it is called"),
        ("brief.html.j2", "\n{{ '%s' % document.contents }}", 2, "until it is called"),
        ("brief.html.j2", "\n{{ '{}'.format(document.contents) }}", 2, "until it is called"),
        ("brief.html.j2", "\n{{ [document.contents] | join(', ') }}", 2, "until it is called"),
        ("brief.html.j2", "\n{% macro m() %}{% endmacro %}{{ m }}", 2, "write `m()`"),
        ("brief.html.j2", "\n{{ document.sections | map(attribute='id') }}", 2, "go through them with `for`"),
        ("brief.html.j2", "\n{{ document.sections | join(', ', attribute='title') }}", 2, "go through them with `for`"),
        ("brief.html.j2", "\n{{ document }}", 2, "a `Document` is no text"),
        ("brief.html.j2", "\n{{ document.contents | pprint }}", 2, "pprint"),
        ("inlines.html.j2", "\n{% macro run(inlines) %}\n{{ inlines }}{% endmacro %}", 3, "`| plain`"),
        ("brief.html.j2", "{% for a in range(99999) %}\n{% for b in range(99999) %}{% endfor %}{% endfor %}", 2, "too often"),
        ("brief.html.j2", "\n{{ 'x' * 10 ** 10 }}", 2, "too long"),
        ("brief.html.j2", "\n{{ 'x'.center(10 ** 10) }}", 2, "`center` alone would make up to 10,000,000,001"),
        ("brief.html.j2", "\n{{ '%9999999999d' % 1 }}", 2, "`%` alone would make up to 9,999,999,999"),
        ("brief.html.j2", "\n{{ '{:9999999999}'.format(1) }}", 2, "`format` alone would make up to 9,999,999,999"),
        ("brief.html.j2", "\n{{ '%*d' % (10 ** 10, 1) }}", 2, "in the place of the `*`"),
        ("brief.html.j2", "\n{{ '%(a(b)c)9999999999d' % {'a(b)c': 1} }}", 2, "no brackets"),
        ("brief.html.j2", "\n{{ '{:{}}'.format(1, 10 ** 10) }}", 2, "in the place of the inner"),
        ("brief.html.j2", "\n{{ [[1], [2]] | sum(start=[]) }}", 2, "several things"),
        ("brief.html.j2", "\n{{ (1).to_bytes(10 ** 10, 'big') }}", 2, "to_bytes"),
        ("brief.html.j2", "\n{{ [1, 2] | random }}", 2, "random"),
        ("brief.html.j2", "\n{{ lipsum() }}", 2, "lipsum"),
        ("brief.html.j2", "\n{% include 'brief.html.j2' %}", 2, "no end"),
        ("inlines.html.j2", "\n{% macro run(inlines) %}{{ run(inlines) }}{% endmacro %}", 2, "no end"),
        ("inlines.html.j2", "\n{% macro run(inlines) %}{{ nothing }}{% endmacro %}", 2, "nothing"),
        ("blocks.html.j2", "\n{% macro %}", 2, "expected token"),
    ],
)
def test_a_mistake_in_a_template_has_its_place(workspace: Workspace, name: str, text: str, line: int, message: str) -> None:
    workspace.path("brief.yaml").write_text("title: x")
    workspace.path(f"templates/{name}").write_text(text)
    with pytest.raises(TemplateFault) as caught:
        drawn(workspace)
    assert (caught.value.path, caught.value.line) == (f"templates/{name}", line)
    assert message in caught.value.message


def test_text_numbers_markup_and_what_is_empty_are_printed(workspace: Workspace) -> None:
    template = (
        "{% macro bold(text) %}<b>{{ text }}</b>{% endmacro %}{{ document.subtitle }}|{{ 3 }}|{{ 2.5 }}|{{ '' }}|"
        "{{ 'no' if document.issuer }}|{{ bold('<') }}|{{ 'a' ~ 1 ~ bold('b') }}|{{ ['<', bold('c')] | join('&') }}|"
        "{{ document.sections | join(', ', attribute='id') }}|{{ '%s of %d' | format('1', 2) }}"
    )
    workspace.path("templates/brief.html.j2").write_text(template)
    sections = ", ".join(section.id for section in document().sections)
    printed = f"With every kind of block|3|2.5|||<b>&lt;</b>|a1<b>b</b>|&lt;&amp;<b>c</b>|{sections}|1 of 2\n"
    assert drawn(workspace) == printed


@pytest.mark.parametrize(
    "calls",
    [
        "{% macro more(n) %}{% if n %}\n{{ more(n - 1) ~ more(n - 1) }}{% endif %}{% endmacro %}{{ more(99) }}",
        "\n{{ 'a' * 10000 }}",
        "\n{{ 100000 * ('a', 'b') }}",
        "\n{{ 3 ** 100000 }}",
        "{% for a in range(9999) | select %}\n{% for b in range(9999) | select %}x{% endfor %}{% endfor %}",
    ],
)
def test_calls_and_rounds_of_loops_are_counted_together(workspace: Workspace, calls: str, monkeypatch: Any) -> None:
    monkeypatch.setattr(sandbox, "_STEPS", 2000)
    workspace.path("templates/brief.html.j2").write_text(calls)
    with pytest.raises(TemplateFault, match="more than 2,000 steps") as caught:
        drawn(workspace)
    assert (caught.value.path, caught.value.line) == ("templates/brief.html.j2", 2)


GROWING = {
    "a width": "{{ 'a'.center(10 ** 10) }}",
    "a width with its name": "{{ 'a'.ljust(width=10 ** 10) }}",
    "a width to the right": "{{ 'a'.rjust(10 ** 10) }}",
    "noughts": "{{ '7'.zfill(10 ** 10) }}",
    "tabulators": "{{ 'a\\t'.expandtabs(10 ** 10) }}",
    "something longer for each letter": "{{ ('a' * 99999).replace('a', 'b' * 99999) }}",
    "the same by a table": "{{ ('a' * 99999).translate({97: 'b' * 99999}) }}",
    "something long between": "{{ ('a' * 99999).join(range(99999) | map('string')) }}",
    "many long things": "{{ ''.join(['a' * 99999] * 99999) }}",
    "the width of a format": "{{ '%9999999999d' % 1 }}",
    "its precision": "{{ '%.9999999999f' % 1 }}",
    "a format of many long things": "{{ ('%s' * 9999) % (('a' * 99999,) * 9999) }}",
    "braces": "{{ '{:9999999999}'.format(1) }}",
    "braces by another way": "{{ '{:9999999999}'['format'](1) }}",
    "braces of many long things": "{{ ('{0}' * 9999).format('a' * 99999) }}",
    "the filter for a width": "{{ 'a' | center(10 ** 10) }}",
    "the filter for a format": "{{ '%9999999999d' | format(1) }}",
    "the filter for a margin": "{{ 'a\\nb' | indent(10 ** 10) }}",
    "the filter that replaces": "{{ ('a' * 99999) | replace('a', 'b' * 99999) }}",
    "the filter that joins": "{{ range(99999) | map('string') | join('a' * 99999) }}",
    "the filter that joins long things": "{{ (['a' * 99999] * 99999) | join }}",
    "the filter that fills up": "{{ [1] | batch(10 ** 10, 0) | list | length }}",
    "the filter that cuts into pieces": "{{ [1] | slice(10 ** 10) | list | length }}",
    "the filter that rounds": "{{ 1 | round(10 ** 9, 'ceil') }}",
    "the filter for addresses": "{{ ('http://a.bc ' * 99999) | urlize(rel='x' * 99999) }}",
    "a text twice": "{% set n = namespace(t='a') %}{% for i in range(99) %}{% set n.t = n.t ~ n.t %}{% endfor %}",
    "a sum of texts": "{% set n = namespace(t='a') %}{% for i in range(99) %}{% set n.t = n.t + n.t %}{% endfor %}",
    "a sum of lists": "{% set n = namespace(t=[1]) %}{% for i in range(99) %}{% set n.t = n.t + n.t %}{% endfor %}",
    "a square": "{% set n = namespace(t=3) %}{% for i in range(99) %}{% set n.t = n.t * n.t %}{% endfor %}",
    "a block": "{% set n = namespace(t='a') %}{% for i in range(99) %}"
    "{% set x %}{{ n.t }}{{ n.t }}{% endset %}{% set n.t = x %}{% endfor %}",
    "what stands in loops": f"{{% for a in range(999) %}}{{% for b in range(999) %}}{'a' * 999}{{% endfor %}}{{% endfor %}}",
}


@pytest.mark.parametrize("written", GROWING.values(), ids=GROWING)
def test_much_that_comes_of_little_is_refused_before_it_is_made(workspace: Workspace, written: str, monkeypatch: Any) -> None:
    monkeypatch.setattr(sandbox, "_ROOM", 20_000_000)
    workspace.path("templates/brief.html.j2").write_text(f"\n{written}")
    tracemalloc.start()
    try:
        with pytest.raises(TemplateFault, match=r"templates (make|take) more than") as caught:
            drawn(workspace, paged=True)
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()
    assert (caught.value.path, caught.value.line) == ("templates/brief.html.j2", 2)


def test_what_templates_do_with_texts_has_room(workspace: Workspace) -> None:
    template = (
        "{{ ('a ' * 500000) | wordwrap(999) | length }}|{{ ('a' * 1000000).replace('b', 'c' * 999) | length }}|"
        "{{ 'a'.center(3) }}|{{ '7'.zfill(3) }}|{{ 'aba'.replace('a', 'xx') }}|{{ ', '.join(['a'] | map('upper')) }}|"
        "{{ '%05.1f' % 2.25 }}|{{ '{:>4}{name:,}'.format('a', name=5000) }}|"
        "{{ 'a\nb' | indent(2) }}|{{ [1, 2, 3] | batch(2, 0) | list | length }}|{{ 2.345 | round(1) }}|{{ [1, 2] | sum }}|"
        "{{ [1] + [2] == [1, 2] }}|{{ 12345678901 * 12345678901 }}"
    )
    workspace.path("templates/brief.html.j2").write_text(template)
    printed = "999999|1000000| a |007|xxbxx|A|002.2|   a5,000|a\n  b|2|2.3|3|True|152415787526596567801\n"
    assert drawn(workspace) == printed


def test_loops_know_what_they_go_through(workspace: Workspace) -> None:
    template = "{% for a in THINGS %}{{ a }} {{ loop.index }}/{{ loop.length }}{{ ';' if not loop.last }}{% endfor %}"
    for things in ("['x', 'y']", "['x', 'y', ''] | select"):
        workspace.path("templates/brief.html.j2").write_text(template.replace("THINGS", things))
        assert drawn(workspace) == "x 1/2;y 2/2\n"


def test_what_cannot_be_compiled_is_the_templates_fault(workspace: Workspace) -> None:
    workspace.path("templates/brief.html.j2").write_text("{{ 10 ** (10 ** 5) }}")
    with pytest.raises(TemplateFault, match="digits"):
        drawn(workspace)


@pytest.mark.parametrize("name", ["templates/parts/own.j2", "templates/own.css"])
def test_a_link_among_the_templates_leads_nowhere_outside(workspace: Workspace, name: str, tmp_path_factory: Any) -> None:
    asked = '{% include "parts/own.j2" %}' if name.endswith("j2") else '{{ stylesheet("own.css") }}'
    workspace.path("templates/brief.html.j2").write_text(asked)
    workspace.path("templates/parts").mkdir()
    workspace.path("shared").mkdir()
    for place, good in ((workspace.path("shared"), True), (tmp_path_factory.mktemp("outside"), False)):
        (place / "own").write_text("Our own")
        workspace.path(name).unlink(missing_ok=True)
        workspace.path(name).symlink_to(place / "own")
        if good:
            assert drawn(workspace) == "Our own\n"
            continue
        with pytest.raises(TemplateFault, match="leads out of the workspace") as caught:
            drawn(workspace)
        assert (caught.value.path, caught.value.line) == ("templates/brief.html.j2", 1)


def test_no_template_at_all_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(TemplateFault, match=r"brief\.html\.j2"):
        to_html(document(), (tmp_path,), root=tmp_path)


def test_colours_are_readable() -> None:
    """WCAG 2 AA: 4.5 to 1 for every colour of text, on white and on the tints of panels. A browser tells of the screen."""
    grounds = ["#ffffff", "#eaf0f5", "#fbf3e4", "#f5eff6", "#f4f6f8"]
    for sheet in ("brief.css", "paged.css"):
        style = (program_templates() / sheet).read_text("utf-8")
        for rule in re.findall(r"\{([^{}]*)\}", style):
            for ink in re.findall(r"(?<![-\w])color: (#\w+)", rule):
                own = re.findall(r"background: (#\w+)", rule)
                for ground in own or grounds if ink != "#fff" else own or ["#8a5200", "#6a2c70"]:
                    assert contrast(ink, ground) >= 4.5, f"{sheet}: {ink} on {ground}"


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
