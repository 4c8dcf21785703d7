"""A redline: rejected it reads as the earlier draft, accepted as today's, and it marks only what differs."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace
from PIL import Image

from briefing import pipeline
from briefing.document import (
    Block,
    Callout,
    Column,
    Document,
    Figure,
    Heading,
    Inline,
    Inlines,
    ItemList,
    Link,
    Note,
    NoteRef,
    Paragraph,
    Remark,
    Section,
    Strong,
    Table,
    Text,
    Timeline,
)
from briefing.draft import tree
from briefing.draft.reading import read_bytes
from briefing.draft.tree import Draft
from briefing.draft.views import accepted_draft, paragraphs, rejected_draft
from briefing.ooxml import styles as names
from briefing.ooxml.styles import Styles
from briefing.ooxml.xml import Element, name
from briefing.redline import redlined
from briefing.render.docx import to_docx
from briefing.workspace import Workspace
from tests.docx_lint import lint
from tests.libreoffice.client import Editor
from tests.sample import document, note, words
from tests.tools import validate

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("redline")
    Image.new("RGB", (30, 10), (200, 210, 220)).save(folder / "picture.png")
    return folder


def redline(new: bytes, old: bytes) -> bytes:
    return redlined(new, read_bytes(old), author="Briefing", date="2026-02-09")


# Documents with notes in their places --------------------------------------------------------------------------------------


class Author:
    """Writes documents: in a text, `word^cited words^` calls a note that says so, `*word*` is strong, `_word_` a link."""

    def __init__(self) -> None:
        self.notes: list[Note] = []
        self.exhibits = 0

    def text(self, text: str) -> Inlines:
        made: list[Inline] = []
        for part in re.split(r"(\^[^^]+\^|\*[^*]+\*|_[^_]+_)", text):
            if part[:1] == "^":
                self.notes.append(note(len(self.notes) + 1, part[1:-1]))
                made.append(NoteRef(len(self.notes)))
            elif part[:1] == "*":
                made.append(Strong((Text(part[1:-1]),)))
            elif part[:1] == "_":
                made.append(Link("https://example.org/", (Text(part[1:-1]),)))
            elif part:
                made.append(Text(part))
        return tuple(made)

    def block(self, key: str, spec: tuple[str, ...]) -> Block:
        kind, *texts = spec
        match kind:
            case "heading":
                return Heading(key, self.text(texts[0]), 2)
            case "list" | "numbers":
                return ItemList(key, tuple(map(self.text, texts)), kind == "numbers")
            case "table":
                caption, head, *rows = texts
                title = self.text(caption)
                self.exhibits += 1
                heads = tuple(Column(self.text(cell)) for cell in head.split("|"))
                cells = tuple(tuple(map(self.text, row.split("|"))) for row in rows)
                return Table(key, self.exhibits, title, heads, cells, self.text("Source."), "")
            case "empty note":
                table = self.block(key, ("table", *texts))
                assert isinstance(table, Table)
                return replace(table, note=())
            case "figure":
                self.exhibits += 1
                return Figure(key, self.exhibits, "picture.png", "grey", self.text(texts[0]), ())
            case "timeline":
                return Timeline(key, 1, self.text(texts[0]), (), self.text(texts[1]))
            case "callout":
                return Callout(key, "note", self.text(texts[0]), tuple(map(self.text, texts[1:])))
            case _:
                return Paragraph(key, self.text(texts[0]))


def made(*specs: tuple[str, ...], title: str = "A brief") -> Document:
    author = Author()
    blocks = tuple(author.block(f"body-{at}", spec) for at, spec in enumerate(specs, 1))
    sections = (Section("body", words("Body"), "body", blocks),)
    return replace(document(), title=title, sections=sections, notes=tuple(author.notes))


def drawn(folder: Path, *specs: tuple[str, ...]) -> bytes:
    return to_docx(made(*specs), Workspace(folder))


_WORDS = st.lists(
    st.sampled_from(
        ["the sum ", "rose ", "by 4,5 ", "*per cent* ", "in May. ", "_there_ ", "a^Ash, para. 1^ ", "^Ash, para. 2^", "^Birk^"]
    ),
    min_size=1,
    max_size=9,
)
_TEXT = _WORDS.map("".join).map(str.strip)
_ROW = st.tuples(_TEXT, _TEXT).map("|".join)
_SPEC = st.one_of(
    _TEXT.map(lambda text: ("text", text)),
    _TEXT.map(lambda text: ("heading", text)),
    _TEXT.map(lambda text: ("figure", text)),
    st.tuples(st.sampled_from(["list", "numbers", "callout"]), _TEXT, _TEXT),
    st.tuples(st.sampled_from(["table", "empty note"]), _TEXT, st.just("Measure|Value"), _ROW, _ROW, _ROW),
    st.tuples(st.just("table"), _TEXT, st.just("One"), _TEXT),
)


@st.composite
def _pairs(draw: st.DrawFn) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Two editions: blocks were put in, taken out, exchanged, moved, or one of their texts was written anew."""
    old = draw(st.lists(_SPEC, min_size=1, max_size=6))
    new = list(old)
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, len(new)))
        match draw(st.sampled_from(["in", "out", "move", "text"])):
            case "in":
                new.insert(at, draw(_SPEC))
            case "out" if len(new) > 1:
                new.pop(at - 1)
            case "move":
                new.insert(at, new.pop(draw(st.integers(0, len(new) - 1))))
            case "text":
                spec = list(new[at - 1])
                place = draw(st.integers(1, len(spec) - 1))
                spec[place] = draw(_ROW if "|" in spec[place] else _TEXT)
                new[at - 1] = tuple(spec)
    return old, new


# What a draft says ---------------------------------------------------------------------------------------------------------


def said(draft: Draft, story: tree.Story | None = None) -> list[object]:
    """Paragraphs with their notes in place; tables as rows of cells."""
    found: list[object] = []
    for block in draft.body if story is None else story:
        if isinstance(block, tree.Table):
            found.append([[said(draft, cell.blocks) for cell in row.cells] for row in block.rows])
        else:
            found.append(
                "".join(f"[{said(draft, draft.notes[run.note].blocks)}]" if run.note else run.text for run in block.runs)
            )
    return found


def looks(draft: Draft) -> list[object]:
    """Each character of the text and the notes as it looks, and each paragraph as it is."""
    stories = [draft.body, *(note.blocks for note in draft.notes.values())]
    found: list[object] = []
    for paragraph in (one for story in stories for one in paragraphs(story)):
        for run in paragraph.runs:
            plain = replace(run, text="", note="", inserted=None, deleted=None)
            found += [(character, plain) for character in run.text or "°"]
        found.append((paragraph.style, paragraph.list, paragraph.outline, {anchor.name for anchor in paragraph.anchors}))
    return found


def assert_laws(result: bytes, new: bytes, old: Draft) -> None:
    draft = read_bytes(result)
    assert said(rejected_draft(draft)) == said(accepted_draft(old))
    accepted, wanted = accepted_draft(draft), read_bytes(new)
    assert said(accepted) == said(wanted)
    assert looks(accepted) == looks(wanted)
    assert lint(result) == []
    ids = [change.get(name("id")) for part in ("document", "footnotes") for change in changes(result, part)]
    assert len(ids) == len(set(ids))


def part(data: bytes, path: str) -> Element:
    with ZipFile(io.BytesIO(data)) as package:
        if f"word/{path}.xml" not in package.namelist():
            return etree.Element("none")
        return etree.fromstring(package.read(f"word/{path}.xml"))


def text_of(element: Element) -> str:
    return "".join(str(text) for text in element.itertext())


def changes(data: bytes, path: str = "document") -> list[Element]:
    return list(part(data, path).iter(name("ins"), name("del")))


def marked(result: bytes) -> list[str]:
    """The words that are put in (+) and taken out (-), a change each; `°` is the call of a note."""
    found = []
    for change in changes(result):
        tags = (name("t"), name("delText"), name("footnoteReference"))
        text = "".join("°" if one.tag == tags[2] else one.text or "" for one in change.iter(*tags))
        if text:
            found.append(("+" if change.tag == name("ins") else "-") + text)
    return found


# Laws ----------------------------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(_pairs())
def test_rejected_it_is_the_old_and_accepted_the_new(
    folder: Path, pair: tuple[list[tuple[str, ...]], list[tuple[str, ...]]]
) -> None:
    old, new = (drawn(folder, *specs) for specs in pair)
    assert_laws(redline(new, old), new, read_bytes(old))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(_SPEC, max_size=4), st.lists(_SPEC, max_size=4))
def test_two_texts_without_a_common_past(folder: Path, one: list[tuple[str, ...]], other: list[tuple[str, ...]]) -> None:
    old, new = drawn(folder, *one), drawn(folder, *other)
    assert_laws(redline(new, old), new, read_bytes(old))


def test_two_equal_editions_give_the_new_one_byte_for_byte(folder: Path) -> None:
    new = to_docx(document(), Workspace(folder))
    assert redline(new, new) == new


def test_the_same_editions_give_the_same_bytes(folder: Path) -> None:
    old, new = drawn(folder, ("text", "One^a^ two.")), drawn(folder, ("text", "Two^b^."))
    assert redline(new, old) == redline(new, old)


def test_author_and_date_stand_on_every_change(folder: Path) -> None:
    result = redline(drawn(folder, ("text", "New^b^.")), drawn(folder, ("text", "Old^a^.")))
    described = {
        (change.get(name("author")), change.get(name("date"))) for change in changes(result) + changes(result, "footnotes")
    }
    assert described == {("Briefing", "2026-02-09T00:00:00Z")}


# What is marked ------------------------------------------------------------------------------------------------------------


def test_in_a_paragraph_that_stayed_only_the_words_that_changed(folder: Path) -> None:
    old = drawn(folder, ("text", "Output rose by 4,5 per cent in *March* of the year^Ash^."))
    new = drawn(folder, ("text", "Output fell by 4,6 per cent in *late March* of the year^Ash^, it is said."))
    result = redline(new, old)
    assert marked(result) == ["-rose", "+fell", "-4,5", "+4,6", "+late ", "+, it is said"]
    (late,) = (run for change in changes(result) for run in change if text_of(run) == "late ")
    assert late.find(f"{name('rPr')}/{name('b')}") is not None


def test_a_sentence_written_anew_is_not_cut_into_confetti(folder: Path) -> None:
    old = drawn(folder, ("text", "First. The two ministers met in the old palace on Monday. Last."))
    new = drawn(folder, ("text", "First. Neither side, in short, has the means for a long war. Last."))
    assert len(marked(redline(new, old))) == 2


def test_words_that_only_look_different_are_not_marked(folder: Path) -> None:
    old, new = drawn(folder, ("text", "It un*believ*ably rose.")), drawn(folder, ("text", "It unbelievably *rose*."))
    assert marked(redline(new, old)) == []


def test_a_note_that_says_something_else_keeps_its_call(folder: Path) -> None:
    old = drawn(folder, ("text", "It rose^Ash, “A visit,” para. 3^ again^Birk, “A tale,” para. 1^."))
    new = drawn(folder, ("text", "It rose^Ash, “A visit,” para. 4^ again^Coe, “A war,” p. 7^."))
    result = redline(new, old)
    assert marked(result) == ["-°", "+°"]
    said_in_notes = [text_of(change) for change in changes(result, "footnotes")]
    assert said_in_notes[:2] == ["3", "4"]
    assert "Birk, “A tale,” para. 1" in said_in_notes and "Coe, “A war,” p. 7" in said_in_notes


def test_a_paragraph_without_its_fellow_is_marked_as_a_whole(folder: Path) -> None:
    old = drawn(folder, ("text", "One."), ("list", "Gone^a^.", "Kept item."), ("text", "End."))
    new = drawn(folder, ("text", "One."), ("list", "Kept item."), ("text", "Entirely new^b^."), ("text", "End."))
    result = redline(new, old)
    assert marked(result) == ["-Gone°.", "+Entirely new°."]
    marks = part(result, "document").iterfind(f".//{name('pPr')}[{name('rPr')}]")
    gone, come = (properties for properties in marks if properties.find(f"{name('rPr')}/*") is not None)
    assert [style_of(result, properties) for properties in (gone, come)] == ["List Bullet", "Body Text"]
    assert gone.find(name("numPr")) is not None


def style_of(result: bytes, properties: Element) -> str:
    """The name of a paragraph's style."""
    key = properties.find(name("pStyle"))
    assert key is not None
    styles = Styles(part(result, "styles"))
    return next(style for style in (names.BULLETS, names.BODY) if styles.id(style) == key.get(name("val")))


def test_rows_come_and_go_and_cells_change(folder: Path) -> None:
    head = ("table", "A caption", "Measure|Value")
    old = drawn(folder, (*head, "Area in hectares|261,000", "Old row|7^a^", "Share of the world|70"))
    new = drawn(folder, (*head, "Area in hectares|262,000", "Share of the world|70", "Quite new|8"))
    result = redline(new, old)
    assert marked(result) == ["-261,000", "+262,000", "-Old row", "-7°", "+Quite new", "+8"]
    rows = [row for row in part(result, "document").iter(name("tr")) if row.find(name("trPr")) is not None]
    kinds = [[kind for kind in ("ins", "del") if row.find(f"{name('trPr')}/{name(kind)}") is not None] for row in rows]
    assert kinds == [[], [], ["del"], [], ["ins"]]


def test_a_table_in_the_place_of_another_does_not_meet_it(folder: Path) -> None:
    old = drawn(folder, ("table", "A caption", "Measure|Value", "Area|5"))
    new = drawn(folder, ("table", "A caption", "Who", "Petro"))
    result = redline(new, old)
    assert_laws(result, new, read_bytes(old))
    assert all(table.getnext().tag == name("p") for table in part(result, "document").iter(name("tbl")))  # type: ignore[union-attr]


def test_a_label_with_another_number_is_exchanged_with_its_field(folder: Path) -> None:
    one, other = made(("table", "Caption", "A", "b")), made(("table", "Caption", "A", "b"))
    (section,) = other.sections
    (table,) = section.blocks
    assert isinstance(table, Table)
    other = replace(other, sections=(replace(section, blocks=(replace(table, number=2),)),))
    result = redline(to_docx(other, Workspace(folder)), to_docx(one, Workspace(folder)))
    assert marked(result) == ["-1", "+2"]
    (change,) = (change for change in changes(result) if change.tag == name("ins"))
    assert len(list(change.iter(name("fldChar")))) == 3


def test_the_end_of_the_document_is_no_change_itself(folder: Path) -> None:
    short, long = drawn(folder, ("text", "One.")), drawn(folder, ("text", "One."), ("text", "More^a^."), ("text", "Last^b^."))
    for new, old in ((short, long), (long, short)):
        result = redline(new, old)
        assert_laws(result, new, read_bytes(old))
        last = [*part(result, "document").iter(name("p"))][-1]
        assert not last.findall(f"{name('pPr')}/{name('rPr')}/*")


# Notes and comments --------------------------------------------------------------------------------------------------------


def test_comments_stay_and_have_ids_beyond_those_of_all_notes(folder: Path) -> None:
    remark = Remark("body-1", "", "word", "Ann Ash", "2026-02-10", "Is it?")
    new = to_docx(replace(made(("text", "A word^c^.")), remarks=(remark,)), Workspace(folder))
    old = drawn(folder, ("text", "Gone^a^ and gone^b^."), ("text", "A word^c^."))
    result = redline(new, old)
    assert_laws(result, new, read_bytes(old))
    (comment,) = read_bytes(result).comments
    assert (comment.quote, comment.text) == ("word", "Is it?")


def test_a_brief_that_lost_all_its_notes_still_shows_them(folder: Path) -> None:
    old, new = drawn(folder, ("text", "It rose^Ash^.")), drawn(folder, ("text", "It rose."))
    assert "word/footnotes.xml" not in ZipFile(io.BytesIO(new)).namelist()
    result = redline(new, old)
    assert_laws(result, new, read_bytes(old))
    path = folder / "lost.docx"
    path.write_bytes(result)
    assert validate(path) == []


def test_no_comma_between_calls_is_left_alone(folder: Path) -> None:
    texts = ["A^a^^b^^c^.", "A^a^^c^.", "A^b^.", "A^a^ word^c^.", "A^c^^d^ word^b^.", "A^d^^a^^b^.", "A word^a^^d^."]
    for one in texts:
        for other in texts:
            old, new = drawn(folder, ("text", one)), drawn(folder, ("text", other))
            assert_laws(redline(new, old), new, read_bytes(old))


# Real editions -------------------------------------------------------------------------------------------------------------


def _edited(document: Document) -> Document:
    """The brief with a section's paragraphs in another order, one gone, one with more words, a table without a row."""
    sections = []
    for section in document.sections:
        blocks = list(section.blocks)
        for at, block in enumerate(blocks):
            if isinstance(block, Table) and len(block.rows) > 1 and not _calls(block.rows[1]):
                blocks[at] = replace(
                    block,
                    rows=(block.rows[0], *block.rows[2:], block.rows[0])
                    if not _calls(block.rows[0])
                    else block.rows[:1] + block.rows[2:],
                )
            elif isinstance(block, Paragraph):
                blocks[at] = replace(
                    block, text=(Text("Now as then, "), *block.text[:1], Text(" (so they say)"), *block.text[1:])
                )
        sections.append(replace(section, blocks=tuple(blocks)))
    notes = tuple(replace(one, text=(*one.text, Text(" Looked up."))) if one.number % 3 == 0 else one for one in document.notes)
    return replace(document, sections=tuple(sections), notes=notes, edition=document.edition + 1)


def _calls(row: tuple[Inlines, ...]) -> bool:
    return any(isinstance(inline, NoteRef) for cell in row for inline in cell)


@pytest.fixture(scope="module")
def editions() -> tuple[bytes, bytes]:
    brief = pipeline.document(pipeline.check(Workspace(ROOT)))
    return to_docx(brief, Workspace(ROOT)), to_docx(_edited(brief), Workspace(ROOT))


def test_the_brief_of_this_repository_against_an_edited_one(editions: tuple[bytes, bytes], folder: Path) -> None:
    for at, (new, old) in enumerate((editions, editions[::-1])):
        result = redline(new, old)
        assert_laws(result, new, read_bytes(old))
        path = folder / f"brief-{at}.docx"
        path.write_bytes(result)
        assert validate(path) == []
    assert redline(editions[0], editions[0]) == editions[0]


def test_a_long_brief_takes_seconds(folder: Path) -> None:
    def long(word: str) -> bytes:
        return drawn(
            folder,
            *(("text", f"{word} {at} " + f"and {at % 89} so on " * 12 + f"^Ash, para. {at}, {word}^") for at in range(1200)),
        )

    old, new = read_bytes(long("first")), long("second")
    start = time.perf_counter()
    redlined(new, old, author="Briefing", date="2026-02-09")
    assert time.perf_counter() - start < 20


# LibreOffice ---------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    with Editor(tmp_path_factory.mktemp("office")) as editor:
        yield editor


OLD = (
    ("text", "The first paragraph rose^Ash, para. 1^ and fell^Birk, para. 2^."),
    ("text", "A paragraph that is gone^Coe, para. 3^."),
    ("list", "The first item.", "An item that is gone^Dee, para. 4^.", "The last item."),
    ("table", "A caption^Fox, para. 5^", "Measure|Value", "Area|5^Gil, para. 6^", "Gone row|6^Hay, para. 7^", "Share|7"),
    ("text", "It ended there"),
    ("text", "Sums of old stand here"),
    ("text", "all that has been said before stays as it was."),
    ("heading", "A heading of old"),
    ("table", "A table that goes", "One|Two", "x|y^Ivy, para. 8^"),
    ("text", "The end^Joy, para. 9^."),
    ("text", "A last paragraph that is gone^Kim, para. 10^."),
)
NEW = (
    ("text", "A wholly new beginning^Lee, p. 20^."),
    ("text", "The first paragraph sank^Ash, para. 1^ and fell^Birk, para. 22^."),
    ("list", "The first item.", "Some other thing^May, p. 21^.", "The last item."),
    ("table", "A caption^Fox, para. 5^", "Measure|Value", "Area|8^Gil, para. 6^", "Share|7", "Come row|9^Ned, p. 22^"),
    ("text", "It ended there and then"),
    ("text", "Something new behind new words^Orr, p. 23^."),
    ("text", "Sums of old stand here, and more"),
    ("text", "So it is: all that has been said before stays as it was."),
    ("heading", "A heading of today"),
    ("text", "The end^Joy, para. 9^."),
)


def _texts(draft: Draft) -> list[object]:
    """What a draft says, without the empty paragraphs that LibreOffice adds where columns begin."""
    return [block for block in said(draft) if block]


def test_in_libreoffice_as_well(folder: Path, editor: Editor) -> None:
    for specs in ((OLD, NEW), (NEW, OLD)):
        old, new = (drawn(folder, *spec) for spec in specs)
        result = redline(new, old)
        assert_laws(result, new, read_bytes(old))
        path = folder / "redline.docx"
        path.write_bytes(result)
        assert validate(path) == []
        for action, wanted in (("accept_all", new), ("reject_all", old)):
            draft = editor.open(path)
            getattr(draft, action)()
            saved = draft.save(folder / f"{action}.docx")
            assert _texts(read_bytes(saved.read_bytes())) == _texts(read_bytes(wanted)), action
            assert changes(saved.read_bytes()) == []


def test_a_draft_that_was_edited_and_returned_is_the_old_one(folder: Path, editor: Editor) -> None:
    new = drawn(folder, *NEW)
    path = folder / "sent.docx"
    path.write_bytes(new)
    draft = editor.open(path)
    unedited = draft.save(folder / "unedited.docx")
    draft.replace("sank", "rose again")
    draft.insert_after("The end", "An afterthought.")
    draft.delete_paragraph("A wholly new beginning")
    draft.delete_row(table=1, row=3)
    draft.add_note(after="The last item", text="Looked up.")
    returned = draft.save(folder / "returned.docx")
    assert redline(new, unedited.read_bytes()) == new
    result = redline(new, returned.read_bytes())
    assert_laws(result, new, read_bytes(returned.read_bytes()))
    assert "-rose again" in marked(result) and "+sank" in marked(result)
