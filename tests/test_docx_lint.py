"""The lint sees each fault when it is put into a good file."""

from __future__ import annotations

import io
from collections.abc import Callable
from copy import deepcopy
from zipfile import ZipFile

import pytest
from lxml import etree
from msgspec.structs import replace
from PIL import Image

from briefing.document import Answer, Remark
from briefing.ooxml.comments import W15
from briefing.ooxml.xml import W14, Element, name, w
from briefing.render.docx import to_docx
from briefing.workspace import Workspace
from tests.docx_lint import lint
from tests.sample import document

Parts = dict[str, Element]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("lint")
    Image.new("RGB", (8, 8)).save(folder / "picture.png")
    remark = Remark("background-1", "", "thirty", "Ann Ash", "2026-02-10", "Is it?", (Answer("Bo Birk", "", "It is."),))
    return to_docx(replace(document(), remarks=(remark,)), Workspace(folder))


def _first(root: Element, tag: str) -> Element:
    return next(root.iter(name(tag)))


def _paragraph(parts: Parts) -> Element:
    return _first(parts["word/document.xml"], "p")


def call_a_note_twice(parts: Parts) -> None:
    call = _first(parts["word/document.xml"], "footnoteReference").getparent()
    assert call is not None
    call.addnext(deepcopy(call))


def swap_two_calls(parts: Parts) -> None:
    first, second, *_ = parts["word/document.xml"].iter(name("footnoteReference"))
    first.set(name("id"), "2")
    second.set(name("id"), "1")


def swap_two_notes(parts: Parts) -> None:
    notes = parts["word/footnotes.xml"]
    notes.append(notes[2])


def drop_a_call(parts: Parts) -> None:
    call = _first(parts["word/document.xml"], "footnoteReference")
    call.getparent().remove(call)  # type: ignore[union-attr]


def drop_a_note(parts: Parts) -> None:
    parts["word/footnotes.xml"].remove(parts["word/footnotes.xml"][-1])


def drop_note_settings(parts: Parts) -> None:
    settings = parts["word/settings.xml"]
    settings.remove(_first(settings, "footnotePr"))


def forget_a_separator(parts: Parts) -> None:
    rules = _first(parts["word/settings.xml"], "footnotePr")
    rules.remove(rules[0])


def repeat_a_bookmark_name(parts: Parts) -> None:
    first, second, *_ = parts["word/document.xml"].iter(name("bookmarkStart"))
    second.set(name("name"), first.get(name("name"), ""))


def repeat_a_bookmark_id(parts: Parts) -> None:
    start = _first(parts["word/footnotes.xml"], "bookmarkStart")
    start.set(name("id"), "0")


def drop_a_bookmark_end(parts: Parts) -> None:
    end = _first(parts["word/document.xml"], "bookmarkEnd")
    end.getparent().remove(end)  # type: ignore[union-attr]


def drop_a_bookmark_start(parts: Parts) -> None:
    start = _first(parts["word/document.xml"], "bookmarkStart")
    start.getparent().remove(start)  # type: ignore[union-attr]


def repeat_a_paragraph_id(parts: Parts) -> None:
    note = next(paragraph for paragraph in parts["word/footnotes.xml"].iter(name("p")) if paragraph.attrib)
    note.set(f"{{{W14}}}paraId", _paragraph(parts).get(f"{{{W14}}}paraId", ""))


def enlarge_a_paragraph_id(parts: Parts) -> None:
    _paragraph(parts).set(f"{{{W14}}}paraId", "80000000")


def repeat_a_control_id(parts: Parts) -> None:
    for _ in range(2):
        _paragraph(parts).append(w("sdt", w("sdtPr", w("id", val=7)), w("sdtContent")))


def use_a_style_that_is_not_there(parts: Parts) -> None:
    _first(_paragraph(parts), "pStyle").set(name("val"), "Nothing")


def delete_text_as_if_it_stood(parts: Parts) -> None:
    run = _first(_paragraph(parts), "r")
    run.addprevious(w("del", deepcopy(run), id=900, author="A"))


def _drop_field_mark(parts: Parts, kind: str) -> None:
    for mark in parts["word/document.xml"].iter(name("fldChar")):
        if mark.get(name("fldCharType")) == kind:
            mark.getparent().remove(mark)  # type: ignore[union-attr]
            return


def leave_a_field_open(parts: Parts) -> None:
    _drop_field_mark(parts, "end")


def end_a_field_twice(parts: Parts) -> None:
    _drop_field_mark(parts, "begin")


def repeat_a_comment_id(parts: Parts) -> None:
    parts["word/comments.xml"][1].set(name("id"), "14")


def give_a_comment_the_id_of_a_note(parts: Parts) -> None:
    parts["word/comments.xml"][1].set(name("id"), "1")


def _drop(parts: Parts, tag: str) -> None:
    found = _first(parts["word/document.xml"], tag)
    found.getparent().remove(found)  # type: ignore[union-attr]


def leave_a_comment_without_a_mark(parts: Parts) -> None:
    _drop(parts, "commentReference")


def leave_a_comment_open(parts: Parts) -> None:
    _drop(parts, "commentRangeEnd")


def forget_the_text_of_a_comment(parts: Parts) -> None:
    parts["word/comments.xml"].remove(parts["word/comments.xml"][1])


def end_a_comment_before_it_starts(parts: Parts) -> None:
    start, end = (_first(parts["word/document.xml"], f"commentRange{kind}") for kind in ("Start", "End"))
    start.addprevious(end)


def comment_on_a_note(parts: Parts) -> None:
    _first(parts["word/footnotes.xml"], "p").append(w("commentRangeStart", id=14))


def forget_what_a_comment_answers(parts: Parts) -> None:
    parts["word/commentsExtended.xml"][1].set(f"{{{W15}}}paraIdParent", "00000001")


def tell_of_a_comment_that_is_not_there(parts: Parts) -> None:
    parts["word/commentsExtended.xml"][1].set(f"{{{W15}}}paraId", "00000001")


FAULTS: dict[Callable[[Parts], None], str] = {
    call_a_note_twice: "note 1 is called twice",
    swap_two_calls: "note ids do not ascend in the order of the calls",
    swap_two_notes: "note ids do not ascend in their part",
    drop_a_call: "note 1 is never called",
    drop_a_note: "note 13 is called and missing",
    drop_note_settings: "the settings have no footnotePr",
    forget_a_separator: "the settings and the notes differ on the separators",
    repeat_a_bookmark_name: "two bookmarks are named _bp_brief__title",
    repeat_a_bookmark_id: "two bookmarks have the id 0",
    drop_a_bookmark_end: "bookmark 0 has no end",
    drop_a_bookmark_start: "bookmark 0 has no start",
    repeat_a_paragraph_id: "two paragraphs have the id",
    enlarge_a_paragraph_id: "paragraph id 80000000 is out of range",
    repeat_a_control_id: "two content controls have the id 7",
    use_a_style_that_is_not_there: "there is no style Nothing",
    delete_text_as_if_it_stood: "deleted text is in w:t, not in w:delText",
    leave_a_field_open: "a field has no end",
    end_a_field_twice: "a field has a stray",
    repeat_a_comment_id: "two comments have the id 14",
    give_a_comment_the_id_of_a_note: "a comment and a note have the id 1",
    leave_a_comment_without_a_mark: "comment 14 does not have a mark, once",
    leave_a_comment_open: "comment 14 does not have an end, once",
    forget_the_text_of_a_comment: "a mark names comment 15, which is missing",
    end_a_comment_before_it_starts: "comment 14 ends before it starts",
    comment_on_a_note: "there is a comment in a note",
    forget_what_a_comment_answers: "an answer is to 00000001, which is no comment",
    tell_of_a_comment_that_is_not_there: "the comments and what is told of them differ",
}


def test_a_good_file_has_no_faults(good: bytes) -> None:
    assert lint(good) == []


@pytest.mark.parametrize(("fault", "said"), FAULTS.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_each_fault_is_seen(good: bytes, fault: Callable[[Parts], None], said: str) -> None:
    with ZipFile(io.BytesIO(good)) as package:
        files = {part: package.read(part) for part in package.namelist()}
    parts = {part: etree.fromstring(data) for part, data in files.items() if part.endswith(".xml")}
    fault(parts)
    changed = io.BytesIO()
    with ZipFile(changed, "w") as package:
        for part, data in files.items():
            package.writestr(part, etree.tostring(parts[part]) if part in parts else data)
    assert any(found.startswith(said) for found in lint(changed.getvalue()))
