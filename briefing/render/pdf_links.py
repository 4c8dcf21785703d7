"""The links of a PDF: one annotation for a link and page, however many lines it takes, with words that say where it leads."""

from __future__ import annotations

from typing import Any

import pydyf

from briefing.render.pdf_engine import writing


def add_links(links_and_anchors: Any, matrix: Any, pdf: Any, page: Any, *rest: Any) -> None:
    """Adds the links and the goals of a page, as the engine does; but what stands inside a link is no link of its own."""
    (links, anchors), names = links_and_anchors, rest[0]
    drawn: dict[Any, pydyf.Dictionary] = {}
    for kind, target, rectangle, box in links:
        if kind not in ("internal", "external") or not box.link:
            continue
        left, top, right, bottom = rectangle
        if bottom - top < 1:  # a call takes no height in its line, but a finger needs some
            top, bottom = box.border_box_y(), box.border_box_y() + box.border_height()
        area = (*matrix.transform_point(left, top), *matrix.transform_point(right, bottom))
        if box.element in drawn:
            _extend(drawn[box.element], area)
            continue
        box.link_annotation = drawn[box.element] = _annotation(kind, target, area, _words(box.element, target))
        pdf.add_object(box.link_annotation)
        page.setdefault("Annots", pydyf.Array()).append(box.link_annotation.reference)
    for name, x, y in anchors:
        names.append([name, pydyf.Array([page.reference, "/XYZ", *matrix.transform_point(x, y), 0])])


def _annotation(kind: str, target: str, area: tuple[float, ...], words: str) -> pydyf.Dictionary:
    annotation = pydyf.Dictionary({"Type": "/Annot", "Subtype": "/Link", "Rect": pydyf.Array(area), "F": 4})
    annotation["BS"] = pydyf.Dictionary({"W": 0})
    annotation["Contents"] = pydyf.String(words)
    if kind == "internal":
        annotation["Dest"] = pydyf.String(target)
    else:
        annotation["A"] = pydyf.Dictionary({"Type": "/Action", "S": "/URI", "URI": pydyf.String(target)})
    return annotation


def _extend(annotation: pydyf.Dictionary, area: tuple[float, ...]) -> None:
    """One more line of the link: its corners beside those before, and a rectangle around all."""
    around = annotation["Rect"]
    corners = annotation.setdefault("QuadPoints", pydyf.Array(_corners(around)))
    corners.extend(_corners(area))
    annotation["Rect"] = pydyf.Array((
        min(around[0], area[0]), max(around[1], area[1]), max(around[2], area[2]), min(around[3], area[3]),
    ))  # fmt: skip


def _corners(area: Any) -> tuple[float, ...]:
    """The corners as readers want them: the upper two, then the lower two. `area` goes from the upper left to the lower right."""
    left, top, right, bottom = area
    return (left, top, right, top, left, bottom, right, bottom)


def _words(element: Any, target: str) -> str:
    """Where a link leads, in words: those that the template gives to it, else its own text."""
    given = element.get("aria-label") or element.get("title") or "".join(element.itertext())
    return " ".join(given.split()) or target


writing.add_links = add_links
