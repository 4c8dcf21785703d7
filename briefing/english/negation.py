"""What a text says is not so: its negations, and the words that they reach."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from briefing.english.sentences import FUNCTION_WORDS, word_set

REACH = 5
"""The most content words that a negation is taken to reach."""


class Negation(Struct, frozen=True):
    """A word that denies. `start` and `end` are its offsets."""

    start: int
    end: int
    scope: tuple[str, ...]
    """Stems of the content words after it in its clause, `REACH` of them at most."""


_NEGATION = re.compile(
    r"""\b(?:
        no[ ]longer | no[ ]one
      | no (?! \.\s*\d | [ ]matter\b | [ ](?:fewer|less|more|later|earlier|sooner)[ ]than\b )
      | (?<!\bor[ ])not (?! [ ](?:only|just|merely|simply|least|to[ ]mention)\b )
      | never | none | nobody | nothing | nowhere | neither | nor | without | cannot | hardly | scarcely | barely
      | [a-z]+n[’']t
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_CLAUSE_END = re.compile(
    r"[.;:!?…—](?=\s|[”\"’)\ufffc]|\Z)|\s[–—]\s|—|\b(?:but|yet|although|though|while|whereas|because|unless)\b|\band\s+that\b"
)
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\b[^\W\d_][^\W_]*(?:[’'][^\W\d_]+)*")
_LONGEST_CLAUSE = 240
"""Characters after a negation in which its content words are looked for."""
_LIGHT = word_set(
    """
    according amid became become becomes becoming seem seemed seems appear appeared appears got get gets
    """
)


def negations(text: str) -> tuple[Negation, ...]:
    """Every negation, quoted ones too. `no fewer than`, `not only` and `No. 5` deny nothing."""
    return tuple(Negation(match.start(), match.end(), _scope(text, match.end())) for match in _NEGATION.finditer(text))


@lru_cache(maxsize=16384)
def content_stems(text: str) -> tuple[tuple[str, int], ...]:
    """The stem and the offset of each word that carries meaning; numbers are not among them."""
    return _stems(text, 0, len(text))


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A word without the endings of number, person and tense: `lifts`, `lifted` and `lifting` are `lift`.

    Stems are for comparing, not for reading: `resolved` and `resolve` are `resolv`.
    """
    plain = word.lower().replace("'", "’").removesuffix("’s").removesuffix("’")
    if "." in plain:
        return plain.replace(".", "")
    plain = _IRREGULAR.get(plain, plain)
    return _trimmed(_without_ending(plain)) if len(plain) > 3 else plain


def _scope(text: str, start: int) -> tuple[str, ...]:
    limit = min(len(text), start + _LONGEST_CLAUSE)
    ending = _CLAUSE_END.search(text, start, limit)
    end = ending.start() if ending else limit
    comma = text.find(",", start, end)
    if comma >= 0 and (found := _stems(text, start, comma)):
        return tuple(one for one, _ in found[:REACH])
    return tuple(one for one, _ in _stems(text, start, end)[:REACH])


def _stems(text: str, start: int, end: int) -> tuple[tuple[str, int], ...]:
    found: list[tuple[str, int]] = []
    for match in _WORD.finditer(text, start, end):
        word = match[0]
        plain = word.lower()
        if plain in FUNCTION_WORDS and not (word.isupper() and len(word) > 1):  # US is no us
            continue
        if len(word) < 2 or plain in _LIGHT or _is_contraction(plain):
            continue
        one = "left" if plain == "left" and text[match.start() - 1 : match.start()] == "-" else stem(word)
        found.append((one, match.start()))
    return tuple(found)


def _is_contraction(plain: str) -> bool:
    """Whether a word is one like `don’t`, `he’ll` or `it’s`."""
    head, mark, tail = plain.replace("'", "’").partition("’")
    return bool(mark) and (tail == "t" or head in FUNCTION_WORDS)


_VOWEL = re.compile("[aeiouy]")
_AFTER_HISSING = ("ches", "shes", "xes", "sses", "zes", "oes")


def _without_ending(word: str) -> str:
    if word.endswith("s"):
        if word.endswith("ies") and len(word) > 4:
            return word[:-3] + "y"
        if word.endswith(_AFTER_HISSING):
            return word[:-2]
        return word if word.endswith(("ss", "us", "is")) else word[:-1]
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ed", "ing"):
        if word.endswith(ending) and not word.endswith("eed"):
            cut = word.removesuffix(ending)
            return cut if len(cut) > 2 and _VOWEL.search(cut) else word
    return word


def _trimmed(word: str) -> str:
    """A word without the final letter that an ending adds or takes: `stopp` is `stop`, `resolve` `resolv`, `deny` `deni`."""
    if word.endswith("e") and len(word) > 3:
        word = word[:-1]
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiou":
        word = word[:-1]
    return word[:-1] + "i" if word.endswith("y") and len(word) > 3 and word[-2] not in "aeou" else word


_IRREGULAR = {
    past: base
    for base, pasts in {
        "agree": "agreed",
        "disagree": "disagreed",
        "begin": "began begun",
        "break": "broke broken",
        "bring": "brought",
        "build": "built",
        "buy": "bought",
        "catch": "caught",
        "choose": "chose chosen",
        "come": "came",
        "crisis": "crises",
        "die": "died dying",
        "draw": "drew drawn",
        "drive": "drove driven",
        "fall": "fell fallen",
        "feel": "felt",
        "fight": "fought",
        "find": "found",
        "flee": "fled",
        "free": "freed",
        "give": "gave given",
        "go": "went gone goes going",
        "grow": "grew grown",
        "guarantee": "guaranteed",
        "hear": "heard",
        "hold": "held",
        "keep": "kept",
        "know": "knew known",
        "lead": "led",
        "leave": "left",
        "lie": "lied lying",
        "lose": "lost",
        "make": "made",
        "man": "men",
        "mean": "meant",
        "meet": "met",
        "panic": "panicked",
        "pay": "paid",
        "person": "persons",
        "rise": "rose risen",
        "run": "ran",
        "say": "said",
        "see": "saw seen",
        "seek": "sought",
        "sell": "sold",
        "send": "sent",
        "shoot": "shot",
        "show": "shown",
        "speak": "spoke spoken",
        "spend": "spent",
        "stand": "stood",
        "strike": "struck",
        "swear": "swore sworn",
        "take": "took taken",
        "teach": "taught",
        "tell": "told",
        "think": "thought",
        "throw": "threw thrown",
        "tie": "tied tying",
        "traffic": "trafficked trafficking",
        "understand": "understood",
        "use": "used uses using",
        "win": "won",
        "withdraw": "withdrew withdrawn",
        "woman": "women",
        "write": "wrote written",
    }.items()
    for past in pasts.split()
}
