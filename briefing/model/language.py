"""Languages of briefs and of sources, by their tags after BCP 47."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from briefing.model.base import Text
from briefing.wording import LANGUAGES, PATTERN, is_tag, language

_NAMES = {name.lower(): tag for tag, name in LANGUAGES.items()} | {"español": "es", "castellano": "es", "inglés": "en"}
_HAS_WORDS = " and ".join(f"`{tag}` ({name})" for tag, name in LANGUAGES.items())


def _tag(value: Any) -> Text:
    if not isinstance(value, Text):
        raise PydanticCustomError("string_type", "expected a text")
    if not is_tag(value):
        meant = _meant(value)
        hint = f"did you mean `{meant}`?" if meant else "a language is a tag like en, es or es-CO"
        raise PydanticCustomError("language", "{reason}", {"reason": hint})
    return value


def _spoken(value: Any) -> Text:
    tag = _tag(value)
    if language(tag) not in LANGUAGES:
        reason = f"the program has no words in this language; it has them in {_HAS_WORDS}, each with regions, like en-US or es-CO"
        raise PydanticCustomError("language", "{reason}", {"reason": reason})
    return tag


def _meant(text: str) -> str:
    """The tag that was probably meant: of a language by its name, or written in other letters (`ES-co`, `en_GB`)."""
    if text.lower() in _NAMES:
        return _NAMES[text.lower()]
    first, *rest = text.replace("_", "-").split("-")
    tried = "-".join((first.lower(), *(part.upper() if len(part) == 2 else part.title() for part in rest)))
    return tried if is_tag(tried) else ""


Language = Annotated[Text, PlainValidator(_tag), WithJsonSchema({"type": "string", "pattern": f"^{PATTERN}$"})]
"""Any language."""

SpokenLanguage = Annotated[
    Text,
    PlainValidator(_spoken),
    WithJsonSchema({"type": "string", "pattern": f"^(?={'|'.join(LANGUAGES)}){PATTERN}$"}),
]
"""A language that the program has words in."""
