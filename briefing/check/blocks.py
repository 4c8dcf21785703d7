"""Blocks that are more than prose: tables, figures, timelines, and the facts that they name."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.check.charts import chart
from briefing.check.names import fact_named
from briefing.check.titles import headings
from briefing.check.walk import named_facts
from briefing.diagnostics import Diagnostic, Rule
from briefing.diagnostics.words import EMPTY_CELL, plural, short, suggestion
from briefing.model.brief import Project
from briefing.model.charts import ChartBlock
from briefing.model.data import claims_of
from briefing.model.markup import Prose
from briefing.model.section import (
    Block,
    FigureBlock,
    QuoteBlock,
    TableBlock,
    TimelineBlock,
)
from briefing.model.tables import COLUMNS
from briefing.model.timelines import days_of
from briefing.source import Sequence


def blocks(project: Project) -> Iterator[Diagnostic]:
    """Every block of every section."""
    for section in project.sections:
        for block in section.body:
            if isinstance(block, Block):
                for name in named_facts(block):
                    yield from fact_named(project, name, name.span)
                yield from _block(block, project)


def _block(block: Block, project: Project) -> Iterator[Diagnostic]:
    match block.content:
        case TableBlock() as table:
            yield from _table(table)
            yield from _columns(table)
            if project.is_english:
                yield from headings(table, project.facts)
        case TimelineBlock() as timeline:
            yield from _timeline(timeline, project)
        case FigureBlock() as figure:
            yield from _figure(figure, project)
        case ChartBlock() as one:
            yield from chart(one, project)
        case QuoteBlock() as quote:
            yield from _quote(quote, project)


def _table(table: TableBlock) -> Iterator[Diagnostic]:
    written = table.node.get("rows")
    for number, row in enumerate(table.rows):
        if len(row) != len(table.columns):
            yield Diagnostic(
                Rule.TABLE_IS_RECTANGULAR,
                f"row {number + 1} has {plural(len(row), 'cell')}, the table has {plural(len(table.columns), 'column')}",
                written.items[number].span if isinstance(written, Sequence) else table.span,
                (EMPTY_CELL,),
            )


def _columns(table: TableBlock) -> Iterator[Diagnostic]:
    """Whether the columns of a table of facts are fields of claims, and those of a table of rows are none."""
    for spec in table.columns:
        if isinstance(spec, Prose):
            if table.facts and spec not in COLUMNS:
                message = f"`{short(spec)}` is no field that a table of facts can print"
                hint = suggestion(spec, COLUMNS, "its columns are")
                yield Diagnostic(
                    Rule.VALUE_FITS_ITS_FIELD, message, spec.span, (hint, "with a heading: `{field: value, text: ...}`")
                )
        elif table.facts and spec.field is None:
            message, hint = "a column of a table of facts has a `field`", suggestion("", COLUMNS, "its columns are")
            yield Diagnostic(Rule.VALUE_FITS_ITS_FIELD, message, spec.span, (hint,))
        elif table.rows and spec.field is not None:
            message = "a column of `rows` has no `field`: its cells are written out"
            hint = "give `facts` in place of `rows`, or the heading alone"
            yield Diagnostic(Rule.VALUE_FITS_ITS_FIELD, message, spec.span_of("field"), (hint,))


def _timeline(timeline: TimelineBlock, project: Project) -> Iterator[Diagnostic]:
    for name in (*(event.fact for event in timeline.events if event.fact is not None), *timeline.facts):
        dates = days_of(name, project.facts)
        if claims_of(name, project.facts) and len(dates) != 1:
            has = "no date" if not dates else f"{len(dates)} dates"
            hint = "name one claim with a date (`fact/claim`), or give `date` and cite the fact in the text"
            yield Diagnostic(Rule.TIMELINE_EVENT_HAS_A_DATE, f"`{name}` has {has}", name.span, (hint,))


def _figure(figure: FigureBlock, project: Project) -> Iterator[Diagnostic]:
    problem = project.pictures.get(figure.image, "could not be read")
    if problem:
        hint = "give the path of a PNG or JPEG file inside the workspace, relative to brief.yaml"
        yield Diagnostic(Rule.FIGURE_IS_IN_THE_WORKSPACE, f"the picture `{figure.image}` {problem}", figure.image.span, (hint,))


def _quote(quote: QuoteBlock, project: Project) -> Iterator[Diagnostic]:
    name, slash, claim = quote.claim.partition("/")
    fact = project.facts.get(name)
    claims = fact.named(claim if slash else None) if fact else ()
    if len(claims) > 1:
        known = ", ".join(f"`{name}/{key}`" for key in fact.keys) if fact else ""
        message = f"`{quote.claim}` has {len(claims)} quotations, a quotation block prints one"
        yield Diagnostic(Rule.CITATION_NAMES_A_CLAIM, message, quote.claim.span, (f"name one of {known}",))
