"""Negation in the text: what a claim denies the sentence denies, and what it does not deny the sentence does not either."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from briefing.check.passages import Sentence
from briefing.check.study import Cited, Study
from briefing.diagnostics import Diagnostic, Rule
from briefing.english.negation import Negation, content_stems, negations, stem
from briefing.model.evidence import Claim
from briefing.model.values import Words

_REACH = 45
"""Characters before or after a word in which its negation stands."""
DENIAL = re.compile(
    r"\b(?:not|no|never|none|neither|nor|without|nothing|nobody|cannot|refus\w+|reject\w+|refrain\w*|fail\w*|deni\w+|den(?:y|ies)|"
    r"declin\w+|lack\w*|absence|rul\w+ out|stop\w*|unless|rather|instead|fewer|less|below|under|short of|only|hardly|yet to|"
    r"disput\w+|until|beyond)\b|n[’']t\b",
    re.IGNORECASE,
)
"""Words that deny, or set a limit, in their own way."""
_LIGHT = frozenset(stem(word) for word in ("go", "come", "get", "take", "make", "give", "put", "keep", "let", "cent"))
_UNTIL = re.compile(r"^[^.;]{0,60}?\b(?:until|before|till)\b")
_IF = re.compile(r"\bif\s+$", re.IGNORECASE)
_OF_SOURCES = frozenset(
    stem(word)
    for word in (
        "source",
        "text",
        "report",
        "article",
        "author",
        "document",
        "official",
        "evidence",
        "detail",
        "date",
        "year",
        "name",
    )
)


def denial(study: Study) -> Iterator[Diagnostic]:
    """Sentences of running text and judgments, against the claims that they cite."""
    if not study.project.frame.carried_by:
        return  # which claims stand near enough is not known
    for sentence in study.sentences:
        if sentence.passage.role not in ("text", "key point", "event", "basis", "exhibit", "picture"):
            continue
        cited = study.claims(study.near(sentence))
        if cited and all(study.project.is_read(str(claim.source)) for _, claim in cited):
            yield from _lost(sentence, [claim for _, claim in cited])
            yield from _added(sentence, cited)


def _lost(sentence: Sentence, claims: list[Claim]) -> Iterator[Diagnostic]:
    """A word that a claim denies, told without its negation."""
    denied = negations(sentence.text)
    stems = content_stems(sentence.text)
    affirmed = {stem for claim in claims for stem in _affirmed(claim)}
    for claim in claims:
        for key in _denied(claim):
            at = [offset for stem, offset in stems if stem == key]
            if key in affirmed or not at or any(_is_denied(sentence.text, denied, offset) for offset in at):
                continue
            message = f"a claim cited here denies it (“{claim.value}”), the sentence does not"
            hint = "put the negation back, or cite what the sentence says"
            yield Diagnostic(Rule.NEGATION_IS_KEPT, message, sentence.span_of(at[0], at[0] + len(key)), (hint,))
            return


def _is_denied(text: str, denied: tuple[Negation, ...], offset: int) -> bool:
    """Whether a word stands near a negation, or after another word that denies it: `the lack of`, `rules out`."""
    return any(_is_near(one, offset) for one in denied) or bool(DENIAL.search(text[max(0, offset - _REACH) : offset]))


def _added(sentence: Sentence, cited: list[Cited]) -> Iterator[Diagnostic]:
    """A word that the sentence denies, and that every claim with it asserts."""
    claims = [claim for _, claim in cited]
    held = {stem for claim in claims for stem in _denied_anywhere(claim)}
    asserted = {stem for fact, claim in cited for stem in (*_affirmed(claim), *_read(str(fact.label))[1])}
    for negation in negations(sentence.text):
        word = sentence.text[negation.start : negation.end].lower()
        struck = _struck(word, negation)
        if _UNTIL.search(sentence.text[negation.end :]) or _IF.search(sentence.text[: negation.start]):
            continue  # `not until 2024` says that it was in 2024
        near = claims if word == "no" else [claim for claim in claims if struck & _affirmed(claim)]
        if struck & asserted and not struck & held and not any(_denies(claim, struck) for claim in near):
            message = f"the sentence says “{phrase(sentence.text, negation)}”, and no claim cited here denies it"
            hint = "take the negation out, or cite the claim that denies it"
            yield Diagnostic(Rule.NEGATION_IS_KEPT, message, sentence.span_of(negation.start, negation.end), (hint,))


def _denies(claim: Claim, struck: frozenset[str]) -> bool:
    """Whether a claim has a denial of its own: in `did not reject it`, for a claim that somebody rejected it, there is none."""
    return any(stem(match[0]) not in struck for match in DENIAL.finditer(f"{claim.value}. {claim.quote}"))


def _struck(word: str, negation: Negation) -> frozenset[str]:
    """The words that a negation strikes. What is said of the sources (`no source reports`) is a remark of ours."""
    if word in ("not", "never") or word.endswith(("n't", "n’t")):
        return frozenset(negation.scope[:2]) - _LIGHT
    if word == "no" and negation.scope and negation.scope[0] not in _OF_SOURCES:
        return frozenset(negation.scope[:1])
    return frozenset()


def phrase(text: str, negation: Negation) -> str:
    """The negation with the two words after it."""
    return " ".join(text[negation.start :].split()[:3]).rstrip(".,;:”")


def _is_near(negation: Negation, offset: int) -> bool:
    return -_REACH <= offset - negation.end <= _REACH


@cache
def _read(text: str) -> tuple[tuple[Negation, ...], tuple[str, ...]]:
    return negations(text), tuple(stem for stem, _ in content_stems(text))


def _denied(claim: Claim) -> list[str]:
    """The word that each negation of a claim's value strikes first."""
    if not isinstance(claim.typed, Words):
        return []
    return [negation.scope[0] for negation in _read(str(claim.value))[0] if negation.scope]


def _denied_anywhere(claim: Claim) -> set[str]:
    return {stem for text in (str(claim.value), str(claim.quote)) for negation in _read(text)[0] for stem in negation.scope}


def _affirmed(claim: Claim) -> set[str]:
    """The words of a claim that it does not deny."""
    texts = [str(claim.quote), str(claim.value)] if isinstance(claim.typed, Words) else [str(claim.quote)]
    return {stem for text in texts for stem in _read(text)[1]} - _denied_anywhere(claim)
