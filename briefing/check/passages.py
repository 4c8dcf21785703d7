"""Every text of the brief as passages: plain characters that know their places, sentence by sentence, and what must carry them.

Where a text stands decides what carries it. A sentence of running text has its own citations; a caption has those of its table, a
cell those of its row, a title those of its section; a judgment has its supports; a caution or a resolution's note has what the
sources of its fact say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from briefing.check.lettering import words_of
from briefing.check.walk import targets_of
from briefing.english.sentences import sentences
from briefing.model import section as model
from briefing.model.base import Text
from briefing.model.brief import Project
from briefing.model.charts import ChartBlock
from briefing.model.evidence import Fact, Source
from briefing.model.markup import Address, Bold, Citation, Emph, InlineNote, Marks, Prose, Target, Words, target_of, walk
from briefing.source import Span
from briefing.wording import wording

CALL = "\ufffc"
"""What stands in plain text where a citation stood."""

Role = Literal["text", "key point", "event", "judgment", "basis", "exhibit", "picture", "title", "annex", "summary"]
"""Running text, key points among it and events that cite for themselves; what a judgment states, and what it rests on;
captions, cells and notes of exhibits; what one sees in pictures, for those who do not; titles, and what the manifest says; what
the annexes print of records; the source summary statement."""


class Sentence(Struct, frozen=True, dict=True):
    """A sentence: its place in the passage, and what it cites itself."""

    passage: Passage
    start: int
    end: int
    targets: tuple[Target, ...]

    @cached_property
    def text(self) -> str:
        return self.passage.plain[self.start : self.end]

    @property
    def span(self) -> Span:
        return self.passage.span_of(self.start, self.end)

    @property
    def is_read(self) -> bool:
        """Whether its markup could be read."""
        prose, at = self.passage.prose, self.passage.at
        faults = prose.content.faults if isinstance(prose, Prose) else ()
        return not any(at[self.start] <= fault.start <= at[self.end - 1] for fault in faults)

    def span_of(self, start: int, end: int) -> Span:
        """The place of characters of the sentence's text."""
        return self.passage.span_of(self.start + start, self.start + end)


class Passage(Struct, frozen=True, dict=True):
    """A text of the brief, without its markup."""

    prose: Text
    plain: str
    at: tuple[int, ...]
    """For each character of `plain`, its offset in `prose`; one entry more for the end."""
    citations: tuple[tuple[int, Citation], ...]
    """Where in `plain` each citation stood."""
    role: Role
    block: Span
    """The paragraph, item or exhibit that it belongs to: what is read at one glance."""
    around: tuple[Target, ...] = ()
    """What carries it besides its own citations."""
    beyond: Source | Fact | Literal["workspace"] | None = None
    """What carries a text that cannot cite: all that the sources of this record say, or any claim of the workspace."""
    before: tuple[Passage, ...] = ()
    """What a reader has just read: where a pronoun may point to."""
    leaning: frozenset[str] = frozenset()
    """Abbreviations of its language that end no sentence, where that is not English."""

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        found = []
        for start, end in sentences(self.plain, self.leaning):
            cited = [target for at, citation in self.citations if start <= at < end for target in citation.targets]
            found.append(Sentence(self, start, end, tuple(cited)))
        return tuple(found)

    @property
    def targets(self) -> tuple[Target, ...]:
        return tuple(target for _, citation in self.citations for target in citation.targets)

    def span_of(self, start: int, end: int) -> Span:
        """The place in the file of characters of the plain text."""
        last = self.at[min(end, len(self.plain)) - 1] + 1 if end > start else self.at[start]
        return self.prose.span_of(self.at[start], last)


def passages(project: Project) -> tuple[Passage, ...]:
    """Every text, in reading order: the manifest's, the sections', the annexes'."""
    found = (
        *_of_manifest(project),
        *(one for section in project.sections for one in _of_section(section)),
        *_of_annexes(project),
    )
    leaning = wording(project.language).reading.leaning if project.is_spoken else frozenset[str]()
    return tuple(replace(one, leaning=leaning) for one in found) if leaning else found


def passage(prose: Text, role: Role, around: Iterable[Target] = (), *, block: Span | None = None) -> Iterator[Passage]:
    """A text, and each note inside it: the claims that a note cites carry it, and those around the note."""
    marks: Marks = prose.content.marks if isinstance(prose, Prose) else (Words(str(prose), 0, len(prose)),)
    around = tuple(around)
    for part, is_note in _parts(marks):
        plain, at, citations = _flat(part, len(prose))
        cited = (
            around if not is_note else (*around, *(target for _, one in _flat(marks, len(prose))[2] for target in one.targets))
        )
        yield Passage(prose, plain, at, citations, "exhibit" if is_note else role, block or prose.span, cited)


def _parts(marks: Marks) -> Iterator[tuple[Marks, bool]]:
    """The text itself, then each of its notes."""
    yield marks, False
    stack = list(reversed(marks))
    while stack:
        mark = stack.pop()
        if isinstance(mark, InlineNote):
            yield mark.children, True
        elif isinstance(mark, Emph | Bold | Address):
            stack.extend(reversed(mark.children))


def _flat(marks: Marks, length: int) -> tuple[str, tuple[int, ...], tuple[tuple[int, Citation], ...]]:
    chars: list[str] = []
    at: list[int] = []
    citations: list[tuple[int, Citation]] = []

    def add(marks: Marks) -> None:
        for mark in marks:
            match mark:
                case Words(text, start, end):
                    chars.append(text)
                    steps = range(start, start + len(text)) if end - start == len(text) else [start] * len(text)
                    at.extend(steps)
                case Emph(children) | Bold(children) | Address(_, children):
                    add(children)
                case Citation(_, start, _):
                    citations.append((len(at), mark))
                    chars.append(CALL)
                    at.append(start)
                case InlineNote(children, start, _):
                    citations.extend((len(at), one) for one in walk(children) if isinstance(one, Citation))
                    chars.append(CALL)
                    at.append(start)

    add(marks)
    return "".join(chars), (*at, length), tuple(citations)


# Where texts stand ----------------------------------------------------------------------------------------------------------


def _of_manifest(project: Project) -> Iterator[Passage]:
    manifest = project.manifest
    if manifest is None:
        return
    for text in (manifest.title, manifest.subtitle, manifest.abstract):
        if text is not None:
            yield from _widely(text, "title")
    if manifest.source_summary:
        yield from _widely(manifest.source_summary.text, "summary")


def _widely(text: Text, role: Role) -> Iterator[Passage]:
    for one in passage(text, role):
        yield replace(one, beyond="workspace")


def _of_section(section: model.Section) -> Iterator[Passage]:
    cited = tuple(targets_of(section))
    yield from passage(section.title, "title", cited)
    role: Role = "key point" if section.role == "key-points" else "text"
    before: tuple[Passage, ...] = ()
    for item in section.body:
        for one in _of_item(item, role, cited):
            yield replace(one, before=before)
            before = (*before[-1:], one)


def _of_item(item: Prose | model.Block, role: Role, cited: tuple[Target, ...]) -> Iterator[Passage]:
    if isinstance(item, Prose):
        yield from passage(item, role)
        return
    match item.content:
        case Prose() as heading:
            yield from passage(heading, "title", cited)
        case model.ParagraphBlock(text=text):
            yield from passage(text, role)
        case model.ListBlock(items=items):
            for text in items:
                yield from passage(text, role)
        case model.CalloutBlock() as callout:
            yield from passage(callout.title, "title", targets_of(item))
            for text in callout.body:
                yield from passage(text, role, block=callout.span)
        case content:
            yield from _of_exhibit(item, content)


def _of_exhibit(item: model.Block, content: object) -> Iterator[Passage]:
    """Tables, timelines, figures and judgments: everything that they name carries what they say of themselves."""
    inside = tuple(targets_of(item))
    match content:
        case model.TableBlock() as table:
            yield from _of_table(table, inside)
        case model.TimelineBlock() as timeline:
            yield from _of_timeline(timeline, inside)
        case model.JudgmentBlock() as judgment:
            yield from passage(judgment.text, "judgment", inside, block=item.span)
            yield from passage(judgment.basis, "basis", inside, block=item.span)
            for text in (*judgment.alternatives, *judgment.indicators):
                yield from passage(text, "judgment", inside, block=item.span)
        case ChartBlock() as chart:
            yield from _of_chart(chart, inside)
        case model.FigureBlock() as figure:
            for one in (figure.caption, figure.source):
                yield from passage(one, "exhibit", inside, block=item.span)
            yield from passage(figure.alt, "picture", inside, block=item.span)


def _of_table(table: model.TableBlock, inside: tuple[Target, ...]) -> Iterator[Passage]:
    for text in (table.caption, *(text for _, text in table.headings), table.source, table.summary):
        if text is not None:
            yield from passage(text, "exhibit", inside, block=table.span)
    for row in table.rows:
        carrying = [target_of(cell.fact) for cell in row if isinstance(cell, model.FactCell)]
        carrying += [target for cell in row if isinstance(cell, Prose) for target in targets_of(cell)]
        for cell in row:
            if isinstance(cell, Prose):
                yield from passage(cell, "exhibit", (*carrying, *targets_of(table.source)), block=table.span)


def _of_timeline(timeline: model.TimelineBlock, inside: tuple[Target, ...]) -> Iterator[Passage]:
    for text in (timeline.caption, timeline.source):
        if text is not None:
            yield from passage(text, "exhibit", inside, block=timeline.span)
    for event in timeline.events:
        carrying = (target_of(event.fact),) if event.fact else ()
        if event.text is not None:
            yield from passage(event.text, "exhibit" if event.fact else "event", carrying, block=event.span)


def _of_chart(chart: ChartBlock, inside: tuple[Target, ...]) -> Iterator[Passage]:
    """Caption, source, description; what a row is called, which its claims carry; and the words in the specification."""
    for text in (chart.caption, chart.source):
        yield from passage(text, "exhibit", inside, block=chart.span)
    yield from passage(chart.alt, "picture", inside, block=chart.span)
    for row in chart.data:
        carrying = (*map(target_of, row.names), *targets_of(chart.source))
        for label in (row.label, *row.also.values()):
            if label is not None:
                yield from passage(label, "exhibit", carrying, block=chart.span)
    for words, plain, at in words_of(chart.spec):
        yield Passage(words, plain, at, (), "exhibit", chart.span, inside)


def _of_annexes(project: Project) -> Iterator[Passage]:
    """Labels, notes, cautions and reasons are carried by the claims of the fact's sources, descriptors by those of the source."""
    for source in project.sources.values():
        yield from _sourced(source.descriptor, source)
    for fact in project.facts.values():
        notes = [fact.resolution.note if fact.resolution else None, fact.caution, *(claim.reason for claim in fact.claims)]
        for text in (fact.label, *(note for note in notes if note)):
            yield from _sourced(text, fact)


def _sourced(text: Text, record: Source | Fact) -> Iterator[Passage]:
    for one in passage(text, "annex", block=record.span):
        yield replace(one, beyond=record)
