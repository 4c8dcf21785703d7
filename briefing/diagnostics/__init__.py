"""What is wrong with a brief, as data: finding is apart from printing, and a user's mistake is a value, not an exception."""

from briefing.diagnostics.diagnostic import Diagnostic, Related, apply_severities, order
from briefing.diagnostics.rules import ADJUSTABLE, RULES, Rule, RuleText, Severity

__all__ = ["ADJUSTABLE", "RULES", "Diagnostic", "Related", "Rule", "RuleText", "Severity", "apply_severities", "order"]
