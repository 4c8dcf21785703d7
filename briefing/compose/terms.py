"""What claims say in words: values with their units and bounds, dates, quotations, ranges of likelihood."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from briefing.document import Foreign, Inlines, Text
from briefing.english.estimative import SCALES
from briefing.english.quantities import quantities
from briefing.model.brief import Project
from briefing.model.evidence import Claim, Source
from briefing.model.values import Day, Duration, Money, Number, PartialDate, Percent, Words
from briefing.source import Span
from briefing.wording import Wording, language, wording
from briefing.wording.figures import figures
from briefing.wording.words import NBSP


class Terms(Struct, frozen=True):
    """Puts the claims of a brief into the words of its language."""

    wording: Wording
    sources: Mapping[str, Source]

    def value(self, claim: Claim) -> str:
        """A claim's value in words, with its unit and bound: `about 261,000 ha`, `al menos 740 millones USD`."""
        bound = self.wording.bound(claim.bound, is_strict=self._is_strict(claim))
        match claim.typed:
            case Number(amount, unit):
                return bound + self.wording.number(amount) + (NBSP + unit if unit else "")
            case Percent(amount):
                return bound + self.wording.percent(self.wording.number(amount))
            case Money(amount, currency):
                return bound + self.wording.money(amount, currency)
            case Duration(amount, unit):
                return bound + self.wording.duration(amount, unit)
            case Day(day):
                return bound + self.date(day)
            case Words(text):
                return bound + text

    def date(self, date: PartialDate) -> str:
        """A date in words."""
        return self.wording.date(date.year, date.month, date.day)

    def odds(self, likelihood: str, scale: str) -> str:
        """A term's range on a scale of likelihood, as it is printed beside the term: `55–80%`."""
        return self.wording.odds(*SCALES[scale][likelihood])

    def quoted(self, claim: Claim, origin: Span | None = None) -> Inlines:
        """A claim's quotation in quotation marks; marked where it is in another language than the brief."""
        tag = self.language_of(claim)
        if language(tag) == language(self.wording.tag):
            return (Text(self.wording.marks.around(claim.quote), origin),)
        opening, closing = self.wording.marks.outer
        return (Text(opening), Foreign(tag, (Text(self.quotation(claim), origin),)), Text(closing))

    def quotation(self, claim: Claim) -> str:
        """A claim's quotation as it stands inside quotation marks of ours."""
        return self.wording.marks.inside(claim.quote)

    def language_of(self, claim: Claim) -> str:
        """The language of a claim's quotation; that of the brief where the source does not say."""
        return str(self.sources[claim.source].language or self.wording.tag)

    def _is_strict(self, claim: Claim) -> bool:
        """Whether the quotation says `more than` or `less than` of the value."""
        if isinstance(claim.typed, Day | Words) or claim.bound not in ("min", "max"):
            return False
        if language(self.language_of(claim)) == "en":
            return any(one.is_strict for one in quantities(claim.quote) if one.amount == claim.typed.amount)
        written = figures(claim.quote, self.language_of(claim))
        return any(one.is_strict for one in written if claim.typed.amount in one.amounts)


def terms_of(project: Project) -> Terms:
    """What puts the claims of a project into words."""
    return Terms(wording(project.language), project.sources)
