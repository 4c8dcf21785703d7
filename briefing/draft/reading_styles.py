"""What styles say of paragraphs and characters: names, numbering, heading level and look, through what they are based on."""

from __future__ import annotations

import re

from msgspec import Struct

from briefing.ooxml.xml import Element, name

_VAL = name("val")
_NAME, _BASED, _STYLE_ID, _TYPE, _DEFAULT = (name(tag) for tag in ("name", "basedOn", "styleId", "type", "default"))
_P_PR, _R_PR, _NUM_PR, _NUM_ID, _LEVEL, _OUTLINE = (name(tag) for tag in ("pPr", "rPr", "numPr", "numId", "ilvl", "outlineLvl"))
_BOLD, _ITALIC, _STRIKE, _DOUBLE = (name(tag) for tag in ("b", "i", "strike", "dstrike"))
_OFF = ("0", "false", "off", "none")
_HEADING = re.compile("heading ([1-9])", re.IGNORECASE)
_BODY_LEVEL = 10


class ParagraphStyle(Struct, frozen=True):
    """What a paragraph is by its style alone."""

    name: str
    numbering: str = ""
    level: int = 0
    outline: int | None = None


class Look(Struct, frozen=True):
    """How characters look. None: as whatever stands behind has it."""

    style: str = ""
    bold: bool | None = None
    italic: bool | None = None
    struck: bool | None = None


class StyleSheet:
    """The styles of a file; without a root, of a file that has none."""

    def __init__(self, root: Element | None) -> None:
        found = [] if root is None else root.findall(name("style"))
        self._elements = {style.get(_STYLE_ID, ""): style for style in found}
        self._default = next((style.get(_STYLE_ID, "") for style in found if _is_default(style)), "")
        self._paragraphs: dict[str, ParagraphStyle] = {}
        self._looks: dict[str, Look] = {}

    def paragraph(self, key: str) -> ParagraphStyle:
        """The style of that id; where the file has none of that id, its default as Word has it."""
        key = key if key in self._elements else self._default
        if key not in self._paragraphs:
            self._paragraphs[key] = self._read_paragraph(key)
        return self._paragraphs[key]

    def look(self, key: str) -> Look:
        """The character style of that id."""
        if key not in self._looks:
            self._looks[key] = self._read_look(key)
        return self._looks[key]

    def _chain(self, key: str) -> list[Element]:
        """A style and those it is based on, the nearest first."""
        chain: list[Element] = []
        while (style := self._elements.get(key)) is not None and style not in chain:
            chain.append(style)
            key = value(style, _BASED)
        return chain

    def _read_paragraph(self, key: str) -> ParagraphStyle:
        chain = self._chain(key)
        if not chain:
            return ParagraphStyle("Normal")
        shown = value(chain[0], _NAME)
        properties = [found for style in chain if (found := style.find(_P_PR)) is not None]
        numbered = next((found for own in properties if (found := own.find(_NUM_PR)) is not None), None)
        numbering, level = ("", 0) if numbered is None else (value(numbered, _NUM_ID), number(value(numbered, _LEVEL)) or 0)
        return ParagraphStyle(shown, numbering, level, self._outline(chain, properties))

    def _outline(self, chain: list[Element], properties: list[Element]) -> int | None:
        """By what the styles say; a style that is a heading by its name alone is one as well."""
        for own in properties:
            if (level := outline(own)) is not None:
                return level
        for style in chain:
            if heading := _HEADING.fullmatch(value(style, _NAME)):
                return int(heading[1])
        return None

    def _read_look(self, key: str) -> Look:
        chain = self._chain(key)
        if not chain:
            return Look()
        shown = value(chain[0], _NAME)
        look = Look(shown)
        for style in chain:
            if (properties := style.find(_R_PR)) is not None:
                look = over(look, *switches(properties))
        return look


def value(parent: Element, tag: str) -> str:
    """The value of a child; empty where there is none."""
    found = parent.find(tag)
    return "" if found is None else found.get(_VAL, "")


def number(text: str) -> int | None:
    """A number that is not negative; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def outline(properties: Element) -> int | None:
    """The level of the heading from 1, or 10 for what is expressly none; None where the properties say nothing."""
    level = number(value(properties, _OUTLINE))
    return None if level is None else min(level + 1, _BODY_LEVEL)


def heading(level: int | None) -> int | None:
    """The level of a heading that a reader sees."""
    return None if level is None or level >= _BODY_LEVEL else level


def is_on(element: Element) -> bool:
    """Whether a property that is on or off is on; it is where it only stands there."""
    return element.get(_VAL, "1").lower() not in _OFF


def switches(properties: Element) -> tuple[bool | None, bool | None, bool | None]:
    """Bold, italic and struck, as far as properties of characters say."""
    bold, italic, struck = properties.find(_BOLD), properties.find(_ITALIC), None
    for tag in (_STRIKE, _DOUBLE):
        if (found := properties.find(tag)) is not None:
            struck = bool(struck) or is_on(found)
    return None if bold is None else is_on(bold), None if italic is None else is_on(italic), struck


def over(look: Look, bold: bool | None, italic: bool | None, struck: bool | None) -> Look:
    """The look, with what stands behind it where it says nothing itself."""
    return Look(
        look.style,
        bold if look.bold is None else look.bold,
        italic if look.italic is None else look.italic,
        struck if look.struck is None else look.struck,
    )


def _is_default(style: Element) -> bool:
    return style.get(_TYPE) == "paragraph" and style.get(_DEFAULT, "0").lower() not in _OFF
