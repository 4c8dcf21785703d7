"""A quantity in the making: what the rest of this room passes along until all of its surroundings have been read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Kind = Literal["number", "percent", "money", "duration", "ordinal", "time"]
Bound = Literal["exact", "approx", "min", "max"]


@dataclass(slots=True)
class Draft:
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
    is_definite: bool = False
    is_one: bool = False
    """A bare `one`, which may be a pronoun."""

    @property
    def is_plain(self) -> bool:
        """Whether it is a number and nothing more."""
        return self.kind == "number" and not self.unit
