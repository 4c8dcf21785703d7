"""What a product says of itself: the pack inside a PDF, the base inside a Word file.

Both may have been changed since they were built, by anybody, so each is held against the hashes that it bears: that of the pack,
and for a PDF that of its pages. Whoever changes a file on purpose can work out new hashes; then only the workspace tells.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from lxml.etree import LxmlError
from msgspec import Struct, field

from briefing.draft.aside import RefusedFile
from briefing.draft.aside import read as read_draft
from briefing.model.plain import fingerprint_of
from briefing.ooxml.base import BASE, base_hash
from briefing.pack.making import BRIEF, FACTS, FORMAT, LOCK, SOURCES, base_of

_LARGEST = 200_000_000
"""Bytes of a product, or of a file inside it; a brief has less than a hundredth."""
_PAGES = re.compile(rb"<briefing:pages>([0-9a-f]{64})</briefing:pages>")
_HEAD = 1024  # bytes within which a PDF says that it is one
PRINTED = ("front", "sources", "notes", "figures")


class NoProductError(Exception):
    """The file is none of our products, or cannot be read. The message says why, and what to do."""


class Told(Struct, frozen=True):
    """What a product says of itself."""

    brief: str
    edition: int
    base: str
    """The hash that it bears, in hexadecimal digits."""
    is_whole: bool
    """Whether what it says, and what its pages show, is what the hashes were made from."""
    facts: Mapping[str, str]
    """The facts that it cites, by id, each with its fingerprint."""
    texts: Mapping[str, Mapping[str, str]]
    """The fingerprints of its texts, by file and by name."""
    date: str = ""
    """ISO 8601; a Word file does not say."""
    claims: int = 0
    """How many claims its notes cite; a Word file does not say."""
    printed: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: _printed({}))
    """What else it prints: as `document.printed` tells it."""


def read(path: Path) -> Told:
    """What a product says, whatever the name of its file. Raises NoProductError."""
    try:
        if path.stat().st_size > _LARGEST:
            raise NoProductError("no brief is as large as this file")
        return _of_pdf(path) if _is_pdf(path) else _of_word(path)
    except OSError as error:
        raise NoProductError(f"it cannot be read: {error.strerror}") from error


def _is_pdf(path: Path) -> bool:
    """Whether a file is a PDF and no Word file, by how it begins; by its name where it begins as neither."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if b"%PDF-" in head:
        return True
    kind = path.suffix.lower()
    if kind not in (".pdf", ".docx") and not head.startswith(b"PK"):
        raise NoProductError("briefs are looked into as .pdf or .docx; name a file of either kind")
    return kind == ".pdf" and not head.startswith(b"PK")


def _of_pdf(path: Path) -> Told:
    files, as_drawn = _attached(path)
    try:
        brief = json.loads(files[BRIEF])
        if brief["format"] != FORMAT:
            raise NoProductError(f"its verification pack is of the form {brief['format']!r}; this program reads {FORMAT}")
        base = base_of(brief, files[FACTS], files[SOURCES], files[LOCK])
        claims = {claim for cited in brief["notes"].values() for claim in cited}
        return Told(
            str(brief["brief"]),
            int(brief["edition"]),
            str(brief["base"]),
            base == brief["base"] and as_drawn,
            _strings(brief["facts"]),
            {str(file): _strings(texts) for file, texts in brief["texts"].items()},
            str(brief["date"]),
            len(claims),
            _printed(brief["printed"]),
        )
    except KeyError as error:
        if files:
            raise NoProductError(f"its verification pack lacks {error}") from error
        raise NoProductError("it carries no verification pack, so it says nothing of what it was made from") from error
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise NoProductError("its verification pack is damaged") from error


def _attached(path: Path) -> tuple[dict[str, bytes], bool]:
    """The files attached to a PDF that bear the names of the pack, and whether its pages are those that were drawn."""
    import pikepdf  # noqa: PLC0415 - slow to import, needed only here

    try:
        with pikepdf.open(path) as pdf:
            names = [name for name in (BRIEF, FACTS, SOURCES, LOCK) if name in pdf.attachments]
            return {name: _inflated(pdf.attachments[name].get_file().obj) for name in names}, _is_as_drawn(pdf)
    except pikepdf.PasswordError as error:
        raise NoProductError("it is protected by a password; name the file as it was built") from error
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, RecursionError, zlib.error) as error:
        raise NoProductError("it is no PDF, or a damaged one") from error


def _is_as_drawn(pdf: Any) -> bool:
    """Whether the pages show what the metadata say that they were drawn with. What other programs write has another form."""
    import pikepdf  # noqa: PLC0415 - as above

    try:
        borne = _PAGES.search(_inflated(pdf.Root.Metadata))
        pages = sha256(b"\0".join(_inflated(page.obj.Contents) for page in pdf.pages))
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, zlib.error):
        return False
    return borne is not None and borne[1].decode() == pages.hexdigest()


def _inflated(stream: Any) -> bytes:
    """The data of a stream as we write it: plain or deflated, within what a file may have. Raises ValueError, zlib.error."""
    data: bytes = stream.read_raw_bytes()
    if "/Filter" not in stream:
        return data
    if str(stream.Filter) != "/FlateDecode" or "/DecodeParms" in stream:
        raise ValueError(stream.Filter)
    inflating = zlib.decompressobj()
    found = inflating.decompress(data, _LARGEST)
    if inflating.unconsumed_tail:
        raise ValueError(len(found))
    return found


def _of_word(path: Path) -> Told:
    try:
        draft = read_draft(path)
    except RefusedFile as fault:
        raise NoProductError(str(fault)) from fault
    try:
        base = json.loads(draft.base)
        texts: dict[str, dict[str, str]] = {}
        for block, part, file, _, value, kind in base["homes"]:
            if file and kind != "evidence":
                texts.setdefault(str(file), {})[f"{block}/{part}"] = fingerprint_of(str(value))
        borne = draft.properties.get(BASE, "")
        facts = _strings(base.get("facts", {}))
        whole, around = _as_built(path, borne), _printed(base["printed"])
        return Told(str(base["brief"]), int(base["edition"]), borne, whole, facts, texts, printed=around)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise NoProductError("it does not say what it was made from: it is no draft of a brief, or is one no longer") from error


def _as_built(path: Path, borne: str) -> bool:
    """Whether a Word file, which was opened safely before, is still the one that was built."""
    try:
        return base_hash(path.read_bytes()) == borne
    except (BadZipFile, KeyError, LxmlError):
        return False


def _printed(data: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    return {name: _strings(data.get(name, {})) for name in PRINTED}


def _strings(data: Mapping[str, Any]) -> dict[str, str]:
    return {str(key): str(value) for key, value in data.items()}
