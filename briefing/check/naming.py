"""Who is named: sources by name, author or outlet, speakers by the words of `by`."""

from __future__ import annotations

import re
from functools import cache

from briefing.english.speakers import any_of, speaker
from briefing.model.brief import Project
from briefing.model.evidence import Claim, Source

_WORD = re.compile(r"\w+")
_START = re.compile(r"(?:(?:the|an?)\s+)?(\w*)", re.IGNORECASE)


class Naming:
    """The names of sources and speakers, and whether a text holds them."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._sources = cache(lambda name: any_of(names_of(project.sources[name])))
        self._speakers = cache(lambda name: any_of(speakers_of(project.sources[name])))
        self._by_start: dict[str, set[str]] = {}
        for name, source in project.sources.items():
            for called in names_of(source):
                self._by_start.setdefault(_start(called), set()).add(name)

    def sources_in(self, text: str) -> set[str]:
        """The sources that a text names."""
        starts = {"", *map(_start, _WORD.findall(text))}  # not every name of every source is looked for in every sentence
        likely = {name for start in starts for name in self._by_start.get(start, ())}
        return {name for name in likely if self._sources(name).search(text)}

    def names_source(self, name: str, text: str) -> bool:
        """Whether a text names this source, or the body that speaks in it."""
        return name in self.project.sources and bool(self._speakers(name).search(text))

    def spoken_of(self, claim: Claim, text: str) -> set[str]:
        """Who of those that say a claim a text names: the source, the speaker in `by`."""
        found = {str(claim.source)} if self.names_source(str(claim.source), text) else set[str]()
        if claim.by and speaker(str(claim.by)).search(text):
            found.add(str(claim.by))
        return found


def _start(name: str) -> str:
    """The word that a name begins with after its article, without regard to case; empty where it begins with a sign."""
    match = _START.match(name.strip())
    return match[1].lower() if match else ""


def names_of(source: Source) -> list[str]:
    """Everything that a source may be called in running text."""
    names = [source.name, source.title_short, source.container_title, *source.called]
    names += [author.family for author in source.author]
    return [str(name) for name in names if name]


def speakers_of(source: Source) -> list[str]:
    """Who speaks in a source: its own names, and bodies that are its authors, which a text also names when it tells of them."""
    return [*names_of(source), *(str(author.literal) for author in source.author if author.literal)]
