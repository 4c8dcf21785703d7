"""Edits that a person makes in LibreOffice come home: each into the line of YAML that a person would have typed it into.

What is expected is every line that differs; all others are the same, to the byte.
"""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
import yaml

from briefing import returns
from briefing.draft.reading import read_bytes
from briefing.pull.changes import Outcome, Who
from briefing.returns import NotPulled, Returned
from tests.libreoffice.client import Draft, Editor
from tests.pullable import Desk, changed, pullable, sent, shown, told
from tests.pullblocks import ITEMS, PARAGRAPHS
from tests.pullcases import CLOSED, EVIDENCE, FINDINGS, FORM, SAID, WORDING, lines, steps

ROOT = Path(__file__).resolve().parent.parent
ALL = {**WORDING, **FORM, **PARAGRAPHS, **ITEMS, **EVIDENCE}
both = pytest.mark.parametrize("tracked", [True, False], ids=["tracked", "plain"])


@pytest.fixture(autouse=True)
def _read_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """To start another one for each of hundreds of pulls would take longer than all the rest."""
    monkeypatch.setattr(returns, "read", lambda path: read_bytes(path.read_bytes()))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("boats")
    sent(pullable(folder / "workspace"), folder / "draft.docx")
    return folder


@pytest.fixture
def desk(template: Path, editor: Editor, tmp_path: Path) -> Desk:
    shutil.copytree(template / "workspace", tmp_path / "workspace")
    return Desk(tmp_path / "workspace", template / "draft.docx", editor)


# One thing at a time -----------------------------------------------------------------------------------------------------


@both
@pytest.mark.parametrize("name", ALL)
def test_what_an_editor_does_goes_where_a_person_would_type_it(desk: Desk, name: str, tracked: bool) -> None:
    case = ALL[name]
    before = desk.files()
    path = desk.edited(case.script, tracked=tracked)
    found = desk.pull(path, apply=True)
    assert changed(before, {**before, **found.texts}) == case.yaml
    assert told(found) == case.told
    assert changed(before, desk.files()) == case.yaml
    assert {who.author for draft in found.drafts for one in draft.changes for who in one.who} == {"Ann Ash"}
    if name not in FORM:
        assert {who.is_tracked for draft in found.drafts for one in draft.changes for who in one.who} == {tracked}
    if tracked and found.texts:
        holds_what_pulls_promise(desk, path, found)


def holds_what_pulls_promise(desk: Desk, path: Path, found: Returned) -> None:
    """Pulled twice, nothing more changes; built again, the draft reads as the editor left it."""
    again = desk.pull(path, apply=True)
    assert again.texts == {}
    assert not [line for line in told(again).split("\n") if line.startswith("taken")]
    is_clean = {one.outcome for draft in found.drafts for one in draft.changes} == {Outcome.TAKEN}
    if is_clean and (rebuilt := desk.rebuilt()):
        assert shown(rebuilt) == shown(path.read_bytes())


# How it comes home -------------------------------------------------------------------------------------------------------

COUNTED = "  - The ministry counted about 120 boats [@boats]."


def several(draft: Draft) -> None:
    """Edits of several kinds."""
    draft.replace("ministry counted", "navy counted")
    draft.insert_after("The harbour is closed, the", "A new one.")
    draft.delete_paragraph("Nets are sold at")
    draft.move_up("Sails")
    draft.set_cell(table=1, row=4, column=3, text="Gone")
    draft.replace("harbour has not", "harbour could not")


SEVERAL = f"""brief.yaml
-  and the harbour has not.
+  and the harbour could not.
{FINDINGS}
-{COUNTED}
+  - The navy counted about 120 boats [@boats].
+  - A new one.
+      - 'Sails: gone, they say.'
-      - 'Sails: gone, they say.'
-        - [Oars, None, "Lost, it seems"]
+        - [Oars, None, "Gone"]
sections/outlook.yaml
-  - Nets are sold at [the market](https://example.org/market)."""


def nothing(_: Draft) -> None:
    pass


@pytest.mark.parametrize("through_odt", [False, True], ids=["word", "odt"])
@both
def test_a_draft_that_was_only_saved_changes_nothing(desk: Desk, tracked: bool, through_odt: bool) -> None:
    saved = desk.edited(nothing, tracked=tracked, through_odt=through_odt)
    found = desk.pull(desk.edited(nothing, tracked=tracked, path=saved, name="again.docx"))
    assert (told(found), found.texts) == ("", {})


@both
def test_a_file_that_was_saved_again_and_went_through_odt_brings_the_same(desk: Desk, tracked: bool) -> None:
    edited = desk.edited(several, tracked=tracked)
    again = desk.edited(nothing, path=edited, author="Ben Bow", name="again.docx")
    odt = desk.edited(nothing, path=edited, author="Ben Bow", name="odt.docx", through_odt=True)
    found = desk.pull(edited)
    assert changed(desk.files(), {**desk.files(), **found.texts}) == SEVERAL
    for path in (again, odt):
        assert desk.pull(path).texts == found.texts
        assert told(desk.pull(path)) == told(found)


def test_an_editor_may_accept_all_changes_before_the_file_goes_back(desk: Desk) -> None:
    edited = desk.edited(steps(several, lambda draft: draft.accept_all()))
    found = desk.pull(edited)
    assert changed(desk.files(), {**desk.files(), **found.texts}) == SEVERAL
    assert {who for draft in found.drafts for one in draft.changes for who in one.who} == {Who("Ann Ash", is_tracked=False)}


def test_who_did_what_is_told_where_one_edits_after_the_other(desk: Desk) -> None:
    first = desk.edited(lambda draft: draft.replace("Nobody asked him why", "Nobody really asked him why"))
    second = desk.edited(
        steps(
            lambda draft: draft.replace("really asked", "ever asked"),
            lambda draft: draft.replace("ministry counted", "navy counted"),
        ),
        path=first, author="Ben Bow", name="second.docx",
    )  # fmt: skip
    third = desk.edited(
        lambda draft: draft.type_at_end("Nobody counted", " So far."), path=second, author="Cy Cox", tracked=False, name="3.docx"
    )
    found = desk.pull(third, author="Cy Cox")
    assert [(one.before, one.after, one.who[0].author, one.who[0].is_tracked) for one in found.drafts[0].changes] == [
        ("ministry", "navy", "Ben Bow", True),
        ("", "ever ", "Ben Bow", True),
        ("", " So far.", "Cy Cox", False),
    ]


# Together with what else was done ----------------------------------------------------------------------------------------


@both
def test_files_of_two_editors_are_merged_one_after_the_other(desk: Desk, tracked: bool) -> None:
    def ann(draft: Draft) -> None:
        draft.replace("ministry counted", "navy counted")
        draft.insert_after("The harbour is closed, the", "From Ann.")

    def ben(draft: Draft) -> None:
        draft.replace("Counting boats", "Counting ships")
        draft.insert_after("The harbour is closed, the", "From Ben.")
        draft.replace("ministry counted", "army counted")

    files = [
        desk.edited(script, tracked=tracked, author=name, name=f"{name}.docx") for script, name in ((ann, "Ann"), (ben, "Ben"))
    ]
    before = desk.files()
    found = desk.pull(*files, apply=True)
    assert told(found).split("\n") == [
        "taken: wording in findings-1",
        "taken: new paragraph in after findings-4",
        "conflict: wording in findings-1",
        "taken: new paragraph in after findings-4",
        "taken: wording in findings-9 (body-1)",
    ]
    conflict = found.drafts[1].changes[0]
    assert (conflict.before, conflict.today, conflict.after) == ("ministry", "navy", "army")
    assert [who.author for who in conflict.who] == ["Ben"]
    assert changed(before, desk.files()) == lines(
        FINDINGS,
        f"-{COUNTED}",
        "+  - The navy counted about 120 boats [@boats].",
        "+  - From Ben.",
        "+  - From Ann.",
        "-        - Counting boats is hard.",
        "+        - Counting ships is hard.",
    )
    assert desk.pull(*files, apply=True).texts == {}


@both
def test_a_change_of_the_same_words_in_todays_yaml_is_a_conflict_until_somebody_decides(desk: Desk, tracked: bool) -> None:
    desk.change(FINDINGS, ("ministry counted", "army counted"))
    edited = desk.edited(lambda draft: draft.replace("ministry counted", "navy counted"), tracked=tracked)
    found = desk.pull(edited, apply=True)
    assert (told(found), found.texts) == ("conflict: wording in findings-1", {})
    (change,) = found.drafts[0].changes
    assert (change.before, change.today, change.after) == ("ministry", "army", "navy")
    assert str(change.place) == "sections/findings.yaml:7:9"
    before = desk.files()
    taken = desk.pull(edited, apply=True, takes=frozenset({1}))
    assert told(taken) == "taken: wording in findings-1"
    assert changed(before, desk.files()) == lines(
        FINDINGS, "-  - The army counted about 120 boats [@boats].", "+  - The navy counted about 120 boats [@boats]."
    )
    assert told(desk.pull(edited)) == "already there: wording in findings-1"


@both
def test_what_the_analyst_did_meanwhile_stays(desk: Desk, tracked: bool) -> None:
    edited = desk.edited(several, tracked=tracked)
    desk.change(
        FINDINGS,
        (COUNTED, f"  # anew\n  - An analyst’s paragraph.\n{COUNTED.replace('about', 'some')}"),
        (f"{CLOSED}\n{SAID}\n", f"{SAID}\n{CLOSED}\n"),
        ("        - Count the boats.\n", ""),
        ("Through glasses", "With glasses"),
    )
    desk.change("sections/outlook.yaml", ("  - quote: {claim: twice}\n", ""))
    before = desk.files()
    found = desk.pull(edited, apply=True)
    assert {one.outcome for one in found.drafts[0].changes} == {Outcome.TAKEN}
    assert changed(before, desk.files()) == SEVERAL.replace("about 120", "some 120")
    assert desk.pull(edited, apply=True).texts == {}


@both
def test_what_one_side_takes_out_and_the_other_changes_is_a_conflict(desk: Desk, tracked: bool) -> None:
    def script(draft: Draft) -> None:
        draft.delete_paragraph("Nothing else")
        draft.replace("Nobody asked him", "Somebody asked him")

    edited = desk.edited(script, tracked=tracked)
    desk.change("sections/outlook.yaml", ("Nothing else is known", "Little else is known"))
    desk.change(FINDINGS, (f"{SAID}\n", ""))
    found = desk.pull(edited, apply=True)
    assert found.texts == {}
    assert told(found) == "conflict: wording in findings-5\nconflict: paragraph taken out in outlook-6"


@both
def test_a_draft_of_an_older_build_is_pulled_against_what_it_was(desk: Desk, tmp_path: Path, tracked: bool) -> None:
    desk.change(FINDINGS, ("Counting boats is hard", "Counting boats is an art"))
    sent(desk.root, tmp_path / "newer.docx")
    edited = desk.edited(lambda draft: draft.replace("ministry counted", "navy counted"), tracked=tracked)
    found = desk.pull(edited)
    assert told(found) == "taken: wording in findings-1"
    assert changed(desk.files(), {**desk.files(), **found.texts}) == lines(
        FINDINGS, f"-{COUNTED}", "+  - The navy counted about 120 boats [@boats]."
    )


@both
def test_a_draft_that_is_not_known_or_of_another_brief_is_refused(desk: Desk, tracked: bool) -> None:
    edited = desk.edited(lambda draft: draft.replace("ministry counted", "navy counted"), tracked=tracked)
    desk.change("brief.yaml", ("id: boats-2025", "id: ships-2025"))
    with pytest.raises(NotPulled, match="of the brief `boats-2025`, and the brief here is `ships-2025`"):
        desk.pull(edited)
    desk.change("brief.yaml", ("id: ships-2025", "id: boats-2025"))
    shutil.rmtree(desk.root / ".briefing")
    with pytest.raises(NotPulled, match="not known here"):
        desk.pull(edited)
    assert told(desk.pull(edited, sent=desk.draft)) == "taken: wording in findings-1"
    if tracked:
        assert told(desk.pull(edited, trusts_file=True)) == "taken: wording in findings-1"


# Comments ----------------------------------------------------------------------------------------------------------------


@both
def test_comments_become_records_once(desk: Desk, tracked: bool) -> None:
    def script(draft: Draft) -> None:
        draft.comment("Nets were mended", "Is it so?")
        draft.comment("Through glasses", "Whose?", author="Ben Bow")
        draft.resolve("Whose?")
        draft.insert_after("The harbour is closed, the", "A new one.")
        draft.comment("A new one", "Needs a source.")

    edited = desk.edited(script, tracked=tracked)
    found = desk.pull(edited, apply=True)
    assert told(found).split("\n") == [
        "taken: new paragraph in after findings-4",
        "comment: comment in findings-4",
        "comment: comment in findings-6",
        "comment: comment in findings-8",
    ]
    records = yaml.safe_load((desk.root / "reviews/edition-1.yaml").read_text())
    assert [
        {key: value for key, value in record.items() if key not in ("date", "draft")} for record in records.values()
    ] == [
        {"author": "Ann Ash", "section": "findings", "near": "A new one.", "words": "A new one", "text": "Needs a source."},
        {
            "author": "Ann Ash", "section": "findings", "block": "findings-6", "part": "item-1",
            "near": "Nets were mended.", "words": "Nets were mended", "text": "Is it so?",
        },
        {
            "author": "Ben Bow", "section": "findings", "block": "findings-8", "part": "cell-2-3",
            "near": "Through glasses", "words": "Through glasses", "text": "Whose?", "resolved": True,
        },
    ]  # fmt: skip
    again = desk.pull(edited, apply=True)
    assert again.texts == {}
    assert {one.outcome for one in again.drafts[0].changes} == {Outcome.ALREADY}


# The brief of the repository ---------------------------------------------------------------------------------------------

PERSON = {
    "brief.yaml": [
        ("after the White House meeting", "since the White House meeting"),
        ("Three of the five bear", "Three of them bear"),
    ],
    "sections/key_points.yaml": [("seems to have eased", "seems to be easing")],
    "sections/background.yaml": [
        ("quickly calmed", "soon calmed"),
        ("The scopes differ; no", "The scopes differ, and no"),
        ("as the sources date them", "by date"),
    ],
    "sections/meeting_summary.yaml": [
        ("heading: The visit\n", "heading: The visit itself\n"),
        ("        - A published text or joint statement\n", ""),
        ("kept back.\n", "kept back.\n        - Nothing at all was agreed.\n"),
        ("was meant to reset", "was to reset"),
    ],
    "sections/counter_narcotics.yaml": [
        ("- Who disputes it\n", "- Disputed by\n"),
        ("          - August, no year\n", "          - August of an unknown year\n"),
    ],
}
"""What a person would do to the files instead: words that stand there once, and what they become."""


def editing(draft: Draft) -> None:
    """A morning's work on the draft."""
    draft.replace("after the White House meeting", "since the White House meeting")
    draft.replace("Three of the five bear", "Three of them bear")
    draft.replace("seems to have eased", "seems to be easing")
    draft.replace("quickly calmed", "soon calmed")
    draft.replace("The scopes differ; no", "The scopes differ, and no")
    draft.replace("as the sources date them", "by date")
    draft.replace_all_of("The visit", "The visit itself")
    draft.delete_paragraph("A published text or joint")
    draft.insert_after("Something was agreed and", "Nothing at all was agreed.")
    draft.replace("was meant to reset", "was to reset")
    draft.replace("Who disputes it", "Disputed by")
    draft.replace("August, no year", "August of an unknown year")
    draft.delete_row(table=1, row=6)
    draft.delete_paragraph("Petro gave Colombian")
    draft.insert_after("Petro came to highlight", "Neither side has published a record.")
    draft.cut_and_paste("Meriguet notes a great", after="The verdicts differ")
    draft.replace("“no concrete agreements", "“no agreements")
    draft.delete_note(1)


def items(text: str, *begins: str) -> list[str]:
    """The items of the body of a section that begin so, as they stand in its file."""
    found = ["\n  - ".join(("", part)).lstrip("\n") for part in text.split("\n  - ")[1:]]
    return [next(one for one in found if begin in " ".join(one.split())) for begin in begins]


@pytest.fixture(scope="module")
def colombia(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("colombia")
    for name in ("sections", "seeds"):
        shutil.copytree(ROOT / name, folder / "workspace" / name, ignore=shutil.ignore_patterns("originals"))
    shutil.copy(ROOT / "brief.yaml", folder / "workspace")
    sent(folder / "workspace", folder / "draft.docx")
    return folder


@both
def test_a_mornings_work_on_the_brief_of_the_repository(colombia: Path, editor: Editor, tmp_path: Path, tracked: bool) -> None:
    shutil.copytree(colombia / "workspace", tmp_path / "workspace")
    desk = Desk(tmp_path / "workspace", colombia / "draft.docx", editor)
    edited = desk.edited(editing, tracked=tracked)
    before = desk.files()
    found = desk.pull(edited, apply=True)
    for path, changes in PERSON.items():
        for old, new in changes:
            assert before[path].count(old) == 1, old
            before[path] = before[path].replace(old, new)
    meeting, drugs = before["sections/meeting_summary.yaml"], before["sections/counter_narcotics.yaml"]
    gift, notes, verdicts, aim = items(meeting, "Petro gave", "Meriguet notes", "The verdicts", "Petro came to highlight")
    row = drugs[drugs.index("        - - Area substituted") : drugs.index("      source: >-\n        All figures")]
    meeting = meeting.replace(f"\n{gift}".rstrip("\n"), "").replace(f"{notes}\n{verdicts}", f"{verdicts}\n{notes}")
    meeting = meeting.replace(aim.rstrip("\n"), f"{aim.rstrip()}\n  - Neither side has published a record.")
    before |= {"sections/meeting_summary.yaml": meeting, "sections/counter_narcotics.yaml": drugs.replace(row, "")}
    assert changed(before, desk.files()) == ""
    counts = Counter(one.outcome for one in found.drafts[0].changes)
    assert counts == {Outcome.TAKEN: 17, Outcome.EVIDENCE: 2}
    assert desk.pull(edited, apply=True).texts == {}
