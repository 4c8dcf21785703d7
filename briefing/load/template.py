"""The Word file that `style.docx` names: whether it can serve as a template, and what it lacks beside the house's own.

It is looked at as a package of XML, without the library that writes Word: a check is run a hundred times a day.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from briefing.load.reading import reason
from briefing.model.brief import Manifest, WordTemplate
from briefing.workspace import Workspace, program_templates

if TYPE_CHECKING:
    from lxml import etree

PLACEHOLDERS = ("title", "subtitle", "date", "edition", "marking", "draft", "issuer")
"""What headers and footers may ask for as {{title}} and so on."""
MOST_BYTES = 20_000_000
"""The largest part that is read: no one's styles are that long."""
_HOUSE = "house.docx"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TYPES = "[Content_Types].xml"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_MAIN = (f"{_WORD}document.main+xml", f"{_WORD}template.main+xml")
_OLD = b"\xd0\xcf\x11\xe0"  # the container of .doc, and of what is encrypted
_DAMAGED = (BadZipFile, zlib.error, KeyError, ValueError, NotImplementedError, RuntimeError, EOFError, OSError)
"""What reading a package raises that is none, breaks off, or is in a form that nobody writes."""
_PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_KINDS = {"paragraph": "paragraphs", "character": "characters", "table": "tables", "numbering": "lists"}
_COPY = "copy it into the workspace, and give its path relative to brief.yaml"
_SAVE = "open it in Word and save it as a document (.docx) or a template (.dotx)"


class _UnfitError(Exception):
    """The file cannot serve. The arguments are what is wrong with it, and what to do."""


def template(workspace: Workspace, manifest: Manifest | None) -> WordTemplate | None:
    """What is to be said of the Word file that the manifest names; None where it names none."""
    named = manifest.style.docx if manifest and manifest.style else None
    if named is None:
        return None
    try:
        return _looked_at(_file(workspace, named))
    except _UnfitError as error:
        return WordTemplate(faults=(error.args,))


def _file(workspace: Workspace, named: str) -> Path:
    if workspace.inside(named) is None:
        raise _UnfitError("leads out of the workspace", _COPY)
    path = workspace.path(named)
    try:
        if not path.exists():
            raise _UnfitError("does not exist", _COPY)
        if not path.is_file():  # a pipe would be waited for
            raise _UnfitError("is no file", _COPY)
    except (OSError, ValueError) as error:
        raise _UnfitError(
            f"cannot be read: {reason(error) if isinstance(error, OSError) else 'its name is none'}", _COPY
        ) from error
    return path


def _looked_at(path: Path) -> WordTemplate:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _UnfitError(f"cannot be read: {reason(error)}", _COPY) from error
    if data.startswith(_OLD):
        raise _UnfitError("is a Word file of the old kind (.doc), or one with a password", f"{_SAVE}, without a password")
    try:
        with ZipFile(io.BytesIO(data)) as package:
            types = _types(package)
            styles = _styles(package, types)
            unknown = tuple(dict.fromkeys(_unknown(package, types)))
    except _DAMAGED as error:
        raise _UnfitError("is no Word file, or a damaged one", _SAVE) from error
    with ZipFile(program_templates() / _HOUSE) as package:
        ours = _styles(package, _types(package))
    theirs = {name.lower(): kind for name, kind in styles.items()}
    wrong = [(name, kind, theirs[name.lower()]) for name, kind in ours.items() if theirs.get(name.lower(), kind) != kind]
    return WordTemplate(
        faults=tuple(
            (f"has the style “{name}” for {_KINDS[there]}", f"in Word, make “{name}” a style for {_KINDS[kind]}, or rename it")
            for name, kind, there in wrong
        ),
        unknown=unknown,
        missing=tuple(name for name in ours if name.lower() not in theirs),
    )


def _types(package: ZipFile) -> dict[str, str]:
    """The parts of a Word file and their types. Raises _UnfitError for what is none."""
    if _TYPES not in package.namelist():
        raise _UnfitError("is no Word file", _SAVE)
    told = {(e.get("PartName") or f".{e.get('Extension')}"): e.get("ContentType", "") for e in _part(package, _TYPES)}
    parts = [part for part in package.namelist() if part != _TYPES]
    types = {part: told.get(f"/{part}", told.get(PurePosixPath(part).suffix, "")) for part in parts}
    if any("macroenabled" in kind.lower() or "vbaproject" in kind.lower() for kind in types.values()):
        raise _UnfitError("holds macros", f"{_SAVE}, which has none")
    main = [part for part, kind in types.items() if kind in _MAIN]
    if len(main) != 1 or not re.fullmatch(r"word/[^/]+", main[0]):
        raise _UnfitError("is no Word document or template", _SAVE)
    if not _part(package, main[0]).tag.startswith(_W):
        raise _UnfitError("is in the strict form of its standard", f"{_SAVE}, not as a strict one")
    return types


def _styles(package: ZipFile, types: dict[str, str]) -> dict[str, str]:
    """The kinds of the styles by their names, those left out that every file has."""
    found: dict[str, str] = {}
    for part in (part for part, kind in types.items() if kind == f"{_WORD}styles+xml"):
        for style in _part(package, part).iterfind(f"{_W}style"):
            called = style.find(f"{_W}name")
            if called is not None and not style.get(f"{_W}default"):
                found[called.get(f"{_W}val", "")] = style.get(f"{_W}type", "paragraph")
    return found


def _unknown(package: ZipFile, types: dict[str, str]) -> Iterator[str]:
    """Placeholders of headers and footers that name nothing."""
    for part in sorted(part for part, kind in types.items() if kind in (f"{_WORD}header+xml", f"{_WORD}footer+xml")):
        for paragraph in _part(package, part).iter(f"{_W}p"):
            text = "".join(piece.text or "" for piece in paragraph.iter(f"{_W}t"))
            yield from (match[0] for match in _PLACEHOLDER.finditer(text) if match[1].lower() not in PLACEHOLDERS)


def _part(package: ZipFile, name: str) -> etree._Element:
    """The root of a part. Raises KeyError, ValueError and what ZipFile does."""
    from lxml import etree  # noqa: PLC0415 - needed only where a brief names a template

    with package.open(name) as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES or b"<!DOCTYPE" in data:
        raise ValueError(name)
    try:
        return etree.fromstring(data)
    except etree.XMLSyntaxError as error:
        raise ValueError(name) from error
