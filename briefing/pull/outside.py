"""What an editor left in a draft that is no wording: pictures, words struck out by hand, strange links, text in margins.

Nothing of it goes into the YAML; all of it is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from briefing.draft.tree import Run
from briefing.draft.views import accepted
from briefing.pull.changes import Change, Outcome, Who
from briefing.pull.comparison import Comparison
from briefing.pull.units import INVISIBLE, Unit, is_address, units

_DIGITS = re.compile(r"\d+")

_What = tuple[str, str, str]
"""What it is, why it is not taken, and what to do."""

_OBJECT: _What = ("object", "the YAML has no place for it", "a picture is a `figure:` block, its file in the workspace")
_HEADING: _What = ("made a heading", "a paragraph and a heading are two kinds of block", "write `heading:` before it in the YAML")
_ITEM: _What = ("made a list item", "a paragraph and a list are two kinds of block", "make a `list:` of it in the YAML")
_STRUCK: _What = ("struck through", "words struck through are still there", "take them out of the YAML if they are to go")
_LINK: _What = ("link", "links lead to http, https and mailto only, so its words are taken without it", "write the link by hand")
_UNSEEN: _What = (
    "invisible characters",
    "they turn or hide what a text says, and are left out",
    "nothing, if nothing is missing",
)


def outside(
    comparison: Comparison, where: Callable[[int], str], who: Callable[[Unit], tuple[Who, ...]]
) -> Iterator[tuple[int, Change]]:
    """What is told of each paragraph that came back, by its number; of margins, behind the last.

    `where` names the place of a paragraph, `who` those who changed it.
    """
    for unit in comparison.returned:
        base = comparison.matching.base_of.get(unit.index)
        before = comparison.sent[base] if base is not None else None
        for what, words in (*_strange(unit, before), *_promoted(unit, before, comparison)):
            kind, reason, hint = what
            change = Change(Outcome.REFUSED, kind, where(unit.index), "", words, who=who(unit), reason=reason, hint=hint)
            yield unit.index, change
    yield from ((len(comparison.returned), change) for change in _margins(comparison))


def _strange(unit: Unit, before: Unit | None) -> Iterator[tuple[_What, str]]:
    """What a paragraph has that it was not sent with."""
    known: Counter[tuple[str, str]] = Counter(_marks(before)) if before else Counter()
    for mark in _marks(unit):
        if known[mark]:
            known[mark] -= 1
        else:
            kind, words = mark
            yield _KINDS[kind], words


def _promoted(unit: Unit, before: Unit | None, comparison: Comparison) -> Iterator[tuple[_What, str]]:
    """A paragraph that was made a heading or a list item. Where the one before it is gone, its style may come from there."""
    if before is None or not (before.index - 1 in comparison.matching.now_of or before.index == 0):
        return
    was, is_ = before.paragraph, unit.paragraph
    if was.outline is None and is_.outline is not None:
        yield _HEADING, unit.text
    elif was.list is None and is_.list is not None and is_.outline is None:
        yield _ITEM, unit.text


_KINDS = {"object": _OBJECT, "struck": _STRUCK, "link": _LINK, "unseen": _UNSEEN}


def _marks(unit: Unit) -> Iterator[tuple[str, str]]:
    for run in unit.paragraph.runs:
        yield from _of_run(run)


def _of_run(run: Run) -> Iterator[tuple[str, str]]:
    if run.object:
        yield "object", run.object
    if run.struck and run.text.strip():
        yield "struck", run.text
    if run.link and not is_address(run.link):
        yield "link", f"{run.text} ({run.link})"
    for char in dict.fromkeys(INVISIBLE.findall(run.text)):
        yield "unseen", f"U+{ord(char):04X}"


def _margins(comparison: Comparison) -> Iterator[Change]:
    """Words in headers, footers and text boxes that were not there. Numbers of pages do not count."""
    sent = {_solid(unit.text) for _, story in comparison.base.draft.margins for unit in units(accepted(story))}
    told: set[str] = set()
    for kind, story in comparison.draft.margins:
        for unit in units(accepted(story)):
            words = _solid(unit.text)
            if words and words not in sent and words not in told:
                told.add(words)
                reason = "the program fills headers and footers" if kind != "text box" else "the YAML has no text boxes"
                hint = (
                    "title, marking and dates are set in brief.yaml" if kind != "text box" else "put it where it belongs by hand"
                )
                who = tuple(Who(change.author, change.date) for change in unit.paragraph.changes) or (Who("", is_tracked=False),)
                yield Change(Outcome.REFUSED, f"text in a {kind}", kind, "", unit.text, who=who, reason=reason, hint=hint)


def _solid(text: str) -> str:
    return "".join(_DIGITS.sub("", text).split())
