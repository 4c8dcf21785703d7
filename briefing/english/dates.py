"""Dates in English text, at whatever precision they are given: `3 February 2026`, `in May`, `2019–21`, `the 1990s`, `Tuesday`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from briefing.english.folding import WORD, Taken, any_of, fold, word_before
from briefing.english.number_words import DIGIT, ORDINALS, numbered
from briefing.english.sentences import word_set
from briefing.english.years import MONTHS, is_counted, lone_years


class DateMention(Struct, frozen=True):
    """A date that a text names, as far as it names it; its end is exclusive."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    weekday: int | None
    """From Monday, which is 0."""
    is_decade: bool = False
    """The 1990s: `year` is 1990."""


_SHORT = {month[:3]: number for month, number in MONTHS.items() if month != "may"} | {"sept": 9}
_WEEKDAYS = numbered("monday tuesday wednesday thursday friday saturday sunday", 0)
_NAMES = frozenset({*MONTHS, *_SHORT})
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\S{1,64}@\S+|\b[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,4}\.(?:com|org|net|gov|edu|int|co|uk|eu|info)/\S*"
)


def addresses(low: str) -> list[tuple[int, int]]:
    """Where a folded text has addresses of the web and of e-mail, in which no number is a number of the text."""
    if "/" not in low and "@" not in low and "www." not in low:
        return []
    return [match.span() for match in _ADDRESS.finditer(low)]


@lru_cache(maxsize=4096)  # several checks read the same quotation
def dates(text: str) -> tuple[DateMention, ...]:
    """The dates of a text in order, not overlapping. `Yesterday` and `last month` name none."""
    low = fold(text)
    words = WORD.findall(low)
    has_digit = DIGIT.search(low) is not None
    has_month, has_weekday = not _NAMES.isdisjoint(words), not _WEEKDAYS.keys().isdisjoint(words)
    has_decade = not _DECADE_WORDS.keys().isdisjoint(words) or (has_digit and ("0s" in low or "0's" in low))
    if not (has_digit or has_month or has_weekday or has_decade):
        return ()
    found = _Found(low)
    if has_digit:
        found.add(_numeric(text, low))
    if has_month:
        found.add(_in_months(text, low))
    if has_weekday:
        found.add(_weekdays(text, low))
    if has_digit:
        found.add(DateMention(start, end, year, None, None, None) for start, end, year in lone_years(low))
        found.add(_month_days(low))
    if has_decade:
        found.add(_decades(low))
    return _completed(low, found.mentions)


class _Found:
    """The mentions found so far; what overlaps one of them is not added."""

    def __init__(self, low: str) -> None:
        self.mentions: list[DateMention] = []
        self._taken = Taken(len(low))
        for start, end in addresses(low):
            self._taken.take(start, end)

    def add(self, mentions: Iterable[DateMention]) -> None:
        for one in mentions:
            if self._taken.is_free(one.start, one.end):
                self._taken.take(one.start, one.end)
                self.mentions.append(one)


# In figures ---------------------------------------------------------------------------------------------------------------

_ISO = re.compile(r"[12][0-9]{3}(?<![\w.,/$€£-][0-9]{4})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?(?![\w-]|[.,][0-9])")
_SLASHED = re.compile(r"[0-9][0-9]?([/.])([0-9]{1,2})\1([12][0-9]{3})(?![\w/]|[.][0-9])")


def _numeric(text: str, low: str) -> Iterator[DateMention]:
    for match in _ISO.finditer(low):
        if text[match.start() + 4] == "–" and not match[2]:
            continue  # `2011–12` is two years
        year, month, day = int(match[0][:4]), int(match[1]), int(match[2]) if match[2] else None
        yield DateMention(match.start(), match.end(), year, month, day, None)
    for match in _SLASHED.finditer(low):
        first, second, year = int(match[0].split(match[1])[0]), int(match[2]), int(match[3])
        day, month = (first, second) if first > 12 or first == second else (second, first)
        before = low[match.start() - 1 : match.start()]
        if (
            max(first, second) > 31
            or min(first, second) > 12
            or not first
            or not second
            or before.isalnum()
            or (before and before in ".,/-")
        ):
            continue
        if first != second and first <= 12 and second <= 12:
            yield DateMention(match.start(), match.end(), year, None, None, None)  # which is the day nobody can tell
        else:
            yield DateMention(match.start(), match.end(), year, month, day, None)


# With a month -------------------------------------------------------------------------------------------------------------

_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"[12][0-9]{3}"
_NOT_GLUED = r"(?![\w%]|[.,:][0-9]|-[a-z0-9])"
_MONTH = re.compile(rf"\b(?:({any_of(MONTHS)})|({any_of(_SHORT)})\b(\.)?)(?![\w])")
_DAYS_BEFORE = re.compile(
    rf"(?<![\w.,:/$€£-])({_DAY}(?:(?:\s*-\s*|\s+(?:to|and|or|until|till|through|&)\s+|,\s+(?:and\s+)?){_DAY})*)(?:\s+of|-)?\s*\Z"
)
_WORD_BEFORE = re.compile(rf"\b(?:(twenty|thirty)[-\s])?({any_of(ORDINALS)})(?:\s+day)?\s+of\s+\Z")
_DAY_AFTER = re.compile(
    rf"\s+(?:the\s+)?({_DAY})(?!\w)"
    rf"(?:(?:\s*-\s*({_DAY})|\s+(?:to|and|or)\s+(?:the\s+)?({_DAY})(?=\s*(?:[.,;:!?)\]\ufffc]|\Z|(?:in|at|on|of|by|with|the|for)\b|{_YEAR}\b))){_NOT_GLUED})?"
    rf"{_NOT_GLUED}(?:(?:,?\s+(?:of\s+)?)({_YEAR}){_NOT_GLUED})?"
)
_YEAR_AFTER = re.compile(rf"(?:(,)?\s+(?:of\s+)?|-)({_YEAR})(?![\w%]|[.,:][0-9])")
_WEEKDAY_BEFORE = re.compile(rf"\b({any_of(_WEEKDAYS)}),?\s+(?:the\s+|morning,?\s+|evening,?\s+|night,?\s+|afternoon,?\s+)?\Z")
_DAY_ENDS = (*"0123456789", "st", "nd", "rd", "th", "of")
_ONE_DAY = re.compile(_DAY)

_BEFORE_MONTH = word_set(
    "in of for by since until till during from to through throughout early late mid last next this between before after"
)
_JOINED = re.compile(rf"(?:{any_of(MONTHS)}|{any_of(_SHORT)}\.?)\s*(?:-|,|/|,?\s(?:and|or|to|until|through))\s*\Z")
_JOINS = re.compile(rf"\s*(?:-|,|/|,?\s(?:and|or|to|until|through))\s*(?:in\s+)?(?:{any_of(MONTHS)})\b")
_ALONE = re.compile(r"\s*(?:[,;:)\]]|\Z)")
_VERB_AFTER = re.compile(r"\s+(?:be|have|not|on|for|the|god|he|she|it|they|we|i|you|his|her)\b")
_NOUN_AFTER = re.compile(r"\s+(?!(?:on|of|for|to|and|in|is|was|be|has|had|said|says|government|administration)\b)[a-z]")


def _in_months(text: str, low: str) -> Iterator[DateMention]:
    for match in _MONTH.finditer(low):
        if not text[match.start()].isupper():
            continue
        month = MONTHS.get(match[1] or "") or _SHORT[match[2]]
        yield from _in_month(text, low, match, month)


def _in_month(text: str, low: str, match: re.Match[str], month: int) -> Iterator[DateMention]:
    start, end = match.span()
    days = _days_before(low, start, month)
    year = None
    if days:
        if (after := _YEAR_AFTER.match(low, end)) and not (after[1] and is_counted(low, after.start(2), after.end(2))):
            year, end = int(after[2]), after.end()
    elif (after := _DAY_AFTER.match(low, end)) and _is_day_after(low, start, after, month):
        year = int(after[4]) if after[4] else None
        days = [(start, after.end(1), _number(after[1]))]
        end = after.end()
        if other := after[2] or after[3]:
            days.append((after.start(2 if after[2] else 3), end, _number(other)))
        elif not year:
            end = after.end(1)
    elif (after := _YEAR_AFTER.match(low, end)) and not (after[1] and is_counted(low, after.start(2), after.end(2))):
        year, end = int(after[2]), after.end()
    elif match[2] or not _is_month(text, low, match):
        return
    if not days:
        end = max(end, match.end(1) if match[1] else end)
        yield _with_weekday(low, DateMention(start, end, year, month, None, None))
    for place, (day_start, day_end, day) in enumerate(days):
        is_last = place == len(days) - 1
        one = DateMention(day_start, end if is_last else day_end, year, month, day, None)
        yield one if place else _with_weekday(low, one)


def _days_before(low: str, start: int, month: int) -> list[tuple[int, int, int]]:
    """The days that stand before a month: start, end, number."""
    if not low[max(0, start - 4) : start].rstrip("- \u00a0\n\t").endswith(_DAY_ENDS):
        return []
    window = max(0, start - 40)
    if match := _DAYS_BEFORE.search(low, window, start):
        days = [(one.start(), one.end(), _number(one[0])) for one in _ONE_DAY.finditer(low, match.start(1), match.end(1))]
        if all(day <= _LONGEST[month - 1] for _, _, day in days):
            return days
    if match := _WORD_BEFORE.search(low, window, start):
        day = ORDINALS[match[2]] + {"twenty": 20, "thirty": 30}.get(match[1] or "", 0)
        if day <= _LONGEST[month - 1]:
            return [(match.start(), match.end(), day)]
    return []


def _is_day_after(low: str, start: int, after: re.Match[str], month: int) -> bool:
    """Whether what follows a month is a day of it: `on March 8`, but not `in March 8 people`."""
    if any(_number(day) > _LONGEST[month - 1] for day in after.groups()[:3] if day):
        return False
    is_bare = after[1].isdigit() and not after[4] and not after[2]
    return not (is_bare and word_before(low, start) in ("in", "since", "during") and is_counted(low, *after.span(1)))


def _number(day: str) -> int:
    return int(day.rstrip("stndrh"))


def _with_weekday(low: str, mention: DateMention) -> DateMention:
    if match := _WEEKDAY_BEFORE.search(low, max(0, mention.start - 22), mention.start):
        return replace(mention, start=match.start(), weekday=_WEEKDAYS[match[1]])
    return mention


def _is_month(text: str, low: str, match: re.Match[str]) -> bool:
    """Whether a month's name without a day or a year is one. `May` and `March` are words and names as well."""
    start, end = match.span()
    if match[1] not in ("may", "march"):
        return True
    before = word_before(low, start)
    if _JOINED.search(low, max(0, start - 24), start) or _JOINS.match(low, end):
        return True
    if low[max(0, start - 4) : start] == "mid-" or before in _BEFORE_MONTH:
        return not (before == "to" and _VERB_AFTER.match(low, end))
    if not low[:start].strip("\"“'(["):
        return bool(_ALONE.match(low, end))  # the first word: a month only where nothing else is said
    return (before in ("the", "a", "its", "their", "his", "her") or before.endswith("'s")) and bool(_NOUN_AFTER.match(text, end))


_WEEKDAY = re.compile(rf"\b({any_of(_WEEKDAYS)})(?!\w|\s+(?:times|telegraph|mail|mirror|express|herald|tribune)\b)")


def _weekdays(text: str, low: str) -> Iterator[DateMention]:
    for match in _WEEKDAY.finditer(low):
        if text[match.start()].isupper():
            yield DateMention(match.start(), match.end(), None, None, None, _WEEKDAYS[match[1]])


# Decades and lone days ----------------------------------------------------------------------------------------------------

_DECADE = re.compile(r"(?<![\w.,$€£])(?:([12][0-9]{2}0)'?s|'([0-9]0)s|(?<=\bthe )([2-9]0)s)(?!\w)")
_DECADE_WORDS = numbered("twenties thirties forties fifties sixties seventies eighties nineties", 1920, 10)
_DECADE_WORD = re.compile(rf"\bthe\s+(?:early\s+|mid-|late\s+|nineteen[-\s])?({any_of(_DECADE_WORDS)})\b")


def _decades(low: str) -> Iterator[DateMention]:
    for match in _DECADE.finditer(low):
        short = match[2] or match[3]
        year = int(match[1]) if match[1] else int(short) + (1900 if short >= "20" else 2000)
        yield DateMention(match.start(), match.end(), year, None, None, None, is_decade=True)
    for match in _DECADE_WORD.finditer(low):
        yield DateMention(match.start(1), match.end(1), _DECADE_WORDS[match[1]], None, None, None, is_decade=True)


_LONE_DAY = re.compile(
    r"[0-9][0-9]?(?:st|nd|rd|th)(?=\s*(?:[.,;:!?)\]\ufffc]|\Z)"
    r"|\s+(?:and|or|to|until|at|when|he|she|they|it|that|but|while|of\s+(?:the|this|that|each|every|last|next)\s+month)\b)"
)


def _month_days(low: str) -> Iterator[DateMention]:
    for match in _LONE_DAY.finditer(low):
        if word_before(low, match.start()) == "the" and 1 <= _number(match[0]) <= 31:
            yield DateMention(match.start(), match.end(), None, None, _number(match[0]), None)


# Ranges and lists ---------------------------------------------------------------------------------------------------------

_BETWEEN = re.compile(r"\s*(?:-|,?\s+(?:to|and|or|until|till|through)|,|/)\s*(?:the\s+|in\s+|early\s+|late\s+|mid-)?")


def _completed(low: str, mentions: Iterable[DateMention]) -> tuple[DateMention, ...]:
    """In order, with the year that a range or a list gives only once: `between March and May 2026`."""
    found = sorted(mentions, key=lambda one: one.start)
    for place in range(len(found) - 2, -1, -1):
        one, after = found[place], found[place + 1]
        if (
            one.month
            and one.year is None
            and after.month
            and after.year is not None
            and after.month >= one.month
            and _BETWEEN.fullmatch(low, one.end, after.start)
        ):
            found[place] = replace(one, year=after.year)
    return tuple(found)
