"""Values that a file does not have yet, as a person would type them."""

from __future__ import annotations

from itertools import pairwise

from briefing.mend.plain import Plain
from briefing.mend.styles import BLOCKS, ESCAPED_BREAK, STEP, Shape, encoded, header, is_text, joint, lead, natural, says, token
from briefing.mend.words import begins_sentence, cut, inside_citations
from briefing.mend.wrapping import Room, filled


def rendered(value: Plain, indent: int, width: int, taken: int | None = None) -> str:
    """A value as it stands after `- ` or `key: `; its lines but the first begin with `indent` spaces and end by `width`.

    Lists and mappings are blocks, of which the first line has no indentation yet; long texts are folded, and their sentences
    begin on new lines. `taken` is how much of the first line is used already, by default the indentation.
    """
    if isinstance(value, str):
        return _text(value, indent, width, indent if taken is None else taken)
    pad = f"\n{' ' * indent}"
    if isinstance(value, list):
        return pad.join(f"- {rendered(one, indent + 2, width)}" for one in value) or "[]"
    return pad.join(_entry(key, one, indent, width) for key, one in value.items()) or "{}"


def _entry(key: str, value: Plain, indent: int, width: int) -> str:
    name = in_brackets(key)
    inner = indent + STEP
    if value and not isinstance(value, str):
        return f"{name}:\n{' ' * inner}{rendered(value, inner, width)}"
    return f"{name}: {rendered(value, inner, width, indent + len(name) + 2)}"


def in_brackets(value: Plain) -> str:
    """A value on one line, as it stands between brackets: `[a, b]`, `{k: v}`, or a text by itself."""
    if isinstance(value, list):
        return f"[{', '.join(map(in_brackets, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{in_brackets(key)}: {in_brackets(one)}' for key, one in value.items())}}}"
    return next(
        filter(None, (_written(value, style, 0, 0, in_bracket=True) for style in natural(value, long=False, in_brackets=True)))
    )


def _text(value: str, indent: int, width: int, taken: int) -> str:
    long = taken + len(value) > width
    for style in natural(value, long=long, in_brackets=False):
        written = _written(value, style, indent, width)
        if written is not None:
            return written
    raise AssertionError("a text between double quotation marks may hold anything")


def _written(value: str, style: str, indent: int, width: int, *, in_bracket: bool = False) -> str | None:
    """The value in a style, if that can hold it."""
    words, tail = cut(value, style), len(value) - len(value.rstrip("\n"))
    texts = [encoded(one.text, style) for one in words]
    indicators = header(style, words, tail, STEP) if style in BLOCKS else ""
    if indicators is None or (style == "plain" and not is_text(value)):
        return None
    shape = Shape(style, indent, header=indicators)
    breaks: set[int] = set()
    if style == "folded":
        breaks = {at for at, (before, word) in enumerate(pairwise(texts), 1) if begins_sentence(before, word)}
        breaks |= {at for at, word in enumerate(words) if at and word.joint != " "}
        glued = inside_citations(texts, width - indent)
        for first, end in pairwise([0, *sorted(breaks), len(texts)]):
            breaks.update(filled(texts[first:end], Room(indent, indent, width), glued, first))
    joints = [joint(before, word, shape, broken=at in breaks) for at, (before, word) in enumerate(pairwise(words), 1)]
    body = "".join(between + text for between, text in zip([lead(words, shape), *joints], texts, strict=bool(texts)))
    written = token(body + ("" if style in BLOCKS else ESCAPED_BREAK * tail), shape)
    return written if says(written, value, max(0, indent - STEP), in_brackets=in_bracket) else None
