"""Quotations: words altered, spliced, turned by dots, or taken from what is not the article; and quoted phrases in prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from benchmarks.mutations.brief import Brief, Claim
from benchmarks.mutations.edits import Edit, Fault, change, rewrite
from benchmarks.mutations.kind import MANY, Table
from benchmarks.mutations.kinds.dates import MONTH, other_month
from benchmarks.mutations.kinds.numbers import NUMBER_WORD, other_word
from benchmarks.mutations.written import of_articles, pairs, swap

TABLE = Table()
MOST_WORDS = 24
"""The longest quotation that is planted: a longer one is found for its length alone."""

TABLE.in_facts("quote-unit", "quote", MANY)
TABLE.in_facts("quote-bound", "quote", MANY)


def _misquoted(brief: Brief, claim: Claim, at: tuple[int, int], new: str, site: str = "") -> Iterator[Fault]:
    """A stretch of a quotation replaced, unless the article holds that as well."""
    fault = change(claim.texts["quote"], (*at, new), site=site or f"{claim.fact}:{claim.key}")
    if not brief.holds(claim.get("source"), fault.expected[0][2]):
        yield fault


@TABLE.kind("quote-date")
def _quote_date(brief: Brief, random: Random) -> Iterator[Fault]:
    for claim in brief.claims:
        for match in re.finditer(rf"\b({MONTH})\b", claim.get("quote")):
            yield from _misquoted(brief, claim, match.span(), other_month(match[0], random))


@TABLE.kind("quote-word-number")
def _quote_word_number(brief: Brief, random: Random) -> Iterator[Fault]:
    for claim in brief.claims:
        for match in NUMBER_WORD.finditer(claim.get("quote")):
            yield from _misquoted(brief, claim, match.span(), other_word(match[0], random))


@TABLE.kind("quote-name")
def _quote_name(brief: Brief, _: Random) -> Iterator[Fault]:
    for old, new in pairs("quote-name"):
        for claim in brief.claims:
            for match in re.finditer(rf"\b{re.escape(old)}\b", claim.get("quote")):
                if not brief.knows(new):
                    yield from _misquoted(brief, claim, match.span(), new, old)


@TABLE.kind("quote-word", MANY)
def _quote_word(brief: Brief, random: Random) -> Iterator[Fault]:
    for claim in brief.claims:
        quote = claim.get("quote")
        for old, new in pairs("quote-word"):
            for match in re.finditer(rf"\b{old}\b", quote):
                yield from _misquoted(brief, claim, match.span(), new, f"word:{old}")
        words = list(re.finditer(r"[^\W\d]{5,}", quote))[1:-1]
        if words and random.random() < 0.05:
            match = random.choice(words)
            yield from _misquoted(brief, claim, (match.start(), match.end() + 1), "")
        if words and random.random() < 0.05:
            match = random.choice(words)
            new = random.choice(("clearly ", "again ", "hardly ", "formerly "))
            yield from _misquoted(brief, claim, (match.start(), match.start()), new)


@TABLE.kind("quote-spliced", MANY)
def _quote_spliced(brief: Brief, random: Random) -> Iterator[Fault]:
    for claim, fault in _splices(brief, random):
        source, new = claim.get("source"), fault.expected[0][2]
        lines = {brief.paragraph(source, piece) for piece in new.split("...")}
        is_fair = brief.holds(source, new) and len(lines) == 1  # dots inside a paragraph
        if len(new.split()) <= MOST_WORDS and not is_fair:
            yield fault


def _splices(brief: Brief, random: Random) -> Iterator[tuple[Claim, Fault]]:
    for source, (first, second) in of_articles("quote-spliced"):
        for claim in [one for one in brief.quotations_of(source) if first in one.get("quote") or second in one.get("quote")][:2]:
            quote = claim.texts["quote"]
            yield claim, rewrite(quote, first + random.choice((" ... ", " ", ", ")) + second, f"{first}{second}")
            yield claim, rewrite(quote, second + random.choice((" ... ", " ")) + first, f"{first}{second}")
    for claim in brief.claims:
        source, quote = claim.get("source"), claim.texts["quote"]
        other = random.choice(brief.quotations_of(source)).get("quote")
        lines = brief.paragraph(source, quote.value), brief.paragraph(source, other)
        if lines[0] != lines[1] and min(lines) >= 0 and random.random() < 0.25:
            dots = random.choice((" ... ", " ", ", and "))
            yield claim, change(quote, (len(quote.value), len(quote.value), dots + other))
        words = quote.value.split()
        if len(words) >= 8 and random.random() < 0.1:  # its halves the wrong way round
            half = len(words) // 2
            yield claim, rewrite(quote, " ".join((*words[half:], random.choice(("...", "and")), *words[:half])))


@TABLE.kind("quote-elides-not")
def _quote_elides_not(brief: Brief, _: Random) -> Iterator[Fault]:
    for claim in brief.claims:
        for old, new in pairs("quote-elides-not"):
            at = claim.get("quote").find(old)
            if at >= 0:
                yield change(claim.texts["quote"], (at, at + len(old), new), site=old)


@TABLE.kind("quote-of-chrome")
def _quote_of_chrome(brief: Brief, random: Random) -> Iterator[Fault]:
    by_article: dict[str, list[str]] = {}
    for source, (words,) in of_articles("quote-of-chrome"):
        by_article.setdefault(source, []).append(words)
    for source, pieces in by_article.items():
        claims = random.sample(brief.quotations_of(source), len(pieces))
        for words, claim in zip(pieces, claims, strict=True):
            yield rewrite(claim.texts["quote"], words)


@TABLE.kind("chrome-let-in")
def _chrome_let_in(brief: Brief, random: Random) -> Iterator[Fault]:
    for source, (left_out, words) in of_articles("chrome-let-in"):
        sheet, (old, new, _) = brief.sheets[f"seeds/sources/{source}.yaml"], swap(left_out)
        at = sheet.text.find(old)
        if at < 0 or sheet.text.count(old) > 1:
            continue
        line = sheet.text.rfind("\n", 0, at) + 1, sheet.text.find("\n", at) + 1
        edit = Edit(sheet.path, at, at + len(old), new) if new else Edit(sheet.path, *line, "")
        claim = random.choice([one for one in brief.quotations_of(source) if one.texts["quote"].style is None])
        fault = rewrite(claim.texts["quote"], words)
        yield Fault((edit, *fault.edits), fault.fact, fault.expected, f"{source}{old}{words}")


TABLE.in_prose("prose-phrase-altered", MANY)
TABLE.in_prose("prose-phrase-invented")
TABLE.in_facts("value-phrase-altered", "value")
TABLE.in_facts("value-turned", "value", promised=False)
