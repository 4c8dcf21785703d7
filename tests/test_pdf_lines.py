"""Lines of the PDF: words are cut only where no line holds them."""

from __future__ import annotations

import io

import pdfplumber
import pytest

from briefing.render.pdf_engine import HTML

STYLE = "@page { size: %dpt 400pt; margin: 10pt } p { font: 10pt serif; overflow-wrap: break-word; hyphens: manual }"
SAID = "Some words of text that come and go. <i>Contrary opinions</i> are here"


def words(body: str, width: int) -> list[str]:
    """The words of a paragraph on a page that is so many points wide."""
    data = HTML(string=f"<style>{STYLE % width}</style><p>{body}</p>").write_pdf()
    with pdfplumber.open(io.BytesIO(data)) as file:
        return [word["text"] for page in file.pages for word in page.extract_words()]


@pytest.mark.parametrize(
    "body", [SAID, f"<b>Q</b> <span>{SAID}</span>", f"<b>So <span>{SAID}</span></b>", f"<a href='#x'>{SAID}</a>"]
)
@pytest.mark.parametrize("width", range(100, 200, 9))
def test_a_word_for_which_the_line_lacks_room_goes_to_the_next(body: str, width: int) -> None:
    assert {"Contrary", "opinions", "come", "here"} <= set(words(body, width))


@pytest.mark.parametrize(
    "body", ["%s", "So <b>%s</b>", "<span>So <i>%s</i></span>", "<span style='padding: 2pt'><i>%s</i></span>"]
)
def test_a_word_that_no_line_holds_is_cut(body: str) -> None:
    found = words(body % ("ab" * 40), 120)
    assert "".join(found).removeprefix("So") == "ab" * 40
    assert len(found) > 2
