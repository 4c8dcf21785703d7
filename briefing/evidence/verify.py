"""Every quotation of a project against its original, or against the lock where there is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct, field

from briefing.diagnostics import Diagnostic, Rule
from briefing.diagnostics.words import plural
from briefing.evidence.anchors import Article, Match, needle
from briefing.evidence.ellipses import cut_negation, lost_negations
from briefing.evidence.lock import original_fingerprint, quotation_fingerprint
from briefing.evidence.missing import Explainer
from briefing.evidence.originals import ReadOriginal, open_original
from briefing.evidence.qualifiers import unsupported_qualifiers
from briefing.evidence.surroundings import strange_surroundings
from briefing.evidence.telling import untelling
from briefing.model.brief import Anchor, Project
from briefing.model.evidence import Claim, Source

NO_SOURCE = "their source has no record"
NO_ORIGINAL = "the record of their source has no original"
NO_QUOTATION = "they are empty"
NEVER = "never verified, and the original is not at hand"
UNUSABLE = "the original at hand cannot be read, or is not the one recorded"

_VERIFY = "run `briefing verify` where the originals are (seeds/originals/, or the folder that BRIEFING_ORIGINALS names)"


class Verification(Struct, frozen=True):
    """What is known of every quotation's place.

    Each quotation is counted once: `found + missing + remembered + changed + sum(skipped.values())` is the number of claims.
    """

    anchors: Mapping[str, Anchor]
    """By claim key: found now, or as the lock remembers where nothing has changed."""
    diagnostics: tuple[Diagnostic, ...]
    found: int
    """Quotations found in their originals in this run."""
    remembered: int
    """Quotations without an original here, unchanged since they were last found."""
    open: int
    """Quotations that were not found, or of which nothing is known: all others."""
    missing: int = 0
    """Quotations looked up in their originals in this run and not found there, or in several places."""
    changed: int = 0
    """Quotations without an original here that the lock knows otherwise: they, or their source's record, were edited since."""
    skipped: Mapping[str, int] = field(default_factory=dict)
    """Quotations of which nothing is known, by the reason, in words that can be printed."""
    articles: Mapping[str, Article] = field(default_factory=dict)
    """The originals at hand, by source id."""

    @property
    def checked(self) -> int:
        """How many quotations there are."""
        return self.found + self.remembered + self.open


def verify(project: Project, read: ReadOriginal) -> Verification:
    """Look up every claim's quotation. Deprecated claims are looked up too: their words stand in the source."""
    return _Run(project, read).verification()


class _Run:
    """The quotations of a project on their way through."""

    def __init__(self, project: Project, read: ReadOriginal) -> None:
        self._project = project
        self._opened = {name: open_original(source, read) for name, source in project.sources.items() if source.original}
        self._articles = {name: one.article for name, one in self._opened.items() if one.article is not None}
        self._explainer = Explainer(self._articles)
        self._diagnostics = [problem for one in self._opened.values() for problem in one.problems]
        self._counts: Counter[str] = Counter()
        self._skipped: Counter[str] = Counter()
        self._outdated: Counter[str] = Counter()

    def verification(self) -> Verification:
        """What is known in the end."""
        anchors: dict[str, Anchor] = {}
        claims = self._project.claims()
        for _, claim, key in claims:
            anchor = self._anchor(claim, key)
            if anchor is not None:
                anchors[key] = anchor
        self._diagnostics += [*_unkept(self._project), *self._records_since()]
        counts = self._counts
        return Verification(
            anchors,
            tuple(self._diagnostics),
            found=counts["found"],
            remembered=counts["remembered"],
            open=len(claims) - counts["found"] - counts["remembered"],
            missing=counts["missing"],
            changed=counts["changed"],
            skipped=dict(self._skipped),
            articles=self._articles,
        )

    def _anchor(self, claim: Claim, key: str) -> Anchor | None:
        """The place of a claim's quotation, where it is known."""
        source = self._project.sources.get(claim.source)
        is_read = self._project.is_read(str(claim.source))
        vague = untelling(claim) if is_read and claim.quote.strip() else None  # an empty one is told where fields are checked
        if vague is not None:
            self._diagnostics.append(vague)
        if not needle(claim.quote).whole:
            self._skipped[NO_QUOTATION] += 1
            return None
        if source is None or source.original is None:
            self._skipped[NO_SOURCE if source is None else NO_ORIGINAL] += 1
            return None
        article = self._articles.get(claim.source)
        if article is None:
            return self._recall(claim, self._project.lock.get(key))
        return self._locate(claim, source, article, is_vague=vague is not None)

    def _locate(self, claim: Claim, source: Source, article: Article, *, is_vague: bool) -> Anchor | None:
        matches = article.find(claim.quote, claim.prefix, claim.suffix)
        if len(matches) != 1:
            self._counts["missing"] += 1
            if not matches:
                self._diagnostics.append(self._explainer.missing(claim))
            elif not is_vague:  # more words will tell the places apart as well
                self._diagnostics.append(self._explainer.ambiguous(claim, matches))
            return None
        self._counts["found"] += 1
        if self._project.is_read(str(claim.source)):
            self._diagnostics += self._sense(claim, source, article, matches[0])
        return self._found(claim, matches[0])

    def _sense(self, claim: Claim, source: Source, article: Article, match: Match) -> Iterator[Diagnostic]:
        """What an English text says around a quotation; a claim in another language has no words to compare with it."""
        yield from lost_negations(claim, article, match)
        yield from cut_negation(claim, article, match)
        if self._project.is_english:
            yield from strange_surroundings(claim, source, article, match)
            yield from unsupported_qualifiers(claim, source, article, match, self._project.manifest)

    def _found(self, claim: Claim, match: Match) -> Anchor:
        quote = quotation_fingerprint(claim.quote, claim.prefix, claim.suffix)
        return Anchor(quote, self._originals[claim.source], match.paragraph, match.start, match.end)

    def _recall(self, claim: Claim, anchor: Anchor | None) -> Anchor | None:
        if anchor is None:
            self._skipped[UNUSABLE if self._opened[claim.source].is_there else NEVER] += 1
            message = "this quotation was never verified against its original"
        elif anchor.quote != quotation_fingerprint(claim.quote, claim.prefix, claim.suffix):
            self._counts["changed"] += 1
            message = "this quotation has changed since it was verified against its original"
        elif anchor.original != self._originals[claim.source]:
            self._counts["changed"] += 1
            self._outdated[claim.source] += 1
            return None
        else:
            self._counts["remembered"] += 1
            return anchor
        self._diagnostics.append(Diagnostic(Rule.QUOTE_IS_VERIFIED, message, claim.quote.span, (_VERIFY,)))
        return None

    def _records_since(self) -> Iterator[Diagnostic]:
        """Sources whose record names another original, or excludes other lines, than when their quotations were looked up."""
        for name, number in self._outdated.items():
            message = f"the record of `{name}` has changed: {plural(number, 'quotation')} to be looked up again"
            yield Diagnostic(Rule.QUOTE_IS_VERIFIED, message, self._project.sources[name].id.span, (_VERIFY,))

    @cached_property
    def _originals(self) -> dict[str, str]:
        """The fingerprint of each source's original."""
        sources = self._project.sources
        return {name: original_fingerprint(source.original) for name, source in sources.items() if source.original}


def _unkept(project: Project) -> Iterator[Diagnostic]:
    """Sources that carry claims and have no original: nobody can look their quotations up."""
    for name, source in project.sources.items():
        number = len(project.claims_of(name))
        if source.original is None and number:
            many = "its quotation cannot be verified" if number == 1 else f"its {number} quotations cannot be verified"
            hint = "save the article as UTF-8 text into seeds/originals/, and write its `file` and `sha256` under `original:`"
            yield Diagnostic(Rule.ORIGINAL_IS_KEPT, f"`{name}` has no original: {many}", source.id.span, (hint,))
