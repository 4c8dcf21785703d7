"""Styles in the PDF engine, worked out once for all elements that differ in nothing but their names.

The engine shares a style between elements, but an `id` makes one of its own for the element and for all that is inside it. Every
paragraph and every note of a brief has one, and each has six kinds of pseudo-element.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from weasyprint.css import AnonymousStyle, ComputedStyle, InitialStyle, StyleFor
from weasyprint.layout import absolute, block, column, float, grid, inline, page, percent, table

from briefing.render.pdf_patch import part, patch

_NAME = "anchor"
_SIDES = ("top", "right", "bottom", "left")
_SIZES = ("width", "min_width", "max_width", "height", "min_height", "max_height")
_LENGTHS = (*(f"{what}_{side}" for what in ("margin", "padding") for side in _SIDES), *_SIZES)
_BORDERS = tuple(f"border_{side}_width" for side in _SIDES)

_resolve = percent.resolve_percentages


def same(style: Any) -> Any:
    """The style that stands for all that are equal to this one: where what is found out about it may be kept."""
    return vars(style).get("_same", style)


class _Twin(ComputedStyle):  # type: ignore[misc]
    """The style of an element that has the values of a model, except for the element's name.

    The engine changes some of an element's values while it makes boxes; from then on it stands for itself.
    """

    def __init__(self, model: Any, cascaded: Any) -> None:
        self.__dict__.update(model.beginnings, cascaded=cascaded, _model=model, _same=model)

    def __missing__(self, name: str) -> Any:
        if name == _NAME and name in self.cascaded:
            return ComputedStyle.__missing__(self, name)
        value = None if name == _NAME else self._model[name]
        dict.__setitem__(self, name, value)
        return value

    def __setitem__(self, name: str, value: Any) -> None:
        if name != _NAME:
            self._same = self
        dict.__setitem__(self, name, value)

    @cached_property
    def anonymous_style(self) -> Any:
        return _AnonymousTwin(self, self._model.anonymous_style)


class _AnonymousTwin(AnonymousStyle):  # type: ignore[misc]
    """The same for the boxes inside an element that are none of its own."""

    def __init__(self, parent: Any, model: Any) -> None:
        super().__init__(parent)
        self._model = self._same = model

    def __missing__(self, name: str) -> Any:
        value = self._model[name]
        dict.__setitem__(self, name, value)
        return value

    def __setitem__(self, name: str, value: Any) -> None:
        self._same = self
        dict.__setitem__(self, name, value)


def _sharing(  # noqa: PLR0913, PLR0917 - the engine's signature, as everywhere here
    styles: Any,
    element: Any,
    parent: Any,
    root: Any = None,
    pseudo_type: Any = None,
    base_url: Any = None,
    target_collector: Any = None,
) -> None:
    """Give an element or a pseudo-element its style, as a twin of the first that has the same parent and rules."""
    cascaded = styles.get_cascaded_styles().get((element, pseudo_type), {})
    computed = styles.get_computed_styles()
    models = vars(styles).setdefault("_models", {})
    above = None if parent is None else computed[parent, None]._model
    rules = tuple((name, id(values), *weight[:2], *weight[2]) for name, (values, weight) in cascaded.items() if name != _NAME)
    key = (id(above), pseudo_type, base_url, rules)
    if key not in models:
        top = InitialStyle(styles.font_config) if above is None else computed[root, None]._model
        model = ComputedStyle(above, cascaded, pseudo_type, top, base_url, styles.font_config, styles.initial_page_sizes)
        model.beginnings = vars(model).copy()
        models[key] = model
    style = computed[element, pseudo_type] = _Twin(models[key], cascaded)
    if target_collector and style[_NAME]:
        target_collector.collect_anchor(style[_NAME])


def _resolving(box: Any, containing_block: Any) -> None:
    """The lengths of a box; where its style has no percentages they are the same in every box and place."""
    style = same(box.style)
    used = vars(style).get("_used")
    if used:
        vars(box).update(used)
        return
    _resolve(box, containing_block)
    if used is None:
        fixed = style["border_collapse"] != "collapse" and all(_is_fixed(style[name]) for name in _LENGTHS)
        style._used = {name: getattr(box, name) for name in (*_LENGTHS, *_BORDERS)} if fixed else {}


def _is_fixed(value: Any) -> bool:
    return value is None or value == "auto" or getattr(value, "unit", "%") != "%"


PATCHES = (
    patch("equal styles are computed once", part("set_computed_styles", _sharing, StyleFor)),
    patch(
        "lengths are remembered",
        part("resolve_percentages", _resolving, percent, inline, page, float, grid, absolute, block, column, table),
    ),
)
