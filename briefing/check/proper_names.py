"""Names of people, places and bodies in the text: each stands in a claim, label or source of its section."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cache
from unicodedata import combining, normalize

from briefing.check.naming import names_of
from briefing.check.passages import Passage
from briefing.check.study import Study
from briefing.check.walk import targets_of
from briefing.diagnostics import Diagnostic, Rule
from briefing.diagnostics.words import nearest
from briefing.english.dates import dates
from briefing.english.names import CAPITALS, core, name_words, names, variants
from briefing.model.brief import Project
from briefing.model.evidence import Claim, Fact, Source
from briefing.model.values import PartialDate
from briefing.source import Span

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_POSSESSIVE = re.compile("['’]s?$")
_MARK = re.compile("[-'’]")


def proper_names(study: Study) -> Iterator[Diagnostic]:
    """Section by section: running text, titles, exhibits, judgments; then the values of claims."""
    everywhere = {word for source in study.project.sources.values() for word in _of_source(source)}
    everywhere |= {word for text in _titles(study.project) for word in _words(text)}
    of_fact = {name: _of_fact(fact) for name, fact in study.project.facts.items()}
    anywhere = frozenset[str]().union(*of_fact.values())
    by_file: dict[str, list[Passage]] = {}
    for passage in study.passages:
        by_file.setdefault(passage.prose.span.path, []).append(passage)
    for section in study.project.sections:
        cited = {target.fact for target in targets_of(section)}
        if not cited <= of_fact.keys():
            continue  # what was not read may hold the name
        known = everywhere.union(*(of_fact[name] for name in cited))
        for block in _blocks(by_file.get(section.title.span.path, ())):
            near = everywhere | _near(block, study, of_fact)
            for passage in block:
                yield from _unknown(passage, known, anywhere, near)
    yield from _in_values(study.project)


def _titles(project: Project) -> Iterator[str]:
    """What the brief and its sections are about is known everywhere."""
    yield from project.frame.about
    yield from (str(section.title) for section in project.sections)


def _blocks(passages: Iterable[Passage]) -> list[list[Passage]]:
    """The passages of each paragraph, item and exhibit."""
    blocks: dict[Span, list[Passage]] = {}
    for passage in passages:
        blocks.setdefault(passage.block, []).append(passage)
    return list(blocks.values())


def _near(block: list[Passage], study: Study, of_fact: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The words of everything that a block cites."""
    cited = study.claims(target for passage in block for target in (*passage.targets, *passage.around)) or []
    found: set[str] = set()
    for fact in {id(fact): fact for fact, _ in cited}.values():
        found.update(of_fact[str(fact.id)])
        for note in (fact.caution, fact.resolution.note if fact.resolution else None):
            found.update(_words(note) if note else ())
    return frozenset(found)


def _unknown(passage: Passage, known: Set[str], anywhere: Set[str], near: Set[str]) -> Iterator[Diagnostic]:
    """Names that the section does not know, and names of running text that nothing cited in the paragraph has.

    Who is known by one part of the name may be called by the whole of it.
    """
    for name in names(passage.plain):
        words = core(name.text)
        if name.is_initial and len(words) < 2:
            continue  # the capital is the sentence's
        strange = [word for word in words if not _is_known(word, known)]
        if len(strange) < len(words):
            strange = [word for word in strange if not _is_known(word, anywhere)]
        if strange:
            like = nearest(strange[0], sorted(known))
            hint = (
                f"did you mean `{like.title()}`?" if like else "check its spelling in the source, or cite the claim that has it"
            )
            message = f"the name `{name.text}` stands in no claim, label or source of this section"
            yield Diagnostic(Rule.NAME_IS_KNOWN, message, passage.span_of(name.start, name.end), (hint,))
        elif passage.role in ("text", "key point") and passage.targets and not any(_is_near(word, near) for word in words):
            hint = "check that it is the right one, or cite the claim that has it"
            message = f"the name `{name.text}` stands in no claim that this paragraph cites"
            yield Diagnostic(Rule.NAME_IS_KNOWN, message, passage.span_of(name.start, name.end), (hint,))


def _is_near(word: str, near: Set[str]) -> bool:
    """A capital may stand for its country: `Washington` for the US."""
    return _is_known(word, near) or _is_known(CAPITALS.get(_bare(word.lower()), word), near)


def _in_values(project: Project) -> Iterator[Diagnostic]:
    """Names in the values of claims stand in what their sources say."""
    of_source = {
        name: {word for claim in project.claims_of(name) for text in (claim.quote, claim.by) if text for word in _words(text)}
        for name in project.sources
    }
    for fact in project.facts.values():
        if not all(project.is_read(str(claim.source)) for claim in fact.claims):
            continue  # names are written otherwise in other languages
        of_fact = {word for text in (fact.label, *(claim.quote for claim in fact.claims)) for word in _words(text)}
        for claim in fact.claims:
            yield from _in_value(claim, of_fact | of_source.get(str(claim.source), set()))


def _in_value(claim: Claim, told: Set[str]) -> Iterator[Diagnostic]:
    for name in names(str(claim.value)):
        words = core(name.text)
        if name.is_initial and len(words) < 2:
            continue
        strange = [word for word in (words[1:] if name.is_initial else words) if not _is_known(word, told)]
        if strange:
            message = f"the name `{name.text}` of the value is in no quotation from `{claim.source}`"
            hint = _as_date(str(claim.value)) or "correct the value, or quote the words that have the name"
            yield Diagnostic(Rule.VALUE_STANDS_IN_QUOTATION, message, claim.value.span_of(name.start, name.end), (hint,))


def _as_date(value: str) -> str:
    """What to write for a value that is a date in words, like `22 Aug 2025`; empty where it is none."""
    for one in dates(value):
        if (one.start, one.end) == (0, len(value)) and one.year and one.month:
            return f"write the date as {PartialDate(one.year, one.month, one.day)}"
    return ""


def _is_known(word: str, known: Set[str]) -> bool:
    return bool({_bare(word.lower()), *map(_bare, variants(word))} & known)


def _bare(word: str) -> str:
    """Without accents, which outlets keep or drop."""
    return word if word.isascii() else "".join(char for char in normalize("NFD", word) if not combining(char))


def _of_fact(fact: Fact) -> frozenset[str]:
    texts = [fact.label]
    for claim in fact.claims:
        texts += filter(None, (claim.value, claim.quote, claim.by, claim.as_of, claim.scope, claim.method, claim.place))
    return frozenset[str]().union(*map(_words, texts))


def _of_source(source: Source) -> Iterator[str]:
    for text in (source.title, source.description, source.publisher, *names_of(source), source.descriptor):
        if text:
            yield from _words(text)
    for author in source.author:
        yield from _words(" ".join(str(part) for part in (author.given, author.family, author.literal) if part))


@cache
def _words(text: str) -> frozenset[str]:
    """What a text has of names, and its other words and the parts of compounds: what a name may be made of."""
    plain = {_POSSESSIVE.sub("", word).lower() for word in _WORD.findall(text)}
    parts = {part for word in plain for part in _MARK.split(word) if part}
    return frozenset(map(_bare, {*name_words(text), *plain, *parts}))
