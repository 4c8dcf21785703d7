"""The small Markdown of prose, read into marks that know their place in the string.

Emphasis, strong, links and backslash escapes are CommonMark's, read by markdown-it-py; two rules of our own add pandoc's
citations (`[@fact]`, `[@a; @b/claim]`) and inline notes (`^[...]`). Everything else, HTML included, is plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from msgspec import Struct

from briefing.model.base import Text

# Marks: `start` and `end` are offsets into the string, end exclusive.


class Words(Struct, frozen=True):
    """Plain characters, escapes undone. `start` is the place of the first character, `end` of what follows the last."""

    text: str
    start: int
    end: int


class Emph(Struct, frozen=True):
    children: tuple[Mark, ...]


class Bold(Struct, frozen=True):
    children: tuple[Mark, ...]


class Address(Struct, frozen=True):
    """A link. `start` and `end` are those of its opening bracket."""

    url: str
    children: tuple[Mark, ...]
    start: int
    end: int


class Target(Struct, frozen=True):
    """What a citation names: a fact, or one of its claims (by the claim's id or its source)."""

    fact: str
    claim: str | None
    start: int
    end: int

    def __str__(self) -> str:
        return self.fact if self.claim is None else f"{self.fact}/{self.claim}"


class Citation(Struct, frozen=True):
    targets: tuple[Target, ...]
    start: int
    end: int


class InlineNote(Struct, frozen=True):
    """A note written where it is called. `start` and `end` are those of its opening mark; `brackets` tells where it is closed."""

    children: tuple[Mark, ...]
    start: int
    end: int


Mark = Words | Emph | Bold | Address | Citation | InlineNote
Marks = tuple[Mark, ...]


class Fault(Struct, frozen=True):
    """Something in a string that the small Markdown does not allow."""

    message: str
    hint: str
    start: int
    end: int


class Markup(Struct, frozen=True):
    """A string, read."""

    marks: Marks
    faults: tuple[Fault, ...]


class Prose(Text):
    """A text in the small Markdown."""

    @cached_property
    def content(self) -> Markup:
        """The text's marks, and what is wrong with it."""
        return parse(self)

    @property
    def words(self) -> str:
        """The text without its markup and its notes."""
        return "".join(mark.text for mark in walk(self.content.marks, into_notes=False) if isinstance(mark, Words))


def parse(text: str) -> Markup:
    """Read a string. Never fails: what is not markup is text, and what is wrong is told in `faults`.

    The line end that a block of lines has in YAML is no text.
    """
    text = text.rstrip("\n")
    faults: dict[Fault, None] = {}
    tokens: list[Token] = []
    parser = _markdown()
    parser.inline.parse(text, parser, {"faults": faults, "closing": brackets(text)}, tokens)
    marks = _marks(iter(tokens), None)
    return Markup(marks, (*faults, *_lost_links(marks)))


def walk(marks: Marks, *, into_notes: bool = True) -> Iterator[Mark]:
    """Every mark, and those inside it, in reading order."""
    for mark in marks:
        yield mark
        if isinstance(mark, Emph | Bold | Address) or (into_notes and isinstance(mark, InlineNote)):
            yield from walk(mark.children, into_notes=into_notes)


def targets(prose: Prose) -> Iterator[Target]:
    """Everything that a text cites, in reading order."""
    for mark in walk(prose.content.marks):
        if isinstance(mark, Citation):
            yield from mark.targets


def target_of(name: str) -> Target:
    """What `fact` or `fact/claim`, written outside of prose, names."""
    fact, _, claim = name.partition("/")
    return Target(fact, claim or None, 0, 0)


# Reading -----------------------------------------------------------------------------------------------------------------

_TARGET = re.compile(r"\s*@([a-z0-9]+(?:-[a-z0-9]+)*)(?:/([a-z0-9]+(?:-[a-z0-9]+)*))?\s*")
_CITATION_HINT = "write [@fact], [@fact-a; @fact-b] or [@fact/source]; a literal bracket is \\["


_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)


def _citation_hint(part: str) -> str:
    strange = next((char for char in part if not char.isascii()), None)
    if strange is None:
        return _CITATION_HINT
    return f"it holds U+{ord(strange):04X}, but names are made of a-z, 0-9 and hyphens"


class _Tracing(StateInline):
    """markdown-it's state, noting where in the string each token begins."""

    def pushPending(self) -> Token:  # noqa: N802 - the library's name
        length = len(self.pending)
        token = super().pushPending()
        token.meta["at"] = self.pos - length
        return token

    def push(self, ttype: str, tag: str, nesting: Any) -> Token:
        if self.pending and ttype == "link_open":  # the library has already stepped over the bracket
            self.pos -= 1
            self.pushPending()
            self.pos += 1
        token = super().push(ttype, tag, nesting)
        token.meta["at"] = self.pos
        return token


class _Inline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        state = _Tracing(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return tokens


@cache
def _markdown() -> MarkdownIt:
    parser = MarkdownIt("zero")
    parser.inline = _Inline()
    parser.inline.ruler.before("link", "citation", _citation)
    parser.inline.ruler.before("citation", "inline_note", _inline_note)
    parser.inline.ruler.enableOnly(["text", "escape", "emphasis", "link", "citation", "inline_note"])
    parser.inline.ruler2.enableOnly(["balance_pairs", "emphasis"])
    parser.validateLink = _always  # type: ignore[method-assign]  # unsafe links are reported, not passed over
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]  # addresses are printed as written
    return parser


def _always(url: str) -> bool:  # noqa: ARG001
    return True


def _fault(state: StateInline, message: str, hint: str, start: int, end: int) -> None:
    state.env["faults"].setdefault(Fault(message, hint, start, end))


def brackets(text: str) -> dict[int, int]:
    """For each opening bracket that is closed, where it is; escaped ones do not count."""
    opened: list[int] = []
    closing: dict[int, int] = {}
    for match in _BRACKET.finditer(text):
        if match[0] == "[":
            opened.append(match.start())
        elif match[0] == "]" and opened:
            closing[opened.pop()] = match.start()
    return closing


def _citation(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if not state.src.startswith("[@", start):
        return False
    bracket = _BRACKET.search(state.src, start + 1, state.posMax)
    close = bracket.start() if bracket and bracket[0] == "]" else -1
    if close < 0:
        _fault(state, "a citation is opened and not closed", _CITATION_HINT, start, start + 2)
        return False
    found: list[Target] = []
    at = start + 1
    for part in state.src[start + 1 : close].split(";"):
        match = _TARGET.fullmatch(part)
        if match:
            first = at + part.index("@")
            found.append(Target(match[1], match[2], first, at + len(part.rstrip())))
        else:
            _fault(state, f"`{part.strip()[:40]}` is not a citation", _citation_hint(part), at, at + max(len(part), 1))
        at += len(part) + 1
    if not silent:
        token = state.push("citation", "", 0)
        token.meta["targets"] = tuple(found)
        token.meta["end"] = close + 1
        if state.linkLevel:
            _fault(state, "a link holds a citation", "put the citation after the link", start, close + 1)
    state.pos = close + 1
    return True


def _inline_note(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if not state.src.startswith("^[", start):
        return False
    close = state.env["closing"].get(start + 1, -1)
    if not 0 <= close < state.posMax:
        _fault(state, "an inline note is opened and not closed", "end it with ]; a literal ^[ is \\^[", start, start + 2)
        return False
    if not silent:
        if state.env.get("in_note") or state.linkLevel:
            what = "a note" if state.env.get("in_note") else "a link"
            _fault(state, f"{what} holds a note", "put the note outside of it", start, close + 1)
        outer = state.posMax, state.env.get("in_note")
        state.push("note_open", "", 1)
        state.pos, state.posMax, state.env["in_note"] = start + 2, close, True
        state.md.inline.tokenize(state)
        state.push("note_close", "", -1).meta["end"] = close + 1
        state.posMax, state.env["in_note"] = outer
    state.pos = close + 1
    return True


def _marks(tokens: Iterator[Token], closing: str | None) -> Marks:
    marks: list[Mark] = []
    after = 0
    for token in tokens:
        if token.type == closing:
            break
        at = max(int(token.meta.get("at", 0)), after if token.type == "text" else 0)
        match token.type:
            case "text" | "text_special" | "hardbreak":
                written = len(token.markup or token.content) if token.type == "text_special" else len(token.content)
                after = at + written
                _add_words(marks, token.content.replace("\n", " ") or " " * (token.type == "hardbreak"), at, after)
            case "em_open":
                marks.append(Emph(_marks(tokens, "em_close")))
            case "strong_open":
                marks.append(Bold(_marks(tokens, "strong_close")))
            case "link_open":
                marks.append(Address(str(token.attrs["href"]), _marks(tokens, "link_close"), at - 1, at))
            case "note_open":
                marks.append(InlineNote(_marks(tokens, "note_close"), at, at + 2))
            case "citation":
                marks.append(Citation(token.meta["targets"], at, token.meta["end"]))
    return tuple(marks)


def _add_words(marks: list[Mark], text: str, start: int, end: int) -> None:
    """Add plain characters, joined to those before them where they follow at once and nothing was escaped."""
    if not text:
        return
    last = marks[-1] if marks else None
    if isinstance(last, Words) and last.end == start and len(last.text) == last.end - last.start and len(text) == end - start:
        marks[-1] = Words(last.text + text, last.start, end)
    else:
        marks.append(Words(text, start, end))


def _lost_links(marks: Marks) -> Iterator[Fault]:
    for mark in walk(marks):
        if isinstance(mark, Words) and (at := mark.text.find("](")) >= 0:
            yield Fault(
                "this is written like a link but cannot be read as one",
                "write [text](https://address) with no spaces in the address; a literal bracket is \\[",
                mark.start + at,
                mark.start + at + 2,
            )
