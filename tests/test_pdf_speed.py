"""What makes the PDF engine quick changes nothing but the time: without it, a document is the same file, byte for byte."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from briefing import pipeline
from briefing.document import Document
from briefing.render import pdf, pdf_engine
from briefing.render.pdf_patch import Patch
from briefing.workspace import Workspace
from tests.sample import document
from tests.test_render_pdf import long_document, workspace_in

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def only(patches: Iterable[Patch]) -> Iterator[None]:
    """The engine with some of the patches, and without the others."""
    for one in pdf_engine.PATCHES:
        one.undo()
    try:
        for one in patches:
            one.apply()
        yield
    finally:
        for one in pdf_engine.PATCHES:
            one.apply()


def brief() -> Document:
    return pipeline.document(pipeline.check(Workspace(ROOT)))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return workspace_in(tmp_path_factory.mktemp("quick") / "w")


@pytest.fixture(scope="module")
def slowly(workspace: Workspace) -> bytes:
    """The sample as the engine draws it by itself."""
    with only(()):
        return pdf.to_pdf(document(), workspace)


@pytest.mark.parametrize("patch", pdf_engine.PATCHES, ids=lambda patch: patch.idea)
def test_each_patch_leaves_the_sample_as_it_is(patch: Patch, workspace: Workspace, slowly: bytes) -> None:
    with only([patch]):
        assert pdf.to_pdf(document(), workspace) == slowly


def test_all_of_them_leave_a_long_document_as_it_is(workspace: Workspace) -> None:
    quickly = pdf.to_pdf(long_document(), workspace)
    with only(()):
        assert pdf.to_pdf(long_document(), workspace) == quickly


def test_all_of_them_leave_the_brief_as_it_is() -> None:
    made, workspace = brief(), Workspace(ROOT)
    quickly = pdf.to_pdf(made, workspace)
    with only(()):
        assert pdf.to_pdf(made, workspace) == quickly


WORDS = """Characteristically, the administration of the harbour counted. It counted again, and then once more, until all that
could be counted was counted, and then it stopped, and nobody knew why, nor asked, nor cared to know in the end."""
PECULIAR = """<html lang="en"><style>
  @page { size: 90mm 120mm; @bottom-center { content: counter(page) "/" counter(pages) " " string(part) }
          @footnote { border-top: 1px solid } }
  html { hyphens: auto; font-size: 10px } p { margin: 3% } h2 { string-set: part content(); page: other }
  .cut { width: 20mm; white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
  .lines { max-lines: 2; block-ellipsis: auto; continue: discard }
  .just { text-align: justify; word-spacing: 2px; letter-spacing: .5px; text-decoration: underline overline line-through }
  .first::first-letter { font-size: 200%; float: left } .first::first-line { font-weight: bold }
  .flex { display: flex } .flex > * { flex: 1 1 0; padding: 2px } .grid { display: grid; grid-template-columns: 1fr 2fr }
  .float { float: left; max-width: 30% }
  .shrink { display: inline-block; border: 1px solid } .abs { position: absolute; right: 0 }
  table { border-collapse: collapse } td { border: 1px solid; padding: 1% calc(1px + 2%) } .cols { columns: 2 }
  .note { float: footnote } .var { --w: 40%; width: var(--w) } .box { box-sizing: border-box; width: 50mm; padding: 3mm }
  li::marker { color: red } .list::after { content: target-counter(attr(href), page) } .up { vertical-align: 30% }
  .own { margin-inline-start: 3em; border-block: 1px solid } .rtl { direction: rtl } .fixed { position: fixed; bottom: 0 }
</style><body>
  <a class="list" href="#end">The end </a><a class="list" href="#two">Two </a>
  <h2 id="one">One</h2><p class="cut" id="a">The same words, cut off</p><p id="b">The same words, cut off</p>
  <p class="lines">One line<br>{words}</p><p class="lines">{words}</p>
  <p class="just" id="c">Characteristically, the administration of the harbour counted again<span class="note" id="n1">A note of
  some length, which is longer than a line.</span> and then<span class="note" id="n2">Another.</span> once more.</p>
  <p class="first" id="d">First letters are larger.</p><pre>kept\tas   it
  is</pre><p class="rtl">שלום and more words of it</p>
  <div class="flex" id="e"><p id="f">One two three</p><p>One two three</p></div><div class="grid"><p>a b c</p><p>a b c</p></div>
  <div class="float" id="g">Floating words, of which there are enough to be broken</div>
  <p>Text beside it <span class="shrink" id="h">shrinks</span><span class="up">up</span><span class="abs">away</span> as it
  should.</p><div class="fixed">on each page</div>
  <table id="t"><tr><td id="x">one cell<td>another</tr><tr><td>extraordinarily<td>unquestionable</tr></table>
  <div class="cols"><p id="i">In columns stand these words</p><p id="j">In columns stand these words</p></div>
  <p class="var">Forty per cent</p><p class="box own">A box</p><ol id="k"><li id="l">one<li>two</ol>
  <h2 id="two">Two</h2><p lang="de" id="m">Donaudampfschifffahrtsgesellschaft, Rechtsschutzversicherungsgesellschaften</p>
  <p id="end">The same words, cut off</p></body></html>""".replace("{words}", WORDS)


def page() -> bytes:
    return bytes(pdf_engine.HTML(string=PECULIAR).write_pdf(pdf_identifier=b"peculiar", pdf_tags=True))


def test_what_a_template_of_ones_own_may_ask_for_is_drawn_the_same() -> None:
    """Ellipses, breaks, floats, percentages, collapsed borders, other languages: what our own templates do without."""
    quickly = page()
    with only(()):
        assert page() == quickly
