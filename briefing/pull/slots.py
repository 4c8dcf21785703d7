"""A text of the draft beside the value that it was drawn from: which of its words are whose."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import cached_property

from msgspec import Struct

from briefing.document import Home
from briefing.pull.markdown import Hunk
from briefing.pull.tokens import Token, Tokens, of_plain, of_prose
from briefing.pull.units import Unit

_SET = frozenset({"title", "heading", "caption", "columns", "subtitle"})


class Slot(Struct, frozen=True, dict=True):
    """A paragraph as it was sent, and where its words come from."""

    unit: Unit
    home: Home
    drawn: Tokens
    """Its words as they stood in the draft, with those of the program."""

    @cached_property
    def shown(self) -> Tokens:
        """The words of the value, as its reader meets them."""
        return of_prose(self.home.value) if self.home.kind == "prose" else of_plain(self.home.value)

    @cached_property
    def owner(self) -> list[int] | None:
        """For each word drawn, its number among those of the value, -1 for the program's own; None where they do not agree."""
        left, right = [_face(token) for token in self.drawn], [_face(token) for token in self.shown]
        if left == right:
            return list(range(len(left)))
        owner = [-1] * len(left)
        matched = 0
        for block in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks():
            owner[block.a : block.a + block.size] = range(block.b, block.b + block.size)
            matched += block.size
        return owner if matched == len(right) else None

    @cached_property
    def calls(self) -> Mapping[str, str]:
        """What the calls of the draft cite, by the names of their notes, as the value writes it."""
        if self.owner is None:
            return {}
        pairs = zip(self.drawn, self.owner, strict=True)
        return {token.call: self.shown[at].call for token, at in pairs if token.call and at >= 0}

    @property
    def may_be_stressed(self) -> bool:
        """Whether bold and italic are an editor's: titles, headings and captions are set by their styles."""
        name = next((step for step in reversed(self.home.address) if isinstance(step, str)), "")
        return self.home.kind == "prose" and self.owner is not None and name not in _SET

    @cached_property
    def is_bold(self) -> bool:
        """Whether the draft sets it bold where the value does not: such bold is no stress."""
        return bool(self.drawn) and all(token.look.bold for token in self.drawn if not token.call and token.text.strip())

    def hunk(self, start: int, end: int, new: Tokens) -> Hunk | None:
        """A hunk of the words drawn as one of the value's words; None where it touches words of the program."""
        owner = self.owner
        assert owner is not None, "who asks for a hunk has seen that the text agrees with its value"
        if any(owner[at] < 0 for at in range(start, end)):
            return None
        before = [owner[at] for at in range(start) if owner[at] >= 0]
        first = owner[start] if end > start else (before[-1] + 1 if before else 0)
        if end == start and start < len(owner) and owner[start] < 0 and not before:
            return None  # before the words of the program, or among them
        return first, first + (end - start), tuple(self._own_look(token) for token in new)

    def _own_look(self, token: Token) -> Token:
        return token._replace(look=token.look._replace(bold=False)) if self.is_bold and not token.call else token


def _face(token: Token) -> str:
    return "\ufffc" if token.call else token.text
