"""Sections: lists of blocks. A bare string is a paragraph; any other block is a mapping with one key that names its kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from briefing.model.base import Record, Said, Text
from briefing.model.charts import ChartBlock
from briefing.model.evidence import Date, Waivers
from briefing.model.markup import Prose


class ParagraphBlock(Record):
    """A paragraph written out as a block, so that a waiver can stand beside it."""

    text: Prose


class ListBlock(Record):
    """A list: items of prose, numbered or not."""

    ordered: bool = False
    items: tuple[Prose, ...] = Field(min_length=1)


FieldName = Literal["label", "value", "date", "as_of", "qualifiers", "method", "scope", "place", "by", "status", "who"]
"""What a table of facts can print of each claim; `qualifiers` are its method, scope and place together."""


Align = Literal["left", "right", "decimal"]


class Column(Record):
    """A table's column. `decimal` sets figures under one another by their place value."""

    text: Prose | None = None
    """The heading of the column; a column with a `field` has one of its own."""
    field: FieldName | None = None
    """What a table of facts prints of each claim in this column."""
    align: Align = "left"

    @model_validator(mode="after")
    def _has_a_heading(self) -> Self:
        if self.text is None and self.field is None:
            raise PydanticCustomError("column", "a column has a `text`, its heading; or, of a table of facts, a `field`")
        return self


class FactCell(Record):
    """A cell that prints the value of a claim, with its note: `fact: coca-area/un`."""

    fact: Text


def _by_shape(text_tag: str, mapping_tag: str) -> Any:
    return Discriminator(lambda value: text_tag if isinstance(value, str) else mapping_tag)


def _column(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


Cell = Annotated[Annotated[Prose, Tag("text")] | Annotated[FactCell, Tag("fact")], _by_shape("text", "fact")]
ColumnSpec = Annotated[Annotated[Prose, Tag("text")] | Annotated[Column, Tag("column")], _by_shape("text", "column")]


class TableBlock(Record):
    """A table. Its caption and source note are required: a reader asks what it shows and where it is from."""

    caption: Prose
    columns: Annotated[tuple[ColumnSpec, ...], Field(min_length=1)] = ()
    """The headings of the columns; of a table of facts, the fields that it prints."""
    rows: Annotated[tuple[tuple[Cell, ...], ...], Field(min_length=1)] = ()
    facts: Annotated[tuple[Text, ...], Field(min_length=1)] = ()
    """In place of rows: facts and claims, with a row for each claim that they mean."""
    source: Prose
    summary: Said | None = None

    @model_validator(mode="after")
    def _has_rows_or_facts(self) -> Self:
        if bool(self.rows) == bool(self.facts):
            has = "both" if self.rows else "neither"
            message = "a table has `rows`, or `facts` that its rows are drawn from; this one has {has}"
            raise PydanticCustomError("table", message, {"has": has})
        if self.rows and not self.columns:
            raise PydanticCustomError("table", "a table of `rows` has `columns`, their headings")
        return self

    @property
    def headings(self) -> Iterator[tuple[int, Prose]]:
        """The headings that a person wrote, each with the number of its column. Of a table of facts a bare text is a field."""
        for number, spec in enumerate(self.columns):
            text = spec if isinstance(spec, Prose) else spec.text
            if text is not None and not (self.facts and isinstance(spec, Prose)):
                yield number, text


class QuoteBlock(Record):
    """A quotation set apart: the words of a claim, drawn from the facts."""

    claim: Text
    lead: Said | None = None
    """Words before the name of who said it: "President Trump, to reporters"; by default the claim's `by`."""


class CalloutBlock(Record):
    """A remark set apart."""

    kind: Literal["note", "caution", "disagreement"]
    title: Prose
    body: tuple[Prose, ...] = Field(min_length=1)


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Several = Annotated[tuple[Prose, ...], BeforeValidator(_one_or_many), Field(min_length=1)]

Likelihood = Literal[
    "almost no chance", "very unlikely", "unlikely", "roughly even chance", "likely", "very likely", "almost certain",
    "remote", "highly improbable", "improbable", "roughly even odds", "probable", "highly probable", "nearly certain",
    "remote chance", "highly unlikely", "realistic possibility", "highly likely",
]  # fmt: skip
"""The terms of every scale; which of them a brief may use depends on the scale that it chooses."""


class JudgmentBlock(Record):
    """What we assess, after ICD 203: the likelihood in the text, the confidence apart from it, and what it rests on."""

    text: Prose
    likelihood: Likelihood
    confidence: Literal["low", "moderate", "high"]
    basis: Prose
    alternatives: Several
    indicators: Several
    supports: tuple[Text, ...] = Field(min_length=1)


class EventSpec(Record):
    """An event of a timeline: a date, or a fact that has one; and what happened, which a fact can tell by its label."""

    date: Date | None = None
    fact: Text | None = None
    text: Prose | None = None

    @model_validator(mode="after")
    def _has_one_date(self) -> Self:
        if (self.date is None) == (self.fact is None):
            has = "neither" if self.date is None else "both"
            message = "an event has a `date`, or a `fact` that has one; this one has {has}"
            raise PydanticCustomError("event", message, {"has": has})
        if self.fact is None and self.text is None:
            raise PydanticCustomError("event", "an event with a `date` has a `text`: what happened")
        return self


class TimelineBlock(Record):
    """Dated events; printed in order of time."""

    caption: Prose
    facts: Annotated[tuple[Text, ...], Field(min_length=1)] = ()
    """Facts that have a date, each an event by its label."""
    events: Annotated[tuple[EventSpec, ...], Field(min_length=1)] = ()
    source: Prose | None = None

    @model_validator(mode="after")
    def _has_events(self) -> Self:
        if not self.events and not self.facts:
            raise PydanticCustomError("timeline", "a timeline has `events`, `facts` that have dates, or both")
        return self


class FigureBlock(Record):
    """A picture of the workspace, with what it shows in words."""

    image: Text
    alt: Said
    caption: Prose
    source: Prose


def _text(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


def _list(value: Any) -> Any:
    return {"items": value} if isinstance(value, list) else value


_ABSENT: Any = None
"""The default of a key that a block need not have; but where it stands, it has a value."""


class Block(Record):
    """A block that is more than a bare paragraph: exactly one of these keys, and waivers for what it holds."""

    paragraph: Annotated[ParagraphBlock, BeforeValidator(_text)] = _ABSENT
    heading: Prose = _ABSENT
    items: Annotated[ListBlock, BeforeValidator(_list)] = Field(_ABSENT, alias="list")
    facts: Annotated[tuple[Text, ...], Field(min_length=1)] = _ABSENT
    table: TableBlock = _ABSENT
    quote: QuoteBlock = _ABSENT
    callout: CalloutBlock = _ABSENT
    judgment: JudgmentBlock = _ABSENT
    timeline: TimelineBlock = _ABSENT
    figure: FigureBlock = _ABSENT
    chart: ChartBlock = _ABSENT
    waive: Waivers = Field(default_factory=dict)

    @model_validator(mode="after")
    def _is_of_one_kind(self) -> Self:
        kinds = sorted(self.model_fields_set - {"waive"})
        if len(kinds) != 1:
            has = "no kind" if not kinds else " and ".join(f"`{'list' if kind == 'items' else kind}`" for kind in kinds)
            raise PydanticCustomError("block", "a block has exactly one kind, this one has {has}", {"has": has})
        return self

    @property
    def content(self) -> Any:
        """What stands under the block's one key."""
        (kind,) = self.model_fields_set - {"waive"}
        return getattr(self, kind)


BodyItem = Annotated[Annotated[Prose, Tag("text")] | Annotated[Block, Tag("block")], _by_shape("text", "block")]


class Section(Record):
    """One file of `sections/`. Its id is the file's name."""

    id: str
    title: Prose
    role: Literal["key-points", "body"] = "body"
    waive: Waivers = Field(default_factory=dict)
    body: tuple[BodyItem, ...] = Field(min_length=1)
