"""What programs do to a draft that nobody edited: noise of Word, new ids, lost or renamed bookmarks. The text stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from briefing.ooxml.xml import W14, Element, R, name, w
from tests.editing import Hand

_PARA_ID, _TEXT_ID = f"{{{W14}}}paraId", f"{{{W14}}}textId"
_FIRST = 7000


def noise(hand: Hand) -> None:
    """What Word adds when it saves: revision ids that cut runs, marks of spelling and of pages, its own bookmark."""
    for number, paragraph in enumerate(hand.paragraphs()):
        paragraph.set(name("rsidR"), "00AB12CD")
        for run in list(paragraph.iter(name("r"))):
            _cut_in_two(run, number)
            if number % 3 == 0:
                run.addprevious(w("proofErr", type="spellStart"))
                run.addnext(w("proofErr", type="spellEnd"))
            if number % 4 == 0:
                shown = run.find(name("t"))
                if shown is not None:
                    shown.addprevious(w("lastRenderedPageBreak"))
    last = hand.paragraphs()[-1]
    last.append(w("bookmarkStart", id=_FIRST, name="_GoBack"))
    last.append(w("bookmarkEnd", id=_FIRST))


def fields_for_links(hand: Hand) -> None:
    """Links as complex fields, as Word writes those that were typed."""
    relations = hand.parts["word/_rels/document.xml.rels"].decode()
    for link in list(hand.body.iter(name("hyperlink"))):
        key = link.get(f"{{{R}}}id", "")
        if not key:
            continue
        entry = next(one for one in relations.split("<Relationship ") if f'Id="{key}"' in one)
        address = entry.split('Target="')[1].split('"')[0].replace("&amp;", "&")
        code = w("instrText")
        code.text = f' HYPERLINK "{address}" '
        for piece in (_field("begin"), w("r", code), _field("separate"), *list(link), _field("end")):
            link.addprevious(piece)
        _drop(link)


def smart_tags(hand: Hand) -> None:
    """Runs in smart tags, as old versions of Word leave them."""
    for run in list(hand.body.iter(name("r"))):
        if run.find(name("t")) is not None and run.find(name("fldChar")) is None:
            tag = w("smartTag", element="place")
            run.addprevious(tag)
            tag.append(run)


def new_identities(hand: Hand) -> None:
    """Paragraph ids that somebody has given anew."""
    for number, paragraph in enumerate(hand.body.iter(name("p"))):
        paragraph.set(_PARA_ID, f"{0x1000 + number:08X}")


def no_identities(hand: Hand) -> None:
    """No paragraph ids, as LibreOffice leaves a file."""
    for paragraph in hand.body.iter(name("p")):
        for key in (_PARA_ID, _TEXT_ID):
            paragraph.attrib.pop(key, "")


def no_bookmarks(hand: Hand) -> None:
    """No bookmarks, as some converters leave a file."""
    for mark in [*hand.body.iter(name("bookmarkStart")), *hand.body.iter(name("bookmarkEnd"))]:
        _drop(mark)


def copied_bookmarks(hand: Hand) -> None:
    """Every bookmark under the name of a copy, as LibreOffice names what was pasted."""
    for mark in hand.body.iter(name("bookmarkStart")):
        mark.set(name("name"), f"{mark.get(name('name'))}_Copy_1")


DISGUISES: tuple[Callable[[Hand], None], ...] = (
    noise,
    fields_for_links,
    smart_tags,
    new_identities,
    no_identities,
    no_bookmarks,
    copied_bookmarks,
)


def _cut_in_two(run: Element, seed: int) -> None:
    shown = run.findall(name("t"))
    text = shown[0].text or "" if len(shown) == 1 else ""
    if len(text) < 2:
        return
    at = 1 + seed % (len(text) - 1)
    second = deepcopy(run)
    run.set(name("rsidRPr"), "00CD34EF")
    for one, part in ((run, text[:at]), (second, text[at:])):
        found = one.find(name("t"))
        assert found is not None
        found.text = part
        found.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.addnext(second)


def _field(kind: str) -> Element:
    return w("r", w("fldChar", fldCharType=kind))


def _drop(element: Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)
