"""Charts: drawn in the theme and nothing else, the same each time, and a chart that would mislead is not drawn but told of."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from fontTools.ttLib import TTFont
from lxml import html as parser
from msgspec.structs import replace
from PIL import Image, ImageFont
from pypdf import PdfReader

from briefing.document import Document, Section
from briefing.ooxml.xml import R
from briefing.products import build
from briefing.render import chart_process as module
from briefing.render.chart_store import FOLDER
from briefing.render.chart_theme import _CODE
from briefing.render.charts import WIDTH, Charts, Drawing
from briefing.render.docx import to_docx
from briefing.render.faults import ChartFault, TemplateFault
from briefing.render.html import to_html, to_page
from briefing.render.pdf import draw
from briefing.wording import wording
from briefing.workspace import PROGRAM, Workspace, program_templates
from tests.docx_lint import lint
from tests.letters import FONTS, STYLES, widths
from tests.letters import drawn as like
from tests.sample import COUNTS, LABELS, SPEC, chart, document, words
from tests.tools import pdf_fonts, validate
from tests.workspaces import workspace

BARS: dict[str, Any] = {
    "data": {"values": [{"who": "Ministry", "count": 1200.5}, {"who": "Survey", "count": 2300}]},
    "mark": "bar",
    "encoding": {"x": {"field": "who", "type": "nominal"}, "y": {"field": "count", "type": "quantitative"}},
}
ENDLESS = {**BARS, "transform": [{"calculate": f"test(/^(a+)+$/, '{'a' * 60}!')", "as": "never"}]}
THEME = json.loads((program_templates() / "chart.json").read_text(encoding="utf-8"))


def drawn(spec: object, folder: Path, **changes: Any) -> Drawing:
    made = replace(chart(), spec=spec if isinstance(spec, str) else json.dumps(spec))
    return Charts(replace(document(), **changes), Workspace(folder), points=True).drawing(made)


def of_charts(*specs: object) -> Document:
    """A document of nothing but charts."""
    made = tuple(
        replace(chart(), id=f"chart-{at}", number=at, spec=json.dumps(spec), data="") for at, spec in enumerate(specs, start=1)
    )
    return replace(document(), sections=(Section("only", words("Only"), "body", made),), notes=())


def tags(svg: bytes, name: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter(f"{{http://www.w3.org/2000/svg}}{name}"))


def begins(drawing: Drawing) -> dict[str, float]:
    """The texts of a drawing with the place from the left that they are set at."""
    found: dict[str, float] = {}

    def walk(element: ElementTree.Element, x: float) -> None:
        if moved := re.match(r"translate\(([-\d.]+),", element.get("transform", "")):
            x += float(moved[1])
        if element.text:
            found[element.text] = x
        for inner in element:
            walk(inner, x)

    walk(ElementTree.fromstring(drawing.svg), 0)
    return found


def kept(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((folder / FOLDER).iterdir())}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the picture of the sample; nobody changes its templates."""
    folder = tmp_path_factory.mktemp("charts")
    Image.new("RGB", (300, 100), (200, 210, 220)).save(folder / "picture.png", dpi=(150, 150))
    return folder


@pytest.fixture(scope="module")
def sample(place: Path) -> Drawing:
    return Charts(document(), Workspace(place), points=True).drawing(chart())


@pytest.fixture
def no_engine(monkeypatch: pytest.MonkeyPatch, sample: Drawing) -> None:  # noqa: ARG001 - which is drawn before
    """From here on nothing can be drawn, only read."""

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("the engine was started")

    monkeypatch.setattr("briefing.render.charts.Engine", fail)


# What is drawn -------------------------------------------------------------------------------------------------------------


def test_a_chart_says_its_labels_in_letters_of_the_size_of_print(sample: Drawing) -> None:
    texts = tags(sample.svg, "text")
    said = [text.text for text in texts]
    assert {"2023", "2024", "Ministry", "Survey", "Thousand hectares", "0", "300"} <= set(said)
    assert {text.get("font-family") for text in texts} == {"'Source Sans 3',Arial,sans-serif"}
    points = {float(text.get("font-size", "").removesuffix("px")) * 0.75 for text in texts}
    assert all(7.8 <= size <= 8.8 for size in points)


def test_a_chart_has_the_width_of_the_page_and_a_bar_for_each_count(sample: Drawing) -> None:
    assert (sample.width, sample.height) == (WIDTH, 227)
    bars = [path for path in tags(sample.svg, "path") if path.get("fill") in THEME["range"]["category"][:2]]
    assert len(bars) == len(COUNTS) + 2  # and one of each colour in the legend


def test_nothing_is_in_it_that_is_not_seen_or_that_a_style_of_the_page_could_touch(sample: Drawing) -> None:
    assert [element for element in ElementTree.fromstring(sample.svg).iter() if element.get("class")] == []
    assert b'opacity="0"' not in sample.svg
    assert b"aria-" not in sample.svg and b"role=" not in sample.svg


def test_the_picture_has_300_pixels_to_the_inch_and_holds_the_letters(sample: Drawing) -> None:
    with Image.open(io.BytesIO(sample.png)) as picture:
        assert picture.size == (int(WIDTH * 300 / 96), int(227 * 300 / 96))
        assert [round(dots) for dots in picture.info["dpi"]] == [300, 300]
        title = picture.convert("L").crop((0, 0, 500, 50))  # over the axis, where nothing else is
    assert sum(title.histogram()[:100]) > 100


def length(text: str) -> float:
    """How wide a text is in the letters of our charts, in pixels."""
    return ImageFont.truetype(program_templates() / "fonts/SourceSans3-Regular.ttf", 112).getlength(text) / 10


def test_labels_take_the_room_of_their_own_letters_and_what_stands_at_a_bar_stays_in_the_picture(tmp_path: Path) -> None:
    long = "People who left their homes, by the ministry"
    values = [{"who": long, "count": 900, "said": "more than nine hundred persons"}, {"who": "Survey", "count": 20, "said": "20"}]
    across = {"y": BARS["encoding"]["x"], "x": BARS["encoding"]["y"]}
    text = {"mark": {"type": "text", "align": "left", "dx": 4}, "encoding": {"text": {"field": "said"}}}
    spec = {"data": {"values": values}, "encoding": across, "layer": [{"mark": "bar"}, text]}
    places = {said: (x, x + length(said)) for said, x in begins(drawn(spec, tmp_path)).items()}
    assert 0 <= places[long][0] - length(long) < 8, "the label ends where its bar begins"
    assert WIDTH - 8 < places["more than nine hundred persons"][1] < WIDTH


@pytest.mark.parametrize("style", STYLES)
def test_letters_are_measured_as_wide_as_they_are_drawn(style: str) -> None:
    """`python -m tests.letters` makes the fonts anew when those that are drawn change."""
    measured = TTFont(FONTS / "letters" / f"{style}.ttf")
    assert widths(measured) == widths(like(style))
    assert measured["head"].unitsPerEm == like(style)["head"].unitsPerEm


def test_a_wide_chart_is_made_to_fit_and_one_that_would_be_too_small_to_read_is_refused(tmp_path: Path) -> None:
    assert drawn({**BARS, "width": 400}, tmp_path).width == 400
    wide = drawn({**BARS, "width": 700}, tmp_path)
    assert wide.width == WIDTH
    assert wide.frame == "0 0 700 227"
    facets = {**BARS, "encoding": {**BARS["encoding"], "column": {"field": "who", "type": "nominal"}}}
    with pytest.raises(ChartFault, match="pixels wide, and the page 650: give its parts a smaller `width`"):
        drawn(facets, tmp_path)


@pytest.mark.parametrize(
    ("language", "written"), [("en-GB", "2,000"), ("en", "2,000"), ("es-CO", "2.000"), ("es", "2.000"), ("es-PE", "2,000")]
)
def test_numbers_are_written_as_the_brief_does(tmp_path: Path, language: str, written: str) -> None:
    labels = replace(LABELS, decimal=wording(language).separators[0])
    drawing = drawn(BARS, tmp_path, language=language, labels=labels)
    assert written in [text.text for text in tags(drawing.svg, "text")]


@pytest.mark.parametrize("language", ["en-GB", "en-US", "es-ES", "sw"])
def test_a_dollar_sign_in_a_format_is_no_other_money(tmp_path: Path, language: str) -> None:
    money = json.loads(json.dumps(BARS))
    money["encoding"]["y"]["axis"] = {"format": "$~s"}
    written = [text.text or "" for text in tags(drawn(money, tmp_path, language=language).svg, "text")]
    assert "$2k" in written and not [text for text in written if "£" in text or "€" in text]


def test_what_charts_name_inside_is_theirs_alone(tmp_path: Path) -> None:
    clipped = {**BARS, "mark": {"type": "bar", "clip": True}}
    page = to_html(of_charts(clipped, clipped), Workspace(tmp_path).template_folders, root=tmp_path)
    names = re.findall(r'\bid="([^"]+)"', page)
    assert len(names) == len(set(names))
    asked = re.findall(r"url\(#([^)]+)\)", page)
    assert len(set(asked)) == 2
    assert set(asked) <= set(names)


# Kept and found again ------------------------------------------------------------------------------------------------------


def test_the_same_chart_gives_the_same_bytes(sample: Drawing, tmp_path: Path) -> None:
    assert Charts(document(), Workspace(tmp_path), points=True).drawing(chart()) == sample


def test_a_day_is_the_same_day_in_every_time_zone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    days = {"values": [{"day": f"{year}-01-01", "count": 10 * year} for year in (2020, 2021, 2022)]}
    x = {"field": "day", "type": "temporal", "axis": {"format": "%-d %B %Y", "values": ["2021-01-01"]}}
    spec = {**BARS, "data": days, "mark": "line", "encoding": {**BARS["encoding"], "x": x}}
    found = []
    for zone in ("America/Bogota", "Asia/Tokyo"):
        monkeypatch.setenv("TZ", zone)
        found.append(drawn(spec, tmp_path / zone))
    assert "1 January 2021" in [text.text for text in tags(found[0].svg, "text")]
    assert found[0] == found[1]


@pytest.mark.usefixtures("no_engine")
def test_what_was_prepared_is_only_read(place: Path, sample: Drawing) -> None:
    Charts(document(), Workspace(place), points=True).prepare()
    assert Charts(document(), Workspace(place), points=True).drawing(chart()) == sample


@pytest.mark.parametrize("damage", [b"", b"<svg/>", None])
def test_a_damaged_drawing_is_drawn_again(sample: Drawing, tmp_path: Path, damage: bytes | None) -> None:
    Charts(document(), Workspace(tmp_path), points=True).prepare()
    before = kept(tmp_path)
    assert {Path(name).suffix for name in before} == {".svg", ".png"}
    for path in (tmp_path / FOLDER).iterdir():
        path.unlink() if damage is None else path.write_bytes(damage)
    assert Charts(document(), Workspace(tmp_path), points=True).drawing(chart()) == sample
    assert kept(tmp_path) == before


def test_a_workspace_that_cannot_be_written_to_is_drawn_all_the_same(sample: Drawing, tmp_path: Path) -> None:
    (tmp_path / ".briefing").write_text("no folder", encoding="utf-8")
    assert Charts(document(), Workspace(tmp_path), points=True).drawing(chart()) == sample


def test_all_that_draws_charts_counts_for_what_is_kept() -> None:
    """A module of the engine that is changed has all charts drawn anew."""
    folder, counted = PROGRAM / "render", set(_CODE)
    for name in _CODE:
        code = (folder / f"{name}.py").read_text("utf-8")
        counted.update(re.findall(r"^from briefing\.render\.(chart_\w+) import", code, re.MULTILINE))
    assert counted - {"chart_process", "chart_store", "chart_theme"} == set(_CODE)


def test_old_drawings_go(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir(parents=True)
    for number in range(300):
        (tmp_path / FOLDER / f"{number:064}-{number:032}.svg").write_bytes(b"<svg/>")
    Charts(document(), Workspace(tmp_path), points=True).prepare()
    names = list(kept(tmp_path))
    assert len(names) == 200
    assert len([name for name in names if not name.startswith("0000")]) == 2


def test_of_a_brief_with_more_drawings_than_are_kept_none_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.render.chart_store._MOST", 2)
    brief = of_charts(BARS, {**BARS, "title": "Two"}, {**BARS, "title": "Three"})
    Charts(brief, Workspace(tmp_path)).prepare()
    assert len(list(kept(tmp_path))) == 3
    assert Charts(brief, Workspace(tmp_path)).are_ready
    Charts(of_charts({**BARS, "title": "Four"}), Workspace(tmp_path)).prepare()
    assert len(list(kept(tmp_path))) == 2


def test_a_theme_of_the_workspace_takes_the_place_of_ours(tmp_path: Path) -> None:
    assert b"#123456" not in drawn(BARS, tmp_path).svg
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/chart.json").write_text('{"mark": {"color": "#123456"}}', encoding="utf-8")
    own = drawn(BARS, tmp_path).svg
    assert b"#123456" in own
    assert THEME["axis"]["labelColor"].encode() in own, "what it does not say is as the program has it"


@pytest.mark.parametrize(
    ("theme", "line", "said"),
    [(b'{\n"mark": }', 2, "no JSON"), (b"[]", 1, "an object"), (b"\xff", 0, "cannot be read")],
)
def test_a_theme_with_a_mistake_has_its_place(tmp_path: Path, theme: bytes, line: int, said: str) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/chart.json").write_bytes(theme)
    with pytest.raises(TemplateFault, match=said) as fault:
        drawn(BARS, tmp_path)
    assert (fault.value.path, fault.value.line) == ("templates/chart.json", line)


def test_only_word_wants_points(tmp_path: Path, sample: Drawing) -> None:
    Charts(document(), Workspace(tmp_path)).prepare()
    assert {Path(name).suffix for name in kept(tmp_path)} == {".svg"}
    assert Charts(document(), Workspace(tmp_path), points=True).drawing(chart()) == sample
    assert {Path(name).suffix for name in kept(tmp_path)} == {".svg", ".png"}


# Charts that cannot be drawn -----------------------------------------------------------------------------------------------


def test_every_chart_that_cannot_be_drawn_is_told_of_at_once(tmp_path: Path) -> None:
    lost, bare, good = {**BARS, "mark": "nope"}, {**BARS, "data": {"values": []}}, BARS
    with pytest.raises(ChartFault) as fault:
        Charts(of_charts(lost, good, bare), Workspace(tmp_path), points=True).prepare()
    assert [one.number for one, _ in fault.value.faults] == [1, 3]
    assert len(kept(tmp_path)) == 2  # the sound one is there


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("{", "no JSON"),
        ("[]", "no object"),
        ({**BARS, "mark": "nope"}, "the engine says: "),
        ({**BARS, "encoding": {**BARS["encoding"], "hue": {"field": "who"}}}, "the engine remarks: hue-encoding is dropped"),
        ({**BARS, "transform": [{"calculate": "datum.count *", "as": "twice"}]}, "the engine says: Unexpected"),
        ({**BARS, "encoding": {**BARS["encoding"], "y": {"field": "cuont", "type": "quantitative"}}}, "nothing is drawn"),
        ({**BARS, "encoding": {**BARS["encoding"], "color": {"field": "hwo", "type": "nominal"}}}, "it says `undefined`"),
        ({**BARS, "mark": {"type": "bar", "opacity": 0}}, "a mark cannot be seen"),
        ({**BARS, "data": {"url": "https://example.org/counts.csv"}}, "External data url not allowed"),
        ({**BARS, "data": {"url": "file:///etc/passwd", "format": {"type": "csv"}}}, "nothing is drawn"),
        ({**BARS, "mark": {"type": "image", "url": "https://example.org/pixel.png"}}, "neither pictures nor links"),
        ({**BARS, "encoding": {**BARS["encoding"], "href": {"value": "https://example.org"}}}, "neither pictures nor links"),
        ({**BARS, "mark": {"type": "bar", "color": "url(https://example.org/x.svg#a)"}}, "has everything inside it"),
    ],
)
def test_a_chart_that_would_show_less_than_is_written_is_a_fault(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], spec: object, said: str
) -> None:
    with pytest.raises(ChartFault) as fault:
        drawn(spec, tmp_path)
    ((one, why),) = fault.value.faults
    assert one.number == 2
    assert said in why and "\n" not in why
    assert capfd.readouterr() == ("", "")


def test_a_chart_without_end_is_stopped_and_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SECONDS", 4)
    with pytest.raises(ChartFault) as fault:
        Charts(of_charts(BARS, ENDLESS, BARS), Workspace(tmp_path), points=True).prepare()
    assert [(one.number, why) for one, why in fault.value.faults] == [
        (2, "drawing it takes more time or memory than any chart does")
    ]


def test_a_build_tells_of_such_a_chart_with_its_place_and_writes_nothing(tmp_path: Path) -> None:
    chart = (
        "caption: Boats\n      alt: One bar.\n      data: [boats]\n      source: The Gazette.\n"
        "      spec: {mark: bar, encoding: {x: {field: value, type: quantitative}, shape: {field: label, type: nominal}}}\n"
    )
    text = f"title: Findings\nbody:\n  - The ministry counted about 120 boats [@boats].\n  - chart:\n      {chart}"
    place = workspace(tmp_path / "work", {"sections/findings.yaml": text.encode()})
    built = build(Workspace(place), ("docx", "html"), place / "out")
    told = [f"{one.span}: [{one.rule.value}]: {one.message}" for one in built.checked.diagnostics]
    assert told == [
        "sections/findings.yaml:5:7: [chart-is-sound]: this chart cannot be drawn: the engine remarks: "
        'shape dropped as it is incompatible with "bar".'
    ]
    assert not (place / "out").exists()


# In the products -----------------------------------------------------------------------------------------------------------


def figures(element: Any) -> Iterator[Any]:
    """The figures of a PDF's structure."""
    if not isinstance(element, dict):
        return
    if element.get("/S") == "/Figure":
        yield element
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        yield from figures(kid.get_object())


def test_on_paper_a_chart_is_lines_and_our_letters_and_leads_to_its_data(place: Path) -> None:
    drawing = draw(of_charts(SPEC), Workspace(place))
    assert drawing.remarks == ()
    (place / "charts.pdf").write_bytes(drawing.data)
    assert {name.split("-")[0] for name in pdf_fonts(place / "charts.pdf")} <= {"SourceSans3", "SourceSerif4", "Source"}
    reader = PdfReader(io.BytesIO(drawing.data))
    root: Any = reader.trailer["/Root"]
    assert [figure["/Alt"] for figure in figures(root["/StructTreeRoot"])] == [chart().alt]
    pages = reader.pages
    assert [image for page in pages for image in page.images] == []
    assert "Thousand hectares" in "".join(page.extract_text() for page in pages)


def test_a_page_says_what_a_chart_shows_and_links_its_data(place: Path) -> None:
    page = to_page(document(), Workspace(place)).decode()
    tree: Any = parser.document_fromstring(page)
    (svg,) = tree.xpath("//figure[@id='background-13']//svg")
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == chart().alt
    assert svg.get("viewbox") == "0 0 650 227"
    (link,) = tree.xpath("//figure[@id='background-13']//a[@href='#data-1']")
    assert link.text_content() == "Data of figure 2"
    assert len(tree.xpath("//*[@id='data-1']")) == 1
    assert tree.xpath("//script") == []


def test_a_chart_without_a_table_has_no_link(place: Path) -> None:
    page = to_page(of_charts(BARS), Workspace(place)).decode()
    assert "Data of figure" not in page


def test_an_event_of_a_timeline_stays_an_item_of_an_ordered_list(place: Path) -> None:
    tree: Any = parser.document_fromstring(to_page(document(), Workspace(place)))
    items = tree.xpath("//ol[@class='timeline']/li")
    assert [item.xpath("string(.//*[@class='when'])") for item in items] == ["3 February 2026", "March 2026"]


@pytest.fixture(scope="module")
def word(place: Path) -> bytes:
    return to_docx(document(), Workspace(place))


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_in_word_a_chart_is_a_picture_with_its_drawing(word: bytes, sample: Drawing) -> None:
    found = parts(word)
    assert found["word/media/chart2.svg"] == sample.svg
    body = ElementTree.fromstring(found["word/document.xml"])
    picture = list(body.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}inline"))[1]
    (blip,) = picture.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}blip")
    (svg,) = picture.iter("{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip")
    relations = {one.get("Id"): one.get("Target") for one in ElementTree.fromstring(found["word/_rels/document.xml.rels"])}
    assert relations[svg.get(f"{{{R}}}embed")] == "media/chart2.svg"
    assert found[f"word/{relations[blip.get(f'{{{R}}}embed')]}"] == sample.png
    assert b'PartName="/word/media/chart2.svg" ContentType="image/svg+xml"' in found["[Content_Types].xml"]


def test_in_word_a_chart_is_as_wide_as_the_text_and_says_what_it_shows(word: bytes) -> None:
    body = ElementTree.fromstring(parts(word)["word/document.xml"])
    picture = list(body.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}inline"))[1]
    extent, properties = picture[0], picture[1]
    width, height = (int(extent.get(side, "")) for side in ("cx", "cy"))
    assert width == 9412 * 635  # the house template's text area
    assert width / height == pytest.approx(650 / 227, rel=0.001)
    assert properties.get("descr") == chart().alt
    assert properties.get("name") == "Figure 2"


def test_the_word_file_is_valid_and_the_same_each_time(word: bytes, place: Path) -> None:
    assert lint(word) == []
    (place / "valid.docx").write_bytes(word)
    assert validate(place / "valid.docx") == []
    assert to_docx(document(), Workspace(place)) == word
