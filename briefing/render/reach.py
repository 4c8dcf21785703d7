"""What templates and styles may read: files of the workspace and of the template folders, links followed, and nothing else."""

from __future__ import annotations

from os.path import lexists
from pathlib import Path
from urllib.parse import quote, unquote, urljoin

from briefing.render.faults import TemplateFault
from briefing.workspace import Workspace

WORKSPACE = "file:///workspace/"
"""Where pictures lie for the engine. No real folder, nor is the next: the page is the same wherever the workspace is."""
TEMPLATES = "file:///templates/"
"""Where fonts and other parts of the templates lie for the engine."""
MEDIA = {
    ".css": "text/css",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".otf": "font/otf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}
"""The types of the files that a template may name; of no machine's table, so that all read them alike."""
MISSING = "there is no such file"
ONE_FILE = "the page for the screen is one file, and loads no other"


class Reach:
    """The workspace and the template folders, by the addresses that stand for them."""

    def __init__(self, root: Path, templates: tuple[Path, ...]) -> None:
        self._places = ((WORKSPACE, (root,)), (TEMPLATES, templates))
        self._inside = tuple(folder.resolve() for folder in (root, *templates))

    def locate(self, url: str) -> Path:
        """The real file behind a whole address. Raises OSError where there is none, or none that a brief may read; ValueError."""
        for base, folders in self._places:
            if url.startswith(base):
                name = unquote(url.removeprefix(base).split("?")[0].split("#")[0])
                real = [path for folder in folders if (path := (folder / name).resolve()).is_file()]
                if not real:
                    raise FileNotFoundError(MISSING)
                if any(real[0].is_relative_to(folder) for folder in self._inside):
                    return real[0]
        raise PermissionError("a brief may read only files of its workspace and of the templates")


def first(name: str, folders: tuple[Path, ...], workspace: Workspace) -> Path | None:
    """The first file of that name in the template folders, links followed.

    Raises TemplateFault where something else stands in its place in a folder before: whoever put it there means it to be read.
    """
    for number, folder in enumerate(folders):
        if (path := folder / name).is_file():
            for before in folders[:number]:
                for parent in reversed(Path(name).parents):
                    _expect(before / parent, workspace, is_folder=True)
                _expect(before / name, workspace, is_folder=False)
            return path
    return None


def _expect(path: Path, workspace: Workspace, *, is_folder: bool) -> None:
    """Raises TemplateFault for what is there and is no folder, or no file."""
    if (path.is_dir() if is_folder else path.is_file()) or not lexists(path):
        return
    kinds = (("a folder", path.is_dir), ("a file", path.is_file), ("a link to nothing", path.is_symlink))
    there = next((kind for kind, is_it in kinds if is_it()), "neither file nor folder")
    raise TemplateFault(workspace.shown(path), 0, f"this is {there}, and should be {'a folder' if is_folder else 'a file'}")


def whole(url: str) -> str:
    """An address as somebody wrote it, seen from the workspace."""
    return quote(urljoin(WORKSPACE, url), safe="/:?#[]@!$&'()*+,;=~%")


def media(path: Path) -> str:
    """The type of a file."""
    return MEDIA.get(path.suffix.lower(), "text/plain")


def refusal(url: str, error: Exception) -> str:
    """What is told of an address that cannot be read."""
    return f"{url}: {getattr(error, 'strerror', None) or error}"
