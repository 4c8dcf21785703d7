"""Who says it: what is only claimed, alleged or thought is told as somebody's, and the source that is named is cited."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.check.clauses import head, reach, told_in, words, words_of
from briefing.check.naming import Naming
from briefing.check.passages import Sentence
from briefing.check.study import Cited, Study
from briefing.diagnostics import Diagnostic, Rule
from briefing.diagnostics.words import listing, short
from briefing.english.saying import attributions
from briefing.english.telling import stands_for, tells
from briefing.evidence.voices import voices
from briefing.model.evidence import Claim
from briefing.source import Span

_TELLING = 2
"""How many words of its own an answer needs to be told in a sentence."""
_FIRM = frozenset({"reported", "official_data"})
_ALONE = re.compile(
    r"\b(?:one|single|a single|only|alone|sole|solely|unsigned|unnamed|no other)\b(?:\W+\w+){0,3}?|\b(?:alone|only)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\(([^()]*)\)")
"""A speaker may stand in parentheses behind what he says: `alignment (the Rebelión text)`."""
_SOURCES_DIFFER = re.compile(
    r"\b(?:sources|texts|accounts|reports|articles|they)\s+(?:\w+\s+)?(?:contradict|differ|disagree|conflict|diverge|vary|clash)"
    r"|\b(?:is|are|remains?)\s+(?:in\s+dispute|disputed|contested|unclear|not\s+agreed)\b",
    re.IGNORECASE,
)
_SILENT = re.compile(
    r"\b(?:missing|absent|left out|lacking|omitted)\s+(?:from|of|by)\b[^,;.]*|\b(?:unlike|nor does|nor do)\b[^,;.]*"
    r"|\bthe\s+[\w’ -]{1,40}?\s+(?:does|do|did)(?:n[’']t|\s+not)\b",
    re.IGNORECASE,
)
"""A source may be named for what it does not say."""
_QUOTED = re.compile(r"“[^”]*”")


def attribution(study: Study) -> Iterator[Diagnostic]:
    """Every sentence of running text and of the bases of judgments."""
    naming = Naming(study.project)
    for sentence in study.sentences:
        if sentence.passage.role not in ("text", "key point", "event", "basis"):
            continue
        cited = study.claims(sentence.targets)
        if not cited:
            continue
        yield from _attributed(sentence, cited, naming)
        yield from _named(sentence, study, naming)
        if sentence.passage.role in ("key point", "basis"):
            yield from _single(sentence, cited, study, naming)


def _attributed(sentence: Sentence, cited: list[Cited], naming: Naming) -> Iterator[Diagnostic]:
    """Of each fact that rests only on what somebody says, one who says it is named beside it, with a word of saying."""
    by_fact: dict[str, list[Cited]] = {}
    for fact, claim in cited:
        by_fact.setdefault(str(fact.id), []).append((fact, claim))
    unsaid = {name: pairs for name, pairs in by_fact.items() if not any(claim.status in _FIRM for _, claim in pairs)}
    if not unsaid or (len({str(claim.source) for _, claim in cited}) > 1 and _SOURCES_DIFFER.search(sentence.text)):
        return  # what is told is that sources differ, not what one of them says
    for name, pairs in ((name, pairs) for name, all_pairs in unsaid.items() for pairs in _answers(sentence, all_pairs)):
        missing = _missing(sentence, pairs, naming)
        if missing:
            who = dict.fromkeys(str(claim.by or naming.project.sources[claim.source].name) for _, claim in pairs)
            statuses = listing(dict.fromkeys(claim.status for _, claim in pairs))
            message = f"`{name}` is {statuses} by {', '.join(who)}, and what tells of it {missing}"
            hint = f"write whose it is, beside it: `{short(next(iter(who)), 30)} says`, `by ...’s account`, `in the view of ...`"
            yield Diagnostic(Rule.CLAIM_IS_ATTRIBUTED, message, _target_span(sentence, name), (hint,))


def _answers(sentence: Sentence, pairs: list[Cited]) -> Iterator[list[Cited]]:
    """The claims of a fact, and by themselves those of each answer that the sentence tells in words of its own."""
    yield pairs
    by_answer: dict[str, list[Cited]] = {}
    for fact, claim in pairs:
        by_answer.setdefault(str(claim.value), []).append((fact, claim))
    if len(by_answer) < 2:
        return
    said = {answer: frozenset[str]().union(*(_own_words(claim) for _, claim in ones)) for answer, ones in by_answer.items()}
    told = words(sentence.text)
    for answer, ones in by_answer.items():
        others = frozenset[str]().union(*(held for other, held in said.items() if other != answer))
        if len(told & (said[answer] - others)) >= _TELLING:
            yield ones


def _own_words(claim: Claim) -> frozenset[str]:
    return words(str(claim.value)) | words(str(claim.quote))


def _missing(sentence: Sentence, pairs: list[Cited], naming: Naming) -> str:
    """What the clause that tells of a fact lacks to attribute it; nothing where one clause attributes it."""
    said = frozenset[str]().union(*(words_of(fact, claim) for fact, claim in pairs))
    missing = ""
    for start, end in told_in(sentence.text, said):
        clause = f"{head(sentence.text, start)} {sentence.text[start:end]}"
        aside = " ".join(_ASIDE.findall(sentence.text[start:end]))
        around = reach(sentence, start, end)
        if any(naming.spoken_of(claim, aside) for _, claim in pairs):
            return ""
        says = bool(attributions(clause)) or tells(clause)
        if says and any(naming.spoken_of(claim, around) or _is_meant(claim, clause) for _, claim in pairs):
            return ""
        missing = "does not name who says it" if says else "has no verb or phrase of attribution"
    return missing


def _is_meant(claim: Claim, clause: str) -> bool:
    """Whether a word stands for the speaker: `the company`, `the chief executive`."""
    return claim.by is not None and stands_for(clause)


def _named(sentence: Sentence, study: Study, naming: Naming) -> Iterator[Diagnostic]:
    """Sources that a sentence names are among those that it cites."""
    cited = study.claims(sentence.targets or study.near(sentence))
    if not cited:
        return  # what it cites could not be read, and is told elsewhere
    sources = {str(claim.source) for _, claim in cited}
    if not (attributions(sentence.text) or tells(sentence.text)):
        return  # named, but not as saying it
    plain = _SILENT.sub("", _QUOTED.sub("", sentence.text))
    speakers = " ".join(str(claim.by) for _, claim in cited if claim.by)
    for name in sorted(naming.sources_in(plain) - sources):
        if naming.names_source(name, speakers):
            continue
        source = study.project.sources[name]
        message = f"the sentence names {source.name} and cites {listing(sorted(sources))}"
        hint = f"cite what `{name}` says, or name the source that is cited"
        yield Diagnostic(Rule.NAMED_SOURCE_IS_CITED, message, sentence.span, (hint,))


def _single(sentence: Sentence, cited: list[Cited], study: Study, naming: Naming) -> Iterator[Diagnostic]:
    """A key point or basis on one voice says so."""
    claims = [claim for _, claim in cited]
    if len(voices(claims, study.project.sources)) != 1:
        return
    if _ALONE.search(sentence.text) or any(naming.spoken_of(claim, reach(sentence, 0, len(sentence.text))) for claim in claims):
        return
    message = f"this rests on one voice, `{claims[0].source}`, and does not say so"
    name = naming.project.sources[claims[0].source].name
    hint = f"name it (`{name} reports`) or say `one source`; or cite a second, independent one"
    yield Diagnostic(Rule.SINGLE_SOURCE_IS_TOLD, message, sentence.span, (hint,))


def _target_span(sentence: Sentence, fact: str) -> Span:
    for target in sentence.targets:
        if target.fact == fact and target.end > target.start:
            return sentence.passage.prose.span_of(target.start, target.end)
    return sentence.span
