"""What a chart would make up: sums and means, numbers and clocks in its expressions, shares of a hundred that are none.

Put together and divided by powers of ten (`datum.value / 1e6`) a value is still the one that a source gives; what else is
computed of values, no source says.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from briefing.check.lettering import is_written
from briefing.check.views import View
from briefing.diagnostics import Diagnostic, Rule
from briefing.diagnostics.words import series, short
from briefing.model.charts import ChartBlock, Path, scalar, values
from briefing.model.data import FIELDS, OF_NUMBERS, Datum
from briefing.source import Mapping, Node, Scalar

_PICKS = frozenset(
    {"count", "distinct", "valid", "missing", "min", "max", "argmin", "argmax", "values"}
    | {"row_number", "rank", "dense_rank", "first_value", "last_value", "nth_value", "lag", "lead"}
)
"""What picks or counts rows; everything else computes."""
_MODELS = frozenset({"regression", "loess", "density", "quantile", "sample"})
_ENDS = frozenset({"x2", "y2", "xError", "yError"})
_EXPRESSIONS = frozenset({"calculate", "filter", "test", "labelExpr", "expr", "signal", "update"})
_CHANCE = re.compile(r"\b(?:now|random|sample\w+|timezoneoffset|timezoneOffset)\s*\(|\b(?:datetime|utc)\s*\(\s*\)")
_WORDS = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")
_NUMBER = re.compile(r"(?<![\w.$])(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?!\w)")
_COMPARED = re.compile(r"[<>=!]=?\s*-?$")
_CUTS = re.compile(r"\b(?:slice|substring|truncate|pad|split)\s*\([^()]*(?:\([^()]*\)[^()]*)*$")
"""Before numbers that count letters."""
_INDEX = re.compile(r"[\w)\]]\s*\[\s*$")
_DIVIDES = re.compile(r"/\s*$")
_OPERATORS = re.compile(r"\*|%|(?<=[\w)\]])\s*-|/(?!\s*[\d.])")
_SHARE = re.compile(r"(?:.?[<>=^])?[+\-( ]?[$#]?0?\d*,?(?:\.\d+)?~?[%p]")
"""A number format of D3 that multiplies by a hundred."""
_SAYS = "draw the rows as they are, or curate a fact that says it"


def computing(block: ChartBlock, data: list[Datum], seen: list[View]) -> Iterator[Diagnostic]:
    """Everything in a specification that computes."""
    own = {abs(value) for one in data for name in OF_NUMBERS if isinstance(value := one.fields[name], int | float)}
    units = list(dict.fromkeys(one.unit for one in data))
    for path, node in values(block.spec.node):
        if isinstance(node, Scalar):
            yield from _scalar(path, node, own, units, block)
        elif isinstance(node, Mapping):
            yield from _mapping(path, node)
    for view in seen:
        if view.mark == "boxplot" or (view.mark in ("errorbar", "errorband") and not _ENDS & view.encoding.keys()):
            yield _computes(_place(view.node, "mark"), view.mark, "draw a range between two claims: `low`, `high`")


def _computes(node: Node, what: str, hint: str = _SAYS) -> Diagnostic:
    return Diagnostic(Rule.CHART_DRAWS_FACTS, f"`{short(what)}` computes what no source says", node.span, (hint,))


def _place(node: Mapping, key: str) -> Node:
    return node.key(key) or node


def _mapping(path: Path, node: Mapping) -> Iterator[Diagnostic]:
    for name in _MODELS & {key.text for key, _ in node.entries}:
        if "transform" in path:
            yield _computes(_place(node, name), name)
    if path[-1:] == ("datum",) and (node.get("expr") or node.get("signal")) is not None:
        message, hint = "a `datum` that is computed is no value of the data", "write a value of the data, or draw its field"
        yield Diagnostic(Rule.CHART_DRAWS_FACTS, message, node.span, (hint,))


def _scalar(path: Path, node: Scalar, own: Collection[float], units: Collection[str], block: ChartBlock) -> Iterator[Diagnostic]:
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    if (key == "aggregate" or (key == "op" and "transform" in path)) and node.text not in _PICKS:
        yield _computes(node, node.text)
    elif key in ("stack", "offset") and node.text == "normalize":
        yield _computes(node, node.text, "a share is drawn where a source says it: draw the values, or curate the shares")
    elif key == "as" and node.text in FIELDS:
        message, hint = f"`{node.text}` is a field that every row has from its claim", "give what is made another name"
        yield Diagnostic(Rule.CHART_DRAWS_FACTS, message, node.span, (hint,))
    elif key == "format":
        yield from _format(node, units)
    elif key in _EXPRESSIONS:
        yield from _expression(path, node, own)
    elif key == "value" and "params" in path and any(_is_drawn(way) for way, _ in values(block.spec.node)):
        yield from _constant(node, own)


def _constant(node: Scalar, own: Collection[float]) -> Iterator[Diagnostic]:
    """A parameter that an expression can draw."""
    value = scalar(node)
    if isinstance(value, int | float) and abs(value) not in {0, 1, *own}:
        yield Diagnostic(Rule.CHART_DRAWS_FACTS, f"`{short(node.text)}` is no value of the data", node.span, (_SAYS,))


def _format(node: Scalar, units: Collection[str]) -> Iterator[Diagnostic]:
    if _SHARE.fullmatch(node.text):
        yield _hundredfold(node, node.text)
    elif "$" in node.text and (others := [unit for unit in units if unit != "USD"]):
        message = (
            f"`$` is printed as it is, and the data are in {series(f'`{one}`' for one in others) if any(others) else 'no money'}"
        )
        hint = "take it out of the format, and name the money in the title"
        yield Diagnostic(Rule.CHART_DRAWS_FACTS, message, node.span, (hint,))


def _hundredfold(node: Node, written: str) -> Diagnostic:
    message = f"the format `{short(written)}` multiplies by a hundred: 41 would be printed as 4100%"
    hint = "a share is 41 in the data: write `labelExpr: datum.label + '%'`, or say `Per cent` in the title"
    return Diagnostic(Rule.CHART_DRAWS_FACTS, message, node.span, (hint,))


def _expression(path: Path, node: Scalar, own: Collection[float]) -> Iterator[Diagnostic]:
    bare = _WORDS.sub(lambda match: "'" * len(match[0]), node.text)
    if chance := _CHANCE.search(bare):
        message = f"`{chance[0].rstrip('( )')}` is another each time that the chart is drawn"
        yield Diagnostic(Rule.CHART_DRAWS_FACTS, message, node.span_of(*chance.span()), ("draw what the data say",))
    for words in _WORDS.finditer(node.text):
        if _SHARE.fullmatch(words[0][1:-1]) and re.search(r"[fF]ormat\([^()]*,\s*$", node.text[: words.start()]):
            yield _hundredfold(node, words[0][1:-1])
    if not _is_drawn(path):
        return
    if (computed := _OPERATORS.search(bare)) or ("+" in bare and "'" not in bare):
        at = computed.span() if computed else (bare.index("+"), bare.index("+") + 1)
        message = f"`{bare[at[0] : at[1]].strip()}` computes what no source says"
        yield Diagnostic(Rule.CHART_DRAWS_FACTS, message, node.span_of(*at), (_SAYS,))
        return
    for number in _NUMBER.finditer(bare):
        if not _is_allowed(number, bare, own):
            message = f"`{number[0]}` in what is drawn is no value of the data"
            yield Diagnostic(Rule.CHART_DRAWS_FACTS, message, node.span_of(*number.span()), (_SAYS,))


def _is_drawn(path: Path) -> bool:
    """Whether what an expression gives is drawn as a value or written, and not only a size, a place or a test."""
    keys = [step for step in path if isinstance(step, str)] or [""]
    if keys[-1] in ("calculate", "labelExpr"):
        return True
    return keys[-1] in ("expr", "signal") and is_written(path[:-1])


def _is_allowed(number: re.Match[str], text: str, own: Collection[float]) -> bool:
    before, after, value = text[: number.start()], text[number.end() :], float(number[0])
    if _DIVIDES.search(before):
        return value > 0 and f"{value:e}".startswith("1.000000e")
    is_told = value in (0, 1) or value in own or bool(_COMPARED.search(before)) or bool(re.match(r"\s*[<>=!]=?", after))
    return is_told or bool(_CUTS.search(before)) or (bool(_INDEX.search(before)) and after.lstrip().startswith("]"))
