"""What the stories of one file share while they are read."""

from __future__ import annotations

from msgspec import Struct, field

from briefing.draft.reading_styles import StyleSheet
from briefing.draft.tree import Paragraph, Story


class Shared(Struct):
    """Known before, and gathered on the way."""

    styles: StyleSheet
    notes: frozenset[str] = frozenset()
    """The keys of the notes that there are."""
    quotes: dict[str, list[str]] = field(default_factory=dict)
    """What the range of each comment holds, in the order in which they are met."""
    boxes: list[Story] = field(default_factory=list)
    """The text boxes met so far."""
    contents: list[Paragraph] = field(default_factory=list)
    """The lines of contents met so far, which are no text of the document."""
