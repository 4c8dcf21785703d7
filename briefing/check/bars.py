"""Bars, areas and slices show values by length: they begin at nought, end on the scale, and none lies on another by mistake."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from math import isfinite

from briefing.check.views import View, text
from briefing.diagnostics import Diagnostic, Rule
from briefing.diagnostics.words import short
from briefing.model.charts import as_json
from briefing.model.data import FIELDS, OF_NUMBERS, Datum
from briefing.source import Mapping, Scalar

_LONG = frozenset({"bar", "area"})
_PARTS_OF = frozenset({"color", "fill", "stroke", "detail", "opacity", "fillOpacity", "shape", "size", "strokeDash"})
"""Channels by whose field bars in one place are stacked."""


def bars(seen: list[View]) -> Iterator[Diagnostic]:
    """Every view."""
    for view in seen:
        for channel in ("x", "y"):
            yield from _scale(view, channel)
        yield from _in_one_place(view)
        yield from _without_a_value(view)


# Scales ---------------------------------------------------------------------------------------------------------------------


def _scale(view: View, channel: str) -> Iterator[Diagnostic]:
    """Whether an axis shows the values whole."""
    found = view.encoding.get(channel)
    if found is None:
        return
    is_long = view.mark in _LONG and f"{channel}2" not in view.encoding
    if is_long and isinstance(pixels := found.get("value"), Scalar):
        message = f"a length of `{short(pixels.text)}` pixels is no value of the data"
        yield Diagnostic(Rule.CHART_DRAWS_FACTS, message, pixels.span, ("draw a field: `{field: value, type: quantitative}`",))
    scale = found.get("scale")
    if not isinstance(scale, Mapping) or text(found.get("type")) != "quantitative":
        return
    if is_long and (wrong := _not_from_nought(scale)) is not None:
        why, mended = "does not begin at nought", "let the scale hold 0"
        if isinstance(wrong, Scalar) and wrong.text in _BENT:
            why, mended = f"stands on a `{wrong.text}` scale", "take a linear scale"
        message = f"the {view.mark} {why}, so that its length is not its value"
        hint = f"{mended}, or draw points (`mark: point`), which show a place and no length"
        yield Diagnostic(Rule.CHART_DRAWS_FACTS, message, wrong.span, (hint,))
    yield from _cut(view, found, scale)


_BENT = frozenset({"log", "pow", "sqrt", "symlog"})
"""Scales on which twice the length is not twice the value."""


def _not_from_nought(scale: Mapping) -> Mapping | Scalar | None:
    """What keeps nought off a scale."""
    bounds = _bounds(scale)
    if isinstance(zero := scale.get("zero"), Scalar) and as_json(zero) is False and (bounds is None or not isfinite(sum(bounds))):
        return zero
    if isinstance(kind := scale.get("type"), Scalar) and kind.text in _BENT:
        return kind
    if bounds is not None and not bounds[0] <= 0 <= bounds[1]:
        return scale
    return None


def _bounds(scale: Mapping) -> tuple[float, float] | None:
    """The ends of a scale, where they are given as numbers."""
    found = scale.get("domain")
    domain = as_json(found) if found is not None else [_end(scale, "domainMin"), _end(scale, "domainMax")]
    if not isinstance(domain, list) or len(domain) < 2 or not any(map(_is_number, domain)):
        return None
    low, high = domain[0], domain[-1]
    ends = (low if _is_number(low) else float("-inf"), high if _is_number(high) else float("inf"))
    return min(ends), max(ends)


def _end(scale: Mapping, name: str) -> object:
    found = scale.get(name)
    return as_json(found) if found is not None else None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _cut(view: View, found: Mapping, scale: Mapping) -> Iterator[Diagnostic]:
    """Whether a scale ends before a value that is drawn along it."""
    bounds, name = _bounds(scale), text(found.get("field"))
    if bounds is None or name not in OF_NUMBERS or not view.is_told:
        return
    for row in view.rows:
        value = row.fields[name]
        if isinstance(value, int | float) and not bounds[0] <= value <= bounds[1]:
            message = f"the scale ends before `{value}`, the `{name}` of row {row.row + 1} (“{short(row.label, 40)}”)"
            yield Diagnostic(Rule.CHART_DRAWS_FACTS, message, scale.span, ("let the scale hold all that is drawn",))
            return


# Places ---------------------------------------------------------------------------------------------------------------------


def _in_one_place(view: View) -> Iterator[Diagnostic]:
    """Whether two answers to one question are stacked, or a bar hides another."""
    channel = _measure(view)
    places = _places(view, channel)
    if channel is None or places is None or not view.is_plain:
        return
    stack = view.encoding[channel].get("stack")
    if stack is not None and as_json(stack) in (None, False):
        return  # laid over one another on purpose
    is_stacked = view.mark == "arc" or any(view.field(name) for name in _PARTS_OF)
    together: dict[Hashable, list[Datum]] = {}
    for row in view.rows:
        if isinstance(row.fields[view.field(channel)], int | float):
            together.setdefault(tuple(_key(row, name) for name in places), []).append(row)
    for rows in together.values():
        first, second = _alike(rows) or (rows[0], rows[0]) if is_stacked else (rows[0], rows[-1])
        if first is second:
            continue
        said = f"row {first.row + 1} (“{short(first.label, 40)}”) and row {second.row + 1} (“{short(second.label, 40)}”)"
        what = "are two answers to one question, and are stacked to a sum that nobody tells"
        message = f"{said} {what if is_stacked else 'lie in one place, and one hides the other'}"
        hint = "give each a place of its own (`xOffset: {field: who}` or `yOffset`), or draw points"
        if view.mark == "arc":
            hint = "draw one of them and tell of the other, or draw a bar for each"
        yield Diagnostic(Rule.CHART_DRAWS_FACTS, message, view.encoding[channel].span, (hint,))
        return


def _without_a_value(view: View) -> Iterator[Diagnostic]:
    """Whether areas are stacked of which one has no value where another has: there it would be drawn as nought."""
    channel = _measure(view)
    places = _places(view, channel)
    parts = [name for part in sorted(_PARTS_OF) if (name := view.field(part))]
    if view.mark != "area" or channel is None or not places or not parts or not view.is_plain:
        return
    stack = view.encoding[channel].get("stack")
    if stack is not None and as_json(stack) in (None, False):
        return
    here: dict[Hashable, set[Hashable]] = {}
    for row in view.rows:
        here.setdefault(tuple(_key(row, name) for name in parts), set()).add(tuple(_key(row, name) for name in places))
    if len({frozenset(found) for found in here.values()}) > 1:
        message = "areas are stacked, and one has no value where another has: it would be drawn as nought there"
        hint = "draw lines with their points, or lay the areas over one another: `stack: null`"
        yield Diagnostic(Rule.CHART_DRAWS_FACTS, message, view.encoding[channel].span, (hint,))


def _measure(view: View) -> str | None:
    """The channel whose length is the value, where there is one alone."""
    names = {"bar": ("x", "y"), "area": ("x", "y"), "arc": ("theta",)}.get(view.mark, ())
    found = [
        name
        for name in names
        if name in view.encoding
        and text(view.encoding[name].get("type")) == "quantitative"
        and view.field(name) in OF_NUMBERS
        and f"{name}2" not in view.encoding
        and not any(view.encoding[name].get(key) for key in ("bin", "aggregate"))
    ]
    return found[0] if len(found) == 1 else None


def _places(view: View, channel: str | None) -> list[str] | None:
    """The fields that set bars apart; None where the rows do not tell what is in them."""
    across = [view.encoding[name] for name in ("x", "y", "xOffset", "yOffset") if name in view.encoding and name != channel]
    if view.mark == "arc":
        across = []
    if any(one.get("timeUnit") is not None or one.get("bin") is not None for one in across):
        return None
    names = [*(text(one.get("field")) for one in across), *view.panels]
    own = {name for row in view.rows for name in row.fields}
    return names if all(name in own or name in FIELDS for name in names) else None


def _key(row: Datum, name: str) -> Hashable:
    """What sets a row apart from others by a field."""
    if name in ("who", "words", "disputed"):  # these are put into words later
        return tuple((claim.source, claim.by, claim.value if name == "words" else "") for _, claim in row.claims)
    return row.fields.get(name)


def _alike(rows: list[Datum]) -> tuple[Datum, Datum] | None:
    """Two rows of one fact."""
    seen: dict[str, Datum] = {}
    for row in rows:
        for fact, _ in row.claims:
            if (other := seen.setdefault(str(fact.id), row)) is not row:
                return other, row
    return None
