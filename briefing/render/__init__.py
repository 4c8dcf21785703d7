"""One writer a format. Writers draw the document and decide nothing."""

from briefing.render.writers import WRITERS, Writer

__all__ = ["WRITERS", "Writer"]
