"""The table of writers: format to module and function. A module is imported when its writer is first used."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias, cast

from msgspec import Struct

from briefing.render.opened import opened

if TYPE_CHECKING:
    from briefing.document import Document
    from briefing.workspace import Workspace

Draw: TypeAlias = "Callable[[Document, Workspace], bytes | Drawing]"


class Drawing(Struct, frozen=True):
    """What a writer gives that has something to say about it: styles that it ignored, letters that fonts lack. Nothing twice."""

    data: bytes
    remarks: tuple[str, ...]


class Drawn(Struct, frozen=True):
    """A product, not yet written."""

    data: bytes
    reads: tuple[str, ...]
    """Files of the workspace that were read for it, templates too."""
    remarks: tuple[str, ...] = ()
    """What is to be said about it, though it was drawn."""


class Writer(Struct, frozen=True):
    """How a format is made."""

    module: str
    function: str
    ahead: str = ""
    """The module that warms its engine up while there is nothing to draw yet; empty where there is nothing to warm."""
    is_word: bool = False
    """Whether it is a draft for editors, made from a Word template."""

    def load(self) -> Draw:
        """The function that draws. Raises EngineFault where the machine lacks what the engine needs."""
        return cast(Draw, getattr(import_module(self.module), self.function))

    def prepare(self) -> None:
        """Do what can be done before there is a document. Raises EngineFault."""
        self.load()
        if self.ahead:
            import_module(self.ahead).warm_up()

    def draw(self, document: Document, workspace: Workspace) -> Drawn:
        """Draw. Raises RenderFault as the writer does."""
        write = self.load()
        with opened(workspace.root) as reads:
            made = write(document, workspace)
        if isinstance(made, Drawing):
            return Drawn(made.data, tuple(sorted(reads)), made.remarks)
        return Drawn(made, tuple(sorted(reads)))


WRITERS: dict[str, Writer] = {
    "pdf": Writer("briefing.render.pdf", "draw", ahead="briefing.render.pdf_ahead"),
    "docx": Writer("briefing.render.docx", "to_docx", is_word=True),
    "html": Writer("briefing.render.html", "to_page"),
}
"""The slowest first."""


def slowest(formats: Iterable[str]) -> str:
    """The format that takes longest, from the start of its engine to the product: it deserves a process of its own."""
    return min(formats, key=list(WRITERS).index)
