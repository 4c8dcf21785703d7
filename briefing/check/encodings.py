"""The fields that a chart draws: they are there, and what one scale measures has one unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from briefing.check.views import PARTS, View, text, views
from briefing.diagnostics import Diagnostic, Rule
from briefing.diagnostics.words import series, short, suggestion
from briefing.english.units import canonical
from briefing.model.charts import ChartBlock, values
from briefing.model.data import FIELDS, OF_NUMBERS, Datum
from briefing.model.values import PartialDate
from briefing.source import Mapping, Node, Scalar, Sequence, Span

_OF_FIELDS = frozenset({"field", "groupby", "fold", "flatten", "pivot"})
"""Keys under which fields are named."""
_REPEATED = frozenset({"repeat", "row", "column", "layer"})
_MADE = {"fold": ("key", "value"), "density": ("value", "density"), "quantile": ("prob", "value")}
"""The fields that transforms make where they are given no names."""
_EXPRESSIONS = frozenset({"calculate", "filter", "test"})
_OF_DATUM = re.compile(r"\bdatum(?:\.([A-Za-z_]\w*)|\[\s*(?:'([^']+)'|\"([^\"]+)\")\s*\])")
_NO_SCALE = frozenset({"tooltip", "detail", "key", "order"})
_COUNTS = frozenset({"count", "distinct", "valid", "missing"})
_PLACES = frozenset({"x", "y", "x2", "y2"})
_DEPTHS = {"year": 0, "yearquarter": 1, "yearmonth": 1, "quarter": 1, "month": 1}
"""How many parts after the year a date must have, by the unit of time that is drawn; else both."""


def encodings(block: ChartBlock, data: list[Datum]) -> Iterator[Diagnostic]:
    """Every field that the specification names, and every scale that measures."""
    yield from _fields(block, data)
    seen = views(block.spec.node, data)
    told: set[tuple[str, Span | None]] = set()  # layers have channels in common
    for one in (found for view in seen for found in _scales(view, block)):
        if (one.message, one.span) not in told:
            told.add((one.message, one.span))
            yield one
    yield from _shared(seen)


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


def _scales(view: View, block: ChartBlock) -> Iterator[Diagnostic]:
    told = not view.is_told  # which rows are left cannot be told
    for channel, value in view.encoding.items():
        if channel in _NO_SCALE or told:
            continue
        name, kind = value.get("field"), _kind(value)
        if not isinstance(name, Scalar) or text(value.get("aggregate")) in _COUNTS:
            continue
        if kind in ("quantitative", "temporal"):
            yield from _kinds(name, kind, view.rows, block)
        if kind == "temporal" and channel in _PLACES:
            yield from _precision(name, text(value.get("timeUnit")), view.rows)
        if kind == "quantitative" and name.text in OF_NUMBERS:
            mixed = list(_units(name, channel, view))
            told = bool(mixed)
            yield from mixed


def _kind(channel: Mapping) -> str:
    """What a channel draws its field as; what is counted up or put in bins is a number."""
    computed = channel.get("aggregate") is not None or channel.get("bin") is not None
    return text(channel.get("type")) or ("quantitative" if computed else "")


def _kinds(field: Scalar, kind: str, rows: Iterable[Datum], block: ChartBlock) -> Iterator[Diagnostic]:
    """Whether what a scale measures is a number, or a date."""
    name, wanted = field.text, "number" if kind == "quantitative" else "date"
    if name not in FIELDS and name not in block.also:
        return
    wrong = [one for one in rows if (value := one.fields.get(name, "")) is not None and not _is(wanted, value)]
    hint = "leave them out with a `filter`, or draw it as `nominal` or `ordinal`"
    if name not in (*OF_NUMBERS, "date", "row"):
        message = f"`{name}` holds words and no {wanted}s"
        hint = (
            f"`{'value' if wanted == 'number' else 'date'}` is the field that holds them; else draw it as `nominal` or `ordinal`"
        )
    elif wrong:
        message = f"`{name}` is no {wanted} in {series(f'{_row(one)}: `{one.fields[name]}`' for one in wrong[:5])}"
    else:
        return
    yield Diagnostic(Rule.CHART_IS_OF_ONE_MEASURE, message, field.span, (hint,))


def _is(wanted: str, value: object) -> bool:
    return _is_date(value) if wanted == "date" else not isinstance(value, str)


def _is_date(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(PartialDate.parse(value))
    except ValueError:
        return False


def _precision(field: Scalar, unit: str, rows: Iterable[Datum]) -> Iterator[Diagnostic]:
    """Whether the dates of a scale are known alike: a year would be drawn on its first day."""
    known: dict[int, Datum] = {}
    for one in rows:
        if _is_date(value := one.fields.get(field.text)):
            known.setdefault(str(value).count("-"), one)
    if len(known) > 1 and min(known) < _DEPTHS.get(unit.removeprefix("utc"), 2):
        said = series(f"{_row(one)}: `{one.fields[field.text]}`" for _, one in sorted(known.items()))
        message = f"`{field.text}` is not known alike in {said}: what is known less well would be drawn on its first day"
        hint = "draw dates of one precision, set `timeUnit: year`, or make a `timeline` of them"
        yield Diagnostic(Rule.CHART_IS_OF_ONE_MEASURE, message, field.span, (hint,))


def _row(datum: Datum) -> str:
    return f"row {datum.row + 1} (“{short(datum.label, 40)}”)"


def _units(field: Scalar, channel: str, view: View) -> Iterator[Diagnostic]:
    """Whether a scale measures in more than one unit, in one panel or in several."""
    resolve = f"`resolve: {{scale: {{{channel}: independent}}}}`"
    for units in (_by_unit(field.text, rows) for rows in view.in_one_panel()):
        if len(units) > 1:
            message = f"`{field.text}` is measured in {len(units)} units: {_said(units)}"
            hint = f"give each unit a panel (`facet: {{field: unit}}` with {resolve}), choose by `filter`, or draw one unit only"
            yield Diagnostic(Rule.CHART_IS_OF_ONE_MEASURE, message, field.span, (hint,))
            return
    for units in (_by_unit(field.text, rows) for rows in view.on_one_scale(channel)):
        if len(units) > 1:
            message = f"`{channel}` is one scale of panels in {len(units)} units: {_said(units)}"
            hint = f"set {resolve} where the panels are made, or draw one unit only"
            yield Diagnostic(Rule.CHART_IS_OF_ONE_MEASURE, message, field.span, (hint,))
            return


def _said(units: dict[str, list[Datum]]) -> str:
    return "; ".join(f"{unit or 'none'} ({series(_row(one) for one in ones[:5])})" for unit, ones in units.items())


def _by_unit(field: str, rows: Iterable[Datum]) -> dict[str, list[Datum]]:
    units: dict[str, list[Datum]] = {}
    for datum in rows:
        if isinstance(datum.fields[field], int | float):
            units.setdefault(canonical(datum.unit) or datum.unit, []).append(datum)
    return units


def _shared(seen: list[View]) -> Iterator[Diagnostic]:
    """Whether layers, or views side by side, that share a scale, each of one unit, measure in one unit together."""
    first: dict[tuple[int, str], tuple[str, Datum]] = {}
    for view in seen:
        for channel, value in view.encoding.items():
            name, axis = value.get("field"), channel.rstrip("2")
            sharing = _sharing(view, axis)
            if sharing is None or not view.is_told or axis not in _PLACES or "unit" in view.panels:
                continue
            if not isinstance(name, Scalar) or name.text not in OF_NUMBERS or text(value.get("aggregate")) in _COUNTS:
                continue
            units = _by_unit(name.text, view.rows)
            if len(units) != 1:
                continue
            ((unit, (row, *_)),) = units.items()
            there, other = first.setdefault((id(sharing), axis), (unit, row))
            if there != unit:
                what = "layers" if sharing is view.layered else "views"
                key = next(part for part in PARTS if sharing.get(part) is not None)
                message = (
                    f"`{axis}` is one scale of two {what}, {there or 'none'} ({_row(other)}) and {unit or 'none'} ({_row(row)})"
                )
                hint = f"set `resolve: {{scale: {{{axis}: independent}}}}` beside `{key}`, or draw one unit only"
                yield Diagnostic(Rule.CHART_IS_OF_ONE_MEASURE, message, name.span, (hint,))
                return


def _sharing(view: View, channel: str) -> Mapping | None:
    """The view whose parts have one scale of a channel, this one among them; None where it has a scale of its own."""
    if channel in view.apart:
        return None
    return next((node for name, node in view.joined if name == channel), view.layered)
