"""Whether the dates and numbers of a claim's qualifiers stand where its quotation does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from briefing.diagnostics import Diagnostic, Rule
from briefing.diagnostics.words import listing
from briefing.english.dates import dates
from briefing.english.quantities import quantities
from briefing.evidence.anchors import Article, Match
from briefing.model.base import Text
from briefing.model.brief import Manifest
from briefing.model.evidence import Claim, Source
from briefing.model.values import MONTHS, PartialDate

_FIGURES = re.compile(r"\d+")
_NEAR = 1
"""Years between the date of a source and one that it need not write out."""


class _Told(Struct, frozen=True):
    """What a text names: the years, months and days of its dates, and its numbers."""

    years: frozenset[int]
    months: frozenset[int]
    numbers: frozenset[Decimal]
    in_quotation: bool = False
    """Whether the quotation itself prints a year, which then is the only one."""


def unsupported_qualifiers(
    claim: Claim, source: Source, article: Article, match: Match, manifest: Manifest | None
) -> Iterator[Diagnostic]:
    """Dates and numbers of `as_of`, numbers and years of `scope`, `method` and `place`, that the text around does not name.

    Looked for in the paragraph of the quotation and in the one before it; of years, the nearest that are printed count. Where
    the quotation prints none it may be that of the source, and where none is printed near it also the one before or after; a
    month may be that of the source: an article of February 2026 need not write them out.
    """
    around = article.paragraphs[max(0, match.paragraph - 2) : match.paragraph]
    fields = {"as_of": claim.as_of, "scope": claim.scope, "method": claim.method, "place": claim.place}
    given = {name: text for name, text in fields.items() if text is not None and (name == "as_of" or _FIGURES.search(text))}
    if not given:
        return
    told = _told(" \n".join(article.printed(paragraph) for paragraph in around))
    nearer = (_told(str(claim.quote)), _told(article.printed(around[-1])))
    told = replace(told, years=next((one.years for one in nearer if one.years), told.years), in_quotation=bool(nearer[0].years))
    own = [one for one in (source.issued, source.information_date) if one is not None]
    if not own and manifest is not None:
        own = [PartialDate(manifest.information_cutoff.year)]
    for name, text in given.items():
        missing = [what for what, known in _named(text, told, own, with_months=name == "as_of") if not known]
        if missing:
            yield _unsupported(name, text, list(dict.fromkeys(missing)), match, own)


def _told(text: str) -> _Told:
    named = dates(text)
    figures = {Decimal(one) for one in _FIGURES.findall(text)}
    return _Told(
        frozenset(one.year for one in named if one.year is not None),
        frozenset(one.month for one in named if one.month is not None)
        | {number for number, name in enumerate(MONTHS, 1) if re.search(rf"\b{name}\b", text)},
        frozenset(figures | {one.amount for one in quantities(text)}),
    )


def _named(text: str, told: _Told, own: Sequence[PartialDate], *, with_months: bool) -> Iterator[tuple[str, bool]]:
    """Each year, month, day and number of a qualifier, and whether the text around the quotation or the source's date has it."""
    for one in dates(text):
        if one.year is not None:
            reach = _NEAR if not told.years else 0
            near = not told.in_quotation and (not own or any(abs(one.year - date.year) <= reach for date in own))
            yield str(one.year), near or one.year in told.years
        if one.month is not None and with_months:
            yield MONTHS[one.month - 1], one.month in told.months or any(one.month == date.month for date in own)
        if one.day is not None and with_months:
            is_own = any((one.month, one.day) == (date.month, date.day) for date in own)
            yield f"day {one.day}", Decimal(one.day) in told.numbers or is_own
    for number in quantities(text):
        words = text[number.start : number.end]
        if _FIGURES.search(words):
            yield words, number.amount in told.numbers


def _unsupported(name: str, text: Text, missing: list[str], match: Match, own: Sequence[PartialDate]) -> Diagnostic:
    place = f"para. {match.paragraph}" + (" or in the one before it" if match.paragraph > 1 else "")
    is_year = any(one.isdigit() and len(one) == 4 for one in missing)
    of_source = f", and the source is of {own[0].year}" if is_year and own else ""
    stands = "does not stand" if len(missing) == 1 else "do not stand"
    at = text.find(missing[0])
    return Diagnostic(
        Rule.QUALIFIER_STANDS_IN_SOURCE,
        f"`{name}` says {listing(missing)}, which {stands} in {place}{of_source}",
        text.span_of(at, at + len(missing[0])) if at >= 0 else text.span,
        ("take qualifiers from the words around the quotation, or quote the place that says it",),
    )
