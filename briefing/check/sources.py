"""Sources after ICD 206: what a reader needs to find one and to judge it; and the source summary statement."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.check.study import Study
from briefing.check.tallies import base as sources_told
from briefing.check.tallies import counts_sources
from briefing.diagnostics import Diagnostic, Rule
from briefing.diagnostics.words import listing, nearest, plural
from briefing.english.quantities import quantities
from briefing.evidence.base import Base
from briefing.model.brief import Project
from briefing.model.evidence import Source

_PERIODICAL = ("author", "title", "container-title", "issued")
_WHOLE = ("author", "title", "publisher", "issued")
NEEDED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("article", "article-newspaper", "article-magazine", "post-weblog", "post"), (*_PERIODICAL, "URL")),
    **dict.fromkeys(("article-journal", "chapter", "broadcast", "interview", "speech"), _PERIODICAL),
    **dict.fromkeys(("book", "report", "thesis"), _WHOLE),
    "legislation": ("title", "issued"),
    "webpage": ("author", "title", "issued", "accessed", "URL"),
    "document": ("author", "title", "issued"),
    "personal_communication": ("author", "issued"),
}
"""The fields, by type, that a reader needs to find the very source (ICD 206, D.3.a)."""

_SAYS = {
    "that it is opinion": r"opinion|comment|polemic|view|critic|sympath|bias|partisan|advoc|argu|stance",
    "that it has no author": r"without author|no author|unsigned|anonymous|author (?:is )?(?:not|un)\w*|not (?:signed|named)",
    "that it is a rewrite": r"rewrit|rewrote|machine|translat|paraphras|adapted|derive|copy|copied|reprint|syndicat",
    "that it stood in a forum": r"forum|post(?:ed)?\b|thread",
}
_TOLD = {
    "independent": re.compile(r"\bindependent|\bderived?\b"),
    "originals_kept": re.compile(r"\boriginals?\b|\bkept\b|\bcopy\b|\bcopies\b"),
    "set_aside": re.compile(r"\bset aside\b|\bmistaken\b|\bdeprecated\b"),
}
"""Where a statement tells a count of the sources that is of no kind, and of no date or author."""
_NAMES = {"container-title": "container_title", "URL": "url"}


def origins(project: Project) -> Iterator[Diagnostic]:
    """Every source: what its type calls for, and what its descriptor must say."""
    for source in project.sources.values():
        yield from _fields(source)
        if project.is_english:
            yield from _descriptor(source)


def _has(source: Source, field: str) -> bool:
    return bool(getattr(source, _NAMES.get(field, field)))


def _fields(source: Source) -> Iterator[Diagnostic]:
    missing = [field for field in NEEDED[source.type] if not _has(source, field) and field not in source.lacks]
    if missing:
        message = f"`{source.id}` is of type {source.type} and has no {listing(missing)}"
        hint = f"add what the text tells; of what it does not tell say `lacks: [{', '.join(missing)}]`"
        yield Diagnostic(Rule.SOURCE_TELLS_ITS_ORIGIN, message, source.id.span, (hint,))
    for field in source.lacks:
        if _has(source, str(field)):
            message = f"`{source.id}` is said to lack `{field}`, and has it"
            yield Diagnostic(Rule.SOURCE_TELLS_ITS_ORIGIN, message, source.span_of("lacks"), ("take it out of `lacks`",))


def _descriptor(source: Source) -> Iterator[Diagnostic]:
    text = str(source.descriptor)
    wanted = []
    if source.kind == "opinion":
        wanted.append("that it is opinion")
    if not source.author:
        wanted.append("that it has no author")
    if source.kind == "rewrite" or source.derived_from:
        wanted.append("that it is a rewrite")
    if source.kind == "forum":
        wanted.append("that it stood in a forum")
    missing = [what for what in wanted if not re.search(_SAYS[what], text, re.IGNORECASE)]
    when = source.information_date
    if when and source.issued and when != source.issued and str(when.year) not in text:
        missing.append(f"that its information is of {when}, not of {source.issued}")
    if missing:
        message = f"the descriptor of `{source.id}` does not say {' nor '.join(missing)}"
        hint = "a reader must know it to judge what the source says"
        yield Diagnostic(Rule.DESCRIPTOR_TELLS_WHAT_MATTERS, message, source.descriptor.span, (hint,))


def summary(study: Study) -> Iterator[Diagnostic]:
    """The source summary statement: drawn from the data as they are, and silent on no conflict."""
    manifest = study.project.manifest
    statement = manifest.source_summary if manifest else None
    if statement is None or not study.project.is_whole:
        return
    base = Base.of(study.project)
    now = base.counts
    if study.project.is_english:
        yield from _numbers(study, base)
    for name, then in statement.drawn_from.items():
        if name not in now:
            near = nearest(str(name), now)
            hint = f"did you mean `{near}`?" if near else f"the counts are {listing(now)}"
            yield Diagnostic(Rule.SUMMARY_IS_CURRENT, f"there is no count `{name}`", name.span, (hint,))
        elif now[str(name)] != then:
            message = f"the statement was drawn from {then} {_words(name)}; there are {now[str(name)]} now"
            hint = "read the statement against `briefing show summary`, then bring the count up to date"
            yield Diagnostic(Rule.SUMMARY_IS_CURRENT, message, name.span, (hint,))
    unnamed = [name for name in now if name not in statement.drawn_from]
    if unnamed:
        hint = "`briefing show summary` prints them all"
        message = f"the statement was drawn from the data without {listing(unnamed)}"
        yield Diagnostic(Rule.SUMMARY_IS_CURRENT, message, statement.span_of("drawn_from"), (hint,))
    if (
        study.project.is_english
        and now["disputed"]
        and not re.search(r"differ|disagree|conflict|contradict|dispute|at odds", str(statement.text), re.IGNORECASE)
    ):
        message = f"the sources differ on {plural(now['disputed'], 'question')}, and the statement does not say that they do"
        yield Diagnostic(
            Rule.SUMMARY_IS_CURRENT, message, statement.text.span, ("say what corroborates and what conflicts (ICD 206)",)
        )


def _numbers(study: Study, base: Base) -> Iterator[Diagnostic]:
    """The numbers of the statement are counts of the base: figures count facts, words count sources, if nothing else is said."""
    of_facts = {base.counts[name] for name in ("facts", "corroborated", "single_source", "disputed", "set_aside")}
    of_facts |= {number for _, number in base.most_used}
    for sentence in study.sentences:
        if sentence.passage.role != "summary":
            continue
        of_sources = sources_told(study.project.sources.values(), sentence.text)
        of_sources |= {base.counts[name] for name, told in _TOLD.items() if told.search(sentence.text)}
        for one in quantities(sentence.text):
            right = of_facts if sentence.text[one.start].isdigit() and not counts_sources(one) else of_sources
            if one.bound == "min" and one.amount == 2:
                continue  # `two or more` is what corroboration means
            if one.kind == "number" and one.amount > 1 and one.amount not in right:
                message = f"no count of the data is `{sentence.text[one.start : one.end]}`"
                hint = "`briefing show summary` prints the counts"
                yield Diagnostic(Rule.SUMMARY_IS_CURRENT, message, sentence.span_of(one.start, one.end), (hint,))


def _words(name: str) -> str:
    return str(name).replace("_", " ")
