"""What the PDF writer does ahead, while the brief is still being read: what any document will need."""

from __future__ import annotations

from briefing.render import html, pdf_engine

_WORD = '<html lang="en-GB"><p style="hyphens: auto; width: 1cm">Characteristically</p></html>'


def warm_up() -> None:
    """Compile the templates, and draw a word: the engine then has its styles, fonts, hyphens and the types of its libraries."""
    html.warm_up()
    pdf_engine.HTML(string=_WORD).write_pdf()
