"""Numerals: figures and number words with their scale, before anything is known of what they count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from briefing.english.cardinals import figures, spelled_numbers, vague_plurals
from briefing.english.fractions import fractions
from briefing.english.number_words import NUMBER_WORDS, ORDINALS, PARTS, SCALES, SMALL, TENS, VAGUE, Numeral
from briefing.english.ordinals import ordinals


def numerals(low: str, words: Iterable[str]) -> list[Numeral]:
    """The numerals of a folded text, whose words are given, in order. Whether `one` counts anything is left to the caller."""
    found = [*figures(low)]
    if present := NUMBER_WORDS.intersection(words):
        for kind, reading in _READINGS:
            if not kind.isdisjoint(present):
                found += reading(low)
    # Of two that begin together the longer stands: `two-thirds`, not `two`; `twenty-first`, not `twenty`.
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[Numeral] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


_READINGS: tuple[tuple[frozenset[str], Callable[[str], Iterator[Numeral]]], ...] = (
    (frozenset({*SMALL, *TENS, *SCALES}), spelled_numbers),
    (frozenset({*VAGUE, "tens"}), vague_plurals),
    (frozenset({*PARTS, *(f"{word}s" for word in PARTS)}), fractions),
    (frozenset(ORDINALS), ordinals),
)
"""For each way to write a number in words the words without which it is not there, since most texts have none of them."""
