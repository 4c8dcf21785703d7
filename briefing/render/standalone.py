"""A page that stands alone: the files that its styles name are put into it, and the pictures that its attributes name.

Styles stand in `style` elements and attributes. What looks like one in the text of a page is text: there, quotation marks and
the brackets of elements are escaped. Comments and strings inside styles are passed over, and an `@import` of what a brief may
read, for which it is too late.
"""

from __future__ import annotations

import re
from base64 import b64encode
from html import escape, unescape
from urllib.parse import unquote

from briefing.render.attributes import with_pictures
from briefing.render.faults import ResourceFault
from briefing.render.reach import ONE_FILE, TEMPLATES, WORKSPACE, Reach, media, refusal, whole
from briefing.render.webfonts import cut

_STYLES = re.compile(
    r"(?P<element><style\b[^>]*>.*?</style>) | (?<=\s)style=(?P<quote>[\"'])(?P<attribute>.*?)(?P=quote)", re.DOTALL | re.VERBOSE
)
_NAMED = re.compile(
    r"""
    /\*.*?\*/ | (?P<import>@import\b (?: url\([^)]*\) | "[^"]*" | '[^']*' | [^;"'] )*+ )
    | \burl\(\s*
        (?: "(?P<double>(?:[^"\\]|\\.)*)" | '(?P<single>(?:[^'\\]|\\.)*)' | (?P<bare>(?>[^"'()\\\s]|\\[0-9a-f]{1,6}\s?|\\.)++) )
      \s*\)
    | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*'
    """,
    re.DOTALL | re.VERBOSE | re.IGNORECASE,
)
_SET = re.compile(r"image-set\((?:[^()]|\([^()]*\))*\)", re.IGNORECASE)
_IN_SET = re.compile(r"""(?:type|url)\([^)]*\)|("[^"]*"|'[^']*')""", re.IGNORECASE)
"""In a set of pictures, what is an address without saying so."""
_ESCAPED = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.DOTALL | re.IGNORECASE)
_IMPORTED = re.compile(r"""@import\s*(?:url\(\s*)?(?:"([^"]*)"|'([^']*)'|([^"'()\s]+))""", re.IGNORECASE)
_FONTS = {"font/ttf", "font/otf"}


def embedded(page: str, reach: Reach) -> str:
    """The page with what it shows in it; fonts have the letters of the page and no others.

    The same page and files give the same bytes. Raises ResourceFault for what cannot be read, for a font that is none, and for
    whatever else a browser would load.
    """
    letters = frozenset(map(ord, unescape(page)))
    faults: dict[str, str] = {}

    def with_files(style: str) -> str:
        return _NAMED.sub(lambda found: _embedded(found, reach, letters, faults), _SET.sub(_with_urls, style))

    def styled(match: re.Match[str]) -> str:
        if match["element"]:
            return with_files(match["element"])
        written, quote = unescape(match["attribute"]), match["quote"]
        made = with_files(written)
        return match[0] if made == written else f"style={quote}{escape(made)}{quote}"

    made = _STYLES.sub(styled, with_pictures(page, lambda url: _picture(url, reach), with_files, faults))
    if faults:
        raise ResourceFault(tuple(faults.values()))
    return made


def imported(page: str, reach: Reach) -> dict[str, str]:
    """What is told of each `@import` that leads where no brief may read, by its address: also of those that come too late."""
    faults: dict[str, str] = {}
    for style in _STYLES.finditer(page):
        for found in _NAMED.finditer(style["element"] or ""):
            _look_at_import(found["import"] or "", reach, faults)
    return faults


def _look_at_import(rule: str, reach: Reach, faults: dict[str, str]) -> None:
    if found := _IMPORTED.match(rule):
        url = _ESCAPED.sub(_character, found[1] or found[2] or found[3] or "")
        try:
            reach.locate(url := whole(url))
        except FileNotFoundError:
            pass  # the engine says so where it is not too late
        except (OSError, ValueError) as error:
            faults[url] = refusal(url, error)


def _embedded(match: re.Match[str], reach: Reach, letters: frozenset[int], faults: dict[str, str]) -> str:
    """One `url(...)` with the data in the place of the address; what it cannot be is a fault, told once."""
    _look_at_import(match["import"] or "", reach, faults)
    written = _ESCAPED.sub(_character, match["double"] or match["single"] or match["bare"] or "")
    if not written or written.startswith(("#", "data:")):
        return match[0]
    url = written
    try:
        path = reach.locate(url := whole(written))
        kind, data = media(path), path.read_bytes()
    except (OSError, ValueError) as error:
        faults[url] = refusal(url, error)
        return match[0]
    if kind in _FONTS:
        kind, data = "font/woff", cut(unquote(url.removeprefix(TEMPLATES).removeprefix(WORKSPACE)), data, letters)
    return f'url("data:{kind};base64,{b64encode(data).decode()}")'


def _with_urls(pictures: re.Match[str]) -> str:
    return _IN_SET.sub(lambda found: f"url({found[1]})" if found[1] else found[0], pictures[0])


def _picture(written: str, reach: Reach) -> str:
    """The data of a picture, as an address. Raises OSError, ValueError."""
    path = reach.locate(whole(written))
    kind = media(path)
    if not kind.startswith("image/"):
        raise ValueError(f"this is no picture, and {ONE_FILE}")
    return f"data:{kind};base64,{b64encode(path.read_bytes()).decode()}"


def _character(match: re.Match[str]) -> str:
    """The character that a style names by its number, or a mark that it means as such."""
    return chr(min(int(match[1], 16), 0x10FFFF)) if match[1] else match[2]
