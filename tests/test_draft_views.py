"""What a file says with its changes accepted, and with them rejected: as Word does it, with nothing lost on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.draft.reading import read_bytes
from briefing.draft.tree import Anchor, Block, Cell, Change, Draft, Gone, Paragraph, Row, Run, Story, Table
from briefing.draft.views import accepted, accepted_draft, paragraphs, rejected, rejected_draft
from tests.corpora import corpus
from tests.wordfiles import BY, cell, deleted, ins, mark, note, p, part, r, row, table, word

ANN = Change("Ann", "2026-02-03T10:00:00Z")
BOB = Change("Bob", "2026-02-04T11:00:00Z")


def story(body: str) -> Story:
    return read_bytes(word(body)).body


def texts(story: Story) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(story)]


def both(body: str) -> tuple[list[str], list[str]]:
    found = story(body)
    return texts(accepted(found)), texts(rejected(found))


def test_words() -> None:
    assert both(p(r("a ") + deleted("old") + ins(r("new")) + r(" z"))) == (["a new z"], ["a old z"])


def test_what_was_put_in_and_taken_out_again_is_in_no_view() -> None:
    assert both(p(r("a") + f'<w:ins w:id="1" {BY}>{deleted("x")}</w:ins>')) == (["a"], ["a"])


def test_a_paragraph_split_in_two() -> None:
    assert both(p(r("first "), mark("ins")) + p(r("second"))) == (["first ", "second"], ["first second"])


def test_two_paragraphs_made_one() -> None:
    assert both(p(r("first "), mark("del")) + p(r("second"))) == (["first second"], ["first ", "second"])


def test_a_new_paragraph() -> None:
    assert both(p(r("a"), mark("ins")) + p(ins(r("new"))) + p(r("b"))) == (["a", "new", "b"], ["a", "b"])


def test_a_paragraph_taken_out() -> None:
    assert both(p(r("a")) + p(deleted("b"), mark("del")) + p(r("c"))) == (["a", "c"], ["a", "b", "c"])


def test_a_paragraph_that_lost_all_its_words_is_taken_out_though_its_mark_lives() -> None:
    assert both(p(r("a")) + p(deleted("b")) + p(r("c"))) == (["a", "c"], ["a", "b", "c"])
    assert both(p(r("a")) + p() + p(r("c"))) == (["a", "", "c"], ["a", "", "c"])


def test_a_moved_paragraph_leaves_nothing_behind() -> None:
    old = p(f'<w:moveFrom w:id="2" {BY}>{r("m")}</w:moveFrom>')
    new = p(f'<w:moveTo w:id="4" {BY}>{r("m")}</w:moveTo>', mark("moveTo"))
    assert both(old + p(r("a")) + new + p(r("b"))) == (["a", "m", "b"], ["m", "a", "b"])


def test_a_live_mark_behind_joined_text_ends_its_paragraph() -> None:
    assert both(p(r("a"), mark("del")) + p(deleted("b")) + p(r("c")))[0] == ["a", "c"]


def test_the_last_mark_of_a_story_or_before_a_table_joins_with_nothing() -> None:
    assert both(p(r("a")) + p(r("b"), mark("del")))[0] == ["a", "b"]
    assert both(p(r("a")) + p(deleted("b"), mark("del")))[0] == ["a"]
    assert both(p(deleted("b"), mark("del")))[0] == [""]
    assert both(p(deleted("a"), mark("del")) + table(row(cell(p(r("b"))))) + p(r("c")))[0] == ["b", "c"]
    assert both(p(r("a"), mark("del")) + table(row(cell(p(r("b"))))) + p(r("c")))[0] == ["a", "b", "c"]


def test_marks_do_not_join_across_cells() -> None:
    body = table(row(cell(p(r("a"), mark("ins"))), cell(p(r("b"), mark("del"))), cell(p(r("c")))))
    assert both(body) == (["a", "b", "c"], ["a", "b", "c"])
    assert both(table(row(cell(p(deleted("a"))), cell(p(r("b")))))) == (["", "b"], ["a", "b"])


def test_rows_and_cells_come_and_go() -> None:
    body = table(
        row(cell(p(r("a"))), cell(p(r("b")), f'<w:cellDel w:id="1" {BY}/>')),
        row(cell(p(ins(r("c")))), properties=f'<w:ins w:id="1" {BY}/>'),
        row(cell(p(r("d")), f'<w:cellIns w:id="1" {BY}/>')),
    )
    assert both(body) == (["a", "c", "d"], ["a", "b"])


def test_a_table_without_rows_is_gone_and_lets_paragraphs_meet() -> None:
    body = p(r("a "), mark("del")) + table(row(cell(p(deleted("x"))), properties=f'<w:del w:id="1" {BY}/>')) + p(r("b"))
    assert both(body) == (["a b"], ["a ", "x", "b"])


def test_a_view_tells_what_it_does_not_show_and_all_that_changed() -> None:
    whole = story(
        p(r("a ") + deleted("b") + ins(r("c"), 'w:author="Bob" w:date="2026-02-04T11:00:00Z"'), mark("del")) + p(r("d"))
    )
    (found,) = accepted(whole)
    assert isinstance(found, Paragraph)
    assert found.runs == (Run("a "), Run("c", inserted=BOB), Run("d"))
    assert found.gone == (Gone(1, Run("b", deleted=ANN)),)
    assert found.changes == (ANN, BOB)
    first, second = rejected(whole)
    assert isinstance(first, Paragraph) and isinstance(second, Paragraph)
    assert first.gone == (Gone(2, Run("c", inserted=BOB)),)
    assert (second.gone, second.changes) == ((), ())


def _anchored(number: int, *runs: Run, mark: Change | None = None, identity: str = "", style: str = "") -> Paragraph:
    return Paragraph(runs, (Anchor(f"_bp_{number}", 0),), deleted=mark, identity=identity, style=style, comments=(str(number),))


def test_anchors_are_those_of_the_pieces_that_show_text() -> None:
    alive, dead = Run("x"), Run("y", deleted=ANN)
    (found,) = accepted((_anchored(1, alive, mark=ANN), _anchored(2, dead, mark=ANN), _anchored(3, alive)))
    assert isinstance(found, Paragraph)
    assert found.anchors == (Anchor("_bp_1", 0), Anchor("_bp_3", 1))
    assert found.comments == ("1", "2", "3")
    (found,) = accepted((_anchored(1, dead, mark=ANN), Paragraph((alive,))))
    assert isinstance(found, Paragraph)
    assert found.anchors == (Anchor("_bp_1", 0),)


def test_a_joined_paragraph_takes_the_properties_of_the_last_mark_and_the_id_of_the_first_text() -> None:
    pieces = (
        _anchored(1, Run("x", deleted=ANN), mark=ANN, identity="A", style="Title"),
        _anchored(2, Run("y"), mark=ANN, identity="B", style="Quote"),
        _anchored(3, Run("z"), identity="C", style="Body Text"),
    )
    (found,) = accepted(pieces)
    assert isinstance(found, Paragraph)
    assert (found.style, found.identity) == ("Body Text", "B")


def test_notes_go_with_their_last_call() -> None:
    call = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    notes = part("w:footnotes", note(1, p(r("one"))) + note(2, p(r("two ") + ins(r("more")))))
    body = p(r("a") + f'<w:del w:id="1" {BY}>{call.format(1)}</w:del>' + call.format(2))
    draft = read_bytes(word(body, {"footnotes": notes}))
    assert [texts(one.blocks) for one in accepted_draft(draft).notes.values()] == [["two more"]]
    assert [texts(one.blocks) for one in rejected_draft(draft).notes.values()] == [["one"], ["two "]]


# Laws --------------------------------------------------------------------------------------------------------------------

_CHANGES = st.sampled_from((None, None, ANN, BOB))
_RUNS = st.builds(Run, st.sampled_from("abc"), inserted=_CHANGES, deleted=_CHANGES)
_PARAGRAPHS = st.builds(Paragraph, st.lists(_RUNS, max_size=3).map(tuple), inserted=_CHANGES, deleted=_CHANGES)
_CELLS = st.builds(Cell, st.lists(_PARAGRAPHS, min_size=1, max_size=2).map(tuple), inserted=_CHANGES, deleted=_CHANGES)
_ROWS = st.builds(Row, st.lists(_CELLS, min_size=1, max_size=2).map(tuple), inserted=_CHANGES, deleted=_CHANGES)
_BLOCKS: st.SearchStrategy[Block] = st.one_of(
    _PARAGRAPHS, _PARAGRAPHS, st.builds(Table, st.lists(_ROWS, min_size=1, max_size=2).map(tuple))
)
_STORIES = st.lists(_BLOCKS, max_size=5).map(tuple)
_FLAT = st.lists(_PARAGRAPHS, max_size=6).map(tuple)


@given(_FLAT)
def test_every_run_is_in_a_view_or_gone_from_it(whole: Story) -> None:
    for view, hides in ((accepted, "deleted"), (rejected, "inserted")):
        runs = [run for paragraph in paragraphs(whole) for run in paragraph.runs]
        shown = [run for paragraph in paragraphs(view(whole)) for run in paragraph.runs]
        gone = [one.run for paragraph in paragraphs(view(whole)) for one in paragraph.gone]
        assert shown == [run for run in runs if getattr(run, hides) is None]
        hidden = [run for run in runs if getattr(run, hides) is not None]
        assert gone == hidden[: len(gone)]  # what stood behind the last paragraph that is left has no place any more
        if whole and getattr(whole[-1], hides) is None:
            assert gone == hidden


@given(_STORIES)
def test_a_view_of_a_view_shows_the_same(whole: Story) -> None:
    assert texts(rejected(rejected(whole))) == texts(rejected(whole))
    assert texts(accepted(accepted(whole))) == texts(accepted(whole))


# Real files --------------------------------------------------------------------------------------------------------------

_WORD = "word-revisions"


def _shape(story: Story) -> list[object]:
    """Texts of paragraphs, with notes and objects; rows of cells of the same."""
    shapes: list[object] = []
    for block in story:
        if isinstance(block, Paragraph):
            shapes.append("".join(run.text or f"[{run.object or 'note'}]" for run in block.runs))
        else:
            shapes.append([[_shape(one.blocks) for one in line.cells] for line in block.rows])
    return shapes


def _everything(draft: Draft) -> list[object]:
    margins = [(kind, _shape(story)) for kind, story in draft.margins]
    return [_shape(draft.body), [_shape(one.blocks) for one in draft.notes.values()], margins]


@pytest.mark.parametrize("view", ["Accepted", "Rejected"])
def test_real_files_read_as_their_gold(view: str) -> None:
    """Every paragraph, cell, note and margin of each file, without exception."""
    folder = corpus(_WORD)
    changed = [path for path in sorted(folder.glob("*.docx")) if not path.stem.endswith(("-Accepted", "-Rejected"))]
    assert len(changed) == 26
    look = accepted_draft if view == "Accepted" else rejected_draft
    for path in changed:
        ours = look(read_bytes(path.read_bytes()))
        gold = look(read_bytes(_gold(path, view).read_bytes()))
        assert _everything(ours) == _everything(gold), path.stem


def _gold(path: Path, view: str) -> Path:
    return path.with_name(f"{path.stem}-{view}.docx")
