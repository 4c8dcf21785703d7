"""The wording of the texts that were there: what an editor changed in each, held against today's value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from briefing.model.base import Text
from briefing.model.texts import PlacedText
from briefing.pull.changes import Change, Outcome, Who
from briefing.pull.guard import Calls, Held, judged
from briefing.pull.markdown import Hunk
from briefing.pull.merging import differences, merged
from briefing.pull.slots import Slot
from briefing.pull.today import Today
from briefing.pull.tokens import BREAK, Token, Tokens, of_plain, of_prose, plain, same, tidy
from briefing.pull.units import INVISIBLE, Unit
from briefing.source import Span

_AROUND = 12
"""Tokens of context that a report shows on either side."""


class Edit(Struct, frozen=True):
    """A change of wording, and what it does to a value of today where it is taken."""

    change: Change
    path: str = ""
    text: PlacedText | None = None
    hunks: tuple[Hunk, ...] = ()
    """Of today's words."""


class Reader(Struct, frozen=True):
    """What it takes to read the changes of one draft."""

    today: Today
    calls: Calls
    author: str
    """Who is named for what the file does not track."""
    is_all_tracked: bool
    """Whether the file tracks everything that was done to it."""

    def edits(self, slot: Slot, unit: Unit, drawn: Tokens, doubt: str) -> list[Edit]:
        """What was done to a text that is still there; `drawn` are its words now."""
        slot = replace(slot, drawn=tidy(slot.drawn))
        hunks = self._hunks(slot, drawn)
        where = _where(slot)
        if slot.home.kind == "evidence" or slot.owner is None:
            return [Edit(self._of_evidence(slot, unit, hunk, where)) for hunk in hunks]
        verdict = judged(slot, hunks, self.calls)
        edits = [Edit(self._held(slot, unit, held, where)) for held in verdict.held]
        return [*edits, *self._merged(slot, unit, verdict.hunks, doubt, where)]

    def allowed(self, slot: Slot, drawn: Tokens) -> list[Hunk]:
        """What of it may be taken, as hunks of the value as it was sent."""
        slot = replace(slot, drawn=tidy(slot.drawn))
        return judged(slot, self._hunks(slot, drawn), self.calls).hunks

    def _hunks(self, slot: Slot, drawn: Tokens) -> list[Hunk]:
        known = {token.text for token in slot.drawn}
        now = tidy(token for token in drawn if token.text in known or not INVISIBLE.match(token.text))
        if same(slot.drawn, now):
            return []
        owner = slot.owner if slot.may_be_stressed else None
        return differences(slot.drawn, now, owner or [-1] * len(slot.drawn))

    def _merged(self, slot: Slot, unit: Unit, hunks: Sequence[Hunk], doubt: str, where: str) -> list[Edit]:
        found = self.today.texts.get((slot.home.block, slot.home.part))
        if found is None or found[1].text is None:
            reason = "the text has been taken out of the YAML since the draft was sent, or rewritten beyond recognition"
            changes = (self._change(slot.shown, unit, hunk, where) for hunk in hunks)
            return [
                Edit(replace(change, outcome=Outcome.CONFLICT, reason=reason, hint="put it in by hand")) for change in changes
            ]
        path, text = found
        assert text.text is not None  # seen above
        value = of_prose(text.text) if slot.home.kind == "prose" else of_plain(text.text)
        merge = merged(slot.shown, value, hunks)
        edits = []
        for hunk in merge.hunks:
            outcome = Outcome.UNSURE if doubt else Outcome.TAKEN
            change = replace(self._change(value, unit, hunk, where), outcome=outcome, reason=doubt)
            edits.append(Edit(replace(change, place=_span(text.text, value, hunk)), path, text, (hunk,)))
        for hunk in merge.already:
            change = replace(self._change(slot.shown, unit, hunk, where), outcome=Outcome.ALREADY, place=text.node.span)
            edits.append(Edit(change))
        for clash in merge.clashes:
            change = replace(
                self._change(value, unit, clash.hunk, where),
                outcome=Outcome.CONFLICT,
                before=_told(clash.base),
                today=_told(clash.today),
                place=_span(text.text, value, clash.hunk),
                reason="these words have been changed in the YAML too since the draft was sent",
            )
            edits.append(Edit(change, path, text, (clash.hunk,)))
        return edits

    def _change(self, tokens: Tokens, unit: Unit, hunk: Hunk, where: str) -> Change:
        """A hunk of these tokens as a change that is taken."""
        start, end, new = hunk
        before, after = _told(tokens[start:end]), _told(new)
        same_words = plain(tokens[start:end]) == plain(new) and not any(token.call for token in (*tokens[start:end], *new))
        around = (plain(tokens[max(0, start - _AROUND) : start]), plain(tokens[end : end + _AROUND]))
        who = self.who(unit, new, plain(tokens[start:end]))
        what = "paragraph split" if any(token.text == BREAK for token in new) else "form" if same_words else "wording"
        return Change(Outcome.TAKEN, what, where, before, after, who=who, context=around)

    def _of_evidence(self, slot: Slot, unit: Unit, hunk: Hunk, where: str) -> Change:
        reason, hint = _of_kind(slot)
        change = replace(self._change(slot.drawn, unit, hunk, where), outcome=Outcome.EVIDENCE, what="text drawn from data")
        return replace(change, place=self.today.span(slot.home), reason=reason, hint=hint)

    def _held(self, slot: Slot, unit: Unit, held: Held, where: str) -> Change:
        who = self.who(unit, held.tokens, held.before)
        place = self.today.span(slot.home)
        return Change(Outcome.EVIDENCE, held.what, where, held.before, held.after, "", who, place, held.reason, held.hint)

    def who(self, unit: Unit | None, new: Iterable[Token], before: str) -> tuple[Who, ...]:
        """Who put these words in, or took those out; whom the user named where the file does not tell."""
        found = dict.fromkeys(Who(token.author, token.date) for token in new if token.author)
        if unit is not None and before.strip():
            gone = [one.run for one in unit.paragraph.gone if one.run.deleted]
            near = [run for run in gone if run.text.strip() and (run.text.strip() in before or before.strip() in run.text)]
            found |= dict.fromkeys(Who(run.deleted.author, run.deleted.date) for run in near if run.deleted)
        if not found and unit is not None and self.is_all_tracked:
            found = dict.fromkeys(Who(change.author, change.date) for change in unit.paragraph.changes)
        return tuple(found) or (Who(self.author, is_tracked=self.is_all_tracked),)


def _where(slot: Slot) -> str:
    return f"{slot.home.block} ({slot.home.part})" if slot.home.part else slot.home.block


def _of_kind(slot: Slot) -> tuple[str, str]:
    home = slot.home
    if home.kind != "evidence":
        return "what the draft shows here does not agree with the value that it was drawn from", "change the YAML by hand"
    names = f" ({home.value})" if home.value else ""
    if home.path:
        return f"the program draws this text from data{names}", f"change {home.path}, where it comes from, if it is wrong"
    return "the program draws this text from data", "change the records that it comes from, if it is wrong"


def _told(tokens: Sequence[Token]) -> str:
    """Words as a report shows them, each call by what it cites."""
    parts = []
    for token in tokens:
        name = token.call if token.call.startswith("[@") else "[note]" if token.call else ""
        parts.append(f" {name}" if name else " ¶ " if token.text == BREAK else token.text)
    return "".join(parts)


def _span(text: Text, tokens: Tokens, hunk: Hunk) -> Span:
    """The place of a hunk in the file."""
    start, end, _ = hunk
    if not tokens:
        return text.span
    first = tokens[start].start if start < len(tokens) else tokens[-1].end
    last = tokens[end - 1].end if end > start else first + 1
    return text.span_of(first, max(last, first + 1))
