"""`briefing pull` as a user meets it: what is told, what is written, what is refused."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess
from tempfile import TemporaryDirectory

import pytest

from briefing import returns
from briefing.workspace import Workspace
from tests.commandline import run
from tests.returning import (
    FINDINGS,
    Sent,
    do_all,
    forget,
    saved,
)
from tests.test_load import unprivileged
from tests.wordfiles import archive


def test_nothing_is_written_before_the_user_says_so(desk: Sent) -> None:
    hand = desk.hand()
    do_all(hand)
    path, before = saved(desk, hand), desk.yaml()
    first = run("pull", path, cwd=desk.root)
    assert first.returncode == 0, first.stderr
    assert "nothing was written; with --apply: sections/findings.yaml" in first.stderr
    assert desk.yaml() == before
    second = run("pull", path, "--apply", cwd=desk.root)
    assert second.returncode == 0
    assert "wrote sections/findings.yaml" in second.stderr
    third = run("pull", path, "--apply", cwd=desk.root)
    assert "nothing to write" in third.stderr


def test_the_report_for_machines_and_for_editors(desk: Sent) -> None:
    hand = desk.hand()
    do_all(hand)
    path = saved(desk, hand)
    data = json.loads(run("pull", path, "--format", "json", cwd=desk.root).stdout)
    assert [change["outcome"] for change in data["drafts"][0]["changes"]] == ["taken"] * 3
    assert data["files"] == ["sections/findings.yaml"]
    assert data["applied"] is False
    markdown = run("pull", path, "--format", "markdown", cwd=desk.root).stdout
    assert markdown.startswith("# returned.docx\n")
    assert "The quay is empty." in markdown


def test_conflicts_are_taken_by_their_numbers(desk: Sent) -> None:
    hand = desk.hand()
    hand.replace("counted about", "saw about", "The ministry counted")
    path = saved(desk, hand)
    file = desk.root / FINDINGS
    file.write_text(file.read_text().replace("The ministry counted about", "The ministry found about"))
    before = desk.yaml()
    kept = run("pull", path, "--apply", cwd=desk.root)
    assert "--take 1" in kept.stdout
    assert desk.yaml() == before
    assert run("pull", path, "--take", "2", "--apply", cwd=desk.root).returncode == 2
    assert desk.yaml() == before
    assert run("pull", path, "--take", "one", cwd=desk.root).returncode == 2
    assert run("pull", path, "--take", "1", "--apply", cwd=desk.root).returncode == 0
    assert "The ministry saw about" in desk.yaml()[FINDINGS]


def test_who_is_named_for_what_no_one_signed(desk: Sent) -> None:
    hand = desk.hand(tracks=False)
    do_all(hand)
    told = run("pull", saved(desk, hand), "--author", "Cy Cole", cwd=desk.root).stdout
    assert "Cy Cole (not tracked)" in told


def test_several_drafts_are_merged_one_after_the_other(desk: Sent) -> None:
    one, other, same = desk.hand(), desk.hand(author="Bob"), desk.hand(author="Cy")
    one.replace("counted about", "saw about", "The ministry counted")
    other.replace("Nets were mended", "Nets were sold")
    same.replace("counted about", "found about", "The ministry counted")
    paths = [saved(desk, hand, f"{number}.docx") for number, hand in enumerate((one, other, same))]
    done = run("pull", *paths, "--apply", "--format", "json", cwd=desk.root)
    told = [change for draft in json.loads(done.stdout)["drafts"] for change in draft["changes"]]
    assert [(change["number"], change["outcome"]) for change in told] == [(1, "taken"), (2, "taken"), (3, "conflict")]
    assert "The ministry saw about 120" in desk.yaml()[FINDINGS]
    assert "Nets were sold." in desk.yaml()[FINDINGS]


def _hostile() -> Iterator[tuple[str, bytes]]:
    yield "no Word file", b"Dear all, please find the text below."
    yield "an old Word file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    yield "a broken archive", b"PK\x03\x04" + b"\0" * 100
    yield "nothing", b""


@pytest.mark.parametrize(("what", "data"), list(_hostile()), ids=[what for what, _ in _hostile()])
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(desk: Sent, what: str, data: bytes) -> None:
    path, before = desk.root.parent / "returned.docx", desk.yaml()
    path.write_bytes(data)
    _refused(run("pull", path, "--apply", cwd=desk.root), what)
    assert desk.yaml() == before


@pytest.mark.parametrize("damage", ["<!DOCTYPE w:document [<!ENTITY a 'b'>]>", "<broken", "deep"])
def test_hostile_markup_is_refused_in_a_sentence(desk: Sent, damage: str) -> None:
    hand, before = desk.hand(), desk.yaml()
    data = hand.parts["word/document.xml"]
    hand.saved()
    deep = b"<w:body>" + b"<w:sdt><w:sdtContent>" * 3000 + b"</w:sdtContent></w:sdt>" * 3000
    where, what = (b"<w:body>", deep) if damage == "deep" else (b"<w:document", damage.encode() + b"<w:document")
    hostile = data.replace(where, what)
    path = desk.root.parent / "returned.docx"
    path.write_bytes(archive({**hand.parts, "word/document.xml": hostile}))
    _refused(run("pull", path, "--apply", cwd=desk.root), damage)
    assert desk.yaml() == before


def test_a_base_that_the_file_invents_is_refused_in_a_sentence(desk: Sent) -> None:
    forget(desk)
    path = desk.root / FINDINGS
    path.write_text(path.read_text().replace("Nets were mended", "Nets were sewn"))
    hand = desk.hand()
    hand.parts["customXml/item1.xml"] = b'<b:base xmlns:b="urn:briefing:base">{"brief": "boats-2025", "edition": []}</b:base>'
    _refused(run("pull", saved(desk, hand), "--trust-file", "--apply", cwd=desk.root), "base")


def _refused(done: CompletedProcess[str], what: str) -> None:
    assert done.returncode == 1, what
    told = done.stderr.strip()
    assert "Traceback" not in told
    assert len(told.splitlines()) == 1, told
    assert told.endswith("."), told


def test_where_a_folder_cannot_be_written_nothing_is_half_done(sent_boats: Sent) -> None:
    with TemporaryDirectory() as folder:  # not below pytest's own, which is closed to others
        Path(folder).chmod(0o755)
        shutil.copytree(sent_boats.root, Path(folder) / "work")
        desk = Sent(Path(folder) / "work", sent_boats.data)
        hand = desk.hand()
        hand.replace("counted about", "saw about", "The ministry counted")
        hand.replace("The harbour may open", "The harbour will open")
        desk.pull(hand, apply=False)
        before = desk.yaml()
        with unprivileged(), pytest.raises(OSError, match="ermission"):
            returns.pull(Workspace(desk.root), [desk.root / "returned-1.docx"], returns.Asked(), apply=True, again=lambda: ())
        assert desk.yaml() == before
        assert not list((desk.root / "sections").glob("*tmp*"))
