"""Dates: a day, a month or a year moved, in claims and in prose."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from random import Random

from benchmarks.mutations.brief import Brief
from benchmarks.mutations.edits import Fault, change, replaced
from benchmarks.mutations.kind import MANY, Table
from benchmarks.mutations.prose import outside_citations
from benchmarks.mutations.sheets import Scalar

TABLE = Table()

MONTHS = tuple(calendar.month_name[1:])
MONTH = "|".join(MONTHS)
DATE = re.compile(
    rf"\b(?P<d>\d{{1,2}}) (?P<m>{MONTH})\b(?: (?P<y>\d{{4}}))?"
    rf"|\b(?P<m2>{MONTH})\b(?: (?P<y2>\d{{4}}))?"
    r"|\b(?P<y3>20\d\d)\b"
)
_DATES = ("3 February 2026", "3 January 2026", "7 January 2026")
"""Days that the brief tells of."""


def wrong_dates(date: str, random: Random) -> list[str]:
    """A day, month or year moved, day and month exchanged, or a day put in where there was none."""
    parts = [int(part) for part in date.split("-")]
    found = [[parts[0] + random.choice((-1, 1, -2)), *parts[1:]]]
    if len(parts) > 1:
        found.append([parts[0], parts[1] % 12 + random.choice((1, 2)) if parts[1] < 11 else 1, *parts[2:]])
    if len(parts) > 2:
        found += [[*parts[:2], (parts[2] + more) % 28 + 1] for more in (0, random.choice((4, 9)))]
        if parts[1] != parts[2] <= 12:
            found.append([parts[0], parts[2], parts[1]])
    else:
        found.append([*parts, random.randint(2, 12)])
    return ["-".join(f"{part:02}" for part in one) for one in found]


def other_month(month: str, random: Random) -> str:
    """Another month."""
    return random.choice([one for one in MONTHS if one != month])


@TABLE.kind("claim-date", MANY)
def _claim_date(brief: Brief, random: Random) -> Iterator[Fault]:
    for claim in brief.claims:
        value = claim.texts["value"]
        if re.fullmatch(r"\d{4}(-\d\d)*", value.value) and value.style:
            for new in wrong_dates(value.value, random):
                yield replaced(value, new)


@TABLE.kind("claim-as-of")
def _claim_as_of(brief: Brief, random: Random) -> Iterator[Fault]:
    for claim in brief.claims:
        if "as_of" in claim.texts:
            yield from _moved_dates(claim.texts["as_of"], random)


@TABLE.kind("prose-date", MANY)
def _prose_date(brief: Brief, random: Random) -> Iterator[Fault]:
    for scalar in brief.prose:
        yield from _moved_dates(scalar, random)
    for scalar in brief.scalars:
        if scalar.path.startswith("sections/") and scalar.keys[-1] == "date":
            for new in wrong_dates(scalar.value, random):
                yield replaced(scalar, new)


def _moved_dates(scalar: Scalar, random: Random) -> Iterator[Fault]:
    """The parts of each date moved; and for a whole date, another date of the brief."""
    for match in outside_citations(scalar.value, DATE):
        site = f"{scalar.path}:{scalar.start}:{match.start()}"
        for name, text in match.groupdict().items():
            if not text:
                continue
            if name == "d":
                new = str(random.choice([day for day in range(1, 29) if day != int(text)]))
            elif name.startswith("m"):
                new = other_month(text, random)
            else:
                new = str(int(text) + random.choice((-2, -1, 1)))
            yield change(scalar, (match.start(name), match.end(name), new), site=site)
        if match["d"] and match["y"]:
            new = random.choice([day for day in _DATES if day != match[0]])
            yield change(scalar, (match.start(), match.end(), new), site=site)
