"""Safe fixes: they land on the right characters, do what they say, and change nothing else."""

from __future__ import annotations

import stat
from collections.abc import Mapping as Files
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from briefing.diagnostics import Rule
from briefing.load import load
from briefing.load.decode import IN_VALUE
from briefing.load.yaml import read
from briefing.mend import Edit, StaleFileError, apply, edited, insert_line, locators, typographic, write
from briefing.mend.prose import fixes
from briefing.mend.typography import changed, changes
from briefing.model.base import Text
from briefing.model.brief import Anchor
from briefing.model.evidence import Claim
from briefing.model.markup import Prose
from briefing.report.diagnostics import short
from briefing.source import Mapping, Scalar, Sequence, SourceFile
from briefing.wording import wording
from briefing.workspace import Workspace
from tests.test_scalars import LAYOUTS, STYLES
from tests.workspaces import BASE, workspace

# Typography of a text ----------------------------------------------------------------------------------------------------


def prose(text: str, kind: type[Text] = Prose) -> Text:
    return kind(Scalar(SourceFile("f.yaml", text), 0, len(text), text, "plain"))


def even(text: str, kind: type[Text] = Prose, language: str = "en") -> str:
    return changed(text, changes(prose(text, kind), wording(language)))


@pytest.mark.parametrize(
    ("text", "set_well"),
    [
        ("He said \"yes\" and 'no'.", "He said “yes” and ‘no’."),
        ("\"'Yes,' he said,\" she said", "“‘Yes,’ he said,” she said"),
        ('said "a"—"b" ("c")', "said “a”—“b” (“c”)"),
        ("the dogs' bone, Trump's plan, O'Neill", "the dogs’ bone, Trump’s plan, O’Neill"),
        ("it's the '90s of rock 'n' roll; 'tis so", "it’s the ’90s of rock ’n’ roll; ’tis so"),
        ('the "...rest", and more...', "the “…rest”, and more…"),
        ("and [...] so", "and […] so"),
        ("a -- b, c--d", "a – b, c–d"),
        ("one - and two", "one – and two"),
        ("from 10-12 in 2019-22, pp. 3-5, $10-15 million", "from 10–12 in 2019–22, pp. 3–5, $10–15 million"),
        ("two  spaces.   End", "two spaces. End"),
        ("it's *\"emph\"* and **'strong'**", "it’s *“emph”* and **‘strong’**"),
        ('x "[@boats] y" [@boats/a; @b], "q"[@z]', "x “[@boats] y” [@boats/a; @b], “q”[@z]"),
        ('[a "link"](https://a.b/it\'s--a-b "It\'s")', "[a “link”](https://a.b/it's--a-b \"It's\")"),
        ("a ^[note] b, a *b*  c", "a ^[note] b, a *b* c"),
        ("So.^[A \"note\", it's said.] It's", "So.^[A “note”, it’s said.] It’s"),
    ],
)
def test_prose_is_set_well(text: str, set_well: str) -> None:
    assert even(text) == set_well
    assert even(set_well) == set_well


@pytest.mark.parametrize(
    "text",
    [
        '"Never closed',
        'closed" "never',
        "6' 2\" tall",
        '\\"meant so\\"',
        "2026-02-03, 2026-02, 2-1, 50-50, 555-12-34, F-16, 1-2x, 1.2.3-4, 007-9",
        "5 - 3 and run --fix, -->, a ---- b",
        "`it's -- \"code\"` and https://a.b/it's--x and me@it's--x and C:\\it's",
        "....",
        ". . .",
        "line  \n  line",
        "a [@boats it's open",
        "''so''",
        "'Ndrangheta",
        " - ",
        "“well” ‘set’ – so…",
    ],
)
def test_what_is_not_sure_is_left_alone(text: str) -> None:
    assert even(text) == text


# What each region makes of one text; nothing where it is left as it is.
REGIONS = [
    ('Dijo "sí" y \'no\'.', "Dijo «sí» y ‘no’.", "Dijo “sí” y ‘no’."),
    ("\"Lo 'que viene'\" de \"La Gaceta\"", "«Lo “que viene”» de «La Gaceta»", "“Lo ‘que viene’” de “La Gaceta”"),
    ('"Dijo "sí" ayer", contó', "«Dijo “sí” ayer», contó", ""),
    ('título «de "El País"»', "título «de “El País”»", "título «de “El País”»"),
    ('¿"Sí"? "¿Sí?" y ("no")[@a]', "¿«Sí»? «¿Sí?» y («no»)[@a]", "¿“Sí”? “¿Sí?” y (“no”)[@a]"),
    ("D'Hondt, la 'n' final", "D’Hondt, la ‘n’ final", "D’Hondt, la ‘n’ final"),
    ("espera...  y más", "espera… y más", "espera… y más"),
    ("Cierra --dijo--, y ya; a -- b", "Cierra —dijo—, y ya; a — b", "Cierra —dijo—, y ya; a — b"),
    ("págs. 10-12, curso 2019-22; Bogotá - Cali", "", ""),
    ("ejecute check --fix", "", ""),
    ('“una "subida"”', "", ""),
    ("'Dijo \"sí\" ayer'", "", ""),
    ("el '90, pa' que, 6' 2\"", "", ""),
    ('"sin cerrar', "", ""),
    ("«bien» “hecho” ‘así’ —y ya—", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "in_spain", "in_america"), REGIONS, ids=[text for text, _, _ in REGIONS])
def test_spanish_prose_is_set_as_its_region_has_it(text: str, in_spain: str, in_america: str) -> None:
    for tag, wanted in (("es", in_spain), ("es-ES", in_spain), ("es-CO", in_america), ("es-419", in_america)):
        set_well = even(text, language=tag)
        assert set_well == (wanted or text), tag
        assert even(set_well, language=tag) == set_well


def test_a_label_is_no_markdown() -> None:
    assert even('it\'s [@boats] *"so"*', Text) == "it’s [@boats] *“so”*"


PIECES = st.lists(
    st.sampled_from([
        "'", '"', "...", "..", "--", " - ", "-", "  ", " ", "a", "No", "7", "12", "2026", ",", ".", "(", ")", "[", "]", "*", "**",
        "_", "\\", "[@boats]", "[@a; @b]", "^[", "[x](https://a.b/c'd)", "“", "”", "‘", "’", "«", "»", "¿", "–", "—", "…", "/",
        "`", ":", " #", ": ", "é", "\u00a0", "😀", "%", "{", "}", "&", "|", ">", "-- ",
    ]),
    max_size=25,
).map("".join)  # fmt: skip


@settings(derandomize=True, max_examples=600, deadline=None)
@given(PIECES, st.sampled_from([Prose, Text]), st.sampled_from(["en", "es", "es-CO"]))
def test_what_was_set_is_left_alone_the_next_time(text: str, kind: type[Text], language: str) -> None:
    once = even(text, kind, language)
    # Of prose an edit that changes its marks is refused, as the files show.
    assert even(once, kind, language) == once or kind is Prose
    assert [char for char in once if char.isalnum()] == [char for char in text if char.isalnum()]


# From the text to the file -----------------------------------------------------------------------------------------------


def value(text: str) -> Prose:
    """The prose under the key `k` of a file."""
    tree = read("f.yaml", text.encode())
    assert tree.root is not None, tree.diagnostics
    node = tree.root.get("k")
    assert isinstance(node, Scalar)
    return Prose(node)


def mended(text: str) -> str:
    return edited(text, [edit for _, edit in fixes([value(text)], wording("en"))])


@pytest.mark.parametrize(
    ("text", "afterwards"),
    [
        ("k: it's \"so\" # it's\n", "k: it’s “so” # it's\n"),
        ("k: 'it''s \"so\"' # 'x'\n", "k: 'it’s “so”' # 'x'\n"),
        ('k: "it\'s \\"so\\""\n', 'k: "it’s “so”"\n'),
        ('k: "it\\x27s \\u0022so\\U00000022"\n', 'k: "it’s “so”"\n'),
        ('k: one\n  "two\n  three" - it\'s\n  - four\n', "k: one\n  “two\n  three” – it’s\n  – four\n"),
        ("k: 'one -\n\n  it''s'\n", "k: 'one –\n\n  it’s'\n"),
        ('k: "a \\\n  \\"b\\" .\\\n  .. c..."\n', 'k: "a \\\n  “b” .\\\n  .. c…"\n'),
        ("k: |\n  it's\n    \"so\"\nl: it's\n", "k: |\n  it’s\n    “so”\nl: it's\n"),
        ('k: >-\r\n  it\'s -\r\n  "so"  x\r\n', "k: >-\r\n  it’s –\r\n  “so” x\r\n"),
        ("k: >-\n  a \n  b  c\n", "k: >-\n  a\n  b c\n"),
        ('k: "a\n  \\ b"\n', 'k: "a\n  b"\n'),
        ("{k: it's, l: 'x''s'}\n", "{k: it’s, l: 'x''s'}\n"),
        ("k: &x it's\nl: *x\n", "k: &x it’s\nl: *x\n"),
        ("k: 😀 it's [@boats]\n", "k: 😀 it’s [@boats]\n"),
    ],
)
def test_an_edit_lands_on_its_characters_in_every_style(text: str, afterwards: str) -> None:
    assert mended(text) == afterwards
    assert mended(afterwards) == afterwards
    assert value(afterwards) == even(value(text)) or "\\\n  .." in text


def test_a_finding_names_the_characters_and_the_place() -> None:
    ((told, edit),) = fixes([value("l: x\nk: >-\n  one\n  it's\n")], wording("en"))
    says = "f.yaml:4:5: warning[typography-is-even]: the straight `'` should be `’` (`briefing check --fix` sets it)\n"
    assert short([told]) == says
    assert edit == Edit("f.yaml", 21, 22, "’")


MARKS = st.lists(
    st.sampled_from([
        "'", '"', "...", "--", " - ", "  ", " ", " ", "a", "so", "It", "7-9", "\n", "\n\n", "  \n", ", ", "*", "[@boats]",
        "\\", ":", " #", "“", "é", "😀", "\t", "&", "- ", "[x](https://a.b/c'd)", "^[it's]", "?", "|", "{", "%", "@",
    ]),
    max_size=20,
).map("".join)  # fmt: skip


def dumped(text: str, style: str, layout: Any, *, flow: bool) -> str:
    """A file with the text under `k` in this style, and texts that nobody may touch around it."""
    quoted = [("j", 'it\'s "so"  ...', "'"), ("k", text, STYLES[style]), ("l", 'it\'s -- "so"', "")]
    scalars = [
        yaml.ScalarEvent(None, None, (True, True), one, style=mark)
        for key, written, mark in quoted
        for one, mark in ((key, ""), (written, mark))
    ]
    events = [
        yaml.StreamStartEvent(),
        yaml.DocumentStartEvent(explicit=False),
        yaml.MappingStartEvent(None, None, implicit=True, flow_style=flow),
        *scalars,
        yaml.MappingEndEvent(),
        yaml.DocumentEndEvent(explicit=False),
        yaml.StreamEndEvent(),
    ]
    return str(yaml.emit(events, **layout))


def check(before: str) -> None:
    """The law: the value is what it should be, every other character stays, and a second run finds nothing."""
    old = value(before)
    wanted, found = changes(old, wording("en")), list(fixes([old], wording("en")))
    after = edited(before, [edit for _, edit in found])
    new = value(after)
    assert new.node.style == old.node.style
    assert after[: old.node.start] == before[: old.node.start]
    assert after[new.node.end :] == before[old.node.end :]
    assert list(fixes([new], wording("en"))) == []
    if len(found) == len(wanted):
        assert new == even(old)
    else:  # what goes across the end of a line is left
        assert old.node.style == "double"
        assert "\n" in before[old.node.start : old.node.end]


@settings(derandomize=True, max_examples=400, deadline=None)
@given(MARKS, st.sampled_from(sorted(STYLES)), LAYOUTS, st.booleans())
def test_edits_make_the_expected_value_and_touch_nothing_else(text: str, style: str, layout: Any, flow: bool) -> None:
    check(dumped(text, style, layout, flow=flow))


BY_HAND = st.lists(
    st.sampled_from([
        "a", "so", " ", " ", "  ", "''", "\\\"", "\\x27", "\\u0022", "\\ ", ".", "...", "--", " - ", "7-9",
        "\n  ", "\n\n  ", "\r\n  ", "\\\n  ", "\n   ", "“", "é", "😀", "[@b]", "*", "\t", ",", "-", "'", '"', "\n  \\ ",
    ]),
    max_size=14,
).map("".join)  # fmt: skip


@settings(derandomize=True, max_examples=800, deadline=None)
@given(BY_HAND, st.sampled_from(["", "'", '"', "|", ">", ">-", "|+", "|2", ">1-"]), st.booleans())
def test_texts_written_by_hand(body: str, mark: str, last: bool) -> None:
    text = f"k: {mark}\n  {body}" if mark[:1] in ("|", ">") else f"k: {mark}{body}{mark}"
    text += "" if last else '\nl: it\'s -- "so"\n'
    tree = read("f.yaml", text.encode())
    node = tree.root.get("k") if tree.root is not None and not tree.diagnostics else None
    assume(isinstance(node, Scalar))
    check(text)


# Files -------------------------------------------------------------------------------------------------------------------


def place(root: Path, changes: Files[str, bytes | None]) -> Workspace:
    return Workspace(workspace(root, changes))


ALL_KINDS = {
    "brief.yaml": (BASE["brief.yaml"] or b"").replace(b"The count of boats", b"It's March") + b"abstract: it's\n",
    "sections/findings.yaml": b"""title: It's
body:
  - It's about 120 boats [@boats].
  - {paragraph: it's}
  - list: [it's, "it's"]
  - table: {caption: it's, columns: [it's, {text: it's}], rows: [[it's, {fact: boats}]], source: it's, summary: it's}
  - quote: {claim: boats, lead: it's}
  - callout: {kind: note, title: it's, body: [it's]}
  - judgment: {text: it's likely, likelihood: likely, confidence: low, basis: it's, alternatives: it's, indicators: [it's],
      supports: [boats]}
  - timeline: {caption: it's, events: [{date: 2025, text: it's}], source: it's}
""",
    "seeds/facts/boats.yaml": b"""boats:
  label: it's
  caution: it's
  resolution: {decision: disclose, note: it's}
  claims:
    - value: 120
      unit: "boats' -- no"
      as_of: it's
      scope: it's
      by: the minister's
      status: official_data
      rank: deprecated
      reason: it's
      source: gazette
      quote: it's "about" 120 boats
      prefix: it's
      suffix: it's
""",
    "seeds/sources/gazette.yaml": (BASE["seeds/sources/gazette.yaml"] or b"").replace(b"A daily.", b"it's")
    + b"  title-short: it's\n  description: it's\n",
}


def test_prose_is_set_and_names_and_quotations_never_are(tmp_path: Path) -> None:
    there = place(tmp_path, {**ALL_KINDS})
    loaded = load(there)
    assert loaded.diagnostics == ()
    found = list(typographic(loaded.project))
    assert {one.rule for one, _ in found} == {Rule.TYPOGRAPHY_IS_EVEN}
    before = {path: there.read(path).decode() for path in ALL_KINDS}
    assert apply(there, loaded.files, (edit for _, edit in found)) == len(found)
    kept = ("unit:", "as_of:", "scope:", "by:", "quote: it", "prefix:", "suffix:", "title-short:")
    for path, text in before.items():
        lines = [line if line.strip().startswith(kept) else line.replace("'", "’") for line in text.splitlines()]
        assert there.read(path).decode().splitlines() == lines
    again = load(there)
    assert again.diagnostics == ()
    assert list(typographic(again.project)) == []


def test_a_text_that_is_met_twice_is_set_once(tmp_path: Path) -> None:
    there = place(tmp_path, {"sections/findings.yaml": b"title: &x it's\nbody: [*x, *x]\n"})
    loaded = load(there)
    assert apply(there, loaded.files, (edit for _, edit in typographic(loaded.project))) == 1
    assert there.read("sections/findings.yaml") == "title: &x it’s\nbody: [*x, *x]\n".encode()


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbftitle: it's\r\nbody: [a]\r\n",
        b"title: it's\nbody: [a]",
        b"# it's\n\n\ntitle:   it's   # \xc3\xa1\nbody: [a]\n\n",
    ],
)
def test_every_other_byte_is_left(tmp_path: Path, data: bytes) -> None:
    there = place(tmp_path, {"sections/findings.yaml": data})
    path = there.path("sections/findings.yaml")
    path.chmod(0o640)
    loaded = load(there)
    assert apply(there, loaded.files, (edit for _, edit in typographic(loaded.project))) == 1
    assert path.read_bytes() == data.replace(b"title: it's", "title: it’s".encode()).replace(b"  it's   #", "  it’s   #".encode())
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [one.name for one in path.parent.iterdir()] == ["findings.yaml"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    there = place(tmp_path, {"sections/findings.yaml": None, "texts/one.yaml": b"title: it's\nbody: [a]\n"})
    (tmp_path / "sections").mkdir()
    link = there.path("sections/findings.yaml")
    link.symlink_to("../texts/one.yaml")
    loaded = load(there)
    assert apply(there, loaded.files, (edit for _, edit in typographic(loaded.project))) == 1
    assert link.is_symlink()
    assert there.read("texts/one.yaml").startswith("title: it’s".encode())


def test_nothing_is_written_where_a_file_has_changed_since(tmp_path: Path) -> None:
    there = place(tmp_path, {**ALL_KINDS})
    loaded = load(there)
    path = there.path("sections/findings.yaml")
    path.write_bytes(path.read_bytes().replace(b"title", b"# new\ntitle", 1))
    before = {one: there.read(one) for one in ALL_KINDS}
    with pytest.raises(StaleFileError, match="has changed since it was read") as told:
        apply(there, loaded.files, [edit for _, edit in typographic(loaded.project)])
    assert told.value.filename == str(path.resolve())
    assert {one: there.read(one) for one in ALL_KINDS} == before


@pytest.mark.parametrize("leads_nowhere", [False, True])
def test_a_file_that_has_come_into_being_is_not_written_over(tmp_path: Path, leads_nowhere: bool) -> None:
    place, path = Workspace(tmp_path), tmp_path / "new.yaml"
    if leads_nowhere:
        path.symlink_to(tmp_path / "nothing")
    else:
        path.write_text("mine\n")
    with pytest.raises(StaleFileError) as told:
        write(place, {}, {"new.yaml": "yours\n", "other.yaml": "yours\n"})
    assert told.value.filename == str(path)
    assert [one.name for one in tmp_path.iterdir()] == ["new.yaml"]
    assert leads_nowhere or path.read_text() == "mine\n"


@pytest.mark.parametrize(
    "edits", [[(0, 2, "a"), (1, 3, "b")], [(0, 2, "a"), (0, 2, "b")], [(1, 1, "a"), (1, 1, "b")], [(0, 9, "a")], [(2, 1, "a")]]
)
def test_edits_that_overlap_are_refused(tmp_path: Path, edits: list[tuple[int, int, str]]) -> None:
    there = place(tmp_path, {"sections/findings.yaml": b"a: b"})
    files = {"sections/findings.yaml": SourceFile("sections/findings.yaml", "a: b")}
    with pytest.raises(ValueError, match="overlaps another or lies outside"):
        apply(there, files, [Edit("sections/findings.yaml", *one) for one in edits])
    assert there.read("sections/findings.yaml") == b"a: b"


def test_edits_that_touch_are_made_in_their_order() -> None:
    edits = [Edit("f", 3, 3, "!"), Edit("f", 1, 2, "B"), Edit("f", 2, 3, ""), Edit("f", 2, 3, ""), Edit("f", 0, 1, "A")]
    assert edited("abc", edits) == "AB!"


def test_no_edit_is_no_writing(tmp_path: Path) -> None:
    assert apply(place(tmp_path, {}), {}, []) == 0


# One key more ------------------------------------------------------------------------------------------------------------


def inserted(text: str, key: str = "s", value: str = 'it: "s" \\ #', after: str | None = None, at: str = "") -> str | None:
    """The file with one key more in its mapping, or in the one under `at` or in the list under it."""
    tree = read("f.yaml", text.encode())
    assert tree.root is not None, tree.diagnostics
    node = tree.root.get(at) if at else tree.root
    if isinstance(node, Sequence):
        node = node.items[0]
    assert isinstance(node, Mapping)
    edit = insert_line(node, key, value, after=after)
    return edited(text, [edit]) if edit else None


NEW = 's: "it: \\"s\\" \\\\ #"'


@pytest.mark.parametrize(
    ("text", "after", "at", "afterwards"),
    [
        ("a: 1\nb: 2\n", "a", "", f"a: 1\n{NEW}\nb: 2\n"),
        ("a: 1\nb: 2\n", None, "", f"a: 1\nb: 2\n{NEW}\n"),
        ("a: 1\nb: 2", None, "", f"a: 1\nb: 2\n{NEW}"),
        ("a: 1\r\nb: 2\r\n", "a", "", f"a: 1\r\n{NEW}\r\nb: 2\r\n"),
        ("a: 1 # one\n# two\nb: 2\n", "a", "", f"a: 1 # one\n{NEW}\n# two\nb: 2\n"),
        ("a: one\n  two\n\n# c\nb: 2\n", "a", "", f"a: one\n  two\n{NEW}\n\n# c\nb: 2\n"),
        ("a: |\n  one\n\nb: 2\n", "a", "", f"a: |\n  one\n{NEW}\n\nb: 2\n"),
        ("a: |+\n  one\n\nb: 2\n", "a", "", f"a: |+\n  one\n\n{NEW}\nb: 2\n"),
        ("a: >-\n  one\n", None, "", f"a: >-\n  one\n{NEW}\n"),
        ("a:\nb: 2\n", "a", "", f"a:\n{NEW}\nb: 2\n"),
        ("a: &x 1\nb: *x\nc: 3\n", "b", "", f"a: &x 1\nb: *x\n{NEW}\nc: 3\n"),
        ("a: &x\n  b: 1\nc:\n  d: *x\n", None, "c", f"a: &x\n  b: 1\nc:\n  d: *x\n  {NEW}\n"),
        (
            "c:\n  - a: 1\n    b: [1,\n      2]\n    d: 3\n",
            "b",
            "c",
            f"c:\n  - a: 1\n    b: [1,\n      2]\n    {NEW}\n    d: 3\n",
        ),
        ("c:\n-   a: 1\n-   a: 2\n", None, "c", f"c:\n-   a: 1\n    {NEW}\n-   a: 2\n"),
        ("c:\n  - - a: 1\n  - x\n", None, "", f"c:\n  - - a: 1\n  - x\n{NEW}\n"),
        ("{a: 1, b: 2}\n", "a", "", f"{{a: 1, {NEW}, b: 2}}\n"),
        ("c: {a: 1, b: 2 } # c\n", None, "c", f"c: {{a: 1, b: 2, {NEW} }} # c\n"),
        ("c: {a: 1, b: 2, }\n", None, "c", f"c: {{a: 1, b: 2, {NEW}, }}\n"),
        ("c: {a: 1, # one\n  b: 2 # two\n  }\n", None, "c", f"c: {{a: 1, # one\n  b: 2, {NEW} # two\n  }}\n"),
        ("c: [{a: 'x', b}]\n", None, "c", f"c: [{{a: 'x', b, {NEW}}}]\n"),
        ("c: {a: &x 1, b: *x , d: 3}\n", "b", "c", f"c: {{a: &x 1, b: *x, {NEW} , d: 3}}\n"),
        ("c: {}\n", None, "c", f"c: {{{NEW}}}\n"),
        ("---\na: 1\n...\n", None, "", f"---\na: 1\n{NEW}\n...\n"),
    ],
)
def test_a_key_is_put_in_and_all_else_stays(text: str, after: str | None, at: str, afterwards: str) -> None:
    assert inserted(text, after=after, at=at) == afterwards


@pytest.mark.parametrize(
    ("text", "after", "at"),
    [("s: 1\n", None, ""), ("a: 1\n", "z", ""), ("c: [a: 1]\n", None, "c"), ("? a\n: 1\n", None, "")],
)
def test_a_mapping_that_takes_no_further_key_is_left(text: str, after: str | None, at: str) -> None:
    assert inserted(text, after=after, at=at) is None


@settings(derandomize=True, max_examples=100, deadline=None)
@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufeff\ufffe\uffff"))
)
def test_any_words_can_be_put_in(words: str) -> None:
    assume(not IN_VALUE.search(words))
    for text in ("a: 1\nb: 2\n", "{a: 1, b: 2}"):
        made = inserted(text, value=words, after="a")
        assert made is not None
        assert yaml.safe_load(made) == {"a": 1, "s": words, "b": 2}


# Prefix and suffix -------------------------------------------------------------------------------------------------------

CLAIMS = b"""boats:
  label: Boats
  claims:
    - value: 120
      status: official_data
      source: gazette
      quote: >-
        boats were
        counted
      # and more
      by: the ministry
    - {value: 12, status: reported, source: gazette, quote: twelve boats, id: twelve}
    - {value: 90, status: reported, source: gazette, quote: ninety boats, id: ninety, prefix: least}
"""


def test_locators_are_put_after_the_quotation(tmp_path: Path) -> None:
    lock = b"".join(
        b"boats/%s: {quote: 0123456789abcdef, original: 0123456789abcdef, paragraph: 1, start: 0, end: 5}\n" % name
        for name in (b"gazette", b"ninety", b"twelve")
    )
    there = place(tmp_path, {"seeds/facts/boats.yaml": CLAIMS, "seeds/evidence.lock": lock})
    loaded = load(there)
    assert loaded.diagnostics == ()

    def locate(claim: Claim, anchor: Anchor) -> tuple[str, str] | None:
        assert anchor.paragraph == 1
        return ("prefix", 'at "least"') if claim.quote.startswith("ninety") else ("suffix", f"in: {claim.value}")

    assert apply(there, loaded.files, locators(loaded.project, locate)) == 2
    after = there.read("seeds/facts/boats.yaml").decode()
    assert after == CLAIMS.decode().replace("counted\n", 'counted\n      suffix: "in: 120"\n').replace(
        "quote: twelve boats", 'quote: twelve boats, suffix: "in: 12"'
    )
    assert [claim.suffix for claim in load(there).project.facts["boats"].claims] == ["in: 120", "in: 12", None]


def test_without_a_lock_there_is_nothing_to_go_by(tmp_path: Path) -> None:
    assert list(locators(load(place(tmp_path, {})).project, lambda *_: ("suffix", "x"))) == []
