"""Numbers that count the sources themselves: `two sources`, `three of the five articles`. The data say whether they are right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from briefing.check.clauses import told_in, words_of
from briefing.check.passages import Sentence
from briefing.check.study import Cited, Study
from briefing.english.quantities import Quantity
from briefing.english.sentences import word_set
from briefing.english.units import stem
from briefing.model.evidence import Claim, Source

_SOURCES = frozenset(
    map(
        stem,
        word_set(
            """
            source text article report account outlet version voice piece author other estimate figure answer number
            different time
            """
        ),
    )
)
"""What a text calls its sources, and what they give."""


_OUTLETS = frozenset(map(stem, word_set("source text article report account outlet version author")))
_UNTOLD = re.compile(r"\b(?:author|date|signed|unsigned|dated|undated|anonymous)", re.IGNORECASE)
_LACKS = re.compile(r"\b(?:no|not|without|neither|nor|unsigned|undated|anonymous|lack)\b", re.IGNORECASE)


def is_tally(one: Quantity) -> bool:
    """Whether a number of the text counts sources."""
    return one.kind == "number" and not one.unit and (not one.nouns or one.is_definite or counts_sources(one))


def counts_sources(one: Quantity) -> bool:
    """Whether what a number counts are sources by name."""
    return bool(_SOURCES & set(map(stem, one.nouns)))


def counts_outlets(one: Quantity) -> bool:
    """Whether what a number counts can be nothing but sources."""
    return bool(_OUTLETS & set(map(stem, one.nouns)))


def tallies(one: Quantity, sentence: Sentence, claims: Iterable[Claim], study: Study) -> set[int]:
    """The numbers of sources that a number of a sentence may give: of those cited to what its clause tells, or of the base."""
    if sentence.passage.beyond == "workspace":
        return base(study.project.sources.values(), sentence.text)
    cited = study.claims(sentence.targets or study.near(sentence)) or []
    kinds = Counter(
        study.project.sources[name].kind for name in {str(claim.source) for _, claim in cited} if name in study.project.sources
    )
    counts = {number for kind, number in kinds.items() if kind in sentence.text}
    by_fact: dict[str, dict[str, set[str]]] = {}
    groups = [(str(fact.id), claim) for fact, claim in _told_beside(one, sentence, cited)]
    if not cited:
        groups = [("", claim) for claim in claims]
    for fact, claim in groups:
        by_fact.setdefault(fact, {}).setdefault(str(claim.typed), set()).add(str(claim.source))
    counts.add(len({str(claim.source) for _, claim in groups}))
    for answers in by_fact.values():
        counts.add(len(answers))
        everyone = set().union(*answers.values())
        counts.add(len(everyone))
        for who in answers.values():
            counts |= {len(who), len(everyone - who)}
    return counts - {0}


def _told_beside(one: Quantity, sentence: Sentence, cited: list[Cited]) -> list[Cited]:
    """What is cited, without the facts that another clause than the number's tells."""
    said: dict[str, frozenset[str]] = {}
    for fact, claim in cited:
        said[str(fact.id)] = said.get(str(fact.id), frozenset()) | words_of(fact, claim)
    beside = {name for name, told in said.items() if any(a <= one.start < b for a, b in told_in(sentence.text, told))}
    return [(fact, claim) for fact, claim in cited if str(fact.id) in beside] or cited


def base(sources: Iterable[Source], text: str) -> set[int]:
    """The counts that a text on the whole base may tell: all sources; of one kind; without author, date, or both."""
    sources = list(sources)
    kinds = Counter(source.kind for source in sources)
    unsigned = {source.id for source in sources if not source.author}
    undated = {source.id for source in sources if not source.issued}
    counts = {len(sources), *(number for kind, number in kinds.items() if kind in text)}
    if _UNTOLD.search(text):
        missing = (unsigned, undated, unsigned & undated, unsigned | undated)
        lacks = bool(_LACKS.search(text))
        counts |= {len(one) if lacks else len(sources) - len(one) for one in missing}
    return counts
