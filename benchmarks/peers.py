"""How quick a build is, beside what else makes a PDF or a Word file of the same text.

The text is made up (`large`), and set by every peer from the same Markdown. Each figure is the median of whole processes, run in
turns, so that all of them meet the same machine; CPU and memory are those of a process and of all that it starts. Ratios, not
seconds, are what to compare between machines. `make bench` writes docs/benchmarks.md; `--quick` is for a look.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from textwrap import dedent

import pypandoc

SIZES = {0: "The brief of this repository", 1: "A text", 4: "4 times the text", 16: "16 times the text"}
REPOSITORY = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
BRIEFING, WEASYPRINT = str(BIN / "briefing"), str(BIN / "weasyprint")
MYST = REPOSITORY / "benchmarks/node_modules/.bin/myst"
NETWORK = "needs the network, for its templates"
ABSENT = "is not installed here"
STRANGE = frozenset({"BRIEFING_ORIGINALS", "PYTHONDONTWRITEBYTECODE"})
"""What would make our program slower, or Python compile it anew each time, which no installed program does."""
LUA = """
function Note(note)
  return pandoc.Span(pandoc.utils.blocks_to_inlines(note.content), pandoc.Attr("", {"footnote"}))
end
"""
"""pandoc's own HTML puts notes at the end; this filter lets the style sheet put them at the foot of the page, as ours are."""
TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"
DOCXTPL = """
import sys
from pathlib import Path
from docxtpl import DocxTemplate
template = DocxTemplate(sys.argv[1])
template.render({"paragraphs": Path(sys.argv[2]).read_text(encoding="utf-8").split("\\n\\n")})
template.save(sys.argv[3])
"""


@dataclass(frozen=True)
class Contender:
    """Something that makes a product: shell words to run one after the other, or why it cannot run here."""

    name: str
    kind: str
    """PDF or DOCX."""
    commands: tuple[tuple[str, ...], ...] = ()
    before: Callable[[], None] = lambda: None
    """What is done before each run, and not timed."""
    lacks: str = ""
    product: Path | None = None
    """The file, or the folder in which it is."""


@dataclass(frozen=True)
class Run:
    """What whole processes took."""

    wall: float
    cpu: float
    memory: float
    """MiB, at the peak of the largest of them."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the brief of this repository, once")
    parser.add_argument(
        "--rounds", type=int, default=5, metavar="N", help="how often each is run (5); a third of it at the largest size"
    )
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the tables there too")
    chosen = parser.parse_args()
    shown = [head()]
    for size in (0,) if chosen.quick else SIZES:
        rounds = 1 if chosen.quick else max(chosen.rounds // (3 if size == max(SIZES) else 1), 1)
        with tempfile.TemporaryDirectory() as folder:
            contenders = prepared(Path(folder), size)
            shown.append(table(size, rounds, contenders, measured(contenders, rounds)))
    text = "\n".join(shown)
    sys.stdout.write(text)
    if chosen.write:
        chosen.write.write_text(text, encoding="utf-8")


# What is run -----------------------------------------------------------------------------------------------------------------


def prepared(folder: Path, size: int) -> list[Contender]:
    """The brief of a size in a folder, and all that will set it."""
    # In a process of its own: a process's peak of memory is told with that of the one which started it.
    subprocess.run((sys.executable, "-m", "benchmarks.text", str(folder), str(size)), check=True, cwd=REPOSITORY)
    (folder / "notes.lua").write_text(LUA, encoding="utf-8")
    (folder / "notes.css").write_text(".footnote { float: footnote }", encoding="utf-8")
    return [*ours(folder / "workspace"), *peers(folder)]


def ours(workspace: Path) -> Iterator[Contender]:
    section = workspace / "sections/part-000.yaml"

    def cold() -> None:
        shutil.rmtree(workspace / ".briefing", ignore_errors=True)

    def anew() -> None:
        shutil.rmtree(workspace / ".briefing/builds", ignore_errors=True)

    def change() -> None:
        """One sentence says the same in other words than the last time."""
        text = section.read_text(encoding="utf-8")
        words = ("were recorded", "were duly recorded")
        old, new = words if words[1] not in text else words[::-1]
        section.write_text(text.replace(old, new, 1), encoding="utf-8")

    for kind in ("PDF", "DOCX"):
        command = (BRIEFING, "build", "-w", str(workspace), "-f", kind.lower())
        yield Contender("briefing, cold", kind, (command,), cold, product=workspace / "out")
        if section.exists():
            yield Contender("briefing, one sentence changed", kind, (command,), change)
        else:  # the brief of this repository
            yield Contender("briefing, anew, its charts kept", kind, (command,), anew)
        yield Contender("briefing, nothing changed", kind, (command,))


def peers(folder: Path) -> Iterator[Contender]:
    pandoc = pypandoc.get_pandoc_path()
    text = str(folder / "brief.md")

    def through(
        name: str, kind: str, *arguments: str, then: tuple[tuple[str, ...], ...] = (), ends: str, lacking: str = ""
    ) -> Contender:
        product = folder / f"{name.rsplit(maxsplit=1)[-1].lower().replace('/', '-')}.{ends}"
        pictures = (f"--resource-path={folder}", f"--default-image-extension={'svg' if kind == 'PDF' else 'png'}")
        first = (pandoc, text, "-s", "--toc", *pictures, *arguments, "-o", str(product))
        made = product.with_suffix(".pdf") if kind == "PDF" else product
        return Contender(name, kind, (first, *then), lacks=lacking, product=made)

    foot = (f"--lua-filter={folder / 'notes.lua'}", f"--css={folder / 'notes.css'}")
    yield through("pandoc and WeasyPrint", "PDF", f"--pdf-engine={WEASYPRINT}", *foot, ends="pdf")
    tagged = "--pdf-engine-opt=--pdf-variant=pdf/ua-1"
    yield through("pandoc and WeasyPrint, PDF/UA", "PDF", f"--pdf-engine={WEASYPRINT}", tagged, *foot, ends="pdf")
    setting = (sys.executable, "-c", TYPST, str(folder / "typst.typ"), str(folder / "typst.pdf"))
    yield through("pandoc and Typst", "PDF", "-t", "typst", then=(setting,), ends="typ", lacking=_lacking("typst"))
    yield through(
        "pandoc and XeLaTeX", "PDF", "--pdf-engine=xelatex", ends="pdf", lacking="" if shutil.which("xelatex") else ABSENT
    )
    yield Contender("mystmd and Typst", "PDF", lacks=NETWORK if MYST.exists() else ABSENT)
    yield through("pandoc", "DOCX", ends="docx")
    filling = (sys.executable, "-c", DOCXTPL, str(folder / "template.docx"), text, str(folder / "filled.docx"))
    yield Contender("docxtpl (no notes)", "DOCX", (filling,), lacks=_lacking("docxtpl"), product=folder / "filled.docx")


def _lacking(package: str) -> str:
    return "" if find_spec(package) else ABSENT


# How it is measured and told --------------------------------------------------------------------------------------------------


def measured(contenders: list[Contender], rounds: int) -> dict[int, list[Run]]:
    """The runs of each contender by its place, taken in turns."""
    runs: dict[int, list[Run]] = {at: [] for at, one in enumerate(contenders) if not one.lacks}
    for _ in range(rounds):
        for at, taken in runs.items():
            contenders[at].before()
            parts = [run(command) for command in contenders[at].commands]
            whole = Run(sum(one.wall for one in parts), sum(one.cpu for one in parts), max(one.memory for one in parts))
            taken.append(whole)
    return runs


def run(command: tuple[str, ...]) -> Run:
    environment = {name: value for name, value in os.environ.items() if name not in STRANGE}
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=said, stderr=said, env=environment)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise SystemExit(f"{command[0]} ended with {process.returncode}:\n{said.read(4000).decode()}")
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def head() -> str:
    with Path("/proc/cpuinfo").open(encoding="utf-8") as told:
        model = next((line.partition(":")[2].strip() for line in told if line.startswith("model name")), platform.machine())
    return dedent(f"""\
        # Side by side

        Written by `make bench` on {datetime.date.today():%d %B %Y}: {os.cpu_count()} cores ({model}), {platform.system()},
        Python {platform.python_version()}. The same text everywhere, as whole processes in turns; the middle of several runs.
        What is read off these tables is the ratio: it holds on other machines, seconds do not. Every peer sets the text as it
        does by itself, so pages differ. Ours checks the text, writes PDF/UA and PDF/A with the evidence attached, and draws the
        charts, which the others get as pictures.
        """)


def table(size: int, rounds: int, contenders: list[Contender], runs: dict[int, list[Run]]) -> str:
    """A size as a table of Markdown. The ratio is the wall time over that of the first contender of its kind, which is ours."""
    lines = [
        f"\n## {SIZES[size]} ({rounds} {'run' if rounds == 1 else 'runs'})\n",
        "| | product | pages | wall s | CPU s | peak MiB | ratio |",
        "|---|---|---:|---:|---:|---:|---:|",
    ]
    first: dict[str, float] = {}
    for at, one in sorted(enumerate(contenders), key=lambda entry: entry[1].kind, reverse=True):
        if one.lacks:
            lines.append(f"| {one.name} | {one.kind} | {one.lacks} | | | | |")
            continue
        wall, cpu, memory = (statistics.median(getattr(taken, what) for taken in runs[at]) for what in ("wall", "cpu", "memory"))
        ratio = wall / first.setdefault(one.kind, wall)
        lines.append(f"| {one.name} | {one.kind} | {pages(one)} | {wall:.2f} | {cpu:.2f} | {memory:.0f} | {ratio:.2f} |")
    return "\n".join(lines) + "\n"


def pages(one: Contender) -> str:
    from pypdf import PdfReader  # noqa: PLC0415 - when all is measured: it would count as memory of what is started

    if one.kind != "PDF" or one.product is None:
        return ""
    product = next(one.product.glob("*.pdf")) if one.product.is_dir() else one.product
    return str(len(PdfReader(product).pages))


if __name__ == "__main__":
    main()
