"""The clauses of a sentence, and which of them a claim is told in: the one that shares most words with it."""

from __future__ import annotations

import re
from functools import cache

from briefing.check.passages import Sentence
from briefing.english.names import core, names
from briefing.english.negation import content_stems, stem
from briefing.english.saying import has_anaphor
from briefing.english.sentences import without_quotations
from briefing.model.evidence import Claim, Fact

_BREAK = re.compile(r"[;:]\s|\s[–—]\s|—")


def clauses(text: str) -> list[tuple[int, int]]:
    """The spans of a sentence between semicolons, colons and dashes, those inside quotation marks left alone."""
    hidden = without_quotations(text)
    found = list(_BREAK.finditer(hidden))
    dashes = [match for match in found if match[0].strip() in "–—"]
    # A pair of dashes holds an aside; a single one parts.
    ends = [match.end() for match in found if match not in dashes or len(dashes) == 1]
    return list(zip([0, *ends], [*ends, len(text)], strict=True))


def head(text: str, start: int) -> str:
    """What governs the clause that begins here: the clause before the last colon, `The text says of the candidates:`."""
    hidden = without_quotations(text)[:start]
    colon = hidden.rfind(": ")
    return text[max((end for _, end in clauses(text[:colon])[:-1]), default=0) : colon] if colon >= 0 else ""


def reach(sentence: Sentence, start: int, end: int) -> str:
    """A clause, with what a colon sets before it, and where it points back with a pronoun, what stands before it."""
    clause = f"{head(sentence.text, start)} {sentence.text[start:end]}"
    if not has_anaphor(clause):
        return clause
    passage = sentence.passage
    before = " ".join(one.plain for one in passage.before)
    return f"{before} {passage.plain[: sentence.start + start]} {clause}"


@cache
def words(text: str) -> frozenset[str]:
    """The stems of what a text says, without names: persons and places stand in every sentence."""
    named = {stem(word.lower()) for name in names(text) for word in core(name.text)}
    return frozenset(one for one, _ in content_stems(text)) - named


def words_of(fact: Fact, claim: Claim) -> frozenset[str]:
    """The stems of what a claim says: its value, its quotation, its question."""
    return words(str(claim.value)) | words(str(claim.quote)) | words(str(fact.label))


def told_in(text: str, said: frozenset[str]) -> list[tuple[int, int]]:
    """The clauses that share most words with what is said; all of them where none shares any."""
    spans = clauses(text)
    shared = [len(words(text[start:end]) & said) for start, end in spans]
    best = max(shared)
    return [span for span, number in zip(spans, shared, strict=True) if number == best]
