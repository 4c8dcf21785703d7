"""Claims in words: what one says, who says it and where, and what others say to the same question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from briefing.compose.terms import Terms
from briefing.document import Evidence, Inlines, Position, Text, joined
from briefing.model.base import Text as Written
from briefing.model.brief import Anchor
from briefing.model.evidence import Claim, Fact, Source
from briefing.model.markup import Prose
from briefing.wording.words import NBSP

_ARTICLE = re.compile(r"(?:the|el|la|los|las)\s+", re.IGNORECASE)


def evidence(cited: Iterable[tuple[Fact, Claim]], terms: Terms, anchors: Mapping[str, Anchor]) -> tuple[Evidence, ...]:
    """The claims of one note as a reader can look into them."""
    cited = tuple(cited)
    shown = {(fact.id, statement(claim, terms), standing(claim, terms)) for fact, claim in cited}
    contested = {fact.id: fact for fact, _ in cited if fact.is_contested}
    others = {
        name: tuple(one for key, one in positions(fact, terms, anchors).items() if (name, *key) not in shown)
        for name, fact in contested.items()
    }
    treatment = {name: _treatment(fact) for name, fact in contested.items()}
    return tuple(
        replace(_alone(fact, claim, terms, anchors), others=others.get(fact.id, ()), treatment=treatment.get(fact.id, ""))
        for fact, claim in cited
    )


def _alone(fact: Fact, claim: Claim, terms: Terms, anchors: Mapping[str, Anchor]) -> Evidence:
    """A claim without what others say."""
    source = terms.sources[claim.source]
    return Evidence(
        claim=fact.key_of(claim),
        question=str(fact.label),
        statement=said(claim, terms),
        quotation=terms.quotation(claim),
        language=str(source.language or ""),
        source=str(source.id),
        who=f"{source.name}{_citing(claim, terms)}",
        place=place(fact, claim, terms, anchors),
        standing=standing(claim, terms),
    )


def positions(fact: Fact, terms: Terms, anchors: Mapping[str, Anchor]) -> dict[tuple[Inlines, str], Position]:
    """What the sources say to a question, by statement and standing, in their order; those that say the same stand together."""
    voices: dict[tuple[Inlines, str], list[str]] = {}
    for claim in fact.claims:
        voices.setdefault((statement(claim, terms), standing(claim, terms)), []).append(voice(fact, claim, terms, anchors))
    return {(what, rank): Position("; ".join(them), what, rank) for (what, rank), them in voices.items()}


def voice(fact: Fact, claim: Claim, terms: Terms, anchors: Mapping[str, Anchor], *, is_placed: bool = True) -> str:
    """The source's name, the place in it, and whom it cites."""
    where = place(fact, claim, terms, anchors) if is_placed else ""
    return f"{terms.sources[claim.source].name}{f' ({where})' if where else ''}{_citing(claim, terms)}"


def _citing(claim: Claim, terms: Terms) -> str:
    """Whom the source cites; nobody where it speaks for itself."""
    if not claim.by or _bare(claim.by) in _own_names(terms.sources[claim.source]):
        return ""
    return f", {terms.wording.annex.citing} {claim.by}"


def _own_names(source: Source) -> set[str]:
    """What a source, or the house that it comes from, is called."""
    houses = [author.literal for author in source.author]
    return {_bare(name) for name in (source.name, source.publisher, *source.called, *houses) if name}


def _bare(name: str) -> str:
    return _ARTICLE.sub("", name.strip()).casefold()


def place(fact: Fact, claim: Claim, terms: Terms, anchors: Mapping[str, Anchor]) -> str:
    """The paragraph of a claim's quotation; empty where it is not known."""
    anchor = anchors.get(fact.key_of(claim))
    return terms.wording.paragraph(anchor.paragraph).replace(" ", NBSP) if anchor else ""


def standing(claim: Claim, terms: Terms) -> str:
    """A word on how the brief treats a claim, or nothing."""
    words = terms.wording.annex
    return {"deprecated": words.set_aside, "preferred": words.preferred}.get(claim.rank, "")


def statement(claim: Claim, terms: Terms) -> Inlines:
    """What is claimed, with the words themselves where notes print them."""
    told = (Text(said(claim, terms)),)
    return joined(told, (Text(", "),), terms.quoted(claim)) if "quote" in claim.in_note else told


def said(claim: Claim, terms: Terms) -> str:
    """What is claimed: the value with its qualifiers."""
    qualifiers = ", ".join(str(part) for part in (claim.as_of, claim.scope, claim.method, claim.place) if part)
    return f"{terms.value(claim)}{f' ({qualifiers})' if qualifiers else ''}"


def treatments(fact: Fact) -> list[Written]:
    """How the brief treats a contested fact: why claims are set aside or preferred, what was decided, what to beware of."""
    reasons = [claim.reason for claim in fact.claims]
    return [text for text in (*reasons, fact.resolution and fact.resolution.note, fact.caution) if text]


def _treatment(fact: Fact) -> str:
    texts = [text.words if isinstance(text, Prose) else str(text) for text in treatments(fact)]
    return " ".join(text if is_stopped(text) else f"{text}." for text in texts)


def is_stopped(text: str) -> bool:
    """Whether a sentence has its end."""
    return re.search(r"[.!?][”’»)]?$", text) is not None
