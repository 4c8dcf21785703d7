"""Words by which a text holds back from what it says: `allegedly`, `seems to`, `could`, `potential`; and what they reach."""

from __future__ import annotations

import re

from msgspec import Struct

from briefing.english.negation import content_stems

_HEDGE = re.compile(
    r"\b(?:alleged|allegedly|reportedly|purported(?:ly)?|supposed(?:ly)?|apparent(?:ly)?|seem(?:s|ed|ingly)?|appear(?:s|ed)? to|"
    r"(?-i:may)|might|could|possibl[ey]|potential(?:ly)?|perhaps|probabl[ey]|likely|suspected|would-be|so-called|suggest(?:s|ed)?|"
    r"sugge?stion|not clear|unclear|(?:is|are) said to|"
    r"expect(?:s|ed)?|hope(?:s|d)?|plan(?:s|ned)?|spoke of|speaks? of|thinks?|believes?|would|should)\b",
    re.IGNORECASE,
)
_REACH = 60
"""Characters after a hedge in which the word lies that it holds back from."""


class Hedge(Struct, frozen=True):
    """A word of reserve. `start` and `end` are its offsets; `scope` the stem of the first word of meaning after it."""

    start: int
    end: int
    scope: str


def hedges(text: str) -> tuple[Hedge, ...]:
    """Every hedge of a text, quoted ones too."""
    found = []
    for match in _HEDGE.finditer(text):
        after = content_stems(text[match.end() : match.end() + _REACH])
        found.append(Hedge(match.start(), match.end(), after[0][0] if after else ""))
    return tuple(found)
