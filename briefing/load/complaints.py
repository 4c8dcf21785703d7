"""What the models find wrong, in plain words and at its place.

Pydantic tells each error as a type and a path of keys, indexes and union tags. The path is followed through the nodes of the
file, the type decides the rule and the words; nothing of pydantic's own wording is shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from msgspec import Struct
from pydantic import ValidationError

from briefing.diagnostics import Diagnostic, Rule
from briefing.diagnostics.words import EMPTY_CELL, kind_of, listing, nearest, short
from briefing.model.base import Located, Record, Text
from briefing.model.purposes import NAMES, PURPOSES
from briefing.source import Mapping, Node, Scalar, Sequence, Span

MOST_TOLD = 100
"""The most findings that one record is told; a record with more is broken as a whole."""

_COLON_HINT = "a text that holds `: ` is put in quotation marks"
_LIST_HINT = "begin each item with `- ` on a line of its own"
_MAPPING_HINT = "write `key: value` lines below it, indented by two spaces"


class _Place(Struct, frozen=True):
    """A value on the way that an error's path leads."""

    step: str | int
    """The key or index under which it stands."""
    node: Node | None
    """None for a value that is no part of the mapping: the id of a record, which is a key further up."""
    data: Any
    key: Scalar | None = None
    """The key that holds it, where it is no item of a list."""


class _Complaint(Struct, frozen=True):
    """One error of a model, with the way to it."""

    kind: str
    message: str
    context: dict[str, Any]
    way: tuple[_Place, ...]
    """From the record down to the value; for a missing field, to the mapping that lacks it."""
    field: str
    """The name in the file of the field that is concerned."""

    @property
    def value(self) -> _Place:
        return self.way[-1]

    @property
    def around(self) -> Located | None:
        """The nearest mapping that holds the value."""
        return next((one.data for one in reversed(self.way[:-1]) if isinstance(one.data, Located)), None)

    @property
    def title(self) -> str:
        """What the value is called: `caption`, or item 2 of `columns`."""
        if isinstance(self.value.step, str):
            return f"`{short(self.value.step)}`"
        holder = self.way[-2].step
        if isinstance(holder, int):
            return f"cell {self.value.step + 1} of row {holder + 1}"
        return f"item {self.value.step + 1} of `{holder}`"

    def say(self, rule: Rule, message: str, *hints: str) -> Diagnostic:
        """The finding, at the value; where the value is empty, at what holds it."""
        return Diagnostic(rule, message, _place_of(self.way), tuple(hint for hint in hints if hint))

    def purpose(self) -> tuple[str, ...]:
        """What the field is for, as a hint."""
        model = self.around.model if self.around else None
        text = PURPOSES.get((model.__name__, self.field)) if model else None
        return (f"`{self.field}` is {text}",) if text else ()


def complaints(error: ValidationError, data: Located, name: Scalar | None) -> Iterator[Diagnostic]:
    """The findings for a record that does not fit its model. `name` is the key that names the record, if there is one."""
    errors = error.errors(include_url=False, include_input=False)
    found = [_follow(one, data, name) for one in errors[:MOST_TOLD]]
    misspelt = {_meant(one) for one in found if one.kind == "extra_forbidden"}
    for one in found:
        if one.kind == "missing" and (id(one.value.data), one.field) in misspelt:
            continue  # the key is there, misspelt
        told = _HANDLERS.get(one.kind, _own_words)(one)
        if told is not None:
            yield told


def _follow(error: Any, data: Located, name: Scalar | None) -> _Complaint:
    path = tuple(error["loc"])
    kind = error["type"]
    start = _Place(name.text if name else "", data.node, data, name)
    if kind == "missing":
        way, field = _way(start, path[:-1]), str(path[-1])
    elif path == ("id",) and name is not None:
        way, field = (start, _Place("id", name, data.get("id"), name)), "id"
    else:
        way = _way(start, path)
        field = next((one.step for one in reversed(way[1:]) if isinstance(one.step, str)), "")
    return _Complaint(kind, error["msg"], error.get("ctx") or {}, way, field)


def _way(start: _Place, path: tuple[str | int, ...]) -> tuple[_Place, ...]:
    """The places along a path, from `start` on. Steps that are tags of a union lead nowhere and are left out.

    A tag may have the name of a key beside it (`fact`), so of two readings the one that uses the last step is taken, then the
    one that uses more.
    """
    if not path:
        return (start,)
    step, rest = path[0], path[1:]
    readings = []
    below = _below(start, step)
    if below is not None:
        reading = (start, *_way(below, rest))
        if not rest or len(reading) == len(path) + 1:
            return reading
        readings.append(reading)
    readings.append(_way(start, rest))
    return max(readings, key=lambda way: (way[-1].step == path[-1], len(way)))


def _below(place: _Place, step: str | int) -> _Place | None:
    if isinstance(place.node, Mapping) and isinstance(step, str) and place.node.key(step) is not None:
        return _Place(step, place.node.get(step), place.data.get(step), place.node.key(step))
    if isinstance(place.node, Sequence) and isinstance(step, int) and step < len(place.node.items):
        return _Place(step, place.node.items[step], place.data[step])
    return None


def _place_of(way: tuple[_Place, ...]) -> Span | None:
    """Where to point: at the value, or, where it takes no room, at its key or at what it stands in."""
    for one in reversed(way):
        if isinstance(one.node, Scalar):
            start, end = one.node.start, one.node.end
            if end > start:
                return one.node.span
            if one.node.file.text[start - 1 : start] == "-":
                return one.node.file.span(start - 1, start)
        if one.key is not None:
            return one.key.span
        if isinstance(one.node, Mapping) and one.node.entries:
            return one.node.entries[0][0].span
        if isinstance(one.node, Sequence) and one.node.end > one.node.start:
            return one.node.span
    return next((one.node.span for one in way if one.node is not None), None)


def _record_place(way: tuple[_Place, ...]) -> Span | None:
    """Where to point for a record as a whole: at the key that holds it, else at its own first key."""
    last = way[-1]
    if last.key is not None:
        return last.key.span
    if isinstance(last.node, Mapping) and last.node.entries:
        return last.node.entries[0][0].span
    return last.node.span if last.node is not None else None


def _model_of(data: Any) -> type[Record] | None:
    return data.model if isinstance(data, Located) else None


def _names(model: type[Record] | None) -> list[str]:
    """The keys that a record may have, by their names in the file."""
    if model is None:
        return []
    injected = "id" if model.__name__ in ("Section", "Source", "Fact", "Review") else None
    fields = [field.alias or name for name, field in model.model_fields.items()]
    return [name for name in fields if name != injected]


def _called(model: type[Record] | None) -> str:
    return NAMES.get(model.__name__, "this mapping") if model else "this mapping"


def _missing(one: _Complaint) -> Diagnostic:
    holder = one.value
    model = _model_of(holder.data)
    named = holder.key is not None
    who = f"`{short(str(holder.step))}`" if named else f"this {_called(model).partition(' ')[2]}"
    if not named and len(one.way) == 1:
        who = f"{'the' if model and model.__name__ == 'Manifest' else 'this'} {_called(model).partition(' ')[2]}"
    purpose = PURPOSES.get((model.__name__, one.field)) if model else None
    hints = (f"`{one.field}` is {purpose}",) if purpose else ()
    return Diagnostic(Rule.FIELD_IS_PRESENT, f"{who} lacks `{one.field}`", _record_place(one.way), hints)


def _meant(one: _Complaint) -> tuple[int, str]:
    """The mapping and the field that a misspelt key was meant for."""
    around = one.around
    return id(around), (_near(str(one.value.step), _free(around)) or "") if around is not None else ""


def _free(around: Located) -> tuple[str, ...]:
    """The keys that a mapping may have and has not."""
    return tuple(name for name in _names(around.model) if around.node.key(name) is None)


@lru_cache(maxsize=256)  # a mistake is often made again in every record
def _near(word: str, free: tuple[str, ...]) -> str | None:
    return nearest(word, free)


def _unknown_key(one: _Complaint) -> Diagnostic:
    around, key = one.around, one.value.key
    word = str(one.value.step)
    model = around.model if around is not None else None
    span = key.span if key is not None else _place_of(one.way)
    what = _called(model)
    names = [name for name in _names(model) if what != "a block" or name != "waive"]
    near = _near(word, _free(around)) if around is not None else None
    has = "the kinds of block are" if what == "a block" else f"{what} may have"
    hints = [f"did you mean `{near}`?" if near else f"{has} {listing(names)}" if names else ""]
    if " " in word or len(word) > 40:
        hints.insert(0, _COLON_HINT)
    message = f"`{short(word)}` is no kind of block" if what == "a block" else f"`{short(word)}` is no key of {what}"
    return Diagnostic(Rule.KEY_IS_KNOWN, message, span, tuple(filter(None, hints)))


def _literal(one: _Complaint) -> Diagnostic:
    allowed = re.findall(r"'([^']*)'", str(one.context.get("expected", "")))
    if not isinstance(one.value.data, Text):
        return _wrong_kind(one, "a text", f"it is one of {listing(allowed)}")
    message = f"`{short(one.value.data)}` is no value of `{one.field}`"
    near = nearest(one.value.data, allowed)
    hints = (f"did you mean `{near}`?",) if near else (f"it is one of {listing(allowed)}",)
    return one.say(Rule.VALUE_FITS_ITS_FIELD, message, *hints)


def _wrong_kind(one: _Complaint, wanted: str, *hints: str) -> Diagnostic:
    """A list where a text is wanted, and the like."""
    kind = kind_of(one.value.node)
    if kind == "empty":
        return one.say(Rule.VALUE_FITS_ITS_FIELD, f"{one.title} is empty", *one.purpose())
    return one.say(Rule.VALUE_FITS_ITS_FIELD, f"{one.title} is {kind} and should be {wanted}", *hints)


def _no_text(one: _Complaint) -> Diagnostic:
    node = one.value.node
    opening = node.file.text[node.start : node.start + 1] if node is not None else ""
    hints = []
    if opening and opening in "[{":
        hints.append(f"a text that begins with `{opening}` is put in quotation marks")
    elif isinstance(node, Mapping):
        hints.append(_COLON_HINT)
    return _wrong_kind(one, "a text", *hints)


def _no_list(one: _Complaint) -> Diagnostic:
    text = one.value.data
    dashes = isinstance(text, Text) and text.node.style == "plain" and text.startswith("-")
    return _wrong_kind(one, "a list", "put a space after each `-`" if dashes else _LIST_HINT)


def _no_mapping(one: _Complaint) -> Diagnostic:
    if one.context.get("class_name") == "Block":
        return _wrong_kind(one, "a text or a block", "a block is a mapping, like `heading: The meeting`")
    if one.context.get("class_name") == "ListBlock":
        return _wrong_kind(one, "a list", _LIST_HINT)
    if one.context.get("class_name") == "FactCell":
        if kind_of(one.value.node) == "empty":
            return one.say(Rule.VALUE_FITS_ITS_FIELD, f"{one.title} is empty", EMPTY_CELL)
        return _wrong_kind(one, "a text or a fact", EMPTY_CELL)
    return _wrong_kind(one, "a mapping", _MAPPING_HINT)


def _too_short(one: _Complaint) -> Diagnostic | None:
    if isinstance(one.value.node, Sequence) and one.value.node.items:
        return None  # its items are wrong, and each of them is told
    return one.say(Rule.VALUE_FITS_ITS_FIELD, f"{one.title} is empty", *(one.purpose() or ("give it a value, or take it out",)))


def _no_number(one: _Complaint) -> Diagnostic:
    if not isinstance(one.value.data, Text):
        return _wrong_kind(one, "a whole number")
    least = one.context.get("ge")
    wanted = f"a whole number from {least} on" if least is not None else "a whole number"
    return one.say(Rule.VALUE_FITS_ITS_FIELD, f"{one.title} is `{short(one.value.data)}` and should be {wanted}")


def _no_truth(one: _Complaint) -> Diagnostic:
    if not isinstance(one.value.data, Text):
        return _wrong_kind(one, "`true` or `false`")
    return one.say(Rule.VALUE_FITS_ITS_FIELD, f"{one.title} is `{short(one.value.data)}` and should be `true` or `false`")


def _own_words(one: _Complaint) -> Diagnostic:
    """What a model says in its own words. `field` in its context names the field to point at."""
    message = short(one.message[:1].lower() + one.message[1:], 300)
    if isinstance(one.value.data, Located):
        rule = Rule.FIELD_IS_PRESENT if one.kind == "title" else Rule.VALUE_FITS_ITS_FIELD
        field = str(one.context.get("field", ""))
        pointed = one.value.data.node.get(field)
        if isinstance(pointed, Scalar) and pointed.text not in message:
            message = f"`{field}` is `{short(pointed.text)}`: {message}"
        return Diagnostic(rule, message, pointed.span if pointed is not None else _record_place(one.way))
    if not isinstance(one.value.data, Text):
        return _wrong_kind(one, "a text", message)
    return one.say(Rule.VALUE_FITS_ITS_FIELD, f"{one.title} is `{short(one.value.data)}`: {message}")


_HANDLERS: dict[str, Callable[[_Complaint], Diagnostic | None]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "literal_error": _literal,
    "string_type": _no_text,
    "tuple_type": _no_list,
    "model_type": _no_mapping,
    "dict_type": _no_mapping,
    "too_short": _too_short,
    "int_type": _no_number,
    "int_parsing": _no_number,
    "int_parsing_size": _no_number,
    "int_from_float": _no_number,
    "greater_than_equal": _no_number,
    "bool_type": _no_truth,
    "bool_parsing": _no_truth,
}
