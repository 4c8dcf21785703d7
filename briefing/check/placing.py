"""Every row has a place in its chart: where numbers and dates are measured it has one, and scales of names hold its name."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.check.views import View, text
from briefing.diagnostics import Diagnostic, Rule
from briefing.diagnostics.words import short
from briefing.model.charts import as_json
from briefing.model.data import Datum
from briefing.source import Mapping, Sequence

_PLACES = ("x", "y", "theta", "radius")
_MEASURED = frozenset({"quantitative", "temporal"})
_HOLD_ALL = "let the scale hold all that is drawn"
_OUT = "take it out of `data:`, which is what is cited as drawn and printed in the annex"


def placing(seen: list[View], data: list[Datum]) -> Iterator[Diagnostic]:
    """Every scale, and every row that no view draws."""
    for view in seen:
        for channel, found in view.encoding.items():
            if isinstance(scale := found.get("scale"), Mapping):
                yield from _squeezed(channel, scale)
                yield from _left_out(view, found, scale)
    if all(view.is_told for view in seen):
        passed = {row.row for view in seen for row in view.rows}
        drawn = {row.row for view in seen for row in view.rows if _lacking(view, row) is None}
        for row in data:
            if row.row not in passed:
                yield _undrawn(row, "each `filter` leaves it out", _OUT)
            elif row.row not in drawn:
                lacking = next(field for view in seen if row in view.rows and (field := _lacking(view, row)))
                hint = f"draw what it has (`low`, `high`, `label`), or {_OUT}"
                yield _undrawn(row, f"it has no `{lacking}`, which every view measures", hint)


def _undrawn(row: Datum, why: str, hint: str) -> Diagnostic:
    message = f"row {row.row + 1} (“{short(row.label, 40)}”) is drawn nowhere: {why}"
    return Diagnostic(Rule.CHART_DRAWS_FACTS, message, row.name.span, (hint,))


def _lacking(view: View, row: Datum) -> str | None:
    """The first field by which a view places its rows, and of which a row has nothing."""
    for channel in _PLACES:
        found = view.encoding.get(channel)
        if found is None or text(found.get("type")) not in _MEASURED or found.get("aggregate") is not None:
            continue
        name = view.field(channel)
        if name in row.fields and row.fields[name] is None:
            return name
    return None


def _squeezed(channel: str, scale: Mapping) -> Iterator[Diagnostic]:
    """A range of pixels: it puts rows in a corner of the picture, or out of it."""
    if channel in ("x", "y") and (key := scale.key("range")) is not None:
        message = f"a `range` of `{channel}` puts what is drawn into a part of the picture, or beside it"
        hint = "set the view's `width` or `height`; `reverse: true` turns a scale round"
        yield Diagnostic(Rule.CHART_DRAWS_FACTS, message, key.span, (hint,))


def _left_out(view: View, found: Mapping, scale: Mapping) -> Iterator[Diagnostic]:
    """A name that a scale of names does not hold: its row would be drawn where another stands, or as another."""
    domain, name = scale.get("domain"), text(found.get("field"))
    names = as_json(domain) if isinstance(domain, Sequence) else []
    if domain is None or not view.is_told or not names or text(found.get("type")) in _MEASURED:
        return
    for row in view.rows:
        value = row.fields.get(name)
        if value is not None and value not in names and str(value) not in names:
            message = (
                f"the scale leaves out “{short(str(value), 40)}”, the `{name}` of row {row.row + 1} (“{short(row.label, 40)}”)"
            )
            yield Diagnostic(Rule.CHART_DRAWS_FACTS, message, domain.span, (_HOLD_ALL,))
            return
    sayers = {tuple((claim.source, claim.by) for _, claim in row.claims) for row in view.rows}
    if name == "who" and len(sayers) > len(names):  # how each is called is put into words later
        message = f"the scale has {len(names)} names for {len(sayers)} that say what is drawn"
        yield Diagnostic(Rule.CHART_DRAWS_FACTS, message, domain.span, (_HOLD_ALL,))
