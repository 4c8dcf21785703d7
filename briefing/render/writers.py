"""The table of writers: format to module and function. A module is imported when its writer is first used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias, cast

if TYPE_CHECKING:
    from briefing.document import Document
    from briefing.workspace import Workspace

Draw: TypeAlias = "Callable[[Document, Workspace], bytes]"


@dataclass(frozen=True, slots=True)
class Writer:
    """How a format is made."""

    module: str
    function: str
    is_slow: bool = False
    """Whether the engine takes so long to start that it deserves a process of its own from the beginning."""

    def load(self) -> Draw:
        """The function that draws. Raises EngineFault where the machine lacks what the engine needs."""
        return cast(Draw, getattr(import_module(self.module), self.function))


WRITERS: dict[str, Writer] = {
    "pdf": Writer("briefing.render.pdf", "to_pdf", is_slow=True),
    "docx": Writer("briefing.render.docx", "to_docx"),
    "html": Writer("briefing.render.html", "to_page"),
}
