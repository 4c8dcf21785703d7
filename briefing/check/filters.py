"""What the filters of a chart leave of its rows, as far as that can be told without drawing it.

Told are predicates on one field (`{field: unit, equal: t}`), those joined by `and`, `or` and `not`, and expressions that compare
fields with constants, joined by `&&` and `||`. Of anything else nothing is told.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from collections.abc import Mapping as Fields
from typing import Any

from briefing.model.charts import as_json
from briefing.model.data import Field
from briefing.source import Mapping, Node, Scalar, Sequence

_TERM = re.compile(
    r"""(?P<not>!?)datum(?:\.(?P<name>[A-Za-z_]\w*)|\[\s*(?:'(?P<single>[^']+)'|"(?P<double>[^"]+)")\s*\])"""
    r"""(?:\s*(?P<sign>===?|!==?|<=?|>=?)\s*(?:'(?P<word>[^'\\]*)'|"(?P<words>[^"\\]*)"|(?P<plain>-?[\d.]+|true|false|null)))?"""
)
_SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    **{"==": operator.eq, "===": operator.eq, "!=": operator.ne, "!==": operator.ne},
    **{"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge},
    **{"lt": operator.lt, "lte": operator.le, "gt": operator.gt, "gte": operator.ge, "equal": operator.eq},
}
_PLAIN = {"true": True, "false": False, "null": None}


def passes(test: Node, fields: Fields[str, Field]) -> bool | None:
    """Whether a row with these fields passes a filter; None where that cannot be told."""
    if isinstance(test, Scalar):
        return _expression(test.text, fields)
    return _predicate(test, fields) if isinstance(test, Mapping) else None


def _predicate(test: Mapping, fields: Fields[str, Field]) -> bool | None:
    if (negated := test.get("not")) is not None:
        inner = passes(negated, fields)
        return None if inner is None else not inner
    for key, joined in (("and", _all), ("or", _any)):
        if isinstance(parts := test.get(key), Sequence):
            return joined([passes(part, fields) for part in parts])
    given = as_json(test)
    name = given.pop("field", None)
    if not isinstance(name, str) or name not in fields or len(given) != 1:
        return None
    value = fields[name]
    ((key, wanted),) = given.items()
    if key == "oneOf" and isinstance(wanted, list):
        return value in wanted
    return _compared(value, key, wanted)


def _expression(text: str, fields: Fields[str, Field]) -> bool | None:
    if "||" in text:
        return _any([_expression(part, fields) for part in text.split("||")])
    if "&&" in text:
        return _all([_expression(part, fields) for part in text.split("&&")])
    text = text.strip()
    if text in ("true", "false"):
        return text == "true"
    term = _TERM.fullmatch(text)
    name = term and (term["name"] or term["single"] or term["double"])
    if term is None or name not in fields:
        return None
    value = fields[str(name)]
    if term["sign"] is None:
        return bool(value) != bool(term["not"])
    if term["not"]:
        return None
    plain = term["plain"]
    wanted = _constant(plain) if plain is not None else term["word"] if term["word"] is not None else term["words"]
    return _compared(value, term["sign"], wanted)


def _constant(plain: str) -> Field:
    if plain in _PLAIN:
        return _PLAIN[plain]
    try:
        return float(plain)
    except ValueError:
        return plain


def _compared(value: Field, sign: str, wanted: Any) -> bool | None:
    """Two values of one kind; of two kinds only that they differ, and that only where neither is made the other's kind."""
    compare = _SIGNS.get(sign)
    kinds = [isinstance(one, str) + 2 * isinstance(one, bool) + 4 * (one is None) for one in (value, wanted)]
    if compare is None or isinstance(wanted, list | dict):
        return None
    if kinds[0] == kinds[1] and (wanted is not None or compare in (operator.eq, operator.ne)):
        return compare(value, wanted)
    return compare is operator.ne if None in (value, wanted) and compare in (operator.eq, operator.ne) else None


def _all(parts: list[bool | None]) -> bool | None:
    return False if False in parts else None if None in parts else True


def _any(parts: list[bool | None]) -> bool | None:
    return True if True in parts else None if None in parts else False
