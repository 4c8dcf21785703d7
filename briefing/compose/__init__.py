"""Sections to document: numbers, labels, order and short forms are settled here, once."""

from briefing.compose.whole import compose

__all__ = ["compose"]
