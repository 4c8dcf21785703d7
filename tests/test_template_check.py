"""What a check says of the Word file that a brief takes its looks from, and how it reaches the document."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE

from briefing import pipeline, stamp
from briefing.check.style import word_template
from briefing.load import load
from briefing.load import template as checked
from briefing.render.docx_fields import placeholders
from briefing.workspace import Workspace, program_templates
from tests.letterhead import DOTM, DOTX, MARK, TEMPLATE, letterhead, retyped
from tests.sample import document
from tests.workspaces import BASE
from tests.workspaces import workspace as lay_out

BRIEF = BASE["brief.yaml"] or b""


def told(root: Path, data: bytes | None, path: str = TEMPLATE) -> list[str]:
    """What the check says of a template at that path."""
    root = lay_out(root, {"brief.yaml": BRIEF + f"style: {{docx: {path}}}\n".encode()})
    if data is not None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    project = load(Workspace(root)).project
    return [f"[{one.rule.value}]: {one.message} ({one.hints[0]}) at {one.span}" for one in word_template(project)]


HOUSE = (program_templates() / "house.docx").read_bytes()


def test_the_house_template_itself_is_good(tmp_path: Path) -> None:
    assert told(tmp_path, HOUSE) == []


def test_styles_that_a_template_lacks_are_told(tmp_path: Path) -> None:
    (one,) = told(tmp_path, letterhead())
    assert one.startswith("[template-has-our-styles]: the template `style/letter.docx` lacks ")
    first = "Brief Issuer, Brief Facts, Abstract, Key Points Heading, Key Points, Panel Bullets"
    assert f" lacks 37 styles: {first} and 31 others (" in one
    assert "brief.yaml:7:15" in one


def test_styles_that_word_keeps_to_itself_are_not_missed(tmp_path: Path) -> None:
    made = docx.Document(str(program_templates() / "house.docx"))
    for unused in ("Title", "Quote", "Body Text", "toc 1", "footnote text", "Hyperlink", "annotation reference", "Tag"):
        made.styles[unused].delete()
    made.save(str(tmp_path / "made.docx"))
    (one,) = told(tmp_path, (tmp_path / "made.docx").read_bytes())
    assert " lacks 1 style: Tag (" in one


SAVE = "open it in Word and save it as a document (.docx) or a template (.dotx)"
COPY = "copy it into the workspace, and give its path relative to brief.yaml"


@pytest.mark.parametrize(
    ("path", "data", "wrong", "hint"),
    [
        ("none.docx", None, "does not exist", COPY),
        ("sections", None, "is no file", COPY),
        ("../letter.docx", None, "leads out of the workspace", COPY),
        ("a.docx", b"", "is no Word file, or a damaged one", SAVE),
        ("a.doc", b"\xd0\xcf\x11\xe0" + bytes(600), "is a Word file of the old kind (.doc), or one with a password", SAVE),
        ("a.docm", retyped(HOUSE, DOTM), "holds macros", SAVE),
        ("a.xlsx", retyped(HOUSE, "application/xml"), "is no Word document or template", SAVE),
        ("a.docx", HOUSE[:4000] + HOUSE[5000:], "is no Word file, or a damaged one", SAVE),
    ],
)
def test_a_file_that_cannot_serve_is_an_error_with_what_to_do(
    tmp_path: Path, path: str, data: bytes | None, wrong: str, hint: str
) -> None:
    (one,) = told(tmp_path, data, path)
    assert one.startswith(f"[template-is-a-word-file]: the template `{path}` {wrong} ({hint}")


def test_a_template_of_word_is_none_the_worse(tmp_path: Path) -> None:
    assert told(tmp_path, retyped(HOUSE, DOTX), "a.dotx") == []


def test_a_style_for_something_else_is_an_error(tmp_path: Path) -> None:
    def change(made: docx.document.Document) -> None:
        made.styles.add_style("Title", WD_STYLE_TYPE.CHARACTER)

    wrong, _ = told(tmp_path, letterhead(change))
    said = "has the style “Title” for characters (in Word, make “Title” a style for paragraphs, or rename it)"
    assert wrong.startswith(f"[template-is-a-word-file]: the template `{TEMPLATE}` {said}")


def test_a_placeholder_that_names_nothing_is_an_error(tmp_path: Path) -> None:
    def change(made: docx.document.Document) -> None:
        for run in ("{{Ti", "tel}}", " {{title}}"):
            made.sections[0].footer.paragraphs[0].add_run(run)

    wrong, _ = told(tmp_path, letterhead(change))
    assert wrong.startswith(f"[template-is-sound]: the template `{TEMPLATE}` asks for `{{{{Titel}}}}`, which is nothing")


def test_check_and_writer_know_the_same_placeholders() -> None:
    assert tuple(placeholders(document())) == checked.PLACEHOLDERS


def test_style_reaches_the_document(tmp_path: Path) -> None:
    style = f"style: {{docx: {TEMPLATE}, draft: '{MARK}'}}\n".encode()
    root = lay_out(tmp_path, {"brief.yaml": BRIEF + style, TEMPLATE: HOUSE})
    composed = pipeline.document(pipeline.check(Workspace(root)))
    assert (composed.template, composed.draft_mark) == (TEMPLATE, MARK)


def test_a_change_of_the_template_makes_a_build_and_a_check_stale(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {"brief.yaml": BRIEF + f"style: {{docx: {TEMPLATE}}}\n".encode(), TEMPLATE: HOUSE})
    here = Workspace(root)
    others = pipeline.others(load(here).project, here)
    assert root / TEMPLATE in others
    stamp.record_check(here, stamp.take(here), (), {}, [other for other in others if "originals" not in str(other)])
    (root / TEMPLATE).write_bytes(letterhead())
    assert stamp.remembered_check(here) is None
