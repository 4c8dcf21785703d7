"""What the PDF engine may read: files of the workspace and of the template folders, and nothing else."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from briefing.render.html import TEMPLATES, WORKSPACE
from briefing.render.pdf_engine import URLFetcher, URLFetcherResponse

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


class Files(URLFetcher):  # type: ignore[misc]
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
