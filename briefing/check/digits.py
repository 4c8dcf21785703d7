"""Numbers and quoted words of a text that is not English, held against the claims that its sentence cites.

What a number counts and numbers in words are not read, and of its bound only what it may round; that the very digits are carried
is language-neutral. A claim carries the figures of its value, its qualifiers and its quotation, and the days of its source and of
the brief.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from briefing.check.carrying import last_place, rounds
from briefing.check.figures import stands_in
from briefing.check.passages import Sentence
from briefing.check.study import Study
from briefing.diagnostics import Diagnostic, Rule
from briefing.diagnostics.words import listing, short
from briefing.english.dates import dates
from briefing.english.quantities import quantities
from briefing.evidence.normalise import normalise
from briefing.model.evidence import Claim
from briefing.model.section import Block, TimelineBlock
from briefing.model.values import Day, PartialDate, Words
from briefing.wording import language
from briefing.wording.days import days
from briefing.wording.figures import Written, figures

_QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|«([^«»]+)»")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOST_SHOWN = 12

Known = tuple[int | None, int | None, int | None]
"""Year, month and day, as far as they are known."""


def digits(study: Study) -> Iterator[Diagnostic]:
    """Every sentence but those of the source summary, whose numbers count the base; and the dates of timelines."""
    own = {amount for day in study.project.frame.days or () for amount in _parts(day)}
    for sentence in study.sentences:
        if sentence.passage.role == "summary":
            continue
        told = [one for one in figures(sentence.text, study.project.language) if not one.is_name]
        quoted = list(_QUOTED.finditer(sentence.text)) if sentence.passage.role != "annex" else []
        named = list(days(sentence.text, study.project.language))
        claims = study.carriers(sentence) if told or quoted or named else None
        if claims is None:
            continue
        held = {amount for claim in claims for amount in carried(claim, study)}
        dated = own.union(*(_of_source(claim, study) for claim in claims))
        wrong = [one for one in told if not one.amounts & dated and not _is_carried(one, held)]
        yield from (_uncarried(sentence, one, claims, study) for one in wrong)
        starts = {one.start for one in wrong}
        yield from _days(sentence, [one for one in named if one[0] not in starts], claims, study)
        yield from _words(sentence, quoted, claims, study)
    yield from _events(study, own)


def carried(claim: Claim, study: Study) -> set[Decimal]:
    """The numbers that a claim carries: of its value, its qualifiers and its quotation."""
    project = study.project
    spoken = project.language_of(str(claim.source))
    found = {amount for one in figures(claim.quote, spoken) for amount in one.amounts}
    if language(spoken) == "en":
        found |= {one.amount for one in quantities(claim.quote)}
    texts = [claim.as_of, claim.scope, claim.method, claim.place, claim.by]
    match claim.typed:
        case Day(day):
            found |= _parts(day)
        case Words(text):
            texts.append(claim.value)
            found |= {amount for one in figures(text, project.language) for amount in one.amounts}
        case value:
            scales = [amount for one in figures(f"1 {claim.unit or ''}", project.language) for amount in one.amounts]
            found |= {abs(value.amount) * scale for scale in scales}  # 740 of the unit `millones de toneladas`
    for written in filter(None, texts):
        found |= {amount for one in figures(written, project.language) for amount in one.amounts}
        found |= {Decimal(run) for run in re.findall(r"\d+", written)}  # dates: 2026-02-03, 2024-25
    return found


def _of_source(claim: Claim, study: Study) -> set[Decimal]:
    """The numbers in the days of a claim's source, which no figure rounds."""
    source = study.project.sources.get(str(claim.source))
    days = (source.issued, source.information_date) if source else ()
    return {amount for day in days if day for amount in _parts(day)}


def _parts(day: PartialDate) -> set[Decimal]:
    return {Decimal(part) for part in (day.year, day.month, day.day) if part is not None}


def _is_carried(one: Written, held: set[Decimal]) -> bool:
    """Whether the very number is held, or one that it rounds, by the rule of English texts."""
    if one.amounts & held:
        return True
    told = {amount: last_place(amount) for amount in one.amounts if amount and one.bound != "exact"}
    return any(rounds(known, amount, one.bound, step=step) for amount, step in told.items() for known in held)


def _uncarried(sentence: Sentence, one: Written, claims: list[Claim], study: Study) -> Diagnostic:
    written = sentence.text[one.start : one.end]
    values = [str(claim.value) for claim in claims if any(char.isdigit() for char in str(claim.value))]
    where = next((key for _, claim, key in study.project.claims() if _is_value(one, claim)), "")
    if where:
        hint = f"`{where}` carries it: cite it here"
    elif values and sentence.passage.beyond is None:
        hint = f"what is cited here carries {listing(dict.fromkeys(values[:_MOST_SHOWN]))}"
    else:
        hint = "cite the claim that says so, or take the figure out"
    message = f"no claim cited here carries `{written}`"
    return Diagnostic(Rule.NUMBER_IS_CARRIED, message, sentence.span_of(one.start, one.end), (hint,))


def _is_value(one: Written, claim: Claim) -> bool:
    value = claim.typed
    return (
        not isinstance(value, Day | Words) and value.amount >= 10 and value.amount in one.amounts
    )  # small ones stand everywhere


def _days(
    sentence: Sentence, told: list[tuple[int, int, tuple[int | None, int, int]]], claims: list[Claim], study: Study
) -> Iterator[Diagnostic]:
    """Days with their months; not where a source of a third language is cited, whose months are not read."""
    spoken = {language(study.project.language_of(str(claim.source))) for claim in claims}
    own = study.project.frame.days
    if not told or own is None or not spoken <= {"en", language(study.project.language)}:
        return
    held = {day for claim in claims for day in _days_of(claim, study)} | set(map(_day, own))
    for start, end, (year, month, day) in told:
        if not any((month, day) == (m, d) and (year is None or y is None or year == y) for y, m, d in held):
            message = f"no claim cited here carries the date `{sentence.text[start:end]}`"
            hint = "cite the claim that gives the date, or correct it"
            yield Diagnostic(Rule.DATE_IS_CARRIED, message, sentence.span_of(start, end), (hint,))


def _days_of(claim: Claim, study: Study) -> Iterator[Known]:
    """The days of a claim's value, its quotation and its source."""
    project = study.project
    spoken = project.language_of(str(claim.source))
    if language(spoken) == "en":
        yield from ((one.year, one.month, one.day) for one in dates(claim.quote))
    for written in (claim.quote, claim.value, claim.as_of, claim.scope, claim.place):
        yield from (day for _, _, day in days(str(written or ""), spoken if written is claim.quote else project.language))
        if written is not claim.quote and _ISO.fullmatch(str(written or "")):
            yield _day(PartialDate.parse(str(written)))
    source = project.sources.get(str(claim.source))
    yield from (_day(one) for one in ((source.issued, source.information_date) if source else ()) if one)


def _day(date: PartialDate) -> Known:
    return date.year, date.month, date.day


def _words(sentence: Sentence, quoted: list[re.Match[str]], claims: list[Claim], study: Study) -> Iterator[Diagnostic]:
    """Words in quotation marks stand in a quotation; not where a source of another language is cited: they may be translated."""
    own = language(study.project.language)
    if any(language(study.project.language_of(str(claim.source))) != own for claim in claims):
        return
    for match in quoted:
        phrase = str(match[match.lastindex or 0])
        if not any(stands_in(phrase, normalise(claim.quote).text) for claim in claims):
            message = f"no quotation cited here holds the words “{short(phrase)}”"
            hint = "quote the source’s very words, and cite the claim that holds them"
            yield Diagnostic(Rule.WORDS_ARE_QUOTED, message, sentence.span_of(*match.span()), (hint,))


def _events(study: Study, own: set[Decimal]) -> Iterator[Diagnostic]:
    """The year and the day of each event are carried by what it cites; months stand in words."""
    of_text = {id(passage.prose): passage for passage in study.passages}
    for section in study.project.sections:
        for item in section.body:
            if not isinstance(item, Block) or not isinstance(item.content, TimelineBlock):
                continue
            for event in item.content.events:
                passage = of_text.get(id(event.text))
                cited = study.claims(passage.targets) if passage else None
                if event.date is None or cited is None:
                    continue
                held = own.union(*(carried(claim, study) | _of_source(claim, study) for _, claim in cited))
                if not {Decimal(part) for part in (event.date.year, event.date.day) if part} <= held:
                    message = f"no claim cited by this event carries its date `{event.date}`"
                    hint = "cite the claim that gives the date"
                    yield Diagnostic(Rule.DATE_IS_CARRIED, message, event.span_of("date"), (hint,))
