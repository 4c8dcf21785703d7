"""The process that draws charts for `charts`: its engine has a machine for JavaScript in it, which is started nowhere else.

Run as `python -m briefing.render.chart_engine PARENT`, with the id of the process that starts it: takes a request as JSON from
its standard input (`fonts`, `theme`, `language`, `decimal`, `width`, `kinds`, `seconds` that it may take, and `charts` with `id`
and `spec`), and answers a line of JSON a chart: each of the kinds, `svg` and perhaps `png`, in base 64, or `fault`. It reads no
file but fonts, and asks no network.
"""

from __future__ import annotations

import ctypes
import json
import os
import re
import signal
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from tempfile import TemporaryFile
from typing import Any, TypeAlias
from xml.etree import ElementTree

import vl_convert

from briefing.render.chart_fonts import measurable
from briefing.render.chart_letters import overhangs
from briefing.render.chart_svg import made_ready
from briefing.render.faults import NotDrawn

VEGA_LITE = "6.4"
_PPI, _SCALE = 300, 0.75
"""Pixels of the PNG to the inch; and a pixel of the drawing, 96 to the inch, in the 72nds of an inch that the engine takes."""
_OURS = {"autosize": {"type": "fit", "contains": "padding", "resize": True}}
"""Width and height that a chart names are those of the whole picture, its labels included. These are fitted in twice: what is
written at the end of a bar comes to stand elsewhere when its bar is made shorter."""
_EXPECTED = re.compile(r'Dropping "fit|Autosize "fit"')
"""What the compiler says where that cannot be: sizes are then those of the parts."""
_WHERE_IT_IS = {
    **{"ar": "ar-EG", "ca": "ca-ES", "cs": "cs-CZ", "da": "da-DK", "en": "en-GB", "he": "he-IL", "ja": "ja-JP", "ko": "ko-KR"},
    **{"pt": "pt-PT", "sl": "sl-SI", "sv": "sv-SE", "uk": "uk-UA", "zh": "zh-CN"},
}
"""By language, the country whose way of writing dates is taken, where it is not called as the language."""
_DOLLARS = ["$", ""]
"""What `$` in a format prints: what it says. The engine would print the money of the language's country: pounds for dollars."""
_THOUSANDS = {".": ",", ",": "."}
"""What sets thousands apart, by the decimal mark, which the brief's region has: `es-PE` writes as Mexico does, not as Spain."""
_FIRST = {"data": {"values": [{}]}, "mark": "bar"}
"""A chart for nobody: drawing the first takes ten times as long as drawing the next."""
_COLUMNS = (4, 3, 2, 1)
_COMPOSED = frozenset({"errorbar", "errorband", "boxplot"})
_PR_SET_PDEATHSIG = 1
_Locale: TypeAlias = "dict[str, Any] | None"


def main() -> None:
    """Warm up, and answer the request when it comes."""
    _end_with(int(sys.argv[1]))
    vl_convert.vegalite_to_svg(_FIRST, vl_version=VEGA_LITE, allowed_base_urls=[])
    asked = json.load(sys.stdin)
    if hasattr(signal, "alarm"):
        signal.alarm(asked["seconds"])  # where nobody ends it, and the system does not, it ends by itself
    for folder in asked["fonts"]:
        vl_convert.register_font_directory(folder)
    dates = _of_language(asked["language"])
    numbers = {"decimal": asked["decimal"], "thousands": _THOUSANDS[asked["decimal"]], "grouping": [3], "currency": _DOLLARS}
    for chart in asked["charts"]:
        try:
            spec = _read(chart["spec"])
            raw = _drawn(spec, asked["theme"], numbers, dates)
            svg = made_ready(raw, chart["id"], asked["width"], json.dumps(spec, ensure_ascii=False))
            drawn = {kind: _AS[kind](svg) for kind in asked["kinds"]}
            answer = {kind: b64encode(data).decode() for kind, data in drawn.items()}
        except NotDrawn as fault:
            answer = {"fault": str(fault)}
        sys.stdout.write(f"{json.dumps(answer)}\n")
        sys.stdout.flush()  # so that what is drawn is known if the next chart ends this process


def _end_with(parent: int) -> None:
    """Have the system end this process, whatever it is doing, when the one that started it ends. Not every system can."""
    with suppress(OSError, TypeError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it has ended meanwhile
            os._exit(0)


def _read(written: str) -> dict[str, Any]:
    """The specification. Raises NotDrawn."""
    try:
        spec = json.loads(written)
    except (ValueError, RecursionError) as error:
        raise NotDrawn(f"its specification is no JSON ({error})") from error
    if not isinstance(spec, dict):
        raise NotDrawn("its specification is no object")
    if spec.get("width") == "container":
        del spec["width"]
    _name(spec, {})
    return spec


def _name(view: dict[str, Any], given: dict[str, Any]) -> None:
    """Give the axes of composed marks the title that the layers beside them give, or none: else they bear the name of a field."""
    for one in (view, *_parts(view, "layer")):
        for name, channel in _axes(one):
            if "title" in channel:
                given = {**given, name: channel["title"]}
    mark = view.get("mark")
    if (mark.get("type") if isinstance(mark, dict) else mark) in _COMPOSED:
        for name, channel in _axes(view):
            channel.setdefault("title", given.get(name))
    for part in ("layer", "hconcat", "vconcat", "concat"):
        for one in _parts(view, part):
            _name(one, given if part == "layer" else {})
    if isinstance(inner := view.get("spec"), dict):
        _name(inner, {})


def _parts(view: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The views in a view, under a name."""
    found = view.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _axes(view: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The channels of a view's own that have an axis, by their names."""
    encoding = view.get("encoding")
    if isinstance(encoding, dict):
        yield from ((name, encoding[name]) for name in ("x", "y") if isinstance(encoding.get(name), dict))


def _drawn(spec: dict[str, Any], theme: Mapping[str, Any], numbers: dict[str, Any], dates: _Locale) -> str:
    """The engine's own SVG, its legends in as many columns as there is room for. Raises NotDrawn."""
    svg = _compiled(spec, theme, numbers, dates)
    legend = theme.get("legend", {})
    for columns in _COLUMNS if isinstance(legend, dict) and "columns" not in legend else ():
        if not overhangs(ElementTree.fromstring(svg)):
            break
        svg = _compiled(spec, {**theme, "legend": {**legend, "columns": columns}}, numbers, dates)
    return svg


def _as_png(svg: str) -> bytes:
    try:
        return bytes(vl_convert.svg_to_png(svg, scale=_SCALE, ppi=_PPI))
    except (ValueError, RuntimeError) as error:
        raise NotDrawn(_plainly(str(error))) from error


_AS: dict[str, Callable[[str], bytes]] = {"svg": str.encode, "png": _as_png}


def _compiled(spec: dict[str, Any], theme: Mapping[str, Any], numbers: dict[str, Any], dates: _Locale) -> str:
    """Raises NotDrawn where the engine refuses the chart, or remarks that it leaves something out."""
    with TemporaryFile() as said:
        usual = os.dup(2)
        os.dup2(said.fileno(), 2)
        try:
            svg: str = vl_convert.vegalite_to_svg(
                measurable(spec),
                vl_version=VEGA_LITE,
                config={**measurable(theme), **_OURS},
                show_warnings=True,
                allowed_base_urls=[],
                format_locale=numbers,
                time_format_locale=dates,
            )
        except (ValueError, RuntimeError) as error:
            raise NotDrawn(_plainly(str(error))) from error
        finally:
            os.dup2(usual, 2)
            os.close(usual)
        said.seek(0)
        remarks = [line for line in said.read().decode("utf-8", "replace").splitlines() if line and not _EXPECTED.search(line)]
    if remarks and "conflicting sort" in remarks[0]:
        raise NotDrawn("its layers cannot all be sorted by a field: write `sort: null`, which keeps the order of the rows")
    if remarks:
        raise NotDrawn(f"the engine remarks: {remarks[0].removeprefix('WARN ')}")
    return svg


def _plainly(message: str) -> str:
    """The line of an engine's message that says what is wrong, without what lies around it."""
    lines = [line.strip() for line in message.splitlines() if line.strip() and not line.lstrip().startswith("at ")]
    told = lines[1] if len(lines) > 1 and lines[0].endswith(":") else lines[0]
    return f"the engine says: {re.sub(r'^(?:[A-Za-z]*Error: )+', '', told)}"


def _of_language(language: str) -> _Locale:
    """How dates are written in a language (BCP 47), as far as the engine knows."""
    short = language.split("-", maxsplit=1)[0].lower()
    find: Callable[[Any], dict[str, Any]] = vl_convert.get_time_format_locale
    for name in (language, _WHERE_IT_IS.get(short, f"{short}-{short.upper()}")):
        with suppress(ValueError):
            return find(name)
    return None


if __name__ == "__main__":
    main()
    os._exit(0)  # its engine would take its time to end
