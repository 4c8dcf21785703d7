"""How what is gone looks in the new file: its styles by their names, its lists by what their other items became."""

from __future__ import annotations

from briefing.draft import tree
from briefing.ooxml import styles as names
from briefing.ooxml.styles import kind_of, name_of
from briefing.ooxml.xml import Element, name, w


class Looks:
    """Styles and lists of the new file, for words of the old draft."""

    def __init__(self, styles: Element) -> None:
        found = styles.findall(name("style"))
        self._ids = {(kind_of(style), name_of(style).lower()): style.get(name("styleId"), "") for style in found}
        self._lists: dict[str, str] = {}

    def style(self, kind: str, *wanted: str) -> str:
        """The id of the first of the wanted styles of that kind that there is, or nothing."""
        return next((found for style in wanted if (found := self._ids.get((kind, style.lower())))), "")

    def learn(self, old: tree.Paragraph, new: Element) -> None:
        """That the old paragraph became the new one: so did the lists that they are items of."""
        number = new.find(f"{name('pPr')}/{name('numPr')}/{name('numId')}")
        if old.list and number is not None:
            self._lists.setdefault(old.list[0], number.get(name("val"), ""))

    def paragraph(self, old: tree.Paragraph, like: Element | None) -> Element:
        """The properties of an old paragraph. `like` is one that shows on which side it stands."""
        found = w("pPr")
        if style := self.style("paragraph", old.style, names.BODY):
            found.append(w("pStyle", val=style))
        if old.list and old.list[0] in self._lists:
            found.append(w("numPr", w("ilvl", val=old.list[1]), w("numId", val=self._lists[old.list[0]])))
        side = None if like is None else like.find(f"{name('pPr')}/{name('jc')}")
        if side is not None:
            found.append(w("jc", val=side.get(name("val"), "")))
        return found

    def run(self, old: tree.Run) -> list[Element]:
        """The properties of an old run, none or one."""
        found = []
        if old.style and (style := self.style("character", old.style)):
            found.append(w("rStyle", val=style))
        if old.bold:
            found += [w("b"), w("bCs")]
        if old.italic:
            found += [w("i"), w("iCs")]
        if old.struck:
            found.append(w("strike"))
        return [w("rPr", *found)] if found else []

    def mark(self) -> list[Element]:
        """The properties of the call of a note."""
        style = self.style("character", names.NOTE_MARK)
        return [w("rPr", w("rStyle", val=style))] if style else []
