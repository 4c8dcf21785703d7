"""Finding a quotation in the body of an article: exact after normalisation, or not at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from briefing.evidence.normalise import Normalised, normalise
from briefing.model.evidence import Exclusion

LONGEST_GAP = 400
"""The most characters that an ellipsis in a quotation may pass over."""
_ELLIPSIS = re.compile(r"\s*(?:\[\.\.\.\]|\.\.\.)\s*")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an article's body."""

    number: int
    """From 1; excluded lines and blank ones do not count."""
    start: int
    text: Normalised


@dataclass(frozen=True, slots=True)
class Match:
    """A place where a quotation stands: offsets of the original, end exclusive."""

    paragraph: int
    start: int
    end: int


@dataclass(frozen=True)
class Article:
    """An original with its chrome taken away."""

    text: str
    exclude: tuple[Exclusion, ...]

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        found: list[Paragraph] = []
        start = 0
        for number, line in enumerate(self.text.split("\n"), 1):
            if line.strip() and not any(number in one.lines for one in self.exclude):
                found.append(Paragraph(len(found) + 1, start, normalise(line, start)))
            start += len(line) + 1
        return tuple(found)

    @property
    def last_line(self) -> int:
        return self.text.count("\n") + 1

    def find(self, quote: str, prefix: str | None = None, suffix: str | None = None) -> list[Match]:
        """Every place where the quotation stands, after `prefix` and before `suffix` where these are given.

        Words and numbers match whole: `15 people` is not in `115 people`. Where the whole quotation is not found, its parts
        between ellipses are matched in order within one paragraph.
        """
        parts = _parts(quote)
        return [match for paragraph in self.paragraphs for match in _in_paragraph(paragraph, parts, prefix, suffix)]


def _parts(quote: str) -> list[str]:
    whole = normalise(quote).text
    return [whole, *[part for part in _ELLIPSIS.split(whole) if part]]


def _in_paragraph(paragraph: Paragraph, parts: list[str], prefix: str | None, suffix: str | None) -> list[Match]:
    whole, *pieces = parts
    spans = _occurrences(paragraph.text.text, whole)
    if not spans and len(pieces) > 1:
        spans = _in_order(paragraph.text.text, pieces)
    text, at = paragraph.text.text, paragraph.text.at
    return [
        Match(paragraph.number, at[start], at[end - 1] + 1)
        for start, end in spans
        if (not prefix or text[:start].rstrip().endswith(normalise(prefix).text))
        and (not suffix or text[end:].lstrip().startswith(normalise(suffix).text))
    ]


def _occurrences(text: str, part: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = text.find(part) if part else -1
    while at >= 0:
        end = at + len(part)
        if _is_whole(text, at, end):
            found.append((at, end))
        at = text.find(part, at + 1)
    return found


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word, number, sign or currency is cut at either end."""
    before, first = text[start - 1 : start], text[start]
    after, last, next_but_one = text[end : end + 1], text[end - 1], text[end + 1 : end + 2]
    cut_before = (first.isalnum() and (before.isalnum() or before == "_")) or (
        first.isdigit() and (before in set("$€£¥+-") or (before in set(".,") and text[start - 2 : start - 1].isdigit()))
    )
    cut_after = (last.isalnum() and (after.isalnum() or after == "_")) or (
        last.isdigit() and (after == "%" or (after in set(".,") and next_but_one.isdigit()))
    )
    return not (cut_before and before) and not (cut_after and after)


def _in_order(text: str, pieces: list[str]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in _occurrences(text, pieces[0]):
        reached = end
        for piece in pieces[1:]:
            following = next((span for span in _occurrences(text, piece) if 0 <= span[0] - reached <= LONGEST_GAP), None)
            if following is None:
                break
            reached = following[1]
        else:
            found.append((start, reached))
    return found
