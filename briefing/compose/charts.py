"""Charts: what is drawn of which data, as Vega-Lite with its data inside; and the data in words, for an annex."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from typing import Any

from briefing.compose.claims import voice
from briefing.compose.notebook import Notebook, words
from briefing.compose.prose import inlines
from briefing.compose.tables import of_chart
from briefing.document import Chart, Inlines, Section, Table
from briefing.model.charts import ChartBlock
from briefing.model.data import Datum, rows
from briefing.model.markup import Citation, Words, target_of

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
_WORD = re.compile(r"\w")


def chart(block: ChartBlock, id: str, number: int, disputed: Collection[str], notebook: Notebook) -> tuple[Chart, Table]:
    """A chart, and the table of its data. Its note cites every claim that is drawn; `disputed` are ids of facts."""
    caption = inlines(block.caption, notebook)
    data = rows(block.data, notebook.facts)
    note = _note(block, notebook)
    table = of_chart(f"{id}-data", number, caption, data, notebook)
    return Chart(id, number, caption, str(block.alt), spec(block, data, disputed, notebook), note, table.id, block.span), table


def _note(block: ChartBlock, notebook: Notebook) -> Inlines:
    """The source note, with one call for all that is drawn: that of a citation at its end, or one of its own."""
    drawn = tuple(target_of(str(name)) for name in block.names)
    marks = [mark for mark in block.source.content.marks if not (isinstance(mark, Words) and not _WORD.search(mark.text))]
    if marks and isinstance(marks[-1], Citation):
        return inlines(block.source, notebook, drawn)
    return (*inlines(block.source, notebook), notebook.cite(drawn, block.source.span))


def spec(block: ChartBlock, data: Sequence[Datum], disputed: Collection[str], notebook: Notebook) -> str:
    """The specification as JSON, keys sorted, with every row of the data."""
    made = {**block.spec.json, "$schema": SCHEMA, "data": {"values": [_row(one, disputed, notebook) for one in data]}}
    return json.dumps(made, sort_keys=True, ensure_ascii=False)


def _row(datum: Datum, disputed: Collection[str], notebook: Notebook) -> dict[str, Any]:
    """A row with all of its fields, by the names of `model.data.FIELDS`."""
    terms = notebook.terms
    value = f" {terms.wording.data.to} ".join(terms.value(claim) for _, claim in datum.claims)
    said = [voice(*one, terms, notebook.anchors, is_placed=False) for one in datum.claims]
    return {
        **datum.fields,
        "words": value,
        "who": "; ".join(dict.fromkeys(said)),
        "disputed": any(str(fact.id) in disputed for fact, _ in datum.claims),
    }


def annex(tables: Sequence[Table], notebook: Notebook) -> Section:
    """The annex of the data of all charts."""
    return Section("figure-data", words(notebook.terms.wording.data.title), "annex", tuple(tables))
