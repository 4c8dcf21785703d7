"""How prose is set: typographic quotation marks, apostrophes, dashes and ellipses, one space between words.

A text is read as runs of characters without the marks of its Markdown. Where a rule cannot be sure, as with a quotation mark that
is never closed, it leaves the text alone. What it makes of a text it leaves alone the next time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from briefing.model.base import Text
from briefing.model.markup import Address, Bold, Citation, Emph, InlineNote, Marks, Prose, Words

HOLDS_STRAIGHT = re.compile(r"""["']|\.\.\.|--| - |\d-\d|\S {2,}\S""")
"""What a text must hold to be looked at: nearly all hold none of it."""
_OBJECT = "\ufffc"
"""Stands for a citation among the characters of a run."""
_TOKEN = re.compile(r"`[^`]*`|[^\s`]+")
_NO_WORD = re.compile(r"`|://|\bwww\.|\w@\w|\\")
"""What makes of a token an address, a path or code, which are no prose."""


@dataclass(frozen=True, slots=True)
class Change:
    """The characters `start` to `end` of a text, what should stand there, and why."""

    start: int
    end: int
    text: str
    message: str


@dataclass(slots=True)
class Char:
    """A character of a run: what it is now, its place in the text, and whether it is the author's to set."""

    char: str
    at: int
    free: bool


Run = list[Char]


def changes(text: Text) -> list[Change]:
    """Everything that should be set otherwise, by place; nothing where the Markdown of the text has a fault."""
    if not HOLDS_STRAIGHT.search(text) or (isinstance(text, Prose) and text.content.faults):
        return []
    found = [change for run in runs(text) for change in _settle(run)]
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
                run.append(Char(_OBJECT, start, False))
            case InlineNote(children, _, _):
                made.append([])
                _gather(children, text, made[-1], made)
            case Emph(children) | Bold(children) | Address(_, children, _, _):
                _gather(children, text, run, made)


_Found = Iterator[tuple[int, int, str, str]]
"""Positions in a run, what should stand there, and the message."""


def _settle(run: Run) -> Iterator[Change]:
    """Apply the rules until none finds anything more."""
    moved = True
    while moved:
        moved = False
        for rule in _RULES:
            now: Run = []
            done = 0
            for start, end, text, message in rule("".join(one.char for one in run)):
                ones = run[start:end]
                if all(one.free for one in ones) and ones[-1].at - ones[0].at == len(ones) - 1:
                    yield Change(ones[0].at, ones[-1].at + 1, text, message)
                    now += [*run[done:start], Char(text, ones[0].at, True)]
                    done, moved = end, True
            run = [*now, *run[done:]]


# Rules -------------------------------------------------------------------------------------------------------------------

_ELLIPSIS = re.compile(r"(?<![./\\])\.{3}(?![./\\])")
_DOUBLE_HYPHEN = re.compile(r"""(?<=[\w.,;:!?)\]%"'”’])--(?=[\w(\["'“‘$€£])|(?<= )--(?= )""")
_SPACED_HYPHEN = re.compile(r"(?<=(\S) )-(?=[ \n](\S))")
_SPACES = re.compile(r"(?<=\S) {2,}(?=\S)")
_RANGE = re.compile(r"(?<![\w.,:;/\\#–-])(\d+(?:[.,]\d+)*)(-)(\d+(?:[.,]\d+)*)(?![\w/\\–-]|[.,:]\d)")


def _ellipses(text: str) -> _Found:
    for match in _ELLIPSIS.finditer(text):
        yield *match.span(), "…", "`...` should be `…`"


def _double_hyphens(text: str) -> _Found:
    for match in _DOUBLE_HYPHEN.finditer(text):
        yield *match.span(), "–", "`--` should be `–`"


def _spaced_hyphens(text: str) -> _Found:
    for match in _SPACED_HYPHEN.finditer(text):
        if not (match[1].isdigit() and match[2].isdigit()):  # which may be a difference
            yield *match.span(), "–", "the hyphen between spaces should be a dash, `–`"


def _spaces(text: str) -> _Found:
    for match in _SPACES.finditer(text):
        yield *match.span(), " ", f"{len(match[0])} spaces should be one"


def _ranges(text: str) -> _Found:
    for match in _RANGE.finditer(text):
        if _rises(match[1], match[3]):
            yield *match.span(2), "–", f"the hyphen in the range `{match[0]}` should be `–`"


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


_DOUBLE, _SINGLE = re.compile('["“”]'), re.compile("['‘’]")
_SIDES = {"“": 1, "”": -1}
_CLOSING_SINGLE = re.compile(r"(?<=\S)['’](?!\w)")
_OPENING, _CLOSING, _JOINING = "([{“‘", ")]}”’.,;:!?…", "–—-/"
_ELISION = re.compile(r"'(?:\d0s\b|\d\d\b|(?:tis|twas|twere|em|til|cause|round|bout|n)\b)", re.IGNORECASE)


def _side(chars: list[str], at: int) -> int:
    """Whether a quotation mark opens (1) or closes (-1), by what stands around it; 0 where that cannot be told."""
    before = chars[at - 1] if at else " "
    after = next((char for char in chars[at + 1 : at + 4] if char not in "\"'"), " ")
    if before.isspace() and after.isspace():
        return 0
    if before.isspace() or before in _OPENING:
        return 1
    if after.isspace() or after in _CLOSING or after == _OBJECT:
        return -1
    if before in _JOINING:
        return 1
    if after in _JOINING or before in _CLOSING:
        return -1
    return after.isalnum() - before.isalnum()


def _double_quotes(text: str) -> _Found:
    """All of a run or none: where they do not alternate, one of them was misread."""
    chars = list(text)
    found: list[tuple[int, int, str, str]] = []
    is_open = False
    for match in _DOUBLE.finditer(text):
        at = match.start()
        side = _SIDES.get(match[0]) or _side(chars, at)
        if side != (-1 if is_open else 1):
            return
        is_open = side == 1
        if match[0] == '"':
            chars[at] = "“" if is_open else "”"
            found.append((at, at + 1, chars[at], f'the straight `"` should be `{chars[at]}`'))
    if not is_open:
        yield from found


def _single_quotes(text: str) -> _Found:
    chars = list(text)
    last = max((match.start() for match in _CLOSING_SINGLE.finditer(text)), default=-1)
    is_open = False
    for match in _SINGLE.finditer(text):
        at, mark = match.start(), match[0]
        if mark == "'":
            mark = _single(text, chars, at, is_open=is_open, may_open=at + 1 < last)
        if mark:
            is_open = mark == "‘" or (is_open and chars[at + 1 : at + 2] != [] and chars[at + 1].isalnum())
        if mark and match[0] == "'":
            chars[at] = mark
            yield at, at + 1, mark, f"the straight `'` should be `{mark}`"


def _single(text: str, chars: list[str], at: int, *, is_open: bool, may_open: bool) -> str:
    """What a straight single mark should be; empty where that cannot be told."""
    before, after = chars[at - 1] if at else " ", text[at + 1 : at + 2] or " "
    if before.isalnum() and after.isalpha():
        return "’"
    if before in "\"'" or after == "'" or (before.isdigit() and not is_open):
        return ""  # feet and minutes, or something that is not understood
    if not before.isalnum() and _ELISION.match(text, at):
        return "’"
    side = _side(chars, at)
    if side == -1:
        return "’"
    return "‘" if side == 1 and may_open else ""


_RULES: tuple[Callable[[str], _Found], ...] = (
    _ellipses,
    _spaces,
    _double_hyphens,
    _spaced_hyphens,
    _ranges,
    _double_quotes,
    _single_quotes,
)
"""Each finds its places in their order."""
