"""Quotations against originals: what counts as the same words, and what does not."""

from __future__ import annotations

import unicodedata
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.evidence.anchors import LONGEST_GAP, Article, chains, needle
from briefing.evidence.nearest import nearest
from briefing.evidence.normalise import UNSEEN, normalise

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


def found(quote: str, prefix: str | None = None, suffix: str | None = None, article: Article = ARTICLE) -> list[str]:
    return [article.text[match.start : match.end] for match in article.find(quote, prefix, suffix)]


# What may differ ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("produced 3,001 tonnes in 2024", "produced 3,001 tonnes in 2024"),
        ('"a great honor" - he said', "“a great honor” — he said"),
        ("he said...", "he said…"),
        ("produced\u00a03,001  tonnes", "produced 3,001 tonnes"),
        ("Colombia produced ... 30% more", "Colombia produced 3,001 tonnes in 2024, or 30% more"),
        ("115 people, $740 million", "115 people, $740 million"),
        ("a great honor", "a great honor"),
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


# Where a quotation may be cut out --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("some 115 people", "15 people"),
        ("1,234 people", "234 people"),
        ("1\u00a0234 people", "234 people"),
        ("1'234 people", "234 people"),
        ("about $3.5 million", "5 million"),
        ("up to .5 m", "5 m"),
        ("the aid of $740 million", "of $740"),
        ("the aid of $740m", "of $740"),
        ("the aid of $740 million", "740 million"),
        ("US$740 million", "$740 million"),
        ("USD 740 million", "740 million"),
        ("740 € for", "740"),
        ("$450mn annually", "$450"),
        ("a fall of −5 degrees", "5 degrees"),
        ("~120 boats", "120 boats"),
        ("some 30% of", "some 30"),
        ("some 30 % of", "some 30"),
        ("some 30 per cent of", "some 30"),
        ("some 30 percent of", "some 30"),
        ("30 percentage points", "30"),
        ("thirty per cent", "thirty"),
        ("twenty-five people", "five people"),
        ("twenty five people", "five people"),
        ("one hundred and five people", "five people"),
        ("one hundred and five people", "one hundred"),
        ("two million people", "million people"),
        ("half a million people", "a million people"),
        ("two and a half hours", "two"),
        ("two dozen boats", "two"),
        ("10-20 boats", "10"),
        ("10–20 boats", "20 boats"),
        ("10—20 boats", "20 boats"),
        ("€5–€6 each", "€5"),
        ("in 2023–2024 it", "2024 it"),
        ("until 11:00 local", "until 11"),
        ("a third, 1/3, of", "1"),
        ("10² metres", "10"),
        ("10½ hours", "10"),
        ("the ① of them", "1"),
        ("a major non-NATO ally", "NATO ally"),
        ("the narco-guerrillas", "guerrillas"),
        ("a “genocide”-enabling policy", "enabling policy"),
        ("a genocide-enabling policy", "a genocide"),
        ("the Trump–Petro talks", "Petro talks"),
        ("the U.S. Navy", "S. Navy"),
        ("a U.S.-backed group", "backed group"),
        ("they don’t live", "they do"),
        ("they don't live", "they don"),
        ("they don’t live", "t live"),
        ("Petro’s visit", "s visit"),
        ("Petro’s visit", "’s visit"),
        ("It’s a visit", "It"),
        ("cafe\u0301 owners", "cafe"),
        ("x\u0304 owners", "x"),
        ("an in_visible word", "visible word"),
    ],
)
def test_no_word_or_number_is_cut(text: str, quote: str) -> None:
    assert found(quote, article=Article(text, ())) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Petro’s visit", "Petro"),
        ("the opponents’ view", "the opponents"),
        ("a visit—long awaited", "a visit"),
        ("a visit—long awaited", "long awaited"),
        ("a visit--long awaited", "long awaited"),
        ("a visit – long awaited", "long awaited"),
        ("called it “genocide” in", "genocide"),
        ("called it ‘genocide’ in", "genocide"),
        ("called it 'genocide' in", "genocide"),
        ("between one hundred and two hundred people", "two hundred people"),
        ("one in five people", "five people"),
        ("on May 3 115 people", "115 people"),
        ("in 2024. He", "in 2024"),
        ("in (2024) he", "2024"),
        ("and 10 to 20", "and 10"),
        ("fell from 20 to 10, and", "to 10"),
        ("a major non-NATO ally status", "non-NATO ally"),
        ("did not know", "did"),
        ("$5 $6", "$5"),
        ("Wörter, naïve", "naïve"),
        ("美国总统会见了", "总统"),
    ],
)
def test_whole_words_may_be_cut_out(text: str, quote: str) -> None:
    assert found(quote, article=Article(text, ())) == [quote]


# Places ---------------------------------------------------------------------------------------------------------------------


def test_two_places_are_told_apart_by_what_stands_around() -> None:
    assert len(found("The end.")) == 2
    assert len(found("The end.", prefix="They came.")) == 1
    assert len(found("The end.", suffix="They came.")) == 1
    assert not found("The end.", suffix="Nobody came.")


def test_paragraphs_count_from_one_without_excluded_and_blank_lines() -> None:
    assert [match.paragraph for match in ARTICLE.find("U.S. forces")] == [2]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_on_any_system(end: str) -> None:
    article = Article("\ufeff" + TEXT.replace("\n", end), (_Lines(),))  # type: ignore[arg-type]
    assert [(match.paragraph, article.text[match.start : match.end]) for match in article.find("U.S. forces")] == [
        (2, "U.S. forces")
    ]
    assert article.last_line == ARTICLE.last_line


def test_lines_of_nothing_that_can_be_seen_are_no_paragraphs() -> None:
    assert [one.number for one in Article("\ufeff\nOne.\n\u200b\n \t\nTwo.", ()).paragraphs] == [1, 2]


def test_accents_printed_apart_belong_to_the_quotation() -> None:
    article = Article("to Bogota\u0301, and", ())
    assert found("to Bogotá", article=article) == ["to Bogota\u0301"]


# Ellipses -------------------------------------------------------------------------------------------------------------------

SPANS = st.lists(st.tuples(st.integers(0, 900), st.integers(1, 9)), max_size=5).map(
    lambda found: sorted({(start, start + length) for start, length in found})
)


@given(st.lists(SPANS, min_size=1, max_size=4))
def test_parts_are_found_in_order_wherever_they_can_be(places: list[list[tuple[int, int]]]) -> None:
    def is_chain(spans: tuple[tuple[int, int], ...]) -> bool:
        return all(0 <= after[0] - before[1] <= LONGEST_GAP for before, after in pairwise(spans))

    possible = {spans[0] for spans in product(*places) if is_chain(spans)}
    chosen = list(chains(places))
    assert all(is_chain(spans) for spans in chosen)
    assert [spans[0] for spans in chosen] == sorted(possible)


def test_a_passage_that_has_the_dots_itself_is_found_whole() -> None:
    article = Article("“in its neighborhood… and what role the US could play,” he said. In its role.", ())
    assert found("in its neighborhood... and what", article=article) == ["in its neighborhood… and what"]


def test_dots_at_the_ends_and_spaced_ones_pass_over_words_too() -> None:
    assert found("... 3,001 tonnes . . . 30% more […]") == ["3,001 tonnes in 2024, or 30% more"]


def test_the_work_for_senseless_quotations_is_bounded() -> None:
    article = Article("a b " * 50_000, ())
    assert len(article.find("a b")) == 20
    assert article.find(" ... ".join(["a b"] * 24))
    assert article.find(" ... ".join(["a b"] * 10_000)) == []


# The nearest passage --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quote", "hint"),
    [
        (
            "Colombia produced 3,010 tonnes",
            "the nearest passage is “Colombia produced [3,001] tonnes”; the quotation has [3,010]",
        ),
        (
            "They do live in Colombia",
            "the nearest passage is “They do [not] live in Colombia”: the quotation lacks what is in brackets",
        ),
        (
            "They do not really live in Colombia",
            "the nearest passage is “They do not [] live in Colombia”; the quotation has [really] there",
        ),
        (
            "They did not live in the Colombia",
            "the nearest passage is “They [do] not live in [] Colombia”; the quotation has [did] and [the]",
        ),
        (
            "They do not live in Colombia; 115 people",
            "the nearest passage is “They do not live in [Colombia:] 115 people”; the quotation has [Colombia;]",
        ),
        ("Something else altogether", ""),
    ],
)
def test_what_differs_is_marked(quote: str, hint: str) -> None:
    assert nearest(needle(quote).whole, ARTICLE) == hint


@given(st.text(min_size=1, max_size=60), st.text(max_size=200))
def test_any_quotation_and_any_article_can_be_compared(quote: str, text: str) -> None:
    wanted = needle(quote).whole
    if wanted:
        assert "\n" not in nearest(wanted, Article(text, ()))


# The laws of normalising ----------------------------------------------------------------------------------------------------

ODD = st.text(st.sampled_from("abé1², “”'’—-…ﬁ½\u00ad\u00a0\u200b\u0301\u0338=5AＡ１＇`\u1fef\u1100\u1161\n "))


def cluster(text: str, at: int) -> str:
    """A character with what is printed on it: accents, later parts of a Korean syllable, and what is not seen between them."""
    first = last = at
    while first and joins(text[first]):
        first -= 1
    while last + 1 < len(text) and joins(text[last + 1]):
        last += 1
    return text[first : last + 1]


def joins(char: str) -> bool:
    return bool(unicodedata.combining(char)) or char in UNSEEN or unicodedata.normalize("NFC", f"\u1100{char}") != f"\u1100{char}"


@given(st.text() | ODD, st.integers(0, 100))
def test_every_folded_character_knows_where_it_was_printed(text: str, start: int) -> None:
    folded = normalise(text, start)
    places = [folded.at(index) for index in range(len(folded.text) + 1)]
    assert places == sorted(places)
    assert all(start <= place <= start + len(text) for place in places)
    for index, char in enumerate(folded.text):
        at = places[index] - start
        printed = cluster(text, at)
        assert char == " " if text[at].isspace() else char in normalise(printed).text


@given(st.text() | ODD)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once


@given(st.text() | ODD)
def test_composed_and_decomposed_accents_are_the_same_text(text: str) -> None:
    composed, apart = (normalise(unicodedata.normalize(form, text)).text for form in ("NFC", "NFD"))
    assert composed == apart


@pytest.mark.parametrize("text", ["10²", "½", "①", "x₂", "5 000 ℓ", "™", "№ 5"])
def test_what_says_something_else_is_kept(text: str) -> None:
    assert normalise(text).text == text


@pytest.mark.parametrize(
    ("text", "plain"), [("ﬁnal", "final"), ("ＡＢ１２＇", "AB12'"), ("a\u3000b", "a b"), ("in\u00advisible", "invisible")]
)
def test_what_says_the_same_is_folded(text: str, plain: str) -> None:
    assert normalise(text).text == plain


# The laws of finding --------------------------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    [
        *("Colombia", "Petro’s", "Bogotá", "“kidnapping”", "—", "3,001", "30%", "$740", "non-NATO", "don’t", "U.S.", "hectares"),
        *("of", "in", "the", "twice,", "2024.", "it!", "détente", "(so)", "a", "an", "Neither", "leader"),
    ]
)
PARAGRAPHS = st.lists(st.lists(WORDS, min_size=1, max_size=12), min_size=1, max_size=4)
SWAPS = {"’": "'", "'": "’", "“": '"', "”": '"', "—": "–", "-": "\u2011", " ": "\u00a0", "é": "e\u0301", "á": "a\u0301"}


def in_other_type(draw: st.DrawFn, text: str) -> str:
    """A text as another printer would set it."""
    choices = draw(st.lists(st.booleans(), min_size=len(text), max_size=len(text)))
    return "".join(
        SWAPS.get(char, char + "\u00ad" if char.isalpha() else char) if swap else char
        for char, swap in zip(text, choices, strict=True)
    )


@st.composite
def quotations(draw: st.DrawFn) -> tuple[Article, str, int, int, int]:
    """An article, a quotation of whole words of it in other type, its paragraph, and where it was printed."""
    paragraphs = draw(PARAGRAPHS)
    number = draw(st.integers(0, len(paragraphs) - 1))
    words = paragraphs[number]
    first = draw(st.integers(0, len(words) - 1))
    last = draw(st.integers(first + 1, len(words)))
    printed = [[in_other_type(draw, word) for word in paragraph] for paragraph in paragraphs]
    lines = [" ".join(paragraph) for paragraph in printed]
    start = sum(len(line) + 1 for line in lines[:number]) + sum(len(word) + 1 for word in printed[number][:first])
    end = start + len(" ".join(printed[number][first:last]).rstrip("\u00ad"))
    return Article("\n".join(lines), ()), in_other_type(draw, " ".join(words[first:last])), number + 1, start, end


@given(quotations())
def test_whole_words_are_found_where_they_stand_in_whatever_type(case: tuple[Article, str, int, int, int]) -> None:
    article, quote, paragraph, start, end = case
    matches = article.find(quote)
    assert (paragraph, start, end) in [(one.paragraph, one.start, one.end) for one in matches] or len(matches) == 20


@given(quotations(), st.data())
def test_a_quotation_with_one_letter_or_digit_changed_is_not_found(
    case: tuple[Article, str, int, int, int], data: st.DataObject
) -> None:
    article, quote, *_ = case
    places = [at for at, char in enumerate(quote) if char.isalnum()]
    if not places:
        return
    at = data.draw(st.sampled_from(places))
    other = data.draw(
        st.sampled_from("0123456789" if quote[at].isdigit() else "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    )
    changed = quote[:at] + other + quote[at + 1 :]
    stands_elsewhere = any(normalise(changed).text in one.text.text for one in article.paragraphs)
    assert bool(article.find(changed)) <= stands_elsewhere
    assert stands_elsewhere or other != quote[at]


@given(st.text("ab1 .,-'$%", max_size=20), st.integers(0, 20), st.integers(1, 20))
def test_what_is_found_is_never_a_part_of_a_word_or_number(text: str, start: int, length: int) -> None:
    article = Article(text, ())
    for match in article.find(text[start : start + length]):
        before, after = text[: match.start], text[match.end :]
        inside = text[match.start : match.end]
        assert not (before[-1:].isalnum() and inside[0].isalnum())
        assert not (after[:1].isalnum() and inside[-1].isalnum())
        assert not (before[-1:] == "$" and inside[0].isdigit())
        assert not (after[:1] == "%" and inside[-1].isdigit())
