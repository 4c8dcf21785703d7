"""Disagreement between claims: resolved by a person, fittingly, and told beside the claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefing.check.naming import Naming
from briefing.check.passages import Passage, Sentence
from briefing.check.study import Study
from briefing.diagnostics import Diagnostic, Related, Rule
from briefing.diagnostics.words import short
from briefing.english.saying import disagreement
from briefing.evidence.disputes import NAMES, Dispute, dispute, qualifiers, relation
from briefing.evidence.voices import voices
from briefing.model.brief import Project
from briefing.model.charts import ChartBlock
from briefing.model.evidence import Claim, Fact
from briefing.model.markup import target_of
from briefing.model.section import Block, TableBlock
from briefing.source import Span


def disputes(project: Project) -> Iterator[Diagnostic]:
    """Every fact whose claims do not agree, and every resolution."""
    for fact in project.facts.values():
        if fact.id in project.unread:
            continue
        found = dispute(fact)
        if found and found.needs_a_person and fact.resolution is None:
            yield _unresolved(fact, found, project)
        if fact.resolution is not None:
            yield from _fitting(fact)


def _unresolved(fact: Fact, found: Dispute, project: Project) -> Diagnostic:
    one, other = found.one, found.other
    speak = len(voices((one, other), project.sources))
    whose = "one source, which contradicts itself" if one.source == other.source else "sources"
    if one.source != other.source:
        whose = f"`{one.source}` and `{other.source}`" + (", which are one voice" if speak == 1 else "")
    how = f"{NAMES[found.relation]}; {whose}"
    message = f"the claims of `{fact.id}` do not agree ({how}): {_said(one)} and {_said(other)}"
    hint = (
        "add `resolution: {decision: ..., note: ...}` with the decision `disclose` (both are told), "
        "`prefer` (one has rank preferred), `not-comparable` (they differ in date, scope, method or place) "
        "or `compatible` (both can be right)"
    )
    return Diagnostic(Rule.DISPUTE_IS_RESOLVED, message, fact.id.span, (hint,), (Related(other.value.span, "the other answer"),))


def _said(claim: Claim) -> str:
    unit = f" {claim.unit}" if claim.unit else ""
    return f"“{short(str(claim.value), 40)}{unit}”"


def _fitting(fact: Fact) -> Iterator[Diagnostic]:
    resolution = fact.resolution
    assert resolution is not None, "asked only where there is one"
    standing = [claim for claim in fact.claims if not claim.is_deprecated]
    ranks = {claim.rank for claim in fact.claims}
    problem = ""
    match resolution.decision:
        case "prefer" if not ranks & {"preferred", "deprecated"}:
            problem = "prefers none: no claim has the rank `preferred`, and none is set aside"
        case "not-comparable" if not _differ(standing):
            problem = "calls claims not comparable that have the same date, scope, method and place, and are of one kind"
        case "disclose" | "compatible" if len({(str(one.value), one.bound, *qualifiers(one)) for one in standing}) < 2:
            problem = "decides about several answers, and there is one"
    if problem:
        hint = "decide anew, or bring back the claim that it was about"
        yield Diagnostic(
            Rule.RESOLUTION_FITS_ITS_DISPUTE, f"the resolution of `{fact.id}` {problem}", resolution.span_of("decision"), (hint,)
        )


def _differ(claims: list[Claim]) -> bool:
    """Whether something makes the claims incomparable: qualifiers, kinds, units, or words where there is no figure."""
    shapes = {(type(one.typed), str(one.unit or ""), *qualifiers(one)) for one in claims}
    words = len({str(one.value) for one in claims}) > 1 and all(one.unit is None for one in claims)
    return len(shapes) > 1 or words


def disclosed(study: Study) -> Iterator[Diagnostic]:
    """Where the text uses a fact whose dispute is to be disclosed, the same paragraph tells of it and cites the other side."""
    naming = Naming(study.project)
    for block, passages in _by_block(study.passages).items():
        citing: dict[str, list[Sentence]] = {}
        for sentence in (sentence for passage in passages for sentence in passage.sentences):
            for name in dict.fromkeys(target.fact for target in sentence.targets):
                citing.setdefault(name, []).append(sentence)
        for name, sentences in citing.items():
            fact = study.project.facts.get(name)
            if fact is None or fact.resolution is None or fact.resolution.decision != "disclose":
                continue
            found = dispute(fact)
            cited = study.claims(target for sentence in sentences for target in sentence.targets if target.fact == name)
            if found is None or not found.needs_a_person or not cited:
                continue
            marks = [citation for passage in passages for _, citation in passage.citations]
            apart = sum(any(target.fact == name for target in one.targets) for one in marks) > 1
            text = " ".join(sentence.text for sentence in sentences)
            problem = _hidden(fact, [claim for _, claim in cited], text, naming, apart=apart)
            if problem:
                yield _undisclosed(fact, problem, passages, block)
    for section in study.project.sections:
        for item in section.body:
            if isinstance(item, Block) and isinstance(item.content, ChartBlock | TableBlock):
                yield from _drawn(item.content, study, naming)


def _drawn(exhibit: ChartBlock | TableBlock, study: Study, naming: Naming) -> Iterator[Diagnostic]:
    """What a chart or a table of facts draws of a fact whose dispute is to be disclosed: all sides, or its own words tell."""
    is_chart = isinstance(exhibit, ChartBlock)
    names = exhibit.names if isinstance(exhibit, ChartBlock) else exhibit.facts
    beside = exhibit.alt if isinstance(exhibit, ChartBlock) else exhibit.summary
    text = f"{exhibit.caption.words} {exhibit.source.words} {beside or ''}"
    for name in {name.partition("/")[0]: name for name in reversed(names)}.values():
        fact = study.project.facts.get(name.partition("/")[0])
        found = dispute(fact) if fact else None
        if fact is None or found is None or not found.needs_a_person or fact.resolution is None:
            continue
        drawn = [claim for one in names for other, claim in study.claims([target_of(one)]) or () if other is fact]
        rivals = [claim for claim in fact.claims if not claim.is_deprecated and not _agrees(claim, drawn)]
        told = disagreement(text) or any(naming.spoken_of(claim, text) for claim in rivals)
        if fact.resolution.decision == "disclose" and drawn and rivals and not told:
            what = "chart" if is_chart else "table"
            other = f"{_said(rivals[0])} ({rivals[0].source})"
            message = f"`{fact.id}` is disputed and to be disclosed, and this {what} draws one side only; the other is {other}"
            hint = "draw both, or tell of the other in the caption or the source note"
            yield Diagnostic(Rule.DISPUTE_IS_DISCLOSED, message, name.span, (hint,))


def _by_block(passages: Iterable[Passage]) -> dict[Span, list[Passage]]:
    """Running text by paragraph, item and callout: what is read at one glance."""
    blocks: dict[Span, list[Passage]] = {}
    for passage in passages:
        if passage.role in ("text", "key point"):
            blocks.setdefault(passage.block, []).append(passage)
    return blocks


def _hidden(fact: Fact, told: list[Claim], text: str, naming: Naming, *, apart: bool) -> str:
    """What is missing for the reader to know of the other side; nothing where it is told.

    Told it is where both speakers are named, a word says that accounts differ, or each side is cited in a place of its own.
    """
    rivals = [claim for claim in fact.claims if not claim.is_deprecated and not _agrees(claim, told)]
    if rivals and all(_agrees(one, told[:1]) for one in told):
        return f"cites one side only; the other is {_said(rivals[0])} ({rivals[0].source})"
    speakers = {name for claim in told for name in naming.spoken_of(claim, text)}
    is_read = naming.project.is_english
    if is_read and len(speakers) < (1 if apart else 2) and not disagreement(text):
        return "cites both sides, but its words do not say that they differ"
    return ""


def _agrees(claim: Claim, told: list[Claim]) -> bool:
    return any(one is claim or relation(one, claim) in ("agreement", "variant") for one in told)


def _undisclosed(fact: Fact, problem: str, passages: list[Passage], block: Span) -> Diagnostic:
    span = block
    for passage in passages:
        for _, citation in passage.citations:
            for target in citation.targets:
                if target.fact == fact.id and target.end > target.start:
                    span = passage.prose.span_of(target.start, target.end)
                    break
    hint = "tell both in this paragraph and cite both, or waive the rule beside it with a reason"
    message = f"`{fact.id}` is disputed and to be disclosed, and this paragraph {problem}"
    return Diagnostic(Rule.DISPUTE_IS_DISCLOSED, message, span, (hint,))
