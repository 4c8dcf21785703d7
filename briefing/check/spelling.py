"""The keys of a chart's specification: what Vega-Lite does not know it passes over, so that a misspelt one draws something else.

Known are the keys of views, of channels, and the kinds of fields; deeper down, as in an axis, an editor for Vega-Lite tells.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefing.diagnostics import Diagnostic, Rule
from briefing.diagnostics.words import short, suggestion
from briefing.english.sentences import word_set
from briefing.model.charts import ChartBlock
from briefing.source import Mapping, Node, Scalar, Sequence

_VIEW = word_set(
    """
    $schema align autosize background bounds center columns concat config data datasets description encoding facet hconcat height
    layer mark name padding params projection repeat resolve spacing spec title transform usermeta vconcat view width
    """
)
_CHANNELS = word_set(
    """
    angle color column description detail facet fill fillOpacity href key latitude latitude2 longitude longitude2 opacity order
    radius radius2 row shape size stroke strokeDash strokeOpacity strokeWidth text theta theta2 time tooltip url x x2 xError
    xError2 xOffset y y2 yError yError2 yOffset
    """
)
_CHANNEL = word_set(
    """
    aggregate align axis band bandPosition bin bounds center columns condition datum expr field format formatType header impute
    legend scale sort spacing stack timeUnit title type value
    """
)
_KINDS = frozenset({"quantitative", "temporal", "ordinal", "nominal", "geojson"})
_INNER = ("layer", "hconcat", "vconcat", "concat")


def spelling(block: ChartBlock) -> Iterator[Diagnostic]:
    """Every key that is none."""
    yield from _view(block.spec.node)


def _view(node: Node) -> Iterator[Diagnostic]:
    if not isinstance(node, Mapping):
        return
    yield from _unknown(node, _VIEW, "a view")
    encoding = node.get("encoding")
    if isinstance(encoding, Mapping):
        yield from _unknown(encoding, _CHANNELS, "an encoding")
        for _, channel in encoding.entries:
            for one in channel.items if isinstance(channel, Sequence) else (channel,):
                yield from _channel(one)
    for part in _INNER:
        parts = node.get(part)
        for one in parts.items if isinstance(parts, Sequence) else ():
            yield from _view(one)
    if (inside := node.get("spec")) is not None:
        yield from _view(inside)


def _channel(node: Node) -> Iterator[Diagnostic]:
    if isinstance(node, Scalar) and not node.is_null:
        message = f"a channel is a mapping, and here stands `{short(node.text)}`"
        hint = "write `{field: value, type: quantitative}`, or `{value: ...}` for a constant"
        yield Diagnostic(Rule.VALUE_FITS_ITS_FIELD, message, node.span, (hint,))
    if not isinstance(node, Mapping):
        return
    yield from _unknown(node, _CHANNEL, "a channel")
    kind = node.get("type")
    if isinstance(kind, Scalar) and kind.text not in _KINDS and not kind.is_null:
        hint = suggestion(kind.text, sorted(_KINDS), "the types are")
        yield Diagnostic(Rule.VALUE_FITS_ITS_FIELD, f"there is no type `{short(kind.text)}`", kind.span, (hint,))


def _unknown(node: Mapping, known: frozenset[str], of: str) -> Iterator[Diagnostic]:
    for key, _ in node.entries:
        if key.text not in known:
            hint = suggestion(key.text, sorted(known), f"{of} has")
            yield Diagnostic(Rule.KEY_IS_KNOWN, f"`{short(key.text)}` is no key of {of} in Vega-Lite", key.span, (hint,))
