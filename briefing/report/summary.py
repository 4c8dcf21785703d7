"""A source summary statement drafted from the data, for the analyst to edit (ICD 206, D.3.d)."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

from briefing.evidence.base import Base
from briefing.model.brief import Project

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_KINDS = {
    "news": ("news report", "news reports"),
    "opinion": ("opinion piece", "opinion pieces"),
    "analysis": ("analysis", "analyses"),
    "official": ("official text", "official texts"),
    "rewrite": ("rewritten text", "rewritten texts"),
    "forum": ("forum post", "forum posts"),
}


def summary(project: Project) -> str:
    """The draft as YAML for brief.yaml: the statement in words, and the counts that it is drawn from."""
    base = Base.of(project)
    names = {str(source.id): str(source.name) for source in project.sources.values()}
    text = textwrap.fill(_statement(base, names), 96, initial_indent="    ", subsequent_indent="    ")
    counts = "".join(f"    {name}: {count}\n" for name, count in base.counts.items())
    return f"source_summary:\n  text: >-\n{text}\n  drawn_from:\n{counts}"


def _statement(base: Base, names: Mapping[str, str]) -> str:
    return " ".join(part for part in (*_base(base, names), *_agreement(base)) if part)


def _base(base: Base, names: Mapping[str, str]) -> Iterator[str]:
    """What there is: kinds, independence, age, what is kept."""
    count = base.counts
    kinds = _listed([f"{_number(number)} {_KINDS[kind][number > 1]}" for kind, number in base.kinds.items()])
    yield f"This brief rests on {_number(count['sources'])} {_noun(count['sources'], 'source')}: {kinds}."
    if count["independent"] < count["sources"]:
        voices = f"{_number(count['independent'])} independent {_noun(count['independent'], 'voice')}"
        yield f"They are {voices}; the others derive from them."
    else:
        yield "None is declared to derive from another."
    signed = f"{_number(count['signed']).capitalize()} {_are(count['signed'])} signed"
    kept = f"the originals of {_number(count['originals_kept'])} are kept"
    yield f"{signed} and {_number(count['dated'])} dated{_ages(base)}; {kept}."
    if base.most_used:
        most, _ = base.most_used[0]
        yield f"Most claims come from {names.get(most, most)}."


def _agreement(base: Base) -> Iterator[str]:
    """What corroborates, what conflicts, what was set aside."""
    count = base.counts
    number = f"{count['corroborated']:,} {_are(count['corroborated'])}"
    several = f"{number} answered by more than one independent source without conflict"
    yield f"Of {count['facts']:,} {_noun(count['facts'], 'question')}, {several}, and {count['single_source']:,} by one alone."
    about = f", among them: {'; '.join(base.contested[:3])}" if base.contested else ""
    yield f"On {count['disputed']:,} the sources differ{about}." if count["disputed"] else "On none do the sources differ."
    if count["set_aside"]:
        claims = _noun(count["set_aside"], "claim")
        yield f"{_number(count['set_aside']).capitalize()} {claims} {_are(count['set_aside'])} set aside as mistaken."


def _ages(base: Base) -> str:
    if base.first is None or base.last is None:
        return ""
    if base.first == base.last:
        return f" ({base.first.words})"
    return f" ({base.first.words} to {base.last.words})"


def _number(count: int) -> str:
    return _SMALL[count] if count < len(_SMALL) else f"{count:,}"


def _noun(count: int, noun: str) -> str:
    return noun if count == 1 else f"{noun}s"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _listed(parts: list[str]) -> str:
    *first, last = parts or ["none"]
    return f"{', '.join(first)} and {last}" if first else last
