"""What a browser would load because an attribute names it: pictures are put into the page, and nothing else may be named.

Text in a page is escaped, so that what looks like an element is one that a template wrote. Links are followed by readers, not
loaded, and lead wherever they will.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html import escape, unescape

from briefing.render.reach import ONE_FILE, refusal

_TAG = re.compile(
    r"""<!--.*?--> | <style\b.*?</style> | <(?P<element>[a-z][^\s/>]*)(?P<attributes>(?:[^"'>]++|"[^"]*"|'[^']*')*+)>""",
    re.DOTALL | re.VERBOSE | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s"'>/=]+) \s*=\s* (?: "(?P<double>[^"]*)" | '(?P<single>[^']*)' | (?P<bare>[^\s"'>]+) )""", re.VERBOSE
)
_MAY_LOAD = re.compile(
    r"(?:action|background|codebase|data|href|manifest|ping|poster|refresh|src|srcdoc|srcset)\W|url\(", re.IGNORECASE
)
_LOADING = frozenset(
    {
        *("action", "background", "codebase", "data", "formaction", "href", "imagesrcset", "manifest", "ping", "poster"),
        *("src", "srcdoc", "srcset", "xlink:href"),
    }
)
_LISTS = frozenset({"srcset", "imagesrcset"})
_LINKS = frozenset({"a", "area"})
_FRAMES = frozenset({"embed", "frame", "iframe", "object"})
"""What shows a page of its own, which may load what it will: also where its address has the page in it."""
_TELLING = frozenset({"alternate", "author", "canonical", "help", "license", "me", "next", "prev", "search"})
"""The relations of a `link` that is told and not loaded."""
_PICTURES = frozenset(
    {("feimage", "href"), ("image", "href"), ("image", "xlink:href"), ("img", "src"), ("input", "src"), ("video", "poster")}
)
_PAINT = frozenset({"clip-path", "cursor", "fill", "filter", "marker-end", "marker-mid", "marker-start", "mask", "stroke"})
"""The attributes of drawings that say what styles say elsewhere."""
_CANDIDATE = re.compile(r"[\s,]*(\S*[^\s,])(?:\s[^,]*)?(?:,|$)")
"""An address of a list of pictures, and what is said of it up to a comma."""
_REFRESH = re.compile(r".*?;\s*(?:url\s*=)?\s*['\"]?([^'\"]*)", re.DOTALL | re.IGNORECASE)


def with_pictures(page: str, picture: Callable[[str], str], style: Callable[[str], str], faults: dict[str, str]) -> str:
    """The page with the pictures in it that its attributes name.

    `picture` gives the data of a picture in the place of its address, and raises OSError or ValueError; `style` does so for all
    that a style names. What else a browser would load is noted among the faults, by its address.
    """

    def tag(match: re.Match[str]) -> str:
        if not match["element"] or not _MAY_LOAD.search(match["attributes"]):
            return match[0]
        element = match["element"].lower()
        told = {one["name"].lower(): _value(one) for one in _ATTRIBUTE.finditer(match["attributes"])}

        def attribute(one: re.Match[str]) -> str:
            name, value = one["name"].lower(), _value(one)
            made = value
            if name in _PAINT:
                made = style(value)
            for url in _loaded(element, name, value, told):
                if (element, name) not in _PICTURES and name != "background":
                    faults[url] = f"{url}: {ONE_FILE} (`<{element} {name}>` asks for it)"
                    continue
                try:
                    made = picture(url)
                except (OSError, ValueError) as error:
                    faults[url] = f"{refusal(url, error)} (`<{element} {name}>` asks for it)"
            return one[0] if made == value else f'{one["name"]}="{escape(made)}"'

        return f"<{match['element']}{_ATTRIBUTE.sub(attribute, match['attributes'])}>"

    return _TAG.sub(tag, page)


def _value(attribute: re.Match[str]) -> str:
    return unescape(attribute["double"] or attribute["single"] or attribute["bare"] or "").strip()


def _loaded(element: str, name: str, value: str, told: Mapping[str, str]) -> Iterator[str]:
    """The addresses in an attribute that a browser would load, those left out that are of the page itself."""
    kept = ("#", "about:", "mailto:") if element in _FRAMES else ("#", "about:", "mailto:", "data:")
    for url in _named(element, name, value, told):
        if url and not url.lower().startswith(kept):
            yield url


def _named(element: str, name: str, value: str, told: Mapping[str, str]) -> Iterator[str]:
    if element == "meta" and name == "content" and told.get("http-equiv", "").lower() == "refresh":
        yield from _REFRESH.findall(value)
    elif name not in _LOADING or _is_told_only(element, name, told):
        return
    elif name == "srcdoc":
        yield name
    elif name in _LISTS:
        yield from _CANDIDATE.findall(value)
    else:
        yield from value.split() if name == "ping" else (value,)


def _is_told_only(element: str, name: str, told: Mapping[str, str]) -> bool:
    """Whether an attribute that has an address elsewhere has none that is loaded here."""
    if element in _LINKS:
        return name != "ping"
    if element == "link":
        return name == "href" and _TELLING.issuperset(told.get("rel", "").lower().split())
    return name == "data" and element != "object"
