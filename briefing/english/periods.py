"""Periods of time without a number: `a year` and `the past year` as durations, and the rate in `$5 a year`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from briefing.english.bounds import look_after, look_before
from briefing.english.drafts import Draft
from briefing.english.folding import BEGINS_SENTENCE, Taken, word_before
from briefing.english.sentences import word_set

# Durations ----------------------------------------------------------------------------------------------------------------

PERIODS = word_set("second minute hour day week fortnight month quarter year decade century annum")
"""A text that has none of these has no such period."""
RATE_ADVERBS = word_set("annually yearly monthly weekly daily hourly annual")
"""A text that has none of these and no period has no rate."""
_ARTICLE = re.compile(
    r"\b(?:(half)[-\s](?:an?[-\s])?|an?[-\s])(half[-\s])?(second|minute|hour|day|week|fortnight|month|year|decade|century)\b"
    r"(\s+and\s+an?\s+(half|quarter)\b)?(?!-(?!long\b)[a-z])"
)
_BEFORE_PERIOD = word_set("past last next within for after")
_AFTER_PERIOD = re.compile(r"\s+(?:of|ago|later|earlier|before|after)\b")
_NO_NOUN = re.compile(r"\s*(?:[.,;:!?)\]\ufffc—]|\Z)|\s+(?:of|ago|later|earlier|before|after|and|or|in|on|at|to|by|with)\b")


def periods(low: str) -> Iterator[Draft]:
    """The durations of a folded text that have no number."""
    yield from _articles(low)
    yield from _past(low)


def _articles(low: str) -> Iterator[Draft]:
    """`A year` is a duration where something says so: a bound, `within`, `ago`; else it is a rate, or nothing."""
    for match in _ARTICLE.finditer(low):
        start = match.start()
        one = Draft(start, match.end(), "duration", Decimal(1), Decimal(1), match[3], match.end())
        look_before(low, one)
        if match[1] or match[2]:
            one.mantissa = Decimal("0.5")
        elif match[4]:
            one.mantissa = Decimal("1.5") if match[5] == "half" else Decimal("1.25")
        elif one.bound == "exact" and not _is_period(low, match):
            continue
        if match[3] == "second" and not _NO_NOUN.match(low, match.end()):
            continue
        look_after(low, one, (match.end(),))
        yield one


def _is_period(low: str, match: re.Match[str]) -> bool:
    """Whether `a year` is said to last: `within a year`, `a year ago`, or the bare words, as a claim's value has them."""
    if word_before(low, match.start()) in _BEFORE_PERIOD or _AFTER_PERIOD.match(low, match.end()):
        return True
    return match[3] != "second" and not (low[: match.start()] + low[match.end() :]).strip(" .\"'“”")


_PAST = re.compile(
    r"\bthe\s+(?P<period>(?P<past>past|last)\s+(?P<unit>minute|hour|day|week|fortnight|month|quarter|year|decade|century))\b"
    r"(?!['-]\w|\s+(?:of|before|century)\b)"
)
_BEFORE_PAST = word_set("over in during for within of throughout")
_FINAL = re.compile(r"\s+(?:to|when|that|for)\b")
"""What makes of `the last day` the final one."""


def _past(low: str) -> Iterator[Draft]:
    """`Over the past year`, `in the last decade`; but not `last year`, `the last week of March`, `the last minute deal`."""
    for match in _PAST.finditer(low):
        end, unit = match.end(), match["unit"]
        is_first = BEGINS_SENTENCE.search(low, max(0, match.start() - 6), match.start())
        if not is_first and word_before(low, match.start()) not in _BEFORE_PAST:
            continue
        is_final = match["past"] == "last" and _FINAL.match(low, end)
        if is_final or (unit in ("minute", "quarter") and not _NO_NOUN.match(low, end)):
            continue
        one = Draft(match.start("period"), end, "duration", Decimal(1), Decimal(1), unit, end)
        look_after(low, one, (end,))
        yield one


# Rates --------------------------------------------------------------------------------------------------------------------

_RATE = re.compile(
    r"(?:-an?-|-per-|/|(?P<words>(?:\s+[^\W\d_]+(?:['-][^\W\d_]+)*){0,4}?)\s+"
    r"(?:(?:an?|per|each|every)\s+|(?=per\s+annum|p\.a\.|[a-z]+ly\b)))"
    r"(?P<unit>second|minute|hour|day|week|fortnight|month|quarter|year|decade|century"
    r"|annually|yearly|monthly|weekly|daily|hourly|per\s+annum|p\.a\.)\b"
    r"(?!\s+(?:ago|earlier|later|before|after|long|old)\b|-(?:on-|old|long))"
)
_RATE_UNITS = {"annually": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day", "hourly": "hour"}
_NO_RATE = word_set(
    "and or but that which who whom were was is are be been had has have when while if because not twice once most"
)
"""Words that begin something new between a quantity and `a year`."""
_SPANNED = word_set("in for within after over about nearly than last next past during almost around under as by")
"""Words that make of `a year` a duration."""
_ANNUAL = frozenset({"annual", "yearly"})


def look_for_rate(low: str, one: Draft, limit: int, taken: Taken) -> None:
    """Give a draft the rate that stands before it or follows it, and take its words."""
    if word_before(low, one.start) in _ANNUAL:
        one.rate = "year"
        return
    match = _RATE.match(low, one.end, min(len(low), one.end + 90))
    if not match or match.start("unit") >= limit or match.end() > limit:
        return
    words = (match["words"] or "").split()
    if _NO_RATE.isdisjoint(words) and not (words and words[-1] in _SPANNED):
        unit = match["unit"]
        one.rate = _RATE_UNITS.get(unit, unit if unit in PERIODS else "year")
        start = match.end("words") if match["words"] is not None else match.start()
        taken.take(start, match.end())  # so that `a year` is no duration
