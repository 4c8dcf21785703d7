"""Where a quotation may be cut out of a text: never inside of a word, a number or what makes one thing of several words.

`15 people` is not in `115 people`, `$740` not in `$740 million`, `NATO ally` not in `non-NATO ally`, `five people` not in
`twenty-five people`. A possessive `’s` may be left off: `Petro` is in `Petro’s visit`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from briefing.evidence.normalise import EM_DASHES, Normalised
from briefing.model.values import CURRENCIES

WINDOW = 64
"""Characters around an end of a quotation in which the word or number that it may cut is looked for."""

_EM, _FIXED = "\u2014", "\u00a0"
_MARKS_ON_LETTERS = (
    "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Scripts without spaces between words: nothing can be told of where theirs end."""
_LETTER = rf"(?:(?![{_UNSPACED}])[\w{_MARKS_ON_LETTERS}])"
_SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SCALES = "hundred thousand million billion trillion dozen lakh crore mn bn tn"


def _any(words: str) -> str:
    return rf"(?:{'|'.join(words.split())})\b"


_CURRENCY = "[$€£¥¢₩₪₫₱₹₺₽₿]"
_CODE = rf"(?:{'|'.join(sorted(CURRENCIES))})\b"
_SCALE = _any(_SCALES)
_NUMBER_WORD = rf"(?:{_any(_TENS)}(?:[ -]{_any(_SMALL)})?|{_any(_SMALL)})"
_SCALED = rf"(?:half[ ])?(?:an?[ ]|{_NUMBER_WORD}[ -])?{_SCALE}(?:[ -]{_SCALE})*"
_IN_WORDS = rf"""
    {_SCALED} (?:[ -](?:{_NUMBER_WORD}[ -])?{_SCALE})* (?:(?:,?[ ]and[ ]|[ -]) {_NUMBER_WORD} (?![ -]{_SCALE}))?
    | {_NUMBER_WORD}
"""
_JOINED = rf"""(?:
    [.)\]"']? - (?:["'(\[]|{_CURRENCY})?    # non-NATO, U.S.-backed, "genocide"-enabling, 10-20, €5-€6
    | '     # don't, Petro's, O'Brien
    | (?<=\d) [.,/:{_FIXED}{_EM}] (?=\d)
    | (?<=\b\w) \. (?=\w\b)     # U.S
)"""
_WORD = rf"{_LETTER}+ (?:{_JOINED}{_LETTER}+)*"
_IN_FIGURES = rf"""
    (?: (?<![\w.)]) (?:[-+]|[±~≈<>≤≥][ ]?) )?
    (?: [A-Z]{{0,3}}{_CURRENCY}[ ]? | {_CODE}[ ] )?
    (?:(?<![\w)"'])\.)? (?=\d) {_WORD} (?:[ ]{_SCALE})*
"""
_TAIL = rf"""
    (?: [ ]and[ ]an?[ ](?:half|third|quarter)\b )?
    (?: [ ]?[%‰°] | [ ]per[ ]?cent\b | [ ]percent(?:age[ ]points?)?\b | [ ]?{_CURRENCY}(?![ ]?\d) | [ ](?-i:{_CODE}) )?
"""
_TOKEN = rf"(?:{_IN_FIGURES}|\b(?i:{_IN_WORDS}))(?i:{_TAIL})(?:{_JOINED}{_LETTER}+)*|{_WORD}(?:(?<=\d)(?i:{_TAIL}))?"
"""What may not be cut. Runs of characters that belong to none of these may be cut anywhere."""

_POSSESSIVE = re.compile(r"'s(?!\w)")
_BEFORE_A_VERB = frozenset({"it", "he", "she", "that", "there", "here", "this", "what", "who", "where", "when", "how", "let"})
"""Words after which ’s is `is`, `has` or `us`, no possessive."""
_LEAN_ON_THE_NEXT = frozenset(f"{_SMALL} {_TENS} {_SCALES} a an and half per percent percentage".split())
"""Words that may make one number with the word after them."""
_AMBIGUOUS = re.compile(r"-|(?<=\d) (?=\d)")


def is_glued(text: str, at: int) -> bool:
    """Whether a word is cut at this place: the plainest case, told without a closer look."""
    return 0 < at < len(text) and text[at].isalnum() and text[at - 1].isalnum() and text[at].isascii() and text[at - 1].isascii()


def widened(text: Normalised, printed: str, start: int, end: int) -> tuple[int, int]:
    """The span with the words and numbers that it cuts taken in whole; the same span where it cuts none.

    `start` and `end` are offsets in the folded text, `printed` is what it was folded from: there an em dash parts two words
    where a hyphen joins them, and a fixed space joins the digits of one number.
    """
    first = None if _is_between_words(text.text, start) else _token_over(text, printed, start)
    last = None if _is_between_words(text.text, end) else _token_over(text, printed, end)
    if last and _POSSESSIVE.match(text.text, end) and text.text[last[0] : end].lower() not in _BEFORE_A_VERB:
        last = None
    return first[0] if first else start, last[1] if last else end


def _is_between_words(text: str, at: int) -> bool:
    """Whether it is plain, without a closer look, that nothing is cut here: plain words and a space meet."""
    if at in (0, len(text)):
        return True
    end = at - 1 if text[at - 1] == " " else at
    if text[end] != " " and not (text[end] in ",.;" and text[end + 1 : end + 2] in ("", " ")):
        return False
    word = text[text.rfind(" ", 0, end) + 1 : end]
    return word.isalpha() and word not in CURRENCIES and word.lower() not in _LEAN_ON_THE_NEXT


def _token_over(text: Normalised, printed: str, at: int) -> tuple[int, int] | None:
    """The word or number that has characters on both sides of this place."""
    left = max(0, at - WINDOW)
    left = left and max(left, text.text.find(" ", left, at) + 1)
    window = _as_printed(text, printed, left, min(len(text.text), at + WINDOW))
    for start, end in _tokens(window):
        if left + end > at:
            return (left + start, left + end) if left + start < at else None
    return None


def _tokens(window: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _token().finditer(window))


@cache
def _token() -> re.Pattern[str]:
    """Slow to compile, and only needed where an original is at hand."""
    return re.compile(_TOKEN, re.VERBOSE)


def _as_printed(text: Normalised, printed: str, left: int, right: int) -> str:
    """A stretch of the folded text in which em dashes are no hyphens and fixed spaces between digits no others."""
    window = list(text.text[left:right])
    for match in _AMBIGUOUS.finditer(text.text, left, right):
        char = printed[text.at(match.start())]
        if char in EM_DASHES:
            window[match.start() - left] = _EM
        elif char.isspace() and char != " ":
            window[match.start() - left] = _FIXED
    return "".join(window)
