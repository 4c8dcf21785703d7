"""Fractions in words: `half of them`, `two-thirds`, `a quarter of a million`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from briefing.english.drafts import Draft
from briefing.english.folding import NOTHING_COUNTED, any_of, word_before
from briefing.english.nouns import STOPS
from briefing.english.number_words import PARTS, SCALES, SMALL, Numeral, part
from briefing.english.sentences import word_set

_BIG = any_of(("thousand", "million", "billion", "trillion"))
_FRACTION = re.compile(
    rf"\b(?:(an?|{any_of(word for word, value in SMALL.items() if 1 <= value <= 9)})([-\s]))?"
    rf"({any_of(PARTS)})(s)?\b(?:\s+of\s+an?\s+({_BIG})\b)?"
)
_OF = re.compile(r"\s+of\b")
_OF_THEM = re.compile(r"\s+(?:of|the|its|their|his|her|our|all|that|those|these|this)\b")
_MORE = re.compile(r"\s+(?:more|less|fewer|lower|higher|larger|smaller)\b")
_SHARES = word_set("than nearly almost over under about around roughly approximately by least to most")
"""Words before a share of something: `by half`, `more than a third`."""
CHANGES = word_set(
    "up down rose rise rises fell fall falls grew grow grows dropped drop drops declined jumped slid shrank climbed surged "
    "plunged increased increase increases decreased decrease decreases went"
)
"""Words before a share by which something has changed, or before what it changed from: `up a quarter`."""
_NEW_BEFORE_UP = re.compile(r"\b(?:set|sets|open|opens|opened|put|took|take|pick|picked|made|make|makes)\s+up\s+\Z")
_NEXT = re.compile(r"\s+([a-z]+)\b(?!-)")
_RELATED = word_set("below above since until than")
"""Words after a share that no number in a row has after it: `a third below`."""
_HALF_A_PERIOD = re.compile(r"[-\s]an?[-\s](?:second|minute|hour|day|week|fortnight|month|year|decade|century)\b")
_ONE_OF_TWO = word_set("first second other latter last better in this that each every and either")


def fractions(low: str) -> Iterator[Numeral]:
    """The fractions in words of a folded text; with a scale, as in `a quarter of a million`, they are numbers."""
    for match in _FRACTION.finditer(low):
        above, _, word, plural, scale = match.groups()
        if not _is_fraction(low, match) or low[match.end(3) + len(plural or "") :][:1] == "-":
            continue
        value = part(SMALL.get(above or "", 1), PARTS[word])
        if scale:
            yield Numeral(match.start(), match.end(), value, Decimal(SCALES[scale]), "words")
        else:
            yield Numeral(match.start(), match.end(), value, Decimal(1), "fraction")


def _is_fraction(low: str, match: re.Match[str]) -> bool:
    above, joint, word, plural, scale = match.groups()
    end, before = match.end(), word_before(low, match.start())
    if low[match.start() - 1 : match.start()] == "-":
        return False
    if above is None:
        if _HALF_A_PERIOD.match(low, end):
            return False  # `over half a year`
        of_them = _OF_THEM.match(low, end) or before in _SHARES or scale
        return word == "half" and not plural and before not in _ONE_OF_TWO and bool(of_them)
    if above in ("a", "an"):
        if plural or before == "and":
            return False
        return bool(scale or _OF.match(low, end) or _MORE.match(low, end)) or _is_share(low, match.start(), end, before)
    if above == "one":
        is_whole = joint == "-" or scale or _OF.match(low, end) or _MORE.match(low, end) or NOTHING_COUNTED.match(low, end)
        return not plural and bool(is_whole)
    return bool(plural or joint == "-") and SMALL[above] < PARTS[word] and (word != "quarter" or above == "three")


def _is_share(low: str, start: int, end: int, before: str) -> bool:
    """Whether `a fifth` is a share and not the next in a row: `less than a third get`, but not `about a third case`."""
    following = _NEXT.match(low, end)
    word = following[1] if following else ""
    counts_nothing = bool(NOTHING_COUNTED.match(low, end))
    if before in _SHARES:
        return counts_nothing or word in STOPS
    if before in CHANGES:
        is_new = before == "up" and _NEW_BEFORE_UP.search(low, max(0, start - 24), start)
        return not is_new and (counts_nothing or word in STOPS)
    return word in _RELATED


# Percentage points --------------------------------------------------------------------------------------------------------

_POINTS = re.compile(
    rf"\b(?:(?:(an?|{any_of(word for word, value in SMALL.items() if 1 <= value <= 9)})[-\s])?({any_of(PARTS)})s?"
    r"(?:\s+of)?[-\s](?:an?|one)[-\s]|an?[-\s](half|quarter)[-\s])percentage[-\s]point\b"
)
"""`Half a percentage point`, `three quarters of a percentage point`, `a half percentage point`."""


def points(low: str) -> Iterator[Draft]:
    """The parts of one percentage point in a folded text."""
    for match in _POINTS.finditer(low):
        value = part(SMALL.get(match[1] or "", 1), PARTS[match[2] or match[3]])
        yield Draft(match.start(), match.end(), "percent", value, Decimal(1), "pp", match.end())
