"""Files that are no Word document, or that would do harm, are refused with a sentence that tells what to do."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.draft import aside, child
from briefing.draft.aside import read
from briefing.draft.opening import RefusedFile
from briefing.draft.reading import read_bytes
from briefing.draft.views import paragraphs
from tests.wordfiles import MAIN, archive, members, note, p, part, r, word

GOOD = word(p(r("text")))
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
FILLER = 30_000_000


def changed(**parts: Callable[[bytes], bytes]) -> bytes:
    """The good file with some members changed; `document` is the main one."""
    found = members(GOOD)
    for key, change in parts.items():
        name = next(name for name in found if key in name)
        found[name] = change(found[name])
    return archive(found)


def with_doctype(declaration: str) -> bytes:
    return changed(document=lambda xml: xml.replace(b"?>", b"?>" + declaration.encode(), 1))


def with_entry(name: str, content: bytes) -> bytes:
    return archive(members(GOOD) | {name: content})


def twice() -> bytes:
    raw = io.BytesIO(GOOD)
    with zipfile.ZipFile(raw, "a") as target, pytest.warns(UserWarning, match="Duplicate"):
        target.writestr("word/document.xml", "<x/>")
    return raw.getvalue()


def encrypted() -> bytes:
    """The good file with the bit of encryption on its first member."""
    at = GOOD.index(b"PK\x01\x02")
    return GOOD[: at + 8] + b"\x01" + GOOD[at + 9 :]


def body(content: str) -> bytes:
    return word(p(content))


BOMB = "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True))

HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "an empty file": (lambda: b"", "empty"),
    "text": (lambda: b"Dear all,\n", "no Word document"),
    "RTF": (lambda: b"{\\rtf1\\ansi}", "RTF"),
    "PDF": (lambda: b"%PDF-1.7", "PDF"),
    "a web page": (lambda: b"\xef\xbb\xbf<!DOCTYPE html><html/>", "web page"),
    "a locked file": (lambda: OLE2 + "EncryptedPackage".encode("utf-16-le"), "password"),
    "an old .doc": (lambda: OLE2 + "WordDocument".encode("utf-16-le"), r"\.doc\)"),
    "an old .xls": (lambda: OLE2, "old Office program"),
    "ODT": (lambda: archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}), r"OpenDocument text"),
    "ODS": (lambda: archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "other than a text"),
    "EPUB": (lambda: archive({"mimetype": "application/epub+zip"}), "electronic book"),
    "Pages": (lambda: archive({"Index/Document.iwa": "x"}), "Apple Pages"),
    "a zip archive": (lambda: archive({"brief.docx": "x"}), "zip archive"),
    "an empty zip archive": (lambda: archive({}), "zip archive"),
    "Excel": (lambda: word(p(), content_type=SHEET), "Excel"),
    "PowerPoint": (lambda: word(p(), content_type=SLIDES), "PowerPoint"),
    "another Office file": (lambda: word(p(), content_type="application/x"), "no Word document"),
    "macros by type": (lambda: word(p(), content_type=MACRO), "macros"),
    "macros by name": (lambda: with_entry("word/vbaProject.bin", b"x"), "macros"),
    "cut short": (lambda: GOOD[: len(GOOD) // 2], "damaged"),
    "bytes changed": (lambda: GOOD[:60] + b"xxxx" + GOOD[64:], "damaged"),
    "no relations": (lambda: archive({k: v for k, v in members(GOOD).items() if k != "_rels/.rels"}), "damaged"),
    "no main part": (lambda: archive({k: v for k, v in members(GOOD).items() if k != "word/document.xml"}), "damaged"),
    "a main part without body": (lambda: changed(document=lambda _: b"<x/>"), "damaged"),
    "XML that ends early": (lambda: changed(document=lambda xml: xml[:-9]), "damaged"),
    "XML in another encoding": (lambda: changed(document=lambda _: "<x>é</x>".encode("latin-1")), "damaged"),
    "half a UTF-16 character": (lambda: changed(document=lambda _: b"\xff\xfe<\x00x"), "damaged"),
    "a member twice": (twice, "damaged"),
    "a member twice in other letters": (lambda: with_entry("word/DOCUMENT.xml", b"<x/>"), "damaged"),
    "an encrypted member": (encrypted, "password"),
    "an entity of a file": (lambda: with_doctype('<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "document type"),
    "a document type elsewhere": (lambda: with_doctype('<!DOCTYPE w SYSTEM "http://example.org/x.dtd">'), "document type"),
    "a document type in UTF-16": (
        lambda: changed(document=lambda _: "<!DOCTYPE w [<!ENTITY x 'y'>]><w>&x;</w>".encode("utf-16")),
        "document type",
    ),
    "a document type in UTF-16 without mark": (
        lambda: changed(document=lambda _: "<!DOCTYPE w [<!ENTITY x 'y'>]><w>&x;</w>".encode("utf-16-be")),
        "document type",
    ),
    "laughter": (lambda: with_doctype(f'<!DOCTYPE w [<!ENTITY a "ha">{BOMB}]>'), "document type"),
    "a huge main part": (lambda: word(p(" " * FILLER)), "too large"),
    "many large parts": (
        lambda: word(p(), {f"{at}=header": part("w:hdr", p(" " * 9_000_000) * 2) for at in range(6)}),
        "too large",
    ),
    "a long text": (lambda: body(r("x" * 15_000_000)), "damaged"),
    "a long attribute": (lambda: word(p(attributes=f'w:rsidR="{"1" * 15_000_000}"')), "damaged"),
    "many elements": (lambda: word("<w:p/>" * 400_000), "too large"),
    "many elements in many parts": (
        lambda: word(p(), {f"{at}=header": part("w:hdr", "<w:p/>" * 250_000) for at in range(3)}),
        "too large",
    ),
    "many elements between comments": (lambda: word("<w:p/><!--x-->" * 200_000), "too large"),
    "many members": (lambda: archive({f"x/{at}": "" for at in range(11_000)}), "too large"),
    "deep nesting": (lambda: body("<w:sdt><w:sdtContent>" * 1000 + "</w:sdtContent></w:sdt>" * 1000), "damaged"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_file_is_refused_with_what_to_do(case: str, tmp_path: Path) -> None:
    make, told = HOSTILE[case]
    path = tmp_path / "returned.docx"
    path.write_bytes(make())
    began = time.monotonic()
    with pytest.raises(RefusedFile, match=told) as refusal:
        read(path)
    assert time.monotonic() - began < 10
    message = str(refusal.value)
    assert message.endswith(".") and "\n" not in message
    assert not any(word in message for word in ("Error", "Exception", "None"))


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_hostile_files_are_refused_in_little_memory(tmp_path: Path) -> None:
    """The hungriest of them in a process that may have 400 MB, of which Python and lxml take an eighth."""
    for case in ("a huge main part", "many large parts", "many elements", "many elements in many parts", "a long text"):
        path = tmp_path / "returned.docx"
        path.write_bytes(HOSTILE[case][0]())
        code = (
            "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (400_000_000,) * 2);"
            "from pathlib import Path; from briefing.draft.child import answer; print(answer(Path(sys.argv[1]))[1])"
        )
        done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, (case, done.stderr)
        assert "too large" in done.stdout or "damaged" in done.stdout


def test_media_are_never_unpacked() -> None:
    bomb = archive(members(GOOD) | {"word/media/image1.png": bytes(300_000_000), "word/embeddings/a.bin": bytes(100_000_000)})
    began = time.monotonic()
    assert [found.text for found in paragraphs(read_bytes(bomb).body)] == ["text"]
    assert time.monotonic() - began < 0.5


def test_the_main_part_is_found_by_its_relation() -> None:
    draft = read_bytes(word(p(r("text")), name="word/document2.xml"))
    assert [found.text for found in paragraphs(draft.body)] == ["text"]


def test_a_template_is_read() -> None:
    kind = MAIN.replace("document.main", "template.main")
    assert read_bytes(word(p(r("text")), content_type=kind)).body


@pytest.mark.parametrize("target", ["../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "nothing.xml", ""])
def test_relations_that_lead_out_of_the_file_are_not_followed(target: str) -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = f'<Relationship Id="x" Type="{office}/footnotes" Target="{target}"/></Relationships>'
    data = changed(**{"document.xml.rels": lambda xml: xml.replace(b"</Relationships>", relation.encode())})
    assert relation.encode() in members(data)["word/_rels/document.xml.rels"]
    assert not read_bytes(data).notes


def test_the_strict_variant_reads_the_same() -> None:
    notes = part("w:footnotes", note(1, p(r("source"))))
    link = '<w:hyperlink r:id="rId9"><w:r><w:t>x</w:t></w:r></w:hyperlink>'
    content = p(r("a") + '<w:r><w:footnoteReference w:id="1"/></w:r>' + link)
    usual = word(content, {"footnotes": notes}, links={"rId9": "https://example.org"})
    strict = {
        name: xml.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main"
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, xml in members(usual).items()
    }
    assert strict != members(usual)
    assert read_bytes(archive(strict)) == read_bytes(usual)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig"])
def test_both_encodings_of_the_standard_are_read(encoding: str) -> None:
    data = changed(document=lambda xml: xml.decode().replace("text", "tëxt").replace("UTF-8", "UTF-16").encode(encoding))
    assert [found.text for found in paragraphs(read_bytes(data).body)] == ["tëxt"]


# In a process of its own -------------------------------------------------------------------------------------------------


def test_both_ways_of_reading_give_the_same(tmp_path: Path) -> None:
    path = tmp_path / "-odd name.docx"
    path.write_bytes(GOOD)
    assert read(path) == read_bytes(GOOD)


def test_the_mark_of_an_open_file_is_refused_as_such(tmp_path: Path) -> None:
    mark = tmp_path / "~$ann.docx"
    mark.write_bytes(b"\x03Ann")
    with pytest.raises(RefusedFile, match=r"^This only marks that the draft is open in Word; close it there, or leave"):
        read(mark)


def test_what_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.docx", tmp_path):
        with pytest.raises(RefusedFile, match="There is no file"):
            read(path)


@pytest.mark.skipif(os.name != "posix", reason="closes the standard input by its number")
def test_reading_works_without_standard_input(tmp_path: Path) -> None:
    path = tmp_path / "returned.docx"
    path.write_bytes(GOOD)
    code = (
        "import os, sys; os.close(0); from pathlib import Path; from briefing.draft.aside import read;"
        "print(len(read(Path(sys.argv[1])).body))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"


@pytest.mark.parametrize("script", ["import os; os.abort()", "raise MemoryError", "print('x')", "import time; time.sleep(60)"])
def test_a_process_that_fails_is_a_refusal(script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other process replaced by one that crashes, runs out of memory, answers nonsense, or hangs."""
    path = tmp_path / "returned.docx"
    path.write_bytes(GOOD)
    program = tmp_path / "python"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -c "{script}"\n')
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(aside, "SECONDS", 1)
    with pytest.raises(RefusedFile, match="memory or time"):
        read(path)


def test_an_answer_that_is_no_draft_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pickle may call any function; one from the other process may not."""
    path, trace = tmp_path / "returned.docx", tmp_path / "trace"
    path.write_bytes(GOOD)
    program = tmp_path / "python"
    program.write_text(f"#!/bin/sh\nprintf 'cos\\nsystem\\n(S\"touch {trace}\"\\ntR.'\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    with pytest.raises(RefusedFile):
        read(path)
    assert not trace.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory as Linux has them")
def test_the_process_keeps_within_its_memory() -> None:
    code = "from briefing.draft.child import limit, MEMORY; limit(); bytearray(MEMORY)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "MemoryError" in done.stderr
    assert child.SECONDS <= 60


def test_reading_imports_no_engine() -> None:
    code = "import briefing.draft.child, sys; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(done.stdout.split()) & {"docx", "pydantic", "yaml", "weasyprint", "asyncio", "multiprocessing"}


# Any bytes ---------------------------------------------------------------------------------------------------------------

_FUZZ = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_RICH = word(
    p(r("a") + '<w:ins w:id="1" w:author="Ann"><w:r><w:t>b</w:t></w:r></w:ins>' + '<w:r><w:footnoteReference w:id="1"/></w:r>')
    + '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
    + p('<w:commentRangeStart w:id="1"/>' + r("c", '<w:rStyle w:val="S"/>') + '<w:commentRangeEnd w:id="1"/>'),
    {
        "footnotes": part("w:footnotes", note(1, p(r("n")))),
        "styles": part("w:styles", '<w:style w:styleId="S"><w:name w:val="S"/></w:style>'),
        "comments": part("w:comments", '<w:comment w:id="1"><w:p/></w:comment>'),
    },
)


def reads_or_refuses(data: bytes) -> None:
    try:
        draft = read_bytes(data)
    except RefusedFile:
        return
    list(paragraphs(draft.body))


@given(st.binary(max_size=200), st.sampled_from((b"", b"PK\x03\x04", OLE2[:8], b"<?xml")))
@_FUZZ
def test_any_bytes_are_read_or_refused(data: bytes, beginning: bytes) -> None:
    reads_or_refuses(beginning + data)


@given(st.lists(st.tuples(st.integers(0, len(_RICH) - 1), st.integers(0, 255)), min_size=1, max_size=8))
@_FUZZ
def test_a_file_with_changed_bytes_is_read_or_refused(changes: list[tuple[int, int]]) -> None:
    data = bytearray(_RICH)
    for at, value in changes:
        data[at] = value
    reads_or_refuses(bytes(data))


_PARTS = members(_RICH)
_MARKUP = (
    b"<w:p>",
    b"</w:p>",
    b'w:val="-1"',
    b"<w:r/>",
    b"<w:sdt>",
    b"",
    b"\xff",
    b"<!--",
    b"]]>",
    b"&#0;",
    b'w:id=""',
    b"99999999999",
)


@given(st.sampled_from(sorted(_PARTS)), st.data())
@_FUZZ
def test_a_file_with_changed_markup_is_read_or_refused(name: str, data: st.DataObject) -> None:
    content = _PARTS[name]
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 40)))
    reads_or_refuses(archive(_PARTS | {name: content[:start] + data.draw(st.sampled_from(_MARKUP)) + content[end:]}))
