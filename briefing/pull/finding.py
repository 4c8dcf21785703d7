"""What an editor did, thing by thing: what each is to be, and what it takes to do it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from briefing.draft.views import accepted
from briefing.pull.changes import Change, Outcome, Who
from briefing.pull.comparison import is_in
from briefing.pull.ground import Proposal
from briefing.pull.guard import new_note
from briefing.pull.itemizing import ItemFinder
from briefing.pull.markdown import divided
from briefing.pull.outside import outside
from briefing.pull.slots import Slot
from briefing.pull.today import lists_of
from briefing.pull.tokens import BREAK, Tokens
from briefing.pull.units import Unit, units


class Finder(ItemFinder):
    """Finds everything that was done."""

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
            drawn = self._now(now, slot)
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
            elif now is None and slot is None and not unit.is_empty and self._stands_between(unit):
                change = Change(Outcome.EVIDENCE, "words of the program", where, unit.text, "")
                reason = "the program writes them anew each time"
                who = self.reader.who(self._witness(self._before(unit.index)), (), unit.text)
                yield Proposal(self._before(unit.index), replace(change, who=who, reason=reason, hint="nothing: they come back"))
            elif now is None and slot is not None and not unit.is_empty:
                if any(is_in(slot.home, child) for child in gone):
                    continue
                reason = (
                    "the block that it is part of cannot be without it"
                    if slot.home.kind != "evidence"
                    else "it is drawn from data"
                )
                change = Change(Outcome.REFUSED, "text taken out", where, unit.text, "", reason=reason)
                who = self.comparison.takers([slot]) or self.reader.who(self._witness(self._before(unit.index)), (), unit.text)
                change = replace(change, who=who, place=self.today.span(slot.home), hint="change the YAML by hand")
                into = (joined[unit.index],) if unit.index in joined else ()
                yield Proposal(self._before(unit.index), change, needs=into)

    def _stands_between(self, unit: Unit) -> bool:
        """Whether the text behind words of the program is still there; where it is gone they went with it."""
        behind = next((at for at in range(unit.index + 1, len(self.sent)) if at in self.slots), None)
        return behind is not None and behind in self.matching.now_of

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

        def where(number: int) -> str:
            return self._near(number + 1).removeprefix("after ")

        for at, change in outside(self.comparison, where, who, self.reader.author):
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
