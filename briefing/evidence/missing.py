"""Why a quotation is not in the body of its source, as far as that can be known; the nearest passage where it cannot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from briefing.diagnostics import Diagnostic, Rule
from briefing.diagnostics.words import short
from briefing.evidence.anchors import LONGEST_GAP, MOST_PARTS, Article, Match, Needle, Paragraph, chains, needle
from briefing.evidence.nearest import nearest
from briefing.evidence.normalise import seen
from briefing.evidence.places import ambiguous
from briefing.model.evidence import Claim

MOST_COMPARED = 50
"""The most quotations of a run that are looked for in all sources, compared with the nearest passage or told apart."""
_WORD_FOR_WORD = "quote the article word for word; headlines, captions and site chrome are excluded"
_SHOWN, _NEIGHBOURS = 80, 5


class Explainer(Struct):
    """Explains quotations that are not found; the work is bounded, however many there are."""

    articles: Mapping[str, Article]
    """The originals at hand, by source id."""
    _compared: int = 0

    def ambiguous(self, claim: Claim, matches: Sequence[Match]) -> Diagnostic:
        """A quotation that stands in several places."""
        self._compared += 1
        return ambiguous(claim, self.articles[claim.source], matches, told_apart=self._compared <= MOST_COMPARED)

    def missing(self, claim: Claim) -> Diagnostic:
        """A quotation that does not stand in the body of its source, or not between the words that its claim gives."""
        article = self.articles[claim.source]
        around = _not_between(claim, article)
        if around is not None:
            return around
        wanted = needle(claim.quote)
        why = _cut(wanted.whole, article) or _excluded(wanted.whole, article) or _other_case(wanted.whole, article)
        why = why or _over_paragraphs(wanted.whole, article)
        hints = (why,) if why else self._nearest(claim, wanted, article)
        message = f"the quotation is not in the body of `{claim.source}`"
        return Diagnostic(Rule.QUOTE_FOUND_IN_SOURCE, message, claim.quote.span, hints)

    def _nearest(self, claim: Claim, wanted: Needle, article: Article) -> tuple[str, ...]:
        self._compared += 1
        if self._compared > MOST_COMPARED:
            return (_WORD_FOR_WORD,)
        why = self._elsewhere(claim) or _parts(wanted, article)
        if why:
            return (why,)
        like = nearest(wanted.whole, article)
        return (like or "the source has nothing like it: is the claim another source's?", _WORD_FOR_WORD)

    def _elsewhere(self, claim: Claim) -> str:
        names = [name for name, other in self.articles.items() if name != claim.source and other.find(claim.quote)]
        if not names:
            return ""
        more = f" and in {len(names) - 1} more" if len(names) > 1 else ""
        return f"it stands, word for word, in `{names[0]}`{more}: is the claim that source's?"


def _not_between(claim: Claim, article: Article) -> Diagnostic | None:
    """The quotation is there, but not after its prefix or before its suffix."""
    places = article.find(claim.quote) if claim.prefix or claim.suffix else []
    if not places:
        return None
    wrong = "prefix" if claim.prefix and not article.find(claim.quote, claim.prefix) else "suffix"
    if wrong == "suffix" and article.find(claim.quote, None, claim.suffix):
        wrong = "prefix"  # each is somewhere, but they are not together
    first = places[0]
    paragraph = article.paragraphs[first.paragraph - 1]
    if wrong == "prefix":
        words, stands, side = claim.prefix, "after", "before"
        there = " ".join(article.text[paragraph.start : first.start].split()[-_NEIGHBOURS:])
    else:
        words, stands, side = claim.suffix, "before", "after"
        there = " ".join(article.text[first.end : paragraph.end].split()[:_NEIGHBOURS])
    there = short(seen(there), _SHOWN)
    write = f"it stands {stands} “{there}”: write the words just {side} it, or" if there else f"nothing stands {side} it:"
    more = f" and in {len(places) - 1} more of its places" if len(places) > 1 else ""
    return Diagnostic(
        Rule.QUOTE_FOUND_IN_SOURCE,
        f"the quotation stands in para. {first.paragraph} of `{claim.source}`{more}, but not {stands} `{short(words or '')}`",
        claim.span_of(wrong),
        (f"in para. {first.paragraph} {write} take `{wrong}` out",),
    )


def _cut(whole: str, article: Article) -> str:
    for paragraph in article.paragraphs:
        span = article.around(paragraph, whole)
        if span is not None:
            words = _printed(article, paragraph, *span)
            return f"in para. {paragraph.number} it stands only inside “{words}”: quote words and numbers whole"
    return ""


def _excluded(whole: str, article: Article) -> str:
    for line in article.excluded:
        if any(True for _ in article.whole(line, whole)):
            one = article.exclusion(line.line)
            what = f" as “{short(one.what)}”" if one is not None else ""
            return f"it stands in line {line.line}, which is excluded{what}: only the article's body can be quoted"
    return ""


def _other_case(whole: str, article: Article) -> str:
    lower = whole.lower()
    for paragraph in article.paragraphs:
        if lower not in paragraph.text.text.lower():
            continue
        found = re.search(re.escape(whole), paragraph.text.text, re.IGNORECASE)
        if found:
            words = _printed(article, paragraph, *found.span())
            return f"in para. {paragraph.number} it stands with other capital letters: “{words}”"
    return ""


def _over_paragraphs(whole: str, article: Article) -> str:
    at = 0
    starts: list[tuple[int, int]] = []
    for paragraph in article.paragraphs:
        starts.append((at, paragraph.number))
        at += len(paragraph.text.text) + 1
    found = " ".join(paragraph.text.text for paragraph in article.paragraphs).find(whole) if whole else -1
    if found < 0:
        return ""
    first = max(number for start, number in starts if start <= found)
    last = max(number for start, number in starts if start < found + len(whole))
    return f"it runs from para. {first} into para. {last}: quote the words of one paragraph" if first < last else ""


def _parts(wanted: Needle, article: Article) -> str:
    """What keeps the parts between ellipses from being found."""
    if not wanted.parts:
        return ""
    if wanted.weak_parts:
        part = short(wanted.weak_parts[0], _SHOWN)
        return f"between ellipses “{part}” is a single word, which could stand anywhere: quote at least two words, or a number"
    if len(wanted.parts) > MOST_PARTS:
        return f"it has {len(wanted.parts)} parts between ellipses: quote each by itself"
    places = [[list(article.whole(paragraph, part)) for part in wanted.parts] for paragraph in article.paragraphs]
    for index, part in enumerate(wanted.parts):
        if not any(spans[index] for spans in places):
            return f"the part “{short(part, _SHOWN)}” is not there: {nearest(part, article) or 'the source has nothing like it'}"
    together = [number for number, spans in enumerate(places, 1) if all(spans)]
    if not together:
        apart = [next(number for number, spans in enumerate(places, 1) if spans[index]) for index in range(len(wanted.parts))]
        return f"its parts stand in {_listed(apart)}: an ellipsis stays within one paragraph"
    number = together[0]
    if any(True for _ in chains(places[number - 1], gap=len(article.text))):
        return f"in para. {number} an ellipsis passes over more than {LONGEST_GAP} characters: quote each part by itself"
    return f"its parts stand in para. {number}, but in another order"


def _listed(numbers: Iterable[int]) -> str:
    *first, last = [f"para. {number}" for number in dict.fromkeys(numbers)]
    return f"{', '.join(first)} and {last}" if first else last


def _printed(article: Article, paragraph: Paragraph, start: int, end: int) -> str:
    return short(seen(article.text[slice(*article.original_span(paragraph, start, end))]), _SHOWN)
