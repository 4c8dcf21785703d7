"""What a pull found, for people and for machines: every change of every editor, and what becomes of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from briefing.diagnostics import Diagnostic
from briefing.diagnostics.words import plural, series
from briefing.pull.changes import OPEN, Change, Outcome, Pulled, Who

_TITLES = {
    Outcome.TAKEN: "Taken into the YAML",
    Outcome.ALREADY: "In the YAML already",
    Outcome.CONFLICT: "In conflict with a change in the YAML: not taken",
    Outcome.UNSURE: "Not certain where they belong: not taken",
    Outcome.EVIDENCE: "Would change evidence: not taken",
    Outcome.REFUSED: "Have no place in the YAML: not taken",
    Outcome.COMMENT: "Comments, kept in reviews/",
}
_AROUND = 32
_LONGEST = 400
_COLOURS = {"gone": "31", "new": "32", "title": "1", "dim": "2"}

_VISIBLE = {0xA0: "⍽", 0x202F: "⍽"}
"""A space at which no line is broken looks like any other, though it is another character."""

Findings = Sequence[tuple[Diagnostic, Sequence[Change]]]
Paint = Callable[[str, str], str]


def human(drafts: Sequence[Pulled], findings: Findings, *, colour: bool) -> str:
    """For a terminal: `[-words taken out-]`, `{+words put in+}`, in colours if there are any."""

    def paint(text: str, kind: str) -> str:
        return f"\x1b[{_COLOURS[kind]}m{text}\x1b[0m" if colour else text

    lines: list[str] = []
    for draft in drafts:
        lines += [paint(f"{draft.path.name}: {_tally(draft.changes)}", "title"), *_by_editor(draft.changes), *_trust(draft), ""]
        for outcome, title in _TITLES.items():
            ones = [one for one in draft.changes if one.outcome is outcome]
            if ones:
                lines.append(paint(f"{title} ({len(ones)})", "title"))
                for one in ones:
                    lines += [*_told(one, paint), ""]
    if findings:
        lines.append(paint(f"What the checks say of the changed texts ({len(findings)})", "title"))
        for found, changes in findings:
            lines.append(f"  {found.span}: {found.level.value}[{found.rule.value}]: {found.message}")
            lines.append(f"      = {_made_by(changes)}")
            lines += [f"      = {hint}" for hint in found.hints if hint]
        lines.append("")
    return "\n".join([*lines, ""])


def _told(one: Change, paint: Paint) -> Iterator[str]:
    head = f"{one.number:>4}  {one.what} · {one.where} · {_people(one.who)}"
    yield f"{head}{paint(f'  {one.place}', 'dim') if one.place else ''}"
    if one.outcome is Outcome.COMMENT or one.what.startswith("comment"):
        yield f"      on: {_short(one.before)}" if one.before.strip() else "      on the whole text"
        yield from (f"      {line}" for line in one.after.split("\n"))
    elif one.outcome is Outcome.CONFLICT and one.today:
        yield f"      sent:   {_short(one.before) or '(nothing)'}"
        yield f"      today:  {_short(one.today) or '(nothing)'}"
        yield f"      editor: {_short(one.after) or '(taken out)'}"
    elif one.what == "moved":
        yield f"      {_short(one.before)}"
        yield f"      now after: {_last_words(one.context[0])}" if one.context[0] else "      now at the beginning"
    else:
        before, after = one.context
        if _is_new(one):
            yield f"      after: {_last_words(before)}"
        gone = paint(f"[-{_short(one.before)}-]", "gone") if one.before else ""
        new = paint(f"{{+{_short(one.after)}+}}", "new") if one.after else ""
        lead = f"…{before[-_AROUND:]}" if before and not one.what.startswith(("new", "paragraph")) else ""
        tail = f"{after[:_AROUND]}…" if after else ""
        yield f"      {lead}{gone}{new}{tail}".replace("\n", " ")
    if one.reason:
        yield f"      = {one.reason}"
    if what_to_do := _what_to_do(one):
        yield f"      = {what_to_do}"
    if one.outcome in OPEN and one.can_be_taken:
        yield f"      = `--take {one.number}` takes what the editor wrote"


def _what_to_do(one: Change) -> str:
    return one.hint or ("put it in by hand" if one.outcome in OPEN and not one.can_be_taken else "")


def _is_new(one: Change) -> bool:
    """Whether a whole text is new, and it is known where it stands."""
    return one.what.startswith("new") and bool(one.context[0])


def _last_words(text: str) -> str:
    """How a text ends."""
    end = text.strip()[-2 * _AROUND :]
    return end if len(end) == len(text.strip()) else f"…{end[end.find(' ') + 1 :]}"


def _made_by(changes: Sequence[Change]) -> str:
    """`change 3, by Ann Ash`, `changes 3 and 4, by Ann Ash and Bo Bee`."""
    numbers = series(str(one.number) for one in changes)
    return f"change{'' if len(changes) == 1 else 's'} {numbers}, by {_names(who for one in changes for who in one.who)}"


def _trust(draft: Pulled) -> list[str]:
    if draft.is_kept:
        return []
    return ["  The draft as sent is not known for certain: a file that may have been changed stood in for it. Read every change."]


def _tally(changes: Sequence[Change]) -> str:
    counts = Counter(one.outcome for one in changes)
    if not changes:
        return "nothing was changed"
    parts = [f"{counts[outcome]} {outcome.value}" for outcome in Outcome if counts[outcome]]
    return f"{plural(len(changes), 'change')} by {_names(_everybody(changes))}: {', '.join(parts)}"


def _by_editor(changes: Sequence[Change]) -> Iterator[str]:
    """What became of the changes of each, where there are several editors."""
    everybody = _everybody(changes)
    for one in everybody if len(everybody) > 1 else ():
        counts = Counter(change.outcome for change in changes if one.author in {who.author for who in change.who})
        yield f"  {_names([one])}: {', '.join(f'{counts[outcome]} {outcome.value}' for outcome in Outcome if counts[outcome])}"


def _everybody(changes: Iterable[Change]) -> tuple[Who, ...]:
    return tuple(dict.fromkeys(Who(who.author) for one in changes for who in one.who))


def _names(who: Iterable[Who]) -> str:
    return series(dict.fromkeys(one.author or "somebody without a name" for one in who)) or "an editor"


def _people(who: Iterable[Who]) -> str:
    """Each by name, with the day, and whether the file says so."""
    told = []
    for one in who:
        day = f", {one.date[:10]}" if one.date else ""
        told.append(f"{one.author or 'no name'}{day}{'' if one.is_tracked else ' (not tracked)'}")
    return "; ".join(dict.fromkeys(told)) or "an editor"


def _short(text: str) -> str:
    text = text.strip("\n").translate(_VISIBLE)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]} … {text[-_LONGEST // 2 :]}"


def markdown(drafts: Sequence[Pulled], findings: Findings) -> str:
    """For a message to the editors, or a merge request."""
    lines: list[str] = []
    for draft in drafts:
        tally = _tally(draft.changes)
        lines += [
            f"# {_plain(draft.path.name)}",
            "",
            f"{tally[:1].upper()}{tally[1:]}.",
            *(f"-{line[1:]}" for line in _by_editor(draft.changes)),
            *_trust(draft),
            "",
        ]
        for outcome, title in _TITLES.items():
            ones = [one for one in draft.changes if one.outcome is outcome]
            if not ones:
                continue
            lines += [f"## {title}", ""]
            for one in ones:
                lines += [*_item(one), ""]
    if findings:
        lines += ["## What the checks say of the changed texts", ""]
        for found, changes in findings:
            lines.append(f"- `{found.span}` **{found.rule.value}**: {_plain(found.message)} ({_plain(_made_by(changes))})")
        lines.append("")
    return "\n".join(lines)


def _item(one: Change) -> Iterator[str]:
    place = f" `{one.place}`" if one.place else ""
    yield f"{one.number}. **{_plain(one.what)}** in `{one.where}`, {_plain(_people(one.who))}{place}"
    quoted = (
        {"sent": one.before, "today": one.today, "editor": one.after} if one.today else {"before": one.before, "after": one.after}
    )
    for name, text in quoted.items():
        if text.strip():
            yield f"   - {name}: {_plain(text.translate(_VISIBLE))}"
    if _is_new(one):
        yield f"   - stands after: {_plain(_last_words(one.context[0]))}"
    for more in (one.reason, _what_to_do(one)):
        if more:
            yield f"   - {_plain(more)}"


def _plain(text: str) -> str:
    """Text that Markdown, or HTML within it, must not read as markup."""
    flat = " ".join(text.split("\n"))
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|" else char for char in flat)


def as_json(drafts: Sequence[Pulled], findings: Findings, *, written: Sequence[str], applied: bool) -> str:
    """For machines: everything that is known of each change."""
    data = {
        "drafts": [
            {"file": str(draft.path), "base_known": draft.is_kept, "changes": [_object(one) for one in draft.changes]}
            for draft in drafts
        ],
        "findings": [
            {
                "rule": found.rule.value,
                "severity": found.level.value,
                "message": found.message,
                "place": str(found.span) if found.span else None,
                "changes": [one.number for one in changes],
            }
            for found, changes in findings
        ],
        "files": list(written),
        "applied": applied,
    }
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def _object(one: Change) -> dict[str, object]:
    return {
        "number": one.number,
        "outcome": one.outcome.value,
        "what": one.what,
        "where": one.where,
        "place": str(one.place) if one.place else None,
        "before": one.before,
        "after": one.after,
        "today": one.today,
        "authors": [{"name": who.author, "date": who.date, "tracked": who.is_tracked} for who in one.who],
        "reason": one.reason,
        "hint": one.hint,
    }
