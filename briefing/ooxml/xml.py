"""Elements of WordprocessingML, made from values and never from strings of markup."""

from __future__ import annotations

import re

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
XML = "http://www.w3.org/XML/1998/namespace"

NAMESPACES = {"w": W, "w14": W14, "r": R, "mc": MC}
"""What the root of a part declares. A root also says `mc:Ignorable="w14"`, or Word refuses the paragraph ids."""

BEHIND_NOTE_SETTINGS = (
    *("endnotePr", "compat", "docVars", "rsids", "mathPr", "attachedSchema", "themeFontLang", "clrSchemeMapping"),
    *("doNotIncludeSubdocsInStats", "doNotAutoCompressPictures", "forceUpgrade", "captions", "readModeInkLockDown"),
    *("smartTagType", "schemaLibrary", "shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol", "listSeparator"),
)
"""The settings that the schema wants behind `footnotePr`."""

Element = etree._Element

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END = re.compile("\r\n?")


def legal(text: str) -> str:
    """The text without what XML 1.0 cannot hold, and with line feeds as line ends."""
    return _LINE_END.sub("\n", _ILLEGAL.sub("", text))


def w(tag: str, *children: Element, **attributes: str | int) -> Element:
    """An element of the main namespace, with attributes of the same namespace: `w("ind", left=720)`."""
    element = etree.Element(f"{{{W}}}{tag}", nsmap={"w": W})
    for name, value in attributes.items():
        element.set(f"{{{W}}}{name}", legal(str(value)))
    element.extend(children)
    return element


def name(tag: str) -> str:
    """The full name of a tag or attribute of the main namespace, for finding and comparing."""
    return f"{{{W}}}{tag}"


def root(tag: str, *children: Element) -> Element:
    """The root of a part, with every namespace that we write declared."""
    element = etree.Element(name(tag), nsmap=NAMESPACES)
    element.set(f"{{{MC}}}Ignorable", "w14")
    element.extend(children)
    return element


def place(parent: Element, child: Element, successors: tuple[str, ...]) -> None:
    """Put `child` into `parent` before the first of the tags that the schema wants behind it; one of its own name is replaced."""
    for old in parent.findall(child.tag):
        parent.remove(old)
    behind = {name(tag) for tag in successors}
    for at, other in enumerate(parent):
        if other.tag in behind:
            parent.insert(at, child)
            return
    parent.append(child)


def place_behind(parent: Element, child: Element, predecessors: tuple[str, ...]) -> None:
    """Put `child` into `parent` behind the last of the tags that the schema wants before it."""
    before = {name(tag) for tag in predecessors}
    parent.insert(max((at for at, other in enumerate(parent, 1) if other.tag in before), default=0), child)


def child(parent: Element, tag: str, successors: tuple[str, ...]) -> Element:
    """The child of that name; where there is none, one is put before the first of the tags that the schema wants behind it."""
    found = parent.find(name(tag))
    if found is None:
        found = w(tag)
        place(parent, found, successors)
    return found
