"""What the other briefs of a workspace say, as far as it can be read: their own checks tell what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from briefing.load import reading, records
from briefing.load.manifests import manifests
from briefing.load.yaml import Tree
from briefing.model.brief import SECTIONS
from briefing.model.section import Section
from briefing.source import Mapping, Scalar, Sequence
from briefing.workspace import Workspace


def elsewhere(workspace: Workspace, known: Collection[str]) -> Iterator[Section]:
    """The sections that other manifests name and that are not among the files that are `known`."""
    others = [name for name in manifests(workspace) if name != workspace.manifest]
    if not others:
        return
    files = {reading.stem(path): path for path in reversed(reading.names(workspace, SECTIONS)[0])}
    named = {name for manifest in others for name in _named(_root(workspace, manifest))}
    for path in sorted(files[name] for name in named & files.keys()):
        root = None if path in known else _root(workspace, path)
        record = records.single(Section, root, reading.stem(path), "body").record if root is not None else None
        if record is not None:
            yield record


def _named(root: Mapping | None) -> Iterator[str]:
    listed = root.get("sections") if root is not None else None
    for name in listed.items if isinstance(listed, Sequence) else ():
        if isinstance(name, Scalar):
            yield name.text


def _root(workspace: Workspace, path: str) -> Mapping | None:
    tree = reading.tree(workspace, path)
    return tree.root if isinstance(tree, Tree) else None
