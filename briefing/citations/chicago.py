"""Chicago 18 notes.

The first citation of a source in a document is full, later ones are short; there is no ibid, since an editor who moves a
paragraph would break it. Titles are printed as published, only their quotation marks and apostrophes are set; commas and
full stops go inside closing quotation marks, and the comma is dropped after a title that ends with ? or !.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from briefing.document import Emphasis, Inlines, Link, Text, plain
from briefing.model.evidence import Author, Source
from briefing.model.values import MONTHS, PartialDate

_WHOLE_WORKS = frozenset({"book", "report", "thesis", "legislation"})
_ITALIC_CONTAINERS = frozenset(
    {"article-journal", "article-magazine", "article-newspaper", "article", "broadcast", "chapter", "interview", "post-weblog"}
)


@dataclass(frozen=True, slots=True)
class Locator:
    """A paragraph that is cited, and what the note prints of it beside its number."""

    paragraph: int | None
    """From 1; None where the quotation was never found in an original."""
    remark: str = ""
    """Who says it, or the words themselves; printed in parentheses."""


@dataclass(frozen=True, slots=True)
class Cited:
    """One source in a note."""

    source: Source
    locators: tuple[Locator, ...]
    is_first: bool
    """Whether this is the document's first citation of the source, which is given in full."""


def note(cited: Iterable[Cited]) -> Inlines:
    """The text of a note that cites these sources, with its full stop."""
    inlines: Inlines = ()
    for one in cited:
        if inlines:
            inlines = (*inlines, Text("; "))
        inlines += _full(one.source, one.locators) if one.is_first else _short(one.source, one.locators)
    return _end(inlines)


def reference(source: Source) -> Inlines:
    """A source as the annex lists it: its full note without a place."""
    return _end(_full(source, ()))


def _full(source: Source, locators: tuple[Locator, ...]) -> Inlines:
    parts: list[Inlines] = []
    if source.author:
        parts.append((Text(_names(source.author, _whole_name)),))
    parts.append(_title(source, is_short=False))
    container = source.container_title
    published = _date(source)
    if source.type in _WHOLE_WORKS:
        imprint = ", ".join(part for part in (source.publisher, published) if part)
        if imprint:
            parts[-1] = (*parts[-1], Text(f" ({imprint})"))
    else:
        if container:
            parts.append(_container(source, container))
        elif source.publisher:
            parts.append((Text(str(source.publisher)),))
        if published:
            parts.append((Text(published),))
    if locators:
        parts.extend(_places(locators))
    if source.url:
        parts.append((Link(str(source.url), (Text(str(source.url)),)),))
    return _joined(parts)


def _short(source: Source, locators: tuple[Locator, ...]) -> Inlines:
    parts: list[Inlines] = []
    if source.author:
        parts.append((Text(_names(source.author, _family_name)),))
    elif source.title and (source.container_title or source.publisher):
        parts.append((Text(str(source.container_title or source.publisher or "")),))
    parts.append(_title(source, is_short=True))
    parts.extend(_places(locators))
    return _joined(parts)


def _names(authors: tuple[Author, ...], form: Callable[[Author], str]) -> str:
    names = [form(author) for author in authors]
    if len(names) > 2:
        return f"{names[0]} et al."
    return " and ".join(names)


def _whole_name(author: Author) -> str:
    return str(author.literal) if author.literal else " ".join(part for part in (author.given, author.family) if part)


def _family_name(author: Author) -> str:
    return str(author.literal or author.family)


def _title(source: Source, *, is_short: bool) -> Inlines:
    title = _smart((source.title_short if is_short else None) or source.title or source.description or "")
    if source.title is None:  # no title of its own: our description, without quotation marks
        return (Text(title),)
    if source.type in _WHOLE_WORKS:
        return (Emphasis((Text(title),)),)
    return (Text(f"“{_inner(title)}”"),)


def _container(source: Source, title: str) -> Inlines:
    if source.type not in _ITALIC_CONTAINERS:
        return (Text(_smart(title)),)
    lead = (Text("in "),) if source.type == "chapter" else ()
    return (*lead, Emphasis((Text(_smart(title)),)))


def _date(source: Source) -> str:
    if source.issued:
        return str(source.issued.year) if source.type in _WHOLE_WORKS else _in_words(source.issued)
    return f"accessed {_in_words(source.accessed)}" if source.accessed else ""


def _in_words(date: PartialDate) -> str:
    if date.month is None:
        return str(date.year)
    if date.day is None:
        return f"{MONTHS[date.month - 1]} {date.year}"
    return f"{MONTHS[date.month - 1]} {date.day}, {date.year}"


def _places(locators: tuple[Locator, ...]) -> list[Inlines]:
    """`para. 6` or `paras. 3, 6`; where remarks stand beside them, each paragraph with its own."""
    known = dict.fromkeys(sorted(locators, key=lambda one: (one.paragraph or 0, one.remark)))
    if any(one.remark for one in known):
        return [(Text(_place(one)),) for one in known if one.paragraph or one.remark]
    numbers = [str(one.paragraph) for one in known if one.paragraph]
    if not numbers:
        return []
    return [(Text(f"{'para.' if len(numbers) == 1 else 'paras.'} {', '.join(numbers)}"),)]


def _place(locator: Locator) -> str:
    place = f"para. {locator.paragraph}" if locator.paragraph else ""
    remark = f"({locator.remark})" if locator.remark else ""
    return f"{place} {remark}".strip()


def _joined(parts: list[Inlines]) -> Inlines:
    joined: Inlines = ()
    for part in parts:
        if joined:
            joined = joined if plain(part).startswith("(") else _punctuated(joined, ",")
            joined = (*joined, Text(" "))
        joined += part
    return joined


def _end(inlines: Inlines) -> Inlines:
    first, *rest = inlines
    if isinstance(first, Text):
        inlines = (Text(first.text[:1].upper() + first.text[1:]), *rest)
    return _punctuated(inlines, ".")


def _punctuated(inlines: Inlines, mark: str) -> Inlines:
    """With a comma or full stop after it: inside a closing quotation mark, and none after ? or ! or another full stop."""
    last = inlines[-1]
    written = plain(inlines)
    if re.search(r"[?!]”?$", written) or (mark == "." and re.search(r"\.”?$", written)):
        return inlines
    if isinstance(last, Text) and last.text.endswith("”"):
        return (*inlines[:-1], Text(f"{last.text[:-1]}{mark}”"))
    return (*inlines, Text(mark))


def _smart(text: str) -> str:
    """Straight quotation marks and apostrophes set as typographic ones."""
    text = re.sub(r'(^|[\s(\[—–-])"', r"\1“", text).replace('"', "”")
    return re.sub(r"(^|[\s(\[“—–-])'", r"\1‘", text).replace("'", "’")


def _inner(text: str) -> str:
    """Quotation marks inside quotation marks: double ones become single."""
    return text.replace("“", "‘").replace("”", "’")
