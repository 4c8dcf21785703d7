"""Chicago 18 notes, in the words of the brief's language.

The first citation of a source in a document is full, later ones are short; there is no ibid, since an editor who moves a
paragraph would break it. Titles are printed as published, only their quotation marks and apostrophes are set. In English commas
and full stops go inside closing quotation marks, and the comma is dropped after a title that ends with ? or !; other languages
set them outside.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from msgspec import Struct

from briefing.document import Emphasis, Foreign, Inlines, Link, Text, joined, plain
from briefing.model.evidence import Author, Source
from briefing.model.values import PartialDate
from briefing.wording import Wording, language

_WHOLE_WORKS = frozenset({"book", "report", "thesis", "legislation"})
_ITALIC_CONTAINERS = frozenset(
    {"article-journal", "article-magazine", "article-newspaper", "article", "broadcast", "chapter", "interview", "post-weblog"}
)


class Locator(Struct, frozen=True):
    """A paragraph that is cited, and what the note prints of it beside its number."""

    paragraph: int | None
    """From 1; None where the quotation was never found in an original."""
    remark: Inlines = ()
    """Who says it, or the words themselves; printed in parentheses."""


class Cited(Struct, frozen=True):
    """One source in a note."""

    source: Source
    locators: tuple[Locator, ...]
    is_first: bool
    """Whether this is the document's first citation of the source, which is given in full."""


def note(cited: Iterable[Cited], wording: Wording) -> Inlines:
    """The text of a note that cites these sources, with its full stop."""
    style = _Chicago(wording)
    inlines: Inlines = ()
    for one in cited:
        if inlines:
            inlines = (*inlines, Text("; "))
        inlines += style.full(one.source, one.locators) if one.is_first else style.short(one.source, one.locators)
    return style.end(inlines)


def reference(source: Source, wording: Wording) -> Inlines:
    """A source as the annex lists it: its full note without a place."""
    style = _Chicago(wording)
    return style.end(style.full(source, ()))


class _Chicago:
    """The style in one language."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self.marks = wording.marks

    def full(self, source: Source, locators: tuple[Locator, ...]) -> Inlines:
        parts: list[Inlines] = []
        if source.author:
            parts.append((Text(self._names(source.author, _whole_name)),))
        parts.append(self._title(source, is_short=False))
        container = source.container_title
        published = self._date(source)
        if source.type in _WHOLE_WORKS:
            imprint = ", ".join(part for part in (source.publisher, published) if part)
            if imprint:
                parts[-1] = (*parts[-1], Text(f" ({imprint})"))
        else:
            if container:
                parts.append(self._container(source, container))
            elif source.publisher:
                parts.append((Text(str(source.publisher)),))
            if published:
                parts.append((Text(published),))
        if locators:
            parts.extend(self._places(locators))
        if source.url:
            parts.append((Link(str(source.url), (Text(str(source.url)),)),))
        return self._joined(parts)

    def short(self, source: Source, locators: tuple[Locator, ...]) -> Inlines:
        parts: list[Inlines] = []
        if source.author:
            parts.append((Text(self._names(source.author, _family_name)),))
        elif source.title and (source.container_title or source.publisher):
            parts.append((Text(str(source.container_title or source.publisher or "")),))
        parts.append(self._title(source, is_short=True))
        parts.extend(self._places(locators))
        return self._joined(parts)

    def end(self, inlines: Inlines) -> Inlines:
        first, *rest = inlines
        if isinstance(first, Text):
            inlines = (Text(first.text[:1].upper() + first.text[1:]), *rest)
        return self._punctuated(inlines, ".")

    # Parts

    def _names(self, authors: tuple[Author, ...], form: Callable[[Author], str]) -> str:
        names = [form(author) for author in authors]
        if len(names) > 2:
            return f"{names[0]} {self.wording.citation.et_al}"
        return self.wording.both(*names) if len(names) == 2 else names[0]

    def _title(self, source: Source, *, is_short: bool) -> Inlines:
        title = self.marks.set((source.title_short if is_short else None) or source.title or source.description or "")
        if source.title is None:  # no title of its own: our description, without quotation marks
            return (Text(title),)
        if source.type in _WHOLE_WORKS:
            return (Emphasis(self._published(title, source)),)
        opening, closing = self.marks.outer
        inside = self._published(self.marks.inside(title), source)
        if isinstance(inside[0], Text):
            return (Text(opening + plain(inside) + closing),)
        return (Text(opening), *inside, Text(closing))

    def _published(self, title: str, source: Source) -> Inlines:
        """A title, marked where it is in another language than the brief."""
        if source.language and language(source.language) != language(self.wording.tag):
            return (Foreign(str(source.language), (Text(title),)),)
        return (Text(title),)

    def _container(self, source: Source, title: str) -> Inlines:
        if source.type not in _ITALIC_CONTAINERS:
            return (Text(self.marks.set(title)),)
        lead = (Text(f"{self.wording.citation.within} "),) if source.type == "chapter" else ()
        return (*lead, Emphasis((Text(self.marks.set(title)),)))

    def _date(self, source: Source) -> str:
        if source.issued:
            return str(source.issued.year) if source.type in _WHOLE_WORKS else self._in_words(source.issued)
        if source.accessed is None:
            return ""
        words = self.wording.citation
        return f"{words.accessed_on if source.accessed.day else words.accessed_in} {self._in_words(source.accessed)}"

    def _in_words(self, date: PartialDate) -> str:
        return self.wording.note_date(date.year, date.month, date.day)

    def _places(self, locators: tuple[Locator, ...]) -> list[Inlines]:
        """`para. 6` or `paras. 3, 6`; where remarks stand beside them, each paragraph with its own."""
        known = dict.fromkeys(sorted(locators, key=lambda one: (one.paragraph or 0, plain(one.remark))))
        if any(one.remark for one in known):
            return [self._place(one) for one in known if one.paragraph or one.remark]
        numbers = [one.paragraph for one in known if one.paragraph]
        return [(Text(self.wording.paragraph(*numbers)),)] if numbers else []

    def _place(self, locator: Locator) -> Inlines:
        place = self.wording.paragraph(locator.paragraph) if locator.paragraph else ""
        if not locator.remark:
            return (Text(place),)
        return joined((Text(f"{place} (".lstrip()),), locator.remark, (Text(")"),))

    # Punctuation

    def _joined(self, parts: list[Inlines]) -> Inlines:
        joined: Inlines = ()
        for part in parts:
            if joined:
                joined = joined if plain(part).startswith("(") else self._punctuated(joined, ",")
                joined = (*joined, Text(" "))
            joined += part
        return joined

    def _punctuated(self, inlines: Inlines, mark: str) -> Inlines:
        """With a comma or full stop after it.

        Where the language has it so, inside a closing quotation mark, and none after ? or !; never a full stop after another.
        """
        last = inlines[-1]
        written = plain(inlines)
        if not self.marks.stops_inside:
            return inlines if mark == "." and written.endswith((".", "?", "!")) else (*inlines, Text(mark))
        if re.search(r"[?!]”?$", written) or (mark == "." and re.search(r"\.”?$", written)):
            return inlines
        if isinstance(last, Text) and last.text.endswith("”"):
            return (*inlines[:-1], Text(f"{last.text[:-1]}{mark}”"))
        return (*inlines, Text(mark))


def _whole_name(author: Author) -> str:
    return str(author.literal) if author.literal else " ".join(part for part in (author.given, author.family) if part)


def _family_name(author: Author) -> str:
    return str(author.literal or author.family)
