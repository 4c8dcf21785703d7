"""How much quicker two processes build several briefs than one: eight editions of the brief of this repository, in turns."""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.peers import BRIEFING, REPOSITORY, Run, run

EDITIONS = 8


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="how often each is run (3)")
    parser.add_argument("--append", type=Path, metavar="FILE", help="write the table to the end of it too")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        workspace = prepared(Path(folder))
        runs: dict[int, list[Run]] = {1: [], 2: []}
        for _ in range(chosen.rounds):
            for jobs, taken in runs.items():
                for made in ("out", ".briefing"):
                    shutil.rmtree(workspace / made, ignore_errors=True)
                taken.append(run((BRIEFING, "build", "--all", "--jobs", str(jobs), "-w", str(workspace))))
    text = table(chosen.rounds, runs)
    sys.stdout.write(text)
    if chosen.append:
        with chosen.append.open("a", encoding="utf-8") as file:
            file.write(text)


def prepared(folder: Path) -> Path:
    """A workspace with the brief under several names."""
    for name in ("sections", "seeds"):
        shutil.copytree(REPOSITORY / name, folder / name)
    manifest = (REPOSITORY / "brief.yaml").read_text(encoding="utf-8")
    for number in range(EDITIONS):
        name = "brief.yaml" if number == 0 else f"edition-{number}.yaml"
        text = manifest.replace("id: colombia-us-2026-02\n", f"id: edition-{number}\n", 1)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def table(rounds: int, runs: dict[int, list[Run]]) -> str:
    lines = [
        f"\n## {EDITIONS} briefs at once, cold ({rounds} runs)\n",
        "| | wall s | CPU s | throughput |",
        "|---|---:|---:|---:|",
    ]
    alone = statistics.median(one.wall for one in runs[1])
    for jobs, taken in runs.items():
        wall, cpu = (statistics.median(getattr(one, what) for one in taken) for what in ("wall", "cpu"))
        lines.append(f"| `--jobs {jobs}` | {wall:.1f} | {cpu:.1f} | {alone / wall:.2f} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
