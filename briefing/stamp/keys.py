"""The key of a product: one fingerprint for all that it is made of. Where it is the same, drawing would give the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from briefing.stamp.fingerprints import add, below, program
from briefing.workspace import Workspace

_OF_PAGES = (".css", ".j2")
"""The files of the template folders that no Word file is made of."""
_OF_WORD = (".docx", ".dotx")
"""And those that no page is made of. All others count for both, whether they are used or not: a template can ask for any."""


def key(workspace: Workspace, content: str, named: Iterable[str], *, is_word: bool) -> str:
    """The key of a product that shows `content`: the document as its writer gets it, and how it is asked to draw it.

    `named` are the files of the workspace that the document names: pictures, and the Word file whose looks are taken over.
    """
    digest = hashlib.sha256(f"{program()}\0{len(content)}\0{content}".encode("utf-8", "surrogatepass"))
    foreign = _OF_PAGES if is_word else _OF_WORD
    for folder in workspace.template_folders:
        digest.update(b"\0")
        there = (path for path in below(folder) if path.suffix not in foreign)
        add(
            digest, folder, (path for path in there if path.suffix or not path.is_dir())
        )  # one named like a file stands in its place
    add(digest, workspace.root, map(workspace.path, sorted(named)))
    return digest.hexdigest()
