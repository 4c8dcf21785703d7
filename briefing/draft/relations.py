"""How parts of a file of Office refer to each other and to the outside: the relationships of ECMA-376 part 2."""

from __future__ import annotations

import posixpath
from collections.abc import Container

from msgspec import Struct

from briefing.ooxml.xml import Element


class Relation(Struct, frozen=True):
    """A reference from one part."""

    kind: str
    """The last word of its type: "footnotes", "hyperlink". What comes before differs between variants of the standard."""
    target: str
    """The name of a part in small letters; or an address, as the file spells it."""
    is_external: bool


def relations_of(name: str) -> str:
    """The part that holds the relations of a part; those of the package for an empty name."""
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def relations(root: Element, name: str, parts: Container[str]) -> dict[str, Relation]:
    """The relations of a part by id. References to something in the package that is no part of it are left out."""
    found = {}
    for entry in root:
        kind = entry.get("Type", "").rstrip("/").rpartition("/")[2]
        target, is_external = entry.get("Target", ""), entry.get("TargetMode") == "External"
        if not is_external:
            target = posixpath.normpath(posixpath.join("/", posixpath.dirname(name), target)).lstrip("/").lower()
        if is_external or target in parts:
            found[entry.get("Id", "")] = Relation(kind, target, is_external)
    return found
