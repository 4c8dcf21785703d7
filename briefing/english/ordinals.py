"""Ordinal numbers in words, where they are no adverbs and no names: `the second term`, but not `First, it says`, `First Lady`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from briefing.english.folding import BEGINS_SENTENCE, NOTHING_COUNTED, any_of, word_before
from briefing.english.number_words import ORDINALS, TENS, Numeral
from briefing.english.sentences import word_set

_ORDINAL = re.compile(rf"\b(?:({any_of(TENS)})[-\s])?({any_of(ORDINALS)})\b")
_ORDINAL_NAMES = re.compile(
    r"\s+(?:lady|ladies|gentleman|minister|world|nations?|amendment|reich|and\s+foremost|of\s+all|aid)\b"
    r"|-(?:hand|rate|class|party|guess\w*|world|aid|person|name|come|degree|string|tier)\b"
)
_FIRST_VERB = re.compile(
    r"\s+(?:[a-z]+ed|met|came|went|said|saw|took|became|began|told|was|were|had|made|gave|spoke|won|rose|fell|led|drew|wrote)\b"
)
_DETERMINERS = word_set("the a an his her its their our my your this that these those whose very")
_A_SECOND = re.compile(r"\s+(?:later|ago|of|per|after|before)\b")


def ordinals(low: str) -> Iterator[Numeral]:
    """The ordinal numbers in words of a folded text."""
    for match in _ORDINAL.finditer(low):
        tens, word = match.groups()
        start, value = match.start(), ORDINALS[word]
        if tens and value < 10:
            value += TENS[tens]
        elif tens:
            start = match.start(2)
        if _is_ordinal(low, start, match.end(), word):
            yield Numeral(start, match.end(), Decimal(value), Decimal(1), "ordinal")


def _is_ordinal(low: str, start: int, end: int, word: str) -> bool:
    before = word_before(low, start)
    if _ORDINAL_NAMES.match(low, end) or (word == "first" and before == "at"):
        return False
    if low[end : end + 1] == "," and BEGINS_SENTENCE.search(low, max(0, start - 6), start):
        return False  # `First, it says ...`
    if word == "second" and (before in ("per", "split") or (before == "a" and _A_SECOND.match(low, end))):
        return False
    if word == "second" and before == "a" and NOTHING_COUNTED.match(low, end):
        return False
    is_verb = word == "first" and before not in _DETERMINERS and not before.endswith(("'s", "s'"))
    return not (is_verb and _FIRST_VERB.match(low, end))
