"""What a chart's specification writes in a grammar of its own: formats of numbers and dates, and sizes, which are numbers.

Where one is wrong the engine draws on, with other labels or a size of nought; or it ends with an error of its own, which names no
place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.check.views import text
from briefing.diagnostics import Diagnostic, Rule
from briefing.diagnostics.words import short
from briefing.english.sentences import word_set
from briefing.model.charts import ChartBlock, Path, scalar, values
from briefing.source import Mapping, Scalar

_NUMBER = re.compile(r"(?:.?[<>=^])?[-+( ]?[$#]?0?\d*,?(?:\.\d+)?~?[efgrs%pbodxXcn]?")
"""A number's format in D3: fill and alignment, sign, symbol, width, comma, precision, trimmed or not, type."""
_DIRECTIVE = re.compile(r"%[-_0]?(.?)", re.DOTALL)
_OF_TIME = re.compile(r"%[-_0]?[A-Za-z]")
_PARTS_OF_TIME = frozenset("aAbBcdefgGHIjLmMpqQsSuUVwWxXyYZ%")
"""What D3 puts in for the letter after a percent sign; of any other it prints the letter."""
_HOLDERS = ("axis", "legend", "header")
_NUMBER_HINT = "write it like `,.0f` (thousands set apart, no decimals), `.1f` or `~s`"
_TIME_HINT = "its parts are `%Y` for the year, `%B` or `%b` for the month, `%-d` for the day, `%H:%M` for the time, and more"

_SIZES = word_set(
    """
    angle bandPosition base binSpacing clipHeight columnPadding columns constant continuousBandSize cornerRadius
    cornerRadiusBottomLeft cornerRadiusBottomRight cornerRadiusEnd cornerRadiusTopLeft cornerRadiusTopRight discreteBandSize
    domainOpacity domainWidth dx dy exponent fillOpacity fontSize gradientLength gradientThickness gridOpacity gridWidth height
    innerRadius labelAngle labelFontSize labelLimit labelLineHeight labelOffset labelOpacity labelPadding limit lineHeight maxbins
    maxExtent minBandSize minExtent minstep offset opacity outerRadius padAngle padding paddingInner paddingOuter radius radius2
    radiusOffset rowPadding size spacing step strokeDash strokeDashOffset strokeMiterLimit strokeOpacity strokeWidth
    subtitleFontSize subtitleLineHeight subtitlePadding symbolOffset symbolOpacity symbolSize symbolStrokeWidth tension theta
    theta2 thetaOffset thickness tickCount tickMinStep tickOffset tickOpacity tickSize tickWidth titleAngle titleFontSize
    titleLimit titleLineHeight titleOpacity titlePadding titleX titleY translate width xOffset yOffset zindex
    """
)
"""Keys whose value is a number, wherever they stand but among channels and in transforms."""
_WORDS = {
    "width": frozenset({"container"}),
    "height": frozenset({"container"}),
    "tickCount": word_set("millisecond second minute hour day week month year"),
}
"""The words that such a key takes besides."""
_HINTS = {
    "width": "write a number of pixels, `container`, or `{step: 20}` for a width of each row",
    "height": "write a number of pixels, or `{step: 20}` for a height of each row",
    "tickCount": "write a number, or a unit of time like `year`",
}


def formats(block: ChartBlock) -> Iterator[Diagnostic]:
    """Every format, and every size that is a word."""
    for path, node in values(block.spec.node):
        if isinstance(node, Mapping) and path[-1:] not in {(key,) for key in _HOLDERS}:
            for holder in (node, *(one for key in _HOLDERS if isinstance(one := node.get(key), Mapping))):
                yield from _format(holder, node)
        elif isinstance(node, Scalar) and not {"transform", "params", "resolve"}.intersection(path):
            yield from _size(path, node)


# Formats --------------------------------------------------------------------------------------------------------------------


def _format(holder: Mapping, channel: Mapping) -> Iterator[Diagnostic]:
    """The format of a channel, or of its axis, legend or header."""
    written = holder.get("format")
    if not isinstance(written, Scalar) or written.is_null or not written.text:
        return
    kind = _kind(holder, channel) or ("time" if _OF_TIME.search(written.text) else "number")
    if kind == "number" and not _NUMBER.fullmatch(written.text):
        hint = "a date’s format is for `type: temporal`" if _OF_TIME.search(written.text) else _NUMBER_HINT
        message = f"`{short(written.text)}` is no format of a number"
        yield Diagnostic(Rule.VALUE_FITS_ITS_FIELD, message, written.span, (hint,))
    elif kind == "time":
        yield from _time(written)


def _kind(holder: Mapping, channel: Mapping) -> str:
    """Whether it formats a `number` or a `time`; empty where that is not said here."""
    chosen = text(holder.get("formatType")) or text(channel.get("formatType"))
    if chosen:
        return chosen
    if channel.get("timeUnit") is not None or text(channel.get("type")) == "temporal":
        return "time"
    return "number" if text(channel.get("type")) else ""


def _time(written: Scalar) -> Iterator[Diagnostic]:
    found = list(_DIRECTIVE.finditer(written.text))
    if not found:
        message = f"`{short(written.text)}` names no part of a date, so that all labels would be alike"
        yield Diagnostic(Rule.VALUE_FITS_ITS_FIELD, message, written.span, (_TIME_HINT,))
    for one in found:
        if one[1] not in _PARTS_OF_TIME:
            message = f"`{short(one[0])}` is no part of a date in a format"
            yield Diagnostic(Rule.VALUE_FITS_ITS_FIELD, message, written.span_of(*one.span()), (_TIME_HINT,))


# Sizes ----------------------------------------------------------------------------------------------------------------------


def _size(path: Path, node: Scalar) -> Iterator[Diagnostic]:
    keys = [step for step in path if isinstance(step, str) and step != "condition"]
    if keys[-1:] == ["value"] and keys[-3:-2] == ["encoding"]:
        keys = keys[-2:-1]  # a constant of a channel: `size: {value: 60}`
    elif keys[-2:-1] == ["encoding"]:
        return  # a channel is a mapping, and told as such
    key, value = (keys or [""])[-1], scalar(node)
    if key not in _SIZES or not isinstance(value, str) or value in _WORDS.get(key, ()):
        return
    is_number = re.fullmatch(r"\s*[-+]?(?:\d+\.?\d*|\.\d+)\s*", value) is not None
    hint = "write it without quotation marks" if is_number else _HINTS.get(key, "write a number, like 4 or 0.5")
    message = f"`{key}` is {'the text ' if is_number else ''}`{short(value)}` and should be a number"
    yield Diagnostic(Rule.VALUE_FITS_ITS_FIELD, message, node.span, (hint,))
