"""The notes of the redline: every call has one of its own, a deleted call as well, and their ids count the calls.

What became of a note is known when its call is reached. The notes themselves are changed afterwards: they hold no calls.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count

from briefing.draft.tree import Note
from briefing.ooxml.xml import Element, name, w
from briefing.redline.content import old_text

_ID, _TYPE, _CALL = name("id"), name("type"), name("footnoteReference")


class Notes:
    """The notes of the new file and those of the old draft, by what each names them."""

    def __init__(self, root: Element, old: Mapping[str, Note]) -> None:
        """`root` is that of the new file's part."""
        self._root = root
        self._old = old
        self._new = {note.get(_ID, ""): note for note in root if not note.get(_TYPE)}
        self._free = count(max((int(key) for key in self._new), default=0) + 1)
        self.said = {key: old_text(note.blocks) for key, note in old.items()}
        """What the notes of the old draft say."""
        self.kept: list[tuple[Element, Note]] = []
        """Notes that say something else now, and what they were."""
        self.inserted: list[Element] = []
        self.removed: list[tuple[Element, Note]] = []
        """Notes without content for those that are gone, and what they were."""

    def keep(self, new: str, old: str) -> None:
        """A note stayed, and says something else."""
        self.kept.append((self._new[new], self._old[old]))

    def insert(self, new: str) -> None:
        """A note is new."""
        self.inserted.append(self._new[new])

    def remove(self, old: str) -> str:
        """A note is gone. The id for its deleted call."""
        key = str(next(self._free))
        self._new[key] = w("footnote", id=key)
        self.removed.append((self._new[key], self._old[old]))
        return key

    def number(self, body: Element) -> int:
        """Count the notes anew in the order of their calls. How many more there are than the new file had."""
        before = sum(1 for note in self._root if not note.get(_TYPE))
        rules = [note for note in self._root if note.get(_TYPE)]
        self._root[:] = [*rules, *self._numbered(body)]
        return len(self._root) - len(rules) - before

    def _numbered(self, body: Element) -> Iterator[Element]:
        for number, call in enumerate(body.iter(_CALL), 1):
            note = self._new[call.get(_ID, "")]
            for element in (call, note):
                element.set(_ID, str(number))
            yield note
