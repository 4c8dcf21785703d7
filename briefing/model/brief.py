"""The manifest of a brief, and the project: everything that its files say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field

from briefing.model.base import Record, Text
from briefing.model.evidence import Claim, Date, Fact, Id, Source
from briefing.model.section import Section
from briefing.source import SourceFile


class Manifest(Record):
    """`brief.yaml`: what the brief is, of what day, and which sections in which order."""

    id: Id
    title: Text
    subtitle: Text | None = None
    edition: Annotated[int, Field(ge=1)] = 1
    date: Date
    information_cutoff: Date
    language: Literal["en", "en-GB", "en-US"]
    """BCP 47. The program's own words are there in English."""
    marking: Text | None = None
    issuer: Text | None = None
    abstract: Text | None = None
    sections: tuple[Text, ...] = Field(min_length=1)
    rules: dict[Text, Literal["error", "warning", "note", "off"]] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a claim's quotation stands in its original."""

    quote: str
    """Fingerprint of the quotation, with its prefix and suffix."""
    original: str
    """Fingerprint of the original and of the lines excluded from it."""
    paragraph: int
    """Paragraph of the article's body, from 1."""
    start: int
    end: int
    """Characters of the original, end exclusive."""


@dataclass(frozen=True)
class Project:
    """Everything that the files of a workspace say."""

    manifest: Manifest
    sections: tuple[Section, ...]
    """In the order of the manifest."""
    sources: Mapping[str, Source]
    facts: Mapping[str, Fact]
    files: Mapping[str, SourceFile] = field(repr=False)
    """Every file read, by its path."""
    unread: frozenset[str] = frozenset()
    """Ids of facts and sources that are there but could not be read: naming one is no mistake of its own."""
    is_whole: bool = True
    """Whether everything was read. Where it was not, what nothing uses cannot be told."""
    pictures: Mapping[str, str] = field(default_factory=dict)
    """What is wrong with each picture that a figure names, by its path; empty where nothing is."""
    lock: Mapping[str, Anchor] = field(default_factory=dict)
    """Anchors by claim key, as seeds/evidence.lock recorded them."""

    def claims(self) -> list[tuple[Fact, Claim, str]]:
        """Every claim with its fact and its full key, in the order of the files."""
        return [
            (fact, claim, f"{fact.id}/{key}")
            for fact in self.facts.values()
            for claim, key in zip(fact.claims, fact.keys, strict=True)
        ]
