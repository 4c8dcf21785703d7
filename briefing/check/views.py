"""The views of a chart: what each draws, in which places, of which rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from briefing.check.filters import passes
from briefing.model.data import Datum
from briefing.source import Mapping, Node, Scalar, Sequence

PARTS = ("layer", "hconcat", "vconcat", "concat")
"""Under which a view has a list of others."""
_KEEPS_ROWS = frozenset({"filter", "calculate", "as", "timeUnit", "field", "stack", "groupby", "sort", "offset"})
"""Keys of transforms after which the rows are those that there were, or fewer."""


class View(Struct, frozen=True):
    """A view that draws, with what it has from those around it."""

    node: Mapping
    encoding: dict[str, Mapping] = field(default_factory=dict)
    """The channels, its own and those of the layers around it."""
    rows: tuple[Datum, ...] = ()
    """What its filters leave; all that may be drawn, where that cannot be told."""
    is_told: bool = True
    """Whether it can be told what its filters leave."""
    is_plain: bool = True
    """Whether a row is drawn as it is: no transform makes other rows of them."""
    panels: tuple[str, ...] = ()
    """The fields by which it is divided into panels."""
    own: tuple[frozenset[str], ...] = ()
    """For each of these fields the channels of which every panel has a scale of its own."""
    layered: Mapping | None = None
    """The outermost view of those whose layers it lies among."""
    apart: frozenset[str] = frozenset()
    """The channels whose scale it does not share with the layers around it."""
    joined: tuple[tuple[str, Mapping], ...] = ()
    """The channels whose scale it shares with the views beside it, and the view that says so, the outermost first."""

    @property
    def mark(self) -> str:
        """What it draws; empty where that is not said."""
        mark = self.node.get("mark")
        return text(mark.get("type") if isinstance(mark, Mapping) else mark)

    def field(self, channel: str) -> str:
        """The field that a channel draws, or nothing."""
        return text(self.encoding[channel].get("field")) if channel in self.encoding else ""

    def on_one_scale(self, channel: str) -> list[list[Datum]]:
        """The rows, those together that one scale of a channel measures: of all panels, or of those that share it."""
        apart = [name for name, own in zip(self.panels, self.own, strict=True) if channel in own]
        return self._parted(apart)

    def in_one_panel(self) -> list[list[Datum]]:
        """The rows, those together that are drawn in one panel."""
        return self._parted(self.panels)

    def _parted(self, names: Iterable[str]) -> list[list[Datum]]:
        found: dict[tuple[object, ...], list[Datum]] = {}
        for row in self.rows:
            found.setdefault(tuple(row.fields.get(name) for name in names), []).append(row)
        return list(found.values())


def text(node: Node | None) -> str:
    """What a scalar says; nothing where there is none."""
    return node.text if isinstance(node, Scalar) else ""


def views(node: Node, data: list[Datum]) -> list[View]:
    """Every view that has no others in it."""
    return list(_views(node, View(node, rows=tuple(data)), is_layer=False)) if isinstance(node, Mapping) else []


def _views(node: Mapping, around: View, *, is_layer: bool) -> Iterator[View]:
    inherited = around.encoding if is_layer else {}
    panels, apart = tuple(_panels(node)), _resolved(node, "independent")
    view = replace(
        _filtered(node, around),
        node=node,
        encoding={**inherited, **_channels(node)},
        panels=(*around.panels, *panels),
        own=(*around.own, *(apart for _ in panels)),
    )
    below = replace(view, layered=view.layered or node, apart=view.apart | apart)
    beside = replace(view, joined=(*view.joined, *((channel, node) for channel in sorted(_resolved(node, "shared")))))
    inner = [(part, one) for part in PARTS if isinstance(parts := node.get(part), Sequence) for one in parts]
    inner += [("spec", one)] if (one := node.get("spec")) is not None else []
    if not inner:
        yield view
    for part, one in inner:
        if isinstance(one, Mapping):
            around = {"layer": below, "spec": view}.get(part, beside)
            yield from _views(one, around, is_layer=part == "layer")


def _channels(node: Mapping) -> dict[str, Mapping]:
    encoding = node.get("encoding")
    entries = encoding.entries if isinstance(encoding, Mapping) else ()
    return {name.text: value for name, value in entries if isinstance(value, Mapping)}


def _panels(node: Mapping) -> Iterator[str]:
    """The fields of facets, and of the channels that divide."""
    channels, facet = _channels(node), node.get("facet")
    dividing = [channels.get(name) for name in ("facet", "row", "column")]
    if isinstance(facet, Mapping):
        dividing += [facet, *(one for name in ("row", "column") if isinstance(one := facet.get(name), Mapping))]
    yield from (name for one in dividing if one is not None and (name := text(one.get("field"))))


def _resolved(node: Mapping, wanted: str) -> frozenset[str]:
    """The channels of which the views in a view are told to have scales of their own (`independent`), or one (`shared`)."""
    resolve = node.get("resolve")
    scale = resolve.get("scale") if isinstance(resolve, Mapping) else None
    entries = scale.entries if isinstance(scale, Mapping) else ()
    return frozenset(name.text for name, how in entries if text(how) == wanted)


def _filtered(node: Mapping, around: View) -> View:
    """What the transforms of a view leave of the rows around it."""
    transforms = node.get("transform")
    rows, is_told, is_plain = around.rows, around.is_told, around.is_plain
    for one in transforms if isinstance(transforms, Sequence) else ():
        if not isinstance(one, Mapping):
            continue
        is_plain = is_plain and all(key.text in _KEEPS_ROWS for key, _ in one.entries)
        if (test := one.get("filter")) is not None:
            passed = [(row, passes(test, row.fields)) for row in rows]
            is_told = is_told and all(whether is not None for _, whether in passed)
            rows = tuple(row for row, whether in passed if whether is not False)
    return replace(around, rows=rows, is_told=is_told, is_plain=is_plain)
