"""Text without its typography, and the way back to the text as printed.

Quotation marks, dashes, ellipses, spaces, soft hyphens, ligatures and full-width forms are folded, and accents composed (NFC),
since two printings of the same words differ in them. Letters, accents, case, digits, signs and currency are kept: they are what a
quotation says. So are superscripts, fractions and circled digits, which NFKC would turn into other numbers: 10² is not 102.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct

EM_DASHES = "—―⸺⸻"
"""Dashes that part what stands around them, spaces or none."""
_MARKS = {
    **dict.fromkeys("‘’‚‛′´`ʼ‹›\u1fef\u1ffd", "'"),
    **dict.fromkeys("“”„‟«»″〝〞〟", '"'),
    **dict.fromkeys("‐‑‒–−﹘﹣" + EM_DASHES, "-"),
    "…": "...",
}
UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Soft hyphens, marks of zero width, byte order marks: in the file, and not on the page."""
_LIGATURES = [*range(0xFB00, 0xFB07), *range(0xFB13, 0xFB18)]
_FULL_WIDTH = [*range(0xFF01, 0xFF5F), 0xFFE0, 0xFFE1, 0xFFE5, 0xFFE6]


def _plain(code: int) -> str:
    """A ligature or full-width form as the characters that it stands for, folded themselves."""
    return "".join(_MARKS.get(char, char) for char in unicodedata.normalize("NFKC", chr(code)))


_FOLDED = {**_MARKS, **dict.fromkeys(UNSEEN, ""), **{chr(code): _plain(code) for code in _LIGATURES + _FULL_WIDTH}}
_ODD_SPACE = rf"[^\S ]|[{UNSEEN}]|  "
_VISIBLE = "".join(re.escape(char) for char in _FOLDED if char not in UNSEEN)
_IN_ASCII = re.compile(r"[^\S ]|  |`")
_HAS_ODD_SPACE = re.compile(_ODD_SPACE)
_WITHOUT_ODD_SPACE = re.compile(f"[{_VISIBLE}]+")
_WITH_ODD_SPACE = re.compile(rf"[\s{UNSEEN}{_VISIBLE}]{{2,}}|[^\S ]|[{UNSEEN}{_VISIBLE}]")


class Normalised(Struct, frozen=True):
    """Folded text, and where each of its characters was printed.

    Most characters are printed one after the other, so that only the places are kept where the two texts fall out of step: the
    folded character `folded[i]` was printed at `printed[i]`, and those after it follow one by one up to `folded[i + 1]`.
    """

    text: str
    folded: tuple[int, ...]
    printed: tuple[int, ...]

    def at(self, index: int) -> int:
        """The offset in the printed text of folded character `index`; of the end, where it is the length of the text."""
        run = bisect_right(self.folded, index) - 1
        return self.printed[run] + index - self.folded[run]


def normalise(text: str, start: int = 0) -> Normalised:
    """Fold `text`; its first character has the offset `start`. Runs of white space become one space, those at the ends none."""
    bare = text.strip()
    start += text.find(bare[:1])
    if bare.isascii() and not _IN_ASCII.search(bare):
        return Normalised(bare, (0,), (start,))
    steps = _Steps(start)
    odd = _WITH_ODD_SPACE if _HAS_ODD_SPACE.search(bare) else _WITHOUT_ODD_SPACE
    pieces: list[str] = []
    done = 0
    for match in odd.finditer(bare):
        steps.put(match.start() - done, start + done)
        pieces.append(bare[done : match.start()])
        done = match.end()
        spaced = not any(pieces)
        for at, char in enumerate(match[0], start + match.start()):
            plain = _FOLDED.get(char, char)
            if char.isspace():
                plain, spaced = "" if spaced else " ", True
            elif plain:
                spaced = False
            for _ in plain:
                steps.put(1, at)
            pieces.append(plain)
    steps.put(len(bare) - done, start + done)
    folded = steps.normalised("".join([*pieces, bare[done:]]).rstrip(" "))
    if folded.text.isascii() or unicodedata.is_normalized("NFC", folded.text):
        return folded
    return _composed(folded)


def seen(printed: str) -> str:
    """Printed text on one line, without the characters that are not seen."""
    return " ".join(printed.translate(dict.fromkeys(map(ord, UNSEEN))).split())


class _Steps:
    """Where the folded text and the printed one fall out of step, gathered from left to right."""

    def __init__(self, start: int) -> None:
        self._length = 0
        self._folded, self._printed = [0], [start]

    def put(self, count: int, at: int) -> None:
        """The next `count` folded characters were printed one after the other from `at` on."""
        if self._folded[-1] == self._length:
            self._printed[-1] = at
        elif self._printed[-1] + self._length - self._folded[-1] != at:
            self._folded.append(self._length)
            self._printed.append(at)
        self._length += count

    def normalised(self, text: str) -> Normalised:
        """The folded text with its places."""
        return Normalised(text, tuple(self._folded), tuple(self._printed))


def _composed(apart: Normalised) -> Normalised:
    """Letters and accents that were printed apart, composed: each where its letter was printed."""
    steps = _Steps(apart.at(0))
    pieces: list[str] = []
    for start, end in _clusters(apart.text):
        whole = unicodedata.normalize("NFC", apart.text[start:end])
        for index in range(len(whole)):
            steps.put(1, apart.at(start + min(index, end - start - 1)))
        pieces.append(whole)
    steps.put(0, apart.at(len(apart.text)))
    return steps.normalised("".join(pieces))


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of a text that can be composed by themselves: a letter and what is printed on it."""
    start = 0
    for at in range(1, len(text)):
        char = text[at]
        if unicodedata.combining(char) or (not char.isascii() and _join(text[start:at], char)):
            continue
        yield start, at
        start = at
    if text:
        yield start, len(text)


def _join(cluster: str, char: str) -> bool:
    """Whether the character becomes one with what stands before it, as the parts of a Korean syllable do."""
    apart = unicodedata.normalize("NFC", cluster) + unicodedata.normalize("NFC", char)
    return unicodedata.normalize("NFC", cluster + char) != apart
