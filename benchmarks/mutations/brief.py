"""The workspace as it stands: its prose, its facts with their claims, and the articles that they quote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from benchmarks.mutations.prose import Target, citations, plain
from benchmarks.mutations.sheets import Keys, Scalar, Sheet

MACHINE = {
    "fact", "date", "align", "kind", "likelihood", "confidence", "role", "image", "claim", "id", "supports", "sections",
    "edition", "information_cutoff", "language", "marking", "likelihood_scale", "carried_by", "rules", "drawn_from", "waive",
    "issuer",
}  # fmt: skip
"""What is in sections and in brief.yaml and is no prose."""


@dataclass(frozen=True)
class Claim:
    """A claim of a fact, with its texts."""

    fact: str
    index: int
    key: str
    path: str
    texts: Mapping[str, Scalar]

    def get(self, name: str) -> str:
        """What it says under a name; nothing, where it has no such text."""
        return self.texts[name].value if name in self.texts else ""

    @property
    def keys(self) -> Keys:
        """The way to it in its file."""
        return (self.fact, "claims", self.index)


class Brief:
    """The workspace as it stands, and the articles."""

    def __init__(self, texts: Mapping[str, str], originals: Path) -> None:
        """Read the files, given by path, and the articles that their sources name in a folder."""
        self.sheets = {path: Sheet(path, text) for path, text in texts.items()}
        self.facts: dict[str, list[Claim]] = {}
        for sheet in self.sheets.values():
            if sheet.is_of_facts:
                self._read_facts(sheet)
        self.articles = {
            str(keys[0]): plain((originals / scalar.value).read_text(encoding="utf-8"))
            for path, sheet in self.sheets.items()
            for keys, scalar in sheet.scalars.items()
            if path.startswith("seeds/sources/") and keys[1:] == ("original", "file")
        }

    def _read_facts(self, sheet: Sheet) -> None:
        found: dict[tuple[str, int], dict[str, Scalar]] = {}
        for keys, scalar in sheet.scalars.items():
            if len(keys) == 4 and keys[1] == "claims":
                found.setdefault((str(keys[0]), int(keys[2])), {})[str(keys[3])] = scalar
        for (fact, index), texts in found.items():
            claims = self.facts.setdefault(fact, [])
            source = texts["source"].value
            same = sum(1 for one in claims if one.get("source") == source and "id" not in one.texts)
            key = texts["id"].value if "id" in texts else source if not same else f"{source}-{same + 1}"
            claims.append(Claim(fact, index, key, sheet.path, texts))

    @cached_property
    def scalars(self) -> list[Scalar]:
        """Every text there is."""
        return [scalar for sheet in self.sheets.values() for scalar in sheet.scalars.values()]

    @cached_property
    def claims(self) -> list[Claim]:
        """The claims of all facts."""
        return [claim for claims in self.facts.values() for claim in claims]

    @cached_property
    def prose(self) -> list[Scalar]:
        """Everything that a reader of the brief is told: paragraphs, items, cells, captions, titles, judgments, the abstract."""
        return [
            scalar
            for sheet in self.sheets.values()
            if sheet.is_section or sheet.path == "brief.yaml"
            for scalar in sheet.scalars.values()
            if not MACHINE & set(scalar.keys)
        ]

    @cached_property
    def names_in_sections(self) -> list[Scalar]:
        """Facts named outside of citations: in cells and in timelines."""
        return [
            scalar
            for sheet in self.sheets.values()
            if sheet.is_section
            for scalar in sheet.scalars.values()
            if scalar.key == "fact"
        ]

    @cached_property
    def used(self) -> set[str]:
        """Facts that a text cites."""
        return {target.fact for scalar in self.prose for one in citations(scalar.value) for target in one.targets}

    def named(self, target: Target) -> list[Claim]:
        """The claims that a citation means."""
        claims = self.facts.get(target.fact, [])
        if target.claim:
            return [one for one in claims if target.claim in (one.key, one.get("source"))]
        preferred = [one for one in claims if one.get("rank") == "preferred"]
        return preferred or [one for one in claims if one.get("rank") != "deprecated"]

    def quoted(self, quote: Scalar) -> Claim:
        """The claim that a quotation belongs to."""
        return next(one for one in self.facts[quote.fact] if one.texts.get("quote") is quote)

    def quotations_of(self, source: str) -> list[Claim]:
        """The claims that rest on a source."""
        return [claim for claim in self.claims if claim.get("source") == source]

    def text(self, fact: str, *keys: str) -> Scalar | None:
        """A text of a fact beside its claims: `label`, or `resolution`, `decision`."""
        return self.sheets[self.facts[fact][0].path].scalars.get((fact, *keys))

    def holds(self, source: str, quote: str) -> bool:
        """Whether an article holds these words, between dots in this order."""
        at, article = 0, self.articles.get(source, "")
        for piece in plain(quote).split("..."):
            at = article.find(piece.strip(" ,."), at)
            if at < 0:
                return False
        return True

    def paragraph(self, source: str, quote: str) -> int:
        """The line of the article that the quotation begins in; -1 for none."""
        at = self.articles[source].find(plain(quote).split("...")[0].strip(" ,."))
        return -1 if at < 0 else self.articles[source].count("\n", 0, at)

    def knows(self, word: str) -> bool:
        """Whether any article has this word."""
        return any(plain(word) in article for article in self.articles.values())
