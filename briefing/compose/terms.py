"""The words that the program itself prints, and dates and values in words (English)."""

from __future__ import annotations

from decimal import Decimal

from briefing.document import Labels
from briefing.model.evidence import Claim
from briefing.model.values import Day, Duration, Money, Number, PartialDate, Percent, Words

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

RANGES = {
    "almost no chance": "1–5%",
    "very unlikely": "5–20%",
    "unlikely": "20–45%",
    "roughly even chance": "45–55%",
    "likely": "55–80%",
    "very likely": "80–95%",
    "almost certain": "95–99%",
}
"""ICD 203, D.6.e.(2)(a): the terms of likelihood and their ranges."""

KINDS = {
    "news": "News report",
    "opinion": "Opinion",
    "analysis": "Analysis",
    "official": "Official text",
    "rewrite": "Rewritten text",
    "forum": "Forum post",
}

NBSP = "\u00a0"
_BOUNDS = {"exact": "", "approx": "about ", "min": "at least ", "max": "at most "}
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
_SCALES = ((Decimal(10**9), "billion"), (Decimal(10**6), "million"))


def date(day: PartialDate) -> str:
    """`3 February 2026`, `February 2026` or `2026`."""
    parts = (str(day.day) if day.day else "", _MONTHS[day.month - 1] if day.month else "", str(day.year))
    return " ".join(part for part in parts if part)


def value(claim: Claim) -> str:
    """A claim's value in words, with its unit and bound: `about 261,000 ha`, `at least $740 million`."""
    bound = _BOUNDS[claim.bound]
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
            return bound + date(day)
        case Words(text):
            return bound + text


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
