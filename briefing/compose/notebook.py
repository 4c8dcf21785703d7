"""The notes of a document while it is composed.

Composition walks the document in reading order, so a note's number is the count of notes when its call is reached, and a source
is cited in full exactly where it is met first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field

from briefing.citations import Cited, Locator, note
from briefing.compose.claims import evidence
from briefing.compose.terms import Terms
from briefing.document import Inlines, Note, NoteRef, Text, joined
from briefing.model.brief import Anchor
from briefing.model.evidence import Claim, Fact, Source
from briefing.model.markup import Target
from briefing.source import Span


class Notebook(Struct):
    """Collects notes in the order of their calls."""

    terms: Terms
    facts: Mapping[str, Fact]
    anchors: Mapping[str, Anchor]
    notes: list[Note] = field(default_factory=list)
    met: set[str] = field(default_factory=set)
    """Sources that were cited already."""
    mentioned: dict[str, None] = field(default_factory=dict)
    """Facts that the text names, in the order of their first mention."""

    @property
    def sources(self) -> Mapping[str, Source]:
        """By id."""
        return self.terms.sources

    def cite(self, targets: Iterable[Target], origin: Span | None) -> NoteRef:
        """A note for everything that is cited at one spot."""
        return self.cite_claims(self.claims(targets), origin)

    def cite_claims(self, claims: Sequence[tuple[Fact, Claim]], origin: Span | None) -> NoteRef:
        """A note for these claims."""
        self.mentioned |= {str(fact.id): None for fact, _ in claims if fact.id not in self.mentioned}
        return self.add(note(self.cited(claims), self.terms.wording), claims, origin)

    def add(self, text: Inlines, claims: Sequence[tuple[Fact, Claim]], origin: Span | None) -> NoteRef:
        """A note with this text, which cites these claims."""
        number = len(self.notes) + 1
        sources = tuple(dict.fromkeys(str(claim.source) for _, claim in claims))
        rests_on = {id(claim): (fact, claim) for fact, claim in claims}
        told = evidence(rests_on.values(), self.terms, self.anchors)
        self.notes.append(Note(number, f"note-{number}", text, sources, origin, told))
        return NoteRef(number)

    def claims(self, targets: Iterable[Target]) -> list[tuple[Fact, Claim]]:
        """The claims that citations mean, each once, in order."""
        found: dict[int, tuple[Fact, Claim]] = {}
        for target in targets:
            fact = self.facts[target.fact]
            self.mentioned.setdefault(target.fact)
            for claim in fact.named(target.claim):
                found.setdefault(id(claim), (fact, claim))
        return list(found.values())

    def cited(self, claims: Iterable[tuple[Fact, Claim]]) -> list[Cited]:
        """The sources of these claims with their places; marks them as met."""
        places: dict[str, list[Locator]] = {}
        for fact, claim in claims:
            anchor = self.anchors.get(fact.key_of(claim))
            places.setdefault(str(claim.source), []).append(Locator(anchor.paragraph if anchor else None, self._remark(claim)))
        cited: list[Cited] = []
        for source, locators in places.items():
            cited.append(Cited(self.sources[source], tuple(locators), source not in self.met))
            self.met.add(source)
        return cited

    def _remark(self, claim: Claim) -> Inlines:
        """What a claim asks its notes to print: who says it, the words, or both."""
        who = (Text(str(claim.by)),) if "by" in claim.in_note and claim.by else ()
        said = self.terms.quoted(claim) if "quote" in claim.in_note else ()
        return joined(who, (Text(": "),), said) if who and said else who or said


def words(text: str, origin: Span | None = None) -> Inlines:
    """Plain text as inlines."""
    return (Text(text, origin),) if text else ()
