"""Every quotation of a project against its original, or against the lock where there is none."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from briefing.diagnostics import Diagnostic, Rule
from briefing.evidence.anchors import Article, Match
from briefing.evidence.lock import original_fingerprint, quotation_fingerprint
from briefing.model.brief import Anchor, Project
from briefing.model.evidence import Claim, Original, Source

ReadOriginal = Callable[[str], bytes | None]
"""From the file name in a source's record to the original's bytes; None where this machine has none."""


@dataclass(frozen=True)
class Verification:
    """What is known of every quotation's place."""

    anchors: Mapping[str, Anchor]
    """By claim key: found now, or as the lock remembers where nothing has changed."""
    diagnostics: tuple[Diagnostic, ...]
    found: int
    """Quotations found in their originals in this run."""
    remembered: int
    """Quotations without an original here, unchanged since they were last found."""
    open: int
    """Quotations that were not found, or of which nothing is known."""


def verify(project: Project, read: ReadOriginal) -> Verification:
    """Look up every claim's quotation. Deprecated claims are looked up too: their words stand in the source."""
    diagnostics: list[Diagnostic] = []
    articles = {name: _article(source, read, diagnostics) for name, source in project.sources.items()}
    anchors: dict[str, Anchor] = {}
    found = remembered = unknown = 0
    for _, claim, key in project.claims():
        source = project.sources.get(claim.source)
        if source is None or source.original is None or not claim.quote.strip():
            unknown += 1
            continue
        article = articles[claim.source]
        if article is not None:
            anchor = _locate(claim, source, article, diagnostics)
            found += anchor is not None
        else:
            anchor = _recall(claim, source, project.lock.get(key), diagnostics)
            remembered += anchor is not None
        unknown += anchor is None
        if anchor is not None:
            anchors[key] = anchor
    return Verification(anchors, tuple(diagnostics), found, remembered, unknown)


def _article(source: Source, read: ReadOriginal, diagnostics: list[Diagnostic]) -> Article | None:
    original = source.original
    data = read(original.file) if original else None
    if original is None or data is None:
        return None
    actual = hashlib.sha256(data).hexdigest()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        diagnostics.append(
            Diagnostic(
                Rule.ORIGINAL_IS_UNCHANGED,
                f"the original `{original.file}` is not UTF-8 text (byte {error.start + 1})",
                original.file.span,
                ("save the article as UTF-8 text and put its new sha256 into the record",),
            )
        )
        return None
    if actual != original.sha256:
        diagnostics.append(
            Diagnostic(
                Rule.ORIGINAL_IS_UNCHANGED,
                f"the original `{original.file}` has the sha256 {actual}, the record says another",
                original.sha256.span,
                ("find the copy that was curated, or check every claim against the new one and record its sha256",),
            )
        )
        return None
    article = Article(text, original.exclude)
    diagnostics.extend(
        Diagnostic(
            Rule.VALUE_FITS_ITS_FIELD,
            f"lines {one.lines.first}-{one.lines.last} are beyond the end of `{original.file}`, which has {article.last_line}",
            one.span_of("lines"),
        )
        for one in original.exclude
        if one.lines.last > article.last_line
    )
    return article


def _locate(claim: Claim, source: Source, article: Article, diagnostics: list[Diagnostic]) -> Anchor | None:
    matches = article.find(claim.quote, claim.prefix, claim.suffix)
    if len(matches) == 1 and source.original is not None:
        return _anchor(claim, matches[0], source.original)
    diagnostics.append(_ambiguous(claim, matches) if matches else _missing(claim, article))
    return None


def _anchor(claim: Claim, match: Match, original: Original) -> Anchor:
    quote = quotation_fingerprint(claim.quote, claim.prefix, claim.suffix)
    return Anchor(quote, original_fingerprint(original), match.paragraph, match.start, match.end)


def _ambiguous(claim: Claim, matches: list[Match]) -> Diagnostic:
    places = " and ".join(f"para. {match.paragraph}" for match in matches)
    return Diagnostic(
        Rule.QUOTE_FOUND_IN_SOURCE,
        f"the quotation stands in `{claim.source}` in {len(matches)} places: {places}",
        claim.quote.span,
        ("quote a few more words, or give `prefix` or `suffix`: the words just before or after",),
    )


def _missing(claim: Claim, article: Article) -> Diagnostic:
    nearest = _nearest(claim.quote, article)
    hint = f"the nearest passage is “{nearest}”" if nearest else "the source has nothing like it: is the claim another source's?"
    return Diagnostic(
        Rule.QUOTE_FOUND_IN_SOURCE,
        f"the quotation is not in the body of `{claim.source}`",
        claim.quote.span,
        (hint, "quote the article word for word; headlines, captions and site chrome are excluded"),
    )


def _nearest(quote: str, article: Article) -> str:
    """The passage most like the quotation, for the hint alone: likeness is never acceptance."""
    from rapidfuzz.fuzz import partial_ratio_alignment  # noqa: PLC0415 - slow to import, needed only for a mistake

    best, passage = 60.0, ""
    for paragraph in article.paragraphs:
        alignment = partial_ratio_alignment(quote, paragraph.text.text, score_cutoff=best)
        if alignment is None or not paragraph.text.text:
            continue
        best = alignment.score
        start = paragraph.text.text.rfind(" ", 0, alignment.dest_start + 1) + 1
        end = paragraph.text.text.find(" ", alignment.dest_end)
        first, last = paragraph.text.at[start], paragraph.text.at[end if end >= 0 else len(paragraph.text.text)]
        passage = article.text[first:last]
    return passage


def _recall(claim: Claim, source: Source, anchor: Anchor | None, diagnostics: list[Diagnostic]) -> Anchor | None:
    assert source.original is not None
    if anchor is None:
        message = "this quotation was never verified against its original"
    elif anchor.quote != quotation_fingerprint(claim.quote, claim.prefix, claim.suffix):
        message = "this quotation has changed since it was verified against its original"
    elif anchor.original != original_fingerprint(source.original):
        message = f"the record of `{claim.source}` has changed since: another original, or other lines excluded"
    else:
        return anchor
    hint = "run `briefing verify` where the originals are (seeds/originals/, or the folder that BRIEFING_ORIGINALS names)"
    diagnostics.append(Diagnostic(Rule.QUOTE_IS_VERIFIED, message, claim.quote.span, (hint,)))
    return None
