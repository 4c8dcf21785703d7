"""Where prose and the names of facts stand in a project."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.model import section as model
from briefing.model.base import Text
from briefing.model.brief import Project
from briefing.model.charts import ChartBlock
from briefing.model.markup import Prose, Target, target_of, targets


def block_prose(block: model.Block) -> Iterator[Prose]:
    """Every text of a block, headings included."""
    match block.content:
        case Prose() as heading:
            yield heading
        case model.ParagraphBlock(text=text):
            yield text
        case model.ListBlock(items=items):
            yield from items
        case model.TableBlock() as table:
            yield table.caption
            yield from (text for _, text in table.headings)
            yield from (cell for row in table.rows for cell in row if isinstance(cell, Prose))
            yield table.source
        case model.CalloutBlock() as callout:
            yield callout.title
            yield from callout.body
        case model.JudgmentBlock() as judgment:
            yield judgment.text
            yield judgment.basis
            yield from judgment.alternatives
            yield from judgment.indicators
        case model.TimelineBlock() as timeline:
            yield timeline.caption
            yield from (event.text for event in timeline.events if event.text is not None)
            if timeline.source is not None:
                yield timeline.source
        case model.FigureBlock() | ChartBlock() as figure:
            yield figure.caption
            yield figure.source


def section_prose(section: model.Section) -> Iterator[Prose]:
    """Every text of a section."""
    yield section.title
    for item in section.body:
        if isinstance(item, Prose):
            yield item
        else:
            yield from block_prose(item)


def annex_prose(project: Project) -> Iterator[Prose]:
    """Every text that the annexes print."""
    if project.manifest and project.manifest.source_summary:
        yield project.manifest.source_summary.text
    for source in project.sources.values():
        yield source.descriptor
    for fact in project.facts.values():
        if fact.resolution:
            yield fact.resolution.note
        if fact.caution:
            yield fact.caution


def named_facts(block: model.Block) -> Iterator[Text]:
    """Facts and claims that a block names outside of its prose."""
    match block.content:
        case tuple() as facts:
            yield from facts
        case model.TableBlock(rows=rows, facts=names):
            yield from names
            yield from (cell.fact for row in rows for cell in row if isinstance(cell, model.FactCell))
        case ChartBlock(names=names):
            yield from names
        case model.QuoteBlock(claim=claim):
            yield claim
        case model.JudgmentBlock(supports=supports):
            yield from supports
        case model.TimelineBlock(events=events, facts=names):
            yield from names
            yield from (event.fact for event in events if event.fact is not None)


def targets_of(item: model.Section | model.Block | Prose) -> Iterator[Target]:
    """Everything that a text, a block or a section cites or names."""
    match item:
        case Prose():
            yield from targets(item)
        case model.Block():
            for prose in block_prose(item):
                yield from targets(prose)
            yield from (target_of(name) for name in named_facts(item))
        case model.Section(title=title, body=body):
            yield from targets(title)
            for one in body:
                yield from targets_of(one)


def used_facts(project: Project) -> set[str]:
    """Ids of every fact that the text of the brief names."""
    return {target.fact for section in project.sections for target in targets_of(section)}
