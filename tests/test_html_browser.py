"""The page for the screen in a real browser: by keys, by an accessibility checker, on a phone, in print, and without scripts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from briefing import pipeline
from briefing.document import Document, Paragraph
from briefing.render.html import to_page
from briefing.workspace import Workspace
from tests.sample import document as sample
from tests.test_render_html import PNG
from tests.tools import browse

ROOT = Path(__file__).resolve().parent.parent
WAYS = [f"{size} {scripts} scripts" for size in ("phone", "desktop") for scripts in ("with", "without")]


@dataclass(frozen=True)
class Read:
    """A page, and what the browser found in it."""

    document: Document
    html: str
    found: dict[str, Any]


def read(document: Document, html: str, folder: Path) -> Read:
    page = folder / "page.html"
    page.write_text(html, "utf-8")
    return Read(document, html, browse(page))


def numbered(document: Document) -> Document:
    """With numbers beside its paragraphs."""
    sections = tuple(
        replace(
            section,
            blocks=tuple(
                replace(one, number=at) if isinstance(one, Paragraph) else one for at, one in enumerate(section.blocks, 1)
            ),
        )
        for section in document.sections
    )
    return replace(document, sections=sections)


@pytest.fixture(scope="module", params=["sample", "brief"])
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Read:
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "brief":
        workspace = Workspace(ROOT)
        document = pipeline.document(pipeline.check(workspace))
    else:
        (folder / "picture.png").write_bytes(PNG)
        workspace, document = Workspace(folder), numbered(sample())
    return read(document, to_page(document, workspace).decode(), folder)


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """The sample in a browser that has never heard of popovers."""
    folder = tmp_path_factory.mktemp("old")
    (folder / "picture.png").write_bytes(PNG)
    html = to_page(sample(), Workspace(folder)).decode()
    html = html.replace(":popover-open", ":unheard-of").replace(" popover autofocus", "").replace("popovertarget", "data-was")
    return read(sample(), html, folder)


def test_the_page_fetches_nothing_and_breaks_no_rule_of_its_own(page: Read) -> None:
    assert page.found["requests"] == []
    assert page.found["errors"] == []


def test_the_page_is_small(page: Read) -> None:
    assert len(page.html.encode()) < 700_000


def test_the_fonts_in_the_page_can_be_used(page: Read) -> None:
    assert {*page.found["fonts"]} == {"Source Serif 4 loaded", "Source Sans 3 loaded"}


def test_the_checker_has_nothing_against_it(page: Read) -> None:
    seen = page.found["accessibility"]
    assert [*seen] == ["phone light", "phone dark", "desktop light", "desktop dark"]
    for where, told in seen.items():
        assert told["violations"] == [], where
        assert {"color-contrast", "target-size", "heading-order", "region", "nested-interactive"} <= {*told["passed"]}


@pytest.mark.parametrize("way", WAYS)
def test_a_note_is_opened_read_and_closed_by_keys(page: Read, way: str) -> None:
    steps = page.found["keyboard"][way]
    assert steps["first"]["focus"] == "#_text", "the first stop leads past the head of the page"
    assert steps["call"]["focus"] == "Note 1"
    opened = steps["opened"]
    assert opened["open"] == "more_1"
    assert opened["inside"]
    assert opened["inView"]
    assert steps["next"]["inside"]
    assert steps["next"]["focus"] == page.document.labels.close
    for last in (steps["escaped"], steps["closed"]):
        assert (last["open"], last["focus"]) == (None, "Note 1")


@pytest.mark.parametrize("way", WAYS)
def test_an_open_note_shows_what_it_rests_on(page: Read, way: str) -> None:
    shown = page.found["keyboard"][way]["opened"]["text"]
    for one in page.document.notes[0].evidence:
        for part in (one.question, one.statement, f"“{one.quotation}”", one.who, one.place, one.treatment):
            assert part in shown


def test_nothing_is_wider_than_the_narrowest_window(page: Read) -> None:
    assert page.found["narrow"] == {"page": 320, "window": 320}


def test_on_paper_the_notes_are_listed_and_nothing_is_open(page: Read) -> None:
    number = len(page.document.notes)
    assert page.found["screen"] == {"links": 0, "buttons": number, "sheets": 0, "notes": number, "skip": 1}
    assert page.found["print"] == {"links": number, "buttons": 0, "sheets": 0, "notes": number, "skip": 0}


def test_a_browser_without_popovers_shows_links_to_the_list(old: Read) -> None:
    number = len(old.document.notes)
    assert old.found["screen"] == {"links": number, "buttons": 0, "sheets": 0, "notes": number, "skip": 1}
    assert "keyboard" not in old.found


def test_the_browser_mends_nothing(page: Read) -> None:
    """Its elements are those of the file, in order: no block in a paragraph, no control in a link, nothing left open."""
    body = re.sub(r"(<style>).*?(?=</style>)", r"\1", page.html, flags=re.DOTALL)
    assert page.found["elements"] == [unescape(name) for name in re.findall(r"<([a-z][a-zA-Z0-9]*)", body)]
