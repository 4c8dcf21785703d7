"""What `briefing pull` believes, whom it names, what it may be told to take, and how its report reads."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from briefing import returns
from briefing.pull.changes import Change, Outcome, Pulled, Who
from briefing.report.pulled import human, markdown
from briefing.source import Span
from tests.commandline import run
from tests.editing import Hand
from tests.returning import FINDINGS, Sent, built, do_all, forget, saved

COUNTED = "The ministry counted"


def rewrite(desk: Sent, before: str, after: str) -> None:
    """What the analyst does to the findings meanwhile."""
    path = desk.root / FINDINGS
    assert path.read_text().count(before) == 1
    path.write_text(path.read_text().replace(before, after))


def put(desk: Sent, name: str, data: bytes) -> Path:
    """A file beside the workspace."""
    path = desk.root.parent / name
    path.write_bytes(data)
    return path


# The draft that the user names -------------------------------------------------------------------------------------------


def test_another_draft_than_the_returned_one_was_made_from_is_refused(desk: Sent) -> None:
    rewrite(desk, "Nets were mended", "Nets were sewn")
    newer = put(desk, "newer.docx", built(desk.root))
    hand = desk.hand()
    do_all(hand)
    before = desk.yaml()
    done = run("pull", saved(desk, hand), "--sent", newer, "--apply", cwd=desk.root)
    assert done.returncode == 1
    assert "returned.docx: " in done.stderr and "newer.docx is not the draft that this file was made from" in done.stderr
    assert desk.yaml() == before


def test_a_draft_that_was_edited_since_it_was_sent_is_taken_with_a_warning(desk: Sent) -> None:
    forget(desk)
    hand = desk.hand(tracks=False)
    hand.replace("Nets were mended", "Nets were sold")
    mine = put(desk, "mine.docx", hand.saved())
    hand.replace("counted about", "saw about", COUNTED)
    path = saved(desk, hand)
    told = run("pull", path, "--sent", mine, cwd=desk.root)
    assert told.returncode == 0, told.stderr
    assert "The draft as sent is not known for certain" in told.stdout
    whole = put(desk, "sent.docx", desk.data)
    assert "not known for certain" not in run("pull", path, "--sent", whole, cwd=desk.root).stdout


@pytest.mark.parametrize("kind", ["no Word file", "none of ours"])
def test_what_is_wrong_with_the_draft_that_was_named_is_told_of_that(desk: Sent, kind: str) -> None:
    hand = desk.hand()
    do_all(hand)
    stranger = desk.hand()
    stranger.parts["customXml/item1.xml"] = b'<b:base xmlns:b="urn:briefing:base">{"brief": </b:base>'
    other = put(desk, "other.docx", stranger.saved() if kind == "none of ours" else b"Dear all,")
    done = run("pull", saved(desk, hand), "--sent", other, cwd=desk.root)
    assert done.returncode == 1
    assert done.stderr.startswith(str(other)) and "returned.docx" not in done.stderr
    assert "Expecting" not in done.stderr and len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "base", ["", "{", '{"brief": "boats-2025", "edition": Infinity, "homes": []}', '{"brief": 1, "edition": "x"}']
)
def test_what_a_trusted_file_invents_is_told_in_our_own_words(desk: Sent, base: str) -> None:
    forget(desk)
    rewrite(desk, "Nets were mended", "Nets were sewn")
    hand = desk.hand()
    hand.parts["customXml/item1.xml"] = f'<b:base xmlns:b="urn:briefing:base">{base or "[]"}</b:base>'.encode()
    done = run("pull", saved(desk, hand), "--trust-file", cwd=desk.root)
    assert done.returncode == 1
    assert "the file does not say what it was made from" in done.stderr


def test_a_kept_draft_that_was_damaged_is_not_known_any_more(desk: Sent) -> None:
    (kept,) = (desk.root / ".briefing/drafts").iterdir()
    kept.write_bytes(kept.read_bytes()[:1000])
    with pytest.raises(returns.NotPulled, match="not known here"):
        desk.pull(desk.hand())


# Who made a finding ------------------------------------------------------------------------------------------------------


def wrong_number(desk: Sent) -> Hand:
    """Ann gives a text a number that nothing cited there carries."""
    hand = desk.hand(author="Ann Ash")
    hand.replace("120", "130", COUNTED)
    return hand


def test_a_finding_names_who_wrote_what_is_underlined(desk: Sent) -> None:
    other = Hand(wrong_number(desk).saved(), author="Bo Bee")
    other.replace("ministry", "army", COUNTED)
    other.replace("boats", "boats again", "The army counted")
    found = desk.pull(other, apply=False)
    told = human(found.drafts, found.findings, colour=False)
    assert "number-is-carried" in told
    assert "      = change 2, by Ann Ash\n" in told


def test_a_finding_names_who_wrote_it_in_an_earlier_draft(desk: Sent) -> None:
    other = desk.hand(author="Bo Bee")
    other.replace("counted", "saw", COUNTED)
    paths = [saved(desk, wrong_number(desk), "ann.docx"), saved(desk, other, "bo.docx")]
    done = run("pull", *paths, cwd=desk.root)
    assert "      = change 1, by Ann Ash\n" in done.stdout
    (finding,) = json.loads(run("pull", *paths, "--format", "json", cwd=desk.root).stdout)["findings"]
    assert (finding["rule"], finding["changes"]) == ("number-is-carried", [1])


def test_a_finding_that_several_made_names_them_all(desk: Sent) -> None:
    """The one opens a quotation, the other closes it, and no source has it."""
    hand = desk.hand(author="Ann Ash")
    hand.replace("counted", "“counted", COUNTED)
    hand.author = "Bo Bee"
    hand.replace("boats", "boats”", "The ministry “counted")
    found = desk.pull(hand, apply=False)
    assert {tuple(one.number for one in changes) for _, changes in found.findings} == {(1, 2)}
    told = human(found.drafts, found.findings, colour=False)
    assert "= changes 1 and 2, by Ann Ash and Bo Bee" in told
    assert "changes 1 and 2, by Ann Ash and Bo Bee" in markdown(found.drafts, found.findings)


# What may be taken -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("99", "there is no change 99"),
        ("0", "there is no change 0"),
        ("1", "change 1 is taken as it is"),
        ("2", "change 2 is evidence, which is never taken"),
        ("²", "not `²`"),
    ],
)
def test_what_cannot_be_taken_is_refused_before_anything_is_written(desk: Sent, number: str, says: str) -> None:
    hand = desk.hand()
    hand.replace("counted about", "saw about", COUNTED)
    hand.replace("boats", "ships", "about 120\xa0boats")
    path, before = saved(desk, hand), desk.yaml()
    done = run("pull", path, "--take", number, "--apply", cwd=desk.root)
    assert done.returncode == 2
    assert says in done.stderr and done.stdout == ""
    assert desk.yaml() == before


def test_a_conflict_with_nothing_to_write_into_is_put_in_by_hand(desk: Sent) -> None:
    hand = desk.hand()
    hand.replace("counted about", "saw about", COUNTED)
    path = saved(desk, hand)
    rewrite(desk, "  - The ministry counted about 120 boats [@boats].\n", "")
    told = run("pull", path, cwd=desk.root)
    assert "[-counted-]{+saw+}" in told.stdout
    assert "put it in by hand" in told.stdout and "--take" not in told.stdout
    done = run("pull", path, "--take", "1", cwd=desk.root)
    assert done.returncode == 2
    assert "--take: change 1 cannot be taken: " in done.stderr


# How it reads ------------------------------------------------------------------------------------------------------------


def report(**change: object) -> tuple[str, str]:
    """A change as it is told to people, and in Markdown."""
    one = Change(**{"what": "wording", "where": "findings-1", "number": 7, "who": (Who("Ann"),), **change})  # type: ignore[arg-type]
    draft = Pulled(Path("returned.docx"), (one,), True, {}, ())
    return human([draft], [], colour=False), markdown([draft], [])


def test_only_what_can_be_taken_is_offered() -> None:
    for told in report(outcome=Outcome.CONFLICT, before="old", after="new"):
        assert "old" in told and "new" in told
        assert "put it in by hand" in told and "--take" not in told
    told, _ = report(outcome=Outcome.CONFLICT, before="old", after="new", can_be_taken=True)
    assert "`--take 7` takes what the editor wrote" in told and "by hand" not in told
    told, _ = report(outcome=Outcome.CONFLICT, before="old", after="new", hint="move it back")
    assert "= move it back" in told and "by hand" not in told


@pytest.mark.parametrize("what", ["new paragraph", "new list item", "new table row", "new heading"])
def test_what_is_new_is_told_with_what_it_stands_after(what: str) -> None:
    before = "Long ago all the boats of the harbour were counted twice by hand, by day and by night."
    place = Span(FINDINGS, 3, 5, 3, 9)
    told, plain = report(outcome=Outcome.TAKEN, what=what, after="The quay is empty.", context=(before, ""), place=place)
    assert "      after: …of the harbour were counted twice by hand, by day and by night.\n      {+The quay is empty.+}\n" in told
    assert f"{FINDINGS}:3:5" in told
    assert "   - stands after: …of the harbour were counted twice by hand, by day and by night." in plain


def test_a_space_that_does_not_break_can_be_seen() -> None:
    for told in report(outcome=Outcome.TAKEN, before="120 boats", after="120\xa0boats of 5\u202fm"):
        assert "120 boats" in told and "120⍽boats of 5⍽m" in told


def test_names_and_files_are_told_as_in_a_sentence(desk: Sent) -> None:
    hand = desk.hand(author="Ann Ash")
    hand.replace("counted about", "saw about", COUNTED)
    hand.author = "Bo Bee"
    hand.replace("Nothing else is known", "Nothing more is known")
    hand.author = "Cy Cole"
    hand.replace("Boats were counted", "All boats were counted", "Boats were counted, the")
    done = run("pull", saved(desk, hand), cwd=desk.root)
    assert "3 changes by Cy Cole, Ann Ash and Bo Bee" in done.stdout
    assert "--apply: sections/findings.yaml, sections/outlook.yaml and sections/points.yaml\n" in done.stderr


def test_on_a_terminal_the_step_at_work_is_gone_before_the_report_comes(desk: Sent) -> None:
    hand = desk.hand()
    do_all(hand)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "briefing", "pull", str(saved(desk, hand)), "--format", "markdown"]
    with subprocess.Popen(command, cwd=desk.root, stdout=theirs, stderr=theirs, env={**os.environ, "TERM": "xterm"}):
        os.close(theirs)
        shown = b""
        while b"--apply" not in shown:
            shown += os.read(ours, 10_000)
    os.close(ours)
    assert "reading …\r\x1b[K# returned.docx" in shown.decode()


# Wrong use ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["nowhere.docx", "sections"])
def test_no_file_is_wrong_use(desk: Sent, what: str) -> None:
    done = run("pull", what, cwd=desk.root)
    assert done.returncode == 2
    assert what in done.stderr and "Traceback" not in done.stderr


def test_help_tells_how_a_pull_ends() -> None:
    told = " ".join(run("pull", "--help").stdout.split())
    assert "Exit codes: 0 read, whatever is in conflict; 1 a file, or the YAML, cannot be read; 2 wrong use." in told
