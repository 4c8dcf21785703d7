"""What can go wrong while a document is drawn.

The document itself is sound by then, so these are not the author's mistakes, but for those of a chart, which only drawing shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from briefing.document import Chart


class RenderFault(Exception):  # noqa: N818  (a fault is not always an error of the program)
    """A document could not be drawn."""


class TemplateFault(RenderFault):
    """A mistake in a template: an undefined name, wrong syntax, a template that is missing.

    `path` is relative to the workspace where the template lies in it, else absolute, and a bare name where there is no such file;
    `line` counts from 1, and is 0 where no line is to blame.
    """

    def __init__(self, path: str, line: int, message: str) -> None:
        super().__init__(path, line, message)
        self.path = path
        self.line = line
        self.message = message

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}" if self.line else f"{self.path}: {self.message}"


class Mistake(Struct, frozen=True):
    """One of several mistakes in a file: where, from 1, how many characters of the line, what is wrong, and what to do."""

    line: int
    column: int
    length: int
    message: str
    hint: str


class ThemeFault(TemplateFault):
    """All mistakes in the theme of charts, at least one; as a TemplateFault it is the first."""

    def __init__(self, path: str, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__(path, mistakes[0].line, mistakes[0].message)
        self.args = (path, mistakes)
        self.mistakes = mistakes


class ResourceFault(RenderFault):
    """Pictures, fonts or stylesheets that are missing, unusable, or lie where no brief may reach.

    `resources` are sentences of the form "address: what is wrong with it", each once, in the order in which they were asked for.
    """

    def __init__(self, resources: tuple[str, ...]) -> None:
        super().__init__(resources)
        self.resources = resources

    def __str__(self) -> str:
        return "; ".join(self.resources)


class NotDrawn(RenderFault):
    """A chart is not drawn, or not as it is written. The message says why, as the end of a sentence."""


class ChartFault(RenderFault):
    """Charts that cannot be drawn as they are written: each with why, in the order of the document."""

    def __init__(self, faults: tuple[tuple[Chart, str], ...]) -> None:
        super().__init__(faults)
        self.faults = faults

    def __str__(self) -> str:
        return "; ".join(f"figure {chart.number}: {message}" for chart, message in self.faults)


class EngineFault(RenderFault):
    """The machine lacks what the engine needs. The message says what to install."""
