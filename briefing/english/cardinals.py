"""Cardinal numbers: in figures, in words, and the plurals that are no certain number, as in `dozens`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from briefing.english.folding import any_of, word_before
from briefing.english.number_words import DIGIT, SCALES, SMALL, TENS, VAGUE, VULGAR, Numeral, part

# Figures ------------------------------------------------------------------------------------------------------------------

_CHUNK = re.compile(
    r"[0-9](?:[0-9]{0,2}(?: [0-9]{3})*? 0[0-9]{2}(?: [0-9]{3})*(?![0-9.,])"  # a group that begins with 0 cannot stand alone
    r"|[0-9]*(?:[.,][0-9]+|\u00a0[0-9]{3}(?![0-9]))*)"
)
_GROUPED = re.compile(r"[0-9]{1,3}(?:[, \u00a0][0-9]{3})+(?:\.[0-9]+)?")
_DECIMAL = re.compile(r"[0-9]+(?:\.[0-9]+|,[0-9]{1,2})")
_SCALE = re.compile(rf"(?:-|\+?\s+)({any_of(SCALES)})\b")
_AND_PART = re.compile(r"(?:\s+|-)and(?:\s+|-)(?:an?(?:\s+|-)(half|quarter)|(three)(?:\s+|-)quarters)\b")
_SLASHED = re.compile(r"/([0-9]{1,2})(?![0-9/])")
_ORDINAL_END = re.compile(r"(?:st|nd|rd|th)\b")
_NAMED_BY_SLASH = frozenset({"24/7", "9/11", "7/7"})
_ONE = Decimal(1)


def figures(low: str) -> Iterator[Numeral]:
    """The numerals of a folded text that are written in figures."""
    if not DIGIT.search(low):
        return
    passed = 0
    for match in _CHUNK.finditer(low):
        if match.start() < passed:
            continue
        slashed = _SLASHED.match(low, match.end())
        if slashed and match[0].isdigit() and low[match.start() - 1 : match.start()] != "/":
            passed = slashed.end()
            yield from _slashed(low, match, slashed)
        else:
            yield from _figure(low, match.start(), match.end())
    for match in DIGIT.finditer(low):
        if match[0] in VULGAR and not low[: match.start()].rstrip()[-1:].isalnum():
            yield Numeral(match.start(), match.end(), Decimal(VULGAR[match[0]]), _ONE, "fraction")


def _slashed(low: str, first: re.Match[str], second: re.Match[str]) -> Iterator[Numeral]:
    """`2/3` is a fraction, `24/7` a name, `12/15` two numbers."""
    if low[first.start() : second.end()] in _NAMED_BY_SLASH or low[first.start() - 1 : first.start()].isalnum():
        return
    above, below = int(first[0][:9]), int(second[1])
    if 0 < above < below <= 10 and not low[second.end() : second.end() + 1].isalnum():
        yield Numeral(first.start(), second.end(), part(above, below), _ONE, "fraction")
    else:
        yield from _figure(low, first.start(), first.end())
        yield from _figure(low, second.start(1), second.end(1))


def _figure(low: str, start: int, end: int) -> Iterator[Numeral]:
    digits = low[start:end]
    before, further = low[start - 1 : start] if start else "", low[start - 2 : start - 1] if start > 1 else ""
    if before.isalnum() or before == "_" or (before == "-" and further.isalpha()) or (before == "+" and further.isalnum()):
        return  # glued to letters: `A4`, `COVID-19`, `P5+1`
    if before == "." and further != ".":
        if further.isalnum() or not digits.isdigit():
            return
        start, digits = start - 1, f"0.{digits}"
    if digits.isdigit() or _DECIMAL.fullmatch(digits):
        mantissa = Decimal(digits.replace(",", "."))
    elif _GROUPED.fullmatch(digits):
        mantissa = Decimal(re.sub("[, \u00a0]", "", digits))
    else:
        return  # a version, or a list without spaces
    if _DECIMAL.fullmatch(digits) and _GROUPED.fullmatch(digits):
        mantissa = Decimal(digits.replace(",", ""))
    if ordinal := _ORDINAL_END.match(low, end):
        yield Numeral(start, ordinal.end(), mantissa, _ONE, "ordinal")
        return
    after = low[end : end + 2].lstrip()
    if after[:1] in VULGAR and after:
        mantissa += Decimal(VULGAR[after[0]])
        end = low.index(after[0], end) + 1
    yield _extended(low, Numeral(start, end, mantissa, _ONE, "digits"))


def _extended(low: str, one: Numeral) -> Numeral:
    """With `and a half` and the scale words that follow."""
    end, mantissa, scale = one.end, one.mantissa, one.scale
    if part := _AND_PART.match(low, end):
        mantissa += Decimal("0.75") if part[2] else Decimal("0.5") if part[1] == "half" else Decimal("0.25")
        end = part.end()
    while scale < 10**15 and (match := _SCALE.match(low, end)):
        scale *= SCALES[match[1]]
        end = match.end()
    return replace(one, end=end, mantissa=mantissa, scale=scale)


# Number words -------------------------------------------------------------------------------------------------------------

_CARDINALS = any_of({**SMALL, **TENS, **SCALES})
_RUN = re.compile(
    rf"\b(half[-\s](?:an?[-\s])?|an?[-\s]|several\s|(?:a\s)?few\s)?"
    rf"((?:{_CARDINALS})\b(?:(?:-|\s+|\s+and\s+|-and-)(?:{_CARDINALS})\b)*)"
)
_STEP = re.compile(r"(\s|-)?(?:\s*)(and[-\s]\s*)?([a-z]+)")
_TIGHT = re.compile(r"-[a-z]")
_NOT_A_COUNT = re.compile(r"-(?:sided|time|off|way|faced|on|to-one|by|upmanship|self)\b")
_NO_ZERO = re.compile(r"-sum\b|\s+(?:tolerance|hour)\b")
_BEFORE_NO_ZERO = frozenset({"net", "ground", "absolute", "near"})


class _Step(Struct):
    word: str
    start: int
    end: int
    is_loose: bool
    """Parted from the word before by space alone."""
    has_and: bool


def spelled_numbers(low: str) -> Iterator[Numeral]:
    """The numerals of a folded text that are written in words, but for fractions and ordinals."""
    for match in _RUN.finditer(low):
        base = match.start(2)
        if match[2] in SMALL and not match[1] and match[2] != "zero":  # as nearly always
            if match[2] not in ("one", "two") or not _NOT_A_COUNT.match(low, match.end()):
                one = Numeral(base, match.end(), Decimal(SMALL[match[2]]), _ONE, "words")
                yield _extended(low, one)
            continue
        steps = [
            _Step(step[3], base + step.start(3), base + step.end(3), (step[1] or " ") != "-", bool(step[2]))
            for step in _STEP.finditer(match[2])
        ]
        prefix = (match[1] or "").strip("- \u00a0\n\t")
        if prefix and steps[0].word in SCALES:
            yield from _prefixed(low, match.start(), prefix, steps)
        else:
            yield from _spelled(low, steps)


def _prefixed(low: str, start: int, prefix: str, steps: list[_Step]) -> Iterator[Numeral]:
    """`a hundred`, `half a million`, `several dozen`."""
    scale = Decimal(SCALES[steps[0].word])
    if prefix in ("several", "few", "a few"):
        yield Numeral(start, steps[0].end, scale, _ONE, "vague")
        yield from _spelled(low, steps[1:])
    elif prefix.startswith("half"):
        yield _extended(low, Numeral(start, steps[0].end, Decimal("0.5"), scale, "words"))
        yield from _spelled(low, steps[1:])
    else:
        one = _Step("one", start, steps[0].start, is_loose=True, has_and=False)
        yield from _spelled(low, [one, *steps])


def _spelled(low: str, steps: list[_Step]) -> Iterator[Numeral]:
    """The numbers that stand in a run of number words; usually one."""
    while steps:
        length, mantissa, scale = _first_number(low, steps)
        if length:
            start, end = steps[0].start, steps[length - 1].end
            if not _is_idiom(low, start, end, mantissa * scale):
                yield _extended(low, Numeral(start, end, mantissa, scale, "words"))
        steps = steps[max(1, length) :]


def _is_idiom(low: str, start: int, end: int, value: Decimal) -> bool:
    """`one-time`, `two-way`, `zero tolerance`, `net zero` count nothing."""
    if not value:
        return word_before(low, start) in _BEFORE_NO_ZERO or bool(_NO_ZERO.match(low, end))
    return value <= 2 and bool(_NOT_A_COUNT.match(low, end))


def _first_number(low: str, steps: list[_Step]) -> tuple[int, Decimal, Decimal]:
    """How many of the words make one number, its mantissa and its last scale. No words where a scale stands first."""
    total, current, smallest = 0, -1, 10**15  # current is -1 where the next scale has no number yet
    length = 0
    for place, step in enumerate(steps):
        value = SMALL.get(step.word, TENS.get(step.word, 0))
        if step.word not in SCALES:
            is_free = current < 0 or (current >= 100 and current % 100 == 0)
            is_unit = not step.has_and and 20 <= current % 100 <= 90 and current % 10 == 0 and 0 < value < 10
            if is_unit and step.is_loose and _TIGHT.match(low, step.end):
                break  # `twenty two-hour meetings`
            if not (is_free or is_unit) or (place and not value):
                break
            current = max(current, 0) + value
        elif step.has_and or (step.word == "hundred" and not 0 < current < 100):
            break
        elif step.word == "hundred":
            current *= 100
        elif current < 1 or SCALES[step.word] >= smallest:
            break
        else:
            smallest = SCALES[step.word]
            total, current = total + current * smallest, -1
        length = place + 1
    value = total + max(current, 0)
    scale = SCALES.get(steps[length - 1].word, 1) if length else 1
    return length, Decimal(value) / scale, Decimal(scale)


# Vague plurals ------------------------------------------------------------------------------------------------------------

_PLURAL = re.compile(
    rf"\b(?:(tens|dozens|hundreds|thousands)\s+of\s+(thousands|millions|billions|trillions)|(tens)(?=\s+of\b)|({any_of(VAGUE)}))\b"
)


def vague_plurals(low: str) -> Iterator[Numeral]:
    """`Dozens`, `tens of thousands`: the least that each may be."""
    for match in _PLURAL.finditer(low):
        head, tail = match[1] or match[3] or match[4], match[2]
        amount = Decimal(VAGUE.get(head, 10) * (VAGUE[tail] if tail else 1))
        yield Numeral(match.start(), match.end(), amount, _ONE, "vague")
