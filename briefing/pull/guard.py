"""What changes evidence is not wording, whoever writes it: notes, words quoted, likelihoods, and what is drawn from facts.

Each hunk of an editor's text is either let through or held back with a reason. A note that is taken out goes with the words that
it stands after; where those stay, or others stand for them, its citation stays too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set

from msgspec import Struct, field
from msgspec.structs import replace

from briefing.pull.markdown import Hunk
from briefing.pull.slots import Slot
from briefing.pull.tokens import BREAK, Token, Tokens, calls_placed, plain, same
from briefing.wording import LIKELIHOODS

_ENDS = ".!?…"
_QUOTATION = re.compile("“[^“”]*”|«[^«»]*»")
_OPENS = re.compile("[“«]")
_TERMS = {tuple(term.split()) for term in LIKELIHOODS}
_LONGEST_TERM = max(map(len, _TERMS))
_SENTENCE, _AGAIN = 4, 0.8
"""Words of a sentence that was moved, at least, and how much of them must stand in its new place."""
_REPLACED = 3
"""New words to so many old ones make of a deletion another text."""


class Calls(Struct, frozen=True):
    """What is known of the calls of notes in both drafts."""

    slots: Mapping[str, Slot]
    """The text that each note was sent in, by the note's name."""
    words_before: Mapping[str, str]
    """The word that each note stood after when the draft was sent."""
    words_now: Mapping[str, frozenset[str]]
    """The words that it stands after now, in any place."""
    texts: Mapping[str, str]
    """What a note of the returned draft says; of one that was taken out, what it said."""

    def source(self, name: str) -> str:
        """What a note cites, as its value writes it; empty for a note that is new, or that the program adds by itself."""
        return self.slots[name].calls.get(name, "") if name in self.slots else ""

    def went_with_its_words(self, name: str) -> bool:
        """Whether a note stands after the same word elsewhere in the draft."""
        return self.words_before.get(name, "") in self.words_now.get(name, frozenset())


class Held(Struct, frozen=True):
    """What was held back."""

    what: str
    before: str
    after: str
    reason: str
    hint: str
    tokens: Tokens = ()
    """Words of the editor's that stand for who did it."""


class Verdict(Struct):
    """The hunks that may be taken, of the value's words; and what was held back."""

    hunks: list[Hunk] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)


def word_before(tokens: Sequence[Token], at: int) -> str:
    """The word that a call stands after."""
    return next((token.text for token in reversed(tokens[:at]) if token.text.isalnum()), "")


def judged(slot: Slot, hunks: Sequence[Hunk], calls: Calls) -> Verdict:
    """What may be taken of an editor's hunks of a text, which are of its words as drawn."""
    verdict = Verdict()
    quoted = list(_quotations(slot.drawn))
    travelling = _travelling(slot, hunks, calls)
    for number, drawn in enumerate(hunks):
        start, end, new = drawn
        before, after = plain(slot.drawn[start:end]), plain(new)
        hunk = slot.hunk(*drawn)
        held = _of_division(slot, drawn) or (_of_program(slot) if hunk is None else None)
        held = held or _of_quotation(drawn, quoted) or _of_likelihood(slot, drawn)
        if hunk is None or held:
            verdict.held.append(replace(held or _of_program(slot), before=before, after=after, tokens=new))
            continue
        verdict.held += _strange_calls(slot, drawn, calls)
        lost = [token for token in _lost(slot, drawn, calls, hunks) if token.call not in travelling]
        verdict.held += [_kept(slot, calls, token, _STAYS) for token in lost]
        kept = tuple(_as_source(token, calls) for token in hunk[2] if not token.call or _may_stand(slot, drawn, token, calls))
        before_it = [token for token in lost if _word_place(slot.drawn, token) < start]
        kept = (*_calls(slot, before_it), *kept, *_calls(slot, [token for token in lost if token not in before_it]))
        for token in (token for token in slot.drawn if travelling.get(token.call) == number):
            verdict.held.append(_kept(slot, calls, token, _TRAVELS))
            kept = _behind_its_word(kept, word_before(slot.drawn, slot.drawn.index(token)), *_calls(slot, [token]))
        if not same(kept, slot.shown[hunk[0] : hunk[1]]):
            verdict.hunks.append((hunk[0], hunk[1], tuple(calls_placed(kept))))
    verdict.held += _left_behind(slot, hunks, calls)
    return verdict


_STAYS = "the words that it stands for stayed or were written anew, so its citation stays with them"
_TRAVELS = "its words were typed again in another place, so its citation goes there with them"


def _kept(slot: Slot, calls: Calls, token: Token, reason: str) -> Held:
    hint = f"take {slot.calls[token.call]} out of the YAML if it is to go"
    return Held("note taken out", _told(calls, token.call), "", reason, hint)


def _calls(slot: Slot, tokens: Sequence[Token]) -> Tokens:
    return tuple(Token("", call=slot.calls[token.call]) for token in tokens)


def _behind_its_word(tokens: Tokens, word: str, call: Token) -> Tokens:
    """The tokens with a call behind the last of a word, or behind them all."""
    at = next((at for at in range(len(tokens) - 1, -1, -1) if tokens[at].text == word), len(tokens) - 1) + 1
    return (*tokens[:at], call, *tokens[at:])


def _travelling(slot: Slot, hunks: Sequence[Hunk], calls: Calls) -> dict[str, int]:
    """Calls that were taken out with their words, where the words were put in again: the number of the hunk that has them."""
    found: dict[str, int] = {}
    gone = {at for start, end, _ in hunks for at in range(start, end)}
    kept = {token.call for _, _, new in hunks for token in new if token.call}
    for at in sorted(gone):
        token = slot.drawn[at]
        if not token.call or token.call in kept or token.call not in slot.calls or calls.went_with_its_words(token.call):
            continue
        words = Counter(slot.drawn[place].text for place in _carried(slot.drawn, at))
        if words.total() < _SENTENCE or not all(place in gone for place in _carried(slot.drawn, at)):
            continue
        for number, (start, end, new) in enumerate(hunks):
            again = Counter(one.text for one in new if one.text.isalnum())
            if not start <= at < end and (words & again).total() >= _AGAIN * words.total():
                found[token.call] = number
    return found


def _left_behind(slot: Slot, hunks: Sequence[Hunk], calls: Calls) -> Iterator[Held]:
    """Notes that stayed when all that they stand for was taken out."""
    gone = {at for start, end, _ in hunks for at in range(start, end)}
    for at, token in enumerate(slot.drawn):
        if token.call in slot.calls and at not in gone:
            carried = set(_carried(slot.drawn, at))
            if carried and carried <= gone and not _is_said_anew(slot.drawn, carried, hunks):
                reason = "the words that it stands for were taken out, and it was left"
                hint = f"take {slot.calls[token.call]} out of the YAML too, or put its words back"
                yield Held("note left behind", _told(calls, token.call), "", reason, hint)


def _of_division(slot: Slot, hunk: Hunk) -> Held | None:
    """A judgment is one statement."""
    if slot.home.part != "statement" or not any(token.text == BREAK for token in hunk[2]):
        return None
    return Held("paragraph split", "", "", "a judgment has one statement", "make two judgments of it, or keep it one")


def _word_place(tokens: Tokens, call: Token) -> int:
    """Where the word stands that a call is behind."""
    at = tokens.index(call)
    return next((place for place in range(at - 1, -1, -1) if tokens[place].text.isalnum()), -1)


def _told(calls: Calls, name: str) -> str:
    number = name.removeprefix("note:") if name.startswith("note:") else ""
    return f"note {number}".strip() + (f": {calls.texts[name]}" if name in calls.texts else "")


def _of_program(slot: Slot) -> Held:
    likelihood = slot.home.part == "statement"
    what = "likelihood" if likelihood else "words of the program"
    reason = "the program draws these words from the data"
    hint = "change `likelihood` of the judgment" if likelihood else "change the record that they are drawn from"
    return Held(what, "", "", reason, hint)


# Quotations and likelihoods ----------------------------------------------------------------------------------------------


def _quotations(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """The tokens of each stretch between quotation marks, marks included."""
    starts: list[int] = []
    text = ""
    for token in tokens:
        starts.append(len(text))
        text += token.text
    for match in _QUOTATION.finditer(text):
        inside = [at for at, place in enumerate(starts) if match.start() <= place < match.end() and not tokens[at].call]
        yield inside[0], inside[-1] + 1


def _of_quotation(hunk: Hunk, quoted: Sequence[tuple[int, int]]) -> Held | None:
    """A quotation may go as a whole; what is within its marks is the source's, not ours."""
    start, end, new = hunk
    for first, last in quoted:
        touches = start < last and end > first if end > start else first < start < last
        if touches and not (start <= first and last <= end and not _OPENS.search(plain(new))):
            reason = "these are words of a source, in quotation marks"
            return Held("quotation", "", "", reason, "quote other words of a claim, or take the quotation out as a whole")
    return None


def _of_likelihood(slot: Slot, hunk: Hunk) -> Held | None:
    """The term of a judgment's likelihood, which the program prints its range behind."""
    if slot.home.part != "statement" or slot.owner is None:
        return None
    start, end, _ = hunk
    shown = [at for at, owner in enumerate(slot.owner) if owner >= 0]
    ranges = [at for at, owner in enumerate(slot.owner) if owner < 0 and shown and shown[0] < at and not slot.drawn[at].call]
    if not ranges:
        return None
    words = [at for at in range(ranges[0]) if slot.drawn[at].text.isalnum()]
    for length in range(_LONGEST_TERM, 0, -1):
        term = words[-length:]
        if tuple(slot.drawn[at].text.lower() for at in term) in _TERMS and start <= term[-1] + 1 and end >= term[0] - 1:
            reason = "the term of likelihood is the judgment's, and its range is printed behind it"
            return Held("likelihood", "", "", reason, "change `likelihood` and `text` of the judgment together")
    return None


# Notes -------------------------------------------------------------------------------------------------------------------


def _as_source(token: Token, calls: Calls) -> Token:
    return token._replace(call=calls.source(token.call)) if token.call else token


def _may_stand(slot: Slot, hunk: Hunk, token: Token, calls: Calls) -> bool:
    """Whether a call may be written where the editor has it: in its own place, or moved together with its words."""
    start, end, new = hunk
    if not calls.source(token.call):
        return False
    if any(old.call == token.call for old in slot.drawn[start:end]):
        return True
    return word_before((*slot.drawn[:start], *new), start + new.index(token)) == calls.words_before.get(token.call)


def _strange_calls(slot: Slot, hunk: Hunk, calls: Calls) -> Iterator[Held]:
    """Calls that cannot be written: of notes that are new, or that stand where they did not."""
    for token in hunk[2]:
        if not token.call or _may_stand(slot, hunk, token, calls):
            continue
        if token.call.startswith("new:"):
            yield new_note(calls, token)
        else:
            reason = "a note that is moved away from its words says that something else rests on its source"
            hint = "move the citation in the YAML if the source bears out what it stands behind now"
            yield Held("note moved", _told(calls, token.call), plain(slot.drawn[hunk[0] : hunk[1]]), reason, hint, (token,))


def new_note(calls: Calls, token: Token) -> Held:
    """A note that an editor has added."""
    reason = "a source is a record with claims, which nobody has curated yet"
    hint = "curate the claim in seeds/ and cite it there, or write the author's own words as ^[...]"
    return Held("new note", "", calls.texts.get(token.call, ""), reason, hint, (token,))


def _lost(slot: Slot, hunk: Hunk, calls: Calls, hunks: Sequence[Hunk]) -> Iterator[Token]:
    """The calls that a hunk takes out though what they stand for stays, or is said anew."""
    start, end, new = hunk
    gone = {at for first, last, _ in hunks for at in range(first, last)}
    for at in range(start, end):
        token = slot.drawn[at]
        if not token.call or any(one.call == token.call for one in new) or calls.went_with_its_words(token.call):
            continue
        carried = list(_carried(slot.drawn, at))
        if _is_said_anew(slot.drawn, {at, *carried}, hunks) or not all(one in gone for one in carried):
            yield token


def _is_said_anew(tokens: Tokens, places: Set[int], hunks: Sequence[Hunk]) -> bool:
    """Whether new words stand for those in some places: so many that the old ones were not just taken out."""
    touching = [hunk for hunk in hunks if any(hunk[0] <= place < hunk[1] for place in places)]
    old = sum(tokens[at].text.isalnum() for start, end, _ in touching for at in range(start, end))
    new = sum(token.text.isalnum() for _, _, words in touching for token in words)
    return new > 0 and new * _REPLACED >= old


def _carried(tokens: Tokens, at: int) -> Iterator[int]:
    """The words that a call stands for: back to the call before it, or to the beginning of the sentence."""
    has_words = False
    for place in range(at - 1, -1, -1):
        token = tokens[place]
        if (token.call and has_words) or (token.text and token.text in _ENDS and has_words):
            return
        if token.text.isalnum():
            has_words = True
            yield place
