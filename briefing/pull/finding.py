"""What an editor did, thing by thing: what each is to be, and what it takes to do it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefing.document import Home
from briefing.draft.views import accepted
from briefing.mend.plain import Plain
from briefing.pull.changes import Change, Outcome, Who
from briefing.pull.comparison import Comparison, is_in
from briefing.pull.guard import Held, new_note, word_before
from briefing.pull.items import Lists
from briefing.pull.markdown import divided, revised
from briefing.pull.matching import contained
from briefing.pull.outside import outside
from briefing.pull.slots import Slot
from briefing.pull.structure import BODY, New, kind_of
from briefing.pull.texts import Edit, Reader
from briefing.pull.today import Child, Container, Today, lists_of
from briefing.pull.tokens import BREAK, Token, Tokens, plain, tidy
from briefing.pull.units import INVISIBLE, Unit, units

_NAMES = {"body": "paragraph", "list": "list item", "items": "list item", "rows": "table row", "events": "event"}
_MOSTLY = 0.6


@dataclass
class Proposal:
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


class Finder:
    """Finds what was done, in a draft that is compared with the one that was sent, and what the YAML of today makes of it."""

    def __init__(self, comparison: Comparison, today: Today, author: str) -> None:
        self.today, self.comparison = today, comparison
        self.sent, self.returned = comparison.sent, comparison.returned
        self.slots, self.matching, self.drawn = comparison.slots, comparison.matching, comparison.drawn
        self.structure, self.calls, self.inside = comparison.structure, comparison.calls, comparison.inside
        self.notes, self.sent_notes = comparison.notes, comparison.sent_notes
        self.lists = Lists(self.structure, today)
        self.splits = self._splits()
        self.reader = Reader(today, self.calls, author, comparison.is_all_tracked)

    def proposals(self, first: int = 1) -> list[Proposal]:
        """Everything, in the order of the draft, numbered from `first`."""
        finders = (self._wording, self._gone, self._moved, self._new, self._strays, self._unhoused, self._notes, self._outside)
        found = [one for find in finders for one in find()]
        found = sorted([*found, *self._untold_notes(found)], key=lambda one: one.at)
        for number, one in enumerate(found, first):
            one.change = replace(one.change, number=number)
        return found

    def _wording(self) -> Iterator[Proposal]:
        for now, base in self.matching.base_of.items():
            slot = self.slots.get(base)
            if slot is None:
                continue
            drawn = self.drawn[now]
            for part in self.splits.get(now, ()):
                drawn = (*drawn, Token(BREAK), *self.drawn[part])
            if now in self.matching.joined:
                drawn = _spaced(drawn, slot.drawn)
            parts = tuple(self.splits.get(now, ()))
            stands = bool(parts) and self._is_divided(slot, drawn)
            for edit in self.reader.edits(slot, self.returned[now], drawn, self.matching.doubts.get(now, "")):
                one = Proposal(now, edit.change, edit)
                if stands and edit.text is not None:
                    one = Proposal(now, replace(edit.change, outcome=Outcome.ALREADY, today="", reason=""))
                elif any(token.text == BREAK for _, _, new in edit.hunks for token in new):
                    one.parts = parts
                yield one

    def _is_divided(self, slot: Slot, drawn: Tokens) -> bool:
        """Whether the YAML has the text divided as the draft has it."""
        texts = divided(slot.home.value, slot.shown, self.reader.allowed(slot, drawn)) or [""]
        container = lists_of(slot.home.path, slot.home.address)[-1][0]
        others = (self.lists.standing(container, text) is not None for text in texts[1:])
        return self._text_today(slot.home) == texts[0] and all(others)

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
            if contained(self.returned[number].text, _without(slot.unit.text, now)) >= _MOSTLY:
                found.setdefault(before, []).append(number)
        return found

    def _gone(self) -> Iterator[Proposal]:
        joined = {base: now for now, bases in self.matching.joined.items() for base in bases}
        for child in self.structure.gone():
            inside = self.inside(child)
            into = [joined[slot.unit.index] for slot in inside if slot.unit.index in joined]
            at = self._before(inside[0].unit.index)
            who = self.reader.who(self._witness(at), (), inside[0].unit.text)
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
        if new.more:
            change = replace(change, outcome=Outcome.REFUSED, reason="a cell holds one paragraph", hint="write the row by hand")
        elif self.today.sequence(self.lists.now(container)) is None:
            change = replace(
                change, outcome=Outcome.CONFLICT, reason="its list is no longer in the YAML", hint="put it in by hand"
            )
        elif self.lists.standing(container, value) is not None:
            change = replace(change, outcome=Outcome.ALREADY)
        yield Proposal(at, change, new=(container, new), value=value)

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
        return (before,) if lost and contained(self.returned[number].text, lost) >= _MOSTLY else ()

    def _unhoused(self) -> Iterator[Proposal]:
        """Words of the program that were changed, and texts that are gone though the block that they are part of stays."""
        gone, now_of = self.structure.gone(), self.matching.now_of
        joined = {base: now for now, bases in self.matching.joined.items() for base in bases}
        for unit in self.sent:
            now = now_of.get(unit.index)
            slot = self.slots.get(unit.index)
            where = slot.home.block if slot else "words of the program"
            if now is not None and slot is None and self.returned[now].text != unit.text:
                change = Change(Outcome.EVIDENCE, "words of the program", where, unit.text, self.returned[now].text)
                who = self.reader.who(self.returned[now], self.drawn[now], unit.text)
                reason = "the program writes them anew each time"
                yield Proposal(now, replace(change, who=who, reason=reason, hint="change the data that they are drawn from"))
            elif now is None and not unit.is_empty:
                if slot is None or any(is_in(slot.home, child) for child in gone):
                    continue
                reason = (
                    "the block that it is part of cannot be without it"
                    if slot.home.kind != "evidence"
                    else "it is drawn from data"
                )
                change = Change(Outcome.REFUSED, "text taken out", where, unit.text, "", reason=reason)
                who = self.reader.who(self._witness(self._before(unit.index)), (), unit.text)
                change = replace(change, who=who, place=self.today.span(slot.home), hint="change the YAML by hand")
                into = (joined[unit.index],) if unit.index in joined else ()
                yield Proposal(self._before(unit.index), change, needs=into)

    def _notes(self) -> Iterator[Proposal]:
        for name, text in self.notes.texts.items():
            before = self.sent_notes.texts.get(name)
            if before is None or before == text:
                continue
            at = next(
                (now for now, drawn in enumerate(self.drawn) if any(token.call == name for token in drawn)), len(self.drawn)
            )
            cites = self.calls.source(name)
            reason = "a note prints what the records of its sources and claims say"
            hint = f"change the source or the claim that {cites or 'it'} names, in seeds/, if the note is wrong"
            if cites.startswith("^["):
                reason, hint = "a note of the author's own stands within the text", f"change it there: {cites}"
            where = name.replace(":", " ")
            who = self._editors_of(name)
            yield Proposal(at, Change(Outcome.EVIDENCE, "note edited", where, before, text, who=who, reason=reason, hint=hint))

    def _editors_of(self, name: str) -> tuple[Who, ...]:
        """Who changed a note."""
        notes = [note for key, note in self.comparison.draft.notes.items() if self.notes.names[key] == name]
        changes = [one for note in notes for unit in units(accepted(note.blocks)) for one in unit.paragraph.changes]
        return tuple(dict.fromkeys(Who(one.author, one.date) for one in changes)) or (Who(self.reader.author, is_tracked=False),)

    def _outside(self) -> Iterator[Proposal]:
        def who(unit: Unit) -> tuple[Who, ...]:
            return self.reader.who(unit, self.drawn[unit.index], "")

        for at, change in outside(self.comparison, lambda number: self._near(number + 1).removeprefix("after "), who):
            yield Proposal(at, change)

    def _untold_notes(self, found: Sequence[Proposal]) -> Iterator[Proposal]:
        """New notes in places where no text is taken."""
        told = {one.change.after for one in found}
        for at, drawn in enumerate(self.drawn):
            for token in drawn:
                if token.call.startswith("new:") and self.calls.texts.get(token.call, "") not in told:
                    held = new_note(self.calls, token)
                    change = Change(Outcome.EVIDENCE, held.what, self._near(at + 1), "", held.after, reason=held.reason)
                    yield Proposal(at, replace(change, who=self.reader.who(self.returned[at], (token,), ""), hint=held.hint))

    # Looking around

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
