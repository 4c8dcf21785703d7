"""Names of people, places and organisations, by their capitals; and the words by which to look them up.

`names` finds them, `core` takes a name's words out of its titles, `name_words` is what a text offers to look up in, and
`variants` are the other ways to write a word of a name: with `variants(word) & name_words(text)` a caller asks whether `US`
is in a text that writes `the United States`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from msgspec import Struct

from briefing.english.sentences import FUNCTION_WORDS, sentences, word_set


class Name(Struct, frozen=True):
    """A name, titles before it included. `start` and `end` are its offsets; a possessive ’s is not part of it."""

    start: int
    end: int
    text: str
    is_initial: bool
    """Whether its first word begins a sentence, so that its capital says nothing."""


@lru_cache(maxsize=16384)
def names(text: str) -> tuple[Name, ...]:
    """Every name of a text, in order. Months, weekdays and titles without a name are none.

    A capitalised word at the beginning of a sentence may be any word: it is returned and marked `is_initial`.
    """
    found: list[Name] = []
    for first, last in sentences(text):
        for start, end in _runs(text, first, last):
            begins, ends = _trimmed(text, start, end)
            is_initial = begins == start and _is_initial(text, first, start)
            for one, other in _parted(text, begins, ends) if is_initial else ((begins, ends),):
                if one < other and core(written := text[one:other]):
                    found.append(Name(one, other, written, is_initial and one == start))
    return tuple(found)


def name_words(text: str) -> frozenset[str]:
    """The capitalised words of all names of a text, in lower case and with their accents, to look names up in.

    A country of several words is there as a whole too: `united states`.
    """
    found: set[str] = set()
    for name in names(text):
        words = [word.lower() for word in _words(name.text)]
        for index, word in enumerate(words):
            if compound := _compound(words, index):
                found.add(compound)
            if compound not in _AMERICAS and not (index and f"{words[index - 1]} {word}" in _AMERICAS):
                found.add(word)
    return frozenset(found)


@lru_cache(maxsize=4096)
def core(name: str) -> tuple[str, ...]:
    """The words of a name to look up: no titles, particles or lower-case words, compounds with hyphens taken apart.

    A country of several words is one of them: `United States`.
    """
    words = _words(name)
    plain = [word.lower() for word in words]
    found: list[str] = []
    at = 0
    while at < len(words):
        if compound := _compound(words, at):
            found.append(compound)
            at += compound.count(" ")
        elif _is_acronym(words[at]) or not (_is_title(plain, at) or plain[at] in _NEVER_NAMES):
            found.append(words[at])
        at += 1
    return tuple(found)


@lru_cache(maxsize=4096)
def variants(word: str) -> frozenset[str]:
    """The ways to write a word of a name, in lower case: the word itself, its country, the country's people and short forms.

    With a country of several words comes its last, `states`, for callers who have a text's words one by one.
    """
    plain = word.lower().removesuffix("’s").removesuffix("'s")
    country = KIN.get(plain, plain)
    last = {country.split()[-1]} if country in COMPOUNDS and country not in _AMERICAS else set()
    return _SAME.get(country, frozenset()) | {plain, country} | last


# Finding ------------------------------------------------------------------------------------------------------------------

_U = "[A-ZÀ-ÖØ-ÞĀ-ɏΆ-ΫЀ-ЯḀ-ỿ]"  # with small letters of the rarer alphabets among them, which _trimmed takes away
_TITLE_DOTS = r"(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Maj|Capt|Cmdr|Sgt|Prof|Rev|Hon|Adm|Amb|St|Jr|Sr)\."
_PART = rf"{_U}\w*(?:[’'&](?!s\b)\w+)*"
_CAPITALISED = rf"(?:{_TITLE_DOTS}|(?:{_U}\.){{2,}}{_U}?|{_U}\.(?=\s{_U})|(?:[^\W\d_]+-|[dl][’'])*{_PART}(?:-\w+)*)"
_PARTICLE = (
    r"(?:de|del|della|di|da|dos|das|du|des|la|las|los|le|les|el|al|y|por|para|von|van|der|den|zu|bin|ibn|ben|of(?:\s+the)?)"
)
_RUN = re.compile(rf"(?<![\w@./-]){_CAPITALISED}(?:(?:\s+{_PARTICLE}\b){{0,3}}\s+{_CAPITALISED}|\s&\s{_CAPITALISED})*")
_JOINT = re.compile(r"\s+(?:on|for|and)\s+(?:the\s+)?")
_HEAD = re.compile(
    r"\b(?:Office|Ministry|Department|Committee|Commission|Council|Bureau|Agency|Institute|Cent(?:er|re)|Fund|Organi[sz]ation|Bank"
    r"|Board|Chamber|Court|Federation|Association|Academy|School|Faculty|Programme|Program|Convention|Conference|Authority"
    r"|Coalition|Movement|Party|Alliance|Union|Assembly|Society|Foundation)\b"
)
_LOWER_TAIL = re.compile(r"(?:-[a-zß-ÿ][^-]*)+$")
_LOWER_HEAD = re.compile(r"^[a-zß-ÿ][^-]*-")
_WORD = re.compile(rf"(?:{_U}\.){{1,}}(?!\w)|\w+(?:-\d\w*)+|\w+(?:[’'&](?!s\b)\w+)*")
_ARTICLE = re.compile("^[dl][’']")
_FIRST = re.compile(r"(\S+)\s*")
_AFTER_END = r"[”’\"'»)\]\ufffc]*\s+"
_BEGINS = re.compile(rf"(?:(?:^|[.!?…:,;]{_AFTER_END}|\ufffc\s*)[“‘\"'«(\[¿¡]+|[.!?…:]{_AFTER_END})$")
_OPENINGS = "“‘\"'«([¿¡\ufffc "

_DATES = word_set(
    """
    January February March April May June July August September October November December Monday Tuesday Wednesday
    Thursday Friday Saturday Sunday
    """
)
_NEVER_NAMES = (FUNCTION_WORDS | {"pro", "anti", "non", "ex"}) - {"will", "may"}
"""Words that are no names within one either; a Will or a May is somebody."""


def _runs(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words in a sentence, joined where `and`, `on` or `for` belong to the name of a body."""
    begins = ends = -1
    for match in _RUN.finditer(text, first, last):
        start, end = match.span()
        if text[end : end + 1] == "$":  # of `US$3 million` the letters are the currency's
            end = start + len(" ".join(match[0].split(" ")[:-1]).rstrip())
            if end == start:
                continue
        if ends >= 0 and (joint := _JOINT.fullmatch(text, ends, start)) and _belongs(text[begins:ends], joint[0]):
            ends = end
            continue
        if ends >= 0:
            yield begins, ends
        begins, ends = start, end
    if ends >= 0:
        yield begins, ends


def _belongs(before: str, joint: str) -> bool:
    """Whether `joint` goes on with the name: `Office | on Drugs`, `Office on Drugs | and Crime`; not `Petro | and Trump`."""
    head = _HEAD.search(before)
    if not head or "and" not in joint:
        return bool(head)
    rest = before[head.end() :].strip()
    return rest[:1].islower() and rest.count(" ") in (1, 2)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A run without the words at its ends that are no names: `In New York`, `Tuesday`, `US-backed`."""
    while match := _FIRST.match(text, start, end):
        if not (_is_ordinary(match[1]) or (match[1].islower() and start < end)):
            break
        start = match.end()
    while start < end:
        word = text[start:end].rsplit(None, 1)[-1]
        if word not in _DATES or (word == "May" and len(word) < end - start):
            break
        end = start + len(text[start : end - len(word)].rstrip())
    tail = _LOWER_TAIL.search(text, start, end)
    return start, tail.start() if tail else end


def _parted(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """A run at the beginning of a sentence, cut after its first word where a country or an acronym follows: `New | US`."""
    first = _FIRST.match(text, start, end)
    second = _FIRST.match(text, first.end(), end) if first else None
    if not first or not second or _is_acronym(first[1]) or first[1].lower() in KIN:
        return ((start, end),)
    is_name = _is_acronym(second[1]) or second[1].lower() in KIN
    if not is_name or f"{first[1]} {second[1]}".lower() in COMPOUNDS or not first[1][-1].isalpha():
        return ((start, end),)
    return (first.start(), first.end(1)), (second.start(), end)


def _is_acronym(word: str) -> bool:
    return word.isupper() and len(word) > 1


def _is_ordinary(word: str) -> bool:
    if word == "I":
        return True
    if _is_acronym(word):
        return False
    bare = _LOWER_HEAD.sub("", word)
    if bare in _DATES:
        return True
    head = word.replace("'", "’").split("’")[0].lower()
    return head in FUNCTION_WORDS or head in _CONTRACTED


_CONTRACTED = word_set("don doesn didn isn aren wasn weren won can couldn wouldn shouldn hasn haven hadn let")


def _is_initial(text: str, first: int, start: int) -> bool:
    """Whether the sentence that begins at `first`, a quoted one or what follows a colon begins with this word."""
    return not text[first:start].strip(_OPENINGS) or bool(_BEGINS.search(text[max(0, start - 12) : start]))


# Looking up ---------------------------------------------------------------------------------------------------------------

_TITLES = word_set(
    """
    envoy speaker chief president presidents minister ministers secretary secretaries senator senators congressman
    congresswoman representative governor mayor chancellor premier ambassador ambassadors judge king queen prince princess
    pope sheikh emir sultan lady sir lord dame doctor professor colonel captain major lieutenant admiral commander
    sergeant marshal chairman chairwoman chair spokesman spokeswoman spokesperson director mr mrs ms dr gen sen rep gov lt
    col maj capt cmdr sgt prof rev hon adm amb jr sr
    """
)
_OFFICES = word_set("minister ministers secretary secretaries")
_BEFORE_TITLES = word_set(
    """
    acting deputy vice prime first former foreign affairs defence defense interior finance justice treasury health energy
    trade economy environment education agriculture labour labor transport attorney press under assistant home war special
    """
)
"""Words that belong to a title when they stand before one."""
_PORTFOLIOS = _BEFORE_TITLES | {"state", "commerce"}
"""What ministers and secretaries are of."""
_BODIES = word_set("assembly council staff command court committee secretariat directorate motors electric")
"""What is general and no general."""


def _words(name: str) -> list[str]:
    """The capitalised words of a name, without possessives, initials and the full stops of titles."""
    found = (_ARTICLE.sub("", word) for word in _WORD.findall(name))
    return [word for word in found if word[:1].isupper() and not (len(word) == 2 and word[1] == ".")]


def _compound(words: list[str], at: int) -> str:
    """The name of several words that begins here, if one does."""
    for size in (3, 2):
        phrase = " ".join(words[at : at + size])
        if phrase.lower() in COMPOUNDS:
            return phrase
    return ""


def _is_title(plain: list[str], at: int) -> bool:
    """Whether a word is a title or the part of one: `foreign | minister`, `minister of | justice`."""
    if plain[at] in _TITLES or _is_general(plain, at):
        return True
    after = at
    while after < len(plain) and plain[after] in _BEFORE_TITLES:
        after += 1
    if at < after < len(plain) and (plain[after] in _TITLES or _is_general(plain, after)):
        return True
    before = at
    while before >= 0 and plain[before] in _PORTFOLIOS:
        before -= 1
    return 0 <= before < at and plain[before] in _OFFICES


def _is_general(plain: list[str], at: int) -> bool:
    """Whether `General` is a rank; in the General Assembly it is not."""
    return plain[at] == "general" and (at + 1 == len(plain) or plain[at + 1] not in _BODIES)


_PEOPLES = """
    afghanistan: afghan afghans | albania: albanian albanians | algeria: algerian algerians | argentina: argentine
    argentines argentinian argentinians | armenia: armenian armenians | australia: australian australians | austria:
    austrian austrians | azerbaijan: azerbaijani azerbaijanis azeri | bangladesh: bangladeshi bangladeshis | belarus:
    belarusian belarusians | belgium: belgian belgians | bolivia: bolivian bolivians | brazil: brazilian brazilians |
    bulgaria: bulgarian bulgarians | cambodia: cambodian cambodians | canada: canadian canadians | chile: chilean chileans
    | china: chinese | colombia: colombian colombians | costa rica: costa_rican costa_ricans | croatia: croatian croatians
    croat | cuba: cuban cubans | czechia: czech czechs | denmark: danish dane danes | ecuador: ecuadorian ecuadorians
    ecuadorean ecuadoreans | egypt: egyptian egyptians | el salvador: salvadoran salvadorans salvadorean | estonia:
    estonian estonians | ethiopia: ethiopian ethiopians | finland: finnish finn finns | france: french frenchman frenchmen
    | georgia: georgian georgians | germany: german germans | greece: greek greeks | guatemala: guatemalan guatemalans |
    guyana: guyanese | haiti: haitian haitians | honduras: honduran hondurans | hungary: hungarian hungarians | india:
    indian indians | indonesia: indonesian indonesians | iran: iranian iranians | iraq: iraqi iraqis | ireland: irish |
    israel: israeli israelis | italy: italian italians | jamaica: jamaican jamaicans | japan: japanese | jordan: jordanian
    jordanians | kazakhstan: kazakh kazakhs | kenya: kenyan kenyans | latvia: latvian latvians | lebanon: lebanese |
    libya: libyan libyans | lithuania: lithuanian lithuanians | malaysia: malaysian malaysians | mexico: mexican mexicans
    | morocco: moroccan moroccans | myanmar: burmese burma | netherlands: dutch holland | new zealand: new_zealander
    new_zealanders | nicaragua: nicaraguan nicaraguans | nigeria: nigerian nigerians | north korea: north_korean
    north_koreans | norway: norwegian norwegians | pakistan: pakistani pakistanis | palestine: palestinian palestinians |
    panama: panamanian panamanians | paraguay: paraguayan paraguayans | peru: peruvian peruvians | philippines: philippine
    filipino filipinos | poland: polish pole poles | portugal: portuguese | puerto rico: puerto_rican puerto_ricans |
    qatar: qatari qataris | romania: romanian romanians | russia: russian russians | saudi arabia: saudi saudis | serbia:
    serbian serbians serb serbs | singapore: singaporean | slovakia: slovak slovaks | somalia: somali somalis | south
    africa: south_african south_africans | south korea: south_korean south_koreans | spain: spanish spaniard spaniards |
    sri lanka: sri_lankan sri_lankans | sudan: sudanese | sweden: swedish swede swedes | switzerland: swiss | syria:
    syrian syrians | taiwan: taiwanese | thailand: thai thais | tunisia: tunisian tunisians | turkey: turkish turk turks
    türkiye | ukraine: ukrainian ukrainians | uruguay: uruguayan uruguayans | venezuela: venezuelan venezuelans | vietnam:
    vietnamese | yemen: yemeni yemenis | europe: european europeans | africa: african africans | asia: asian asians |
    latin america: latin_american latin_americans | south america: south_american south_americans | central america:
    central_american central_americans | north america: north_american north_americans | caribbean: | united states: us
    u.s. usa u.s.a. america american americans | united nations: un u.n. | united kingdom: uk u.k. britain british briton
    britons great_britain | european union: eu e.u. | united arab emirates: uae u.a.e. emirati emiratis
"""


def _read_peoples() -> Iterator[tuple[str, str]]:
    for entry in _PEOPLES.split("|"):
        country, _, people = entry.partition(":")
        yield from ((word.replace("_", " "), " ".join(country.split())) for word in people.split())


CAPITALS: Mapping[str, str] = MappingProxyType(
    {
        "washington": "us", "bogota": "colombia", "caracas": "venezuela", "quito": "ecuador", "havana": "cuba", "lima": "peru",
        "brasilia": "brazil", "moscow": "russia", "beijing": "china", "london": "uk", "paris": "france", "berlin": "germany",
        "kyiv": "ukraine", "jerusalem": "israel", "tehran": "iran", "ankara": "turkey", "tokyo": "japan", "delhi": "india",
        "madrid": "spain", "rome": "italy", "ottawa": "canada", "canberra": "australia", "riyadh": "saudi", "cairo": "egypt",
    }
)  # fmt: skip
"""Capitals that stand for their governments, without accents, and the country."""

KIN: Mapping[str, str] = MappingProxyType(dict(_read_peoples()))
"""From the adjective, the people and the short forms of a country, or of what is named like one, to its name; lower case."""

COMPOUNDS = frozenset(word for word in (*KIN, *KIN.values()) if " " in word)
"""Names of several words that mean nothing in halves; lower case."""

_AMERICAS = frozenset(word for word in COMPOUNDS if "america" in word)
"""Where `america` is not the United States."""

_SAME: Mapping[str, frozenset[str]] = {
    country: frozenset(word for word, other in KIN.items() if other == country) for country in set(KIN.values())
}
