"""`briefing check` and `briefing verify`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli.talk import HERE, Brief, Folder, Form, FormOption, Strict, opened, print_findings, say
from briefing.workspace import MANIFEST, Workspace

if TYPE_CHECKING:
    from briefing.report.findings import Findings
    from briefing.source import SourceFile


def check(
    form: FormOption = Form.human,
    strict: Strict = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="Mend what is certain first: typography of our own words, `prefix`/`suffix`, the lock.")
    ] = False,
    brief: Brief = MANIFEST,
    workspace: Folder = HERE,
) -> None:
    """Find everything that is wrong with the brief, in one run. `briefing explain RULE` tells more of a finding.

    Example: briefing check --format short
    """
    place = opened(workspace, brief)
    findings = (None if fix else _remembered(place)) or _looked_up(place, fix=fix)
    print_findings(findings, form, workspace)
    raise typer.Exit(int(findings.fails(strict=strict)))


def _remembered(place: Workspace) -> Findings | None:
    """What the last check found, where it would find the same again."""
    from briefing import stamp

    known = stamp.remembered_check(place)
    if known is None:
        return None
    from briefing.diagnostics.data import from_data
    from briefing.report.findings import Findings

    try:
        found = tuple(map(from_data, known.diagnostics))
    except ValueError:
        return None
    files: Mapping[str, SourceFile] = {}
    if found:
        from briefing.load.again import Again

        spans = (span for one in found for span in (one.span, *(related.span for related in one.related)))
        files = Again(place, (span.path for span in spans if span))
    return Findings(found, known.counts, files)


def _looked_up(place: Workspace, *, fix: bool) -> Findings:
    """What a check finds now; remembered for the next time."""
    from briefing import pipeline, stamp
    from briefing.diagnostics.data import to_data
    from briefing.diagnostics.words import plural
    from briefing.report.findings import Findings

    taken = stamp.take(place)
    checked = pipeline.check(place)
    if fix:
        checked, mended = pipeline.mend(place, checked)
        done = f"mended {plural(mended.places, 'place')}" if mended.places else "nothing was mended"
        say(f"{done}{'; wrote the lock' if mended.locked else ''}")
    data = [to_data(one) for one in checked.diagnostics]
    stamp.record_check(place, taken, data, checked.counts, pipeline.others(checked.project, place))
    return Findings(checked.diagnostics, checked.counts, checked.files)


def verify(form: FormOption = Form.human, brief: Brief = MANIFEST, workspace: Folder = HERE) -> None:
    """Look up every quotation in its original, and remember the places in seeds/evidence.lock.

    Originals are the analyst's own copies of the articles: in seeds/originals/, or in the folder that BRIEFING_ORIGINALS names.

    Example: BRIEFING_ORIGINALS=~/articles briefing verify
    """
    from briefing import pipeline
    from briefing.diagnostics.words import plural

    verified = pipeline.verify_and_lock(opened(workspace, brief))
    print_findings(verified.checked, form, workspace)
    if verified.checked.fails(strict=False):
        say("the lock was left as it was")
        raise typer.Exit(1)
    if not verified.checked.verification.found:
        say("no original is at hand, so the lock was left as it was: put the articles into seeds/originals/,")
        say("or name their folder in BRIEFING_ORIGINALS")
        raise typer.Exit(3)
    gone = f"; {plural(len(verified.dropped), 'claim')} that it knew no longer there" if verified.dropped else ""
    say(f"seeds/evidence.lock {'written' if verified.changed else 'is up to date'}: {plural(verified.locked, 'quotation')}{gone}")
