"""Days that a text names with their month, read in the words of its language. English is read far better in its own room."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from briefing.wording import LANGUAGES, language, wording


def days(text: str, tag: str) -> Iterator[tuple[int, int, tuple[int | None, int, int]]]:
    """The days of a text in the language of a tag, with their places: year, where it is given, month and day."""
    if language(tag) not in LANGUAGES or not (pattern := wording(tag).reading.days):
        return
    names = _months(tag)
    found = pattern.format(day=r"(?<![\d.,])(\d{1,2})", month=f"({'|'.join(names)})", year=r"(\d{4})")
    for match in re.finditer(found, text, re.IGNORECASE):
        yield *match.span(), (int(match[3]) if match[3] else None, names[match[2].lower()], int(match[1]))


@lru_cache(maxsize=16)
def _months(tag: str) -> dict[str, int]:
    """The names of the months, as dates have them."""
    return {re.split(r"\W", wording(tag).date(2000, month))[0].lower(): month for month in range(1, 13)}
