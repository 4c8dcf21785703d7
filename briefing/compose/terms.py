"""The words that the program itself prints, and dates and values in words (English)."""

from __future__ import annotations

from decimal import Decimal

from briefing.document import Labels
from briefing.english.bounds import in_words
from briefing.english.estimative import SCALES
from briefing.english.quantities import quantities
from briefing.model.evidence import Claim
from briefing.model.values import Day, Duration, Money, Number, Percent, Words

LABELS = Labels(
    contents="Contents",
    table="Table",
    figure="Figure",
    timeline="Timeline",
    edition="Edition",
    date="Date",
    cutoff="Information cut-off",
    page="Page",
    of="of",
    cited_in="Cited in",
    note="note",
    notes="notes",
    data="Data of figure",
)

JUDGMENT = "Judgment"
CONFIDENCE = "Confidence"
BASIS = "Basis"
ALTERNATIVES = "Alternatives"
INDICATORS = "Indicators"
CONFIDENCES = {"low": "Low", "moderate": "Moderate", "high": "High"}
DIFFERENCES = "Where the sources differ"
SOURCES = "Sources"
CITING = "citing"
SET_ASIDE = "set aside"
PREFERRED = "preferred"


def range_of(likelihood: str, scale: str) -> str:
    """A term's range on a scale of likelihood, as it is printed beside the term: `55–80%`."""
    least, most = SCALES[scale][likelihood]
    return f"{least}–{most}%"


KINDS = {
    "news": "News report",
    "opinion": "Opinion",
    "analysis": "Analysis",
    "official": "Official text",
    "rewrite": "Rewritten text",
    "forum": "Forum post",
}

NBSP = "\u00a0"
_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
_SCALES = ((Decimal(10**9), "billion"), (Decimal(10**6), "million"))


def value(claim: Claim) -> str:
    """A claim's value in words, with its unit and bound: `about 261,000 ha`, `at least $740 million`."""
    bound = _bound(claim)
    match claim.typed:
        case Number(amount, unit):
            return bound + _figures(amount) + (NBSP + unit if unit else "")
        case Percent(amount):
            return f"{bound}{_figures(amount)}%"
        case Money(amount, currency):
            return bound + _money(amount, currency)
        case Duration(amount, unit):
            return f"{bound}{_figures(amount)}{NBSP}{unit.removesuffix('s') if amount == 1 else unit}"
        case Day(day):
            return bound + day.words
        case Words(text):
            return bound + text


def _bound(claim: Claim) -> str:
    """`at least`, or `more than` where the quotation says so of the value."""
    amount = None if isinstance(claim.typed, Day | Words) else claim.typed.amount
    is_strict = amount is not None and any(one.is_strict for one in quantities(claim.quote) if one.amount == amount)
    return in_words(claim.bound, is_strict=is_strict)


def _figures(amount: Decimal) -> str:
    return f"{amount:,}"


def _money(amount: Decimal, currency: str) -> str:
    symbol = _SYMBOLS.get(currency, currency + NBSP)
    for scale, name in _SCALES:
        if abs(amount) >= scale:
            scaled = amount / scale
            if scaled == round(scaled, 2):
                return f"{symbol}{_figures(scaled.normalize() if scaled % 1 else scaled.quantize(Decimal(1)))}{NBSP}{name}"
    return symbol + _figures(amount)
