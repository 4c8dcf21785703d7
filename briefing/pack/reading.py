"""What a product says of itself: the pack inside a PDF, the base inside a Word file.

Both may have been changed since they were built, by anybody, so each is held against the hash that it bears.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from lxml.etree import LxmlError

from briefing.draft.aside import RefusedFile
from briefing.draft.aside import read as read_draft
from briefing.model.plain import fingerprint_of
from briefing.ooxml.base import BASE, base_hash
from briefing.pack.making import BRIEF, FACTS, FORMAT, LOCK, SOURCES, base_of

_LARGEST = 200_000_000
"""Bytes of a product, or of a file inside it; a brief has less than a hundredth."""


class NoProductError(Exception):
    """The file is none of our products, or cannot be read. The message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a product says of itself."""

    brief: str
    edition: int
    base: str
    """The hash that it bears, in hexadecimal digits."""
    is_whole: bool
    """Whether what it says is what the hash was made from."""
    facts: Mapping[str, str]
    """The facts that it cites, by id, each with its fingerprint."""
    texts: Mapping[str, Mapping[str, str]]
    """The fingerprints of its texts, by file and by name."""
    date: str = ""
    """ISO 8601; a Word file does not say."""
    claims: int = 0
    """How many claims its notes cite; a Word file does not say."""


def read(path: Path) -> Told:
    """What a product says. Raises NoProductError."""
    kind = path.suffix.lower()
    if kind not in (".pdf", ".docx"):
        raise NoProductError("briefs are looked into as .pdf or .docx; name a file of either kind")
    try:
        if path.stat().st_size > _LARGEST:
            raise NoProductError("no brief is as large as this file")
        return _of_pdf(path) if kind == ".pdf" else _of_word(path)
    except OSError as error:
        raise NoProductError(f"it cannot be read: {error.strerror}") from error


def _of_pdf(path: Path) -> Told:
    files = _attached(path)
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
            base == brief["base"],
            _strings(brief["facts"]),
            {str(file): _strings(texts) for file, texts in brief["texts"].items()},
            str(brief["date"]),
            len(claims),
        )
    except KeyError as error:
        if files:
            raise NoProductError(f"its verification pack lacks {error}") from error
        raise NoProductError("it carries no verification pack, so it says nothing of what it was made from") from error
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise NoProductError("its verification pack is damaged") from error


def _attached(path: Path) -> dict[str, bytes]:
    """The files attached to a PDF that bear the names of the pack."""
    import pikepdf  # noqa: PLC0415 - slow to import, needed only here

    try:
        with pikepdf.open(path) as pdf:
            names = [name for name in (BRIEF, FACTS, SOURCES, LOCK) if name in pdf.attachments]
            return {name: pdf.attachments[name].get_file().read_bytes() for name in names}
    except pikepdf.PasswordError as error:
        raise NoProductError("it is protected by a password; name the file as it was built") from error
    except (pikepdf.PdfError, ValueError, TypeError, RecursionError) as error:
        raise NoProductError("it is no PDF, or a damaged one") from error


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
        return Told(str(base["brief"]), int(base["edition"]), borne, _as_built(path, borne), facts, texts)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise NoProductError("it does not say what it was made from: it is no draft of a brief, or is one no longer") from error


def _as_built(path: Path, borne: str) -> bool:
    """Whether a Word file, which was opened safely before, is still the one that was built."""
    try:
        return base_hash(path.read_bytes()) == borne
    except (BadZipFile, KeyError, LxmlError):
        return False


def _strings(data: Mapping[str, Any]) -> dict[str, str]:
    return {str(key): str(value) for key, value in data.items()}
