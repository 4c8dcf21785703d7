"""The manifests of a workspace: it may hold several briefs, which share sections, evidence and templates."""

from __future__ import annotations

from contextlib import suppress

from briefing.load import reading
from briefing.load.yaml import Tree
from briefing.source import Scalar
from briefing.workspace import MANIFEST, Workspace

_KEYS = frozenset({"id", "title", "sections"})
"""What tells a manifest from any other YAML file at the top of a workspace, also where it is not well-formed."""


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


def _is_one(workspace: Workspace, name: str) -> bool:
    tree = reading.tree(workspace, name)
    return isinstance(tree, Tree) and tree.names >= _KEYS
