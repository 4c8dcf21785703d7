"""How prose is set in its language: typographic quotation marks, apostrophes, dashes and ellipses, one space between words.

A text is read as runs of characters without the marks of its Markdown. Where a rule cannot be sure, as with a quotation mark that
is never closed, it leaves the text alone. What it makes of a text it leaves alone the next time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec import Struct

from briefing.mend.quotation import OBJECT, Found, apostrophes, pairs
from briefing.model.base import Text
from briefing.model.markup import Address, Bold, Citation, Emph, InlineNote, Marks, Prose, Words
from briefing.wording import Wording

HOLDS_STRAIGHT = re.compile(r"""["']|\.\.\.|--| - |\d-\d|\S {2,}\S""")
"""What a text must hold to be looked at: nearly all hold none of it."""
_TOKEN = re.compile(r"`[^`]*`|[^\s`]+")
_NO_WORD = re.compile(r"`|://|\bwww\.|\w@\w|\\")
"""What makes of a token an address, a path or code, which are no prose."""


class Change(Struct, frozen=True):
    """The characters `start` to `end` of a text, what should stand there, and why."""

    start: int
    end: int
    text: str
    message: str


class Char(Struct):
    """A character of a run: what it is now, its place in the text, and whether it is the author's to set."""

    char: str
    at: int
    free: bool


Run = list[Char]


def changes(text: Text, spoken: Wording) -> list[Change]:
    """Everything that should be set otherwise in a language, by place; nothing where the Markdown of the text has a fault."""
    if not HOLDS_STRAIGHT.search(text) or (isinstance(text, Prose) and text.content.faults):
        return []
    found = [change for run in runs(text) for change in _settle(run, spoken)]
    return sorted(found, key=lambda change: change.start)


def changed(text: str, found: list[Change]) -> str:
    """The text with its changes, which stand in the order of their places."""
    pieces: list[str] = []
    done = 0
    for one in found:
        pieces += [text[done : one.start], one.text]
        done = one.end
    return "".join([*pieces, text[done:]])


def runs(text: Text) -> list[Run]:
    """The text as a reader sees it; each inline note by itself."""
    if not isinstance(text, Prose):
        made: list[Run] = [[Char(char, at, True) for at, char in enumerate(text)]]
    else:
        made = [[]]
        _gather(text.content.marks, text, made[0], made)
    for run in made:
        for token in _TOKEN.finditer("".join(one.char for one in run)):
            if _NO_WORD.search(token[0]):
                for one in run[token.start() : token.end()]:
                    one.free = False
    return made


def _gather(marks: Marks, text: str, run: Run, made: list[Run]) -> None:
    for mark in marks:
        match mark:
            case Words(words, start, end):
                plain = len(words) == end - start  # else it was written with a backslash, and is meant as it is
                for number, char in enumerate(words):
                    at = start + number if plain else start
                    shown = text[at] if plain else char.replace(" ", "\n")  # the end of a line, forced or not, is no space here
                    run.append(Char(shown, at, plain and shown == char))
            case Citation(_, start, _):
                run.append(Char(OBJECT, start, False))
            case InlineNote(children, _, _):
                made.append([])
                _gather(children, text, made[-1], made)
            case Emph(children) | Bold(children) | Address(_, children, _, _):
                _gather(children, text, run, made)


def _settle(run: Run, spoken: Wording) -> Iterator[Change]:
    """Apply the rules until none finds anything more."""
    moved = True
    while moved:
        moved = False
        for rule in _RULES:
            now: Run = []
            done = 0
            for start, end, text, message in rule("".join(one.char for one in run), spoken):
                ones = run[start:end]
                if all(one.free for one in ones) and ones[-1].at - ones[0].at == len(ones) - 1:
                    yield Change(ones[0].at, ones[-1].at + 1, text, message)
                    now += [*run[done:start], Char(text, ones[0].at, True)]
                    done, moved = end, True
            run = [*now, *run[done:]]


# Rules -------------------------------------------------------------------------------------------------------------------

_ELLIPSIS = re.compile(r"(?<![./\\])\.{3}(?![./\\])")
_BEFORE_DASH, _AFTER_DASH = r"""[\w.,;:!?)\]%"'”’»]""", r"""[\w(\["'“‘«¿¡$€£]"""
_DOUBLE_HYPHEN = re.compile(rf"(?<={_BEFORE_DASH})--(?={_AFTER_DASH})|(?<= )--(?= )")
_ENCLOSING = re.compile(rf"(?<![^\s(\[])(--)(?={_AFTER_DASH})|(?<={_BEFORE_DASH})(--)(?![^\s.,;:!?)\]])")
"""Two hyphens before what they enclose, and after it."""
_SPACED_HYPHEN = re.compile(r"(?<=(\S) )-(?=[ \n](\S))")
_SPACES = re.compile(r"(?<=\S) {2,}(?=\S)")
_RANGE = re.compile(r"(?<![\w.,:;/\\#–-])(\d+(?:[.,]\d+)*)(-)(\d+(?:[.,]\d+)*)(?![\w/\\–-]|[.,:]\d)")


def _ellipses(text: str, _: Wording) -> Found:
    for match in _ELLIPSIS.finditer(text):
        yield *match.span(), "…", "`...` should be `…`"


def _double_hyphens(text: str, spoken: Wording) -> Found:
    dash = spoken.dashes.parting
    places = [match.span() for match in _DOUBLE_HYPHEN.finditer(text)]
    if not spoken.dashes.is_spaced:
        places = sorted([*places, *_enclosing(text)])
    for start, end in places:
        yield start, end, dash, f"`--` should be `{dash}`"


def _enclosing(text: str) -> list[tuple[int, int]]:
    """Pairs of two hyphens that hug what they enclose: all of a run or none, since one alone may be an option of a program."""
    found = list(_ENCLOSING.finditer(text))
    sides = [one.lastindex for one in found]
    return [one.span() for one in found] if sides == [1, 2] * (len(sides) // 2) else []


def _spaced_hyphens(text: str, spoken: Wording) -> Found:
    """Where dashes stand between spaces. Elsewhere it can be told neither what such a hyphen joins nor what it encloses."""
    dash = spoken.dashes.parting
    for match in _SPACED_HYPHEN.finditer(text) if spoken.dashes.is_spaced else ():
        if not (match[1].isdigit() and match[2].isdigit()):  # which may be a difference
            yield *match.span(), dash, f"the hyphen between spaces should be a dash, `{dash}`"


def _spaces(text: str, _: Wording) -> Found:
    for match in _SPACES.finditer(text):
        yield *match.span(), " ", f"{len(match[0])} spaces should be one"


def _ranges(text: str, spoken: Wording) -> Found:
    dash = spoken.dashes.between
    for match in _RANGE.finditer(text) if dash != "-" else ():
        if _rises(match[1], match[3]):
            yield *match.span(2), dash, f"the hyphen in the range `{match[0]}` should be `{dash}`"


def _rises(first: str, last: str) -> bool:
    """Whether two numbers are a range, and not a score, a pair or a month: `10-12`, `2019-22`, but not `2-1` or `2026-02`."""
    one, other = first.replace(",", ""), last.replace(",", "")
    if one.count(".") > 1 or other.count(".") > 1 or (len(one) > 1 and one.isdigit() and one[0] == "0"):
        return False
    if len(other) < len(one) and one.isdigit() and other.isdigit():
        if len(one) == 4 and len(other) == 2 and 1 <= int(other) <= 12:
            return False
        other = one[: -len(other)] + other
    return float(one) < float(other)


_RULES: tuple[Callable[[str, Wording], Found], ...] = (
    _ellipses,
    _spaces,
    _double_hyphens,
    _spaced_hyphens,
    _ranges,
    pairs,
    apostrophes,
)
"""Each finds its places in their order."""
