"""Opening a file that somebody sent: what is no Word document, or would do harm, is refused with a sentence for that person.

A part is inflated only when it is asked for, so pictures, fonts and embedded files never are. Its size is counted while it
is read, for what an archive says about sizes is the sender's word. After ECMA-376 part 2 (Open Packaging Conventions), which
allows no DTD and no encoding but UTF-8 and UTF-16.
"""

from __future__ import annotations

import io
import struct
import zlib
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lxml import etree

from briefing.draft import kinds
from briefing.draft.relations import Relation, relations, relations_of
from briefing.ooxml.xml import Element

_PART = 20_000_000
_ALL = 80_000_000
_TAGS = 300_000
_ALL_TAGS = 600_000
_MEMBERS = 10_000

_LARGE = "This file is too large to be read: more than {} {}; give one that holds the text of the brief only."
_DTD = "This file declares a document type, which no Word document does and which can do harm; it is not opened."

_CONTENT_TYPES = "[content_types].xml"
_BROKEN = (BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError, OverflowError)
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
"""Namespaces of the strict variant of the standard, which Word writes on request, and those that everybody else writes."""


class RefusedFile(Exception):  # noqa: N818
    """A file that is not read. The message is a sentence for the person who sent it, and says what to do."""


class Package:
    """A file of Office, opened: its main part, and the others by their names and by who refers to them."""

    def __init__(self, archive: ZipFile) -> None:
        """Raises RefusedFile where the archive is no Word document, or an unsafe one."""
        self._archive = archive
        self._members = _members(archive)
        self._left, self._tags_left = _ALL, _ALL_TAGS
        self._relations: dict[str, dict[str, Relation]] = {}
        self.main = self._main()

    def part(self, name: str) -> Element:
        """The root of a part, which must exist. Raises RefusedFile."""
        data = _utf8(self._read(name, _PART))
        if b"<!DOCTYPE" in data:
            raise RefusedFile(_DTD)
        self._count(data.count(b"<"))
        for strict, transitional in _STRICT:
            if strict in data:
                data = data.replace(b'"' + strict, b'"' + transitional).replace(b"'" + strict, b"'" + transitional)
        return _parsed(data)

    def relations(self, name: str) -> dict[str, Relation]:
        """What a part, or the package for an empty name, refers to, by id; what the package does not hold is left out."""
        if name not in self._relations:
            found = relations_of(name)
            self._relations[name] = relations(self.part(found), name, self._members) if found in self._members else {}
        return self._relations[name]

    def related(self, name: str, kind: str) -> list[str]:
        """The names of the parts that a part refers to as that kind, in the order of the file, each once."""
        found = self.relations(name).values()
        return list(dict.fromkeys(one.target for one in found if one.kind == kind and not one.is_external))

    def _main(self) -> str:
        if _CONTENT_TYPES not in self._members:
            mimetype = self._read("mimetype", 200).decode("latin-1").strip() if "mimetype" in self._members else ""
            raise RefusedFile(kinds.packed(self._members, mimetype))
        types = _Types(self.part(_CONTENT_TYPES))
        if types.has_macros or any(name.endswith("vbaproject.bin") for name in self._members):
            raise RefusedFile(kinds.MACROS)
        found = self.related("", "officeDocument")
        if not found:
            raise RefusedFile(kinds.DAMAGED)
        if refusal := kinds.main(types.of(found[0])):
            raise RefusedFile(refusal)
        return found[0]

    def _read(self, name: str, limit: int) -> bytes:
        """The bytes of a part, counted as they come. Raises RefusedFile."""
        limit = min(limit, self._left)
        try:
            with self._archive.open(self._members[name]) as stream:
                data = stream.read(limit + 1)
        except _BROKEN as error:
            raise RefusedFile(kinds.DAMAGED) from error
        if len(data) > limit:
            raise RefusedFile(_LARGE.format(f"{_PART // 1_000_000} MB in a part or {_ALL // 1_000_000} MB", "in all"))
        self._left -= len(data)
        return data

    def _count(self, tags: int) -> None:
        """A small file can hold millions of elements, each of which costs time and memory."""
        self._tags_left -= tags
        if tags > _TAGS or self._tags_left < 0:
            raise RefusedFile(_LARGE.format(f"{_TAGS:,} tags in a part or {_ALL_TAGS:,}", "in all"))


class _Types:
    """The types of the parts."""

    def __init__(self, root: Element) -> None:
        self._own = {
            _key(entry.get("PartName", "")): entry.get("ContentType", "") for entry in root if "PartName" in entry.attrib
        }
        self._by_ending = {
            entry.get("Extension", "").lower(): entry.get("ContentType", "") for entry in root if "Extension" in entry.attrib
        }
        self.has_macros = any("vbaproject" in kind.lower() for kind in self._own.values())

    def of(self, name: str) -> str:
        return self._own.get(name) or self._by_ending.get(name.rpartition(".")[2], "")


def open_package(data: bytes) -> Package:
    """A file, opened. Raises RefusedFile, and nothing else whatever the bytes are."""
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        raise RefusedFile(kinds.bare(data))
    try:
        archive = ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise RefusedFile(kinds.DAMAGED) from error
    return Package(archive)


def _members(archive: ZipFile) -> dict[str, ZipInfo]:
    """The members by their names in small letters, for names of parts are compared so."""
    found: dict[str, ZipInfo] = {}
    if len(archive.infolist()) > _MEMBERS:
        raise RefusedFile(_LARGE.format(f"{_MEMBERS:,}", "parts"))
    for member in archive.infolist():
        if member.flag_bits & 1:
            raise RefusedFile(kinds.ENCRYPTED)
        key = _key(member.filename)
        if key in found or member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise RefusedFile(kinds.DAMAGED)
        found[key] = member
    return found


def _key(name: str) -> str:
    return name.lstrip("/").lower()


def _utf8(data: bytes) -> bytes:
    """XML in UTF-8, whichever of the two encodings it came in."""
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16").encode()
        if data[:1] == b"\0" or data[1:2] == b"\0":
            return data.decode("utf-16-be" if data[:1] == b"\0" else "utf-16-le").encode()
    except UnicodeError as error:
        raise RefusedFile(kinds.DAMAGED) from error
    return data


def _parsed(data: bytes) -> Element:
    parser = etree.XMLParser(
        encoding="utf-8",  # whatever the part declares: so every tag has been counted, and every document type been seen
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RefusedFile(kinds.DAMAGED) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise RefusedFile(_DTD)
    return root
