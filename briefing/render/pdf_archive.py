"""What makes a PDF fit for the archive: metadata that any program reads, files inside it, and streams that end where they say.

PDF/A-3 (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) in one file: its XMP (ISO 16684-1) tells of both, and describes the properties
that PDF/A does not know. Dates are those of the document, so that the same document gives the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, BinaryIO
from xml.sax.saxutils import escape

import pydyf

from briefing.document import Attachment, Document
from briefing.render.pdf_engine import VERSION, writing

VARIANTS = {"ua-1": "pdf/ua-1", "a-3u": "pdf/a-3u", "a-3a": "pdf/a-3a"}
"""What the engine is asked for, by the standard of a document."""
PRODUCER = f"WeasyPrint {VERSION}"
NAMESPACE = "urn:briefing:document"
"""Of the properties that say what the file was made from."""

_EXTENSIONS = (
    ("PDF/UA Universal Accessibility Schema", "http://www.aiim.org/pdfua/ns/id/", "pdfuaid",
     (("part", "Integer", "internal", "Indicates, which part of ISO 14289 standard is followed"),)),
    ("Briefing", NAMESPACE, "briefing",
     (("brief", "Text", "internal", "The name of the brief"), ("edition", "Integer", "internal", "The number of its edition"),
      ("pages", "Text", "internal", "The SHA-256 of what its pages show"))),
)  # fmt: skip


def finish(pdf: Any, document: Document) -> None:
    """Puts metadata and attachments into a PDF that the engine has written, but for its bytes."""
    files = [_embedded(pdf, attachment, document.iso_date) for attachment in document.attachments]
    if files:
        names = sorted((file["UF"].string, file.reference) for file in files)
        tree = pydyf.Dictionary({"Names": pydyf.Array(part for name, goal in names for part in (pydyf.String(name), goal))})
        pdf.catalog.setdefault("Names", pydyf.Dictionary())["EmbeddedFiles"] = tree
        pdf.catalog["AF"] = pydyf.Array(file.reference for file in files)
    for thing in pdf.objects:
        if isinstance(thing, pydyf.Stream) and "Interpolate" in thing.extra:
            thing.extra["Interpolate"] = "false"  # as PDF/A wants it
    date = f"D:{document.iso_date.replace('-', '')}"
    told = {"Title": document.title, "Author": document.issuer, "Subject": _description(document), "Creator": "briefing"}
    told |= {"CreationDate": date, "ModDate": date}
    pdf.info.clear()
    pdf.info.update({name: pydyf.String(value) for name, value in {**told, "Producer": PRODUCER}.items() if value})
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.stream, metadata.compress = [xmp(document, _shown(pdf)).encode()], False


def _shown(pdf: Any) -> str:
    """The SHA-256 of the content streams of all pages, as they are before compression, with a zero byte between them."""
    pages = (pdf.objects[int(page.split()[0])] for page in pdf.page_references)
    streams = (pdf.objects[int(page["Contents"].split()[0])].stream for page in pages)
    return hashlib.sha256(b"\0".join(b"\n".join(map(pydyf._to_bytes, stream)) for stream in streams)).hexdigest()


def xmp(document: Document, pages: str) -> str:
    """The metadata of a document as an XMP packet. `pages` is the hash of what its pages show."""
    identity = {"brief": document.id, "edition": str(document.edition), "pages": pages}
    conformance = {"a-3u": "U", "a-3a": "A"}.get(document.standard)
    parts = [
        _simple("pdfuaid", "http://www.aiim.org/pdfua/ns/id/", {"part": "1"}),
        _simple("pdfaid", "http://www.aiim.org/pdfa/ns/id/", {"part": "3", "conformance": conformance}) if conformance else "",
        _simple("pdf", "http://ns.adobe.com/pdf/1.3/", {"Producer": PRODUCER}),
        _simple("xmp", "http://ns.adobe.com/xap/1.0/", {
            "CreatorTool": "briefing",
            **dict.fromkeys(("CreateDate", "ModifyDate", "MetadataDate"), document.iso_date),
        }),
        _simple("briefing", NAMESPACE, identity),
        _core(document),
        _described() if conformance else "",
    ]  # fmt: skip
    body = "\n".join(filter(None, parts))
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n{body}\n</rdf:RDF>\n</x:xmpmeta>\n'
        '<?xpacket end="r"?>'
    )


def _simple(prefix: str, namespace: str, values: Mapping[str, str]) -> str:
    inside = "".join(f"<{prefix}:{name}>{escape(value)}</{prefix}:{name}>" for name, value in values.items())
    return f'<rdf:Description rdf:about="" xmlns:{prefix}="{namespace}">{inside}</rdf:Description>'


def _description(document: Document) -> str:
    return document.abstract or document.subtitle


def _core(document: Document) -> str:
    """Dublin Core."""

    def bag(name: str, kind: str, value: str, mark: str = "") -> str:
        return f"<dc:{name}><rdf:{kind}><rdf:li{mark}>{escape(value)}</rdf:li></rdf:{kind}></dc:{name}>" if value else ""

    default = ' xml:lang="x-default"'
    inside = (
        bag("title", "Alt", document.title, default),
        bag("creator", "Seq", document.issuer),
        bag("description", "Alt", _description(document), default),
        bag("language", "Bag", document.language),
        bag("date", "Seq", document.iso_date),
        "<dc:format>application/pdf</dc:format>",
    )
    return f'<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">{"".join(inside)}</rdf:Description>'


def _described() -> str:
    """What PDF/A wants to know of the properties that it does not define."""
    schemas = []
    for title, namespace, prefix, properties in _EXTENSIONS:
        rows = "".join(
            '<rdf:li rdf:parseType="Resource">'
            f"<pdfaProperty:name>{name}</pdfaProperty:name><pdfaProperty:valueType>{kind}</pdfaProperty:valueType>"
            f"<pdfaProperty:category>{category}</pdfaProperty:category><pdfaProperty:description>{words}</pdfaProperty:description>"
            "</rdf:li>"
            for name, kind, category, words in properties
        )
        schemas.append(
            '<rdf:li rdf:parseType="Resource">'
            f"<pdfaSchema:schema>{title}</pdfaSchema:schema><pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI>"
            f"<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>"
            f"<pdfaSchema:property><rdf:Seq>{rows}</rdf:Seq></pdfaSchema:property></rdf:li>"
        )
    return (
        '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" '
        'xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
        f"<pdfaExtension:schemas><rdf:Bag>{''.join(schemas)}</rdf:Bag></pdfaExtension:schemas></rdf:Description>"
    )


def _embedded(pdf: Any, attachment: Attachment, day: str) -> pydyf.Dictionary:
    """A file inside the file, associated with the whole document (ISO 32000-1, 7.11.4; ISO 19005-3, Annex E)."""
    date = pydyf.String(f"D:{day.replace('-', '')}000000Z")
    checksum = f"<{hashlib.md5(attachment.data, usedforsecurity=False).hexdigest()}>"
    parameters = {"Size": len(attachment.data), "CheckSum": checksum, "CreationDate": date, "ModDate": date}
    extra = {"Type": "/EmbeddedFile", "Subtype": pydyf.name(attachment.media), "Params": pydyf.Dictionary(parameters)}
    stream = pydyf.Stream([attachment.data], pydyf.Dictionary(extra), compress=True)
    pdf.add_object(stream)
    files = pydyf.Dictionary({"F": stream.reference, "UF": stream.reference})
    file = pydyf.Dictionary({"Type": "/Filespec", "F": pydyf.String(attachment.name), "UF": pydyf.String(attachment.name)})
    file |= {"EF": files, "Desc": pydyf.String(attachment.description), "AFRelationship": f"/{attachment.relationship}"}
    pdf.add_object(file)
    return file


_profile = writing.ColorProfile


def _closing(file: BinaryIO, *rest: Any) -> Any:
    """A colour profile. The engine leaves its file open."""
    with file:
        return _profile(file, *rest)


_data = pydyf.Stream.data.fget


def _ending(stream: Any) -> bytes:
    """A stream as it is written. Data that end in a carriage return would lose it to the line end that follows them."""
    data: bytes = _data(stream)
    return data.removesuffix(b"\nendstream") + b"\r\nendstream" if data.endswith(b"\r\nendstream") else data


writing.ColorProfile = _closing
pydyf.Stream.data = property(_ending)
