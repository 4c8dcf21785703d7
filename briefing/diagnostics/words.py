"""How messages name things: values cut to a line, lists of allowed words, the word that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from briefing.source import Node, Scalar, Sequence


def short(text: str, most: int = 60) -> str:
    """A value on one line, cut where it is long, and without what cannot be seen."""
    words = "".join(char if char.isprintable() else "\ufffd" for char in " ".join(text[: 4 * most].split()))
    return words if len(words) <= most and len(text) <= 4 * most else f"{words[: most - 3].rstrip()}..."


def listing(words: Iterable[str]) -> str:
    """Words as code, with commas: `a`, `b` and `c`."""
    *first, last = [f"`{word}`" for word in words]
    return f"{', '.join(first)} and {last}" if first else last


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was probably meant to be."""
    plain = {one.lower().replace("_", "-"): one for one in known}
    if len(word) > 60:
        return None
    near = get_close_matches(word.lower().replace("_", "-").strip(), plain, n=1, cutoff=0.65)
    return plain[near[0]] if near else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint with the nearest known word; empty where none is near."""
    near = nearest(word, known)
    return f"did you mean `{near}`?" if near is not None else ""


def suggestion(word: str, known: Iterable[str], otherwise: str) -> str:
    """`did you mean ...?`, or, where nothing is near, all that is known after the words `otherwise`."""
    words = list(known)
    return did_you_mean(word, words) or f"{otherwise} {listing(words) if words else 'none'}"


def kind_of(node: Node | None) -> str:
    """What a value is, in plain words."""
    if node is None or (isinstance(node, Scalar) and node.is_null):
        return "empty"
    if isinstance(node, Scalar):
        return "a text"
    return "a list" if isinstance(node, Sequence) else "a mapping"
