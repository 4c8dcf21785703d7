"""The contents as they are printed: entries that hold those of the lower levels, on paper in two columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct


class Entry(Struct):
    """A section or a heading, with the headings below it."""

    level: int
    """From 1."""
    text: str
    id: str
    """Of the section or heading that it leads to."""
    within: list[Entry]

    @property
    def lines(self) -> int:
        """How many entries it is, with those that it holds."""
        return 1 + sum(one.lines for one in self.within)


def nested(entries: Iterable[tuple[int, str, str]]) -> list[Entry]:
    """The outermost of entries that are given in reading order, each with its level, text and id."""
    found: list[Entry] = []
    open_: list[Entry] = []
    for level, text, name in entries:
        while open_ and open_[-1].level >= level:
            open_.pop()
        entry = Entry(level, text, name, [])
        (open_[-1].within if open_ else found).append(entry)
        open_.append(entry)
    return found


def in_two(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    """Entries in two columns as alike in length as can be; what an entry holds stays with it. Short ones are one column."""
    lines = [one.lines for one in entries]
    at = min(range(len(lines) + 1), key=lambda at: (max(sum(lines[:at]), sum(lines[at:])), -at))
    yield from (part for part in (entries[:at], entries[at:]) if part)
