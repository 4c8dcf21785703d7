"""A new value for a text of a YAML file: written as a person would type it, on the lines that the old one had."""

from __future__ import annotations

import re
from difflib import unified_diff
from itertools import takewhile
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from briefing.load.yaml import read
from briefing.mend.plain import Plain
from briefing.mend.rendering import in_brackets, rendered
from briefing.mend.rewriting import rewritten
from briefing.source import Mapping, Node, Scalar, Sequence
from briefing.source.scalars import offsets
from tests.test_mend import dumped
from tests.test_scalars import LAYOUTS, STYLES, TEXTS

ROOT = Path(__file__).resolve().parent.parent
REAL = [ROOT / "brief.yaml", *sorted(ROOT.glob("sections/*.yaml"))]


def scalar(text: str, key: str = "k") -> Scalar:
    tree = read("f.yaml", text.encode())
    assert tree.root is not None, tree.diagnostics
    value = tree.root.get(key)
    assert isinstance(value, Scalar)
    return value


def valued(scalar: Scalar, value: str) -> str | None:
    """The file of a text with another value in it, if that can be written."""
    return rewritten(scalar.file, {scalar.start: value}, {})


def with_value(text: str, value: str) -> str:
    after = valued(scalar(text), value)
    assert after is not None
    assert scalar(after).text == value
    return after


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        # A text keeps its style, and its line what stands on it.
        ("k: some boats # so\nl: x\n", "many boats", "k: many boats # so\nl: x\n"),
        ("k: 'it''s'\n", "it's so", "k: 'it''s so'\n"),
        ('k: "caf\\xe9 one"\n', "café two", 'k: "caf\\xe9 two"\n'),
        ("k: 'so'\n", 'a "b" \\c', "k: 'a \"b\" \\c'\n"),
        ("{k: one, l: two}\n", "three", "{k: three, l: two}\n"),
        ("k:\nl: x\n", "new", "k: new\nl: x\n"),
        ("k: &x one # c\nl: 2\n", "one", "k: &x one # c\nl: 2\n"),
        # A plain text that it cannot hold goes between quotation marks.
        ("k: one\n", "Note: this", 'k: "Note: this"\n'),
        ("k: one # so\n", "a #b", 'k: "a #b" # so\n'),
        ("k: one\n", "- a", 'k: "- a"\n'),
        ("k: one\n", "@boats", 'k: "@boats"\n'),
        ("k: one\n", "[@boats]", 'k: "[@boats]"\n'),
        ("k: one\n", '"So": he said', "k: '\"So\": he said'\n"),
        ("k: one\n", "", 'k: ""\n'),
        ("k: one\n", "*a* and `b`", 'k: "*a* and `b`"\n'),
        ("k: one\n", " a ", 'k: " a "\n'),
        ("k: one\n", '"it\'s: so"', 'k: >-\n  "it\'s: so"\n'),
        ("{k: one, l: two}\n", "a, b", '{k: "a, b", l: two}\n'),
        # What was a number may be one; what was a word is not made a number.
        ("k: 261000\n", "262179", "k: 262179\n"),
        ("k: August\n", "2024", 'k: "2024"\n'),
        ('k: "2024"\n', "2025", 'k: "2025"\n'),
        ("k: a\n   # so\nl: x\n", "a\nb", 'k: "a\\nb"\n   # so\nl: x\n'),
        # Several lines.
        ("k: one\n", "one\ntwo", "k: |-\n  one\n  two\n"),
        ("k: |\n  one\n  two\n  three\n", "one\n2\nthree\n", "k: |\n  one\n  2\n  three\n"),
        ("k: |\n  one\n  two\n", "one\n\n  two", "k: |-\n  one\n\n    two\n"),
        ("k: >-\n  one\n  two\n", "one two\nthree", "k: >-\n  one\n  two\n\n  three\n"),
        ("k: >- # so\n  one\n  two\n", "  one two", "k: >2- # so\n    one two\n"),
        ("k: >-\n  one\n", "", 'k: ""\n'),
        ("k: |+\n  one\n\nl: x\n", "two\n\n", "k: |+\n  two\n\nl: x\n"),
        ('k: "a\\nb"\n', "a\nc\n", 'k: "a\\nc\\n"\n'),
        ("k: 'one\n\n  two\n  three'\n", "one\ntwo 3", "k: 'one\n\n  two\n  3'\n"),
        ("k: one\n   two\n   three\n", "one two 3", "k: one\n   two\n   3\n"),
        ("k: one\n  two\nl: x\n", "one: two", "k: >-\n  one:\n  two\nl: x\n"),
        ("k: >-\r\n  one\r\n  two\r\n", "one 2", "k: >-\r\n  one\r\n  2\r\n"),
        # A line of which nothing is left goes, and no other is joined.
        ("k: >-\n  one\n  two\n  three\n", "one three", "k: >-\n  one\n  three\n"),
        ("k: >-\n  one\n  two three\n  four\n", "one three four", "k: >-\n  one\n  three\n  four\n"),
        # A sentence begins on a line of its own, where sentences do.
        (
            "k: >-\n  Boats came.\n  They left.\n",
            "Boats came. Some sank. They left.",
            "k: >-\n  Boats came.\n  Some sank.\n  They left.\n",
        ),
        (
            "k: >-\n  Boats came. They left. None\n  stayed.\n",
            "Boats came. None\n stayed.",
            "k: >-\n  Boats came. None\n   stayed.\n",
        ),
    ],
)
def test_a_value_is_written_as_a_person_would(before: str, value: str, after: str) -> None:
    assert with_value(before, value) == after


LONG = """k: >-
  In October 2025 the US Treasury Department put sanctions on Petro and on his wife; the grounds that
  IntelliNews gives differ: drug trafficking allegations, which Colombian officials rejected, and
  insufficient action against cocaine production [@sanctions-date; @sanctions-authority].
  Meriguet says that Petro is on the list.
l: x
"""


def changed_lines(before: str, after: str) -> list[str]:
    """The lines that went and those that came, as a comparison of the two files shows them."""
    compared = unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in compared if line[0] in "+-" and line not in ("--- ", "+++ ")]


def test_a_line_that_became_too_long_is_broken_and_no_other_changes() -> None:
    after = with_value(LONG, scalar(LONG).text.replace("cocaine", "the production of coca and of cocaine"))
    assert changed_lines(LONG, after) == [
        "-  insufficient action against cocaine production [@sanctions-date; @sanctions-authority].",
        "+  insufficient action against the production of coca and of cocaine production",
        "+  [@sanctions-date; @sanctions-authority].",
    ]


def test_what_a_line_has_too_much_goes_before_the_next_one_if_that_changed_too() -> None:
    text = scalar(LONG).text.replace("on his wife", "on his own wife").replace("IntelliNews gives differ", "it gives differ")
    assert changed_lines(LONG, with_value(LONG, text)) == [
        "-  In October 2025 the US Treasury Department put sanctions on Petro and on his wife; the grounds that",
        "-  IntelliNews gives differ: drug trafficking allegations, which Colombian officials rejected, and",
        "+  In October 2025 the US Treasury Department put sanctions on Petro and on his own wife; the grounds",
        "+  that it gives differ: drug trafficking allegations, which Colombian officials rejected, and",
    ]


def test_a_word_or_two_too_much_go_before_the_next_line_if_that_has_room_for_them() -> None:
    text = scalar(LONG).text
    assert changed_lines(LONG, with_value(LONG, text.replace("Colombian officials", "some Colombian officials"))) == [
        "-  IntelliNews gives differ: drug trafficking allegations, which Colombian officials rejected, and",
        "-  insufficient action against cocaine production [@sanctions-date; @sanctions-authority].",
        "+  IntelliNews gives differ: drug trafficking allegations, which some Colombian officials rejected,",
        "+  and insufficient action against cocaine production [@sanctions-date; @sanctions-authority].",
    ]
    assert changed_lines(LONG, with_value(LONG, text.replace("the US Treasury", "the whole US Treasury"))) == [
        "-  In October 2025 the US Treasury Department put sanctions on Petro and on his wife; the grounds that",
        "+  In October 2025 the whole US Treasury Department put sanctions on Petro and on his wife; the",
        "+  grounds that",
    ]


def test_nothing_goes_before_a_line_that_begins_a_sentence() -> None:
    text = scalar(LONG).text.replace("against cocaine production", "against the cocaine production of both")
    lines = changed_lines(LONG, with_value(LONG, text))
    assert lines[-1] == "+  [@sanctions-date; @sanctions-authority]."


def test_a_reworded_passage_is_wrapped_anew_between_the_lines_around_it() -> None:
    text = scalar(LONG).text
    start, end = text.index("the grounds"), text.index("[@sanctions-date")
    after = with_value(LONG, text[:start] + "why, nobody could say for certain " + text[end:])
    assert changed_lines(LONG, after) == [
        "-  In October 2025 the US Treasury Department put sanctions on Petro and on his wife; the grounds that",
        "-  IntelliNews gives differ: drug trafficking allegations, which Colombian officials rejected, and",
        "-  insufficient action against cocaine production [@sanctions-date; @sanctions-authority].",
        "+  In October 2025 the US Treasury Department put sanctions on Petro and on his wife; why, nobody",
        "+  could say for certain [@sanctions-date; @sanctions-authority].",
    ]


def test_a_plain_text_that_no_longer_fits_its_line_is_folded() -> None:
    value = "It was so; " * 10 + "the end."
    assert with_value("a:\n  k: x\nk: It was so. # why\nl: x\n", value) == (
        "a:\n  k: x\nk: >- # why\n"
        "  It was so; It was so; It was so; It was so; It was so; It was so; It was so;\n"
        "  It was so; It was so; It was so; the end.\nl: x\n"
    )


@pytest.mark.parametrize("text", ["k: &x a\nl: *x\n", "l: &x {k: a}\nk: &y b\nm: [*x, *y]\n"])
def test_what_an_alias_shares_is_not_written(text: str) -> None:
    assert valued(scalar(text), "new") is None


def test_what_no_file_may_hold_is_not_written() -> None:
    assert valued(scalar("k: a\n"), "a\x00b") is None
    assert valued(scalar('k: "a"\n'), "a\u2028b") is None


# Laws --------------------------------------------------------------------------------------------------------------------

LONG_WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
PIECES = st.lists(
    st.sampled_from([
        "a", "so", "It", "ends.", "The", "2026", " ", " ", " ", "  ", "\n", "\n\n", ": ", ":", " #",
        "#", "'", '"', "\\", "[@a; @b]",
        "[@boats]", "**", "*", "- ", "-", "é", "\u00a0", "😀", "\t", "&", "?", "|", ">", "%", "@", "`", "{", "}", ",", "!",
        "null", "true",
        "~", "=", "<<", "---", "...", LONG_WORDS, "averylongword" * 9,
    ]),
    max_size=16,
).map("".join)  # fmt: skip


@st.composite
def changes(draw: st.DrawFn) -> tuple[str, str]:
    """A text and what an editor made of it: another text, or the same one with a passage replaced."""
    old = draw(PIECES | TEXTS)
    if draw(st.booleans()):
        return old, draw(PIECES | TEXTS)
    start = draw(st.integers(0, len(old)))
    end = draw(st.integers(start, len(old)))
    return old, old[:start] + draw(PIECES) + old[end:]


def data(text: str) -> Any:
    return yaml.safe_load(text)


def is_text_everywhere(text: str) -> bool:
    """Whether each of the two readers, which differ in small things, reads a text under `k`."""
    try:
        return isinstance(data(text)["k"], str)
    except yaml.YAMLError:
        return False


def common(one: str, other: str) -> int:
    """How many characters the two begin with that are the same words."""
    pairs = zip(*(re.findall(r"[ \n]+|[^ \n]+", text) for text in (one, other)), strict=False)
    return sum(len(word) for word, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def is_kept_outside_of_the_lines_concerned(before: Scalar, after: Scalar) -> bool:
    """Whether the lines before the first changed character and after the last one are the same bytes.

    Not asked where a line break stands for a space at an end of the text, or for nothing, or beside one written as an escape;
    nor of lines that are one line now, since an indented line of a folded text cannot be folded.
    """
    old, new = before.text, after.text
    raw, written = (re.sub(r"(?m)^[ \t]+(?=\r?$)", "", one.file.text[one.start : one.end]) for one in (before, after))
    where = offsets(raw, before.style, old)
    unusual = (
        old != old.strip()
        or re.search(r"(?m)^[ \t]", new)
        or (before.style == "double" and re.search(r"\n|  ", old + re.sub(r"\\\r?\n", "  ", raw)))
    )
    if not where or before.style != after.style or old == new or unusual:
        return True
    head, tail = (common(*pair) for pair in ((old, new), (old[::-1], new[::-1])))
    either = max(0, head + tail - min(len(old), len(new)))  # what may be taken for the beginning or for the end
    head, tail = head - either, tail - either
    first = raw.rfind("\n", 0, where[head - 1]) + 1 if head else 0
    last = raw.find("\n", where[len(old) - tail] + 1) if tail else -1
    text = raw[:first].partition("\n")[2] if before.style in ("literal", "folded") else raw[:first]
    return text in written and (last < 0 or written.endswith(raw[last:]))


def check(before: str, value: str) -> None:
    old = scalar(before)
    after = valued(old, value)
    assert after is not None, "every printable text can be written"
    assert data(after) == {**data(before), "k": value}
    new = scalar(after)
    assert after[: old.start] == before[: old.start]
    assert [line for line in after.split("\n") if line.startswith("#")] == [
        line for line in before.split("\n") if line.startswith("#")
    ]
    assert is_kept_outside_of_the_lines_concerned(old, new)
    assert valued(new, value) == after
    back = valued(new, old.text)
    assert back is not None
    assert data(back) == data(before)


@settings(derandomize=True, max_examples=600, deadline=None)
@given(changes(), st.sampled_from(sorted(STYLES)), LAYOUTS, st.booleans())
def test_any_text_can_be_made_any_other(change: tuple[str, str], style: str, layout: Any, flow: bool) -> None:
    text, value = change
    before = dumped(text, style, layout, flow=flow)
    assume(is_text_everywhere(before))
    if not flow:
        before = before.replace("l: it", f"# a remark{layout['line_break']}l: it")
    check(before, value)


BY_HAND = st.lists(
    st.sampled_from([
        "a", "so", " ", " ", "  ", "''", "\\\"", "\\x27", "\\u0022", "\\ ", ".", "-", "7-9", "It ends. ", "The", "[@a; @b]",
        LONG_WORDS, "\n  ", "\n  ", "\n\n  ", "\n  \n  ", "\\\n  ", "\n   ", "“", "é", "😀", "[@b]", "*", "\t", ",",
        "\n  \\ ", "   \n  ",
    ]),
    max_size=14,
).map("".join)  # fmt: skip


@settings(derandomize=True, max_examples=600, deadline=None)
@given(BY_HAND, st.sampled_from(["", "'", '"', "|", ">", ">-", "|+", "|2", ">1-", ">- # so", "|2- # 'x'"]), st.data())
def test_texts_written_by_hand_can_be_changed(body: str, mark: str, draw: st.DataObject) -> None:
    text = f"k: {mark}\n  {body}" if mark[:1] in ("|", ">") else f"k: {mark}{body}{mark}"
    before = text + draw.draw(st.sampled_from(["\nl: x\n", "\n# a remark\nl: x\n", " # a remark\n\nl: x\n"]))
    before = before.replace("\n", draw.draw(st.sampled_from(["\n", "\r\n"])))
    tree = read("f.yaml", before.encode())
    assume(tree.root is not None and not tree.diagnostics and is_text_everywhere(before))
    node = scalar(before)
    blank = not node.text.strip() or re.search(r"(?m)^[ \t]+$", node.text)
    assume(not blank or node.style not in ("literal", "folded"))  # where such a block ends is hard to say
    start = draw.draw(st.integers(0, len(node.text)))
    end = draw.draw(st.integers(start, len(node.text)))
    value = node.text[:start] + draw.draw(PIECES) + node.text[end:]
    check(before, value)


VALUES = st.recursive(
    PIECES | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["list", "heading", "text", "2024", "a b: c"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(derandomize=True, max_examples=600, deadline=None)
@given(VALUES, st.integers(0, 6).map(lambda n: 2 * n))
def test_a_new_value_is_read_back_as_it_was(value: Any, depth: int) -> None:
    pad = " " * depth
    assert data(f"{pad}- {rendered(value, depth + 2, 80)}\n") == [value]
    assert data(f"{pad}- [{in_brackets(value)}]\n") == [[value]]
    ours = read("f.yaml", f"k:\n{pad}  - {rendered(value, depth + 4, 80)}\n".encode())
    assert ours.diagnostics == ()


def test_a_new_value_looks_as_if_typed() -> None:
    value: Plain = {
        "table": {
            "caption": "Boats: the count",
            "columns": ["Measure", {"text": "Value", "align": "right"}],
            "rows": [["Boats", "2024"], ["Ships", {"fact": "ships"}]],
            "source": "All figures from the gazette [@boats; @ships]. It names no other publication, and no other paper has one.",
        }
    }
    assert f"  - {rendered(value, 4, 80)}\n" == (
        "  - table:\n"
        '      caption: "Boats: the count"\n'
        "      columns:\n"
        "        - Measure\n"
        "        - text: Value\n"
        "          align: right\n"
        "      rows:\n"
        "        - - Boats\n"
        '          - "2024"\n'
        "        - - Ships\n"
        "          - fact: ships\n"
        "      source: >-\n"
        "        All figures from the gazette [@boats; @ships].\n"
        "        It names no other publication, and no other paper has one.\n"
    )


# The repository's own brief ----------------------------------------------------------------------------------------------


def scalars(node: Node) -> list[Scalar]:
    if isinstance(node, Scalar):
        return [node]
    inner = node.items if isinstance(node, Sequence) else [value for _, value in node.entries]
    return [one for value in inner for one in scalars(value)]


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_a_word_changed_in_the_brief_changes_its_line(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    root = read(path.name, text.encode()).root
    assert isinstance(root, Mapping)
    random = Random(path.name)
    long = [one for one in scalars(root) if one.style == "folded"]
    for one in random.sample(long, min(12, len(long))):
        word = random.choice(list(re.finditer(r"\b[a-z]+\b", one.text)))
        value = f"{one.text[: word.start()]}{word[0][::-1]}{one.text[word.end() :]}"
        after = valued(one, value)
        assert after is not None
        lines = changed_lines(text, after)
        assert len(lines) == (2 if word[0] != word[0][::-1] else 0)


@pytest.mark.parametrize("path", REAL[1:], ids=lambda path: path.stem)
def test_a_sentence_put_into_the_brief_adds_its_line(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    root = read(path.name, text.encode()).root
    assert isinstance(root, Mapping)
    for one in [one for one in scalars(root) if one.style == "folded"][:12]:
        after = valued(one, f"{one.text} Nothing else is known.")
        assert after is not None
        added = [line for line in changed_lines(text, after) if line.startswith("+")]
        assert 1 <= len(added) <= 2  # the sentence, and what it pushes over the end of its line
        assert " ".join(line[1:].strip() for line in added).endswith("Nothing else is known.")
