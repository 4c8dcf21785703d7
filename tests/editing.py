"""An editor's hand in a Word file: what Word writes into the markup when somebody types, deletes, moves or comments.

Places are counted in the characters that a paragraph shows, all changes accepted. Every operation is done tracked, as Word has it
by ECMA-376 part 1 (17.13.5), or not tracked, as `Hand.tracks` says; bookmarks stay where Word leaves them.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from briefing.ooxml.xml import W14, XML, Element, legal, name, w

_BODY = "word/document.xml"
_NOTES = "word/footnotes.xml"
_GONE = (name("del"), name("moveFrom"))
_PARA_ID, _TEXT_ID = f"{{{W14}}}paraId", f"{{{W14}}}textId"
_SPACE = f"{{{XML}}}space"


@dataclass
class Hand:
    """Somebody at work in one file."""

    data: bytes
    author: str = "Ann"
    date: str = "2026-02-03T10:00:00Z"
    tracks: bool = True
    parts: dict[str, bytes] = field(init=False)
    body: Element = field(init=False)
    _last: int = field(default=9000, init=False)

    def __post_init__(self) -> None:
        with ZipFile(io.BytesIO(self.data)) as package:
            self.parts = {member: package.read(member) for member in package.namelist()}
        root = etree.fromstring(self.parts[_BODY])
        body = root.find(name("body"))
        assert body is not None
        self.body = body

    def saved(self) -> bytes:
        """The file as it is now."""
        raw = io.BytesIO()
        root = self.body.getroottree().getroot()
        self.parts[_BODY] = etree.tostring(root, encoding="UTF-8", standalone=True)
        with ZipFile(raw, "w", ZIP_DEFLATED) as package:
            for member, content in self.parts.items():
                package.writestr(member, content)
        return raw.getvalue()

    # Finding

    def paragraphs(self) -> list[Element]:
        """The paragraphs of the body, those of tables too, without the contents."""
        return [one for one in self.body.iter(name("p")) if not any(above.tag == name("sdt") for above in one.iterancestors())]

    def paragraph(self, words: str) -> Element:
        """The paragraph that shows these words."""
        found = [one for one in self.paragraphs() if words in text_of(one)]
        assert len(found) == 1, (words, [text_of(one) for one in self.paragraphs()])
        return found[0]

    # Words

    def insert(self, paragraph: Element, at: int, text: str) -> Element:
        """Type text at a place; the new run, or the change that holds it. It looks like what stands before it."""
        before, after = self._around(paragraph, at)
        near = before if before is not None else after
        run = _run(text, None if near is None else near.find(name("rPr")))
        is_within = before is not None and not _ends(before) and self._is_mine(before)
        new = self._change("ins", run) if self.tracks and not is_within else run
        if before is not None:
            _outermost(before, paragraph).addnext(new) if _ends(before) else before.addnext(new)
        elif after is not None:
            _outermost(after, paragraph).addprevious(new)
        else:
            paragraph.append(new)
        return new

    def delete(self, paragraph: Element, start: int, end: int, *, with_call: bool = False) -> None:
        """Take out characters and the calls between them; with `with_call` also one that stands directly behind them."""
        for run in self._cut(paragraph, start, end, with_call=with_call):
            self._take_out(run)

    def replace(self, words: str, new: str, where: str = "") -> None:
        """Type `new` over `words`, in the one paragraph that shows them, or that which shows `where`."""
        paragraph = self.paragraph(where or words)
        at = text_of(paragraph).index(words)
        self.delete(paragraph, at, at + len(words))
        self.insert(paragraph, at, new)

    def bold(self, paragraph: Element, start: int, end: int) -> None:
        """Set characters bold, which Word tracks as a change of form or not at all."""
        for run in self._cut(paragraph, start, end):
            properties = run.find(name("rPr"))
            if properties is None:
                properties = w("rPr")
                run.insert(0, properties)
            if properties.find(name("b")) is None:
                style = properties.find(name("rStyle"))
                properties.insert(0 if style is None else 1, w("b"))

    # Paragraphs

    def add_after(self, paragraph: Element, text: str, style: str = "") -> Element:
        """Press Enter at the end of a paragraph and type: the old one's mark is new, the new one bears the old mark."""
        made = w("p")
        properties = paragraph.find(name("pPr"))
        if properties is not None:
            made.append(_without_mark(deepcopy(properties)))
        if style:
            made[:] = [w("pPr", w("pStyle", val=style))]
        made.set(_PARA_ID, f"{self._next():08X}")
        if text:
            run = _run(text, None)
            made.append(self._change("ins", run) if self.tracks else run)
        if self.tracks:
            self._mark(made, _mark_of(paragraph))
            self._mark(paragraph, "ins")
        paragraph.addnext(made)
        return made

    def remove(self, paragraph: Element) -> None:
        """Select a paragraph with its mark and delete it."""
        for run in self._cut(paragraph, 0, len(text_of(paragraph)), with_call=True):
            self._take_out(run)
        if self.tracks:
            self._mark(paragraph, "del")
            return
        for start in paragraph.findall(name("bookmarkStart")):
            self._drop_bookmark(start)
        _drop(paragraph)

    def split(self, paragraph: Element, at: int) -> Element:
        """Press Enter within a paragraph; the second half."""
        before, _ = self._around(paragraph, at)
        second = w("p")
        second.set(_PARA_ID, f"{self._next():08X}")
        properties = paragraph.find(name("pPr"))
        if properties is not None:
            second.append(_without_mark(deepcopy(properties)))
        top = None if before is None else _divided(before, paragraph)
        following = [one for one in paragraph if one.tag != name("pPr")] if top is None else list(top.itersiblings())
        second.extend(one for one in following if top is not None or one.tag not in (name("bookmarkStart"), name("pPr")))
        paragraph.addnext(second)
        if self.tracks:
            self._mark(second, _mark_of(paragraph))
            self._mark(paragraph, "ins")
        return second

    def join(self, paragraph: Element) -> None:
        """Press Delete at the end of a paragraph that another follows."""
        following = next(paragraph.itersiblings(name("p")))
        if self.tracks:
            self._mark(paragraph, "del")
            return
        paragraph.extend(one for one in list(following) if one.tag != name("pPr"))
        _drop(following)

    def move(self, paragraph: Element, after: Element) -> None:
        """Drag a paragraph behind another. Word names a tracked move, and copies the notes; the bookmark goes along."""
        if not self.tracks:
            between = paragraph.getnext()
            after.addnext(paragraph)
            while between is not None and between.tag == name("bookmarkEnd"):
                mark, between = between, between.getnext()
                paragraph.append(mark)
            return
        copy = deepcopy(paragraph)
        copy.set(_PARA_ID, f"{self._next():08X}")
        for call in copy.iter(name("footnoteReference")):
            call.set(name("id"), self._copied_note(call.get(name("id"), "")))
        named = f"move{self._next()}"
        for piece, change in ((paragraph, "moveFrom"), (copy, "moveTo")):
            if change == "moveTo":
                after.addnext(piece)
            for run in list(_runs(piece)):
                top = _outermost(run, piece)
                if top.tag not in (name("ins"), name("del")):
                    _wrap(run, self._change(change))
            self._mark(piece, change)
            number = self._next()
            by = {"author": self.author, "date": self.date}
            piece.addprevious(w(f"{change}RangeStart", id=number, name=named, **by))
            piece.addnext(w(f"{change}RangeEnd", id=number))
        for start in paragraph.findall(name("bookmarkStart")):
            self._drop_bookmark(start)

    # Tables

    def add_row(self, row: Element, texts: list[str]) -> Element:
        """A new row below one, with these texts in its cells."""
        made = deepcopy(row)
        for cell, text in zip(made.findall(name("tc")), texts, strict=True):
            first, *others = cell.findall(name("p"))
            for paragraph in others:
                cell.remove(paragraph)
            first[:] = [one for one in first if one.tag == name("pPr")]
            first.set(_PARA_ID, f"{self._next():08X}")
            self._mark(first, "ins" if self.tracks else "")
            run = _run(text, None)
            first.append(self._change("ins", run) if self.tracks else run)
        if self.tracks:
            _row_properties(made).append(self._change("ins"))
        row.addnext(made)
        return made

    def remove_row(self, row: Element) -> None:
        """Delete a row with what is in it."""
        if not self.tracks:
            for start in list(row.iter(name("bookmarkStart"))):
                self._drop_bookmark(start)
            _drop(row)
            return
        _row_properties(row).append(self._change("del"))
        for paragraph in row.iter(name("p")):
            self.delete(paragraph, 0, len(text_of(paragraph)), with_call=True)
            self._mark(paragraph, "del")

    # The pieces

    def _change(self, kind: str, *content: Element) -> Element:
        return w(kind, *content, id=self._next(), author=self.author, date=self.date)

    def _next(self) -> int:
        self._last += 1
        return self._last

    def _mark(self, paragraph: Element, change: str) -> None:
        """What the mark of a paragraph is part of; the empty text for nothing."""
        properties = paragraph.find(name("pPr"))
        if properties is None:
            properties = w("pPr")
            paragraph.insert(0, properties)
        _without_mark(properties)
        if change:
            behind = (name("sectPr"), name("pPrChange"))
            at = next((at for at, one in enumerate(properties) if one.tag in behind), len(properties))
            properties.insert(at, w("rPr", self._change(change)))

    def _take_out(self, run: Element) -> None:
        if not self.tracks or self._is_mine(run):
            parent = run.getparent()
            assert parent is not None
            parent.remove(run)
            return
        for text in run.iter(name("t")):
            text.tag = name("delText")
        _wrap(run, self._change("del"))

    def _is_mine(self, run: Element) -> bool:
        """Whether a run is in an insertion of this editor's."""
        above = (one for one in run.iterancestors() if one.tag in (name("ins"), name("moveTo")))
        return any(one.get(name("author")) == self.author for one in above)

    def _around(self, paragraph: Element, at: int) -> tuple[Element | None, Element | None]:
        """The runs before and behind a place, which is a boundary of runs afterwards. Calls of notes belong to what is before."""
        done = 0
        before: Element | None = None
        for run in list(_runs(paragraph)):
            length = len(_shown(run))
            if done < at < done + length:
                return _halved(run, at - done)
            if done + length > at or (done >= at and length):
                return before, run
            done += length
            before = run
        return before, None

    def _cut(self, paragraph: Element, start: int, end: int, *, with_call: bool = False) -> list[Element]:
        """The runs that show these characters, cut at their ends, and the calls between them."""
        self._around(paragraph, start)
        self._around(paragraph, end)
        found: list[Element] = []
        done = 0
        for run in _runs(paragraph):
            length = len(_shown(run))
            is_call = run.find(name("footnoteReference")) is not None
            if (length and start <= done < end) or (is_call and (start < done < end or (with_call and start <= done == end))):
                found.append(run)
            done += length
        return found

    def _drop_bookmark(self, start: Element) -> None:
        number = start.get(name("id"))
        for end in list(self.body.iter(name("bookmarkEnd"))):
            if end.get(name("id")) == number:
                _drop(end)
        _drop(start)

    def _copied_note(self, number: str) -> str:
        root = etree.fromstring(self.parts[_NOTES])
        (note,) = (one for one in root if one.get(name("id")) == number)
        copy = deepcopy(note)
        copy.set(name("id"), str(self._next()))
        for mark in [*copy.iter(name("bookmarkStart")), *copy.iter(name("bookmarkEnd"))]:
            _drop(mark)
        root.append(copy)
        self.parts[_NOTES] = etree.tostring(root, encoding="UTF-8", standalone=True)
        return copy.get(name("id"), "")


def text_of(paragraph: Element) -> str:
    """The characters that a paragraph shows, all changes accepted."""
    return "".join(_shown(run) for run in _runs(paragraph))


def _runs(paragraph: Element) -> Iterator[Element]:
    for run in paragraph.iter(name("r")):
        if not any(above.tag in _GONE for above in run.iterancestors()):
            yield run


def _shown(run: Element) -> str:
    return "".join(text.text or "" for text in run.findall(name("t")))


def _run(text: str, properties: Element | None) -> Element:
    shown = w("t")
    shown.text = legal(text)
    shown.set(_SPACE, "preserve")
    look = None if properties is None else deepcopy(properties)
    if look is not None:
        for style in look.findall(name("rStyle")):  # calls of notes, labels and links end where somebody types
            look.remove(style)
    return w("r", shown) if look is None or not len(look) else w("r", look, shown)


def _halved(run: Element, at: int) -> tuple[Element, Element]:
    (shown,) = run.findall(name("t"))
    second = deepcopy(run)
    (rest,) = second.findall(name("t"))
    text = shown.text or ""
    shown.text, rest.text = text[:at], text[at:]
    for one in (shown, rest):
        one.set(_SPACE, "preserve")
    run.addnext(second)
    return run, second


def _outermost(run: Element, paragraph: Element) -> Element:
    """What holds a run in its paragraph directly."""
    found = run
    while (parent := found.getparent()) is not None and parent is not paragraph:
        found = parent
    return found


def _divided(run: Element, paragraph: Element) -> Element:
    """What holds a run in its paragraph directly, divided so that the run is the last in it."""
    found = run
    while (parent := found.getparent()) is not None and parent is not paragraph:
        rest = list(found.itersiblings())
        if rest:
            second = deepcopy(parent)
            second[:] = rest
            parent.addnext(second)
        found = parent
    return found


def _ends(run: Element) -> bool:
    """Whether a run is the last in the link or the change that holds it."""
    return not any(one.tag == name("r") for one in run.itersiblings())


def _wrap(run: Element, change: Element) -> None:
    run.addprevious(change)
    change.append(run)


def _drop(element: Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _without_mark(properties: Element) -> Element:
    for mark in properties.findall(name("rPr")):
        properties.remove(mark)
    return properties


def _mark_of(paragraph: Element) -> str:
    """The change that the mark of a paragraph is part of."""
    mark = paragraph.find(f"{name('pPr')}/{name('rPr')}")
    return next((str(one.tag).rpartition("}")[2] for one in mark), "") if mark is not None else ""


def _row_properties(row: Element) -> Element:
    found = row.find(name("trPr"))
    if found is None:
        found = w("trPr")
        row.insert(0, found)
    return found
