"""What numbers, quantities and dates English text names, in examples that need no knowledge of the program."""

from __future__ import annotations

import re
import string
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.english.dates import DateMention, dates
from briefing.english.folding import fold
from briefing.english.number_words import NUMBER_WORDS
from briefing.english.quantities import Quantity, quantities
from briefing.english.units import DIMENSIONS, DURATIONS, MEASURES, MONEY, canonical, stem

_BOUNDS = {
    ("exact", False): "",
    ("approx", False): "about ",
    ("min", False): "at least ",
    ("min", True): "more than ",
    ("max", False): "at most ",
    ("max", True): "less than ",
}


def told(text: str) -> str:
    """The quantities of a text in words: kind unless it is a number, bound, amount, unit, nouns, rate, marks."""
    return "; ".join(_told(one) for one in quantities(text))


def _told(one: Quantity) -> str:
    kind = "" if one.kind == "number" else f"{one.kind}: "
    words = [
        f"{one.amount.normalize():f}",
        one.unit,
        *one.nouns,
        one.rate and f"per {one.rate}",
        "(range)" if one.is_range else "",
    ]
    return kind + _BOUNDS[one.bound, one.is_strict] + " ".join(filter(None, words))


def spans(text: str) -> list[str]:
    return [text[one.start : one.end] for one in quantities(text)]


def dated(text: str) -> str:
    """The dates of a text: year-month-day with a dot for what is not given, the day of the week, `s` for a decade."""
    return "; ".join(_dated(one) for one in dates(text))


def _dated(one: DateMention) -> str:
    parts = (one.year, one.month, one.day)
    shown = "-".join("." if part is None else f"{part:02}" for part in parts).rstrip("-.") or "."
    weekday = "" if one.weekday is None else f" {('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun')[one.weekday]}"
    return f"{shown}{'s' if one.is_decade else ''}{weekday}".removeprefix(". ")


def date_spans(text: str) -> list[str]:
    return [text[one.start : one.end] for one in dates(text)]


# Numbers ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # with what they count
        ("800 approved requests under Petro", "800 approved requests"),
        ("seven military bases in Colombia", "7 military bases"),
        ("Approximately 30,000 Colombian troops were deployed", "about 30000 colombian troops"),
        ("killed at least 126 people across 36 operations", "at least 126 people; 36 operations"),
        ("Colombia has processed 521 extraditions to the US", "521 extraditions"),
        ("36 of the operations", "36 operations"),
        ("four-party talks", "4 party talks"),
        ("36 boats’ crews", "36 boats crews"),
        ("five more boats; 40 more than in 2023", "5 more boats; 40"),
        # figures
        ("261,000 people", "261000 people"),
        ("1\u00a0000\u00a0000 people and 30\u202f000 troops", "1000000 people; 30000 troops"),
        ("30 000 troops", "30000 troops"),
        ("a score of 2.5", "2.5"),
        ("-5 degrees, −5 degrees, +3 points", "-5 degrees; -5 degrees; 3 points"),
        ("2½ points, ½ of it", "2.5 points; 0.5 fraction"),
        ("30k troops, 5M people, 3bn boats, 1.2 million", "30000 troops; 5000000 people; 3000000000 boats; 1200000"),
        ("Article 5 of Law 2272", "5; 2272"),
        ("2500 boats; killed 1200 in the raid; more than 2000 soldiers", "2500 boats; 1200; more than 2000 soldiers"),
        ("a 6-3 ruling", "6 ruling (range); 3 ruling (range)"),
        ("a 12/15 vote", "12; 15 vote"),
        # number words
        ("zero, one boat, nineteen, twenty-five boats, ninety nine", "0; 1 boat; 19; 25 boats; 99"),
        ("one hundred and fifty people", "150 people"),
        ("two thousand five hundred troops", "2500 troops"),
        ("two hundred thousand; six million", "200000; 6000000"),
        ("a hundred boats, a dozen men, two dozen men", "100 boats; 12 men; 24 men"),
        ("half a million people, one and a half million, two and a half points", "500000 people; 1500000; 2.5 points"),
        ("Two visions of progressivism", "2 visions"),
        ("twenty two-hour meetings", "20; duration: 2 hour"),
        # fractions
        ("one third of the votes, two-thirds, three quarters", "0.333333 fraction votes; 0.666667 fraction; 0.75 fraction"),
        ("half of the members, half the aid, a quarter of coca", "0.5 fraction members; 0.5 fraction aid; 0.25 fraction coca"),
        ("more than half; rose by a third; 2/3 of votes", "more than 0.5 fraction; 0.333333 fraction; 0.666667 fraction votes"),
        ("a quarter of a million people", "250000 people"),
        ("one in five voters; nearly two in three, 1 in 5", "0.2 fraction voters; about 0.666667 fraction; 0.2 fraction"),
        ("one in every ten", "0.1 fraction"),
        ("six in ten Americans; one in a hundred; one in 1,000", "0.6 fraction americans; 0.01 fraction; 0.001 fraction"),
        ("two in five years; two in 36 operations", "2; duration: 5 year; 2; 36 operations"),
        ("five in two cities; the one in 10 cities", "5; 2 cities; 10 cities"),
        ("killed two in three strikes; two boats in five days; one in 2024", "2; 3 strikes; 2 boats; duration: 5 day"),
        # vague plurals
        ("hundreds of boats, dozens, tens of thousands of troops", "100 vague boats; 12 vague; 10000 vague troops"),
        ("several hundred people, a few thousand", "100 vague people; 1000 vague"),
        # one
        ("one source reports it; One unsigned text alone", "1 source reports; 1 unsigned text"),
        ("one of them, no one, the one that, one another, this one, one can, one is", ""),
        ("one says so; one emerged from talks; a possible one on drugs; but one that seems; one-time; Air Force One landed", ""),
        ("one or two sources", "1 sources (range); 2 sources (range)"),
        ("at least one of them, one or more sources, fewer than one", "at least 1; at least 1 sources; less than 1"),
        ("fact in one account and one meeting in May", "1 account; 1 meeting"),
    ],
)  # fmt: skip
def test_a_number_and_what_it_counts(text: str, expected: str) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "COVID-19, G7, F-16, A4, P5+1, M-19, x64, 5x",
        "version 1.2.3",
        "see https://example.org/12/a34?b=5 and www.example.org/7, or write to a.12@example.org; example.com/2024/03",
        "round the clock, 24/7, since 9/11",
        "no concrete agreement; nobody; none",
        "at first, first of all, first and foremost, First Lady Melania Trump, the First World War",
        "First, it says so. Second, it does not.",
        "When they first met, Petro first refused",
        "one-off, two-way, zero tolerance, net zero",
        "years-long; months of talks; of a year not given; without a year",
        "a second",
        "last year, last month; by the last week of March; the last day of talks; in the last week of March; this past year",
        "in the last minute deal, at the last minute, on the last day, the past year’s talks, for the last day before it",
        "2026 follows from the order of events; 2024 was; 2025 saw it, and 2023 marks it",
        "Roman numeral IV",
        "one of Washington’s most stable allies",
        "in the first-class cabin, at first hand, second-hand, third-party",
        "March on, said May",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert spans(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what ends the words that a number may count
        ("two people according to Ana Silva; two according to her", "2 people; 2"),
        ("about 2,900 according to police; 40 compared with 30; 36 citing police", "about 2900; 40; 30; 36"),
        ("two boats belonging to them; 12 men alone; 36 familiar with it; 36 died", "2 boats; 12 men; 36; 36"),
        ("not even one in six took part", "less than 0.166667 fraction"),
        ("less than a third get treatment", "less than 0.333333 fraction"),
        # minus
        ("minus 12 degrees; a low of minus 12; −12; -12", "-12 degrees; -12; -12; -12"),
        ("fell to minus twelve degrees; between 5 and minus 3", "-12 degrees; 5 (range); -3 (range)"),
        ("10 minus 2; ten boats minus two; 5% minus 2", "10; 2; 10 boats; 2; percent: 5; 2"),
        ("minus 0.3 per cent; minus $5m", "percent: -0.3; money: -5000000 USD"),
        # the letters before a currency sign
        ("The company’s $3bn was; Singapore’s S$3bn", "money: 3000000000 USD; money: 3000000000 SGD"),
        ("the boys $5, ‘US$5’, ‘$5’", "money: 5 USD; money: 5 USD; money: 5 USD"),
        ("told us $5; US $5; U.S. $5; grade A $5; A$5", "; ".join(["money: 5 USD"] * 4 + ["money: 5 AUD"])),
        # a million or a metre
        ("12m shirts; 35m euros; 1.2m bpd", "12000000 shirts; money: 35000000 EUR; 1200000 bpd"),
        ("3m people, 2m jobs, 3m homes, 3m new doses", "3000000 people; 2000000 jobs; 3000000 homes; 3000000 new doses"),
        ("740m dollars; US$0.74 billion; 35m Swiss francs", "money: 740000000 USD; money: 740000000 USD; money: 35000000 CHF"),
        ("the 100m sprint; a 50m pool; the 100m hurdles; two 50m pools", "100 m; 50 m; 100 m; 2; 50 m"),
        ("12m deep, 12m high, 12m long, 12m of pipe; 12m was; 12m towards it", "; ".join(["12 m"] * 6)),
        # parts of a percentage point, and of a period
        ("half a percentage point; a quarter of a percentage point", "percent: 0.5 pp; percent: 0.25 pp"),
        ("one and a half percentage points; more than half a percentage point", "percent: 1.5 pp; percent: more than 0.5 pp"),
        ("three quarters of a percentage point; a half-percentage-point cut", "percent: 0.75 pp; percent: 0.5 pp"),
        ("half a point", ""),
        ("over half a year; more than half a year", "duration: more than 0.5 year; duration: more than 0.5 year"),
        # shares with their noun between
        ("nearly one patient in five; one shop in five closed", "about 0.2 fraction patient; 0.2 fraction shop"),
        ("not even one season-ticket holder in six", "less than 0.166667 fraction season-ticket holder"),
        ("one woman in four lives alone; one child in every 20", "0.25 fraction woman; 0.05 fraction child"),
        ("two out of three; 7 out of every 12", "0.666667 fraction; 0.583333 fraction"),
        ("three in every ten households", "0.3 fraction households"),
        ("one man in 2025; one in March; one man in two fast cars", "1 man; 1 man; 2 fast cars"),
        ("two boats in five harbours; three men in two cars; one man in 30", "2 boats; 5 harbours; 3 men; 2 cars; 1 man; 30"),
        # shares that could be ordinals
        ("lost a fifth of it; down by a fifth; by a tenth until", "0.2 fraction; 0.2 fraction; 0.1 fraction"),
        ("nearly a third below; a fifth since 2022; up a quarter", "about 0.333333 fraction; 0.2 fraction; 0.25 fraction"),
        ("a third case; a third term; about a third case", "ordinal: 3 case; ordinal: 3 term; ordinal: 3 case"),
        ("a fifth columnist; set up a third in May; up a third flight", "ordinal: 5 columnist; ordinal: 3; ordinal: 3 flight"),
        # bounds
        ("topped $740 million; surpassed $5", "money: more than 740000000 USD; money: more than 5 USD"),
        ("left over two years; charged over €350,000", "duration: more than 2 year; money: more than 350000 EUR"),
    ],
)  # fmt: skip
def test_how_newspapers_write_numbers(text: str, expected: str) -> None:
    assert told(text) == expected


# Ordinals, money, percentages, measures -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trump’s second term", "ordinal: 2 term"),
        ("the country’s first leftist president", "ordinal: 1 leftist president"),
        ("the first reported case", "ordinal: 1 reported case"),
        ("1st, 2nd boat, 21st century, twenty-first", "ordinal: 1; ordinal: 2 boat; ordinal: 21 century; ordinal: 21"),
        ("the third quarter; a third term; every second voter", "ordinal: 3 quarter; ordinal: 3 term; ordinal: 2 voter"),
        ("first half of the year", "ordinal: 1 half"),
        ("The first names no step", "ordinal: 1 names"),
        # money
        ("more than $740 million in 2023", "money: more than 740000000 USD"),
        ("approximately $450mn annually in US assistance", "money: about 450000000 USD per year"),
        ("$740m, $3bn, $3b", "money: 740000000 USD; money: 3000000000 USD; money: 3000000000 USD"),
        ("$5k, $5 m, $1tn", "money: 5000 USD; money: 5000000 USD; money: 1000000000000 USD"),
        ("US$5m, USD 5 million, C$40, R$40", "money: 5000000 USD; money: 5000000 USD; money: 40 CAD; money: 40 BRL"),
        ("€3bn, EUR 5, £2.5 million", "money: 3000000000 EUR; money: 5 EUR; money: 2500000 GBP"),
        ("¥500, COP 300,000", "money: 500 JPY; money: 300000 COP"),
        ("740 million dollars, 5 euros, 5 USD", "money: 740000000 USD; money: 5 EUR; money: 5 USD"),
        ("3 million pounds, 3 million pounds of coca", "money: 3000000 GBP; 3000000 lb"),
        ("three million pounds sterling, 500 Swiss francs", "money: 3000000 GBP; money: 500 CHF"),
        ("200 pesos, 40 billion Colombian pesos", "200 pesos; money: 40000000000 COP"),
        ("a 740-million-dollar package, $450-million", "money: 740000000 USD; money: 450000000 USD"),
        ("-$5, $-5, −€5", "money: -5 USD; money: -5 USD; money: -5 EUR"),
        # percentages
        ("a 30% increase in tariffs", "percent: 30"),
        ("25 per cent, 25 percent, 25 pct, 25\u00a0%", "percent: 25; percent: 25; percent: 25; percent: 25"),
        ("3 percentage points, 3pp, a 30-percent cut", "percent: 3 pp; percent: 3 pp; percent: 30"),
        ("one per cent", "percent: 1"),
        # measures
        ("along the 2,219-kilometre border", "2219 km"),
        ("262,179 hectares as of August", "262179 ha"),
        ("3,001 tonnes, 3,001 metric tons, 2.5 tons, 300 pounds of cocaine", "3001 t; 3001 t; 2.5 ton; 300 lb"),
        ("40 square kilometres, 40 sq. km, 5 km², 12 acres", "40 km2; 40 km2; 5 km2; 12 acre"),
        ("5m, 5 m, 10km, 1,379 miles, 200-foot", "5 m; 5 m; 10 km; 1379 mi; 200 ft"),
        ("1.5m hectares and 5m people", "1500000 ha; 5000000 people"),
        ("300 MW, 400 megawatts, 1,500 GWh, 60 km/h", "300 MW; 400 MW; 1500 GWh; 60 km/h"),
        # times
        ("shortly before 11:00 local time", "time: 660"),
        ("11.00 am, 11 a.m., 9 p.m., 9:30pm, 12 a.m.", "time: 660; time: 660; time: 1260; time: 1290; time: 0"),
        ("9 to 11 a.m.", "time: 540 (range); time: 660 (range)"),
    ],
)  # fmt: skip
def test_what_a_number_is_one_of(text: str, expected: str) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two hours of talks, almost two hours", "duration: 2 hour; duration: about 2 hour"),
        ("The two-hour meeting; 24-hour; two and a half years", "duration: 2 hour; duration: 24 hour; duration: 2.5 year"),
        ("the first such determination in three decades", "ordinal: 1 such determination; duration: 3 decade"),
        ("three full years, a 90-day pause, five centuries", "duration: 3 year; duration: 90 day; duration: 5 century"),
        ("a 12-year-old boy", "duration: 12 year"),
        ("two quarters, two seconds, one second", "duration: 2 quarter; duration: 2 second; duration: 1 second"),
        ("over the past two years, in the last two years", "duration: 2 year; duration: 2 year"),
        ("harsh words over the past year", "duration: 1 year"),
        ("In the last decade; during the past month", "duration: 1 decade; duration: 1 month"),
        ("within the last week", "duration: 1 week"),
        ("The past year was hard; of the last 24 hours", "duration: 1 year; duration: 24 hour"),
        ("for the past year or so", "duration: about 1 year"),
        ("in the past quarter, in the past quarter century", "duration: 1 quarter"),
        # a period without a number
        ("after more than a year of the two men", "duration: more than 1 year; 2 men"),
        ("A year of disputes; a decade ago; a week later", "duration: 1 year; duration: 1 decade; duration: 1 week"),
        ("within a month, for a week, in the last a year", "duration: 1 month; duration: 1 week; duration: 1 year"),
        ("half a year, half an hour, a year and a half", "duration: 0.5 year; duration: 0.5 hour; duration: 1.5 year"),
        ("A year", "duration: 1 year"),
        # a rate
        ("$450 million a year in aid", "money: 450000000 USD per year"),
        ("$450 million in aid each year", "money: 450000000 USD per year"),
        ("3,001 tonnes of cocaine per year; 100,000 barrels a day", "3001 t per year; 100000 bbl per day"),
        ("30 tonnes monthly; two daily flights", "30 t per month; 2 daily flights per day"),
        ("an annual $450 million", "money: 450000000 USD per year"),
        ("30 boats in a year; 30 boats a year ago", "30 boats; 30 boats; duration: 1 year"),
    ],
)  # fmt: skip
def test_periods_and_rates(text: str, expected: str) -> None:
    assert told(text) == expected


# Bounds and ranges --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bound", "phrases"),
    [
        (
            "approx",
            "about 50, around 50, approximately 50, roughly 50, some 50, circa 50, c. 50, ca. 50, an estimated 50, nearly 50",
        ),
        ("approx", "almost 50, close to 50, near 50, in the region of 50, 50 or so, ~50, ≈50, ≈ 50, 50-odd, estimated at 50"),
        (
            "min",
            "at least 50, no fewer than 50, no less than 50, upwards of 50, 50 or more, 50+, a minimum of 50, 50 boats or more",
        ),
        (
            "min strict",
            "more than 50, over 50, above 50, in excess of 50, exceeding 50, >50, more than a total of 50, well over 50",
        ),
        ("max", "at most 50, no more than 50, not more than 50, up to 50, a maximum of 50, as many as 50, 50 or fewer, ≤ 50"),
        ("max strict", "less than 50, fewer than 50, under 50, below 50, < 50"),
        ("min", "at least some 50, at least an estimated 50, 50 people at least"),
        ("exact", "50, exactly 50, handed over 50, moreover 50, adds up to 50, -> 50, by 50, under the 50, killed 50"),
    ],
)
def test_the_bound_of_a_number(bound: str, phrases: str) -> None:
    for phrase in phrases.split(", "):
        (found,) = quantities(f"They saw {phrase}.")
        assert f"{found.bound}{' strict' if found.is_strict else ''}" == bound, phrase
        assert found.amount == 50


def test_a_bound_belongs_to_the_number_beside_it() -> None:
    assert told("killed 126, at least 30 of them") == "126; at least 30"
    assert told("under Petro 36 operations; over the years 36 boats") == "36 operations; 36 boats"
    assert told("no more than $5 million; up to 90 days; more than 70%") == (
        "money: at most 5000000 USD; duration: at most 90 day; percent: more than 70"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10 to 20 boats, 10-20 boats, 10–20 boats", "; ".join(["10 boats (range); 20 boats (range)"] * 3)),
        ("between 10 and 20 boats", "10 boats (range); 20 boats (range)"),
        ("10–20 per cent, 30 to 40%, 30%-40%", "; ".join(f"percent: {n} (range)" for n in (10, 20, 30, 40, 30, 40))),
        ("between $10 and $20 million", "money: 10000000 USD (range); money: 20000000 USD (range)"),
        ("€10-20 million", "money: 10000000 EUR (range); money: 20000000 EUR (range)"),
        ("from $500,000 to $1 million", "money: 500000 USD (range); money: 1000000 USD (range)"),
        ("1.5 to 2 million people", "1500000 people (range); 2000000 people (range)"),
        ("two to three hours, two- to three-hour talks", "; ".join(f"duration: {n} hour (range)" for n in (2, 3, 2, 3))),
        ("about 10 to 20 people", "about 10 people (range); about 20 people (range)"),
        ("5 to 10 kg", "5 kg (range); 10 kg (range)"),
        ("10 boats and 20 men", "10 boats; 20 men"),
        ("first to second", "ordinal: 1 (range); ordinal: 2 (range)"),
    ],
)
def test_both_ends_of_a_range(text: str, expected: str) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("261,000 and 262,179 hectares", "261000 ha; 262179 ha"),
        ("261,000 against some 262,179 hectares", "261000 ha; about 262179 ha"),
        ("10, 12 and 15 per cent", "percent: 10; percent: 12; percent: 15"),
        ("two, three or four tonnes", "2 t; 3 t (range); 4 t (range)"),
        ("2, 3 and 4 hours", "duration: 2 hour; duration: 3 hour; duration: 4 hour"),
        ("US$3 and US$4 million", "money: 3000000 USD; money: 4000000 USD"),
        ("5, 3 and 4 million euros", "money: 5000000 EUR; money: 3000000 EUR; money: 4000000 EUR"),
        ("$500 and $4 million", "money: 500 USD; money: 4000000 USD"),
        ("3 and 4 million people", "3000000; 4000000 people"),
        ("not 3 but 4 tonnes", "3 t; 4 t"),
        ("10 boats and 20 tonnes", "10 boats; 20 t"),
        ("Article 3 and 20 tonnes", "3; 20 t"),
        ("the 3, 20 tonnes", "3; 20 t"),
        ("five and 10-tonne lorries", "5; 10 t"),
        ("at 10 and two hours later", "10; duration: 2 hour"),
        ("36 and $5", "36; money: 5 USD"),
        ("in 2019 and 2,020 tonnes", "2020 t"),
    ],
)
def test_numbers_in_a_row_share_what_stands_behind_the_last(text: str, expected: str) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("from 1 to 9 hours", ["min", "max"]),
        ("between $3 and $4 million", ["min", "max"]),
        ("two or three ships", ["min", "max"]),
        ("rose from 1 to 9 hours", ["", ""]),
        ("from 9 to 1 hours", ["", ""]),
        ("1 and 9 hours", ["", ""]),
    ],
)
def test_a_range_lies_between_the_least_and_the_most(text: str, ends: list[str]) -> None:
    assert [one.range_bound for one in quantities(text)] == ends


def test_what_a_span_holds() -> None:
    text = "over -$450mn annually, 30 per cent, 3,001 tonnes of coca, more than a year, two-hour, a hundred men, US$5 million"
    assert spans(text) == ["-$450mn", "30 per cent", "3,001 tonnes", "a year", "two-hour", "a hundred", "US$5 million"]
    assert spans("The company’s $3bn; a low of minus 12; nearly one patient in five") == [
        "$3bn",
        "minus 12",
        "one patient in five",
    ]
    assert spans("half a percentage point; down a fifth since 2022") == ["half a percentage point", "a fifth"]
    assert spans("over the past year, one in five voters") == ["past year", "one in five"]


def test_definite_numbers_tell_of_something_known() -> None:
    for text, expected in (
        ("the two presidents", True),
        ("these two", True),
        ("two sources", False),
        ("the past two years", False),
    ):
        assert quantities(text)[0].is_definite == expected, text


# Dates --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 3 February 2026 at the White House", "2026-02-03"),
        ("took place on February 3, 2026, at", "2026-02-03"),
        ("Feb. 3, 3 Feb, 3rd February, the January 7 call", ".-02-03; .-02-03; .-02-03; .-01-07"),
        ("the March 8th consultation; the 8th of March; on the third of May 2026", ".-03-08; .-03-08; 2026-05-03"),
        ("on the 8th, it says", ".-.-08"),
        ("in February 2026, early February, October sanctions", "2026-02; .-02; .-10"),
        ("2026-02-03, 2026-02", "2026-02-03; 2026-02"),
        ("03/02/2026, 25/12/2026", "2026; 2026-12-25"),
        ("the 1990s, the '90s, mid-1980s", "1990s; 1990s; 1980s"),
        ("3-5 February 2026", "2026-02-03; 2026-02-05"),
        ("from 3 to 5 February", ".-02-03; .-02-05"),
        ("between March and May 2026", "2026-03; 2026-05"),
        ("from 3 March to 5 May 2026", "2026-03-03; 2026-05-05"),
        ("from November 2025 to March", "2025-11; .-03"),
        ("2019-2021, 2019–21, 2011–12", "2019; 2021; 2019; 2021; 2011; 2012"),
        ("Tuesday, 3 February; on Tuesday; Tuesday’s meeting", ".-02-03 Tue; Tue; Tue"),
        ("August, no year", ".-08"),
        # May and March are words as well
        ("a presidential vote scheduled for May", ".-05"),
        ("elections coming up in March", ".-03"),
        ("the May election; March and May; the March vote", ".-05; .-03; .-05; .-03"),
        ("May be. It may. Theresa May said. March on. They march. The Long March.", ""),
        ("In February 12 people died", ".-02"),
        # years and numbers
        ("In 2009, since 2019, (2024), 2024 estimates, the 2026 elections, mid-2024", "2009; 2019; 2024; 2024; 2026; 2024"),
        ("in 2024 boats were seized; in 2024 per capita; the 2022 second-round vote", "2024; 2024; 2022"),
        ("2024/13", "2024"),
        (
            "2026 follows from the order of events; 2024 was; 2025 saw; 2023 marks a turn, and 1999 shows it",
            "2026; 2024; 2025; 2023; 1999",
        ),
        ("2000 remains were found; they found 2000 shows; 2500 follows; 2000-marks", "2000"),
        ("2500 boats, $2024, 2024%, 2000 years, 2,024, Resolution 2024, COVID-2019", ""),
        ("more than 2000 soldiers, 1500 hectares", ""),
        # no dates
        ("yesterday, last month, last year, next week, the 21st century", ""),
        ("sun and sat, a mar, dec", ""),
    ],
)
def test_a_date_as_far_as_it_is_given(text: str, expected: str) -> None:
    assert dated(text) == expected


def test_the_number_of_a_date_is_no_quantity() -> None:
    text = "Between 3 and 5 February 2026, and in the 1990s, on the 8th of March 2009 and on 2026-02-03 they met."
    assert quantities(text) == ()
    assert date_spans(text) == ["3", "5 February 2026", "1990s", "8th of March 2009", "2026-02-03"]


@pytest.mark.parametrize(
    ("text", "numbers", "days"),
    [
        (
            "UN data put Colombia’s cocaine output in 2024 at an estimated 3,001 tonnes, roughly 70 per cent of global supply",
            "about 3001 t; percent: about 70",
            "2024",
        ),
        (
            "the police figure is for August of a year not given. On 7 January 2024, in Trump’s second term",
            "ordinal: 2 term",
            ".-08; 2024-01-07",
        ),
        (
            "Between 1985 and 2016, some 450,000 people were killed; by 2030, 12 of the 15 will be 2.5 times as many",
            "about 450000 people; 12; 15; 2.5 times",
            "1985; 2016; 2030",
        ),
        (
            "Coca rose 10 percent to 253,000 hectares in 2023, from 230,000 a year earlier",
            "percent: 10; 253000 ha; 230000; duration: 1 year",
            "2023",
        ),
        (
            "He spoke for 45 minutes at 3 p.m. on Thursday, May 8, and won 50.4% of the vote",
            "duration: 45 minute; time: 900; percent: 50.4",
            ".-05-08 Thu",
        ),
        (
            "It cost £1.2bn-£1.6bn, or $60 a barrel",
            "money: 1200000000 GBP (range); money: 1600000000 GBP (range); money: 60 USD",
            "",
        ),
    ],
)
def test_whole_sentences(text: str, numbers: str, days: str) -> None:
    assert (told(text), dated(text)) == (numbers, days)


# Units and stems ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "spellings"),
    [
        ("ha", "ha, hectare, hectares, Hectares"),
        ("t", "t, tonne, tonnes, metric tons, metric-ton"),
        ("km2", "km², km2, square kilometres, square-kilometer, sq km, sq. km"),
        ("km", "km, kilometre, kilometres, kilometers"),
        ("hour", "hour, hours, hrs"),
        ("century", "century, centuries"),
        ("bbl", "barrels, bbl"),
        ("MW", "MW, megawatts"),
        ("pp", "pp, percentage points"),
        ("USD", "USD, dollars, US dollars"),
        ("", "boats, requests, people, extraditions, %"),
    ],
)
def test_units_in_any_spelling(unit: str, spellings: str) -> None:
    assert {canonical(one) for one in spellings.split(", ")} == {unit}


def test_units_convert_exactly_within_their_dimension() -> None:
    assert DIMENSIONS["week"] == ("time", 7 * DIMENSIONS["day"][1])
    assert DIMENSIONS["decade"] == ("calendar", Decimal(120))
    assert DIMENSIONS["t"][1] == 1000 * DIMENSIONS["kg"][1]
    assert {canonical(unit) for unit in DIMENSIONS} == set(DIMENSIONS)
    assert set(MEASURES.values()) == set(DIMENSIONS)
    assert all(spelling == spelling.lower() for spelling in (*MEASURES, *MONEY))


@pytest.mark.parametrize(
    "alike",
    [
        "base bases base’s",
        "country countries Countries",
        "people person persons person’s",
        "man men",
        "woman women woman’s",
        "child children",
        "gunman gunmen",
        "troop troops",
        "boat boats boats’ BOATS",
        "response responses",
        "class classes",
        "virus viruses",
        "tax taxes",
        "branch branches",
        "crisis crises",
        "house houses",
        "series",
    ],
)
def test_one_stem_for_all_forms(alike: str) -> None:
    assert len({stem(word) for word in alike.split()}) == 1


# Laws ---------------------------------------------------------------------------------------------------------------------

_NUMBERS = "0 3 12 36 126 521 2,219 261,000 2.5 1.2.3 2009 2024 3/4 30% $740 $450mn €5 11:00 3rd 19th ½ 1990s 2026-02-03"
_WORDS = """
    one two three half third hundred million dozens thousands and a an the of or so more than at least about over between to - –
    — boats people tonnes per cent percent dollars hours two-hour year ago year’s May March February Tuesday in on by first
    second + ~ ( ) . , ; : ’ “ Petro U.S. pounds m bn km -5 F-16 each annually quarter US$ USD no more up next past
"""
PIECES = st.lists(st.sampled_from([*_NUMBERS.split(), *_WORDS.split()]), max_size=14)
SENTENCES = st.one_of(PIECES.map(" ".join), PIECES.map("".join), st.text(max_size=60))


def everything(text: str) -> list[Quantity | DateMention]:
    return [*quantities(text), *dates(text)]


@given(SENTENCES)
def test_spans_lie_in_order_inside_the_text_and_apart(text: str) -> None:
    found = everything(text)
    for some in (quantities(text), dates(text)):
        assert [one.start for one in some] == sorted(one.start for one in some)
    places = sorted((one.start, one.end) for one in found)
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(end <= start for (_, end), (start, _) in pairwise(places))


@given(st.text(alphabet=string.ascii_letters + " .,-’“%$€:/@\u00a0", max_size=80))
def test_no_number_without_a_figure_or_a_number_word(text: str) -> None:
    words = set(re.findall("[a-z]+", text.lower()))
    if words.isdisjoint({*NUMBER_WORDS, *DURATIONS}):
        assert quantities(text) == ()


@given(PIECES)
def test_what_is_far_away_changes_nothing(pieces: list[str]) -> None:
    text = " ".join(pieces)
    before, after = "Officials said nothing new about it, as reporters learnt: ", " ; so officials said, as reporters learnt"
    alone = [_moved(one, 0) for one in everything(f"x: {text} ;")]
    shift = len(before) - len("x: ")
    assert [_moved(one, shift) for one in everything(before + text + after)] == alone


def _moved(one: Quantity | DateMention, shift: int) -> tuple[object, ...]:
    fields = tuple(getattr(one, name) for name in one.__struct_fields__ if name not in ("start", "end"))
    return (one.start - shift, one.end - shift, *fields)


@given(st.text(max_size=60))
def test_folding_keeps_places(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.integers(1, 999_999_999), st.sampled_from(["boats", "tonnes", "per cent", "hours", "dollars"]))
def test_a_figure_is_read_as_it_is_written(number: int, noun: str) -> None:
    (found,) = quantities(f"They counted {number:,} {noun} there.")
    assert found.amount == number
