"""Text without its typography, and the way back to the text as printed.

Quotation marks, dashes, ellipses, spaces, soft hyphens and ligatures are folded, since two printings of the same words differ in
them. Letters, accents, case, digits, signs and currency are kept: they are what a quotation says.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_FOLDED = {
    **dict.fromkeys("‘’‚‛′´`", "'"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": "...",
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
}


@dataclass(frozen=True, slots=True)
class Normalised:
    """Folded text; `at[i]` is the offset in the printed text of folded character `i`, with one entry more for the end."""

    text: str
    at: tuple[int, ...]


def normalise(text: str, start: int = 0) -> Normalised:
    """Fold `text`; its first character has the offset `start`. Runs of white space become one space."""
    folded: list[str] = []
    at: list[int] = []
    for offset, char in enumerate(text, start):
        if char.isspace():
            if folded and folded[-1] != " ":
                folded.append(" ")
                at.append(offset)
            continue
        plain = char if char.isascii() and char != "`" else _FOLDED.get(char)
        for one in unicodedata.normalize("NFKC", char) if plain is None else plain:
            folded.append(one)
            at.append(offset)
    if folded and folded[-1] == " ":
        folded.pop()
        at.pop()
    return Normalised("".join(folded), (*at, at[-1] + 1 if at else start))
