"""What the program adds after the text, drawn from the data: where the sources differ, and the sources."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefing.citations import reference
from briefing.compose import terms
from briefing.compose.notebook import Notebook, quotation, words
from briefing.compose.prose import inlines
from briefing.document import (
    Block,
    Difference,
    Differences,
    Inlines,
    Paragraph,
    Position,
    Reference,
    References,
    Section,
    Text,
    plain,
)
from briefing.model.evidence import Claim, Fact
from briefing.model.markup import Prose


def differences(notebook: Notebook) -> Section | None:
    """The annex of contested questions, in the order in which the text comes to them; None where there are none."""
    order = {name: at for at, name in enumerate(notebook.mentioned)}
    contested = [fact for fact in notebook.facts.values() if fact.is_contested]
    if not contested:
        return None
    entries = tuple(_difference(fact, notebook) for fact in sorted(contested, key=lambda fact: order.get(fact.id, len(order))))
    return Section("differences", words(terms.DIFFERENCES), "annex", (Differences("differences-1", entries),))


def _difference(fact: Fact, notebook: Notebook) -> Difference:
    """Sources that say the same stand together."""
    positions: dict[tuple[str, str], list[str]] = {}
    for claim in fact.claims:
        standing = {"deprecated": terms.SET_ASIDE, "preferred": terms.PREFERRED}.get(claim.rank, "")
        positions.setdefault((_statement(claim), standing), []).append(_voice(fact, claim, notebook))
    told = tuple(Position("; ".join(who), words(what), standing) for (what, standing), who in positions.items())
    return Difference(f"difference-{fact.id}", str(fact.label), told, _treatment(fact, notebook))


def _voice(fact: Fact, claim: Claim, notebook: Notebook) -> str:
    anchor = notebook.anchors.get(fact.key_of(claim))
    name = str(notebook.sources[claim.source].name)
    place = f" (para.\u00a0{anchor.paragraph})" if anchor else ""
    return f"{name}{place}{f', {terms.CITING} {claim.by}' if claim.by else ''}"


def _statement(claim: Claim) -> str:
    qualifiers = ", ".join(str(part) for part in (claim.as_of, claim.scope, claim.method, claim.place) if part)
    words_of = f", “{quotation(claim)}”" if "quote" in claim.in_note else ""
    return f"{terms.value(claim)}{f' ({qualifiers})' if qualifiers else ''}{words_of}"


def _treatment(fact: Fact, notebook: Notebook) -> Inlines:
    said: list[Inlines] = [words(_sentence(str(claim.reason))) for claim in fact.claims if claim.reason]
    said += [inlines(prose, notebook) for prose in (fact.resolution and fact.resolution.note, fact.caution) if prose]
    joined: Inlines = ()
    for one in said:
        joined = (*joined, Text(" "), *_stopped(one)) if joined else _stopped(one)
    return joined


def _stopped(text: Inlines) -> Inlines:
    return text if re.search(r"[.!?][”’)]?$", plain(text)) else (*text, Text("."))


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


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
            reference(notebook.sources[name]),
            terms.KINDS[notebook.sources[name].kind],
            inlines(notebook.sources[name].descriptor, notebook),
            tuple(notes[name]),
        )
        for name in order
    )
    statement: tuple[Block, ...] = (Paragraph("source-summary", inlines(summary, notebook), summary.span),) if summary else ()
    return Section("sources", words(terms.SOURCES), "annex", (*statement, References("sources-1", entries)))
