"""Words back to the small Markdown, so that reading it again gives the very same words.

`spliced` changes only the characters of a value that have to change; `written` writes a whole text anew. Neither is trusted:
what they wrote is read again, and taken only where it says what it should.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from briefing.model.markup import parse
from briefing.pull.tokens import BREAK, PLAIN, Look, Token, Tokens, calls_placed, of_plain, of_prose, plain, same, tidy, trimmed

Hunk = tuple[int, int, Tokens]
"""Tokens `start` to `end` of a text, end exclusive, and what stands there instead."""

_BEFORE_CALL = ".,;:!?"
_NEEDS_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~\n])|[\[\]]|(?<![\s*])\*|\*(?![\s*])|\*(?=\*)|(?<=\*)\*|(?<![^\W_])_|_(?![^\W_])")


def revised(value: str, tokens: Tokens, hunks: Sequence[Hunk], *, is_plain: bool = False) -> str | None:
    """The value with the hunks in it, which are in order and do not touch; None where it cannot be written so.

    `tokens` are those of the value. A form that the small Markdown cannot give to these words, stress within punctuation for one,
    is left out.
    """
    wanted = trimmed(tuple(calls_placed(applied(tokens, hunks))))
    if is_plain:
        text = _spliced_plain(value, tokens, hunks)
        return text if same(of_plain(text), wanted) else None
    for attempt in _attempts(value, tokens, hunks, wanted):
        if not parse(attempt).faults and same(_with_even_looks(of_prose(attempt)), _with_even_looks(wanted)):
            return attempt
    formless = tuple(token._replace(look=PLAIN) for token in wanted)
    for attempt in (written(formless), written(formless, escape_all=True)):
        if not parse(attempt).faults and same(of_prose(attempt), wanted, in_form=False):
            return attempt
    return None


def divided(value: str, tokens: Tokens, hunks: Sequence[Hunk]) -> list[str] | None:
    """The value with the hunks in it as several, cut where a hunk has a break; the first is the value as far as it goes.

    None where there is no break, or where a piece cannot be written.
    """
    whole = applied(tokens, hunks)
    cuts = [at for at, token in enumerate(whole) if token.text == BREAK]
    if not cuts:
        return None
    at = next(number for number, (_, _, new) in enumerate(hunks) if any(token.text == BREAK for token in new))
    start, _, new = hunks[at]
    kept = new[: next(number for number, token in enumerate(new) if token.text == BREAK)]
    if not (kept := _without_last_spaces(kept)):
        start = len(_without_last_spaces(tokens[:start]))
    made = [revised(value, tokens, [*hunks[:at], (start, len(tokens), kept)])]
    for first, last in zip(cuts, [*cuts[1:], len(whole)], strict=True):
        made.append(revised("", (), [(0, 0, tidy(whole[first + 1 : last]))]))
    return [one for one in made if one is not None] if None not in made else None


def _without_last_spaces(tokens: Tokens) -> Tokens:
    return tokens if not tokens or tokens[-1].call or not tokens[-1].text.isspace() else _without_last_spaces(tokens[:-1])


def applied(tokens: Tokens, hunks: Sequence[Hunk]) -> Tokens:
    """The tokens with the hunks in their places."""
    made: list[Token] = []
    done = 0
    for start, end, new in hunks:
        made += [*tokens[done:start], *new]
        done = end
    return (*made, *tokens[done:])


def _spliced_plain(value: str, tokens: Tokens, hunks: Sequence[Hunk]) -> str:
    text = value
    for start, end, new in reversed(hunks):
        first = tokens[start].start if start < len(tokens) else tokens[-1].end if tokens else 0
        last = tokens[end - 1].end if end > start else first
        text = text[:first] + plain(new) + text[last:]
    return text


def _attempts(value: str, tokens: Tokens, hunks: Sequence[Hunk], wanted: Tokens) -> Iterator[str]:
    for before in (True, False):
        for with_space in (False, True):
            text = _spliced(value, tokens, hunks, before=before, with_space=with_space)
            if text is not None:
                yield text
    yield written(wanted)
    yield written(wanted, escape_all=True)


def _spliced(value: str, tokens: Tokens, hunks: Sequence[Hunk], *, before: bool, with_space: bool) -> str | None:
    """The value with each hunk written into its characters; None where there is no place for one.

    Where nothing is replaced, the new words stand right behind the word before them, or right before the one behind.
    `with_space` takes the space before a call along, which a reader does not see. Words that change their look are written anew
    together with the characters around them that gave it to them.
    """
    text = value
    for start, end, new in reversed(hunks):
        looks = {token.look for token in (*tokens[start:end], *new) if not token.call}
        if len(looks) > 1 or any(token.call for token in new):
            first = tokens[start - 1].end if start else 0
            last = tokens[end].start if end < len(tokens) else len(value)
            written_new = written(new)
            gap = " " if written_new.startswith("[@") and first and not text[first - 1].isspace() else ""
            text = text[:first] + gap + written_new + text[last:]
            continue
        if end > start:
            first, last = min(one.start for one in tokens[start:end]), max(one.end for one in tokens[start:end])
            if last - first > sum(one.end - one.start for one in tokens[start:end]) and not with_space:
                return None  # something between them is no word of the hunk
        else:
            look = looks.pop() if looks else PLAIN
            spot = _spot(value, tokens, start, look, before=before)
            if spot is None:
                return None
            first = last = spot
        if with_space and not new and first > 0 and value[first - 1] == " ":
            first -= 1
        text = text[:first] + escaped(plain(new), text[:first], text[last:]) + text[last:]
    return text


def _spot(value: str, tokens: Tokens, at: int, look: Look, *, before: bool) -> int | None:
    """Where words of that look can be put in before token `at`."""
    left = tokens[at - 1] if at else None
    right = tokens[at] if at < len(tokens) else None
    if before and left is not None and (left.look == look or left.call):
        return left.end
    if right is not None and (right.look == look or right.call):
        return right.start
    if left is not None and left.look == look:
        return left.end
    if not tokens:
        return 0 if not value.strip() else None
    return None


# Writing anew ----------------------------------------------------------------------------------------------------------------


def written(tokens: Sequence[Token], *, escape_all: bool = False) -> str:
    """A whole text in the small Markdown. Citations stand before the full stop or comma that their call follows."""
    text = ""
    for look, group in groupby(_arranged(_with_even_looks(tokens)), key=lambda token: token.look):
        text += _in_form(look, "".join(_one(token, escape_all) for token in group))
    return text


def _one(token: Token, escape_all: bool) -> str:
    if token.call:
        return token.call
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", token.text) if escape_all else escaped(token.text, "x", "x")


def _in_form(look: Look, text: str) -> str:
    inner = text.strip(" ")
    if not inner or look == PLAIN:
        return text
    lead, tail = text[: len(text) - len(text.lstrip(" "))], text[len(text.rstrip(" ")) :]
    if look.link:
        inner = f"[{inner}]({look.link})"
    inner = f"*{inner}*" if look.italic else inner
    inner = f"**{inner}**" if look.bold else inner
    return f"{lead}{inner}{tail}"


def _with_even_looks(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, a space between two words of one look in that look, and any other plain."""
    made = list(tokens)
    for at, token in enumerate(made):
        if token.call or token.text.isspace():
            left = next((one.look for one in reversed(tokens[:at]) if not one.call and not one.text.isspace()), PLAIN)
            right = next((one.look for one in tokens[at + 1 :] if not one.call and not one.text.isspace()), PLAIN)
            made[at] = token._replace(look=left if left == right and not token.call else PLAIN)
    return made


def _arranged(tokens: list[Token]) -> list[Token]:
    """Calls moved before the punctuation that they follow; citations after a space, notes of our own behind their word."""
    made: list[Token] = []
    for token in tokens:
        if not token.call:
            made.append(token)
            continue
        at = len(made)
        while at and not made[at - 1].call and made[at - 1].look == PLAIN and made[at - 1].text in _BEFORE_CALL:
            at -= 1
        if at and made[at - 1].call:
            at = len(made)
        gap = [Token(" ")] if at and not made[at - 1].call and token.call.startswith("[@") else []
        made[at:at] = [*gap, token]
    return made


def escaped(text: str, before: str, after: str) -> str:
    """Characters as the small Markdown has to have them, so that they are read as themselves between `before` and `after`."""
    pieces: list[str] = []
    context = f"{before[-1:]}{text}{after[:1]}"
    offset = len(before[-1:])
    for at, char in enumerate(text, offset):
        needs = char in "[]\\*_" and _NEEDS_ESCAPE.match(context, at)
        pieces.append(f"\\{char}" if needs else char)
    return "".join(pieces)
