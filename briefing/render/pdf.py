"""The PDF writer: the paged HTML through WeasyPrint. The only module that imports it.

The engine may read files of the workspace and of the template folders, and nothing else: no other file, no address on a network,
whatever a template, a style or a picture asks for. What it asks for in vain is a fault, and so is what it cannot use.
The bytes depend on the document, the templates and the engine alone: dates are the document's, and there is no clock.
"""

from __future__ import annotations

import hashlib
import logging
import math
import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from briefing.document import Document
from briefing.render.faults import EngineFault, ResourceFault
from briefing.render.html import TEMPLATES, WORKSPACE, to_html
from briefing.render.libraries import by_version_name
from briefing.workspace import Workspace

try:
    with by_version_name():
        import pydyf
        import weasyprint
    from weasyprint.formatting_structure import boxes, build
    from weasyprint.layout import LayoutContext, block
    from weasyprint.urls import URLFetcher, URLFetcherResponse
except OSError as error:
    raise EngineFault(
        f"the PDF engine cannot load a library of the system ({error}). Install Pango and HarfBuzz: on Debian and Ubuntu "
        "`apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0`, on macOS `brew install pango`"
    ) from error

# The engine's layout of notes, put right in two places. Both are private to it, so its version is pinned, and tests hold what
# they promise: that no note leaves the page of its call, and that the second changes nothing but the time.

_lines = block.iter_line_boxes
_measured = LayoutContext._update_footnote_area


def _keeping_notes(context: Any, box: Any, position_y: float, bottom_space: float, *rest: Any) -> Iterator[Any]:
    """The lines of a paragraph, but none after the one that overflows before the paragraph may break.

    Where the page ends so soon after the beginning of a paragraph that too few lines would stand there, the engine makes room by
    putting off notes to the next page, away from their calls; but only if it sees that enough lines follow. So it is not shown
    them, and moves the paragraph instead.
    """
    for count, (line, resume_at) in enumerate(_lines(context, box, position_y, bottom_space, *rest), start=1):
        yield line, resume_at
        if count == box.style["orphans"] and context.overflows_page(bottom_space, line.position_y + line.height):
            return


def _adding_heights(context: Any) -> bool:
    """The height of the foot of the page as the sum of its notes, each measured once.

    The engine lays all notes of a page out again for every note that joins them, which takes a third of its time in a brief. Sums
    are right as long as notes are blocks without margins above and below and the foot has no height of its own; else the engine
    does as it always did. True if the foot cannot hold the notes, which a foot without a height always can.
    """
    area, notes = context.current_footnote_area, context.current_page_footnotes
    bounded = area.style["height"] != "auto" or area.style["max_height"].value != math.inf
    if context.in_column or bounded or not all(map(_is_plain, notes)):
        return bool(_measured(context))
    heights = context.__dict__.setdefault("_note_heights", {})
    for note in notes:
        if (note, area.page.width) not in heights:
            area.children = [note]
            lone = block.block_level_layout(context, build.create_anonymous_boxes(area.deepcopy()), -math.inf, None, area.page)[0]
            heights[note, area.page.width] = lone.height
    if area.height != "auto":
        context.page_bottom += area.margin_height()
    area.children = notes
    area.height = sum(heights[note, area.page.width] for note in notes)
    context.page_bottom -= area.margin_height() if notes else 0
    return False


def _is_plain(note: Any) -> bool:
    return isinstance(note, boxes.BlockBox) and note.style["margin_top"].value == note.style["margin_bottom"].value == 0


block.iter_line_boxes = _keeping_notes
LayoutContext._update_footnote_area = _adding_heights


class _Deflate:
    """zlib for the engine's streams, at its usual level: the engine asks for the highest, for a twentieth of time and of size."""

    @staticmethod
    def compressobj(level: int) -> Any:  # noqa: ARG004 - what the engine asks for
        return zlib.compressobj()


pydyf.zlib = _Deflate

_FACE = re.compile(r'@font-face\s*\{[^}]*?font-family:\s*["\']?([^"\';}]+)')
_CALL = re.compile(r"ref-(\d+)")
MEDIA = {
    ".css": "text/css",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".otf": "font/otf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
}
"""The types of the files that a template may name; of no machine's table, so that all read them alike."""


@dataclass(frozen=True)
class Drawing:
    """A PDF, and what is to be said about it: styles that the engine ignored, letters that our fonts lack. Nothing twice."""

    data: bytes
    remarks: tuple[str, ...]


def to_pdf(document: Document, workspace: Workspace) -> bytes:
    """The document as a tagged PDF (PDF/UA-1). Raises TemplateFault, ResourceFault."""
    return draw(document, workspace).data


def draw(document: Document, workspace: Workspace) -> Drawing:
    """As `to_pdf`, with the remarks."""
    folders = workspace.template_folders
    html = to_html(document, folders, root=workspace.root, paged=True)
    fetcher = _Fetcher(workspace.root, folders)
    identifier = hashlib.sha256(document.id.encode()).hexdigest()[:32].encode()
    with _listening() as log:
        drawn = weasyprint.HTML(string=html, base_url=WORKSPACE, url_fetcher=fetcher).render(pdf_variant="pdf/ua-1")
        data = drawn.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier)
    failed = (record.getMessage() for record in log if record.levelno >= logging.ERROR)
    faults = (*fetcher.refused.values(), *(message for message in failed if not any(url in message for url in fetcher.refused)))
    if faults:
        raise ResourceFault(tuple(dict.fromkeys(faults)))
    said = (record.getMessage() for record in log)
    return Drawing(data, tuple(dict.fromkeys((*said, *_strays(drawn.pages), *_foreign(drawn.fonts.values(), html)))))


def _strays(pages: Iterable[Any]) -> Iterator[str]:
    """Notes that do not stand on the page of their call, which is the first: the head of a table repeats its calls."""
    found: dict[str, int] = {}
    for number, page in enumerate(pages, start=1):
        for name in page.anchors:
            found.setdefault(name, number)
    for name, number in found.items():
        if (call := _CALL.fullmatch(name)) and found.get(f"note-{call[1]}") != number:
            yield f"note {call[1]} is called on page {number}, but does not stand there"


def _foreign(fonts: Iterable[Any], html: str) -> Iterator[str]:
    """Letters that none of the fonts in the styles has, so that a font of this machine draws them."""
    ours = set(_FACE.findall(html))
    for font in fonts:
        if font.family not in ours and (letters := "".join(sorted(set("".join(font.to_unicode.values()))))):
            yield f"the brief's fonts lack {letters}: {font.family}, a font of this machine, stands in"


class _Fetcher(URLFetcher):  # type: ignore[misc]
    """Serves files of the workspace and of the template folders, symbolic links followed, and notes down what it refuses."""

    def __init__(self, root: Path, templates: tuple[Path, ...]) -> None:
        super().__init__(allowed_protocols=("file",), allow_redirects=False)
        self._places = ((WORKSPACE, (root,)), (TEMPLATES, templates))
        self._inside = tuple(folder.resolve() for folder in (root, *templates))
        self.refused: dict[str, str] = {}
        """By address, what is told of it. The engine logs the same in other words."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002
        try:
            path = self._locate(url)
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": MEDIA.get(path.suffix.lower(), "text/plain")})
        except (OSError, ValueError) as error:
            self.refused[url] = f"{url}: {getattr(error, 'strerror', None) or error}"
            raise

    def _locate(self, url: str) -> Path:
        """The real file behind an address."""
        for base, folders in self._places:
            if url.startswith(base):
                name = unquote(url.removeprefix(base).split("?")[0].split("#")[0])
                real = [path for folder in folders if (path := (folder / name).resolve()).is_file()]
                if not real:
                    raise FileNotFoundError("there is no such file")
                if any(real[0].is_relative_to(folder) for folder in self._inside):
                    return real[0]
        raise PermissionError("a brief may read only files of its workspace and of the templates")


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
