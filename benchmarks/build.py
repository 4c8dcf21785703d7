"""How quick a build is, beside pandoc making the same PDF (through WeasyPrint, the same engine) and the same Word file.

Every figure is the median wall time of whole processes, run in turns so that all of them meet the same machine. Ratios, not
seconds, are what to compare between machines. Run it with `make bench`.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pypandoc

from briefing import document as tree
from briefing import pipeline
from briefing.document import Block, Document, Inlines, NoteRef
from briefing.workspace import Workspace

ROUNDS = 5
REPOSITORY = Path(__file__).resolve().parent.parent
BRIEFING = str(Path(sys.executable).with_name("briefing"))
WEASYPRINT = str(Path(sys.executable).with_name("weasyprint"))
ENDNOTES = "pandoc, PDF by WeasyPrint (endnotes) + DOCX"
FOOTNOTES = "pandoc, PDF by WeasyPrint (footnotes) + DOCX"
PAGE_NOTES = """
function Note(note)
  return pandoc.Span(pandoc.utils.blocks_to_inlines(note.content), pandoc.Attr("", {"footnote"}))
end
"""
"""pandoc's own HTML puts notes at the end; this filter lets the style sheet put them at the foot of the page, as ours are."""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "workspace"
        workspace.mkdir()
        for name in ("brief.yaml", "sections", "seeds"):
            source = REPOSITORY / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, workspace / name)
        composed = pipeline.document(pipeline.check(Workspace(workspace)))
        text = Path(folder) / "brief.md"
        text.write_text(markdown(composed), encoding="utf-8")
        times = measure(commands(workspace, text))
    print(f"{'':46} {'median s':>9} {'ratio':>7}")
    for name, (median, reference) in times.items():
        ratio = f"{median / times[reference][0]:7.2f}  of {reference}" if reference else ""
        print(f"{name:46} {median:9.2f} {ratio}")


def commands(workspace: Path, text: Path) -> dict[str, tuple[Callable[[], None], str]]:
    """What is timed, by name: the run, and the name of what it is to be compared with."""
    pandoc = pypandoc.get_pandoc_path()
    here = ["--workspace", str(workspace)]

    def cold() -> None:
        shutil.rmtree(workspace / ".briefing", ignore_errors=True)
        run(BRIEFING, "build", *here)

    page_notes = text.with_name("notes.lua")
    page_notes.write_text(PAGE_NOTES, encoding="utf-8")
    style = text.with_name("notes.css")
    style.write_text(".footnote { float: footnote }", encoding="utf-8")

    def by_pandoc(*more: str) -> None:
        run(pandoc, str(text), "-s", "--toc", f"--pdf-engine={WEASYPRINT}", *more, "-o", str(text.with_suffix(".pdf")))
        run(pandoc, str(text), "-s", "--toc", "-o", str(text.with_suffix(".docx")))

    return {
        ENDNOTES: (by_pandoc, ""),
        FOOTNOTES: (lambda: by_pandoc(f"--lua-filter={page_notes}", f"--css={style}"), ""),
        "briefing build, cold": (cold, FOOTNOTES),
        "briefing build, nothing changed": (lambda: run(BRIEFING, "build", *here), "briefing build, cold"),
        "briefing check": (lambda: run(BRIEFING, "check", *here), "briefing build, cold"),
        "briefing --help": (lambda: run(BRIEFING, "--help"), "briefing build, cold"),
    }


def measure(timed: dict[str, tuple[Callable[[], None], str]]) -> dict[str, tuple[float, str]]:
    taken: dict[str, list[float]] = {name: [] for name in timed}
    for _ in range(ROUNDS):
        for name, (work, _) in timed.items():
            start = time.perf_counter()
            work()
            taken[name].append(time.perf_counter() - start)
    return {name: (statistics.median(taken[name]), reference) for name, (_, reference) in timed.items()}


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


# The document as pandoc's Markdown ------------------------------------------------------------------------------------------


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
    main()
