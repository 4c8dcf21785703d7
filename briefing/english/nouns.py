"""What a number counts: the words after it that may be its noun, and whether `one` counts anything."""

from __future__ import annotations

import re

from briefing.english.bounds import AFTER
from briefing.english.drafts import Draft
from briefing.english.folding import word_before
from briefing.english.number_words import NUMBER_WORDS
from briefing.english.sentences import word_set

_NOUN = re.compile(r"(?:\s+|-)(?![a-z]+ing\s+(?:to|with)\b)([^\W\d_]+(?:['-][^\W\d_]+)*)(?!\s+than\b)(?!['\w-]*\w)")
_SKIPPED = re.compile(
    r"\+|-odd\b|-plus\b|\s+odd\b|\s+or\s+(?:more|so|fewer|less)\b"
    r"|\s+of(?:\s+(?:the|its|their|these|those|his|her|our|all|such))?(?=\s)"
    r"|(?<=half)\s+(?:the|its|their|his|her|our|all)(?=\s)"
)
STOPS = word_set(
    """
    a an the this that these those its their his her our my your it he she they them him me we i you who whom whose which what
    when where why how and or but nor so yet than as if because while whereas although though unless until till since before
    after about above across against along amid among around at behind below beneath beside between beyond by despite down
    during except for from in inside into like near of off on onto out outside over past per regarding through throughout to
    toward towards under up upon via with within without alongside ahead away abroad is are was were be been being am has have
    had do does did will would shall should can could may might must not no also only just already still then there here now
    ago later earlier each every both either neither none once twice today yesterday tomorrow respectively overall altogether
    said says according familiar alone citing including excluding compared versus minus get got went came took take stood stand
    ran fell rose told tell found gave made left lost won died
    """
) | NUMBER_WORDS - {"half", "quarter", "quarters", "second"}
"""Words that no number counts, and that end what it may count."""

LABELS = word_set(
    """
    annex annexes article articles chapter clause decree flight footnote law line no no. number page pages paragraph paragraphs
    para. phase resolution room route section sections table figure
    """
)
"""Words whose number is a name: `Article 5 of the law` counts no laws."""


def nouns_after(low: str, one: Draft, limit: int) -> list[tuple[str, int]]:
    """The words after a number that may be what it counts, and where each ends."""
    place = one.end
    if match := _SKIPPED.match(low, place):
        place = match.end()
    found: list[tuple[str, int]] = []
    while len(found) < 5 and (match := _NOUN.match(low, place)) and match.end() <= limit:
        word = match[1]
        if word in STOPS or word.split("-")[0] in NUMBER_WORDS - {"half", "quarter"}:
            break
        found.append((word.lower(), match.end()))
        place = match.end()
        if low[place : place + 1] == "'":
            place += 1  # `boats' crews`
    return found


# One ----------------------------------------------------------------------------------------------------------------------

_NOT_ONE = word_set("no the any every each some this which another number")
_NOT_AFTER_ONE = STOPS | word_set(
    """
    again alone among another became began being came can citing claiming come even fell find found gave get give go got having
    held indeed kept knew know led left less let lost made make more must need needs ought perhaps put ran saw say saying see
    seem self set spoke stood such take thought told too took want went won wrote
    """
)
_SINGULARS_IN_S = re.compile(r"(?:ss|us|is)\Z|(?:series|species|news|gas|means|bus|headquarters|lens)\Z")


def counts_one(text: str, low: str, one: Draft) -> bool:
    """Whether `one` is the number, as in `one source`, and no pronoun, as in `one of them`, `one emerged from`."""
    before = word_before(low, one.start)
    if before in _NOT_ONE or low[one.end : one.end + 1] in ("'", "-"):
        return False
    if before in ("least", "than", "most") or AFTER.match(low, one.end):
        return True  # `at least one`, `one or more`
    if text[one.start].isupper() and before and text[: one.start].rstrip()[-len(before) :][:1].isupper():
        return False  # `Air Force One`
    match = _NOUN.match(low, one.end)
    if not match or match[1] in _NOT_AFTER_ONE:
        return False
    word = match[1].removesuffix("'s")
    if word.endswith("s") and not _SINGULARS_IN_S.search(word):
        return False  # `one says`: what is counted by one is no plural
    if len(word) > 4 and word.endswith(("ed", "ly")):
        after = _NOUN.match(low, match.end())
        return after is not None and after[1] not in STOPS
    return True
