"""The blast radius: what would fall with a source or a fact that turns out to be wrong or is withdrawn.

What rests on nothing else falls; what others carry too is weakened.
"""

from __future__ import annotations

import re

from msgspec import Struct

from briefing.check.passages import CALL, Sentence
from briefing.check.study import Study
from briefing.check.walk import targets_of
from briefing.diagnostics.words import short
from briefing.evidence.voices import chain
from briefing.model import section as model
from briefing.model.charts import ChartBlock
from briefing.model.evidence import Fact
from briefing.model.markup import Target
from briefing.source import Span

_CALLS = re.compile(rf"\s*{CALL}")


class Use(Struct, frozen=True):
    """One thing that rests on it."""

    what: str
    """fact, sentence, table, timeline, figure, chart, judgment, quotation, list of facts."""
    text: str
    span: Span
    falls: bool
    """Whether it rests on nothing else."""


def uses(study: Study, name: str) -> list[Use] | None:
    """Everything that rests on the source, the fact or the claim (`fact/claim`) of this name; None where there is none."""
    fallen = _fallen(study, name)
    if fallen is None:
        return None
    radius = _Radius(study, fallen)
    found = [radius.fact(fact) for fact in study.project.facts.values()]
    found += [radius.sentence(sentence) for sentence in study.sentences]
    for section in study.project.sections:
        found += [radius.block(item) for item in section.body if isinstance(item, model.Block)]
    return [one for one in found if one is not None]


def _fallen(study: Study, name: str) -> set[int] | None:
    """The claims that go with it, those of a source's rewrites and copies included."""
    project = study.project
    if name in project.sources:
        whole = [one for one in project.sources if one == name or name in chain(one, project.sources)]
        return {id(claim) for source in whole for claim in project.claims_of(source)}
    fact_name, slash, claim_name = name.partition("/")
    fact = project.facts.get(fact_name)
    if fact is None or (slash and not fact.named(claim_name)):
        return None
    return {id(claim) for claim in (fact.named(claim_name) if slash else fact.claims)}


class _Radius(Struct, frozen=True):
    """What rests on the claims that fall, by what it is."""

    study: Study
    fallen: set[int]

    def fact(self, fact: Fact) -> Use | None:
        standing = [claim for claim in fact.claims if not claim.is_deprecated]
        if not any(id(claim) in self.fallen for claim in fact.claims):
            return None
        falls = all(id(claim) in self.fallen for claim in standing)
        return Use("fact", f"{fact.id}: {fact.label}", fact.id.span, falls)

    def sentence(self, sentence: Sentence) -> Use | None:
        if sentence.passage.role not in ("text", "key point", "event"):
            return None
        return self._use("sentence", _CALLS.sub("", sentence.text), sentence.span, sentence.targets)

    def block(self, block: model.Block) -> Use | None:
        targets = tuple(targets_of(block))
        match block.content:
            case model.TableBlock(caption=caption):
                return self._use("table", caption.words, block.span, targets)
            case model.TimelineBlock(caption=caption):
                return self._use("timeline", caption.words, block.span, targets)
            case model.FigureBlock(caption=caption):
                return self._use("figure", caption.words, block.span, targets)
            case ChartBlock(caption=caption):
                return self._use("chart", caption.words, block.span, targets)
            case model.JudgmentBlock(text=text):
                return self._use("judgment", text.words, block.span, targets)
            case model.QuoteBlock(claim=claim):
                return self._use("quotation", str(claim), block.span, targets)
            case tuple() as names:
                return self._use("list of facts", ", ".join(names), block.span, targets)
        return None

    def _use(self, what: str, text: str, span: Span, targets: tuple[Target, ...]) -> Use | None:
        cited = self.study.claims(targets) or []
        hit = sum(id(claim) in self.fallen for _, claim in cited)
        return Use(what, short(text, 90), span, hit == len(cited)) if hit else None
