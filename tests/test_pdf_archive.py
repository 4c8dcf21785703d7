"""The PDF as an archive keeps it: PDF/A-3 and PDF/UA-1 in one file, what it says of itself, and the files inside it."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from hashlib import md5, sha256
from pathlib import Path
from typing import Any

import page as validator
import pikepdf
import pydyf
import pytest
from lxml import etree
from msgspec.structs import replace

from briefing.document import Attachment, Document
from briefing.render import pdf
from tests.sample import document
from tests.test_render_pdf import workspace_in

ROOT = Path(__file__).resolve().parent.parent
FILES = (
    Attachment("evidence.json", "Every claim & its words", "application/json", b'{"claims": []}\r', "Data"),
    Attachment("Añexo (1).csv", "What the figures are drawn from", "text/csv", b"year,count\r\n2024,5\r\n", "Supplement"),
)
SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
    "briefing": "urn:briefing:document",
}


def whole(**changes: Any) -> Document:
    """The sample, from an issuer and with files inside."""
    return replace(document(), issuer="Office of <studies>", attachments=FILES, **changes)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    workspace = workspace_in(tmp_path_factory.mktemp("made") / "w")
    return {name: pdf.to_pdf(whole(standard=name), workspace) for name in ("ua-1", "a-3u", "a-3a")}


@pytest.fixture(params=["ua-1", "a-3u", "a-3a"])
def standard(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def metadata(data: bytes) -> Any:
    with pikepdf.open(io.BytesIO(data)) as file:
        return etree.fromstring(file.Root.Metadata.read_raw_bytes())


def said(data: bytes, path: str) -> list[str]:
    return [str(text) for text in metadata(data).xpath(f"{path}//text()", namespaces=SPACES)]


# Conformance ----------------------------------------------------------------------------------------------------------------


def test_a_file_conforms_to_its_standard_and_to_ua(made: dict[str, bytes], standard: str) -> None:
    for profile in {"ua-1": ("ua1",), "a-3u": ("ua1", "3u"), "a-3a": ("ua1", "3a")}[standard]:
        report = validator.validate_pdf_bytes(made[standard], profile=profile)
        assert report.is_compliant, f"{standard} {profile}: {report}"


def test_it_says_which_standards_these_are(made: dict[str, bytes], standard: str) -> None:
    data = made[standard]
    assert said(data, "//pdfuaid:part") == ["1"]
    assert (
        said(data, "//pdfaid:part") + said(data, "//pdfaid:conformance")
        == {"ua-1": [], "a-3u": ["3", "U"], "a-3a": ["3", "A"]}[standard]
    )
    described = said(data, "//pdfaSchema:prefix")
    assert described == ([] if standard == "ua-1" else ["pdfuaid", "briefing"])
    if described:
        names = {str(element.tag).split("}")[1] for element in metadata(data).xpath("//briefing:*", namespaces=SPACES)}
        assert names < set(said(data, "//pdfaProperty:name"))


def test_nothing_keeps_a_program_from_reading_it(made: dict[str, bytes], standard: str, tmp_path: Path) -> None:
    """Metadata in plain bytes, streams as long as they say, pictures as they are, and no colour that is not defined."""
    (tmp_path / "a.pdf").write_bytes(made[standard])
    done = subprocess.run(["qpdf", "--check", tmp_path / "a.pdf"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert b"<pdfuaid:part>1" in made[standard]
    with pikepdf.open(tmp_path / "a.pdf") as file:
        assert "/Encrypt" not in file.trailer
        if standard != "ua-1":
            (intent,) = file.Root.OutputIntents
            assert (str(intent.S), int(intent.DestOutputProfile.N)) == ("/GTS_PDFA1", 3)
            assert b"sRGB" in intent.DestOutputProfile.read_bytes()
        assert not any(thing.get("/Interpolate", False) for thing in file.objects if isinstance(thing, pikepdf.Stream))
        assert all(one.F == 4 for page in file.pages for one in page.get("/Annots", []))


def test_data_that_end_in_a_carriage_return_keep_it(made: dict[str, bytes]) -> None:
    data = made["a-3a"]
    streams = re.findall(rb"/Length (\d+)>>\nstream\n", data)
    assert len(streams) > 5
    for found in re.finditer(rb"/Length (\d+)>>\nstream\n", data):
        end = found.end() + int(found[1])
        assert re.match(rb"\r?\nendstream", data[end:]), "as long as it says"
        assert (data[end - 1 : end] == b"\r") == (data[end : end + 1] == b"\r")


def test_a_carriage_return_at_the_end_is_seen() -> None:
    """Of a stream that is not compressed, since no compression of the sample need end so."""
    data = pydyf.Stream([b"a\r"]).data
    assert data.endswith(b"/Length 2>>\nstream\na\r\r\nendstream")
    assert pydyf.Stream([b"a\r\n"]).data.endswith(b"stream\na\r\n\nendstream")


def test_every_letter_can_be_read(made: dict[str, bytes]) -> None:
    """Each font is inside the file, and says which character each of its glyphs is: none twice, none for nothing."""
    with pikepdf.open(io.BytesIO(made["a-3a"])) as file:
        fonts = {font.objgen: font for page in file.pages for font in page.Resources.Font.values()}
        assert len(fonts) >= 4
        for font in fonts.values():
            (below,) = font.DescendantFonts
            assert {"/FontFile2", "/FontFile3"} & set(below.FontDescriptor.keys())
            named = re.findall(rb"<([0-9a-fA-F]+)> <([0-9a-fA-F]*)>", font.ToUnicode.read_bytes().split(b"beginbfchar", 1)[1])
            assert len({glyph for glyph, _ in named}) == len(named)
            letters = {bytes.fromhex(text.decode()).decode("utf-16-be") for _, text in named}
            assert not letters & {"", "\0", "\ufeff", "\ufffe", "\u2010", "\u00ad"}


# What it says of itself -----------------------------------------------------------------------------------------------------


def test_metadata_are_those_of_the_document(made: dict[str, bytes], standard: str) -> None:
    data, what = made[standard], whole()
    assert said(data, "//dc:title//rdf:li") == [what.title]
    assert said(data, "//dc:creator//rdf:li") == [what.issuer]
    assert said(data, "//dc:description//rdf:li") == [what.abstract]
    assert said(data, "//dc:language//rdf:li") == [what.language]
    assert said(data, "//dc:date//rdf:li") == said(data, "//xmp:CreateDate") == said(data, "//xmp:ModifyDate") == [what.iso_date]
    assert said(data, "//briefing:brief") + said(data, "//briefing:edition") == [what.id, str(what.edition)]
    with pikepdf.open(io.BytesIO(data)) as file:
        told = {name: str(value) for name, value in file.docinfo.items()}
    assert told == {
        "/Title": what.title, "/Author": what.issuer, "/Subject": what.abstract, "/Creator": "briefing",
        "/CreationDate": "D:20260209", "/ModDate": "D:20260209", "/Producer": said(data, "//pdf:Producer")[0],
    }  # fmt: skip


def test_metadata_do_not_hang_on_the_template(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path / "w")
    workspace.path("templates/brief.html.j2").write_text('<html lang="en"><title>Another</title><p>x</p></html>')
    data = pdf.to_pdf(whole(), workspace)
    assert said(data, "//dc:title//rdf:li") == [whole().title]
    assert validator.validate_pdf_bytes(data, profile="3a").is_compliant


# Files inside ---------------------------------------------------------------------------------------------------------------


def test_files_are_inside_as_they_were_given(made: dict[str, bytes], standard: str) -> None:
    with pikepdf.open(io.BytesIO(made[standard])) as file:
        assert {name: spec.get_file().read_bytes() for name, spec in file.attachments.items()} == {
            one.name: one.data for one in FILES
        }
        assert len(file.Root.AF) == len(FILES)
        for spec, one in zip(file.Root.AF, FILES, strict=True):
            assert (str(spec.F), str(spec.UF), str(spec.Desc)) == (one.name, one.name, one.description)
            assert spec.AFRelationship == f"/{one.relationship}"
            stream = spec.EF.F
            assert stream.Subtype == f"/{one.media}"
            assert int(stream.Params.Size) == len(one.data)
            assert bytes(stream.Params.CheckSum) == md5(one.data, usedforsecurity=False).digest()
            assert str(stream.Params.ModDate) == str(stream.Params.CreationDate) == "D:20260209000000Z"


def test_without_files_there_is_no_word_of_files(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(pdf.to_pdf(document(), workspace_in(tmp_path / "w")))) as file:
        assert "/AF" not in file.Root
        assert "/EmbeddedFiles" not in file.Root.Names


# The same bytes -------------------------------------------------------------------------------------------------------------

SCRIPT = """
import sys, hashlib
from pathlib import Path
from briefing.render import pdf
from briefing.workspace import Workspace
from tests.test_pdf_archive import whole
print(hashlib.sha256(pdf.to_pdf(whole(), Workspace(Path(sys.argv[1])))).hexdigest())
"""


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_document_gives_the_same_bytes(tmp_path: Path, made: dict[str, bytes], seed: str) -> None:
    workspace = workspace_in(tmp_path / "elsewhere")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(workspace.root)],
        env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo", "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == sha256(made["a-3a"]).hexdigest()
