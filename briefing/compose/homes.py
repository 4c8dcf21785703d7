"""Where each text of a document comes from: which file, and which value in it."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.document import Differences, Document, Home, References, Table
from briefing.model.brief import Project
from briefing.model.charts import ChartBlock
from briefing.model.data import Datum, rows
from briefing.model.markup import Prose
from briefing.model.section import Block
from briefing.model.texts import PlacedText, block_id, items_of, texts_of, texts_of_brief
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
    data = dict(_charts(project))
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
                case Table() as table:
                    yield from _of_data(table, data[table.id])
                case Differences(entries=entries):
                    for number, entry in enumerate(entries, 1):
                        fact = entry.id.removeprefix("difference-")
                        yield Home(block.id, f"entry-{number}", _path(project.facts[fact].node), (fact,), fact, "evidence")


def _charts(project: Project) -> Iterator[tuple[str, list[Datum]]]:
    """The data of each chart, by the id of the table that prints it."""
    for section in project.sections:
        for at, item in items_of(section):
            if isinstance(item, Block) and isinstance(item.content, ChartBlock):
                yield f"{block_id(section, at + 1)}-data", rows(item.content.data, project.facts)


def _of_data(table: Table, data: list[Datum]) -> Iterator[Home]:
    """The rows of a chart's data, by the facts that they are drawn from; what stands around them is the program's."""
    for part in ("caption", "note", *(f"header-{number + 1}" for number in range(len(table.columns)))):
        yield Home(table.id, part, "", (), "", "evidence")
    for number, datum in enumerate(data, 1):
        fact = datum.claims[0][0]
        for column in range(len(table.columns)):
            part = f"cell-{number}-{column + 1}"
            yield Home(table.id, part, _path(fact.node), (str(fact.id),), str(fact.id), "evidence")


def _path(node: Mapping) -> str:
    return node.file.path
