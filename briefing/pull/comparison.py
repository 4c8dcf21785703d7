"""A draft as it was sent beside the draft that came back: paragraphs paired, notes known, lists as they stand now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from briefing.document import Home
from briefing.draft.tree import Change, Draft, Paragraph, Story
from briefing.draft.views import accepted, rejected
from briefing.ooxml.anchors import anchor
from briefing.pull import notes as note_names
from briefing.pull.changes import Who
from briefing.pull.guard import Calls, word_before
from briefing.pull.matching import Matching, match
from briefing.pull.slots import Slot
from briefing.pull.structure import structured
from briefing.pull.today import Child
from briefing.pull.units import Unit, tokens, units


class Base(Struct, frozen=True):
    """A draft as it was sent."""

    brief: str
    edition: int
    homes: tuple[Home, ...]
    draft: Draft
    is_kept: bool = True
    """Whether it was kept when it was sent, or made again from the same YAML; else it is only what the returned file says."""


class Comparison:
    """Everything that is known of a returned draft before anything is decided."""

    def __init__(self, base: Base, draft: Draft) -> None:
        self.base, self.draft = base, draft
        self.sent = units(rejected(base.draft.body))
        """The paragraphs as they were sent."""
        self.returned = units(accepted(draft.body))
        """The paragraphs as they came back, all changes accepted."""
        self.sent_notes = note_names.sent(base.draft.notes)
        called = {run.note: None for unit in self.returned for run in unit.paragraph.runs if run.note}
        self.notes = note_names.returned(draft.notes, self.sent_notes, called)
        self.slots = dict(_slots(self.sent, base.homes, self.sent_notes.names))
        """The texts that were sent, by the numbers of their paragraphs."""
        self.matching = _settled(match(self.sent, self.returned, draft.body), self.sent, self.returned)
        self.drawn = [tokens(unit.paragraph, self._name_of) for unit in self.returned]
        """The words of each paragraph that came back."""
        self.words_before = dict(self._words_before())
        self._give_back_calls()
        self.calls = self._calls()
        self.is_all_tracked = _texts(rejected(draft.body)) == _texts(rejected(base.draft.body))
        """Whether the draft, without the changes that it tracks, is what was sent."""
        self.structure = structured(self.returned, self.slots, self.matching)

    def takers(self, slots: Sequence[Slot]) -> tuple[Who, ...]:
        """Who took these texts out, as the file tracks it."""
        names = {one.name for slot in slots for one in slot.unit.paragraph.anchors}
        return tuple(dict.fromkeys(Who(one.author, one.date) for name in names if (one := self._taken_out.get(name))))

    @cached_property
    def _taken_out(self) -> dict[str, Change]:
        """The change that took a paragraph out, by each of its bookmarks."""
        return dict(_deletions(self.draft.body, None))

    def inside(self, child: Child) -> list[Slot]:
        """The texts that an item of a list was sent with."""
        return [slot for slot in self.slots.values() if is_in(slot.home, child)]

    def _name_of(self, key: str) -> str:
        return self.notes.names.get(key, f"new:{key}")

    def _words_before(self) -> Iterator[tuple[str, str]]:
        """The word that each note stood after when the draft was sent, by the note's name."""
        for slot in self.slots.values():
            yield from ((token.call, word_before(slot.drawn, at)) for at, token in enumerate(slot.drawn) if token.call)

    def _give_back_calls(self) -> None:
        """Who divides a paragraph before the call of a note leaves the call behind its word: it goes back there."""
        for now in range(1, len(self.drawn)):
            drawn, previous = self.drawn[now], self.drawn[now - 1]
            while drawn and drawn[0].call and self.words_before.get(drawn[0].call) == word_before(previous, len(previous)) != "":
                previous, drawn = (*previous, drawn[0]), drawn[1:]
            self.drawn[now - 1], self.drawn[now] = previous, drawn

    def _calls(self) -> Calls:
        slots: dict[str, Slot] = {}
        now: dict[str, set[str]] = {}
        for slot in self.slots.values():
            slots |= {token.call: slot for token in slot.drawn if token.call}
        for drawn in self.drawn:
            for at, token in enumerate(drawn):
                if token.call:
                    now.setdefault(token.call, set()).add(word_before(drawn, at))
        texts = {**self.sent_notes.texts, **self.notes.texts}
        return Calls(slots, self.words_before, {name: frozenset(words) for name, words in now.items()}, texts)


def _deletions(story: Story, row: Change | None) -> Iterator[tuple[str, Change]]:
    """`row` is the change that took out the row that the story stands in."""
    for block in story:
        if isinstance(block, Paragraph):
            change = row or next((run.deleted for run in block.runs if run.deleted), None) or block.deleted
            if change is not None:
                yield from ((anchor.name, change) for anchor in block.anchors)
        else:
            for one in block.rows:
                for cell in one.cells:
                    yield from _deletions(cell.blocks, row or one.deleted or cell.deleted)


def _texts(story: Story) -> list[str]:
    """What a story says: a text for each paragraph that shows something, with the places of notes in it."""
    texts = ("".join("°" if run.note else run.text for run in unit.paragraph.runs) for unit in units(story) if not unit.is_empty)
    return [" ".join(text.split()) for text in texts]


def _slots(sent: Iterable[Unit], homes: Iterable[Home], names: Mapping[str, str]) -> Iterator[tuple[int, Slot]]:
    by_anchor = {anchor(home.block, home.part): home for home in homes}
    for unit in sent:
        home = next((by_anchor[one.name] for one in unit.paragraph.anchors if one.name in by_anchor), None)
        if home is not None:
            yield unit.index, Slot(unit, home, tokens(unit.paragraph, lambda key: names[key]))


def _settled(found: Matching, sent: Sequence[Unit], returned: Sequence[Unit]) -> Matching:
    """Without pairs of which nothing is left but the mark: outside of tables an empty paragraph is one that was taken out."""
    for now, base in list(found.base_of.items()):
        if returned[now].is_empty and not sent[base].is_empty and returned[now].cell is None:
            del found.base_of[now]
    return found


def is_in(home: Home, child: Child) -> bool:
    (path, address), number = child
    return home.path == path and home.address[: len(address) + 1] == (*address, number)
