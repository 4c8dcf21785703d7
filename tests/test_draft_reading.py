"""Reading Word's markup: every construct that holds text gives that text once, and each thing that is no text is told."""

from __future__ import annotations

import pytest

from briefing.draft.reading import read_bytes
from briefing.draft.tree import Anchor, Block, Cell, Change, Draft, Paragraph, Run, Table
from briefing.draft.views import paragraphs
from briefing.ooxml.base import NAMESPACE
from tests.wordfiles import BY, BY_BOB, archive, cell, deleted, field, ins, mark, members, note, p, part, r, row, table, word

ANN = Change("Ann", "2026-02-03T10:00:00Z")
BOB = Change("Bob", "2026-02-04T11:00:00Z")


def read(body: str, parts: dict[str, str] | None = None, links: dict[str, str] | None = None) -> Draft:
    return read_bytes(word(body, parts, links=links))


def only(body: str, parts: dict[str, str] | None = None, links: dict[str, str] | None = None) -> Paragraph:
    (paragraph,) = read(body, parts, links).body
    assert isinstance(paragraph, Paragraph)
    return paragraph


def texts(draft: Draft) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(draft.body)]


def styles(content: str) -> dict[str, str]:
    return {"styles": part("w:styles", content)}


# Runs --------------------------------------------------------------------------------------------------------------------


def test_runs_that_look_alike_are_one() -> None:
    split = '<w:r w:rsidR="1"><w:t>Two </w:t></w:r><w:r w:rsidR="2"><w:rPr><w:lang w:val="en"/></w:rPr><w:t>words</w:t></w:r>'
    assert only(p(split.replace("<w:t>Two", '<w:t xml:space="preserve">Two'))).runs == (Run("Two words"),)


def test_looks_are_direct_or_of_the_character_style() -> None:
    sheet = styles(
        '<w:style w:type="character" w:styleId="Loud"><w:name w:val="Shown Loud"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Louder"><w:name w:val="louder"/><w:basedOn w:val="Loud"/>'
        "<w:rPr><w:i/></w:rPr></w:style>"
    )
    content = (
        r("a", "<w:b/><w:strike/>")
        + r("b", '<w:b w:val="0"/><w:dstrike/>')
        + r("c", '<w:rStyle w:val="Louder"/>')
        + r("d", '<w:rStyle w:val="Loud"/><w:b w:val="false"/>')
    )
    assert only(p(content), sheet).runs == (
        Run("a", bold=True, struck=True),
        Run("b", struck=True),
        Run("c", bold=True, italic=True, style="louder"),
        Run("d", style="Shown Loud"),
    )


def test_characters_that_are_elements() -> None:
    content = (
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:noBreakHyphen/><w:softHyphen/>"
        '<w:br w:type="page"/><w:lastRenderedPageBreak/><w:ptab/></w:r>'
    )
    assert only(p(content)).text == "a\tb\nc\n\u2011\u00ad\t"


def test_spaces_at_the_ends_count_only_where_they_are_kept() -> None:
    assert only(p("<w:r><w:t> a\n </w:t></w:r>" + r(" b ") + "<w:r><w:t>c</w:t></w:r>")).text == "a b c"


def test_symbols_become_the_characters_they_look_like() -> None:
    content = "".join(
        f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'
        for font, code in (("Symbol", "F061"), ("Wingdings", "F0E0"), ("Arial", "2192"), ("Webdings", "F04A"), ("Symbol", "zz"))
    )
    assert only(p(content)).runs == (Run("α→→"), Run(object="symbol"), Run(object="symbol"))


def test_ruby_is_its_base_text() -> None:
    ruby = (
        "<w:r><w:ruby><w:rt><w:r><w:t>over</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>base</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    assert only(p(ruby)).text == "base"


@pytest.mark.parametrize(
    "holder",
    [
        "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
        '<w:smartTag w:element="place">{}</w:smartTag>',
        '<w:customXml w:element="x"><w:customXmlPr/>{}</w:customXml>',
        '<w:hyperlink w:anchor="elsewhere">{}</w:hyperlink>',
        '<w:dir w:val="rtl">{}</w:dir>',
        '<w:fldSimple w:instr=" TITLE ">{}</w:fldSimple>',
        "<mc:AlternateContent><mc:Choice Requires='w14'>{}</mc:Choice><mc:Fallback><w:r><w:t>old</w:t></w:r></mc:Fallback>"
        "</mc:AlternateContent>",
    ],
)
def test_what_holds_runs_is_seen_through(holder: str) -> None:
    assert only(p(r("a") + holder.format(r("b")) + r("c"))).runs == (Run("abc"),)


# Changes -----------------------------------------------------------------------------------------------------------------


def test_insertions_and_deletions_know_who_and_when() -> None:
    runs = only(p(r("a") + ins(r("b")) + deleted("c", BY_BOB))).runs
    assert runs == (Run("a"), Run("b", inserted=ANN), Run("c", deleted=BOB))


def test_a_change_in_a_change_is_both_in_either_order() -> None:
    first = f'<w:ins w:id="1" {BY}>{deleted("x", BY_BOB)}</w:ins>'
    second = f'<w:del w:id="1" {BY_BOB}><w:ins w:id="2" {BY}><w:r><w:delText>y</w:delText></w:r></w:ins></w:del>'
    assert only(p(first + second)).runs == (Run("xy", inserted=ANN, deleted=BOB),)


def test_moves_carry_their_name() -> None:
    body = (
        p(
            '<w:moveFromRangeStart w:id="1" w:name="move7"/>' + f'<w:moveFrom w:id="2" {BY}>{r("gone")}</w:moveFrom>',
            mark("moveFrom"),
        )
        + '<w:moveFromRangeEnd w:id="1"/>'
        + p(
            '<w:moveToRangeStart w:id="3" w:name="move7"/>' + f'<w:moveTo w:id="4" {BY}>{r("here")}</w:moveTo>',
            mark("moveTo"),
        )
        + '<w:moveToRangeEnd w:id="3"/>'
    )
    moved = Change("Ann", "2026-02-03T10:00:00Z", "move7")
    old, new = read(body).body
    assert isinstance(old, Paragraph) and isinstance(new, Paragraph)
    assert (old.runs, old.deleted, old.inserted) == ((Run("gone", deleted=moved),), moved, None)
    assert (new.runs, new.inserted, new.deleted) == ((Run("here", inserted=moved),), moved, None)


def test_marks_of_paragraphs_are_tracked_and_earlier_formats_are_not_read() -> None:
    earlier = f'<w:pPrChange w:id="9" {BY}><w:pPr><w:pStyle w:val="Old"/><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange>'
    both = f'<w:rPr><w:ins w:id="1" {BY}/><w:del w:id="2" {BY_BOB}/></w:rPr>{earlier}'
    found = only(p(r("x", f'<w:rPrChange w:id="3" {BY}><w:rPr><w:b/></w:rPr></w:rPrChange>'), both))
    assert (found.inserted, found.deleted, found.outline, found.runs) == (ANN, BOB, None, (Run("x"),))


@pytest.mark.parametrize("date", ["0-00-00T00:00:00Z", "yesterday", ""])
def test_what_is_no_date_is_none(date: str) -> None:
    assert only(p(ins(r("x"), f'w:author="Ann" w:date="{date}"'))).runs[0].inserted == Change("Ann", "")


def test_a_change_without_author_or_date_is_still_one() -> None:
    assert only(p(ins(r("x"), ""))).runs[0].inserted == Change("", "")


# Fields and links --------------------------------------------------------------------------------------------------------


def test_links_lead_out_of_the_file_only() -> None:
    content = (
        f'<w:hyperlink r:id="rId9">{r("out")}</w:hyperlink><w:hyperlink r:id="rId9" w:anchor="s">{r("part")}</w:hyperlink>'
        f'<w:hyperlink w:anchor="s">{r("in")}</w:hyperlink><w:hyperlink r:id="lost">{r("lost")}</w:hyperlink>'
    )
    found = only(p(content), links={"rId9": "https://example.org/?a=1&amp;b=2"}).runs
    assert found == (
        Run("out", link="https://example.org/?a=1&b=2"),
        Run("part", link="https://example.org/?a=1&b=2#s"),
        Run("inlost"),
    )


@pytest.mark.parametrize(
    ("code", "link"),
    [
        ('HYPERLINK "https://example.org/a b"', "https://example.org/a b"),
        ("hyperlink https://example.org", "https://example.org"),
        (r'HYPERLINK "https://example.org" \l "part" \o "a tip"', "https://example.org#part"),
        (r'HYPERLINK \l "part"', ""),
        (r"REF _Ref1 \h", ""),
    ],
)
def test_links_may_be_fields(code: str, link: str) -> None:
    content = r("a ") + field(code.replace('"', "&quot;"), r("result")) + r(" z")
    runs = only(p(content)).runs
    assert "".join(run.text for run in runs) == "a result z"
    assert {run.link for run in runs if "result" in run.text} == {link}


def test_a_link_as_a_simple_field() -> None:
    content = f"<w:fldSimple w:instr=' HYPERLINK \"https://example.org\" '>{r('x')}</w:fldSimple>{r('y')}"
    assert only(p(content)).runs == (Run("x", link="https://example.org"), Run("y"))


def test_fields_in_fields_and_over_paragraphs() -> None:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    code = "<w:r><w:instrText> IF </w:instrText></w:r>" + field("PAGE", r("7"))
    body = (
        p(r("a") + begin + code) + p("<w:r><w:instrText> x </w:instrText></w:r>" + separate + r("b")) + p(r("c") + end + r("d"))
    )
    assert texts(read(body)) == ["a", "b", "cd"]


def test_codes_of_deleted_fields_are_no_text() -> None:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    code = '<w:r><w:delInstrText> HYPERLINK "https://old.example" </w:delInstrText></w:r>'
    old = f'<w:del w:id="1" {BY}>{begin}{code}{separate}<w:r><w:delText>old</w:delText></w:r>{end}</w:del>'
    assert only(p(old + r("new"))).runs == (Run("old", link="https://old.example", deleted=ANN), Run("new"))


def test_a_field_that_never_ends_swallows_nothing() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert texts(read(p(r("a") + begin + r("b")) + p(field("PAGE", r("1")) + r("c")))) == ["ab", "1c"]
    assert texts(read(p('<w:r><w:fldChar w:fldCharType="end"/></w:r>' + r("a")))) == ["a"]


# Contents ----------------------------------------------------------------------------------------------------------------

_CONTROL = (
    '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    "<w:sdtContent>{}</w:sdtContent></w:sdt>"
)
_FIRST = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
_LAST = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
_LINE = f'<w:hyperlink w:anchor="_Toc1">{r("A heading")}{field("PAGEREF _Toc1", r("3"))}</w:hyperlink>'


def test_contents_in_their_control_are_generated() -> None:
    lines = p(r("Contents")) + p(_FIRST + _LINE) + p(_LINE) + p(_LAST)
    assert texts(read(p(r("before")) + _CONTROL.format(lines) + p(r("after")))) == ["before", "after"]


def test_contents_without_control_are_generated() -> None:
    lines = p(r("real") + _FIRST + _LINE) + p(_LINE) + p(_LINE + _LAST + r("as well"))
    assert texts(read(lines + p(r("after")))) == ["real", "as well", "after"]


def test_what_somebody_wrote_behind_the_contents_in_their_control_is_kept() -> None:
    lines = p(_FIRST + _LINE) + p(_LINE + _LAST) + p(r("written")) + p("")
    assert texts(read(_CONTROL.format(lines) + p(r("after")))) == ["written", "", "after"]


def test_a_paragraph_of_ours_among_the_contents_is_kept() -> None:
    moved = p('<w:bookmarkStart w:id="1" w:name="_bp_a_1"/>' + r("ours"))
    assert texts(read(p(_FIRST + _LINE) + moved + p(_LINE + _LAST))) == ["ours"]
    assert texts(read(_CONTROL.format(p(r("Contents")) + moved))) == ["ours"]


def test_contents_that_never_end_swallow_nothing() -> None:
    assert texts(read(p(_FIRST + r("line")) + p(r("after")))) == ["line", "after"]


def test_contents_that_lost_field_and_control_are_known_by_their_style() -> None:
    sheet = styles('<w:style w:type="paragraph" w:styleId="C1"><w:name w:val="TOC 1"/></w:style>')
    assert texts(read(p(r("line"), '<w:pStyle w:val="C1"/>') + p(r("text")), sheet)) == ["text"]


# Paragraphs --------------------------------------------------------------------------------------------------------------

_SHEET = styles(
    '<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="U1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Ours"><w:name w:val="Key Points Heading"/><w:basedOn w:val="U1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="U2"><w:name w:val="Heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Lb"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:ilvl w:val="1"/>'
    '<w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>'
)


@pytest.mark.parametrize(
    ("properties", "style", "item", "outline"),
    [
        ("", "Normal", None, None),
        ('<w:pStyle w:val="Unknown"/>', "Normal", None, None),
        ('<w:pStyle w:val="U1"/>', "heading 1", None, 1),
        ('<w:pStyle w:val="Ours"/>', "Key Points Heading", None, 1),
        ('<w:pStyle w:val="Ours"/><w:outlineLvl w:val="2"/>', "Key Points Heading", None, 3),
        ('<w:pStyle w:val="U1"/><w:outlineLvl w:val="9"/>', "heading 1", None, None),
        ('<w:pStyle w:val="U2"/>', "Heading 2", None, 2),
        ('<w:pStyle w:val="Lb"/>', "List Bullet", ("5", 1), None),
        ('<w:pStyle w:val="Lb"/><w:numPr><w:ilvl w:val="0"/></w:numPr>', "List Bullet", ("5", 0), None),
        ('<w:pStyle w:val="Lb"/><w:numPr><w:numId w:val="0"/></w:numPr>', "List Bullet", None, None),
        ('<w:numPr><w:numId w:val="7"/></w:numPr>', "Normal", ("7", 0), None),
        ('<w:pStyle w:val="Loop"/>', "Loop", None, None),
    ],
)
def test_styles_numbering_and_headings(properties: str, style: str, item: tuple[str, int] | None, outline: int | None) -> None:
    found = only(p(r("x"), properties), _SHEET)
    assert (found.style, found.list, found.outline) == (style, item, outline)


def test_a_paragraph_has_its_id_and_our_anchors() -> None:
    content = (
        '<w:bookmarkStart w:id="1" w:name="_bp_a_1"/><w:bookmarkStart w:id="2" w:name="_Toc1"/>'
        + r("one ")
        + f'<w:hyperlink w:anchor="x"><w:bookmarkStart w:id="3" w:name="_bp_a_1_Copy_1"/>{r("two")}</w:hyperlink>'
        + '<w:bookmarkEnd w:id="1"/>'
    )
    found = only(p(content, attributes='w14:paraId="00AB12CD"'))
    assert found.identity == "00AB12CD"
    assert found.runs == (Run("one "), Run("two"))
    assert found.anchors == (Anchor("_bp_a_1", 0), Anchor("_bp_a_1_Copy_1", 1))


def test_a_bookmark_between_paragraphs_is_of_the_next() -> None:
    between = '<w:bookmarkStart w:id="1" w:name="_bp_x"/>'
    anchors = [found.anchors for found in paragraphs(read(p(r("a")) + between + p(r("b"))).body)]
    assert anchors == [(), (Anchor("_bp_x", 0),)]
    in_table = list(paragraphs(read(p(r("a")) + between + table(row(cell(p(r("b")))))).body))
    assert [found.anchors for found in in_table] == [(), (Anchor("_bp_x", 0),)]
    assert only(p(r("last")) + between).anchors == (Anchor("_bp_x", 1),)


# Objects and margins -----------------------------------------------------------------------------------------------------

_PICTURE = '<w:drawing><wp:inline><a:graphic><a:graphicData uri="{}">{}</a:graphicData></a:graphic></wp:inline></w:drawing>'
_A = "http://schemas.openxmlformats.org/drawingml/2006"
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (f"<w:r>{_PICTURE.format(f'{_A}/picture', '<pic:pic/>')}</w:r>", "picture"),
        (f"<w:r>{_PICTURE.format(f'{_A}/chart', '')}</w:r>", "chart"),
        (f"<w:r>{_PICTURE.format(f'{_A}/diagram', '')}</w:r>", "diagram"),
        (f"<w:r>{_PICTURE.format(_SHAPE, '<wps:wsp/>')}</w:r>", "shape"),
        ("<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>", "picture"),
        ('<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>', "embedded file"),
        ('<w:r><w:object><o:OLEObject ProgID="Equation.3"/></w:object></w:r>', "equation"),
        ("<m:oMathPara><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></m:oMathPara>", "equation"),
        ("<m:oMath/>", "equation"),
        ('<w:subDoc r:id="x"/>', "embedded file"),
    ],
)
def test_what_is_no_text_is_named(content: str, kind: str) -> None:
    assert only(p(r("a") + content + r("b"))).runs == (Run("a"), Run(object=kind), Run("b"))


def test_a_file_put_in_whole_is_an_object() -> None:
    _, second = read(p(r("a")) + '<w:altChunk r:id="x"/>').body
    assert isinstance(second, Paragraph) and second.runs == (Run(object="embedded file"),)


def test_text_boxes_stand_in_the_margins_once() -> None:
    inner = f"<w:r><w:pict><v:textbox><w:txbxContent>{p(r('inner'))}</w:txbxContent></v:textbox></w:pict></w:r>"
    box = f"<w:txbxContent>{p(r('boxed') + inner)}</w:txbxContent>"
    new = f"<mc:Choice Requires='wps'>{_PICTURE.format(_SHAPE, f'<wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp>')}</mc:Choice>"
    old = f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
    draft = read(p(r("a") + f"<w:r><mc:AlternateContent>{new}{old}</mc:AlternateContent></w:r>"))
    assert [run.object for paragraph in paragraphs(draft.body) for run in paragraph.runs] == ["", "text box"]
    assert sorted((kind, found.text) for kind, story in draft.margins for found in paragraphs(story)) == [
        ("text box", "boxed"),
        ("text box", "inner"),
    ]


def test_a_text_box_that_was_taken_out_is_deleted_text() -> None:
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{p(r('boxed'))}</w:txbxContent></v:textbox></w:pict></w:r>"
    ((_, story),) = read(p(f'<w:del w:id="1" {BY}>{box}</w:del>')).margins
    assert [paragraph.runs for paragraph in paragraphs(story)] == [(Run("boxed", deleted=ANN),)]


def test_headers_and_footers_stand_in_the_margins() -> None:
    parts = {
        "1=header": part("w:hdr", p(r("top"))),
        "2=header": part("w:hdr", p(r("first top"))),
        "footer": part("w:ftr", p(r("page ") + field("PAGE", r("1")))),
    }
    margins = read(p(r("x")), parts).margins
    assert [(kind, found.text) for kind, story in margins for found in paragraphs(story)] == [
        ("header", "top"),
        ("header", "first top"),
        ("footer", "page 1"),
    ]


# Tables ------------------------------------------------------------------------------------------------------------------


def test_tables_in_tables_are_read_once() -> None:
    inner = table(row(cell(p(r("inner")))))
    (outer,) = read(table(row(cell(p(r("a")) + inner + p())), row(cell(p(r("b")))))).body
    assert isinstance(outer, Table)
    assert [found.text for found in paragraphs((outer,))] == ["a", "inner", "", "b"]
    assert isinstance(outer.rows[0].cells[0].blocks[1], Table)


def test_cells_span_and_go_on() -> None:
    (found,) = read(
        table(
            row(cell(p(r("a")), '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>'), cell(p(r("b")))),
            row(cell(p(), '<w:gridSpan w:val="2"/><w:vMerge/>'), cell(p(r("c")))),
        )
    ).body
    assert isinstance(found, Table)
    assert [[(one.span, one.continues) for one in line.cells] for line in found.rows] == [
        [(2, False), (1, False)],
        [(2, True), (1, False)],
    ]


def test_rows_and_cells_are_tracked() -> None:
    (found,) = read(
        table(
            row(cell(p(r("a"))), properties=f'<w:ins w:id="1" {BY}/>'),
            row(
                cell(p(r("b")), f'<w:cellIns w:id="1" {BY}/>'),
                cell(p(r("c")), f'<w:cellDel w:id="1" {BY_BOB}/>'),
                properties=f'<w:del w:id="1" {BY_BOB}/>',
            ),
        )
    ).body
    assert isinstance(found, Table)
    first, second = found.rows
    assert (first.inserted, first.deleted, second.inserted, second.deleted) == (ANN, None, None, BOB)
    assert [(one.inserted, one.deleted) for one in second.cells] == [(ANN, None), (None, BOB)]


def test_controls_around_blocks_rows_and_cells_are_seen_through() -> None:
    def control(content: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    body = control(p(r("a"))) + table(control(row(control(cell(control(p(r("b")))))))) + f"<w:customXml>{p(r('c'))}</w:customXml>"
    draft = read(body)
    assert texts(draft) == ["a", "b", "c"]
    kinds: list[type[Block]] = [Paragraph, Table, Paragraph]
    assert [type(block) for block in draft.body] == kinds


def test_a_cell_knows_nothing_of_its_neighbours() -> None:
    (found,) = read(table(row(cell(p(r("a"), mark("del"))), cell(p(r("b")))))).body
    assert isinstance(found, Table)
    assert found.rows[0].cells[1] == Cell((Paragraph((Run("b"),), style="Normal"),))


# Notes -------------------------------------------------------------------------------------------------------------------


def _call(number: int, kind: str = "footnote", style: str = "") -> str:
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:{kind}Reference w:id="{number}"/></w:r>'


def _notes(*contents: str, kind: str = "footnote") -> dict[str, str]:
    rule = f'<w:{kind} w:type="separator" w:id="-1">{p("<w:r><w:separator/></w:r>")}</w:{kind}>'
    own = "".join(note(at, content, kind) for at, content in enumerate(contents, 1))
    return {f"{kind}s": part(f"w:{kind}s", rule + own)}


def test_notes_are_called_by_key_and_have_no_mark() -> None:
    marked = "<w:r><w:footnoteRef/></w:r>" + '<w:bookmarkStart w:id="1" w:name="_bpf_1"/>' + r("\t ") + r(" Source.", "<w:i/>")
    parts = _notes(p(marked)) | _notes(p("<w:r><w:endnoteRef/></w:r>" + r(" End.")), kind="endnote")
    draft = read(p(r("a") + _call(1) + _call(1, "endnote")), parts)
    first, second = draft.notes.values()
    (paragraph,) = paragraphs(draft.body)
    assert [run.note for run in paragraph.runs] == ["", first.key, second.key]
    assert (first.kind, second.kind) == ("footnote", "endnote")
    (inside,) = paragraphs(first.blocks)
    assert (inside.runs, inside.anchors) == ((Run("Source.", italic=True),), (Anchor("_bpf_1", 0),))
    assert [found.text for found in paragraphs(second.blocks)] == ["End."]


def test_calls_of_notes_that_are_not_there_are_none() -> None:
    assert only(p(r("a") + _call(9)), _notes(p())).runs == (Run("a"),)


def test_a_mark_of_its_own_is_no_text() -> None:
    call = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>*</w:t></w:r>'
    assert only(p(r("a") + call + r("b")), _notes(p())).text == "ab"


@pytest.mark.parametrize("name", ["footnote reference", "Footnote Characters", "Endnote Reference"])
def test_the_comma_between_two_calls_is_no_text(name: str) -> None:
    sheet = styles(f'<w:style w:type="character" w:styleId="M"><w:name w:val="{name}"/></w:style>')
    comma = r(",", '<w:rStyle w:val="M"/>')
    body = p(r("a") + _call(1) + comma + _call(2) + comma + f'<w:del w:id="1" {BY}>{_call(3)}</w:del>' + comma + r(", b"))
    found = only(body, _notes(p(), p(), p()) | sheet)
    assert [run.text or run.note for run in found.runs] == ["a", "footnote-1", "footnote-2", "footnote-3", ",", ", b"]


def test_words_between_two_calls_stay() -> None:
    found = only(p(_call(1) + r(",") + _call(2)), _notes(p(), p()))
    assert found.text == ","


# Comments ----------------------------------------------------------------------------------------------------------------


def _comment(key: str, *paragraphs_: str, date: str = "2026-02-05T09:00:00Z") -> str:
    return f'<w:comment w:id="{key}" w:author="Ann" w:initials="A" w:date="{date}">{"".join(paragraphs_)}</w:comment>'


def _from(key: str) -> str:
    return f'<w:commentRangeStart w:id="{key}"/>'


def _to(key: str) -> str:
    return f'<w:commentRangeEnd w:id="{key}"/><w:r><w:commentReference w:id="{key}"/></w:r>'


def test_comments_know_what_they_are_about_and_whom_they_answer() -> None:
    comments = part(
        "w:comments",
        _comment("7", p(r("first"), attributes='w14:paraId="0A"'), p(r("line"), attributes='w14:paraId="0B"'))
        + _comment("3", p("<w:r><w:annotationRef/></w:r>" + r("answer"), attributes='w14:paraId="0C"'), date="0-00-00T00:00:00Z"),
    )
    extended = part(
        "w15:commentsEx",
        '<w15:commentEx w15:paraId="0B" w15:done="1"/><w15:commentEx w15:paraId="0C" w15:paraIdParent="0B" w15:done="0"/>',
    )
    body = p(_from("7") + _from("3") + r("a ") + deleted("b ") + r("c")) + p(r("d") + _to("7") + _to("3") + r(" e")) + p(r("f"))
    draft = read(body, {"comments": comments, "commentsExtended": extended})
    first, second = draft.comments
    assert (first.id, first.author, first.initials, first.date) == ("7", "Ann", "A", "2026-02-05T09:00:00Z")
    assert (first.text, first.quote, first.parent, first.resolved) == ("first\nline", "a b c\nd", "", True)
    assert (second.text, second.date, second.parent, second.resolved) == ("answer", "", "7", False)
    assert [found.comments for found in paragraphs(draft.body)] == [("7", "3"), ("7", "3"), ()]


def test_comments_come_in_the_order_of_the_text() -> None:
    comments = part("w:comments", _comment("0", p(r("never"))) + _comment("2", p(r("late"))) + _comment("1", p(r("early"))))
    body = p(r("a") + _from("1") + r("b") + _to("1")) + p(_from("2") + r("c") + _to("2"))
    assert [found.id for found in read(body, {"comments": comments}).comments] == ["1", "2", "0"]


def test_a_comment_at_a_point_quotes_nothing() -> None:
    comments = part("w:comments", _comment("1", p(r("x"))))
    for content in ('<w:r><w:commentReference w:id="1"/></w:r>', _from("1")):
        draft = read(p(r("a") + content + r("b")) + p(r("c")), {"comments": comments})
        assert draft.comments[0].quote == ""
        assert [found.comments for found in paragraphs(draft.body)][1] == ()


def test_a_range_that_ends_before_the_first_character_does_not_touch_the_paragraph() -> None:
    comments = part("w:comments", _comment("1", p(r("x"))))
    body = p(_from("1") + r("a")) + p('<w:commentRangeEnd w:id="1"/>' + r("b"))
    draft = read(body, {"comments": comments})
    assert [found.comments for found in paragraphs(draft.body)] == [("1",), ()]
    assert draft.comments[0].quote == "a"


# The file ----------------------------------------------------------------------------------------------------------------


def test_the_file_says_what_it_was_made_from() -> None:
    made = word(
        p(r("x")),
        {
            "1=customXml": part("w:other", ""),
            "2=customXml": f'<base xmlns="{NAMESPACE}">{{"a": "&lt;"}}</base>',
            "settings": part("w:settings", "<w:trackRevisions/>"),
        },
    )
    parts = members(made)
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    more = (
        f'<Relationship Id="c" Type="{office}/custom-properties" Target="docProps/custom.xml"/>'
        '<Relationship Id="d" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/></Relationships>'
    )
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"</Relationships>", more.encode())
    parts["docProps/custom.xml"] = part(
        "cp:properties", '<cp:property name="BriefEdition"><vt:lpwstr>3</vt:lpwstr></cp:property>'
    ).encode()
    parts["docProps/core.xml"] = part(
        "cp:coreProperties",
        "<dc:title>T</dc:title><dc:creator>C</dc:creator><dc:identifier>i</dc:identifier><cp:lastModifiedBy>Bob</cp:lastModifiedBy>",
    ).encode()
    draft = read_bytes(archive(parts))
    assert draft.properties == {"BriefEdition": "3", "title": "T", "identifier": "i", "last modified by": "Bob"}
    assert draft.base == '{"a": "<"}'
    assert draft.is_tracking


def test_a_file_that_switched_tracking_off_is_not_tracking() -> None:
    assert not read(p(), {"settings": part("w:settings", '<w:trackRevisions w:val="false"/>')}).is_tracking
    assert not read(p()).is_tracking
