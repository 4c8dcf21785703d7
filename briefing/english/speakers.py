"""How a text may call a speaker who is named in full elsewhere: a person by the family name, a body by any telling word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from briefing.english.names import KIN, core, names
from briefing.english.saying import Attribution, attributions
from briefing.english.sentences import word_set

_SMALL = word_set(
    """
    a an the of on in at to for and or by from with not named unnamed some his her its their x media social
    reportedly who whom as statements statement former acting
    """
)
_AFTER = re.compile(r"\s+(?:to|on|in|at)\s+|,")
"""Where a speaker's name ends and the occasion begins: `Gustavo Petro to Caracol Radio`."""
_BODY = re.compile(
    r"\b(?:House|States|Office|Department|Ministry|Government|Administration|Council|Police|Army|Court|Congress|Party|Union|Nations|Bank)\b"
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@lru_cache(maxsize=4096)
def speaker(by: str) -> re.Pattern[str]:
    """What finds a speaker in a text: `Colombian presidency on X` by `presidency`, `Gustavo Petro` by `Petro`."""
    return any_of(speaker_words(by))


@lru_cache(maxsize=4096)
def speaker_words(by: str) -> tuple[str, ...]:
    """The words by which a speaker is known, in both numbers."""
    names = re.split(r"\s+and\s+(?=[A-Z]\w+ [A-Z])", by)
    telling = [word for name in names for word in _telling(_AFTER.split(name, maxsplit=1)[0])]
    return (*telling, *(_other_number(word) for word in telling))


def spoken(sentence: str) -> Iterator[tuple[str, Attribution]]:
    """The names that stand right before a verb of saying, each with its verb."""
    for verb in attributions(sentence):
        before = [name for name in names(sentence) if name.end <= verb.start and not sentence[name.end : verb.start].strip(" ,")]
        if before:
            yield before[-1].text, verb


def _telling(name: str) -> list[str]:
    """The words of a name by which it is known: all but its country."""
    words = [word for word in _WORD.findall(name) if word.lower() not in _SMALL]
    return [word for word in words if word.lower() not in KIN] or words


def family_name(by: str) -> str:
    """The name by which a person is called, `Petro` of `Gustavo Petro to Caracol Radio`; empty for bodies and places."""
    name = _AFTER.split(by, maxsplit=1)[0]
    words = core(name)
    is_person = len(name.split()) > 1 and name.replace("-", " ").istitle() and not _BODY.search(name)
    return words[-1] if is_person and words and words[-1].lower() not in KIN else ""


def _other_number(word: str) -> str:
    return word[:-1] if word.endswith("s") else f"{word}s"


def any_of(names: Iterable[str]) -> re.Pattern[str]:
    """What finds any of the names, whole; their article and the case of their first letter are free."""
    bare = {re.sub(r"^(?:the|an?)\s+", "", name.strip(), flags=re.IGNORECASE) for name in names}
    either = [f"[{re.escape(name[0].lower())}{re.escape(name[0].upper())}]{re.escape(name[1:])}" for name in bare if name]
    spaced = "|".join(sorted((one.replace(r"\ ", r"\s+") for one in either), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{spaced})(?!\w)") if spaced else re.compile(r"(?!)")
