"""Numbers that only name something, and that the label of a fact names in the same way: the 7 of `well 7`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefing.english.nouns import STOPS
from briefing.english.quantities import Quantity, quantities
from briefing.english.units import stem
from briefing.model.evidence import Fact

_NOUN = re.compile(r"([^\W\d_]+)\s$")


def is_named(one: Quantity, text: str, facts: Iterable[Fact]) -> bool:
    """Whether a number in digits stands right after a noun, and in a label after the same noun, where it counts nothing."""
    name = _name(one, text)
    return name is not None and any(
        name == _name(other, str(fact.label)) for fact in facts for other in quantities(fact.label) if not other.nouns
    )


def _name(one: Quantity, text: str) -> tuple[str, str] | None:
    """The noun before a bare number, and the number; None where it has a unit or no noun before it."""
    written = text[one.start : one.end]
    noun = _NOUN.search(text[: one.start])
    if one.kind != "number" or one.unit or not written.isdecimal() or noun is None or noun[1].lower() in STOPS:
        return None
    return stem(noun[1].lower()), written
