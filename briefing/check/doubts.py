"""What a careful reader would doubt in a text, in words for an editor who sees neither the facts nor the checks.

Where sources differ and what the brief makes of it, what one source alone says without being named, and where a check was waived.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Literal

from msgspec import Struct

from briefing.check.naming import Naming
from briefing.check.waivers import Waiving, in_force
from briefing.diagnostics import RULES, Rule
from briefing.evidence.disputes import dispute
from briefing.evidence.voices import voices
from briefing.model.brief import Project
from briefing.model.evidence import Claim, Fact, Waiver
from briefing.model.markup import Prose, target_of, targets
from briefing.model.section import Block, TableBlock
from briefing.model.tables import fields_of
from briefing.model.texts import TITLE_BLOCK, PlacedText, block_id, items_of, texts_of_project
from briefing.wording import Wording, language, wording

Kind = Literal["dispute", "single source", "waiver"]

_MOST_ANSWERS, _MOST_LABELS = 4, 6
_LONGEST_ANSWER = 80
_BY_ITSELF = re.compile(r"|(?:item|body)-\d+|title|subtitle|abstract|text|attribution")
"""Parts that are read one by one. Those of an exhibit or a judgment are read at one glance."""
_NAMES_ITS_SOURCE = re.compile(r"text|attribution|item-\d+")
"""Parts that, where they are drawn from evidence, print who says it."""
_GAP = re.compile(r"\s+(?=[.,;:!?)])")
_STOPPED = re.compile(r"[.!?][”’)]?$")


class Doubt(Struct, frozen=True):
    """One doubt about a text, or about an exhibit or a judgment as a whole: then at its first text."""

    block: str
    part: str
    kind: Kind
    text: str
    """Whole sentences."""


def doubts(project: Project, said: Callable[[Claim], str]) -> list[Doubt]:
    """The doubts about a project that was read whole, in reading order. `said` tells in words what a claim says."""
    naming, holders, spoken = Naming(project), _holders(project), wording(project.language)
    found: list[Doubt] = []
    known: set[str] = set()
    """Facts of which the differences were told already."""
    for _, group in groupby(texts_of_project(project), key=_glance):
        texts = list(group)
        first, facts = texts[0], _cited(texts, project)
        holder = holders.pop(first.block, None)  # a waiver is told once, at the first text of what holds it
        told: list[tuple[Kind, str]] = []
        for fact in filter(_is_contested, facts):
            told.append(
                ("dispute", _again(fact, project, spoken) if fact.id in known else _difference(fact, project, said, spoken))
            )
            known.add(str(fact.id))
        told += [("single source", text) for text in _alone(texts, project, naming, spoken)]
        told += [("waiver", _told(*one, spoken)) for one in (in_force(holder, project) if holder is not None else ())]
        told += [("waiver", _told(*one, spoken, fact)) for fact in facts for one in _let_off(fact, project)]
        found += [Doubt(first.block, first.part, kind, text) for kind, text in told]
    return found


def _glance(one: PlacedText) -> tuple[str, str]:
    return one.block, one.part if _BY_ITSELF.fullmatch(one.part) else ""


def _cited(texts: Iterable[PlacedText], project: Project) -> list[Fact]:
    """The facts that texts cite or are drawn from, each once."""
    found: dict[str, Fact] = {}
    for one in texts:
        named = targets(one.text) if isinstance(one.text, Prose) else ()
        for target in (*named, *map(target_of, one.names)):
            if target.fact in project.facts:
                found.setdefault(target.fact, project.facts[target.fact])
    return list(found.values())


# Sources that differ --------------------------------------------------------------------------------------------------------


def _difference(fact: Fact, project: Project, said: Callable[[Claim], str], spoken: Wording) -> str:
    """What the sources say and what the brief makes of it."""
    sources: dict[str, list[Claim]] = {}
    for claim in fact.claims:
        sources.setdefault(_cut(said(claim)), []).append(claim)
    if len({str(claim.source) for claim in fact.claims}) == 1:
        answers = list(sources)
    else:
        answers = [f"{answer} ({_names(claims, project, spoken)})" for answer, claims in sources.items()]
    return f"{_lead(fact, project, spoken)}: {_listed(answers, _MOST_ANSWERS, spoken)}. {_treatment(fact, said, spoken)}"


def _again(fact: Fact, project: Project, spoken: Wording) -> str:
    return spoken.doubt.again.format(lead=_lead(fact, project, spoken))


def _is_contested(fact: Fact) -> bool:
    """Whether answers differ or are set aside; not where a person found that all can be right."""
    between = dispute(fact)
    is_open = between is not None and between.needs_a_person and (fact.resolution is None or fact.resolution.is_told)
    return is_open or any(claim.is_deprecated for claim in fact.claims)


def _lead(fact: Fact, project: Project, spoken: Wording) -> str:
    label = spoken.marks.around(fact.label)
    if len(voices(fact.claims, project.sources)) > 1:
        return spoken.doubt.differ.format(label=label)
    names = _names(fact.claims, project, spoken)
    is_one = len({str(claim.source) for claim in fact.claims}) == 1
    told = (spoken.doubt.gives if is_one else spoken.doubt.give).format(names=names, label=label)
    return told[:1].upper() + told[1:]


def _treatment(fact: Fact, said: Callable[[Claim], str], spoken: Wording) -> str:
    aside = [claim for claim in fact.claims if claim.is_deprecated]
    reasons = [str(claim.reason) for claim in aside if claim.reason]
    reasons += [_GAP.sub("", fact.resolution.note.words)] if fact.resolution else []
    why = " ".join(map(_sentence, reasons))
    decision = fact.resolution.decision if fact.resolution else "prefer" if aside else ""
    does = spoken.doubt.decisions[decision]
    if decision == "prefer":
        preferred = [claim for claim in fact.claims if claim.rank == "preferred"]
        followed = preferred or [claim for claim in fact.claims if not claim.is_deprecated]
        answers = dict.fromkeys(_cut(said(claim)) for claim in followed)
        does += " " + (f" {spoken.doubt.or_} ".join(answers) or spoken.doubt.none)
    return f"{does}: {why}" if why else f"{does}."


# One source alone -----------------------------------------------------------------------------------------------------------


def _alone(texts: list[PlacedText], project: Project, naming: Naming, spoken: Wording) -> Iterator[str]:
    """By source, what only it says, where the text does not name it; a text that does says so by itself."""
    words = " ".join(one.text.words if isinstance(one.text, Prose) else str(one.text or "") for one in texts)
    silent = [one for one in texts if one.text is not None or not _NAMES_ITS_SOURCE.fullmatch(one.part)]
    silent = [one for one in silent if one.text is not None or not _is_told_in_its_row(one, project)]
    by_voice: dict[str, list[Fact]] = {}
    for fact in _cited(silent, project):
        standing = [claim for claim in fact.claims if not claim.is_deprecated]
        heard = voices(standing, project.sources)
        if len(heard) == 1 and not any(naming.spoken_of(claim, words) for claim in standing):
            by_voice.setdefault(next(iter(heard)), []).append(fact)
    for voice, facts in by_voice.items():
        claims = [claim for fact in facts for claim in fact.claims if not claim.is_deprecated]
        claims.sort(key=lambda claim: str(claim.source) != voice)
        says = spoken.doubt.says if len({str(claim.source) for claim in claims}) == 1 else spoken.doubt.say
        labels = _listed((str(fact.label) for fact in facts), _MOST_LABELS, spoken)
        yield says.format(names=_names(claims, project, spoken), labels=labels)


def _is_told_in_its_row(drawn: PlacedText, project: Project) -> bool:
    """Whether a text drawn from a fact is a cell of a table that has a column for who says it."""
    if drawn.address[-2:-1] != ("facts",) or drawn.address[-3:-2] != ("table",):
        return False
    blocks = (item for section in project.sections for item in section.body if isinstance(item, Block))
    tables = (one.content for one in blocks if isinstance(one.content, TableBlock))
    return any("who" in fields_of(table, project.facts) for table in tables if any(one is drawn.names[0] for one in table.facts))


# Waivers --------------------------------------------------------------------------------------------------------------------


def _holders(project: Project) -> dict[str, Waiving]:
    """Whatever holds waivers and has texts, by the id of its block: the title block, sections, blocks."""
    found: dict[str, Waiving] = {TITLE_BLOCK: project.manifest} if project.manifest else {}
    for section in project.sections:
        found[block_id(section)] = section
        found |= {block_id(section, at + 1): item for at, item in items_of(section) if isinstance(item, Block)}
    return found


def _let_off(fact: Fact, project: Project) -> Iterator[tuple[Rule, Waiver]]:
    records: tuple[Waiving, ...] = (fact, *fact.claims)
    for record in records:
        yield from in_force(record, project)


def _told(rule: Rule, waiver: Waiver, spoken: Wording, fact: Fact | None = None) -> str:
    words, until = spoken.doubt, waiver.until
    said = spoken.marks.around(RULES[rule].summary) if language(spoken.tag) == "en" else f"{rule.value}."  # rules are in English
    of = words.of.format(label=spoken.marks.around(fact.label)) if fact is not None else ""
    told = [words.waived.format(of=of, rule=said)]
    told.append(words.reason.format(reason=_sentence(str(waiver.reason))))
    if until:
        told.append(words.until.format(date=spoken.date(until.year, until.month, until.day)))
    return " ".join(told)


# Words ----------------------------------------------------------------------------------------------------------------------


def _names(claims: Iterable[Claim], project: Project, spoken: Wording) -> str:
    """Whose claims they are: `IntelliNews, the commentary and the undated report`."""
    known = dict.fromkeys(str(project.sources[one.source].name) for one in claims if one.source in project.sources)
    *others, last = known or [spoken.doubt.unknown]
    return spoken.both(", ".join(others), last) if others else last


def _cut(text: str) -> str:
    """An answer, as much of it as an editor needs to know it again."""
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_ANSWER else f"{words[: _LONGEST_ANSWER - 1].rstrip()}…"


def _listed(parts: Iterable[str], most: int, spoken: Wording) -> str:
    """The first parts, and how many more there are."""
    all_ = list(parts)
    more = len(all_) - most
    return "; ".join(all_ if more <= 1 else [*all_[:most], spoken.doubt.more.format(number=more)])


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text if _STOPPED.search(text) else f"{text}."
