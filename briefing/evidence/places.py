"""A quotation that stands in several places, and the words around it that tell them apart."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Literal

from briefing.diagnostics import Diagnostic, Rule
from briefing.evidence.anchors import MOST_MATCHES, Article, Match
from briefing.evidence.lock import quotation_fingerprint
from briefing.evidence.normalise import seen
from briefing.model.brief import Anchor
from briefing.model.evidence import Claim

Locator = tuple[Literal["prefix", "suffix"], str]
"""A field of a claim and its value: the words just before the quotation, or just after it."""

MOST_LISTED = 4
"""The most places of a quotation that are told."""
_FEWEST_WORDS, _MOST_WORDS = 2, 5
_STOPS = ".,;:!? "
_NOT_PLAIN = re.compile(r"^[\s\-?:,\[\]{}#&*!|>'\"%@`~]|: |:$| #|\s$|^[\d.+]+$")


def ambiguous(claim: Claim, article: Article, matches: Sequence[Match], *, told_apart: bool = True) -> Diagnostic:
    """The finding; with the words to write for each of the places where they are to be `told_apart`."""
    listed = [f"para. {match.paragraph}" for match in matches[:MOST_LISTED]]
    more = len(matches) - len(listed)
    *first, last = [*listed, f"{more} more"] if more else listed
    many = f"{len(matches)} or more" if len(matches) == MOST_MATCHES else str(len(matches))
    hints = []
    for match in matches[: MOST_LISTED if told_apart else 0]:
        found = _telling_apart(article, claim, match)
        if found:
            hints.append(f"for para. {match.paragraph} write `{found[0]}: {_as_yaml(found[1])}`")
    return Diagnostic(
        Rule.QUOTE_FOUND_IN_SOURCE,
        f"the quotation stands in `{claim.source}` in {many} places: {', '.join(first)} and {last}",
        claim.quote.span,
        ("quote a few more words, or name the place by the words just before or after it", *hints),
    )


def locator(article: Article, claim: Claim, anchor: Anchor) -> Locator | None:
    """What to write into a claim so that its quotation stands only where it was found before.

    None where the claim has changed since, where the quotation no longer stands there, or where no few words tell the place.
    """
    if anchor.quote != quotation_fingerprint(claim.quote, claim.prefix, claim.suffix):
        return None
    matches = article.find(claim.quote, claim.prefix, claim.suffix)
    there = next((match for match in matches if match.start == anchor.start), None)
    return _telling_apart(article, claim, there) if there and len(matches) > 1 else None


def _telling_apart(article: Article, claim: Claim, match: Match) -> Locator | None:
    """The fewest words after a place, else before it, that follow no other one."""
    paragraph = article.paragraphs[match.paragraph - 1]
    after = seen(article.text[match.end : paragraph.end]).split(" ")
    before = seen(article.text[paragraph.start : match.start]).split(" ")
    for count in range(_FEWEST_WORDS, _MOST_WORDS + 1):
        suffix = " ".join(after[:count]).rstrip(_STOPS)
        if suffix and _finds(article, claim, match, claim.prefix, suffix):
            return "suffix", suffix
        prefix = " ".join(before[-count:]).lstrip(_STOPS)
        if prefix and _finds(article, claim, match, prefix, claim.suffix):
            return "prefix", prefix
    return None


def _finds(article: Article, claim: Claim, match: Match, prefix: str | None, suffix: str | None) -> bool:
    """Whether these words lead to that place, and to no other."""
    return [one.start for one in article.find(claim.quote, prefix, suffix)] == [match.start]


def _as_yaml(text: str) -> str:
    """A text as one would write it into a YAML file."""
    return json.dumps(text, ensure_ascii=False) if _NOT_PLAIN.search(text) else text
