"""Tables that are drawn from facts: a row for each claim, in the words of the brief's language."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.compose.claims import voice
from briefing.compose.notebook import Notebook, words
from briefing.compose.prose import inlines
from briefing.document import Column, Inlines, Table, Text, plain
from briefing.english.units import canonical
from briefing.model import section as model
from briefing.model.data import Datum, rows_of
from briefing.model.evidence import Claim
from briefing.model.tables import USUAL, fields_of, qualifier
from briefing.model.values import Day, Number, PartialDate, Words
from briefing.wording.words import NBSP


def of_facts(table: model.TableBlock, id: str, number: int, notebook: Notebook) -> Table:
    """A table of facts as a person wrote it. The cell of a value has the note of its claim; where none is, the last cell."""
    caption = inlines(table.caption, notebook)
    data = rows_of(table.facts, notebook.facts)
    fields = fields_of(table, notebook.facts)
    heads = dict(table.headings)
    units = [_unit(data) if field == "value" else "" for field in fields]
    for at, head in heads.items():
        units[at] = units[at] if _names(head.words, units[at]) else ""
    columns = []
    for at, field in enumerate(fields):
        heading = inlines(heads[at], notebook) if at in heads else _heading(field, units[at], notebook)
        columns.append(Column(heading, _align(table, at, field, data)))
    cited = fields.index("value") if "value" in fields else len(fields) - 1
    rows = []
    for one in data:
        cells = [_cell(field, one, unit, notebook) for field, unit in zip(fields, units, strict=True)]
        cells[cited] = (*cells[cited], notebook.cite_claims(one.claims, table.span))
        rows.append(tuple(cells))
    note = inlines(table.source, notebook)
    summary = str(table.summary) if table.summary else plain(caption)
    return Table(id, number, caption, tuple(columns), tuple(rows), note, summary, table.span)


def of_chart(id: str, figure: int, caption: Inlines, data: Sequence[Datum], notebook: Notebook) -> Table:
    """The data of a chart in words and figures. It has no notes: the chart cites them all, and here is who says each."""
    unit = _unit(data)
    columns = [Column(_heading(one, unit if one == "value" else "", notebook), _side(one, data)) for one in USUAL]
    rows = tuple(tuple(_cell(one, row, unit, notebook, is_placed=True) for one in USUAL) for row in data)
    text = plain(caption)
    return Table(id, 0, words(text), tuple(columns), rows, (), text, figure=figure)


def _align(table: model.TableBlock, at: int, field: str, data: Sequence[Datum]) -> model.Align:
    """As the column says; where it does not, figures of one unit stand under one another."""
    spec = table.columns[at] if table.columns else None
    if isinstance(spec, model.Column) and "align" in spec.model_fields_set:
        return spec.align
    return _side(field, data)


def _side(field: str, data: Sequence[Datum]) -> model.Align:
    kinds = {(type(claim.typed), _measure(claim)) for one in data for _, claim in one.claims}
    is_measured = len(kinds) == 1 and not kinds & {(Day, ""), (Words, "")} and not any(one.is_range for one in data)
    return "decimal" if field == "value" and is_measured else "left"


def _measure(claim: Claim) -> str:
    return canonical(str(claim.unit or "")) or str(claim.unit or "")


def _unit(data: Sequence[Datum]) -> str:
    """The unit that every number has, which its heading can tell once; none for percentages, sums of money, lengths of time."""
    claims = [claim for one in data for _, claim in one.claims]
    units = {claim.typed.unit for claim in claims if isinstance(claim.typed, Number)}
    return units.pop() if len(units) == 1 and all(isinstance(claim.typed, Number) for claim in claims) else ""


def _names(heading: str, unit: str) -> bool:
    """Whether a heading names a unit, so that the cells need not: `Hectares`, `Area (ha)`."""
    known = {unit.lower(), canonical(unit).lower()} - {""}
    named = re.findall(r"[^\W_]+[^\s()]*", heading)
    return bool(known & {form.lower() for word in named for form in (word, canonical(word))})


def _heading(field: str, unit: str, notebook: Notebook) -> Inlines:
    text = notebook.terms.wording.data.headings[field]
    return words(f"{text} ({unit})" if unit else text)


def _cell(field: str, datum: Datum, unit: str, notebook: Notebook, *, is_placed: bool = False) -> Inlines:
    """What a row prints in a column. With `is_placed` who says it is told with the place in the source."""
    said = notebook.terms.wording.data
    terms = notebook.terms
    match field:
        case "label":
            told = [datum.label]
        case "value":
            values = (terms.value(claim).removesuffix(NBSP + unit if unit else "") for _, claim in datum.claims)
            told = [f" {said.to} ".join(values)]
        case "who":
            told = [voice(*one, terms, notebook.anchors, is_placed=is_placed) for one in datum.claims]
        case "status":
            told = [said.statuses[claim.status] for _, claim in datum.claims]
        case _:
            found = [qualifier(claim, field) for _, claim in datum.claims]
            told = [terms.date(one) if isinstance(one, PartialDate) else one for one in found]
    text = "; ".join(dict.fromkeys(one or said.not_given.replace(" ", NBSP) for one in told))
    return (Text(text, datum.name.span),)
