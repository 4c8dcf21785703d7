"""Numbers that belong together: the ends of a range, as in `10 to 20 per cent`, and a share, as in `one in five`."""

from __future__ import annotations

import re
from decimal import Decimal

from briefing.english.bounds import words_before
from briefing.english.drafts import Draft
from briefing.english.folding import word_before
from briefing.english.fractions import CHANGES
from briefing.english.nouns import STOPS, nouns_after
from briefing.english.number_words import part
from briefing.english.sentences import word_set

# Ranges -------------------------------------------------------------------------------------------------------------------

_TO = re.compile(r"-?\s*(?:to|or|-)\s*|-to-|-or-|-?\s+(?:to|or)\s+(?:about|around|some|up to|even|as many as|perhaps)\s+")
_AND = re.compile(r"-?\s+and\s+")


def join_ranges(low: str, drafts: list[Draft]) -> None:
    """Give both ends of a range what is written once: `10 to 20 per cent`, `$10–20 million`."""
    for place in range(len(drafts) - 2, -1, -1):
        one, other = drafts[place], drafts[place + 1]
        gap = (one.end, other.start)
        if other.mantissa < 0 and low[other.start] == "-" and one.end == other.start:
            other.start, other.mantissa = other.start + 1, -other.mantissa  # `10 -20`
        is_between = _AND.fullmatch(low, *gap) and (low[one.end] == "-" or "between" in words_before(low, one.start)[-3:])
        if not is_between and not _TO.fullmatch(low, *gap):
            continue
        if "ordinal" in (one.kind, other.kind) and one.kind != other.kind:
            continue
        if "time" in (one.kind, other.kind) and one.kind != other.kind:
            _join_times(low, one, other)
            continue
        if "vague" in (one.unit, other.unit) or not _is_compatible(one, other):
            continue
        if one.scale == 1 and other.scale > 1 and one.mantissa <= other.mantissa and (one.is_plain or one.kind == "money"):
            one.scale = other.scale
        if one.is_plain:
            one.kind, one.unit, one.is_one = other.kind, other.unit, False
        elif other.is_plain and one.kind == "money":
            other.kind, other.unit = one.kind, one.unit
        _mark_ends(low, one, other)


def _mark_ends(low: str, one: Draft, other: Draft) -> None:
    """From the least to the most, unless something changes from the one to the other."""
    one.is_range = other.is_range = True
    is_change = not CHANGES.isdisjoint(words_before(low, one.start)[-5:])
    if one.mantissa * one.scale < other.mantissa * other.scale and not is_change:
        one.range_bound, other.range_bound = "min", "max"


def _is_compatible(one: Draft, other: Draft) -> bool:
    """Whether two numbers can be the ends of one range."""
    if one.is_plain or (other.is_plain and one.kind == "money"):
        return True
    return one.kind == other.kind and (one.kind != "money" or one.unit == other.unit)


def _join_times(low: str, one: Draft, other: Draft) -> None:
    """`9 to 11 a.m.`"""
    hour = one.mantissa
    if (
        other.kind == "time"
        and one.is_plain
        and hour == hour.to_integral_value()
        and 1 <= hour <= 12
        and "m" in low[other.start : other.end]
    ):
        noon = 720 if "p" in low[other.start : other.end] else 0
        one.kind, one.mantissa, one.is_range, other.is_range = "time", 60 * (hour % 12) + noon, True, True


def share_bounds(drafts: list[Draft]) -> None:
    """Both ends of a range count the same, and `about 10 to 20` are both about."""
    for place in range(len(drafts) - 2, -1, -1):
        one, other = drafts[place], drafts[place + 1]
        if one.is_range and other.is_range and one.kind == other.kind and not one.nouns:
            one.nouns = other.nouns
            one.rate = one.rate or other.rate
            if one.bound == "approx" and other.bound == "exact":
                other.bound = "approx"
            elif other.bound == "approx" and one.bound == "exact":
                one.bound = "approx"


# Shares -------------------------------------------------------------------------------------------------------------------

_IN = re.compile(r"\s+in\s+(?:every\s+)?")
_OUT_OF = re.compile(r"\s+out\s+of\s+(?:every\s+)?")
_ONE_IN = re.compile(r"((?:\s+[a-z]+(?:['-][a-z]+)*){1,4})\s+in\s+(?:every\s+)?")
"""What stands between in `one patient in five`."""
_WHOLES = frozenset({*range(2, 21), 100, 1000})
_PLURALS = word_set("people men women children police troops")
_VERBS_IN_S = word_set(
    "gets waits says lives dies needs goes works suffers faces receives takes makes wants thinks believes fails knows comes"
)
_SINGULARS_IN_S = ("ss", "us", "is", "ics")
_NO_SHARE = word_set("killed killing wounded injured arrested detained seized captured destroyed sank struck hit")
"""Verbs that make two counts of `two in three strikes`."""
_BEFORE_PRONOUN = word_set("the this that each every no which another other some any")
_SURELY_BELOW = 20


def join_shares(text: str, low: str, drafts: list[Draft]) -> list[Draft]:
    """The drafts with `one in five`, `two out of three` and `one patient in five` as one fraction."""
    kept: list[Draft] = []
    for place, one in enumerate(drafts):
        limit = drafts[place + 1].start if place + 1 < len(drafts) else len(low)
        if kept and (nouns := _share_between(text, low, kept[-1], one, limit)) is not None:
            above = kept[-1]
            above.nouns = nouns
            above.mantissa, above.scale = part(int(above.mantissa * above.scale), int(one.mantissa * one.scale)), Decimal(1)
            above.end, above.numeral_end, above.unit, above.is_one = one.end, one.numeral_end, "fraction", False
        else:
            kept.append(one)
    return kept


def _share_between(text: str, low: str, above: Draft, below: Draft, limit: int) -> tuple[str, ...] | None:
    """The nouns between two numbers that are one share; None where they are none."""
    if _is_share(low, above, below) or _is_out_of(low, above, below):
        return ()
    if not above.is_one or not below.is_plain or low[below.end : below.end + 1] == "-":
        return None
    match = _ONE_IN.fullmatch(low, above.end, below.start)
    if not match or any(char.isupper() for char in text[slice(*match.span(1))]):
        return None
    words = tuple(match[1].split())
    if below.mantissa * below.scale not in _WHOLES or not STOPS.isdisjoint(words):
        return None
    if word_before(low, above.start) in _BEFORE_PRONOUN or not _NO_SHARE.isdisjoint(words_before(low, above.start)[-4:]):
        return None
    return None if _counts_many(low, below, limit) else words


def _is_out_of(low: str, above: Draft, below: Draft) -> bool:
    """Whether two numbers are `two out of three`; `36 out of 40` is a count."""
    if not (above.is_plain and below.is_plain and _OUT_OF.fullmatch(low, above.end, below.start)):
        return False
    part_of, whole = above.mantissa * above.scale, below.mantissa * below.scale
    return whole in _WHOLES and not part_of % 1 and 0 < part_of <= whole


def _counts_many(low: str, one: Draft, limit: int) -> bool:
    """Whether a plural noun follows a number: `one man in two fast cars`."""
    for word, _ in nouns_after(low, one, limit)[:2]:
        if word in _PLURALS or (word.endswith("s") and len(word) > 3 and not word.endswith(_SINGULARS_IN_S)):
            return word not in _VERBS_IN_S
    return False


def _is_share(low: str, above: Draft, below: Draft) -> bool:
    """Whether two numbers are `two in three`. What is out of no round number may be anything: `two in 36 operations`."""
    if (
        not (above.is_plain and below.is_plain and _IN.fullmatch(low, above.end, below.start))
        or low[below.end : below.end + 1] == "-"
    ):
        return False
    part_of, whole = above.mantissa * above.scale, below.mantissa * below.scale
    if part_of % 1 or whole % 1 or not 0 < part_of < whole or (whole > _SURELY_BELOW and whole % 10):
        return False
    if above.is_one and word_before(low, above.start) in _BEFORE_PRONOUN:
        return False
    return _NO_SHARE.isdisjoint(words_before(low, above.start)[-4:])
