"""What can go wrong while a document is drawn. The document itself is sound by then, so these are not the author's mistakes."""

from __future__ import annotations


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


class ResourceFault(RenderFault):
    """Pictures, fonts or stylesheets that are missing, unusable, or lie where no brief may reach.

    `resources` are sentences of the form "address: what is wrong with it", each once, in the order in which they were asked for.
    """

    def __init__(self, resources: tuple[str, ...]) -> None:
        super().__init__(resources)
        self.resources = resources

    def __str__(self) -> str:
        return "; ".join(self.resources)


class EngineFault(RenderFault):
    """The machine lacks what the engine needs. The message says what to install."""
