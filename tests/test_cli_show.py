"""`briefing show`, `schema` and `explain` as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefing.diagnostics import Rule
from tests.commandline import run
from tests.workspaces import workspace


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return workspace(tmp_path / "work")


def test_show_tells_what_each_stage_made(place: Path) -> None:
    assert "/gazette: approx 120 boats (official_data, the ministry)" in run("show", "facts", "bo", cwd=place).stdout
    assert "      The ministry counted about 120 boats.[1]" in run("show", "tree", cwd=place).stdout
    assert run("show", "notes", cwd=place).stdout == "  1  Ann Ash, “Boats counted,” The Gazette, April 1, 2025, para. 1.\n"
    assert run("show", "facts", "zzz", cwd=place).returncode == 1


def test_explain_tells_of_every_rule_and_guesses_at_a_misspelt_one() -> None:
    listed = run("explain").stdout
    for rule in Rule:
        assert rule.value in listed
    told = run("explain", "quotation-is-short").stdout
    assert "25 words at most" in told and "Not so:" in told and "But so:" in told
    assert "rules: {quotation-is-short: note}" in told and "It cannot be waived." in told
    wrong = run("explain", "quotation-is-shrt")
    assert wrong.returncode == 2
    assert "did you mean `quotation-is-short`?" in wrong.stderr


def test_explain_tells_how_a_rule_is_waived() -> None:
    told = run("explain", "sentence-is-cited").stdout
    assert "rules: {sentence-is-cited: note}" in told
    assert "    waive: {sentence-is-cited: Why this is right as it stands.}\n" in told
    assert "    waive: {sentence-is-cited: {reason: Why for now., until: 2026-12-31}}" in told
    assert run("explain", "keys-are-unique").stdout.endswith(
        "It cannot be waived, and its severity cannot be set: without it no document can be composed.\n"
    )


# What rests on what ----------------------------------------------------------------------------------------------------------


ECHO = b"""echo:
  type: webpage
  title: What the Echo saw
  issued: 2025-03-30
  name: the Echo
  lacks: [author, accessed, URL]
  kind: news
  descriptor: An unsigned weekly.
"""


TALKS: dict[str, bytes | None] = {
    "seeds/sources/echo.yaml": ECHO,
    "seeds/facts/talks.yaml": b"""talks:
  label: Length of the talks
  claims:
    - {value: 2, unit: hours, status: reported, source: gazette, quote: the talks lasted two hours}
    - {value: 2, unit: hours, status: reported, source: echo, quote: they talked for two hours}
""",
    "sections/findings.yaml": b"""title: Findings
body:
  - The ministry counted about 120 boats [@boats].
  - The talks lasted two hours [@talks].
  - The talks of two hours are told by the Echo [@talks/echo].
  - table:
      caption: Boats and talks
      columns: [Measure, Value]
      rows: [[Boats, {fact: boats}], [Talks, {fact: talks/echo}]]
      source: Both papers.
  - judgment:
      text: More boats are likely.
      likelihood: likely
      confidence: low
      basis: The Gazette alone tells of about 120 boats [@boats].
      alternatives: Fewer boats.
      indicators: Counts.
      supports: [boats]
  - facts: [talks]
""",
    "seeds/originals/gazette.txt": None,
}


USES = {
    "gazette": """gazette: 7 things rest on it, 3 of them on nothing else

falls with it:
  seeds/facts/boats.yaml:1:1: fact: boats: Boats counted in March 2025
  sections/findings.yaml:3:5: sentence: The ministry counted about 120 boats.
  sections/findings.yaml:11:5: judgment: More boats are likely.

is weakened: something else carries it too:
  seeds/facts/talks.yaml:1:1: fact: talks: Length of the talks
  sections/findings.yaml:4:5: sentence: The talks lasted two hours.
  sections/findings.yaml:6:5: table: Boats and talks
  sections/findings.yaml:19:5: list of facts: talks
""",
    "talks": """talks: 5 things rest on it, 4 of them on nothing else

falls with it:
  seeds/facts/talks.yaml:1:1: fact: talks: Length of the talks
  sections/findings.yaml:4:5: sentence: The talks lasted two hours.
  sections/findings.yaml:5:5: sentence: The talks of two hours are told by the Echo.
  sections/findings.yaml:19:5: list of facts: talks

is weakened: something else carries it too:
  sections/findings.yaml:6:5: table: Boats and talks
""",
    "talks/echo": """talks/echo: 5 things rest on it, 1 of them on nothing else

falls with it:
  sections/findings.yaml:5:5: sentence: The talks of two hours are told by the Echo.

is weakened: something else carries it too:
  seeds/facts/talks.yaml:1:1: fact: talks: Length of the talks
  sections/findings.yaml:4:5: sentence: The talks lasted two hours.
  sections/findings.yaml:6:5: table: Boats and talks
  sections/findings.yaml:19:5: list of facts: talks
""",
}


def test_show_uses_tells_what_falls_and_what_is_weakened(tmp_path: Path) -> None:
    place = workspace(tmp_path, TALKS)
    for name, expected in USES.items():
        done = run("show", "uses", name, cwd=place)
        assert (done.returncode, done.stdout, done.stderr) == (0, expected, "")
    both = run("show", "uses", "talks", "talks/echo", cwd=place)
    assert both.stdout == f"{USES['talks']}\n{USES['talks/echo']}"


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (["gazete"], "there is no source, fact or claim `gazete`; did you mean `gazette`?"),
        (["talks/eco"], "there is no source, fact or claim `talks/eco`; did you mean "),
        (["zzz"], "there is no source, fact or claim `zzz`; `briefing show facts` lists them"),
        ([], "name a source, a fact or a claim: briefing show uses NAME"),
    ],
)
def test_show_uses_wants_a_name_that_there_is(tmp_path: Path, names: list[str], says: str) -> None:
    done = run("show", "uses", *names, cwd=workspace(tmp_path, TALKS))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(says)


@pytest.mark.parametrize("more", [{}, TALKS], ids=["one source", "two sources"])
def test_a_drafted_summary_is_taken_and_told_when_the_data_move_on(tmp_path: Path, more: dict[str, bytes | None]) -> None:
    place = workspace(tmp_path, more)
    drafted = run("show", "summary", cwd=place)
    assert drafted.returncode == 0
    with (place / "brief.yaml").open("a", encoding="utf-8") as file:
        file.write(drafted.stdout)
    assert "summary-is-current" not in run("check", "--format", "short", cwd=place).stdout
    (place / "seeds/sources/third.yaml").write_bytes(ECHO.replace(b"echo:", b"third:").replace(b"the Echo", b"the Third"))
    moved = run("check", "--format", "short", cwd=place).stdout
    known = 2 if more else 1
    assert f"warning[summary-is-current]: the statement was drawn from {known} sources; there are {known + 1} now" in moved


# Schemas ---------------------------------------------------------------------------------------------------------------------


SCHEMAS = ["brief.schema.json", "facts.schema.json", "reviews.schema.json", "section.schema.json", "sources.schema.json"]


@pytest.mark.parametrize(("arguments", "folder"), [([], ".briefing/schemas"), (["--out", "my schemas"], "my schemas")])
def test_schemas_are_written_where_it_is_said(place: Path, arguments: list[str], folder: str) -> None:
    done = run("schema", *arguments, cwd=place)
    assert done.returncode == 0
    assert sorted(path.name for path in (place / folder).iterdir()) == SCHEMAS
    assert all(f" {name}" in done.stderr for name in SCHEMAS) and f"into {folder}\n" in done.stderr
    assert all(json.loads(path.read_text("utf-8"))["title"] for path in (place / folder).iterdir())
