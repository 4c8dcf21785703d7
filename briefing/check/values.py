"""A claim against its own quotation: value, unit and bound, quoted words, negation, and how firm it is said to be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec.structs import replace

from briefing.check.carrying import Fit, carries_date, fit
from briefing.check.denial import phrase as _phrase
from briefing.check.figures import QUOTED, is_no_evidence, phrase_of, stands_in
from briefing.check.holdings import Figure, figure, figure_of_value, mention, shares
from briefing.diagnostics import Diagnostic, Rule
from briefing.diagnostics.words import short
from briefing.english.dates import DateMention, dates
from briefing.english.negation import content_stems, negations
from briefing.english.quantities import Quantity, quantities
from briefing.english.speakers import speaker, spoken
from briefing.english.units import DIMENSIONS, canonical, stem
from briefing.evidence.normalise import normalise
from briefing.model.brief import Project
from briefing.model.evidence import Claim, Fact
from briefing.model.values import Day, Duration, Money, Number, PartialDate, Percent, Words

_CORRECT = "correct the claim, or quote the words that carry it"
_RATE = re.compile(r"(\s*/\s*|\s+per\s+|\s+a\s+)")
_CODES = {"€": "EUR", "$": "USD", "US$": "USD", "£": "GBP"}
_SPELT = {
    "l": "litre",
    "L": "litre",
    "h": "hour",
    "s": "second",
    "ha": "hectare",
    "kg": "kilogram",
    "km": "kilometre",
    "yr": "year",
}
"""What is written behind a stroke, as quotations say it."""
MOST_MONTHS = 6
"""How far from its source's date a date may lie whose year the quotation does not print: farther off, another year is nearer."""
_HEDGE = re.compile(
    r"\b(alleg(?:ed|edly|es?|ing|ations?)|accus(?:ed|es?|ing|ations?)|reportedly|purported(?:ly)?|claim(?:s|ed)? (?:to|that))\b",
    re.IGNORECASE,
)
_UNSAID = re.compile(
    r"\b(?:not|no|never|none|neither|nor|without|nothing|nobody|cannot|un\w+|in(?:accurate|sufficient)|refus\w+|reject\w+|refrain\w*|"
    r"fail\w*|outside|except|rather|instead|dis\w+|only|stop\w*|hardly|deni\w+|den(?:y|ies))\b|n['’]t\b",
    re.IGNORECASE,
)
"""Words by which a value may deny in its own way what a quotation denies with `not`."""

_DENIES = re.compile(r"\b(?:denied|denies|denying|rejected|rejects|refused|refuses)\b", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:not|never|nobody|nothing|none)\b(?!\s+(?:named|stated|given|explained|told|specified|identified|said|dated|printed|ranked))",
    re.IGNORECASE,
)


def values(project: Project) -> Iterator[Diagnostic]:
    """Every claim, set aside or not: its words stand in the source.

    Of a brief that is not English the figures and dates alone are held against an English quotation: its words are translated.
    A quotation in another language is not read.
    """
    for fact, claim, _ in project.claims():
        if not claim.quote.strip() or not project.is_read(str(claim.source)):
            continue
        if not project.is_english:
            yield from _translated(claim, project)
        else:
            yield from _value(claim, project)
            yield from _negation(fact, claim)
            yield from _speaker(claim)
            yield from _status(fact, claim)


def _translated(claim: Claim, project: Project) -> Iterator[Diagnostic]:
    """A claim in another language than its quotation: the amount or the date stands there."""
    match claim.typed:
        case Day(day):
            yield from _date(claim, day, project)
        case Words():
            return
        case value:
            told = quantities(claim.quote)
            if not any(one.amount == value.amount for one in told):
                holds = ", ".join(dict.fromkeys(claim.quote[one.start : one.end] for one in told)) or "no number"
                message = f"the value `{claim.value}` is not in the claim’s own quotation, which holds {holds}"
                yield _wrong(claim, message, "value")


def _value(claim: Claim, project: Project) -> Iterator[Diagnostic]:
    match claim.typed:
        case Number() | Percent() | Money() | Duration():
            yield from _figure(claim)
        case Day(day):
            yield from _date(claim, day, project)
        case Words():
            yield from _words(claim)


def _figure(claim: Claim) -> Iterator[Diagnostic]:
    """The amount stands in the quotation, of the same thing, with the same bound."""
    value = figure_of_value(claim)
    assert value is not None, "a figure has an amount"
    told = quantities(claim.quote)
    unbound = [(_unbound_fit(one, claim), one) for one in told]
    best = max(unbound, key=lambda found: found[0], default=None)
    what = f"{claim.value} {claim.unit}" if claim.unit else str(claim.value)
    is_there = any(one.amount == value.amount for one in told)
    hint = (_of_unit(claim.unit or "") if is_there else "") or _CORRECT
    if best is None or best[0] is Fit.NONE:
        holds = ", ".join(dict.fromkeys(claim.quote[one.start : one.end] for one in told)) or "no number"
        yield _wrong(claim, f"the value `{what}` is not in the claim’s own quotation, which holds {holds}", "value", hint)
        return
    if best[0] is Fit.OTHER_UNIT:
        held = claim.quote[best[1].start : best[1].end]
        nouns = " ".join(best[1].nouns[:3])
        message = f"the value is in `{claim.unit or 'no unit'}`, its quotation speaks of `{held}{f' {nouns}' if nouns else ''}`"
        yield _wrong(claim, message, "unit" if claim.unit else "value", hint)
        return
    bounds = {one.bound for found, one in unbound if found is Fit.CARRIED}
    if claim.bound not in bounds:
        said = " or ".join(sorted(bounds))
        yield _wrong(
            claim,
            f"the claim is `{claim.bound}`, its quotation says `{said}`",
            "bound" if "bound" in claim.model_fields_set else "value",
        )


def _of_unit(unit: str) -> str:
    """How a unit is written that no quotation can be held to as it stands; empty where it is not one of those."""
    measure, mark, whole = (part.strip() for part in _RATE.split(unit, 1)) if _RATE.search(unit) else (unit, "", "")
    code = _CODES.get(measure, measure)
    if mark and not canonical(unit):
        relation = "a" if mark == "a" else "per"
        return f"write `unit: {code}` with `scope: {relation} {_SPELT.get(whole, whole)}`, in the words of the quotation"
    return f"write `unit: {code}`" if code != measure else ""


def _unbound_fit(one: Quantity, claim: Claim) -> Fit:
    """How well a figure of the quotation is the claim's value, whatever their bounds."""
    value = figure_of_value(claim)
    assert value is not None, "a figure has an amount"
    if value.kind == "number" and not value.unit:
        said = claim.unit.split() if claim.unit else []
        from_unit = set(map(stem, said))
        spoken = figure(one).nouns
        if one.amount != value.amount or one.kind not in ("number", "ordinal"):
            return Fit.NONE
        if one.unit in DIMENSIONS:
            return Fit.OTHER_UNIT
        if from_unit and not (from_unit & spoken) and not _stands(from_unit, claim.quote):
            return Fit.OTHER_UNIT
        return Fit.CARRIED if not from_unit or from_unit & spoken or not spoken else Fit.OTHER_UNIT
    found = fit(replace(figure(one), bound=value.bound, is_strict=False, rate=""), replace(value, rate=""))
    return found if found is not Fit.CARRIED or _is_exact(one, value) else Fit.NONE


def _is_exact(one: Quantity, value: Figure) -> bool:
    """Whether the amounts are the same, in whatever unit of their dimension: a claim is not rounded."""
    mine, theirs = (DIMENSIONS.get(unit, (unit, Decimal(1)))[1] for unit in (one.unit, value.unit))
    if "fraction" in (one.unit, value.unit):
        return True
    return one.amount * mine == value.amount * theirs


def _stands(stems: set[str], quote: str) -> bool:
    return bool(stems & {stem(word) for word in re.findall(r"[^\W\d_]+", quote)})


def _date(claim: Claim, day: PartialDate, project: Project) -> Iterator[Diagnostic]:
    """Each part of the date that the quotation prints is that of the value; the finest one is printed."""
    told = [one for one in dates(claim.quote) if one.weekday is None or one.day is not None]
    wanted = mention(day)
    fitting = [one for one in told if _fits(wanted, one)]
    if not fitting:
        holds = ", ".join(claim.quote[one.start : one.end] for one in told) or "no date"
        yield _wrong(claim, f"the date `{claim.value}` is not in the claim’s own quotation, which holds {holds}", "value")
        return
    if all(one.year is None for one in fitting) and not _is_near(day, claim, project):
        message = (
            f"the quotation of `{claim.value}` prints no year, and the same day of another year is nearer to its source’s date"
        )
        yield _wrong(claim, message, "value", "check the year; where it is right, quote the words that give it")


def _fits(wanted: DateMention, told: DateMention) -> bool:
    """Whether a printed date is the wanted one, at its precision, the year perhaps left to the reader."""
    year = told.year if told.year is not None else wanted.year
    return carries_date(wanted, [DateMention(0, 0, year, told.month, told.day, None)])


def _is_near(day: PartialDate, claim: Claim, project: Project) -> bool:
    source = project.sources.get(claim.source)
    of_source = source.issued or source.information_date if source else None
    known = of_source or (project.frame.days[-1] if project.frame.days else None)
    if known is None:
        return True
    months = (day.year - known.year) * 12 + ((day.month or known.month or 1) - (known.month or day.month or 1))
    return abs(months) <= MOST_MONTHS


def _words(claim: Claim) -> Iterator[Diagnostic]:
    """Figures, dates and quoted words inside a value in words."""
    quote = normalise(claim.quote).text
    value = str(claim.value)
    told, days = quantities(claim.quote), dates(claim.quote)
    for match in QUOTED.finditer(value):
        if not stands_in(phrase_of(match), quote):
            yield _inside(claim, f"the words “{short(phrase_of(match))}” of the value are", *match.span())
    for one in quantities(value):
        meant = [figure(one), *shares(one, value)]
        held = [part for other in told for part in (figure(other), *shares(other, claim.quote))]
        if not is_no_evidence(one, value) and not any(fit(mine, theirs) is not Fit.NONE for mine in meant for theirs in held):
            yield _inside(claim, f"`{value[one.start : one.end]}` of the value is", one.start, one.end)
    for day in dates(value):
        if not carries_date(day, days):
            yield _inside(claim, f"the date `{value[day.start : day.end]}` of the value is", day.start, day.end)


def _inside(claim: Claim, what: str, start: int, end: int) -> Diagnostic:
    hint = "quote the words that carry it, or correct the value"
    message = f"{what} not in the claim’s own quotation"
    return Diagnostic(Rule.VALUE_STANDS_IN_QUOTATION, message, claim.value.span_of(start, end), (hint,))


def _wrong(claim: Claim, message: str, field: str, hint: str = _CORRECT) -> Diagnostic:
    return Diagnostic(Rule.VALUE_STANDS_IN_QUOTATION, message, claim.span_of(field), (hint,))


def _negation(fact: Fact, claim: Claim) -> Iterator[Diagnostic]:
    """A value in words denies where its quotation does, unless the question denies it already (`What Petro refused`)."""
    if not isinstance(claim.typed, Words):
        return
    value = str(claim.value)
    denied = negations(claim.quote)
    if not denied:
        verb = _DENIES.search(claim.quote)
        if verb and not (_UNSAID.search(value) or _UNSAID.search(fact.label) or QUOTED.search(value)):
            yield _turned(claim, f"the quotation denies (“{verb[0]}”), the value does not")
        elif (said := _DENIED.search(value)) and not _UNSAID.search(claim.quote):
            yield _turned(claim, f"the value denies (“{said[0]}”), the quotation does not")
        return
    affirmed = {one for one, _ in content_stems(value)} - {one for negation in negations(value) for one in negation.scope}
    lost = next((one for one in denied if one.scope and one.scope[0] in affirmed and not _UNSAID.search(fact.label)), None)
    if lost or not (_UNSAID.search(value) or _UNSAID.search(fact.label)):
        told = _phrase(claim.quote, lost or denied[0])
        yield _turned(claim, f"the quotation denies (“{told}”), the value does not")


def _turned(claim: Claim, message: str) -> Diagnostic:
    hint = "let both deny it or neither; quote only the words that the value rests on"
    return Diagnostic(Rule.NEGATION_IS_KEPT, message, claim.value.span, (hint,))


def _speaker(claim: Claim) -> Iterator[Diagnostic]:
    """Who speaks in the quotation, before its verb of saying, is who is said to."""
    if not claim.by:
        return
    for name, verb in spoken(claim.quote):
        if not speaker(str(claim.by)).search(name):
            message = f"in the quotation {name} speaks (“{name} {verb.text}”), `by` says {short(claim.by)}"
            hint = "correct `by`; where it names who passes the words on, quote the words that say so"
            yield Diagnostic(Rule.SPEAKER_STANDS_IN_SOURCE, message, claim.by.span, (hint,))
            return


def _status(fact: Fact, claim: Claim) -> Iterator[Diagnostic]:
    """What the source itself hedges is no plain report; and what is claimed has somebody who claims it."""
    if claim.status == "claimed" and claim.by is None:
        hint = "name in `by` who says it; where the source itself does, the status is `opinion` or `reported`"
        yield Diagnostic(
            Rule.STATUS_FITS_ITS_QUOTATION, "the claim is `claimed`, and nobody claims it", claim.span_of("status"), (hint,)
        )
    if claim.status == "official_data" and claim.by is None:
        hint = "name in `by` whose data they are"
        yield Diagnostic(Rule.STATUS_FITS_ITS_QUOTATION, "official data have no office", claim.span_of("status"), (hint,))
    hedge = _HEDGE.search(claim.quote)
    if hedge and claim.status in ("reported", "official_data"):
        told = hedge[1].lower()[:5]
        if told not in str(claim.value).lower() and told not in str(fact.label).lower():
            hint = "set `status: alleged` or `claimed` and say in `by` who says it, or keep the word in the value"
            message = f"the claim is `{claim.status}`, its quotation says “{hedge[1]}”"
            yield Diagnostic(Rule.STATUS_FITS_ITS_QUOTATION, message, claim.span_of("status"), (hint,))
