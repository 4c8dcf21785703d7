"""Which note of the returned draft is which of those that were sent: by our bookmark in it, by its words, else it is new."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from msgspec import Struct

from briefing.draft.tree import Note, Story
from briefing.draft.views import accepted, rejected
from briefing.pull.matching import COPY, likeness
from briefing.pull.units import units

_MARK = re.compile(r"_bpf_(\d+)")
_ALIKE = 0.8


class Notes(Struct, frozen=True):
    """The notes of a draft by the names that calls get: `note:12` for one of ours, `new:KEY` for any other."""

    names: Mapping[str, str]
    """The name of a note by its key in the file."""
    texts: Mapping[str, str]
    """What a note says, all changes accepted, by its name; of several of one name, the first."""


def sent(notes: Mapping[str, Note]) -> Notes:
    """The notes of a draft as we made it: every one bears its mark."""
    names = {key: _name(_marks(note.blocks)) or f"new:{key}" for key, note in notes.items()}
    return Notes(names, {names[key]: _text(rejected(note.blocks)) for key, note in notes.items()})


def returned(notes: Mapping[str, Note], base: Notes, called: Collection[str]) -> Notes:
    """The notes of a draft that comes back; `called` are the keys of those that its text calls.

    Word copies the notes of what is moved, without their marks: of several that say the same, a copy is the next that is not
    called any more.
    """
    names: dict[str, str] = {}
    texts: dict[str, str] = {}
    by_text = {text: name for name, text in reversed(list(base.texts.items()))}
    marked = {key: name for key, note in notes.items() if (name := _name(_marks(note.blocks))) in base.texts}
    standing = {marked[key] for key in called if key in marked}
    free_by_text: dict[str, list[str]] = {}
    for name, text in base.texts.items():
        if name not in standing:
            free_by_text.setdefault(text, []).append(name)
    for key, note in notes.items():
        text = text_of(note)
        name = marked.get(key, "")
        if not name:
            copies = free_by_text.get(text, []) if key in called else []
            name = copies.pop(0) if copies else by_text.get(text, "")
        if not name:
            free = [(likeness(text, known), name) for name, known in base.texts.items() if name not in marked.values()]
            score, near = max(free, default=(0.0, ""))
            name = near if score >= _ALIKE else f"new:{key}"
        names[key] = name
        if name not in texts or text == base.texts.get(name):
            texts[name] = text
    return Notes(names, texts)


def text_of(note: Note) -> str:
    """What a note says, all changes accepted, on one line."""
    return _text(accepted(note.blocks))


def _text(story: Story) -> str:
    return " ".join(" ".join(unit.text.split()) for unit in units(story) if not unit.is_empty)


def _marks(story: Story) -> list[str]:
    return [anchor.name for unit in units(story) for anchor in unit.paragraph.anchors]


def _name(marks: list[str]) -> str:
    """The name by a bookmark, a copy's too: LibreOffice adds `_Copy_1` each time it saves a note."""
    for mark in marks:
        found = _MARK.fullmatch(COPY.sub("", mark))
        if found:
            return f"note:{found[1]}"
    return ""
