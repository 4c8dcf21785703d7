"""A project to its document."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

from briefing.compose import annexes, terms
from briefing.compose.blocks import BlockComposer
from briefing.compose.notebook import Notebook
from briefing.compose.prose import inlines
from briefing.document import Document, Section
from briefing.model import section as model
from briefing.model.brief import Anchor, Project
from briefing.model.texts import block_id, in_reading_order


def compose(project: Project, anchors: Mapping[str, Anchor]) -> Document:
    """The document of a project that has passed its checks. Key points come first, whatever their place in the manifest."""
    manifest = project.manifest
    assert manifest is not None, "a brief without a manifest does not pass its checks"
    style = manifest.style
    notebook = Notebook(project.sources, project.facts, anchors)
    composer = BlockComposer(notebook, count(1), count(1), count(1), manifest.likelihood_scale)
    sections = [_section(section, composer) for section in in_reading_order(project.sections)]
    used = dict.fromkeys(str(claim.source) for _, claim, _ in project.claims())
    sections.append(annexes.sources(notebook, used, manifest.source_summary.text if manifest.source_summary else None))
    contested = annexes.differences(notebook)
    if contested:
        sections.append(contested)
    return Document(
        id=str(manifest.id),
        title=str(manifest.title),
        subtitle=str(manifest.subtitle or ""),
        marking=str(manifest.marking or ""),
        issuer=str(manifest.issuer or ""),
        edition=manifest.edition,
        date=manifest.date.words,
        cutoff=manifest.information_cutoff.words,
        iso_date=str(manifest.date),
        language=str(manifest.language),
        abstract=str(manifest.abstract or ""),
        sections=tuple(sections),
        notes=tuple(notebook.notes),
        labels=terms.LABELS,
        form=manifest.form,
        page=style.page if style else "A4",
        standard=manifest.pdf.standard if manifest.pdf else "a-3a",
        draft_mark=str(style.draft or "") if style else "",
        template=str(style.docx or "") if style else "",
    )


def _section(section: model.Section, composer: BlockComposer) -> Section:
    title = inlines(section.title, composer.notebook)
    blocks = tuple(composer.compose(item, block_id(section, number)) for number, item in enumerate(section.body, 1))
    return Section(block_id(section), title, section.role, blocks, section.span)
