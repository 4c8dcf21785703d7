"""Every sentence of the text carries a citation."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.check.passages import CALL
from briefing.check.study import Study
from briefing.diagnostics import Diagnostic, Rule


def uncited(study: Study) -> Iterator[Diagnostic]:
    """Sentences of running text, key points and events that cite nothing; or, by choice, whose paragraph does not."""
    by_paragraph = study.project.frame.carried_by != "sentence"
    for sentence in study.sentences:
        passage = sentence.passage
        if passage.role not in ("text", "key point", "event") or not sentence.text.replace(CALL, "").strip():
            continue
        if not sentence.targets and not (by_paragraph and passage.targets):
            hint = "cite the fact that it rests on, make a judgment of it, or waive the rule beside it with a reason"
            yield Diagnostic(Rule.SENTENCE_IS_CITED, "this sentence carries no citation", sentence.span, (hint,))
