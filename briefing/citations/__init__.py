"""Notes as runs of inlines, in the style of the Chicago Manual, 18th edition: full note first, short form after, no ibid."""

from briefing.citations.chicago import Cited, Locator, note, reference

__all__ = ["Cited", "Locator", "note", "reference"]
