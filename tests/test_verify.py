"""Verifying: each case is the small workspace with one thing changed, and what the look-up of its quotations then says."""

from __future__ import annotations

import json
import os
import random
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from briefing.diagnostics import Rule
from briefing.evidence import Verification, verify
from briefing.evidence.anchors import Article
from briefing.evidence.likeness import MUCH_TEXT, undeclared_copies
from briefing.evidence.lock import fingerprint, quotation_fingerprint, stale
from briefing.evidence.missing import MOST_COMPARED
from briefing.evidence.originals import MOST_BYTES, Unreadable, reader
from briefing.evidence.places import locator
from briefing.evidence.verify import NEVER, NO_ORIGINAL, NO_QUOTATION, NO_SOURCE, UNUSABLE
from briefing.load import load
from briefing.load.records import plain
from briefing.load.yaml import read
from briefing.model.base import Text
from briefing.model.brief import Anchor
from briefing.model.evidence import Source
from briefing.report.diagnostics import short
from briefing.workspace import Workspace
from tests.textcases import Case, read_cases, rewrite
from tests.workspaces import BASE, workspace

FOLDER = Path(__file__).parent / "cases" / "verify"
CASES = [case for path in sorted(FOLDER.glob("*.md")) for case in read_cases(path)]


def verified(root: Path) -> Verification:
    """What is known of the quotations of a workspace."""
    place = Workspace(root)
    return verify(load(place).project, reader(place.originals))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case, tmp_path: Path, update: bool) -> None:
    place = Workspace(workspace(tmp_path, case.files))
    project = load(place).project
    verification = verify(project, reader(place.originals))
    found = short([*verification.diagnostics, *undeclared_copies(project.sources, verification.articles)])
    if update:
        rewrite(case, found)
    assert found == case.expected


def claims(*quotes: str, **fields: str) -> bytes:
    """A file of facts with a claim for each quotation."""
    more = "".join(f", {key}: {value}" for key, value in fields.items())
    lines = [
        f"    - {{id: c{n}, value: x, status: reported, source: gazette, quote: {json.dumps(q)}{more}}}"
        for n, q in enumerate(quotes)
    ]
    return "\n".join(["boats:", "  label: Boats", "  claims:", *lines, ""]).encode()


def changed(root: Path, **files: bytes | None) -> Verification:
    """The small workspace with these files of its seeds changed: `facts__boats` is seeds/facts/boats.yaml."""
    named = {f"seeds/{name.replace('__', '/')}.{'txt' if 'originals' in name else 'yaml'}": data for name, data in files.items()}
    return verified(workspace(root, named))


# Counts ---------------------------------------------------------------------------------------------------------------------


def test_every_quotation_is_counted_once(tmp_path: Path) -> None:
    record = "{{type: webpage, title: T, name: n, kind: news, descriptor: d, original: {{file: {0}.txt, sha256: {1}}}}}\n"
    lost, dead = (f"{name}: {record.format(name, '0' * 64)}" for name in ("lost", "dead"))
    none = "none: {type: webpage, title: T, name: n, kind: news, descriptor: d}\n"
    facts = claims("about 120 boats were counted", "about 102 boats were counted", " ").decode()
    facts += "\n".join(
        f"{name}: {{label: L, claims: [{{value: x, status: reported, source: {source}, quote: it was like this}}]}}"
        for name, source in {"a": "lost", "b": "dead", "c": "none", "d": "nowhere", "e": "lost", "f": "lost"}.items()
    )
    quote, original = quotation_fingerprint("it was like this", None, None), fingerprint("0" * 64 + " ")
    lock = (
        f"e/lost: {{quote: {quote}, original: {original}, paragraph: 1, start: 1, end: 9}}\n"
        f"f/lost: {{quote: {'0' * 16}, original: {original}, paragraph: 1, start: 1, end: 9}}\n"
        f"gone/lost: {{quote: {quote}, original: {original}, paragraph: 1, start: 1, end: 9}}\n"
    )
    root = workspace(tmp_path, {"seeds/evidence.lock": lock.encode()})
    files = {"facts/boats.yaml": facts, "sources/more.yaml": lost + dead + none, "originals/dead.txt": "Another text."}
    for name, text in files.items():
        (root / "seeds" / name).write_text(text, encoding="utf-8")
    found = verified(root)
    assert (found.found, found.missing, found.remembered, found.changed) == (1, 1, 1, 1)
    assert found.skipped == {NEVER: 1, UNUSABLE: 1, NO_ORIGINAL: 1, NO_SOURCE: 1, NO_QUOTATION: 1}
    assert found.checked == 9 == found.found + found.missing + found.remembered + found.changed + sum(found.skipped.values())
    assert found.open == found.checked - found.found - found.remembered
    assert set(found.articles) == {"gazette"}
    assert set(found.anchors) == {"boats/c0", "e/lost"}
    assert stale(load(Workspace(root)).project) == ("gone/lost",)


def test_nothing_is_stale_while_a_file_cannot_be_read(tmp_path: Path) -> None:
    lock = f"gone/lost: {{quote: {'0' * 16}, original: {'0' * 16}, paragraph: 1, start: 1, end: 9}}\n"
    root = workspace(tmp_path, {"seeds/evidence.lock": lock.encode(), "seeds/facts/broken.yaml": b"gone: [\n"})
    assert stale(load(Workspace(root)).project) == ()


# Reading originals ----------------------------------------------------------------------------------------------------------


def test_originals_are_read_from_their_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"text")
    (tmp_path / "link.txt").symlink_to("a.txt")
    original = reader(tmp_path)
    assert original("a.txt") == original("link.txt") == b"text"
    assert original("b.txt") is None
    assert reader(None)("a.txt") is None


def test_what_is_no_file_is_told_and_never_waited_for(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "dangling").symlink_to("nowhere")
    (tmp_path / "loop").symlink_to("loop")
    original = reader(tmp_path)
    assert original("folder") == Unreadable("it is a folder")
    assert original("pipe") == Unreadable("it is a pipe or a device, no file")
    assert original("dangling") == Unreadable("it is a link that leads nowhere")
    assert isinstance(original("loop"), Unreadable)
    assert isinstance(original("x" * 300), Unreadable)


def test_an_original_that_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    def refused(name: str) -> bytes:
        raise PermissionError(13, "Permission denied", name)

    project = load(Workspace(workspace(tmp_path))).project
    for way in (refused, lambda _: Unreadable("permission denied")):
        found = verify(project, way)
        assert found.diagnostics[0].message == "the original `gazette.txt` cannot be read: permission denied"
        assert found.diagnostics[0].rule is Rule.ORIGINAL_IS_UNCHANGED
        assert found.skipped == {UNUSABLE: 1}


def test_an_original_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    found = changed(tmp_path, originals__gazette=b"x" * (MOST_BYTES + 1))
    assert found.diagnostics[0].message == "the original `gazette.txt` is larger than 5 MB, which no article is"


# Hints ----------------------------------------------------------------------------------------------------------------------


def test_the_nearest_passage_is_looked_for_only_so_often(tmp_path: Path) -> None:
    found = changed(tmp_path, facts__boats=claims(*(f"about {n} boats were counted" for n in range(121, 221))))
    with_passage = [one for one in found.diagnostics if "nearest passage" in one.hints[0]]
    assert len(found.diagnostics) == 100
    assert with_passage == list(found.diagnostics[:MOST_COMPARED])


def test_the_place_that_the_lock_remembers_can_be_written_into_the_claim(tmp_path: Path) -> None:
    text = b"The boats were counted on Monday.\nThe boats were counted again.\nThe boats were counted on Tuesday.\n"
    source = BASE["seeds/sources/gazette.yaml"]
    assert source is not None
    record = re.sub(rb"original: .*", b"original: {file: gazette.txt, sha256: (of gazette.txt)}", source)
    root = workspace(
        tmp_path,
        {
            "seeds/originals/gazette.txt": text,
            "seeds/sources/gazette.yaml": record,
            "seeds/facts/boats.yaml": claims("The boats were counted"),
        },
    )
    article = verified(root).articles["gazette"]
    ((_, claim, _),) = load(Workspace(root)).project.claims()
    quote = quotation_fingerprint(claim.quote, None, None)
    matches = article.find(claim.quote)
    found = [locator(article, claim, Anchor(quote, "", 1, match.start, match.end)) for match in matches]
    assert found == [("suffix", "on Monday"), ("suffix", "again"), ("suffix", "on Tuesday")]
    assert locator(article, claim, Anchor(quote, "", 1, 5, 9)) is None
    assert locator(article, claim, Anchor("another quotation", "", 1, matches[0].start, 9)) is None


# Copies ---------------------------------------------------------------------------------------------------------------------


def sources(number: int) -> dict[str, Source]:
    text = "\n".join(f"s{n}: {{type: webpage, title: T, name: n, kind: news, descriptor: d}}" for n in range(number))
    tree = read("test.yaml", text.encode())
    assert tree.root is not None
    return {key.text: Source.model_validate({**plain(node), "id": Text(key)}) for key, node in tree.root.entries}


def article(words: Iterable[int]) -> Article:
    return Article(" ".join(f"w{word}" for word in words), ())


def test_of_many_words_one_in_eight_runs_is_enough() -> None:
    chosen = random.Random(1)
    texts = [[chosen.randrange(10**6) for _ in range(8_000)] for _ in range(20)]
    texts.append(texts[3][:4_000] + [chosen.randrange(10**6) for _ in range(4_000)])
    articles = {f"s{number}": article(words) for number, words in enumerate(texts)}
    assert sum(len(one.text) for one in articles.values()) > MUCH_TEXT
    found = undeclared_copies(sources(len(texts)), articles)
    assert [set(re.findall("`(.+?)`", one.message)) for one in found] == [{"s3", "s20"}]
    assert re.search(r"shares (4[5-9]|5[0-5])% of its text", found[0].message)


def test_a_text_in_a_thousand_originals_is_told_once_for_each() -> None:
    articles = {f"s{number}": article(range(200)) for number in range(1_000)}
    found = undeclared_copies(sources(1_000), articles)
    assert len(found) == 999
    assert {one.message.split("with ")[1] for one in found} == {"`s0`"}


def test_page_chrome_that_all_share_is_no_copy() -> None:
    articles = {f"s{number}": article([*range(30), *range(1_000 * number, 1_000 * number + 400)]) for number in range(1, 60)}
    assert undeclared_copies(sources(60), articles) == []
