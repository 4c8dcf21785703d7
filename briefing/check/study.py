"""A project read for its text: every passage, and what each claim carries, worked out once for all checks of prose."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property

from msgspec import Struct, field

from briefing.check.holdings import Figure, Holdings, holdings
from briefing.check.passages import Passage, Sentence, passages
from briefing.model.brief import Project
from briefing.model.evidence import Claim, Fact, Source
from briefing.model.markup import Target

Cited = tuple[Fact, Claim]


class Study(Struct, dict=True):
    """What the checks of prose share."""

    project: Project
    _holdings: dict[int, Holdings] = field(default_factory=dict)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        return passages(self.project)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence whose markup could be read: of the others that alone is told."""
        return tuple(sentence for passage in self.passages for sentence in passage.sentences if sentence.is_read)

    @property
    def told(self) -> int:
        """How many sentences a reader reads: those of the text, of key points, events and judgments."""
        return sum(sentence.passage.role in ("text", "key point", "event", "judgment", "basis") for sentence in self.sentences)

    def holdings(self, claim: Claim) -> Holdings:
        """What a claim carries."""
        found = self._holdings.get(id(claim))
        if found is None:
            found = self._holdings[id(claim)] = holdings(claim, self.project.language_of(str(claim.source)))
        return found

    @cached_property
    def by_amount(self) -> dict[Decimal, list[tuple[Claim, str, Figure]]]:
        """Claims whose value is a figure, with their keys, by its amount."""
        found: dict[Decimal, list[tuple[Claim, str, Figure]]] = {}
        for _, claim, key in self.project.claims():
            for held in self.holdings(claim).figures:
                if held.is_value:
                    found.setdefault(held.amount, []).append((claim, key, held))
        return found

    def claims(self, targets: Iterable[Target]) -> list[Cited] | None:
        """The claims that targets mean, each once; None where one of them means none, which is told elsewhere."""
        found: dict[int, Cited] = {}
        for target in targets:
            fact = self.project.facts.get(target.fact)
            named = fact.named(target.claim) if fact else ()
            if fact is None or not named or fact.id in self.project.unread:
                return None
            for claim in named:
                found.setdefault(id(claim), (fact, claim))
        return list(found.values())

    def near(self, sentence: Sentence) -> tuple[Target, ...]:
        """What a sentence cites itself, and what stands around it and carries it too."""
        passage = sentence.passage
        whole = passage.targets if self.project.frame.carried_by != "sentence" else ()
        return (*sentence.targets, *whole, *passage.around)

    def carriers(self, sentence: Sentence) -> list[Claim] | None:
        """Every claim that may carry what a sentence says; None where that cannot be told."""
        cited = self.claims(self.near(sentence))
        if cited is None or (sentence.passage.beyond is not None and (self.project.unread or self.project.lost)):
            return None
        claims = [claim for _, claim in cited]
        match sentence.passage.beyond:
            case "workspace":
                return [*claims, *(claim for _, claim, _ in self.project.claims())]
            case Fact() as fact:
                names = dict.fromkeys(str(claim.source) for claim in fact.claims)
                return [*claims, *fact.claims, *(claim for name in names for claim in self.project.claims_of(name))]
            case Source() as source:
                return [*claims, *self.project.claims_of(str(source.id))]
        return claims

    def name(self, claim: Claim) -> str:
        """A claim as citations name it."""
        return self._names.get(id(claim), str(claim.source))

    @cached_property
    def _names(self) -> dict[int, str]:
        return {id(claim): key for _, claim, key in self.project.claims()}
