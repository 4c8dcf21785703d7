"""What the program adds after the text, drawn from the data: where the sources differ, and the sources."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.citations import reference
from briefing.compose.claims import is_stopped, positions, treatments
from briefing.compose.notebook import Notebook, words
from briefing.compose.prose import inlines
from briefing.document import (
    Block,
    Difference,
    Differences,
    Inlines,
    Paragraph,
    Reference,
    References,
    Section,
    Text,
    plain,
)
from briefing.model.evidence import Fact
from briefing.model.markup import Prose


def differences(notebook: Notebook) -> Section | None:
    """The annex of contested questions, in the order in which the text comes to them; None where there are none."""
    order = {name: at for at, name in enumerate(notebook.mentioned)}
    contested = [fact for fact in notebook.facts.values() if fact.is_contested]
    if not contested:
        return None
    entries = tuple(_difference(fact, notebook) for fact in sorted(contested, key=lambda fact: order.get(fact.id, len(order))))
    return Section(
        "differences", words(notebook.terms.wording.annex.differences), "annex", (Differences("differences-1", entries),)
    )


def _difference(fact: Fact, notebook: Notebook) -> Difference:
    told = tuple(positions(fact, notebook.terms, notebook.anchors).values())
    return Difference(f"difference-{fact.id}", str(fact.label), told, _treatment(fact, notebook))


def _treatment(fact: Fact, notebook: Notebook) -> Inlines:
    said = [inlines(text, notebook) if isinstance(text, Prose) else words(str(text)) for text in treatments(fact)]
    joined: Inlines = ()
    for one in said:
        joined = (*joined, Text(" "), *_stopped(one)) if joined else _stopped(one)
    return joined


def _stopped(text: Inlines) -> Inlines:
    return text if is_stopped(plain(text)) else (*text, Text("."))


def sources(notebook: Notebook, used: Iterable[str], summary: Prose | None) -> Section:
    """The annex of sources: the statement on them all, then each in the order of its first citation.

    Those that only stand in the data come last.
    """
    notes: dict[str, list[int]] = {name: [] for name in used}
    for note in notebook.notes:
        for name in note.sources:
            notes[name].append(note.number)
    order = sorted(notes, key=lambda name: (notes[name][:1] or [len(notebook.notes) + 1], name))
    entries = tuple(
        Reference(
            name,
            reference(notebook.sources[name], notebook.terms.wording),
            notebook.terms.wording.annex.kinds[notebook.sources[name].kind],
            inlines(notebook.sources[name].descriptor, notebook),
            tuple(notes[name]),
        )
        for name in order
    )
    statement: tuple[Block, ...] = (Paragraph("source-summary", inlines(summary, notebook), summary.span),) if summary else ()
    return Section(
        "sources", words(notebook.terms.wording.annex.sources), "annex", (*statement, References("sources-1", entries))
    )
