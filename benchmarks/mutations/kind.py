"""A kind of fault, and tables to enter kinds into."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from benchmarks.mutations.brief import Brief
from benchmarks.mutations.edits import Fault
from benchmarks.mutations.written import by_hand, written

MANY, SOME = 30, 15
"""How many faults of a kind are planted: of numbers, dates, units and quotations; of the others."""

Find = Callable[[Brief, Random], Iterator[Fault]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fault: how it is called, how many are planted, and the function that finds where it can be."""

    name: str
    most: int
    find: Find
    promised: bool
    """Whether the program sets out to find it. Others are what a tester will try all the same."""


class Table(dict[str, Kind]):
    """Kinds by name, in the order of the report."""

    def kind(self, name: str, most: int = SOME, *, promised: bool = True) -> Callable[[Find], Find]:
        """Enter a function that finds faults."""

        def enter(find: Find) -> Find:
            self[name] = Kind(name, most, find, promised)
            return find

        return enter

    def in_prose(self, name: str, most: int = SOME, *, promised: bool = True) -> None:
        """Enter a kind that is written by hand, about prose."""
        self[name] = Kind(name, most, lambda brief, _: by_hand(written(name), brief.prose), promised)

    def in_facts(self, name: str, key: str, most: int = SOME, *, promised: bool = True) -> None:
        """Enter a kind that is written by hand, about texts of facts under a key."""

        def find(brief: Brief, _: Random) -> Iterator[Fault]:
            return by_hand(written(name), [one for one in brief.scalars if one.fact and one.key == key])

        self[name] = Kind(name, most, find, promised)
