"""The items of a list in a new order: what stays keeps its bytes, what moves carries them along, comments and all."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise, zip_longest

from briefing.mend.edits import Edit, edited
from briefing.mend.items import Items, between_brackets, on_lines
from briefing.mend.places import Place
from briefing.mend.plain import Kept, New, Plan
from briefing.mend.styles import STEP
from briefing.mend.wrapping import width_of
from briefing.source import Sequence as Listed

_MANY_LINES = re.compile(r"((?:\r?\n){2})(?:\r?\n)+")
_LAST_LINES = re.compile(r"(\r?\n)(?:\r?\n)+$")


def list_edits(place: Place, plan: Plan, inner: Sequence[Sequence[Edit]]) -> list[Edit] | None:
    """The edits that bring the items of a list into the order of the plan, together with the edits inside each of them.

    None where the list would become empty, or is written in a way that is not understood; whether the file agrees is not asked.
    Raises ValueError where the plan names an item twice, or one that there is not.
    """
    node = place.node
    if not isinstance(node, Listed):
        return None
    kept = [one.index for one in plan if isinstance(one, Kept)]
    if len(set(kept)) < len(kept) or not set(kept) <= set(range(len(node.items))):
        raise ValueError(f"a list of {len(node.items)} items has no such order: {kept}")
    if kept == list(range(len(node.items))) == list(range(len(plan))):
        return [edit for edits in inner for edit in edits]
    brackets = node.file.text.startswith("[", node.start)
    items = between_brackets(node) if brackets else on_lines(node)
    if items is None or not plan:
        return None
    edits = _edits(items, plan, inner)
    return _on_lines_if_long(place, edits, [_item(items, one, inner) for one in plan]) if brackets else edits


def _edits(items: Items, plan: Plan, inner: Sequence[Sequence[Edit]]) -> list[Edit]:
    """What stands between the items that stay in place is replaced where it changes."""
    stay = _longest_rising([one.index if isinstance(one, Kept) else -1 for one in plan])
    kept = [(at, one.index) for at, one in enumerate(plan) if at in stay and isinstance(one, Kept)]
    edits = [edit for _, index in kept for edit in inner[index]]
    for (before, old_before), (after, old_after) in pairwise([(-1, -1), *kept, (len(plan), len(items.spans))]):
        if after - before > 1 or old_after - old_before > 1:
            coming = [_item(items, one, inner) for one in plan[before + 1 : after]]
            edits.append(_between(items, coming, old_before, old_after))
    return _joined(edits)


def _between(items: Items, coming: Sequence[str], before: int, after: int) -> Edit:
    """The edit that puts what comes between two items that stay, in the place of all that stood there.

    An item `before` the first, or `after` the last, is the beginning or the end of the list.
    """
    last = len(items.spans) - 1
    start = items.spans[before][1] if before >= 0 else items.spans[0][0]
    end = items.spans[after][0] if after <= last else items.spans[last][1]
    gaps = [items.between(at) for at in range(max(before, 0), min(after, last))]
    count = len(coming) - 1 + (before >= 0) + (after <= last)
    fitted = _fitted(gaps, count, items.gap)
    if not count:
        fitted = [_LAST_LINES.sub(r"\1", fitted[0]) if after > last else fitted[0].lstrip("\r\n")]
    if before >= 0:
        pieces = [piece for pair in zip_longest(fitted, coming, fillvalue="") for piece in pair]
    else:
        pieces = [piece for pair in zip_longest(coming, fitted, fillvalue="") for piece in pair] if coming else fitted
    put = "".join(pieces)
    if before < 0 and items.lead:
        put += items.lead if after == 0 else ""
        put, end = (put.lstrip(), end) if put else (put, end + len(items.lead))
    return Edit(items.path, start, end, put)


def _fitted(gaps: list[str], count: int, gap: str) -> list[str]:
    """As many gaps as there must be, made from those that there were. Comments are never lost."""
    if len(gaps) < count:
        return [*gaps[:-1], *[gap] * (count - len(gaps)), *gaps[-1:]]
    rest = gaps[max(0, count - 1) :]
    remarks = _MANY_LINES.sub(r"\1", "".join(one for one in rest if "#" in one))
    if not count:
        return [remarks]
    return [*gaps[: count - 1], remarks or next(filter(None, rest), "")]


def _joined(edits: list[Edit]) -> list[Edit]:
    """Edits that touch made one, since nothing says which of them comes first."""
    joined: list[Edit] = []
    for one in sorted(edits):
        if joined and joined[-1].end == one.start:
            last = joined.pop()
            one = Edit(one.path, last.start, one.end, last.text + one.text)  # noqa: PLW2901
        joined.append(one)
    return joined


def _item(items: Items, one: Kept | New, inner: Sequence[Sequence[Edit]]) -> str:
    return items.new(one.value) if isinstance(one, New) else items.own(one.index, inner[one.index])


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """The places of a longest rising series among the numbers; negative ones do not count."""
    ends: list[int] = []  # of the best series of each length so far, where it ends
    before: list[int] = []
    for at, number in enumerate(numbers):
        length = bisect_left(ends, number, key=numbers.__getitem__) if number >= 0 else -1
        before.append(ends[length - 1] if length > 0 else -1)
        if length >= 0:
            ends[length : length + 1] = [at]
    found: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        found.add(at)
        at = before[at]
    return found


def _on_lines_if_long(place: Place, edits: list[Edit], items: Sequence[str]) -> list[Edit]:
    """The edits of a list between brackets; a line that they would make too long becomes a line for each item."""
    file, start, end = place.node.file, place.node.start, place.node.end
    moved = [Edit(one.path, one.start - start, one.end - start, one.text) for one in edits]
    written = edited(file.text[start:end], moved)
    column = file.position(start)[1] - 1
    rest = file.text[end:].partition("\n")[0]
    before = file.text[:start].rstrip(" ")
    fits = column + len(written) <= max(width_of(file.text, start, start), column + end - start)
    if place.in_brackets or fits or "\n" in written or rest.strip() or before[-1:] not in (":", "-"):
        return edits
    newline = "\r\n" if "\r\n" in file.text else "\n"
    key = before.endswith(":")
    pad = newline + " " * (place.column + STEP if key else column)
    lines = pad.join(f"- {one}" for one in items)
    return [Edit(file.path, len(before), end, pad + lines) if key else Edit(file.path, start, end, lines)]
