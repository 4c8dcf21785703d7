"""Prose: its markup is closed, its citations lead somewhere, its links are safe."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.check.names import fact_named
from briefing.check.walk import annex_prose, section_prose
from briefing.diagnostics import Diagnostic, Rule
from briefing.diagnostics.words import EMPTY_CELL, short
from briefing.model.brief import Project
from briefing.model.markup import Address, Citation, InlineNote, Prose, walk
from briefing.model.section import Block, Section, TableBlock

MOST_TOLD = 20
"""The most faults of markup that one text is told."""
_WRITE_IT = "write it, or take the item out"
_SAFE = re.compile(r"(?:https?://[^\s/]+|mailto:[^\s@]+@[^\s@]+)", re.IGNORECASE)


def prose(project: Project) -> Iterator[Diagnostic]:
    """Every text of the brief."""
    for section in project.sections:
        cells = {id(cell) for cell in _cells(section)}
        for text in section_prose(section):
            yield from _text(text, project, EMPTY_CELL if id(text) in cells else _WRITE_IT)
        headings = [item.heading for item in section.body if isinstance(item, Block) and item.heading]
        for heading in (section.title, *headings):
            yield from _without_notes(heading, Rule.HEADING_HAS_NO_NOTE, "a heading", "put it into the text below")
    for text in annex_prose(project):
        yield from _text(text, project, _WRITE_IT)
        yield from _without_notes(text, Rule.MARKUP_IS_CLOSED, "a text of the annex", "name the source in words instead")


def _cells(section: Section) -> Iterator[Prose]:
    """The texts in the rows of its tables."""
    tables = [item.content for item in section.body if isinstance(item, Block) and isinstance(item.content, TableBlock)]
    yield from (cell for table in tables for row in table.rows for cell in row if isinstance(cell, Prose))


def _text(text: Prose, project: Project, if_empty: str) -> Iterator[Diagnostic]:
    """What is wrong with a text; `if_empty` is what to do where there is none."""
    content = text.content
    for fault in content.faults[:MOST_TOLD]:
        yield Diagnostic(Rule.MARKUP_IS_CLOSED, short(fault.message, 100), text.span_of(fault.start, fault.end), (fault.hint,))
    if not text.strip():
        yield Diagnostic(Rule.PARAGRAPH_IS_ONE, "this text is empty", text.span, (if_empty,))
    elif (blank := re.search(r"\n[ \t]*\n", text.rstrip())) is not None:
        yield Diagnostic(
            Rule.PARAGRAPH_IS_ONE,
            "this string holds more than one paragraph",
            text.span_of(blank.start(), blank.end()),
            ("make each paragraph an item of its own: `- First` and `- Second`",),
        )
    for mark in walk(content.marks):
        if isinstance(mark, Citation):
            for target in mark.targets:
                yield from fact_named(project, str(target), text.span_of(target.start, target.end))
        elif isinstance(mark, Address) and not _SAFE.match(mark.url):
            yield Diagnostic(
                Rule.LINK_IS_SAFE,
                f"the link leads to `{short(mark.url)}`",
                text.span_of(mark.start, mark.end),
                ("links are https://, http:// or mailto: addresses",),
            )


def _without_notes(text: Prose, rule: Rule, what: str, hint: str) -> Iterator[Diagnostic]:
    for mark in walk(text.content.marks):
        if isinstance(mark, Citation | InlineNote):
            kind = "citation" if isinstance(mark, Citation) else "note"
            yield Diagnostic(rule, f"{what} holds a {kind}", text.span_of(mark.start, mark.end), (hint,))
