"""Which part an HTML element plays in the structure of a PDF: the standard types of ISO 32000-1, 14.8.4, and their attributes.

A template may choose itself: `data-pdf` names a type, or several from the outside to the inside ("Reference Link"); "none" makes
an element transparent, and "Artifact" keeps it out of the tree, as decoration. `data-pdf-generated="Artifact"` does so with what
styles put before and after its content, which is content otherwise, as browsers take it.
"""

from __future__ import annotations

from typing import Any

import pydyf

ARTIFACT = ("Artifact",)
GROUPING = frozenset({"Document", "Part", "Art", "Sect", "Div", "BlockQuote"})
"""What holds blocks only: text right inside it is a paragraph."""
INLINE = frozenset({"Span", "Em", "Strong", "Quote", "Code", "Reference", "Link", "Lbl", "BibEntry"})
HOLDING_TEXT = frozenset({"P", "H1", "H2", "H3", "H4", "H5", "H6", "Caption"})
"""Blocks that end with their text: a note stands behind them, not in them."""
REGULAR = frozenset({"TH", "TD"})
"""What stays where it is empty, because others count on its place."""
ROLE_MAP = {"Em": "/Span", "Strong": "/Span"}
"""Our own types, in words that readers of PDF 1.7 know."""

_SVG = "{http://www.w3.org/2000/svg}svg"
_ROLES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("div", "header", "footer", "aside", "figure", "address", "fieldset", "form"), ("Div",)),
    **dict.fromkeys(("section", "nav"), ("Sect",)),
    **{name: (name.upper(),) for name in ("h1", "h2", "h3", "h4", "h5", "h6", "p", "tr", "th", "td")},
    **dict.fromkeys(("ul", "ol", "dl"), ("L",)),
    **dict.fromkeys(("li", "dt", "dd"), ("LI", "LBody")),
    **{"table": ("Table",), "thead": ("THead",), "tbody": ("TBody",), "tfoot": ("TFoot",)},
    **dict.fromkeys(("caption", "figcaption"), ("Caption",)),
    **{"article": ("Art",), "blockquote": ("BlockQuote",), "pre": ("P",), "a": ("Link",)},
    **{"em": ("Em",), "strong": ("Strong",), "q": ("Quote",), "code": ("Code",), "img": ("Figure",), _SVG: ("Figure",)},
}
_WHOLE = frozenset({"html", "body", "main"})
_NUMBERING = {
    "disc": "Disc", "circle": "Circle", "square": "Square", "decimal": "Decimal", "upper-roman": "UpperRoman",
    "lower-roman": "LowerRoman", "upper-alpha": "UpperAlpha", "lower-alpha": "LowerAlpha",
}  # fmt: skip


def roles(element: Any, tag: str) -> tuple[str, ...]:
    """The types of an element, from the outside to the inside; none where it is transparent, ARTIFACT where it is decoration.

    `tag` is the engine's name of it: that of the element, or with "::" and a name, of what a style generates at it.
    """
    _, _, generated = tag.partition("::")
    if generated in ("marker", "footnote-marker"):
        return ("Lbl",)
    if generated:
        return ARTIFACT if element.get("data-pdf-generated") == "Artifact" else ()
    chosen = element.get("data-pdf")
    if chosen is not None:
        return () if chosen == "none" else tuple(chosen.split())
    if tag == "img" and element.get("alt") == "":
        return ARTIFACT
    says_more = element.get("lang") or (tag == "abbr" and element.get("title"))
    return _ROLES.get(tag) or (("Span",) if says_more and tag not in _WHOLE else ())


def alternative(element: Any) -> str:
    """What is said of a picture to those who cannot see it; nothing where nothing is said."""
    if element.tag != _SVG:
        return str(element.get("alt") or element.get("aria-label") or "")
    title = element.find("{http://www.w3.org/2000/svg}title")
    return str(element.get("aria-label") or (title.text if title is not None else "") or "")


def attributes(role: str, box: Any) -> dict[str, Any] | None:
    """The attribute object of an element of the structure (ISO 32000-1, 14.8.5), but for the box of a figure."""
    element = box.element
    if role in ("TH", "TD"):
        found: dict[str, Any] = {"O": "/Table"}
        if role == "TH":
            found["Scope"] = "/Row" if element.get("scope") == "row" else "/Column"
        if box.colspan > 1:
            found["ColSpan"] = box.colspan
        if box.rowspan > 1:
            found["RowSpan"] = box.rowspan
        return found if len(found) > 1 else None
    if role == "Table" and (summary := element.get("aria-description") or element.get("summary")):
        return {"O": "/Table", "Summary": pydyf.String(summary)}
    if role == "L" and element.tag in ("ul", "ol") and (numbering := _NUMBERING.get(box.style["list_style_type"])):
        return {"O": "/List", "ListNumbering": f"/{numbering}"}
    return None
