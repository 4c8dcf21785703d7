"""The units that the titles of axes and legends, and the headings of columns, name: those of what is drawn there.

A title has no figure, so that it is not read as other words are. It names a unit where a part of it begins with one: `Tonnes`,
`Tonnes seized`, `Fish landed, in thousands of tonnes`, `Aid (US$ million)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from briefing.check.views import View, text
from briefing.diagnostics import Diagnostic, Rule
from briefing.diagnostics.words import listing, short
from briefing.english.quantities import quantities
from briefing.english.units import canonical, stem
from briefing.model.charts import values
from briefing.model.data import OF_NUMBERS, Datum, rows_of
from briefing.model.evidence import Fact
from briefing.model.section import FactCell, TableBlock
from briefing.model.tables import fields_of
from briefing.model.values import Number
from briefing.source import Mapping as MappingNode
from briefing.source import Node, Scalar, Sequence, Span

_PART = re.compile(r"(?:[^\s(),:;–—|]|\s(?!(?:in|and|or)\s))+")
"""A part of a title: up to a mark, or to `in`, `and` or `or`."""
_LEAD = re.compile(r"\s*(?:(?:in|and|or)\s+)?(?:(?:total\s+)?(?:number|amount|quantity)\s+of\s+)?", re.IGNORECASE)
_MANY = re.compile(r"\b(thousand|million|billion)s?(?:\s+of)?\b", re.IGNORECASE)
_POWERS = {"thousand": 3, "million": 6, "billion": 9}
_DIVIDED = re.compile(r"/\s*(?:1e\+?(\d+)|1(0+))(?![\d.e])")
_IN_SHORT = re.compile(r"(?:\b|[$€£])(?:k|m|mn|bn|tn|K|M|B|T)\b|\b000s?\b")
_VALUE = re.compile(r"\s*datum(?:\.\w+|\[\s*['\"]\w+['\"]\s*\])\s*/[^/'\"]+")
"""A field, divided and nothing else."""
_PRICE = re.compile(r"(?:[A-Z.]{0,4}[$€£¥]|[A-Z]{3}\b)")
_ENDS = re.compile(r"\s*(?:$|/|(?:of|per|a|an|by|from|for|to|at|each)\b)")
_PLURAL = re.compile(r".{3,}s$|feet$", re.IGNORECASE)
_UNSURE = frozenset({"min", "in"})
"""What is a unit, and as often the least, or a word."""
_SYMBOL = 2
"""Letters of a unit that is only one if it is written just so: `t`, `ha`."""
_PER_CENT = frozenset({"%", "percent", "per cent", "pct"})
_WORD = re.compile(r"[^\W\d_]+")
_OTHERS = {
    "USD": frozenset({"CAD", "AUD", "NZD", "HKD", "SGD"}),
    "lb": frozenset({"GBP"}),
}
"""What a word may name besides: dollars of any country, pounds of money."""


def titles(seen: list[View], spec: Node) -> Iterator[Diagnostic]:
    """Every title of a scale of numbers, each once. `spec` is the whole specification, whose transforms make fields."""
    told: set[Span | None] = set()  # layers have channels in common
    divided = _divided(spec)
    for view in seen:
        for channel in view.encoding.values():
            name = text(channel.get("field"))
            if not view.is_told or text(channel.get("type")) != "quantitative":
                continue
            for title in _titles(channel):
                found = list(_title(title, "title", name, view.rows)) if name in OF_NUMBERS else []
                found += _many(title, channel, divided.get(name, 0)) if name in (*OF_NUMBERS, *divided) else []
                for one in found[:1]:
                    if one.span not in told:
                        told.add(one.span)
                        yield one


def _divided(spec: Node) -> dict[str, int]:
    """The fields that are values divided by a power of ten, with that power."""
    found = {}
    for _, node in values(spec):
        if isinstance(node, MappingNode) and _VALUE.fullmatch(written := text(node.get("calculate"))):
            found[text(node.get("as"))] = _power(written)
    return found


def _power(expression: str) -> int:
    """The power of ten that an expression divides by."""
    found = _DIVIDED.search(expression)
    return (int(found[1]) if found[1] else len(found[2])) if found else 0


def _many(title: Scalar, channel: MappingNode, power: int) -> Iterator[Diagnostic]:
    """Whether a title that says `million` stands over what is labelled in millions."""
    axis = channel.get("axis")
    written = text(axis.get("labelExpr")) if isinstance(axis, MappingNode) else ""
    if written and not _VALUE.fullmatch(written):
        return  # what words it adds is not read
    power += _power(written)
    found = _MANY.search(title.text)
    if (_POWERS[found[1].lower()] if found else 0) == power or (not found and _IN_SHORT.search(title.text)):
        return
    start, end = found.span() if found else (0, len(title.text))
    said = f"says `{found[1]}`" if found else "names no thousands or millions"
    message = f"the title {said}, and what is drawn is labelled in {f'values divided by 1e{power}' if power else 'whole values'}"
    hint = "let the title and the labels agree: `labelExpr: datum.value / 1e6` under `Million tonnes`, no more under `Tonnes`"
    yield Diagnostic(Rule.NUMBER_IS_CARRIED, message, title.span_of(start, end), (hint,))


def headings(table: TableBlock, facts: Mapping[str, Fact]) -> Iterator[Diagnostic]:
    """Every heading of a column that prints values of claims."""
    for number, heading in table.headings:
        cells = [row[number] for row in table.rows if number < len(row)]
        names = [cell.fact for cell in cells if isinstance(cell, FactCell)]
        if table.facts and fields_of(table, facts)[number] == "value":
            names = [*table.facts]
        rows = tuple(rows_of(names, facts))
        if (found := _MANY.search(heading)) and any(isinstance(claim.typed, Number) for row in rows for _, claim in row.claims):
            message = f"the heading says `{found[1]}`, and the values below are printed as their claims have them"
            hint = "name the unit alone: the values are printed whole"
            yield Diagnostic(Rule.NUMBER_IS_CARRIED, message, heading.span_of(*found.span()), (hint,))
            continue
        yield from _title(heading.node, "heading", "value", rows)


def _titles(channel: MappingNode) -> Iterator[Scalar]:
    for holder in (channel, channel.get("axis"), channel.get("legend")):
        title: Node | None = holder.get("title") if isinstance(holder, MappingNode) else None
        yield from (one for one in (title.items if isinstance(title, Sequence) else [title]) if isinstance(one, Scalar))


def _title(title: Scalar, what: str, field: str, rows: tuple[Datum, ...]) -> Iterator[Diagnostic]:
    """Whether a title that names units names those of every row that is drawn."""
    named = _named(title.text)
    if not named:
        return
    is_bracketed = any(title.text[:start].count("(") > title.text[:start].count(")") for _, start, _ in named)
    words = frozenset[str]() if is_bracketed else frozenset(map(stem, _WORD.findall(title.text)))
    units = {unit for unit, _, _ in named}
    meant = units.union(*(_OTHERS.get(unit, ()) for unit in units))
    for row in rows:
        unit = _unit(row)
        if not isinstance(row.fields[field], int | float) or unit is None or unit in meant:
            continue
        if words.isdisjoint(map(stem, _WORD.findall(row.unit))):
            _, start, end = named[0]
            message = f"the {what} says `{short(title.text[start:end])}`, `{row.name}` is measured in `{row.unit}`"
            hint = f"name the unit of what is drawn, or draw what is measured in {listing(sorted(units))}"
            yield Diagnostic(Rule.NUMBER_IS_CARRIED, message, title.span_of(start, end), (hint,))
            return


def _unit(row: Datum) -> str | None:
    """The unit of a row as `_named` has it, a free noun as it is written; None where there is none, or it is not understood."""
    unit = row.unit.strip()
    if unit.lower() in _PER_CENT:
        return "%"
    known = canonical(unit)
    return known or (unit if re.fullmatch(r"[^\W\d_]+(?:[\s-][^\W\d_]+)*", unit) else None)


@cache
def _named(title: str) -> tuple[tuple[str, int, int], ...]:
    """The units that a title names, each with its place."""
    found = []
    for part in _PART.finditer(title):
        lead = _LEAD.match(part[0])
        start = part.start() + (lead.end() if lead else 0)
        if unit := _read(title[start : part.end()].rstrip()):
            found.append((unit[0], start, start + unit[1]))
    return tuple(found)


def _read(part: str) -> tuple[str, int] | None:
    """The unit that a part of a title begins with, and the length of it."""
    plain = _MANY.sub(r"\1", part)
    price = _PRICE.match(plain)
    counted = f"{price[0]} 2{plain[price.end() :]}" if price else f"2 {plain}"
    one = next(iter(quantities(counted)), None)
    if one is None or one.start != 0 or not (one.unit or one.kind == "percent") or one.unit in ("vague", "fraction"):
        return None
    rest = counted[one.end :]
    written = part[: len(part) - len(rest)]
    is_plural = _PLURAL.fullmatch(written) is not None
    if written.lower() in _UNSURE or not (is_plural or _ENDS.match(rest)):
        return None
    if one.kind == "duration" and not is_plural and len(written) > 1:
        return None  # `Month of the count`
    if len(written) <= _SYMBOL and written.isalpha() and one.unit not in (written, "hour"):
        return None
    return one.unit or "%", len(written)
