"""Complex fields while a story is read: their codes are no text, their results are, and those of contents are generated.

A field begins, separates and ends in runs of its own, which may lie in other paragraphs, in changes and in other fields.
"""

from __future__ import annotations

import re

from briefing.ooxml.xml import Element, name

_CHARACTER, _TYPE = name("fldChar"), name("fldCharType")
_WORD = re.compile(r'"([^"]*)"|(\S+)')


class Field:
    """A field that has begun."""

    __slots__ = ("codes", "is_code", "is_contents", "link")

    def __init__(self) -> None:
        self.codes: list[tuple[str, bool]] = []
        self.is_code = True
        self.is_contents = False
        self.link = ""

    def show(self, instruction: str) -> None:
        """From here on stands the result of the instruction."""
        self.is_code = False
        words = [quoted or bare for quoted, bare in _WORD.findall(instruction)]
        kind = words[0].upper() if words else ""
        self.is_contents = kind == "TOC"
        self.link = _address(words[1:]) if kind == "HYPERLINK" else ""


class Fields:
    """The fields of one story that are open at a place in it."""

    def __init__(self, story: Element) -> None:
        self._stack: list[Field] = []
        self._loose = _never_ended(story)
        self.is_code = False
        self.is_contents = False
        self.has_shown_contents = False
        """Whether contents have ended since somebody last set this to False."""
        self.link = ""

    def meet(self, character: Element) -> None:
        """A field character: a field begins, shows its result, or ends. One that never ends is none."""
        kind = character.get(_TYPE)
        if kind == "begin" and character not in self._loose:
            self._stack.append(Field())
        elif kind == "separate" and self._stack:
            top = self._stack[-1]
            kept = "".join(text for text, is_deleted in top.codes if not is_deleted)
            top.show(kept or "".join(text for text, _ in top.codes))
        elif kind == "end" and self._stack:
            self.has_shown_contents |= self._stack.pop().is_contents
        self._settle()

    def code(self, text: str, *, is_deleted: bool) -> None:
        """A piece of a field's instruction."""
        if self._stack and self._stack[-1].is_code:
            self._stack[-1].codes.append((text, is_deleted))

    def enter(self, instruction: str) -> int:
        """A field that is an element around its result begins. Returns what `leave` wants."""
        field = Field()
        field.show(instruction)
        self._stack.append(field)
        self._settle()
        return len(self._stack) - 1

    def leave(self, before: int) -> None:
        """The end of that element, and of what began in it."""
        self.has_shown_contents |= any(field.is_contents for field in self._stack[before:])
        del self._stack[before:]
        self._settle()

    def _settle(self) -> None:
        self.is_code = any(field.is_code for field in self._stack)
        self.is_contents = any(field.is_contents for field in self._stack)
        self.link = next((field.link for field in reversed(self._stack) if field.link), "")


def _address(words: list[str]) -> str:
    """The address of a link; empty where it leads to a place in the same file."""
    address, place = "", ""
    rest = iter(words)
    for word in rest:
        if word.lower() == "\\l":
            place = next(rest, "")
        elif word.lower() in ("\\o", "\\t"):
            next(rest, "")
        elif not word.startswith("\\") and not address:
            address = word
    return f"{address}#{place}" if address and place else address


def _never_ended(story: Element) -> frozenset[Element]:
    """The characters that begin a field without end: taken for fields they would swallow all that follows."""
    begun: list[Element] = []
    for character in story.iter(_CHARACTER):
        kind = character.get(_TYPE)
        if kind == "begin":
            begun.append(character)
        elif kind == "end" and begun:
            begun.pop()
    return frozenset(begun)
