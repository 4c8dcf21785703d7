"""What the ellipses of a quotation pass over: never the word that denies what is quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.diagnostics import Diagnostic, Rule
from briefing.diagnostics.words import short
from briefing.english.negation import negations
from briefing.english.sentences import sentences
from briefing.evidence.anchors import ELLIPSIS, Article, Match
from briefing.evidence.normalise import normalise, seen
from briefing.model.evidence import Claim
from briefing.source import Span

_CUT = re.compile(
    r"\b(?:not|never|no|neither|nor|without|cannot|hardly|\w+n[’']t)\s+(?:yet\s+|been\s+|be\s+|to\s+)?[“‘\"]?$", re.IGNORECASE
)
_SHOWN, _STOPS = 80, " .,;:"


def lost_negations(claim: Claim, article: Article, match: Match) -> Iterator[Diagnostic]:
    """Each ellipsis that passes over a negation of a sentence of which the quotation keeps a part.

    “Cepeda is ... Petro’s preferred candidate” must not skip a `not`. A negation in a sentence that is left out whole takes
    nothing from what is quoted.
    """
    for index, (start, end) in enumerate(match.gaps):
        denial = _denial(article, match, start, end)
        if denial:
            skipped = short(seen(article.text[start:end]).lstrip(_STOPS), _SHOWN)
            yield Diagnostic(
                Rule.ELLIPSIS_KEEPS_THE_SENSE,
                f"the ellipsis passes over “{skipped}”: without “{denial}” the words say another thing",
                _place(claim, index),
                ("quote these words too, or quote each part by itself, as a claim of its own",),
            )


def cut_negation(claim: Claim, article: Article, match: Match) -> Iterator[Diagnostic]:
    """A quotation that begins right after the word that denies it: `given up on a deal`, cut out of `has never given up`."""
    paragraph = article.paragraphs[match.paragraph - 1]
    before = article.printed(paragraph)[: match.start - paragraph.start]
    denial = _CUT.search(before)
    if denial:
        yield Diagnostic(
            Rule.ELLIPSIS_KEEPS_THE_SENSE,
            f"the quotation begins after “{short(denial[0].strip())}”, which denies it",
            claim.quote.span,
            ("begin the quotation with the word that denies it",),
        )


def _denial(article: Article, match: Match, start: int, end: int) -> str:
    """The first negation between these places of the original that reaches what is quoted; empty where there is none."""
    paragraph = article.paragraphs[match.paragraph - 1]
    text = article.printed(paragraph)
    start, end = start - paragraph.start, end - paragraph.start
    denials = [one for one in negations(text) if start <= one.start and one.end <= end]
    if not denials:
        return ""
    kept = [(first, last) for first, last in sentences(text) if first < start < last or first < end < last]
    return next((text[one.start : one.end] for one in denials if any(first <= one.start < last for first, last in kept)), "")


def _place(claim: Claim, index: int) -> Span:
    """The place of an ellipsis among those between two parts of a quotation."""
    folded = normalise(claim.quote)
    inner = [one for one in ELLIPSIS.finditer(folded.text) if one.start() > 0 and one.end() < len(folded.text)]
    if index >= len(inner):
        return claim.quote.span
    dots = folded.text.find(".", inner[index].start())
    return claim.quote.span_of(folded.at(dots), folded.at(dots) + 1)
