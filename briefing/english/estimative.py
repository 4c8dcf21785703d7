"""Terms of likelihood and of confidence: the scales that analysts are held to, and the words that are on none.

What others say in quotation marks is theirs, and is not found.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct

from briefing.english.sentences import without_quotations, word_set

SCALES: Mapping[str, Mapping[str, tuple[int, int]]] = MappingProxyType(
    {
        "icd-203": MappingProxyType(
            {
                "almost no chance": (1, 5),
                "very unlikely": (5, 20),
                "unlikely": (20, 45),
                "roughly even chance": (45, 55),
                "likely": (55, 80),
                "very likely": (80, 95),
                "almost certain": (95, 99),
            }
        ),
        "icd-203-probability": MappingProxyType(
            {
                "remote": (1, 5),
                "highly improbable": (5, 20),
                "improbable": (20, 45),
                "roughly even odds": (45, 55),
                "probable": (55, 80),
                "highly probable": (80, 95),
                "nearly certain": (95, 99),
            }
        ),
        "uk-yardstick": MappingProxyType(
            {
                "remote chance": (0, 5),
                "highly unlikely": (10, 20),
                "unlikely": (25, 35),
                "realistic possibility": (40, 50),
                "likely": (55, 75),
                "probable": (55, 75),
                "highly likely": (80, 90),
                "almost certain": (95, 100),
            }
        ),
    }
)
"""Each scale's terms, with what they mean in per cent.

ICD 203 prints two rows of terms and forbids mixing them; the United Kingdom has the PHIA yardstick.
"""


class Term(Struct, frozen=True):
    """A term where it stands. `start` and `end` are its offsets."""

    start: int
    end: int
    term: str
    """As a scale writes it, in lower case: `almost certainly` is `almost certain`."""


def likelihood_terms(text: str) -> tuple[Term, ...]:
    """The terms of likelihood of any scale or of none, the longest at each place: `very likely` is not also `likely`."""
    lowered = text.lower()
    if not any(hint in lowered for hint in _HINTS):
        return ()
    return tuple(_term(match) for match in _LIKELIHOOD.finditer(without_quotations(text)))


def confidence_terms(text: str) -> tuple[Term, ...]:
    """The terms of confidence in a judgment; not those of trust: `confidence-building`, `a vote of confidence`."""
    return tuple(
        Term(match.start(), match.end(), "confident" if match["confident"] else _level(match["level"] or match["said"]))
        for match in _CONFIDENCE.finditer(without_quotations(text))
    )


def vague_words(text: str) -> tuple[Term, ...]:
    """The words that leave open how likely something is: `may`, `might`, `could`, `perhaps`, `cannot be ruled out`."""
    plain = without_quotations(text)
    return tuple(
        _term(match) for match in _VAGUE.finditer(plain) if not (match[0] == "might" and _is_power(plain, match.start()))
    )


# Likelihood ---------------------------------------------------------------------------------------------------------------

_HINTS = ("likel", "probab", "possib", "doubtful", "certain", "chance", "odds", "prospect", "remote")
"""Parts of which every term has one. Looking for them first is much quicker than the pattern."""
_DEGREE = (
    r"(?:not|almost|nearly|virtually|practically|very|highly|quite|rather|fairly|extremely|exceedingly|equally|increasingly|most"
    r"|least|more|less|reasonably|somewhat)"
)
_SIZE = r"(?:very|fairly|rather|reasonably|roughly|about|approximately|almost|nearly|better\s+than|less\s+than|more\s+than|still)"
_HOW = (
    r"(?:realistic|remote|even|fifty-fifty|50-50|good|high|low|small|slim|slight|fair|strong|weak|real|serious|distinct|reasonable"
    r"|big|great|little|no|outside|negligible|substantial|significant|definite)"
)
_CHANCE = r"(?:chances?|odds|probabilit(?:y|ies)|possibilit(?:y|ies)|likelihood|prospect)"
_IS = r"(?:is|are|was|were|seems?|appears?|remains?)"

_LIKELIHOOD = re.compile(
    rf"""(?<![\w-])(?:
        (?:more|less)\s+likely\s+than\s+not
      | in\s+all\s+(?:likelihood|probability)
      | (?:{_DEGREE}\s+){{0,2}}(?:(?:un)?like(?:ly|lier|liest)|(?:im)?probabl[ey]|doubtful
          |(?<!as\s)(?<!if\s)(?<!where\s)(?<!when\s)(?<!wherever\s)(?<!whenever\s)possibl[ey])
      | (?:almost|nearly|virtually|practically|all\s+but|far\s+from|not|as\s+good\s+as)\s+certain(?:ly)?
      | (?:{_SIZE}\s+)?{_HOW}\s+{_CHANCE}
      | {_CHANCE}\s+(?:(?:of|that|for)\s[^.;,\0]{{1,60}}?\s)?{_IS}\s+(?:{_SIZE}\s+)?{_HOW}(?=\s*(?:[.,;:)\ufffc]|\Z))
      | (?:chances|odds)\s+are
      | (?<=\bis\s)remote(?=\s*(?:[.,;:)\ufffc]|\Z)) | (?<=\bare\s)remote(?=\s*(?:[.,;:)\ufffc]|\Z))
    )(?![\w-])""",
    re.VERBOSE | re.IGNORECASE,
)
_REVERSED = re.compile(rf"({_CHANCE})\s.*?\b{_IS}\s+(.+)", re.DOTALL)
_FORMS = {
    "probably": "probable",
    "improbably": "improbable",
    "possibly": "possible",
    "certainly": "certain",
    "conceivably": "conceivable",
    "chances": "chance",
    "possibilities": "possibility",
    "probabilities": "probability",
    "can’t": "cannot",
    "can't": "cannot",
}


def _term(match: re.Match[str]) -> Term:
    written = match[0].lower()
    if turned := _REVERSED.fullmatch(written):  # the chances of peace are slim: a slim chance
        written = f"{turned[2]} {turned[1]}"
    words = written.replace("can not", "cannot").split()
    term = " ".join(words if words[-1] == "are" else (_FORMS.get(word, word) for word in words))
    return Term(match.start(), match.end(), term)


# Confidence and vagueness -------------------------------------------------------------------------------------------------

_LEVEL = r"(?:very[\s-]+)?(?:low|moderate|medium|high|limited|great|strong|utmost)(?:[\s-]+to[\s-]+(?:moderate|medium|high))?"
_LEVELS = {"medium": "moderate", "limited": "low", "great": "high", "strong": "high", "utmost": "high"}
_TRUST = r"(?<!business\s)(?<!consumer\s)(?<!investor\s)(?<!market\s)(?<!public\s)"
_CONFIDENCE = re.compile(
    rf"""(?<![\w-])(?:
        (?P<level>{_LEVEL})(?:[\s-]+|\s+(?:degrees?|levels?)\s+of\s+)confidence
      | {_TRUST}confidence(?:\s+(?:is|was|remains)|:)\s+(?P<said>{_LEVEL})
      | with\s+(?:some\s+|little\s+|full\s+|every\s+|complete\s+)?confidence
      | (?P<confident>(?:(?:very|highly|fairly|reasonably|quite|moderately|not)\s+){{0,2}}confident(?:ly)?)
    )(?![\w-])(?!\s+(?:votes?|motions?|measures?|building)\b)""",
    re.VERBOSE | re.IGNORECASE,
)


def _level(written: str | None) -> str:
    if not written:
        return "with confidence"
    return " ".join(_LEVELS.get(word, word) for word in (*written.lower().replace("-", " ").split(), "confidence"))


_VAGUE = re.compile(
    r"""(?<![\w-])(?:
        (?:can(?:not|\snot|[’']t)|could(?:\snot|n[’']t))\s+be\s+(?:entirely\s+|wholly\s+)?(?:ruled\s+out|excluded|discounted)
      | it\s+(?:is|was|seems|remains)\s+(?:also\s+|still\s+)?possible
      | (?:a|the)\s+possibility
      | (?-i:may) | might | could(?!\s+(?:not|hardly)\b)
      | possibly | perhaps | maybe | conceivabl[ye] | potentially
      | broadly | somewhat | roughly(?!\s+(?:even|[0-9$€£])) | more\s+or\s+less | to\s+(?:some|a\s+certain)\s+(?:extent|degree)
      | for\s+(?:some\s+time|a\s+while|the\s+(?:foreseeable\s+future|time\s+being)) | in\s+the\s+(?:near|foreseeable)\s+future
      | sooner\s+or\s+later | in\s+some\s+(?:way|form) | significant(?:ly)? | considerabl[ey]
      | potential(?=\s+(?!(?:for|of|to|is|was|are|were|and|or|as|in|at|by|on|with|that|has|had|from)\b)[^\W\d_])
    )(?![\w-])""",
    re.VERBOSE | re.IGNORECASE,
)
_POWERFUL = word_set("the its their his her our of and military naval economic american")


def _is_power(plain: str, at: int) -> bool:
    """Whether `might` is what armies have."""
    before = plain[max(0, at - 24) : at].lower().split()[-1:]
    return bool(before) and (before[0] in _POWERFUL or before[0].endswith(("’s", "'s")))
