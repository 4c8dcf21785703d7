"""Who says it: the words that attribute, and the words that tell that accounts differ."""

from __future__ import annotations

import re

from msgspec import Struct

from briefing.english.names import COMPOUNDS, KIN
from briefing.english.sentences import HIDDEN, quotations, without_quotations, word_set


class Attribution(Struct, frozen=True):
    """A verb or phrase that gives what is said to somebody. `start` and `end` are offsets into the sentence."""

    start: int
    end: int
    text: str


def attributions(sentence: str) -> tuple[Attribution, ...]:
    """The verbs of saying and thinking, and the phrases of attribution, of a sentence, in order. Quoted ones do not count."""
    plain = _with_quotations_hidden(sentence)
    matches = list(_TOKEN.finditer(plain))
    tokens = [match[0] for match in matches]
    found: list[Attribution] = []
    reached = 0
    for index, match in enumerate(matches):
        start, end = match.span()
        form = tokens[index].lower()
        if start < reached or form not in _TELLING or not (tokens[index][0].islower() or _begins(tokens, index)):
            continue
        if form in _PHRASES:
            phrase = _PHRASES[form].match(plain, start)
            if not phrase or not _attributes(phrase, tokens, index):
                continue
            end = phrase.end()
        elif not _says(form, tokens, index):
            continue
        found.append(Attribution(start, end, sentence[start:end]))
        reached = end
    return tuple(found)


def has_anaphor(sentence: str) -> bool:
    """Whether a word points back to somebody who may be the speaker: `he`, `the same text`, `the latter`, `both leaders`."""
    return bool(_ANAPHOR.search(without_quotations(sentence)))


def disagreement(text: str) -> bool:
    """Whether any word tells a reader that accounts differ, or that something is not settled."""
    return bool(_DISAGREEMENT.search(without_quotations(text)))


# Verbs --------------------------------------------------------------------------------------------------------------------

_ALWAYS = word_set(
    """
    say says said saying write writes wrote written writing reported claimed claiming allege alleges alleging accuse
    accuses accused accusing argue argues argued arguing assert asserts asserted asserting stated stating tell tells told
    telling adds added adding noted noting believe believes believed believing thinks thought sees describe describes
    described describing labelled labeled labelling labeling dub dubs dubbed dubbing termed terming deem deems deemed
    deeming considers considered suggest suggests suggested suggesting insist insists insisted insisting deny denies
    denied denying reject rejects rejected rejecting disputed disputing questioned warn warns warned threaten threatens
    threatened threatening criticise criticises criticised criticising criticize criticizes criticized criticizing condemn
    condemns condemned condemning denounce denounces denounced denouncing complain complains complained complaining hoped
    hoping expect expects expected expecting judged regarded credited crediting ascribe ascribes ascribed ascribing
    attributed attributing relay relays relayed relaying cite cites cited citing quoted quoting mentioned mentioning
    acknowledge acknowledges acknowledged acknowledging announce announces announced announcing declare declares declared
    declaring urge urges urged urging explain explains explained explaining confirm confirms confirmed confirming concede
    concedes conceded conceding admit admits admitted admitting predict predicts predicted predicting commented commenting
    remarked remarking imply implies implied implying recount recounts recounted doubted opine opines opined
    """
)
"""Verbs wherever they stand."""
_SINGULAR = word_set(
    """
    reports claims notes quotes questions disputes hopes credits labels mentions judges regards attributes states doubts
    comments remarks
    """
)
"""Verbs of one speaker, and plural nouns."""
_PLURAL = word_set(
    """
    report claim note quote question dispute hope credit label mention judge regard attribute doubt comment remark add
    think see consider
    """
)
"""Verbs of several speakers, and singular nouns or something else."""
_GUARDED_PARTICIPLES = word_set("reporting warning questioning")
_BEFORE_THAT = word_set(
    """
    maintain maintains maintained maintaining hold holds held conclude concludes concluded concluding recall recalls
    recalled stress stresses stressed stressing emphasise emphasises emphasised emphasising emphasize emphasizes
    emphasized emphasizing reveal reveals revealed revealing observe observes observed estimate estimates estimated repeat
    repeats repeated repeating reiterate reiterates reiterated signal signals signalled signaled indicate indicates
    indicated
    """
)
"""Verbs of saying before `that`, and of doing otherwise."""
_CALLING = word_set("call calls called calling")
_SEEN = word_set("seen saw")
_FINDING = word_set("find finds found")
_HEDGES = word_set("reportedly allegedly purportedly supposedly alleged purported")
_ASSERTIONS = word_set(
    """
    claim claims assertion assertions allegation allegations accusation accusations suggestion suggestions contention
    statement statements phrase view belief argument
    """
)
"""Nouns of saying, before `that`."""
_ONLY_NOUNS = _ASSERTIONS - _SINGULAR - _PLURAL
_SPEAKING = word_set("speak speaks spoke spoken speaking talk talks talked talking")
_VERBS = _ALWAYS | _SINGULAR | _PLURAL | _GUARDED_PARTICIPLES | _BEFORE_THAT | _CALLING | _SEEN | _FINDING | _SPEAKING

_SOURCE = r"(?:text|report|commentary|article|source|author|analysis|story|account|dispatch|newspaper|agency|outlet|statement)s?"
_SOURCES = word_set(
    """
    text report commentary article source author analysis story newspaper agency outlet presidency
    """
)
_PEOPLE = word_set(
    """
    officials observers analysts critics supporters ministers presidents leaders reporters sources journalists diplomats
    experts authorities opponents prosecutors governments countries sides reports texts articles authors media police they
    we you i others some many most few both all who which that people voters states
    """
)
_SINGLE = (
    word_set(
        """
    he she it who which that one another none nobody neither each either also itself himself herself
    """
    )
    | _SOURCES
)
_MODALS = word_set("will would can could may might must should did do does not cannot never")
_ADVERBS = word_set("also alone only itself himself herself themselves still then now even both just")
_OBJECTS = word_set("that no a an the it him her them its his their this these those what whether how")
_DETERMINERS = word_set(
    """
    the a an this that these those his her its their our my any no some first second such
    """
)
_TOKEN = re.compile(r"[^\W_]+(?:[’'.\-][^\W_]+)*|\x00+|[,;:—–()?!]")


def _with_quotations_hidden(sentence: str) -> str:
    """The sentence with its quotations hidden, but for the likes of “reportedly”: what hedges still attributes."""
    plain = without_quotations(sentence)
    for start, end in quotations(sentence):
        if end - start < _LONGEST_HEDGE and _HEDGE.fullmatch(sentence, start + 1, end - 1):
            plain = plain[:start] + sentence[start:end] + plain[end:]
    return plain


def _begins(tokens: list[str], index: int) -> bool:
    """Whether a word has its capital from its place: `Report` within a clause is part of a name."""
    return index == 0 or tokens[index - 1] in (":", ";", "—", "–", "(", "?", "!")


def _says(form: str, tokens: list[str], index: int) -> bool:
    """Whether a form that may be of saying is so here."""
    before = tokens[index - 1] if index else ""
    after = tokens[index + 1] if index + 1 < len(tokens) else ""
    if form in _HEDGES or (after == "that" and form in _ASSERTIONS):
        return True
    if form in _ALWAYS:
        if before == "be" and index > 1 and tokens[index - 2] == "to":
            return False  # what is still to be announced
        if before == "to" and not form.endswith(("s", "ed", "ing")):
            return False  # what somebody came to deny
        return not (form in ("telling", "thought", "accused") and before.lower() in _DETERMINERS)
    if form in _ONLY_NOUNS:
        return False
    if form in _SINGULAR:
        return _is_verb_of_one(before, after, tokens, index)
    if form in _PLURAL:
        return _is_verb_of_many(_before_aside(tokens, index)) and not (
            form == "see" and after in ("para", "paras", "page", "note")
        )
    if form in _GUARDED_PARTICIPLES:
        return before.lower() not in _DETERMINERS and after in (*_OBJECTS, "of", ":")
    if form in _BEFORE_THAT:
        return after == "that" or (form in ("holds", "maintains", "held") and _is_aside(before, after))
    if form in _CALLING:
        return _calls(form, before, after, tokens, index)
    if form in _SEEN:
        return after == "as"
    if form in _FINDING:
        return before.lower() != "to" and (after in ("that", "it", "them", "him", "her", "no") or after[:1] == HIDDEN)
    return _speaks(form, before, tokens, index)


def _is_verb_of_one(before: str, after: str, tokens: list[str], index: int) -> bool:
    plain = before.lower().removesuffix("’s")
    if plain in _DETERMINERS and plain != "that":
        return False
    if plain in _SINGLE or (plain in _ADVERBS and index > 1):
        return True
    if before[:1].isupper() and not before.endswith(("’s", "'s")):
        is_kin = plain in KIN or plain.removesuffix("s") in KIN or before.isupper()
        return not (is_kin or plain == "united") or after in _OBJECTS
    if plain in ("and", "or", "but", "yet", ",", ")", "—", "–") or plain.endswith("ly") or before[:1] == HIDDEN:
        return (
            after in _OBJECTS
            or after[:1] == HIDDEN
            or (plain in (",", "—", "–") and (after[:1].isupper() or _names_source(tokens, index)))
        )
    return False


def _names_source(tokens: list[str], index: int) -> bool:
    """Whether the subject follows: `…, reports the undated text`."""
    return any(token in _SOURCES for token in tokens[index + 1 : index + 5])


def _is_verb_of_many(before: str) -> bool:
    plain = before.lower()
    return plain in _PEOPLE or plain in _MODALS or plain.endswith(("n’t", "n't"))


def _before_aside(tokens: list[str], index: int) -> str:
    """The token before a verb, or before the aside between it and its subject: `officials, unnamed, question`."""
    if index > 2 and tokens[index - 1] == "," and "," in tokens[max(0, index - 5) : index - 1]:
        comma = max(at for at in range(max(0, index - 5), index - 1) if tokens[at] == ",")
        return tokens[comma - 1] if comma else ""
    return tokens[index - 1] if index else ""


def _is_aside(before: str, after: str) -> bool:
    """Whether the verb stands in an aside, as in `relations, Meriguet holds, became strained` or `the commentary holds;`."""
    return after in ("", ",", ";", ":", ")", "—", "–") and (before[:1].isupper() or before in _SOURCES) and before != "It"


def _calls(form: str, before: str, after: str, tokens: list[str], index: int) -> bool:
    if after in ("on", "for", "off", "up", "in", "out", "back", "upon", "to", "between", "with"):
        return False
    if form == "calls":
        return _is_verb_of_one(before, after, tokens, index)
    if form == "call":
        return _is_verb_of_many(before)
    return bool(after) and after not in (",", ";")


def _speaks(form: str, before: str, tokens: list[str], index: int) -> bool:
    if form in ("talk", "talks", "speak") and not (_is_verb_of_many(before) or before[:1].isupper() or before.lower() in _SINGLE):
        return False
    for token in tokens[index + 1 : index + 4]:
        if token in ("of", "about"):
            return True
        if not token[0].isalpha() or token in ("to", "with", "at", "in", "on"):
            return False
    return False


# Phrases ------------------------------------------------------------------------------------------------------------------

_VIEW = r"(?:view|opinion|words|account|telling|reading|version|judge?ment|eyes|phrase)"
_LONGEST_HEDGE = 16
_HEDGE = re.compile("|".join(sorted(_HEDGES)), re.IGNORECASE)
_IN_VIEW = rf"""\w+\s+(?:
    the\s+(?:[\w-]+\s+)?{_VIEW}\s+of\b
  | (?:his|her|its|their|my|our)\s+(?:own\s+)?{_VIEW}\b
  | (?:[\w.’'-]+\s+){{0,4}}?[\w.-]+(?:[’']s|s[’'])\s+(?:own\s+)?{_VIEW}\b
  | (?:the|one|two|three|that|an?|another|both)\s+(?:[\w-]+\s+){{0,2}}{_SOURCE}\b(?!\s+of\b)
)"""
_IS_SAID = r"\w+\s+(?:\w+ly\s+)?(?:said|reported|alleged|believed|thought|understood|rumou?red)\s+to\b"
_TO = rf"""\w+\s+(?:
    (?P<text>(?:the|one|two|that|both)\s+(?:[\w-]+\s+){{0,2}}{_SOURCE})\b
  | (?P<who>[^\W\d_a-zß-ÿ][\w-]+)(?:\s+[^\W\d_a-zß-ÿ][\w-]+)*(?![\w’'-])(?!\s*(?:[.;:]|\Z))
  | (?P<them>him|her|them|some|others|many|critics|observers)\b(?=,|\s+(?:\0|(?:an?|the|it|this|that)\b))
)"""
_FOR = r"\w+\s+(?P<who>[^\W\d_a-zß-ÿ][\w-]+)(?:\s+[^\W\d_a-zß-ÿ][\w-]+)*(?=,)"
_PHRASES = {
    trigger: re.compile(pattern, re.VERBOSE)
    for triggers, pattern in (
        ("according", r"\w+\s+to\b"),
        ("in on by", _IN_VIEW),
        ("is are was were be been", _IS_SAID),
        ("to", _TO),
        ("for", _FOR),
    )
    for trigger in triggers.split()
}
"""The words that a phrase of attribution may begin with, and what makes them one."""
_TELLING = _VERBS | _HEDGES | _ASSERTIONS | _PHRASES.keys()
_TURNS = frozenset(("", ",", ";", ":", "—", "–", "("))
_PLACES = word_set(
    """
    washington caracas bogotá bogota quito brussels moscow beijing london paris havana madrid geneva york new white south
    north january february march april may june july august september october november december
    """
)
_MOVED = word_set(
    """
    sent send gave given give gives giving added adds adding belongs belong refers referred refer pointed points led leads
    came comes went goes access response responses reply replied replies link links linked attached attributed ascribed
    credited spoke speaks speaking said told wrote writing sold handed deliver delivered deliveries passed leaked
    submitted presented brought bring took taken transferred extradited travelled flew moved contrary close closer due
    thanks owing returned return returns turn turned turning contributed contribute subject objected object objection
    objections similar related relating compared equal speech letter message visit next
    """
)
"""Words in a clause before `to the text` that make it a goal and no speaker."""


def _attributes(phrase: re.Match[str], tokens: list[str], index: int) -> bool:
    """Whether `to` and `for` name who sees it so; other phrases always do."""
    groups = phrase.groupdict()
    before = tokens[index - 1].lower() if index else ""
    if groups.get("text"):
        return not _moves(tokens, index)
    who = (groups.get("who") or "").lower()
    if not who and not groups.get("them"):
        return True
    if who in _PLACES or who in KIN or who in _COUNTRIES:
        return False
    if before in ("but", "and", "yet", "though", "while", "whereas"):
        return not who or index < 2 or tokens[index - 2] in _TURNS
    return before in _TURNS or (bool(who) and before.endswith(("-left", "-right", "-wing", "ist")))


def _moves(tokens: list[str], index: int) -> bool:
    """Whether something in the clause goes, is given or belongs `to the text`."""
    for token in reversed(tokens[max(0, index - 6) : index]):
        if token in _TURNS:
            return False
        if token.lower() in _MOVED:
            return True
    return False


_COUNTRIES = frozenset(KIN.values()) | {word.split()[0] for word in COMPOUNDS}


# Surroundings -------------------------------------------------------------------------------------------------------------

_ANAPHOR = re.compile(
    r"\b(?i:he|she|it|they|him|her|them|his|hers|its|their|theirs|himself|herself|itself|themselves|the\s+latter|the\s+former"
    rf"|(?:the\s+same|that|this|these|those)\s+(?:[\w-]+\s+)?{_SOURCE}"
    r"|both(?:\s+(?:presidents|leaders|men|women|sides|governments|countries|ministers|sources|reports|of\s+them))?"
    r"|the\s+(?:two|three|other|others)\b(?:\s+\w+)?)\b"
)

_DISAGREEMENT = re.compile(
    r"""\b(?i:
        differ(?:s|ed|ing|ent|ently)? | disagree\w* | contradict\w* | conflict\s+with | disput\w+
      | refut\w+ | while | whereas | but | (?<!\bnot\s)yet(?!\s+to\b) | though | although | however | nevertheless | nonetheless
      | instead | or | by\s+contrast | in\s+contrast | on\s+the\s+(?:other\s+hand|contrary) | contrary | conversely
      | unclear | not\s+clear | uncertain | whether | alone | sits?\s+ill | at\s+odds | inconsistent\w* | incompatible
      | variously | vary | varies | varied | varying | depending\s+on | each\s+named | conflicts | conflicted | conflicting
      | (?:set|sets|setting|stands?|as|weigh\w*)\b[^.;]{0,60}?\b(?:against|beside) | the\s+other\s+way | no\s+(?:other\s+)?source
    )\b | \b(?i:only)\s+(?:the|one|[^\W\d_a-zß-ÿ]\w*)\b""",
    re.VERBOSE,
)
