"""Charts: data drawn from facts, and what is drawn of them in Vega-Lite, written as YAML."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, GetCoreSchemaHandler, model_validator
from pydantic_core import PydanticCustomError, core_schema

from briefing.model.base import Located, Record, Said, Text
from briefing.model.markup import Prose
from briefing.source import Mapping, Node, Scalar, Sequence

Json = Any
"""A value as JSON has it."""
Path = tuple[str | int, ...]
"""Keys and numbers (from 0) that lead to a value."""

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_TRUTHS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INTEGER = re.compile(r"[-+]?[0-9]+")
_BASED = {"0o": (re.compile(r"0o[0-7]+"), 8), "0x": (re.compile(r"0x[0-9a-fA-F]+"), 16)}
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")


def scalar(node: Scalar) -> str | int | float | bool | None:
    """A scalar by the core schema of YAML 1.2: `no` and `2024-01` are words, `true`, `2024` and `1e3` are not.

    What is in quotation marks or a block of lines stays text, and so do `.inf` and `.nan`, which JSON has not.
    """
    text = node.text
    if node.style != "plain":
        return text
    if text in _NULLS:
        return None
    if text in _TRUTHS:
        return _TRUTHS[text]
    if _INTEGER.fullmatch(text) and len(text) < 300:  # beyond that no program that draws can read it
        return int(text)
    pattern, base = _BASED.get(text[:2], (_INTEGER, 10))
    if base != 10 and pattern.fullmatch(text):
        return int(text[2:], base)
    number = float(text) if _FLOAT.fullmatch(text) else math.inf
    return number if math.isfinite(number) else text


def as_json(node: Node) -> Json:
    """A node as JSON: mappings, lists, and scalars as `scalar` reads them."""
    match node:
        case Scalar():
            return scalar(node)
        case Sequence():
            return [as_json(item) for item in node]
        case Mapping(entries=entries):
            return {key.text: as_json(value) for key, value in entries}


def values(node: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Every value in a node with the way to it, the outer before the inner."""
    yield path, node
    match node:
        case Sequence(items=items):
            for at, item in enumerate(items):
                yield from values(item, (*path, at))
        case Mapping(entries=entries):
            for key, value in entries:
                yield from values(value, (*path, key.text))


class Spec:
    """What a chart draws: a specification in Vega-Lite as it was written, without data."""

    def __init__(self, node: Mapping) -> None:
        self.node = node

    @property
    def json(self) -> dict[str, Json]:
        """The specification as JSON."""
        made: dict[str, Json] = as_json(self.node)
        return made

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        def located(value: Any) -> Spec:
            if not isinstance(value, Located):
                raise PydanticCustomError("dict_type", "expected a mapping")
            return cls(value.node)

        return core_schema.no_info_plain_validator_function(located, json_schema_input_schema=core_schema.dict_schema())


class DatumSpec(Record):
    """A row of a chart's data: what the claims of a fact say, or the range between two claims."""

    fact: Text | None = None
    """A fact, with a row for each claim that its name means; or one claim."""
    low: Text | None = None
    """The claim that a range begins with."""
    high: Text | None = None
    """The claim that a range ends with."""
    label: Text | None = None
    """What the row is called in the chart; else it is the label of its fact."""
    also: dict[Text, Text] = Field(default_factory=dict)
    """More fields in our own words, by which the chart groups, sorts or colours."""

    @model_validator(mode="after")
    def _is_a_fact_or_a_range(self) -> Self:
        is_range = self.low is not None and self.high is not None
        if (self.fact is not None) == is_range or (self.low is None) != (self.high is None):
            raise PydanticCustomError(
                "datum", "a row of data has a `fact`, or `low` and `high`, two claims that a range lies between"
            )
        return self

    @property
    def names(self) -> tuple[Text, ...]:
        """The facts and claims that it names."""
        return tuple(name for name in (self.fact, self.low, self.high) if name is not None)


def _fact(value: Any) -> Any:
    return {"fact": value} if isinstance(value, str) else value


class ChartBlock(Record):
    """A chart, drawn from facts. It brings no data of its own; what one sees is said in words, and where it is from."""

    caption: Prose
    alt: Said
    data: tuple[Annotated[DatumSpec, BeforeValidator(_fact)], ...] = Field(min_length=1)
    spec: Spec
    source: Prose

    @property
    def names(self) -> tuple[Text, ...]:
        """The facts and claims that it draws."""
        return tuple(name for row in self.data for name in row.names)

    @property
    def also(self) -> tuple[str, ...]:
        """The fields that the rows have in our own words."""
        return tuple(dict.fromkeys(str(name) for row in self.data for name in row.also))
