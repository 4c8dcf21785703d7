"""One YAML file: bytes to a tree of nodes that know their places, and what is wrong with it.

PyYAML gives the events; the tree is put together here, since PyYAML's own drops duplicate keys, expands aliases without end
and guesses types. Every scalar stays text.
"""

from __future__ import annotations

import re
from sys import intern
from typing import Any

import yaml
from msgspec import Struct, field

from briefing.diagnostics import Diagnostic, Related, Rule
from briefing.diagnostics.words import kind_of, short
from briefing.load.decode import IN_VALUE, MOST_REPORTED, REPLACEMENT, decode, unprintable
from briefing.load.mistakes import Before, explain
from briefing.source import Mapping, Node, Scalar, Sequence, SourceFile
from briefing.source.scalars import offsets

MOST_BYTES = 5_000_000
MOST_NESTED = 50
MOST_EXPANDED = 50_000
"""The most nodes that the aliases of a file may stand for."""

PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml where PyYAML was built with it; the slower parser in Python gives the same places."""

_STYLES = {"'": "single", '"': "double", "|": "literal", ">": "folded"}
_SPACE = re.compile(r"(?:\s|#[^\n]*)*")
_PROPERTY = re.compile(r"[&!]\S*")
_NAME = re.compile(r"^(?:([\w-]+)|\"([^\"\n]+)\"|'([^'\n]+)')[ \t]*:(?=\s|$)", re.MULTILINE)


class Tree(Struct, frozen=True):
    """What a file says, as far as it can be read."""

    file: SourceFile
    root: Mapping | None
    """None where the file is not well-formed or holds no mapping."""
    diagnostics: tuple[Diagnostic, ...]

    @property
    def names(self) -> frozenset[str]:
        """The keys of the top level; of a broken file, what looks like them."""
        if self.root is not None:
            return frozenset(key.text for key, _ in self.root.entries)
        return frozenset(next(filter(None, match.groups())) for match in _NAME.finditer(self.file.text))


def read(path: str, data: bytes) -> Tree:
    """Read a file that must hold a mapping. Never raises; all that is wrong is in `diagnostics`."""
    if len(data) > MOST_BYTES:
        return too_large(path)
    file, found = decode(path, data)
    if any(one.rule is Rule.FILE_IS_UTF8 for one in found):
        return Tree(file, None, tuple(found))
    composer = _Composer(file)
    root = composer.compose()
    found += composer.found
    if root is not None and not isinstance(root, Mapping):
        found.append(_no_mapping(root))
        root = None
    elif root is None and not composer.found:
        found.append(Diagnostic(Rule.VALUE_FITS_ITS_FIELD, "the file is empty", file.span(0, 0)))
    return Tree(file, root, tuple(found))


def too_large(path: str) -> Tree:
    """What is said of a file that is not read because of its size."""
    file = SourceFile(path, "")
    hint = "split it: a folder may hold many files"
    message = f"the file is larger than {MOST_BYTES // 1_000_000} MB"
    return Tree(file, None, (Diagnostic(Rule.YAML_IS_BOUNDED, message, file.span(0, 0), (hint,)),))


def _no_mapping(root: Node) -> Diagnostic:
    kind = kind_of(root)
    if kind == "empty":
        return Diagnostic(Rule.VALUE_FITS_ITS_FIELD, "the file is empty", root.span)
    hint = "write `key: value` lines, with a space after the colon"
    return Diagnostic(Rule.VALUE_FITS_ITS_FIELD, f"the file is {kind} and should be a mapping", root.span, (hint,))


class _Open(Struct):
    """A list or mapping that is being read."""

    start: int
    is_mapping: bool
    anchor: str | None
    key: Scalar | None = None
    items: list[Node] = field(default_factory=list)
    entries: list[tuple[Scalar, Node]] = field(default_factory=list)
    seen: dict[str, Scalar] = field(default_factory=dict)
    size: int = 1
    end: int = 0


class _GiveUpError(Exception):
    """The rest of the file cannot be read."""


class _Composer:
    """Puts the events of one file together to a tree."""

    def __init__(self, file: SourceFile) -> None:
        self.file = file
        self.found: list[Diagnostic] = []
        self.open: list[_Open] = []
        self.root: Node | None = None
        self.sound = True
        self.documents = 0
        self.expanded = 0
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.unused: dict[str, tuple[int, int]] = {}
        self.before: Scalar | Before = Before("", 0, 0)

    def compose(self) -> Node | None:
        """The tree; None where the file is empty or what it means cannot be told."""
        handlers = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._start,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceStartEvent: self._start,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        try:
            next_event = PARSER(self.file.text).get_event
            while (event := next_event()) is not None:
                handler = handlers.get(type(event))
                if handler:
                    handler(event)
        except _GiveUpError:
            return None
        except (yaml.YAMLError, ValueError, OverflowError) as error:  # the parser in Python lets chr() and int() raise
            before = self.before
            at = before if isinstance(before, Before) else Before(before.style, before.start, before.end)
            self.found.append(explain(self.file, error, at))
            return None
        for name, (start, end) in self.unused.items():
            hint = f'a text that begins with `&` is put in quotation marks: "&{short(name)} ..."'
            self._report(
                Rule.YAML_IS_WELL_FORMED,
                f"`&{short(name)}` names a value for use elsewhere, and nothing uses it",
                start,
                end,
                hint,
            )
        return self.root if self.sound else None

    def _report(self, rule: Rule, message: str, start: int, end: int, *hints: str, related: tuple[Related, ...] = ()) -> None:
        self.found.append(Diagnostic(rule, message, self.file.span(start, end), hints, related))

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            at = event.start_mark.index
            hint = "remove the line `---`; what follows it belongs in a file of its own"
            self._report(Rule.YAML_IS_WELL_FORMED, "a second document begins here", at, at + 3, hint)
            raise _GiveUpError

    def _scalar(self, event: Any) -> None:
        style = _STYLES.get(event.style, "plain")
        start, end = self._after_properties(event), event.end_mark.index
        if style in ("literal", "folded"):
            end = _end_of_block(self.file.text, start, end, event.value)
        text = event.value
        if len(text) < 20:
            text = intern(text)  # the same few keys and words stand in every record: each is kept once
        scalar = Scalar(self.file, start, end, text, style)
        if style == "double" and IN_VALUE.search(event.value):
            scalar = self._printable(scalar)
        self.before = scalar
        self._add(scalar, event.anchor)

    def _printable(self, scalar: Scalar) -> Scalar:
        """Report what escapes made of a text, and put something harmless in its place."""
        where = offsets(self.file.text[scalar.start : scalar.end], scalar.style, scalar.text)
        matches = list(IN_VALUE.finditer(scalar.text))
        for number, match in enumerate(matches[:MOST_REPORTED], 1):
            start = scalar.start + where[match.start()] if where else scalar.start
            follows = scalar.start + where[match.end()] if where and match.end() < len(where) else scalar.end - 1
            rest = len(matches) - number if number == MOST_REPORTED else 0
            more = [f"{rest} more such characters follow in this text"] if rest else []
            self.found.append(unprintable(self.file, start, follows if where else scalar.end, match[0], *more))
        return Scalar(self.file, scalar.start, scalar.end, IN_VALUE.sub(REPLACEMENT, scalar.text), scalar.style)

    def _start(self, event: Any) -> None:
        start = self._after_properties(event)
        if len(self.open) >= MOST_NESTED:
            hint = "values this deep are mostly brackets that were never closed"
            self._report(Rule.YAML_IS_BOUNDED, f"values are nested more than {MOST_NESTED} deep", start, start + 1, hint)
            raise _GiveUpError
        self.open.append(_Open(start, isinstance(event, yaml.MappingStartEvent), event.anchor, end=event.end_mark.index))

    def _end(self, event: Any) -> None:
        done = self.open.pop()
        last = event.end_mark.index
        # A block ends with its last value; what the parser calls its end is where the next thing begins.
        end = last if self.file.text[last - 1 : last] in ("]", "}") and last > event.start_mark.index else done.end
        node: Node
        if done.is_mapping:
            node = Mapping(self.file, done.start, end, tuple(done.entries))
        else:
            node = Sequence(self.file, done.start, end, tuple(done.items))
        self.before = Before("brackets" if end == last else "", done.start, end)
        self._add(node, done.anchor, done.size)

    def _alias(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        self.before = Before("alias", start, end)
        name = event.anchor
        self.unused.pop(name, None)
        node: Node = Scalar(self.file, start, end, "", "plain")
        size = 1
        if any(one.anchor == name for one in self.open):
            self._report(Rule.YAML_IS_BOUNDED, f"`*{short(name)}` stands inside the very value that it names", start, end)
            self.sound = False
        elif name not in self.anchors:
            hint = f'a text that begins with `*` is put in quotation marks: "*{short(name)} ..."'
            self._report(Rule.YAML_IS_WELL_FORMED, f"nothing in this file is named `{short(name)}`", start, end, hint)
            self.sound = False
        else:
            node, size = self.anchors[name]
            self.expanded += size
            if self.expanded > MOST_EXPANDED:
                message = f"the aliases of this file stand for more than {MOST_EXPANDED:,} values"
                self._report(Rule.YAML_IS_BOUNDED, message, start, end, "write each value where it belongs")
                raise _GiveUpError
        self._add(node, None, size, place=(start, end))

    def _after_properties(self, event: Any) -> int:
        """Where a value begins after its anchor and tag. A tag is reported, an anchor noted: it may be the `&` of a text."""
        at: int = event.start_mark.index
        if event.anchor is None and event.tag is None:
            return at
        end: int = event.end_mark.index
        while match := _PROPERTY.match(self.file.text, at):
            if match[0].startswith("!"):
                hints = (
                    "remove it: the format says what each value is",
                    "a text that begins with `!` is put in quotation marks, and so is a number that is meant as text",
                )
                self._report(
                    Rule.YAML_IS_WELL_FORMED, f"`{short(match[0])}` is a tag, and tags are not used", *match.span(), *hints
                )
            else:
                self.unused[match[0][1:]] = match.span()
            space = _SPACE.match(self.file.text, match.end())
            at = space.end() if space else match.end()
        return min(at, end) if isinstance(event, yaml.ScalarEvent) else at

    def _add(self, node: Node, anchor: str | None, size: int = 1, place: tuple[int, int] | None = None) -> None:
        """Put a finished value where it belongs. `place` is where an alias stands, whose value stands elsewhere."""
        if anchor is not None:
            self.anchors[anchor] = node, size
        if not self.open:
            self.root = node
            return
        around = self.open[-1]
        around.size += size
        around.end = max(around.end, place[1] if place else node.end)
        if not around.is_mapping:
            around.items.append(node)
        elif around.key is None:
            around.key = self._key(node, place)
        else:
            self._entry(around, around.key, node)
            around.key = None

    def _key(self, node: Node, place: tuple[int, int] | None) -> Scalar:
        start, end = place or (node.start, node.end)
        if place or not isinstance(node, Scalar):
            what = "an alias" if place else kind_of(node)
            hint = "a text that begins with `[`, `{` or `*` is put in quotation marks"
            self._report(Rule.YAML_IS_WELL_FORMED, f"a key is {what}, and should be a word", start, end, hint)
            self.sound = False
            return Scalar(self.file, start, end, "", "plain")
        if node.style == "plain" and node.text == "<<":
            self._report(
                Rule.YAML_IS_WELL_FORMED, "merge keys (`<<`) are not used", start, end, "write each value where it belongs"
            )
            self.sound = False
        elif not node.text.strip():
            self._report(Rule.YAML_IS_WELL_FORMED, "a key is empty", start, max(end, start + 1), "name it, or remove its line")
        return node

    def _entry(self, around: _Open, key: Scalar, value: Node) -> None:
        first = around.seen.setdefault(key.text, key)
        if not key.text.strip():
            return
        if first is key:
            around.entries.append((key, value))
            return
        line = first.span.line
        related = (Related(first.span, "here for the first time"),)
        message = f"the key `{short(key.text)}` stands here a second time, after line {line}"
        self._report(Rule.KEYS_ARE_UNIQUE, message, key.start, key.end, "keep one of them", related=related)


def _end_of_block(text: str, start: int, end: int, value: str) -> int:
    """Where the last text line of a block scalar ends; the parser's end lies after the blank lines that follow."""
    cut = start + len(text[start:end].rstrip(" \t\r\n"))
    last = value.rstrip("\n").rpartition("\n")[2]
    if last and not last.strip(" \t"):  # a line of spaces that are text
        return start + len(text[start:end].rstrip("\r\n"))
    return cut + len(last) - len(last.rstrip(" \t"))  # spaces at the end of a line of a block are text too
