"""How a draft says what it was made from, so that it is known again when it comes back.

The custom properties name the brief, its edition and the hash of its base; a custom XML part carries the base itself: one element
whose text is JSON. Anybody may have changed the file since, so what it says is held against what was kept when it was sent.

The hash is the SHA-256 of three things with a zero byte between them: the JSON of the base in UTF-8, the bytes of
`word/document.xml`, and those of `word/footnotes.xml` (nothing where there are no notes). It holds for a file as we built it: any
program that saves the file writes these parts anew.
"""

from __future__ import annotations

import io
import json
import posixpath
import re
from hashlib import sha256
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from briefing.document import Document, printed
from briefing.ooxml.package import member
from briefing.ooxml.xml import Element, legal

BRIEF, EDITION, BASE = "BriefId", "BriefEdition", "BaseSha256"
"""The names of the custom properties."""
NAMESPACE, ROOT = "urn:briefing:base", "base"
"""The element of the custom XML part."""

PART, BODY, NOTES = "customXml/item1.xml", "word/document.xml", "word/footnotes.xml"
"""Where a file as we build it has the base, and what else its hash is taken from."""
_TYPES = "[Content_Types].xml"
_FOR_EYES = re.compile(r"word/(fonts|media|embeddings|theme)/|word/(_rels/)?(fontTable|webSettings)\.xml|docProps/thumbnail")
"""Parts that a reader of texts and changes does not need."""


def base_text(document: Document) -> str:
    """The base of a document as canonical JSON: keys sorted, no spaces, and no character that XML cannot hold."""
    homes = [[home.block, home.part, home.path, list(home.address), home.value, home.kind] for home in document.homes]
    base = {"brief": document.id, "edition": document.edition, "facts": dict(document.facts), "homes": homes}
    base["printed"] = printed(document)
    return legal(json.dumps(base, sort_keys=True, separators=(",", ":"), ensure_ascii=False))


def base_element(text: str) -> Element:
    """The root of the custom XML part that carries the base."""
    element = etree.Element(f"{{{NAMESPACE}}}{ROOT}", nsmap={"b": NAMESPACE})
    element.text = text
    return element


def hash_of(text: str, body: bytes, notes: bytes) -> str:
    """The hash of a base, in hexadecimal digits."""
    return sha256(b"\0".join((text.encode(), body, notes))).hexdigest()


def base_hash(data: bytes) -> str:
    """The hash of the base of a file as built, worked out anew from its parts.

    For files that we built and kept: what comes from outside is to be opened by `draft`. Raises BadZipFile, KeyError where the
    file has no base, and XMLSyntaxError.
    """
    with ZipFile(io.BytesIO(data)) as package:
        notes = package.read(NOTES) if NOTES in package.namelist() else b""
        return hash_of(etree.fromstring(package.read(PART)).text or "", package.read(BODY), notes)


def essence(data: bytes) -> bytes:
    """The same file without fonts, pictures and what else only looks need: small enough to be kept, and with the same hash."""
    result = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as package, ZipFile(result, "w", ZIP_DEFLATED) as target:
        kept = {name for name in package.namelist() if not _FOR_EYES.match(name)}
        for name in filter(kept.__contains__, package.namelist()):
            content = package.read(name)
            if name == _TYPES or name.endswith(".rels"):
                content = _naming_only(kept, name, content)
            target.writestr(member(name), content)
    return result.getvalue()


def _naming_only(kept: set[str], name: str, content: bytes) -> bytes:
    """A list of parts, or of relations to them, without those that are gone. What is outside of the file stays."""
    root = etree.fromstring(content)
    folder = posixpath.dirname(posixpath.dirname(name))
    for entry in list(root):
        part = entry.get("PartName") or (entry.get("Target") if entry.get("TargetMode") != "External" else None)
        if part is not None and posixpath.normpath(posixpath.join("/", folder, part)).lstrip("/") not in kept:
            root.remove(entry)
    return etree.tostring(root, encoding="UTF-8", standalone=True)
