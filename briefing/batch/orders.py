"""Which briefs are to be built: manifests that the user names, or all of a workspace."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from briefing.load.manifests import id_of, manifests, mistaken
from briefing.workspace import MANIFEST, Workspace


class UnclearOrder(Exception):  # noqa: N818
    """It is not clear what to build. The message says why, and what to do."""


class Order(Struct, frozen=True):
    """One brief that is to be built."""

    name: str
    """What the user calls it."""
    workspace: Workspace
    out: Path
    """Where its products go."""


def named(names: Iterable[str], folder: Path, out: Path | None) -> list[Order]:
    """The briefs of manifests, or of folders with a brief.yaml, named from `folder`. Raises UnclearOrder."""
    orders: dict[str, Order] = {}
    for name in names:
        path = folder / name
        if path.is_dir():
            path = path / MANIFEST
        if not path.is_file():
            raise UnclearOrder(f"there is no {path}: name a manifest like {MANIFEST}, or the folder of one")
        if wrong := mistaken(path):
            raise UnclearOrder(wrong)
        orders.setdefault(os.path.realpath(path), _order(name, path, out))
    return list(orders.values())


def all_of(folder: Path, out: Path | None) -> list[Order]:
    """The briefs of a workspace: brief.yaml, and each other YAML file at its top that has the keys of a manifest.

    Raises UnclearOrder where there is none.
    """
    found = manifests(Workspace(folder))
    if not found:
        raise UnclearOrder(f"there is no manifest in {folder}: a workspace is a folder with a {MANIFEST} in it")
    return [_order(name, folder / name, out) for name in found]


def clash(orders: Iterable[Order]) -> str:
    """What is wrong where two briefs would have the same products; empty where none have."""
    first: dict[str, Order] = {}
    for order in orders:
        name = id_of(order.workspace, order.workspace.manifest)
        other = first.setdefault(name.casefold(), order) if name else order
        if other is not order:
            return f"{other.name} and {order.name} have the same id, `{name}`: give one of them another"
    return ""


def _order(name: str, path: Path, out: Path | None) -> Order:
    place = Workspace(path.parent, manifest=path.name)
    return Order(name or MANIFEST, place, out if out is not None else place.path("out"))
