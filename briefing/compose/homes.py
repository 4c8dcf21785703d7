"""Where each text of a document comes from: which file, and which value in it."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.document import Differences, Document, Home, References
from briefing.model.brief import Project
from briefing.model.markup import Prose
from briefing.model.texts import PlacedText, texts_of, texts_of_brief
from briefing.source import Mapping


def homes(project: Project, document: Document) -> Iterator[Home]:
    """The homes of every text of the document, in the order of the files, then those of the annexes."""
    assert project.manifest is not None, "a document has a manifest"
    for text in texts_of_brief(project.manifest):
        yield _home(project.manifest.node.file.path, text)
    for section in project.sections:
        for text in texts_of(section, project.facts):
            yield _home(section.node.file.path, text)
    yield from _of_annexes(project, document)


def _home(path: str, text: PlacedText) -> Home:
    kind = "evidence" if text.text is None else "prose" if isinstance(text.text, Prose) else "plain"
    return Home(text.block, text.part, path, text.address, text.node.text, kind)  # type: ignore[arg-type]


def _of_annexes(project: Project, document: Document) -> Iterator[Home]:
    """What the program draws from sources and facts, by the record that it is drawn from."""
    for section in document.sections:
        if section.role != "annex":
            continue
        yield Home(section.id, "", "", (), "", "evidence")
        for block in section.blocks:
            match block:
                case References(entries=entries):
                    for number, source in enumerate(entries, 1):
                        path = _path(project.sources[source.id].node)
                        for part in (f"entry-{number}", f"entry-{number}-descriptor"):
                            yield Home(block.id, part, path, (source.id,), source.id, "evidence")
                case Differences(entries=entries):
                    for number, entry in enumerate(entries, 1):
                        fact = entry.id.removeprefix("difference-")
                        yield Home(block.id, f"entry-{number}", _path(project.facts[fact].node), (fact,), fact, "evidence")


def _path(node: Mapping) -> str:
    return node.file.path
