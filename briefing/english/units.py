"""Units as people write them, how they convert, and the stems of the nouns that numbers count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from briefing.english.folding import any_of, word_before
from briefing.english.number_words import NUMBER_WORDS, Numeral
from briefing.english.sentences import word_set
from briefing.model.values import CURRENCIES

_UNITS = {
    "mg": ("mass", "0.000001", "mg, milligram, milligramme"),
    "g": ("mass", "0.001", "g, gram, gramme"),
    "kg": ("mass", "1", "kg, kgs, kilo, kilogram, kilogramme"),
    "t": ("mass", "1000", "t, tonne, metric ton, metric tonne, mt"),
    "kt": ("mass", "1000000", "kt, kilotonne, kiloton"),
    # American. A paper that writes `tons` of metric ones is not understood: it is another figure until a person has looked.
    "ton": ("mass", "907.18474", "ton, short ton"),
    "lb": ("mass", "0.45359237", "lb, lbs, pound"),
    "oz": ("mass", "0.028349523125", "oz, ounce"),
    "m2": ("area", "1", "m2, square metre, square meter, sq m, sqm"),
    "ha": ("area", "10000", "ha, hectare"),
    "km2": ("area", "1000000", "km2, square kilometre, square kilometer, sq km, sqkm"),
    "acre": ("area", "4046.8564224", "acre"),
    "ft2": ("area", "0.09290304", "ft2, square foot, square feet, sq ft"),
    "mi2": ("area", "2589988.110336", "mi2, square mile, sq mile, sq mi"),
    "mm": ("length", "0.001", "mm, millimetre, millimeter"),
    "cm": ("length", "0.01", "cm, centimetre, centimeter"),
    "m": ("length", "1", "m, metre, meter"),
    "km": ("length", "1000", "km, kms, kilometre, kilometer"),
    "in": ("length", "0.0254", "inch, inches"),
    "ft": ("length", "0.3048", "ft, foot, feet"),
    "yd": ("length", "0.9144", "yd, yard"),
    "mi": ("length", "1609.344", "mi, mile"),
    "nmi": ("length", "1852", "nmi, nautical mile"),
    "ml": ("volume", "0.001", "ml, millilitre, milliliter"),
    "l": ("volume", "1", "l, litre, liter"),
    "gal": ("volume", "3.785411784", "gal, gallon"),
    "bbl": ("volume", "158.987294928", "bbl, barrel"),
    "m3": ("volume", "1000", "m3, cubic metre, cubic meter, cu m"),
    "W": ("power", "1", "w, watt"),
    "kW": ("power", "1000", "kw, kilowatt"),
    "MW": ("power", "1000000", "mw, megawatt"),
    "GW": ("power", "1000000000", "gw, gigawatt"),
    "Wh": ("energy", "1", "wh, watt hour"),
    "kWh": ("energy", "1000", "kwh, kilowatt hour"),
    "MWh": ("energy", "1000000", "mwh, megawatt hour"),
    "GWh": ("energy", "1000000000", "gwh, gigawatt hour"),
    "TWh": ("energy", "1000000000000", "twh, terawatt hour"),
    "km/h": ("speed", "1", "km/h, kph, kmh, kilometres per hour, kilometers per hour, kilometres an hour"),
    "mph": ("speed", "1.609344", "mph, miles per hour, miles an hour"),
    "second": ("time", "1", "s, sec, secs, second"),
    "minute": ("time", "60", "min, minute"),
    "hour": ("time", "3600", "h, hr, hrs, hour"),
    "day": ("time", "86400", "day"),
    "week": ("time", "604800", "week, wk, wks"),
    "fortnight": ("time", "1209600", "fortnight"),
    # How many days a month has differs, so these only convert into each other.
    "month": ("calendar", "1", "month"),
    "quarter": ("calendar", "3", "quarter"),
    "year": ("calendar", "12", "year, yr, yrs"),
    "decade": ("calendar", "120", "decade"),
    "century": ("calendar", "1200", "century, centuries"),
}
_MONEY = {
    "USD": "dollar, us dollar, u.s. dollar, american dollar, us$, $",
    "CAD": "canadian dollar, c$",
    "AUD": "australian dollar, a$",
    "EUR": "euro, €",
    "GBP": "pound sterling, pounds sterling, british pound, £",
    "COP": "colombian peso",
    "MXN": "mexican peso",
    "BRL": "brazilian real, brazilian reais, reais, r$",
    "CHF": "swiss franc",
    "JPY": "yen, japanese yen, ¥",
    "CNY": "yuan, chinese yuan, renminbi",
}

DIMENSIONS: Mapping[str, tuple[str, Decimal]] = MappingProxyType(
    {unit: (dimension, Decimal(factor)) for unit, (dimension, factor, _) in _UNITS.items()}
)
"""For each unit what it measures, and how many base units it is: kg, m2, m, l, W, Wh, km/h, second; month for the calendar."""

DURATIONS = frozenset(unit for unit, (dimension, _) in DIMENSIONS.items() if dimension in ("time", "calendar"))
"""Units that make a number a duration."""


def _spellings(table: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for unit, spellings in table.items():
        for spelling in spellings.split(", "):
            yield spelling, unit
            last = spelling.rpartition(" ")[2]
            if len(last) > 2 and last.isalpha() and not last.endswith("s"):
                yield f"{spelling}s", unit


MEASURES: Mapping[str, str] = MappingProxyType(dict(_spellings({unit: spellings for unit, (_, _, spellings) in _UNITS.items()})))
"""Spellings of measures and durations, in lower case, to their canonical units."""

MONEY: Mapping[str, str] = MappingProxyType({**dict(_spellings(_MONEY)), **{code.lower(): code for code in CURRENCIES}})
"""Spellings of currencies, in lower case, to ISO codes."""

_PLAIN = str.maketrans({"²": "2", "³": "3", "-": " ", "‑": " ", "–": " ", "\u00a0": " ", "\u2009": " ", "\u202f": " "})


def canonical(unit: str) -> str:
    """The unit as `Quantity.unit` has it, for any spelling that a person may type; empty for a free noun like `boats`.

    Durations are in the singular, measures are symbols, currencies codes, and percentage points are `pp`.
    """
    plain = " ".join(unit.lower().translate(_PLAIN).split()).removesuffix(".").replace("sq. ", "sq ").replace("cu. ", "cu ")
    if plain in ("pp", "percentage point", "percentage points"):
        return "pp"
    if unit in DIMENSIONS:
        return unit
    return MEASURES.get(plain) or MONEY.get(plain, "")


# In text ------------------------------------------------------------------------------------------------------------------


class Unit(Struct, frozen=True):
    """What stands around a numeral in a text and says of what it is one."""

    kind: Literal["number", "percent", "money", "duration"]
    name: str
    """Canonical; empty for a percentage and for a bare number."""
    numeral_end: int
    """The end of the numeral, with a scale that was written as letters."""
    end: int
    """The end of all of it."""
    scale: int = 1
    """What letters like `bn` multiply by."""


_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_DOLLARS = {
    "us": "USD", "u.s.": "USD", "c": "CAD", "ca": "CAD", "can": "CAD", "a": "AUD", "au": "AUD", "r": "BRL", "mx": "MXN",
    "mex": "MXN", "co": "COP", "col": "COP", "cop": "COP", "nz": "NZD", "hk": "HKD", "s": "SGD",
}  # fmt: skip
_CODES = {code.lower(): code for code in CURRENCIES}
_MONEY_BEFORE = re.compile(
    rf"(?:(?<![\w.])(?:(?<!\w')((?:{any_of(_DOLLARS)})(?=\$)|(?:us|u\.s\.)(?=\s)))?\s?(\$)|([€£¥])|(?<!\w)({any_of(_CODES)}))"
    r"\s?[-+]?\Z"
)
_SIGN = re.compile(r"(?<![\w)%.$€£¥-])[-+]\Z")
_MINUS = re.compile(r"(?<![\w-])minus\s+\Z")
_LEFT_OF_MINUS = re.compile(
    rf"(?:[0-9%]|\b(?:{any_of(NUMBER_WORDS)}))(?:\s+(?!(?:to|and|or|of|at|by|from|than|is|was|about)\s)[a-z]+)?\s+\Z"
)


def currency_before(text: str, low: str, start: int) -> tuple[int, str]:
    """Where a figure begins with its currency and its sign, and the currency: `-$5`, `US$5`, `EUR 5`, `-5`."""
    before = low[start - 1 : start]
    if not before or before in ".(\"'/,":
        return start, ""
    match, currency = _MONEY_BEFORE.search(low, max(0, start - 8), start), ""
    if match and (not match[4] or text[match.start(4)].isupper()):
        dollars = match[1]
        if dollars and match.end(1) < match.start(2) and not text[match.start(1)].isupper():
            dollars = None  # `told us $5`
        currency = _DOLLARS[dollars] if dollars else _CODES[match[4]] if match[4] else _SIGNS[match[2] or match[3]]
        start = match.start(1) if dollars else match.start(match.lastindex or 0)
    if sign := _SIGN.search(low, max(0, start - 2), start):
        start = sign.start()
    return start, currency


def minus_before(low: str, start: int) -> int:
    """Where a number begins with `minus` before it; where it began if that is no sign, as in `10 minus 2`."""
    match = _MINUS.search(low, max(0, start - 8), start)
    is_sign = match and not _LEFT_OF_MINUS.search(low, max(0, match.start() - 40), match.start())
    return match.start() if match and is_sign else start


_SCALES = {
    "k": 10**3, "mn": 10**6, "mln": 10**6, "bn": 10**9, "bln": 10**9, "tn": 10**12, "trn": 10**12,
}  # fmt: skip
_MONEY_SCALES = {**_SCALES, "m": 10**6, "mm": 10**6, "b": 10**9, "t": 10**12}
_LETTERS = re.compile(r"([^\W\d_]+[23²³]?)(?!\w)(/h\b)?")
_SPACED_SCALE = re.compile(r"\s(bn|mn|mln|tn|bln|m)\b")
_SPACED_MONEY_SCALE = re.compile(rf"[\s-]({any_of(_MONEY_SCALES)})\b(?!')")
_PERCENT = re.compile(r"\s*%|(?:\s+|-)(?:per\s?cent|pct)\b|(?:\s+|-)?(percentage(?:\s+|-)points?|pp)\b")
_MONEY_AFTER = re.compile(
    r"(?:\s+|-)(?:([a-z.]+)(?:\s+|-))?(dollars?|euros?|pounds?(?:\s+sterling)?|pesos?|yen|yuan|renminbi|reais|francs?"
    rf"|{any_of(_CODES)})\b(?!-(?!a-|per-|denominated))"
)
_WORDS = re.compile(r"(\s*)(-?)\s*([^\W\d_]+[23²³]?)(?![\d_])(?:\.?(?:\s+|-)([^\W\d_]+[²³]?))?(/h\b)?")
_LENGTHS_OF_TIME = word_set(
    "full whole entire long short consecutive straight successive solid more further additional extra other working business "
    "calendar"
)
_BREAKS_UNIT = re.compile(r"-(?!(?:old|olds|long|ago|plus|and|or|to|a|per|wide|deep|high|tall|strong)\b)[a-z]")
_COUNTED_IN_MILLIONS = MEASURES.keys() | word_set(
    "people men women children voters votes migrants refugees residents inhabitants citizens users jobs doses colombians "
    "venezuelans americans bpd"
)
_BEFORE_MILLIONS = word_set("more new extra other additional further young old poor displaced")
_NOT_IN_MILLIONS = word_set(
    """
    hurdles heats finals races relays sprints records champions titles medals sprinters hurdlers swimmers runners finalists
    waves walls pools towers cliffs fences poles strips tracks trees statues masts yachts boats vessels ships tunnels trenches
    always across besides perhaps sometimes does says this was has upstairs downstairs indoors outdoors metres meters
    """
)
"""What may follow `12m` where it is twelve metres."""
_ONLY_AFTER_FIGURES = word_set("g t m l h w mi min mt gal sec mm cm mg")
_PLAIN_POWERS = str.maketrans("²³", "23")


def unit_after(text: str, low: str, numeral: Numeral, currency: str) -> Unit | None:
    """What a numeral is one of, by the words after it; None where it is glued to letters that are no unit: `5x`."""
    bare = Unit("money" if currency else "number", currency, numeral.end, numeral.end)
    is_figure = numeral.form == "digits"
    if is_figure and (low[numeral.end : numeral.end + 1].isalpha() or low[numeral.end : numeral.end + 1] == "_"):
        glued = _glued(text, low, numeral.start, bare)
        if glued is None or (glued.name and not currency):
            return glued
        bare = glued
    elif is_figure and numeral.scale == 1:
        match = (_SPACED_MONEY_SCALE if currency else _SPACED_SCALE).match(low, bare.end)
        if match and (currency or match[1] != "m" or text[match.start(1)].isupper()):  # `5 m` are metres
            bare = Unit(bare.kind, currency, match.end(), match.end(), _MONEY_SCALES[match[1]])
    if not currency and (match := _PERCENT.match(low, bare.end)):
        return replace(bare, kind="percent", name="pp" if match[1] else "", end=match.end())
    if match := _MONEY_AFTER.match(low, bare.end):
        named = _named_money(text, match, numeral.scale * bare.scale)
        if named:
            return replace(bare, kind="money", name=currency or named, end=match.end())
    if not currency and (match := _WORDS.match(low, bare.end)):
        return _measured(low, numeral, bare, match)
    return bare


def _glued(text: str, low: str, start: int, bare: Unit) -> Unit | None:
    """Letters written without a space: `450mn`, `5km`."""
    match = _LETTERS.match(low, bare.end)
    if not match:
        return None
    letters, has_currency = match[1], bare.kind == "money"
    is_million = letters in ("m", "b") and (text[bare.end].isupper() or _is_counted_in_millions(low, start, match))
    if letters in (_MONEY_SCALES if has_currency else _SCALES) or is_million:
        return Unit(bare.kind, bare.name, match.end(1), match.end(1), _MONEY_SCALES[letters])
    if has_currency or letters == "s":
        return None
    if letters == "pp":
        return replace(bare, kind="percent", name="pp", end=match.end())
    unit = MEASURES.get(letters.translate(_PLAIN_POWERS) + (match[2] or ""))
    return _as_measure(bare, unit, match.end()) if unit else None


def _is_counted_in_millions(low: str, start: int, letters: re.Match[str]) -> bool:
    """Whether `m` is a million: `5m people`, `12m shirts`, `35m euros`, `1.5m hectares`; but not `the 100m hurdles`."""
    end = letters.end()
    match = _WORDS.match(low, end)
    if not match or not match[1] or match[2]:
        return False
    word = match[4] if match[3] in _BEFORE_MILLIONS and match[4] else match[3]
    if word in _COUNTED_IN_MILLIONS and len(word) > 2:
        return True
    if letters[1] != "m":
        return False
    if money := _MONEY_AFTER.match(low, end):
        return not money[1] or f"{money[1]} {money[2]}" in MONEY
    is_plural = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "wards"))
    return is_plural and word not in _NOT_IN_MILLIONS and word_before(low, start) not in NUMBER_WORDS


def _named_money(text: str, match: re.Match[str], scale: Decimal) -> str:
    """The currency that words name after a number; empty where they do not, as in `pesos`."""
    country, word = match[1] or "", " ".join(match[2].split())
    if word in _CODES:
        return _CODES[word] if text[match.start(2)].isupper() and not country else ""
    if country:
        return MONEY.get(f"{country} {word}", "")
    if word in ("pound", "pounds") and scale >= 10**6 and not text[match.end() :].lstrip().startswith("of "):
        return "GBP"  # by the million they are no weight
    return MONEY.get(word, "")


def _as_measure(bare: Unit, unit: str, end: int) -> Unit:
    return replace(bare, kind="duration" if unit in DURATIONS else "number", name=unit, end=end)


def _measured(low: str, numeral: Numeral, bare: Unit, match: re.Match[str]) -> Unit:
    """A measure or a duration: `3,001 tonnes`, `two full years`, `24-hour`, `40 square kilometres`."""
    space, hyphen, first, second, slash = match.groups()
    first, second = first.translate(_PLAIN_POWERS), (second or "").translate(_PLAIN_POWERS)
    unit, end = MEASURES.get(f"{first} {second}"), match.end(4)
    if not unit and slash and not second:
        unit, end = MEASURES.get(first + slash), match.end()
    if not unit and not hyphen and first in _LENGTHS_OF_TIME and second.endswith("s") and MEASURES.get(second) in DURATIONS:
        unit = MEASURES[second]
    if not unit and (space or hyphen):
        unit, end = MEASURES.get(first), match.end(3)
        if (first in _ONLY_AFTER_FIGURES and numeral.form != "digits") or first == "s":
            return bare
        if (first == "second" and not hyphen and numeral.mantissa * numeral.scale != 1) or (first == "quarter" and not hyphen):
            return bare  # `two second terms`, `one quarter finalist`
    return _as_measure(bare, unit, end) if unit and not _BREAKS_UNIT.match(low, end) else bare


# Stems --------------------------------------------------------------------------------------------------------------------

_IRREGULAR = {
    "people": "person",
    "peoples": "person",
    "children": "child",
    "feet": "foot",
    "teeth": "tooth",
    "mice": "mouse",
    "lives": "life",
    "wives": "wife",
    "knives": "knife",
    "thieves": "thief",
    "leaves": "leaf",
    "halves": "half",
    "wolves": "wolf",
    "shelves": "shelf",
    "crises": "crisis",
    "analyses": "analysis",
    "theses": "thesis",
    "hypotheses": "hypothesis",
    "parentheses": "parenthesis",
    "criteria": "criterion",
    "phenomena": "phenomenon",
    "media": "medium",
    "data": "datum",
    "shoes": "shoe",
    "canoes": "canoe",
    "caches": "cache",
    "headaches": "headache",
    "axes": "axe",
    "movies": "movie",
    "cookies": "cookie",
    "ties": "tie",
    "lies": "lie",
    "pies": "pie",
    "gases": "gas",
}
_ALIKE = word_set("series species news headquarters means gas bus lens texas honduras always perhaps politics")
"""Words whose last s is no plural."""
_IN_US = word_set(
    "apparatus bonus bus campus caucus census chorus circus consensus corpus focus prospectus status surplus syllabus virus "
    "coronavirus omnibus minibus walrus nexus"
)
_NOT_MEN = word_set("specimen regimen omen abdomen acumen amen semen ramen yemen")
_HISSING = ("ses", "xes", "ches", "shes", "oes", "zzes")


def stem(word: str) -> str:
    """The singular of an English noun, in lower case, without a possessive: one stem for `base`, `bases` and `base’s`.

    Light, and only ever compared with another stem: what it does to other words does not matter.
    """
    word = word.lower().replace("’", "'")
    word = word.removesuffix("'s") if word.endswith("'s") else word.rstrip("'")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > 3 and word.endswith("men") and word not in _NOT_MEN:
        return f"{word[:-2]}an"
    if (len(word) < 4 and word != "men") or not word.endswith("s") or word.endswith(("ss", "us", "is")) or word in _ALIKE:
        return "man" if word == "men" else word
    if word.endswith("ies"):
        return f"{word[:-3]}y" if len(word) > 4 else word[:-1]
    if word.endswith(_HISSING) and (not word.endswith("ses") or word.endswith("sses") or word[:-2] in _IN_US):
        return word[:-2]
    return word[:-1]
