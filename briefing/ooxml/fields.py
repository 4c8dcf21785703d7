"""Complex fields: an instruction, and the result that is shown until the program that opens the file works it out anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefing.ooxml.xml import XML, Element, w

Run = Callable[..., Element]


def opening(instruction: str, run: Run) -> list[Element]:
    """The runs before the result. `run` makes a run around its content, with the properties that the field's runs have."""
    code = w("instrText")
    code.text = f" {instruction} "
    code.set(f"{{{XML}}}space", "preserve")
    return [run(w("fldChar", fldCharType="begin")), run(code), run(w("fldChar", fldCharType="separate"))]


def closing(run: Run) -> Element:
    """The run behind the result."""
    return run(w("fldChar", fldCharType="end"))


def field(instruction: str, result: Sequence[Element], run: Run) -> list[Element]:
    """A whole field in one paragraph."""
    return [*opening(instruction, run), *result, closing(run)]
