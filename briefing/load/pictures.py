"""The pictures of figures: whether each is there, inside the workspace, and whole."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from pathlib import Path

from briefing.load.reading import reason
from briefing.model.section import FigureBlock, Section
from briefing.workspace import Workspace

SUFFIXES = (".png", ".jpg", ".jpeg")
MOST_PIXELS = 50_000_000
"""The largest picture: a whole page of A4 at 600 dots per inch has 35 million."""


def pictures(workspace: Workspace, sections: Iterable[Section]) -> dict[str, str]:
    """What is wrong with each picture that a figure names, by its path as named: words that follow on it, or nothing."""
    blocks = (block for section in sections for block in section.body if not isinstance(block, str))
    figures = [block.content for block in blocks if isinstance(block.content, FigureBlock)]
    return {str(figure.image): _wrong(workspace, figure.image) for figure in figures}


def _wrong(workspace: Workspace, image: str) -> str:
    if workspace.inside(image) is None:
        return "leads out of the workspace"
    path = workspace.path(image)
    try:
        if not path.exists():
            return "does not exist"
        if not path.is_file():  # a pipe would be waited for
            return "is no file"
        return _damage(path) if path.suffix.lower() in SUFFIXES else "is no PNG or JPEG file by its name"
    except (OSError, ValueError) as error:
        return f"cannot be read: {reason(error) if isinstance(error, OSError) else 'its name is none'}"


def _damage(path: Path) -> str:
    """What keeps the engines from drawing it. They would tell only when everything else is done, and each in its own words."""
    from PIL import Image, ImageFile, UnidentifiedImageError  # noqa: PLC0415 - slow to import, needed only for figures

    lenient = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # the PDF engine sets it for the whole process, and prints half a picture
    try:
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(file, formats=("PNG", "JPEG")) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    return f"has {picture.width:,} by {picture.height:,} pixels; {MOST_PIXELS:,} in all are allowed"
                picture.load()
    except PermissionError:
        raise
    except UnidentifiedImageError:
        return "is no PNG or JPEG file, or a damaged one"
    except Image.DecompressionBombError:
        return f"has far more than {MOST_PIXELS:,} pixels"
    except (OSError, SyntaxError, ValueError, EOFError):  # what Pillow raises for a file that breaks off
        return "is damaged: its data break off or contradict themselves"
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient
    return ""
