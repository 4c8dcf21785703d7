"""What a manifest says that everything else is held against, read by itself: it holds even where the rest has mistakes."""

from __future__ import annotations

from typing import get_args

from briefing.model.brief import Frame, Manifest
from briefing.model.values import PartialDate
from briefing.source import Mapping, Node, Scalar


def frame(root: Mapping) -> Frame:
    """The frame that a manifest sets, as far as it can be read."""
    days = [day for name in ("date", "information_cutoff") if (day := _day(root.get(name))) is not None]
    about = [_text(root.get(name)) for name in ("title", "subtitle")]
    return Frame(
        tuple(days) if len(days) == 2 else None,
        _chosen(root, "carried_by"),
        _chosen(root, "likelihood_scale"),
        tuple(filter(None, about)),
    )


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""


def _day(node: Node | None) -> PartialDate | None:
    try:
        return PartialDate.parse(_text(node))
    except ValueError:
        return None


def _chosen(root: Mapping, name: str) -> str:
    """The word that is chosen, or that holds where none is; empty where it is none of those that there are."""
    field = Manifest.model_fields[name]
    text = _text(root.get(name)) if root.key(name) is not None else str(field.default)
    return text if text in get_args(field.annotation) else ""
