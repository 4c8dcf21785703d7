"""The theme of charts: what is drawn can be seen by all who see, also in grey."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from itertools import combinations, pairwise

import pytest

from briefing.workspace import program_templates

THEME = json.loads((program_templates() / "chart.json").read_text(encoding="utf-8"))

# How those see who lack one kind of cones: Machado, Oliveira and Fernandes (2009), full severity, on linear RGB.
SIGHTS = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
    "all": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
}
TO_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))


def linear(color: str) -> list[float]:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def times(matrix: tuple[tuple[float, ...], ...], vector: list[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def lab(rgb: list[float]) -> tuple[float, float, float]:
    """CIE 1976 L*a*b*, D65."""
    scaled = [part / white for part, white in zip(times(TO_XYZ, rgb), (0.95047, 1.0, 1.08883), strict=True)]
    x, y, z = (part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116 for part in scaled)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def contrast(color: str) -> float:
    """With white, as WCAG counts."""
    return 1.05 / (times(TO_XYZ, linear(color))[1] + 0.05)


def colors(theme: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Every colour of the theme with the name of what has it."""
    if isinstance(theme, dict):
        for name, value in theme.items():
            yield from colors(value, name)
    elif isinstance(theme, list):
        for value in theme:
            yield from colors(value, key)
    elif isinstance(theme, str) and theme.startswith("#"):
        yield key, theme


def test_what_is_drawn_stands_out_from_the_paper_and_letters_more_so() -> None:
    for name, color in colors(THEME):
        least = 4.5 if name in {"labelColor", "titleColor"} else 1.0 if name == "gridColor" else 3.0
        assert contrast(color) >= least, (name, color)


@pytest.mark.parametrize("sight", SIGHTS)
def test_the_colours_of_groups_are_told_apart_by_all_who_see(sight: str) -> None:
    seen = [lab([min(max(part, 0.0), 1.0) for part in times(SIGHTS[sight], linear(c))]) for c in THEME["range"]["category"]]
    assert min(math.dist(one, other) for one, other in combinations(seen, 2)) >= 18


def test_the_colours_of_groups_are_told_apart_in_grey() -> None:
    lightness = [lab(linear(color))[0] for color in THEME["range"]["category"]]
    assert min(abs(one - other) for one, other in combinations(lightness, 2)) >= 8


@pytest.mark.parametrize("scale", ["ordinal", "ramp", "heatmap"])
def test_scales_of_colour_grow_darker_step_by_step(scale: str) -> None:
    lightness = [lab(linear(color))[0] for color in THEME["range"][scale]]
    assert all(one - other >= 6 for one, other in pairwise(lightness))
