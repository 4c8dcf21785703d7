"""The files of the pack, as they are attached to a PDF.

`brief.json` says which brief this is, which claims each note cites, the fingerprint of each text, of each fact that is cited and
of what else is printed, and the base: the hash of the whole pack. `facts.json` and `sources.json` hold the records as their files
say them, and `evidence.lock` where each quotation stands in its original.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from briefing.document import Attachment, Document, printed
from briefing.model.base import Record
from briefing.model.brief import Project
from briefing.model.plain import as_data, fingerprint_of

BRIEF, FACTS, SOURCES, LOCK = "brief.json", "facts.json", "sources.json", "evidence.lock"
"""The names of the files."""
FORMAT = "briefing-verification-pack/1"
_JSON, _YAML = "application/json", "application/yaml"


def pack(project: Project, document: Document, lock: str) -> tuple[Attachment, ...]:
    """The pack of a document. `document` has its homes; `lock` is the text of the lock as it would be written now."""
    facts, sources = _records(project.facts), _records(project.sources)
    brief = _brief(document)
    based = _written({**brief, "base": base_of(brief, facts, sources, lock.encode())})
    return (
        Attachment(BRIEF, "What each note cites, and the fingerprints of texts and facts", _JSON, based),
        Attachment(FACTS, "The facts, with every claim and its quotation", _JSON, facts),
        Attachment(SOURCES, "The sources, with their descriptors", _JSON, sources),
        Attachment(LOCK, "Where each quotation stands in its original", _YAML, lock.encode()),
    )


def base_of(brief: Mapping[str, Any], *others: bytes) -> str:
    """The hash of a pack, in hexadecimal digits: of `brief.json` without its base, then of the other files, in their order."""
    own = _written({key: value for key, value in brief.items() if key != "base"})
    return sha256(b"\0".join((own, *others))).hexdigest()


def _brief(document: Document) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "brief": document.id,
        "title": document.title,
        "edition": document.edition,
        "date": document.iso_date,
        "language": document.language,
        "notes": {str(note.number): [one.claim for one in note.evidence] for note in document.notes},
        "facts": dict(document.facts),
        "texts": texts_of(document),
        "printed": printed(document),
    }


def texts_of(document: Document) -> dict[str, dict[str, str]]:
    """The fingerprints of its texts, by file and by the name that drafts give them."""
    found: dict[str, dict[str, str]] = {}
    for home in document.homes:
        if home.path and home.kind != "evidence":
            found.setdefault(home.path, {})[f"{home.block}/{home.part}"] = fingerprint_of(home.value)
    return found


def _records(records: Mapping[str, Record]) -> bytes:
    return _written({name: as_data(record.node) for name, record in records.items()})


def _written(data: Iterable[Any]) -> bytes:
    return f"{json.dumps(data, sort_keys=True, indent=1, ensure_ascii=False)}\n".encode()
