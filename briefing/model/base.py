"""Records with places: pydantic models whose every value knows where it stands in its file."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    ModelWrapValidatorHandler,
    PrivateAttr,
    model_validator,
)
from pydantic_core import PydanticCustomError, core_schema

from briefing.source import Mapping, Scalar, Span


class Located(dict[str, Any]):
    """The plain form of a YAML mapping on its way into a model, with the node that it came from."""

    def __init__(self, values: dict[str, Any], node: Mapping) -> None:
        super().__init__(values)
        self.node = node
        self.model: type[Record] | None = None
        """The model that it was last read as: it knows which keys there are."""


class Text(str):
    """A string of a YAML file that knows its place, down to the single character."""

    __slots__ = ("node",)
    node: Scalar

    def __new__(cls, node: Scalar) -> Self:
        self = str.__new__(cls, node.text)
        self.node = node
        return self

    @property
    def span(self) -> Span:
        return self.node.span

    def span_of(self, start: int, end: int) -> Span:
        """The place of the characters `start` to `end` of the value."""
        return self.node.span_of(start, end)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        def located(value: Any) -> Text:
            if not isinstance(value, Text):
                raise PydanticCustomError("string_type", "expected a text")
            return value if isinstance(value, cls) else cls(value.node)

        return core_schema.no_info_plain_validator_function(located, json_schema_input_schema=core_schema.str_schema())


def _said(text: Text) -> Text:
    if not text.strip():
        raise PydanticCustomError("too_short", "this is empty")
    return text


Said = Annotated[Text, AfterValidator(_said)]
"""A text that says something: an empty one would leave a gap where a reader looks for it."""


class Record(BaseModel):
    """A mapping of a file, read. Frozen; `node` tells the place of every key and value."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=False, protected_namespaces=())

    _node: Mapping = PrivateAttr()

    @property
    def node(self) -> Mapping:
        return self._node

    @property
    def span(self) -> Span:
        return self._node.span

    def span_of(self, field: str) -> Span:
        """The place of a field's value, by its name in the file; of its record where the field is absent."""
        value = self._node.get(field)
        return value.span if value is not None else self.span

    @model_validator(mode="wrap")
    @classmethod
    def _keep_place(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        if isinstance(data, Located):
            data.model = cls
        record = handler(data)
        if isinstance(data, Located):
            record._node = data.node
        return record
