"""English as prose: sentences, names, who says it, what is denied, how likely it is called."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.english.estimative import SCALES, Term, confidence_terms, likelihood_terms, vague_words
from briefing.english.names import KIN, Name, core, name_words, names, variants
from briefing.english.negation import content_stems, negations, stem
from briefing.english.saying import Attribution, attributions, disagreement, has_anaphor
from briefing.english.sentences import HIDDEN, quotations, sentences, without_quotations, word_set

# In these examples ° is a citation.


def plain(example: str) -> str:
    return example.replace("°", "\ufffc")


# Sentences ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "example",
    [
        "Tension eased°.| It held.°| Then it broke °.",
        "It held. ° °| Then it broke.",
        "no end mark is one sentence",
        "a semicolon; ends nothing; at all",
        "It fell to 2.5 per cent at 11.00.| 30,000 troops came.| $740 million went.",
        "Did he?| He did!| And then…| Nothing.",
        # abbreviations
        "Mr. Trump met Gen. J. K. Smith and Sen. Cruz in St. Petersburg.| It rained.",
        "See para. 5, No. 7 and paras. 8–9, e.g. Trump, i.e. Petro, cf. Rubio vs. Vance.| It rained.",
        "Was it so?| No.| He said no.",
        "The U.S. Treasury acted.| He left the U.S.| The visit ended.",
        "In the U.S.° It rained.".replace("° ", "°| "),
        "It began at 11:00 a.m. Washington time and ended at 1 p.m.| Then he left.",
        "Coffee, flowers, etc.| Petro left.",
        "It grew in Jan. 2026 and in Dec. 2026.| Petro left.",
        "He wrote on X.| Petro replied.",
        "1. The first item.| 2. The second.",
        # quotations
        "“I like it. It is good,” he said.| Then he left.",
        "“It sounds good to me.”| He left.",
        "“Why now?” Petro asked.| Nobody knew.",
        '"Straight ones. They count," he said.| "Why?"| He left.',
        "He said “no.”°| She said “yes”.°| Done",
        "An “open quotation.| It ends nowhere.",
        "(It was late.)| [It was dark.]| “It was cold.”",
        # ellipses
        "Petro criticised ... Trump and [...] Rubio.| It rained.",
        "",
        "   ",
    ],
)
def test_sentences(example: str) -> None:
    text = plain(example.replace("|", ""))
    wanted = [part.strip() for part in plain(example).split("|") if part.strip()]
    assert [text[start:end] for start, end in sentences(text)] == wanted


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("He said “no” twice.", "He said #### twice."),
        ('He said "no" and «non».', "He said #### and #####."),
        ("“A “nested” one”, then", "################, then"),
        ("a “ never closed, a ” never opened", "a ################### never opened"),
        ("an “open one", "an “open one"),
        ('a 5" pipe', 'a 5" pipe'),
    ],
)
def test_quotations_are_hidden(text: str, hidden: str) -> None:
    assert without_quotations(text).replace(HIDDEN, "#") == hidden


# Names --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He met Petro and Trump in Dubai.", ["Petro", "Trump", "Dubai"]),
        ("Then Trump’s and Petro's and the officials’ views differed", ["Trump", "Petro"]),
        ("by the UN Office on Drugs and Crime", ["UN Office on Drugs and Crime"]),
        ("of the Ministry of Commerce and Industry and Petro", ["Ministry of Commerce and Industry", "Petro"]),
        ("the National Liberation Army and Clan del Golfo", ["National Liberation Army", "Clan del Golfo"]),
        ("the Frente por la Vida, under “Plan Colombia”", ["Frente por la Vida", "Plan Colombia"]),
        (
            "from Ursula von der Leyen to Osama bin Laden and Ayman al-Zawahiri",
            ["Ursula von der Leyen", "Osama bin Laden", "Ayman al-Zawahiri"],
        ),
        ("in Côte d’Ivoire, with O’Brien of AT&T and Łukasz Żal", ["Côte d’Ivoire", "O’Brien of AT&T", "Łukasz Żal"]),
        ("the Council (CNE), OFAC, M-19, the G20 and a non-NATO ally", ["Council", "CNE", "OFAC", "M-19", "G20", "non-NATO"]),
        ("the U.S. Treasury and US-backed forces", ["U.S. Treasury", "US"]),
        ("US$3 million for Norway, US$4 for the US", ["Norway", "US"]),
        ("with Foreign Minister Rosa Villavicencio", ["Foreign Minister Rosa Villavicencio"]),
        ("with Mr. Donald J. Trump", ["Mr. Donald J. Trump"]),
        ("the President and the Secretary of State", []),
        ("In May 2026, on Tuesday, since March", []),
        ("with Theresa May in May", ["Theresa May"]),
        ("He and I wrote on X.", ["X"]),
        ("In New York it rained. After Petro left, The Hague slept.", ["New York", "Petro", "Hague"]),
        ("Don’t go. It’s late. I’m here. We won’t.", []),
        ("for the Center for Strategic and International Studies", ["Center for Strategic and International Studies"]),
        ("he thanked Trump for Colombia", ["Trump", "Colombia"]),
    ],
)
def test_names(text: str, found: list[str]) -> None:
    assert [name.text for name in names(text)] == found


@pytest.mark.parametrize(
    ("text", "initial"),
    [
        ("Tension eased. Petro left.", ["Tension", "Petro"]),
        ("Tension eased°. Petro° left.°  Trump stayed.", ["Tension", "Petro", "Trump"]),
        ("“Tension eased”, said Petro.", ["Tension"]),
        ("He said: “Tension eased.” Three topics: Drugs, and Trump.", ["Tension", "Drugs"]),
        ("New US penalties came. Several Colombian ministers left. South African miners struck.", ["New", "South African"]),
        ("In New York, under “Plan Colombia”, The Hague slept.", []),
    ],
)
def test_capitals_at_the_beginning_of_a_sentence_say_nothing(text: str, initial: list[str]) -> None:
    assert [name.text for name in names(plain(text)) if name.is_initial] == initial


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Foreign Minister Rosa Villavicencio", ["Rosa", "Villavicencio"]),
        ("Acting Minister of Justice Andrés Idárraga Franco", ["Andrés", "Idárraga", "Franco"]),
        ("Minister of Foreign Affairs Ana Paz", ["Ana", "Paz"]),
        ("US Secretary of State Marco Rubio", ["US", "Marco", "Rubio"]),
        ("Secretary General António Guterres", ["António", "Guterres"]),
        ("UN General Assembly", ["UN", "General", "Assembly"]),
        ("US State Department", ["US", "State", "Department"]),
        ("Committee on Foreign Affairs", ["Committee", "Foreign", "Affairs"]),
        ("First Lady Melania Trump", ["Melania", "Trump"]),
        ("UN Office on Drugs and Crime", ["UN", "Office", "Drugs", "Crime"]),
        ("Frente por la Vida", ["Frente", "Vida"]),
        ("Mr. Donald J. Trump", ["Donald", "Trump"]),
        ("non-NATO", ["NATO"]),
        ("Trump-Petro", ["Trump", "Petro"]),
        ("Colombia’s", ["Colombia"]),
        ("President of the United States", ["United States"]),
        ("M-19", ["M-19"]),
        ("President", []),
    ],
)
def test_the_words_of_a_name_to_look_up(name: str, words: list[str]) -> None:
    assert list(core(name)) == words


def test_the_words_of_a_text_to_look_names_up_in() -> None:
    found = name_words("Bogotá’s mayor met the UN Office on Drugs, U.S. Senator Cruz and the United States Navy in May.")
    assert found == {"bogotá", "un", "office", "drugs", "u.s.", "senator", "cruz", "united", "states", "united states", "navy"}


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("US", "the United States"),
        ("US", "States"),
        ("United States", "a U.S. senator"),
        ("American", "the US"),
        ("UN", "the United Nations"),
        ("UK", "a British minister"),
        ("Colombia", "a Colombian citizen"),
        ("Colombian", "from Colombia’s coast"),
        ("Ecuador", "the Ecuadorian ports"),
        ("UAE", "the United Arab Emirates"),
        ("Latin America", "a Latin American summit"),
        ("Frente", "the Frente por la Vida"),
    ],
)
def test_names_are_known_in_another_form(word: str, text: str) -> None:
    assert variants(word) & name_words(text)


def test_latin_america_is_not_the_united_states() -> None:
    assert not variants("US") & name_words("in Latin America, a South American state")


def test_kin_is_lower_case_and_knows_the_commonest() -> None:
    assert len(set(KIN.values())) > 60
    assert all(word == word.lower() and country == country.lower() for word, country in KIN.items())
    assert KIN["mexican"] == "mexico"


# Saying -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("The report says that it rained, Petro wrote and Rubio noted.", ["says", "wrote", "noted"]),
        ("IntelliNews reports; another reports it, none reports that.", ["reports", "reports", "reports"]),
        ("US officials, unnamed, question the figures, which Petro disputes.", ["question", "disputes"]),
        ("With reforms, Meriguet holds, relations became strained; the text sees a shift.", ["holds", "sees"]),
        ("Trump found them “fantastic” and called Petro a thug.", ["found", "called"]),
        ("It was called an attack and, by Trump, a “raid”.", ["called"]),
        ("Trump talked of bombing labs; the text speaks instead of peace.", ["talked", "speaks"]),
        (
            "In its view, in the words of Petro and by Trump’s account, it rained.",
            ["In its view", "in the words of", "by Trump’s account"],
        ),
        (
            "According to Petro it reportedly rained; “allegedly” it is said to snow.",
            ["According to", "reportedly", "allegedly", "is said to"],
        ),
        ("In the undated report it rains, by one unsigned source.", ["In the undated report", "by one unsigned source"]),
        (
            "Petro, centre-left to Meriguet and leftist to the unsigned commentary, left.",
            ["to Meriguet", "to the unsigned commentary"],
        ),
        ("It was good; to Meriguet a first step, though to him “a pact”.", ["to Meriguet", "to him"]),
        ("For Petro, it was good; the claim that it failed is new.", ["For Petro", "claim"]),
        ("Alleged traffickers met.", ["Alleged"]),
    ],
)
def test_attributions(sentence: str, found: list[str]) -> None:
    assert [one.text for one in attributions(sentence)] == found


@pytest.mark.parametrize(
    "sentence",
    [
        "The two news reports, a claim and the press questions were long.",
        "The heads of state of the United States met in the State Department.",
        "Petro called on soldiers and called for peace after a telephone call.",
        "The second term ended; the tone is likely to hold until May.",
        "He maintained a house, found a job and wanted to see it.",
        "Petro gave the list to the newspaper; a visit to Washington, to Trump.",
        "He asked Trump to mediate, demanded an end and proposed a pact.",
        "He came to deny it; the terms are still to be announced.",
        "“He said that it rained, according to Trump” was on the wall.",
        "Their remarks about each other, and a think tank’s notes",
        "For Colombia, it was good.",
        "An agreement was not concluded.",
    ],
)
def test_what_attributes_nothing(sentence: str) -> None:
    assert not attributions(sentence)


def test_what_somebody_did_with_words_is_no_attribution() -> None:
    acts = """
    ask asks asked asking demand demands demanded demanding propose proposes proposed proposing offer offers offered
    offering request requests requested requesting
    """
    assert not any(attributions(f"Petro {verb} it.") for verb in acts.split())


@pytest.mark.parametrize(
    "sentence",
    [
        "He says so.",
        "The same text reports it.",
        "That report names it.",
        "The latter stayed.",
        "Both presidents spoke.",
        "Trump, it adds, left.",
    ],
)
def test_anaphors(sentence: str) -> None:
    assert has_anaphor(sentence)


@pytest.mark.parametrize("sentence", ["Petro says so.", "“He left”, says Petro.", "The first such finding"])
def test_no_anaphors(sentence: str) -> None:
    assert not has_anaphor(sentence)


@pytest.mark.parametrize(
    "text",
    [
        "The verdicts differ.",
        "The sources contradict each other.",
        "Petro disputes the method.",
        "It rained, while Trump saw snow.",
        "He left, yet he stayed.",
        "It is not clear which.",
        "Only IntelliNews says so.",
        "By the commentary alone",
        "Petro and Trump are each named.",
        "An attack or a raid",
        "It depends, depending on the source.",
    ],
)
def test_disagreement(text: str) -> None:
    assert disagreement(text)


@pytest.mark.parametrize(
    "text",
    [
        "It has not yet rained.",
        "He has yet to come.",
        "“But he left”, Petro says.",
        "An armed conflict began.",
        "A fight against drugs",
    ],
)
def test_no_disagreement(text: str) -> None:
    assert not disagreement(text)


# Negation -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sanctions were not lifted.", {"not": "lift"}),
        ("They don’t lift them; he can't.", {"don’t": "lift", "can't": ""}),
        ("No concrete agreements have been reached", {"No": "concret agreement reach"}),
        ("It has never been resolved, he said.", {"never": "resolv"}),
        ("It cannot be excluded; hardly any deal", {"cannot": "exclud", "hardly": "deal"}),
        ("They are no longer allies, but friends.", {"no longer": "alli"}),
        ("He has not, in decades of war, accepted it.", {"not": "decad war accept"}),
        (
            "Neither leader spoke; nobody came, none left, without a word",
            {"Neither": "leader speak", "nobody": "com", "none": "leav", "without": "word"},
        ),
        ("no agreement was reached and that sanctions stay", {"no": "agreement reach"}),
        ("not a full alliance, but one that lasts", {"not": "ful allianc"}),
        (
            "It is not so far from the great houses and tall towers of the old town",
            {"not": "far great hous tal tower"},
        ),
        (
            "No fewer than five, no more than six, not only Petro, not least Trump, No. 5, no matter what, or not",
            {},
        ),
    ],
)
def test_negations(text: str, found: dict[str, str]) -> None:
    assert {text[one.start : one.end]: " ".join(one.scope) for one in negations(text)} == found


@pytest.mark.parametrize(
    "forms",
    [
        "lift lifts lifted lifting",
        "resolve resolves resolved resolving",
        "stop stops stopped stopping",
        "agree agrees agreed agreeing",
        "deny denies denied denying",
        "call calls called calling",
        "reach reaches reached reaching",
        "use uses used using",
        "tie ties tied",
        "party parties",
        "speak spoke spoken speaking",
        "meet met meets meeting",
        "Petro Petro’s",
        "US U.S.",
    ],
)
def test_forms_of_a_word_share_their_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


def test_different_words_keep_different_stems() -> None:
    words = "lift left life reach react agree agreement need speed thing bring process resolve revolve deny den"
    assert len({stem(word) for word in words.split()}) == len(words.split())


def test_content_stems_know_their_places() -> None:
    assert content_stems("The US told us that 521 were lifted.") == (("us", 4), ("tel", 7), ("lift", 29))


# Likelihood ---------------------------------------------------------------------------------------------------------------


def terms(found: tuple[Term, ...]) -> list[str]:
    return [one.term for one in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It is very likely, unlikely, highly unlikely and likely.", ["very likely", "unlikely", "highly unlikely", "likely"]),
        ("the likely successor", ["likely"]),
        ("It will almost certainly, probably, very probably rain.", ["almost certain", "probable", "very probable"]),
        ("There is a realistic possibility.", ["realistic possibility"]),
        (
            "roughly even odds, a roughly even chance, almost no chance",
            ["roughly even odds", "roughly even chance", "almost no chance"],
        ),
        ("a remote chance; a remote village; the risk is remote.", ["remote chance", "remote"]),
        ("The chances of a deal are slim. Chances are that it fails.", ["slim chance", "chances are"]),
        ("a strong possibility, a good chance, a low probability", ["strong possibility", "good chance", "low probability"]),
        ("It is possible, and possibly true", ["possible", "possible"]),
        ("as soon as possible, if possible", []),
        ("more likely than not; not likely; in all likelihood", ["more likely than not", "not likely", "in all likelihood"]),
        ("ALMOST\nCERTAIN", ["almost certain"]),
        ('a certain man said “unlikely” and "very likely"', []),
    ],
)
def test_terms_of_likelihood(text: str, found: list[str]) -> None:
    assert terms(likelihood_terms(text)) == found


@pytest.mark.parametrize("term", sorted({term for scale in SCALES.values() for term in scale}))
def test_every_term_of_a_scale_is_found(term: str) -> None:
    text = f"That is {term}."
    assert [(text[one.start : one.end], one.term) for one in likelihood_terms(text)] == [(term, term)]


def test_scales_are_ranges_in_order() -> None:
    for scale in SCALES.values():
        ranges = list(scale.values())
        assert ranges == sorted(ranges)
        assert all(0 <= low < high <= 100 for low, high in ranges)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "with low confidence, moderate confidence, high confidence",
            ["low confidence", "moderate confidence", "high confidence"],
        ),
        ("low to moderate confidence; a medium level of confidence", ["low to moderate confidence", "moderate confidence"]),
        ("We are confident, say it with confidence and confidently.", ["confident", "with confidence", "confident"]),
        ("Confidence is high; a high-confidence judgment", ["high confidence", "high confidence"]),
        ("confidence-building measures, a vote of confidence, self-confident, in confidence, “high confidence”", []),
    ],
)
def test_terms_of_confidence(text: str, found: list[str]) -> None:
    assert terms(confidence_terms(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It may rain, might snow and could hail.", ["may", "might", "could"]),
        ("Perhaps, possibly, maybe, potentially", ["perhaps", "possible", "maybe", "potentially"]),
        (
            "It cannot be ruled out, can’t be excluded; it is possible.",
            ["cannot be ruled out", "cannot be excluded", "it is possible"],
        ),
        ("a potential successor, of great potential, the potential for growth", ["potential"]),
        ("in May 2026, of May 2026, May 2026, next May", []),
        ("military might; he could not come; “it may rain”", []),
    ],
)
def test_vague_words(text: str, found: list[str]) -> None:
    assert terms(vague_words(text)) == found


# Laws ---------------------------------------------------------------------------------------------------------------------

_WORDS = st.sampled_from(
    sorted(
        word_set(
            """
        The Petro Trump’s U.S. US No. 5 Mr. said says reports to the of and not don’t no likely very almost certain chance may
        May “ ” " ‘ ’ ( ) . , ; : ? ! … ... — - \ufffc a.m. J. he text report according in view by claims that confidence with
        high is remote é 2.5
        """
        )
    )
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(_WORDS, max_size=30).map(" ".join), st.lists(_WORDS, max_size=30).map("".join))


@given(TEXTS)
def test_sentences_cover_every_character_once(text: str) -> None:
    covered = [0] * len(text)
    reached = 0
    for start, end in sentences(text):
        assert reached <= start < end <= len(text)
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        reached = end
        for at in range(start, end):
            covered[at] += 1
    assert all(count == 1 or char.isspace() for count, char in zip(covered, text, strict=True))


@given(TEXTS)
def test_whatever_is_found_stands_in_the_text(text: str) -> None:
    finders = (names, attributions, negations, likelihood_terms, confidence_terms, vague_words)
    for find in finders:
        reached = 0
        for one in find(text):
            assert reached <= one.start < one.end <= len(text), find
            reached = one.end
            if isinstance(one, Name | Attribution):
                assert text[one.start : one.end] == one.text
    for word, at in content_stems(text):
        assert word
        assert 0 <= at < len(text)


@given(TEXTS)
def test_nothing_fails_on_strange_text(text: str) -> None:
    assert isinstance(disagreement(text), bool)
    assert isinstance(has_anaphor(text), bool)
    assert len(without_quotations(text)) == len(text)
    for start, end in quotations(text):
        assert 0 <= start < end - 1 < len(text)
    words = name_words(text)
    for name in names(text):
        for word in core(name.text):
            assert variants(word) & words
