"""Items that are new, gone or moved, brought into the lists of today's YAML."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct

from briefing.mend.plain import Kept, Plain, changed
from briefing.mend.plain import New as NewItem
from briefing.pull.structure import Entry, New, Structure, kind_of
from briefing.pull.today import Child, Container, Today
from briefing.pull.tokens import of_prose, same
from briefing.source import Node


class Lists(Struct, frozen=True):
    """The lists of one draft, and those of today that they have become."""

    structure: Structure
    today: Today

    def now(self, container: Container) -> Container:
        """Where a list stands today: where most of its items are, or where it stood."""
        homes = [self.today.children[child][0] for child in self.structure.sent[container] if child in self.today.children]
        own = [home for home in homes if kind_of(home) == kind_of(container) or home[0] == container[0]]
        return max(own, key=own.count) if own else container

    def number(self, child: Child, container: Container) -> int | None:
        """The number of an item in a list of today; None where it is not in it."""
        now = self.today.children.get(child)
        return now[1] if now is not None and now[0] == self.now(container) else None

    def nodes(self, container: Container) -> Sequence[Node]:
        """The items of a list as they are today."""
        found = self.today.sequence(self.now(container))
        return found.items if found is not None else ()

    def standing(self, container: Container, value: Plain) -> int | None:
        """The number of an item of today that says what a new one would, and was not there when the draft was sent."""
        home = self.now(container)
        known = {now[1] for was, now in self.today.children.items() if now[0] == home and was not in self.today.changed}
        for number, node in enumerate(self.nodes(container)):
            if number not in known and _says(changed(node, {}, {}), value):
                return number
        return None

    def settled(
        self,
        container: Container,
        values: Mapping[New, Plain],
        brought: Mapping[Child, Plain],
        gone: Collection[Child],
        moved: Collection[Child],
    ) -> list[Kept | NewItem]:
        """The order of a list of today: what was taken out left out, what was moved or is new behind what it follows.

        `values` are the new items that are taken, `brought` what items from other lists say; `gone` and `moved` are those taken.
        """
        order: list[int | Entry] = list(range(len(self.nodes(container))))
        for child in gone:
            number = self.number(child, container)
            if number in order:
                order.remove(number)
        previous: int | Entry | None = None
        for entry in self.structure.wanted[container]:
            here = self._here(entry, container, values, brought)
            if here is None:
                continue
            if here not in order or (not isinstance(entry, New) and entry in moved):
                if here in order:
                    order.remove(here)
                order.insert(order.index(previous) + 1 if previous is not None else 0, here)
            previous = here
        return [
            Kept(one) if isinstance(one, int) else NewItem(values[one] if isinstance(one, New) else brought[one]) for one in order
        ]

    def _here(
        self, entry: Entry, container: Container, values: Mapping[New, Plain], brought: Mapping[Child, Plain]
    ) -> int | Entry | None:
        """What stands for an entry in the order of today: a number, or the entry if it comes in; None where nothing does."""
        if isinstance(entry, New):
            if entry not in values:
                return None
            standing = self.standing(container, values[entry])
            return entry if standing is None else standing
        number = self.number(entry, container)
        return entry if number is None and entry in brought else number


def _says(item: Plain, value: Plain) -> bool:
    """Whether two items say the same to a reader, however they are written."""
    if isinstance(item, str) and isinstance(value, str):
        return same(of_prose(item), of_prose(value))
    if isinstance(item, list) and isinstance(value, list):
        return len(item) == len(value) and all(_says(one, other) for one, other in zip(item, value, strict=True))
    if isinstance(item, dict) and isinstance(value, dict):
        return item.keys() == value.keys() and all(_says(item[key], value[key]) for key in item)
    if isinstance(item, dict) and isinstance(value, list):
        return list(item) == ["items"] and _says(item["items"], value)
    return False
