"""The manifest of a brief, and the project: everything that its files say."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal, Self

from msgspec import Struct, field
from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from briefing.model.base import Record, Said, Text
from briefing.model.evidence import Claim, Date, Fact, Id, Source, Waivers
from briefing.model.language import SpokenLanguage
from briefing.model.markup import Prose
from briefing.model.review import Review
from briefing.model.section import Section
from briefing.model.values import PartialDate
from briefing.source import SourceFile
from briefing.wording import LANGUAGES, language

SECTIONS, SOURCES, FACTS, REVIEWS = "sections", "seeds/sources", "seeds/facts", "reviews"
"""The folders of a workspace."""


class SourceSummary(Record):
    """The source summary statement after ICD 206: what the base of the brief is worth, drafted from the data, then edited."""

    text: Prose
    drawn_from: dict[Text, Annotated[int, Field(ge=0)]]
    """The counts that it was written from, by name, as `briefing show summary` prints them."""


_SWITCHES = frozenset({"true", "false", "yes", "no", "on", "off", "1", "0"})


def _mark(value: Text) -> Text:
    if value.lower() in _SWITCHES:
        raise PydanticCustomError("draft", "a draft mark is printed as it is written: say it, like Draft 2, or leave it out")
    return value


class Style(Record):
    """How the products look, and what marks them as not final."""

    docx: Said | None = None
    """A Word file of the workspace (.docx or .dotx) whose styles, headers and footers the Word file takes over."""
    draft: Annotated[Said, AfterValidator(_mark)] | None = None
    """Printed on every page of what is not final, like “Draft 2, not for circulation”."""
    page: Literal["A4", "Letter"] = "A4"
    """The size of the pages."""
    numbered_paragraphs: bool = False
    """Whether the paragraphs of the text bear numbers, by which readers can name them."""


class Pdf(Record):
    """What the PDF is to be."""

    standard: Literal["ua-1", "a-3u", "a-3a"] = "a-3a"
    """Accessible in any case (PDF/UA-1); a-3u and a-3a also archival, with everything that verifies the brief attached."""


MOST_LETTERS = 100
"""The longest id of a brief. Its products are named by it, and what is added must fit into the 255 bytes that systems allow."""


def _names_files(id: Text) -> Text:
    if len(id) > MOST_LETTERS:
        reason = f"it is a part of the names of files, and has at most {MOST_LETTERS} characters; this one has {len(id)}"
        raise PydanticCustomError("id", "{reason}", {"reason": reason})
    return id


class Manifest(Record):
    """`brief.yaml`: what the brief is, of what day, and which sections in which order."""

    id: Annotated[Id, AfterValidator(_names_files)]
    title: Said
    """Without one nobody knows what is open: readers show it, and PDF/UA asks for it."""
    subtitle: Said | None = None
    edition: Annotated[int, Field(ge=1)] = 1
    date: Date
    information_cutoff: Date
    language: SpokenLanguage
    """BCP 47. The language chooses the program's own words, the region how dates, numbers and quotations are written."""
    marking: Said | None = None
    issuer: Said | None = None
    abstract: Said | None = None
    likelihood_scale: Literal["icd-203", "icd-203-probability", "uk-yardstick"] = "icd-203"
    """The one scale of likelihood that the judgments use."""
    carried_by: Literal["sentence", "paragraph"] = "sentence"
    """How near a citation must stand to what it carries."""
    source_summary: SourceSummary | None = None
    form: Literal["brief", "one-pager"] = "brief"
    """A brief, or its summary on one page: title, key points, one chart, sources."""
    style: Style | None = None
    pdf: Pdf | None = None
    waive: Waivers = Field(default_factory=dict)
    sections: tuple[Text, ...] = Field(min_length=1)
    rules: dict[Text, Literal["error", "warning", "note", "off"]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _knows_no_later_day(self) -> Self:
        if self.information_cutoff.begins_after(self.date):
            reason = f"a brief of {self.date} cannot know of later days"
            raise PydanticCustomError("cutoff", "{reason}", {"reason": reason, "field": "information_cutoff"})
        return self


class Frame(Struct, frozen=True):
    """What the manifest says that everything else is held against; nothing is held to what cannot be read of it."""

    days: tuple[PartialDate, ...] | None = None
    """The brief's own date and its cut-off, which any text of it may name; None where they are not both known."""
    carried_by: str = "sentence"
    """How near a citation must stand; empty where what is chosen is not known."""
    likelihood_scale: str = "icd-203"
    """Empty where what is chosen is not known."""
    about: tuple[str, ...] = ()
    """Title and subtitle, as far as they are known."""


class WordTemplate(Struct, frozen=True):
    """What is to be said of the Word file that `style.docx` names."""

    faults: tuple[tuple[str, str], ...] = ()
    """What keeps it from serving: words that follow on its path, and what to do."""
    unknown: tuple[str, ...] = ()
    """Placeholders in its headers and footers that name nothing, as they are written."""
    missing: tuple[str, ...] = ()
    """Styles of the house template that it lacks, by their names."""


class Anchor(Struct, frozen=True):
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


class Project(Struct, frozen=True, dict=True):
    """Everything that the files of a workspace say."""

    manifest: Manifest | None
    """None where brief.yaml is missing or has a mistake: the rest is checked all the same."""
    sections: tuple[Section, ...]
    """In the order of the manifest; all that there are where it names none."""
    sources: Mapping[str, Source]
    facts: Mapping[str, Fact]
    files: Mapping[str, SourceFile]
    """Every file read, by its path."""
    unread: frozenset[str] = frozenset()
    """Ids of facts and sources that are there but could not be read: naming one is no mistake of its own."""
    lost: frozenset[str] = frozenset()
    """Folders of which a file could not be read at all: any name may have stood in it."""
    is_whole: bool = True
    """Whether everything was read. Where it was not, what nothing uses cannot be told."""
    severities: Mapping[Text, str] = field(default_factory=dict)
    """What the manifest chooses for each rule, as far as it is a severity."""
    spoken: str = ""
    """What the manifest gives as its language, whatever it is."""
    frame: Frame = Frame()
    """What the manifest says that the rest is held against, also where it has mistakes."""
    pictures: Mapping[str, str] = field(default_factory=dict)
    """What is wrong with each picture that a figure names, by its path; empty where nothing is."""
    template: WordTemplate | None = None
    """What the Word file of `style.docx` is like; None where none is named."""
    lock: Mapping[str, Anchor] = field(default_factory=dict)
    """Anchors by claim key, as seeds/evidence.lock recorded them."""
    reviews: Mapping[str, Review] = field(default_factory=dict)
    """What editors said, by id, in the order of the files."""
    elsewhere: tuple[Section, ...] = ()
    """Sections that only other briefs of the workspace name: what they use is used, and no more is asked of them here."""

    @property
    def language(self) -> str:
        """The tag of the brief's language, as the manifest gives it, read or not; English where it gives none."""
        return self.spoken or "en"

    @property
    def is_spoken(self) -> bool:
        """Whether there are words for its language: where there are none, that is told, and nothing that its texts say."""
        return language(self.language) in LANGUAGES

    def language_of(self, source: str) -> str:
        """The tag of a source's language; that of the brief where the source does not say."""
        record = self.sources.get(source)
        return str(record.language) if record is not None and record.language else self.language

    @property
    def is_english(self) -> bool:
        """Whether its texts are English, whose sentences the program reads."""
        return language(self.language) == "en"

    def is_read(self, source: str) -> bool:
        """Whether the words of a source are English, whose quotations the program reads."""
        return language(self.language_of(source)) == "en"

    def may_hold_fact(self, name: str) -> bool:
        """Whether there may be a fact of that name, read or not."""
        return name in self.facts or name in self.unread or FACTS in self.lost

    def may_hold_source(self, name: str) -> bool:
        """Whether there may be a source of that name, read or not."""
        return name in self.sources or name in self.unread or SOURCES in self.lost

    @cached_property
    def _by_source(self) -> dict[str, list[Claim]]:
        found: dict[str, list[Claim]] = {}
        for _, claim, _ in self.claims():
            found.setdefault(str(claim.source), []).append(claim)
        return found

    def claims_of(self, source: str) -> list[Claim]:
        """Every claim of a source, in the order of the files."""
        return self._by_source.get(source, [])

    def claims(self) -> list[tuple[Fact, Claim, str]]:
        """Every claim with its fact and its full key, in the order of the files."""
        return self._claims

    @cached_property
    def _claims(self) -> list[tuple[Fact, Claim, str]]:
        return [
            (fact, claim, f"{fact.id}/{key}")
            for fact in self.facts.values()
            for claim, key in zip(fact.claims, fact.keys, strict=True)
        ]
