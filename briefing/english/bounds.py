"""Bounds: the words before and after a number that say that it is rounded, or the least or the most there is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefing.english.drafts import Bound, Draft
from briefing.english.sentences import word_set

# Before -------------------------------------------------------------------------------------------------------------------

_PHRASES: tuple[tuple[Bound, bool, str], ...] = (
    (
        "approx",
        False,
        "about, around, approximately, approx, approx., roughly, circa, c., ca., an estimated, the estimated, estimated, "
        "estimated at, estimated to be, nearly, almost, close to, near, nearing, in the region of, in the order of, on the order "
        "of, some, virtually, practically, just about, somewhere around",
    ),
    (
        "min",
        True,
        "more than, over, above, in excess of, exceeding, exceeded, exceeds, exceed, greater than, higher than, larger than, "
        "longer than, bigger than, older than, surpassing, surpassed, surpasses, surpass, topping, topped",
    ),
    (
        "min",
        False,
        "at least, no fewer than, no less than, not less than, not fewer than, upwards of, upward of, a minimum of, minimum of",
    ),
    ("max", True, "less than, fewer than, under, below, lower than, smaller than, shorter than, younger than, not even"),
    (
        "max",
        False,
        "at most, at the most, no more than, not more than, up to, a maximum of, maximum of, as many as, as much as, no longer "
        "than, not longer than, no higher than",
    ),
    # Verbs with these words in them set no bound.
    (
        "exact",
        False,
        "handed over, hand over, handing over, hands over, took over, take over, taking over, takes over, turned over, "
        "turn over, add up to, adds up to, added up to, adding up to, live up to, lives up to, lived up to, won over",
    ),
)
_BOUNDS = {phrase: (bound, is_strict) for bound, is_strict, phrases in _PHRASES for phrase in phrases.split(", ")}
_FILLERS = frozenset({"a total of", "total of", "another", "an additional", "a further", "a combined", "the equivalent of"})
_GAP = re.compile(r"[\s(\[“‘\"]+")
_WORDS = {"exact": "", "approx": "about ", "min": "at least ", "max": "at most "}
_STRICT = {"min": "more than ", "max": "less than "}
_DEFINITE = word_set("the these those its their his her our both")
_MARKS: dict[str, tuple[Bound, bool]] = {
    "~": ("approx", False),
    "≈": ("approx", False),
    ">": ("min", True),
    "≥": ("min", False),
    "<": ("max", True),
    "≤": ("max", False),
}


def in_words(bound: str, *, is_strict: bool) -> str:
    """A bound as it is printed before a figure, with its space: `at least `, `more than `; nothing for an exact one."""
    return _STRICT.get(bound, _WORDS[bound]) if is_strict else _WORDS[bound]


def words_before(low: str, start: int) -> list[str]:
    """The last words before a place, as written; none where something stands between."""
    before = low[max(0, start - 64) : start]
    return _GAP.split(before.strip()) if before[-1:].isspace() and before.strip() else []


def look_before(low: str, one: Draft) -> None:
    """Give a draft the bound that the words before it set, and say whether they make it definite."""
    mark = low[max(0, one.start - 4) : one.start].rstrip()[-2:]
    if mark[-1:] in _MARKS and mark[:1] not in "-=":  # an arrow is no bound
        one.bound, one.is_strict = _MARKS[mark[-1]]
        return
    words = words_before(low, one.start)
    if not words:
        return
    one.is_definite = words[-1] in _DEFINITE
    if one.kind == "ordinal":
        return
    for _ in range(3):
        length, bound = _bound_at_end(words)
        if length and bound:
            # The word farther off says more: `at least some 30` is a lower bound. But it is no more than rounded by `about`.
            if one.bound in ("exact", "approx") and bound[0] != "exact":
                one.bound, one.is_strict = bound
        elif not length:
            return
        words = words[:-length]


def _bound_at_end(words: list[str]) -> tuple[int, tuple[Bound, bool] | None]:
    for length in (4, 3, 2, 1):
        tail = " ".join(words[-length:])
        if tail in _BOUNDS:
            return length, _BOUNDS[tail]
        if tail in _FILLERS:
            return length, None
    return 0, None


# After --------------------------------------------------------------------------------------------------------------------

AFTER = re.compile(
    r"(?P<min>\+(?![0-9])|-plus\b|\s+(?:or|and)\s+(?:more|over|above|up|higher|greater|longer|older)\b(?!\s+(?:than|[0-9$€£]))"
    r"|,?\s+at\s+least(?=\s*(?:[.,;:)\ufffc]|\Z)))"
    r"|(?P<max>\s+(?:or|and)\s+(?:less|fewer|under|below|lower)\b(?!\s+(?:than|[0-9$€£]))"
    r"|,?\s+at\s+(?:the\s+)?most(?=\s*(?:[.,;:)\ufffc]|\Z))|\s+maximum\b)"
    r"|(?P<approx>\s+or\s+(?:so|thereabouts|about)\b|-odd\b|\s+odd\b|-ish\b)"
)
"""A bound after a number: each group is named as its bound."""


def look_after(low: str, one: Draft, places: Iterable[int]) -> None:
    """Give a draft the bound that follows at one of these places, where none was set before."""
    if one.bound in ("min", "max"):
        return
    if "+" in low[one.start + 1 : one.end]:
        one.bound = "min"  # `100+ million`
        return
    for place in dict.fromkeys(places):
        if match := AFTER.match(low, place):
            for bound in ("min", "max", "approx"):
                if match[bound] is not None:
                    one.bound, one.is_strict = bound, False
            if place == one.end and match[0] in ("+", "-plus", "-odd"):
                one.end = match.end()
            return
