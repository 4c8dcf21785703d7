"""The proof of an edit: the file, read with it in memory, says what it should say, and all else as before."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct, field

from briefing.diagnostics import Rule
from briefing.load.yaml import Tree, read
from briefing.mend.edits import Edit, edited
from briefing.mend.plain import Plain, plain
from briefing.source import Mapping, Node, Scalar, Sequence, SourceFile


class Intent(Struct, frozen=True):
    """What is meant to change: values by the place where they begin, and entries added to mappings, by the mapping's place."""

    values: dict[int, str] = field(default_factory=dict)
    entries: dict[int, tuple[str, str]] = field(default_factory=dict)


class Proof:
    """A file as it is, to hold edits of it against."""

    def __init__(self, file: SourceFile) -> None:
        self.file = file
        self._before = self._read(())

    def holds(self, edits: Collection[Edit], intent: Intent) -> bool:
        """Whether the edits do to the file what is meant, and nothing else."""
        before, after = self._before, self._read(edits)
        if before.root is None or after.root is None:
            return False
        return _told(before) == _told(after) and _same(before.root, after.root, intent)

    @property
    def root(self) -> Mapping | None:
        """What the file says as it is; None where it cannot be read."""
        return self._before.root

    def says(self, text: str, wanted: Plain) -> bool:
        """Whether the file, with this text in the place of its own, would say what is wanted, however that is written.

        What is wrong with the file, if anything, must be just what was wrong before.
        """
        after = read(self.file.path, text.encode(errors="surrogatepass"))
        return after.root is not None and _told(after) == _told(self._before) and plain(after.root) == wanted

    def _read(self, edits: Collection[Edit]) -> Tree:
        return read(self.file.path, edited(self.file.text, edits).encode(errors="surrogatepass"))


def _told(tree: Tree) -> list[tuple[Rule, str]]:
    return [(one.rule, one.message) for one in tree.diagnostics]


def _same(before: Node, after: Node, intent: Intent) -> bool:
    match before, after:
        case Scalar(), Scalar():
            return after.style == before.style and after.text == intent.values.get(before.start, before.text)
        case Sequence(), Sequence():
            pairs = zip(before.items, after.items, strict=False)
            return len(before.items) == len(after.items) and all(_same(*pair, intent) for pair in pairs)
        case Mapping(), Mapping():
            return _same_mapping(before, after, intent)
        case _:
            return False


def _same_mapping(before: Mapping, after: Mapping, intent: Intent) -> bool:
    entries = list(after.entries)
    added = intent.entries.get(before.start)
    if added is not None:
        new = [one for one in entries if one[0].text == added[0]]
        if len(new) != 1 or not isinstance(new[0][1], Scalar) or new[0][1].text != added[1]:
            return False
        entries.remove(new[0])
    return len(before.entries) == len(entries) and all(
        key.text == other_key.text and key.style == other_key.style and _same(value, other, intent)
        for (key, value), (other_key, other) in zip(before.entries, entries, strict=True)
    )
