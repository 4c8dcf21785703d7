"""The analyst's copies of the articles: read, known by their fingerprint, or refused with a reason."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from briefing.diagnostics import Diagnostic, Rule
from briefing.diagnostics.words import short
from briefing.evidence.anchors import Article
from briefing.model.evidence import Original, Source

MOST_BYTES = 5_000_000
"""The largest original that is read. An article has some ten thousand."""


class Unreadable(Struct, frozen=True):
    """An original that is there and cannot be read."""

    reason: str
    """What the system says, as the end of a sentence: `permission denied`."""


ReadOriginal = Callable[[str], bytes | Unreadable | None]
"""From the file name in a source's record to the original's bytes; None where this machine has none."""


def reader(folder: Path | None) -> ReadOriginal:
    """Reads originals from a folder; links are followed, and nothing that is no plain file is waited for."""

    def read(name: str) -> bytes | Unreadable | None:
        if folder is None:
            return None
        path = folder / name
        try:
            status = path.stat()
            if stat.S_ISDIR(status.st_mode):
                return Unreadable("it is a folder")
            if not stat.S_ISREG(status.st_mode):
                return Unreadable("it is a pipe or a device, no file")
            with path.open("rb") as file:
                return file.read(MOST_BYTES + 1)
        except FileNotFoundError:
            return Unreadable("it is a link that leads nowhere") if path.is_symlink() else None
        except OSError as error:
            return Unreadable((error.strerror or str(error)).lower())

    return read


class Opened(Struct, frozen=True):
    """What became of a source's original."""

    article: Article | None
    """None where there is none at hand, or none that can be used."""
    problems: tuple[Diagnostic, ...] = ()
    is_there: bool = False
    """Whether a file is there, of whatever kind."""


def open_original(source: Source, read: ReadOriginal) -> Opened:
    """The article of a source that has the record of an original."""
    original = source.original
    assert original is not None
    try:
        data = read(original.file)
    except OSError as error:
        data = Unreadable((error.strerror or str(error)).lower())
    if data is None:
        return Opened(None)
    problem = _unreadable(original, data)
    if problem is not None or isinstance(data, Unreadable):
        return Opened(None, (problem,) if problem else (), is_there=True)
    article = Article(data.decode("utf-8"), original.exclude)
    return Opened(article, tuple(_misjudged(original, article)), is_there=True)


def _unreadable(original: Original, data: bytes | Unreadable) -> Diagnostic | None:
    """Why an original cannot be used at all."""
    name = f"the original `{short(original.file)}`"
    if isinstance(data, Unreadable):
        hint = "put a copy of the article there that can be read, a text file in UTF-8"
        return Diagnostic(Rule.ORIGINAL_IS_UNCHANGED, f"{name} cannot be read: {data.reason}", original.file.span, (hint,))
    if not data:
        hint = "save the article's text again"
        return Diagnostic(Rule.ORIGINAL_IS_UNCHANGED, f"{name} is empty", original.file.span, (hint,))
    if len(data) > MOST_BYTES:
        message = f"{name} is larger than {MOST_BYTES // 1_000_000} MB, which no article is"
        hint = "save the article alone, as text, and put its new sha256 into the record"
        return Diagnostic(Rule.ORIGINAL_IS_UNCHANGED, message, original.file.span, (hint,))
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"{name} is not UTF-8 text (byte {error.start + 1:,})"
        hint = "save the article as UTF-8 text and put its new sha256 into the record"
        return Diagnostic(Rule.ORIGINAL_IS_UNCHANGED, message, original.file.span, (hint,))
    actual = hashlib.sha256(data).hexdigest()
    if actual != original.sha256:
        message = f"{name} has the sha256 {actual}, the record says another"
        hint = "find the copy that was curated, or check every claim against the new one and record its sha256"
        return Diagnostic(Rule.ORIGINAL_IS_UNCHANGED, message, original.sha256.span, (hint,))
    return None


def _misjudged(original: Original, article: Article) -> Iterator[Diagnostic]:
    """What is excluded from an article that cannot be."""
    last = article.last_line
    whole = last - article.text.endswith("\n")
    for one in original.exclude:
        if one.lines.last > last:
            lines = f"lines {one.lines.first}-{one.lines.last}"
            message = f"{lines} are beyond the end of `{short(original.file)}`, which has {whole}"
            yield Diagnostic(Rule.VALUE_FITS_ITS_FIELD, message, one.span_of("lines"))
    if not article.paragraphs:
        message = f"every line of `{short(original.file)}` is excluded or blank: nothing is left to quote"
        hint = "exclude only what is not the article: headline, captions, page chrome"
        yield Diagnostic(Rule.VALUE_FITS_ITS_FIELD, message, original.span_of("exclude"), (hint,))
