"""What became of items: those that are gone, moved or new, and what has no place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from briefing.mend.plain import Plain
from briefing.pull.changes import Change, Outcome
from briefing.pull.ground import MOSTLY, Ground, Proposal
from briefing.pull.guard import Held, new_note, word_before
from briefing.pull.markdown import revised
from briefing.pull.matching import contained
from briefing.pull.slots import Slot
from briefing.pull.structure import BODY, Entry, New, kind_of
from briefing.pull.today import Child, Container
from briefing.pull.tokens import Token, plain, tidy
from briefing.pull.units import INVISIBLE
from briefing.source import Span

_NAMES = {"body": "paragraph", "list": "list item", "items": "list item", "rows": "table row", "events": "event"}


class ItemFinder(Ground):
    """Finds what was done to lists: bodies of sections, lists, rows."""

    def _gone(self) -> Iterator[Proposal]:
        joined = {base: now for now, bases in self.matching.joined.items() for base in bases}
        for child in self.structure.gone():
            inside = self.inside(child)
            into = [joined[slot.unit.index] for slot in inside if slot.unit.index in joined]
            at = self._before(inside[0].unit.index)
            who = self.comparison.takers(inside) or self.reader.who(self._witness(at), (), inside[0].unit.text)
            what = "joined with another paragraph" if into else f"{_NAMES.get(kind_of(child[0]), 'item')} taken out"
            change = Change(
                Outcome.TAKEN, what, inside[0].home.block, _text(inside), "", who=who, place=self.today.span(inside[0].home)
            )
            if child not in self.today.children:
                yield Proposal(at, replace(change, outcome=Outcome.ALREADY))
                continue
            if any(self._is_changed(slot.home) for slot in inside):
                reason = "it has been changed in the YAML since the draft was sent"
                now = "; ".join(self._text_today(slot.home) for slot in inside)
                change = replace(change, outcome=Outcome.CONFLICT, today=now, reason=reason)
            if self._is_emptied(child[0]):
                reason, hint = "a section, a list or a table is not empty", "take the whole of it out by hand"
                change = replace(change, outcome=Outcome.REFUSED, reason=reason, hint=hint)
            yield Proposal(at, change, gone=child, needs=tuple(into))

    def _is_emptied(self, container: Container) -> bool:
        """Whether nothing is left in a list, and nothing new comes in."""
        gone = sum(child[0] == container for child in self.structure.gone())
        return len(self.lists.nodes(container)) <= gone and not any(
            isinstance(one, New) for one in self.structure.wanted[container]
        )

    def _moved(self) -> Iterator[Proposal]:
        for container in list(self.structure.wanted):
            for child in self.structure.moved(container):
                inside = self.inside(child)
                now = next(self.matching.now_of[slot.unit.index] for slot in inside if slot.unit.index in self.matching.now_of)
                who = self.reader.who(self.returned[now], self.drawn[now], "")
                change = Change(Outcome.TAKEN, "moved", inside[0].home.block, _text(inside), _text(inside), who=who)
                change = replace(change, place=self.today.span(inside[0].home), context=(self._text_before(now), ""))
                if kind_of(container) == "events":
                    reason = "the events of a timeline stand in the order of their dates"
                    yield Proposal(now, replace(change, outcome=Outcome.REFUSED, reason=reason, hint="change the date instead"))
                    continue
                if child not in self.today.children:
                    reason = "it has been taken out of the YAML since the draft was sent"
                    yield Proposal(now, replace(change, outcome=Outcome.CONFLICT, reason=reason, hint="put it in by hand"))
                    continue
                if self.matching.doubts.get(now):
                    change = replace(change, outcome=Outcome.UNSURE, reason=self.matching.doubts[now])
                elif self._stands_there(container, child):
                    change = replace(change, outcome=Outcome.ALREADY)
                yield Proposal(now, change, moved=(container, child))
        for child, reason in self.structure.astray.items():
            inside = self.inside(child)
            change = Change(Outcome.REFUSED, "moved", inside[0].home.block, _text(inside), _text(inside), reason=reason)
            yield Proposal(self._before(inside[0].unit.index), replace(change, hint="move it in the YAML by hand"))

    def _stands_there(self, container: Container, child: Child) -> bool:
        """Whether an item stands today where the editor put it."""
        if self.today.children[child][0] != self.lists.now(container):
            return False
        new = {one: self._says(container, one) for one in self.structure.wanted[container] if isinstance(one, New)}
        there = {one: value for one, value in new.items() if self.lists.standing(container, value) is not None}
        order = self.lists.settled(container, there, {}, (), self.structure.moved(container))
        return [getattr(one, "index", None) for one in order] == list(range(len(self.lists.nodes(container))))

    def _says(self, container: Container, new: New) -> Plain:
        return _item(new, container, [self._value(number)[0] for number in new.units])

    def _new(self) -> Iterator[Proposal]:
        parts = {number for numbers in self.splits.values() for number in numbers}
        for container, entry in self.structure.new():
            if entry.units[0] not in parts:
                yield from self._of_new(container, entry)

    def _of_new(self, container: Container, new: New) -> Iterator[Proposal]:
        at = new.units[0]
        texts: list[str] = []
        for number in new.units:
            text, held = self._value(number)
            texts.append(text)
            for one in held:
                who = self.reader.who(None, one.tokens, "")
                told = Change(Outcome.EVIDENCE, one.what, "new paragraph", one.before, one.after, who=who)
                yield Proposal(number, replace(told, reason=one.reason, hint=one.hint))
        words = " | ".join(self.returned[number].text for number in (*new.units, *new.more))
        kind = {"item": "list item", "row": "table row"}.get(new.kind, new.kind)
        who = self.reader.who(self.returned[at], self.drawn[at], "")
        change = Change(Outcome.TAKEN, f"new {kind}", self._near(at), "", words, who=who, context=(self._text_before(at), ""))
        if new.kind == "heading" and self.returned[at].paragraph.outline == 1:
            change = replace(
                change, reason="a section of its own is a file in sections/; it is taken as a heading inside of this one"
            )
        value = _item(new, container, texts)
        before = self._entry_before(container, new)
        if isinstance(before, tuple):
            change = replace(change, place=self._place_of(before))
        if new.more:
            change = replace(change, outcome=Outcome.REFUSED, reason="a cell holds one paragraph", hint="write the row by hand")
        elif self.today.sequence(self.lists.now(container)) is None:
            reason = "its list is no longer in the YAML"
            change = replace(change, outcome=Outcome.CONFLICT, reason=reason, hint="put it in by hand")
        elif self.lists.standing(container, value) is not None:
            change = replace(change, outcome=Outcome.ALREADY)
        elif isinstance(before, tuple) and before not in self.today.children:
            reason = "what it stands behind has been taken out of the YAML since the draft was sent"
            change = replace(change, outcome=Outcome.UNSURE, reason=reason)
        yield Proposal(at, change, new=(container, new), value=value)

    def _entry_before(self, container: Container, new: New) -> Entry | None:
        """What stands before something new in its list."""
        entries = self.structure.wanted[container]
        at = entries.index(new)
        return entries[at - 1] if at else None

    def _place_of(self, child: Child) -> Span | None:
        """Where an item stands today."""
        found = self.today.children.get(child)
        if found is None:
            return None
        (path, address), number = found
        node = self.today.files[path].node((*address, number))
        return node.span if node is not None else None

    def _value(self, number: int) -> tuple[str, list[Held]]:
        """A new paragraph as a value, and the notes in it that nothing in the YAML stands for."""
        kept: list[Token] = []
        held: list[Held] = []
        for at, token in enumerate(self.drawn[number]):
            if not token.call:
                kept += [] if INVISIBLE.match(token.text) else [token]
            elif not self.calls.source(token.call):
                held.append(new_note(self.calls, token))
            elif word_before(self.drawn[number], at) == self.calls.words_before.get(token.call):
                kept.append(token._replace(call=self.calls.source(token.call)))
            else:
                reason = "it stands behind other words than before, so that its source would bear out something else"
                told = self.calls.texts.get(token.call, "")
                held.append(
                    Held("note moved", told, "", reason, f"cite {self.calls.source(token.call)} there if it does", (token,))
                )
        return revised("", (), [(0, 0, tidy(kept))]) or plain(tidy(kept)), held

    def _strays(self) -> Iterator[Proposal]:
        for stray in self.structure.strays:
            at = stray.units[0]
            words = " | ".join(self.returned[number].text for number in stray.units)
            who = self.reader.who(self.returned[at], self.drawn[at], "")
            change = Change(Outcome.REFUSED, "new text", stray.where, "", words, who=who, reason=stray.reason, hint=stray.hint)
            yield Proposal(at, change, needs=self._torn_from(at))

    def _torn_from(self, number: int) -> tuple[int, ...]:
        """The text that a new paragraph was a part of: it keeps these words where they have no other place."""
        before = next((at for at in range(number - 1, -1, -1) if at in self.matching.base_of), -1)
        slot = self.slots.get(self.matching.base_of.get(before, -1))
        if slot is None:
            return ()
        lost = _without(slot.unit.text, plain(self.drawn[before]))
        return (before,) if lost and contained(self.returned[number].text, lost) >= MOSTLY else ()


def _text(slots: Sequence[Slot]) -> str:
    return " | ".join(slot.unit.text for slot in slots)


def _item(new: New, container: Container, texts: list[str]) -> Plain:
    """A new item as the YAML has it."""
    if new.kind == "row":
        return list(texts)
    if new.kind == "heading":
        return {"heading": texts[0]}
    if new.kind == "item" and container[1] == BODY:
        return {"list": list(texts)}
    return texts[0]


def _without(text: str, other: str) -> str:
    """The words of a text that another does not have, or not so often."""
    left = Counter(text.split()) - Counter(other.split())
    return " ".join(left.elements())
