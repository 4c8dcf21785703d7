"""A project to its document."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import count

from msgspec.structs import replace

from briefing.compose import annexes, charts, one_page
from briefing.compose.blocks import BlockComposer
from briefing.compose.notebook import Notebook
from briefing.compose.prose import inlines
from briefing.compose.terms import terms_of
from briefing.document import Document, Paragraph, Section, Table
from briefing.model import section as model
from briefing.model.brief import Anchor, Manifest, Project
from briefing.model.plain import fingerprint
from briefing.model.texts import block_id, in_reading_order


def compose(project: Project, anchors: Mapping[str, Anchor], disputed: Collection[str] = ()) -> Document:
    """The document of a project that has passed its checks. Key points come first, whatever their place in the manifest.

    `disputed` are the ids of facts on which sources differ.
    """
    manifest = project.manifest
    assert manifest is not None, "a brief without a manifest does not pass its checks"
    style = manifest.style
    terms = terms_of(project)
    notebook = Notebook(terms, project.facts, anchors)
    is_short = manifest.form == "one-pager"
    data = None if is_short else list[Table]()
    composer = BlockComposer(notebook, count(1), count(1), count(1), manifest.likelihood_scale, disputed, data)
    sections = _on_one_page(project, composer) if is_short else _whole(project, manifest, composer)
    if style and style.numbered_paragraphs:
        sections = list(_numbered(sections))
    return Document(
        id=str(manifest.id),
        title=str(manifest.title),
        subtitle=str(manifest.subtitle or ""),
        marking=str(manifest.marking or ""),
        issuer=str(manifest.issuer or ""),
        edition=manifest.edition,
        date=terms.date(manifest.date),
        cutoff=terms.date(manifest.information_cutoff),
        iso_date=str(manifest.date),
        language=str(manifest.language),
        abstract="" if is_short else str(manifest.abstract or ""),
        sections=tuple(sections),
        notes=tuple(notebook.notes),
        labels=replace(terms.wording.labels, decimal=terms.wording.separators[0]),
        form=manifest.form,
        page=style.page if style else "A4",
        standard=manifest.pdf.standard if manifest.pdf else "a-3a",
        facts=tuple((name, fingerprint(project.facts[name])) for name in sorted(notebook.mentioned)),
        draft_mark=str(style.draft or "") if style else "",
        template=str(style.docx or "") if style else "",
    )


def _whole(project: Project, manifest: Manifest, composer: BlockComposer) -> list[Section]:
    """Every section, and the annexes."""
    notebook, summary = composer.notebook, manifest.source_summary
    sections = [_section(section, composer) for section in in_reading_order(project.sections)]
    if composer.data:
        sections.append(charts.annex(composer.data, notebook))
    used = dict.fromkeys(str(claim.source) for _, claim, _ in project.claims())
    sections.append(annexes.sources(notebook, used, summary.text if summary else None))
    contested = annexes.differences(notebook)
    return [*sections, contested] if contested else sections


def _on_one_page(project: Project, composer: BlockComposer) -> list[Section]:
    """Key points, one chart, and the sources in short."""
    read = in_reading_order(project.sections)
    sections = [*one_page.selected(read, composer, lambda section: _section(section, composer))]
    return [*sections, one_page.sources(composer.notebook)]


def _numbered(sections: Iterable[Section]) -> Iterator[Section]:
    """The sections with a number for each paragraph of the text, through the whole of it; lists, exhibits and boxes have none."""
    numbers = count(1)
    for section in sections:
        if section.role == "body":
            blocks = (replace(one, number=next(numbers)) if isinstance(one, Paragraph) else one for one in section.blocks)
            section = replace(section, blocks=tuple(blocks))  # noqa: PLW2901 - the same section, with its numbers
        yield section


def _section(section: model.Section, composer: BlockComposer) -> Section:
    title = inlines(section.title, composer.notebook)
    blocks = tuple(composer.compose(item, block_id(section, number)) for number, item in enumerate(section.body, 1))
    return Section(block_id(section), title, section.role, blocks, section.span)
