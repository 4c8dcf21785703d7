"""How much an operation of a template makes, told before it is made: much can come of little."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sized
from string import Formatter
from sys import getsizeof
from typing import Any

GROWING = frozenset(
    {
        *("batch", "center", "expandtabs", "indent", "join", "ljust", "replace", "rjust", "round", "slice", "translate"),
        *("urlize", "wordwrap", "zfill"),
    }
)
"""The methods of texts and the filters that can make more than a few times what they are given."""
_WIDENING = frozenset({"center", "ljust", "rjust", "round", "zfill"})
_PERCENT = re.compile(r"%(?P<name>\([^()]*\))?(?P<width>[#0\- +\d.*]*)(?P<bracket>\()?")
_DIGITS = re.compile(r"\d+")


def held(value: Any) -> int:
    """How many bytes a text or a list takes; nothing of what else there is, which does not grow."""
    return getsizeof(value) if isinstance(value, str | bytes | list | tuple | dict) else 0


def of_product(operator: str, left: Any, right: Any) -> int:
    """How long the product of a text or a list with a number is, or how many bits a large number has that `*` or `**` makes."""
    many, number = (left, right) if isinstance(left, Sized) else (right, left)
    if not isinstance(number, int):
        return 0
    if isinstance(many, Sized):
        return max(0, len(many) * number)
    if not isinstance(left, int) or not isinstance(right, int):
        return 0
    if operator == "**":
        return left.bit_length() * max(0, right)
    bits = left.bit_length() + right.bit_length()
    return bits if bits > 64 else 0


def of_call(name: str, value: Any, given: Iterable[Any]) -> int:
    """The most characters or things that a method or a filter makes: each one of `value` as long as the most that is given.

    Some make less: what is brought to a width has that at most, lines are only broken, and what is not there is not replaced.
    """
    if name not in GROWING:
        return 0
    many, given = len(value) if isinstance(value, Sized) else 0, list(given)
    if name in _WIDENING:
        return many + max((one for one in given if isinstance(one, int)), default=0)
    if name == "wordwrap":
        given = [one for one in given if not isinstance(one, int)]
    elif name == "replace" and isinstance(value, str) and given and isinstance(given[0], str):
        return many + value.count(given[0]) * max(map(_length, given[1:]), default=1)
    return (many + 1) * max(map(_length, given), default=1)


def _length(given: Any) -> int:
    if isinstance(given, int):
        return given
    if isinstance(given, str):
        return len(given)
    if isinstance(given, Mapping):
        return _longest(given.values())
    return sum(len(one) + 1 for one in given if isinstance(one, str)) if isinstance(given, list | tuple) else 0


def of_percent(text: str, values: Iterable[Any]) -> int:
    """The most characters that `%` makes. Raises TypeError where the text does not say how wide they are."""
    found = list(_PERCENT.finditer(text))
    for one in found:
        if one["bracket"]:
            raise TypeError("a name in `%(...)` has no brackets in it")
        if "*" in one["width"]:
            raise TypeError("write how wide it is in the place of the `*`")
    return _formatted((one["width"] for one in found), len(found), values)


def of_format(text: str, values: Iterable[Any]) -> int:
    """The most characters that `format` makes. Raises TypeError where the text does not say how wide they are; ValueError."""
    widths = [width for _, _, width, _ in Formatter().parse(text) if width is not None]
    if any("{" in width for width in widths):
        raise TypeError("write how wide it is in the place of the inner `{...}`")
    return _formatted(widths, len(widths), values)


def _formatted(widths: Iterable[str], many: int, values: Iterable[Any]) -> int:
    return sum(map(int, _numbers(widths))) + many * _longest(values)


def _numbers(widths: Iterable[str]) -> Iterator[str]:
    for width in widths:
        yield from _DIGITS.findall(width)


def _longest(values: Iterable[Any]) -> int:
    return max((len(one) for one in values if isinstance(one, str)), default=0)
