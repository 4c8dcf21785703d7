"""The words of each language are complete and its own; dates, numbers and quotation marks are those of the region."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from string import Formatter
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import fields

from briefing.english.estimative import SCALES
from briefing.model.evidence import Resolution, SourceKind
from briefing.model.section import JudgmentBlock, Likelihood
from briefing.model.values import TIME_UNITS, PartialDate
from briefing.wording import LANGUAGES, wording
from briefing.wording.figures import figures
from tests.test_house import loaded_by

SPOKEN = [wording(tag) for tag in LANGUAGES]
AMOUNTS = st.decimals(min_value=0, max_value=10**13, places=2).map(
    lambda amount: amount if amount % 1 else amount.quantize(Decimal(1))
)
NBSP = "\u00a0"


def texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a wording, with the way to it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Struct):
        for one in fields(value):
            yield from texts(getattr(value, one.name), f"{path}.{one.name}")
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from texts(one, f"{path}.{key}")
    elif isinstance(value, tuple):
        for at, one in enumerate(value):
            yield from texts(one, f"{path}.{at}")


# Every language is complete -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("spoken", SPOKEN, ids=LANGUAGES)
def test_a_wording_has_a_word_for_everything(spoken: Any) -> None:
    assert set(spoken.judgment.likelihoods) == set(get_args(Likelihood))
    assert set(spoken.judgment.confidences) == set(get_args(JudgmentBlock.model_fields["confidence"].annotation))
    assert set(spoken.annex.kinds) == set(get_args(SourceKind))
    assert set(spoken.doubt.decisions) == {*get_args(Resolution.model_fields["decision"].annotation), ""}
    assert set(spoken.bounds) == {"approx", "min", "max", "more", "less"}
    for unit in TIME_UNITS:
        assert spoken.duration(Decimal(2), unit)
    empty = [path for path, text in texts(spoken) if not text.strip()]
    assert [path for path in empty if ".reading." not in path and ".conjunctions." not in path] == []


@pytest.mark.parametrize("spoken", SPOKEN, ids=LANGUAGES)
@pytest.mark.parametrize("scale", SCALES)
def test_no_form_means_two_chances_on_one_scale(spoken: Any, scale: str) -> None:
    chances: dict[str, set[tuple[int, int]]] = {}
    for term, odds in SCALES[scale].items():
        for form in spoken.judgment.likelihoods[term]:
            chances.setdefault(form, set()).add(odds)
    assert [form for form, odds in chances.items() if len(odds) > 1] == []


@pytest.mark.parametrize("spoken", SPOKEN, ids=LANGUAGES)
def test_each_form_of_a_term_is_found_as_that_term(spoken: Any) -> None:
    for name, forms in spoken.judgment.likelihoods.items():
        for form in forms:
            ((start, end, names),) = spoken.terms(f"... {form.capitalize()}, ...")
            assert (start, end, name in names) == (4, 4 + len(form), True)


def test_a_negation_turns_a_term_round() -> None:
    found = wording("es").terms("No es probable que llueva; es muy poco probable; es probable.")
    assert [sorted(names) for _, _, names in found] == [[], ["very unlikely"], ["likely", "probable"]]


def test_spanish_is_not_english() -> None:
    english, spanish = (dict(texts(one)) for one in SPOKEN)
    same = {path for path, text in spanish.items() if text == english.get(path) and re.search("[a-z]{2}", text)}
    assert {path for path in same if ".likelihoods" not in path} == {".citation.et_al"}


def test_sentences_have_the_same_gaps_in_every_language() -> None:
    gaps = [
        {path: {name for _, name, _, _ in Formatter().parse(text) if name} for path, text in texts(one.doubt)} for one in SPOKEN
    ]
    assert all(one == gaps[0] for one in gaps)


# Dates, numbers, quotation marks ------------------------------------------------------------------------------------------


SPAIN = "3 de febrero de 2026|3 de febrero de 2026|261.000|1234,50|55–80 %|740 millones USD"
FORMATS = {
    "en": "3 February 2026|February 3, 2026|261,000|1,234.50|55–80%|$740 million",
    "en-GB": "3 February 2026|February 3, 2026|261,000|1,234.50|55–80%|$740 million",
    "en-US": "February 3, 2026|February 3, 2026|261,000|1,234.50|55–80%|$740 million",
    "es": SPAIN,
    "es-ES": SPAIN,
    "es-CO": SPAIN.replace("1234,50", "1.234,50").replace(" %", "%"),
    "es-CR": "3 de febrero de 2026|3 de febrero de 2026|261 000|1 234,50|55–80%|740 millones USD",
    "es-MX": "3 de febrero de 2026|3 de febrero de 2026|261,000|1,234.50|55–80%|740 millones USD",
    "es-419": "3 de febrero de 2026|3 de febrero de 2026|261,000|1,234.50|55–80%|740 millones USD",
}


@pytest.mark.parametrize("tag", FORMATS)
def test_formats_are_those_of_the_region(tag: str) -> None:
    spoken = wording(tag)
    written = [spoken.date(2026, 2, 3), spoken.note_date(2026, 2, 3), spoken.number(Decimal(261000))]
    written += [spoken.number(Decimal("1234.50")), spoken.odds(55, 80), spoken.money(Decimal(740_000_000), "USD")]
    assert "|".join(written).replace(NBSP, " ") == FORMATS[tag]


@pytest.mark.parametrize(("tag", "written"), [("en-GB", "−7.2%|−$740 million"), ("es-CO", "−7,2%|−740 millones USD")])
def test_less_than_nothing_has_a_minus_before_all_else(tag: str, written: str) -> None:
    spoken = wording(tag)
    share, money = spoken.percent(spoken.number(Decimal("-7.2"))), spoken.money(Decimal(-740_000_000), "USD")
    assert f"{share}|{money}".replace(NBSP, " ") == written


def test_money_has_one_plain_form() -> None:
    spoken = wording("es")
    amounts = {"1000000": "EUR", "1500000": "COP", "2500000000": "USD", "1200000000000": "MXN", "950": "CHF", "1234567": "EUR"}
    assert [spoken.money(Decimal(amount), code).replace(NBSP, " ") for amount, code in amounts.items()] == [
        "1 millón EUR", "1,5 millones COP", "2500 millones USD", "1,2 billones MXN", "950 CHF", "1.234.567 EUR",
    ]  # fmt: skip


@given(AMOUNTS)
def test_english_numbers_are_written_with_commas_and_all_their_digits(amount: Decimal) -> None:
    assert wording("en").number(amount) == f"{amount:,}"


@given(st.dates())
def test_plain_english_writes_the_day_first(day: date) -> None:
    written = PartialDate(day.year, day.month, day.day)
    for tag in ("en", "en-GB"):
        assert wording(tag).date(day.year, day.month, day.day) == written.words
        assert wording(tag).date(day.year, day.month) == PartialDate(day.year, day.month).words


@pytest.mark.parametrize("tag", FORMATS)
@given(AMOUNTS)
def test_what_is_written_can_be_read(tag: str, amount: Decimal) -> None:
    (found,) = figures(f"Hay {wording(tag).number(amount)}. Y más.", tag)
    assert amount in found.amounts


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("unos 740 millones de euros", {740_000_000}),
        ("unos 2,5 mil millones", {2_500_000_000}),
        ("un 1.5 por ciento", {Decimal("1.5")}),
        ("261 000 t", {261_000}),
        ("a las 11:00, en el G20, el 2.º día, la versión 3.2.1", set()),
    ],
)
def test_numbers_are_read_as_spanish_writes_them(text: str, read: set[int]) -> None:
    assert {amount for one in figures(text, "es") for amount in one.amounts} == read


def test_a_number_that_names_something_is_told_from_one_that_counts() -> None:
    found = figures("El artículo 114 y la Ley 1448 cuentan más de 12 barcos y unos 30", "es-CO")
    assert [(one.is_name, one.bound, one.is_strict) for one in found] == [
        (True, "exact", False), (True, "exact", False), (False, "min", True), (False, "approx", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("bound", "phrases"),
    [
        ("approx", "unos, casi, cerca de, cerca de los, aproximadamente"),
        ("min", "más de, no menos de, al menos, poco más de, superior a"),
        ("max", "menos de, no más de, hasta, como máximo, inferior a"),
        ("exact", "entre, exactamente, los, tras más de tres años"),
    ],
)
def test_the_bound_of_a_spanish_number(bound: str, phrases: str) -> None:
    for phrase in phrases.split(", "):
        (found,) = figures(f"Había {phrase} 3.000 barcos", "es-CO")
        strict = {"más de", "poco más de", "superior a", "menos de", "inferior a"}
        assert (found.bound, found.is_strict) == (bound, phrase in strict)


@pytest.mark.parametrize(
    ("tag", "quoted"),
    [
        ("en-GB", "“He said ‘no’ and ‘yes’; it’s so”"),
        ("es", "«He said “no” and “yes”; it’s so»"),
        ("es-ES", "«He said “no” and “yes”; it’s so»"),
        ("es-CO", "“He said ‘no’ and ‘yes’; it’s so”"),
    ],
)
def test_quotation_marks_are_those_of_the_region(tag: str, quoted: str) -> None:
    assert wording(tag).marks.around('He said "no" and «yes»; it\'s so') == quoted
    labels = wording(tag).labels
    assert (labels.opening, labels.closing) == (quoted[0], quoted[-1]) == wording(tag).marks.outer


def test_a_language_without_words_is_an_error() -> None:
    with pytest.raises(KeyError):
        wording("fr")


def test_checking_english_needs_no_babel() -> None:
    assert "babel" not in loaded_by("import briefing.pipeline, briefing.compose")
