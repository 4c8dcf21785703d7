"""Cases that are read as text: a Markdown file with a heading for each case, fenced files, and what is expected of them.

A fence says what it holds: "yaml PATH" a file, "bytes PATH" a file with Python's escapes for its bytes, "missing PATH" no such
file, "expected" what should come out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_FENCE = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Case:
    """One case of a file of cases."""

    source: Path
    title: str
    files: dict[str, bytes | None]
    """Contents by path; None for a file that is missing."""
    expected: str

    def __str__(self) -> str:
        return f"{self.source.stem}: {self.title}"


def read_cases(path: Path) -> list[Case]:
    """The cases of a file, in its order."""
    parts = _HEADING.split(path.read_text(encoding="utf-8"))
    return [_case(path, title, body) for title, body in zip(parts[1::2], parts[2::2], strict=True)]


def _case(path: Path, title: str, body: str) -> Case:
    files: dict[str, bytes | None] = {}
    expected = ""
    for kind, name, content in _FENCE.findall(body):
        if kind == "expected":
            expected = content
        elif kind == "missing":
            files[name] = None
        elif kind == "bytes":
            files[name] = content.encode().decode("unicode_escape").encode("latin-1")
        else:
            files[name] = content.encode()
    return Case(path, title, files, expected)


def rewrite(case: Case, now: str) -> None:
    """Put what comes out now into the case's file."""
    text = case.source.read_text(encoding="utf-8")
    start = text.index(f"## {case.title}\n")
    following = text.find("\n## ", start)
    end = len(text) if following < 0 else following
    body = text[start:end]
    fence = f"```expected\n{now}```"
    found = re.search(r"^```expected\n.*?^```$", body, re.MULTILINE | re.DOTALL)
    body = body[: found.start()] + fence + body[found.end() :] if found else f"{body.rstrip()}\n\n{fence}\n"
    case.source.write_text(text[:start] + body + text[end:], encoding="utf-8")


def lay_out(files: dict[str, bytes | None], root: Path) -> None:
    """Write the files of a case below `root`."""
    for name, content in files.items():
        if content is not None:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
