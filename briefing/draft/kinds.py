"""What a file is that is no Word document, told to the person who handed it in, with what to do about it."""

from __future__ import annotations

from collections.abc import Collection

_SAVE = "open it in Word or LibreOffice, save it as Word document (.docx), and give that file"
_ASK = "ask for it to be sent again, or save it anew as Word document (.docx)"

DAMAGED = f"This file is damaged or incomplete; {_ASK}."
MACROS = "This file holds macros, which are not opened here; save it as Word document without macros (.docx), and give that file."
ENCRYPTED = "This file is protected by a password; take the password off in Word (File, Info, Protect Document), and save it."
ARCHIVE = "This is a zip archive and no Word document; unpack it and give the .docx that is in it."

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEGINNINGS = (
    (b"{\\rtf", "an RTF text"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)
_PAGES = (b"<!doctype html", b"<html", b"<?xml", b"<pkg:package", b"<w:worddocument")
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_MAIN = (
    ("spreadsheetml", "an Excel workbook"),
    ("ms-excel", "an Excel workbook"),
    ("presentationml", "a PowerPoint presentation"),
    ("ms-powerpoint", "a PowerPoint presentation"),
    ("visio", "a Visio drawing"),
)


def bare(data: bytes) -> str:
    """What a file is that is no zip archive, as every .docx is: a sentence."""
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not data:
        return f"This file is empty; {_ASK}."
    if data.startswith(_OLE2):
        return _ole2(data)
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning):
            return f"This is {kind} and no Word document; {_SAVE}."
    if head.lower().startswith(_PAGES):
        return f"This is a web page or an XML file and no Word document; {_SAVE}."
    return f"This is no Word document; {_SAVE}."


def _ole2(data: bytes) -> str:
    """The old container of Office holds a document of before 2007, or one that is locked by a password."""
    if _stream("EncryptedPackage") in data:
        return ENCRYPTED
    if _stream("WordDocument") in data:
        return f"This is a Word file of before 2007 (.doc); {_SAVE}."
    return f"This is a file of an old Office program and no Word document; {_SAVE}."


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le")


def packed(names: Collection[str], mimetype: str) -> str:
    """What a zip archive is that has no list of types as Office writes it: a sentence. `mimetype` is its part of that name."""
    if mimetype.startswith(_OPEN_DOCUMENT + "text"):
        return f"This is an OpenDocument text (.odt); {_SAVE}."
    if mimetype.startswith(_OPEN_DOCUMENT):
        return f"This is an OpenDocument file other than a text; {_SAVE}."
    if mimetype == "application/epub+zip":
        return f"This is an electronic book (.epub) and no Word document; {_SAVE}."
    if any(name.lower().startswith("index/") and name.lower().endswith(".iwa") for name in names):
        return (
            "This is a file of Apple Pages or one of its kin; export it from there as Word document (.docx), and give that file."
        )
    return ARCHIVE


def main(content_type: str) -> str:
    """What an Office file is by the type of its main part; empty for a Word document or template."""
    kind = content_type.lower()
    for word, name in _MAIN:
        if word in kind:
            return f"This is {name} and no Word document; put the text into Word and save it as Word document (.docx)."
    if "macroenabled" in kind:
        return MACROS
    if not kind.endswith(("wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml")):
        return f"This is no Word document; {_SAVE}."
    return ""
