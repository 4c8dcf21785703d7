"""What is wrong with a brief, as data: finding is apart from printing, and a user's mistake is a value, not an exception."""

from briefing.diagnostics.catalogue import ADJUSTABLE, RULES, WAIVABLE
from briefing.diagnostics.diagnostic import Diagnostic, Related, apply_severities, fails, order
from briefing.diagnostics.rules import Leeway, Rule, RuleText, Severity

__all__ = [
    "ADJUSTABLE",
    "RULES",
    "WAIVABLE",
    "Diagnostic",
    "Leeway",
    "Related",
    "Rule",
    "RuleText",
    "Severity",
    "apply_severities",
    "fails",
    "order",
]
