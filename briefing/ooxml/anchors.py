"""Names by which a returned file is recognised: hidden bookmarks and paragraph ids.

A bookmark that begins with an underscore is hidden in Word, has at most 40 letters, digits and underscores, and is what every
word processor keeps. Each paragraph with text of the brief holds the start of one. Paragraph ids (`w14:paraId`) live in Word
alone and are a second opinion.
"""

from __future__ import annotations

import re
from hashlib import sha256

_LIMIT = 40
_ODD = re.compile("[^A-Za-z0-9]")
_SIMPLE = re.compile("[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)?")


def anchor(block: str, part: str = "") -> str:
    """The bookmark of a block, or of a part of it ("caption", "item-2", "cell-3-1").

    Ids are small letters and digits joined by single hyphens, so each hyphen can become an underscore. Any other id, and what is
    too long, keeps its beginning and ends in a hash: Word takes names that differ in case only for the same.
    """
    key = f"{block}/{part}" if part else block
    plain = "__".join(_ODD.sub("_", half) for half in key.split("/", 1))
    bookmark = f"_bp_{plain}"
    if len(bookmark) <= _LIMIT and _SIMPLE.fullmatch(key):
        return bookmark
    return f"{bookmark[: _LIMIT - 11]}_{_digest(key)[:10]}"


def note_anchor(number: int) -> str:
    """The bookmark of a note, in the note itself."""
    return f"_bpf_{number}"


def paragraph_id(key: str) -> str:
    """Eight hexadecimal digits from 00000001 to 7FFFFFFE, the same for the same key: a `w14:paraId` or `w14:textId`."""
    return f"{int(_digest(key)[:16], 16) % 0x7FFFFFFE + 1:08X}"


def _digest(key: str) -> str:
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
