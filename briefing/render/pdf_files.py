"""What serves the PDF engine the files that it may read, and notes down what it refuses."""

from __future__ import annotations

from pathlib import Path

from briefing.render.pdf_engine import URLFetcher, URLFetcherResponse
from briefing.render.reach import Reach, media, refusal


class Files(URLFetcher):  # type: ignore[misc]
    """Serves files of the workspace and of the template folders, symbolic links followed."""

    def __init__(self, root: Path, templates: tuple[Path, ...]) -> None:
        super().__init__(allowed_protocols=("file",), allow_redirects=False)
        self._reach = Reach(root, templates)
        self.refused: dict[str, str] = {}
        """By address, what is told of it. The engine logs the same in other words."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002
        try:
            path = self._reach.locate(url)
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": media(path)})
        except (OSError, ValueError) as error:
            self.refused[url] = refusal(url, error)
            raise
