"""How many faults the check finds: plants them, one at a time, into copies of the workspace, and tells by kind which were seen.

Every fault is one that a careful reader with the articles would call wrong or unsupported: a digit, a date, a unit, a bound or a
"not" changed, a quotation altered or spliced, a source or a speaker swapped, an attribution or a citation gone, a dispute hidden.
Those written by hand are in `faults/*.txt`, for anybody to add to; the others are made from the YAML as it stands, by a seeded
choice, in `kinds/`. Nothing in either knows how the checks work. What counts as found is told in `running`.

The articles are needed: they are looked for where BRIEFING_ORIGINALS says, and in seeds/originals/.

    make faults                                        # the table
    python -m benchmarks.mutations --missed            # and every fault that was not found
    python -m benchmarks.mutations --kind prose-date --list
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

if not __package__:  # run as a folder, `python benchmarks/mutations`
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.mutations.brief import Brief
from benchmarks.mutations.choosing import choose
from benchmarks.mutations.edits import Fault
from benchmarks.mutations.kinds import KINDS
from benchmarks.mutations.report import baseline_told, outcome_told, table, told, unplaced_told
from benchmarks.mutations.running import ORIGINALS_VARIABLE, Outcome, diagnostics, run_all
from benchmarks.mutations.written import all_written

REPOSITORY = Path(__file__).resolve().parents[2]


def main() -> None:
    """Plant the faults that are asked for, and print what was found."""
    options = read_options()
    names = read_kinds(options.kind)
    originals = find_originals(options.workspace)
    os.environ[ORIGINALS_VARIABLE] = str(originals)
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        brief = read_brief(options.workspace, root, originals)
        planted = choose(brief, names, options.seed, options.most)
        if options.dry:
            tell(told(brief, fault) for fault in planted)
            tell(unplaced_told())
            print(f"{len(planted)} faults of {len({fault.kind for fault in planted})} kinds")
            return
        tell(baseline_told(diagnostics(root)))
        began, program = time.monotonic(), fingerprint()
        outcomes = run(brief, root, originals, planted, options)
    print()
    tell(table(planted, outcomes))
    crashed = sum(1 for outcome in outcomes if outcome.crash)
    print(
        f"seed {options.seed}, {len(planted)} faults, {time.monotonic() - began:.0f} s"
        + f"; the check FAILED on {crashed}" * bool(crashed)
    )
    tell(unplaced_told())
    if fingerprint() != program:
        print("WARNING: the program's files changed while this ran.")


def read_options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser("python -m benchmarks.mutations", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another choice of sites (default 1)")
    parser.add_argument("--most", type=int, metavar="N", help="at most N faults in all, spread over the kinds")
    parser.add_argument("--kind", action="append", metavar="K", help="only kinds whose name begins so; may be given again")
    parser.add_argument("--list", action="store_true", help="print each fault and the rule that found it")
    parser.add_argument("--missed", action="store_true", help="print each fault that was not found")
    parser.add_argument("--dry", action="store_true", help="run nothing: print the faults")
    parser.add_argument("--workspace", type=Path, default=REPOSITORY, metavar="DIR", help="default: this repository")
    return parser.parse_args()


def read_kinds(beginnings: Sequence[str] | None) -> list[str]:
    """The kinds that are asked for."""
    if strange := sorted(set(all_written()) - set(KINDS)):
        raise SystemExit(f"faults/*.txt: there is no kind {', '.join(strange)}; there are: {', '.join(KINDS)}")
    names = [name for name in KINDS if not beginnings or name.startswith(tuple(beginnings))]
    if not names:
        raise SystemExit(f"there is no such kind; there are: {', '.join(KINDS)}")
    return names


def find_originals(workspace: Path) -> Path:
    """The folder of the articles."""
    folder = Path(os.environ.get(ORIGINALS_VARIABLE) or workspace / "seeds" / "originals")
    if not folder.is_dir():
        raise SystemExit(f"there are no articles: name their folder in {ORIGINALS_VARIABLE}")
    return folder


def read_brief(workspace: Path, root: Path, originals: Path) -> Brief:
    """The workspace, copied to a folder so that nobody changes it while this runs."""
    for name in ("brief.yaml", "sections", "seeds"):
        source = workspace / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / name)
    paths = [Path("brief.yaml"), *(path.relative_to(root) for path in sorted(root.rglob("*.yaml")) if path.parent != root)]
    return Brief({path.as_posix(): (root / path).read_text(encoding="utf-8") for path in paths}, originals)


def run(brief: Brief, root: Path, originals: Path, planted: Sequence[Fault], options: argparse.Namespace) -> list[Outcome]:
    """Run the faults, and print of each what is asked for, and every failure of the check itself."""
    outcomes = []
    for fault, outcome in zip(planted, run_all(root, originals, planted), strict=True):
        outcomes.append(outcome)
        if options.list or outcome.crash or (options.missed and not outcome.near):
            tell([told(brief, fault), outcome_told(outcome)])
    return outcomes


def fingerprint() -> list[tuple[str, int]]:
    """The program's files as they are now: where they change, a run means little."""
    import briefing  # noqa: PLC0415

    package = Path(briefing.__file__).parent
    return sorted((str(path), path.stat().st_mtime_ns) for path in package.rglob("*.py"))


def tell(lines: Iterable[str]) -> None:
    """Print lines, at once."""
    for line in lines:
        print(line, flush=True)


if __name__ == "__main__":
    main()
