"""Judgments in another language than English: the text states the likelihood that the judgment has, in that language's terms."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.check.judgments import judged, support
from briefing.check.study import Study
from briefing.diagnostics import Diagnostic, Rule
from briefing.diagnostics.words import listing
from briefing.english.estimative import SCALES
from briefing.model.section import JudgmentBlock
from briefing.wording import Wording, wording


def stated(study: Study) -> Iterator[Diagnostic]:
    """Every judgment."""
    scale = study.project.frame.likelihood_scale
    spoken = wording(study.project.language)
    for judgment in judged(study.project):
        if scale:
            yield from _terms(judgment, scale, spoken)
        yield from support(judgment, study)


def _terms(judgment: JudgmentBlock, scale: str, spoken: Wording) -> Iterator[Diagnostic]:
    text, own = judgment.text.words, str(judgment.likelihood)
    forms = spoken.judgment.likelihoods[own]
    found = spoken.terms(text)
    if not any(own in names for _, _, names in found):
        yield Diagnostic(
            Rule.JUDGMENT_STATES_ITS_LIKELIHOOD,
            f"the judgment's text does not say `{forms[0]}`",
            judgment.text.span,
            (f"`{own}` is stated as {listing(forms)}; its range is printed for you",),
        )
    for start, end, names in found:
        if own in names:
            continue
        written = text[start:end]
        if names & set(SCALES[scale]):
            message = f"the judgment is `{own}` ({forms[0]}), but its text also says `{written}`"
            hint = "make two judgments of it, or change the word"
            yield Diagnostic(Rule.JUDGMENT_STATES_ITS_LIKELIHOOD, message, judgment.text.span, (hint,))
        else:
            message = f"`{written}` is not on the brief’s scale of likelihood"
            known = listing(spoken.judgment.likelihoods[term][0] for term in SCALES[scale])
            yield Diagnostic(Rule.LIKELIHOOD_IS_ON_THE_SCALE, message, judgment.text.span, (f"its terms are {known}",))
