"""Every character of a YAML text leads back to its place in the file, in every style."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from briefing.load import yaml as loader
from briefing.load.decode import IN_VALUE
from briefing.load.yaml import read
from briefing.source import Scalar
from briefing.source.scalars import offsets

STYLES = {"plain": "", "single": "'", "double": '"', "literal": "|", "folded": ">"}
PARSERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if hasattr(yaml, "CSafeLoader") else [])]


def scalar(text: str) -> Scalar:
    """The value of the key `k` in a file."""
    tree = read("f.yaml", text.encode())
    assert tree.root is not None, tree.diagnostics
    value = tree.root.get("k")
    assert isinstance(value, Scalar)
    return value


def written(value: Scalar) -> list[str]:
    """For each character what is written at its place."""
    raw = value.file.text[value.start : value.end]
    where = offsets(raw, value.style, value.text)
    assert where is not None, (raw, value.text)
    return [raw[at] if at < len(raw) else "" for at in where]


def marked(text: str, word: str) -> str:
    """The file's own text at the place of `word` in the value."""
    value = scalar(text)
    at = value.text.index(word)
    span = value.span_of(at, at + len(word))
    lines = text.replace("\r\n", "\n").split("\n")
    assert span.line == span.end_line
    return f"{span.line}:{lines[span.line - 1][span.column - 1 : span.end_column - 1]}"


def check(value: Scalar) -> None:
    """The law: places rise, and each holds its character, an escape, or the line break that was folded."""
    raw = value.file.text[value.start : value.end]
    where = offsets(raw, value.style, value.text)
    assert where is not None, (raw, value.style, value.text)
    assert len(where) == len(value.text)
    inner = [at for at in where if at < len(raw)]
    assert inner == sorted(set(inner))
    assert value.text[len(inner) :].strip("\n") == ""
    for char, at in zip(value.text, inner, strict=False):
        there = raw[at]
        if char in " \n" and there in "\r\n":
            continue
        if value.style == "double" and there == "\\":
            continue
        assert there == char, (raw, value.text, at)


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        ("k: a plain word\n", "word", "1:word"),
        ("k: a plain\n  text of two\n\n  paragraphs\n", "paragraphs", "4:paragraphs"),
        ("k: 'it''s the last'\n", "last", "1:last"),
        ("k: 'it''s'\n", "'s", "1:''s"),
        ('k: "a \\u201cquoted\\u201d word"\n', "word", "1:word"),
        ('k: "\\x41\\U0001F600\\tword"\n', "word", "1:word"),
        ('k: "one \\\n   two\n\n   three"\n', "three", "4:three"),
        ("k: |\n  one\n    two\n  three\n", "three", "4:three"),
        ("k: |2-  # comment\n    one\n   two\n", "two", "3:two"),
        ("k: >-\n  one\n  two\n  three\n", "three", "4:three"),
        ("k: >+\n\n  one\n\n  two\n    more\n  three\n\nl: x\n", "three", "7:three"),
        ("k: >-\r\n  one\r\n  two\r\n", "two", "3:two"),
        ("k: 'one\r\n\r\n  two'\r\n", "two", "3:two"),
        ("k: &x !!str  word\n", "word", "1:word"),
        ("k: &x # comment\n  word\n", "word", "2:word"),
        ("k: é😀 word\n", "word", "1:word"),
    ],
)
def test_a_word_is_found_where_it_is_written(text: str, word: str, place: str) -> None:
    assert marked(text, word) == place


def test_folded_and_escaped_characters_stand_at_what_is_written_for_them() -> None:
    assert written(scalar('k: "a\\n\\\n   b\n  c"\n')) == ["a", "\\", "b", "\n", "c"]
    assert written(scalar("k: >\n  a\n  b\n\n  c\n")) == ["a", "\n", "b", "\n", "c", ""]
    assert written(scalar("k: a\n\n\n  b\n")) == ["a", "\n", "\n", "b"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("k: |\n  one\n  two\n\n\nl: x\n", "|\n  one\n  two"),
        ("k: >-\n  one\n# comment\nl: x\n", ">-\n  one"),
        ("k: |\n  one  \nl: x\n", "|\n  one  "),
        ("k: |\n", "|"),
        ("k: |+\n  one\n\n\nl: x\n", "|+\n  one"),
    ],
)
def test_a_block_ends_with_its_last_line_of_text(text: str, shown: str) -> None:
    value = scalar(text)
    assert text[value.start : value.end] == shown
    check(value)


def test_a_text_that_disagrees_with_its_value_has_no_places() -> None:
    assert offsets("abc", "plain", "abd") is None
    assert offsets('"a\\qb"', "double", "aqb") is None
    assert offsets('"ab', "double", "ab") is None
    assert offsets("abc", "literal", "abc") is None
    assert offsets("|-\n  abc", "literal", "abc\n") is None
    assert offsets('"\\UFFFFFFFF"', "double", "x") is None


def printable(text: str) -> bool:
    return not IN_VALUE.search(text)


CHARACTERS = st.sampled_from("abc  \n\n''\"\\:#-é\u201c😀\t[]&*!|>%@`,?{}0")
TEXTS = st.text(CHARACTERS | st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40).filter(printable)
LAYOUTS = st.fixed_dictionaries(
    {
        "width": st.integers(5, 30),
        "indent": st.integers(2, 5),
        "allow_unicode": st.booleans(),
        "line_break": st.sampled_from(["\n", "\r\n"]),
    }
)


@settings(derandomize=True, max_examples=400, deadline=None)
@given(TEXTS, st.sampled_from(sorted(STYLES)), LAYOUTS)
def test_texts_dumped_by_pyyaml(text: str, style: str, layout: dict[str, Any]) -> None:
    events = [
        yaml.StreamStartEvent(),
        yaml.DocumentStartEvent(explicit=False),
        yaml.MappingStartEvent(None, None, implicit=True, flow_style=False),
        yaml.ScalarEvent(None, None, (True, False), "k"),
        yaml.ScalarEvent(None, None, (True, True), text, style=STYLES[style]),
        yaml.ScalarEvent(None, None, (True, False), "l"),
        yaml.ScalarEvent(None, None, (True, False), "x"),
        yaml.MappingEndEvent(),
        yaml.DocumentEndEvent(explicit=False),
        yaml.StreamEndEvent(),
    ]
    dumped = yaml.emit(events, **layout)
    for parser in PARSERS:
        value = _read(dumped, parser)
        assert value is not None, dumped
        assert value.text == text
        check(value)


PIECES = st.lists(
    st.sampled_from([
        "a", "bc", "d e", " ", "  ", "\t", "\n", "\n  ", "\n   ", "\n\n  ", "\n \n  ", "\r\n  ", "\r\n\r\n  j", "\\\n  ", "''",
        "\\n", "\\x41", "\\u201c", "\\U0001F600", '\\"', "\\\\", "\\ ", "\\t", ":", "#", " #", "-", "é", "\n\t  f", "\n  \tg",
        "\n      h", "\n  \\ i",
    ]),
    max_size=12,
).map("".join)  # fmt: skip
HEADERS = st.sampled_from(["|", ">", "|-", ">-", "|+", ">+", "|2", ">2-", ">+2", "|1", ">-  # c", "|3"])


@settings(derandomize=True, max_examples=800, deadline=None)
@given(PIECES, st.sampled_from(["plain", "single", "double", "block"]), HEADERS, st.booleans())
def test_texts_written_by_hand(body: str, style: str, header: str, last: bool) -> None:
    if style == "block":
        text = f"k: {header}\n  {body}"
    else:
        mark = STYLES[style]
        text = f"k: {mark}{body}{mark}"
    text += "" if last else "\nl: x\n"
    for parser in PARSERS:
        value = _read(text, parser)
        assume(value is not None)
        assert value is not None
        check(value)


def _read(text: str, parser: object) -> Scalar | None:
    before, loader.PARSER = loader.PARSER, parser
    try:
        tree = read("f.yaml", text.encode())
    finally:
        loader.PARSER = before
    value = tree.root.get("k") if tree.root is not None and not tree.diagnostics else None
    return value if isinstance(value, Scalar) else None
