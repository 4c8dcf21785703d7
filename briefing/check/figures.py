"""Numbers, dates and quoted words of the text, each held against the claims that its sentence cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from msgspec.structs import replace

from briefing.check.carrying import Fit, carries_date, fit
from briefing.check.holdings import Figure, mention, shares
from briefing.check.holdings import figure as figure_of
from briefing.check.numbering import is_named
from briefing.check.passages import Passage, Sentence
from briefing.check.study import Study
from briefing.check.tallies import counts_outlets, counts_sources, is_tally, tallies
from briefing.diagnostics import Diagnostic, Rule
from briefing.diagnostics.words import short
from briefing.english.bounds import in_words
from briefing.english.dates import DateMention, dates
from briefing.english.quantities import Quantity, quantities
from briefing.english.saying import attributions
from briefing.english.sentences import word_set
from briefing.english.telling import tells
from briefing.english.units import stem
from briefing.evidence.normalise import normalise
from briefing.model.evidence import Claim
from briefing.model.section import Block, TimelineBlock
from briefing.model.values import MONTHS, PartialDate

QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|(?<!\w)‘((?:[^‘’“”]|’(?=\w))+)’(?!\w)")
"""Words in quotation marks, double or, as the British set them, single."""
_BREAK = re.compile(r"\s*(?:\[\.\.\.\]|\.\.\.|…|\[[^\]]*\])\s*")
_REFERENCE = re.compile(
    r"\b(?:Section|Article|Table|Figure|Chapter|Part|Annex|Appendix|Rule|Act|Clause|Resolution|Paragraph|No\.|Note|Page)s?\s+$"
)
"""What a number only names: `Section 114`."""
_RELATION = re.compile(r"\b(before|after|until|since|by|from|past)\b")
_LIMIT = re.compile(r"\b(before|after|until|since|by|from|on)\s+(?:the\s+end\s+of\s+)?$")
_ALIKE = {
    "since": ("from", "on"),
    "from": ("since", "after", "on"),
    "until": ("by", "before", "on"),
    "before": ("until", "by"),
    "by": ("until", "before", "on"),
    "on": ("from", "since", "until", "by"),
}
_SHAPES = frozenset(
    map(stem, word_set("bar line dot point mark column row series panel circle curve slice axis shape scale part pair segment"))
)
"""What one counts in a picture."""
_SCALED = re.compile(r"\bin\s+(?:thousands|millions|billions)$")
"""How an exhibit says what its figures count: `Aid in millions of dollars`."""
_BARE = re.compile(r"[\d.,\s]+")
_EDGE = " .,;:!?—–-"


def figures(study: Study) -> Iterator[Diagnostic]:
    """Every sentence of the brief, and the dates of its timelines."""
    for sentence in study.sentences:
        told, days = quantities(sentence.text), dates(sentence.text)
        quoted = list(QUOTED.finditer(sentence.text)) if sentence.passage.role != "annex" else []
        if not told and not days and not quoted:
            continue
        claims = study.carriers(sentence)
        if claims is None:
            continue
        yield from _numbers(sentence, told, claims, study)
        yield from _dates(sentence, days, claims, study)
        yield from _words(sentence, quoted, claims, study)
    yield from _events(study)


def _numbers(sentence: Sentence, told: Sequence[Quantity], claims: list[Claim], study: Study) -> Iterator[Diagnostic]:
    if not told or sentence.passage.role == "summary":
        return  # the numbers of a summary count the base, and are held against that
    carried = [(claim, figure) for claim in claims for figure in study.holdings(claim).figures]
    known = {noun for _, figure in carried for noun in figure.nouns}
    facts = [fact for fact, _ in study.claims(study.near(sentence)) or ()]
    for place, one in enumerate(told):
        mine = _meant(one, (*told[:place], *told[place + 1 : place + 2]), known, sentence.text)
        counted = tallies(one, sentence, claims, study) if is_tally(one) else set()
        if int(one.amount) in counted or is_no_evidence(one, sentence.text, is_note=sentence.passage.role == "annex"):
            continue
        if is_named(one, sentence.text, facts):
            continue
        if sentence.passage.role == "picture" and _SHAPES.intersection(map(stem, one.nouns)):
            continue
        if sentence.passage.role in ("picture", "exhibit") and _SCALED.search(sentence.text[: one.end]):
            continue
        if is_tally(one) and sentence.passage.beyond == "workspace" and not sentence.text[one.start].isdigit():
            yield _uncarried(sentence, one, [], study)  # among all claims there is every small number
            continue
        held = ((max(fit(this, figure) for this in mine), claim, figure) for claim, figure in carried)
        best = max(held, key=lambda found: found[0], default=None)
        if one.kind == "time" and best is not None and best[0] is Fit.CARRIED and _moved(sentence.text, one, best[1]):
            best = (Fit.OTHER_BOUND, best[1], best[2])
        if counts_outlets(one) and counted and (best is None or best[0] is not Fit.CARRIED):
            yield _miscounted(sentence, one, counted)
        elif best is None or best[0] is Fit.NONE:
            yield _uncarried(sentence, one, claims, study)
        elif best[0] is not Fit.CARRIED:
            yield _other(sentence, one, best, study)


def _moved(text: str, one: Quantity, claim: Claim) -> bool:
    """Whether a time of day stands after another word than in the claim: `shortly before 11:00` is not `at 11:00`."""
    theirs = _relations(one, claim)
    return bool(theirs) and _relation(text, one.start) not in theirs


def _relations(one: Quantity, claim: Claim) -> list[str]:
    """The words before a time of day in a claim's quotation."""
    quote = str(claim.quote)
    return [_relation(quote, at.start) for at in quantities(quote) if at.kind == "time" and at.amount == one.amount]


def _relation(text: str, at: int) -> str:
    return next(reversed(_RELATION.findall(text[max(0, at - 24) : at])), "at")


def _meant(one: Quantity, beside: Iterable[Quantity], known: set[str], text: str) -> list[Figure]:
    """A figure of the text as what it may mean: of the nearest thing that claims count, or of what is measured beside it.

    In `two hours by the Gazette, five by the Echo` the five are hours, as in `two by the Gazette, five hours by the Echo` are the
    two; in `less than a third`, `one shop in five` are shares.
    """
    mine = figure_of(one)
    if parts := shares(one, text):
        return [mine, *parts]
    nearest = next((noun for noun in map(stem, one.nouns) if noun in known), None)
    if nearest is not None:
        return [replace(mine, nouns=frozenset({nearest}))]
    if one.kind != "number" or one.unit or one.nouns:
        return [mine]
    return [
        mine,
        *(replace(mine, kind=other.kind, unit=other.unit, rate=other.rate) for other in beside if other.kind != "ordinal"),
    ]


def is_no_evidence(one: Quantity, text: str, *, is_note: bool = False) -> bool:
    """Words that count what the reader sees: `the two`, `one source`; in notes on claims also `two grounds`, `the third`."""
    if _REFERENCE.search(text[: one.start]):
        return True
    if any(char.isdigit() for char in text[one.start : one.end]) or one.kind not in ("number", "ordinal", "duration"):
        return False
    if is_note:
        return True
    if one.kind == "ordinal":
        return counts_sources(one)  # `the first account`
    return one.kind == "number" and not one.unit and ((one.is_definite and one.amount == 2) or one.amount == 1)


def _uncarried(sentence: Sentence, one: Quantity, claims: list[Claim], study: Study) -> Diagnostic:
    written = sentence.text[one.start : one.end]
    carried = [shown for claim in claims for figure in study.holdings(claim).figures if (shown := _shown(figure))]
    where = _elsewhere(one, claims, study)
    hints = (
        f"`{where}` carries it: cite it here" if where else "",
        f"what is cited here carries {', '.join(dict.fromkeys(carried[:12]))}"
        if carried and sentence.passage.beyond is None
        else "",
        "" if carried or where else "cite the claim that says so, or take the figure out",
    )
    message = f"no claim cited here carries `{_with_noun(one, written)}`"
    return Diagnostic(Rule.NUMBER_IS_CARRIED, message, sentence.span_of(one.start, one.end), hints)


def _miscounted(sentence: Sentence, one: Quantity, counted: set[int]) -> Diagnostic:
    there = " or ".join(f"`{number}`" for number in sorted(counted))
    written = _with_noun(one, sentence.text[one.start : one.end])
    message = f"the text says `{written}`, what is cited here gives {there}"
    hint = (
        "correct the number, or cite all that are meant; sources are counted of one answer, of one fact, and of all that is told"
    )
    return Diagnostic(Rule.NUMBER_IS_CARRIED, message, sentence.span_of(one.start, one.end), (hint,))


def _other(sentence: Sentence, one: Quantity, best: tuple[Fit, Claim, Figure], study: Study) -> Diagnostic:
    found, claim, held = best
    written = _with_noun(one, sentence.text[one.start : one.end])
    rule = Rule.BOUND_IS_KEPT if found is Fit.OTHER_BOUND else Rule.NUMBER_IS_CARRIED
    said, carried = f"{in_words(one.bound, is_strict=one.is_strict)}{written}", _shown(held)
    if one.kind == "time":
        theirs = " or ".join(dict.fromkeys(_relations(one, claim)))
        said, carried = f"{_relation(sentence.text, one.start)} {said}", f"{theirs} {carried}".lstrip()
    elif one.rate and held.rate and one.rate not in written:
        said += f" a {one.rate}"
    if held.is_range and not one.is_range:
        carried += ", one end of a range"
    message = f"the text says `{said}`, `{study.name(claim)}` carries {carried}"
    hint = "say it as the claim does, or correct the claim" if found is Fit.OTHER_BOUND else "give it the unit that the claim has"
    return Diagnostic(rule, message, sentence.span_of(one.start, one.end), (hint,))


def _elsewhere(one: Quantity, claims: list[Claim], study: Study) -> str:
    """The name of a claim elsewhere in the workspace that carries the figure as it stands; empty where there is none."""
    here = set(map(id, claims))
    if one.kind == "number" and one.amount < 10:
        return ""  # small numbers stand everywhere
    likely = (found for found in study.by_amount.get(one.amount, ()) if id(found[0]) not in here)
    return next((key for _, key, held in likely if fit(one, held) is Fit.CARRIED), "")


def _dates(sentence: Sentence, told: Iterable[DateMention], claims: list[Claim], study: Study) -> Iterator[Diagnostic]:
    told, own = list(told), study.project.frame.days
    if not told or own is None:
        return
    held = [*map(mention, own), *_days(claims, study)]
    of_issue = _days_of_issue(claims, study)
    for one in told:
        if carries_date(one, held) or (_may_be_of_issue(one, sentence) and carries_date(one, of_issue)):
            yield from _turned(sentence, one, claims)
            continue
        carried = list(dict.fromkeys(_day(day) for claim in claims for day in study.holdings(claim).dates))
        hints = (
            f"what is cited here carries {', '.join(carried[:12])}" if carried and sentence.passage.beyond is None else "",
            "" if carried else "cite the claim that gives the date, or take it out",
        )
        message = f"no claim cited here carries the date `{sentence.text[one.start : one.end]}`"
        yield Diagnostic(Rule.DATE_IS_CARRIED, message, sentence.span_of(one.start, one.end), hints)


def _turned(sentence: Sentence, one: DateMention, claims: list[Claim]) -> Iterator[Diagnostic]:
    """A date that the text sets a bound with, where every claim that prints it sets another: `after 2030` for `by 2030`."""
    mine = _LIMIT.findall(sentence.text[max(0, one.start - 12) : one.start])
    if not mine:
        return
    printed = [(str(claim.quote), other) for claim in claims for other in dates(claim.quote) if carries_date(one, [other])]
    theirs = {word for quote, other in printed for word in _LIMIT.findall(quote[max(0, other.start - 12) : other.start])}
    if theirs and not theirs & {mine[-1], *_ALIKE.get(mine[-1], ())}:
        written = sentence.text[one.start : one.end]
        message = f"the text says `{mine[-1]} {written}`, the quotation `{' or '.join(sorted(theirs))} {written}`"
        yield Diagnostic(Rule.BOUND_IS_KEPT, message, sentence.span_of(one.start, one.end), ("say it as the quotation does",))


def _days(claims: Iterable[Claim], study: Study) -> Iterator[DateMention]:
    """The dates that claims carry; of those without a year also the one that their source's date gives them."""
    for claim in claims:
        source = study.project.sources.get(claim.source)
        issued = source.issued if source else None
        for day in study.holdings(claim).dates:
            yield day
            if issued and day.year is None and day.month is not None:
                yield replace(day, year=_nearest_year(day.month, issued))


def _may_be_of_issue(one: DateMention, sentence: Sentence) -> bool:
    """Whether a date may be that of a source: a day where something is said (`in a statement of 17 March`), or a month."""
    if sentence.passage.role == "annex":
        return True
    return one.month is not None and (one.day is None or _says(sentence.text))


def _says(text: str) -> bool:
    return bool(attributions(text)) or tells(text)


def _days_of_issue(claims: Iterable[Claim], study: Study) -> list[DateMention]:
    """The dates of the sources."""
    sources = [study.project.sources.get(claim.source) for claim in claims]
    return [mention(day) for one in sources if one for day in (one.issued, one.information_date) if day]


def _nearest_year(month: int, issued: PartialDate) -> int:
    """The year of a month that a text prints without one: the nearest to its day of issue."""
    of_issue = issued.month or 6
    return issued.year + (-1 if month - of_issue > 6 else 1 if of_issue - month > 6 else 0)


def _words(sentence: Sentence, quoted: Iterable[re.Match[str]], claims: list[Claim], study: Study) -> Iterator[Diagnostic]:
    for match in quoted:
        phrase = phrase_of(match)
        if any(stands_in(phrase, study.holdings(claim).quote) for claim in claims):
            continue
        where = next((key for _, one, key in study.project.claims() if stands_in(phrase, study.holdings(one).quote)), "")
        hint = (
            f"`{where}` quotes it: cite it here" if where else "quote the source’s very words, and cite the claim that holds them"
        )
        message = f"no quotation cited here holds the words “{short(phrase)}”"
        yield Diagnostic(Rule.WORDS_ARE_QUOTED, message, sentence.span_of(*match.span()), (hint,))


def phrase_of(match: re.Match[str]) -> str:
    """The words between the marks."""
    return str(match[match.lastindex or 0])


def stands_in(phrase: str, quotation: str) -> bool:
    """Whether words stand in a folded quotation: whole, in order where some are left out, the case of the first letter free."""
    at = 0
    for part in _BREAK.split(normalise(phrase).text):
        words = part.strip(_EDGE)
        if not words:
            continue
        either = f"[{re.escape(words[0].lower())}{re.escape(words[0].upper())}]{re.escape(words[1:])}"
        found = re.compile(rf"(?<!\w){either}(?!\w)").search(quotation, at)
        if not found:
            return False
        at = found.end()
    return at > 0


def _events(study: Study) -> Iterator[Diagnostic]:
    """Dates that stand in a timeline by themselves: what the event cites carries them."""
    texts: dict[int, Passage] = {id(passage.prose): passage for passage in study.passages}
    for section in study.project.sections:
        for item in section.body:
            if not isinstance(item, Block) or not isinstance(item.content, TimelineBlock):
                continue
            for event in item.content.events:
                passage = texts.get(id(event.text))
                cited = study.claims(passage.targets) if passage else None
                if event.date is None or event.text is None or cited is None:
                    continue
                claims = [claim for _, claim in cited]
                days = [*_days(claims, study)]
                if _says(event.text.words):
                    days += _days_of_issue(claims, study)
                if not carries_date(mention(event.date), days):
                    carried = ", ".join(dict.fromkeys(_day(day) for claim in claims for day in study.holdings(claim).dates))
                    hint = f"what the event cites carries {carried}" if carried else "cite the claim that gives the date"
                    message = f"no claim cited by this event carries its date `{event.date}`"
                    yield Diagnostic(Rule.DATE_IS_CARRIED, message, event.span_of("date"), (hint,))


# In words -----------------------------------------------------------------------------------------------------------------

_ORDINALS = {"1": "st", "2": "nd", "3": "rd"}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _with_noun(one: Quantity, written: str) -> str:
    """With what it counts, or with the unit that it has from the next number: of `5 and 6 tonnes` the 5."""
    if (one.unit or one.kind == "percent") and _BARE.fullmatch(written):
        return _shown(replace(figure_of(one), bound="exact", rate=""))
    return f"{written} {one.nouns[0]}" if one.nouns else written


def _shown(held: Figure) -> str:
    number = f"{held.amount.normalize():,f}"
    match held.kind:
        case "percent":
            number += "%"
        case "money":
            number = f"{held.unit} {number}"
        case "ordinal":
            number += _ORDINALS.get(number[-1:] if number[-2:-1] != "1" else "", "th")
        case "time":
            number = f"{int(held.amount) // 60}:{int(held.amount) % 60:02}"
        case "duration":
            number += f" {held.unit}{'s' if held.amount != 1 else ''}"
        case _ if held.unit == "vague":
            return ""
        case _ if held.unit == "fraction":
            number = f"{Fraction(held.amount).limit_denominator(100)}"
        case _:
            number += f" {held.unit or held.counted}".rstrip()
    rate = f" a {held.rate}" if held.rate else ""
    bound = "" if held.bound == "any" else in_words(held.bound, is_strict=held.is_strict)
    return f"{bound}{number}{rate}"


def _day(day: DateMention) -> str:
    if day.year is None and day.month is None and day.weekday is not None:
        return _DAYS[day.weekday]
    parts = (str(day.day or ""), MONTHS[day.month - 1] if day.month else "", str(day.year or ""))
    return " ".join(part for part in parts if part)
