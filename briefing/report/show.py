"""What each stage of the pipeline made, as text: facts, document tree, notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefing import document as tree
from briefing.document import Block, Document, Inlines, NoteRef
from briefing.model.brief import Project
from briefing.model.evidence import Claim, Fact


def facts(project: Project, names: Iterable[str] = ()) -> str:
    """Facts with their claims: all, or those whose id begins with one of the names."""
    chosen = tuple(names)
    return "".join(_fact(fact, project) for fact in project.facts.values() if not chosen or fact.id.startswith(chosen))


def _fact(fact: Fact, project: Project) -> str:
    lines = [f"{fact.id}  {fact.label}"]
    for claim, key in zip(fact.claims, fact.keys, strict=True):
        anchor = project.lock.get(f"{fact.id}/{key}")
        place = f", para. {anchor.paragraph}" if anchor else ""
        lines.append(f"  /{key}: {_value(claim)}  [{claim.source}{place}]")
        lines.append(f"      “{claim.quote}”")
    if fact.resolution:
        lines.append(f"  resolution: {fact.resolution.decision}: {fact.resolution.note}")
    if fact.caution:
        lines.append(f"  caution: {fact.caution}")
    return "\n".join(lines) + "\n\n"


def _value(claim: Claim) -> str:
    bound = "" if claim.bound == "exact" else f"{claim.bound} "
    unit = f" {claim.unit}" if claim.unit else ""
    qualifiers = "".join(f", {part}" for part in (claim.by, claim.as_of, claim.scope, claim.method, claim.place) if part)
    rank = "" if claim.rank == "normal" else f", {claim.rank}"
    return f"{bound}{claim.value}{unit} ({claim.status}{qualifiers}{rank})"


def notes(document: Document) -> str:
    """Every note with its number."""
    return "".join(f"{note.number:>3}  {tree.plain(note.text)}\n" for note in document.notes)


def outline(document: Document) -> str:
    """The document tree: a line a block, its kind, its id and its text with the calls of notes as [1]."""
    lines = [f"Document {document.id}: {document.title}"]
    for section in document.sections:
        lines.append(f"  Section {section.id} ({section.role}): {_text(section.title)}")
        for block in section.blocks:
            lines += [f"    {line}" for line in _block(block)]
    return "\n".join(lines) + "\n"


def _block(block: Block) -> Iterator[str]:
    yield f"{type(block).__name__} {block.id}"
    match block:
        case tree.Timeline(caption=caption, events=events, note=note):
            lines = [_text(caption), *(f"{event.when}: {_text(event.what)}" for event in events), _text(note)]
        case tree.Chart(caption=caption, alt=alt, note=note):
            lines = [_text(caption), f"({alt})", _text(note)]
        case tree.Differences(entries=entries):
            lines = [line for entry in entries for line in _difference(entry)]
        case tree.References(entries=references):
            lines = [f"{_text(one.citation)} {one.kind}. {_text(one.descriptor)}" for one in references]
        case tree.Table(columns=columns, rows=rows):
            cells = [" | ".join(_text(column.header) for column in columns), *(" | ".join(map(_text, row)) for row in rows)]
            lines = [_text(block.caption), *cells, _text(block.note)]
        case _:
            lines = [_text(inlines) for inlines in tree.texts(block)]
    yield from (f"  {line}" for line in lines if line)


def _difference(entry: tree.Difference) -> Iterator[str]:
    yield entry.question
    for one in entry.positions:
        yield f"  {one.who}: {_text(one.what)}{f' [{one.standing}]' if one.standing else ''}"
    yield f"  = {_text(entry.treatment)}"


def _text(inlines: Inlines) -> str:
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case tree.Text(text):
                parts.append(text)
            case NoteRef(number):
                parts.append(f"[{number}]")
            case tree.Emphasis(children):
                parts.append(f"*{_text(children)}*")
            case tree.Strong(children):
                parts.append(f"**{_text(children)}**")
            case tree.Foreign(_, children):
                parts.append(_text(children))
            case tree.Link(url, children):
                parts.append(f"{_text(children)} <{url}>")
    return "".join(parts)
