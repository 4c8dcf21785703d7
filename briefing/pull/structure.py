"""What became of the lists of the brief: bodies of sections, lists, rows of tables. Items are kept, moved, gone or new."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct, field

from briefing.model.texts import TITLE_BLOCK
from briefing.pull.matching import Matching
from briefing.pull.slots import Slot
from briefing.pull.today import Child, Container, lists_of
from briefing.pull.units import Unit

BODY: tuple[str, ...] = ("body",)
_OPEN = {"body", "list", "items", "rows", "alternatives", "indicators"}
"""Lists that an editor may add to; from the events of a timeline things can only be taken out."""
_ITEMS = {"list", "items", "alternatives", "indicators"}

_NO_ROOM = "it stands within a block that has no room for another paragraph"

NewKind = Literal["paragraph", "heading", "item", "row"]


class New(Struct, frozen=True):
    """Something that was not there: paragraphs of the returned draft, one for each of its texts."""

    kind: NewKind
    units: tuple[int, ...]
    """For a row, the first paragraph of each cell; further ones stand in `more`."""
    more: tuple[int, ...] = ()


class Stray(Struct, frozen=True):
    """Something new for which there is no place in the YAML, and why."""

    units: tuple[int, ...]
    where: str
    reason: str
    hint: str


Entry = Child | New


class Structure(Struct):
    """The lists as the editor left them."""

    wanted: dict[Container, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    sent: dict[Container, list[Child]] = field(default_factory=lambda: defaultdict(list))
    """The lists as they were sent."""
    strays: list[Stray] = field(default_factory=list)
    astray: dict[Child, str] = field(default_factory=dict)
    """Items that were moved to where they cannot be, and why."""

    def new(self) -> list[tuple[Container, New]]:
        """What is new, with the list that it is in."""
        return [(container, one) for container, entries in self.wanted.items() for one in entries if isinstance(one, New)]

    def gone(self) -> list[Child]:
        """Items that are in no list any more; of an item that is gone, not those inside of it."""
        kept = {entry for entries in self.wanted.values() for entry in entries if not isinstance(entry, New)}
        kept |= self.astray.keys()
        lost = [child for children in self.sent.values() for child in children if child not in kept]
        return [child for child in lost if not any(outer in lost for outer in _outer(child))]

    def moved(self, container: Container) -> list[Child]:
        """Items of a list that stand elsewhere than before, as few as explain its order; and those from other lists."""
        own = [entry for entry in self.wanted[container] if not isinstance(entry, New) and entry[0] == container]
        settled = _longest_rise([child[1] for child in own])
        return [
            entry
            for entry in self.wanted[container]
            if not isinstance(entry, New) and (entry[0] != container or entry[1] not in settled)
        ]


def _outer(child: Child) -> list[Child]:
    (path, address), _ = child
    return lists_of(path, address)


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    tails: list[int] = []
    chains: list[list[int]] = []
    for number in numbers:
        at = bisect_left(tails, number)
        chain = [*(chains[at - 1] if at else []), number]
        tails[at : at + 1], chains[at : at + 1] = [number], [chain]
    return set(chains[-1]) if chains else set()


def kind_of(container: Container) -> str:
    """What a list holds: the name of its key; `cells` for a row."""
    last = container[1][-1]
    return last if isinstance(last, str) else "cells"


def structured(returned: Sequence[Unit], slots: Mapping[int, Slot], matching: Matching) -> Structure:
    """The lists as they were sent and as they came back. `slots` are the texts sent, by the numbers of their units."""
    return _Walk(returned, slots, matching).run()


class _Place(Struct):
    """Where the walk is: the section that it reads, and the text of it that it read last."""

    section: str = ""
    last: Slot | None = None


class _Walk:
    """Reads the returned draft from top to bottom."""

    def __init__(self, returned: Sequence[Unit], slots: Mapping[int, Slot], matching: Matching) -> None:
        self.result = Structure()
        self._returned = returned
        self._slots = slots
        self._matching = matching
        self._seen: set[Child] = set()
        self._furthest: dict[Child, int] = {}
        self._apart = self._standing_apart()
        self._titled = {slot.home.path for slot in slots.values() if _is_title(slot)}
        """Sections that stand under their title, as the chart of a one-pager does not: what is under another's has been moved."""
        self._place = _Place()
        self._fresh: list[Unit] = []

    def run(self) -> Structure:
        """The whole walk."""
        returned = self._returned
        for slot in self._slots.values():
            for child in _children(slot):
                if child not in self.result.sent[child[0]]:
                    self.result.sent[child[0]].append(child)
        for children in self.result.sent.values():
            children.sort(key=lambda child: child[1])
        rows = _rows(returned)
        at = 0
        while at < len(returned):
            unit = returned[at]
            if unit.cell is not None:
                table = unit.cell[0]
                self._table([row for key, row in rows.items() if key[0] == table])
                while at < len(returned) and (cell := returned[at].cell) is not None and cell[0] == table:
                    at += 1
                continue
            self._paragraph(unit)
            at += 1
        self._flush(None)
        return self.result

    def _slot(self, unit: Unit) -> Slot | None:
        base = self._matching.base_of.get(unit.index)
        return self._slots.get(base) if base is not None else None

    def _paragraph(self, unit: Unit) -> None:
        slot = self._slot(unit)
        if slot is not None:
            self._flush(slot)
            self._arrive(slot)
        elif unit.index not in self._matching.base_of and unit.has_words:
            self._fresh.append(unit)

    def _arrive(self, slot: Slot) -> None:
        """A text that was there: its items are where the walk is."""
        home = slot.home
        if _is_title(slot):
            is_section = home.address == ("title",) and home.block != TITLE_BLOCK
            self._place = _Place(home.path if is_section else "", slot)
            return
        children = _children(slot)
        if slot.unit.index in self._apart:
            self.result.astray.setdefault(children[-1], "it stands outside of the block that it is part of")
            return
        if len(children) == 1 and slot.unit.index < self._furthest.get(children[0], -1):
            self.result.astray.setdefault(children[0], "the parts of a block stand in an order of their own")
        for child in children[:1]:
            self._furthest[child] = max(slot.unit.index, self._furthest.get(child, -1))
        for child in children:
            if child in self._seen:
                continue
            self._seen.add(child)
            container = child[0]
            if container[1] == BODY and self._place.section and container[0] in self._titled:
                container = (self._place.section, BODY)
            self.result.wanted[container].append(child)
        self._place.last = slot

    def _standing_apart(self) -> set[int]:
        """The texts, by the numbers of their paragraphs as sent, that are away from where most of their block is."""
        groups: dict[Child, list[list[int]]] = defaultdict(list)
        last: Child | None = None
        for slot in filter(None, map(self._slot, self._returned)):
            item = _item(slot)
            if item is not None and item != last:
                groups[item].append([])
            if item is not None:
                groups[item][-1].append(slot.unit.index)
            last = item
        return {at for ones in groups.values() for one in ones if one is not max(ones, key=len) for at in one}

    # New paragraphs

    def _flush(self, following: Slot | None) -> None:
        """Give the new paragraphs that were met since the last text their places between it and the one that follows."""
        fresh, self._fresh = self._fresh, []
        last = self._place.last
        for unit in fresh:
            container = self._home_of(unit, last, following)
            if container is None:
                continue
            is_body = container[1] == BODY
            kind: NewKind = "paragraph"
            if unit.paragraph.outline is not None and is_body:
                kind = "heading"
            elif kind_of(container) != "body" or (is_body and unit.paragraph.list is not None):
                kind = "item"
            self._add(container, New(kind, (unit.index,)))
            if is_body:
                last = None

    def _add(self, container: Container, new: New) -> None:
        """Behind what the list has so far. Items that come one after the other in a body are one list."""
        entries = self.result.wanted[container]
        previous = entries[-1] if entries else None
        if container[1] == BODY and new.kind == "item" and isinstance(previous, New) and previous.kind == "item":
            entries[-1] = New("item", (*previous.units, *new.units))
            return
        entries.append(new)

    def _home_of(self, unit: Unit, last: Slot | None, following: Slot | None) -> Container | None:
        """The list that a new paragraph belongs to; None where it has none, which is told."""
        is_item = unit.paragraph.list is not None
        before = _innermost(last) if last else None
        after = _innermost(following) if following else None
        for near in (before, after):
            if is_item and near is not None and kind_of(near) in _ITEMS:
                return near
        if before is not None and before == after and before[1] != BODY:
            if kind_of(before) in _OPEN:
                return before
            self._stray(unit, last, _NO_ROOM)
            return None
        if last is not None and following is not None and _item(last) is not None and _item(last) == _item(following):
            for near in (after, before):
                if near is not None and near[1] != BODY and kind_of(near) == "body":
                    return near
            self._stray(unit, last, _NO_ROOM)
            return None
        if not self._place.section:
            self._stray(unit, last or following, "this part of the draft is drawn from brief.yaml and the data")
            return None
        return (self._place.section, BODY)

    def _stray(self, unit: Unit, near: Slot | None, reason: str) -> None:
        where = near.home.block if near else "the front"
        self.result.strays.append(Stray((unit.index,), where, reason, "put it where it belongs by hand, or ask its author"))

    # Tables

    def _table(self, rows: Sequence[Sequence[Unit]]) -> None:
        """The rows of a table: which are there, which are new."""
        known = [self._row_of(row) for row in rows]
        containers = Counter(child[0] for child in known if child is not None)
        first = next((slot for row in rows for unit in row if (slot := self._slot(unit)) is not None), None)
        if first is None or not containers:
            self._strange_table(rows, first)
            return
        self._flush(first)
        container = containers.most_common(1)[0][0]
        width = max(len({unit.cell for unit in row}) for row, child in zip(rows, known, strict=True) if child is not None)
        for row, child in zip(rows, known, strict=True):
            for unit in row:
                if (slot := self._slot(unit)) is not None:
                    self._arrive(slot)
            if child is not None or any(self._slot(unit) for unit in row) or all(unit.is_empty for unit in row):
                self._check_cells(row)
                continue
            heads = [unit for unit in row if unit.within == 0]
            more = tuple(unit.index for unit in row if unit.within and not unit.is_empty)
            if len(heads) != width:
                reason = f"the row has {len(heads)} cells and the table {width} columns"
                numbers = tuple(unit.index for unit in row)
                self.result.strays.append(Stray(numbers, first.home.block, reason, "write the row by hand"))
            else:
                self.result.wanted[container].append(New("row", tuple(unit.index for unit in heads), more))

    def _check_cells(self, row: Sequence[Unit]) -> None:
        """New paragraphs, and new columns, in a row that was there."""
        for unit in row:
            if unit.index not in self._matching.base_of and not unit.is_empty:
                near = next((slot for other in row if (slot := self._slot(other)) is not None), None)
                reason = "a cell holds one paragraph" if unit.within else "the columns of a table are set in the YAML"
                where = near.home.block if near else "a table"
                self.result.strays.append(Stray((unit.index,), where, reason, "write it by hand where it belongs"))

    def _strange_table(self, rows: Sequence[Sequence[Unit]], first: Slot | None) -> None:
        units = tuple(unit.index for row in rows for unit in row if not unit.is_empty)
        new = tuple(number for number in units if number not in self._matching.base_of)
        if new:
            near = first or self._place.last
            reason = "a table needs a caption, a source note and citations"
            hint = "write it as a `table:` block; its cells are here"
            self.result.strays.append(Stray(new, near.home.block if near else "the front", reason, hint))

    def _row_of(self, row: Sequence[Unit]) -> Child | None:
        """The row that most cells of a row come from."""
        votes: Counter[Child] = Counter()
        for unit in row:
            slot = self._slot(unit)
            if slot is not None:
                votes.update(child for child in _children(slot) if kind_of(child[0]) == "rows")
        return votes.most_common(1)[0][0] if votes else None


def _rows(returned: Sequence[Unit]) -> dict[tuple[int, int], list[Unit]]:
    rows: dict[tuple[int, int], list[Unit]] = defaultdict(list)
    for unit in returned:
        if unit.cell is not None:
            rows[unit.cell[:2]].append(unit)
    return rows


def _children(slot: Slot) -> list[Child]:
    """The lists that a text stands in, those of fixed shape left out."""
    found = lists_of(slot.home.path, slot.home.address)
    return [child for child in found if kind_of(child[0]) in _OPEN | {"events"}]


def _is_title(slot: Slot) -> bool:
    """Whether a text is the title of a section or an annex, or one of the title block's."""
    return len(slot.home.address) < 2


def _item(slot: Slot) -> Child | None:
    """The item of a section's body that a text belongs to."""
    children = _children(slot)
    return children[0] if children else None


def _innermost(slot: Slot) -> Container | None:
    children = _children(slot)
    return children[-1][0] if children else None
