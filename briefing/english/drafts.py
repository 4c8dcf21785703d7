"""A quantity in the making: what the rest of this room passes along until all of its surroundings have been read."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from msgspec import Struct

Kind = Literal["number", "percent", "money", "duration", "ordinal", "time"]
Bound = Literal["exact", "approx", "min", "max"]
RangeBound = Literal["", "min", "max"]
"""What an end of a range says: the least or the most; nothing where the range is a change, as in `rose from 1 to 9`."""


class Draft(Struct):
    """A quantity whose surroundings are still being read."""

    start: int
    end: int
    kind: Kind
    mantissa: Decimal
    scale: Decimal
    unit: str
    numeral_end: int
    nouns: tuple[str, ...] = ()
    bound: Bound = "exact"
    is_strict: bool = False
    rate: str = ""
    is_range: bool = False
    range_bound: RangeBound = ""
    is_definite: bool = False
    is_one: bool = False
    """A bare `one`, which may be a pronoun."""

    @property
    def is_plain(self) -> bool:
        """Whether it is a number and nothing more."""
        return self.kind == "number" and not self.unit
