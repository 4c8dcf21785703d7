"""Years without a month: which four figures are a year, and which count what follows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.english.folding import word_before
from briefing.english.number_words import numbered
from briefing.english.sentences import word_set
from briefing.english.units import MEASURES, MONEY

MONTHS = numbered("january february march april may june july august september october november december")
"""The months in lower case, with their numbers."""

_LONE_YEAR = re.compile(
    r"[12][0-9]{3}(?<![\w.,:/$€£¥+#%][0-9]{4})(?<![0-9]-[0-9]{4})"
    r"(?:(\s?[-/]\s?)([12][0-9]{3}|(?<=[-/])[0-9]{2}))?(?![\w%]|[.,:/][0-9]|\s?%)"
)
_GLUED_BY_HYPHEN = re.compile(r"(?<!\b(?:mid|pre))(?<!\b(?:post|late))(?<!\bearly)(?<=[a-z])-\Z")
_CODE_BEFORE = re.compile(r"(?:[$€£¥~≈<>≥≤]|\b(?:usd|eur|gbp|cop|chf|jpy|cny|brl|mxn|cad|aud))\s?\Z")
_IN_TIME = word_set(
    "in since until till during before through throughout early late mid fiscal year circa spring summer autumn winter"
) | frozenset(MONTHS)
_PERHAPS_IN_TIME = word_set("of by from after for to and between")
_NUMBERED = word_set(
    "no no. nr number numbers resolution law decree article articles flight bill act section room page route order case "
    "paragraph least than most over above below exceeding nearly almost some exactly only another additional estimated roughly "
    "approximately total"
)
_OF_A_YEAR = word_set(
    "estimates elections figures results levels prices statistics polls protests talks games olympics rules sanctions forecasts "
    "reports numbers data findings terms negotiations accords agreements primaries sales reforms rates tariffs"
)
_SINGULAR_S = word_set(
    "was has is does says sees this its as us les news series crisis campus census congress process press less plus thus always "
    "analysis basis focus status"
)
_PLURALS = word_set("people men women children troops police personnel soldiers persons civilians dead others")
_NEXT = re.compile(r"(-|\s+)(per\s?cent\b|[a-z]+[23²³]?)")
_SCALED = ("percent", "per cent", "pct", "million", "billion", "hundred", "thousand")
_SINGULAR_UNITS = word_set("second minute quarter")


_VERBS = word_set(
    "follows is was has had saw sees marks marked brought brings began begins ended ends remains came comes shows will would"
)
"""Verbs of which a year may be the subject. Some are plural nouns as well."""
_NO_VERB = re.compile(r"\s+[a-z]+\s+(?:of|is|are|was|were|have|had)\b")
_BEGINS_CLAUSE = re.compile(r"(?:\A|[.,;:!?—\n\"“(\ufffc])\s*\Z")
_CONJUNCTIONS = word_set("and but that while whereas as because though although when if so which")


def is_counted(low: str, start: int, end: int) -> bool:
    """Whether a bare four-digit number, or one after a month, counts what follows: `2500 boats`, `1500 hectares`."""
    match = _NEXT.match(low, end)
    if not match:
        return False
    word, is_tight = match[2], match[1] == "-"
    if word in MEASURES or word in _SCALED:
        return len(word) > 1 and (is_tight or word not in _SINGULAR_UNITS)  # `in 2024 second-round votes`
    if word in MONEY:
        return word_before(low, start) != "in"  # `in 2010 dollars`
    if is_tight:
        return False
    return word in _PLURALS or (
        word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is")) and word not in _SINGULAR_S
    )


def lone_years(low: str) -> Iterator[tuple[int, int, int]]:
    """The years of a folded text that stand without a month: start, end, year. Of `2019–21` both."""
    for match in _LONE_YEAR.finditer(low):
        start, first_end = match.start(), match.start() + 4
        if _GLUED_BY_HYPHEN.search(low, max(0, start - 10), start) or _CODE_BEFORE.search(low, max(0, start - 5), start):
            continue
        first, second = int(low[start:first_end]), match[2]
        if not _is_year(low, start, match.end(), first):
            continue
        if second is None:
            yield start, first_end, first
            continue
        last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
        yield start, first_end, first
        if last > first:
            yield match.start(2), match.end(2), last


def _is_year(low: str, start: int, end: int, year: int) -> bool:
    before = word_before(low, start)
    is_counted_here = is_counted(low, start, end)
    if before in _NUMBERED:
        return False
    following = _NEXT.match(low, end)
    if is_counted_here and following and (following[2] in MEASURES or following[2] in _SCALED):
        return False
    is_of_our_time = 1900 <= year < 2100
    if is_of_our_time and following and _is_subject(low, start, end, following):
        return True
    if before in _IN_TIME or low[max(0, start - 4) : start] in ("mid-", "pre-", "ost-", "ate-", "rly-"):
        return is_of_our_time or not is_counted_here
    if is_counted_here:
        assert following is not None
        is_dated = following[2] in _OF_A_YEAR or before in ("the", "its", "their", "his", "her", "our") or before.endswith("'s")
        return is_of_our_time and (is_dated or (before in _PERHAPS_IN_TIME and year != 2000))
    if low[start - 1 : start] == "(" and low[end : end + 1] == ")":
        return True
    return 1700 <= year < 2100 or before in _PERHAPS_IN_TIME or not (low[:start] + low[end:]).strip()


def _is_subject(low: str, start: int, end: int, following: re.Match[str]) -> bool:
    """Whether a year heads a clause and its verb follows: `2026 follows from this`, but not `2000 remains were found`."""
    if following[1] == "-" or following[2] not in _VERBS or (is_counted(low, start, end) and _NO_VERB.match(low, end)):
        return False
    return word_before(low, start) in _CONJUNCTIONS or bool(_BEGINS_CLAUSE.search(low, max(0, start - 6), start))
