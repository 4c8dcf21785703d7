"""Originals that share much of their text: a rewrite or a copy that is not declared would count as a second voice.

Each body becomes the set of its runs of eight words ("shingles"), known by a checksum. Where there is much text, only the
checksums that eight divides are kept: the same ones in every original, so that the shares stay comparable and the work linear.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from itertools import accumulate
from zlib import crc32

from briefing.diagnostics import Diagnostic, Rule
from briefing.evidence.anchors import Article
from briefing.evidence.voices import origin
from briefing.model.evidence import Source
from briefing.model.values import PartialDate

RUN = 8
"""Words of a shingle."""
SAMPLED = 8
"""One in so many shingles is kept where there is much text."""
MUCH_TEXT = 1_000_000
"""Characters of all originals from which shingles are sampled."""
LEAST_SHARED = 0.3
"""The part of the smaller text that must stand in the other one."""
FEWEST_SHARED = 3
"""Shingles that must be shared at the least: a formula of a dozen words is no copy."""
MOST_OWNERS = 20
"""Originals in which a shingle is looked for; what stands in more of them is page chrome that nobody excluded."""

_WORDS = re.compile(r"\w+")


def undeclared_copies(sources: Mapping[str, Source], articles: Mapping[str, Article]) -> list[Diagnostic]:
    """For each source the one with which it shares most text, where neither derives from the other nor both from a third."""
    names = _oldest_first(sources, articles)
    every = SAMPLED if sum(len(article.text) for article in articles.values()) > MUCH_TEXT else 1
    sets: dict[str, frozenset[int]] = {}
    first_owner: dict[int, str] = {}
    other_owners: dict[int, list[str]] = {}
    found: list[Diagnostic] = []
    for name in names:
        sets[name] = _shingles(articles[name], every)
        shared: Counter[str] = Counter()
        for shingle in sets[name]:
            first = first_owner.setdefault(shingle, name)
            if first != name:
                others = other_owners.setdefault(shingle, [])
                shared.update((first, *others))
                if len(others) < MOST_OWNERS:
                    others.append(name)
        likest = _likest(sources, sets, name, shared)
        if likest is not None:
            found.append(_undeclared(sources, sets, name, *likest))
    return found


def _shingles(article: Article, every: int) -> frozenset[int]:
    """Checksums of the runs of words of an article's body, of all of them or of one in `every`."""
    body = " ".join(paragraph.text.text for paragraph in article.paragraphs).lower()
    words = " ".join(_WORDS.findall(body)).encode().split()
    data = b"".join(words)
    starts = [0, *accumulate(map(len, words))]
    runs = zip(starts, starts[RUN:], strict=False)
    return frozenset([one for start, end in runs if not (one := crc32(data[start:end])) % every])


def _likest(
    sources: Mapping[str, Source], sets: Mapping[str, frozenset[int]], name: str, shared: Mapping[str, int]
) -> tuple[str, float] | None:
    """The earlier source with the largest share in common, among those that no record ties to this one."""
    best: tuple[str, float] | None = None
    mine = origin(name, sources)
    for other, count in shared.items():
        share = count / min(len(sets[name]), len(sets[other]))
        if share < LEAST_SHARED or count < FEWEST_SHARED or (best is not None and share <= best[1]):
            continue
        if mine != origin(other, sources):
            best = other, share
    return best


def _oldest_first(sources: Mapping[str, Source], articles: Mapping[str, Article]) -> list[str]:
    """The sources at hand by their dates; those without one after those with one, in the order of the files."""

    def age(name: str) -> tuple[bool, PartialDate]:
        issued = sources[name].issued
        return issued is None, issued or PartialDate(1)

    return sorted((name for name in sources if name in articles), key=age)


def _undeclared(
    sources: Mapping[str, Source], sets: Mapping[str, frozenset[int]], later: str, earlier: str, share: float
) -> Diagnostic:
    smaller, larger = (later, earlier) if len(sets[later]) <= len(sets[earlier]) else (earlier, later)
    return Diagnostic(
        Rule.COPY_IS_DECLARED,
        f"`{smaller}` shares {share:.0%} of its text with `{larger}`",
        sources[later].id.span,
        (
            f"if one was made from the other, say so: `derived_from: {earlier}`; then both count as one voice",
            "what both pages carry and neither article says, as a menu or a notice, belongs into `exclude`",
        ),
    )
