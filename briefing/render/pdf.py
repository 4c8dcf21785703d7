"""The PDF writer: the paged HTML through the engine.

The engine may read files of the workspace and of the template folders, and nothing else: no other file, no address on a network,
whatever a template, a style or a picture asks for. What it asks for in vain is a fault, and so is what it cannot use.
The bytes depend on the document, the templates and the engine alone: dates are the document's, and there is no clock.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from briefing.document import Document
from briefing.render import pdf_archive, pdf_engine, pdf_links, pdf_tagging  # noqa: F401 - the last two change how it writes
from briefing.render.faults import ResourceFault
from briefing.render.html import to_html
from briefing.render.pdf_files import Files
from briefing.render.reach import WORKSPACE, Reach
from briefing.render.standalone import imported
from briefing.render.writers import Drawing
from briefing.workspace import Workspace

_FEW = 26  # letters; where a font draws more, it is the family that is missing
_FACE = re.compile(r'@font-face\s*\{[^}]*?font-family:\s*["\']?([^"\';}]+)')
_LONG = 0.5  # of a page; a note that is longer may find no room beside the line of its call
_TOO_LONG = ": cite fewer claims there, or divide what is said over sentences and paragraphs"
_NO_NOTE = re.compile(r"No anchor #note-(\d+) ")
_CALL = re.compile(r"ref-(\d+)")


def to_pdf(document: Document, workspace: Workspace) -> bytes:
    """The document as a PDF of its standard, and in any case PDF/UA-1. Raises TemplateFault, ResourceFault."""
    return draw(document, workspace).data


def draw(document: Document, workspace: Workspace) -> Drawing:
    """As `to_pdf`, with the remarks."""
    folders = workspace.template_folders
    html = to_html(document, folders, root=workspace.root, paged=True)
    fetcher = Files(workspace.root, folders)
    identifier = hashlib.sha256(document.id.encode()).hexdigest()[:32].encode()
    with _listening() as log:
        drawn = pdf_engine.HTML(string=html, base_url=WORKSPACE, url_fetcher=fetcher).render()
        data = drawn.write_pdf(
            pdf_variant=pdf_archive.VARIANTS[document.standard],
            pdf_tags=True,
            pdf_identifier=identifier,
            finisher=lambda _, file: pdf_archive.finish(file, document),
        )
    fetcher.refused.update(imported(html, Reach(workspace.root, folders)))  # the engine passes over those that come too late
    failed = (record.getMessage() for record in log if record.levelno >= logging.ERROR)
    others = (message for message in failed if not any(url in message for url in fetcher.refused))
    faults = (*fetcher.refused.values(), *_lost(others))
    if faults:
        raise ResourceFault(tuple(dict.fromkeys(faults)))
    said = (record.getMessage() for record in log)
    seen = (*_strays(drawn.pages), *_spilt(document, len(drawn.pages)), *_foreign(drawn.fonts.values(), html))
    return Drawing(data, tuple(dict.fromkeys((*said, *seen))))


def _lost(failed: Iterable[str]) -> Iterator[str]:
    """What failed; in one sentence the notes that the engine left out, of which it says only that links do not find them."""
    numbers: dict[str, None] = {}
    for message in failed:
        if lost := _NO_NOTE.match(message):
            numbers[lost[1]] = None
        else:
            yield message
    if len(numbers) == 1:
        yield f"note {', '.join(numbers)} finds no page with room for it beside its call{_TOO_LONG}"
    elif numbers:
        yield f"notes {', '.join(numbers)} find no page with room for them beside their calls{_TOO_LONG}"


def _strays(pages: Iterable[Any]) -> Iterator[str]:
    """Notes that do not stand on the page of their call, or have no room there: the engine divides no note over pages.

    The page of a call is the first that has it: the head of a table repeats its calls.
    """
    found: dict[str, tuple[int, float, bool]] = {}  # by anchor: the page, the height, and whether it begins above the text
    for number, page in enumerate(pages, start=1):
        for name, (_, top, _, bottom) in page.anchors.items():
            found.setdefault(name, (number, (bottom - top) / page.height, top < page._page_box.content_box_y()))
    for name, (number, *_) in found.items():
        if call := _CALL.fullmatch(name):
            at, height, above = found.get(f"note-{call[1]}", (0, 0.0, False))
            long = _TOO_LONG if above or height > _LONG else ""
            if at != number:
                yield f"note {call[1]} is called on page {number}, but does not stand there{long}"
            elif above:
                yield f"note {call[1]} runs over the head of page {number}{long}"


def _spilt(document: Document, pages: int) -> Iterator[str]:
    """A one-pager that needs more than one page, with the files that are to be shortened."""
    if document.form == "one-pager" and pages > 1:
        points = (section.origin for section in document.sections if section.role == "key-points")
        files = dict.fromkeys(origin.path for origin in points if origin)
        where = f" in {' and '.join(files)}" if files else ""
        yield f"the one-pager takes {pages} pages: shorten the key points{where}, or the titles"


def _foreign(fonts: Iterable[Any], html: str) -> Iterator[str]:
    """Letters that none of the fonts in the styles has, so that a font of this machine draws them."""
    ours = set(_FACE.findall(html))
    letters: dict[str, set[str]] = {}
    for font in fonts:
        if font.family not in ours:
            letters.setdefault(font.family, set()).update("".join(font.to_unicode.values()))
    for family, drawn in letters.items():
        if len(drawn) > _FEW:
            yield f"{family}, a font of this machine, draws whole texts: a style asks for a family that no @font-face declares"
        elif drawn:
            yield f"the brief's fonts lack {''.join(sorted(drawn))}: {family}, a font of this machine, stands in"


class _Keeper(logging.Handler):
    """Keeps records from warnings upwards."""

    def __init__(self, records: list[logging.LogRecord]) -> None:
        super().__init__(logging.WARNING)
        self._records = records

    def emit(self, record: logging.LogRecord) -> None:
        self._records.append(record)


@contextmanager
def _listening() -> Iterator[list[logging.LogRecord]]:
    """Collects what the engine logs from warnings upwards; nothing of it reaches the terminal."""
    records: list[logging.LogRecord] = []
    handler = _Keeper(records)
    logger = logging.getLogger("weasyprint")
    spreads = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield records
    finally:
        logger.removeHandler(handler)
        logger.propagate = spreads
