"""Every text of the brief that a person wrote or chose, in reading order, each by the name that drafts give it.

What an editor says of a text, or makes of it, comes back under that name; the address leads from there to the value in its file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Sequence as Several

from msgspec import Struct

from briefing.model import section as model
from briefing.model.base import Record, Text
from briefing.model.brief import Manifest, Project
from briefing.model.charts import ChartBlock
from briefing.model.data import claims_of
from briefing.model.evidence import Fact
from briefing.model.markup import Prose
from briefing.model.tables import fields_of
from briefing.model.timelines import in_order_of_time
from briefing.source import Mapping as MappingNode
from briefing.source import Scalar, Sequence

Address = tuple[str | int, ...]
"""Keys and numbers (from 0) that lead from the top of a file to a value in it."""

TITLE_BLOCK, SUMMARY = "brief", "source-summary"
"""The ids of the title block and of the source summary."""


class PlacedText(Struct, frozen=True):
    """A text that drafts draw."""

    block: str
    """The id of its block, of its section for a section's title, or of a part of the brief."""
    part: str
    """Which of the block's texts: empty for the only one, else `caption`, `item-2`, `cell-2-3` and so on."""
    text: Text | None
    """The value as the file has it; None where the program draws the text from evidence, or from a word of its own."""
    node: Scalar
    """What stands at the address: the text, or the name that the program draws it by."""
    address: Address
    names: tuple[Text, ...] = ()
    """Facts and claims that it is drawn from, or that its notes cite without the text citing them."""


def block_id(section: model.Section, number: int | None = None) -> str:
    """The id of a section, or of the block that is item `number` (from 1) of its body."""
    id = section.id.replace("_", "-")
    return id if number is None else f"{id}-{number}"


def texts_of(section: model.Section, facts: Mapping[str, Fact]) -> Iterator[PlacedText]:
    """Every text of a section. The facts are asked for the days by which the events of timelines are ordered.

    A block keeps its number where another one before it could not be read.
    """
    yield _placed(block_id(section), "", section.title, ("title",))
    for at, item in items_of(section):
        yield from _of_item(item, block_id(section, at + 1), ("body", at), facts)


def items_of(section: model.Section) -> Iterator[tuple[int, Prose | model.Block]]:
    """The items of a section's body that could be read, each with its number (from 0) in the file."""
    written = section.node.get("body")
    assert isinstance(written, Sequence), "a section that was read has a body"
    items = list(section.body)
    for at, node in enumerate(written):
        if items and items[0].node is node:
            yield at, items.pop(0)


def texts_of_brief(manifest: Manifest) -> Iterator[PlacedText]:
    """The texts of the title block, and the source summary."""
    for part, text in (("title", manifest.title), ("subtitle", manifest.subtitle), ("abstract", manifest.abstract)):
        if text is not None:
            yield _placed(TITLE_BLOCK, part, text, (part,))
    if manifest.source_summary:
        yield _placed(SUMMARY, "", manifest.source_summary.text, ("source_summary", "text"))


def in_reading_order(sections: Iterable[model.Section]) -> list[model.Section]:
    """Key points come first, whatever their place in the manifest."""
    return sorted(sections, key=lambda section: section.role != "key-points")


def texts_of_project(project: Project) -> Iterator[PlacedText]:
    """Every text of the brief. What the annexes draw from sources and facts is none of them, but the source summary is."""
    front = list(texts_of_brief(project.manifest)) if project.manifest else []
    yield from (one for one in front if one.block == TITLE_BLOCK)
    for section in in_reading_order(project.sections):
        yield from texts_of(section, project.facts)
    yield from (one for one in front if one.block == SUMMARY)


def _placed(block: str, part: str, text: Text, address: Address, *names: Text) -> PlacedText:
    return PlacedText(block, part, text, text.node, address, names)


def _drawn(block: str, part: str, name: Text, address: Address) -> PlacedText:
    """A text that is drawn from the fact or the claim of that name."""
    return PlacedText(block, part, None, name.node, address, (name,))


def _of_item(item: Prose | model.Block, id: str, at: Address, facts: Mapping[str, Fact]) -> Iterator[PlacedText]:
    if isinstance(item, Prose):
        yield _placed(id, "", item, at)
        return
    match item.content:
        case Prose() as heading:
            yield _placed(id, "", heading, (*at, "heading"))
        case model.ParagraphBlock(text=text):
            yield _placed(id, "", text, (*at, "paragraph", *_long_form(item, "paragraph", "text")))
        case model.ListBlock(items=items):
            yield from _numbered(id, "item", items, (*at, "list", *_long_form(item, "list", "items")))
        case tuple() as names:
            for number, name in enumerate(names):
                yield _drawn(id, f"item-{number + 1}", name, (*at, "facts", number))
        case model.TableBlock() as table:
            yield from _of_table(table, id, (*at, "table"), facts)
        case model.QuoteBlock() as quote:
            yield from _of_quote(quote, id, (*at, "quote"))
        case model.CalloutBlock() as callout:
            yield _placed(id, "title", callout.title, (*at, "callout", "title"))
            yield from _numbered(id, "body", callout.body, (*at, "callout", "body"))
        case model.JudgmentBlock() as judgment:
            yield from _of_judgment(judgment, id, (*at, "judgment"))
        case model.TimelineBlock() as timeline:
            yield from _of_timeline(timeline, id, (*at, "timeline"), facts)
        case model.FigureBlock() | ChartBlock() as figure:
            yield from _of_figure(figure, id, at)


def _long_form(record: Record, key: str, inside: str) -> Address:
    """The key inside of a value that may stand for itself, where it is written out."""
    return (inside,) if isinstance(record.node.get(key), MappingNode) else ()


def _numbered(id: str, part: str, texts: Iterable[Text], at: Address) -> Iterator[PlacedText]:
    for number, text in enumerate(texts):
        yield _placed(id, f"{part}-{number + 1}", text, (*at, number))


def _of_table(table: model.TableBlock, id: str, at: Address, facts: Mapping[str, Fact]) -> Iterator[PlacedText]:
    yield _placed(id, "caption", table.caption, (*at, "caption"))
    for number, text in table.headings:
        inside = () if isinstance(table.columns[number], Prose) else ("text",)
        yield _placed(id, f"header-{number + 1}", text, (*at, "columns", number, *inside))
    for row, cells in enumerate(table.rows):
        for column, cell in enumerate(cells):
            part, address = f"cell-{row + 1}-{column + 1}", (*at, "rows", row, column)
            if isinstance(cell, Prose):
                yield _placed(id, part, cell, address)
            else:
                yield _drawn(id, part, cell.fact, (*address, "fact"))
    drawn = [(number, name) for number, name in enumerate(table.facts) for _ in claims_of(name, facts)]
    for row, (number, name) in enumerate(drawn, 1):
        for column in range(1, len(fields_of(table, facts)) + 1):
            yield _drawn(id, f"cell-{row}-{column}", name, (*at, "facts", number))
    yield _placed(id, "note", table.source, (*at, "source"))


def _of_figure(figure: model.FigureBlock | ChartBlock, id: str, at: Address) -> Iterator[PlacedText]:
    key, names = ("chart", figure.names) if isinstance(figure, ChartBlock) else ("figure", ())
    yield _placed(id, "caption", figure.caption, (*at, key, "caption"))
    yield _placed(id, "note", figure.source, (*at, key, "source"), *names)


def _of_quote(quote: model.QuoteBlock, id: str, at: Address) -> Iterator[PlacedText]:
    yield _drawn(id, "text", quote.claim, (*at, "claim"))
    if quote.lead is not None:
        yield _placed(id, "attribution", quote.lead, (*at, "lead"), quote.claim)
    else:
        yield _drawn(id, "attribution", quote.claim, (*at, "claim"))


def _of_judgment(judgment: model.JudgmentBlock, id: str, at: Address) -> Iterator[PlacedText]:
    """What a judgment states, and its details: confidence, basis, alternatives, indicators."""
    yield _placed(id, "statement", judgment.text, (*at, "text"), *judgment.supports)
    confidence = judgment.node.get("confidence")
    assert isinstance(confidence, Scalar), "a judgment that was read has a word for its confidence"
    yield PlacedText(id, "detail-1-1", None, confidence, (*at, "confidence"))
    yield _placed(id, "detail-2-1", judgment.basis, (*at, "basis"))
    yield from _several(judgment, "alternatives", judgment.alternatives, (id, "detail-3"), at)
    yield from _several(judgment, "indicators", judgment.indicators, (id, "detail-4"), at)


def _several(record: Record, key: str, texts: Several[Text], place: tuple[str, str], at: Address) -> Iterator[PlacedText]:
    """Texts that are a list in the file, or the one that may stand for a list."""
    if isinstance(record.node.get(key), Sequence):
        yield from _numbered(*place, texts, (*at, key))
    else:
        yield _placed(place[0], f"{place[1]}-1", texts[0], (*at, key))


def _of_timeline(timeline: model.TimelineBlock, id: str, at: Address, facts: Mapping[str, Fact]) -> Iterator[PlacedText]:
    yield _placed(id, "caption", timeline.caption, (*at, "caption"))
    for number, event in enumerate(in_order_of_time(timeline, facts), 1):
        place, address = f"event-{number}", (*at, *event.address)
        if event.text is not None:
            names = (event.fact,) if event.fact is not None else ()
            yield _placed(id, place, event.text, (*address, "text"), *names)
        elif event.fact is not None:
            yield _drawn(id, place, event.fact, address if event.address[0] == "facts" else (*address, "fact"))
    if timeline.source is not None:
        yield _placed(id, "note", timeline.source, (*at, "source"))
