"""Blocks that are more than prose: tables, figures, timelines, and the facts that they name."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.check.names import fact_named
from briefing.check.walk import named_facts
from briefing.diagnostics import Diagnostic, Rule
from briefing.model.brief import Project
from briefing.model.section import (
    Block,
    FigureBlock,
    QuoteBlock,
    TableBlock,
    TimelineBlock,
)
from briefing.model.values import Day
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
        case TimelineBlock() as timeline:
            yield from _timeline(timeline, project)
        case FigureBlock() as figure:
            yield from _figure(figure, project)
        case QuoteBlock() as quote:
            yield from _quote(quote, project)


def _table(table: TableBlock) -> Iterator[Diagnostic]:
    written = table.node.get("rows")
    for number, row in enumerate(table.rows):
        if len(row) != len(table.columns):
            yield Diagnostic(
                Rule.TABLE_IS_RECTANGULAR,
                f"row {number + 1} has {len(row)} cells, the table has {len(table.columns)} columns",
                written.items[number].span if isinstance(written, Sequence) else table.span,
                ('an empty cell is ""',),
            )


def _timeline(timeline: TimelineBlock, project: Project) -> Iterator[Diagnostic]:
    for event in timeline.events:
        if event.fact is None:
            continue
        name, slash, claim = event.fact.partition("/")
        fact = project.facts.get(name)
        claims = fact.named(claim if slash else None) if fact else ()
        dates = {one.typed for one in claims if isinstance(one.typed, Day)}
        if claims and len(dates) != 1:
            has = "no date" if not dates else f"{len(dates)} dates"
            hint = "name one claim with a date (`fact/claim`), or give `date` and cite the fact in the text"
            yield Diagnostic(Rule.TIMELINE_EVENT_HAS_A_DATE, f"`{event.fact}` has {has}", event.fact.span, (hint,))


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
