"""Quotations against originals: what counts as the same words, and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.evidence.anchors import Article
from briefing.evidence.normalise import normalise

TEXT = (
    "Headline with 3,001 tonnes\n"
    "\n"
    "Colombia produced 3,001 tonnes in 2024, or 30% more; “a great honor” — he said…\n"
    "They do not live in Colombia: 115 people, $740 million, U.S. forces.\n"
    "The end. They came. The end.\n"
)


class _Lines:
    """An excluded range of lines."""

    lines = range(1, 2)


ARTICLE = Article(TEXT, (_Lines(),))  # type: ignore[arg-type]


def found(quote: str, prefix: str | None = None, suffix: str | None = None) -> list[str]:
    return [TEXT[match.start : match.end] for match in ARTICLE.find(quote, prefix, suffix)]


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("produced 3,001 tonnes in 2024", "produced 3,001 tonnes in 2024"),
        ('"a great honor" - he said', "“a great honor” — he said"),
        ("he said...", "he said…"),
        ("produced\u00a03,001  tonnes", "produced 3,001 tonnes"),
        ("Colombia produced ... 30% more", "Colombia produced 3,001 tonnes in 2024, or 30% more"),
        ("115 people, $740 million", "115 people, $740 million"),
    ],
)
def test_typography_may_differ(quote: str, words: str) -> None:
    assert found(quote) == [words]


@pytest.mark.parametrize(
    "quote",
    [
        "produced 3,010 tonnes",  # other digits
        "15 people",  # part of another number
        "740 million",  # without its currency
        "or 30 more",  # without its sign
        "001 tonnes",
        "They do live in Colombia",  # a word left out
        "colombia produced",  # other case
        "Headline with 3,001",  # not the article
        "U.S. force",  # part of a word
        "he said ... They do not live",  # across paragraphs
        "30% more ... Colombia produced",  # parts in another order
    ],
)
def test_anything_else_is_not_the_same(quote: str) -> None:
    assert found(quote) == []


def test_two_places_are_told_apart_by_what_stands_around() -> None:
    assert len(found("The end.")) == 2
    assert len(found("The end.", prefix="They came.")) == 1
    assert len(found("The end.", suffix="They came.")) == 1
    assert not found("The end.", suffix="Nobody came.")


def test_paragraphs_count_from_one_without_excluded_and_blank_lines() -> None:
    assert [match.paragraph for match in ARTICLE.find("U.S. forces")] == [2]


@given(st.text(), st.integers(0, 100))
def test_every_folded_character_knows_where_it_was_printed(text: str, start: int) -> None:
    folded = normalise(text, start)
    assert len(folded.at) == len(folded.text) + 1
    assert list(folded.at) == sorted(folded.at)
    for char, at in zip(folded.text, folded.at, strict=False):
        printed = text[at - start]
        assert char == printed or not printed.isascii() or printed.isspace() or printed == "`"


@given(st.lists(st.text("abc 1,.", min_size=1), min_size=1, max_size=5))
def test_normalising_twice_changes_nothing(parts: list[str]) -> None:
    once = normalise(" ".join(parts)).text
    assert normalise(once).text == once
