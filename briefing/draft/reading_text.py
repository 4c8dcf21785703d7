"""The content of a paragraph, element by element: which characters, calls and objects stand there, and what holds for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from briefing.draft import reading_objects as objects
from briefing.draft.reading_fields import Fields
from briefing.draft.reading_line import Line, Where
from briefing.draft.reading_marks import Ranges
from briefing.draft.reading_shared import Shared
from briefing.draft.reading_styles import Look, over, switches, value
from briefing.draft.reading_symbols import character
from briefing.draft.relations import Relation
from briefing.ooxml.xml import MC, XML, Element, R, name

_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_R_PR, _R_STYLE, _ID, _TYPE, _NAME = name("rPr"), name("rStyle"), name("id"), name("type"), name("name")
_INSTRUCTION, _ANCHOR, _OWN_MARK = name("instr"), name("anchor"), name("customMarkFollows")
_RELATION, _SPACE = f"{{{R}}}id", f"{{{XML}}}space"
_PLAIN = Look()

_CHARACTERS = {
    name("tab"): "\t",
    name("ptab"): "\t",
    name("cr"): "\n",
    name("noBreakHyphen"): "\u2011",
    name("softHyphen"): "\u00ad",
}
_TEXTS = (name("t"), name("delText"))
_CODES = {name("instrText"): False, name("delInstrText"): True}
_CALLS = {name("footnoteReference"): "footnote", name("endnoteReference"): "endnote"}
_NOTE_MARKS = (name("footnoteRef"), name("endnoteRef"))
_DRAWN = (name("drawing"), name("pict"), name("object"))
OBJECTS = {
    f"{{{_M}}}oMath": "equation",
    f"{{{_M}}}oMathPara": "equation",
    name("altChunk"): "embedded file",
    name("subDoc"): "embedded file",
    name("contentPart"): "ink",
}
"""What stands beside runs and paragraphs and is no text, by tag."""
_SEEN_THROUGH = frozenset(
    {
        *(name(tag) for tag in ("ins", "del", "moveFrom", "moveTo", "sdt", "sdtContent", "smartTag", "customXml", "dir", "bdo")),
        *(name(tag) for tag in ("ruby", "rubyBase")),
    }
)
_ALTERNATIVES, _CHOICE = f"{{{MC}}}AlternateContent", f"{{{MC}}}Choice"

_Drawing = Callable[[Element, Where], None]


class Inline:
    """Reads the paragraphs of one story."""

    def __init__(self, story: Element, shared: Shared, links: Mapping[str, Relation], ranges: Ranges, box: _Drawing) -> None:
        """`links` are the relations of the story's part; `box` is given each text box and what holds there."""
        self.fields = Fields(story)
        self._shared, self._links, self._ranges, self._box = shared, links, ranges, box
        self._line = self.contents = Line({})
        self._hides = self._keeps = self._had_contents = False
        self._looks: dict[tuple[str, bool | None, bool | None, bool | None], Look] = {}

    def read(self, paragraph: Element, line: Line, where: Where, *, hides: bool, keeps: bool) -> bool:
        """Read a paragraph into a line; True where some of it is generated contents.

        `hides` takes all of it for generated, `keeps` nothing. What is, stands in `contents` then.
        """
        self._line, self._hides, self._keeps = line, hides, keeps
        self.contents = Line({})
        self._had_contents = self.fields.is_contents
        self._content(paragraph, where)
        return self._had_contents

    @property
    def _is_silent(self) -> bool:
        """Whether what stands here is no text of the document."""
        return self._hides or self.fields.is_code or (self.fields.is_contents and not self._keeps)

    # What may hold runs

    def _content(self, parent: Element, where: Where) -> None:
        for child in parent:
            tag = child.tag
            if tag == _RUN:
                self._run(child, where)
            elif tag in _SEEN_THROUGH:
                self._content(child, self._ranges.changed(child, where))
            elif (reader := _CONTENT.get(tag)) is not None:
                reader(self, child, where)
            elif tag in OBJECTS:
                self._object(OBJECTS[tag], _PLAIN, where)
            else:
                self._ranges.meet(child, self._line)

    def _bookmark(self, element: Element, _: Where) -> None:
        self._line.anchor(element.get(_NAME, ""))

    def _hyperlink(self, element: Element, where: Where) -> None:
        """A link; one that leads to a place in the same file is seen through."""
        relation = self._links.get(element.get(_RELATION, ""))
        if relation is not None and relation.is_external:
            place = element.get(_ANCHOR, "")
            where = replace(where, link=f"{relation.target}#{place}" if place else relation.target)
        self._content(element, where)

    def _simple_field(self, element: Element, where: Where) -> None:
        before = self.fields.enter(element.get(_INSTRUCTION, ""))
        self._had_contents |= self.fields.is_contents
        self._content(element, where)
        self.fields.leave(before)

    def _alternatives(self, element: Element, where: Where) -> None:
        for choice in element.findall(_CHOICE)[:1]:
            self._content(choice, where)

    # Runs

    def _run(self, run: Element, where: Where) -> None:
        look = self._look(run.find(_R_PR))
        if self.fields.link and not where.link:
            where = replace(where, link=self.fields.link)
        self._pieces(run, look, where)

    def _pieces(self, run: Element, look: Look, where: Where) -> None:
        has_own_mark = False
        for piece in run:
            tag = piece.tag
            if tag in _TEXTS:
                if not has_own_mark:
                    self._text(_shown(piece), look, where)
            elif tag in _CALLS:
                self._call(f"{_CALLS[tag]}-{piece.get(_ID, '')}", look, where)
                has_own_mark = piece.get(_OWN_MARK, "0") not in ("0", "false", "off")
            elif tag in _CHARACTERS:
                self._text(_CHARACTERS[tag], look, where)
            elif tag in _DRAWN:
                self._drawn(piece, look, where)
            elif (reader := _PIECES.get(tag)) is not None:
                reader(self, piece, look, where)
            elif tag in OBJECTS:
                self._object(OBJECTS[tag], look, where)
            else:
                self._ranges.meet(piece, self._line)

    def _text(self, text: str, look: Look, where: Where) -> None:
        if text and not self._is_silent:
            self._line.text(text, look, where)
            self._ranges.text(text)
        elif text and not self.fields.is_code:
            self.contents.text(text, look, where)

    def _call(self, key: str, look: Look, where: Where) -> None:
        if key in self._shared.notes and not self._is_silent:
            self._line.call(key, look, where)

    def _object(self, kind: str, look: Look, where: Where) -> None:
        if not self._is_silent:
            self._line.object(kind, look, where)

    def _drawn(self, element: Element, look: Look, where: Where) -> None:
        self._object(objects.kind(element), look, where)
        for box in objects.boxes(element):
            self._box(box, where)

    def _break(self, element: Element, look: Look, where: Where) -> None:
        """A new line; breaks of pages and columns are layout."""
        if element.get(_TYPE, "textWrapping") == "textWrapping":
            self._text("\n", look, where)

    def _symbol(self, element: Element, look: Look, where: Where) -> None:
        if found := character(element):
            self._text(found, look, where)
        else:
            self._object("symbol", look, where)

    def _field_character(self, element: Element, _: Look, __: Where) -> None:
        self.fields.meet(element)
        self._had_contents |= self.fields.is_contents

    def _code(self, element: Element, _: Look, where: Where) -> None:
        is_deleted = _CODES[str(element.tag)] or where.deleted is not None
        self.fields.code(element.text or "", is_deleted=is_deleted)

    def _note_mark(self, _: Element, __: Look, ___: Where) -> None:
        self._line.has_note_mark = True

    def _ruby(self, element: Element, _: Look, where: Where) -> None:
        """Text with its reading above it: only the text."""
        for base in element.findall(name("rubyBase")):
            self._content(base, where)

    def _alternative_pieces(self, element: Element, look: Look, where: Where) -> None:
        for choice in element.findall(_CHOICE)[:1]:
            self._pieces(choice, look, where)

    def _look(self, properties: Element | None) -> Look:
        """How a run looks: its own properties before those of its character style."""
        if properties is None:
            return _PLAIN
        key = (value(properties, _R_STYLE), *switches(properties))
        if key not in self._looks:
            style = self._shared.styles.look(key[0]) if key[0] else _PLAIN
            self._looks[key] = over(Look(style.style, *key[1:]), style.bold, style.italic, style.struck)
        return self._looks[key]


_RUN = name("r")
_CONTENT: dict[str, Callable[[Inline, Element, Where], None]] = {
    name("bookmarkStart"): Inline._bookmark,
    name("hyperlink"): Inline._hyperlink,
    name("fldSimple"): Inline._simple_field,
    _ALTERNATIVES: Inline._alternatives,
}
_PIECES: dict[str, Callable[[Inline, Element, Look, Where], None]] = {
    name("br"): Inline._break,
    name("sym"): Inline._symbol,
    name("fldChar"): Inline._field_character,
    **dict.fromkeys(_CODES, Inline._code),
    **dict.fromkeys(_NOTE_MARKS, Inline._note_mark),
    name("ruby"): Inline._ruby,
    _ALTERNATIVES: Inline._alternative_pieces,
}


def _shown(element: Element) -> str:
    """The characters of a text: Word takes a line end for a space, and drops spaces at the ends unless told to keep them."""
    text = (element.text or "").replace("\n", " ")
    return text if element.get(_SPACE) == "preserve" else text.strip(" \t\r")
