"""Writing in the PDF engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pydyf

from briefing.render.pdf_patch import part, patch

_encode: Callable[[Any], bytes] = pydyf._to_bytes
_list = pydyf.PDF.page_references.fget


def _encoding(item: Any) -> bytes:
    """A part of an object as bytes; most are bytes, text or whole numbers."""
    kind = type(item)
    if kind is bytes:
        return item  # type: ignore[no-any-return]
    if kind is str or kind is int:
        return str(item).encode("ascii")
    return _encode(item)


def _listing(pdf: Any) -> tuple[bytes, ...]:
    """How the pages are called, worked out again when there are more of them, and not for every link and every element."""
    count, names = vars(pdf).get("_pages", (0, ()))
    if count != pdf.pages["Count"]:
        count, names = pdf._pages = pdf.pages["Count"], _list(pdf)
    return names  # type: ignore[no-any-return]


PATCHES = (
    patch("bytes are not looked at twice", part("_to_bytes", _encoding, pydyf)),
    patch("pages are listed once", part("page_references", property(_listing), pydyf.PDF)),
)
