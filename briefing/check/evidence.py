"""Sources and claims by themselves."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.diagnostics import Diagnostic, Rule
from briefing.diagnostics.words import did_you_mean, short
from briefing.model.brief import Project
from briefing.model.evidence import MOST_WORDS, Claim, Source


def derivations(project: Project) -> Iterator[Diagnostic]:
    """Origins of rewrites exist, and no source is its own."""
    for source in project.sources.values():
        if source.derived_from is None:
            continue
        if source.derived_from not in project.sources:
            if not project.may_hold_source(source.derived_from):
                yield _no_source(project, source.derived_from, source, Rule.DERIVED_FROM_NAMES_A_SOURCE)
        elif (circle := _circle(project, source)) is not None:
            message = f"`{source.id}` derives from itself: {' from '.join(circle)}"
            hint = "name the text that was there first, and give that one no `derived_from`"
            yield Diagnostic(Rule.DERIVED_FROM_NAMES_A_SOURCE, message, source.derived_from.span, (hint,))


def claims(project: Project) -> Iterator[Diagnostic]:
    """Each claim names its source, quotes shortly, and says why where it is set aside."""
    for fact, claim, _ in project.claims():
        if not project.may_hold_source(claim.source):
            yield _no_source(project, claim.source, claim, Rule.CLAIM_NAMES_ITS_SOURCE)
        if claim.is_deprecated and not (claim.reason or "").strip():
            message = f"a claim of `{fact.id}` is deprecated without a reason"
            yield Diagnostic(
                Rule.DEPRECATED_CLAIM_HAS_A_REASON, message, claim.span_of("rank"), ("say in `reason` what is wrong with it",)
            )
        words = len(claim.quote.split())
        if words > MOST_WORDS:
            yield Diagnostic(
                Rule.QUOTATION_IS_SHORT,
                f"the quotation has {words} words, {MOST_WORDS} are allowed",
                claim.quote.span,
                ("quote only the words that carry the claim; `...` may skip some",),
            )
        elif not words:
            yield Diagnostic(
                Rule.FIELD_IS_PRESENT, "the quotation is empty", claim.quote.span, ("quote the words that carry the claim",)
            )


def _no_source(project: Project, name: str, record: Source | Claim, rule: Rule) -> Diagnostic:
    span = record.span_of("source" if isinstance(record, Claim) else "derived_from")
    hint = did_you_mean(name, project.sources) or "sources have their records in seeds/sources/"
    return Diagnostic(rule, f"there is no source `{short(name)}`", span, (hint,))


def _circle(project: Project, source: Source) -> list[str] | None:
    """The chain of origins, where it leads back to the source."""
    chain = [str(source.id)]
    at: Source | None = source
    while at is not None and at.derived_from is not None:
        chain.append(str(at.derived_from))
        if at.derived_from == source.id:
            return chain
        if len(chain) > len(project.sources):
            return None  # a circle further up, reported at its own members
        at = project.sources.get(at.derived_from)
    return None
