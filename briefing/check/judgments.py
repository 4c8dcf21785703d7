"""Judgments after ICD 203: one scale of likelihood, confidence apart from it, plain words, support that bears the confidence."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.check.passages import Sentence
from briefing.check.study import Study
from briefing.diagnostics import Diagnostic, Rule
from briefing.diagnostics.words import listing
from briefing.english.estimative import SCALES, confidence_terms, likelihood_terms, vague_words
from briefing.evidence.voices import voices
from briefing.model.brief import Project
from briefing.model.markup import target_of
from briefing.model.section import Block, JudgmentBlock

SCALE_NAMES = {"icd-203": "ICD 203", "icd-203-probability": "ICD 203, second row", "uk-yardstick": "the UK yardstick"}


def judgments(study: Study) -> Iterator[Diagnostic]:
    """Every judgment, and estimates that stand outside of one."""
    scale = study.project.frame.likelihood_scale
    for judgment in judged(study.project):
        if scale:
            yield from _terms(judgment, scale)
        yield from support(judgment, study)
    for sentence in study.sentences:
        role = sentence.passage.role
        if role in ("judgment", "basis"):
            yield from _apart(sentence)
            yield from _plain(sentence)
        elif role in ("text", "key point", "title"):
            yield from _estimates(sentence)


def judged(project: Project) -> Iterator[JudgmentBlock]:
    """The judgments of a brief, in the order of its sections."""
    for section in project.sections:
        for item in section.body:
            if isinstance(item, Block) and isinstance(item.content, JudgmentBlock):
                yield item.content


def likelihoods(project: Project) -> Iterator[Diagnostic]:
    """Every judgment whose likelihood is not on the brief's scale: no range can be printed with it."""
    scale = project.frame.likelihood_scale
    if not scale:
        return
    known = SCALES[scale]
    for judgment in judged(project):
        if judgment.likelihood not in known:
            hint = f"its terms are {listing(known)}; `likelihood_scale` in brief.yaml chooses another scale"
            message = f"`{judgment.likelihood}` is not on the brief’s scale of likelihood ({SCALE_NAMES[scale]})"
            yield Diagnostic(Rule.LIKELIHOOD_IS_ON_THE_SCALE, message, judgment.span_of("likelihood"), (hint,))


def _terms(judgment: JudgmentBlock, scale: str) -> Iterator[Diagnostic]:
    """Its text says the likelihood and no other."""
    known = SCALES[scale]
    found = [one.term for one in likelihood_terms(judgment.text.words)]
    if judgment.likelihood not in found:
        yield Diagnostic(
            Rule.JUDGMENT_STATES_ITS_LIKELIHOOD,
            f"the judgment's text does not say `{judgment.likelihood}`",
            judgment.text.span,
            ("the text states the likelihood in the very words of `likelihood`; its range is printed for you",),
        )
    for term in dict.fromkeys(found):
        if term == judgment.likelihood:
            continue
        place = judgment.text.span
        if term in known:
            message = f"the judgment is `{judgment.likelihood}`, but its text also says `{term}`"
            yield Diagnostic(
                Rule.JUDGMENT_STATES_ITS_LIKELIHOOD, message, place, ("make two judgments of it, or change the word",)
            )
        else:
            message = f"`{term}` is not on the brief’s scale of likelihood ({SCALE_NAMES[scale]})"
            yield Diagnostic(Rule.LIKELIHOOD_IS_ON_THE_SCALE, message, place, (f"its terms are {listing(known)}",))


def support(judgment: JudgmentBlock, study: Study) -> Iterator[Diagnostic]:
    """The independent voices of what it rests on bear its confidence."""
    cited = study.claims([target_of(name) for name in judgment.supports])
    if not cited or judgment.confidence == "low":
        return
    speak = len(voices((claim for _, claim in cited), study.project.sources))
    if speak < 2:
        message = f"confidence is `{judgment.confidence}`, and its supports are one independent voice (`{cited[0][1].source}`)"
        hint = "lower the confidence, or support it by a second source that derives from no other"
        yield Diagnostic(Rule.CONFIDENCE_FITS_ITS_SUPPORT, message, judgment.span_of("confidence"), (hint,))


def _apart(sentence: Sentence) -> Iterator[Diagnostic]:
    confidence, likelihood = confidence_terms(sentence.text), likelihood_terms(sentence.text)
    if confidence and likelihood:
        message = f"one sentence holds a confidence (`{confidence[0].term}`) and a likelihood (`{likelihood[0].term}`)"
        hint = "take the confidence out: `confidence` is printed in a line of its own"
        yield Diagnostic(Rule.CONFIDENCE_STANDS_APART, message, sentence.span_of(confidence[0].start, confidence[0].end), (hint,))


def _plain(sentence: Sentence) -> Iterator[Diagnostic]:
    end = -2
    for one in vague_words(sentence.text):
        follows, end = one.start <= end + 1, one.end
        if follows:
            continue  # `could possibly` is vague once
        message = f"`{sentence.text[one.start : one.end]}` is vague: it fits any outcome"
        hint = "say how likely, in a term of the scale, or say it plainly"
        yield Diagnostic(Rule.JUDGMENT_IS_PLAIN, message, sentence.span_of(one.start, one.end), (hint,))


def _estimates(sentence: Sentence) -> Iterator[Diagnostic]:
    on_a_scale = {term for scale in SCALES.values() for term in scale}
    for one in likelihood_terms(sentence.text):
        if one.term in on_a_scale:
            message = f"`{sentence.text[one.start : one.end]}` is a term of likelihood, and stands outside of a judgment"
            hint = "make a judgment of it, quote whose estimate it is, or use another word"
            yield Diagnostic(Rule.ESTIMATE_STANDS_IN_A_JUDGMENT, message, sentence.span_of(one.start, one.end), (hint,))
