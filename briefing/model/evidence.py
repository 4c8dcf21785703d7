"""Sources, facts and claims.

A source uses the field names of CSL-JSON; a fact is one question with every claim that the sources make about it; claims
follow Wikidata's statements: a value, its qualifiers, its reference, its rank.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from msgspec import Struct
from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from briefing.model.base import Record, Said, Text
from briefing.model.language import Language
from briefing.model.markup import Prose
from briefing.model.values import PartialDate, Value, typed

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MOST_WORDS = 25
"""The longest quotation that a claim may hold."""


def _id(value: Any) -> Text:
    if not isinstance(value, Text):
        raise PydanticCustomError("string_type", "expected a text")
    if not ID.fullmatch(value):
        raise PydanticCustomError("id", "ids are lower-case letters and digits, joined by hyphens, like coca-area-2024")
    return value


def _date(value: Any) -> PartialDate:
    if not isinstance(value, Text):
        raise PydanticCustomError("date", "expected a date, like 2026-02-03, 2026-02 or 2026")
    try:
        return PartialDate.parse(value)
    except ValueError as error:
        raise PydanticCustomError("date", "{reason}", {"reason": str(error)}) from None


Id = Annotated[Text, PlainValidator(_id), WithJsonSchema({"type": "string", "pattern": f"^{ID.pattern}$"})]
Date = Annotated[
    PartialDate, PlainValidator(_date), WithJsonSchema({"type": ["string", "integer"], "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"})
]


class Waiver(Record):
    """Why a record is let off a rule, and until which day of the brief."""

    reason: Text
    until: Date | None = None


def _reason(value: Any) -> Any:
    return {"reason": value} if isinstance(value, str) else value


Waivers = dict[Text, Annotated[Waiver, BeforeValidator(_reason)]]
"""Rules that a record is let off, each with the reason."""


class Author(Record):
    """A person by family and given name, or anyone by a literal name, as CSL has it."""

    family: Text | None = None
    given: Text | None = None
    literal: Text | None = None

    @model_validator(mode="after")
    def _has_a_name(self) -> Self:
        if (self.literal is None) == (self.family is None) or (self.literal is not None and self.given is not None):
            raise PydanticCustomError("author", "an author has `family` (and `given`), or `literal`")
        return self


class LineRange(Struct, frozen=True):
    """Lines of an original, from 1, both ends included."""

    first: int
    last: int

    def __contains__(self, line: int) -> bool:
        return self.first <= line <= self.last


def _lines(value: Any) -> LineRange:
    match = re.fullmatch(r"(\d+)(?:\s*-\s*(\d+))?", value) if isinstance(value, str) else None
    if not match:
        raise PydanticCustomError("lines", "lines are written 12 or 3-12")
    first, last = int(match[1]), int(match[2] or match[1])
    if not 1 <= first <= last:
        raise PydanticCustomError("lines", "lines count from 1, the smaller number first")
    return LineRange(first, last)


class Exclusion(Record):
    """Lines of an original that are not the article: site chrome, forum text, headlines, captions, repeated leads."""

    lines: Annotated[LineRange, PlainValidator(_lines), WithJsonSchema({"type": ["string", "integer"]})]
    what: Text


def _sha256(value: Any) -> Text:
    if not isinstance(value, Text) or not re.fullmatch(r"[0-9a-f]{64}", value):
        raise PydanticCustomError("sha256", "expected the 64 lower-case hexadecimal digits of a sha256")
    return value


def _file_name(value: Any) -> Text:
    if not isinstance(value, Text):
        raise PydanticCustomError("string_type", "expected a text")
    if value in ("", ".", "..") or re.search(r"[/\\\0]", value):
        raise PydanticCustomError("file_name", "expected the name of a file, without its folder")
    return value


class Original(Record):
    """The analyst's own copy of the article, kept out of version control, known by its fingerprint."""

    file: Annotated[Text, PlainValidator(_file_name), WithJsonSchema({"type": "string"})]
    sha256: Annotated[Text, PlainValidator(_sha256), WithJsonSchema({"type": "string", "pattern": "^[0-9a-f]{64}$"})]
    exclude: tuple[Exclusion, ...] = ()


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Lack = Literal["author", "title", "container-title", "publisher", "issued", "accessed", "URL"]
SourceKind = Literal["news", "opinion", "analysis", "official", "rewrite", "forum"]
SourceType = Literal[
    "article", "article-journal", "article-magazine", "article-newspaper", "book", "broadcast", "chapter", "document",
    "interview", "legislation", "personal_communication", "post", "post-weblog", "report", "speech", "thesis", "webpage",
]  # fmt: skip


class Source(Record):
    """A text that claims come from. What it does not tell about itself stays absent."""

    id: Id
    type: SourceType
    title: Text | None = None
    description: Text | None = None
    """Our own words for what has no title of its own; printed without quotation marks."""
    title_short: Text | None = Field(None, alias="title-short")
    author: tuple[Author, ...] = ()
    container_title: Text | None = Field(None, alias="container-title")
    publisher: Text | None = None
    issued: Date | None = None
    accessed: Date | None = None
    url: Text | None = Field(None, alias="URL")
    language: Language | None = None
    name: Said
    """What the brief calls it in running text, tables and annexes."""
    called: Annotated[tuple[Text, ...], BeforeValidator(_one_or_many)] = ()
    """Other names for it in running text: "the commentary"."""
    lacks: Annotated[tuple[Lack, ...], BeforeValidator(_one_or_many)] = ()
    """Fields that a text of its type has and that this one does not tell."""
    information_date: Date | None = None
    """Of what time its information is, where that is not the day of issue."""
    waive: Waivers = Field(default_factory=dict)
    kind: SourceKind
    descriptor: Prose
    derived_from: Text | None = None
    original: Original | None = None

    @model_validator(mode="after")
    def _has_a_title(self) -> Self:
        if self.title is None and self.description is None:
            raise PydanticCustomError("title", "a source without a `title` needs a `description`, in our own words")
        return self

    @model_validator(mode="after")
    def _has_a_web_address(self) -> Self:
        if self.url is not None and not re.fullmatch(r"https?://[^\s<>\"]+", self.url):
            raise PydanticCustomError("url", "a URL begins with https:// or http:// and holds no spaces", {"field": "URL"})
        return self


Bound = Literal["exact", "approx", "min", "max"]
Status = Literal["reported", "official_data", "claimed", "alleged", "opinion"]
Rank = Literal["preferred", "normal", "deprecated"]


class Claim(Record):
    """What one source says to a fact's question, with the words in which it says so."""

    id: Id | None = None
    value: Text
    unit: Text | None = None
    bound: Bound = "exact"
    as_of: Text | None = None
    scope: Text | None = None
    method: Text | None = None
    place: Text | None = None
    by: Text | None = None
    """Who says it, where that is not the source's author."""
    status: Status
    rank: Rank = "normal"
    reason: Text | None = None
    in_note: Annotated[tuple[Literal["quote", "by"], ...], BeforeValidator(_one_or_many)] = ()
    """What a note prints beside the place."""
    source: Text
    quote: Text
    prefix: Text | None = None
    suffix: Text | None = None
    waive: Waivers = Field(default_factory=dict)

    @cached_property
    def typed(self) -> Value:
        """The value as number, money, percentage, duration, date or words."""
        return typed(self.value, self.unit, quoted=self.value.node.style != "plain")

    @model_validator(mode="after")
    def _value_is_typed(self) -> Self:
        try:
            typed(self.value, self.unit, quoted=self.value.node.style != "plain")
        except ValueError as error:
            raise PydanticCustomError("typed_value", "{reason}", {"reason": str(error), "field": "value"}) from None
        return self

    @property
    def is_deprecated(self) -> bool:
        return self.rank == "deprecated"


class Resolution(Record):
    """What a person decided about claims that do not agree."""

    decision: Literal["disclose", "prefer", "not-comparable", "compatible"]
    note: Prose

    @property
    def is_told(self) -> bool:
        """Whether the annex of differences tells of it: what is compatible is no difference."""
        return self.decision != "compatible"


class Fact(Record):
    """One question with everything that the sources say to it."""

    id: Id
    label: Said
    claims: tuple[Claim, ...] = Field(min_length=1)
    caution: Prose | None = None
    resolution: Resolution | None = None
    waive: Waivers = Field(default_factory=dict)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """A key for each claim, unique in the fact: its id; else its source, numbered from the source's second claim on."""
        seen: dict[str, int] = {}
        keys: list[str] = []
        for claim in self.claims:
            if claim.id is not None:
                keys.append(str(claim.id))
                continue
            seen[claim.source] = seen.get(claim.source, 0) + 1
            keys.append(claim.source if seen[claim.source] == 1 else f"{claim.source}-{seen[claim.source]}")
        return tuple(keys)

    def named(self, name: str | None) -> tuple[Claim, ...]:
        """The claims that a citation means: those of the best rank; or the one with that id, or all of that source."""
        if name is not None:
            return tuple(claim for claim, key in zip(self.claims, self.keys, strict=True) if name in (key, claim.source))
        preferred = tuple(claim for claim in self.claims if claim.rank == "preferred")
        return preferred or tuple(claim for claim in self.claims if not claim.is_deprecated)

    def key_of(self, claim: Claim) -> str:
        """The full key of a claim of this fact, as citations and the lock write it: `fact/claim`."""
        at = next(at for at, one in enumerate(self.claims) if one is claim)
        return f"{self.id}/{self.keys[at]}"

    @property
    def is_contested(self) -> bool:
        """Whether a reader must be told of a difference or an error: a person resolved it, warned of it, or set a claim aside."""
        return bool((self.resolution and self.resolution.is_told) or self.caution) or any(
            claim.is_deprecated for claim in self.claims
        )
