"""The passage most like a quotation, with what differs in brackets: for a hint alone, since likeness is never acceptance.

A falsified quotation is very like the true one: `3,010 tonnes` for `3,001`, a `not` left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from briefing.diagnostics.words import short
from briefing.evidence.anchors import Article, Paragraph
from briefing.evidence.normalise import seen

LEAST_ALIKE, SURELY_ALIKE = 70.0, 85.0
"""Likeness of a hundred below which a passage says something else, and from which it need not share most of its words."""
MOST_SHOWN = 280
"""Characters of a passage that are shown."""
_MOST_WORDS, _MOST_DIFFERENCES = 60, 4
_MARGIN = 40
"""Characters around the likest stretch in which a word left out of the quotation may stand."""
_WORD = re.compile(r"[^ ]+")
_STOPS = ".,;:!?\"'“”‘’()[]"


class _Difference(Struct, frozen=True):
    """Words of the passage, by their place in it, and what the quotation has instead."""

    start: int
    end: int
    instead: str


def nearest(quote: str, article: Article) -> str:
    """A hint with the passage most like the folded quotation; empty where there is none."""
    likeness, paragraph, start, end = _likest(quote, article)
    if paragraph is None:
        return ""
    theirs = [match.span() for match in _WORD.finditer(paragraph.text.text, start, end)]
    ours = quote.split(" ")
    first, last, differences = _compared([paragraph.text.text[a:b] for a, b in theirs], ours)
    different = sum(one.end - one.start for one in differences)
    if likeness < SURELY_ALIKE and 2 * (last - first - different) < len(ours):
        return ""
    words = [seen(article.text[slice(*article.original_span(paragraph, *span))]) for span in theirs[first:last]]
    words[-1:] = [word.rstrip(_STOPS) if quote[-1:] not in _STOPS else word for word in words[-1:]]
    shown = [] if len(differences) > _MOST_DIFFERENCES or len(ours) > _MOST_WORDS else differences
    return _told(words, [_Difference(one.start - first, one.end - first, one.instead) for one in shown])


def _likest(quote: str, article: Article) -> tuple[float, Paragraph | None, int, int]:
    """How alike, and where: the stretch of a paragraph most like the quotation, with some words around it."""
    from rapidfuzz.fuzz import partial_ratio_alignment  # noqa: PLC0415 - slow to import, needed only for a mistake

    best, found, start, end = LEAST_ALIKE, None, 0, 0
    for paragraph in article.paragraphs:
        if 2 * len(paragraph.text.text) < len(quote):
            continue  # a heading is in any long quotation
        alignment = partial_ratio_alignment(quote, paragraph.text.text, score_cutoff=best)
        if alignment is not None and (found is None or alignment.score > best):
            best, found, start, end = alignment.score, paragraph, alignment.dest_start, alignment.dest_end
    if found is None:
        return 0, None, 0, 0
    text = found.text.text
    start = text.rfind(" ", 0, max(0, start - _MARGIN)) + 1
    end = text.find(" ", min(len(text), end + _MARGIN))
    return best, found, start, end if end >= 0 else len(text)


def _compared(theirs: Sequence[str], ours: Sequence[str]) -> tuple[int, int, list[_Difference]]:
    """The first and the last word of the passage that answer to the quotation, and where the two differ between them.

    Stops and quotation marks around a word count only where nothing else is different.
    """
    first, last, found = _differences([_bare(word) for word in theirs], [_bare(word) for word in ours], ours)
    if not found and last > first:
        words = list(theirs[first:last])
        words[0] = words[0] if ours[0][0] in _STOPS else words[0].lstrip(_STOPS)
        words[-1] = words[-1] if ours[-1][-1] in _STOPS else words[-1].rstrip(_STOPS)
        found = [_Difference(first + one.start, first + one.end, one.instead) for one in _differences(words, ours, ours)[2]]
    return first, last, found


def _bare(word: str) -> str:
    return word.strip(_STOPS) or word


def _differences(theirs: Sequence[str], ours: Sequence[str], printed: Sequence[str]) -> tuple[int, int, list[_Difference]]:
    steps = SequenceMatcher(None, theirs, ours, autojunk=False).get_opcodes()
    first, last = 0, len(theirs)
    differences: list[_Difference] = []
    for at, (kind, start, end, from_, to) in enumerate(steps):
        if kind == "equal":
            continue
        begin, stop = start, end
        if at == 0:  # words before the passage are none of it, nor are those after it
            begin = first = max(start, end - (to - from_))
        if at == len(steps) - 1:
            stop = last = min(end, begin + (to - from_))
        if begin < stop or from_ < to:
            differences.append(_Difference(begin, stop, " ".join(printed[from_:to])))
    return first, last, differences


def _told(words: list[str], differences: list[_Difference]) -> str:
    shown = list(words)
    for one in reversed(differences):
        shown[one.start : one.end] = [f"[{' '.join(words[one.start : one.end])}]"]
    passage = f"the nearest passage is “{short(' '.join(shown), MOST_SHOWN)}”"
    if not differences:
        return passage
    instead = [f"[{short(one.instead, MOST_SHOWN)}]" if one.instead else "nothing" for one in differences]
    if not any(one.instead for one in differences):
        return f"{passage}: the quotation lacks what is in brackets"
    if len(instead) == 1:
        return f"{passage}; the quotation has {instead[0]}" + (" there" if "[]" in passage else "")
    return f"{passage}; the quotation has {', '.join(instead[:-1])} and {instead[-1]}"
