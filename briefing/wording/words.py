"""What a language must have for a brief to be written in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct

from briefing.document import Labels
from briefing.wording import formats
from briefing.wording.marks import Dashes, Marks

NBSP = "\u00a0"


class CitationWords(Struct, frozen=True, kw_only=True):
    """The words of notes."""

    paragraph: str
    paragraphs: str
    accessed_on: str
    """Before a day."""
    accessed_in: str
    """Before a month or a year."""
    conjunctions: tuple[tuple[str, str], ...]
    """What joins two names, by a pattern of the second one's beginning: the first that fits."""
    et_al: str
    within: str
    """Before the book of a chapter."""


class JudgmentWords(Struct, frozen=True, kw_only=True):
    """The words around a judgment, and its terms of likelihood."""

    label: str
    confidence: str
    confidences: Mapping[str, str]
    """By `low`, `moderate` and `high`."""
    basis: str
    alternatives: str
    indicators: str
    likelihoods: Mapping[str, tuple[str, ...]]
    """The forms in which the text may state each term, which files name in English; the first is its name."""
    negations: str
    """A pattern of what turns the term after it round: `no es probable`."""


class AnnexWords(Struct, frozen=True, kw_only=True):
    """The words of the annexes."""

    differences: str
    sources: str
    citing: str
    """Between a source and whom it cites."""
    set_aside: str
    preferred: str
    kinds: Mapping[str, str]
    """Kinds of sources."""


class DataWords(Struct, frozen=True, kw_only=True):
    """The words of tables that are drawn from facts."""

    title: str
    """Of the annex that holds the data of charts."""
    headings: Mapping[str, str]
    """By the field that a column prints."""
    statuses: Mapping[str, str]
    """How firm a claim is."""
    to: str
    """Between the ends of a range."""
    not_given: str


class DoubtWords(Struct, frozen=True, kw_only=True):
    """The sentences of remarks in drafts. Words in braces are filled in."""

    differ: str
    gives: str
    give: str
    again: str
    decisions: Mapping[str, str]
    """By the decision of a resolution; empty where there is none."""
    or_: str
    none: str
    says: str
    say: str
    waived: str
    of: str
    """After "a check", whose it is."""
    reason: str
    until: str
    unknown: str
    more: str


class ReadingWords(Struct, frozen=True, kw_only=True):
    """What is known of a language in order to read figures and sentences in it; English is read in its own room."""

    scales: Mapping[str, int]
    """Words after a number that multiply it."""
    ranges: tuple[tuple[str, str], ...]
    """Patterns of the words before and between the ends of a range, of which the last may say for both what multiplies them."""
    references: str
    """A pattern of words after which a number only names something: `artículo 114`."""
    roundings: Mapping[str, str]
    """By `approx`, `min` and `max` a pattern of words before a number that is rounded, up or down, or set as a bound."""
    strictly: str
    """A pattern of words before a number that leave the number itself out: `more than`."""
    days: str
    """A pattern of a day with its month and perhaps its year, which it names in braces."""
    leaning: frozenset[str]
    """Abbreviations in lower case that end no sentence."""


class Wording(Struct, frozen=True, kw_only=True):
    """All that the program says in one language, and how its dates, numbers and quotations are written in a region."""

    tag: str
    """BCP 47."""
    locale: str
    """Whose dates and numbers, in the names of CLDR."""
    note_locale: str
    """Whose dates, in notes: those of Chicago style are American."""
    labels: Labels
    judgment: JudgmentWords
    annex: AnnexWords
    data: DataWords
    citation: CitationWords
    doubt: DoubtWords
    reading: ReadingWords
    marks: Marks
    dashes: Dashes
    bounds: Mapping[str, str]
    """By `approx`, `min`, `max`, `more` (strictly) and `less`: what stands before a figure."""
    scales: tuple[tuple[int, str, str], ...]
    """Sizes of money with their names for one and for more, the greatest first."""
    durations: Mapping[str, tuple[str, str]]
    """By the unit in the singular: its names for one and for more."""
    symbols: Mapping[str, str]
    """Signs that stand before an amount, by currency. Others are written as their code."""
    code_follows: bool
    """Whether the code of a currency stands behind its amount."""
    grouped_from: int = 1000
    """The smallest number of which the thousands are set apart."""

    # Dates and numbers

    def date(self, year: int, month: int | None = None, day: int | None = None) -> str:
        """A date in words at its own precision: `3 February 2026`, `febrero de 2026`."""
        return formats.date(year, month, day, self.locale)

    def note_date(self, year: int, month: int | None = None, day: int | None = None) -> str:
        """A date as notes print it."""
        return formats.date(year, month, day, self.note_locale)

    def number(self, amount: Decimal) -> str:
        """A number in figures, all its digits kept: `261,000`, `261.000`."""
        return formats.number(amount, self.locale, self.grouped_from)

    def percent(self, figures: str) -> str:
        """Figures with the sign of per cent: `55%`, `55 %`."""
        return formats.percent(figures, self.locale)

    @property
    def separators(self) -> tuple[str, str]:
        """The decimal mark, and what sets thousands apart."""
        return formats.separators(self.locale)

    def money(self, amount: Decimal, currency: str) -> str:
        """An amount of money: `$740 million`, `740 millones USD`."""
        if amount < 0:
            sign = self.number(Decimal(-1)).removesuffix(self.number(Decimal(1)))
            return sign + self.money(-amount, currency)
        figures = self._scaled(amount)
        if currency in self.symbols:
            return self.symbols[currency] + figures
        return figures + NBSP + currency if self.code_follows else currency + NBSP + figures

    def _scaled(self, amount: Decimal) -> str:
        for size, one, more in self.scales:
            if abs(amount) >= size:
                scaled = amount / size
                if scaled == round(scaled, 2):
                    plain = scaled.normalize() if scaled % 1 else scaled.quantize(Decimal(1))
                    return self.number(plain) + NBSP + (one if abs(plain) == 1 else more)
        return self.number(amount)

    def duration(self, amount: Decimal, unit: str) -> str:
        """A length of time in one of the units that claims may have."""
        one, more = self.durations[_SINGULAR.get(unit, unit.removesuffix("s"))]
        return self.number(amount) + NBSP + (one if amount == 1 else more)

    # Words

    def bound(self, bound: str, *, is_strict: bool) -> str:
        """A bound before a figure, with its space; nothing for an exact one."""
        if bound == "exact":
            return ""
        return self.bounds[{"min": "more", "max": "less"}.get(bound, bound) if is_strict else bound] + " "

    def both(self, first: str, second: str) -> str:
        """Two names, joined."""
        join = next(word for pattern, word in self.citation.conjunctions if re.match(pattern, second, re.IGNORECASE))
        return f"{first} {join} {second}"

    def paragraph(self, *numbers: int) -> str:
        """The place in a text: `para. 6`, `paras. 3, 6`."""
        word = self.citation.paragraph if len(numbers) == 1 else self.citation.paragraphs
        return f"{word} {', '.join(map(str, numbers))}"

    def odds(self, least: int, most: int) -> str:
        """A range of likelihood, as it is printed beside its term: `55–80%`."""
        return self.percent(f"{least}–{most}")

    def terms(self, text: str) -> list[tuple[int, int, frozenset[str]]]:
        """The terms of likelihood in a text, the longest at each place: start, end, and the names that files give them.

        No name where a negation turns the term round: `no es probable` is no term of any scale.
        """
        forms: dict[str, set[str]] = {}
        for name, written in self.judgment.likelihoods.items():
            for form in written:
                forms.setdefault(form, set()).add(name)
        found = []
        for match in _any_of(forms, self.judgment.negations).finditer(text):
            names = frozenset() if match[1] else frozenset(forms[" ".join(match[2].lower().split())])
            found.append((match.start(), match.end(), names))
        return found

    def term(self, name: str) -> re.Pattern[str]:
        """What finds a term of likelihood, in any of its forms."""
        return _any_of(self.judgment.likelihoods[name])


_SINGULAR = {"centuries": "century", "century": "century"}


def _any_of(forms: Mapping[str, object] | tuple[str, ...], before: str = "") -> re.Pattern[str]:
    """The longest of some words, whole, whatever their case. Group 2 has them, group 1 what stands before them."""
    longest = sorted(forms, key=len, reverse=True)
    words = "|".join(r"\s+".join(map(re.escape, form.split())) for form in longest)
    return re.compile(rf"(?<!\w)({before}\s+)?({words})(?!\w)" if before else rf"(?<!\w)({words})(?!\w)", re.IGNORECASE)
