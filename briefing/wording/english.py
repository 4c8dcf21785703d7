"""English."""

from __future__ import annotations

from briefing.document import Labels
from briefing.wording.marks import Dashes, Marks
from briefing.wording.words import AnnexWords, CitationWords, DataWords, DoubtWords, JudgmentWords, ReadingWords, Wording

_TERMS = (
    *("almost no chance", "very unlikely", "unlikely", "roughly even chance", "likely", "very likely", "almost certain"),
    *("remote", "highly improbable", "improbable", "roughly even odds", "probable", "highly probable", "nearly certain"),
    *("remote chance", "highly unlikely", "realistic possibility", "highly likely"),
)
_UNITS = ("second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade")


def _forms(term: str) -> tuple[str, ...]:
    """A term, and its adverb: `almost certainly`, `probably`."""
    if term.endswith("certain"):
        return term, f"{term}ly"
    return (term, f"{term[:-1]}y") if term.endswith("probable") else (term,)


ENGLISH = Wording(
    tag="en",
    locale="en_001",
    note_locale="en_US",
    labels=Labels(
        contents="Contents",
        table="Table",
        figure="Figure",
        timeline="Timeline",
        edition="Edition",
        date="Date",
        cutoff="Information cut-off",
        page="Page",
        of="of",
        cited_in="Cited in",
        note="note",
        notes="notes",
        data="Data of figure",
        skip="Skip to the text",
        back="Back to the text",
        listed="In the list of notes",
        close="Close",
        differ="Where the sources differ",
        beware="To be read with care",
        remark="Note",
        caution="Caution",
        disagreement="Sources differ",
        opening="“",
        closing="”",
    ),
    judgment=JudgmentWords(
        label="Judgment",
        confidence="Confidence",
        confidences={"low": "Low", "moderate": "Moderate", "high": "High"},
        basis="Basis",
        alternatives="Alternatives",
        indicators="Indicators",
        likelihoods={term: _forms(term) for term in _TERMS},
        negations="not",
    ),
    annex=AnnexWords(
        differences="Where the sources differ",
        sources="Sources",
        citing="citing",
        set_aside="set aside",
        preferred="preferred",
        kinds={
            "news": "News report",
            "opinion": "Opinion",
            "analysis": "Analysis",
            "official": "Official text",
            "rewrite": "Rewritten text",
            "forum": "Forum post",
        },
    ),
    data=DataWords(
        title="The figures in numbers",
        headings={
            "label": "Measure",
            "value": "Value",
            "date": "Date",
            "as_of": "Date",
            "qualifiers": "Method or scope",
            "method": "Method",
            "scope": "Scope",
            "place": "Place",
            "by": "According to",
            "status": "Standing",
            "who": "Who says it",
        },
        statuses={
            "reported": "reported",
            "official_data": "official data",
            "claimed": "claimed",
            "alleged": "alleged",
            "opinion": "opinion",
        },
        to="to",
        not_given="not given",
    ),
    citation=CitationWords(
        paragraph="para.",
        paragraphs="paras.",
        accessed_on="accessed",
        accessed_in="accessed",
        conjunctions=(("", "and"),),
        et_al="et al.",
        within="in",
    ),
    doubt=DoubtWords(
        differ="Sources differ on {label}",
        gives="{names} gives more than one answer on {label}",
        give="{names} (one voice) give more than one answer on {label}",
        again="{lead}, as remarked above.",
        decisions={
            "disclose": "The brief tells the difference",
            "prefer": "The brief follows",
            "not-comparable": "The brief takes them as answers to different questions",
            "compatible": "The brief holds that both can be right",
            "": "Nobody has decided yet what the brief is to make of it",
        },
        or_="or",
        none="none",
        says="Only {names} says this, and is not named here: {labels}.",
        say="Only {names} (one voice) say this, and are not named here: {labels}.",
        of=" of {label}",
        waived="A check{of} was waived here: {rule}",
        reason="Reason: {reason}",
        until="It holds until {date}.",
        unknown="an unknown source",
        more="and {number} more",
    ),
    reading=ReadingWords(
        scales={"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12},
        ranges=(),
        references="",
        roundings={},
        strictly="",
        days="",
        leaning=frozenset(),
    ),
    marks=Marks(("“", "”"), ("‘", "’"), stops_inside=True),
    dashes=Dashes("–", is_spaced=True, between="–"),
    bounds={"approx": "about", "min": "at least", "more": "more than", "max": "at most", "less": "less than"},
    scales=((10**9, "billion", "billion"), (10**6, "million", "million")),
    durations={**{unit: (unit, f"{unit}s") for unit in _UNITS}, "century": ("century", "centuries")},
    symbols={"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"},
    code_follows=False,
)
"""Dates as the world outside of the United States writes them; notes in Chicago style."""
