"""The styles of the house by the names that Word shows, and how a file spells their ids.

Writers ask for styles by name, since Word may give a style another id when somebody saves the template. Runs in a character style
of `GENERATED` are words of the program, not of the brief: who reads a file back leaves them out.
"""

from __future__ import annotations

from briefing.ooxml.xml import Element, name

BODY, NUMBERED = "Body Text", "Numbered Paragraph"
ISSUER, TITLE, SUBTITLE, FACTS, ABSTRACT = "Brief Issuer", "Title", "Subtitle", "Brief Facts", "Abstract"
HEADINGS = ("heading 1", "heading 2", "heading 3", "heading 4")
KEY_POINTS_HEADING, KEY_POINTS = "Key Points Heading", "Key Points"
CONTENTS_HEADING, CONTENTS = "TOC Heading", ("toc 1", "toc 2", "toc 3")
BULLETS, NUMBERS = "List Bullet", "List Number"
PANEL_BULLETS, PANEL_NUMBERS = "Panel Bullets", "Panel Numbers"
CAPTION, SOURCE_NOTE, FIGURE, TIMELINE = "caption", "Source Note", "Figure", "Timeline"
TABLE, TABLE_HEADER, TABLE_TEXT = "Brief Table", "Table Header", "Table Text"
QUOTE, QUOTE_SOURCE = "Quote", "Quote Source"
CALLOUTS = {
    "note": ("Remark Title", "Remark Text"),
    "caution": ("Caution Title", "Caution Text"),
    "disagreement": ("Disagreement Title", "Disagreement Text"),
}
JUDGMENT_LABEL, JUDGMENT, JUDGMENT_DETAIL = "Judgment Label", "Judgment Statement", "Judgment Detail"
DIFFERENCE, QUESTION, TREATMENT = "Difference", "Difference Question", "Difference Treatment"
REFERENCE, REFERENCE_DETAIL, REFERENCE_NOTES = "Bibliography", "Reference Detail", "Reference Notes"
HEADER, FOOTER = "header", "footer"
NOTE_TEXT, NOTE_MARK = "footnote text", "footnote reference"
LINK, LABEL, LEAD_IN, TAG, VOICE, KIND = "Hyperlink", "Label", "Lead-in", "Tag", "Voice", "Kind"
STANDING, MARKING, DRAFT_MARK = "Standing", "Marking", "Draft Mark"
COMMENT_TEXT, COMMENT_MARK = "annotation text", "annotation reference"

GENERATED = (LABEL, LEAD_IN, TAG, VOICE, KIND, STANDING, MARKING, DRAFT_MARK, NOTE_MARK)


class MissingStyleError(Exception):
    """The file has no style of that name, or not of the wanted kind."""


class WrongStyleError(Exception):
    """The file has a style of that name for something else. The message is a sentence that says so."""


class Styles:
    """The styles of one file. `ids` maps names to ids; names are compared as Word does, without regard to case."""

    def __init__(self, styles: Element) -> None:
        self._found = {name_of(style).lower(): style for style in styles.iterfind(name("style"))}

    def id(self, style: str) -> str:
        """The id of a style. Raises MissingStyleError."""
        return self._style(style).get(name("styleId"), "")

    def numbering(self, style: str) -> str:
        """The id of the numbering that a list style uses. Raises MissingStyleError where there is none."""
        found = self._style(style).find(f"{name('pPr')}/{name('numPr')}/{name('numId')}")
        if found is None:
            raise MissingStyleError(style)
        return found.get(name("val"), "")

    def tabs(self, style: str) -> dict[int, str]:
        """The tab stops of a paragraph style and of what it is based on: kinds by their positions. Raises MissingStyleError."""
        stops: dict[int, str] = {}
        found: Element | None = self._style(style)
        by_id = {other.get(name("styleId")): other for other in self._found.values()}
        for _ in by_id:
            if found is None:
                break
            for tab in found.iterfind(f"{name('pPr')}/{name('tabs')}/{name('tab')}"):
                stops.setdefault(int(tab.get(name("pos"), "0")), tab.get(name("val"), ""))
            based = found.find(name("basedOn"))
            found = None if based is None else by_id.get(based.get(name("val")))
        return {position: kind for position, kind in stops.items() if kind != "clear"}

    def _style(self, style: str) -> Element:
        if style.lower() not in self._found:
            raise MissingStyleError(style)
        return self._found[style.lower()]


def name_of(style: Element) -> str:
    """The name of a style as Word shows it."""
    found = style.find(name("name"))
    return "" if found is None else found.get(name("val"), "")


def kind_of(style: Element) -> str:
    """What a style is for: `paragraph`, `character`, `table` or `numbering`."""
    return style.get(name("type"), "paragraph")
