"""Inlines: what stands within a line of text."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from briefing.source import Span


class Text(Struct, frozen=True):
    """Characters without form."""

    text: str
    origin: Span | None = None


class Emphasis(Struct, frozen=True):
    """Stressed text, and titles of works: italic in print."""

    children: tuple[Inline, ...]


class Strong(Struct, frozen=True):
    """Strongly stressed text: bold in print."""

    children: tuple[Inline, ...]


class Foreign(Struct, frozen=True):
    """Words in another language than the document's, which are hyphenated and read aloud by its rules. They look no different."""

    language: str
    """BCP 47."""
    children: tuple[Inline, ...]


class Link(Struct, frozen=True):
    """A link to an address outside the document (http, https or mailto)."""

    url: str
    children: tuple[Inline, ...]


class NoteRef(Struct, frozen=True):
    """The call of a note. Each number is called exactly once, and calls ascend in reading order."""

    number: int


Inline = Text | Emphasis | Strong | Foreign | Link | NoteRef
Inlines = tuple[Inline, ...]


def plain(inlines: Inlines) -> str:
    """The text of inlines without form and without the calls of notes."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text(text):
                parts.append(text)
            case NoteRef():
                pass
            case Emphasis(children) | Strong(children) | Foreign(_, children) | Link(_, children):
                parts.append(plain(children))
    return "".join(parts)


def joined(*parts: Inlines) -> Inlines:
    """Inlines one after the other; characters that meet are one text, as long as neither has a place of its own."""
    made: list[Inline] = []
    for inline in (inline for part in parts for inline in part):
        last = made[-1] if made else None
        if isinstance(inline, Text) and isinstance(last, Text) and inline.origin is last.origin is None:
            made[-1] = Text(last.text + inline.text)
        else:
            made.append(inline)
    return tuple(made)


def spread(inlines: Inlines) -> Iterator[Inline]:
    """Every inline, and those inside it, in reading order."""
    for inline in inlines:
        yield inline
        if isinstance(inline, Emphasis | Strong | Foreign | Link):
            yield from spread(inline.children)
