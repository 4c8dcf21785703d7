"""Items of YAML lists kept, moved, added and taken out: bytes and comments go along, and the file says what was meant."""

from __future__ import annotations

import re
from difflib import unified_diff
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.load.yaml import read
from briefing.mend.plain import Kept, New, Plain, Plan, plain
from briefing.mend.plain import changed as changed_plain
from briefing.mend.rendering import in_brackets, rendered
from briefing.mend.rewriting import rewritten, writable
from briefing.source import Mapping, Node, Scalar, Sequence, SourceFile

ROOT = Path(__file__).resolve().parent.parent
SECTIONS = sorted(ROOT.glob("sections/*.yaml"))
Path_ = tuple[str | int, ...]


def parsed(text: str) -> tuple[SourceFile, Mapping]:
    tree = read("f.yaml", text.encode())
    assert tree.root is not None, tree.diagnostics
    return tree.file, tree.root


def at(node: Node, path: Path_) -> Node:
    for step in path:
        inner = (
            node.items[int(step)] if isinstance(node, Sequence) else node.get(str(step)) if isinstance(node, Mapping) else None
        )
        assert inner is not None
        node = inner
    return node


def plan(*items: int | Plain) -> Plan:
    return [Kept(one) if isinstance(one, int) else New(one) for one in items]


def changed(text: str, lists: dict[Path_, Plan], values: dict[Path_, str] | None = None) -> str | None:
    file, root = parsed(text)
    by_start = {at(root, path).start: value for path, value in (values or {}).items()}
    return rewritten(file, by_start, {at(root, path).start: one for path, one in lists.items()})


BODY = """\
title: x
body:
  # about one
  - one # so
    # and this
  # about two
  - >-
    two and
    more
  - heading: three
    k: [x, y]

# the end
tail: z
"""


@pytest.mark.parametrize(
    ("order", "after"),
    [
        (
            plan(1, 2),
            """\
title: x
body:
  # about two
  - >-
    two and
    more
  - heading: three
    k: [x, y]

# the end
tail: z
""",
        ),
        (
            plan(0, 2, 1),
            """\
title: x
body:
  # about one
  - one # so
    # and this
  - heading: three
    k: [x, y]
  # about two
  - >-
    two and
    more

# the end
tail: z
""",
        ),
        (
            plan(0, 1, "Note: new", 2, {"list": ["a", "b"]}),
            """\
title: x
body:
  # about one
  - one # so
    # and this
  # about two
  - >-
    two and
    more
  - "Note: new"
  - heading: three
    k: [x, y]
  - list:
      - a
      - b

# the end
tail: z
""",
        ),
    ],
)
def test_items_go_and_come_with_what_belongs_to_them(order: Plan, after: str) -> None:
    assert changed(BODY, {("body",): order}) == after


@pytest.mark.parametrize(
    ("before", "order", "after"),
    [
        ("k:\n- a\n\n- b\n", plan(0, "c", 1), "k:\n- a\n\n- c\n\n- b\n"),
        ("k:\n- a\n\n- b\n", plan(0, 1, "c"), "k:\n- a\n\n- b\n\n- c\n"),
        ("k:\n  - a\n\n  - b\n\n  - c\n", plan(0, 2), "k:\n  - a\n\n  - c\n"),
        ("k:\n  - a\n\n  # part two\n\n  - b\n  - c\n", plan(0, 2), "k:\n  - a\n\n  # part two\n\n  - c\n"),
        ("k:\n  - a\n  - b", plan(1, 0, "c"), "k:\n  - b\n  - a\n  - c"),
        ("k:\r\n  - a\r\n  - b\r\n", plan({"x": "1", "y": "z"}, 1), 'k:\r\n  - x: "1"\r\n    y: z\r\n  - b\r\n'),
        ("k:\n  - |+\n    a\n\n  - b\n", plan(1, 0), "k:\n  - b\n  - |+\n    a\n\n"),
        ("k:\n  - &x a\n  - b\n  - *x\n", plan(0, 2, 1), "k:\n  - &x a\n  - *x\n  - b\n"),
        # Rows of a table, the first of which begins on the line of the row's own dash.
        ("k:\n  - - a\n    - b\n    - c\n", plan(["1", "new"], 0), 'k:\n  - - "1"\n    - new\n  - - a\n    - b\n    - c\n'),
        ("k:\n  - [a, b]\n  - [c, d]\n", plan(0, ["e, f", "g"], 1), 'k:\n  - [a, b]\n  - ["e, f", g]\n  - [c, d]\n'),
        # Between brackets.
        ("k: [a, b, c] # so\n", plan(2, 0, "x, y"), 'k: [c, a, "x, y"] # so\n'),
        ("k: [a, b]\n", plan(1), "k: [b]\n"),
        ("k: [\n  a,\n  b,\n]\n", plan(0, "c", 1), "k: [\n  a,\n  c,\n  b,\n]\n"),
        ("{k: [a, {b: c}], l: x}\n", plan(1, "d"), "{k: [{b: c}, d], l: x}\n"),
        ("k: [a, b]\n", plan(0, "word " * 20 + "end", 1), f"k:\n  - a\n  - {'word ' * 20}end\n  - b\n"),
    ],
)
def test_lists_keep_the_way_in_which_they_are_written(before: str, order: Plan, after: str) -> None:
    assert changed(before, {("k",): order}) == after


@pytest.mark.parametrize(
    ("order", "after"),
    [
        (plan(1, 0), "k:\n  - - b\n    - a\n  - - x\n"),
        (plan(1), "k:\n  - - b\n  - - x\n"),
        (plan("n", 0, 1), "k:\n  - - n\n    - a\n    - b\n  - - x\n"),
    ],
)
def test_the_first_cell_of_a_row_may_go_or_move(order: Plan, after: str) -> None:
    assert changed("k:\n  - - a\n    - b\n  - - x\n", {("k", 0): order}) == after


def test_values_and_lists_change_together_at_any_depth() -> None:
    lists = {("body",): plan(2, 1, "new"), ("body", 2, "k"): plan(1, "z", 0)}
    values = {("body", 2, "heading"): "Three: 3", ("body", 1): "two and still more", ("body", 0): "gone", ("title",): "y"}
    assert changed(BODY, lists, values) == (
        "title: y\nbody:\n"
        '  - heading: "Three: 3"\n    k: [y, z, x]\n'
        "  # about two\n  - >-\n    two and still\n    more\n"
        "  - new\n"
        "\n# the end\ntail: z\n"
    )


@pytest.mark.parametrize(
    ("text", "path", "order"),
    [
        ("k: [a]\n", ("k",), plan()),
        ("k:\n  - a\n", ("k",), plan()),
        ("k:\n  - &x a\n  - b\nl: *x\n", ("k",), plan(1)),
        ("k:\n  - &x a\n  - *x\n", ("k",), plan(1, 0)),
        ("k: &x [a, b]\nl: *x\n", ("k",), plan(1, 0)),
        ("k: [a, # why\n  b]\n", ("k",), plan(1, 0)),
    ],
)
def test_what_would_lose_something_is_not_written(text: str, path: Path_, order: Plan) -> None:
    assert changed(text, {path: order}) is None


@pytest.mark.parametrize("order", [plan(0, 0), plan(0, 2), plan(-1)])
def test_a_plan_that_cannot_be_meant_is_a_mistake_of_the_program(order: Plan) -> None:
    with pytest.raises(ValueError, match="no such order"):
        changed("k: [a, b]\n", {("k",): order})


def test_one_change_that_cannot_be_written_does_not_hold_up_the_others() -> None:
    file, root = parsed("a: &x one\nb: *x\nc: two\nd: [e, f]\ng: h\n")
    starts = {name: at(root, (name,)).start for name in "acdg"}
    values = {starts["a"]: "1", starts["c"]: "2", starts["g"]: "a\x00b"}
    text, refused = writable(file, values, {starts["d"]: plan(1, 0)})
    assert text == 'a: &x one\nb: *x\nc: "2"\nd: [f, e]\ng: h\n'
    assert refused == {starts["a"], starts["g"]}


def test_nothing_to_change_changes_nothing() -> None:
    file, root = parsed(BODY)
    body = at(root, ("body",))
    assert rewritten(file, {}, {}) == BODY
    assert (
        rewritten(file, {body.items[0].start: "one"} if isinstance(body, Sequence) else {}, {body.start: plan(0, 1, 2)}) == BODY
    )


# Laws --------------------------------------------------------------------------------------------------------------------

WORDS = st.lists(
    st.sampled_from([
        "a", "so", "It", "ends.", "The", "2026", "so: so", "#so", "a #b", "- a", "it's", '"so"', "\\", "[@a; @b]", "**so**", "é",
        "a\u00a0b",
        "😀", "&x", "*x", "!y", "|", ">", "%", "@a", "`c`", "{d}", "a, b", "null", "?", "word " * 18 + "end",
    ]),
    min_size=1,
    max_size=6,
).map(" ".join)  # fmt: skip
ITEMS = st.recursive(
    WORDS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, min_size=1, max_size=3)
    ),
    max_leaves=4,
)


@st.composite
def lists(draw: st.DrawFn) -> tuple[str, list[Plain]]:
    """A file with a list under `body`, its items with comments of their own, and comments that belong to none between them."""
    items = draw(st.lists(ITEMS, min_size=1, max_size=5))
    pad = " " * draw(st.sampled_from([0, 2, 4]))
    lines = ["# first", "title: x", "body:"]
    for number, item in enumerate(items):
        if number:
            lines += draw(st.sampled_from([[], [], [""], ["", f"{pad}# between {number}", ""]]))
        lines += draw(st.sampled_from([[], [], [f"{pad}# above {number}.", f"{pad}# more above {number}."]]))
        lines += f"{pad}- {rendered(item, len(pad) + 2, 80)}".split("\n")
        if draw(st.booleans()) and isinstance(item, str) and not lines[-1].endswith("end"):
            lines[-1] += f" # beside {number}." if not lines[-1].startswith(f"{pad}  ") else ""
        lines += draw(st.sampled_from([[], [], [f"{pad} # below {number}."]]))
    lines += draw(st.sampled_from([["tail: z"], ["", "# last", "tail: z"], [f"{pad}# last", "tail: z"]]))
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    return newline.join([*lines, ""]), items


@st.composite
def plans(draw: st.DrawFn, count: int) -> list[Kept | New]:
    kept = draw(st.lists(st.integers(0, count - 1).map(Kept), unique=True, max_size=count))
    if draw(st.booleans()):
        kept.sort(key=lambda one: one.index)
    order: list[Kept | New] = [*kept]
    for value in draw(st.lists(ITEMS, min_size=not kept, max_size=2)):
        order.insert(draw(st.integers(0, len(order))), New(value))
    return order


def comments(text: str) -> list[str]:
    return sorted(re.findall(r"# (?:first|last|(?:between|more above|above|beside|below) \d)", text))


@settings(derandomize=True, max_examples=400, deadline=None)
@given(lists(), st.data())
def test_any_order_can_be_written_and_comments_stay_with_what_they_are_about(
    made: tuple[str, list[Plain]], draw: st.DataObject
) -> None:
    text, items = made
    file, root = parsed(text)
    body = at(root, ("body",))
    assert isinstance(body, Sequence)
    order = draw.draw(plans(len(items)))
    texts = [one for one in body.items if isinstance(one, Scalar)]
    values = {one.start: draw.draw(WORDS) for one in texts if draw.draw(st.booleans())}
    after = rewritten(file, values, {body.start: order})
    assert after is not None
    before = [values.get(node.start, item) for node, item in zip(body.items, items, strict=True)]
    wanted = [before[one.index] if isinstance(one, Kept) else one.value for one in order]
    assert yaml.safe_load(after) == {**yaml.safe_load(text), "body": wanted}
    assert plain(parsed(after)[1]) == {"title": "x", "body": wanted, "tail": "z"}
    gone = set(range(len(items))) - {one.index for one in order if isinstance(one, Kept)}
    lost = {f"{where} {number}" for number in gone for where in ("above", "more above", "beside", "below")}
    assert comments(after) == [one for one in comments(text) if one[2:] not in lost]
    assert ("\r\n" in after) == ("\r\n" in text)
    assert "\n\n\n" not in after.replace("\r", "")


def everything(node: Node) -> list[Scalar | Sequence]:
    """All texts and lists in a node."""
    if isinstance(node, Scalar):
        return [node]
    inner = node.items if isinstance(node, Sequence) else [value for _, value in node.entries]
    return [*([node] if isinstance(node, Sequence) else []), *(one for value in inner for one in everything(value))]


@settings(derandomize=True, max_examples=150, deadline=None)
@given(lists(), st.data())
def test_all_texts_and_all_lists_may_change_at_once(made: tuple[str, list[Plain]], draw: st.DataObject) -> None:
    file, root = parsed(made[0])
    found = everything(at(root, ("body",)))
    values = {one.start: draw.draw(WORDS) for one in found if isinstance(one, Scalar)}
    orders = {one.start: draw.draw(plans(len(one.items))) for one in found if isinstance(one, Sequence)}
    after = rewritten(file, values, orders)
    assert after is not None
    assert yaml.safe_load(after) == changed_plain(root, values, orders)
    assert writable(file, values, orders) == (after, frozenset())


@settings(derandomize=True, max_examples=400, deadline=None)
@given(lists(), st.data())
def test_items_that_stay_keep_their_lines(made: tuple[str, list[Plain]], draw: st.DataObject) -> None:
    text, items = made
    order = draw.draw(plans(len(items)))
    after = changed(text, {("body",): order})
    assert after is not None
    stay = [one.index for one in order if isinstance(one, Kept)]
    came = sum(isinstance(one, New) for one in order)
    lines = [
        line
        for line in unified_diff(text.splitlines(), after.splitlines(), n=0, lineterm="")
        if not line.startswith(("---", "+++", "@@"))
    ]
    if stay == sorted(stay) and not came:
        assert not [line for line in lines if line.startswith("+") and line.strip("+ ")]
    if stay == list(range(len(items))):
        assert not [line for line in lines if line.startswith("-")]


FLOWS = st.lists(WORDS.filter(lambda text: len(text) < 40), min_size=1, max_size=4)


@settings(derandomize=True, max_examples=400, deadline=None)
@given(
    FLOWS,
    st.data(),
    st.sampled_from([", ", ",", ",\n    ", " , "]),
    st.sampled_from(["k: {}\n", "{{k: {}, l: m}}\n", "k: {} # so\n", "k:\n  - {}\n"]),
)
def test_lists_between_brackets_take_any_order(items: list[str], draw: st.DataObject, comma: str, around: str) -> None:
    text = around.format(f"[{comma.join(map(in_brackets, items))}]")
    order = draw.draw(plans(len(items)))
    path: Path_ = ("k", 0) if "- " in around else ("k",)
    after = changed(text, {path: order})
    assert after is not None
    wanted: Any = [items[one.index] if isinstance(one, Kept) else one.value for one in order]
    assert yaml.safe_load(after)["k"] == ([wanted] if "- " in around else wanted)
    assert after.count(" # so") >= text.endswith(" # so\n")


# The repository's own sections -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [one for one in SECTIONS if one.stem != "key_points"], ids=lambda path: path.stem)
def test_the_sections_of_the_brief_change_only_where_they_should(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    file, root = parsed(text)
    random = Random(path.name)
    body = at(root, ("body",))
    assert isinstance(body, Sequence)
    indexes = list(range(len(body.items)))
    bounds = [file.position(one.start)[0] for one in body.items] + [len(text.splitlines()) + 1]
    for number in random.sample(indexes, min(6, len(indexes))):
        lines = bounds[number + 1] - bounds[number]
        without = rewritten(file, {}, {body.start: plan(*indexes[:number], *indexes[number + 1 :])})
        with_more = rewritten(file, {}, {body.start: plan(*indexes[:number], "Nothing is known.", *indexes[number:])})
        assert without is not None
        assert with_more is not None
        before, start = text.splitlines(), bounds[number] - 1
        assert without.splitlines() == before[:start] + before[start + lines :]
        assert with_more.splitlines() == [*before[:start], "  - Nothing is known.", *before[start:]]
    turned = rewritten(file, {}, {body.start: plan(*reversed(indexes))})
    assert turned is not None
    assert sorted(filled(turned)) == sorted(filled(text))
    again = parsed(turned)
    back = rewritten(again[0], {}, {at(again[1], ("body",)).start: plan(*reversed(indexes))})
    assert back is not None
    assert filled(back) == filled(text)


def filled(text: str) -> list[str]:
    return [line for line in text.splitlines() if line]
