"""What finding changes stands on: the comparison, the YAML of today, and looks around in both."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct
from msgspec.structs import replace

from briefing.document import Home
from briefing.mend.plain import Plain
from briefing.pull.changes import Change
from briefing.pull.comparison import Comparison
from briefing.pull.items import Lists
from briefing.pull.markdown import divided, revised
from briefing.pull.matching import contained
from briefing.pull.slots import Slot
from briefing.pull.structure import New
from briefing.pull.texts import Edit, Reader
from briefing.pull.today import Child, Container, Today
from briefing.pull.tokens import BREAK, Token, Tokens, plain, same
from briefing.pull.units import Unit

MOSTLY = 0.6
"""How much of a new paragraph must be words of the one before it, where that was divided."""


class Proposal(Struct):
    """A change, and what it needs to be done."""

    at: float
    change: Change
    edit: Edit | None = None
    gone: Child | None = None
    moved: tuple[Container, Child] | None = None
    new: tuple[Container, New] | None = None
    value: Plain = ""
    parts: tuple[int, ...] = ()
    """The new paragraphs that a text was divided into, beside its own."""
    needs: tuple[int, ...] = ()
    """Units whose changes of wording must all be taken with it."""

    @property
    def containers(self) -> list[Container]:
        """The lists, as they were sent, that it changes."""
        found = [self.gone[0]] if self.gone else []
        found += [self.moved[0], self.moved[1][0]] if self.moved else []
        return [*found, self.new[0]] if self.new else found

    @property
    def can_be_done(self) -> bool:
        """Whether there is something to do for it in the YAML."""
        return bool((self.edit and self.edit.text) or self.gone or self.moved or self.new)


class Ground:
    """A draft that is compared with the one that was sent, and what the YAML of today makes of it."""

    def __init__(self, comparison: Comparison, today: Today, author: str) -> None:
        self.today, self.comparison = today, comparison
        self.sent, self.returned = comparison.sent, comparison.returned
        self.slots, self.matching, self.drawn = comparison.slots, comparison.matching, comparison.drawn
        self.structure, self.calls, self.inside = comparison.structure, comparison.calls, comparison.inside
        self.notes, self.sent_notes = comparison.notes, comparison.sent_notes
        self.splits = self._splits()
        self.reader = Reader(today, self.calls, author, comparison.is_all_tracked)
        self.today = replace(today, wanted=self._wanted)
        self.reader = replace(self.reader, today=self.today)
        self.lists = Lists(self.structure, self.today)

    def _now(self, now: int, slot: Slot) -> Tokens:
        """The words of a text as they are now, with those of the paragraphs that were divided from it."""
        drawn = self.drawn[now]
        for part in self.splits.get(now, ()):
            drawn = (*drawn, Token(BREAK), *self.drawn[part])
        return _spaced(drawn, slot.drawn) if now in self.matching.joined else drawn

    def _wanted(self) -> dict[tuple[str, str], str]:
        """What the YAML would say of each text that was changed, had it not changed itself."""
        wanted: dict[tuple[str, str], str] = {}
        for now, base in self.matching.base_of.items():
            slot = self.slots.get(base)
            if slot is None or slot.home.kind == "evidence" or slot.owner is None or same(slot.drawn, self.drawn[now]):
                continue
            hunks = self.reader.allowed(slot, self._now(now, slot))
            texts = divided(slot.home.value, slot.shown, hunks) if now in self.splits else None
            value = texts[0] if texts else revised(slot.home.value, slot.shown, hunks, is_plain=slot.home.kind == "plain")
            if value is not None:
                wanted[slot.home.block, slot.home.part] = value
        return wanted

    def _splits(self) -> dict[int, list[int]]:
        """Paragraphs that were divided, and the new ones behind each that hold words of it."""
        found: dict[int, list[int]] = {}
        new = {entry.units[0] for _, entry in self.structure.new() if entry.kind != "row" and len(entry.units) == 1}
        for number in sorted(new):
            before = next((at for at in range(number - 1, -1, -1) if at in self.matching.base_of), -1)
            slot = self.slots.get(self.matching.base_of.get(before, -1))
            if slot is None or slot.home.kind != "prose" or any(at not in new for at in range(before + 1, number)):
                continue
            now = plain([token for at in (before, *found.get(before, ())) for token in self.drawn[at]])
            if contained(self.returned[number].text, _without(slot.unit.text, now)) >= MOSTLY:
                found.setdefault(before, []).append(number)
        return found

    def _before(self, base: int) -> float:
        """A place behind what stands in the returned draft of what was before a unit that was sent."""
        now_of = self.matching.now_of
        return next((now_of[at] + 0.5 for at in range(base - 1, -1, -1) if at in now_of), -1.0)

    def _witness(self, at: float) -> Unit | None:
        return self.returned[int(at)] if 0 <= at < len(self.returned) else None

    def _near(self, number: int) -> str:
        for at in range(number - 1, -1, -1):
            slot = self.slots.get(self.matching.base_of.get(at, -1))
            if slot is not None:
                return f"after {slot.home.block}"
        return "at the beginning"

    def _text_before(self, number: int) -> str:
        return next((unit.text for unit in reversed(self.returned[:number]) if not unit.is_empty), "")

    def _is_changed(self, home: Home) -> bool:
        found = self.today.texts.get((home.block, home.part))
        return found is not None and found[1].node.text != home.value

    def _text_today(self, home: Home) -> str:
        found = self.today.texts.get((home.block, home.part))
        return found[1].node.text if found else ""


def _without(text: str, other: str) -> str:
    """The words of a text that another does not have, or not so often."""
    left = Counter(text.split()) - Counter(other.split())
    return " ".join(left.elements())


def _spaced(now: Tokens, sent: Tokens) -> Tokens:
    """Words that were joined to a text with a space between, which a program does not put in when it joins paragraphs."""
    matched = 0
    while matched < min(len(now), len(sent)) and now[matched].key == sent[matched].key:
        matched += 1
    if matched == len(sent) - 1 < len(now) and (last := sent[matched].text) and now[matched].text.startswith(last):
        run = now[matched]  # two words that became one
        now = (*now[:matched], run._replace(text=last), run._replace(text=run.text[len(last) :]), *now[matched + 1 :])
        matched += 1
    joins = matched == len(sent) and matched < len(now) and not now[matched].text.isspace() and not now[matched].call
    return (*now[:matched], Token(" "), *now[matched:]) if joins else now
