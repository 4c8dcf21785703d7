"""Names that texts use for facts, claims and sources: whether they exist, and what was probably meant."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.diagnostics import Diagnostic, Rule
from briefing.diagnostics.words import did_you_mean, listing, short
from briefing.model.brief import Project
from briefing.model.evidence import Fact
from briefing.source import Span


def fact_named(project: Project, name: str, span: Span) -> Iterator[Diagnostic]:
    """Whether `fact` or `fact/claim` names something. Names of records that could not be read are let pass."""
    fact_name, slash, claim_name = name.partition("/")
    fact = project.facts.get(fact_name)
    if not name.strip():
        message = "the name of a fact is empty"
        yield Diagnostic(Rule.CITATION_NAMES_A_FACT, message, span, ("`briefing show facts` lists every fact",))
    elif fact is None:
        if not project.may_hold_fact(fact_name):
            hint = did_you_mean(fact_name, project.facts) or "`briefing show facts` lists every fact"
            yield Diagnostic(Rule.CITATION_NAMES_A_FACT, f"there is no fact `{short(fact_name)}`", span, (hint,))
    elif slash and not fact.named(claim_name):
        yield from _no_claim(project, fact, claim_name, span)
    elif not slash and not fact.named(None):
        message = f"every claim of `{fact_name}` is deprecated, so a citation must name the one it means"
        yield Diagnostic(Rule.CITATION_NAMES_A_CLAIM, message, span, (f"write `{fact_name}/{fact.keys[0]}`",))


def _no_claim(project: Project, fact: Fact, name: str, span: Span) -> Iterator[Diagnostic]:
    if fact.id in project.unread:
        return
    known = list(dict.fromkeys([*fact.keys, *(str(claim.source) for claim in fact.claims)]))
    hint = did_you_mean(name, known) or f"its claims are {listing(known)}"
    yield Diagnostic(Rule.CITATION_NAMES_A_CLAIM, f"the fact `{fact.id}` has no claim `{short(name)}`", span, (hint,))
