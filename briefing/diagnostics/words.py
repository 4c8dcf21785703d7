"""How messages name things: values cut to a line, lists of allowed words, the word that was probably meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

from briefing.source import Node, Scalar, Sequence

MOST_COMPARED = 300
"""The most words that are compared one by one with one that is not known; of more, those most like it by their letters."""

UNREAD = "are read in English only"
"""Why some sentences and quotations were not read; after what they are."""
EMPTY_CELL = "a cell without a value says so, like `not given`"
"""What to do where a cell of a table is missing or empty: who hears the table read would not know that nothing is there."""


def short(text: str, most: int = 60) -> str:
    """A value on one line, cut where it is long, and without what cannot be seen."""
    words = "".join(char if char.isprintable() else "\ufffd" for char in " ".join(text[: 4 * most].split()))
    return words if len(words) <= most and len(text) <= 4 * most else f"{words[: most - 3].rstrip()}..."


def listing(words: Iterable[str]) -> str:
    """Words as code, with commas: `a`, `b` and `c`."""
    return series(f"`{word}`" for word in words) or "nothing"


def series(words: Iterable[str]) -> str:
    """Words one after the other: a, b and c. Empty where there are none."""
    *first, last = list(words) or [""]
    return f"{', '.join(first)} and {last}" if first else last


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was probably meant to be."""
    if len(word) > 60:
        return None
    names = tuple(known)
    asked, plain = _plain(word).strip(), _by_plain(names)
    among = plain if len(plain) <= MOST_COMPARED else _alike(asked, names)
    near = get_close_matches(asked, among, n=1, cutoff=0.65)
    return plain[near[0]] if near else None


def _plain(word: str) -> str:
    return word.lower().replace("_", "-")


@lru_cache(maxsize=8)
def _by_plain(names: tuple[str, ...]) -> dict[str, str]:
    return {_plain(name): name for name in names}


def _alike(asked: str, names: tuple[str, ...]) -> list[str]:
    """The names that have the most in common with what is asked, by their runs of three letters, the rarest first."""
    index = _by_trigram(names)
    shared: Counter[str] = Counter()
    for names_with_it in sorted((index.get(run, []) for run in _trigrams(asked)), key=len):
        shared.update(names_with_it)
        if len(shared) > MOST_COMPARED:
            break
    return [name for name, _ in shared.most_common(MOST_COMPARED // 10)]


@lru_cache(maxsize=8)
def _by_trigram(names: tuple[str, ...]) -> dict[str, list[str]]:
    index: dict[str, list[str]] = {}
    for name in _by_plain(names):
        for run in _trigrams(name):
            index.setdefault(run, []).append(name)
    return index


def _trigrams(word: str) -> set[str]:
    return {word[at : at + 3] for at in range(max(len(word) - 2, 1))}


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


def plural(number: int, noun: str) -> str:
    """`1 fact`, `2 facts`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
