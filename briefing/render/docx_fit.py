"""House styles in the surroundings of another template: its typefaces, sizes in proportion to its text, indents in its column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy

from briefing.ooxml import styles as names
from briefing.ooxml.styles import kind_of, name_of
from briefing.ooxml.xml import Element, child, name, place, w

BEHIND_SPACING = (
    *("ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment"),
    *("textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange"),
)
BEHIND_TABS = (
    *("suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi"),
    *("adjustRightInd", "snapToGrid", "spacing", *BEHIND_SPACING),
)
BEHIND_NUMBERING = ("suppressLineNumbers", "pBdr", "shd", "tabs", *BEHIND_TABS)
_HEADING = re.compile(r"title|(toc |key points )?heading( \d)?", re.IGNORECASE)
_SIZE = 20  # of text, in half-points, where a file does not say


class Fit:
    """How a template's text differs from the house's. The widths are of the text areas, in twentieths of a point."""

    def __init__(self, styles: Element, house: Element, width: int, house_width: int) -> None:
        self._ratio = _size(styles) / _size(house)
        self._shift = max(_indent(house) - _indent(styles), 0)
        self._widths = {str(house_width): str(width)}
        found = (style for style in styles.iterfind(name("style")) if name_of(style).lower() == names.HEADINGS[0])
        self._heading = next(found, None)
        spacing = house.find(f"{name('docDefaults')}/{name('pPrDefault')}/{name('pPr')}/{name('spacing')}")
        self._defaults = {} if spacing is None else {str(key): str(value) for key, value in spacing.attrib.items()}

    def style(self, style: Element) -> None:
        """Fit a style that was copied from the house."""
        if kind_of(style) == "paragraph" and not style.get(name("default")):
            self._say_defaults(style)
        self.measures(style)
        properties = style.find(name("rPr"))
        if _HEADING.fullmatch(name_of(style)) and properties is not None and self._heading is not None:
            self._dress(properties)

    def measures(self, element: Element) -> None:
        """Take typefaces out of a style or a numbering, and fit its measures."""
        for fonts in list(element.iter(name("rFonts"))):
            fonts.getparent().remove(fonts)  # type: ignore[union-attr]
        for size in element.iter(name("sz"), name("szCs")):
            self._scale(size, "val")
        for spacing in element.iter(name("spacing")):
            if spacing.get(name("lineRule")) in ("exact", "atLeast"):
                self._scale(spacing, "line")
                spacing.set(name("lineRule"), "atLeast")  # other typefaces are of other heights
        for indent in element.iter(name("ind")):
            left, hanging = (int(indent.get(name(side), "0")) for side in ("left", "hanging"))
            if left - hanging >= self._shift:
                indent.set(name("left"), str(left - self._shift))
            for side in ("left", "hanging"):
                self._scale(indent, side)
        for tab in element.iter(name("tab")):
            position = tab.get(name("pos"), "")
            tab.set(name("pos"), self._widths.get(position, position))

    def _scale(self, element: Element, attribute: str) -> None:
        value = element.get(name(attribute), "")
        if value.isdigit():
            element.set(name(attribute), str(round(int(value) * self._ratio)))

    def _say_defaults(self, style: Element) -> None:
        """Say in a style itself what the house leaves to its defaults: those of the template may be quite different."""
        properties = child(style, "pPr", ("rPr",))
        spacing = child(properties, "spacing", BEHIND_SPACING)
        usual = {name("before"): "0", **self._defaults}
        if spacing.get(name("line")) is not None:
            usual = {key: value for key, value in usual.items() if not key.startswith(name("line"))}
        for attribute, value in usual.items():
            if spacing.get(attribute) is None:
                spacing.set(attribute, value)
        if properties.find(name("numPr")) is None:
            indent = child(properties, "ind", BEHIND_SPACING[1:])
            for side in ("left", "right", *(() if indent.get(name("hanging")) else ("firstLine",))):
                indent.set(name(side), indent.get(name(side), "0"))
        if properties.find(name("jc")) is None:
            place(properties, w("jc", val="left"), BEHIND_SPACING[5:])

    def _dress(self, properties: Element) -> None:
        """Give a heading that the template lacks the typeface and the colour of those that it has."""
        assert self._heading is not None
        for tag in ("rFonts", "color"):
            theirs = self._heading.find(f"{name('rPr')}/{name(tag)}")
            old = properties.find(name(tag))
            if theirs is not None and old is not None:
                properties.replace(old, deepcopy(theirs))
            elif theirs is not None and tag == "rFonts":
                properties.insert(0, deepcopy(theirs))


def _size(styles: Element) -> int:
    """The size of body text, in half-points."""
    for style in _line(styles):
        size = style.find(f"{name('rPr')}/{name('sz')}")
        if size is not None:
            return int(size.get(name("val"), _SIZE))
    size = styles.find(f"{name('docDefaults')}/{name('rPrDefault')}/{name('rPr')}/{name('sz')}")
    return _SIZE if size is None else int(size.get(name("val"), _SIZE))


def _indent(styles: Element) -> int:
    """How far body text stands from the left margin, in twentieths of a point."""
    for style in _line(styles):
        indent = style.find(f"{name('pPr')}/{name('ind')}")
        if indent is not None:
            return int(indent.get(name("left"), indent.get(name("start"), "0")))
    return 0


def _line(styles: Element) -> Iterator[Element]:
    """The style of body text, or that of all paragraphs where there is none, and what it is based on."""
    by_id = {style.get(name("styleId")): style for style in styles.iterfind(name("style"))}
    found = next((style for style in by_id.values() if name_of(style).lower() == names.BODY.lower()), None)
    if found is None:
        found = next((style for style in by_id.values() if style.get(name("default")) and kind_of(style) == "paragraph"), None)
    for _ in range(len(by_id)):
        if found is None:
            return
        yield found
        based = found.find(name("basedOn"))
        found = None if based is None else by_id.get(based.get(name("val")))
