"""The structure of a PDF read back, by a library that knows nothing of how it was written."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pikepdf


@dataclass(frozen=True)
class Run:
    """What is drawn between two marks: the tag, the number (None for decoration), the characters, and the page from 0."""

    page: int
    tag: str
    number: int | None
    text: str
    properties: dict[str, Any] = field(compare=False)


@dataclass(eq=False)
class Element:
    """An element of the tree, with its kids in order: elements, runs, and annotations."""

    role: str
    dictionary: Any
    parent: Element | None
    kids: list[Element | Run | Any] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """The element and all elements in it, in reading order."""
        yield self
        for kid in self.elements:
            yield from kid.walk()

    def all(self, *roles: str) -> list[Element]:
        return [element for element in self.walk() if element.role in roles]

    def only(self, role: str) -> Element:
        (found,) = self.all(role)
        return found

    @property
    def elements(self) -> list[Element]:
        return [kid for kid in self.kids if isinstance(kid, Element)]

    @property
    def runs(self) -> list[Run]:
        return [run for element in self.walk() for run in element.kids if isinstance(run, Run)]

    def text(self, *, without: tuple[str, ...] = ()) -> str:
        """Its characters in reading order, those in elements of some roles left out."""
        parts = []
        for kid in self.kids:
            if isinstance(kid, Run):
                parts.append(kid.text)
            elif isinstance(kid, Element) and kid.role not in without:
                parts.append(kid.text(without=without))
        return "".join(parts)

    def shape(self) -> str:
        """Its roles and those in it: `LI(Lbl LBody(Em))`."""
        inside = " ".join(element.shape() for element in self.elements)
        return f"{self.role}({inside})" if inside else self.role

    def attribute(self, name: str) -> Any:
        return self.dictionary.get("/A", {}).get(name)


class Tagged:
    """A PDF, its tree and its runs."""

    def __init__(self, data: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(data))
        self.places = {page.obj.objgen: number for number, page in enumerate(self.pdf.pages)}

    @cached_property
    def runs(self) -> list[Run]:
        """Everything that is marked or shows characters, in the order of drawing; outside of all marks the tag is empty."""
        return [run for number, page in enumerate(self.pdf.pages) for run in _runs(number, page)]

    @cached_property
    def root(self) -> Element:
        by_number: dict[tuple[int, int | None], Run] = {
            (run.page, run.number): run for run in self.runs if run.number is not None
        }
        (top,) = self.pdf.Root.StructTreeRoot.K
        return self._element(top, None, by_number)

    def _element(self, dictionary: Any, parent: Element | None, runs: dict[tuple[int, int | None], Run]) -> Element:
        element = Element(str(dictionary.S)[1:], dictionary, parent)
        for kid in dictionary.get("/K", []):
            if isinstance(kid, int):
                element.kids.append(runs[self.places[dictionary.Pg.objgen], int(kid)])
            elif kid.get("/Type") == "/MCR":
                element.kids.append(runs[self.places[kid.Pg.objgen], int(kid.MCID)])
            elif kid.get("/Type") == "/OBJR":
                element.kids.append(kid.Obj)
            else:
                element.kids.append(self._element(kid, element, runs))
        return element

    @cached_property
    def parents(self) -> dict[int, Any]:
        numbers = self.pdf.Root.StructTreeRoot.ParentTree.Nums
        return {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}

    @property
    def annotations(self) -> list[tuple[int, Any]]:
        return [(number, one) for number, page in enumerate(self.pdf.pages) for one in page.get("/Annots", [])]


def _runs(number: int, page: Any) -> Iterator[Run]:
    """The runs of a page. Marks within marks belong to those around them, but for what they say their text is."""
    alphabets = {name: _alphabet(font) for name, font in page.Resources.Font.items()}
    alphabet: dict[str, str] = {}
    open_marks: list[tuple[str, dict[str, Any]]] = []
    text = ""
    instructions: Any = pikepdf.parse_content_stream(page)
    for operands, operator in instructions:
        name = str(operator)
        if name in ("BMC", "BDC"):
            if not open_marks and text:
                yield Run(number, "", None, text, {})
                text = ""
            properties = dict(operands[1].items()) if name == "BDC" else {}
            open_marks.append((str(operands[0])[1:], properties))
        elif name == "EMC":
            tag, properties = open_marks.pop()
            if not open_marks:
                yield Run(number, tag, _number(properties), text, properties)
                text = ""
        elif name == "Tf":
            alphabet = alphabets[str(operands[0])]
        elif name == "TJ":
            shown = "".join(_letters(bytes(part), alphabet) for part in operands[0] if isinstance(part, pikepdf.String))
            actual = open_marks[-1][1].get("/ActualText") if open_marks else None
            text += shown if actual is None else str(actual)
        else:
            assert name not in ("Tj", "'", '"')
    if text:
        yield Run(number, "", None, text, {})


def _number(properties: dict[str, Any]) -> int | None:
    return int(properties["/MCID"]) if "/MCID" in properties else None


def _letters(codes: bytes, alphabet: dict[str, str]) -> str:
    return "".join(alphabet[codes[at : at + 2].hex()] for at in range(0, len(codes), 2))


def _alphabet(font: Any) -> dict[str, str]:
    """Glyph to characters, from the font's ToUnicode."""
    found = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", font.ToUnicode.read_bytes(), re.DOTALL):
        for glyph, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", block):
            found[glyph.decode().lower()] = bytes.fromhex(text.decode()).decode("utf-16-be")
    return found
