"""One finding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from briefing.diagnostics.catalogue import RULES
from briefing.diagnostics.rules import Rule, Severity
from briefing.source import Span


class Related(Struct, frozen=True):
    """Another place that belongs to a finding: the first of two equal keys, say."""

    span: Span
    message: str


class Diagnostic(Struct, frozen=True):
    """A rule that is broken, where, with which value, and what to do.

    `message` is lower case without a full stop and names the value; `hints` say what to do. `span` is None only where there is
    no file to point at. The severity is the rule's own until `apply_severities` puts the brief's in its place.
    """

    rule: Rule
    message: str
    span: Span | None = None
    hints: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    severity: Severity | None = None

    @property
    def level(self) -> Severity:
        """The severity in force."""
        return self.severity or RULES[self.rule].severity


def apply_severities(found: Iterable[Diagnostic], chosen: Mapping[Rule, Severity]) -> list[Diagnostic]:
    """The findings with the severities that the brief has chosen; those switched off are left out."""
    judged = (replace(one, severity=chosen.get(one.rule, one.level)) for one in found)
    return [one for one in judged if one.level is not Severity.OFF]


def fails(found: Iterable[Diagnostic], *, strict: bool) -> bool:
    """Whether what was found keeps a brief from being built; with `strict`, warnings do too."""
    levels = {one.level for one in found}
    return Severity.ERROR in levels or (strict and Severity.WARNING in levels)


def order(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings by place, each once. Those without a place come first."""
    places = {one: (one.span is not None, one.span) for one in dict.fromkeys(found)}
    return sorted(places, key=lambda one: (places[one][0], one.span or Span("", 0, 0, 0, 0), one.rule.value, one.message))
