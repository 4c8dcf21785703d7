"""What a document prints beside its texts, as fingerprints, to hold a product against the document of a later day."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from briefing.document.blocks import Block, Chart, Figure, References
from briefing.document.inlines import plain
from briefing.document.whole import Document


def printed(document: Document) -> dict[str, dict[str, str]]:
    """Of the front, what it has, as it is; the fingerprints of sources by their ids, of notes and figures by their numbers."""
    front = {"date": document.iso_date, "cutoff": document.cutoff, "marking": document.marking, "issuer": document.issuer}
    blocks = list(_blocks(document))
    entries = (entry for block in blocks if isinstance(block, References) for entry in block.entries)
    figures = (block for block in blocks if isinstance(block, Chart | Figure))
    return {
        "front": {name: value for name, value in front.items() if value},
        "sources": {entry.id: _mark(plain(entry.citation), plain(entry.descriptor)) for entry in entries},
        "notes": {str(note.number): _mark(plain(note.text)) for note in document.notes},
        "figures": {str(one.number): _mark(one.alt, one.spec if isinstance(one, Chart) else one.image) for one in figures},
    }


def _blocks(document: Document) -> Iterator[Block]:
    for section in document.sections:
        yield from section.blocks


def _mark(*texts: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of texts, with a zero byte between them."""
    return sha256("\0".join(texts).encode(errors="surrogatepass")).hexdigest()[:16]
