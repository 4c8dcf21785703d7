"""Reading a workspace: what is wrong with its files is told, all of it, at its place."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from PIL import Image

from briefing.diagnostics import Diagnostic, Rule
from briefing.load import Loaded, load
from briefing.load import yaml as loader
from briefing.load.decode import MOST_REPORTED
from briefing.load.records import MOST_VALUES
from briefing.load.yaml import MOST_BYTES, read
from briefing.model.base import Record
from briefing.model.evidence import Fact, Source
from briefing.model.purposes import NAMES, PURPOSES
from briefing.model.review import Review
from briefing.model.section import Section
from briefing.model.values import Day, PartialDate, Words, typed
from briefing.source import Mapping, Node, Scalar, Sequence
from briefing.workspace import Workspace
from tests.textcases import Case, lay_out, read_cases, rewrite

CASES = Path(__file__).parent / "cases" / "load"
START = read_cases(CASES / "_start.md")[0].files
RULES_OF_THIS_ROOM = {
    Rule.FILE_EXISTS,
    Rule.FILE_IS_UTF8,
    Rule.TEXT_IS_PRINTABLE,
    Rule.YAML_IS_WELL_FORMED,
    Rule.YAML_IS_BOUNDED,
    Rule.KEYS_ARE_UNIQUE,
    Rule.KEY_IS_KNOWN,
    Rule.FIELD_IS_PRESENT,
    Rule.VALUE_FITS_ITS_FIELD,
    Rule.ID_IS_UNIQUE,
}


def cases() -> list[Case]:
    return [case for path in sorted(CASES.glob("[!_]*.md")) for case in read_cases(path)]


def told(found: tuple[Diagnostic, ...]) -> str:
    """The findings as the cases write them."""
    lines = []
    for one in found:
        place = f"{one.span}: " if one.span else ""
        lines.append(f"{place}{one.level.value}[{one.rule.value}]: {one.message}")
        lines += [f"    hint: {hint}" for hint in one.hints]
        lines += [f"    see {related.span}: {related.message}" for related in one.related]
    return "".join(f"{line}\n" for line in lines) or "nothing\n"


def loaded(root: Path, **files: str | None) -> Loaded:
    """The workspace of `_start.md` with other files, whose paths are written with `__` for a slash and without .yaml."""
    changed = {f"{name.replace('__', '/')}.yaml": text.encode() if text else None for name, text in files.items()}
    lay_out({**START, **changed}, root)
    return load(Workspace(root))


@pytest.mark.parametrize("case", cases(), ids=str)
def test_case(case: Case, tmp_path: Path, update: bool) -> None:
    lay_out({**START, **case.files}, tmp_path)
    now = told(load(Workspace(tmp_path)).diagnostics)
    if update:
        rewrite(case, now)
    else:
        assert now == case.expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((text, Words(text)) for text in ("2024-25", "2024–25", "2023-24", "2009–10", "1999–00")),
        ("2009-10", Day(PartialDate(2009, 10))),
        ("2024", Day(PartialDate(2024))),
    ],
)
def test_a_season_is_no_date(text: str, expected: Words | Day) -> None:
    assert typed(text, None, quoted=True) == typed(text, None, quoted=text == "2024") == expected


@pytest.mark.parametrize("text", ["2024-13", "2024-26", "2024-00"])
def test_what_looks_like_a_date_and_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no such date"):
        typed(text, None, quoted=True)


def test_the_cases_show_every_rule_of_this_room() -> None:
    shown = {rule for rule in Rule for case in cases() if f"[{rule.value}]" in case.expected}
    assert shown == RULES_OF_THIS_ROOM


def test_a_good_workspace_is_read_whole(tmp_path: Path) -> None:
    project = loaded(tmp_path).project
    assert project.is_whole
    assert [section.id for section in project.sections] == ["background", "outlook"]
    assert list(project.facts) == ["coca-area", "vote"]
    assert str(project.facts["coca-area"].claims[0].quote.span) == "seeds/facts/coca.yaml:8:14"
    assert set(project.files) == set(START)


def test_an_error_in_the_third_line_of_a_folded_text_has_its_own_place(tmp_path: Path) -> None:
    text = "title: Background\nbody:\n  - >-\n    One line,\n    a second line,\n    and a third [@line].\n"
    project = loaded(tmp_path, sections__background=text).project
    paragraph = project.sections[0].body[0]
    assert isinstance(paragraph, str)
    at = paragraph.index("[@line]")
    span = paragraph.span_of(at, at + 7)
    assert (span.line, span.column, span.end_line, span.end_column) == (6, 17, 6, 24)
    assert (paragraph.span.line, paragraph.span.end_line, paragraph.span.end_column) == (3, 6, 25)


def test_a_bad_item_does_not_take_its_siblings_with_it(tmp_path: Path) -> None:
    fact = START["seeds/facts/coca.yaml"]
    assert fact is not None
    result = loaded(
        tmp_path,
        seeds__facts__coca=fact.decode() + "    - value: 5\n",
        sections__background="title: Background\nbody:\n  - One.\n  - tabel: {}\n  - Three.\n",
    )
    assert [claim.value for claim in result.project.facts["coca-area"].claims] == ["261000"]
    assert list(result.project.sections[0].body) == ["One.", "Three."]
    assert result.project.unread == {"coca-area"}
    assert not result.project.is_whole


def test_the_ids_of_what_cannot_be_read_are_known(tmp_path: Path) -> None:
    broken = 'area: {label: "Area}\n"quoted":\n  label: x\nplain :\n  label: x\n- item: y\n'
    result = loaded(
        tmp_path, seeds__facts__broken=broken, seeds__facts__bad="lone:\n  label: 5\n", seeds__sources__bad="press: x\n"
    )
    assert result.project.unread == {"area", "quoted", "plain", "lone", "press"}


def test_without_a_manifest_all_files_are_looked_at(tmp_path: Path) -> None:
    result = loaded(tmp_path, brief="id: [", sections__unnamed="title: x\nbody: []\n")
    assert result.project.manifest is None
    assert {one.span.path for one in result.diagnostics if one.span} == {"brief.yaml", "sections/unnamed.yaml"}


def test_the_lock_is_read(tmp_path: Path) -> None:
    lock = b"# Note.\r\na/b: {quote: 0123456789abcdef, original: fedcba9876543210, paragraph: 6, start: 120, end: 165}\r\n"
    lay_out({**START, "seeds/evidence.lock": lock}, tmp_path)
    project = load(Workspace(tmp_path)).project
    anchor = project.lock["a/b"]
    assert (anchor.quote, anchor.original) == ("0123456789abcdef", "fedcba9876543210")
    assert (anchor.paragraph, anchor.start, anchor.end) == (6, 120, 165)


def picture(format: str, size: int = 200) -> bytes:
    made = BytesIO()
    Image.linear_gradient("L").resize((size, size)).save(made, format)
    return made.getvalue()


def test_pictures_are_looked_at(tmp_path: Path) -> None:
    figure = "  - figure: {{image: {}, alt: a, caption: b, source: c}}\n"
    png, jpeg = picture("PNG"), picture("JPEG")
    files: dict[str, bytes | None] = {
        "wide.png": picture("PNG", 8000),
        "map.png": png,
        "map.jpg": jpeg,
        "half.png": png[: len(png) // 2],
        "half.jpg": jpeg[: len(jpeg) * 3 // 4],
        "text.png": b"text",
        "map.gif": png,
    }
    lay_out(files, tmp_path)
    names = [*files, "missing.png", "../map.png", "pipe.png"]
    os.mkfifo(tmp_path / "pipe.png")
    project = loaded(tmp_path, sections__background="title: x\nbody:\n" + "".join(map(figure.format, names))).project
    assert project.pictures == {
        "map.png": "",
        "map.jpg": "",
        "half.png": "is damaged: its data break off or contradict themselves",
        "half.jpg": "is damaged: its data break off or contradict themselves",
        "text.png": "is no PNG or JPEG file, or a damaged one",
        "map.gif": "is no PNG or JPEG file by its name",
        "wide.png": "has 8,000 by 8,000 pixels; 50,000,000 in all are allowed",
        "missing.png": "does not exist",
        "../map.png": "leads out of the workspace",
        "pipe.png": "is no file",
    }


def test_what_the_system_refuses_is_told(tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    (tmp_path / "outside.yaml").write_text("x: y\n")
    facts = root / "seeds" / "facts"
    facts.mkdir(parents=True)
    (facts / "folder.yaml").mkdir()
    (facts / "loop.yaml").symlink_to(facts / "loop.yaml")
    (facts / "nowhere.yaml").symlink_to(facts / "gone.yaml")
    (facts / "outside.yaml").symlink_to(tmp_path / "outside.yaml")
    os.mkfifo(facts / "pipe.yaml")
    (facts / "odd\n.yaml").write_text("x: y\n")
    (facts / ".hidden.yaml").write_text("x: y\n")
    (root / "seeds" / "evidence.lock").mkdir()
    result = loaded(root, sections__background=None, seeds__facts__linked=None)
    (root / "sections" / "background.yaml").symlink_to(root / "sections" / "background.yaml")
    result = load(Workspace(root))
    assert [(str(one.span or "-"), one.message) for one in result.diagnostics] == [
        ("-", "`seeds/evidence.lock` should be a file and is a folder"),
        ("-", "`seeds/facts/folder.yaml` should be a file and is a folder"),
        ("-", "`seeds/facts/loop.yaml` cannot be read: it is a link that leads to itself"),
        ("-", "`seeds/facts/nowhere.yaml` cannot be read: it is missing, or a link that leads nowhere"),
        ("-", "`seeds/facts/odd\\n.yaml` has a name that cannot be printed"),
        ("-", "`seeds/facts/outside.yaml` is a link that leads out of the workspace"),
        ("-", "`seeds/facts/pipe.yaml` should be a file and is something else"),
        ("brief.yaml:6:12", "`sections/background.yaml` cannot be read: it is a link that leads to itself"),
    ]
    assert {one.rule for one in result.diagnostics} == {Rule.FILE_EXISTS}


@contextmanager
def unprivileged() -> Iterator[None]:
    """As a user who may not read everything: root steps down to nobody."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


def test_a_file_that_may_not_be_read_is_told() -> None:
    with TemporaryDirectory() as folder:  # not below pytest's own, which is closed to others
        Path(folder).chmod(0o755)
        manifest = Path(folder) / "brief.yaml"
        manifest.write_text("sections: []\n")
        manifest.chmod(0)
        with unprivileged():
            messages = [one.message for one in load(Workspace(Path(folder))).diagnostics]
    assert messages == ["`brief.yaml` cannot be read: permission is denied"]


def test_a_file_in_place_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "facts").write_text("")
    (tmp_path / "brief.yaml").write_text("sections: []\n")
    messages = [one.message for one in load(Workspace(tmp_path)).diagnostics]
    assert messages[0] == "the folder `seeds/facts` cannot be read: not a directory"


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    result = loaded(tmp_path, seeds__facts__huge="# " + "x" * MOST_BYTES)
    assert [(str(one.span), one.rule) for one in result.diagnostics] == [("seeds/facts/huge.yaml:1:1", Rule.YAML_IS_BOUNDED)]


def test_a_record_of_more_values_than_people_write_is_told_once(tmp_path: Path) -> None:
    """Were each of them wrong, telling so would fill the memory."""
    fact = "huge:\n  label: x\n  claims: [" + "{}, " * MOST_VALUES + "]\n"
    section = "title: x\nbody:\n" + "  - tabel: {}\n" * MOST_VALUES
    result = loaded(tmp_path, seeds__facts__huge=fact, sections__background=section)
    assert [(str(one.span), one.rule, one.message) for one in result.diagnostics] == [
        ("sections/background.yaml:1:1", Rule.YAML_IS_BOUNDED, "the file holds more than 50,000 values"),
        ("seeds/facts/huge.yaml:1:1", Rule.YAML_IS_BOUNDED, "`huge` holds more than 50,000 values"),
    ]
    assert result.project.unread == {"huge"}


def test_escapes_of_what_no_text_may_hold_are_told_ten_at_a_time(tmp_path: Path) -> None:
    fact = 'area:\n  label: "' + "\\x07" * 1000 + '"\n'
    found = [one for one in loaded(tmp_path, seeds__facts__area=fact).diagnostics if one.rule is Rule.TEXT_IS_PRINTABLE]
    assert len(found) == MOST_REPORTED
    assert found[-1].hints[-1] == "990 more such characters follow in this text"


def nodes(node: Node) -> Iterator[tuple[str, str, str]]:
    """Every node below `node`: its kind, what is written at its place, and its value."""
    kind = type(node).__name__
    yield kind, node.file.text[node.start : node.end], node.text if isinstance(node, Scalar) else ""
    if isinstance(node, Mapping):
        for key, value in node.entries:
            yield from nodes(key)
            yield from nodes(value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from nodes(item)


def test_every_node_covers_what_is_written_for_it() -> None:
    text = "a: &x\n  - b\n  - {c: d}\n\n# comment\ne:\n- |\n  f\n\n- *x\n- [g, h: i]\ng:\n"
    root = read("f.yaml", text.encode()).root
    assert root is not None
    assert [(kind, written) for kind, written, _ in nodes(root)] == [
        ("Mapping", text.rstrip()),
        ("Scalar", "a"),
        ("Sequence", "- b\n  - {c: d}"),
        ("Scalar", "b"),
        ("Mapping", "{c: d}"),
        ("Scalar", "c"),
        ("Scalar", "d"),
        ("Scalar", "e"),
        ("Sequence", "- |\n  f\n\n- *x\n- [g, h: i]"),
        ("Scalar", "|\n  f"),
        ("Sequence", "- b\n  - {c: d}"),
        ("Scalar", "b"),
        ("Mapping", "{c: d}"),
        ("Scalar", "c"),
        ("Scalar", "d"),
        ("Sequence", "[g, h: i]"),
        ("Scalar", "g"),
        ("Mapping", "h: i"),
        ("Scalar", "h"),
        ("Scalar", "i"),
        ("Scalar", "g"),
        ("Scalar", ""),
    ]


@pytest.mark.skipif(not hasattr(yaml, "CSafeLoader"), reason="there is only one parser here")
def test_both_parsers_give_the_same_places(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [content for case in cases() for content in case.files.values() if content]
    fast = [read("f.yaml", text) for text in texts]
    monkeypatch.setattr(loader, "PARSER", yaml.SafeLoader)
    for text, one in zip(texts, fast, strict=True):
        slow = read("f.yaml", text)
        assert told(slow.diagnostics) == told(one.diagnostics)
        if one.root is not None:  # libyaml stops at half a character, where the other goes on
            assert slow.root == one.root


def models(model: type[Record] = Record) -> Iterator[type[Record]]:
    for one in model.__subclasses__():
        yield one
        yield from models(one)


def test_every_required_field_says_what_it_is_for() -> None:
    ours = [model for model in models() if model.__module__.startswith("briefing.")]
    required = {
        (model.__name__, field.alias or name)
        for model in ours
        for name, field in model.model_fields.items()
        if field.is_required() and not (name == "id" and model in (Fact, Source, Section, Review))
    }
    assert required == set(PURPOSES)
    assert {model.__name__ for model in ours} == set(NAMES)


def test_no_words_of_the_validator_are_shown() -> None:
    told_by_us = "".join(case.expected for case in cases())
    for jargon in ("Input", "tuple", "dictionary", "permitted", "validat", "instance of", "parsing"):
        assert jargon not in told_by_us


FACT = """fact-{0}:
  label: Fact {0}
  claims:
    - value: {0}
      unit: ha
      status: reported
      source: weekly
      quote: >-
        about {0}
        hectares
    - {{id: other, value: about {0}, status: claimed, by: the police, source: weekly, quote: the police say about {0}}}
"""


def test_a_large_workspace_is_read_whole(tmp_path: Path) -> None:
    """1,500 facts with 3,000 claims, in one file."""
    result = loaded(tmp_path, seeds__facts__many="".join(map(FACT.format, range(1500))))
    assert len(result.project.claims()) == 2 * 1500 + 2
    assert result.diagnostics == ()
