"""What an editor left in a draft that is no wording: pictures, words struck out by hand, strange links, text in margins.

Nothing of it goes into the YAML; all of it is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import takewhile

from briefing.draft.tree import Run
from briefing.draft.views import accepted
from briefing.pull.changes import Change, Outcome, Who
from briefing.pull.comparison import Comparison
from briefing.pull.matching import likeness
from briefing.pull.units import INVISIBLE, Unit, is_address, units

_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"\s+|\S+")
_ALIKE = 0.5
"""How much of a margin must be the same words for it to be one that was sent, changed."""
_CONTENTS = "contents"

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

_PRINTED = ("the program fills headers and footers", "title, marking and dates are set in brief.yaml")
_MARGINS = {
    "header": _PRINTED,
    "footer": _PRINTED,
    "text box": ("the YAML has no text boxes", "put it where it belongs by hand"),
    _CONTENTS: ("the contents are drawn from the headings", "change the heading in the text"),
}
"""Why words in the margins are not taken, and what to do."""


def outside(
    comparison: Comparison, where: Callable[[int], str], who: Callable[[Unit], tuple[Who, ...]], author: str
) -> Iterator[tuple[int, Change]]:
    """What is told of each paragraph that came back, by its number; of margins, behind the last.

    `where` names the place of a paragraph, `who` those who changed it; `author` is who is named for what no one signed.
    """
    for unit in comparison.returned:
        base = comparison.matching.base_of.get(unit.index)
        before = comparison.sent[base] if base is not None else None
        for what, words in (*_strange(unit, before), *_promoted(unit, before, comparison)):
            kind, reason, hint = what
            change = Change(Outcome.REFUSED, kind, where(unit.index), "", words, who=who(unit), reason=reason, hint=hint)
            yield unit.index, change
    yield from ((len(comparison.returned), change) for change in _margins(comparison, author))


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


def _margins(comparison: Comparison, author: str) -> Iterator[Change]:
    """Words in headers, footers, text boxes and contents that were not there. Numbers of pages do not count.

    Programs write contents anew, from the text: what stands there too was not typed into them.
    """
    sent = [(kind, unit.text) for kind, story in comparison.base.draft.margins for unit in units(accepted(story))]
    known = {_solid(kind, text) for kind, text in sent}
    known |= {_solid(_CONTENTS, unit.text) for unit in (*comparison.sent, *comparison.returned)}
    for kind, story in comparison.draft.margins:
        for unit in units(accepted(story)):
            words = _solid(kind, unit.text)
            if words[1] and words not in known:
                known.add(words)
                near = max((text for other, text in sent if other == kind), key=partial(likeness, unit.text), default="")
                before, after, context = _differing(near if likeness(unit.text, near) >= _ALIKE else "", unit.text)
                reason, hint = _MARGINS[kind]
                who = tuple(Who(change.author, change.date) for change in unit.paragraph.changes)
                yield Change(
                    Outcome.REFUSED,
                    f"text in {kind}" if kind == _CONTENTS else f"text in a {kind}",
                    kind,
                    before,
                    after,
                    who=who or (Who(author, is_tracked=False),),
                    reason=reason,
                    hint=hint,
                    context=context,
                )


def _differing(before: str, after: str) -> tuple[str, str, tuple[str, str]]:
    """What differs of two texts, in whole words, and what stands before and behind it in both."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    ends = len(old) - tail, len(new) - tail
    return "".join(old[head : ends[0]]), "".join(new[head : ends[1]]), ("".join(new[:head]), "".join(new[ends[1] :]))


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """With how many equal words two texts begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _solid(kind: str, text: str) -> tuple[str, str]:
    """What counts of a text: all but digits and spaces, in contents letters alone, since dots and dashes are the program’s."""
    if kind == _CONTENTS:
        return _CONTENTS, "".join(filter(str.isalpha, text))
    return "", "".join(_DIGITS.sub("", text).split())
