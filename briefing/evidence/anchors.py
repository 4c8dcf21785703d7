"""Finding a quotation in the body of an article: exact after normalisation, or not at all."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import islice, pairwise

from msgspec import Struct

from briefing.evidence.boundaries import is_glued, widened
from briefing.evidence.normalise import Normalised, normalise
from briefing.model.evidence import Exclusion

LONGEST_GAP = 400
"""The most characters that an ellipsis in a quotation may pass over."""
MOST_PARTS = 25
"""The most parts that ellipses may cut a quotation into; it has no more words than that."""
MOST_MATCHES = 20
"""The most places of a quotation that are told apart."""
MOST_PLACES = 1000
"""The most places in a paragraph at which a few words are looked for."""
ELLIPSIS = re.compile(r"\s*(?:\[\s?\.\.\.\s?\]|\(\s?\.\.\.\s?\)|\.(?:\s?\.){2,})\s*")
_FEWEST_WORDS = 2
_BREAK = re.compile(r"\r\n|\r|\n")


class Paragraph(Struct, frozen=True):
    """A paragraph of an article: a line of the original that is not blank."""

    number: int
    """From 1 in the article's body; excluded lines and blank ones do not count."""
    line: int
    """Line of the original, from 1."""
    start: int
    end: int
    """Characters of the original, end exclusive."""
    text: Normalised


class Match(Struct, frozen=True):
    """A place where a quotation stands: offsets of the original, end exclusive."""

    paragraph: int
    start: int
    end: int
    gaps: tuple[tuple[int, int], ...] = ()
    """What the ellipses of the quotation pass over."""


class Needle(Struct, frozen=True):
    """What is looked for, folded."""

    whole: str
    parts: tuple[str, ...]
    """What stands between its ellipses; empty where it has none."""
    prefix: str = ""
    suffix: str = ""

    @property
    def weak_parts(self) -> tuple[str, ...]:
        """Parts that could be found anywhere: of a single word, and no number."""
        return tuple(part for part in self.parts if words_of(part) < _FEWEST_WORDS and not any(map(str.isdigit, part)))


class Article(Struct, frozen=True, dict=True):
    """An original with its chrome taken away."""

    text: str
    exclude: tuple[Exclusion, ...]

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The body: what may be quoted."""
        found: list[Paragraph] = []
        for number, start, line in lines(self.text):
            if line.strip() and self.exclusion(number) is None:
                folded = normalise(line, start)
                if folded.text:
                    found.append(Paragraph(len(found) + 1, number, start, start + len(line), folded))
        return tuple(found)

    @cached_property
    def excluded(self) -> tuple[Paragraph, ...]:
        """What may not be quoted, each line by its number in the original; read only to explain a mistake."""
        return tuple(
            Paragraph(0, number, start, start + len(line), normalise(line, start))
            for number, start, line in lines(self.text)
            if line.strip() and self.exclusion(number) is not None
        )

    def exclusion(self, line: int) -> Exclusion | None:
        """Why a line does not belong to the body; None where it does."""
        return next((one for one in self.exclude if line in one.lines), None)

    @property
    def last_line(self) -> int:
        return sum(1 for _ in _BREAK.finditer(self.text)) + 1

    def printed(self, paragraph: Paragraph) -> str:
        """A paragraph as the original has it."""
        return self.text[paragraph.start : paragraph.end]

    def find(self, quote: str, prefix: str | None = None, suffix: str | None = None) -> list[Match]:
        """The first `MOST_MATCHES` places where the quotation stands, after `prefix` and before `suffix` where these are given.

        Words and numbers match whole: `15 people` is not in `115 people`. Where the whole quotation is not found, its parts
        between ellipses are matched in order within one paragraph.
        """
        wanted = needle(quote, prefix, suffix)
        found = (match for paragraph in self.paragraphs for match in self._matches(paragraph, wanted))
        return list(islice(found, MOST_MATCHES))

    def around(self, paragraph: Paragraph, part: str) -> tuple[int, int] | None:
        """The first place of a folded text in a paragraph, with the words and numbers that it cuts taken in whole."""
        at = paragraph.text.text.find(part) if part else -1
        return widened(paragraph.text, self.text, at, at + len(part)) if at >= 0 else None

    def original_span(self, paragraph: Paragraph, start: int, end: int) -> tuple[int, int]:
        """The place in the original of folded characters of a paragraph, with the accents that are printed on the last."""
        last = paragraph.text.at(end - 1) + 1
        while last < paragraph.end and _leans(self.text[last]):
            last += 1
        return paragraph.text.at(start), last

    def whole(self, paragraph: Paragraph, part: str, prefix: str = "", suffix: str = "") -> Iterator[tuple[int, int]]:
        """Where a folded text stands in a paragraph, after and before these words, and cuts no word or number."""
        text = paragraph.text.text
        at = text.find(part) if part else -1
        for _ in range(MOST_PLACES):
            if at < 0:
                return
            span = start, end = at, at + len(part)
            at = text.find(part, start + 1)
            if is_glued(text, start) or is_glued(text, end):
                continue
            around = _ends_with(text, start, prefix) and _begins_with(text, end, suffix)
            if around and widened(paragraph.text, self.text, start, end) == span:
                yield span

    def _matches(self, paragraph: Paragraph, wanted: Needle) -> Iterator[Match]:
        found = False
        for span in self.whole(paragraph, wanted.whole, wanted.prefix, wanted.suffix):
            found = True
            yield Match(paragraph.number, *self.original_span(paragraph, *span))
        if found or not 0 < len(wanted.parts) <= MOST_PARTS or wanted.weak_parts:
            return
        text = paragraph.text.text
        for chain in chains([list(self.whole(paragraph, part)) for part in wanted.parts]):
            if _ends_with(text, chain[0][0], wanted.prefix) and _begins_with(text, chain[-1][1], wanted.suffix):
                spans = [self.original_span(paragraph, *span) for span in chain]
                gaps = tuple((one[1], other[0]) for one, other in pairwise(spans))
                yield Match(paragraph.number, spans[0][0], spans[-1][1], gaps)


def words_of(folded: str) -> int:
    """How many words a folded text has; dots and dashes alone are none."""
    return sum(1 for word in folded.split(" ") if any(map(str.isalnum, word)))


def lines(text: str) -> Iterator[tuple[int, int, str]]:
    """Each line with its number, from 1, and the offset of its first character; lines end as in any editor, on any system."""
    number, start = 1, 0
    for found in _BREAK.finditer(text):
        yield number, start, text[start : found.start()]
        number, start = number + 1, found.end()
    yield number, start, text[start:]


@lru_cache(maxsize=256)
def needle(quote: str, prefix: str | None = None, suffix: str | None = None) -> Needle:
    """A quotation as it is looked for."""
    whole = normalise(quote).text
    parts = tuple(part for part in ELLIPSIS.split(whole) if part)
    around = [normalise(words).text if words else "" for words in (prefix, suffix)]
    return Needle(whole, parts if parts != (whole,) else (), *around)


def _ends_with(text: str, at: int, prefix: str) -> bool:
    """Whether the words before `at` are these. Folded text has single spaces only."""
    return not prefix or text.endswith(prefix, 0, at - (text[at - 1 : at] == " "))


def _begins_with(text: str, at: int, suffix: str) -> bool:
    return not suffix or text.startswith(suffix, at + (text[at : at + 1] == " "))


def _leans(char: str) -> bool:
    """Whether a character is printed on the one before it: an accent, or a later part of a Korean syllable."""
    return bool(unicodedata.combining(char)) or "\u1160" <= char <= "\u11ff"


def chains(places: list[list[tuple[int, int]]], gap: int = LONGEST_GAP) -> Iterator[tuple[tuple[int, int], ...]]:
    """One place of each part, in order and near enough to each other: for each place of the first part, the nearest that go on.

    Worked out from the last part backwards, so that a place from which no later part can be reached is never chosen.
    """
    links: list[dict[tuple[int, int], tuple[int, int]]] = []
    for part in reversed(places[:-1]):
        onward = links[-1] if links else None
        following = places[len(places) - 1 - len(links)]
        starts = [start for start, _ in following]
        link: dict[tuple[int, int], tuple[int, int]] = {}
        for span in part:
            for other in following[bisect_left(starts, span[1]) :]:
                if other[0] - span[1] > gap:
                    break
                if onward is None or other in onward:
                    link[span] = other
                    break
        links.append(link)
    links.reverse()
    for first in places[0]:
        chain = [first]
        for link in links:
            if chain[-1] not in link:
                break
            chain.append(link[chain[-1]])
        else:
            yield tuple(chain)
