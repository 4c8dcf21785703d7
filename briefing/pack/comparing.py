"""A product held against the workspace of today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

from briefing.document import Document, printed
from briefing.model.brief import Project
from briefing.model.plain import fingerprint
from briefing.pack.making import texts_of
from briefing.pack.reading import Told


class Comparison(Struct, frozen=True):
    """What of a product is still so."""

    is_same_brief: bool
    edition: int
    """The workspace's."""
    same: tuple[str, ...]
    """Facts that the product cites and that say the same today."""
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    """Facts that the workspace no longer has."""
    added: tuple[str, ...]
    """Facts that the brief cites today and the product does not."""
    texts: Mapping[str, int]
    """How many texts differ, by file."""
    front: tuple[str, ...] = ()
    """What of date, cut-off, marking and issuer differs."""
    sources: tuple[str, ...] = ()
    """Sources that are listed otherwise, or in one of the two only."""
    notes: int = 0
    """How many notes differ, whatever their numbers."""
    figures: int = 0
    """How many figures differ: picture, data or alternative text."""

    @property
    def matches(self) -> bool:
        """Whether the workspace says today what the product says."""
        facts, around = (self.changed, self.gone, self.added), (self.front, self.sources, self.notes, self.figures)
        return self.is_same_brief and not any((*facts, self.texts, *around))


def compare(told: Told, project: Project, document: Document) -> Comparison:
    """Hold a product against a workspace and the document that it makes today."""
    today = {name: fingerprint(fact) for name, fact in project.facts.items()}
    named = sorted(told.facts)
    before, after = told.printed, printed(document)
    return Comparison(
        is_same_brief=told.brief == document.id,
        edition=document.edition,
        same=tuple(name for name in named if today.get(name) == told.facts[name]),
        changed=tuple(name for name in named if name in today and today[name] != told.facts[name]),
        gone=tuple(name for name in named if name not in today),
        added=tuple(sorted(name for name, _ in document.facts if name not in told.facts)),
        texts=_differing(told.texts, texts_of(document)),
        front=_unlike(before["front"], after["front"]),
        sources=_unlike(before["sources"], after["sources"]),
        notes=_count(before["notes"], after["notes"]),
        figures=_count(before["figures"], after["figures"]),
    )


def _differing(told: Mapping[str, Mapping[str, str]], today: Mapping[str, Mapping[str, str]]) -> dict[str, int]:
    """By file, how many texts stand in one of the two and not in the other, whatever place they have there."""
    found = {}
    for file in sorted({*told, *today}):
        if number := _count(told.get(file, {}), today.get(file, {})):
            found[file] = number
    return found


def _count(told: Mapping[str, str], today: Mapping[str, str]) -> int:
    """How many values stand in one of the two and not in the other."""
    mine, theirs = Counter(told.values()), Counter(today.values())
    return max((mine - theirs).total(), (theirs - mine).total())


def _unlike(told: Mapping[str, str], today: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted(name for name in {*told, *today} if told.get(name) != today.get(name)))
