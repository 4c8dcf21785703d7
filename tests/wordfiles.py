"""Small Word files made from the markup that a test is about."""

from __future__ import annotations

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZipFile

_SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "vt": "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
    "dc": "http://purl.org/dc/elements/1.1/",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in _SPACES.items())
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

BY = 'w:author="Ann" w:date="2026-02-03T10:00:00Z"'
"""Attributes of a change by Ann."""
BY_BOB = 'w:author="Bob" w:date="2026-02-04T11:00:00Z"'


def p(content: str = "", properties: str = "", attributes: str = "") -> str:
    """A paragraph."""
    return f"<w:p {attributes}>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run of text."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def ins(content: str, by: str = BY) -> str:
    return f'<w:ins w:id="1" {by}>{content}</w:ins>'


def deleted(text: str, by: str = BY) -> str:
    return f'<w:del w:id="1" {by}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def mark(change: str, by: str = BY) -> str:
    """Properties of a paragraph whose mark is part of a change."""
    return f'<w:rPr><w:{change} w:id="1" {by}/></w:rPr>'


def field(code: str, result: str) -> str:
    """A complex field; `result` is markup of runs."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{content}</w:tc>"


def part(root: str, content: str) -> str:
    """A part with all prefixes declared."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><{root} {_DECLARED}>{content}</{root}>'


def note(number: int, content: str, kind: str = "footnote") -> str:
    return f'<w:{kind} w:id="{number}">{content}</w:{kind}>'


def word(
    body: str,
    parts: Mapping[str, str] | None = None,
    *,
    links: Mapping[str, str] | None = None,
    name: str = "word/document.xml",
    content_type: str = MAIN,
) -> bytes:
    """A Word file with that body.

    `parts` are other parts whole (see `part`), by the kind of their relation ("styles", "footnotes"), or "NAME=kind" for more
    than one of a kind; `links` are external relations of the main part, by id.
    """
    relations, members = [], {}
    for at, (key, content) in enumerate((parts or {}).items()):
        kind = key.rpartition("=")[2]
        relations.append(f'<Relationship Id="part{at}" Type="{_OFFICE}/{kind}" Target="{kind}{at}.xml"/>')
        members[f"word/{kind}{at}.xml"] = content
    for key, target in (links or {}).items():
        relations.append(f'<Relationship Id="{key}" Type="{_OFFICE}/hyperlink" Target="{target}" TargetMode="External"/>')
    file = name.rpartition("/")[2]
    return archive(
        {
            "[Content_Types].xml": _types({name: content_type}),
            "_rels/.rels": _related(f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="{name}"/>'),
            name: part("w:document", f"<w:body>{body}<w:sectPr/></w:body>"),
            f"word/_rels/{file}.rels": _related("".join(relations)),
            **members,
        }
    )


def archive(members: Mapping[str, str | bytes]) -> bytes:
    """A zip archive."""
    raw = io.BytesIO()
    with ZipFile(raw, "w", ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return raw.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    """The members of an archive."""
    with ZipFile(io.BytesIO(data)) as source:
        return {name: source.read(name) for name in source.namelist()}


def _types(parts: Mapping[str, str]) -> str:
    own = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in parts.items())
    return f'<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/>{own}</Types>'


def _related(content: str) -> str:
    return f'<Relationships xmlns="{_RELATIONS}">{content}</Relationships>'
