"""The text that all set: a workspace that is made up, its document as Markdown, and a Word template to be filled with it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import docx

from benchmarks.large import write_of
from briefing import document as tree
from briefing import pipeline
from briefing.document import Block, Document, Inlines, NoteRef
from briefing.render.charts import Charts
from briefing.workspace import Workspace

REPOSITORY = Path(__file__).resolve().parent.parent
FACTS, SOURCES, SECTIONS = 200, 50, 2
"""What the smallest brief has: some ten pages."""


def write(folder: Path, size: int) -> None:
    """All of it, so many times the smallest; at size 0 it is the brief of this repository."""
    os.environ.pop("BRIEFING_ORIGINALS", None)
    root = folder / "workspace"
    if size:
        write_of(root, FACTS * size, SOURCES * size, SECTIONS * size)
    else:
        for name in ("sections", "seeds"):
            shutil.copytree(REPOSITORY / name, root / name)
        shutil.copy(REPOSITORY / "brief.yaml", root)
    workspace = Workspace(root)
    checked = pipeline.check(workspace)
    if checked.fails(strict=False):
        raise SystemExit(str(checked.diagnostics[0]))
    document = pipeline.document(checked)
    (folder / "brief.md").write_text(markdown(document), encoding="utf-8")
    drawn = Charts(document, workspace, points=True)
    for chart in (block for section in document.sections for block in section.blocks if isinstance(block, tree.Chart)):
        (folder / f"{chart.id}.svg").write_bytes(drawn.drawing(chart).svg)
        (folder / f"{chart.id}.png").write_bytes(drawn.drawing(chart).png)
    template = docx.Document()
    for line in ("{%p for one in paragraphs %}", "{{ one }}", "{%p endfor %}"):
        template.add_paragraph(line)
    template.save(str(folder / "template.docx"))


def markdown(document: Document) -> str:
    """The same text, tables and notes, for pandoc to set."""
    lines = ["---", f"title: {document.title}", f"date: {document.date}", f"lang: {document.language}", "---", ""]
    for section in document.sections:
        lines += [f"# {inline(section.title)}", ""]
        for block in section.blocks:
            lines += [*block_lines(block), ""]
    lines += [f"[^{note.number}]: {inline(note.text)}\n" for note in document.notes]
    return "\n".join(lines)


def block_lines(block: Block) -> Iterator[str]:
    match block:
        case tree.Heading():
            yield f"{'#' * block.level} {inline(block.text)}"
        case tree.ItemList():
            yield from (f"{'1.' if block.ordered else '-'} {inline(item)}" for item in block.items)
        case tree.Table():
            yield "| " + " | ".join(inline(column.header) for column in block.columns) + " |"
            yield "|" + "---|" * len(block.columns)
            yield from ("| " + " | ".join(inline(cell) for cell in row) + " |" for row in block.rows)
            yield from ("", f": {inline(block.caption)}", "", inline(block.note))
        case tree.Chart():
            yield from (f"![{inline(block.caption)}]({block.id})", "", inline(block.note), "")
        case tree.Timeline():
            yield inline(block.caption)
            yield from ("", *(f"- **{event.when}** {inline(event.what)}" for event in block.events), "", inline(block.note))
        case tree.Differences():
            for entry in block.entries:
                yield f"**{entry.question}**"
                yield from ("", *(f"- {one.who}: {inline(one.what)} {one.standing}" for one in entry.positions))
                yield from ("", inline(entry.treatment), "")
        case tree.References():
            for reference in block.entries:
                yield from (f"{inline(reference.citation)} {reference.kind}. {inline(reference.descriptor)}", "")
        case _:
            for text in tree.texts(block):
                yield from (inline(text), "")


def inline(inlines: Inlines) -> str:
    parts = []
    for one in inlines:
        match one:
            case tree.Text(text):
                parts.append(text.replace("*", "\\*").replace("[", "\\[").replace("|", "\\|").replace("$", "\\$"))
            case NoteRef(number):
                parts.append(f"[^{number}]")
            case tree.Emphasis(children):
                parts.append(f"*{inline(children)}*")
            case tree.Strong(children):
                parts.append(f"**{inline(children)}**")
            case tree.Link(url, children):
                parts.append(f"[{inline(children)}]({url})")
    return "".join(parts)


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
