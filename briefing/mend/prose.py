"""The texts of a project that are the author's own, and how they should be set, down to the characters of their files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, get_args

from msgspec import Struct

from briefing.diagnostics import Diagnostic, Rule
from briefing.load.decode import REPLACEMENT
from briefing.mend.edits import Edit
from briefing.mend.proof import Intent, Proof
from briefing.mend.typography import Change, Char, changed, changes, runs
from briefing.model.base import Record, Text
from briefing.model.brief import Project
from briefing.model.markup import Prose
from briefing.source import Scalar, SourceFile
from briefing.source.scalars import end_of, offsets
from briefing.wording import Wording, wording

Fix = tuple[Diagnostic, Edit]

OWN_WORDS = frozenset({
    ("Manifest", "title"), ("Manifest", "subtitle"), ("Manifest", "abstract"), ("Fact", "label"), ("Claim", "reason"),
    ("Source", "description"), ("QuoteBlock", "lead"), ("TableBlock", "summary"), ("FigureBlock", "alt"),
    ("ChartBlock", "alt"), ("DatumSpec", "label"),
})  # fmt: skip
"""Fields that hold our own words though they are no Prose. All others are names, or the words of a source."""
_HINT = "`briefing check --fix` sets it"


def typographic(project: Project) -> Iterator[Fix]:
    """Every character of the project's prose that its language sets otherwise, with the edit that does it."""
    if not project.is_spoken:
        return
    records = (project.manifest, *project.sections, *project.sources.values(), *project.facts.values())
    texts = (text for record in records if record is not None for text in own_texts(record))
    yield from fixes(texts, wording(project.language))


def own_texts(value: object) -> Iterator[Text]:
    """The texts in a record, at any depth, that are the author's own."""
    match value:
        case Prose():
            yield value
        case Record():
            for name in _fields(type(value)):
                inner = getattr(value, name)
                if isinstance(inner, Text):
                    yield inner
                elif inner is not None:
                    yield from own_texts(inner)
        case tuple():
            for one in value:
                yield from own_texts(one)
        case dict():
            for one in value.values():
                yield from own_texts(one)


@cache
def _fields(model: type[Record]) -> tuple[str, ...]:
    """The fields that may hold the author's own words."""
    fields = model.model_fields.items()
    return tuple(name for name, field in fields if (model.__name__, name) in OWN_WORDS or _may_hold(field.annotation))


def _may_hold(annotation: Any) -> bool:
    if isinstance(annotation, type):
        if issubclass(annotation, Prose):
            return True
        if issubclass(annotation, Record):
            return bool(_fields(annotation))
    return any(map(_may_hold, get_args(annotation)))


class _Mending(Struct, frozen=True):
    """What is to be done to one text."""

    scalar: Scalar
    wanted: str
    fixes: tuple[Fix, ...]


def fixes(texts: Iterable[Text], spoken: Wording) -> Iterator[Fix]:
    """What should be set otherwise in these texts, all in one language. Edits that would change anything else are left out."""
    by_file: dict[str, tuple[SourceFile, dict[int, _Mending]]] = {}
    for text in texts:
        mending = _mending(text, spoken)
        if mending is not None:
            file = text.node.file
            by_file.setdefault(file.path, (file, {}))[1].setdefault(text.node.start, mending)  # an alias is met more than once
    for file, mendings in by_file.values():
        if REPLACEMENT in file.text:  # what was put in another's place when it was read must not be written back
            continue
        for one in _proved(Proof(file), list(mendings.values())):
            yield from one.fixes


def _proved(proof: Proof, mendings: list[_Mending]) -> list[_Mending]:
    """Those that do what they should and nothing else: all at once, or, where that fails, each half by itself."""
    edits = [edit for one in mendings for _, edit in one.fixes]
    if proof.holds(edits, Intent(values={one.scalar.start: one.wanted for one in mendings})):
        return mendings
    middle = len(mendings) // 2
    return [*_proved(proof, mendings[:middle]), *_proved(proof, mendings[middle:])] if middle else []


def _mending(text: Text, spoken: Wording) -> _Mending | None:
    scalar = text.node
    found = changes(text, spoken)
    raw = scalar.file.text[scalar.start : scalar.end] if found else ""
    where = offsets(raw, scalar.style, scalar.text) if found else None
    if not where:
        return None
    edits = ((one, _edit(scalar, raw, where, one)) for one in found)
    sure = [(one, edit) for one, edit in edits if edit is not None]
    wanted = changed(text, [one for one, _ in sure])
    if not sure or not _reads_alike(text, wanted, [one for one, _ in sure]):
        return None
    told = (Diagnostic(Rule.TYPOGRAPHY_IS_EVEN, one.message, text.span_of(one.start, one.end), (_HINT,)) for one, _ in sure)
    return _Mending(scalar, wanted, tuple(zip(told, (edit for _, edit in sure), strict=True)))


def _edit(scalar: Scalar, raw: str, where: tuple[int, ...], change: Change) -> Edit | None:
    """The edit of the file for a change of the value; None where it would have to change how the lines are broken."""
    ways = [(change.start, change.end, change.text)]
    if change.text == " ":  # the first of several spaces may be written as an escape, the last may be the end of a line
        ways = [(change.start + 1, change.end, ""), (change.start, change.end - 1, "")]
    for start, end, written in ways:
        first, last = where[start], end_of(raw, where[end - 1], scalar.style)
        if not re.search(r"[\r\n]", raw[first:last]):
            return Edit(scalar.file.path, scalar.start + first, scalar.start + last, written)
    return None


def _reads_alike(text: Text, wanted: str, found: list[Change]) -> bool:
    """Whether the Markdown of the changed text has the same marks around the same words."""
    node = text.node
    after = type(text)(Scalar(node.file, node.start, node.end, wanted, node.style))
    by_place = {at: change for change in found for at in range(change.start, change.end)}
    expected = ["".join(_shown(one, by_place.get(one.at)) for one in run) for run in runs(text)]
    return expected == ["".join(one.char for one in run) for run in runs(after)]


def _shown(one: Char, change: Change | None) -> str:
    if change is None:
        return one.char
    return change.text if one.at == change.start else ""
