"""Names of fonts, written so that the engine measures letters in the font that it draws them in.

It takes the quotation marks off a name before it measures. `Source Sans 3` is then no name (in CSS no word of one begins with a
figure), so that it measures in whatever font the machine has, and leaves half as much room again. Marks that are written as
XML writes them pass, and are put right in the drawing.
"""

from __future__ import annotations

import re
from typing import Any

_MARK = "&apos;"
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
    return ",".join(name if _WORDS.fullmatch(name) else f"{_MARK}{name}{_MARK}" for name in names)


def plain(families: str) -> str:
    """A list of names as a drawing has it, in the marks of CSS."""
    return families.replace(_MARK, "'")
