"""What a YAML parser stumbles over, in plain words: where the mistake is, and what to do.

The parser says what it had expected, in its own terms and often a line too late. The usual mistakes are few (a text that
holds `: `, a quotation mark that is not closed, a tab, an indentation that is off), so each is recognised by the parser's words
and by what stands in the line.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import yaml
from msgspec import Struct

from briefing.diagnostics import Diagnostic, Related, Rule
from briefing.diagnostics.words import short
from briefing.load.decode import unprintable
from briefing.source import SourceFile

_QUOTE_IT = "put the text in quotation marks"


class Before(Struct, frozen=True):
    """The last value that was read before the mistake: its kind (`single`, `double`, `alias`, `brackets`, ...) and place."""

    kind: str
    start: int
    end: int


class _Trouble(Struct, frozen=True):
    """Where the parser gave up, with what it said."""

    file: SourceFile
    problem: str
    context: str
    at: int
    """Where it noticed."""
    since: int
    """Where that began which it was reading."""
    before: Before

    @property
    def text(self) -> str:
        return self.file.text

    def line_before(self, at: int) -> str:
        """What stands in the line of `at` up to it."""
        return self.text[self.text.rfind("\n", 0, at) + 1 : at]

    def word(self, at: int) -> str:
        """The character at `at`; empty at the end of the file."""
        return self.text[at : at + 1]

    def say(self, start: int, end: int, message: str, *hints: str, related: int | None = None) -> Diagnostic:
        """The finding; `related` is where the thing began that is broken."""
        length = len(self.text)
        start = min(start, length)
        opened = (Related(self.file.span(related, related + 1), "opened here"),) if related is not None else ()
        return Diagnostic(Rule.YAML_IS_WELL_FORMED, message, self.file.span(start, max(start, min(end, length))), hints, opened)


def explain(file: SourceFile, error: Exception, before: Before) -> Diagnostic:
    """The finding for an error of the YAML parser."""
    if not isinstance(error, yaml.MarkedYAMLError):
        place = file.span(before.end, before.end)
        return Diagnostic(Rule.YAML_IS_WELL_FORMED, "a number or an escape after this is out of all bounds", place)
    problem_mark, context_mark = error.problem_mark, error.context_mark
    at = problem_mark.index if problem_mark else context_mark.index if context_mark else 0
    since = context_mark.index if context_mark else at
    trouble = _Trouble(file, error.problem or "", error.context or "", at, since, before)
    if trouble.word(at) == "\t" or "tab character" in trouble.problem or _indented_by_tab(trouble):
        return _tab(trouble)
    said = f"{trouble.context}: {trouble.problem}"
    for words, speak in _MISTAKES:
        if words in said:
            return speak(trouble)
    return trouble.say(at, at + 1, f"this is no well-formed YAML ({trouble.problem})")


def _indented_by_tab(trouble: _Trouble) -> bool:
    before = trouble.line_before(trouble.at)
    return "\t" in before and not before.strip()


def _tab(trouble: _Trouble) -> Diagnostic:
    line = trouble.text.rfind("\n", 0, trouble.at) + 1
    at = trouble.text.find("\t", line)
    at = trouble.at if at < 0 else at
    return trouble.say(at, at + 1, "a tab stands in the indentation", "indent with spaces, two for each level")


def _not_closed(trouble: _Trouble) -> Diagnostic:
    mark = trouble.word(trouble.since)
    message = f"the quotation mark {mark} that opens this text is never closed"
    return trouble.say(trouble.since, trouble.since + 1, message, f"close it with {mark} where the text ends")


def _second_colon(trouble: _Trouble) -> Diagnostic:
    at = trouble.at
    before = trouble.line_before(at)
    if re.search(r":[ \t]", before):
        message = "`: ` stands inside a text that is not in quotation marks"
        return trouble.say(at, at + 1, message, _QUOTE_IT, "or, if a new key begins here, give it a line of its own")
    above = trouble.line_before(max(at - len(before) - 1, 0))
    if _indent(before) > _indent(above):
        message = "this line is indented more than the key above it, so it reads as a part of that key's text"
        hint = "indent keys of one mapping alike; a text that holds `: ` is put in quotation marks"
        return trouble.say(at - len(before.lstrip()), at + 1, message, hint)
    hint = "is the `: ` of the line above missing?"
    return trouble.say(at - len(before.lstrip()), at + 1, "this key reads as a part of the text above it", hint)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _cannot_begin(trouble: _Trouble) -> Diagnostic:
    return _begins_with(trouble, trouble.at)


def _cannot_begin_since(trouble: _Trouble) -> Diagnostic:
    return _begins_with(trouble, trouble.since)


def _begins_with(trouble: _Trouble, at: int) -> Diagnostic:
    if trouble.text[at - 1 : at] in ("[", "{"):  # of `[@fact] ...` the bracket is what begins the text
        at -= 1
    char = trouble.word(at)
    sign = "a backtick" if char == "`" else f"`{char}`"
    return trouble.say(at, at + 1, f"a text without quotation marks cannot begin with {sign}", _QUOTE_IT)


def _no_colon(trouble: _Trouble) -> Diagnostic:
    at = trouble.since
    end = trouble.text.find("\n", at)
    line = trouble.text[at : len(trouble.text) if end < 0 else end].rstrip()
    if re.match(r"-[^\s-]", line):
        return trouble.say(at, at + 1, "`-` is not followed by a space", "write `- ` before each item of a list")
    colon = re.match(r"[\w-]+:(?=\S)", line)
    if colon:
        return trouble.say(at, at + colon.end(), "`:` is not followed by a space", "write `key: value`")
    message = "this line is neither a key with its `: ` nor an item of a list"
    return trouble.say(at, at + max(len(line), 1), message, "if it belongs to the text above, indent it more than its key")


def _list_beside_key(trouble: _Trouble) -> Diagnostic:
    hints = ("put each item on a line of its own below the key", "a text that begins with `- ` is put in quotation marks")
    return trouble.say(trouble.at, trouble.at + 1, "a list cannot begin in the line of its key", *hints)


def _escape(trouble: _Trouble) -> Diagnostic:
    at = trouble.text.rfind("\\", 0, trouble.at + 1)
    message = f"`{short(trouble.text[at : at + 2])}` is no escape that YAML knows"
    hint = "in double quotation marks a backslash is written `\\\\`; in single ones it stands for itself"
    return trouble.say(at, at + 2, message, hint)


def _short_escape(trouble: _Trouble) -> Diagnostic:
    at = trouble.text.rfind("\\", 0, trouble.at + 1)
    hint = "`\\x` takes 2 hexadecimal digits, `\\u` 4 and `\\U` 8; a backslash that is meant as such is written `\\\\`"
    return trouble.say(at, trouble.at, f"`{short(trouble.text[at : at + 2])}` lacks digits", hint)


def _no_character(trouble: _Trouble) -> Diagnostic:
    at = trouble.text.rfind("\\", 0, trouble.at + 1)
    code = re.match(r"\\[uU]([0-9a-fA-F]{4}(?:[0-9a-fA-F]{4})?)", trouble.text[at : at + 10])
    number = int(code[1], 16) if code else 0xFFFF
    if number > 0x10FFFF:
        return trouble.say(at, at + 10, f"U+{number:X} is no character: the last one is U+10FFFF")
    return unprintable(trouble.file, at, at + (code.end() if code else 2), chr(number))


def _block_header(trouble: _Trouble) -> Diagnostic:
    sign = trouble.word(trouble.since)
    hints = ("begin the text in the next line, indented", f"a text that begins with `{sign}` is put in quotation marks")
    return trouble.say(trouble.at, trouble.at + 1, f"`{sign}` is followed by something in its own line", *hints)


def _brackets(trouble: _Trouble) -> Diagnostic:
    opening = trouble.word(trouble.since)
    closing = {"[": "]", "{": "}"}.get(opening)
    if closing is None:
        return _value_missing(trouble)
    what = "list" if opening == "[" else "mapping"
    message = f"the {what} that opened with `{opening}` needs `,` or `{closing}` here"
    hints = [f"close it with `{closing}`", f"a text that begins with `{opening}` is put in quotation marks"]
    if trouble.word(trouble.at) == ":":
        hints.insert(1, "a text that holds `: ` is put in quotation marks")
    return trouble.say(trouble.at, trouble.at + 1, message, *hints, related=trouble.since)


def _value_missing(trouble: _Trouble) -> Diagnostic:
    char = trouble.word(trouble.at)
    if char and char in "]},":
        return _begins_with(trouble, trouble.at)
    return trouble.say(trouble.at, trouble.at + 1, "a value is missing here")


def _out_of_place(trouble: _Trouble) -> Diagnostic:
    before, at = trouble.before, trouble.at
    between = trouble.text[before.end : at]
    if before.kind and not between.strip() and "\n" not in between:
        if before.kind in ("single", "double"):
            return _after_quotation(trouble)
        if before.kind in ("alias", "brackets"):
            sign = trouble.word(before.start)
            hint = f"a text that begins with `{sign}` is put in quotation marks"
            return trouble.say(at, at + 1, f"text follows on what `{sign}` began", hint, related=before.start)
    line, column = trouble.file.position(trouble.since)
    indent = trouble.file.position(at)[1] - 1
    is_mapping = "mapping" in trouble.context
    what = "mapping" if is_mapping else "list"
    if indent != column - 1:
        hint = f"the {what} around it began in line {line} and is indented by {column - 1}"
        if not before.kind:
            inner = trouble.file.position(before.start)[1] - 1
            hint = f"what stands above it is indented by {inner}, the {what} around both by {column - 1}"
        return trouble.say(at, at + 1, f"this line is indented by {indent}, which fits nothing above it", hint)
    if is_mapping:
        dash = trouble.text[at : at + 2].rstrip() == "-"
        message = "an item of a list stands among keys" if dash else "this stands among the keys of a mapping and is none"
        return trouble.say(at, at + 1, message, f"the mapping began in line {line}; each of its keys needs a `: `")
    message = "this stands among the items of a list and is none"
    return trouble.say(at, at + 1, message, f"the list began in line {line}; each of its items needs `- ` before it")


def _after_quotation(trouble: _Trouble) -> Diagnostic:
    before = trouble.before
    mark = trouble.word(before.start)
    if before.kind == "single":
        hints = ["inside single quotation marks an apostrophe is doubled: `''`"]
    else:
        hints = ["a text that only begins with a quotation is put in single quotation marks as a whole: '\"Yes\", he said'"]
    first, last = trouble.file.position(before.start)[0], trouble.file.position(before.end)[0]
    if first != last:
        hints.insert(0, f"the text was opened in line {first}: is its closing quotation mark missing there?")
    message = f"text follows after the closing {mark}"
    return trouble.say(trouble.at, trouble.at + 1, message, *hints, related=before.start)


def _after_the_end(trouble: _Trouble) -> Diagnostic:
    if trouble.word(trouble.at) == "%" or "directive" in trouble.context:
        return _begins_with(trouble, trouble.at)
    message = "something follows after the end of the file's one value"
    return trouble.say(trouble.at, trouble.at + 1, message, "remove a line `...` above, or indent what follows")


def _version(trouble: _Trouble) -> Diagnostic:
    return trouble.say(trouble.at, trouble.at + 1, "files name no version of YAML", "remove the line that begins with `%YAML`")


def _directive(trouble: _Trouble) -> Diagnostic:
    return _begins_with(trouble, trouble.since)


_MISTAKES: tuple[tuple[str, Callable[[_Trouble], Diagnostic]], ...] = (
    ("quoted scalar: found unexpected", _not_closed),
    ("mapping values are not allowed", _second_colon),
    ("cannot start any token", _cannot_begin),
    ("could not find expected ':'", _no_colon),
    ("sequence entries are not allowed", _list_beside_key),
    ("mapping keys are not allowed", _cannot_begin),
    ("an anchor", _cannot_begin_since),
    ("an alias", _cannot_begin_since),
    ("a tag", _cannot_begin_since),
    ("tag handle", _cannot_begin_since),
    ("duplicate anchor", _cannot_begin_since),
    ("unknown escape character", _escape),
    ("found invalid Unicode character escape code", _no_character),
    ("hexdecimal", _short_escape),
    ("hexadecimal", _short_escape),
    ("a block scalar", _block_header),
    ("flow sequence", _brackets),
    ("flow mapping", _brackets),
    ("node content", _value_missing),
    ("did not find expected key", _out_of_place),
    ("did not find expected '-'", _out_of_place),
    ("expected <block end>", _out_of_place),
    ("YAML document", _version),
    ("%YAML", _version),
    ("a directive", _directive),
    ("<document start>", _after_the_end),
)
"""What the two parsers say, each by words that both use or that one of them uses, and what it means."""
