"""Language tags after BCP 47, as far as a brief needs them: `es`, `es-CO`, `es-419`."""

from __future__ import annotations

import re

_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?")
"""Language, perhaps script, perhaps region, in the letters that the standard recommends."""

PATTERN = _TAG.pattern


def is_tag(text: str) -> bool:
    """Whether a text is a language tag of that form."""
    return _TAG.fullmatch(text) is not None


def language(tag: str) -> str:
    """The language of a tag, without script and region: `es` of `es-CO`."""
    return tag.split("-", maxsplit=1)[0].lower()


def region(tag: str) -> str:
    """The region of a tag, like `CO` or `419`; empty where it has none."""
    return next((part for part in tag.split("-")[1:] if len(part) == 2 or part.isdigit()), "")
