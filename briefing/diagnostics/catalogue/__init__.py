"""What `briefing explain` says of each rule, by subject."""

from briefing.diagnostics.catalogue.evidence import EVIDENCE
from briefing.diagnostics.catalogue.form import FORM
from briefing.diagnostics.catalogue.prose import PROSE
from briefing.diagnostics.rules import Leeway, Rule, RuleText

RULES: dict[Rule, RuleText] = {**FORM, **EVIDENCE, **PROSE}

ADJUSTABLE = frozenset(rule for rule, text in RULES.items() if text.leeway is not Leeway.NONE)
"""Rules whose severity a brief may choose. All others are what a document cannot be composed without."""

WAIVABLE = frozenset(rule for rule, text in RULES.items() if text.leeway is Leeway.WAIVER)
"""Rules about what a person may judge otherwise in a single place."""

__all__ = ["ADJUSTABLE", "RULES", "WAIVABLE"]
