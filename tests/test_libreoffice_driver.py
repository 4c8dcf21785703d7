"""The editor at work in LibreOffice: each action does to a draft what a person does, and the saved file says who did it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree
from msgspec.structs import replace
from PIL import Image

from briefing.document import Column, NoteRef, Paragraph, Section, Table
from briefing.ooxml.xml import Element, name
from briefing.render.docx import to_docx
from briefing.workspace import Workspace
from tests.libreoffice.client import Draft, EditError, Editor
from tests.sample import document, note, words


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("libreoffice")


@pytest.fixture(scope="module")
def editor(folder: Path) -> Iterator[Editor]:
    with Editor(folder) as editor:
        yield editor


@pytest.fixture(scope="module")
def sample(folder: Path) -> Path:
    Image.new("RGB", (300, 100), (200, 210, 220)).save(folder / "picture.png")
    path = folder / "sample.docx"
    path.write_bytes(to_docx(document(), Workspace(folder)))
    return path


# Reading what was saved --------------------------------------------------------------------------------------------------

_DELETED, _INSERTED = (name("del"), name("moveFrom")), (name("ins"), name("moveTo"))


def root(path: Path, part: str = "document") -> Element:
    with ZipFile(path) as package:
        return etree.fromstring(package.read(f"word/{part}.xml"))


def shown(path: Path, part: str = "document") -> list[str]:
    """The paragraphs outside of the contents: `[-deleted-]`, `{+inserted+}`, `¶` a mark that is either, `°` a note's call."""
    found = [p for p in root(path, part).iter(name("p")) if next(p.iterancestors(name("sdtContent")), None) is None]
    return [_text(paragraph) for paragraph in found]


def _text(paragraph: Element) -> str:
    pieces = [_changed(run, _characters(run)) for run in paragraph.iter(name("r"))]
    for mark in paragraph.findall(f"{name('pPr')}/{name('rPr')}/*"):
        pieces.append("[-¶-]" if mark.tag in _DELETED else "{+¶+}" if mark.tag in _INSERTED else "")
    return "".join(pieces).replace("-][-", "").replace("+}{+", "")


def _characters(run: Element) -> str:
    kinds = {name("t"), name("delText"), name("footnoteReference")}
    return "".join(piece.text or "°" for piece in run if piece.tag in kinds)


def _changed(run: Element, text: str) -> str:
    around = {parent.tag for parent in run.iterancestors()}
    if not text or not around & {*_DELETED, *_INSERTED}:
        return text
    return f"[-{text}-]" if around & set(_DELETED) else f"{{+{text}+}}"


def of(path: Path, *begins: str) -> list[str]:
    """The paragraphs that hold one of those words."""
    return [text for text in shown(path) if any(one in text for one in begins)]


def anchors(path: Path) -> dict[str, str]:
    """The text of the paragraph where each bookmark starts."""
    starts = root(path).iter(name("bookmarkStart"))
    return {start.get(name("name"), ""): _text(next(start.iterancestors(name("p")))) for start in starts}


def authors(path: Path, part: str = "document") -> set[str]:
    tags = [name(tag) for tag in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "comment")]
    return {change.get(name("author"), "") for change in root(path, part).iter(*tags)}


Script = Callable[[Draft], None]


@pytest.fixture
def edited(editor: Editor, sample: Path, tmp_path: Path) -> Callable[..., Path]:
    """The sample after a script."""

    def edit(script: Script, *, tracked: bool, path: Path = sample) -> Path:
        draft = editor.open(path, tracked=tracked)
        script(draft)
        return draft.save(tmp_path / f"{path.stem}-edited.docx")

    return edit


Edited = Callable[..., Path]

# Saved without a change --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("through_odt", [False, True])
@pytest.mark.parametrize("tracked", [False, True])
def test_a_draft_that_was_only_saved_says_the_same(
    editor: Editor, sample: Path, tmp_path: Path, tracked: bool, through_odt: bool
) -> None:
    saved = editor.open(sample, tracked=tracked).save(tmp_path / "saved.docx", through_odt=through_odt)
    assert [text for text in shown(saved) if text] == [text for text in shown(sample) if text]
    assert anchors(saved) == anchors(sample)
    assert authors(saved) == set()


def test_empty_cells_and_notes_that_meet_are_saved_as_they_were(folder: Path, editor: Editor, tmp_path: Path) -> None:
    row = (words("Area"), (), words("Model", 3))
    table = Table("t", 1, words("Caption"), (Column(words("A")), Column(words("B")), Column(())), (row,), words("Source."), "")
    section = Section("s", words("S"), "body", (Paragraph("p", (*words("So.", 1), NoteRef(2))), table))
    notes = tuple(note(number, f"Note {number}.") for number in (1, 2, 3))
    path = tmp_path / "meeting.docx"
    path.write_bytes(to_docx(replace(document(), sections=(section,), notes=notes), Workspace(folder)))
    saved = editor.open(path).save(tmp_path / "saved.docx")
    assert of(saved, "So.") == ["So.°,°"]
    assert [cells for _, cells in _rows(saved)] == [["A", "B", ""], ["Area", "", "Model°"]]
    assert anchors(saved) == anchors(path)


# Text --------------------------------------------------------------------------------------------------------------------


def test_words_are_typed_over_in_the_text_in_a_table_and_in_a_note(edited: Edited) -> None:
    def script(draft: Draft) -> None:
        draft.replace("thirty", "forty")
        draft.replace("Satellite", "Planes")
        draft.replace("para. 4; untitled", "paras 4 and 5; untitled")
        draft.replace("frank ", "")

    plain = edited(script, tracked=False)
    assert of(plain, "A sum", "Planes", "people") == ["A sum of 5 * 3 * 2 is forty.°", "Planes", "I like people"]
    assert any("paras 4 and 5; untitled" in text for text in shown(plain, "footnotes"))
    assert authors(plain) | authors(plain, "footnotes") == set()

    tracked = edited(script, tracked=True)
    assert of(tracked, "A sum", "Planes", "people") == [
        "A sum of 5 * 3 * 2 is [-thirty-]{+forty+}.°",
        "[-Satellite-]{+Planes+}",
        "I like [-frank -]people",
    ]
    assert authors(tracked) == authors(tracked, "footnotes") == {"Ann Ash"}


def test_a_paragraph_is_typed_anew_and_typed_on(edited: Edited) -> None:
    def script(draft: Draft) -> None:
        draft.replace_all_of("See ", "Look at it.")
        draft.type_at_start("First", "The ")
        draft.type_at_end("Second", " And more.")

    plain = edited(script, tracked=False)
    assert of(plain, "Look", "First", "Second.") == ["Look at it.", "The First.", "Second.° And more."]
    assert anchors(plain)["_bp_background_2"] == "Look at it."
    tracked = edited(script, tracked=True)
    assert of(tracked, "Look", "First", "Second.") == [
        "[-See the report, “quoted”.-]{+Look at it.+}",
        "{+The +}First.",
        "Second.°{+ And more.+}",
    ]


def test_a_paragraph_is_known_by_what_is_left_of_its_beginning(edited: Edited) -> None:
    def script(draft: Draft) -> None:
        draft.replace("A sum", "One result")
        draft.type_at_end("One result", " Again.")

    assert of(edited(script, tracked=True), "result") == ["[-A sum-]{+One result+} of 5 * 3 * 2 is thirty.°{+ Again.+}"]


# Paragraphs --------------------------------------------------------------------------------------------------------------


def test_paragraphs_are_put_in_before_and_behind(edited: Edited) -> None:
    def script(draft: Draft) -> None:
        draft.insert_before("A sum", "New before.")
        draft.insert_after("A sum", "New behind.")

    assert of(edited(script, tracked=False), "A sum", "New b") == ["New before.", "A sum of 5 * 3 * 2 is thirty.°", "New behind."]
    tracked = edited(script, tracked=True)
    assert of(tracked, "A sum", "New b") == [
        "{+New before.¶+}",
        "A sum of 5 * 3 * 2 is thirty.°{+¶+}",
        "{+New behind.+}",
    ]
    assert anchors(tracked)["_bp_background_1"].startswith("A sum")


def test_paragraphs_are_deleted_split_and_merged(edited: Edited) -> None:
    def script(draft: Draft) -> None:
        draft.delete_paragraph("First.")
        draft.split("A sum of 5")
        draft.merge("One says yes")

    plain = of(edited(script, tracked=False), "First", "A sum", "thirty", "One says")
    assert plain == [
        "A sum of 5",
        " * 3 * 2 is thirty.°",
        "One says yes.°Another says no.",
    ]
    assert of(edited(script, tracked=True), "First", "A sum", "thirty", "says") == [
        "Output rose by 4 per cent, the ministry says.°",
        "A sum of 5{+¶+}",
        " * 3 * 2 is thirty.°",
        "[-First.¶-]",
        "One says yes.°[-¶-]",
        "Another says no.",
    ]


def test_paragraphs_are_moved_with_the_keys(edited: Edited) -> None:
    def script(draft: Draft) -> None:
        draft.move_down("A sum")
        draft.move_up("A signed text", times=2)

    plain = edited(script, tracked=False)
    assert of(plain, "A sum", "See ") == ["See the report, “quoted”.", "A sum of 5 * 3 * 2 is thirty.°"]
    assert of(plain, "Indicators", "A signed", "A second") == ["A signed text.", "Indicators", "A second meeting."]
    assert anchors(plain)["_bp_background_1"].startswith("A sum")
    tracked = of(edited(script, tracked=True), "A sum", "See ")
    assert tracked == [
        "[-A sum of 5 * 3 * 2 is thirty.°¶-]",
        "See the report, “quoted”.",
        "{+A sum of 5 * 3 * 2 is thirty.°¶+}",
    ]


def test_paragraphs_are_cut_copied_and_pasted(edited: Edited) -> None:
    def script(draft: Draft) -> None:
        draft.cut_and_paste("A sum", after="See ")
        draft.copy_and_paste("Nothing hangs", after="I like")

    saved = edited(script, tracked=False)
    assert of(saved, "A sum", "See ") == ["See the report, “quoted”.", "A sum of 5 * 3 * 2 is thirty.°"]
    assert of(saved, "Nothing", "I like", "A president") == [
        "I like frank people",
        "Nothing hangs on it.",
        "— A president, after the meeting°",
        "Nothing hangs on it.",
    ]
    assert anchors(saved)["_bp_background_11__body_1_Copy_1"] == "Nothing hangs on it."


# Looks -------------------------------------------------------------------------------------------------------------------


def _run(path: Path, text: str) -> Element:
    return next(run for run in root(path).iter(name("r")) if _characters(run) == text)


def test_words_are_made_bold_italic_and_links(edited: Edited) -> None:
    def script(draft: Draft) -> None:
        draft.bold("A sum")
        draft.italic("is likely")
        draft.link("frank", "https://example.org/frank")

    saved = edited(script, tracked=True)
    assert _run(saved, "A sum").find(f"{name('rPr')}/{name('b')}") is not None
    assert _run(saved, "is likely").find(f"{name('rPr')}/{name('i')}") is not None
    assert next(_run(saved, "frank").iterancestors()).tag == name("hyperlink")
    assert authors(saved) == {"Ann Ash"}


def test_paragraphs_get_styles_and_bullets(edited: Edited) -> None:
    def script(draft: Draft) -> None:
        draft.style("See ", "Heading 2")
        draft.make_list_item("Nothing hangs")

    saved = edited(script, tracked=False)
    see, nothing = (next(p for p in root(saved).iter(name("p")) if _text(p).startswith(text)) for text in ("See", "Nothing"))
    style = see.find(f"{name('pPr')}/{name('pStyle')}")
    assert style is not None and style.get(name("val")) == "Heading2"
    assert nothing.find(f"{name('pPr')}/{name('numPr')}") is not None


# Notes -------------------------------------------------------------------------------------------------------------------


def test_notes_are_added_edited_and_deleted(edited: Edited) -> None:
    def script(draft: Draft) -> None:
        draft.add_note(after="First.", text="A new source.")
        draft.edit_note(2, "para. 3", "para. 33")
        draft.delete_note(1)

    plain = edited(script, tracked=False)
    assert of(plain, "Output rose", "First") == ["Output rose by 4 per cent, the ministry says.", "First.°"]
    assert [text.strip() for text in shown(plain, "footnotes")[2:5]] == [
        "Pérez, “A visit,” para. 33.",
        "A new source.",
        "Pérez, “A visit,” para. 4; untitled report, para. 1.",
    ]
    tracked = edited(script, tracked=True)
    assert of(tracked, "Output rose", "First") == ["Output rose by 4 per cent, the ministry says.[-°-]", "First.{+°+}"]
    assert "Pérez, “A visit,” [-para. 3-]{+para. 33+}." in [text.strip() for text in shown(tracked, "footnotes")]


# Tables ------------------------------------------------------------------------------------------------------------------


def _rows(path: Path) -> list[tuple[str, list[str]]]:
    """The rows, each with what became of it and its cells."""
    rows = root(path).iter(name("tr"))
    return [
        (
            "".join(mark for mark in ("ins", "del") if row.find(f"{name('trPr')}/{name(mark)}") is not None),
            [_text(paragraph) for paragraph in row.iter(name("p"))],
        )
        for row in rows
    ]


def test_rows_and_cells_are_changed(edited: Edited) -> None:
    def script(draft: Draft) -> None:
        draft.insert_row(table=1, after=2, cells=["Yield", "7", "Guess"])
        draft.delete_row(table=1, row=4)
        draft.set_cell(table=1, row=2, column=3, text="By plane")
        draft.set_cell(table=1, row=2, column=2, text="")

    assert [cells for _, cells in _rows(edited(script, tracked=False))][:4] == [
        ["Measure", "Value", "Method"],
        ["Area", "", "By plane"],
        ["Yield", "7", "Guess"],
        ["Share", "70 %", "Both"],
    ]
    assert _rows(edited(script, tracked=True))[1:5] == [
        ("", ["Area", "[-261,000 ha°-]", "[-Satellite-]{+By plane+}"]),
        ("ins", ["{+Yield+}", "{+7+}", "{+Guess+}"]),
        ("del", ["[-Output-]", "[-3,001.5 t-]", "[-Model°-]"]),
        ("", ["Share", "70 %", "Both"]),
    ]


# Comments and changes ----------------------------------------------------------------------------------------------------


def test_comments_have_authors_and_are_resolved(edited: Edited) -> None:
    def script(draft: Draft) -> None:
        draft.comment("A sum", "Is this so?")
        draft.comment("Satellite", "Whose?", author="Ben Bow")
        draft.resolve("Whose?")

    saved = edited(script, tracked=False)
    assert [
        (comment.get(name("author")), comment.get(name("initials")), _text(comment)) for comment in root(saved, "comments")
    ] == [("Ann Ash", "AA", "Is this so?"), ("Ben Bow", "BB", "Whose?")]
    assert [list(comment.attrib.values())[-1] for comment in root(saved, "commentsExtended")] == ["1"]


def test_one_edits_after_another_and_changes_are_accepted_or_rejected(editor: Editor, edited: Edited, tmp_path: Path) -> None:
    first = edited(lambda draft: draft.replace("thirty", "forty"), tracked=True)
    draft = editor.open(first, author="Ben Bow")
    draft.replace("70 %", "71 %")
    both = draft.save(tmp_path / "both.docx")
    assert authors(both) == {"Ann Ash", "Ben Bow"}
    draft.accept_all()
    assert of(draft.save(tmp_path / "accepted.docx"), "A sum", " %") == [
        "A sum of 5 * 3 * 2 is forty.°",
        "71 %",
        "It is likely (55–80 %) that talks go on.",
    ]
    draft = editor.open(both)
    draft.reject_all()
    assert of(draft.save(tmp_path / "rejected.docx"), "A sum", "70 %") == ["A sum of 5 * 3 * 2 is thirty.°", "70 %"]


# What cannot be done -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (lambda draft: draft.replace("not in it", "x"), "no places say “not in it”"),
        (lambda draft: draft.replace("meeting", "x"), "5 places say “meeting”"),
        (lambda draft: draft.delete_note(20), "there are 13 notes"),
        (lambda draft: draft.edit_note(2, "untitled report", "x"), "no places say “untitled report”"),
        (lambda draft: draft.delete_row(table=3, row=1), "there are 2 tables"),
        (lambda draft: draft.delete_row(table=1, row=5), "table 1 has 4 rows and 3 columns"),
        (lambda draft: draft.style("See ", "No Such Style"), "there is no style “No Such Style”"),
    ],
)
def test_what_is_not_there_is_named(editor: Editor, sample: Path, script: Script, reason: str) -> None:
    with pytest.raises(EditError, match=reason):
        script(editor.open(sample))


def test_deleted_words_are_gone_for_the_editor(editor: Editor, sample: Path) -> None:
    draft = editor.open(sample, tracked=True)
    draft.replace("thirty", "forty")
    with pytest.raises(EditError, match="no places say “thirty”"):
        draft.replace("thirty", "fifty")


def test_a_draft_is_closed_by_the_next(editor: Editor, sample: Path) -> None:
    first = editor.open(sample)
    editor.open(sample)
    with pytest.raises(EditError, match="closed when another was opened"):
        first.replace("thirty", "forty")


def test_a_file_that_is_none_is_named_and_the_editor_goes_on(editor: Editor, sample: Path, tmp_path: Path) -> None:
    with pytest.raises(EditError, match=r"none\.docx"):
        editor.open(tmp_path / "none.docx")
    editor.open(sample).replace("thirty", "forty")


def test_nothing_is_left_of_libreoffice_even_when_it_is_lost(tmp_path: Path, sample: Path) -> None:
    with Editor(tmp_path) as lost:
        lost.open(sample)
        assert _running(tmp_path)
        lost._kill()
        with pytest.raises(EditError, match="LibreOffice was lost"):
            lost.open(sample)
    with Editor(tmp_path) as ended:
        assert ended.version
    end = time.monotonic() + 5
    while _running(tmp_path) and time.monotonic() < end:
        time.sleep(0.05)
    assert _running(tmp_path) == []


def _running(folder: Path) -> list[str]:
    """The command lines of processes that name a folder."""
    found: list[str] = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            found.append(process.read_bytes().decode(errors="replace"))
    return [line for line in found if str(folder) in line]
