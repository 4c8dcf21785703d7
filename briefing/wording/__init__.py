"""The program's own words, language by language: labels, citation words, terms of likelihood, quotation marks, dates, numbers.

A brief names its language by a tag after BCP 47. The language chooses the words; the region only formats: dates, numbers and
quotation marks. What is said is decided elsewhere; here is how it is said.
"""

from __future__ import annotations

from functools import lru_cache

from msgspec.structs import replace

from briefing.wording.english import ENGLISH
from briefing.wording.marks import Marks
from briefing.wording.spanish import IN_AMERICA, OF_SPAIN, SPANISH
from briefing.wording.tags import PATTERN, is_tag, language, region
from briefing.wording.words import Wording

__all__ = ["LANGUAGES", "LIKELIHOODS", "PATTERN", "Marks", "Wording", "is_tag", "language", "region", "wording"]

LANGUAGES = {"en": "English", "es": "Spanish"}
"""The languages that there are words for, with their names."""


LIKELIHOODS = frozenset(form for spoken in (ENGLISH, SPANISH) for forms in spoken.judgment.likelihoods.values() for form in forms)
"""Every form of every term of likelihood, of any language."""


@lru_cache(maxsize=16)
def wording(tag: str) -> Wording:
    """The wording for a language tag. Raises KeyError for a language that has none."""
    made = {"en": ENGLISH, "es": SPANISH}[language(tag)]
    there = region(tag)
    if not there:
        return made
    made = replace(made, tag=tag, locale=f"{language(tag)}_{there}")
    if language(tag) == "es":
        made = replace(made, note_locale=made.locale)
        if there not in OF_SPAIN:
            opening, closing = IN_AMERICA.outer
            labels = replace(made.labels, opening=opening, closing=closing)
            made = replace(made, labels=labels, marks=IN_AMERICA, grouped_from=1000)
    return made
