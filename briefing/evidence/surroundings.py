"""Where a quotation stands: in running text rather than in a heading or caption, and near the one who says it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.diagnostics import Diagnostic, Rule
from briefing.diagnostics.words import short
from briefing.english.names import variants
from briefing.english.sentences import sentences
from briefing.english.speakers import any_of, speaker, spoken
from briefing.english.telling import stands_for
from briefing.evidence.anchors import Article, Match
from briefing.model.evidence import Claim, Source

MOST_WORDS = 15
"""The longest line without an end mark that is taken for a heading, a caption or a button."""
_END = re.compile(r"[.!?…:;,][\"'”’»)\]]*\s*$")
_CAPTION = re.compile(r"\b(?:Photo|Image|Picture|Credit|Source|Foto|Archivo)\s*:", re.IGNORECASE)


def strange_surroundings(claim: Claim, source: Source, article: Article, match: Match) -> Iterator[Diagnostic]:
    """A quotation from what looks like no running text, and a speaker whom the text around does not name."""
    paragraph = article.paragraphs[match.paragraph - 1]
    line = article.printed(paragraph)
    if (len(line.split()) <= MOST_WORDS and not _END.search(line)) or (
        len(line.split()) <= 2 * MOST_WORDS and _CAPTION.search(line)
    ):
        hint = "exclude the line in the source’s record, or waive the rule where it is text"
        message = f"the quotation stands in “{short(line, 60)}”, which looks like a heading, a caption or a button"
        yield Diagnostic(Rule.QUOTATION_IS_RUNNING_TEXT, message, claim.quote.span, (hint,))
    if claim.by and not _is_itself(str(claim.by), source):
        around = " ".join(article.printed(one) for one in article.paragraphs[max(0, match.paragraph - 2) : match.paragraph])
        if not _is_named(str(claim.by), around, article):
            hint = "name who says it in the quotation’s own paragraph, or correct `by`"
            place = f"para. {match.paragraph}{' or the one before it' if match.paragraph > 1 else ''}"
            message = f"`{short(claim.by)}` is not named in {place}"
            yield Diagnostic(Rule.SPEAKER_STANDS_IN_SOURCE, message, claim.by.span, (hint,))
        elif said := _said_by_another(str(claim.by), article, match):
            hint = "correct `by`; where somebody passes the words of another on, quote the words that say so"
            message = f"the sentence of the quotation has “{said}”, and does not name `{short(claim.by)}`"
            yield Diagnostic(Rule.SPEAKER_STANDS_IN_SOURCE, message, claim.by.span, (hint,))


def _said_by_another(by: str, article: Article, match: Match) -> str:
    """Who speaks, with the verb, in the sentence of a quotation that does not name whom `by` names; empty where nobody does."""
    paragraph = article.paragraphs[match.paragraph - 1]
    text, at = article.printed(paragraph), match.start - paragraph.start
    sentence = next((text[start:end] for start, end in sentences(text) if start <= at < end), "")
    if not sentence or _is_named(by, sentence, article):
        return ""
    return next((f"{name} {verb.text}" for name, verb in spoken(sentence)), "")


def _is_named(by: str, around: str, article: Article) -> bool:
    """Whether the text around names a speaker, or calls by a word (`the company`) whom the article names elsewhere."""
    if speaker(by).search(around) or any_of(_otherwise(by)).search(around):
        return True
    return stands_for(around) and any(speaker(by).search(article.printed(one)) for one in article.paragraphs)


def _is_itself(by: str, source: Source) -> bool:
    """Whether a source speaks for itself: a statement says `we`."""
    own = [source.name, source.publisher, source.container_title, *source.called]
    own += [part for author in source.author for part in (author.family, author.literal)]
    return any(one and (speaker(by).search(one) or any_of([one]).search(by)) for one in own)


def _otherwise(by: str) -> Iterator[str]:
    """Other ways to write the names in it: `the United States` is printed `U.S.`"""
    whole = re.sub(r"^(?:the|an?)\s+", "", by.strip(), flags=re.IGNORECASE)
    for one in variants(whole):
        if one != whole.lower():
            yield one.upper() if len(one) <= 4 else one.title()
