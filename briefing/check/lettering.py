"""The words that a chart's specification writes into the picture: titles, labels, and what its expressions put together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.model.base import Text
from briefing.model.charts import Path, Spec, scalar, values
from briefing.source import Scalar

_WRITTEN = frozenset({"title", "subtitle", "text", "description", "tooltip"})
_EXPRESSIONS = frozenset({"calculate", "labelExpr", "expr"})
_QUOTED = re.compile(r"'([^'\\]+)'|\"([^\"\\]+)\"")
_IS_FORMAT = re.compile(r"\b\w*[fF]ormat\([^()]*,\s*$")
"""Before words in an expression that say how a number or a date is written: `format(datum.value, ',.0f')`."""
_IS_NAME = re.compile(r"\[\s*$")
"""Before words in an expression that name a field: `datum['value']`."""


def words_of(spec: Spec) -> Iterator[tuple[Text, str, tuple[int, ...]]]:
    """What is written, in the text that holds it, with the place of each character in it, and one more for the end.

    It is all of a text, or the words that an expression holds in quotation marks; of a number as it is drawn: `0x50` as 80.
    """
    for path, node in values(spec.node):
        if not isinstance(node, Scalar):
            continue
        if _is_expression(path):
            for match in _QUOTED.finditer(node.text):
                before = node.text[: match.start()]
                if not _IS_FORMAT.search(before) and not _IS_NAME.search(before):
                    start, end = match.span(match.lastindex or 0)
                    yield Text(node), node.text[start:end], tuple(range(start, end + 1))
        elif is_written(path) and not isinstance(value := scalar(node), bool | None) and str(value).strip():
            drawn, end = str(value), len(node.text)
            yield Text(node), drawn, tuple(range(end + 1)) if drawn == node.text else (*(0 for _ in drawn), end)


def _is_expression(path: Path) -> bool:
    return _keys(path)[-1:] in ([one] for one in _EXPRESSIONS)


def is_written(path: Path) -> bool:
    """Whether a scalar is a title or a label itself, or the constant of a channel that writes."""
    *above, key = _keys(path) or [""]
    return key in _WRITTEN or (key == "value" and bool(_WRITTEN.intersection(above)))


def _keys(path: Path) -> list[str]:
    return [step for step in path if isinstance(step, str)]
