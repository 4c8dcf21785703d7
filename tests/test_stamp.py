"""What is remembered of a check: told again while it holds, forgotten with the first change."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import fields, replace

from briefing import stamp
from briefing.diagnostics import Diagnostic, Related, Rule, Severity
from briefing.diagnostics.data import from_data, to_data
from briefing.load import load
from briefing.load.again import Again
from briefing.source import Span
from briefing.stamp import checks, fingerprints
from briefing.workspace import ORIGINALS_VARIABLE, Workspace
from tests.workspaces import workspace

FOUND = (
    Diagnostic(Rule.FILE_EXISTS, "there is no brief.yaml here"),
    Diagnostic(
        Rule.ID_IS_UNIQUE,
        "the fact `boats` is already in seeds/facts/boats.yaml",
        Span("seeds/facts/more.yaml", 1, 1, 1, 6),
        ("give one of them another id",),
        (Related(Span("seeds/facts/boats.yaml", 1, 1, 1, 6), "here for the first time"),),
        Severity.WARNING,
    ),
)
DATA = [to_data(one) for one in FOUND]
COUNTS = {"fact": 1, "claim": 2}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
each = settings(derandomize=True, deadline=None, database=None)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv(ORIGINALS_VARIABLE, raising=False)
    return workspace(tmp_path / "work")


def others(place: Path) -> list[Path]:
    """What a brief may name beside the usual files: an original, one that is not there, a picture."""
    return [*(place / "seeds/originals" / name for name in ("gazette.txt", "later.txt")), place / "figures/map.png"]


def remember(place: Path) -> None:
    here = Workspace(place)
    stamp.record_check(here, stamp.take(here), DATA, COUNTS, others(place))
    assert stamp.remembered_check(here) == stamp.RememberedCheck(tuple(DATA), COUNTS)


def is_remembered(place: Path) -> bool:
    return stamp.remembered_check(Workspace(place)) is not None


def append(name: str) -> Callable[[Path], None]:
    def change(place: Path) -> None:
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write("\n")

    change.__name__ = name
    return change


def lose_a_source(place: Path) -> None:
    (place / "seeds/sources/gazette.yaml").unlink()


def lose_an_original(place: Path) -> None:
    (place / "seeds/originals/gazette.txt").unlink()


def lose_all_originals(place: Path) -> None:
    shutil.rmtree(place / "seeds/originals")


def put_a_folder_in_place_of_a_file(place: Path) -> None:
    (place / "seeds/facts/empty.yaml").mkdir()


def link_a_file_to_its_like_outside(place: Path) -> None:
    section = place / "sections/findings.yaml"
    section.symlink_to(section.rename(place.parent / "outside.yaml"))


def move_a_folder_out_and_link_to_it(place: Path) -> None:
    (place / "sections").symlink_to((place / "sections").rename(place.parent / "outside"))


@pytest.mark.parametrize(
    "change",
    [
        *map(append, ("brief.yaml", "sections/findings.yaml", "seeds/facts/boats.yaml", "seeds/sources/gazette.yaml")),
        *map(append, ("seeds/facts/new.yaml", "seeds/evidence.lock", "sections/unnamed.yaml")),
        *map(append, ("seeds/originals/gazette.txt", "seeds/originals/later.txt", "figures/map.png")),
        lose_a_source,
        lose_an_original,
        lose_all_originals,
        put_a_folder_in_place_of_a_file,
        link_a_file_to_its_like_outside,
        move_a_folder_out_and_link_to_it,
    ],
)
def test_any_change_makes_a_check_forgotten(place: Path, change: Callable[[Path], None]) -> None:
    remember(place)
    change(place)
    assert not is_remembered(place)


def test_what_is_no_change_does_not(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remember(place)
    os.utime(place / "brief.yaml", (0, 0))
    (place / "seeds/originals/of-another-brief.txt").write_text("", encoding="utf-8")
    (place / "out").mkdir()
    section = place / "sections/findings.yaml"
    section.write_bytes(section.read_bytes())
    assert is_remembered(place)
    monkeypatch.chdir(place)
    assert is_remembered(Path())
    monkeypatch.chdir(place / "sections")
    assert is_remembered(Path(".."))


def test_the_variable_for_originals_is_part_of_it(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remember(place)
    for named in (str(place / "nowhere"), str(place / "elsewhere"), str(place / "seeds")):
        monkeypatch.setenv(ORIGINALS_VARIABLE, named)
        assert not is_remembered(place)
        remember(place)
    monkeypatch.setenv(ORIGINALS_VARIABLE, str(place / "nowhere"))
    remember(place)
    (place / "nowhere").mkdir()
    assert not is_remembered(place)
    monkeypatch.delenv(ORIGINALS_VARIABLE)
    assert not is_remembered(place)


def test_another_program_has_nothing_to_remember(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, next_run: Callable[[], None]
) -> None:
    module = tmp_path / "module.py"
    module.write_text("first", encoding="utf-8")
    monkeypatch.setattr(fingerprints, "program_files", lambda: iter([module]))
    next_run()
    remember(place)
    module.write_text("second", encoding="utf-8")
    next_run()
    assert not is_remembered(place)
    remember(place)
    monkeypatch.setattr(fingerprints, "version", lambda package: f"{package} 99")
    next_run()
    assert not is_remembered(place)


def test_an_original_that_changed_while_the_brief_was_read_is_looked_at_again(place: Path) -> None:
    here = Workspace(place)
    long_ago = replace(stamp.take(here), moment=0)
    stamp.record_check(here, long_ago, DATA, COUNTS, others(place)[:1])
    assert not is_remembered(place)
    stamp.record_check(here, long_ago, DATA, COUNTS, others(place)[1:2])  # it may have been there, and been taken away
    assert not is_remembered(place)


def test_what_is_edited_while_it_is_read_is_noticed(place: Path) -> None:
    here = Workspace(place)
    taken = stamp.take(here)
    append("seeds/facts/boats.yaml")(place)
    stamp.record_check(here, taken, DATA, COUNTS, others(place))
    assert not is_remembered(place)


@pytest.mark.parametrize("name", ["pipe", "loop", "a\0b", "x" * 300, "figures/x/y", "."])
def test_strange_names_and_files_are_no_hindrance(place: Path, name: str) -> None:
    os.mkfifo(place / "pipe")
    (place / "loop").symlink_to(place / "loop")
    here = Workspace(place)
    stamp.record_check(here, stamp.take(here), DATA, COUNTS, [place / name])
    assert is_remembered(place)


def test_a_workspace_that_cannot_be_written_to_is_no_hindrance(place: Path) -> None:
    (place / ".briefing").write_text("a file", encoding="utf-8")
    here = Workspace(place)
    stamp.record_check(here, stamp.take(here), DATA, COUNTS, others(place))
    assert not is_remembered(place)


def test_a_word_file_stands_while_what_it_is_known_by_is_kept(place: Path) -> None:
    here, out = Workspace(place), place / "out"
    out.mkdir()
    paths = {format: out / f"brief.{format}" for format in ("docx", "html")}
    for path in (*paths.values(), place / "kept"):
        path.write_bytes(b"")
    empty = hashlib.sha256(b"").hexdigest()
    for draft, stands in ((str(place / "lost"), False), (None, False), (str(place / "kept"), True)):
        built = {path.name: stamp.Known(format, "made of", empty, draft) for format, path in paths.items()}
        stamp.record(here, stamp.Build(stamp.take(here), out, built, {}))
        assert (stamp.standing(here, ("docx",), out) is not None) is stands
        assert stamp.standing(here, ("html",), out) is not None
    (place / "kept").write_bytes(b"damaged")
    assert stamp.standing(here, ("docx",), out) is None


def test_another_build_that_writes_meanwhile_is_taken_for_none_of_ours(place: Path) -> None:
    here, out = Workspace(place), place / "out"
    out.mkdir()
    (out / "brief.html").write_bytes(b"theirs")
    taken, ours = stamp.take(here), stamp.Known("html", "our key", hashlib.sha256(b"ours").hexdigest())
    stamp.record(here, stamp.Build(taken, out, {"brief.html": ours}, {}))
    assert stamp.standing(here, ("html",), out) is None
    theirs = replace(ours, key="their key", sha256=hashlib.sha256(b"theirs").hexdigest())
    (place / "brief.yaml").write_text("title: Theirs\n", encoding="utf-8")
    stamp.record(here, stamp.Build(stamp.take(here), out, {"brief.html": theirs}, {}))
    stamp.record(here, stamp.Build(taken, out, {}, {"brief.html": "our key", "brief.pdf": "another"}))
    assert stamp.standing(here, ("html",), out) is not None
    stamp.record(here, stamp.Build(taken, out, {}, {"brief.html": "their key"}))
    assert stamp.standing(here, ("html",), out) is None


def test_a_linked_folder_belongs_to_the_templates_unless_it_lies_outside(place: Path) -> None:
    inside, outside = place / "branding", place.parent / "shared"
    for folder in (inside, outside, place / "templates"):
        folder.mkdir()
    for folder in (inside, outside):
        (folder / "Font.ttf").write_bytes(b"font")
    (place / "templates/fonts").symlink_to("../branding")
    (place / "templates/shared").symlink_to(outside)
    (place / "templates/round").symlink_to(".")
    found = [path.relative_to(place).as_posix() for path in fingerprints.below(place / "templates")]
    assert found == [f"templates{name}" for name in ("", "/fonts", "/round", "/shared", "/fonts/Font.ttf")]
    before = stamp.take(Workspace(place)).usual
    (inside / "Font.ttf").write_bytes(b"another")
    assert stamp.take(Workspace(place)).usual != before


def test_a_damaged_record_is_none(place: Path) -> None:
    remember(place)
    path = place / checks.path(Workspace(place))
    whole = path.read_bytes()
    for damaged in (b"", whole[: len(whole) // 2], b"\xff", b"[]", b"null", b"[" * 100_000, b'{"diagnostics": []}'):
        path.write_bytes(damaged)
        assert not is_remembered(place)
    path.unlink()
    path.mkdir()
    assert not is_remembered(place)


@each
@given(st.sampled_from(["diagnostics", "counts", "others", "inputs", "originals"]), JSON)
def test_a_record_with_anything_in_it_never_raises(tmp_path_factory: pytest.TempPathFactory, field: str, value: Any) -> None:
    place = workspace(tmp_path_factory.mktemp("work"))
    remember(place)
    path = place / checks.path(Workspace(place))
    path.write_text(json.dumps({**json.loads(path.read_bytes()), field: value}), encoding="utf-8")
    stamp.remembered_check(Workspace(place))


TEXTS = st.text(max_size=20)
SPANS = st.builds(Span, TEXTS, *[st.integers(1, 10**9)] * 4)
DIAGNOSTICS = st.builds(
    Diagnostic,
    st.sampled_from(Rule),
    TEXTS,
    st.none() | SPANS,
    st.lists(TEXTS, max_size=3).map(tuple),
    st.lists(st.builds(Related, SPANS, TEXTS), max_size=3).map(tuple),
    st.none() | st.sampled_from(Severity),
)


@each
@given(DIAGNOSTICS)
def test_a_finding_as_data_loses_nothing(one: Diagnostic) -> None:
    data = json.loads(json.dumps(to_data(one)))
    assert from_data(data) == one
    assert to_data(from_data(data)) == data
    assert set(data) == {field.name for field in fields(Diagnostic)}


@each
@given(DIAGNOSTICS, st.sampled_from([field.name for field in fields(Diagnostic)]), JSON)
def test_what_is_no_finding_is_told_in_one_way(one: Diagnostic, field: str, value: Any) -> None:
    try:
        again = from_data({**to_data(one), field: value})
    except ValueError:
        return
    assert to_data(again)[field] == value


@each
@given(JSON)
def test_nor_is_anything_else(value: Any) -> None:
    with pytest.raises(ValueError):
        from_data(value)


def test_the_lines_of_remembered_findings_are_read_when_they_are_asked_for(place: Path) -> None:
    (place / "sections/broken.yaml").write_bytes(b"\xef\xbb\xbftitle: \xff\x07\n")
    (place / "sections/outside.yaml").symlink_to("/etc/hostname")
    (place / "brief.yaml").unlink()
    loaded = load(Workspace(place)).files
    again = Again(Workspace(place), [*loaded, "sections/outside.yaml", "sections/gone.yaml"])
    assert {path: again[path] for path in loaded} == loaded
    assert again["sections/broken.yaml"] is again["sections/broken.yaml"]
    assert again.get("sections/outside.yaml") is again.get("sections/gone.yaml") is again.get("seeds/other.yaml") is None
    assert len(again) == len(list(again)) == len(loaded) + 2
