"""Nodes to records: each fact, source, section read by its model, as far as it can be, with all that is wrong told at once."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from msgspec import Struct
from pydantic import ValidationError

from briefing.diagnostics import Diagnostic, Related, Rule
from briefing.diagnostics.words import kind_of, short
from briefing.load.complaints import complaints
from briefing.model.base import Located, Record, Text
from briefing.model.evidence import Fact
from briefing.model.purposes import NAMES
from briefing.source import Mapping, Node, Scalar, Sequence

R = TypeVar("R", bound=Record)

MOST_VALUES = 50_000
"""The most values that one record may hold: a table of 5,000 rows has as many. If more were all wrong, memory would fill."""


class Reading(Struct, Generic[R], frozen=True):
    """What became of one record."""

    record: R | None
    """Without the list items that are wrong; None where something else is wrong, or nothing remains."""
    diagnostics: tuple[Diagnostic, ...] = ()


def plain(node: Node) -> Any:
    """A node as models take it: text that knows its place, None for null, lists, and `Located` mappings."""
    if isinstance(node, Scalar):
        return None if node.is_null else Text(node)
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return Located({Text(key): plain(value) for key, value in node.entries}, node)


def named(model: type[R], key: Scalar, node: Node, items: str | None = None) -> Reading[R]:
    """The record that stands under its id. `items` is the list whose wrong items are left out rather than the record."""
    if not isinstance(node, Mapping):
        kind, name = kind_of(node), NAMES[model.__name__]
        says = "is empty" if kind == "empty" else f"is {kind}"
        hint = "write `key: value` lines below it, indented by two spaces"
        message = f"`{short(key.text)}` {says} and should be the record of {name}"
        return Reading(None, (Diagnostic(Rule.VALUE_FITS_ITS_FIELD, message, key.span, (hint,)),))
    return _read(model, node, Text(key), key, items)


def single(model: type[R], node: Mapping, id: str | None = None, items: str | None = None) -> Reading[R]:
    """The record that is a file of its own; its `id`, where it has one, comes from the file's name."""
    return _read(model, node, id, None, items)


def _read(model: type[R], node: Mapping, id: Text | str | None, key: Scalar | None, items: str | None) -> Reading[R]:
    found: list[Diagnostic] = []
    if _is_huge(node):
        return Reading(None, (_too_many(node, key),))
    data: Located = plain(node)
    if id is not None:
        found += _own_id(model, node)
        data["id"] = id
    try:
        return Reading(model.model_validate(data), tuple(found))
    except ValidationError as error:
        found += complaints(error, data, key)
        return Reading(_without(model, data, error, items) if items else None, tuple(found))


def _is_huge(node: Mapping) -> bool:
    if node.end - node.start <= MOST_VALUES:  # it needs no counting; what aliases stand for is bounded where they are read
        return False
    waiting: list[Node] = [node]
    count = 0
    while waiting and count <= MOST_VALUES:
        one = waiting.pop()
        count += 1
        if isinstance(one, Mapping):
            waiting += [value for _, value in one.entries]
        elif isinstance(one, Sequence):
            waiting += one.items
    return count > MOST_VALUES


def _too_many(node: Mapping, key: Scalar | None) -> Diagnostic:
    what = f"`{short(key.text)}`" if key is not None else "the file"
    span = key.span if key is not None else node.entries[0][0].span
    message = f"{what} holds more than {MOST_VALUES:,} values"
    return Diagnostic(Rule.YAML_IS_BOUNDED, message, span, ("divide it into several, or leave out what no reader needs",))


def _own_id(model: type[Record], node: Mapping) -> list[Diagnostic]:
    key = node.key("id")
    if key is None:
        return []
    where = "the file's name" if model.__name__ == "Section" else "the key above it"
    message = f"`id` is no key of {NAMES[model.__name__]}"
    return [Diagnostic(Rule.KEY_IS_KNOWN, message, key.span, (f"its id is {where}",))]


def _without(model: type[R], data: Located, error: ValidationError, items: str) -> R | None:
    """The record without the items of the list `items` that are wrong."""
    paths = [one["loc"] for one in error.errors(include_url=False, include_input=False, include_context=False)]
    if not all(len(path) > 1 and path[0] == items and isinstance(path[1], int) for path in paths):
        return None
    wrong = {path[1] for path in paths}
    kept = [item for number, item in enumerate(data[items]) if number not in wrong]
    try:
        return model.model_validate(Located({**data, items: kept}, data.node))
    except ValidationError:
        return None


def repeated_claims(fact: Fact) -> list[Diagnostic]:
    """Claims whose names in citations are not their own: an id twice in a fact, or an id that is a source's."""
    found: list[Diagnostic] = []
    sources = {str(claim.source): claim.source for claim in fact.claims}
    first: dict[str, Text] = {}
    for claim, key in zip(fact.claims, fact.keys, strict=True):
        name = claim.id if claim.id is not None else claim.source
        if claim.id is not None and claim.id in sources:
            source = sources[claim.id]
            found.append(
                _taken(f"the claim's id `{short(claim.id)}` is also the id of a source of this fact", name, source, "this source")
            )
        elif key in first:
            found.append(
                _taken(f"two claims of `{short(fact.id)}` are called `{short(key)}`", name, first[key], "the first of them")
            )
        first.setdefault(key, name)
    return found


def _taken(message: str, name: Text, other: Text, what: str) -> Diagnostic:
    hint = "give the claim an id of its own, like `police`"
    return Diagnostic(Rule.ID_IS_UNIQUE, message, name.span, (hint,), (Related(other.span, what),))
