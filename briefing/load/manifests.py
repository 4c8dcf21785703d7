"""The manifests of a workspace: it may hold several briefs, which share sections, evidence and templates."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from briefing.diagnostics.words import series
from briefing.load import reading
from briefing.load.yaml import Tree
from briefing.model.brief import FACTS, REVIEWS, SECTIONS, SOURCES
from briefing.source import Scalar, Sequence
from briefing.workspace import MANIFEST, Workspace

_KEYS = frozenset({"id", "title", "sections"})
"""What tells a manifest from any other YAML file at the top of a workspace, also where it is not well-formed."""
_OTHERS = {SECTIONS: "a section", SOURCES: "a file of sources", FACTS: "a file of facts", REVIEWS: "a file of reviews"}


def manifests(workspace: Workspace) -> list[str]:
    """brief.yaml first, where there is one, and each other file at the top that has the keys of a manifest."""
    names: list[str] = []
    with suppress(OSError):
        names = sorted(path.name for path in workspace.root.iterdir() if path.suffix in reading.SUFFIXES)
    found = [name for name in names if name == MANIFEST or (not name.startswith(".") and _is_one(workspace, name))]
    return sorted(found, key=lambda name: (name != MANIFEST, name))


def id_of(workspace: Workspace, name: str) -> str:
    """The id that a manifest gives its brief; empty where that cannot be read, which its own check tells."""
    tree = reading.tree(workspace, name)
    node = tree.root.get("id") if isinstance(tree, Tree) and tree.root else None
    return node.text if isinstance(node, Scalar) else ""


def mistaken(path: Path) -> str:
    """Of a file that is named as a manifest: what it is instead, with the manifest to name, in a line; else nothing."""
    path = path.absolute()
    for folder, what in _OTHERS.items():
        root = path.parent.parent if "/" not in folder else path.parent.parent.parent
        if path.parent != root / folder or not path.is_file() or not (known := manifests(Workspace(root))):
            continue
        naming = [name for name in known if folder == SECTIONS and path.stem in _sections_of(Workspace(root), name)]
        of = f" of {series(naming)}" if naming else ""
        return f"{folder}/{path.name} is {what}{of}, and no manifest: name a manifest, like {(naming or known)[0]}"
    return ""


def _sections_of(workspace: Workspace, name: str) -> list[str]:
    """The sections that a manifest names, as far as it can be read."""
    tree = reading.tree(workspace, name)
    listed = tree.root.get("sections") if isinstance(tree, Tree) and tree.root else None
    return [one.text for one in listed.items if isinstance(one, Scalar)] if isinstance(listed, Sequence) else []


def _is_one(workspace: Workspace, name: str) -> bool:
    tree = reading.tree(workspace, name)
    return isinstance(tree, Tree) and tree.names >= _KEYS
