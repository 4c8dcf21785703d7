"""Which paragraph of the returned draft is which of those that were sent.

Marks are trusted in this order: our bookmark under its own name; Word's paragraph id; the name of a move; our bookmark under the
name that a copy gets; equal words; for a cell, its row and column. What is merely alike, in the place where the lost one stood,
is a guess: it is told, and taken only when a person says so.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Literal

from msgspec import Struct, field

from briefing.draft.tree import Paragraph, Story, Table
from briefing.pull.units import Unit

How = Literal["anchor", "identity", "move", "copy", "words", "likeness", "place"]

COPY = re.compile(r"(?:_Copy_\d+)+$")
_WORD = re.compile(r"\w+")
_ALIKE = 0.6
_CONTAINED = 0.5
_MOST = 400
"""Unmatched paragraphs between two matched ones that are compared with each other: more are another text."""


class Matching(Struct):
    """The pairs, by the numbers of units."""

    base_of: dict[int, int] = field(default_factory=dict)
    """What a unit of the returned draft was."""
    how: dict[int, How] = field(default_factory=dict)
    joined: dict[int, list[int]] = field(default_factory=dict)
    """Units sent that were joined to another: the returned unit, and those that it holds beside its own."""
    doubts: dict[int, str] = field(default_factory=dict)
    """Why a pair is not certain."""

    @property
    def now_of(self) -> dict[int, int]:
        """What became of a unit that was sent."""
        return {base: now for now, base in self.base_of.items()}

    def pair(self, now: int, base: int, how: How, doubt: str = "") -> None:
        self.base_of[now] = base
        self.how[now] = how
        if doubt:
            self.doubts[now] = doubt


def match(sent: Sequence[Unit], returned: Sequence[Unit], raw: Story) -> Matching:
    """The pairs of units sent and returned. `raw` is the returned story with its changes, for the names of moves."""
    found = Matching()
    names = {name: unit.index for unit in sent for name in _names(unit.paragraph)}
    _by_anchor(sent, returned, names, found)
    _by_identity(sent, returned, found)
    _by_move(returned, names, _moves(raw), found)
    _by_copied_anchor(sent, returned, names, found)
    _by_words(sent, returned, found)
    _leave_lone_cells(sent, returned, found)
    _by_likeness(sent, returned, found)
    _by_cell(sent, returned, found)
    return found


def likeness(one: str, other: str) -> float:
    """How much of two texts is the same words in the same order: from 0 to 1."""
    left, right = _WORD.findall(one), _WORD.findall(other)
    if not left or not right:
        return float(left == right)
    return SequenceMatcher(None, left, right, autojunk=False).ratio()


def contained(part: str, whole: str) -> float:
    """How much of the words of one text another holds: from 0 to 1."""
    words, others = Counter(_WORD.findall(part)), Counter(_WORD.findall(whole))
    return (words & others).total() / words.total() if words else 0.0


def _names(paragraph: Paragraph) -> Iterable[str]:
    return (anchor.name for anchor in paragraph.anchors)


def _by_anchor(sent: Sequence[Unit], returned: Sequence[Unit], names: dict[str, int], found: Matching) -> None:
    """Each bookmark belongs to one paragraph; where one paragraph holds several, it is the one whose words it shows most."""
    holders: dict[int, list[Unit]] = defaultdict(list)
    unmarked = {_folded(unit) for unit in sent if not unit.paragraph.anchors}
    for unit in returned:
        for base in dict.fromkeys(names[name] for name in _names(unit.paragraph) if name in names):
            if _folded(unit) in unmarked and _folded(sent[base]) != _folded(unit):
                continue  # the bookmark of one that was taken out comes to stand at the next, which has none of its own
            holders[base].append(unit)
    claims: dict[int, list[int]] = defaultdict(list)
    for base, units in holders.items():
        best = max(units, key=lambda unit: likeness(unit.text, sent[base].text)) if len(units) > 1 else units[0]
        claims[best.index].append(base)
        if len(units) > 1 and likeness(best.text, sent[base].text) < 1:
            found.doubts[best.index] = "more than one paragraph bears its mark"
    for now, bases in claims.items():
        text = returned[now].text
        own = _owner(bases, sent, text)
        if _is_of_another_kind(sent[own], returned[now]) and likeness(sent[own].text, text) < _ALIKE:
            continue  # what was typed in the place of a heading, or the other way round, is another block
        found.pair(now, own, "anchor", found.doubts.pop(now, ""))
        others = [base for base in bases if base != own and sent[base].text.strip()]
        held = [base for base in others if contained(sent[base].text, text) >= _CONTAINED]
        if held:
            found.joined[now] = held


def _is_of_another_kind(one: Unit, other: Unit) -> bool:
    return (one.paragraph.outline is None) != (other.paragraph.outline is None)


def _owner(bases: list[int], sent: Sequence[Unit], text: str) -> int:
    """Whose a paragraph is that bears several marks: the first one's whose words it holds, for the others were joined to it."""
    holding = [base for base in sorted(bases) if contained(sent[base].text, text) >= _CONTAINED]
    return holding[0] if holding else max(bases, key=lambda base: (likeness(sent[base].text, text), -base))


def _by_identity(sent: Sequence[Unit], returned: Sequence[Unit], found: Matching) -> None:
    """Paragraph ids agree with bookmarks or say what those cannot; where the two contradict each other, that is a doubt."""
    identities = {unit.paragraph.identity: unit.index for unit in sent if unit.paragraph.identity}
    taken = _taken(found)
    for unit in returned:
        base = identities.get(unit.paragraph.identity)
        if base is None:
            continue
        if unit.index not in found.base_of and base not in taken:
            found.pair(unit.index, base, "identity")
            taken.add(base)
        elif found.base_of.get(unit.index, base) != base and base not in taken:
            own = found.base_of[unit.index]
            if likeness(sent[base].text, unit.text) > likeness(sent[own].text, unit.text):
                found.doubts[unit.index] = "its bookmark and its paragraph id are of two paragraphs"


def _taken(found: Matching) -> set[int]:
    return {*found.base_of.values(), *(base for bases in found.joined.values() for base in bases)}


def _moves(raw: Story) -> dict[str, list[str]]:
    """For the name of each move, the bookmarks of the paragraphs that were moved away under it, in order."""
    moves: dict[str, list[str]] = defaultdict(list)
    for block in raw:
        if isinstance(block, Table):
            continue
        for run in block.runs:
            if run.deleted and run.deleted.move:
                moves[run.deleted.move] += [name for name in _names(block) if name not in moves[run.deleted.move]]
    return moves


def _by_move(returned: Sequence[Unit], names: dict[str, int], moves: dict[str, list[str]], found: Matching) -> None:
    taken = _taken(found)
    for unit in returned:
        if unit.index in found.base_of:
            continue
        move = next((run.inserted.move for run in unit.paragraph.runs if run.inserted and run.inserted.move), "")
        bases = dict.fromkeys(names[name] for name in moves.get(move, ()) if name in names)
        base = next((base for base in bases if base not in taken), None)
        if base is not None:
            found.pair(unit.index, base, "move")
            taken.add(base)


def _by_copied_anchor(sent: Sequence[Unit], returned: Sequence[Unit], names: dict[str, int], found: Matching) -> None:
    """LibreOffice renames the bookmark of what is pasted. It tells of a move only where the first one is gone."""
    taken = _taken(found)
    for unit in returned:
        if unit.index in found.base_of:
            continue
        for name in _names(unit.paragraph):
            base = names.get(COPY.sub("", name))
            if base is not None and base not in taken and likeness(sent[base].text, unit.text) >= _ALIKE:
                found.pair(unit.index, base, "copy")
                taken.add(base)
                break


def _by_words(sent: Sequence[Unit], returned: Sequence[Unit], found: Matching) -> None:
    """Paragraphs of equal words: in order where there are several, and empty ones only in order."""
    taken = _taken(found)
    old = [unit for unit in sent if unit.index not in taken]
    new = [unit for unit in returned if unit.index not in found.base_of]
    matcher = SequenceMatcher(None, [_folded(unit) for unit in old], [_folded(unit) for unit in new], autojunk=False)
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            found.pair(new[block.b + step].index, old[block.a + step].index, "words")
    by_text: dict[str, list[int]] = defaultdict(list)
    taken = _taken(found)
    for unit in old:
        if unit.index not in taken and not unit.is_empty:
            by_text[_folded(unit)].append(unit.index)
    for unit in new:
        if unit.index not in found.base_of and by_text.get(_folded(unit)):
            found.pair(unit.index, by_text[_folded(unit)].pop(0), "words")


def _leave_lone_cells(sent: Sequence[Unit], returned: Sequence[Unit], found: Matching) -> None:
    """Equal words in a cell say something only where the rest of the row agrees: any two rows may have a year in common."""
    rows: dict[tuple[int, int], list[int]] = defaultdict(list)
    sizes = Counter(unit.cell[:2] for unit in sent if unit.cell and not unit.is_empty)
    for now, base in found.base_of.items():
        cell = sent[base].cell
        if cell is not None:
            rows[cell[:2]].append(now)
    for row, ones in rows.items():
        known = [now for now in ones if found.how[now] != "words"]
        places = Counter(_row(returned[now]) for now in known or ones)
        place, number = places.most_common(1)[0]
        agrees = bool(known) or number * 2 >= sizes[row]
        for now in ones:
            if found.how[now] == "words" and not (agrees and _row(returned[now]) == place):
                del found.base_of[now]


def _row(unit: Unit) -> tuple[int, int] | None:
    return unit.cell[:2] if unit.cell else None


def _folded(unit: Unit) -> str:
    return " ".join(unit.text.split()) + ("|" if unit.cell else "")


def _by_likeness(sent: Sequence[Unit], returned: Sequence[Unit], found: Matching) -> None:
    """What is alike between the same neighbours, in order."""
    now_of, taken = found.now_of, _taken(found)
    for start, end in _gaps(sent, taken):
        old = sent[start:end]
        before = next((now_of[base] for base in range(start - 1, -1, -1) if base in now_of), -1)
        after = next((now_of[base] for base in range(end, len(sent)) if base in now_of), len(returned))
        between = returned[before + 1 : after]
        new = [unit for unit in between if unit.index not in found.base_of and not unit.is_empty and unit.cell is None]
        if 0 < len(old) <= _MOST and 0 < len(new) <= _MOST:
            _align(old, new, found)


def _gaps(sent: Sequence[Unit], taken: set[int]) -> list[tuple[int, int]]:
    gaps: list[tuple[int, int]] = []
    for unit in sent:
        if unit.index not in taken and not unit.is_empty and unit.cell is None:
            if gaps and gaps[-1][1] == unit.index:
                gaps[-1] = (gaps[-1][0], unit.index + 1)
            else:
                gaps.append((unit.index, unit.index + 1))
    return gaps


def _align(old: Sequence[Unit], new: Sequence[Unit], found: Matching) -> None:
    first = 0
    for unit in old:
        scored = [(likeness(unit.text, other.text), -at, other) for at, other in enumerate(new[first:], first)]
        score, place, other = max(scored, key=lambda one: one[:2], default=(0.0, 0, unit))
        if score >= _ALIKE:
            found.pair(other.index, unit.index, "likeness", "its mark is gone; only its words and place are alike")
            first = 1 - place


def _by_cell(sent: Sequence[Unit], returned: Sequence[Unit], found: Matching) -> None:
    """A cell whose words and mark are all gone is the one in its column, in the row that its neighbours stand in."""
    now_of = found.now_of
    rows: dict[tuple[int, int], Counter[tuple[int, int]]] = defaultdict(Counter)
    for base, now in now_of.items():
        was, is_ = sent[base].cell, returned[now].cell
        if was and is_:
            rows[was[:2]][is_[:2]] += 1
    free = {(unit.cell, unit.within): unit for unit in returned if unit.cell and unit.index not in found.base_of}
    for unit in sent:
        if unit.cell and unit.index not in now_of and rows[unit.cell[:2]]:
            table, row = rows[unit.cell[:2]].most_common(1)[0][0]
            other = free.pop(((table, row, unit.cell[2]), unit.within), None)
            if other is not None:
                found.pair(other.index, unit.index, "place")
