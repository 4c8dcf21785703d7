"""What is to become of everything that an editor did: the changes in the order of the draft, and what they do to the YAML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from briefing.mend.plain import Kept, New, Plain, Plans, Values, changed
from briefing.model.markup import Prose
from briefing.pull.changes import OPEN, Change, Outcome
from briefing.pull.finding import Finder
from briefing.pull.ground import Proposal
from briefing.pull.markdown import divided, revised
from briefing.pull.structure import New as NewEntry
from briefing.pull.today import Child
from briefing.pull.tokens import BREAK, of_plain, of_prose


class Plan(Struct, frozen=True):
    """The changes, and what those that are taken do."""

    changes: tuple[Change, ...]
    values: Mapping[str, Values] = field(default_factory=dict)
    """New values, by path, then by the offset of the scalar."""
    lists: Mapping[str, Plans] = field(default_factory=dict)
    """New orders of lists, by path, then by the offset of the list."""
    needed: Mapping[tuple[str, int], frozenset[int]] = field(default_factory=dict)
    """For each value and list, by path and offset, the changes that are lost where it cannot be written."""
    written: tuple[tuple[str, str, int], ...] = ()
    """Path and value of each text that is changed or new, with the number of the change that made it."""


Takes = Callable[[int], bool]
"""Whether the user takes a change, by its number, though it is in conflict or unsure."""


def plan(finder: Finder, *, first: int, takes: Takes, refused: Collection[int] = ()) -> Plan:
    """What is to become of a returned draft. Changes are numbered from `first`; those `refused` cannot be written."""
    return _Planner(finder, first).plan(takes, refused)


class _Planner:
    def __init__(self, finder: Finder, first: int) -> None:
        self.today = finder.today
        self.structure, self.lists = finder.structure, finder.lists
        self.proposals = finder.proposals(first)

    def plan(self, takes: Takes, refused: Collection[int]) -> Plan:
        for one in self.proposals:
            if one.change.number in refused and one.change.outcome in (Outcome.TAKEN, *OPEN):
                reason, hint = "its file is written in a way that it cannot be put into", "write it by hand"
                one.change = replace(one.change, outcome=Outcome.REFUSED, reason=reason, hint=hint)
            one.change = replace(one.change, can_be_taken=one.change.outcome in OPEN and one.can_be_done)
            if one.change.can_be_taken and takes(one.change.number):
                reason = f"taken as you said; {one.change.reason}"
                one.change = replace(one.change, outcome=Outcome.TAKEN, reason=reason)
        self._bind()
        self._bind_parts()
        values, parts = self._values(self._taken())
        lists = self._lists(self._taken(), values, parts)
        changes = tuple(one.change for one in self.proposals)
        return Plan(changes, values, lists, self._needed(), tuple(self._written(values, parts)))

    def _taken(self) -> list[Proposal]:
        return [one for one in self.proposals if one.change.outcome is Outcome.TAKEN]

    def _needed(self) -> dict[tuple[str, int], frozenset[int]]:
        needed: dict[tuple[str, int], set[int]] = {}
        for one in self._taken():
            if one.edit and one.edit.text:
                needed.setdefault((one.edit.path, one.edit.text.node.start), set()).add(one.change.number)
            divided_in = [container for container, entry in self.structure.new() if entry.units[0] in one.parts]
            for container in (*one.containers, *divided_in):
                sequence = self.today.sequence(self.lists.now(container))
                if sequence is not None:
                    needed.setdefault((sequence.file.path, sequence.start), set()).add(one.change.number)
        return {key: frozenset(numbers) for key, numbers in needed.items()}

    def _written(self, values: Mapping[str, Values], parts: Mapping[int, str]) -> Iterator[tuple[str, str, int]]:
        for one in self._taken():
            if one.edit and one.edit.text:
                value = values.get(one.edit.path, {}).get(one.edit.text.node.start)
                if value is not None:
                    yield one.edit.path, value, one.change.number
                yield from ((one.edit.path, parts[part], one.change.number) for part in one.parts if part in parts)
            if one.new:
                path = self.lists.now(one.new[0])[0]
                yield from ((path, text, one.change.number) for text in _texts(one.value))

    def _bind(self) -> None:
        """What only makes sense together is taken together: a paragraph that was joined or split, and the text beside it."""
        done = (Outcome.TAKEN, Outcome.ALREADY)
        held = {int(one.at) for one in self.proposals if one.edit and one.change.outcome not in done}
        tied = [one for one in self.proposals if one.needs]
        held |= {unit for one in tied if one.change.outcome not in done for unit in one.needs}
        units = {unit for one in tied for unit in one.needs} & held
        for one in self.proposals:
            together = any(unit in units for unit in one.needs) or (one.edit is not None and int(one.at) in units)
            if together and one.change.outcome is Outcome.TAKEN:
                reason = "a change that belongs to it is not taken"
                one.change = replace(one.change, outcome=Outcome.CONFLICT, reason=reason, hint="take that one too, with --take")

    def _bind_parts(self) -> None:
        """A text is divided at all its breaks or at none."""
        ones = [one for one in self.proposals if one.parts]
        breaks = Counter(
            one.at for one in ones if one.edit for _, _, new in one.edit.hunks for token in new if token.text == BREAK
        )
        held = {one.at for one in ones if one.change.outcome is not Outcome.TAKEN or breaks[one.at] < len(one.parts)}
        for one in ones:
            if one.at in held and one.change.outcome is Outcome.TAKEN:
                reason = "another break of the same text is not taken"
                one.change = replace(one.change, outcome=Outcome.CONFLICT, reason=reason, hint="take that one too, with --take")

    def _values(self, taken: Sequence[Proposal]) -> tuple[dict[str, dict[int, str]], dict[int, str]]:
        """The new values, and the texts of the paragraphs that were divided from them, by their numbers.

        A change that cannot be written is refused, with those beside it in the same text.
        """
        by_text: dict[tuple[str, int], list[Proposal]] = {}
        for one in taken:
            if one.edit and one.edit.text is not None:
                by_text.setdefault((one.edit.path, one.edit.text.node.start), []).append(one)
        values: dict[str, dict[int, str]] = {}
        parts: dict[int, str] = {}
        for (path, start), ones in by_text.items():
            text = next(one.edit.text.text for one in ones if one.edit and one.edit.text)
            assert text is not None
            is_plain = not isinstance(text, Prose)
            hunks = sorted({hunk for one in ones if one.edit for hunk in one.edit.hunks}, key=lambda hunk: hunk[:2])
            value: str | None = None
            if new := [part for one in ones for part in one.parts]:
                texts = divided(str(text), of_prose(text), hunks)
                value = texts[0] if texts else None
                parts |= dict(zip(dict.fromkeys(new), texts[1:], strict=True)) if texts else {}
            else:
                value = revised(str(text), of_plain(text) if is_plain else of_prose(text), hunks, is_plain=is_plain)
            if value is None:
                for one in ones:
                    reason, hint = "it cannot be written in the small Markdown of the YAML", "write it by hand"
                    one.change = replace(one.change, outcome=Outcome.REFUSED, reason=reason, hint=hint)
            elif value != text:
                values.setdefault(path, {})[start] = value
                self._tell_lost_form(ones, value)
        return values, parts

    def _tell_lost_form(self, ones: Sequence[Proposal], value: str) -> None:
        """Stress or links that the small Markdown cannot give to their words are left out, which is to be known."""
        looks = {token.look for token in of_prose(value)}
        for one in ones:
            new = [token for hunk in (one.edit.hunks if one.edit else ()) for token in hunk[2]]
            if any(token.look not in looks for token in new if token.text.strip()) and not one.change.reason:
                one.change = replace(one.change, reason="its stress or link cannot be written here and is left out")

    def _lists(
        self, taken: Sequence[Proposal], values: Mapping[str, Values], parts: Mapping[int, str]
    ) -> dict[str, dict[int, list[Kept | New]]]:
        new: dict[NewEntry, Plain] = {one.new[1]: one.value for one in taken if one.new}
        new |= {entry: parts[entry.units[0]] for _, entry in self.structure.new() if entry.units[0] in parts}
        gone = [one.gone for one in taken if one.gone]
        moved = [one.moved[1] for one in taken if one.moved]
        away = [
            one.moved[1] for one in taken if one.moved and self.today.children[one.moved[1]][0] != self.lists.now(one.moved[0])
        ]
        brought = {child: self._says(child, values) for child in away}
        found: dict[str, dict[int, list[Kept | New]]] = {}
        for container in {**self.structure.sent, **self.structure.wanted}:
            sequence = self.today.sequence(self.lists.now(container))
            if sequence is None:
                continue
            leaving = [child for child in (*gone, *away) if child[0] == container]
            order = self.lists.settled(container, new, brought, leaving, moved)
            if [getattr(one, "index", None) for one in order] != list(range(len(sequence.items))):
                found.setdefault(self.lists.now(container)[0], {})[sequence.start] = order
        return found

    def _says(self, child: Child, values: Mapping[str, Values]) -> Plain:
        (path, address), number = self.today.children[child]
        node = self.today.files[path].node((*address, number))
        assert node is not None
        return changed(node, values.get(path, {}), {})


def _texts(value: Plain) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)
