"""Where the items of a list stand in its file, with the comments that belong to them.

Comments right above an item and as deep as it belong to it, and so do deeper ones right below. What else stands between two
items is the gap between them. Items between brackets are the same, with commas in the gaps.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from msgspec import Struct

from briefing.mend.edits import Edit, edited
from briefing.mend.plain import Plain
from briefing.mend.rendering import in_brackets, rendered
from briefing.mend.styles import STEP
from briefing.mend.wrapping import width_of
from briefing.source import Mapping, Node, Scalar
from briefing.source import Sequence as Listed

_ALIAS = re.compile(r"\*[^\s,\[\]{}]+")
_BLANK_LINES = re.compile(r"(?:[ \t]*(?:\r?\n|$))*")
_COMMA = re.compile(r"\s*,\s*")


class Items(Struct, frozen=True):
    """The items of a list as stretches of its file."""

    path: str
    text: str
    spans: tuple[tuple[int, int], ...]
    new: Callable[[Plain], str]
    lead: str = ""
    """What stands before the first item outside of its stretch and before every other one inside: the indentation of `- - a`."""
    gap: str = ""
    """What comes between items that have no gap yet."""

    def own(self, index: int, edits: Sequence[Edit]) -> str:
        """An item with the edits made in it, as it stands wherever it is not the first."""
        start, end = self.spans[index]
        moved = [Edit(one.path, one.start - start, one.end - start, one.text) for one in edits]
        return ("" if index else self.lead) + edited(self.text[start:end], moved)

    def between(self, index: int) -> str:
        """The gap after an item that is not the last."""
        return self.text[self.spans[index][1] : self.spans[index + 1][0]]


def on_lines(node: Listed) -> Items | None:
    """The items of a list that has each on lines of its own, after a dash."""
    text = node.file.text
    column = node.file.position(node.start)[1] - 1
    dash = re.compile(rf"^ {{{column}}}-(?=[ \t\r\n]|$)", re.MULTILINE)
    dashes = [node.start, *(one.end() - 1 for one in dash.finditer(text, node.start + 1, max(node.end, node.start + 1)))]
    if len(dashes) != len(node.items):
        return None
    inline = bool(text[text.rfind("\n", 0, node.start) + 1 : node.start].strip())
    spans: list[tuple[int, int]] = []
    for at, (item, bound) in enumerate(zip(node.items, [*dashes[1:], len(text)], strict=True)):
        end = _with_remarks(text, _line_end(text, item, dashes[at], bound), column)
        lowest = spans[-1][1] if spans else 0
        spans.append((dashes[at] if inline and not at else _first_remark(text, dashes[at], column, lowest), end))
    newline = "\r\n" if "\r\n" in text else "\n"
    width = width_of(text, node.start, node.start)
    brackets = any(text.startswith("[", one.start) for one in node.items if isinstance(one, Listed))

    def new(value: Plain) -> str:
        line = in_brackets(value) if brackets and isinstance(value, list) else ""
        fits = line and column + 2 + len(line) <= width
        written = f"{' ' * column}- {line if fits else rendered(value, column + STEP, width)}\n"
        return written.replace("\n", newline)

    gaps = [text[end:start] for (_, end), (start, _) in pairwise(spans)]
    gap = newline if gaps and all(re.search(r"^[ \t]*\r?$", one, re.MULTILINE) for one in gaps if one) and all(gaps) else ""
    return Items(node.file.path, text, tuple(spans), new, " " * column if inline else "", gap)


def _line_end(text: str, item: Node, dash: int, bound: int) -> int:
    """Where the line after an item begins. Blank lines that are text belong to the item."""
    alias = None if dash < item.start <= bound else _ALIAS.search(text, dash, bound)
    end = alias.end() if alias else item.end
    line_end = text.find("\n", end) + 1 or len(text)
    last = item
    while not isinstance(last, Scalar) and (inner := _children(last)):
        last = inner[-1]
    keeps = isinstance(last, Scalar) and last.end == end and re.match(r"[|>]\d?\+", text[last.start : last.start + 3])
    blank = _BLANK_LINES.match(text, line_end) if keeps else None
    return blank.end() if blank else line_end


def _children(node: Mapping | Listed) -> list[Node]:
    return list(node.items) if isinstance(node, Listed) else [value for _, value in node.entries]


def _with_remarks(text: str, at: int, column: int) -> int:
    """The end of the comments that stand right below an item and deeper than its dash."""
    deeper = re.compile(rf"(?: {{{column + 1},}}#[^\n]*(?:\n|$))*")
    match = deeper.match(text, at)
    return match.end() if match else at


def _first_remark(text: str, dash: int, column: int, lowest: int) -> int:
    """Where an item begins: with the comments that stand right above it, as deep as its dash."""
    start = text.rfind("\n", 0, dash) + 1
    while start > lowest:
        above = text.rfind("\n", 0, start - 1) + 1
        if above < lowest or not text.startswith(f"{' ' * column}#", above):
            break
        start = above
    return start


def between_brackets(node: Listed) -> Items | None:
    """The items of a list between brackets; None where comments stand among them."""
    text = node.file.text
    spans: list[tuple[int, int]] = []
    at = _skip(text, node.start + 1)
    for item in node.items:
        if text.startswith("#", at):
            return None
        alias = _ALIAS.match(text, at)
        end = alias.end() if alias else item.end
        spans.append((at, end))
        comma = _COMMA.match(text, end)
        at = comma.end() if comma else _skip(text, end)
        if end <= spans[-1][0] or (not comma and text[at : at + 1] != "]"):
            return None
    if not spans or text[at : at + 1] != "]":
        return None
    gaps = [text[end:start] for (_, end), (start, _) in pairwise(spans)]
    return Items(node.file.path, text, tuple(spans), in_brackets, gap=Counter([*gaps, ", "]).most_common(1)[0][0])


def _skip(text: str, at: int) -> int:
    return at + len(text[at:]) - len(text[at:].lstrip())
