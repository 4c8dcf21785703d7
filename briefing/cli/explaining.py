"""`briefing explain`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from briefing.cli.talk import say


def explain(
    rule: Annotated[str | None, typer.Argument(help="A rule's id, as it stands in brackets in a finding.")] = None,
) -> None:
    """Explain a rule: what it asks, why, and an example of each kind. Without a rule, list all.

    Example: briefing explain quotation-is-short
    """
    from difflib import get_close_matches

    from briefing.diagnostics import ADJUSTABLE, RULES, WAIVABLE, Rule

    if rule is None:
        width = max(len(one.value) for one in Rule)
        for one, text in RULES.items():
            sys.stdout.write(f"{one.value:<{width}}  {text.severity.value:<8} {text.summary}\n")
        return
    if rule not in [one.value for one in Rule]:
        near = get_close_matches(rule, [one.value for one in Rule], 1)
        say(f"there is no rule `{rule}`" + (f"; did you mean `{near[0]}`?" if near else "; `briefing explain` lists them"))
        raise typer.Exit(2)
    text = RULES[Rule(rule)]
    indent = "\n    "
    sys.stdout.write(
        f"{rule} ({text.severity.value})\n\n{text.summary}\n{text.why}\n\n"
        f"  Not so:{indent}{text.bad.replace(chr(10), indent)}\n\n  But so:{indent}{text.good.replace(chr(10), indent)}\n\n"
    )
    if Rule(rule) in ADJUSTABLE:
        sys.stdout.write(f"Its severity can be set in brief.yaml:\n    rules: {{{rule}: note}}\n")
    if Rule(rule) in WAIVABLE:
        sys.stdout.write(
            "\nIt can be waived, with a reason, at a source, fact, claim, section or block, or for the texts of brief.yaml:\n"
            f"    waive: {{{rule}: Why this is right as it stands.}}\n"
            f"    waive: {{{rule}: {{reason: Why for now., until: 2026-12-31}}}}   # against the date of the brief\n"
        )
    else:
        both = "" if Rule(rule) in ADJUSTABLE else ", and its severity cannot be set: without it no document can be composed"
        sys.stdout.write(f"It cannot be waived{both}.\n")
