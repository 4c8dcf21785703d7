"""Whose words and whose account a clause tells: what is quoted is given to who said it, what is told to a source that has it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from briefing.check.carrying import Fit, fit
from briefing.check.clauses import clauses, reach, words, words_of
from briefing.check.figures import QUOTED, phrase_of, stands_in
from briefing.check.naming import Naming
from briefing.check.passages import Sentence
from briefing.check.study import Cited, Study
from briefing.diagnostics import Diagnostic, Rule
from briefing.diagnostics.words import listing, short
from briefing.english.quantities import Quantity, quantities
from briefing.english.saying import attributions
from briefing.english.sentences import without_quotations
from briefing.english.speakers import speaker, speaker_words
from briefing.model.evidence import Claim
from briefing.source import Span

_SUBJECT = 4
"""The most words between a speaker's name and the verb of saying that is his."""

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SEVERAL = re.compile(r"\b(?:sources|texts|accounts|articles|reports)\b", re.IGNORECASE)


def speaking(study: Study) -> Iterator[Diagnostic]:
    """Every sentence of running text that cites."""
    naming = Naming(study.project)
    everybody: dict[str, set[str]] = {}
    for _, claim, _ in study.project.claims():
        for word in speaker_words(str(claim.by)) if claim.by else ():
            everybody.setdefault(word.lower(), set()).add(str(claim.by))
    for sentence in study.sentences:
        if sentence.passage.role not in ("text", "key point", "event", "basis"):
            continue
        cited = study.claims(sentence.targets)
        if cited:
            yield from _quoted(sentence, cited, everybody, naming)
            yield from _accounts(sentence, cited, study, naming)
            yield from _numbers(sentence, cited, study, naming)


def _quoted(sentence: Sentence, cited: list[Cited], everybody: Mapping[str, set[str]], naming: Naming) -> Iterator[Diagnostic]:
    """Words in quotation marks, by the speaker who stands right before them or before their verb of saying."""
    text = sentence.text
    known = {by for word in set(_WORD.findall(text.lower())) for by in everybody.get(word, ())}
    for match in QUOTED.finditer(text):
        phrase = phrase_of(match)
        holding = [claim for _, claim in cited if stands_in(phrase, str(claim.quote))]
        if not holding:
            continue
        yield from _of_source(sentence, match, holding, naming)
        speakers = {str(claim.by) for claim in holding if claim.by}
        if any(not claim.by for claim in holding):
            continue
        given = _given_to(text, match.start(), known)
        if given and not any(speaker(by).search(given) for by in speakers):
            message = (
                f"“{short(phrase, 40)}” is given to {given}, and the claim that holds it is by {', '.join(sorted(speakers))}"
            )
            hint = "give the words to who said them, or correct `by`"
            yield Diagnostic(Rule.CLAIM_IS_ATTRIBUTED, message, sentence.span_of(*match.span()), (hint,))
        elif not given and not any(naming.spoken_of(claim, _around(sentence, match.start())) for claim in holding):
            message = f"“{short(phrase, 40)}” is by {', '.join(sorted(speakers))}, who is not named beside it"
            hint = "name who said the words in the same clause"
            yield Diagnostic(Rule.CLAIM_IS_ATTRIBUTED, message, sentence.span_of(*match.span()), (hint,))


def _of_source(sentence: Sentence, match: re.Match[str], holding: list[Claim], naming: Naming) -> Iterator[Diagnostic]:
    """Words of a source's own, where the part of the sentence that quotes them names another source alone."""
    if any(claim.by for claim in holding):
        return
    for start, end in _parts(sentence.text, naming):
        if not start <= match.start() < end:
            continue
        others = [one for one in QUOTED.finditer(sentence.text, start, end) if one.span() != match.span()]
        after = sentence.text[match.end() : min((one.start() for one in others if one.start() >= match.end()), default=end)]
        before = sentence.text[max((one.end() for one in others if one.end() <= match.start()), default=start) : match.start()]
        named = naming.sources_in(after) or naming.sources_in(before)
        if len(named) == 1 and not named & {str(claim.source) for claim in holding}:
            who = naming.project.sources[next(iter(named))].name
            message = f"“{short(phrase_of(match), 40)}” is quoted as {who}’s, and stands in {_listed(holding)}"
            hint = "name the source whose words they are"
            yield Diagnostic(Rule.NAMED_SOURCE_IS_CITED, message, sentence.span_of(*match.span()), (hint,))


def _listed(claims: list[Claim]) -> str:
    return listing(dict.fromkeys(str(claim.source) for claim in claims))


def _around(sentence: Sentence, at: int) -> str:
    """The clause of a quotation, and what it points back to."""
    start, end = next((first, last) for first, last in clauses(sentence.text) if first <= at < last)
    return reach(sentence, start, end)


def _given_to(text: str, at: int, known: set[str]) -> str:
    """The speaker to whom a clause gives the words that begin at `at`; empty where that cannot be told."""
    start = max((first for first, _ in clauses(text) if first <= at), default=0)
    before = text[start:at]
    verbs = attributions(before)
    hidden = without_quotations(before)
    names = _named(hidden, known)
    last, name, first = max(names, default=(0, "", 0))
    if name and not before[last:].strip() and re.search(r"(?:^|,|\band)\s*(?:the\s+)?$", before[:first]):
        return name  # `Trump found them “fantastic”, Petro “positive”`
    for verb in reversed(verbs):
        subjects = [
            (end, name) for end, name, _ in names if end <= verb.start and len(before[end : verb.start].split()) < _SUBJECT
        ]
        if subjects:
            return max(subjects)[1]
    return ""


def _named(text: str, known: set[str]) -> list[tuple[int, str, int]]:
    """Where speakers are named, with their names; words side by side are one name: `harbour master`."""
    found: list[tuple[int, int]] = []
    for start, end in sorted({match.span() for by in known for match in speaker(by).finditer(text)}):
        if found and not text[found[-1][1] : start].strip():
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return [(end, text[start:end], start) for start, end in found]


def _accounts(sentence: Sentence, cited: list[Cited], study: Study, naming: Naming) -> Iterator[Diagnostic]:
    """Where a part of a sentence names one source, what it tells is that source's rather than another's."""
    by_source: dict[str, list[Cited]] = {}
    for fact, claim in cited:
        by_source.setdefault(str(claim.source), []).append((fact, claim))
    if len(by_source) < 2:
        return
    for start, end in _parts(sentence.text, naming):
        part = sentence.text[start:end]
        named = naming.sources_in(without_quotations(part)) & set(by_source)
        if len(named) != 1 or _SEVERAL.search(part):
            continue
        (name,) = named
        told = words(part) - words(str(study.project.sources[name].name))
        own = max(len(told & words_of(fact, claim)) for fact, claim in by_source[name])
        others = {
            other: max(len(told & words_of(*pair)) for pair in pairs) for other, pairs in by_source.items() if other != name
        }
        best = max(others, key=lambda other: others[other])
        if own == 0 and others[best] >= 2:
            source = study.project.sources[name]
            message = f"this is told as {source.name}’s, and of what is cited here only {listing([best])} says it"
            hint = "name the source that says it, or cite the claim of the one that is named"
            yield Diagnostic(Rule.NAMED_SOURCE_IS_CITED, message, _span(sentence, start, end), (hint,))


def _numbers(sentence: Sentence, cited: list[Cited], study: Study, naming: Naming) -> Iterator[Diagnostic]:
    """A figure that a part of a sentence gives to one source is that source's, where it has one of its own for the question."""
    if len({str(claim.source) for _, claim in cited}) < 2:
        return
    for start, end in _parts(sentence.text, naming):
        named = naming.sources_in(without_quotations(sentence.text[start:end]))
        if len(named) != 1 or _SEVERAL.search(sentence.text[start:end]):
            continue
        (name,) = named
        answered = {str(fact.id) for fact, claim in cited if claim.source == name}
        for one in quantities(sentence.text):
            if not start <= one.start < end:
                continue
            holding = [(fact, claim) for fact, claim in cited if _holds(one, claim, study)]
            of_others = [claim for fact, claim in holding if str(fact.id) in answered]
            is_own = any(claim.source == name for _, claim in holding)
            if of_others and not is_own and not any(naming.spoken_of(claim, sentence.text[start:end]) for claim in of_others):
                written, who = sentence.text[one.start : one.end], study.project.sources[name].name
                message = f"`{written}` is told as {who}’s, and `{study.name(of_others[0])}` carries it"
                hint = "give each figure to the source that has it"
                yield Diagnostic(Rule.NAMED_SOURCE_IS_CITED, message, sentence.span_of(one.start, one.end), (hint,))


def _holds(one: Quantity, claim: Claim, study: Study) -> bool:
    return any(fit(one, figure) in (Fit.CARRIED, Fit.OTHER_BOUND) for figure in study.holdings(claim).figures)


def _parts(text: str, naming: Naming) -> list[tuple[int, int]]:
    """Clauses, parted at commas too where each side names a source of its own."""
    found: list[tuple[int, int]] = []
    for start, end in clauses(text):
        begin = start
        for comma in re.finditer(r",\s|\sand\s", without_quotations(text)):
            if not begin < comma.start() < end:
                continue
            if naming.sources_in(text[begin : comma.start()]) and naming.sources_in(text[comma.end() : end]):
                found.append((begin, comma.start()))
                begin = comma.end()
        found.append((begin, end))
    return found


def _span(sentence: Sentence, start: int, end: int) -> Span:
    text = sentence.text[start:end]
    lead = len(text) - len(text.lstrip())
    return sentence.span_of(start + lead, start + len(text.rstrip()))
