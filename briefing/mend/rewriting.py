"""Many changes to one file at a time: new values for its texts, new orders for its lists, all proved together."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.mend.edits import Edit, edited
from briefing.mend.lists import list_edits
from briefing.mend.places import places
from briefing.mend.plain import Kept, Plans, Values, changed
from briefing.mend.proof import Proof
from briefing.mend.values import value_edit
from briefing.source import Mapping, Node, Scalar, SourceFile


def rewritten(file: SourceFile, values: Values, plans: Plans) -> str | None:
    """The text of the file with texts and lists changed, each known by the offset at which it begins; all else keeps its bytes.

    A text inside of an item that moves moves with its new value; one inside of an item that goes is gone. None where one of the
    changes cannot be written, or the file would then say anything but what is meant. Raises ValueError where a plan names an
    item twice, or one that there is not.
    """
    return _Pages(file).rewritten(values, plans)


def writable(file: SourceFile, values: Values, plans: Plans) -> tuple[str, frozenset[int]]:
    """The text of the file with as many of the changes as can be written, and where those begin that cannot."""
    pages = _Pages(file)
    starts = sorted(values.keys() | plans.keys())
    accepted = pages.accepted(frozenset(), starts, values, plans)
    text = pages.rewritten(*_only(accepted, values, plans))
    return file.text if text is None else text, frozenset(starts) - accepted


def _only(starts: frozenset[int], values: Values, plans: Plans) -> tuple[Values, Plans]:
    return {at: one for at, one in values.items() if at in starts}, {at: one for at, one in plans.items() if at in starts}


class _Refused(Exception):  # noqa: N818
    """A change that cannot be written."""


class _Pages:
    """One file, read once, to try changes on."""

    def __init__(self, file: SourceFile) -> None:
        self._ends = "" if not file.text or file.text.endswith("\n") else "\r\n" if "\r\n" in file.text else "\n"
        self._proof = Proof(file)
        self._root = self._proof.root
        whole = Proof(SourceFile(file.path, file.text + self._ends)) if self._ends else self._proof  # every line has an end
        self._whole = whole.root
        self._text = file.text + self._ends
        self._places = places(whole.root) if whole.root else {}

    def accepted(self, so_far: frozenset[int], more: list[int], values: Values, plans: Plans) -> frozenset[int]:
        """Of the changes that begin at `more` those that can be made besides the ones `so_far`: all, or of each half what can."""
        together = so_far.union(more)
        if self.rewritten(*_only(together, values, plans)) is not None:
            return together
        if len(more) < 2:
            return so_far
        half = len(more) // 2
        return self.accepted(self.accepted(so_far, more[:half], values, plans), more[half:], values, plans)

    def rewritten(self, values: Values, plans: Plans) -> str | None:
        """The text with the changes, if they can be made."""
        if self._root is None or self._whole is None or not values.keys() | plans.keys() <= self._places.keys():
            return None
        try:
            text = edited(self._text, self._edits(self._whole, values, plans)).removesuffix(self._ends)
        except _Refused:
            return None
        return text if self._proof.says(text, changed(self._root, values, plans)) else None

    def _edits(self, node: Node, values: Values, plans: Plans) -> Iterator[Edit]:
        if isinstance(node, Scalar):
            if node.start in values:
                edit = value_edit(self._places[node.start], values[node.start])
                yield from _made(None if edit is None else [edit])
        elif isinstance(node, Mapping):
            for _, value in node.entries:
                yield from self._edits(value, values, plans)
        else:
            plan = plans.get(node.start)
            stays = range(len(node.items)) if plan is None else {one.index for one in plan if isinstance(one, Kept)}
            inner = [list(self._edits(item, values, plans)) if at in stays else [] for at, item in enumerate(node.items)]
            if plan is None:
                yield from (edit for edits in inner for edit in edits)
            else:
                yield from _made(list_edits(self._places[node.start], plan, inner))


def _made(edits: list[Edit] | None) -> list[Edit]:
    if edits is None:
        raise _Refused
    return edits
