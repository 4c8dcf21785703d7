"""What rests on a source or a fact, as text: what falls with it first, then what is weakened."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.check.uses import Use
from briefing.diagnostics.words import plural


def uses(name: str, found: Iterable[Use]) -> str:
    """For a person: a line for each thing, its place first."""
    found = list(found)
    falls, weakened = [one for one in found if one.falls], [one for one in found if not one.falls]
    lines = [f"{name}: {plural(len(found), 'thing')} rest on it, {len(falls)} of them on nothing else"]
    for title, ones in (("falls with it", falls), ("is weakened: something else carries it too", weakened)):
        if ones:
            lines += ["", f"{title}:"]
            lines += [f"  {one.span}: {one.what}: {one.text}" for one in ones]
    return "\n".join(lines) + "\n"
