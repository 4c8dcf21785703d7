"""The fields that a chart draws: they are there, and what one scale measures has one unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefing.diagnostics import Diagnostic, Rule
from briefing.diagnostics.words import series, short, suggestion
from briefing.english.units import canonical
from briefing.model.charts import ChartBlock, as_json, values
from briefing.model.data import FIELDS, OF_NUMBERS, Datum
from briefing.model.values import PartialDate
from briefing.source import Mapping, Node, Scalar, Sequence

_OF_FIELDS = frozenset({"field", "groupby", "fold", "flatten", "pivot"})
"""Keys under which fields are named."""
_REPEATED = frozenset({"repeat", "row", "column", "layer"})
_MADE = {"fold": ("key", "value"), "density": ("value", "density"), "quantile": ("prob", "value")}
"""The fields that transforms make where they are given no names."""
_EXPRESSIONS = frozenset({"calculate", "filter", "test"})
_OF_DATUM = re.compile(r"\bdatum(?:\.([A-Za-z_]\w*)|\[\s*(?:'([^']+)'|\"([^\"]+)\")\s*\])")
_NO_SCALE = frozenset({"tooltip", "detail", "key", "order"})
_COUNTS = frozenset({"count", "distinct", "valid", "missing"})
_PARTS = ("layer", "hconcat", "vconcat", "concat", "spec")


def encodings(block: ChartBlock, data: list[Datum]) -> Iterator[Diagnostic]:
    """Every field that the specification names, and every scale that measures."""
    yield from _fields(block, data)
    for view in _views(block.spec.node, _View(block.spec.node)):
        yield from _scales(view, data, block)


# Names ----------------------------------------------------------------------------------------------------------------------


def _fields(block: ChartBlock, data: list[Datum]) -> Iterator[Diagnostic]:
    known = list(dict.fromkeys((*FIELDS, *block.also, *_made(block, data))))
    for name, start, end in _named(block.spec.node):
        word = name.text[start:end]
        if word not in known:
            message = f"no row of the data has a field `{short(word)}`"
            hint = suggestion(word, known, "the fields are")
            yield Diagnostic(Rule.CHART_FIELD_IS_KNOWN, message, name.span_of(start, end), (hint,))


def _named(node: Node, key: str = "", *, repeated: bool = False) -> Iterator[tuple[Scalar, int, int]]:
    """The names of fields in a value that stands under a key, each with its place in its scalar."""
    match node:
        case Scalar(text=text):
            if key in _OF_FIELDS or repeated:
                yield node, 0, len(text)
            elif key in _EXPRESSIONS:
                for match in _OF_DATUM.finditer(text):
                    yield node, *match.span(match.lastindex or 0)
        case Sequence(items=items):
            for item in items:
                yield from _named(item, key, repeated=repeated)
        case Mapping(entries=entries):
            for inner, value in entries:
                is_field = key == "repeat" and inner.text in _REPEATED
                yield from _named(
                    value, inner.text, repeated=is_field or (inner.text == "repeat" and isinstance(value, Sequence))
                )


def _made(block: ChartBlock, data: list[Datum]) -> Iterator[str]:
    """The fields that transforms make."""
    for path, node in values(block.spec.node):
        if "transform" not in path:
            continue
        if isinstance(node, Scalar) and "as" in path[-2:]:
            yield node.text
        elif isinstance(node, Mapping):
            yield from (name for key, names in _MADE.items() if node.get(key) is not None for name in names)
            if (by := node.get("pivot")) is not None and isinstance(by, Scalar):
                yield from (str(datum.fields.get(by.text)) for datum in data)


# Measures -------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _View:
    """A view, and what those around it make of its data."""

    node: Mapping
    is_filtered: bool = False
    is_by_unit: bool = False
    """Whether each unit has a panel of its own."""


def _views(node: Node, around: _View) -> Iterator[_View]:
    """Every view, the outer before the inner."""
    if not isinstance(node, Mapping):
        return
    here = any(path[-1:] == ("filter",) for path, _ in values(node))
    view = replace(around, node=node, is_filtered=around.is_filtered or here, is_by_unit=around.is_by_unit or _divides(node))
    yield view
    below = replace(view, is_filtered=around.is_filtered or _filters(node))
    for part in _PARTS:
        inner = node.get(part)
        for one in inner.items if isinstance(inner, Sequence) else (inner,):
            if one is not None:
                yield from _views(one, below)


def _filters(view: Mapping) -> bool:
    transforms = view.get("transform")
    return isinstance(transforms, Sequence) and any(isinstance(one, Mapping) and one.get("filter") for one in transforms)


def _divides(view: Mapping) -> bool:
    """Whether a view is divided into panels by unit."""
    encoding = view.get("encoding")
    panels = [encoding.get(name) for name in ("facet", "row", "column")] if isinstance(encoding, Mapping) else []
    facet = view.get("facet")
    panels += [facet, *(facet.get(name) for name in ("row", "column"))] if isinstance(facet, Mapping) else []
    return any(isinstance(one, Mapping) and (field := one.get("field")) and as_json(field) == "unit" for one in panels)


def _scales(view: _View, data: list[Datum], block: ChartBlock) -> Iterator[Diagnostic]:
    encoding = view.node.get("encoding")
    if not isinstance(encoding, Mapping) or view.is_filtered:  # which rows are left cannot be told
        return
    told = False
    for channel, value in encoding.entries:
        if channel.text in _NO_SCALE or not isinstance(value, Mapping):
            continue
        field, kind, aggregate = (value.get(name) for name in ("field", "type", "aggregate"))
        if not isinstance(field, Scalar) or not isinstance(kind, Scalar) or _text(aggregate) in _COUNTS:
            continue
        if kind.text in ("quantitative", "temporal"):
            yield from _kinds(field, kind.text, data, block)
        if kind.text == "quantitative" and field.text in OF_NUMBERS and not view.is_by_unit and not told:
            mixed = list(_units(field, data))
            told = bool(mixed)
            yield from mixed


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""


def _kinds(field: Scalar, kind: str, data: list[Datum], block: ChartBlock) -> Iterator[Diagnostic]:
    """Whether what a scale measures is a number, or a date."""
    name, wanted = field.text, "number" if kind == "quantitative" else "date"
    if name not in FIELDS and name not in block.also:
        return
    wrong = [one for one in data if (value := one.fields.get(name, "")) is not None and not _is(wanted, value)]
    if name not in (*OF_NUMBERS, "date", "row"):
        message = f"`{name}` holds words and no {wanted}s"
    elif wrong:
        message = f"`{name}` is no {wanted} in {series(f'{_row(one)}: `{one.fields[name]}`' for one in wrong[:5])}"
    else:
        return
    hint = "leave them out with a `filter`, or draw it as `nominal` or `ordinal`"
    yield Diagnostic(Rule.CHART_IS_OF_ONE_MEASURE, message, field.span, (hint,))


def _is(wanted: str, value: object) -> bool:
    if wanted == "number" or not isinstance(value, str):
        return wanted == "number" and not isinstance(value, str)
    try:
        PartialDate.parse(value)
    except ValueError:
        return False
    return True


def _row(datum: Datum) -> str:
    return f"row {datum.row + 1} (“{short(datum.label, 40)}”)"


def _units(field: Scalar, data: list[Datum]) -> Iterator[Diagnostic]:
    """Whether a scale measures in more than one unit."""
    units: dict[str, list[Datum]] = {}
    for datum in data:
        if isinstance(datum.fields[field.text], int | float):
            units.setdefault(canonical(datum.unit) or datum.unit, []).append(datum)
    if len(units) > 1:
        said = [f"{unit or 'none'} ({series(_row(one) for one in ones[:5])})" for unit, ones in units.items()]
        message = f"`{field.text}` is measured in {len(units)} units: {'; '.join(said)}"
        hint = "give each unit a panel (`facet: {field: unit}`), choose by `filter`, or draw one unit only"
        yield Diagnostic(Rule.CHART_IS_OF_ONE_MEASURE, message, field.span, (hint,))
