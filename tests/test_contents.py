"""The contents: entries hold those below them, none is lost, and two columns are about as long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parser

from briefing.render.contents import Entry, in_two, nested
from briefing.render.html import to_html
from briefing.workspace import program_templates
from tests.sample import document
from tests.test_render_pdf import workspace_in

LISTS = st.lists(st.integers(1, 4), max_size=30).map(
    lambda levels: [(level, f"Part {at}", f"part-{at}") for at, level in enumerate(levels)]
)


def flat(entries: Iterable[Entry]) -> Iterator[tuple[int, str, str]]:
    for one in entries:
        yield one.level, one.text, one.id
        yield from flat(one.within)


def show(entries: Iterable[Entry]) -> str:
    return " ".join(one.text + (f"({show(one.within)})" if one.within else "") for one in entries)


def test_entries_hold_those_of_lower_levels() -> None:
    levels = {"A": 1, "a": 2, "i": 3, "b": 2, "B": 1, "j": 3, "C": 1}
    assert show(nested((level, text, text) for text, level in levels.items())) == "A(a(i) b) B(j) C"


@given(LISTS)
def test_no_entry_is_lost_or_moved(entries: list[tuple[int, str, str]]) -> None:
    assert list(flat(nested(entries))) == entries
    assert [one for half in in_two(nested(entries)) for one in flat(half)] == entries


@given(st.lists(st.integers(1, 6), min_size=2, max_size=12))
def test_no_other_division_makes_the_longer_column_shorter(chapters: list[int]) -> None:
    entries = nested((1 + bool(at), "", "") for lines in chapters for at in range(lines))
    longest = max(sum(one.lines for one in half) for half in in_two(entries))
    assert longest == min(max(sum(chapters[:at]), sum(chapters[at:])) for at in range(len(chapters) + 1))


def test_the_page_lists_a_heading_within_its_section(tmp_path: Path) -> None:
    made = document()
    page = parser.document_fromstring(to_html(made, (program_templates(),), root=workspace_in(tmp_path).root))
    links = {link.get("href"): link for link in page.iter("a") if any(one.tag == "nav" for one in link.iterancestors())}
    for level, _, name in made.contents():
        assert sum(one.tag == "ol" for one in links[f"#{name}"].iterancestors()) == level
