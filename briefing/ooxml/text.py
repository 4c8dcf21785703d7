"""Characters as Word keeps them in a run, and back.

Word has elements of its own for the tab, the line break, the soft hyphen and the hyphen that does not break; all other
characters stand in `w:t`. `pieces` and `characters` are each other's inverse for every legal text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.ooxml.xml import XML, Element, legal, name, w

_SPECIAL = re.compile("([\t\n\u00ad\u2011])")
_TAGS = {"\t": "tab", "\n": "br", "\u00ad": "softHyphen", "\u2011": "noBreakHyphen"}
_CHARACTERS = {name(tag): character for character, tag in _TAGS.items()} | {name("cr"): "\n"}


def pieces(text: str) -> Iterator[Element]:
    """The content of a run that shows `text`."""
    for part in _SPECIAL.split(legal(text)):
        if part in _TAGS:
            yield w(_TAGS[part])
        elif part:
            element = w("t")
            element.text = part
            if part != part.strip() or "  " in part:
                element.set(f"{{{XML}}}space", "preserve")
            yield element


def characters(run: Element) -> str:
    """The text that a run shows; field codes and note marks show none."""
    return "".join((child.text or "") if child.tag == name("t") else _CHARACTERS.get(str(child.tag), "") for child in run)
