"""Blocks of a section to blocks of the document, one function a kind."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import count

from msgspec import Struct
from msgspec.structs import replace

from briefing.compose.charts import chart
from briefing.compose.notebook import Notebook, words
from briefing.compose.prose import inlines
from briefing.compose.tables import of_facts
from briefing.document import (
    Block,
    Callout,
    Chart,
    Column,
    Detail,
    Emphasis,
    Event,
    Figure,
    Heading,
    Inline,
    Inlines,
    ItemList,
    Judgment,
    Paragraph,
    Quotation,
    Strong,
    Table,
    Text,
    Timeline,
    plain,
)
from briefing.model import section as model
from briefing.model.charts import ChartBlock
from briefing.model.evidence import Claim
from briefing.model.markup import Prose, Target, target_of
from briefing.model.timelines import Dated, in_order_of_time, is_of_its_day
from briefing.source import Span


class BlockComposer(Struct):
    """Composes blocks in reading order; tables, figures and timelines are counted through the whole document."""

    notebook: Notebook
    tables: count[int]
    figures: count[int]
    timelines: count[int]
    scale: str
    """The scale of likelihood of the brief's judgments."""
    disputed: Collection[str] = ()
    """Ids of the facts on which sources differ."""
    data: list[Table] | None = None
    """The tables of the data of charts, for an annex; None where there is to be none."""

    def compose(self, item: Prose | model.Block, id: str) -> Block:
        """One item of a section's body."""
        if isinstance(item, Prose):
            return Paragraph(id, inlines(item, self.notebook), item.span)
        match item.content:
            case Prose() as heading:
                return Heading(id, inlines(heading, self.notebook), 2, heading.span)
            case model.ParagraphBlock(text=text):
                return Paragraph(id, inlines(text, self.notebook), text.span)
            case model.ListBlock() as items:
                return ItemList(id, tuple(inlines(one, self.notebook) for one in items.items), items.ordered, item.span)
            case tuple() as facts:
                return ItemList(id, tuple(self._fact(str(name), item.span) for name in facts), False, item.span)
            case model.QuoteBlock() as quote:
                return self._quotation(quote, id)
            case model.CalloutBlock() as callout:
                title = inlines(callout.title, self.notebook)
                body = tuple(inlines(one, self.notebook) for one in callout.body)
                return Callout(id, callout.kind, title, body, callout.span)
            case model.JudgmentBlock() as judgment:
                return self._judgment(judgment, id)
            case exhibit:
                return self._exhibit(exhibit, id)

    def _exhibit(self, exhibit: object, id: str) -> Block:
        """What has a caption and a number."""
        match exhibit:
            case model.TableBlock(facts=()) as table:
                return self._table(table, id)
            case model.TableBlock() as table:
                return of_facts(table, id, next(self.tables), self.notebook)
            case model.TimelineBlock() as timeline:
                return self._timeline(timeline, id)
            case model.FigureBlock() as figure:
                number = next(self.figures)
                caption, note = inlines(figure.caption, self.notebook), inlines(figure.source, self.notebook)
                return Figure(id, number, str(figure.image), str(figure.alt), caption, note, figure.span)
            case ChartBlock() as block:
                return self._chart(block, id)
            case other:
                raise TypeError(f"no composition for {type(other).__name__}")

    def _fact(self, name: str, origin: Span) -> Inlines:
        """A fact, or one claim of it, with what each claim says and who says it, differences included."""
        named = target_of(name)
        fact = self.notebook.facts[named.fact]
        made: list[Inline] = [Strong((Text(f"{fact.label}:"),))]
        for claim in fact.named(named.claim):
            target = Target(str(fact.id), fact.key_of(claim).split("/")[1], 0, 0)
            made.append(Text(f"{'; ' if len(made) > 1 else ' '}{self.notebook.terms.value(claim)} ({self._qualified(claim)})"))
            made.append(self.notebook.cite([target], origin))
        return tuple(made)

    def _qualified(self, claim: Claim) -> str:
        who = claim.by or self.notebook.sources[claim.source].name
        return ", ".join(str(part) for part in (who, claim.as_of, claim.scope, claim.method, claim.place) if part)

    def _table(self, table: model.TableBlock, id: str) -> Table:
        number = next(self.tables)
        caption = inlines(table.caption, self.notebook)
        columns = tuple(self._column(text, table.columns[number]) for number, text in table.headings)
        rows = tuple(tuple(self._cell(cell) for cell in row) for row in table.rows)
        note = inlines(table.source, self.notebook)
        summary = str(table.summary) if table.summary else plain(caption)
        return Table(id, number, caption, columns, rows, note, summary, table.span)

    def _column(self, text: Prose, spec: Prose | model.Column) -> Column:
        return Column(inlines(text, self.notebook), spec.align if isinstance(spec, model.Column) else "left")

    def _cell(self, cell: Prose | model.FactCell) -> Inlines:
        if isinstance(cell, Prose):
            return inlines(cell, self.notebook)
        target = target_of(str(cell.fact))
        values = dict.fromkeys(self.notebook.terms.value(claim) for _, claim in self.notebook.claims([target]))
        return (Text(" / ".join(values), cell.span), self.notebook.cite([target], cell.span))

    def _quotation(self, quote: model.QuoteBlock, id: str) -> Quotation:
        target = target_of(str(quote.claim))
        ((_, claim),) = self.notebook.claims([target])[:1]
        who = str(quote.lead or claim.by or self.notebook.sources[claim.source].name)
        text = self.notebook.terms.quoted(claim, quote.span)
        return Quotation(id, text, (Text(who), self.notebook.cite([target], quote.span)), quote.span)

    def _judgment(self, judgment: model.JudgmentBlock, id: str) -> Judgment:
        supports = tuple(target_of(str(name)) for name in judgment.supports)
        said = self.notebook.terms.wording.judgment
        term = self.notebook.terms.wording.term(judgment.likelihood)
        odds = self.notebook.terms.odds(judgment.likelihood, self.scale)
        statement = with_range(inlines(judgment.text, self.notebook, supports), term, odds)
        details = (
            Detail(said.confidence, (words(said.confidences[judgment.confidence]),)),
            Detail(said.basis, (inlines(judgment.basis, self.notebook),)),
            Detail(said.alternatives, tuple(inlines(one, self.notebook) for one in judgment.alternatives)),
            Detail(said.indicators, tuple(inlines(one, self.notebook) for one in judgment.indicators)),
        )
        return Judgment(id, said.label, statement, details, judgment.span)

    def _timeline(self, timeline: model.TimelineBlock, id: str) -> Timeline:
        caption = inlines(timeline.caption, self.notebook)
        dated = in_order_of_time(timeline, self.notebook.facts)
        events = tuple(Event(self.notebook.terms.date(one.day), self._event(one)) for one in dated if one.day is not None)
        note = inlines(timeline.source, self.notebook) if timeline.source else ()
        return Timeline(id, next(self.timelines), caption, events, note, timeline.span)

    def _event(self, event: Dated) -> Inlines:
        text = inlines(event.text, self.notebook) if event.text is not None else words(self._label(str(event.fact)), event.span)
        if event.fact is None:
            return text
        return (*text, self.notebook.cite([target_of(str(event.fact))], event.span))

    def _label(self, name: str) -> str:
        """What happened, by the label of a fact; with what its claims say where they are no date themselves."""
        claims = self.notebook.claims([target_of(name)])
        label = str(claims[0][0].label)
        if is_of_its_day(name, self.notebook.facts):
            return label
        return f"{label}: {' / '.join(dict.fromkeys(self.notebook.terms.value(claim) for _, claim in claims))}"

    def _chart(self, block: ChartBlock, id: str) -> Chart:
        made, table = chart(block, id, next(self.figures), self.disputed, self.notebook)
        if self.data is None:
            return replace(made, data="")
        self.data.append(table)
        return made


def with_range(statement: Inlines, term: re.Pattern[str], odds: str) -> Inlines:
    """The statement with the term's range in parentheses after its first occurrence (ICD 203: numbers beside the words)."""

    def mark(parts: Inlines, done: bool) -> tuple[Inlines, bool]:
        made: list[Inline] = []
        for part in parts:
            match part:
                case Text(text) if not done and (found := term.search(text)):
                    text = f"{text[: found.end()]} ({odds}){text[found.end() :]}"
                    made.append(replace(part, text=text))
                    done = True
                case Emphasis(children) | Strong(children):
                    inside, done = mark(children, done)
                    made.append(replace(part, children=inside))
                case _:
                    made.append(part)
        return tuple(made), done

    return mark(statement, False)[0]
