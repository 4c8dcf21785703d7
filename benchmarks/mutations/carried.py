"""What rests on what: sentences with one citation, and what of a sentence one of the cited carries alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from benchmarks.mutations.brief import Brief, Claim
from benchmarks.mutations.prose import Citation, Target, citations, plain, sentences, without_citations
from benchmarks.mutations.sheets import Scalar


@dataclass(frozen=True)
class Told:
    """A sentence that one citation carries."""

    scalar: Scalar
    text: str
    citation: Citation


def told_sentences(brief: Brief) -> Iterator[Told]:
    """Every sentence that one citation carries."""
    for scalar in brief.prose:
        if not {"alternatives", "indicators"} & set(scalar.keys):
            for start, end in sentences(scalar.value):
                inside = [one for one in citations(scalar.value) if start <= one.start < end]
                if len(inside) == 1:
                    yield Told(scalar, scalar.value[start:end], inside[0])


def carried_alone(brief: Brief, told: Told, target: Target) -> set[str]:
    """What in a sentence one target carries and no other does."""
    rest = [claim for other in told.citation.targets if other is not target for claim in brief.named(other)]
    return _only_in(brief.named(target), rest, told.text, ("quote", "value", "by"))


def is_told(brief: Brief, claim: Claim) -> bool:
    """Whether some sentence rests on a claim: cites it by name, or says what of all that it cites this claim alone carries."""
    for told in told_sentences(brief):
        targets = told.citation.targets
        if any(one.fact == claim.fact and one.claim in (claim.key, claim.get("source")) for one in targets):
            return True
        cited = [other for target in targets for other in brief.named(target)]
        rest = [other for other in cited if other is not claim]
        if claim in cited and _only_in([claim], rest, told.text, ("quote", "value")):
            return True
    return False


def _only_in(claims: Iterable[Claim], rest: Iterable[Claim], text: str, names: tuple[str, ...]) -> set[str]:
    """What of a text the quotations of claims hold, and nothing of the rest does."""
    own = plain(" ".join(claim.get("quote") for claim in claims))
    others = plain(" ".join(" ".join(map(claim.get, names)) for claim in rest))
    return {word for word in _evidence(text) if plain(word) in own and plain(word) not in others}


def _evidence(text: str) -> set[str]:
    """Numbers, names and quoted phrases of a text, as they can be compared."""
    text = without_citations(text)
    names = re.findall(r"(?<=[\w,;] )[A-ZÁÉÍ][\wáéíóúñ]{3,}", text)
    return {*re.findall(r"\d[\d,]*\d|\b\d\b", text), *names, *(plain(one) for one in re.findall(r"“([^”]+)”", text))}
