"""Whether a citation has to do with what it is cited for, and whether the reserve of a source is kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from briefing.check.carrying import Fit, carries_date, fit
from briefing.check.clauses import clauses, told_in, words, words_of
from briefing.check.passages import Sentence
from briefing.check.study import Cited, Study
from briefing.diagnostics import Diagnostic, Rule
from briefing.english.dates import dates
from briefing.english.hedges import hedges
from briefing.english.negation import content_stems
from briefing.english.quantities import quantities
from briefing.english.speakers import family_name
from briefing.model import section as model
from briefing.model.base import Text
from briefing.model.charts import ChartBlock
from briefing.model.evidence import Claim, Fact
from briefing.model.markup import Prose, target_of

_PRONOUN = re.compile(r"\b(?:he|she|they|it|who|which)\b", re.IGNORECASE)
_CAPITAL = re.compile(r"\b[A-ZÀ-Þ][\w-]*")
_HEAD = 4
"""The letters that two forms of a word share."""
_ROOT = 5
"""Letters by which a word of reserve is known again: `alleged`, `allegations`."""
_COMMON = 8
"""How many facts may share a word that still says something."""


def fitting(study: Study) -> Iterator[Diagnostic]:
    """Every sentence of running text; the facts of cells and events."""
    common = _common(study)
    persons = _family_names(study)
    for sentence in study.sentences:
        if sentence.passage.role in ("text", "key point", "basis"):
            yield from _citations(sentence, study, common)
            cited = study.claims(sentence.targets) or []
            yield from _reserve(sentence, cited)
            yield from _persons(sentence, cited, persons)
    for section in study.project.sections:
        for item in section.body:
            if isinstance(item, model.Block):
                yield from _exhibit(item, study, common)


@cache
def _heads(text: str) -> frozenset[str]:
    """The beginnings of the words of meaning: `extradited` and `extradition` have one."""
    return frozenset(one[:_HEAD] for one, _ in content_stems(text))


def _said(fact: Fact, claim: Claim) -> frozenset[str]:
    texts = (fact.label, claim.value, claim.quote, claim.by, claim.as_of, claim.scope, claim.method, claim.place)
    return frozenset[str]().union(*(_heads(str(text)) for text in texts if text))


def _common(study: Study) -> frozenset[str]:
    """Words that so many facts share that sharing them says nothing: in a brief on Petro, `Petro`."""
    found = Counter(
        word
        for fact in study.project.facts.values()
        for word in _heads(" ".join((str(fact.label), *fact.claims[0].quote.split())))
    )
    most = max(_COMMON, len(study.project.facts) // 20)
    return frozenset(word for word, number in found.items() if number > most)


def _fits(told: frozenset[str], cited: list[Cited], common: frozenset[str]) -> bool:
    """One word that says something, or two that many facts share."""
    shared = [told & _said(fact, claim) for fact, claim in cited]
    return not shared or any(one - common or len(one) > 1 for one in shared)


def _citations(sentence: Sentence, study: Study, common: frozenset[str]) -> Iterator[Diagnostic]:
    told = _heads(sentence.text)
    for target in sentence.targets:
        cited = study.claims([target]) or []
        if not _fits(told, cited, common) and not _by_number(sentence, cited, study):
            span = sentence.passage.prose.span_of(target.start, target.end)
            message = f"`{target}` shares no word with the sentence that cites it"
            hint = "cite the claim that says so, or word the sentence nearer to it"
            yield Diagnostic(Rule.CITATION_FITS_ITS_SENTENCE, message, span, (hint,))


def _by_number(sentence: Sentence, cited: list[Cited], study: Study) -> bool:
    """Whether a claim is cited for its date or its figure."""
    held = [study.holdings(claim) for _, claim in cited]
    days = [day for one in held for day in one.dates]
    figures = [figure for one in held for figure in one.figures]
    return any(carries_date(day, days) for day in dates(sentence.text)) or any(
        fit(told, figure) is not Fit.NONE for told in quantities(sentence.text) for figure in figures
    )


def _reserve(sentence: Sentence, cited: list[Cited]) -> Iterator[Diagnostic]:
    """A word that a source only says with reserve, told without any."""
    if not cited:
        return
    kept = [(one.start, sentence.text[one.start : one.start + _ROOT].lower()) for one in hedges(sentence.text)]
    stems = dict(reversed(content_stems(sentence.text)))
    for _, claim in cited:
        for hedge in hedges(str(claim.quote)):
            if hedge.scope in stems:
                at = stems[hedge.scope]
                start, end = next((start, end) for start, end in clauses(sentence.text) if start <= at < end)
                root = str(claim.quote)[hedge.start : hedge.start + _ROOT].lower()
                if any(start <= one < end or word == root for one, word in kept):
                    continue
                words_ = " ".join(str(claim.quote)[hedge.start :].split()[:4])
                message = f"the source says it with reserve (“{words_}”), the sentence without"
                hint = "keep the reserve: `seems`, `alleged`, `possible`"
                yield Diagnostic(Rule.HEDGE_IS_KEPT, message, sentence.span_of(at, at + len(hedge.scope)), (hint,))
                return


def _family_names(study: Study) -> frozenset[str]:
    """The names by which those are called who are said to say something: whom a reader must not confuse."""
    told = {str(claim.by) for _, claim, _ in study.project.claims() if claim.by}
    return frozenset(name for by in told if (name := family_name(by)))


def _persons(sentence: Sentence, cited: list[Cited], persons: frozenset[str]) -> Iterator[Diagnostic]:
    """A clause that tells of one fact alone names one of the persons whom the fact names, where both name any."""
    by_fact: dict[str, list[Cited]] = {}
    for fact, claim in cited:
        by_fact.setdefault(str(fact.id), []).append((fact, claim))
    for pairs in by_fact.values():
        said = frozenset[str]().union(*(words_of(fact, claim) for fact, claim in pairs))
        spans = told_in(sentence.text, said)
        if len(spans) != 1:
            continue
        (start, end), *_ = spans
        clause = sentence.text[start:end]
        if not (here := _among(persons, clause)):
            continue
        texts = [text for fact, claim in pairs for text in (fact.label, claim.value, claim.by, claim.quote) if text]
        there = {one for text in texts for one in _among(persons, text)}
        if there and not here & there and words(clause) & said and not _points_back(clause, here):
            fact = pairs[0][0]
            message = f"this names {', '.join(sorted(here))}, and `{fact.id}` tells of {', '.join(sorted(there))}"
            hint = "name who the fact is about, or cite the fact that is about the one who is named"
            yield Diagnostic(Rule.CITATION_FITS_ITS_SENTENCE, message, sentence.span_of(start, end), (hint,))


def _points_back(clause: str, persons: set[str]) -> bool:
    """Whether a pronoun stands before the first person who is named: then somebody else may be meant."""
    first = min(clause.find(person) for person in persons)
    return bool(_PRONOUN.search(clause[:first]))


def _among(persons: frozenset[str], text: str) -> set[str]:
    return {word for word in _CAPITAL.findall(text) if word in persons}


def _exhibit(item: model.Block, study: Study, common: frozenset[str]) -> Iterator[Diagnostic]:
    match item.content:
        case model.TableBlock(rows=rows) as table:
            over = {number: _row_heads(heading.words) for number, heading in table.headings}
            for row in rows:
                told = next((_row_heads(cell.words) for cell in row if isinstance(cell, Prose)), frozenset[str]())
                for number, cell in enumerate(row):
                    if isinstance(cell, model.FactCell):
                        yield from _named(cell.fact, told and told | over.get(number, frozenset()), study, "row")
        case model.TimelineBlock(events=events):
            for event in events:
                if event.fact is not None and event.text is not None:
                    yield from _named(event.fact, _heads(event.text.words) - common, study, "event")
        case ChartBlock(data=data):
            for spec in data:
                for name in spec.names if spec.label is not None else ():
                    yield from _named(name, _heads(str(spec.label)) - common, study, "label")


def _row_heads(text: str) -> frozenset[str]:
    """As `_heads`, a letter longer: in a table of few words `coca` and `cocaine` are two things."""
    return frozenset(one[: _HEAD + 1] for one, _ in content_stems(text))


def _named(name: Text, told: frozenset[str], study: Study, where: str) -> Iterator[Diagnostic]:
    cited = study.claims([target_of(name)]) or []
    if where == "row":
        fits = any(told & _row_heads(f"{fact.label}. {claim.value}. {claim.quote}") for fact, claim in cited)
    else:
        fits = _fits(told, cited, frozenset())
    if told and cited and not fits:
        message = f"`{name}` shares no word with its {where}"
        hint = f"name the fact that the {where} tells of"
        yield Diagnostic(Rule.CITATION_FITS_ITS_SENTENCE, message, name.span, (hint,))
