"""Charts: they draw facts and nothing else, and say in words what one sees.

What a specification would draw is not computed here. What it names is looked up: data and constants that are not those of facts,
views without a mark, and the ends of ranges. `spelling` looks at its keys, `formats` at formats and sizes, `encodings` at fields
and units, `titles` at the units that it names, `bars` at lengths, `placing` at rows without a place, and `computing` at what it
would make up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.check.bars import bars
from briefing.check.computing import computing
from briefing.check.encodings import encodings
from briefing.check.formats import formats
from briefing.check.placing import placing
from briefing.check.spelling import spelling
from briefing.check.titles import titles
from briefing.check.views import PARTS, views
from briefing.diagnostics import Diagnostic, Rule
from briefing.diagnostics.words import short, suggestion
from briefing.english.units import canonical
from briefing.model.brief import Project
from briefing.model.charts import ChartBlock, DatumSpec, Path, as_json, scalar, values
from briefing.model.data import FIELDS, OF_NUMBERS, Datum, claims_of, rows, value_of
from briefing.model.evidence import Claim
from briefing.model.values import PartialDate
from briefing.source import Mapping, Node, Scalar, Sequence

MARKS = (
    "arc", "area", "bar", "boxplot", "circle", "errorband", "errorbar", "line", "point", "rect", "rule",
    "square", "text", "tick", "trail",
)  # fmt: skip
"""The marks of Vega-Lite 6, but for pictures and maps, which no row has."""
_DRAWS = ("mark", *PARTS, "spec")

_OWN = "a chart draws the rows that stand under its `data:`, and nothing else"
_REACHES_OUT = "a brief builds on any machine and reaches for nothing outside"
_REFUSED = {
    "data": ("brings data of its own", _OWN),
    "datasets": ("brings data of its own", _OWN),
    "values": ("brings data of its own", _OWN),
    "impute": ("puts in values that no source gives", _OWN),
    "url": ("reaches for an address", _REACHES_OUT),
    "href": ("reaches for an address", _REACHES_OUT),
    "usermeta": ("holds what is for other programs", "take it out"),
    "config": (
        "sets the look of a whole chart",
        "all charts of a brief look alike; set what differs at the mark or the encoding",
    ),
}
_SCHEMA = re.compile(r"https?://vega\.github\.io/schema/vega-lite/v\d+(?:\.\d+)*\.json")
_QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")


def chart(block: ChartBlock, project: Project) -> Iterator[Diagnostic]:
    """Everything that is wrong with a chart, but for the facts that it names and the words in it."""
    for spec in block.data:
        yield from _row(spec, project)
    yield from _refused(block)
    yield from _draws(block.spec.node, block)
    yield from spelling(block)
    yield from formats(block)
    data = rows(block.data, project.facts)
    if all(claims_of(name, project.facts) for name in block.names):  # what is not there is told as such
        yield from encodings(block, data)
        yield from _constants(block, data, project)
        seen = views(block.spec.node, data)
        yield from computing(block, data, seen)
        yield from bars(seen)
        yield from placing(seen, data)
        if project.is_english:
            yield from titles(seen, block.spec.node)


# Data -----------------------------------------------------------------------------------------------------------------------


def _row(spec: DatumSpec, project: Project) -> Iterator[Diagnostic]:
    """Whether it has a name, its own fields have names of their own, and its range two ends."""
    if spec.label is not None and not spec.label.strip():
        message, hint = "`label` is empty", "say what the row is called in the chart, or take `label` out: the fact has one"
        yield Diagnostic(Rule.VALUE_FITS_ITS_FIELD, message, spec.label.span, (hint,))
    for name in spec.also:
        if name in FIELDS:
            message = f"`{name}` is a field that every row has from its claim"
            yield Diagnostic(Rule.VALUE_FITS_ITS_FIELD, message, name.span, ("give it another name",))
    if spec.low is None or spec.high is None:
        return
    ends = [claims_of(name, project.facts) for name in (spec.low, spec.high)]
    for name, claims in zip((spec.low, spec.high), ends, strict=True):
        if len(claims) > 1:
            message = f"`{name}` means {len(claims)} claims, the end of a range is one"
            keys = project.facts[name.partition("/")[0]].keys
            hint = suggestion("", [f"{name.partition('/')[0]}/{key}" for key in keys], "name one of")
            yield Diagnostic(Rule.CITATION_NAMES_A_CLAIM, message, name.span, (hint,))
    if all(len(claims) == 1 for claims in ends):
        yield from _range(spec, *(claim for ((_, claim),) in ends))


def _range(spec: DatumSpec, low: Claim, high: Claim) -> Iterator[Diagnostic]:
    assert spec.high is not None, "a range has two ends"
    if type(low.typed) is not type(high.typed) or _unit(low) != _unit(high) or not _is_measured(low):
        message = f"no range lies between `{low.value}{_of(low)}` and `{high.value}{_of(high)}`"
        hint = "the ends of a range are two numbers of one unit, or two dates"
        yield Diagnostic(Rule.CHART_IS_OF_ONE_MEASURE, message, spec.high.span, (hint,))
    elif _order(low) > _order(high):
        message = f"the range begins with `{low.value}` and ends with `{high.value}`, which is less"
        yield Diagnostic(Rule.VALUE_FITS_ITS_FIELD, message, spec.high.span, ("exchange `low` and `high`",))


def _is_measured(claim: Claim) -> bool:
    value = value_of(claim)
    return not isinstance(value, str) or _is_date(value)


def _order(claim: Claim) -> tuple[float, str]:
    value = value_of(claim)
    return (0.0, value) if isinstance(value, str) else (float(value), "")


def _unit(claim: Claim) -> str:
    return canonical(str(claim.unit or "")) or str(claim.unit or "")


def _of(claim: Claim) -> str:
    return f" {claim.unit}" if claim.unit else ""


# Specification --------------------------------------------------------------------------------------------------------------


def _refused(block: ChartBlock) -> Iterator[Diagnostic]:
    """What the specification may not bring."""
    for path, node in values(block.spec.node):
        within = isinstance(node, Mapping) and not any(step in _REFUSED for step in path)  # once is enough
        for key, value in node.entries if isinstance(node, Mapping) and within else ():
            if key.text in _REFUSED and not (key.text == "values" and _key(path) in ("axis", "legend")):
                what, hint = _REFUSED[key.text]
                yield Diagnostic(Rule.CHART_DRAWS_FACTS, f"`{key.text}` {what}", key.span, (hint,))
            elif key.text == "$schema" and not (isinstance(value, Scalar) and _SCHEMA.fullmatch(value.text)):
                message = "`$schema` names another language than Vega-Lite"
                yield Diagnostic(Rule.CHART_DRAWS_FACTS, message, key.span, ("take it out: a chart is written in Vega-Lite 6",))


def _key(path: Path) -> str:
    """The last key on a way."""
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def _draws(view: Node, block: ChartBlock) -> Iterator[Diagnostic]:
    """Whether each view has a mark, or others in it."""
    if not isinstance(view, Mapping):
        return
    if not any(view.get(name) for name in _DRAWS):
        key = block.node.key("spec") if view is block.spec.node else None
        span = key.span if key is not None else view.entries[0][0].span if view.entries else view.span
        hint = "`mark` is what is drawn: bar, point, line, rule, area, text; other views stand under `layer`, `vconcat` and so on"
        what = "`spec`" if view is block.spec.node else "this view"
        yield Diagnostic(Rule.FIELD_IS_PRESENT, f"{what} lacks `mark`", span, (hint,))
    mark = view.get("mark")
    name = mark.get("type") if isinstance(mark, Mapping) else mark
    if isinstance(name, Scalar) and name.text not in MARKS:
        message = f"there is no mark `{short(name.text)}`"
        yield Diagnostic(Rule.VALUE_FITS_ITS_FIELD, message, name.span, (suggestion(name.text, MARKS, "the marks are"),))
    for part in PARTS:
        inner = view.get(part)
        for one in inner.items if isinstance(inner, Sequence) else ():
            yield from _draws(one, block)
    if (inside := view.get("spec")) is not None:
        yield from _draws(inside, block)


def _constants(block: ChartBlock, data: list[Datum], project: Project) -> Iterator[Diagnostic]:
    """What is drawn by itself: a `datum` is a value of the data; names of groups in scales and axes are names in the data."""
    fields = [datum.fields for datum in data]
    numbers = {0, *(one[name] for one in fields for name in OF_NUMBERS)}  # nought is where an axis begins
    words = {value for one in fields for value in one.values() if isinstance(value, str)} | _of_expressions(block)
    words |= {
        str(project.sources[claim.source].name) for one in data for _, claim in one.claims if claim.source in project.sources
    }
    for path, node in values(block.spec.node):
        key = _key(path)
        if key == "datum" and isinstance(node, Mapping) and (moment := _iso(node)) and not _begins(words, moment):
            yield _no_datum(node, moment)
        if not isinstance(node, Scalar) or key not in ("datum", "domain", "values") or "params" in path:
            continue
        value = scalar(node)
        named = isinstance(value, str) and (value in words or value.partition(", ")[0] in words)  # `the Gazette, citing ...`
        if isinstance(value, str) and not named and not (key != "datum" and _is_date(value)):
            yield _no_datum(node, value)
        elif key == "datum" and isinstance(value, int | float) and not isinstance(value, bool) and value not in numbers:
            yield _no_datum(node, node.text)


def _of_expressions(block: ChartBlock) -> set[str]:
    """The words that expressions of the specification make, and the names that its transforms give."""
    found: set[str] = set(FIELDS)
    for path, node in values(block.spec.node):
        if isinstance(node, Scalar) and _key(path) == "calculate":
            found |= {one for match in _QUOTED.findall(node.text) for one in match if one}
        elif isinstance(node, Scalar) and _key(path) == "as":
            found.add(node.text)
    return found


def _iso(moment: Mapping) -> str:
    """A date as Vega-Lite writes it in parts, in ISO 8601, as far as it is given in numbers."""
    parts = as_json(moment)
    given: list[str] = []
    for name, width in (("year", 4), ("month", 2), ("date", 2)):
        if not isinstance(parts.get(name), int):
            break
        given.append(f"{parts[name]:0{width}}")
    return "-".join(given)


def _begins(words: set[str], text: str) -> bool:
    return any(word.startswith(text) for word in words)


def _no_datum(node: Node, value: str) -> Diagnostic:
    hint = "draw a value of the data, or curate a fact that says it and add it to `data:`"
    return Diagnostic(Rule.CHART_DRAWS_FACTS, f"`{short(value)}` is no value of the data", node.span, (hint,))


def _is_date(text: str) -> bool:
    try:
        PartialDate.parse(text)
    except ValueError:
        return False
    return True
