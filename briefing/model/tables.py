"""Tables whose rows are drawn from facts: which fields of the claims they print, and the texts in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import get_args

from briefing.model.data import rows_of
from briefing.model.evidence import Claim, Fact
from briefing.model.markup import Prose
from briefing.model.section import FieldName, TableBlock
from briefing.model.values import Day, PartialDate

COLUMNS: tuple[str, ...] = get_args(FieldName)
"""The fields that a column can print."""
USUAL = ("label", "value", "as_of", "qualifiers", "who")
"""Those that are printed where a table does not choose: what, how much, when, how found, who says it."""
_MAY_BE_LEFT_OUT = ("as_of", "qualifiers")


def fields_of(table: TableBlock, facts: Mapping[str, Fact]) -> tuple[str, ...]:
    """The fields that a table of facts prints, column by column; a column that says none has an empty one."""
    if table.columns:
        return tuple(str(spec) if isinstance(spec, Prose) else spec.field or "" for spec in table.columns)
    return usual([claim for one in rows_of(table.facts, facts) for _, claim in one.claims])


def usual(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The usual fields, without those that are empty for every claim."""
    claims = list(claims)
    return tuple(field for field in USUAL if field not in _MAY_BE_LEFT_OUT or any(qualifier(one, field) for one in claims))


def qualifier(claim: Claim, field: str) -> str | PartialDate:
    """What a claim's value holds of, in words or as a date; empty where the source does not say."""
    match field:
        case "date" if isinstance(claim.typed, Day):
            return claim.typed.date
        case "date" | "as_of":
            return _day(str(claim.as_of or ""))
        case "qualifiers":
            return ", ".join(str(part) for part in (claim.method, claim.scope, claim.place) if part)
        case _:
            return str(getattr(claim, field) or "")


def _day(text: str) -> str | PartialDate:
    """A date of the data; any other words as they are."""
    try:
        return PartialDate.parse(text)
    except ValueError:
        return text
