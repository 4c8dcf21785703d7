"""The verification pack, and `briefing inspect`: what a product says of itself, and whether the workspace still says the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pikepdf
import pytest
from msgspec.structs import replace
from typer.testing import CliRunner

from briefing import products
from briefing.cli import app
from briefing.document import Figure, printed
from briefing.pack.comparing import compare
from briefing.pack.reading import NoProductError, read
from briefing.pipeline import check, document
from briefing.workspace import Workspace
from tests.sample import document as sample
from tests.workspaces import BASE, workspace

FACTS = BASE["seeds/facts/boats.yaml"] or b""
SECTION = BASE["sections/findings.yaml"] or b""
SOURCE = BASE["seeds/sources/gazette.yaml"] or b""
BRIEF = BASE["brief.yaml"] or b""
PAGE = BRIEF.replace(b"boats-2025", b"boats-2025-page") + b"form: one-pager\n"
POINTS = b"title: Key points\nrole: key-points\nbody:\n  - The ministry counted about 120 boats [@boats].\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small workspace with its PDF and its Word file in out/."""
    root = workspace(tmp_path_factory.mktemp("pack") / "w")
    products.build(Workspace(root), ("pdf", "docx"), root / "out")
    return root


def pdf(root: Path) -> Path:
    return root / "out" / "boats-2025.pdf"


def word(root: Path) -> Path:
    return root / "out" / "boats-2025.docx"


def inspect(file: Path, root: Path, *options: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["inspect", str(file), "-w", str(root), *options])
    return done.exit_code, done.output


def attached(path: Path) -> dict[str, bytes]:
    with pikepdf.open(path) as file:
        return {name: file.attachments[name].get_file().read_bytes() for name in file.attachments}


def test_a_pdf_carries_the_records_as_the_files_say_them(built: Path) -> None:
    files = attached(pdf(built))
    assert set(files) == {"brief.json", "facts.json", "sources.json", "evidence.lock"}
    claim = json.loads(files["facts.json"])["boats"]["claims"][0]
    assert claim["value"] == "120" and claim["quote"] == "about 120 boats were counted in March 2025"
    assert json.loads(files["sources.json"])["gazette"]["descriptor"] == "A daily."
    assert b"boats/gazette: {quote: " in files["evidence.lock"]


def test_a_pdf_says_what_each_note_cites(built: Path) -> None:
    brief = json.loads(attached(pdf(built))["brief.json"])
    assert (brief["brief"], brief["edition"], brief["date"]) == ("boats-2025", 1, "2025-04-02")
    assert brief["notes"] == {"1": ["boats/gazette"]}


def test_the_base_can_be_worked_out_from_what_is_attached(built: Path) -> None:
    files = attached(pdf(built))
    brief = json.loads(files["brief.json"])
    base = brief.pop("base")
    own = (json.dumps(brief, sort_keys=True, indent=1, ensure_ascii=False) + "\n").encode()
    assert sha256(b"\0".join((own, files["facts.json"], files["sources.json"], files["evidence.lock"]))).hexdigest() == base


@pytest.mark.parametrize("product", [pdf, word])
def test_a_product_of_today_matches(built: Path, product: type[Path]) -> None:
    code, said = inspect(product(built), built, "--facts")
    assert code == 0, said
    assert "boats-2025, edition 1" in said and "whole: as it was built" in said
    assert "1 cited" in said and "            boats\n" in said and "says the same today" in said


CHANGES: dict[str, tuple[Mapping[str, bytes], str]] = {
    "a fact": ({"seeds/facts/boats.yaml": FACTS.replace(b"by: the ministry", b"by: The ministry")}, "1 fact changed: boats"),
    "a text": ({"sections/findings.yaml": SECTION.replace(b"The ministry", b"A ministry")}, "1 text of sections/findings.yaml"),
    "a title": ({"brief.yaml": BRIEF.replace(b"The count", b"A count")}, "1 text of brief.yaml"),
    "the id": ({"brief.yaml": BRIEF.replace(b"boats-2025", b"boats-2026")}, "is of another brief"),
    "the fact's id": (
        {
            "seeds/facts/boats.yaml": FACTS.replace(b"boats:\n", b"ships:\n", 1),
            "sections/findings.yaml": SECTION.replace(b"@boats", b"@ships"),
        },
        "1 fact no longer there: boats\n            1 fact cited since: ships",
    ),
    "a source": (
        {"seeds/sources/gazette.yaml": SOURCE.replace(b"family: Ash", b"family: Elm")},
        "1 source listed otherwise: gazette\n            printed otherwise: 1 note",
    ),
    "the marking": ({"brief.yaml": BRIEF + b"marking: Restricted\n"}, "printed otherwise: the marking"),
    "the date": ({"brief.yaml": BRIEF.replace(b"date: 2025-04-02", b"date: 2025-04-03")}, "printed otherwise: the date"),
}


@pytest.mark.parametrize("product", [pdf, word])
@pytest.mark.parametrize("change", CHANGES)
def test_what_has_changed_since_is_told(built: Path, tmp_path: Path, change: str, product: type[Path]) -> None:
    changes, told = CHANGES[change]
    code, said = inspect(product(built), workspace(tmp_path / "w", changes))
    assert code == 1 and told in said, said


def test_moving_a_text_changes_nothing(built: Path, tmp_path: Path) -> None:
    changed = SECTION.replace(b"body:\n", b"body:\n  # a comment\n").replace(b"[@boats]", b"[@boats]")
    told = read(pdf(built))
    checked = check(Workspace(workspace(tmp_path / "w", {"sections/findings.yaml": changed})))
    assert compare(told, checked.project, document(checked)).matches


def test_a_word_file_that_was_edited_is_not_whole(built: Path, tmp_path: Path) -> None:
    edited = tmp_path / "edited.docx"
    with ZipFile(word(built)) as source, ZipFile(edited, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data.replace(b"ministry", b"minister") if name == "word/document.xml" else data)
    code, said = inspect(edited, built)
    assert code == 1 and "does not hold: it was changed since it was built" in said
    assert "says the same today" in said


def test_a_pdf_whose_pack_was_changed_is_not_whole(built: Path, tmp_path: Path) -> None:
    forged = tmp_path / "forged.pdf"
    with pikepdf.open(pdf(built)) as file:
        data = file.attachments["facts.json"].get_file().read_bytes().replace(b'"120"', b'"210"')
        file.attachments["facts.json"] = pikepdf.AttachedFileSpec(file, data, filename="facts.json")
        file.save(forged)
    code, said = inspect(forged, built)
    assert code == 1 and "does not hold" in said


def _redrawn(page: Any) -> None:
    page.obj.Contents = pikepdf.Array([page.obj.Contents])


def _with_other_words(page: Any) -> None:
    contents = page.obj.Contents
    contents.write(contents.read_bytes().replace(b"] TJ", b"] TJ 0 Tc", 1))


@pytest.mark.parametrize("change", [_redrawn, _with_other_words])
def test_a_pdf_whose_pages_were_changed_is_not_whole(built: Path, tmp_path: Path, change: Callable[[Any], None]) -> None:
    forged = tmp_path / "forged.pdf"
    with pikepdf.open(pdf(built)) as file:
        change(file.pages[0])
        file.save(forged)
    code, said = inspect(forged, built)
    assert code == 1 and "does not hold: it was changed since it was built" in said and "says the same today" in said


def test_a_pdf_that_was_only_saved_anew_is_whole(built: Path, tmp_path: Path) -> None:
    """As libraries do that serve it page by page, or lock it against changes."""
    with pikepdf.open(pdf(built)) as file:
        file.save(tmp_path / "linear.pdf", linearize=True)
        file.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="x", user=""))
    for name in ("linear.pdf", "locked.pdf"):
        code, said = inspect(tmp_path / name, built)
        assert code == 0 and "whole: as it was built" in said, said


@pytest.mark.parametrize(("product", "name"), [(pdf, "x.docx"), (pdf, "x"), (word, "x.pdf"), (word, "x.bak")])
def test_a_product_is_known_whatever_its_name(built: Path, tmp_path: Path, product: Callable[[Path], Path], name: str) -> None:
    (tmp_path / name).write_bytes(product(built).read_bytes())
    code, said = inspect(tmp_path / name, built)
    assert code == 0 and "says the same today" in said, said


def _without_pack(data: bytes) -> bytes:
    with pikepdf.open(BytesIO(data)) as file:
        del file.attachments["brief.json"]
        result = BytesIO()
        file.save(result)
    return result.getvalue()


def _swollen(data: bytes) -> bytes:
    """A file inside that takes little room until it is inflated."""
    with pikepdf.open(BytesIO(data)) as file:
        file.attachments["brief.json"] = pikepdf.AttachedFileSpec(file, b"0" * 200_000_001, filename="brief.json")
        result = BytesIO()
        file.save(result)
    return result.getvalue()


@pytest.mark.parametrize(
    ("name", "make", "told"),
    [
        ("x.pdf", lambda _: b"no pdf", "it is no PDF, or a damaged one"),
        ("x.pdf", lambda root: pdf(root).read_bytes()[:4000], "it is no PDF, or a damaged one"),
        ("x.pdf", lambda root: _without_pack(pdf(root).read_bytes()), "its verification pack lacks 'brief.json'"),
        ("x.docx", lambda _: b"no zip", "x.docx: "),
        ("x.txt", lambda _: b"text", "briefs are looked into as .pdf or .docx"),
        ("x.pdf", lambda root: _swollen(pdf(root).read_bytes()), "it is no PDF, or a damaged one"),
    ],
)
def test_what_is_no_product_is_told(built: Path, tmp_path: Path, name: str, make: object, told: str) -> None:
    file = tmp_path / name
    file.write_bytes(make(built))  # type: ignore[operator]
    with pytest.raises(NoProductError):
        read(file)
    code, said = inspect(file, built)
    assert code == 1 and told in said, said


def test_without_a_workspace_the_product_alone_is_told(built: Path, tmp_path: Path) -> None:
    code, said = inspect(pdf(built), tmp_path)
    assert code == 0 and "there is no workspace here" in said and "boats-2025, edition 1" in said


def test_a_workspace_with_errors_is_not_compared_with(built: Path, tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", {"sections/findings.yaml": b"title: [\n"})
    code, said = inspect(pdf(built), root)
    assert code == 1 and "the workspace has errors" in said, "a script that goes on where all is well must stop"


def test_a_figure_is_printed_otherwise_where_picture_or_words_are_others() -> None:
    made = sample()

    def changed(**more: str) -> dict[str, str]:
        section = made.sections[1]
        blocks = tuple(replace(one, **more) if isinstance(one, Figure) else one for one in section.blocks)
        return printed(replace(made, sections=(made.sections[0], replace(section, blocks=blocks), *made.sections[2:])))["figures"]

    assert set(changed()) == {"1", "2"} and changed() == printed(made)["figures"]
    for other in (changed(alt="A red square"), changed(image="other.png")):
        assert other["1"] != changed()["1"] and other["2"] == changed()["2"]


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_a_product_is_held_against_its_own_manifest(tmp_path: Path, ending: str) -> None:
    """A workspace may have several briefs, and none of them need be the first, or sound."""
    page = PAGE.replace(b"[findings]", b"[points]")
    root = workspace(tmp_path / "w", {"a-page.yaml": page, "sections/points.yaml": POINTS})
    products.build(Workspace(root, manifest="a-page.yaml"), (ending,), root / "out")
    file = root / "out" / f"boats-2025-page.{ending}"
    code, said = inspect(file, root)
    assert code == 0 and "says the same today" in said, said
    (root / "brief.yaml").write_bytes(b"id: [\n")
    assert inspect(file, root)[0] == 0
    (root / "a-page.yaml").write_bytes(page.replace(b"The count", b"A count"))
    code, said = inspect(file, root)
    assert code == 1 and "1 text of a-page.yaml" in said, said
    (root / "a-page.yaml").write_bytes(page.replace(b"date: 2025-04-02", b"date: no"))
    code, said = inspect(file, root)
    assert code == 1 and "`briefing check --brief a-page.yaml` tells them" in said, said


def test_as_json(built: Path) -> None:
    code, said = inspect(pdf(built), built, "--format", "json")
    told = json.loads(said)
    assert code == 0 and told["is_whole"] and told["workspace"]["matches"] and list(told["facts"]) == ["boats"]
