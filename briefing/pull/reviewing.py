"""Comments written into `reviews/`: new records at the end of the file of their edition, answers and marks in their records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import count

from briefing.diagnostics import Diagnostic, Severity
from briefing.load.yaml import read
from briefing.mend import Edit, edited
from briefing.mend.plain import Plain
from briefing.mend.rendering import rendered
from briefing.model.review import Review
from briefing.pull.comments import Comments
from briefing.source import Mapping as MappingNode
from briefing.source import Scalar, Sequence, SourceFile

_HEAD = "# yaml-language-server: $schema=../.briefing/schemas/reviews.schema.json\n"
_WIDTH = 100


def unreadable(found: Iterable[Diagnostic]) -> str | None:
    """What keeps the files of `reviews/` from being written, the first of what was found in them; None where nothing does.

    What could not be read might be the very comments that come home: written beside them they would be there twice.
    """
    first = next((one for one in found if one.level is Severity.ERROR), None)
    return None if first is None else f"{first.span}: {first.message}" if first.span else first.message


def recorded(comments: Comments, known: Mapping[str, Review], files: Mapping[str, SourceFile], *, edition: int) -> dict[str, str]:
    """The files of `reviews/` that change, by path, as they are to be.

    An answer that cannot be put into its record becomes one of its own; records that cannot be put behind those of their edition,
    since that file is in braces or ends its document, get a file beside it.
    """
    edits: dict[str, list[Edit]] = {}
    records = dict(comments.records)
    for id in dict.fromkeys((*comments.answers, *comments.resolved)):
        if id not in known:
            continue
        review = known[id]
        made = list(_in_record(review.node, comments.answers.get(id, []), is_resolved=id in comments.resolved))
        path = review.node.file.path
        if made and _still_reads(path, edited(review.node.file.text, [*edits.get(path, []), *made])):
            edits.setdefault(path, []).extend(made)
        else:
            for number, answer in enumerate(comments.answers.get(id, []), 1):
                about = {key: review.node.get(key) for key in ("section", "block", "part", "words", "near")}
                place: dict[str, Plain] = {key: node.text for key, node in about.items() if isinstance(node, Scalar)}
                records[f"{id}-answer-{number}"] = {**answer, **place}
    texts = {path: edited(files[path].text, ones) for path, ones in edits.items()}
    if records:
        added = "".join(_record(id, record, id in comments.resolved) for id, record in records.items())
        for path in _names(edition):
            before = texts.get(path, files[path].text if path in files else _HEAD)
            text = before + ("" if before.endswith("\n") else "\n") + added
            if path not in files or _still_reads(path, text, records.keys()):
                texts[path] = text
                break
    return texts


def _names(edition: int) -> Iterator[str]:
    """The files in which the comments of an edition may stand, the first one being where they should."""
    yield f"reviews/edition-{edition}.yaml"
    yield from (f"reviews/edition-{edition}-{number}.yaml" for number in count(2))


def _record(id: str, record: dict[str, Plain], is_resolved: bool) -> str:
    mark = "  resolved: true\n" if is_resolved else ""
    return f"{id}:\n  {rendered(record, 2, _WIDTH)}\n{mark}"


def _in_record(record: MappingNode, answers: list[dict[str, Plain]], *, is_resolved: bool) -> Iterator[Edit]:
    """The edits of a record that is written in lines of its own; none for one in braces."""
    text, path = record.file.text, record.file.path
    if text[record.start] == "{":
        return
    pad = " " * (record.file.position(record.entries[0][0].start)[1] - 1)
    end = _line_end(text, record.entries[-1][1].end)
    lines = ""
    listed = record.get("answers")
    if answers:
        items = "".join(f"{pad}  - {rendered(one, len(pad) + 4, _WIDTH)}\n" for one in answers)
        if isinstance(listed, Sequence) and text[listed.start] != "[":
            depth = " " * (record.file.position(listed.start)[1] - 1)
            at = _line_end(text, listed.end)
            more = "".join(f"{depth}- {rendered(one, len(depth) + 2, _WIDTH)}\n" for one in answers)
            if at == end:
                lines += more
            else:
                yield Edit(path, at, at, more)
        elif listed is None:
            lines += f"{pad}answers:\n{items}"
        else:
            return
    resolved = record.get("resolved")
    if is_resolved and isinstance(resolved, Scalar):
        yield Edit(path, resolved.start, resolved.end, "true")
    elif is_resolved:
        lines += f"{pad}resolved: true\n"
    if lines:
        yield Edit(path, end, end, lines if end == 0 or text[end - 1] == "\n" else f"\n{lines}")


def _line_end(text: str, at: int) -> int:
    """Where the line after a value begins: a value that is a block of lines ends behind its last."""
    if at and text[at - 1] == "\n":
        return at
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _still_reads(path: str, text: str, ids: Set[str] = frozenset()) -> bool:
    """Whether a file is whole, and has these records."""
    tree = read(path, text.encode())
    return tree.root is not None and not tree.diagnostics and ids <= {key.text for key, _ in tree.root.entries}
