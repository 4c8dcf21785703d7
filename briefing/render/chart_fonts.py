"""Names of fonts, written so that the engine measures letters as they are drawn, and quickly.

It takes the quotation marks off a name before it measures. `Source Sans 3` is then no name (in CSS no word of one begins with a
figure), so that it takes every letter to be as wide as the next, and leaves half as much room again. Marks that are written as
XML writes them pass, and are put right in the drawing. The house's own font, which has much in it that is read for every text,
is measured in one that has the widths of its letters and nothing else.
"""

from __future__ import annotations

import re
from typing import Any

_MARK = "&apos;"
_MEASURED = {"Source Sans 3": "Briefing Letters"}
"""By the font that is drawn, that in which it is measured (`templates/fonts/letters`)."""
_WORDS = re.compile(r"[A-Za-z][\w-]*(?: [A-Za-z][\w-]*)*")
"""What is a name without marks."""


def measurable(part: Any, key: str = "") -> Any:
    """A specification or a theme in which all names of fonts can be measured; data are left as they are."""
    if isinstance(part, dict):
        return {name: value if name == "data" else measurable(value, name) for name, value in part.items()}
    if isinstance(part, list):
        return [measurable(one, key) for one in part]
    return _marked(part) if isinstance(part, str) and key.lower().endswith("font") else part


def _marked(families: str) -> str:
    names = [name.strip(" '\"") for name in families.split(",")]
    return ",".join(_MEASURED.get(name) or (name if _WORDS.fullmatch(name) else f"{_MARK}{name}{_MARK}") for name in names)


def plain(families: str) -> str:
    """A list of names as a drawing has it, in the marks of CSS."""
    for drawn, measured in _MEASURED.items():
        families = families.replace(measured, f"'{drawn}'")
    return families.replace(_MARK, "'")
