"""What a careful reader would doubt in a text, in words for an editor who sees neither the facts nor the checks.

Where sources differ and what the brief makes of it, what one source alone says without being named, and where a check was waived.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from briefing.check.naming import Naming
from briefing.check.waivers import Waiving, in_force
from briefing.diagnostics import RULES, Rule
from briefing.evidence.disputes import dispute
from briefing.evidence.voices import voices
from briefing.model.brief import Project
from briefing.model.evidence import Claim, Fact, Waiver
from briefing.model.markup import Prose, target_of, targets
from briefing.model.section import Block
from briefing.model.texts import TITLE_BLOCK, PlacedText, block_id, items_of, texts_of_project

Kind = Literal["dispute", "single source", "waiver"]

_MOST_ANSWERS, _MOST_LABELS = 4, 6
_LONGEST_ANSWER = 80
_BY_ITSELF = re.compile(r"|(?:item|body)-\d+|title|subtitle|abstract|text|attribution")
"""Parts that are read one by one. Those of an exhibit or a judgment are read at one glance."""
_NAMES_ITS_SOURCE = re.compile(r"text|attribution|item-\d+")
"""Parts that, where they are drawn from evidence, print who says it."""
_DECISIONS = {
    "disclose": "The brief tells the difference",
    "prefer": "The brief follows",
    "not-comparable": "The brief takes them as answers to different questions",
    "compatible": "The brief holds that both can be right",
    "": "Nobody has decided yet what the brief is to make of it",
}
_GAP = re.compile(r"\s+(?=[.,;:!?)])")
_STOPPED = re.compile(r"[.!?][”’)]?$")


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubt about a text, or about an exhibit or a judgment as a whole: then at its first text."""

    block: str
    part: str
    kind: Kind
    text: str
    """Whole sentences."""


def doubts(project: Project, said: Callable[[Claim], str]) -> list[Doubt]:
    """The doubts about a project that was read whole, in reading order. `said` tells in words what a claim says."""
    naming, holders = Naming(project), _holders(project)
    found: list[Doubt] = []
    known: set[str] = set()
    """Facts of which the differences were told already."""
    for _, group in groupby(texts_of_project(project), key=_glance):
        texts = list(group)
        first, facts = texts[0], _cited(texts, project)
        holder = holders.pop(first.block, None)  # a waiver is told once, at the first text of what holds it
        told: list[tuple[Kind, str]] = []
        for fact in filter(_is_contested, facts):
            told.append(("dispute", _again(fact, project) if fact.id in known else _difference(fact, project, said)))
            known.add(str(fact.id))
        told += [("single source", text) for text in _alone(texts, project, naming)]
        told += [("waiver", _told(*one)) for one in (in_force(holder, project) if holder is not None else ())]
        told += [("waiver", _told(*one, fact)) for fact in facts for one in _let_off(fact, project)]
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


def _difference(fact: Fact, project: Project, said: Callable[[Claim], str]) -> str:
    """What the sources say and what the brief makes of it."""
    sources: dict[str, list[Claim]] = {}
    for claim in fact.claims:
        sources.setdefault(_cut(said(claim)), []).append(claim)
    if len({str(claim.source) for claim in fact.claims}) == 1:
        answers = list(sources)
    else:
        answers = [f"{answer} ({_names(claims, project)})" for answer, claims in sources.items()]
    return f"{_lead(fact, project)}: {_listed(answers, _MOST_ANSWERS)}. {_treatment(fact, said)}"


def _again(fact: Fact, project: Project) -> str:
    return f"{_lead(fact, project)}, as remarked above."


def _is_contested(fact: Fact) -> bool:
    """Whether answers differ or are set aside; not where a person found that all can be right."""
    between = dispute(fact)
    is_open = between is not None and between.needs_a_person and (fact.resolution is None or fact.resolution.is_told)
    return is_open or any(claim.is_deprecated for claim in fact.claims)


def _lead(fact: Fact, project: Project) -> str:
    if len(voices(fact.claims, project.sources)) > 1:
        return f"Sources differ on “{fact.label}”"
    names = _names(fact.claims, project)
    give = "gives" if len({str(claim.source) for claim in fact.claims}) == 1 else "(one voice) give"
    return f"{names[:1].upper()}{names[1:]} {give} more than one answer on “{fact.label}”"


def _treatment(fact: Fact, said: Callable[[Claim], str]) -> str:
    aside = [claim for claim in fact.claims if claim.is_deprecated]
    reasons = [str(claim.reason) for claim in aside if claim.reason]
    reasons += [_GAP.sub("", fact.resolution.note.words)] if fact.resolution else []
    why = " ".join(map(_sentence, reasons))
    decision = fact.resolution.decision if fact.resolution else "prefer" if aside else ""
    does = _DECISIONS[decision]
    if decision == "prefer":
        preferred = [claim for claim in fact.claims if claim.rank == "preferred"]
        followed = preferred or [claim for claim in fact.claims if not claim.is_deprecated]
        does += " " + (" or ".join(dict.fromkeys(_cut(said(claim)) for claim in followed)) or "none")
    return f"{does}: {why}" if why else f"{does}."


# One source alone -----------------------------------------------------------------------------------------------------------


def _alone(texts: list[PlacedText], project: Project, naming: Naming) -> Iterator[str]:
    """By source, what only it says, where the text does not name it; a text that does says so by itself."""
    words = " ".join(one.text.words if isinstance(one.text, Prose) else str(one.text or "") for one in texts)
    silent = [one for one in texts if one.text is not None or not _NAMES_ITS_SOURCE.fullmatch(one.part)]
    by_voice: dict[str, list[Fact]] = {}
    for fact in _cited(silent, project):
        standing = [claim for claim in fact.claims if not claim.is_deprecated]
        heard = voices(standing, project.sources)
        if len(heard) == 1 and not any(naming.spoken_of(claim, words) for claim in standing):
            by_voice.setdefault(next(iter(heard)), []).append(fact)
    for voice, facts in by_voice.items():
        claims = [claim for fact in facts for claim in fact.claims if not claim.is_deprecated]
        claims.sort(key=lambda claim: str(claim.source) != voice)
        says = "says this, and is" if len({str(claim.source) for claim in claims}) == 1 else "(one voice) say this, and are"
        labels = _listed((str(fact.label) for fact in facts), _MOST_LABELS)
        yield f"Only {_names(claims, project)} {says} not named here: {labels}."


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


def _told(rule: Rule, waiver: Waiver, fact: Fact | None = None) -> str:
    of = f" of “{fact.label}”" if fact is not None else ""
    until = f" It holds until {waiver.until.words}." if waiver.until else ""
    return f"A check{of} was waived here: “{RULES[rule].summary}” Reason: {_sentence(str(waiver.reason))}{until}"


# Words ----------------------------------------------------------------------------------------------------------------------


def _names(claims: Iterable[Claim], project: Project) -> str:
    """Whose claims they are: `IntelliNews, the commentary and the undated report`."""
    known = dict.fromkeys(str(project.sources[one.source].name) for one in claims if one.source in project.sources)
    *others, last = known or ["an unknown source"]
    return f"{', '.join(others)} and {last}" if others else last


def _cut(text: str) -> str:
    """An answer, as much of it as an editor needs to know it again."""
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_ANSWER else f"{words[: _LONGEST_ANSWER - 1].rstrip()}…"


def _listed(parts: Iterable[str], most: int) -> str:
    """The first parts, and how many more there are."""
    all_ = list(parts)
    more = len(all_) - most
    return "; ".join(all_ if more <= 1 else [*all_[:most], f"and {more} more"])


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text if _STOPPED.search(text) else f"{text}."
