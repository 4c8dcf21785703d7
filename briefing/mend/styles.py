"""The five ways of writing a text in YAML: what each makes of a text, and which of them a person would take."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import yaml
from msgspec import Struct

from briefing.mend.insertion import quoted
from briefing.mend.words import Word

BLOCKS = ("literal", "folded")
STEP = 2
"""Spaces that a value on lines of its own stands deeper than what it belongs to."""
_LOADERS: tuple[Any, ...] = (yaml.BaseLoader, *filter(None, [getattr(yaml, "CBaseLoader", None)]))
"""Readers that differ in small things: only one, for instance, minds a tab in a plain text."""
_RESOLVER: Any = yaml.resolver.Resolver()
_TEXT = "tag:yaml.org,2002:str"
ESCAPED_BREAK = "\\n"
"""A line break between double quotation marks; in the other styles that are no blocks a value cannot begin or end with one."""
_QUOTATION_MARKS = {"plain": "", "single": "'", "double": '"'}


class Shape(Struct, frozen=True):
    """How a text is to be written."""

    style: str
    indent: int
    """Spaces before each of its lines but the first."""
    newline: str = "\n"
    header: str = ""
    """The first line of a block: its indicators, and perhaps a comment."""


def encoded(text: str, style: str) -> str:
    """The characters of a word as they are written in a style."""
    if style == "single":
        return text.replace("'", "''")
    return quoted(text)[1:-1] if style == "double" else text


def lead(words: Sequence[Word], shape: Shape) -> str:
    """What stands before the first word, written anew, but for the indicators of the style."""
    count = len(words[0].joint) if words else 0
    if shape.style in BLOCKS:
        return shape.newline * (count + 1) + " " * shape.indent
    return ESCAPED_BREAK * count


def token(body: str, shape: Shape) -> str:
    """A text as it stands in the file: all that is written between the indicators of its style."""
    mark = _QUOTATION_MARKS.get(shape.style, "")
    return f"{shape.header}{mark}{body}{mark}"


def joint(before: Word, word: Word, shape: Shape, *, broken: bool) -> str:
    """What stands between two words, written anew; `broken` puts a line break for a space."""
    if word.joint == " " and not broken:
        return " "
    count = 1 if word.joint == " " else len(word.joint)
    if shape.style == "double" and word.joint != " ":
        return ESCAPED_BREAK * count
    deeper = word.text[0] in " \t" or before.text[0] in " \t"
    folds = shape.style in ("plain", "single") or (shape.style == "folded" and not deeper)
    return shape.newline * (count + (folds and word.joint != " ")) + " " * shape.indent


def header(style: str, words: Sequence[Word], tail: int, deeper: int) -> str | None:
    """The indicators of a block for these words, with `tail` line breaks after them, `deeper` spaces inside its surroundings.

    None where a block is no good way to write them.
    """
    if not words or tail > 1:
        return None
    digit = str(deeper) if words[0].text.startswith(" ") else ""
    return f"{'|' if style == 'literal' else '>'}{digit}{'' if tail else '-'}"


def says(written: str, value: str, column: int, *, in_brackets: bool) -> bool:
    """Whether every reader reads what is written as the value, by itself and `column` spaces deep."""
    lines = "\n" * max(1, len(value) - len(value.rstrip("\n"))) if written[:1] in ("|", ">") else "\n"
    text = f"{' ' * column}- [{written}]\n" if in_brackets else f"{' ' * column}- {written}{lines}"
    try:
        found = [yaml.load(text, Loader=one) for one in _LOADERS]
    except (yaml.YAMLError, ValueError):
        return False
    return all(one == ([[value]] if in_brackets else [value]) for one in found)


def is_text(value: str) -> bool:
    """Whether every reader of YAML takes the value for text where it has no quotation marks: no number, date, `yes` or `null`."""
    return bool(_RESOLVER.resolve(yaml.ScalarNode, value, (True, False)) == _TEXT)


def natural(value: str, *, long: bool, in_brackets: bool) -> Iterator[str]:
    """The styles in the order in which a person would think of them."""
    blocks = not in_brackets
    if blocks and "\n" in value.rstrip("\n"):
        yield from ("folded", "literal") if long else ("literal", "folded")
    if blocks and long:
        yield "folded"
    if "\n" not in value:
        yield "plain"
        if not re.search(r'["\\]', value):
            yield "double"
        if "'" not in value:
            yield "single"
    if blocks and value.strip():
        yield "folded"
    yield "double"
