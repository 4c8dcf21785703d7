"""Whatever the files hold, reading them never raises, and every finding points into its file."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefing.diagnostics import Diagnostic
from briefing.load import load
from briefing.load.yaml import read
from briefing.source import SourceFile, Span
from briefing.workspace import Workspace
from tests.textcases import lay_out, read_cases

START = read_cases(Path(__file__).parent / "cases" / "load" / "_start.md")[0].files
RICH = b"""title: "Rich \\u201cblocks\\u201d"
role: key-points
body:
  - 'It''s *one* paragraph.[@coca-area]'
  - heading: A heading
  - list: [One, {two: 2}]
  - table: &table
      caption: >-
        A caption
        of two lines
      columns: [Measure, {text: Value, align: decimal}]
      rows: [[Area, {fact: coca-area/weekly}], [Vote, "2026"]]
      source: |
        UN figures
  - judgment:
      text: It is likely.
      likelihood: likely
      confidence: low
      basis: One source.
      alternatives: None.
      indicators: [A vote]
      supports: [vote]
  - timeline: {caption: The year, events: [{date: "2026-02-03", text: They met.}]}
"""
FILES = {**START, "sections/rich.yaml": RICH}
NAMES = sorted(FILES)

JARGON = re.compile(r"Traceback|Error\b|pydantic|Input|tuple|dictionary|permitted|validat|NoneType|<class|object at")

each = settings(derandomize=True, deadline=None, max_examples=250, database=None)


def inside(span: Span, file: SourceFile, end: tuple[int, int]) -> bool:
    """Whether a span lies in the file, whose end is at `end`, and runs forward. It may take in the end of its line."""
    first, last = (span.line, span.column), (span.end_line, span.end_column)
    return (1, 1) <= first <= last <= end and span.column <= len(file.line(span.line)) + 2


def check(found: tuple[Diagnostic, ...], files: dict[str, SourceFile]) -> None:
    ends = {path: file.position(len(file.text)) for path, file in files.items()}
    for one in found:
        for span in (one.span, *(related.span for related in one.related)):
            assert span is None or inside(span, files[span.path], ends[span.path]), one
        words = " ".join((one.message, *one.hints))
        assert words.isprintable(), words
        assert len(words) < 1000, words
        assert not JARGON.search(words), words


def look(files: dict[str, bytes | None]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        lay_out(files, Path(folder))
        result = load(Workspace(Path(folder)))
    check(result.diagnostics, dict(result.files))


@each
@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")))
@example(b"\xff")
@example(b"\xef\xbb\xbf")
@example(b"a: \r\n\x00")
def test_random_bytes(data: bytes) -> None:
    tree = read("f.yaml", data)
    check(tree.diagnostics, {"f.yaml": tree.file})
    assert tree.root is not None or tree.diagnostics


@each
@given(st.text("ab:-#'\"[]{}&*!|>?%@\\,.~<= \n\t0", max_size=40))
def test_random_signs(text: str) -> None:
    tree = read("f.yaml", text.encode())
    check(tree.diagnostics, {"f.yaml": tree.file})
    assert tree.root is not None or tree.diagnostics


@each
@given(st.data())
def test_a_workspace_with_a_mistake(data: st.DataObject) -> None:
    """A few characters, lines or indentations of a good workspace are changed."""
    files = dict(FILES)
    for _ in range(data.draw(st.integers(1, 3))):
        name = data.draw(st.sampled_from(NAMES))
        text = (files[name] or b"").decode()
        files[name] = data.draw(mistakes(text)).encode()
    files["brief.yaml"] = (files["brief.yaml"] or b"").replace(b"outlook]", b"outlook, rich]")
    look(files)


@st.composite
def mistakes(draw: st.DrawFn, text: str) -> str:
    """A text with one change."""
    kind = draw(st.sampled_from(["delete", "insert", "swap", "indent", "double", "drop"]))
    if kind in ("delete", "insert"):
        at = draw(st.integers(0, len(text)))
        if kind == "insert":
            signs = [*":-'\"[]{}&*!#|>?%@\\\t\n ~\x07é", "- ", ": ", " #", "<<: x\n", "---\n"]
            added: str = draw(st.sampled_from(signs))
            return text[:at] + added + text[at:]
        length: int = draw(st.integers(1, 12))
        return text[:at] + text[at + length :]
    lines = text.split("\n")
    one, other = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
    if kind == "swap":
        lines[one], lines[other] = lines[other], lines[one]
    elif kind == "indent":
        lines[one] = draw(st.sampled_from([" ", "  ", "\t"])) + lines[one] if draw(st.booleans()) else lines[one][1:]
    elif kind == "double":
        lines.insert(other, lines[one])
    else:
        del lines[one]
    return "\n".join(lines)


VALUES = st.recursive(
    st.sampled_from(["x", "~", "5", '"2026-02-03"', "true", "''", "{}", "[]", "coca-area"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(st.sampled_from(["fact", "text", "id", "items", "list", "table", "claim"]), inner, max_size=3).map(
            lambda entries: "{" + ", ".join(f"{key}: {value}" for key, value in entries.items()) + "}"
        )
    ),
    max_leaves=6,
)


@each
@given(st.data())
def test_values_of_any_kind_in_any_field(data: st.DataObject) -> None:
    """Every field of every file takes texts, lists and mappings that it does not expect."""
    name = data.draw(st.sampled_from([name for name in NAMES if name != "brief.yaml"]))
    text = (FILES[name] or b"").decode()
    fields = [
        match for match in re.finditer(r"(?<=: )\S.*$|(?<=- )\S.*$", text, re.MULTILINE) if match[0] not in (">-", "|", "&table")
    ]
    field = data.draw(st.sampled_from(fields))
    changed = text[: field.start()] + data.draw(VALUES) + text[field.end() :]
    look({**FILES, name: changed.encode()})


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "a: " + "{a: " * 100_000,
        "- " * 100_000,
        "\n".join(" " * depth + "a:" for depth in range(1000)),
        "k" * 1_000_000 + ": x\n",
        '"' + "k" * 1_000_000 + '": x\n',
        "".join(f"k{number}: x\n" for number in range(20_000)),
        "a: &a x\n" + "".join(f"k{number}: *a\n" for number in range(51_000)),
        "a: &a0 [x, x]\n" + "".join(f"k{n}: &a{n + 1} [*a{n}, *a{n}]\n" for n in range(40)),
        "a: " + "x\n  " * 200_000,
        "a: '" + " " * 400_000 + "x'\n",
        'a: "' + "\\\n" * 100_000 + '"\n',
        "a: |\n" + " \n" * 400_000,
        "x\n" * 500_000,
        "\x00" * 100_000,
        "a" * 500_000,
        "a: " + "\u200b9" * 100_000 + "\n",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_monsters_are_read_to_the_end(text: str) -> None:
    """What takes more than linear time would never end here."""
    look(
        {**START, "seeds/facts/coca.yaml": text.encode(), "sections/background.yaml": text.encode(), "brief.yaml": text.encode()}
    )
