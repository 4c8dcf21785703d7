"""Records as plain data: what a file says, without how it was written there."""

from __future__ import annotations

import hashlib
import json
from typing import TypeAlias

from briefing.model.base import Record
from briefing.source import Mapping, Node, Scalar, Sequence

Data: TypeAlias = "str | list[Data] | dict[str, Data] | None"


def as_data(node: Node) -> Data:
    """A value as strings, lists and mappings, as JSON has them. Numbers stay as they are written: `261000`, `4.50`."""
    match node:
        case Scalar():
            return None if node.is_null else node.text
        case Sequence():
            return [as_data(item) for item in node]
        case Mapping(entries=entries):
            return {key.text: as_data(value) for key, value in entries}


def canonical(data: object) -> str:
    """Data as JSON that is the same for the same data: keys sorted, no spaces."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def fingerprint(record: Record) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of what a record says."""
    return fingerprint_of(canonical(as_data(record.node)))


def fingerprint_of(text: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
