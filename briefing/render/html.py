"""The HTML writer: the document through the templates, escaped throughout.

The templates exist once for two readers. On the screen the page stands alone: styles, fonts and pictures are inside it, a call
opens its note with the evidence, the notes are listed at the end, and it fetches nothing. On paper (`paged`) it is what the PDF
engine lays out: each note stands at its call, to be taken to the foot of the page, and fonts and pictures are named by address.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from briefing.document import Block, Difference, Differences, Document, NoteRef, Reference, References, plain, spread
from briefing.render.charts import Charts, Drawing
from briefing.render.columns import FIGURES, breadth, halves, room, unbroken
from briefing.render.contents import in_two, nested
from briefing.render.faults import ResourceFault, TemplateFault
from briefing.render.reach import TEMPLATES, WORKSPACE, Reach, first
from briefing.render.sandbox import FileSystemLoader, Sandbox, TemplateError, TemplateNotFound, TemplateSyntaxError
from briefing.render.standalone import embedded
from briefing.workspace import Workspace, program_templates

TEMPLATE = "brief.html.j2"
PICTURES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
_ADDRESS = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_MISTAKES = (
    *(ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError, NameError, RuntimeError, TypeError, ValueError),
)
_NO_SUCH = re.compile(r"'[\w.]+\.(\w+) object' has no attribute '(\w+)'")


def to_html(document: Document, templates: tuple[Path, ...], *, root: Path, paged: bool = False) -> str:
    """The document as one HTML page.

    `templates` are the folders in which templates, styles and fonts are looked up: the first that has a file gives it. `root` is
    the folder of the workspace, where pictures lie. Raises TemplateFault for a mistake in a template, ResourceFault for a
    picture, ChartFault for a chart.
    """
    environment = _environment(templates, root, paged)
    notes = {note.number: note for note in document.notes}
    here = Workspace(root)
    charts = Charts(document, here)
    annexed = dict.fromkeys(entry.id for section in document.sections for block in section.blocks for entry in _entries(block))
    environment.globals.update(document=document, labels=document.labels, notes=notes, paged=paged)
    environment.globals.update(annexed=annexed, drawing=charts.drawing)
    figures = FIGURES[document.labels.decimal]
    environment.filters.update(halves=partial(halves, figures=figures), breadth=partial(breadth, figures=figures))
    environment.filters.update(nested=nested, in_two=in_two)
    try:
        page = environment.get_template(TEMPLATE).render() + "\n"
        page.encode()
        return page if paged else embedded(page, Reach(root, templates))
    except TemplateSyntaxError as error:
        path = error.filename or error.name or TEMPLATE
        raise TemplateFault(here.shown(Path(path)), error.lineno, str(error.message)) from error
    except TemplateNotFound as error:
        path, line = _blamed(error, templates)
        message = f"there is no {error.name} in the template folders"
        raise TemplateFault(here.shown(Path(path or str(error.name))), line, message) from error
    except UnicodeDecodeError as error:
        raise TemplateFault(*_undecodable(here, error)) from error
    except UnicodeEncodeError as error:
        message = f"this prints {error.object[error.start]!a}, half of a letter, which no file can hold"
        raise TemplateFault(here.shown(_find(TEMPLATE, templates, root)), 0, message) from error
    except (TemplateError, *_MISTAKES) as error:
        path, line = _blamed(error, templates)
        if not path:
            raise
        raise TemplateFault(here.shown(Path(path)), line, _told(error)) from error


def _entries(block: Block) -> tuple[Difference | Reference, ...]:
    """What an annex lists, to which notes can lead. A one-pager does not tell of differences."""
    return block.entries if isinstance(block, Differences | References) else ()


def to_page(document: Document, workspace: Workspace) -> bytes:
    """The page for the screen, as a file: UTF-8, and nothing outside it. Raises as `to_html` does."""
    return to_html(document, workspace.template_folders, root=workspace.root).encode()


class _Loader(FileSystemLoader):
    """Templates of the template folders; links are followed as far as `_find` does."""

    def __init__(self, templates: tuple[Path, ...], root: Path) -> None:
        super().__init__([str(folder) for folder in templates])
        self._places = templates, root

    def get_source(self, environment: Any, template: str) -> Any:
        _find(template, *self._places)
        return super().get_source(environment, template)


def warm_up() -> None:
    """Compile the program's templates before there is a document."""
    environment = _environment((program_templates(),), Path(), paged=True)
    for name in environment.list_templates(extensions=["j2"]):
        environment.get_template(name)


def _environment(templates: tuple[Path, ...], root: Path, paged: bool) -> Sandbox:
    """Jinja2 as the templates know it: everything escaped, nothing undefined, no reach into Python."""
    environment = Sandbox(_Loader(templates, root))
    environment.filters.update(
        kind=lambda thing: type(thing).__name__,
        plain=plain,
        inside=_inside,
        room=room,
        unbroken=unbroken,
        calls=lambda inlines: [inline.number for inline in spread(inlines) if isinstance(inline, NoteRef)],
    )
    environment.tests["address"] = lambda url: bool(_ADDRESS.match(url))
    environment.globals.update(
        picture=_picture(root, paged),
        resource=_resource(templates, root),
        stylesheet=lambda name: Markup(_find(name, templates, root).read_text("utf-8").replace("</", "<\\/")),
    )
    return environment


def _find(name: str, templates: tuple[Path, ...], root: Path) -> Path:
    """The first file of that name in the template folders. A link may lead to any place that a brief may read.

    Raises TemplateNotFound, TemplateError, TemplateFault.
    """
    found = first(name, templates, Workspace(root)) if {"..", "/"}.isdisjoint(Path(name).parts) else None
    if found is None:
        raise TemplateNotFound(name)
    if not any(found.resolve().is_relative_to(place.resolve()) for place in (root, *templates)):
        raise TemplateError(f"{name} is a link that leads out of the workspace: put the file itself there")
    return found


def _resource(templates: tuple[Path, ...], root: Path) -> Callable[[str], str]:
    """What gives the address of a file of the template folders to the engine."""

    def resource(name: str) -> str:
        _find(name, templates, root)
        return TEMPLATES + quote(name)

    return resource


def _inside(drawing: Drawing) -> Markup:
    """What stands in the `svg` element of a chart: markup of ours, and the only one that comes from outside the templates."""
    if not isinstance(drawing, Drawing):
        raise TypeError("`inside` is for what `drawing` gives")
    return Markup(drawing.inside)


def _picture(root: Path, paged: bool) -> Callable[[str], str]:
    """What gives the address of a picture: of the file for the engine, of the data themselves on the screen."""

    def picture(image: str) -> str:
        path = Workspace(root).inside(image)
        if path is None:
            raise ResourceFault((f"{image}: outside the workspace",))
        kind = PICTURES.get(path.suffix.lower())
        if kind is None:
            raise ResourceFault((f"{image}: neither PNG nor JPEG",))
        if not path.is_file():
            raise ResourceFault((f"{image}: no such file",))
        return WORKSPACE + quote(image) if paged else f"data:{kind};base64,{b64encode(path.read_bytes()).decode()}"

    return picture


# Faults ------------------------------------------------------------------------------------------------------------------


def _blamed(error: BaseException, templates: tuple[Path, ...]) -> tuple[str, int]:
    """The innermost place in a template that an exception passed through; the page where it was raised while one was compiled.

    Where it goes round in circles, the innermost place in the workspace's own templates.
    """
    found, module = ("", 0), ""
    trace = error.__traceback__
    while trace:
        name, module = trace.tb_frame.f_code.co_filename, str(trace.tb_frame.f_globals.get("__name__"))
        if any(Path(name).is_relative_to(folder) for folder in templates[: 1 if isinstance(error, RecursionError) else None]):
            found = (name, trace.tb_lineno)
        trace = trace.tb_next
    return found if found[0] or not module.startswith("jinja2.") else (TEMPLATE, 0)


def _told(error: BaseException) -> str:
    """What a mistake is, without Python's words for it."""
    if isinstance(error, RecursionError):
        return "this has no end: a macro calls itself, or templates include one another"
    if isinstance(error, MemoryError):
        return "this is more than the memory of this machine holds"
    return _NO_SUCH.sub(r"a `\1` has no `\2`", str(error))


def _undecodable(here: Workspace, error: UnicodeDecodeError) -> tuple[str, int, str]:
    """Path, line and message for the template or style whose bytes are no UTF-8."""
    data = bytes(error.object)
    there = (path for folder in here.template_folders for path in sorted(folder.rglob("*.*")))
    found = next((path for path in there if path.is_file() and path.read_bytes() == data), Path(TEMPLATE))
    message = f"the byte 0x{data[error.start]:02X} is no UTF-8: save the file as UTF-8"
    return here.shown(found), data.count(b"\n", 0, error.start) + 1, message
