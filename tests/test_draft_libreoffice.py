"""A draft of ours that LibreOffice has opened and saved reads as it did: the same texts, looks, notes and anchors."""

from __future__ import annotations

import re
import subprocess

import pytest
from msgspec.structs import replace
from PIL import Image

from briefing.document import NoteRef, Paragraph, Text
from briefing.draft.aside import read
from briefing.draft.tree import Draft, Story
from briefing.draft.views import accepted_draft, paragraphs, rejected_draft
from briefing.ooxml.styles import NOTE_MARK
from briefing.render.docx import to_docx
from briefing.workspace import Workspace
from tests.sample import document
from tests.tools import need

_COPY = re.compile(r"(_Copy_\d+)+$")


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Draft, Draft]:
    """The sample, with a place where two notes are called one after the other: as built, and saved by LibreOffice."""
    need("soffice")
    folder = tmp_path_factory.mktemp("drafts")
    Image.new("RGB", (300, 100)).save(folder / "picture.png")
    sample = document()
    key_points, background, *others = sample.sections
    calls = Paragraph("background-1", (Text("A"), NoteRef(2), NoteRef(3), Text(" and b.")))
    background = replace(background, blocks=(calls, *background.blocks[1:3], *background.blocks[4:]))
    built = folder / "draft.docx"
    built.write_bytes(to_docx(replace(sample, sections=(key_points, background, *others)), Workspace(folder)))
    saved = folder / "saved"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", str(saved), str(built)]
    subprocess.run(command, capture_output=True, check=True, timeout=180)
    return read(built), read(saved / "draft.docx")


def described(story: Story, notes: list[str]) -> list[object]:
    """What the paragraphs with content say and look like; which of the anchors at one place comes first is chance."""
    found: list[object] = []
    for paragraph in paragraphs(story):
        if paragraph.runs:
            looks = "".join((run.bold * "b" + run.italic * "i" or "-") * len("".join(run.text.split())) for run in paragraph.runs)
            calls = [notes.index(run.note) for run in paragraph.runs if run.note]
            links = [(run.text, run.link) for run in paragraph.runs if run.link]
            anchors = sorted(_COPY.sub("", anchor.name) for anchor in paragraph.anchors)
            objects = [run.object for run in paragraph.runs if run.object]
            item = paragraph.list and paragraph.list[1]
            text = re.sub(r"\s+", " ", paragraph.text)
            found.append((text, calls, anchors, links, objects, item, paragraph.outline, paragraph.style.lower(), looks))
    return found


def test_the_text_is_the_same(drafts: tuple[Draft, Draft]) -> None:
    built, saved = drafts
    assert described(saved.body, list(saved.notes)) == described(built.body, list(built.notes))


def test_the_notes_are_the_same(drafts: tuple[Draft, Draft]) -> None:
    built, saved = drafts
    ours, theirs = ([described(note.blocks, []) for note in draft.notes.values()] for draft in drafts)
    assert len(ours) == 13
    assert theirs == ours
    assert built.properties["identifier"] == saved.properties["identifier"] == "sample-2026"


def test_our_comma_between_calls_is_read_by_neither(drafts: tuple[Draft, Draft]) -> None:
    for draft in drafts:
        (found,) = (one for one in paragraphs(draft.body) if any(anchor.name == "_bp_background_1" for anchor in one.anchors))
        assert [run.text for run in found.runs] == ["A", "", "", " and b."]
        assert not [run for one in paragraphs(draft.body) for run in one.runs if run.text and run.style.lower() == NOTE_MARK]


def test_contents_are_in_neither(drafts: tuple[Draft, Draft]) -> None:
    for draft in drafts:
        assert [one.text for one in paragraphs(draft.body)].count("What was said") == 1
        assert not [one for one in paragraphs(draft.body) if one.text.startswith("Contents")]


def test_a_file_without_changes_is_the_same_in_both_views(drafts: tuple[Draft, Draft]) -> None:
    for draft in drafts:
        assert accepted_draft(draft) == rejected_draft(draft) == draft
