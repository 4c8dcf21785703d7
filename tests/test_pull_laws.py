"""Laws of the way back from Word, held on briefs, editors and programs that chance has made."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from briefing import returns
from briefing.draft.reading import read_bytes
from briefing.draft.tree import Draft
from briefing.load import load
from briefing.pull.changes import Outcome
from briefing.workspace import Workspace
from tests.chance import BLOCKS, COUNTED, WORDS, Step, edited, is_ours, sections, sent, steps
from tests.disguises import DISGUISES
from tests.editing import Hand, text_of
from tests.returning import Sent, built, changes, citations, reported, send, shown

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = 20

each = settings(
    derandomize=True,
    deadline=None,
    max_examples=EXAMPLES,
    database=None,
    phases=[Phase.generate],  # a brief shrinks slowly: who hunts adds Phase.shrink
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)


@pytest.fixture(autouse=True)
def _read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drafts are read in this process: a process for each is slow, and has tests of its own."""

    def read(path: Path) -> Draft:
        return read_bytes(path.read_bytes())

    monkeypatch.setattr(returns, "read", read)


# Laws --------------------------------------------------------------------------------------------------------------------

CLEAN = {Outcome.TAKEN, Outcome.ALREADY, Outcome.COMMENT}
disguises = st.lists(st.sampled_from(DISGUISES), max_size=3, unique=True)


@each
@given(sections(), disguises)
def test_a_draft_that_nobody_edited_has_nothing_to_tell(section: str, worn: list[Callable[[Hand], None]]) -> None:
    with sent(section) as draft:
        hand = draft.hand()
        for wear in worn:
            wear(hand)
        before = draft.yaml()
        found = draft.pull(hand)
        assert changes(found) == []
        assert draft.yaml() == before


def held(section: str, work: list[Step], worn: list[Callable[[Hand], None]]) -> None:
    """The laws, on a section."""
    with sent(section) as draft:
        holds_what_pulls_promise(draft, work, worn)


def holds_what_pulls_promise(draft: Sent, work: list[Step], worn: list[Callable[[Hand], None]]) -> None:
    """The laws that hold whatever an editor does."""
    made = edited(draft, work)
    assume(made.done or not work)
    for wear in worn:
        wear(made.hand)
    before, cited, data = draft.yaml(), citations(draft.root), made.data
    found = draft.pull(data)
    after = draft.yaml()
    told = reported(found)

    assert set(found.texts) == {path for path, text in after.items() if before.get(path) != text}
    # nothing that was typed is missing from the report
    wanted = shown(data)
    words = " ".join(wanted)
    typed = [one for one in made.typed if one in words]
    assert [one for one in typed if not any(number_of(one) in line for line in told)] == []

    # what was written is sound, and nothing else was touched
    assert load(Workspace(draft.root)).diagnostics == () or not _new_faults(before, draft)
    removing = [one for one in made.done if one.startswith(("remove", "join", "delete", "move", "split"))]
    lost = _comments(before) - _comments(after)
    assert not lost or removing, lost
    now = shown(built(draft.root))
    untouched = [text for text in shown(draft.data) if text in wanted]
    assert [text for text in _bare(untouched) if not any(text in one for one in now)] == []

    # evidence stays with its words
    assert not Counter(citations(draft.root)) - Counter(cited)
    if not any(one.startswith("remove") for one in made.done):
        assert citations(draft.root) == cited

    # what was taken is there
    if all(one.outcome in CLEAN for one in changes(found)):
        now, wanted = _bare(now), _bare(wanted)
        if "join" in made.done:  # the program puts a space between what was joined without one
            now, wanted = [_solid(text) for text in now], [_solid(text) for text in wanted]
        assert now == wanted

    # a second time there is nothing to do
    again = draft.pull(data)
    assert again.texts == {}
    assert not [one for one in changes(again) if one.outcome is Outcome.TAKEN]
    told = reported(again)
    assert [one for one in typed if not any(number_of(one) in line for line in told)] == []


def _bare(texts: list[str]) -> list[str]:
    """Without the labels that the program sets above a list, and before a single text."""
    bare = (re.sub(r"^(Indicators|Alternatives)(: |$)", "", text) for text in texts)
    return [text for text in bare if text]


def _solid(text: str) -> str:
    return text.replace(" ", "")


def number_of(typed: str) -> str:
    """The word in what was typed."""
    found = re.search(r"new\d+", typed)
    assert found
    return found[0]


def _comments(files: dict[str, str]) -> Counter[str]:
    return Counter(word for text in files.values() for word in re.findall(r"# (comment\d+)", text))


def _new_faults(before: dict[str, str], draft: Sent) -> list[str]:
    """Findings of the loader that the files as they were did not have."""
    now = Counter(str(one.rule) + one.message for one in load(Workspace(draft.root)).diagnostics)
    pending = {path: text.encode() for path, text in before.items()}
    was = Counter(str(one.rule) + one.message for one in load(Workspace(draft.root, pending)).diagnostics)
    return list(now - was)


@each
@given(sections(), steps(*WORDS), disguises)
def test_words(section: str, work: list[Step], worn: list[Callable[[Hand], None]]) -> None:
    held(section, work, worn if len(worn) < 2 else [])


@each
@given(sections(), steps(*BLOCKS))
def test_paragraphs_items_and_rows(section: str, work: list[Step]) -> None:
    held(section, work, [])


@each
@given(sections(), steps(*WORDS, *BLOCKS))
def test_everything_at_once(section: str, work: list[Step]) -> None:
    held(section, work, [])


# Three sides -------------------------------------------------------------------------------------------------------------


@each
@given(sections(), steps("type", "replace", "bold", "add", "add item"), st.sets(COUNTED, max_size=3))
def test_what_the_analyst_writes_meanwhile_stands_beside_what_the_editor_writes(
    section: str, work: list[Step], meanwhile: set[int]
) -> None:
    """The analyst replaces words that stand once; where the editor has other words, both are there."""
    with sent(section) as draft:
        made = edited(draft, work)
        marks = sorted(set(re.findall(r"\b[mM]ark\d+\b", " ".join(shown(draft.data)))))
        chosen = {marks[number % len(marks)] for number in meanwhile}
        path = draft.root / "sections/findings.yaml"
        path.write_text(_renamed(path.read_text(), chosen))
        data = made.data
        found = draft.pull(data)
        now = shown(built(draft.root))
        if all(one.outcome in CLEAN for one in changes(found)):
            assert now == [_renamed(text, chosen) for text in shown(data)]
        for mark in chosen:  # the analyst's words stay
            assert any(_renamed(mark, {mark}) in text for text in now)
        again = draft.pull(data)
        assert again.texts == {}


@each
@given(sections(), COUNTED)
def test_words_that_both_sides_changed_are_a_conflict_and_nothing_is_written(section: str, number: int) -> None:
    with sent(section) as draft:
        hand = draft.hand()
        texts = [(one, mark) for one in hand.paragraphs() if is_ours(one) for mark in re.findall(r"\b[mM]ark\d+", text_of(one))]
        assume(texts)
        paragraph, mark = texts[number % len(texts)]
        at = text_of(paragraph).index(mark)
        hand.delete(paragraph, at, at + len(mark))
        hand.insert(paragraph, at, "theirs")
        path = draft.root / "sections/findings.yaml"
        path.write_text(_renamed(path.read_text(), {mark}))
        before = draft.yaml()
        found = draft.pull(hand)
        assert {one.outcome for one in changes(found)} == {Outcome.CONFLICT}
        assert draft.yaml() == before
        taken = draft.pull(hand, takes=None)
        assert {one.outcome for one in changes(taken)} == {Outcome.TAKEN}
        assert any("theirs" in text for text in shown(built(draft.root)))


def _renamed(text: str, marks: set[str]) -> str:
    return re.sub(r"\b[mM](ark\d+)\b", lambda found: f"hers{found[1]}" if found[0] in marks else found[0], text)


# The brief of this repository --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def colombia(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    root = tmp_path_factory.mktemp("colombia")
    shutil.copy(ROOT / "brief.yaml", root)
    for folder in ("sections", "seeds"):
        shutil.copytree(ROOT / folder, root / folder)
    return send(root)


@settings(each, max_examples=3)
@given(steps(*WORDS, *BLOCKS))
def test_the_brief_of_this_repository(colombia: Sent, work: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(colombia.root, folder, dirs_exist_ok=True)
        holds_what_pulls_promise(Sent(Path(folder), colombia.data), work, [])
