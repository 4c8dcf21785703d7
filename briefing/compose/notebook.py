"""The notes of a document while it is composed.

Composition walks the document in reading order, so a note's number is the count of notes when its call is reached, and a source
is cited in full exactly where it is met first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from briefing.citations import Cited, Locator, note
from briefing.document import Inlines, Note, NoteRef, Text
from briefing.model.brief import Anchor
from briefing.model.evidence import Claim, Fact, Source
from briefing.model.markup import Target
from briefing.source import Span


@dataclass
class Notebook:
    """Collects notes in the order of their calls."""

    sources: Mapping[str, Source]
    facts: Mapping[str, Fact]
    anchors: Mapping[str, Anchor]
    notes: list[Note] = field(default_factory=list)
    met: set[str] = field(default_factory=set)
    """Sources that were cited already."""
    mentioned: dict[str, None] = field(default_factory=dict)
    """Facts that the text names, in the order of their first mention."""

    def cite(self, targets: Iterable[Target], origin: Span | None) -> NoteRef:
        """A note for everything that is cited at one spot."""
        claims = self.claims(targets)
        return self.add(note(self.cited(claims)), claims, origin)

    def add(self, text: Inlines, claims: Iterable[tuple[Fact, Claim]], origin: Span | None) -> NoteRef:
        """A note with this text, which cites these claims."""
        number = len(self.notes) + 1
        sources = tuple(dict.fromkeys(str(claim.source) for _, claim in claims))
        self.notes.append(Note(number, f"note-{number}", text, sources, origin))
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
            places.setdefault(str(claim.source), []).append(Locator(anchor.paragraph if anchor else None, remark(claim)))
        cited: list[Cited] = []
        for source, locators in places.items():
            cited.append(Cited(self.sources[source], tuple(locators), source not in self.met))
            self.met.add(source)
        return cited


def remark(claim: Claim) -> str:
    """What a claim asks its notes to print: who says it, the words, or both."""
    who = str(claim.by) if "by" in claim.in_note and claim.by else ""
    words = f"“{quotation(claim)}”" if "quote" in claim.in_note else ""
    return ": ".join(part for part in (who, words) if part)


def quotation(claim: Claim) -> str:
    """A claim's quotation as it stands inside quotation marks of our own."""
    text = claim.quote.replace("“", "‘").replace("”", "’").replace("'", "’")
    opened = False
    set_: list[str] = []
    for char in text:
        if char == '"':
            set_.append("’" if opened else "‘")
            opened = not opened
        else:
            set_.append(char)
    return "".join(set_)


def words(text: str, origin: Span | None = None) -> Inlines:
    """Plain text as inlines."""
    return (Text(text, origin),) if text else ()
