"""A brief on one page: key points, the first chart of the other sections, and the sources in short.

Only what stands on the page is composed, so that what is left out has neither note nor number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from briefing.citations import reference
from briefing.compose.blocks import BlockComposer
from briefing.compose.notebook import Notebook, words
from briefing.document import Reference, References, Section
from briefing.model import section as model
from briefing.model.charts import ChartBlock
from briefing.model.texts import block_id


def selected(
    sections: Iterable[model.Section], composer: BlockComposer, whole: Callable[[model.Section], Section]
) -> Iterator[Section]:
    """The key points, each section drawn by `whole`, and a section without a title that holds the one chart."""
    is_open = True
    for section in sections:
        charts = ((number, item) for number, item in enumerate(section.body, 1) if _is_chart(item))
        if section.role == "key-points":
            yield whole(section)
            is_open = is_open and next(charts, None) is None
        elif is_open and (found := next(charts, None)) is not None:
            number, item = found
            chart = composer.compose(item, block_id(section, number))
            yield Section(block_id(section), (), "body", (chart,), section.span)
            is_open = False


def sources(notebook: Notebook) -> Section:
    """The sources that the page cites, in the order of their first citation: citations alone."""
    cited = dict.fromkeys(name for note in notebook.notes for name in note.sources)
    entries = tuple(Reference(name, reference(notebook.sources[name], notebook.terms.wording), "", (), ()) for name in cited)
    return Section("sources", words(notebook.terms.wording.annex.sources), "annex", (References("sources-1", entries),))


def _is_chart(item: object) -> bool:
    return isinstance(item, model.Block) and isinstance(item.content, ChartBlock)
