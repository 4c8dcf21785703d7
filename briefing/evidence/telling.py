"""Whether a quotation says enough to prove anything."""

from __future__ import annotations

from briefing.diagnostics import Diagnostic, Rule
from briefing.diagnostics.words import short
from briefing.english.dates import dates
from briefing.english.quantities import quantities
from briefing.evidence.anchors import words_of
from briefing.evidence.normalise import normalise, seen
from briefing.model.evidence import Claim
from briefing.model.values import Day, Words

FEWEST_WORDS, FEWEST_CHARACTERS = 3, 15
"""A quotation of fewer words and fewer characters is one that could be taken from anywhere."""


def untelling(claim: Claim) -> Diagnostic | None:
    """A quotation too short to carry its claim; a number that is the claim's value carries it, however short."""
    quote = normalise(claim.quote).text
    if not quote:
        hint = "quote the words that carry the claim"
        return Diagnostic(Rule.QUOTATION_IS_TELLING, "the quotation holds nothing that can be seen", claim.quote.span, (hint,))
    if words_of(quote) >= FEWEST_WORDS or len(quote) >= FEWEST_CHARACTERS or _holds_value(claim, quote):
        return None
    hint = f"quote at least {FEWEST_WORDS} words or {FEWEST_CHARACTERS} characters, or the number or date that the claim gives"
    message = f"“{short(seen(claim.quote))}” is too short to carry the claim"
    return Diagnostic(Rule.QUOTATION_IS_TELLING, message, claim.quote.span, (hint,))


def _holds_value(claim: Claim, quote: str) -> bool:
    """Whether a number of the quotation is the claim's, or one of its dates says nothing but what the claim's date says."""
    value = claim.typed
    if isinstance(value, Words):
        return False
    if isinstance(value, Day):
        whole = (value.date.year, value.date.month, value.date.day)
        parts = [(one.year, one.month, one.day) for one in dates(quote) if one.year or one.day]
        return any(all(a in (None, b) for a, b in zip(part, whole, strict=True)) for part in parts)
    return any(one.amount == value.amount for one in quantities(quote))
