"""Where the sentences of a paragraph begin and end, and which of its words are quoted.

The text is plain: markup is gone, and each citation has become a single U+FFFC. All offsets are those of the given text.
"""

from __future__ import annotations

import re

CITATION = "\ufffc"
"""What stands in the text where a citation was called."""

HIDDEN = "\0"
"""What `without_quotations` puts in the place of each quoted character."""


def word_set(words: str) -> frozenset[str]:
    """The words of a string, for the lists of this room."""
    return frozenset(words.split())


FUNCTION_WORDS = word_set(
    """
    a about above across after again against ahead all almost along already also although always am among an and another
    any anyone anything are around as at away be because been before behind being below beside besides between beyond both
    but by can cannot could despite did do does doing done down during each eight either else enough even ever every
    everyone everything except few five following for four from further had has have having he hence her here hers herself
    him himself his how however i if in indeed instead into is it its itself just last later least less lest like many may
    maybe me meanwhile might mine more moreover most much must my myself neither never nevertheless next nine no nobody
    none nor not nothing now nowhere of off often on once one ones only onto or other others otherwise ought our ours
    ourselves out outside over own per perhaps quite rather same seven several shall she should since six so some somebody
    somehow someone something sometimes soon still such ten than that the their theirs them themselves then there thereby
    therefore these they this those though three through throughout thus to today together tomorrow too toward towards two
    under unless unlike until up upon us very via was we well were what whatever when whenever where whereas wherever
    whether which while who whoever whom whose why will with within without would yesterday yet you your yours yourself
    """
)
"""Words that hold a sentence together and name nothing; lower case."""

_QUOTE = re.compile('[“”"«»]')
_END = re.compile(r"([.!?…]+)(?:[”’\"'»)\]]|\s*\ufffc)*(?=\s|\Z)")
_NEXT = re.compile(r"\s+([“‘\"'«(\[¿¡]*)([$£€]?\w[\w-]*)?")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_ASKS = re.compile(
    r"(?:[^\W\d_][\w.’'-]*\s+){1,4}(?:says|said|asks|asked|wrote|writes|adds|added|told|tweeted|replied|shouted)\b"
)

_NEVER_LAST = word_set(
    """
    mr mrs ms messrs dr gen sen rep gov lt col maj capt cmdr sgt prof rev hon pres amb adm brig st mt vs v cf ca approx
    viz e.g i.e
    """
)
"""Abbreviations that lean on the word after them."""
_BEFORE_NUMBERS = word_set("no nos para paras p pp vol vols ch sec art arts fig figs ed eds")
"""Abbreviations before a number; without one they are words."""
_MAYBE_LAST = word_set(
    """
    Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Inc Ltd Co Corp Jr Sr Bros Dept Univ al Ph.D
    """
)
"""Abbreviations that may end a sentence: what follows decides."""


def sentences(text: str, leaning: frozenset[str] = frozenset()) -> tuple[tuple[int, int], ...]:
    """The spans of the sentences of a paragraph; every character that is no space is in exactly one.

    A citation after the full stop belongs to the sentence before it. A quotation is not cut, whatever stands inside it.
    `leaning` are abbreviations of another language, in lower case, that end no sentence.
    """
    found: list[tuple[int, int]] = []
    start = _skip_space(text, 0)
    quoted = quotations(text)
    for match in _END.finditer(text):
        if match.end() > start and _ends(text, start, match, quoted, leaning):
            found.append((start, match.end()))
            start = _skip_space(text, match.end())
    end = len(text.rstrip())
    if start < end:
        found.append((start, end))
    return tuple(found)


def quotations(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of “...”, «...» and "..." with their marks, outermost only. A mark without its fellow quotes nothing."""
    found: list[tuple[int, int]] = []
    opened: list[int] = []
    straight = -1
    for match in _QUOTE.finditer(text):
        mark, at = match[0], match.start()
        if mark in "“«" or (mark == '"' and _opens(text, at)):
            if mark == '"':
                straight = at
            else:
                opened.append(at)
            continue
        if mark == '"':
            start, straight = straight, -1
            while start >= 0 and opened and opened[-1] > start:
                opened.pop()
        else:
            start = opened.pop() if opened else -1
            straight = -1 if straight > start >= 0 else straight
        if start >= 0:
            while found and found[-1][0] > start:
                found.pop()
            found.append((start, at + 1))
    return tuple(found)


def without_quotations(text: str) -> str:
    """The text with every quoted character, marks included, replaced by `HIDDEN`: offsets stay as they are."""
    parts: list[str] = []
    reached = 0
    for start, end in quotations(text):
        parts += (text[reached:start], HIDDEN * (end - start))
        reached = end
    return "".join((*parts, text[reached:]))


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _opens(text: str, at: int) -> bool:
    """Whether a straight quotation mark opens: it has a space or bracket before it and none after it."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return (not before or before.isspace() or before in "([—–/‘“") and bool(after) and not after.isspace()


def _ends(
    text: str, start: int, match: re.Match[str], quoted: tuple[tuple[int, int], ...], leaning: frozenset[str] = frozenset()
) -> bool:
    """Whether a sentence that began at `start` ends with these marks."""
    following = _NEXT.match(text, match.end())
    if not following:
        return True  # nothing but the end of the text follows
    opening, word = following[1], following[2] or ""
    if not (opening or word[:1].isupper() or word[:1].isdigit() or word[:1] in tuple("$£€")):
        return not word and not text[following.end() :].strip()
    if any(first < match.start() and match.end() < last for first, last in quoted):
        return False
    marks = match[1]
    if marks == ".":
        return not _abbreviates(text, start, match, word, leaning)
    if marks[-2:] in ("..", "…"):  # an ellipsis with a space before it leaves something out, and the sentence goes on
        before = text[match.start() - 1 : match.start()] if match.start() else ""
        return bool(before) and not before.isspace() and before not in "[("
    # “Why?” Petro asked: the question ends, the sentence does not
    return not ("”" in match[0] and not opening and _ASKS.match(text, following.start(2)))


def _abbreviates(text: str, start: int, match: re.Match[str], following: str, leaning: frozenset[str]) -> bool:
    """Whether a full stop shortens the word before it and does not end the sentence."""
    before = text[max(start, match.start() - 14) : match.start()]
    word = "" if not before or before[-1].isspace() else before.split()[-1].lstrip("“‘\"'«([—–-")
    plain = word.lower()
    if text[start : match.start()].isdigit() and match.start() - start < 3:
        return True  # the number of an item in a list
    if plain in _NEVER_LAST or plain in leaning:
        return True
    if CITATION in match[0]:
        return False  # nobody cites in the middle of a name
    if plain in _BEFORE_NUMBERS:
        return following[:1].isdigit()
    if plain == "etc":
        return not following[:1].isupper()
    if word in _MAYBE_LAST or _DOTTED.fullmatch(word) or (len(word) == 1 and word.isupper() and word not in "IX"):
        at = match.end() + 1 + len(following)
        return not following[:1].isupper() or following.lower() not in FUNCTION_WORDS or text[at : at + 1] == "."
    return False
