"""Lists in Word: each numbered list is a numbering of its own, so that it begins at 1."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.document import Inlines
from briefing.ooxml import styles as names
from briefing.ooxml.styles import MissingStyleError, Styles
from briefing.ooxml.xml import Element, name, w


class Lists:
    """The numberings of one file. `numbering` is the root of its numbering part."""

    def __init__(self, numbering: Element, styles: Styles) -> None:
        self._numbering = numbering
        self._styles = styles

    def bullets(self, style: str) -> Element:
        """The property of an item in a bulleted list of that style."""
        return _item(self._styles.numbering(style))

    def numbers(self, style: str) -> Element:
        """The property of the items in one numbered list of that style, counting from 1."""
        given = {num.get(name("numId"), ""): num for num in self._numbering.iterfind(name("num"))}
        model = given.get(self._styles.numbering(style))
        if model is None:
            raise MissingStyleError(style)
        kind = model.find(name("abstractNumId"))
        assert kind is not None  # the schema wants it
        number = max(int(key) for key in given) + 1
        restart = w("lvlOverride", w("startOverride", val=1), ilvl=0)
        list(given.values())[-1].addnext(w("num", w("abstractNumId", val=kind.get(name("val"), "")), restart, numId=number))
        return _item(str(number))

    def items(self, items: Iterable[Inlines], *, ordered: bool, panel: bool = False) -> Iterable[tuple[Inlines, Element]]:
        """Each item with its property. `panel` is for lists in a shaded panel, which has its own indents."""
        bullets, numbers = (names.PANEL_BULLETS, names.PANEL_NUMBERS) if panel else (names.BULLETS, names.NUMBERS)
        first = self.numbers(numbers) if ordered else self.bullets(bullets)
        value = first[-1].get(name("val"), "")
        return ((item, _item(value)) for item in items)


def _item(number: str) -> Element:
    return w("numPr", w("ilvl", val=0), w("numId", val=number))
