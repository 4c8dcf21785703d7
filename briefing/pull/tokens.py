"""Texts as words: what is written in YAML and what stands in Word, in one form, so that they can be compared.

A token is a word, a space, or a single other character, of one look; or the call of a note, which is named by what it cites.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from briefing.model.arrangement import arranged
from briefing.model.markup import Address, Bold, Citation, Emph, InlineNote, Marks, Words, brackets, parse

_TOKEN = re.compile(r"[^\W_]+|[\W_]", re.DOTALL)
_TARGET = re.compile(r"@[\w/-]+")
_AFTER_CALL = ".,;:!?’”)]"
_LINE_ENDS = ("\n", "\r")


class Look(NamedTuple):
    """How characters look, and where they lead to."""

    bold: bool = False
    italic: bool = False
    link: str = ""


PLAIN = Look()
BREAK = "\u2029"
"""Where a paragraph was divided: no text has this character."""


class Token(NamedTuple):
    """A word, or the call of a note. `start` and `end` are its characters in the value that it was read from, if from one."""

    text: str
    look: Look = PLAIN
    call: str = ""
    """What a call cites, as it is written in the value; for a note that no value knows, any other name."""
    start: int = -1
    end: int = -1
    author: str = ""
    """Who put it in."""
    date: str = ""

    @property
    def key(self) -> tuple[str, Look | None, str]:
        """What two tokens must share to be the same. The look of a space is nobody's concern, but for its link."""
        text = self.text if self.text.isascii() else unicodedata.normalize("NFC", self.text)
        look = Look(link=self.look.link) if self.text.isspace() else self.look
        return text, look, cited(self.call) if self.call else ""


Tokens = tuple[Token, ...]


def words(text: str, look: Look = PLAIN, at: int = 0) -> Iterator[Token]:
    """The tokens of characters of one look, with their places, the first at `at`."""
    for match in _TOKEN.finditer(text):
        yield Token(match[0], look, "", at + match.start(), at + match.end())


def of_prose(value: str) -> Tokens:
    """A text in the small Markdown as its reader meets it: each citation or inline note is a call.

    White space at its ends, like the line end of a block of lines in YAML, no reader meets.
    """
    closing = brackets(value)

    def read(marks: Marks, look: Look) -> Iterator[Token]:
        for mark in arranged(marks):
            match mark:
                case Words(text, start, end) if len(text) == end - start:
                    yield from words(text, look, start)
                case Words(text, start, end):  # written with an escape: one character
                    yield Token(text, look, "", start, end)
                case Emph(children):
                    yield from read(children, look._replace(italic=True))
                case Bold(children):
                    yield from read(children, look._replace(bold=True))
                case Address(url, children):
                    yield from read(children, look._replace(link=url))
                case Citation(_, start, end):
                    yield Token("", PLAIN, value[start:end], start, end)
                case InlineNote(_, start):
                    end = closing.get(start + 1, start + 1) + 1
                    yield Token("", PLAIN, value[start:end], start, end)

    return trimmed(tuple(read(parse(value).marks, PLAIN)))


def of_plain(value: str) -> Tokens:
    """A text without markup, as its reader meets it: a line end is a space."""
    return trimmed(tuple(token._replace(text=" ") if token.text in _LINE_ENDS else token for token in words(value)))


def trimmed(tokens: Tokens) -> Tokens:
    """Without white space at the ends."""
    shown = [at for at, token in enumerate(tokens) if token.call or not token.text.isspace()]
    return tokens[shown[0] : shown[-1] + 1] if shown else ()


def tidy(tokens: Iterable[Token]) -> Tokens:
    """As a text of Word can be written: line ends and tabs are spaces, none stand at the ends, and calls follow punctuation."""
    made: list[Token] = []
    for token in tokens:
        is_gap = token.text in ("\n", "\t", "\r")
        made.append(token._replace(text=" ") if is_gap else token)
    while made and not made[0].call and made[0].text == " ":
        made.pop(0)
    while made and not made[-1].call and made[-1].text == " ":
        made.pop()
    return tuple(calls_placed(made))


def calls_placed(tokens: Sequence[Token]) -> list[Token]:
    """A call stands directly behind its word or the punctuation after it; calls of one spot are in their order.

    A space before a call that divides two words does so behind it.
    """
    placed: list[Token] = []
    at, is_apart = 0, False
    while at < len(tokens):
        token = tokens[at]
        if not token.call:
            if is_apart and not token.text.isspace():
                placed.append(Token(" "))
            placed.append(token)
            at, is_apart = at + 1, False
            continue
        while placed and not placed[-1].call and placed[-1].text == " ":
            placed.pop()
            is_apart = True
        after = at + 1
        while after < len(tokens) and tokens[after].text and tokens[after].text in _AFTER_CALL:
            placed.append(tokens[after])
            after += 1
        placed.append(token)
        at = after
    return placed


def plain(tokens: Iterable[Token]) -> str:
    """The characters, without calls."""
    return "".join(token.text for token in tokens)


def cited(call: str) -> str:
    """A call by what it cites alone, however that is spaced or bracketed: `[@a] [@b]` prints what `[@a; @b]` does."""
    return " ".join(_TARGET.findall(call)) if call.startswith("[@") else call


def same(left: Sequence[Token], right: Sequence[Token], *, in_form: bool = True) -> bool:
    """Whether two texts say the same, in the same form if asked."""
    one, other = _joined(left), _joined(right)
    if not in_form:
        one, other = [(text, None, call) for text, _, call in one], [(text, None, call) for text, _, call in other]
    return one == other


def _joined(tokens: Iterable[Token]) -> list[tuple[str, Look | None, str]]:
    """The keys of tokens, citations that meet as one."""
    made: list[tuple[str, Look | None, str]] = []
    for token in tokens:
        key = token.key
        if made and key[2].startswith("@") and made[-1][2].startswith("@"):
            made[-1] = ("", key[1], f"{made[-1][2]} {key[2]}")
        else:
            made.append(key)
    return made
