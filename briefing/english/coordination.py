"""Numbers in a row that share what is written once, behind the last: `261,000 and 262,179 hectares`, `$3 and $4 million`."""

from __future__ import annotations

import re

from briefing.english.drafts import Draft
from briefing.english.folding import word_before
from briefing.english.nouns import LABELS

_JOINS = re.compile(
    r",?\s+(?:and|or|nor|but(?:\s+not)?|not|against|versus|vs\.?|rather\s+than|instead\s+of|compared\s+(?:with|to)|as\s+well\s+as)\s+"
    r"(?:about\s+|around\s+|some\s+|almost\s+|nearly\s+|roughly\s+|only\s+|just\s+|then\s+)?"
)
_COMMA = re.compile(r",\s+")
_ANOTHER_TIME = re.compile(r"\s+(?:later|earlier|before|after|ago)\b")
"""After a duration that tells when something else was: the 10 of `at 10 and two hours later` is none."""
_PRICE = re.compile(r"[a-z.]*[$€£¥]|[a-z]{3}\s?[-+]?[0-9]")
"""An amount with its currency before it, which it does not share."""
_SAME_SCALE = 10
"""How many times greater the first number may be than the last, for both to be millions."""


def coordinate(low: str, drafts: list[Draft]) -> None:
    """Give each number of a row the unit and the scale of the next, from the last on."""
    is_row = False
    for place in range(len(drafts) - 2, -1, -1):
        one, other = drafts[place], drafts[place + 1]
        gap = (one.end, other.start)
        is_row = bool(_JOINS.fullmatch(low, *gap) or (is_row and _COMMA.fullmatch(low, *gap)) or _is_or(one, other))
        if is_row and not one.is_range and not one.is_one and word_before(low, one.start) not in LABELS:
            _share(low, one, other)


def _is_or(one: Draft, other: Draft) -> bool:
    """Whether two numbers are the ends of one range, which may end a row: `two, three or four tonnes`."""
    return one.is_range and other.is_range


def _share(low: str, one: Draft, other: Draft) -> None:
    is_money = one.kind == "money" == other.kind and one.unit == other.unit
    if not (one.is_plain or is_money) or other.kind in ("ordinal", "time") or other.unit in ("vague", "fraction"):
        return
    if low[other.numeral_end : other.numeral_end + 1] == "-":
        return  # `five and 10-tonne lorries`
    if other.kind == "duration" and _ANOTHER_TIME.match(low, other.end):
        return
    if one.is_plain and _PRICE.match(low, other.start):
        return  # `3 and $4`
    if one.scale == 1 < other.scale and one.mantissa < _SAME_SCALE * other.mantissa:
        one.scale = other.scale
    one.kind, one.unit = other.kind, other.unit
