"""How a very large workspace is borne: seconds and memory at three sizes, the largest with 10,000 facts and 1,000 originals.

The workspace is made up, from a few words and a fixed seed, and sound: every quotation stands in its original, every value in
its quotation, every number of a sentence in the claim that it cites. What grows in proportion has the ratio 2.0 at twice the
size. `--keep DIR` writes the largest one there for looking at, and times nothing.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import multiprocessing
import os
import re
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

BRIEFING = str(Path(sys.executable).with_name("briefing"))
FACTS, SOURCES, SECTIONS = 10_000, 1_000, 100
PARTS = (4, 2, 1)
"""The sizes: a quarter, a half, the whole."""
PARAGRAPHS, WORDS, MANY = 50, 1_000, 40
"""Paragraphs of a section, of two sentences each; words of an original; claims of the one fact that has many."""

VOCABULARY = """
north south east west upper lower old new inner outer long broad
quay mill yard shed weir wharf kiln barn dock ferry market granary
barley oats rye wool flax salt timber coal slate hops honey leather copper tin resin cork
crates barrels sacks bales tonnes cartloads
counted weighed stored landed recorded
damp sold stored milled shipped spoiled
spring summer autumn winter
Tarn Welby Ashcombe Brill Corran Dunmore Elder Fenwick Garth Holm Irby Keld Lorn Marsk Norby Orme Pell Quern Ravel Selby
Courier Gazette Herald Observer Record Register Standard Chronicle Mercury Argus
Ames Birch Cole Dean Ely Frost Gale Hale Ives Judd Kerr Lamb Moss Nash Orr Page Rudd Shaw Todd Vane
""".strip()
SIDES, SITES, GOODS, UNITS, VERBS, STATES, SEASONS, TOWNS, PAPERS, NAMES = map(str.split, VOCABULARY.split("\n"))
FILLER_TEXT = """
the a of and to in on by with from as it that which was were had their its harbour river town council ferry road bridge
keeper clerk miller farmer carter boat wagon ledger tide rain wind frost field hill gate stone rope lamp bell work trade
price talk letter market morning evening slow quiet early late heavy light narrow wide grey green plain small large good
came went stood carried brought kept told asked found left held turned opened closed moved waited worked looked spoke
"""
FILLER = FILLER_TEXT.strip().replace("\n", " ").split(" ")


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact, the words in which each source tells it, and a clause that may stand in the brief."""

    id: str
    label: str
    value: str
    unit: str
    clause: str
    tellings: tuple[tuple[int, str], ...]
    """Source by number, and quotation."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, metavar="DIR", help="write the largest workspace there, and time nothing")
    parser.add_argument("--part", type=int, default=1, metavar="N", help="with --keep: the N-th part of it")
    chosen = parser.parse_args()
    if chosen.keep:
        write(chosen.keep, chosen.part)
        return
    print(f"{'':44} {'seconds':>8} {'ratio':>6} {'MiB':>6} {'ratio':>6}")
    first: dict[str, tuple[float, float]] = {}
    for part in PARTS:
        with tempfile.TemporaryDirectory() as folder:
            # In a process of its own: a process's peak of memory is told with that of the one which started it.
            made = multiprocessing.get_context("spawn").Process(target=write, args=(Path(folder), part))
            made.start()
            made.join()
            for name, run in runs(Path(folder)).items():
                seconds, memory = run()
                first.setdefault(name, (seconds, memory))
                ratios = seconds / first[name][0], memory / first[name][1]
                print(f"{f'{FACTS // part:,} facts: {name}':44} {seconds:8.2f} {ratios[0]:6.1f} {memory:6.0f} {ratios[1]:6.1f}")


def runs(workspace: Path) -> dict[str, Callable[[], tuple[float, float]]]:
    """What is timed, by name, in the order in which it happens."""
    return {
        "check, cold": lambda: timed("check", workspace),
        "check, nothing changed": lambda: timed("check", workspace),
        "verify": lambda: timed("verify", workspace),
        "check, with the lock": lambda: timed("check", workspace),
        "check, no sentence cited": lambda: timed("check", spoil(workspace / "sections", r"\s*\[@[^\]]*\]", ""), code=1),
        "check, every claim misspelt": lambda: timed("check", spoil(workspace / "seeds/facts", "status:", "sttaus:"), code=1),
    }


def timed(command: str, workspace: Path, code: int = 0) -> tuple[float, float]:
    """Run a command of `briefing`: its seconds, and the most memory that it held, in MiB."""
    environment = {name: value for name, value in os.environ.items() if name != "BRIEFING_ORIGINALS"}
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen([BRIEFING, command, "-w", str(workspace)], stdout=said, stderr=said, env=environment)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != code:
            said.seek(0)
            raise SystemExit(f"briefing {command} ended with {process.returncode}:\n{said.read(4000).decode()}")
    return seconds, used.ru_maxrss / 1024


def spoil(folder: Path, sound: str, wrong: str) -> Path:
    """Put something wrong into every file of a folder. The workspace."""
    for path in folder.iterdir():
        path.write_text(re.sub(sound, wrong, path.read_text(encoding="utf-8")), encoding="utf-8")
    return next(parent for parent in folder.parents if (parent / "brief.yaml").exists())


# The workspace --------------------------------------------------------------------------------------------------------------


def write(root: Path, part: int) -> None:
    """The workspace, or the n-th part of it."""
    write_of(root, FACTS // part, SOURCES // part, SECTIONS // part)


def write_of(root: Path, facts: int, sources: int, sections: int) -> None:
    """A workspace of so many facts, originals and sections."""
    told: list[list[str]] = [[] for _ in range(sources)]
    clauses: list[tuple[str, str]] = []
    for file in range(sections):
        text = []
        for number in range(file * facts // sections, (file + 1) * facts // sections):
            fact = invented(number, sources)
            clauses.append((fact.id, fact.clause))
            for source, quote in fact.tellings:
                told[source].append(quote)
            text.append(fact_yaml(fact))
        put(root / f"seeds/facts/ledger-{file:03}.yaml", "\n".join(text))
    for file in range(max(sources // 50, 1)):
        text = []
        for source in range(file * 50, min((file + 1) * 50, sources)):
            article = original(source, told[source])
            put(root / "seeds/originals" / f"{source_id(source)}.txt", article)
            text.append(source_yaml(source, article))
        put(root / f"seeds/sources/papers-{file:02}.yaml", "\n".join(text))
    names = [f"part-{number:03}" for number in range(sections)]
    for number, name in enumerate(names):
        put(root / f"sections/{name}.yaml", section_yaml(number, clauses))
    put(
        root / "brief.yaml",
        "id: large\ntitle: The trade of the river towns\ndate: 2026-02-09\ninformation_cutoff: 2026-02-07\nlanguage: en-GB\n"
        f"sections: [{', '.join(names)}]\n",
    )


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def invented(number: int, sources: int) -> Fact:
    """A fact: six in ten have one claim, three two, one three; the first has forty. No two hold the same amount."""
    random = Random(number)
    side, site, goods = random.choice(SIDES), random.choice(SITES), random.choice(GOODS)
    place = f"the {side} {site}"
    kind = ("number", "number", "share", "money", "number", "date")[number % 6]
    if kind == "number":
        value, unit = str(1_000 + number), random.choice(UNITS)
        ways = [f"{int(value):,} {unit} of {goods} were {verb} at {place}" for verb in VERBS]
        label, clause = f"{goods} at {place}, in {unit}", f"at {place} {int(value):,} {unit} of {goods} were recorded"
    elif kind == "share":
        value, unit, state = f"{1 + number * 98 / FACTS:.2f}", "%", random.choice(STATES)
        ways = [f"{value} per cent of the {goods} at {place} was {state}"]
        label = f"Share of the {goods} at {place} that was {state}"
        clause = f"at {place} {value} per cent of the {goods} was {state}"
    elif kind == "money":
        value, unit, season = str((1_000 + number) * 10_000), "USD", random.choice(SEASONS)
        amount = f"${int(value) / 1_000_000:.2f} million"
        ways = [f"repairs at {place} cost {amount} in the {season}"]
        label, clause = f"Cost of repairs at {place} in the {season}", ways[0]
    else:
        day = datetime.date(1990, 1, 1) + datetime.timedelta(days=number)
        value, unit = day.isoformat(), ""
        ways = [f"{place} was opened to {goods} on {day.day} {day:%B %Y}"]
        label, clause = f"Opening of {place} to {goods}", ways[0]
    claims = MANY if number == 0 else (1, 1, 1, 1, 1, 1, 2, 2, 2, 3)[random.randrange(10)]
    tellings = tuple(((number + turn * 37) % sources, ways[turn % len(ways)]) for turn in range(claims))
    return Fact(f"{goods}-{side}-{site}-{number:05}", label[0].upper() + label[1:], value, unit, clause, tellings)


def fact_yaml(fact: Fact) -> str:
    lines = [f"{fact.id}:", f"  label: {fact.label}", "  claims:"]
    for source, quote in fact.tellings:
        lines.append(f"    - value: {fact.value}" if fact.unit else f'    - value: "{fact.value}"')
        lines += [f"      unit: '{fact.unit}'"] if fact.unit else []
        lines += ["      status: reported", f"      source: {source_id(source)}", f"      quote: {quote}"]
    return "\n".join(lines) + "\n"


def source_id(number: int) -> str:
    return f"{TOWNS[number % 20]}-{PAPERS[number // 20 % 10]}-{number:04}".lower()


def original(number: int, quotes: list[str]) -> str:
    """An article: a headline, then a paragraph for each quotation, filled up with words to the length of an original."""
    random = Random(f"original {number}")
    spare = WORDS - sum(len(quote.split()) for quote in quotes)
    length = max(spare // max(len(quotes), 1) // 2, 8)
    paragraphs = []
    for quote in quotes or [""]:
        told = f"The clerk wrote that {quote}." if quote else ""
        paragraphs.append(" ".join([*sentences(random, length), told, *sentences(random, length)]))
    return "HARBOUR AND MILL\n" + "\n\n".join(paragraphs) + "\n"


def sentences(random: Random, words: int) -> Iterator[str]:
    while words > 0:
        yield " ".join(random.choices(FILLER, k=min(words, 11))).capitalize() + "."
        words -= 11


def source_yaml(number: int, article: str) -> str:
    town, paper, name = TOWNS[number % 20], PAPERS[number // 20 % 10], NAMES[number * 7 % 20]
    day = datetime.date(2025, 1, 1) + datetime.timedelta(days=number % 365)
    sha256 = hashlib.sha256(article.encode()).hexdigest()
    return f"""{source_id(number)}:
  type: article-newspaper
  title: Harbour and mill, letter {number + 1}
  author: [{{family: {name}, given: {NAMES[number * 3 % 20]}}}]
  container-title: The {town} {paper}
  issued: "{day}"
  URL: https://{town.lower()}-{paper.lower()}.example/{number}
  language: en
  name: the {town} {paper}, letter {number + 1}
  kind: news
  descriptor: A weekly letter on the trade of the river, signed, by one who counts for himself.
  original: {{file: {source_id(number)}.txt, sha256: {sha256}, exclude: [{{lines: 1, what: headline}}]}}
"""


def section_yaml(number: int, clauses: list[tuple[str, str]]) -> str:
    """A section: each sentence tells one fact, every fifth one two."""
    lines = [f"title: The {TOWNS[number % 20]} ledgers", "body:"]
    for paragraph in range(PARAGRAPHS):
        first = (number * PARAGRAPHS + paragraph) * 2
        text = " ".join(sentence(clauses, at % len(clauses)) for at in (first, first + 1))
        lines += ["  - >-", *(f"    {line}" for line in textwrap.wrap(text, 100, break_on_hyphens=False))]
    return "\n".join(lines) + "\n"


def sentence(clauses: list[tuple[str, str]], at: int) -> str:
    told = [clauses[at], *([clauses[at - 1]] if at % 5 == 4 else [])]
    words = ", and ".join(clause for _, clause in told)
    return f"{words[0].upper()}{words[1:]} [{'; '.join(f'@{id}' for id, _ in told)}]."


if __name__ == "__main__":
    main()
